//! A ballot that comes back as a file: taken in once, for the right workshop, round and person.

use super::score::BallotScore;
use crate::head::BallotChannel;
use crate::id::{BallotId, ParticipantId, WorkshopId};
use crate::refusal::Refusal;
use crate::workshop::Workshop;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;
use uuid::Uuid;

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
    /// Which of the answers that were saved in one browser it is; pages that were sent out by
    /// earlier versions do not say.
    pub edition: Option<Edition>,
    /// The scores.
    pub scores: Vec<BallotScore>,
}

/// Which of a person's answers in one browser a file is. No time is told: it would say when somebody
/// has filled in their ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edition {
    /// Drawn at random where the ballot was filled in; the same for all answers from there.
    pub place: Uuid,
    /// 1 for the first answer that was saved there, and so on.
    pub number: u32,
}

/// The files that were taken in for a person so far.
pub type FilesOf = BTreeMap<BallotId, Option<Edition>>;

/// What is done with an answer that is older than what counts, or may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfOlder {
    /// It is refused, and the refusal says what counts.
    Refuse,
    /// It counts all the same: the facilitator has asked the person.
    TakeIn,
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
    /// It was saved before an answer of the same person that was taken in.
    SavedEarlier {
        /// Which answer of the person's browser it is.
        this: u32,
        /// Which one was taken in.
        taken_in: u32,
    },
    /// An answer file of the same person counts, and neither says which of the two is the later one.
    NoOrder,
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
            Self::SavedEarlier { this, taken_in } => write!(
                f,
                "the person saved a later answer, and that one was taken in: this is number {this}, and number {taken_in} counts"
            ),
            Self::NoOrder => write!(
                f,
                "another answer file of the same person counts, and the two do not say which of them is the later one"
            ),
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
            Self::Older | Self::SavedEarlier { .. } => {
                "Nothing is to be done: the later ballot counts. Take this one in nevertheless only if the person wants it to."
            }
            Self::NoOrder => {
                "Ask the person which one is to count. The one you have counts until you take this one in nevertheless."
            }
            Self::NumberTaken => "Ask the person to save the answer anew from their own ballot file.",
        }
    }

    /// Whether the facilitator may take the file in nevertheless.
    pub fn gives_way(self) -> bool {
        match self {
            Self::Older | Self::SavedEarlier { .. } | Self::NoOrder => true,
            Self::TooLong
            | Self::Unreadable
            | Self::NewerVersion
            | Self::Changed
            | Self::OtherWorkshop
            | Self::OtherRound { .. }
            | Self::NumberTaken => false,
        }
    }
}

impl Workshop {
    /// Takes in an answer file. The same file twice does nothing; a later one of the same person
    /// replaces what they handed in before, whichever way it came. `earlier` are the files that were
    /// taken in for this person before.
    ///
    /// # Errors
    /// [`Refusal::BallotFile`] for another workshop or round, a number that is taken, or a file that
    /// is older than what counts, or may be; what [`Workshop::submit_ballot`] refuses.
    pub fn take_in_ballot_file(
        &mut self,
        file: &AnsweredFile,
        earlier: &FilesOf,
        if_older: IfOlder,
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
        if if_older == IfOlder::Refuse
            && let Some(fault) = older(file, earlier, present)
        {
            return refuse(fault);
        }
        if self.ballots.contains(&(file.ballot_id,)) {
            return refuse(FileFault::NumberTaken);
        }
        self.submit_ballot(file.participant_id, &file.scores, BallotChannel::BallotFile, &mut || file.ballot_id.0)?;
        Ok(if present.is_some() { FileOutcome::Replaced } else { FileOutcome::TakenIn })
    }
}

/// Why a file is not known to be later than what counts; nothing when it is.
fn older(file: &AnsweredFile, earlier: &FilesOf, present: Option<BallotId>) -> Option<FileFault> {
    if earlier.contains_key(&file.ballot_id) {
        return Some(FileFault::Older);
    }
    let from_there = |own: Edition| {
        let there = earlier.values().flatten().filter(move |edition| edition.place == own.place);
        there.map(|edition| edition.number).max()
    };
    if let Some(own) = file.edition
        && let Some(taken_in) = from_there(own)
        && own.number <= taken_in
    {
        return Some(FileFault::SavedEarlier { this: own.number, taken_in });
    }
    // Only answers from one browser have an order. What came another way than by a file has none
    // either, and was there to be seen when this file was chosen.
    let counts = earlier.get(&present?)?;
    let ordered = counts.zip(file.edition).is_some_and(|(counts, own)| counts.place == own.place);
    (!ordered).then_some(FileFault::NoOrder)
}
