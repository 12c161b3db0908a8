//! Ballots that leave the app and come back: the blank page or sheets of a round, and the answer
//! file, which is read and compared with its checksum here.

use crate::error::ApiError;
use serde::{Deserialize, Serialize};
use sextant_brief::ballot::{
    ANSWER_FORMAT, ANSWER_VERSION, BallotCandidate, BallotPerson, BlankBallot, ballot_file, ballot_sheets, checksum,
};
use sextant_domain::act::{AnsweredFile, BallotScore, Edition, FileFault, FileOutcome};
use sextant_domain::head::BallotChannel;
use sextant_domain::id::{BallotId, ParticipantId, WorkshopId};
use sextant_domain::refusal::Refusal;
use sextant_domain::view::promise;
use sextant_domain::workshop::Workshop;
use ts_rs::TS;
use uuid::Uuid;

const MAKING: &str = "making the ballots";
/// A ballot of forty candidates with a reason in every cell is half of this.
const MOST_BYTES: usize = 512 * 1024;

/// What became of the answer file that was taken in last. Whose, but nothing of what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BallotFileTaken {
    /// Whose it was.
    pub participant_id: ParticipantId,
    /// What became of it.
    pub outcome: FileOutcome,
}

#[derive(Deserialize)]
struct Format {
    format: String,
    version: u32,
}

#[derive(Deserialize)]
struct Answer {
    workshop: Uuid,
    round: u32,
    person: Uuid,
    ballot: Uuid,
    /// From the second version on.
    place: Option<Uuid>,
    edition: Option<u32>,
    answer: String,
    checksum: String,
}

/// Reads an answer file.
///
/// # Errors
/// Too long, something else, from a later version, or changed since it was saved.
pub(crate) fn read(text: &str) -> Result<AnsweredFile, FileFault> {
    if text.len() > MOST_BYTES {
        return Err(FileFault::TooLong);
    }
    let unreadable = |_| FileFault::Unreadable;
    let text = text.trim_start_matches('\u{feff}');
    let format: Format = serde_json::from_str(text).map_err(unreadable)?;
    if format.format != ANSWER_FORMAT || format.version == 0 {
        return Err(FileFault::Unreadable);
    }
    if format.version > ANSWER_VERSION {
        return Err(FileFault::NewerVersion);
    }
    let file: Answer = serde_json::from_str(text).map_err(unreadable)?;
    let edition = match (format.version, file.place, file.edition) {
        (1, _, _) => None,
        (_, Some(place), Some(number)) => Some(Edition { place, number }),
        (_, _, _) => return Err(FileFault::Unreadable),
    };
    let [workshop, person, ballot] = [file.workshop, file.person, file.ballot].map(|id| id.to_string());
    if checksum(&workshop, file.round, &person, &ballot, edition.as_ref(), &file.answer) != file.checksum {
        return Err(FileFault::Changed);
    }
    let answer = bytes(&file.answer).ok_or(FileFault::Unreadable)?;
    let scores: Vec<BallotScore> = serde_json::from_slice(&answer).map_err(unreadable)?;
    Ok(AnsweredFile {
        workshop_id: WorkshopId(file.workshop),
        round: file.round,
        participant_id: ParticipantId(file.person),
        ballot_id: BallotId(file.ballot),
        edition,
        scores,
    })
}

/// The page that is filled in offline, for one person or for whoever chooses their name.
///
/// # Errors
/// When no round takes ballots, or the person does not score.
pub(crate) fn file(workshop: &Workshop, person: Option<ParticipantId>) -> Result<Vec<u8>, ApiError> {
    written(ballot_file(&blank(workshop, person)?))
}

/// Sheets to print.
///
/// # Errors
/// As for [`file`].
pub(crate) fn sheets(workshop: &Workshop, person: Option<ParticipantId>) -> Result<Vec<u8>, ApiError> {
    written(ballot_sheets(&blank(workshop, person)?))
}

fn written<E: std::fmt::Display>(page: Result<String, E>) -> Result<Vec<u8>, ApiError> {
    page.map(String::into_bytes).map_err(|error| ApiError::internal(MAKING, &error.to_string()))
}

fn blank(workshop: &Workshop, person: Option<ParticipantId>) -> Result<BlankBallot, ApiError> {
    let refused = |refusal| ApiError::refused(MAKING, &refusal);
    let round = workshop.open_round_number().map_err(refused)?;
    if workshop.last_round().is_some_and(|r| r.channel == BallotChannel::HandTally) {
        return Err(refused(Refusal::BallotMisfit { why: "this round counts hands, not ballots" }));
    }
    let mut people: Vec<_> = workshop.scorers().collect();
    people.sort_unstable_by_key(|p| (p.position, p.id));
    let people: Vec<_> =
        people.into_iter().map(|p| BallotPerson { id: p.id.to_string(), name: p.name.to_string() }).collect();
    let person = match person {
        None => None,
        Some(id) => {
            let found = people.iter().find(|p| p.id == id.to_string()).cloned();
            Some(found.ok_or_else(|| refused(Refusal::NotAContributor))?)
        }
    };
    let mut candidates: Vec<BallotCandidate> = Vec::new();
    for (candidate_id, criterion) in workshop.cells_of(round) {
        let id = candidate_id.to_string();
        match candidates.last_mut().filter(|last| last.id == id) {
            Some(last) => last.criteria.push(criterion),
            None => {
                let known = workshop.candidates.get(&(candidate_id,));
                candidates.push(BallotCandidate {
                    id,
                    number: known.map_or(0, |c| c.number),
                    text: known.map_or_else(String::new, |c| c.sentence.text()),
                    criteria: vec![criterion],
                });
            }
        }
    }
    Ok(BlankBallot {
        title: workshop.head().title.to_string(),
        workshop_id: workshop.id.to_string(),
        round,
        promise: promise(workshop),
        people,
        person,
        candidates,
    })
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect()
}
