//! How often and how many: the numbers that keep a room open while somebody floods it (T5, T10).
//!
//! No clock in here reads the time of day, so setting the computer's clock opens nothing (F25).

use std::collections::{BTreeMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Tells how long ago something started; never jumps.
pub type Elapsed = Box<dyn Fn() -> Duration + Send + Sync>;

/// By the computer's steady clock.
pub fn steady() -> Elapsed {
    let start = Instant::now();
    Box::new(move || start.elapsed())
}

/// Live sockets from one address: a table behind one hotspot, with everybody reconnecting (T10).
pub const SOCKETS_FROM_ONE: usize = 64;
/// Live sockets in all: 300 people, each with the socket of before still dying (T10, F48). With
/// [`CONNECTIONS`] it stays below the 1,024 handles that Linux gives a process (F28).
pub const SOCKETS: usize = 600;
/// Connections at a time that load a page or join. Later ones wait in the system's queue (T10).
pub const CONNECTIONS: usize = 256;
/// Of these from one address: ten phones behind one hotspot, six connections each (T10, F50).
pub const CONNECTIONS_FROM_ONE: usize = 64;
/// Messages a seat may send in [`MESSAGES_SPAN`], over however many sockets. A quick writer sends
/// one a second (T10, F51).
pub const MESSAGES: usize = 40;
/// See [`MESSAGES`].
pub const MESSAGES_SPAN: Duration = Duration::from_secs(10);

const MINUTE: Duration = Duration::from_secs(60);

/// What happened lately, by address.
#[derive(Debug)]
pub struct Lately {
    from_one: usize,
    from_all: usize,
    seen: VecDeque<(Duration, IpAddr)>,
}

impl Lately {
    /// Wrong secrets and codes: five a minute from one address are typing errors, thirty over all
    /// leave a guesser 1.3 chances in 100,000 in eight hours (T5, S3).
    pub fn wrong_ones() -> Self {
        Self { from_one: 5, from_all: 30, seen: VecDeque::new() }
    }

    /// People who join: as many a minute as may have a socket (T10, F53).
    pub fn newcomers() -> Self {
        Self { from_one: SOCKETS_FROM_ONE, from_all: SOCKETS, seen: VecDeque::new() }
    }

    /// How long whoever is at this address has to wait; nothing when they need not.
    pub fn pause(&mut self, now: Duration, from: IpAddr) -> Option<Duration> {
        self.seen.retain(|(at, _)| now.saturating_sub(*at) < MINUTE);
        let too_many = self.seen.len() >= self.from_all;
        let own = self.seen.iter().filter(|(_, address)| *address == from).count();
        if !too_many && own < self.from_one {
            return None;
        }
        let oldest = self.seen.iter().find(|(_, address)| too_many || *address == from);
        let since = oldest.map_or(Duration::ZERO, |(at, _)| now.saturating_sub(*at));
        Some(MINUTE.saturating_sub(since))
    }

    /// It happened once more. At most as many as the limit are remembered.
    pub fn count(&mut self, now: Duration, from: IpAddr) {
        if self.seen.len() < self.from_all {
            self.seen.push_back((now, from));
        }
    }
}

/// Why there is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// This address has its share.
    FromOne,
    /// Everybody together has all.
    All,
}

/// A number of places, and how many of them one address may hold.
#[derive(Clone, Debug)]
pub struct Places(Arc<Kept>);

#[derive(Debug)]
struct Kept {
    from_one: usize,
    from_all: usize,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    by_address: BTreeMap<IpAddr, usize>,
}

impl Places {
    /// This many, and this many for one address.
    pub fn new(from_one: usize, from_all: usize) -> Self {
        Self(Arc::new(Kept { from_one, from_all, taken: Mutex::default() }))
    }

    /// Takes a place for as long as the answer lives.
    ///
    /// # Errors
    /// When there is none.
    pub fn take(&self, from: IpAddr) -> Result<Place, Full> {
        let mut taken = self.0.taken();
        if taken.all >= self.0.from_all {
            return Err(Full::All);
        }
        let own = taken.by_address.entry(from).or_default();
        if *own >= self.0.from_one {
            return Err(Full::FromOne);
        }
        *own += 1;
        taken.all += 1;
        Ok(Place { kept: self.0.clone(), from })
    }

    /// How many are taken.
    pub fn taken(&self) -> usize {
        self.0.taken().all
    }
}

impl Kept {
    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place that is given back when it is dropped.
#[derive(Debug)]
pub struct Place {
    kept: Arc<Kept>,
    from: IpAddr,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.kept.taken();
        taken.all -= 1;
        if let Some(own) = taken.by_address.get_mut(&self.from) {
            *own -= 1;
            if *own == 0 {
                taken.by_address.remove(&self.from);
            }
        }
    }
}

/// How fast one seat sends.
#[derive(Debug, Default)]
pub(crate) struct Pace(VecDeque<tokio::time::Instant>);

impl Pace {
    /// Counts a message; `false` when it is one too many.
    pub(crate) fn allows(&mut self, now: tokio::time::Instant) -> bool {
        self.forget(now);
        self.0.push_back(now);
        self.0.len() <= MESSAGES
    }

    /// Whether it was one too many. Asking counts for nothing: whoever only knocks again is let in
    /// when the time is over.
    pub(crate) fn is_over(&mut self, now: tokio::time::Instant) -> bool {
        self.forget(now);
        self.0.len() > MESSAGES
    }

    /// Whether anything of it still counts.
    pub(crate) fn remembers(&mut self, now: tokio::time::Instant) -> bool {
        self.forget(now);
        !self.0.is_empty()
    }

    fn forget(&mut self, now: tokio::time::Instant) {
        while self.0.front().is_some_and(|at| now.duration_since(*at) >= MESSAGES_SPAN) {
            self.0.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 168, 1, last])
    }

    #[test]
    fn s3_five_wrong_ones_from_an_address_pause_it_for_the_rest_of_the_minute() {
        let mut wrong = Lately::wrong_ones();
        for second in 0..5 {
            let now = Duration::from_secs(second);
            assert_eq!(wrong.pause(now, address(1)), None);
            wrong.count(now, address(1));
        }
        assert_eq!(wrong.pause(Duration::from_secs(10), address(1)), Some(Duration::from_secs(50)));
        assert_eq!(wrong.pause(Duration::from_secs(10), address(2)), None);
        assert_eq!(wrong.pause(Duration::from_secs(60), address(1)), None);
    }

    #[test]
    fn s3_thirty_wrong_ones_pause_everybody() {
        let mut wrong = Lately::wrong_ones();
        for last in 0..30 {
            assert_eq!(wrong.pause(Duration::ZERO, address(last)), None);
            wrong.count(Duration::ZERO, address(last));
        }
        assert!(wrong.pause(Duration::from_secs(59), address(200)).is_some());
        assert_eq!(wrong.pause(Duration::from_secs(60), address(200)), None);
    }

    #[test]
    fn t10_a_place_is_given_back_and_one_address_cannot_take_them_all() {
        let places = Places::new(2, 3);
        let first = places.take(address(1)).expect("a place");
        let _second = places.take(address(1)).expect("a place");
        assert_eq!(places.take(address(1)).err(), Some(Full::FromOne));
        let _third = places.take(address(2)).expect("a place");
        assert_eq!(places.take(address(3)).err(), Some(Full::All));
        drop(first);
        assert_eq!(places.taken(), 2);
        assert!(places.take(address(1)).is_ok());
    }

    #[test]
    fn f51_forty_messages_in_ten_seconds_are_allowed_and_one_more_is_not() {
        let start = tokio::time::Instant::now();
        let mut pace = Pace::default();
        assert!((0..40).all(|_| pace.allows(start)));
        assert!(!pace.allows(start + Duration::from_secs(9)));
        assert!(pace.allows(start + Duration::from_secs(10)));
    }
}
