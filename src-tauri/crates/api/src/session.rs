//! What belongs to one run of the app and is no part of the record: who holds the keyboard, what
//! is on the projector, when the clock was started.

use sextant_domain::id::ParticipantId;
use sextant_domain::stage::Timer;
use sextant_domain::view::{OwnWriting, ProjectorFocus};
use std::cell::Cell;
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
    /// The count of candidates that the room saw last, and when.
    pub(crate) count_shown: Cell<Option<(Duration, u32)>>,
}

/// The least time between two counts of candidates on the projector (T1).
const COUNT_STEP: Duration = Duration::from_secs(15);

impl Session {
    /// The count that the room may see now. It moves in steps, and not at all while somebody sits
    /// at the passed keyboard: the room would count what that one person writes.
    pub(crate) fn count_for_the_room(&self, count: u32, monotonic: Duration) -> u32 {
        if let Some((shown_at, shown)) = self.count_shown.get() {
            let fresh = monotonic.saturating_sub(shown_at) < COUNT_STEP;
            if fresh || self.keyboard != Keyboard::Console {
                return shown;
            }
        }
        self.count_shown.set(Some((monotonic, count)));
        count
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use sextant_domain::id::ParticipantId;

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn the_room_sees_the_count_in_steps_of_fifteen_seconds() {
        let session = Session::default();
        assert_eq!(session.count_for_the_room(3, at(100)), 3);
        assert_eq!(session.count_for_the_room(4, at(114)), 3, "one more within the step stays unseen");
        assert_eq!(session.count_for_the_room(5, at(115)), 5);
    }

    #[test]
    fn the_count_stands_while_somebody_writes_at_the_passed_keyboard() {
        let mut session = Session::default();
        assert_eq!(session.count_for_the_room(3, at(0)), 3);
        let participant_id = ParticipantId(uuid::Uuid::from_u128(1));
        session.keyboard = Keyboard::Seat { participant_id, own: OwnWriting::default() };
        assert_eq!(session.count_for_the_room(9, at(600)), 3, "the room must not count what one person writes");
        session.keyboard = Keyboard::Console;
        assert_eq!(session.count_for_the_room(9, at(601)), 9);
    }
}
