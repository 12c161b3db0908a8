//! What was shown of the writing survives a restart: the count of candidates as the room saw it
//! last, and who has sat down at the passed keyboard. A count that began anew would show what one
//! person wrote before the restart (T1). Nothing in here says what anybody wrote.

use crate::actor::OpenWorkshop;
use crate::session::CountShown;
use serde::{Deserialize, Serialize};
use sextant_domain::id::{ParticipantId, WorkshopId};
use sextant_store::StoreError;

#[derive(Serialize, Deserialize)]
struct WrittenSoFar {
    count: u32,
    writers: usize,
    has_written: Vec<ParticipantId>,
}

fn name(id: WorkshopId) -> String {
    format!("written so far {id}")
}

impl OpenWorkshop {
    /// Keeps it until writing has ended, also while the room has gone back to an earlier stage.
    ///
    /// # Errors
    /// When nothing can be saved.
    pub(crate) fn keep_written_so_far(&self, has_written: &[ParticipantId]) -> Result<(), StoreError> {
        if self.workshop.candidates_revealed() {
            return Ok(());
        }
        let shown = self.session.count_shown;
        let kept = WrittenSoFar {
            count: shown.map_or(0, |shown| shown.count),
            writers: shown.map_or(0, |shown| shown.writers),
            has_written: has_written.to_vec(),
        };
        let text = serde_json::to_string(&kept).expect("numbers and ids are always JSON");
        self.shared.store().set_setting(&name(self.id), &text)
    }

    /// Lets go of it, once writing has ended: it names who sat down (T14).
    pub(crate) fn forget_written_so_far(&self) {
        if let Err(error) = self.shared.store().set_setting(&name(self.id), "") {
            tracing::warn!(%error, "who sat down to write could not be forgotten");
        }
    }

    /// Goes on from where an earlier run of the app stood.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn recall_written_so_far(&mut self) -> Result<(), StoreError> {
        let kept = self.shared.store().setting(&name(self.id))?;
        let kept = kept.and_then(|text| serde_json::from_str::<WrittenSoFar>(&text).ok());
        if let Some(kept) = kept.filter(|_| !self.workshop.candidates_revealed()) {
            self.session.has_written = kept.has_written;
            let at = self.shared.clock.monotonic();
            self.session.count_shown = Some(CountShown { at, count: kept.count, writers: kept.writers });
        }
        Ok(())
    }
}
