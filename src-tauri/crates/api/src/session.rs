//! What belongs to one run of the app and is no part of the record: who holds the keyboard, what
//! is on the projector, when the clock was started.

use crate::ballot_file::BallotFileTaken;
use crate::in_steps::InSteps;
use crate::room::SeatKey;
use crate::seat_ties::Memories;
use sextant_domain::id::ParticipantId;
use sextant_domain::stage::Timer;
use sextant_domain::view::{OwnWriting, ProjectorFocus, SeatMemory};
use std::collections::BTreeSet;
use std::sync::Arc;
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
        /// What was remembered of them when they sat down: only what came since is shown here.
        before: SeatMemory,
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
    /// People who have sat down to write at the passed keyboard.
    pub(crate) has_written: Vec<ParticipantId>,
    /// Whether newcomers wait for the facilitator's yes.
    pub(crate) lobby: bool,
    /// Whether nobody new is let in.
    pub(crate) locked: bool,
    /// Whether the projector says how to join beside what it shows.
    pub(crate) join_shown: bool,
    /// What each person did at their seat, beside the record, on whichever device.
    pub(crate) memories: Memories,
    /// People whose seat was taken away: whoever comes back under their name waits for a yes.
    pub(crate) turned_away: BTreeSet<ParticipantId>,
    /// Devices that are connected now.
    pub(crate) present: Arc<BTreeSet<SeatKey>>,
    /// What became of the answer file that was taken in last.
    pub(crate) ballot_file: Option<BallotFileTaken>,
    /// Counts that move in steps, as they are shown now.
    pub(crate) in_steps: Option<Arc<InSteps>>,
    /// The count of candidates that was shown last.
    pub(crate) count_shown: Option<CountShown>,
}

/// A count of candidates as it was shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CountShown {
    /// In monotonic time.
    pub(crate) at: Duration,
    /// As it was shown.
    pub(crate) count: u32,
    /// How many had sat down by then.
    pub(crate) writers: usize,
}

/// The least time between two counts of candidates (T1).
pub(crate) const COUNT_STEP: Duration = Duration::from_secs(15);
/// When the next step begins. Steps are the clock's own: fifteen seconds after somebody wrote would
/// tell when they did (T1).
pub(crate) fn next_step(monotonic: Duration) -> Duration {
    Duration::from_secs((monotonic.as_secs() / COUNT_STEP.as_secs() + 1) * COUNT_STEP.as_secs())
}

/// The fewest people at the passed keyboard between two counts: fewer would show what one wrote.
const FEWEST_WRITERS: usize = 3;

impl Session {
    /// Whether a person has said that they are done writing.
    pub(crate) fn is_done_writing(&self, person: ParticipantId) -> bool {
        self.memories.get(&person).is_some_and(|memory| memory.done_writing)
    }

    /// What is remembered of a person or table, to be added to.
    pub(crate) fn memory(&mut self, id: ParticipantId) -> &mut SeatMemory {
        Arc::make_mut(self.memories.get_mut_or_default(&id))
    }

    /// A new silence begins: nobody is done with it.
    pub(crate) fn forget_who_is_done_writing(&mut self) {
        if self.memories.values().any(|memory| memory.done_writing) {
            self.memories.values_mut().for_each(|memory| {
                Arc::make_mut(memory).done_writing = false;
            });
        }
    }

    /// A new round begins: what was offered to be said about the last one is over.
    pub(crate) fn forget_offers(&mut self) {
        if self.memories.values().any(|memory| !memory.speaking.is_empty()) {
            self.memories.values_mut().for_each(|memory| {
                Arc::make_mut(memory).speaking.clear();
            });
        }
    }

    /// The count of candidates that may be shown now. It moves in steps of fifteen seconds; not
    /// while somebody sits at the passed keyboard; and not before three more people, or everybody,
    /// have been there: the difference would be what one person wrote.
    pub(crate) fn settle_count(&mut self, count: u32, everybody: bool, monotonic: Duration) -> u32 {
        if let Some(shown) = self.count_shown {
            let fresh = monotonic.saturating_sub(shown.at) < COUNT_STEP;
            let writers = self.has_written.len().saturating_sub(shown.writers);
            let few = (1..FEWEST_WRITERS).contains(&writers) && !everybody;
            if few || self.keyboard != Keyboard::Console || (fresh && writers == 0) {
                return shown.count;
            }
        }
        self.count_shown = Some(CountShown { at: monotonic, count, writers: self.has_written.len() });
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
    fn the_count_moves_in_steps_of_fifteen_seconds() {
        let mut session = Session::default();
        assert_eq!(session.settle_count(3, false, at(100)), 3);
        assert_eq!(session.settle_count(4, false, at(114)), 3, "one more within the step stays unseen");
        assert_eq!(session.settle_count(5, false, at(115)), 5);
    }

    #[test]
    fn what_was_written_is_told_at_steps_of_the_clock_and_not_at_a_distance_from_the_writing() {
        assert_eq!(next_step(at(100)), at(105));
        assert_eq!(next_step(at(104)), at(105));
        assert_eq!(next_step(at(105)), at(120), "a step is over when it begins");
    }

    #[test]
    fn the_count_never_shows_what_one_person_wrote_at_the_passed_keyboard() {
        let mut session = Session::default();
        let people: Vec<_> = (1..=4).map(|n| ParticipantId(uuid::Uuid::from_u128(n))).collect();
        assert_eq!(session.settle_count(3, false, at(0)), 3);
        session.keyboard =
            Keyboard::Seat { participant_id: people[0], own: OwnWriting::default(), before: SeatMemory::default() };
        session.has_written.push(people[0]);
        assert_eq!(session.settle_count(9, false, at(600)), 3, "somebody writes");
        session.keyboard = Keyboard::Console;
        assert_eq!(session.settle_count(9, false, at(700)), 3, "one person wrote the difference");
        session.has_written.extend(&people[1..3]);
        assert_eq!(session.settle_count(14, false, at(701)), 14, "three people share the difference");
        session.has_written.push(people[3]);
        assert_eq!(session.settle_count(16, false, at(800)), 14);
        assert_eq!(session.settle_count(16, true, at(801)), 16, "everybody is through: the number is needed");
    }
}
