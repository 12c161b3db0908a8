//! What is said on a seat's socket, in both directions.

use axum::extract::ws::Utf8Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sextant_api::command::{Envelope, SeatCommand};
use sextant_api::error::ApiError;
use sextant_domain::id::CommandId;

/// Said while nothing else is, so that a page notices a dead connection.
pub(crate) const STILL: Utf8Bytes = Utf8Bytes::from_static(r#"{"type":"still"}"#);

/// Why a socket ends. The page says it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Why {
    /// The facilitator closed the room, or the app; or the seat is of a room that is not open (F91).
    RoomClosed,
    /// The facilitator took the seat away.
    Removed,
    /// The same seat was opened on another page (F45).
    Elsewhere,
    /// No workshop knows this seat.
    Unknown,
    /// The page is of another version, or says what cannot be read (F49).
    OldPage,
    /// Too many messages (T10).
    Flood,
}

/// The first message of a page.
#[derive(Deserialize)]
#[serde(tag = "type", rename = "hello")]
pub(crate) struct Hello {
    /// The seat's secret.
    pub(crate) seat: String,
    /// Which build of the page it is.
    #[serde(default)]
    pub(crate) build: String,
}

/// Every later message of a page.
pub(crate) enum Said {
    /// It is still there.
    Here,
    /// It asks for something.
    Command {
        /// The order in which this page wrote.
        seq: u64,
        /// With its id, as the core takes it.
        envelope: Envelope<SeatCommand>,
    },
    /// It asks for something that is no command; the page keeps the text (F43).
    NoCommand(CommandId),
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Outside {
    Here,
    Command { id: CommandId, seq: u64, command: Value },
}

impl Said {
    /// Reads a message; nothing when it is none of ours.
    pub(crate) fn read(text: &str) -> Option<Self> {
        match serde_json::from_str(text).ok()? {
            Outside::Here => Some(Self::Here),
            Outside::Command { id, seq, command } => Some(match serde_json::from_value(command) {
                Ok(command) => Self::Command { seq, envelope: Envelope { id, command } },
                Err(_) => Self::NoCommand(id),
            }),
        }
    }
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Answer<'a> {
    Done { id: CommandId },
    Refused { id: CommandId, error: &'a ApiError },
    Closed { why: Why },
}

impl Answer<'_> {
    fn text(&self) -> Utf8Bytes {
        serde_json::to_string(self).expect("ids, errors and reasons are always JSON").into()
    }
}

/// What came of a command.
pub(crate) fn outcome(id: CommandId, refusal: Option<&ApiError>) -> Utf8Bytes {
    match refusal {
        None => Answer::Done { id }.text(),
        Some(error) => Answer::Refused { id, error }.text(),
    }
}

/// The last thing said.
pub(crate) fn closed(why: Why) -> Utf8Bytes {
    Answer::Closed { why }.text()
}

/// A command that cannot be read.
pub(crate) fn no_command() -> ApiError {
    ApiError::invalid("send something", "What was sent cannot be read.", "Load the page again; what you wrote is kept.")
}

/// A command that a later one of the same page has overtaken (F41).
pub(crate) fn overtaken() -> ApiError {
    let message = "Something you wrote later has arrived already, so this was left out.";
    ApiError::plain(sextant_api::error::ErrorCode::Conflict, "send something", message, "Look whether it is right now.")
}

/// What one seat shows beside what all show.
pub(crate) fn own(revision: u64, own: &str) -> Utf8Bytes {
    format!(r#"{{"type":"own","revision":{revision},"own":{own}}}"#).into()
}

/// What every seat shows; made once and shared.
pub(crate) fn room(revision: u64, room: &str) -> Utf8Bytes {
    format!(r#"{{"type":"room","revision":{revision},"room":{room}}}"#).into()
}

/// How whoever sees a view stands to the room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Standing {
    /// At the door: waits for a yes, and sees nothing of the room (T5).
    #[default]
    Outside,
    /// In a seat.
    Seated,
    /// Sent away.
    Removed,
}

/// How the seat of a view stands to the room.
pub(crate) fn standing(own: &str) -> Standing {
    #[derive(Deserialize)]
    struct Kind<'a> {
        kind: &'a str,
    }
    /// The views of those who do not sit hold next to nothing, so a longer one need not be read.
    const SHORT: usize = 256;
    if own.len() >= SHORT {
        return Standing::Seated;
    }
    match serde_json::from_str::<Kind<'_>>(own).map(|view| view.kind) {
        Ok("seated") => Standing::Seated,
        Ok("removed") => Standing::Removed,
        Ok(_) | Err(_) => Standing::Outside,
    }
}
