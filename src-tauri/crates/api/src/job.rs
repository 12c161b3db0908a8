//! What an actor is asked, and whether the facilitator waits for it.

use crate::actor::OpenWorkshop;
use crate::command::{ConsoleCommand, Envelope, SeatCommand};
use crate::error::ApiError;
use crate::label;
use crate::reply::SeatDone;
use crate::room::SeatKey;
use crate::screen::ConsoleScreen;
use crate::stamp::stamp;
use sextant_domain::workshop::Workshop;
use sextant_store::CommandStamp;
use std::sync::mpsc::Sender;

/// Something an actor is asked.
pub(crate) enum Job {
    Console(Envelope<ConsoleCommand>, Sender<Result<ConsoleScreen, ApiError>>),
    Seat(Envelope<SeatCommand>, Sender<Result<ConsoleScreen, ApiError>>),
    /// From a device of a person's own.
    FromSeat(SeatKey, SentFromSeat, SeatDone),
    /// A change that the library asks for: archiving and the like.
    Library(LibraryChange, Sender<Result<ConsoleScreen, ApiError>>),
    /// Reads without changing.
    Read(Box<dyn FnOnce(&OpenWorkshop) + Send>),
    /// The same, for devices of people.
    ReadForSeats(Box<dyn FnOnce(&OpenWorkshop) + Send>),
    /// Looks at who holds a seat and at the door of the room. No command changes these, so nothing
    /// is written first: strangers must not cut everybody's commit into small ones (T10).
    AtTheDoor(Box<dyn FnOnce(&OpenWorkshop) + Send>),
    /// Changes what is beside the record.
    Change(Box<dyn FnOnce(&mut OpenWorkshop) + Send>),
    /// The same, for devices of people.
    ChangeForSeats(Box<dyn FnOnce(&mut OpenWorkshop) + Send>),
}

impl Job {
    /// Whether the facilitator waits for it, rather than the devices of people.
    pub(crate) fn is_the_facilitators(&self) -> bool {
        match self {
            Self::FromSeat(..) | Self::ReadForSeats(_) | Self::AtTheDoor(_) | Self::ChangeForSeats(_) => false,
            Self::Console(..) | Self::Seat(..) | Self::Library(..) | Self::Read(_) | Self::Change(_) => true,
        }
    }
}

/// A command of a seat, with what can be said of it without the record. For a device that is worked out
/// by whoever sends it, not by the one thread that everybody waits for (P7).
pub(crate) struct SentFromSeat {
    pub(crate) command: SeatCommand,
    pub(crate) name: String,
    pub(crate) stamp: CommandStamp,
}

impl From<Envelope<SeatCommand>> for SentFromSeat {
    fn from(envelope: Envelope<SeatCommand>) -> Self {
        let Envelope { id, command } = envelope;
        Self { name: label::operation(&command), stamp: stamp(&id, &command, "seat"), command }
    }
}

/// A change that the library asks for.
pub(crate) struct LibraryChange {
    pub(crate) doing: &'static str,
    pub(crate) name: &'static str,
    pub(crate) stamp: CommandStamp,
    pub(crate) apply: Box<dyn FnOnce(&mut Workshop) + Send>,
}
