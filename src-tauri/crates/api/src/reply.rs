//! How an actor answers whoever asked: a window waits for its screen, a device for its own half.

use crate::actor::OpenWorkshop;
use crate::error::ApiError;
use crate::room::SeatKey;
use crate::screen::ConsoleScreen;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// Called once with the answer to a device, on the actor's thread: it must not block.
pub type SeatDone = Box<dyn FnOnce(Result<Arc<str>, ApiError>) + Send>;

/// Whoever asked.
pub(crate) enum Reply {
    /// The console's window.
    Console(Sender<Result<ConsoleScreen, ApiError>>),
    /// A device, by its key.
    Seat(SeatKey, SeatDone),
}

impl OpenWorkshop {
    /// Answers with the fresh view of whoever asked, or with the refusal.
    pub(crate) fn answer(&mut self, reply: Reply, result: Result<(), ApiError>) {
        // A panic in a view fails this one answer: the change is kept, and everybody else goes on (F30).
        match reply {
            Reply::Console(sender) => {
                self.settle_count();
                // Whoever asked may have gone; the record is right either way.
                let _ = sender.send(result.and_then(|()| seen(|| self.screen())));
            }
            Reply::Seat(key, done) => {
                self.tell_at_the_step();
                done(result.and_then(|()| seen(|| self.own_json(&key))));
            }
        }
    }
}

fn seen<T>(view: impl FnOnce() -> T) -> Result<T, ApiError> {
    catch_unwind(AssertUnwindSafe(view)).map_err(|_| ApiError::internal("showing what changed", "a view panicked"))
}
