//! Whose turn it is. What an actor is asked is done in the order in which it came, with one exception:
//! the facilitator waits for a few commands of seats and no more, however many are there (T10, P4).

use crate::actor::OpenWorkshop;
use crate::job::Job;
use crate::reply::SeatDone;
use crate::room::SeatKey;
use std::collections::VecDeque;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// So many jobs of seats that came before still go first when the facilitator asks. Of a room that
/// works as it should, this is everybody.
pub(crate) const SHARE: usize = 32;

/// No commit gathers for longer: whoever comes next waits for all of it (T10, P4). Nor do views wait for
/// more commits once they have waited so long.
pub(crate) const GATHERS: Duration = Duration::from_millis(10);

/// A view that is to be made.
pub(crate) enum View {
    /// What devices of people show.
    OfSeats(Box<dyn FnOnce(&OpenWorkshop) + Send>),
    /// What one device shows since its command was kept.
    Own(SeatKey, SeatDone),
}

/// What waits.
#[derive(Default)]
pub(crate) struct Turns {
    waiting: VecDeque<Job>,
    /// How many of them are the facilitator's.
    facilitators: usize,
    /// How many of seats went first since one of those waits.
    passed: usize,
    /// Whatever comes with them goes first: they show it then, and cut no commit into two (P7).
    views: Vec<View>,
    /// When views were passed over first, for what came with them.
    views_since: Option<Duration>,
}

impl Turns {
    /// One more.
    pub(crate) fn put(&mut self, job: Job) {
        match job {
            Job::ReadForSeats(view) => self.views.push(View::OfSeats(view)),
            job => {
                self.facilitators += usize::from(job.is_the_facilitators());
                self.waiting.push_back(job);
            }
        }
    }

    /// One more that waits to see what it has sent.
    pub(crate) fn put_own(&mut self, key: SeatKey, done: SeatDone) {
        self.views.push(View::Own(key, done));
    }

    /// The views that are due: when nothing else waits, and not much later in a room that never rests.
    pub(crate) fn due_views(&mut self, now: Duration) -> Vec<View> {
        if self.views.is_empty() {
            return Vec::new();
        }
        let since = *self.views_since.get_or_insert(now);
        if !self.waiting.is_empty() && now.saturating_sub(since) < GATHERS {
            return Vec::new();
        }
        self.views_since = None;
        std::mem::take(&mut self.views)
    }

    /// Whatever has come meanwhile.
    pub(crate) fn gather(&mut self, queue: &Receiver<Job>) {
        while let Ok(job) = queue.try_recv() {
            self.put(job);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Whether the facilitator has waited long enough.
    pub(crate) fn is_the_facilitators(&self) -> bool {
        self.facilitators > 0 && self.passed >= SHARE
    }

    /// The next one.
    pub(crate) fn next(&mut self) -> Option<Job> {
        let place = if self.is_the_facilitators() {
            self.waiting.iter().position(Job::is_the_facilitators).unwrap_or_default()
        } else {
            0
        };
        let job = self.waiting.remove(place)?;
        if job.is_the_facilitators() {
            self.facilitators -= 1;
            self.passed = 0;
        } else {
            self.passed = if self.facilitators > 0 { self.passed + 1 } else { 0 };
        }
        Some(job)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seats() -> Job {
        Job::ChangeForSeats(Box::new(|_| ()))
    }

    fn view() -> Job {
        Job::ReadForSeats(Box::new(|_| ()))
    }

    fn facilitators() -> Job {
        Job::Read(Box::new(|_| ()))
    }

    /// How many jobs of seats go first.
    fn before(turns: &mut Turns) -> usize {
        (0..).take_while(|_| turns.next().is_some_and(|job| !job.is_the_facilitators())).count()
    }

    #[test]
    fn in_a_quiet_room_everything_is_done_in_the_order_in_which_it_came() {
        let mut turns = Turns::default();
        (0..5).for_each(|_| turns.put(seats()));
        turns.put(facilitators());
        turns.put(seats());
        assert_eq!(before(&mut turns), 5);
        assert_eq!(turns.len(), 1);
    }

    #[test]
    fn views_wait_for_what_came_with_them_but_not_for_a_room_that_never_rests() {
        let mut turns = Turns::default();
        turns.put(view());
        turns.put(seats());
        turns.put(view());
        assert_eq!(turns.len(), 1, "a view is nobody's turn");
        let begun = Duration::from_secs(7);
        assert!(turns.due_views(begun).is_empty());
        assert!(turns.due_views(begun + GATHERS - Duration::from_millis(1)).is_empty());
        assert_eq!(turns.due_views(begun + GATHERS).len(), 2, "an answer still waits, the views no longer");
        turns.put(view());
        assert!(turns.due_views(begun + 2 * GATHERS).is_empty(), "and the next ones wait as long");
        assert!(turns.next().is_some());
        assert_eq!(turns.due_views(begun + 2 * GATHERS).len(), 1, "nothing else waits");
    }

    #[test]
    fn t10_a_flood_of_seats_lets_the_facilitator_wait_for_a_few_and_no_more() {
        let mut turns = Turns::default();
        (0..10_000).for_each(|_| turns.put(seats()));
        assert!(turns.next().is_some_and(|job| !job.is_the_facilitators()));
        turns.put(facilitators());
        turns.put(facilitators());
        assert_eq!(before(&mut turns), SHARE);
        assert_eq!(before(&mut turns), SHARE, "and each of theirs for as few");
        assert!(!turns.is_the_facilitators());
        assert_eq!(turns.len(), 10_000 - 1 - 2 * SHARE, "and nobody is forgotten");
    }
}
