//! The console router: pages, session, changes, and everything the core answers.
//!
//! It knows console and projector only. Seats get a router of their own on a listener of their
//! own, with their own secrets, so that no seat's request ever passes through here (T2).

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use serde_json::{Value, json};
use sextant_api::door::{Caller, DoorBody, DoorInput, DoorReply, DoorRequest, Method};
use sextant_api::error::{ApiError, ErrorCode};
use sextant_domain::id::WorkshopId;

use crate::body;
use crate::guard::{Announced, Verb};
use crate::hand_over;
use crate::pages::{self, Assets, Policy};
use crate::reply::{self, Answer};
use crate::routes::ConsoleRoute;
use crate::session::{Greeting, Scope, Sessions};
use crate::watch::Hub;

/// The header that carries a token. Never an address, never a cookie.
pub const TOKEN: &str = "x-sextant-token";

/// The core's one door, as the router sees it. It blocks, so it is never called from a task.
pub type CoreDoor = Arc<dyn Fn(Caller, DoorRequest) -> DoorReply + Send + Sync>;

/// Where a connection comes from; [`crate::serve`] writes it into every request.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// What the console router is made of.
pub struct Console {
    /// Asks the core.
    pub door: CoreDoor,
    /// Tells of changes.
    pub hub: Arc<Hub>,
    /// The built pages.
    pub assets: Arc<dyn Assets>,
    /// Under which addresses it answers.
    pub announced: Announced,
    /// Whom it knows.
    pub sessions: Arc<Sessions>,
    /// The hash of the brief's own style sheet, so that its preview is styled.
    pub preview_style_hash: Option<String>,
}

struct Shared {
    console: Console,
    policy: Policy,
}

/// The router of the facilitator's surfaces.
pub fn console_router(console: Console) -> Router {
    let policy = Policy::new(console.preview_style_hash.as_deref());
    Router::new().fallback(answer).with_state(Arc::new(Shared { console, policy }))
}

/// Every request, in a task of its own: what panics in there fails alone (F30), and what was
/// begun is finished even when the page has left.
async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let task = tokio::spawn(admit(shared.clone(), request));
    let mut answer = task.await.unwrap_or_else(|_| reply::broken("answer a request", "a request panicked"));
    shared.policy.mark(answer.headers_mut());
    answer
}

async fn admit(shared: Arc<Shared>, request: Request) -> Answer {
    match shared.console.announced.admit(request.method(), request.uri(), request.headers()) {
        Ok(verb) => dispatch(&shared.console, verb, request).await,
        Err(why) => {
            tracing::debug!(?why, "a request was turned away");
            reply::turned_away(why)
        }
    }
}

async fn dispatch(console: &Console, verb: Verb, request: Request) -> Answer {
    let path = request.uri().path().to_owned();
    match ConsoleRoute::find(verb, &path) {
        Some(ConsoleRoute::Session) => greet(console, request).await,
        Some(ConsoleRoute::Watch) => watch(console, &request),
        Some(ConsoleRoute::Core) => ask(console, verb, path, request).await,
        Some(ConsoleRoute::Page) => pages::page(console.assets.as_ref(), &path),
        None => reply::nothing_here(),
    }
}

/// Exchanges a link's secret for a token.
async fn greet(console: &Console, request: Request) -> Answer {
    let (from, local) = origin_of(&request);
    let (parts, body) = request.into_parts();
    let sent = match body::read_json(&parts.headers, body, body::COMMAND).await {
        Ok(sent) => sent,
        Err(refusal) => return *refusal,
    };
    let Some(key) = sent.get("key").and_then(|key| key.as_str()) else {
        return reply::unknown_caller();
    };
    let takes = sent.get("take").and_then(Value::as_bool).unwrap_or_default();
    let taken = if takes { hand_over::take(console, key).await } else { None };
    if let Some(taken) = taken {
        let taken = match taken {
            Ok(taken) => taken,
            Err(refusal) => return *refusal,
        };
        return reply::json(
            StatusCode::OK,
            &json!({
                "token": taken.token.reveal(),
                "key": taken.key.reveal(),
                "scope": taken.scope.name(),
                "workshopId": taken.scope.workshop(),
            }),
        );
    }
    match console.sessions.greet(key, from) {
        Greeting::Welcome { scope: Scope::Library, .. } if !local => reply::not_theirs(),
        Greeting::Invited { workshop, name, giving } => {
            let title = title_of(console, workshop).await;
            let invitation = json!({ "title": title, "name": name, "giving": giving });
            reply::json(StatusCode::OK, &json!({ "invitation": invitation, "workshopId": workshop }))
        }
        Greeting::Spent => reply::spent_link(),
        Greeting::TakenBack => reply::taken_back(),
        Greeting::Welcome { token, scope } => reply::json(
            StatusCode::OK,
            &json!({ "token": token.reveal(), "scope": scope.name(), "workshopId": scope.workshop() }),
        ),
        Greeting::Wrong => {
            tracing::warn!("a wrong secret was sent");
            reply::unknown_caller()
        }
        Greeting::Paused { wait } => {
            let seconds = wait.as_secs() + 1;
            let mut answer = reply::refusal(
                StatusCode::TOO_MANY_REQUESTS,
                &ApiError::plain(
                    ErrorCode::Forbidden,
                    "open the page",
                    "Too many links that open nothing were tried.",
                    &format!("Wait {seconds} seconds, then use the link the host printed."),
                ),
            );
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            answer
        }
    }
}

/// What a workshop is called, as its projector says it.
async fn title_of(console: &Console, workshop: WorkshopId) -> Option<String> {
    let (door, caller) = (console.door.clone(), Caller::Projector(workshop));
    let path = format!("/api/workshops/{workshop}/projector");
    let request = DoorRequest { method: Method::Get, path, body: DoorInput::None };
    let reply = tokio::task::spawn_blocking(move || door(caller, request)).await.ok()?;
    match reply.body {
        DoorBody::Json(view) => view.get("title")?.as_str().map(str::to_owned),
        DoorBody::Bytes { .. } => None,
    }
}

/// The stream of changes.
fn watch(console: &Console, request: &Request) -> Answer {
    match known(console, request) {
        Ok(scope) => {
            let mut answer = Response::new(Body::new(console.hub.watch(scope)));
            hand_over::arrived(console, scope);
            answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
            answer
        }
        Err(refusal) => *refusal,
    }
}

/// Everything else is the core's: it decides what exists and what the caller may do.
async fn ask(console: &Console, verb: Verb, path: String, request: Request) -> Answer {
    let scope = match known(console, &request) {
        Ok(scope) => scope,
        Err(refusal) => return *refusal,
    };
    let Some(caller) = console.sessions.caller(scope, verb, &path) else { return reply::not_theirs() };
    let about = hand_over::asked_about(&path);
    let (parts, body) = request.into_parts();
    if let Some(workshop) = about {
        return match verb {
            Verb::Get => hand_over::consoles(console, scope, workshop),
            Verb::Post => match body::read_json(&parts.headers, body, body::COMMAND).await {
                Ok(sent) => hand_over::change(console, scope, workshop, sent).await,
                Err(refusal) => *refusal,
            },
        };
    }
    let input = match verb {
        Verb::Get => Ok(DoorInput::None),
        Verb::Post if path == "/api/import" => body::read(&parts.headers, body, body::FILE).await.map(DoorInput::Bytes),
        Verb::Post => body::read_json(&parts.headers, body, body::COMMAND).await.map(DoorInput::Json),
    };
    let method = match verb {
        Verb::Get => Method::Get,
        Verb::Post => Method::Post,
    };
    match input {
        Ok(body) => through_the_door(console, caller, DoorRequest { method, path, body }).await,
        Err(refusal) => *refusal,
    }
}

async fn through_the_door(console: &Console, caller: Caller, request: DoorRequest) -> Answer {
    let door = console.door.clone();
    match tokio::task::spawn_blocking(move || door(caller, request)).await {
        Ok(reply) => reply::door(reply),
        Err(_) => reply::broken("answer a request", "the core panicked on a request"),
    }
}

/// What the token of a request opens.
fn known(console: &Console, request: &Request) -> Result<Scope, Box<Answer>> {
    let token = request.headers().get(TOKEN).and_then(|token| token.to_str().ok());
    let scope =
        token.and_then(|token| console.sessions.scope_of(token)).ok_or_else(|| Box::new(reply::unknown_caller()))?;
    if console.sessions.was_taken_back(scope) {
        return Err(Box::new(reply::taken_back()));
    }
    let (_, local) = origin_of(request);
    // The library never leaves the machine, not even with its own token (T2).
    if scope == Scope::Library && !local { Err(Box::new(reply::not_theirs())) } else { Ok(scope) }
}

/// The address at the other end, and whether that is this machine itself.
fn origin_of(request: &Request) -> (IpAddr, bool) {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0.ip().to_canonical());
    // Without an address nobody is taken for local.
    let from = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    (from, from.is_loopback() && !was_forwarded(request.headers()))
}

/// A proxy on this machine speaks for somebody who need not be on it.
fn was_forwarded(headers: &HeaderMap) -> bool {
    ["forwarded", "x-forwarded-for", "x-real-ip", "via"].iter().any(|name| headers.contains_key(*name))
}
