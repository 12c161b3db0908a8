//! Handing a workshop over to a co-facilitator's device: the requests of the page about it.
//!
//! The core knows one facilitator; how many consoles they are, and which of them acts, is a matter
//! of secrets and therefore of this crate (T2).

use axum::http::StatusCode;
use serde_json::Value;
use sextant_api::console_note::{ConsoleNote, ConsoleStep};
use sextant_api::door::{Caller, DoorInput, DoorRequest, Method};
use sextant_api::error::{ApiError, ErrorCode};
use sextant_api::hand_over::{
    ConsoleGiving, ConsoleInvitation, ConsoleWay, Consoles, ConsolesCommand, ConsolesReply, GivenConsole,
    GivenConsoleStatus,
};
use sextant_api::route::WorkshopRoute;
use sextant_api::screen::ChangeNotice;
use sextant_domain::id::WorkshopId;
use sextant_domain::text::Name;
use uuid::Uuid;

use crate::console::Console;
use crate::consoles::{Given, LINK_LIFE, NotGiven};
use crate::qr;
use crate::reply::{self, Answer};
use crate::session::{Scope, Taken};

const DOING: &str = "hand over the workshop";

/// The workshop whose consoles a path is about.
pub(crate) fn asked_about(path: &str) -> Option<WorkshopId> {
    crate::session::workshop_in(path).filter(|(_, rest)| *rest == "consoles").map(|(workshop, _)| workshop)
}

/// The consoles of a workshop as one of them sees it.
pub(crate) fn consoles(console: &Console, scope: Scope, workshop: WorkshopId) -> Answer {
    if !opens(scope, workshop) {
        return reply::not_theirs();
    }
    reply::json(StatusCode::OK, &seen(console, scope, workshop))
}

/// Does what is asked about them. What cannot be written into the record does not happen; only
/// taking back is never held up.
pub(crate) async fn change(console: &Console, scope: Scope, workshop: WorkshopId, sent: Value) -> Answer {
    if !opens(scope, workshop) {
        return reply::not_theirs();
    }
    if !gives(scope) {
        return reply::refusal(
            StatusCode::FORBIDDEN,
            &ApiError::forbidden(
                DOING,
                "A console that was given cannot be given on.",
                "Ask the one who gave it to you for another link.",
            ),
        );
    }
    let Ok(command) = serde_json::from_value(sent) else { return no_name() };
    let invitation = match command {
        ConsolesCommand::Invite { name, .. } if name.is_empty() => return no_name(),
        ConsolesCommand::Invite { name, giving } => match invite(console, workshop, name, giving).await {
            Ok(invitation) => Some(invitation),
            Err(refusal) => return *refusal,
        },
        ConsolesCommand::TakeBack { id } => {
            take_back(console, workshop, &id).await;
            None
        }
    };
    tell(console, workshop);
    reply::json(StatusCode::OK, &ConsolesReply { consoles: seen(console, scope, workshop), invitation })
}

/// Takes a link: from now on this page is a console of the workshop. Nothing when it is no such link.
pub(crate) async fn take(console: &Console, link: &str) -> Option<Result<Taken, Box<Answer>>> {
    let taken = console.sessions.take(link)?;
    let (workshop, id) = (taken.console.workshop, taken.console.id);
    let note = note(&taken.console, ConsoleStep::Taken);
    if !taken.again
        && let Err(refusal) = record(console, workshop, note).await
    {
        console.sessions.take_back(workshop, id);
        return Some(Err(refusal));
    }
    tracing::info!(%workshop, "a console was handed over");
    tell(console, workshop);
    Some(Ok(taken))
}

/// A page has begun to watch; when it is a console that was given, the others see that it is there.
pub(crate) fn arrived(console: &Console, scope: Scope) {
    if let Scope::Given(workshop, _) = scope {
        tell(console, workshop);
    }
}

async fn invite(
    console: &Console,
    workshop: WorkshopId,
    name: Name,
    giving: ConsoleGiving,
) -> Result<ConsoleInvitation, Box<Answer>> {
    let made = console.sessions.invite(workshop, name.clone(), giving);
    let (id, link) = made.map_err(|why| Box::new(not_given(why)))?;
    let offered = ConsoleNote { id, name, giving, step: ConsoleStep::Offered };
    if let Err(refusal) = record(console, workshop, offered).await {
        console.sessions.take_back(workshop, id);
        return Err(refusal);
    }
    let (origin, way) = console.announced.for_another_device();
    // Behind the `#`, which no browser sends anywhere (T5).
    let link = format!("{origin}/console.html#k={}&w={workshop}", link.reveal());
    // A code with a loopback address would lead a phone to itself.
    let modules = match way {
        ConsoleWay::Encrypted | ConsoleWay::Plain => qr::modules(&link),
        ConsoleWay::ThisComputer | ConsoleWay::Window => None,
    };
    let minutes = u32::try_from(LINK_LIFE.as_secs() / 60).unwrap_or(u32::MAX);
    Ok(ConsoleInvitation { id: id.to_string(), link, modules, minutes })
}

/// What is not there any more has been taken back already, so nothing is refused here.
async fn take_back(console: &Console, workshop: WorkshopId, id: &str) {
    let Ok(id) = Uuid::try_parse(id) else { return };
    let Some(ended) = console.sessions.take_back(workshop, id) else { return };
    console.hub.end(Scope::Given(workshop, id));
    tracing::info!(%workshop, "a console was taken back");
    let step = if ended.is_taken() { ConsoleStep::Ended } else { ConsoleStep::Withdrawn };
    if record(console, workshop, note(&ended, step)).await.is_err() {
        tracing::error!(%workshop, "that a console was taken back could not be written into the record");
    }
}

fn note(given: &Given, step: ConsoleStep) -> ConsoleNote {
    ConsoleNote { id: given.id, name: given.name.clone(), giving: given.giving, step }
}

/// Writes a step into the one record of the workshop.
async fn record(console: &Console, workshop: WorkshopId, note: ConsoleNote) -> Result<(), Box<Answer>> {
    let failed = |why: &str| Box::new(reply::broken(DOING, why));
    let body = serde_json::to_value(&note).map_err(|_| failed("a step of a hand-over is no JSON"))?;
    let path = WorkshopRoute::SendConsoles.of(workshop, "");
    let request = DoorRequest { method: Method::Post, path, body: DoorInput::Json(body) };
    let door = console.door.clone();
    let told = tokio::task::spawn_blocking(move || door(Caller::Links, request)).await;
    let told = told.map_err(|_| failed("the core panicked on a step of a hand-over"))?;
    if told.status == 200 { Ok(()) } else { Err(Box::new(reply::door(told))) }
}

fn seen(console: &Console, scope: Scope, workshop: WorkshopId) -> Consoles {
    let (given, handed_to) = console.sessions.given_of(workshop);
    let given = given.into_iter().map(|one| {
        let here = console.hub.watches(Scope::Given(workshop, one.id));
        let status = match (one.is_taken(), here) {
            (false, _) => GivenConsoleStatus::Invited,
            (true, true) => GivenConsoleStatus::Here,
            (true, false) => GivenConsoleStatus::Away,
        };
        GivenConsole { id: one.id.to_string(), name: one.name, giving: one.giving, status }
    });
    Consoles {
        way: console.announced.for_another_device().1,
        given: given.collect(),
        handed_to,
        acts: console.sessions.acts(scope, workshop),
        gives: gives(scope),
    }
}

/// Pages look again; the record is as it was.
fn tell(console: &Console, workshop: WorkshopId) {
    console.hub.tell(ChangeNotice { workshop_id: Some(workshop), revision: 0 });
}

fn opens(scope: Scope, workshop: WorkshopId) -> bool {
    match scope {
        Scope::Library => true,
        Scope::Console(own) | Scope::Given(own, _) => own == workshop,
        Scope::Projector(_) | Scope::AnyProjector => false,
    }
}

/// Only the links that the host itself printed give consoles away and take them back.
fn gives(scope: Scope) -> bool {
    match scope {
        Scope::Library | Scope::Console(_) => true,
        Scope::Given(..) | Scope::Projector(_) | Scope::AnyProjector => false,
    }
}

fn no_name() -> Answer {
    let error =
        ApiError::invalid(DOING, "A name is missing, or it is too long.", "Write whom it is for, up to 80 letters.");
    reply::refusal(StatusCode::UNPROCESSABLE_ENTITY, &ApiError { field: Some("name".to_owned()), ..error })
}

fn not_given(why: NotGiven) -> Answer {
    let error = match why {
        NotGiven::HandedOver => ApiError::plain(
            ErrorCode::Refused,
            DOING,
            "This workshop is handed over, or a link for that waits to be used.",
            "Take it back first, or share the workshop in place of handing it over.",
        ),
        NotGiven::Enough => ApiError::plain(
            ErrorCode::Refused,
            DOING,
            "Eight further consoles are open, and more are not made.",
            "Take one back first.",
        ),
    };
    reply::refusal(StatusCode::CONFLICT, &error)
}
