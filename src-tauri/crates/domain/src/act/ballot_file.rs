//! A ballot that comes back as a file: taken in once, for the right workshop, round and person.

use super::score::BallotScore;
use crate::head::BallotChannel;
use crate::id::{BallotId, ParticipantId, WorkshopId};
use crate::refusal::Refusal;
use crate::workshop::Workshop;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use ts_rs::TS;

/// What an answer file says, read and undamaged.
#[derive(Clone, Debug, PartialEq)]
pub struct AnsweredFile {
    /// The workshop it was made for.
    pub workshop_id: WorkshopId,
    /// The round it was made for.
    pub round: u32,
    /// Whose ballot it is.
    pub participant_id: ParticipantId,
    /// Its own number: random, made where it was filled in, the same for every copy of it.
    pub ballot_id: BallotId,
    /// The scores.
    pub scores: Vec<BallotScore>,
}

/// What became of an answer file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileOutcome {
    /// The person's first ballot in this round.
    TakenIn,
    /// It took the place of an earlier ballot of the same person.
    Replaced,
    /// The very same file was taken in before; nothing changed.
    Again,
}

/// Why an answer file is not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// Longer than any ballot.
    TooLong,
    /// Something else than an answer file.
    Unreadable,
    /// Made by a later version.
    NewerVersion,
    /// Its content does not fit its checksum.
    Changed,
    /// Of another workshop.
    OtherWorkshop,
    /// Of another round.
    OtherRound {
        /// The round it was made for.
        made_for: u32,
        /// The round that is open.
        open: u32,
    },
    /// Its number belongs to another ballot.
    NumberTaken,
    /// It was taken in before, and something later of the same person has taken its place.
    Older,
}

impl std::fmt::Display for FileFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong => write!(f, "it is longer than any ballot"),
            Self::Unreadable => write!(f, "it is no answer file, or only a part of one"),
            Self::NewerVersion => write!(f, "it was made by a later version of Sextant"),
            Self::Changed => {
                write!(f, "its content does not fit its checksum, so it was changed or damaged on the way")
            }
            Self::OtherWorkshop => write!(f, "it belongs to another workshop"),
            Self::OtherRound { made_for, open } => {
                write!(f, "it answers round {made_for}, and round {open} is open")
            }
            Self::Older => write!(f, "it was taken in before, and a later ballot of the same person took its place"),
            Self::NumberTaken => write!(f, "another ballot carries the same number"),
        }
    }
}

impl FileFault {
    /// What to do now.
    pub fn hint(self) -> &'static str {
        match self {
            Self::TooLong | Self::Unreadable => "Choose the file that ends in .sextant-ballot, as it came.",
            Self::NewerVersion => "Update Sextant, then take the file in.",
            Self::Changed => "Ask the person to send the file again, or to save it anew from their ballot.",
            Self::OtherWorkshop => "Open the workshop it belongs to and take it in there.",
            Self::OtherRound { .. } => "Send the person the file of the open round.",
            Self::Older => "Nothing is to be done: the later ballot counts. To change it, save a new answer.",
            Self::NumberTaken => "Ask the person to save the answer anew from their own ballot file.",
        }
    }
}

impl Workshop {
    /// Takes in an answer file. The same file twice does nothing; another one of the same person
    /// replaces what they handed in before, whichever way it came. `earlier` are the numbers of the
    /// files that were taken in for this person before.
    ///
    /// # Errors
    /// [`Refusal::BallotFile`] for another workshop or round, a number that is taken, or a file
    /// whose place a later ballot took; what [`Workshop::submit_ballot`] refuses.
    pub fn take_in_ballot_file(
        &mut self,
        file: &AnsweredFile,
        earlier: &BTreeSet<BallotId>,
    ) -> Result<FileOutcome, Refusal> {
        let refuse = |fault| Err(Refusal::BallotFile { fault });
        if file.workshop_id != self.id {
            return refuse(FileFault::OtherWorkshop);
        }
        let open = self.open_round_number()?;
        if file.round != open {
            return refuse(FileFault::OtherRound { made_for: file.round, open });
        }
        let present = self.ballot_of(file.participant_id, open);
        if present == Some(file.ballot_id) {
            return Ok(FileOutcome::Again);
        }
        if earlier.contains(&file.ballot_id) {
            return refuse(FileFault::Older);
        }
        if self.ballots.contains(&(file.ballot_id,)) {
            return refuse(FileFault::NumberTaken);
        }
        self.submit_ballot(file.participant_id, &file.scores, BallotChannel::BallotFile, &mut || file.ballot_id.0)?;
        Ok(if present.is_some() { FileOutcome::Replaced } else { FileOutcome::TakenIn })
    }
}
