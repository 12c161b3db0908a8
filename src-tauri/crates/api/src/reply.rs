//! How an actor answers whoever asked: a window waits for its screen, a device for its own half.

use crate::actor::OpenWorkshop;
use crate::error::ApiError;
use crate::room::SeatKey;
use crate::screen::ConsoleScreen;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// What a device hears of a command it sent.
#[derive(Clone, Debug, PartialEq)]
pub enum SeatAnswer {
    /// It is kept. What the seat shows now follows.
    Kept,
    /// It is not, and nothing follows.
    Refused(ApiError),
    /// What the seat shows since: its own half. Whoever waits to be told that something is kept does
    /// not wait for this to be worked out for everybody before (P7).
    Shows(Arc<str>),
}

/// Called with the answers to a device's command, on the actor's thread: it must not block.
pub type SeatDone = Box<dyn FnMut(SeatAnswer) + Send>;

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
        match reply {
            Reply::Console(sender) => {
                self.settle_count();
                // Whoever asked may have gone; the record is right either way.
                let _ = sender.send(result.and_then(|()| seen(|| self.screen())));
            }
            Reply::Seat(key, mut done) => {
                self.tell_at_the_step();
                match result {
                    Ok(()) => {
                        done(SeatAnswer::Kept);
                        self.to_show.push((key, done));
                    }
                    Err(error) => done(SeatAnswer::Refused(error)),
                }
            }
        }
    }

    /// Shows a device what it shows now. It knows already that its command is kept.
    pub(crate) fn show(&self, key: &SeatKey, mut done: SeatDone) {
        match seen(|| self.own_json(key)) {
            Ok(own) => done(SeatAnswer::Shows(own)),
            Err(error) => tracing::error!(workshop = %self.id, id = %error.id, "a seat cannot be shown"),
        }
    }
}

/// A panic in a view fails this one answer: the change is kept, and everybody else goes on (F30).
fn seen<T>(view: impl FnOnce() -> T) -> Result<T, ApiError> {
    catch_unwind(AssertUnwindSafe(view)).map_err(|_| ApiError::internal("showing what changed", "a view panicked"))
}
