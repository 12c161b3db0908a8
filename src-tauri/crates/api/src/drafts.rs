//! Text that was typed and not sent, by the console it was typed at: two who facilitate together
//! never write over each other's half sentences, and a workshop is handed over with its drafts.

use crate::Api;
use crate::error::ApiError;
use sextant_domain::id::{ParticipantId, WorkshopId};
use uuid::Uuid;

/// Whose drafts a console reads and keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// The first console's. Whoever the workshop is handed over to goes on at it, and so does the
    /// first console when it has the workshop back: nothing that was typed is lost.
    First,
    /// That of a console with which the workshop is shared. It ends with that console.
    Shared(Uuid),
}

/// What the slots of shared consoles begin with; no page names such a slot itself.
const SHARED: &str = "console:";
const DOING: &str = "keeping a draft";

impl Desk {
    /// Where a draft lies in the table.
    fn place(self, slot: &str) -> Result<String, ApiError> {
        match self {
            Self::First if slot.starts_with(SHARED) => Err(ApiError::not_found(DOING, "There is no such draft.")),
            Self::First => Ok(slot.to_owned()),
            Self::Shared(_) => Ok(self.prefix() + slot),
        }
    }

    fn prefix(self) -> String {
        match self {
            Self::First => String::new(),
            Self::Shared(console) => format!("{SHARED}{console}:"),
        }
    }
}

impl Api {
    /// Text that was typed and not sent, by its place on the screen.
    ///
    /// # Errors
    /// When the data folder cannot be read.
    pub fn draft(&self, id: WorkshopId, desk: Desk, slot: &str) -> Result<Option<String>, ApiError> {
        let (place, wanted) = (desk.place(slot)?, slot.to_owned());
        self.read(id, move |open| open.may_use_draft(&wanted))??;
        Ok(self.shared().store().drafts(&id.to_string())?.remove(&place))
    }

    /// Keeps text that was typed and not sent; empty text forgets it.
    ///
    /// # Errors
    /// When it cannot be saved, or the text is longer than any field takes.
    pub fn save_draft(&self, id: WorkshopId, desk: Desk, slot: &str, text: &str) -> Result<(), ApiError> {
        if text.len() > 256 * 1024 || slot.len() > 200 {
            return Err(ApiError::invalid(DOING, "The draft is too long.", "Send or shorten it."));
        }
        let (place, wanted) = (desk.place(slot)?, slot.to_owned());
        self.read(id, move |open| open.may_use_draft(&wanted))??;
        let now = self.shared().clock.now();
        let mut store = self.shared().store();
        if text.is_empty() {
            store.delete_draft(&id.to_string(), &place)?;
        } else {
            store.set_draft(&id.to_string(), &place, text, now)?;
        }
        Ok(())
    }

    /// A ballot that was handed in leaves no draft behind under its writer's id (T1b).
    pub(crate) fn forget_ballot_drafts(&self, id: WorkshopId, person: ParticipantId) -> Result<(), ApiError> {
        self.forget_drafts(id, |slot| slot.starts_with("ballot:") && slot.ends_with(&person.to_string()))
    }

    /// A shared console has ended: what was half typed there goes with it (T14).
    pub(crate) fn clear_desk(&self, id: WorkshopId, desk: Desk) -> Result<(), ApiError> {
        match desk {
            Desk::First => Ok(()),
            Desk::Shared(_) => self.forget_drafts(id, |slot| slot.starts_with(&desk.prefix())),
        }
    }

    fn forget_drafts(&self, id: WorkshopId, goes: impl Fn(&str) -> bool) -> Result<(), ApiError> {
        let mut store = self.shared().store();
        let slots: Vec<_> = store.drafts(&id.to_string())?.into_keys().filter(|slot| goes(slot)).collect();
        for slot in slots {
            store.delete_draft(&id.to_string(), &slot)?;
        }
        Ok(())
    }
}
