//! What may be done, stage by stage. Each function checks its rules first and changes the
//! record only when all of them hold: a refusal changes nothing.

mod ballot_file;
mod ballots;
mod challenge;
mod choose;
mod clarify;
mod contribute;
mod decompose;
mod define;
mod frame;
mod roll_out;
mod round_aggregates;
mod score;
mod set_up;
mod shortlist;
mod stages;
mod validate;
mod write;

pub use ballot_file::{AnsweredFile, Edition, FileFault, FileOutcome, FilesOf, IfOlder};
pub use choose::NewChoice;
pub use clarify::Reshape;
pub use contribute::NewContribution;
pub(crate) use contribute::{MOST_CONTRIBUTIONS, MOST_FRAME_ANSWERS};
pub use frame::NewCoreUser;
pub use score::{BallotScore, RoundScope, SealedEnd};
pub use set_up::MOST_PARTICIPANTS;
pub use set_up::{Attendance, NewParticipant, SetUpAnswers};
pub use shortlist::{NewRejection, SpeaksAgainst};
pub use stages::StageExit;
pub use write::{ENOUGH_CANDIDATES, PLENTY_OF_CANDIDATES};
pub(crate) use write::{MOST_ACTIONS, MOST_CANDIDATES};

/// More survivors than this make scoring long.
pub const MOST_SURVIVORS: usize = 8;

use crate::refusal::Refusal;
use crate::text::Text;

/// Where random ids come from: the domain itself draws nothing.
pub type NewId<'a> = &'a mut dyn FnMut() -> uuid::Uuid;

fn required<const MAX: usize>(text: &Text<MAX>, what: &'static str, field: &'static str) -> Result<(), Refusal> {
    if text.is_empty() { Err(Refusal::Empty { what, field }) } else { Ok(()) }
}

fn room_for(count: usize, limit: usize, what: &'static str) -> Result<(), Refusal> {
    if count >= limit { Err(Refusal::ListFull { what, limit }) } else { Ok(()) }
}

fn reason_given<const MAX: usize>(reason: &Text<MAX>) -> Result<(), Refusal> {
    if reason.is_empty() { Err(Refusal::ReasonMissing) } else { Ok(()) }
}
