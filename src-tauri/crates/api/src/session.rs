//! What belongs to one run of the app and is no part of the record: who holds the keyboard, what
//! is on the projector, when the clock was started.

use sextant_domain::id::ParticipantId;
use sextant_domain::stage::Timer;
use sextant_domain::view::{OwnWriting, ProjectorFocus};
use std::time::Duration;

/// Who holds the keyboard.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Keyboard {
    /// The facilitator.
    #[default]
    Console,
    /// Nobody: the curtain is down between two people.
    Curtain {
        /// Who sits down next.
        next: Option<ParticipantId>,
        /// Who got up.
        previous: Option<ParticipantId>,
        /// Whether the one who got up has handed something in.
        sealed: bool,
    },
    /// One person.
    Seat {
        /// Who.
        participant_id: ParticipantId,
        /// What they wrote since they sat down. In memory only: no author is recorded.
        own: OwnWriting,
    },
}

/// One run's state beside the record.
#[derive(Clone, Debug, Default)]
pub(crate) struct Session {
    pub(crate) keyboard: Keyboard,
    pub(crate) projector: ProjectorFocus,
    /// What was typed in the console's own window while writing lasts.
    pub(crate) own: OwnWriting,
    /// When the clock was started, in monotonic time. Absent after a restart: the clock then stands.
    pub(crate) timer_started: Option<Duration>,
    /// People who have said that they are done writing.
    pub(crate) done_writing: Vec<ParticipantId>,
}

impl Session {
    /// The time box at this moment.
    pub(crate) fn timer_now(&self, timer: &Timer, monotonic: Duration) -> Timer {
        match self.timer_started {
            Some(started) if timer.running => Timer {
                planned_seconds: timer.planned_seconds,
                remaining_ms: timer.remaining_ms - millis(monotonic.saturating_sub(started)),
                running: true,
            },
            Some(_) | None => Timer { running: false, ..timer.clone() },
        }
    }

    /// Whole seconds since the clock was started.
    pub(crate) fn seconds_run(&self, timer: &Timer, monotonic: Duration) -> u32 {
        match self.timer_started {
            Some(started) if timer.running => {
                u32::try_from(monotonic.saturating_sub(started).as_secs()).unwrap_or(u32::MAX)
            }
            Some(_) | None => 0,
        }
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
