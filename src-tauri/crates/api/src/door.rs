//! The JSON door: every adapter (window, HTTP) carries the same requests to the same place.
//!
//! Who calls is decided by where the call comes in, never by what it claims (T2).

use crate::Api;
use crate::command::{ConsoleCommand, Envelope, LibraryCommand, SeatCommand};
use crate::drafts::Desk;
use crate::error::{ApiError, ErrorCode};
use crate::export::{ExportRequest, Exported};
use crate::hand_over::{self, Consoles};
use crate::misfit;
use crate::query::Query;
use crate::route::{self, Asked, LibraryRoute, WorkshopRoute};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sextant_domain::id::WorkshopId;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Through which door a call comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// The facilitator's own computer: library and every workshop.
    Library,
    /// The console of one workshop.
    Console(WorkshopId),
    /// A further console of one workshop, given to a co-facilitator, with the drafts it goes on from.
    Given(WorkshopId, Desk),
    /// A console of a workshop that is handed over to another one: it sees, and changes nothing.
    Looking(WorkshopId, Desk),
    /// A projector: may only look at its own view.
    Projector(WorkshopId),
    /// The part of the program that owns the links of further consoles. No page speaks as it.
    Links,
}

/// Reading or changing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Changes, or asks with a body.
    Post,
}

/// What comes with a request.
#[derive(Clone, Debug, PartialEq)]
pub enum DoorInput {
    /// Nothing.
    None,
    /// JSON.
    Json(Value),
    /// A file.
    Bytes(Vec<u8>),
}

/// One request.
#[derive(Clone, Debug, PartialEq)]
pub struct DoorRequest {
    /// Reading or changing.
    pub method: Method,
    /// The path, as `/api/library`.
    pub path: String,
    /// What comes with it.
    pub body: DoorInput,
}

/// The answer to a request.
#[derive(Clone, Debug, PartialEq)]
pub struct DoorReply {
    /// As in HTTP.
    pub status: u16,
    /// What is answered.
    pub body: DoorBody,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum DoorBody {
    /// JSON.
    Json(Value),
    /// A file.
    Bytes {
        /// Its media type.
        media_type: String,
        /// The name to save it under.
        file_name: String,
        /// Its content.
        bytes: Vec<u8>,
    },
}

/// The door.
#[derive(Clone)]
pub struct Door {
    api: Api,
}

#[derive(Deserialize)]
struct Question {
    query: Query,
}

#[derive(Deserialize)]
struct Draft {
    text: String,
}

const DOING: &str = "taking in a request";

impl Door {
    /// A door in front of the use cases.
    pub fn new(api: Api) -> Self {
        Self { api }
    }

    /// The use cases behind it.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// Carries one request. Never fails: an error is an answer.
    pub fn handle(&self, caller: Caller, request: DoorRequest) -> DoorReply {
        // What fails in one request ends with that request; its content is not logged (F30).
        let answer = catch_unwind(AssertUnwindSafe(|| self.answer(caller, request)))
            .unwrap_or_else(|_| Err(ApiError::internal(DOING, "a request panicked")));
        match answer {
            Ok(reply) => reply,
            Err(error) => DoorReply {
                status: status(error.code),
                body: DoorBody::Json(serde_json::to_value(&error).unwrap_or(Value::Null)),
            },
        }
    }

    fn answer(&self, caller: Caller, request: DoorRequest) -> Result<DoorReply, ApiError> {
        match route::find(request.method, &request.path).ok_or_else(unknown_path)? {
            Asked::OfLibrary(route) => self.library(caller, route, request.body),
            Asked::OfWorkshop(route, id, slot) => self.workshop(caller, route, (id, &slot), request.body),
        }
    }

    fn library(&self, caller: Caller, route: LibraryRoute, body: DoorInput) -> Result<DoorReply, ApiError> {
        only_library(caller)?;
        let api = &self.api;
        match route {
            LibraryRoute::Look => json_reply(&api.library()?),
            LibraryRoute::Send => {
                let envelope: Envelope<LibraryCommand> = parse(body)?;
                json_reply(&api.send_library(envelope)?)
            }
            LibraryRoute::Import => {
                let DoorInput::Bytes(bytes) = body else {
                    return Err(ApiError::invalid(
                        DOING,
                        "A file was expected.",
                        "Choose a file that ends in .sextant.",
                    ));
                };
                json_reply(&api.import_workshop(&bytes)?)
            }
        }
    }

    fn workshop(
        &self,
        caller: Caller,
        route: WorkshopRoute,
        (id, slot): (WorkshopId, &str),
        body: DoorInput,
    ) -> Result<DoorReply, ApiError> {
        let api = &self.api;
        if caller == Caller::Links {
            return self.note(route, id, body);
        }
        if route == WorkshopRoute::Projector {
            may_watch(caller, id)?;
        } else {
            may_look(caller, id)?;
        }
        match route {
            WorkshopRoute::Projector => json_reply(&api.projector(id)?),
            WorkshopRoute::Console => json_reply(&hand_over::shown_to(caller, api.console(id)?)),
            WorkshopRoute::SendConsole => {
                let envelope: Envelope<ConsoleCommand> = parse(body)?;
                hand_over::may_send(caller, &envelope.command)?;
                json_reply(&hand_over::shown_to(caller, api.send_console(id, envelope)?))
            }
            WorkshopRoute::Consoles => json_reply(&Consoles::of_a_window()),
            WorkshopRoute::SendConsoles => Err(hand_over::no_links(DOING)),
            WorkshopRoute::SendSeat => {
                may_sit(caller)?;
                let envelope: Envelope<SeatCommand> = parse(body)?;
                json_reply(&api.send_seat(id, envelope)?)
            }
            WorkshopRoute::Ask => {
                let question: Question = parse(body)?;
                json_reply(&api.ask(id, question.query)?)
            }
            WorkshopRoute::Draft => {
                if of_the_keyboard(slot) {
                    may_sit(caller)?;
                }
                json_reply(&json!({ "text": api.draft(id, desk_of(caller), slot)? }))
            }
            WorkshopRoute::SaveDraft => {
                if of_the_keyboard(slot) { may_sit(caller) } else { may_steer(caller) }?;
                let draft: Draft = parse(body)?;
                api.save_draft(id, desk_of(caller), slot, &draft.text)?;
                json_reply(&json!({}))
            }
            WorkshopRoute::Export => {
                let request: ExportRequest = parse(body)?;
                let Exported { media_type, file_name, bytes } = api.export(id, request)?;
                Ok(DoorReply { status: 200, body: DoorBody::Bytes { media_type, file_name, bytes } })
            }
        }
    }

    /// All that the owner of the links may tell: what became of a further console.
    fn note(&self, route: WorkshopRoute, id: WorkshopId, body: DoorInput) -> Result<DoorReply, ApiError> {
        if route != WorkshopRoute::SendConsoles {
            return Err(not_yours());
        }
        self.api.note_console(id, parse(body)?)?;
        json_reply(&json!({}))
    }
}

fn only_library(caller: Caller) -> Result<(), ApiError> {
    match caller {
        Caller::Library => Ok(()),
        Caller::Console(_) | Caller::Given(..) | Caller::Looking(..) | Caller::Projector(_) | Caller::Links => {
            Err(not_yours())
        }
    }
}

/// Whether a caller may see what a facilitator sees.
fn may_look(caller: Caller, id: WorkshopId) -> Result<(), ApiError> {
    match caller {
        Caller::Library => Ok(()),
        Caller::Console(own) | Caller::Given(own, _) | Caller::Looking(own, _) if own == id => Ok(()),
        Caller::Console(_) | Caller::Given(..) | Caller::Looking(..) | Caller::Projector(_) | Caller::Links => {
            Err(not_yours())
        }
    }
}

/// Whether a caller who may look may keep something too.
fn may_steer(caller: Caller) -> Result<(), ApiError> {
    match caller {
        Caller::Library | Caller::Console(_) | Caller::Given(..) => Ok(()),
        Caller::Looking(..) => Err(hand_over::only_looking(DOING)),
        Caller::Projector(_) | Caller::Links => Err(not_yours()),
    }
}

/// Whether a passed keyboard can be at this console. Whoever sits there when the workshop is
/// handed over finishes what they do.
fn may_sit(caller: Caller) -> Result<(), ApiError> {
    if hand_over::has_the_keyboard(caller) { Ok(()) } else { Err(hand_over::another_keyboard(DOING)) }
}

/// Whose drafts a caller reads and keeps.
fn desk_of(caller: Caller) -> Desk {
    match caller {
        Caller::Given(_, desk) | Caller::Looking(_, desk) => desk,
        Caller::Library | Caller::Console(_) | Caller::Projector(_) | Caller::Links => Desk::First,
    }
}

/// Whether a draft is a ballot that somebody marks at the passed keyboard.
fn of_the_keyboard(slot: &str) -> bool {
    slot.starts_with("ballot:")
}

fn may_watch(caller: Caller, id: WorkshopId) -> Result<(), ApiError> {
    match caller {
        Caller::Projector(own) if own == id => Ok(()),
        Caller::Projector(_) => Err(not_yours()),
        Caller::Library | Caller::Console(_) | Caller::Given(..) | Caller::Looking(..) | Caller::Links => {
            may_look(caller, id)
        }
    }
}

fn not_yours() -> ApiError {
    ApiError::forbidden(DOING, "This page may not ask for that.", "Open it from the facilitator's computer.")
}

fn unknown_path() -> ApiError {
    ApiError::not_found(DOING, "There is nothing at this address.")
}

fn json_reply<T: Serialize>(answer: &T) -> Result<DoorReply, ApiError> {
    let value = serde_json::to_value(answer).map_err(|error| ApiError::internal(DOING, &error.to_string()))?;
    Ok(DoorReply { status: 200, body: DoorBody::Json(value) })
}

/// Reads a body. The message names the field that does not fit.
fn parse<T: DeserializeOwned>(body: DoorInput) -> Result<T, ApiError> {
    let value = match body {
        DoorInput::Json(value) => value,
        DoorInput::None => Value::Null,
        DoorInput::Bytes(bytes) => serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    };
    misfit::read(DOING, value)
}

fn status(code: ErrorCode) -> u16 {
    match code {
        ErrorCode::NotFound => 404,
        ErrorCode::Refused | ErrorCode::Conflict => 409,
        ErrorCode::Invalid => 422,
        ErrorCode::Forbidden => 403,
        ErrorCode::CannotSave => 507,
        ErrorCode::InUse => 423,
        ErrorCode::NewerFile | ErrorCode::Damaged => 415,
        ErrorCode::Internal => 500,
    }
}
