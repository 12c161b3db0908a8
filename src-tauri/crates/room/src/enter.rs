//! How somebody comes from a QR code or a typed code to a seat: what is let in, and how often
//! anybody may try (T5, S3).

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use crate::limits::{Elapsed, Lately};
use crate::room::Room;
use crate::secret::{JoinCode, Mark, Secret};

/// How long a pass lives: long enough to think of an alias, shorter than a meeting (T5).
const PASS_LIVES: Duration = Duration::from_secs(15 * 60);
/// Passes kept at a time, twice as many as there are sockets; then the oldest makes room (T10).
const PASSES: usize = 2 * crate::limits::SOCKETS;
/// How often one pass asks for a seat: a lost answer, a name that was refused (T10).
const ASKS: u8 = 6;

/// What somebody brings to the door.
pub(crate) enum Knock {
    /// From the QR code: 128 bits, which nobody guesses.
    Secret(String),
    /// Typed: 30 bits.
    Code(String),
}

/// What comes of it.
pub(crate) enum Entry {
    /// In. The pass asks for a seat of this room, and of no other.
    Open { pass: Secret, room: Arc<Room> },
    /// It opens nothing.
    Wrong,
    /// Too many that open nothing came lately.
    Paused(Duration),
}

/// What comes of a pass.
pub(crate) enum Ask {
    /// The room may be asked for a seat.
    Open(Arc<Room>),
    /// The pass is over, or never was one.
    Over,
    /// Too many that open nothing came lately.
    Paused(Duration),
    /// Too many people join at this moment (F53).
    Busy(Duration),
}

/// Who has knocked, and the passes that were given out. Kept in memory only.
pub(crate) struct Desk {
    elapsed: Elapsed,
    kept: Mutex<Kept>,
}

struct Kept {
    wrong: Lately,
    newcomers: Lately,
    passes: VecDeque<Pass>,
}

struct Pass {
    mark: Mark,
    /// Not the workshop: a room that was closed and opened again is another one (F91).
    room: Weak<Room>,
    since: Duration,
    asks: u8,
}

impl Desk {
    pub(crate) fn new(elapsed: Elapsed) -> Self {
        let kept = Kept { wrong: Lately::wrong_ones(), newcomers: Lately::newcomers(), passes: VecDeque::new() };
        Self { elapsed, kept: Mutex::new(kept) }
    }

    /// Looks at what somebody brings, in the light of all open rooms.
    ///
    /// Only wrong ones are counted. During a pause a typed code is not even looked at, or the
    /// pause would stop nobody who guesses; the QR code's secret always is, so that no stranger
    /// can lock a room out.
    pub(crate) fn enter(&self, rooms: &[Arc<Room>], knock: &Knock, from: IpAddr) -> Entry {
        let now = (self.elapsed)();
        let mut kept = self.kept();
        let paused = kept.wrong.pause(now, from);
        let found = match (knock, paused) {
            (Knock::Secret(secret), _) => {
                let mark = Mark::of(secret);
                find(rooms, |room| room.has_secret(&mark))
            }
            (Knock::Code(_), Some(_)) => None,
            (Knock::Code(code), None) => {
                let mark = JoinCode::typed(code).mark();
                find(rooms, |room| room.has_code(&mark))
            }
        };
        let Some(room) = found else { return kept.turn_away(now, from, Entry::Wrong, Entry::Paused) };
        let pass = Secret::short();
        if kept.passes.len() >= PASSES {
            kept.passes.pop_front();
        }
        kept.passes.push_back(Pass {
            mark: Mark::of(pass.reveal()),
            room: Arc::downgrade(&room),
            since: now,
            asks: ASKS,
        });
        Entry::Open { pass, room }
    }

    /// Looks at a pass with which somebody asks for a seat.
    pub(crate) fn ask(&self, pass: &str, from: IpAddr) -> Ask {
        let now = (self.elapsed)();
        let mark = Mark::of(pass);
        let mut kept = self.kept();
        kept.passes.retain(|pass| now.saturating_sub(pass.since) < PASS_LIVES && pass.asks > 0);
        let mut found = None;
        for (place, pass) in kept.passes.iter().enumerate() {
            if pass.mark.fits(&mark) {
                found = pass.room.upgrade().filter(|room| !room.is_closed()).map(|room| (place, room));
            }
        }
        let Some((place, room)) = found else { return kept.turn_away(now, from, Ask::Over, Ask::Paused) };
        if let Some(wait) = kept.newcomers.pause(now, from) {
            return Ask::Busy(wait);
        }
        kept.newcomers.count(now, from);
        kept.passes[place].asks -= 1;
        Ask::Open(room)
    }

    /// A seat's secret that no room knows counts like any other wrong one (T3).
    pub(crate) fn wrong_seat(&self, from: IpAddr) {
        let now = (self.elapsed)();
        let mut kept = self.kept();
        if kept.wrong.pause(now, from).is_none() {
            kept.wrong.count(now, from);
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Counts a wrong one, unless whoever sent it has to wait already.
    fn turn_away<T>(&mut self, now: Duration, from: IpAddr, wrong: T, paused: impl FnOnce(Duration) -> T) -> T {
        match self.wrong.pause(now, from) {
            Some(wait) => paused(wait),
            None => {
                self.wrong.count(now, from);
                wrong
            }
        }
    }
}

/// Looks at every room, so that the time taken says nothing about where a match was.
fn find(rooms: &[Arc<Room>], fits: impl Fn(&Room) -> bool) -> Option<Arc<Room>> {
    let mut found = None;
    for room in rooms {
        if fits(room) && !room.is_closed() {
            found = Some(room.clone());
        }
    }
    found
}

#[cfg(test)]
mod tests;
