//! What seats ask of the core, and nothing else: no console command can be spelled here (T2).

use sextant_api::command::{Envelope, SeatCommand};
use sextant_api::error::ApiError;
use sextant_api::room::{JoinRequest, RoomDoor, SeatKey, SeatScreens};
use sextant_api::{Api, SeatAnswer};
use sextant_domain::id::WorkshopId;

/// Hears what came of a command: that it is saved and then what the seat shows, or the refusal.
pub type Done = Box<dyn FnMut(SeatAnswer) + Send>;
/// Hears what seats show now. It is called in the order of the answers to commands.
pub type Screens = Box<dyn FnOnce(Result<SeatScreens, ApiError>) + Send>;

/// The core as seats see it.
pub trait SeatCore: Send + Sync {
    /// What stands at the door of a room. Blocks.
    ///
    /// # Errors
    /// When the workshop cannot be read.
    fn door(&self, workshop: WorkshopId) -> Result<RoomDoor, ApiError>;

    /// Asks for a seat. Blocks until it is saved.
    ///
    /// # Errors
    /// When nobody new is let in, or the seat cannot be saved.
    fn join(&self, workshop: WorkshopId, key: SeatKey, request: JoinRequest) -> Result<(), ApiError>;

    /// Whether this seat belongs to the workshop. Blocks.
    ///
    /// # Errors
    /// When the workshop cannot be read.
    fn knows(&self, workshop: WorkshopId, key: &SeatKey) -> Result<bool, ApiError>;

    /// Whether this seat belongs to any workshop of the library, with a room or without. Blocks.
    ///
    /// # Errors
    /// When the library cannot be read.
    fn knows_somewhere(&self, key: &SeatKey) -> Result<bool, ApiError>;

    /// Sends a command of a seat. Does not block; `done` hears of it after it is saved.
    fn send(&self, workshop: WorkshopId, key: SeatKey, envelope: Envelope<SeatCommand>, done: Done);

    /// Asks what these seats show. Does not block.
    fn screens(&self, workshop: WorkshopId, keys: Vec<SeatKey>, done: Screens);

    /// Tells who is connected now. Blocks.
    fn present(&self, workshop: WorkshopId, keys: Vec<SeatKey>);
}

impl SeatCore for Api {
    fn door(&self, workshop: WorkshopId) -> Result<RoomDoor, ApiError> {
        self.room_door(workshop)
    }

    fn join(&self, workshop: WorkshopId, key: SeatKey, request: JoinRequest) -> Result<(), ApiError> {
        Self::join(self, workshop, key, request)
    }

    fn knows(&self, workshop: WorkshopId, key: &SeatKey) -> Result<bool, ApiError> {
        self.knows_seat(workshop, key)
    }

    fn knows_somewhere(&self, key: &SeatKey) -> Result<bool, ApiError> {
        self.knows_seat_somewhere(key)
    }

    fn send(&self, workshop: WorkshopId, key: SeatKey, envelope: Envelope<SeatCommand>, done: Done) {
        self.send_from_seat(workshop, key, envelope, done);
    }

    fn screens(&self, workshop: WorkshopId, keys: Vec<SeatKey>, done: Screens) {
        self.seat_screens(workshop, keys, done);
    }

    fn present(&self, workshop: WorkshopId, keys: Vec<SeatKey>) {
        self.seats_present(workshop, keys);
    }
}
