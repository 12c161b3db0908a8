//! Who steers a workshop from when: each step of a hand-over is an entry of its one record.

use crate::Api;
use crate::actor::OpenWorkshop;
use crate::drafts::Desk;
use crate::error::ApiError;
use crate::hand_over::ConsoleGiving;
use crate::query::Answer;
use serde::{Deserialize, Serialize};
use sextant_domain::id::WorkshopId;
use sextant_domain::text::Name;
use sextant_domain::time::At;
use sextant_store::{Actor, Entry, UndoKind};
use ts_rs::TS;
use uuid::Uuid;

/// What has become of a console that is given to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsoleStep {
    /// A link was made for them.
    Offered,
    /// The link was taken back before they used it.
    Withdrawn,
    /// They took it.
    Taken,
    /// It was taken back from them.
    Ended,
}

/// One step of a hand-over, as the owner of the links tells the core.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConsoleNote {
    /// Which console.
    pub id: Uuid,
    /// To whom it was given, as it was typed.
    pub name: Name,
    /// What they were given.
    pub giving: ConsoleGiving,
    /// What has become of it.
    pub step: ConsoleStep,
}

impl ConsoleStep {
    const ALL: &'static [Self] = &[Self::Offered, Self::Withdrawn, Self::Taken, Self::Ended];

    /// Its name in the record.
    fn operation(self) -> &'static str {
        match self {
            Self::Offered => "offer_console",
            Self::Withdrawn => "withdraw_console",
            Self::Taken => "take_console",
            Self::Ended => "end_console",
        }
    }
}

/// One line of who facilitated from when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SteeredLine {
    /// When.
    pub at: At,
    /// What happened, as it stands in the record.
    pub said: String,
}

impl ConsoleNote {
    fn label(&self) -> String {
        let name = &self.name;
        match (self.step, self.giving) {
            (ConsoleStep::Offered, ConsoleGiving::Share) => format!("Offered to share the workshop with {name}"),
            (ConsoleStep::Offered, ConsoleGiving::HandOver) => format!("Offered to hand the workshop over to {name}"),
            (ConsoleStep::Withdrawn, ConsoleGiving::Share | ConsoleGiving::HandOver) => {
                format!("Withdrew what was offered to {name}")
            }
            (ConsoleStep::Taken, ConsoleGiving::Share) => format!("Shared the workshop with {name}"),
            (ConsoleStep::Taken, ConsoleGiving::HandOver) => format!("Handed the workshop over to {name}"),
            (ConsoleStep::Ended, ConsoleGiving::Share) => format!("Ended sharing the workshop with {name}"),
            (ConsoleStep::Ended, ConsoleGiving::HandOver) => format!("Took the workshop back from {name}"),
        }
    }
}

impl Api {
    /// Writes a step of a hand-over into the record. Only whoever owns the links may tell it.
    ///
    /// # Errors
    /// When it cannot be saved.
    pub(crate) fn note_console(&self, id: WorkshopId, note: ConsoleNote) -> Result<(), ApiError> {
        let ended = (note.step == ConsoleStep::Ended).then_some(Desk::Shared(note.id));
        self.change_beside(id, move |open| open.note_console(&note))?;
        ended.map_or(Ok(()), |desk| self.clear_desk(id, desk))
    }

    /// Who facilitated from when, as it stands in the record.
    ///
    /// # Errors
    /// While the keyboard is passed; what the store says.
    pub(crate) fn who_steered(&self, id: WorkshopId) -> Result<Answer, ApiError> {
        self.read(id, move |open| {
            open.console_only("asking who facilitated")?;
            let operations: Vec<&str> = ConsoleStep::ALL.iter().map(|step| step.operation()).collect();
            let lines = open.shared.store().labels_of(&open.id.to_string(), &operations)?;
            let lines = lines.into_iter().map(|(at, said)| SteeredLine { at: At(at), said });
            Ok(Answer::WhoSteered { lines: lines.collect() })
        })?
    }
}

impl OpenWorkshop {
    /// An entry without rows: nothing of the workshop changes, and there is nothing to take back.
    fn note_console(&mut self, note: &ConsoleNote) -> Result<(), ApiError> {
        let at = self.shared.clock.now();
        let entry = Entry {
            actor: Actor("facilitator".to_owned()),
            operation: note.step.operation().to_owned(),
            label: note.label(),
            at,
            undo: UndoKind::NotUndoable,
            changes: Vec::new(),
            command: None,
            span: None,
        };
        self.shared.store().transact(&self.id.to_string(), &[entry])?;
        self.after_commit(Some(at), false);
        self.announce();
        Ok(())
    }
}
