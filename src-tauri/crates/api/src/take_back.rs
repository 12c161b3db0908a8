//! Undo and redo, per actor, newest first; never across a reveal.

use crate::actor::{Asked, OpenWorkshop, load_record};
use crate::error::{ApiError, ErrorCode};
use sextant_domain::ballot::RoundStatus;
use sextant_domain::refusal::Refusal;
use sextant_store::{Actor, Entry, RowChange, UndoKind, UndoPlan};

impl OpenWorkshop {
    /// Undo and redo: the journal says what to do, within the exact rules.
    ///
    /// # Errors
    /// When there is nothing, it lies behind a reveal, or the rows have changed since.
    pub(crate) fn take_back(&mut self, asked: &Asked, redo: bool) -> Result<(), ApiError> {
        let me = Actor("facilitator".to_owned());
        let id = self.id.to_string();
        let plan = {
            let store = self.shared.store();
            if redo { store.redo_plan(&id, &me)? } else { store.undo_plan(&id, &me)? }
        };
        let refuse = |message: &str, hint: &str| Err(ApiError::plain(ErrorCode::Refused, asked.doing, message, hint));
        let (entry, changes) = match plan {
            UndoPlan::Nothing => {
                return refuse(
                    if redo { "There is nothing to do again." } else { "There is nothing to take back." },
                    "Everything else stays as it is.",
                );
            }
            UndoPlan::BehindBarrier { barrier } => {
                let message = format!("What came before “{}” cannot be taken back.", barrier.label);
                return refuse(&message, "Re-open it with a note instead: what was revealed stays revealed.");
            }
            UndoPlan::Changed { entry, .. } => {
                let message = format!("“{}” has been changed since.", entry.label);
                return refuse(&message, "Change it directly instead.");
            }
            UndoPlan::Ready { entry, changes } => (entry, changes),
        };
        if changes.iter().any(|change| self.is_being_scored(change)) {
            return Err(ApiError::refused(asked.doing, &Refusal::RoundOpen));
        }
        let undo = if redo { UndoKind::RedoOf(entry.number) } else { UndoKind::UndoOf(entry.number) };
        let back = Entry {
            actor: me,
            operation: asked.name.clone(),
            label: entry.label.clone(),
            at: self.shared.clock.now(),
            undo,
            changes,
            command: Some(asked.stamp.clone()),
            span: None,
        };
        self.shared.store().transact(&id, std::slice::from_ref(&back))?;
        self.workshop = load_record(&self.shared, self.id)?;
        self.after_commit(Some(back.at), true);
        Ok(())
    }

    /// Whether a row must not change now because people score: the same rows that no other
    /// command may touch while a round is open, and the people who may have handed in.
    fn is_being_scored(&self, change: &RowChange) -> bool {
        let scoring = self.workshop.last_round().is_some_and(|r| r.status != RoundStatus::Revealed);
        let comes_or_goes = change.before.is_none() || change.after.is_none();
        scoring
            && match change.table.as_ref() {
                "workshops" | "stage_records" | "sittings" | "candidates" | "challenges" | "rejections" => true,
                "participants" => comes_or_goes,
                _ => false,
            }
    }
}
