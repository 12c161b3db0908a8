//! The one error a client sees: what was being done, what went wrong, what is safe, what to do.

use serde::{Deserialize, Serialize};
use sextant_domain::refusal::Refusal;
use ts_rs::TS;

/// Kinds of errors a page acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The thing is not there.
    NotFound,
    /// A rule says no.
    Refused,
    /// What was sent cannot be read.
    Invalid,
    /// The same command id came with other content (F42).
    Conflict,
    /// The caller may not ask this.
    Forbidden,
    /// Nothing can be saved at present: disk full, read-only (F01, F04).
    CannotSave,
    /// The data folder is held by another process (F21).
    InUse,
    /// The file is from a newer version (F16).
    NewerFile,
    /// The file is damaged (F11, F12, F15).
    Damaged,
    /// A mistake of the program; the id finds it in the log.
    Internal,
}

/// An error with its four parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message}")]
#[serde(rename_all = "camelCase")]
pub struct ApiError {
    /// Finds it in the log.
    pub id: String,
    /// What a page acts on.
    pub code: ErrorCode,
    /// What was being done.
    pub doing: String,
    /// What went wrong.
    pub message: String,
    /// What is safe.
    pub safe: String,
    /// What to do now.
    pub hint: String,
    /// The field it is about, as named in JSON.
    pub field: Option<String>,
}

impl ApiError {
    /// A rule said no. Nothing changed.
    pub fn refused(doing: &str, refusal: &Refusal) -> Self {
        let code = match refusal {
            Refusal::NotFound { .. } => ErrorCode::NotFound,
            _ => ErrorCode::Refused,
        };
        Self {
            id: "refused".to_owned(),
            code,
            doing: doing.to_owned(),
            message: refusal.to_string(),
            safe: "Nothing was changed.".to_owned(),
            hint: refusal.hint().to_owned(),
            field: refusal.field().map(str::to_owned),
        }
    }

    /// What was sent cannot be read.
    pub fn invalid(doing: &str, message: &str, hint: &str) -> Self {
        Self::plain(ErrorCode::Invalid, doing, message, hint)
    }

    /// The thing is not there.
    pub fn not_found(doing: &str, message: &str) -> Self {
        Self::plain(ErrorCode::NotFound, doing, message, "Go back to the library; it shows what is there.")
    }

    /// The caller may not ask this.
    pub fn forbidden(doing: &str, message: &str, hint: &str) -> Self {
        Self::plain(ErrorCode::Forbidden, doing, message, hint)
    }

    /// The same command id came with other content (F42).
    pub fn conflict(doing: &str) -> Self {
        Self::plain(
            ErrorCode::Conflict,
            doing,
            "This command was sent before with other content. The first one stays.",
            "Reload the page and try again.",
        )
    }

    /// A mistake of the program. `cause` goes to the log, never to the page.
    pub fn internal(doing: &str, cause: &str) -> Self {
        let id = format!("{:08x}", crc(cause) ^ crc(doing));
        tracing::error!(%id, doing, cause, "internal error");
        Self {
            id,
            ..Self::plain(
                ErrorCode::Internal,
                doing,
                "Something in the app went wrong.",
                "Try again. If it happens again, copy the diagnostics and report the number.",
            )
        }
    }

    /// An error of its kind with the usual word on what is safe.
    pub fn plain(code: ErrorCode, doing: &str, message: &str, hint: &str) -> Self {
        Self {
            id: "plain".to_owned(),
            code,
            doing: doing.to_owned(),
            message: message.to_owned(),
            safe: "Nothing was changed. Everything saved before is still there.".to_owned(),
            hint: hint.to_owned(),
            field: None,
        }
    }
}

/// A short fingerprint, so that the same mistake carries the same number.
fn crc(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
