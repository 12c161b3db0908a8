//! Where time and ids come from. Tests hand in fixed ones; nothing else in the core reads a clock
//! or draws an id.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// Wall time and monotonic time.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970-01-01 UTC. Shown to people; never used for order or timers (F24).
    fn now(&self) -> i64;
    /// Time since some fixed moment of this process; it never jumps.
    fn monotonic(&self) -> Duration;
}

/// Random ids.
pub trait IdSource: Send + Sync {
    /// A fresh version 4 id: an ordered one would tell who answered first.
    fn new_id(&self) -> Uuid;
}

/// The computer's own clocks.
pub struct SystemClock {
    started: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { started: Instant::now() }
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    fn now(&self) -> i64 {
        // A clock before 1970 counts as 1970: no negative durations (F25).
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn monotonic(&self) -> Duration {
        self.started.elapsed()
    }
}

/// Random ids of the system's generator.
#[derive(Default)]
pub struct RandomIds;

impl IdSource for RandomIds {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that draws ids")]
    fn new_id(&self) -> Uuid {
        Uuid::new_v4()
    }
}
