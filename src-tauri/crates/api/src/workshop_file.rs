//! The workshop file (`.sextant`): the whole record as versioned JSON. What is sealed at the time
//! of the export is left out, and the first line says so.

use crate::error::{ApiError, ErrorCode};
use serde::{Deserialize, Serialize};
use sextant_domain::ballot::{Round, RoundStatus};
use sextant_domain::id::WorkshopId;
use sextant_domain::time::At;
use sextant_domain::workshop::Workshop;

const FORMAT: &str = "sextant.workshop/1";
/// Larger files are refused before they are read.
pub(crate) const LARGEST: usize = 64 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WorkshopFile {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    note: Option<String>,
    format: String,
    changed_at: At,
    workshop: Workshop,
}

/// Writes the file.
///
/// # Errors
/// When the record cannot be put into words: a mistake of the program.
pub(crate) fn write(workshop: &Workshop, changed_at: At) -> Result<Vec<u8>, ApiError> {
    let (workshop, note) = without_sealed(workshop);
    let file = WorkshopFile { note, format: FORMAT.to_owned(), changed_at, workshop };
    let mut bytes = serde_json::to_vec_pretty(&file)
        .map_err(|error| ApiError::internal("writing the workshop file", &error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Reads a file. The same constructors as for typed input check every value.
///
/// # Errors
/// [`ErrorCode::NewerFile`] for a later format; [`ErrorCode::Invalid`] with line and column for
/// anything that is not a workshop file.
pub(crate) fn read(bytes: &[u8]) -> Result<(Workshop, At), ApiError> {
    const DOING: &str = "reading the workshop file";
    if bytes.len() > LARGEST {
        return Err(ApiError::invalid(DOING, "The file is larger than 64 MB.", "Choose a file that Sextant wrote."));
    }
    #[derive(Deserialize)]
    struct Format {
        format: Option<String>,
    }
    let unreadable = |error: &serde_json::Error| {
        let place = format!("It stops making sense at line {}, column {}.", error.line(), error.column());
        ApiError::invalid(
            DOING,
            &format!("The file is not a workshop file, or it is damaged. {place}"),
            "Ask for the file again, or choose another one.",
        )
    };
    let format: Format = serde_json::from_slice(bytes).map_err(|error| unreadable(&error))?;
    match format.format.as_deref() {
        Some(FORMAT) => {}
        Some(other) if other.starts_with("sextant.workshop/") => {
            return Err(ApiError::plain(
                ErrorCode::NewerFile,
                DOING,
                &format!("The file has the format {other}; this version reads up to {FORMAT}."),
                "Install the newer version of Sextant and open the file with it.",
            ));
        }
        Some(_) | None => {
            return Err(ApiError::invalid(
                DOING,
                "The file is not a workshop file.",
                "Choose a file that ends in .sextant.",
            ));
        }
    }
    let file: WorkshopFile = serde_json::from_slice(bytes).map_err(|error| unreadable(&error))?;
    if !file.workshop.is_whole() {
        return Err(ApiError::invalid(
            DOING,
            "The file lacks a part that every workshop has.",
            "Ask for the file again, or choose another one.",
        ));
    }
    if let Some(misfit) = file.workshop.misfit() {
        return Err(ApiError::invalid(
            DOING,
            &format!("The file holds something that no workshop can hold: {misfit}."),
            "Ask for the file again, or choose another one.",
        ));
    }
    if let Some(sealed) = sealed_in(&file.workshop) {
        return Err(ApiError::invalid(
            DOING,
            &format!("The file holds what Sextant writes into no file: {sealed}. Somebody changed it."),
            "Ask for the file again, or choose another one.",
        ));
    }
    Ok((file.workshop, file.changed_at))
}

/// What a file holds that belongs in none: taken in, it would be kept as if everybody had seen it.
fn sealed_in(workshop: &Workshop) -> Option<String> {
    if workshop.ballot_ties.len() + workshop.author_ties.len() > 0 {
        return Some("whose ballot or whose words are whose".to_owned());
    }
    let (_, left_out) = split(workshop);
    (!left_out.is_empty()).then(|| left_out.join("; "))
}

/// The record without what is sealed now, and the sentence that says so.
pub(crate) fn without_sealed(workshop: &Workshop) -> (Workshop, Option<String>) {
    let (open, left_out) = split(workshop);
    let note = (!left_out.is_empty()).then(|| format!("Left out: {}.", left_out.join("; ")));
    (open, note)
}

/// The record without what is sealed now, and what that was.
fn split(workshop: &Workshop) -> (Workshop, Vec<String>) {
    let mut open = workshop.clone();
    let mut left_out = Vec::new();
    let written = !workshop.candidates.is_empty() || !workshop.value_actions.is_empty();
    if written && !workshop.candidates_revealed() {
        open.candidates.retain(|_| false);
        open.value_actions.retain(|_| false);
        left_out.push("the candidates, because writing has not ended".to_owned());
    }
    let hidden = |r: &&Round| r.status != RoundStatus::Revealed || r.revealed_at.is_none();
    for number in workshop.rounds.iter().filter(hidden).map(|r| r.number) {
        let in_round = |id| workshop.ballots.get(&(id,)).is_some_and(|b| b.round == number);
        open.scores.retain(|s| !in_round(s.ballot_id));
        open.ballots.retain(|b| b.round != number);
        open.rounds.retain(|r| r.number != number);
        open.round_cells.retain(|c| c.round != number);
        open.round_marks.retain(|m| m.round != number);
        open.hand_tallies.retain(|t| t.round != number);
        left_out.push(format!("round {number} of the scoring, because it is not revealed"));
    }
    // A tie never leaves the data folder: an anonymous ballot must not be traced by a copy (T1b).
    open.ballot_ties.retain(|_| false);
    open.author_ties.retain(|_| false);
    let shown = |question| workshop.frame_asks.get(&(question,)).is_some_and(|ask| ask.revealed);
    if workshop.frame_answers.iter().any(|answer| !shown(answer.question)) {
        open.frame_answers.retain(|answer| shown(answer.question));
        left_out.push("answers to the frame that are not shown yet".to_owned());
    }
    (open, left_out)
}

/// The same record under another id.
pub(crate) fn under_id(workshop: Workshop, id: WorkshopId) -> Workshop {
    Workshop { id, ..workshop }
}
