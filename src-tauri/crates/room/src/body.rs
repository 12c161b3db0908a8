//! Reading what a request carries, with a limit on size and time (T10).

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, HttpBody as _};
use axum::http::{HeaderMap, StatusCode, header};
use sextant_api::error::{ApiError, ErrorCode};
use tokio::time::timeout;

use crate::reply::{Answer, refusal};

/// How much one request may carry, and how long it may take.
#[derive(Clone, Copy)]
pub(crate) struct Allowance {
    bytes: usize,
    time: Duration,
}

/// For commands and questions.
pub(crate) const COMMAND: Allowance = Allowance { bytes: 64 * 1024, time: Duration::from_secs(20) };
/// For whoever joins: a secret, or a name.
pub(crate) const KNOCK: Allowance = Allowance { bytes: 4 * 1024, time: Duration::from_secs(5) };
/// For workshop files.
pub(crate) const FILE: Allowance = Allowance { bytes: 64 * 1024 * 1024, time: Duration::from_secs(300) };

/// The whole body, or the refusal to send.
pub(crate) async fn read(headers: &HeaderMap, body: Body, allowance: Allowance) -> Result<Vec<u8>, Box<Answer>> {
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > allowance.bytes as u64) {
        return Err(too_large(allowance));
    }
    timeout(allowance.time, collect(body, allowance)).await.unwrap_or_else(|_| Err(too_slow()))
}

async fn collect(mut body: Body, allowance: Allowance) -> Result<Vec<u8>, Box<Answer>> {
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(frame) = frame else { return Err(unreadable()) };
        let Ok(part) = frame.into_data() else { continue };
        if bytes.len() + part.len() > allowance.bytes {
            return Err(too_large(allowance));
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

/// The body as JSON, from a page that says it is JSON.
///
/// A form of a strange page cannot say so without asking first, and that question is refused.
pub(crate) async fn read_json(
    headers: &HeaderMap,
    body: Body,
    allowance: Allowance,
) -> Result<serde_json::Value, Box<Answer>> {
    let is_json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
    if !is_json {
        return Err(refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "This is not marked as JSON.", "Load the page again."));
    }
    let bytes = read(headers, body, allowance).await?;
    serde_json::from_slice(&bytes).map_err(|_| unreadable())
}

fn too_large(allowance: Allowance) -> Box<Answer> {
    let kibibytes = allowance.bytes / 1024;
    refused(
        StatusCode::PAYLOAD_TOO_LARGE,
        &format!("This is larger than {kibibytes} KiB, the most that can be sent at once."),
        "Send less at once.",
    )
}

fn too_slow() -> Box<Answer> {
    refused(StatusCode::REQUEST_TIMEOUT, "The rest of the request did not come.", "Send it again.")
}

fn unreadable() -> Box<Answer> {
    refused(StatusCode::BAD_REQUEST, "What was sent cannot be read.", "Load the page again.")
}

fn refused(status: StatusCode, message: &str, hint: &str) -> Box<Answer> {
    Box::new(refusal(status, &ApiError::plain(ErrorCode::Invalid, "send something", message, hint)))
}
