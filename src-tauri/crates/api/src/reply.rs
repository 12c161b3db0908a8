//! How an actor answers whoever asked: a window waits for its screen, a device for its own half.

use crate::actor::OpenWorkshop;
use crate::error::ApiError;
use crate::room::SeatKey;
use crate::screen::ConsoleScreen;
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
    pub(crate) fn answer(&self, reply: Reply, result: Result<(), ApiError>) {
        match reply {
            Reply::Console(sender) => {
                // Whoever asked may have gone; the record is right either way.
                let _ = sender.send(result.map(|()| self.screen()));
            }
            Reply::Seat(key, done) => done(result.map(|()| self.own_json(&key))),
        }
    }
}
