//! A private workshop in a temporary folder, with a clock and ids that are the same each time: the
//! stage on which the sample is played.

use crate::clock::{Clock, IdSource};
use crate::command::{ConsoleCommand, Envelope, LibraryCommand, SeatCommand};
use crate::error::ApiError;
use crate::screen::ConsoleScreen;
use crate::{Api, ApiOptions};
use sextant_domain::id::{CommandId, WorkshopId};
use sextant_domain::text::{Line, Name, Paragraph};
use sextant_domain::time::Day;
use sextant_domain::view::ConsoleView;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;
use uuid::Uuid;

/// The clock of the script: it moves when the script says so.
pub(super) struct ScriptClock(AtomicI64);

impl ScriptClock {
    pub(super) fn at(millis: i64) -> Self {
        Self(AtomicI64::new(millis))
    }

    /// Goes on to a moment.
    pub(super) fn set(&self, millis: i64) {
        self.0.store(millis, Ordering::SeqCst);
    }

    /// Lets time pass.
    pub(super) fn pass(&self, minutes: i64) {
        self.0.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }
}

impl Clock for ScriptClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    fn monotonic(&self) -> Duration {
        Duration::from_millis(self.now().unsigned_abs())
    }
}

/// Ids that look drawn and are the same each time.
#[derive(Default)]
pub(super) struct ScriptIds(AtomicU64);

impl IdSource for ScriptIds {
    fn new_id(&self) -> Uuid {
        let place = self.0.fetch_add(1, Ordering::SeqCst);
        let digest = Sha256::digest(format!("slotwell {place}"));
        let mut bytes = [0_u8; 16];
        bytes.copy_from_slice(&digest[..16]);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}

/// The stage with its one workshop.
pub(super) struct Script {
    pub(super) api: Api,
    pub(super) clock: Arc<ScriptClock>,
    pub(super) id: WorkshopId,
    ids: Arc<ScriptIds>,
    // Removed with everything in it when the script ends.
    _folder: tempfile::TempDir,
}

impl Script {
    /// Opens the stage and makes the workshop.
    ///
    /// # Errors
    /// When the temporary folder cannot be used.
    pub(super) fn begin(title: &str, millis: i64) -> Result<Self, ApiError> {
        let folder =
            tempfile::tempdir().map_err(|error| ApiError::internal("playing the sample", &error.to_string()))?;
        let clock = Arc::new(ScriptClock::at(millis));
        let ids = Arc::new(ScriptIds::default());
        let api = Api::open(ApiOptions {
            data_dir: folder.path().join("data"),
            clock: clock.clone(),
            ids: ids.clone(),
            printer: None,
            known_folders: None,
        })?;
        let command = LibraryCommand::CreateWorkshop { title: text(title) };
        let reply = api.send_library(Envelope { id: CommandId(ids.new_id()), command })?;
        let id = reply.workshop_id.ok_or_else(|| ApiError::internal("playing the sample", "no workshop was made"))?;
        Ok(Self { api, clock, id, ids, _folder: folder })
    }

    /// Sends what the facilitator would send.
    ///
    /// # Errors
    /// The rule's refusal.
    pub(super) fn send(&self, command: ConsoleCommand) -> Result<ConsoleScreen, ApiError> {
        self.api.send_console(self.id, Envelope { id: CommandId(self.ids.new_id()), command })
    }

    /// Sends what the person at the keyboard would send.
    ///
    /// # Errors
    /// The rule's refusal.
    pub(super) fn seat(&self, command: SeatCommand) -> Result<ConsoleScreen, ApiError> {
        self.api.send_seat(self.id, Envelope { id: CommandId(self.ids.new_id()), command })
    }

    /// What the facilitator sees.
    ///
    /// # Errors
    /// While the keyboard is passed.
    pub(super) fn view(&self) -> Result<ConsoleView, ApiError> {
        match self.api.console(self.id)? {
            ConsoleScreen::Console { view, .. } => Ok(*view),
            ConsoleScreen::Curtain(_) | ConsoleScreen::Seat { .. } | ConsoleScreen::Elsewhere => {
                Err(ApiError::internal("playing the sample", "the keyboard is passed"))
            }
        }
    }

    /// Spends minutes on the clock and leaves the stage.
    ///
    /// # Errors
    /// When the exit check does not hold.
    pub(super) fn leave_after(&self, minutes: i64) -> Result<(), ApiError> {
        self.send(ConsoleCommand::StartTimer)?;
        self.clock.pass(minutes);
        self.send(ConsoleCommand::PauseTimer)?;
        self.send(ConsoleCommand::Advance { note: Line::default() })?;
        Ok(())
    }
}

/// Text of the script. The sample's own texts are checked against the limits by a test.
pub(super) fn text<const MAX: usize>(words: &str) -> sextant_domain::text::Text<MAX> {
    sextant_domain::text::Text::new(words).unwrap_or_default()
}

/// A sentence of the script.
pub(crate) fn line(words: &str) -> Line {
    text(words)
}

/// A name of the script.
pub(super) fn name(words: &str) -> Name {
    text(words)
}

/// A paragraph of the script.
pub(super) fn paragraph(words: &str) -> Paragraph {
    text(words)
}

/// A day of the script.
pub(super) fn day(words: &str) -> Option<Day> {
    Day::try_from(words.to_owned()).ok()
}
