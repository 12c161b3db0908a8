//! The router of phones: their page, the door of a room, and the socket of a seat.
//!
//! It has a listener of its own and knows no command but a seat's, so nothing that comes in here
//! can speak as the facilitator (T2).

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, PoisonError, RwLock, Weak};

use axum::Router;
use axum::body::Body;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::{HeaderMap, Response, StatusCode};
use serde::Deserialize;
use serde_json::json;
use sextant_api::room::{JoinRequest, SeatKey};
use tokio::task::spawn_blocking;

use crate::body;
use crate::console::Peer;
use crate::enter::{Ask, Entry, Knock};
use crate::guard::{Announced, TurnedAway, Verb};
use crate::pages::Policy;
use crate::reply::{self, Answer};
use crate::rooms::Hall;
use crate::routes::SeatRoute;
use crate::seat_pages::SeatPages;
use crate::seat_reply as told;
use crate::seat_socket;
use crate::secret::{Mark, Secret};

/// Bytes in one message or frame: the longest ballot fits many times over (F51).
const MESSAGE: usize = 65_536;
/// A socket reads in pieces of this size, and so costs no more while it is silent (P8).
const READ: usize = 4_096;
/// What is said at one moment leaves in one write up to this size; then it is handed on (P6).
const TOGETHER: usize = 4_096;
/// What a socket may hold for a phone that does not read (F48, P8).
const UNSENT: usize = 262_144;

/// What the router is made of.
pub(crate) struct SeatDoor {
    /// The rooms; they may be gone.
    pub(crate) hall: Weak<Hall>,
    /// Under which addresses this listener answers. They change with the networks (F36).
    pub(crate) announced: Arc<RwLock<Announced>>,
    /// The page of a phone.
    pub(crate) pages: Arc<SeatPages>,
}

struct Shared {
    door: SeatDoor,
    policy: Policy,
}

/// The router of one listener.
pub(crate) fn seat_router(door: SeatDoor) -> Router {
    Router::new().fallback(answer).with_state(Arc::new(Shared { door, policy: Policy::new(None) }))
}

/// Every request, in a task of its own: what panics in there fails alone (F30).
async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let task = tokio::spawn(admit(shared.clone(), request));
    let mut answer = task.await.unwrap_or_else(|_| reply::broken("answer a request", "a seat's request panicked"));
    shared.policy.mark(answer.headers_mut());
    answer
}

async fn admit(shared: Arc<Shared>, request: Request) -> Answer {
    let door = &shared.door;
    let Some(hall) = door.hall.upgrade() else { return told::ending() };
    let admitted = {
        let announced = door.announced.read().unwrap_or_else(PoisonError::into_inner);
        let (method, uri, headers) = (request.method(), request.uri(), request.headers());
        if SeatRoute::Socket.address().is_some_and(|(_, path)| path == uri.path()) {
            announced.admit_socket(method, uri, headers)
        } else {
            announced.admit(method, uri, headers)
        }
    };
    match admitted {
        Ok(verb) => dispatch(door, hall, verb, request).await,
        Err(why) => turn_away(why),
    }
}

fn turn_away(why: TurnedAway) -> Answer {
    tracing::debug!(?why, "a phone's request was turned away");
    told::turned_away(why)
}

async fn dispatch(door: &SeatDoor, hall: Arc<Hall>, verb: Verb, request: Request) -> Answer {
    let from = whom(&hall, &request);
    let path = request.uri().path().to_owned();
    match SeatRoute::find(verb, &path) {
        Some(SeatRoute::Socket) => socket(door, &hall, from, request).await,
        Some(SeatRoute::Enter) => enter(hall, from, request).await,
        Some(SeatRoute::Join) => join(hall, from, request).await,
        Some(SeatRoute::Reach) => reach(&hall, from),
        Some(SeatRoute::Page) => door.pages.page(&path, request.headers()),
        None => told::nothing_here(),
    }
}

/// The address a request is counted under (T5).
fn whom(hall: &Hall, request: &Request) -> IpAddr {
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    hall.trusted.client(peer, request.headers())
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Sent {
    Secret { secret: String },
    Code { code: String },
}

/// Exchanges a secret or a code for a pass.
async fn enter(hall: Arc<Hall>, from: IpAddr, request: Request) -> Answer {
    let sent: Sent = match read(request).await {
        Ok(sent) => sent,
        Err(refusal) => return *refusal,
    };
    let knock = match sent {
        Sent::Secret { secret } => Knock::Secret(secret),
        Sent::Code { code } => Knock::Code(code),
    };
    match hall.desk.enter(&hall.rooms(), &knock, from) {
        Entry::Open { pass, room } => {
            let _turn = hall.at_the_door.acquire().await;
            let core = hall.core.clone();
            match spawn_blocking(move || core.door(room.workshop)).await {
                Ok(Ok(door)) => reply::json(StatusCode::OK, &json!({ "pass": pass.reveal(), "door": door })),
                Ok(Err(error)) => told::refused(&error),
                Err(_) => reply::broken("join a workshop", "the core panicked at the door of a room"),
            }
        }
        Entry::Wrong => {
            tracing::debug!("a wrong code was sent");
            told::no_such_room()
        }
        Entry::Paused(wait) => {
            tracing::warn!("too many wrong codes were sent");
            told::paused(wait)
        }
    }
}

#[derive(Deserialize)]
struct Joining {
    pass: String,
    request: serde_json::Value,
}

/// Asks for a seat. Its secret is answered this once (T3).
async fn join(hall: Arc<Hall>, from: IpAddr, request: Request) -> Answer {
    let Joining { pass, request } = match read(request).await {
        Ok(joining) => joining,
        Err(refusal) => return *refusal,
    };
    let request = match JoinRequest::read(request) {
        Ok(request) => request,
        Err(error) => return told::refused(&error),
    };
    let room = match hall.desk.ask(&pass, from) {
        Ask::Open(room) => room,
        Ask::Over => return told::pass_is_over(),
        Ask::Paused(wait) => return told::paused(wait),
        Ask::Busy(wait) => return told::busy(wait),
    };
    let secret = Secret::short();
    let key = seat_key(secret.reveal());
    let _turn = hall.at_the_door.acquire().await;
    let (core, workshop, asked) = (hall.core.clone(), room.workshop, key.clone());
    match spawn_blocking(move || core.join(workshop, asked, request)).await {
        Ok(Ok(())) => {
            room.remember(key);
            reply::json(StatusCode::OK, &json!({ "seat": secret.reveal() }))
        }
        Ok(Err(error)) => told::refused(&error),
        Err(_) => reply::broken("join a workshop", "the core panicked on somebody who joins"),
    }
}

/// Counts a phone that has reached the self-test page (F37).
fn reach(hall: &Hall, from: IpAddr) -> Answer {
    for room in hall.rooms() {
        if room.reach(from) {
            hall.announce(room.workshop);
        }
    }
    reply::json(StatusCode::OK, &json!({}))
}

/// Opens the socket of a seat; as whom it speaks, its first message says.
async fn socket(door: &SeatDoor, hall: &Arc<Hall>, from: IpAddr, request: Request) -> Answer {
    let (mut parts, _) = request.into_parts();
    let Ok(upgrade) = WebSocketUpgrade::from_request_parts(&mut parts, &()).await else { return told::unreadable() };
    let Ok(place) = hall.sockets.take(from) else {
        tracing::warn!("there is no place for another socket");
        return told::full();
    };
    let (hall, pages) = (Arc::downgrade(hall), door.pages.clone());
    // All five, because the usual sizes cost 15 times the memory and twice the time (P6, P8).
    upgrade
        .read_buffer_size(READ)
        .write_buffer_size(TOGETHER)
        .max_write_buffer_size(UNSENT)
        .max_message_size(MESSAGE)
        .max_frame_size(MESSAGE)
        .on_upgrade(move |socket| async move {
            seat_socket::attend(socket, hall, pages, from).await;
            drop(place);
        })
}

/// The core's name for a seat.
pub(crate) fn seat_key(secret: &str) -> SeatKey {
    SeatKey(Mark::of(secret).hex())
}

async fn read<T: for<'a> Deserialize<'a>>(request: Request) -> Result<T, Box<Answer>> {
    let (parts, body): (_, Body) = request.into_parts();
    let headers: HeaderMap = parts.headers;
    let value = body::read_json(&headers, body, body::KNOCK).await?;
    serde_json::from_value(value).map_err(|_| Box::new(told::unreadable()))
}
