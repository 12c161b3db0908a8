//! What a phone is told when it is not let in.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use sextant_api::error::{ApiError, ErrorCode};

use crate::guard::TurnedAway;
use crate::reply::{Answer, refusal};

const DOING: &str = "join a workshop";
/// Seconds within which dead connections are noticed.
const SOON: u64 = 30;

/// The request came to an address or from a page that is not announced (T6, T7).
pub(crate) fn turned_away(why: TurnedAway) -> Answer {
    match why {
        TurnedAway::Method => {
            let message = "Only the room's own page can be asked here.";
            let mut answer = plain(StatusCode::METHOD_NOT_ALLOWED, ErrorCode::Invalid, message, "Load the page again.");
            answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, POST"));
            answer
        }
        TurnedAway::Host => {
            let message = "The room does not answer under this address.";
            let hint = "Scan the code on the screen, or type the address that is shown there.";
            plain(StatusCode::MISDIRECTED_REQUEST, ErrorCode::Forbidden, message, hint)
        }
        TurnedAway::Origin | TurnedAway::Site => {
            let message = "The request came from a page that is not the room's own.";
            plain(StatusCode::FORBIDDEN, ErrorCode::Forbidden, message, "Scan the code on the screen.")
        }
    }
}

/// A wrong secret or code, or one of a room that is closed (T5, F91). It does not say which.
pub(crate) fn no_such_room() -> Answer {
    let hint = "Scan the code on the screen again, or ask whether the room is still open.";
    plain(StatusCode::NOT_FOUND, ErrorCode::NotFound, "This opens no room. It may be closed by now.", hint)
}

/// The time in which a seat could be asked for is over.
pub(crate) fn pass_is_over() -> Answer {
    let message = "It took too long to join, or the room was closed.";
    plain(StatusCode::GONE, ErrorCode::NotFound, message, "Scan the code on the screen again.")
}

/// Too many wrong ones (S3).
pub(crate) fn paused(wait: Duration) -> Answer {
    let seconds = wait.as_secs() + 1;
    let hint = format!("Scan the QR code on the screen, or wait {seconds} seconds and type the code again.");
    let message = "Too many codes that open nothing were tried.";
    later(plain(StatusCode::TOO_MANY_REQUESTS, ErrorCode::Forbidden, message, &hint), seconds)
}

/// Too many people at this moment (F53).
pub(crate) fn busy(wait: Duration) -> Answer {
    let seconds = wait.as_secs() + 1;
    let hint = format!("Wait {seconds} seconds and join again. What you typed is kept.");
    let message = "Many people are joining at this moment.";
    later(plain(StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Refused, message, &hint), seconds)
}

/// No place for another socket (T10).
pub(crate) fn full() -> Answer {
    later(refusal(StatusCode::SERVICE_UNAVAILABLE, &is_full()), SOON)
}

/// The same, written out for whoever cannot be given a connection of their own (F28).
pub(crate) fn full_in_bytes() -> Vec<u8> {
    let body = serde_json::to_string(&is_full()).expect("errors are always JSON");
    let length = body.len();
    format!(
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
         Retry-After: {SOON}\r\nConnection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

fn is_full() -> ApiError {
    let hint = "Wait half a minute and load the page again. Whoever is in stays in.";
    ApiError::plain(ErrorCode::Refused, DOING, "The room is full for now.", hint)
}

/// The app is ending.
pub(crate) fn ending() -> Answer {
    let message = "The room is being closed.";
    plain(StatusCode::SERVICE_UNAVAILABLE, ErrorCode::NotFound, message, "Ask whether it will be opened again.")
}

/// What was sent has a form that this page never sends.
pub(crate) fn unreadable() -> Answer {
    let message = "What was sent cannot be read.";
    plain(StatusCode::BAD_REQUEST, ErrorCode::Invalid, message, "Load the page again.")
}

/// There is nothing under this path.
pub(crate) fn nothing_here() -> Answer {
    plain(StatusCode::NOT_FOUND, ErrorCode::NotFound, "There is no such page.", "Scan the code on the screen.")
}

/// The core's own no to somebody who wants to join.
pub(crate) fn refused(error: &ApiError) -> Answer {
    let status = match error.code {
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        ErrorCode::Refused | ErrorCode::Conflict | ErrorCode::InUse => StatusCode::CONFLICT,
        ErrorCode::Invalid => StatusCode::BAD_REQUEST,
        ErrorCode::Forbidden => StatusCode::FORBIDDEN,
        ErrorCode::CannotSave => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::NewerFile | ErrorCode::Damaged | ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    };
    refusal(status, error)
}

fn plain(status: StatusCode, code: ErrorCode, message: &str, hint: &str) -> Answer {
    refusal(status, &ApiError::plain(code, DOING, message, hint))
}

fn later(mut answer: Answer, seconds: u64) -> Answer {
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    answer
}
