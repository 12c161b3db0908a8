//! How an answer travels: the core's replies and our own refusals as HTTP.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use sextant_api::door::{DoorBody, DoorReply};
use sextant_api::error::{ApiError, ErrorCode};

use crate::guard::TurnedAway;

/// An answer on its way.
pub(crate) type Answer = Response<Body>;

/// The core's reply. Statuses are the core's choice; nothing is added to what it says.
pub(crate) fn door(reply: DoorReply) -> Answer {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    match reply.body {
        DoorBody::Json(value) => json(status, &value),
        DoorBody::Bytes { media_type, file_name, bytes } => {
            let mut answer = Response::new(Body::from(bytes));
            *answer.status_mut() = status;
            let media_type = HeaderValue::from_str(&media_type)
                .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
            answer.headers_mut().insert(header::CONTENT_TYPE, media_type);
            answer.headers_mut().insert(header::CONTENT_DISPOSITION, attachment(&file_name));
            answer
        }
    }
}

/// JSON with its media type.
pub(crate) fn json(status: StatusCode, value: &impl serde::Serialize) -> Answer {
    let text = serde_json::to_vec(value).expect("views and errors have text keys only");
    let mut answer = Response::new(Body::from(text));
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer
}

/// A refusal of the router itself, in the parts every error has.
pub(crate) fn refusal(status: StatusCode, error: &ApiError) -> Answer {
    json(status, error)
}

/// A request that was stopped at the threshold.
pub(crate) fn turned_away(why: TurnedAway) -> Answer {
    let doing = "reach the host";
    match why {
        TurnedAway::Method => {
            let error = ApiError::invalid(doing, "The host answers GET and POST only.", "Use the host's own pages.");
            let mut answer = refusal(StatusCode::METHOD_NOT_ALLOWED, &error);
            answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, POST"));
            answer
        }
        TurnedAway::Host => refusal(
            StatusCode::MISDIRECTED_REQUEST,
            &ApiError::forbidden(
                doing,
                "The host does not answer under this address.",
                "Open the address that it printed when it started, or start it with --announce and this address.",
            ),
        ),
        TurnedAway::Origin | TurnedAway::Site => refusal(
            StatusCode::FORBIDDEN,
            &ApiError::forbidden(
                doing,
                "The request came from a page that is not the host's own.",
                "Open the address that the host printed when it started.",
            ),
        ),
    }
}

/// The caller is not known.
pub(crate) fn unknown_caller() -> Answer {
    refusal(
        StatusCode::UNAUTHORIZED,
        &ApiError::forbidden(
            "open the page",
            "This link does not open anything here.",
            "Use the link the host printed when it was started last.",
        ),
    )
}

/// A link to a further console that opens no more.
pub(crate) fn spent_link() -> Answer {
    refusal(
        StatusCode::FORBIDDEN,
        &ApiError::forbidden(
            "open the console",
            "This link was used already, or it was not used in time.",
            "Ask the one who sent it for a new one. Each works once, for 15 minutes.",
        ),
    )
}

/// A console that was given and taken back.
pub(crate) fn taken_back() -> Answer {
    refusal(
        StatusCode::FORBIDDEN,
        &ApiError::forbidden(
            "open the console",
            "This workshop was taken back. It is not open on this device any more.",
            "Ask the one who gave it to you for a new link. What you saved here is in the workshop.",
        ),
    )
}

/// The caller is known, and this is not theirs.
pub(crate) fn not_theirs() -> Answer {
    refusal(
        StatusCode::FORBIDDEN,
        &ApiError::forbidden(
            "ask for a view",
            "This link opens something else.",
            "Open the link that was made for this workshop.",
        ),
    )
}

/// Something in the program broke. The cause is in the log (F30).
pub(crate) fn broken(doing: &str, cause: &str) -> Answer {
    refusal(StatusCode::INTERNAL_SERVER_ERROR, &ApiError::internal(doing, cause))
}

/// There is nothing under this path.
pub(crate) fn nothing_here() -> Answer {
    refusal(
        StatusCode::NOT_FOUND,
        &ApiError::plain(
            ErrorCode::NotFound,
            "open a page",
            "There is no such page.",
            "Open the address that the host printed when it started.",
        ),
    )
}

/// A name for the saved file, in ASCII and in full (F81 is the writer's concern).
fn attachment(name: &str) -> HeaderValue {
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || "-_. ".contains(letter) { letter } else { '_' })
        .collect();
    let full: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}
