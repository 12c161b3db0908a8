//! The live room as the use cases see it: who asks for a seat, what seats may show, and what the
//! console says about the network.
//!
//! Sockets, codes and addresses belong to the crate `room`; it implements [`RoomKeeper`].

use crate::error::ApiError;
use crate::misfit;
use serde::{Deserialize, Serialize};
use sextant_domain::id::{CandidateId, ParticipantId, WorkshopId};
use sextant_domain::participant::Discipline;
use sextant_domain::text::Name;
use sextant_domain::view::{CellPlace, Extreme, OwnSeat};
use std::net::IpAddr;
use std::sync::Arc;
use ts_rs::TS;

/// The SHA-256 of a seat's secret, in hex. The secret itself is answered once and kept by the
/// device alone (T3).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeatKey(pub String);

/// What somebody says about themselves when they join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JoinRequest {
    /// Name or alias. The name of somebody on the roster takes that place.
    pub name: Name,
    /// What they speak for.
    pub discipline: Discipline,
    /// Whether they only watch.
    pub watch: bool,
}

impl JoinRequest {
    /// Reads what a phone sent.
    ///
    /// # Errors
    /// With the field that does not fit.
    pub fn read(sent: serde_json::Value) -> Result<Self, ApiError> {
        misfit::read("join a workshop", sent)
    }
}

/// What a phone may know before anybody has said who they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoomDoor {
    /// Which workshop, so that a device finds the seat it holds there.
    pub workshop_id: WorkshopId,
    /// The workshop's title.
    pub title: String,
    /// What happens to marks, in plain words.
    pub promise: String,
    /// Whether the record keeps whose mark is whose, after the reveal.
    pub named: bool,
    /// What people of the roster speak for, each once.
    pub disciplines: Vec<Discipline>,
    /// Whether newcomers wait for the facilitator's yes.
    pub lobby: bool,
    /// Whether nobody new is let in.
    pub locked: bool,
}

/// The views of all seats at one moment, as JSON that is sent as it is.
#[derive(Clone, Debug)]
pub struct SeatScreens {
    /// Counts the changes of the record.
    pub revision: u64,
    /// What every seat shows: a `SeatRoom`.
    pub room: Arc<str>,
    /// The same for two rooms that differ only in how far the clock has run: such a room is not
    /// sent again (T1).
    pub room_key: u64,
    /// What each seat shows beside it: a [`SeatOwn`].
    pub own: Vec<(SeatKey, Arc<str>)>,
}

/// One device's own half of the seat's view.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SeatOwn {
    /// It waits for the facilitator's yes.
    Waiting,
    /// It holds no seat, or holds it no longer.
    Removed,
    /// It sits.
    Seated(Box<OwnSeat>),
}

/// The room as the console sees it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoomSession {
    /// How it is announced, while it is open.
    pub announcement: Option<RoomAnnouncement>,
    /// Whether newcomers wait for a yes.
    pub lobby: bool,
    /// Whether nobody new is let in.
    pub locked: bool,
    /// Whether the projector says how to join beside what it shows.
    pub join_shown: bool,
    /// Everybody who has a seat on a device of their own.
    pub seats: Vec<SeatStatus>,
    /// Devices that wait for a yes.
    pub waiting: Vec<WaitingSeat>,
    /// Who has offered to speak to which cell.
    pub speakers: Vec<Speaker>,
    /// How many have read each card, while cards are clarified.
    pub read: Vec<CardRead>,
    /// The tables, in a stage that they answer together.
    pub tables: Vec<TableStatus>,
}

/// Somebody with a device of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeatStatus {
    /// Who.
    pub participant_id: ParticipantId,
    /// Whether the device is connected now.
    pub present: bool,
    /// Whether they have done what is asked now: said that they are done writing, answered the
    /// open question, or handed in. Says nothing about what.
    pub done: bool,
}

/// A device that waits for the facilitator's yes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WaitingSeat {
    /// Names the device to the core; opens nothing.
    pub key: String,
    /// What the person says they are called.
    pub name: String,
    /// What they say they speak for.
    pub discipline: Discipline,
    /// Whether somebody of this name has a seat already: then a yes moves it to this device.
    pub returning: bool,
}

/// A table that answers together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableStatus {
    /// Which, from 1.
    pub number: u32,
    /// Whether the device that writes for it is within reach.
    pub present: bool,
    /// Whether it has answered the open question, or sent something in this stage.
    pub done: bool,
}

/// Somebody who will speak to a cell.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Speaker {
    /// Which cell.
    pub place: CellPlace,
    /// For which end of its marks.
    pub extreme: Extreme,
    /// Who: they offered it themselves.
    pub participant_id: ParticipantId,
}

/// How many have read a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CardRead {
    /// Which.
    pub candidate_id: CandidateId,
    /// How many.
    pub readers: u32,
}

/// What the facilitator may do with the room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum RoomCommand {
    /// Opens it at an address of this computer, or at the likeliest one.
    Open {
        /// Such as `192.168.1.20`; none for the likeliest.
        address: Option<String>,
    },
    /// Closes it: code, link and connections end.
    Close,
    /// Lets nobody new in, or again.
    Lock {
        /// Whether it is locked.
        locked: bool,
    },
    /// Lets newcomers wait for a yes, or not.
    Lobby {
        /// Whether they wait.
        lobby: bool,
    },
    /// Shows on the projector how to join, beside what stands there, or no more.
    ShowJoin {
        /// Whether it is shown.
        shown: bool,
    },
    /// Says yes to a device that waits.
    Admit {
        /// Which.
        key: String,
    },
    /// Says no to it.
    Refuse {
        /// Which.
        key: String,
    },
    /// Takes a person's seat away; they may ask again.
    RemoveSeat {
        /// Whose.
        participant_id: ParticipantId,
    },
}

/// An address of this computer under which phones may reach it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoomAddress {
    /// The interface's own name, such as `wlan0`.
    pub interface: String,
    /// The address, such as `192.168.1.20`.
    #[ts(type = "string")]
    pub address: IpAddr,
    /// Whether it looks like a private network rather than a tunnel or a container bridge.
    pub likely: bool,
}

/// An open room, as it is announced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoomAnnouncement {
    /// What the QR code says: the address with the room's secret behind the `#`. On the projector
    /// and the console only.
    pub link: String,
    /// The QR code as rows of dark (`1`) and light (`0`) modules, without a quiet zone.
    pub modules: Vec<String>,
    /// What is typed instead, such as `192.168.1.20:7040`.
    pub short_address: String,
    /// The join code as it is spoken, such as `HQ7 K3M`.
    pub code: String,
    /// The interface that was chosen.
    pub interface: String,
    /// Whether the way to the room is encrypted (a proxy with TLS); plain on a local network.
    pub encrypted: bool,
    /// Phones that have reached the self-test page since the room was opened.
    pub reached: u32,
}

/// Keeps rooms: the part of the app that owns sockets. Its methods may block shortly.
pub trait RoomKeeper: Send + Sync {
    /// Addresses of this computer, likely ones first; never a loopback address.
    fn addresses(&self) -> Vec<RoomAddress>;

    /// Opens the room of a workshop at an address, or at the likeliest one. An open room moves.
    ///
    /// # Errors
    /// When there is no network, or nothing can be listened on (F33, F34).
    fn open(&self, workshop: WorkshopId, address: Option<IpAddr>) -> Result<RoomAnnouncement, ApiError>;

    /// Closes it: its code, its secret and its sockets end (F91).
    fn close(&self, workshop: WorkshopId);

    /// The room of a workshop, if it is open.
    fn announcement(&self, workshop: WorkshopId) -> Option<RoomAnnouncement>;
}
