//! What the core remembers of a seat beside the record, so that a person's second answer takes the
//! place of their first and they get their own back. No row of the record says any of it (T1b).

use crate::act::FilesOf;
use crate::ballot::{RoundStatus, TalkOutcome};
use crate::frame::FrameQuestion;
use crate::id::{CandidateId, ContributionId, FrameAnswerId, ObjectionId};
use crate::refusal::Refusal;
use crate::seating::ONE_ROOM;
use crate::stage::Stage;
use crate::view::map::CellPlace;
use crate::workshop::Workshop;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;

/// What a seat did, while the core remembers it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeatMemory {
    /// Own answers to the frame.
    pub frame_answers: BTreeMap<FrameQuestion, FrameAnswerId>,
    /// Own contributions.
    pub contributions: Vec<ContributionId>,
    /// Own objections in Choose.
    pub objections: Vec<ObjectionId>,
    /// What this person has offered to speak to.
    pub speaking: BTreeSet<Offer>,
    /// Cards marked as read, until Clarify is left.
    pub read: BTreeSet<CandidateId>,
    /// Whether they are done writing.
    pub done_writing: bool,
    /// All answer files that were taken in for them, so that none comes twice and no older one after
    /// a later one.
    pub ballot_files: FilesOf,
}

/// An end of a cell's marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Extreme {
    /// The lowest marks.
    Lowest,
    /// The highest marks.
    Highest,
}

impl Extreme {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Lowest, Self::Highest];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Lowest => "lowest",
            Self::Highest => "highest",
        }
    }
}

/// An offer to speak for one end of a cell. The person says which end: no tie is read for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// Which cell.
    pub place: CellPlace,
    /// For which end.
    pub extreme: Extreme,
}

impl SeatMemory {
    /// What this person has offered to speak to and is still to be talked about.
    pub fn offers(&self, workshop: &Workshop) -> Vec<Offer> {
        self.speaking.iter().filter(|offer| workshop.is_talked_about(offer.place).is_ok()).copied().collect()
    }

    /// What was done since an earlier moment: all that a passed keyboard may show of it.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let mut new = self.clone();
        new.frame_answers.retain(|question, id| earlier.frame_answers.get(question) != Some(id));
        new.contributions.retain(|id| !earlier.contributions.contains(id));
        new.objections.retain(|id| !earlier.objections.contains(id));
        new
    }

    /// Whether a seat gives anything back to its person.
    pub fn gives_back(&self) -> bool {
        !(self.frame_answers.is_empty()
            && self.contributions.is_empty()
            && self.objections.is_empty()
            && self.speaking.is_empty()
            && self.ballot_files.is_empty())
    }
}

impl Workshop {
    /// Checks that a cell is on the talk list of the reveal and not done with.
    ///
    /// # Errors
    /// [`Refusal::NotReached`] outside of Score; [`Refusal::NotTalkedAbout`].
    pub fn is_talked_about(&self, place: CellPlace) -> Result<(), Refusal> {
        if self.stage() != Stage::Score {
            return Err(Refusal::NotReached { stage: Stage::Score });
        }
        let round = self.last_round().filter(|round| round.status == RoundStatus::Revealed && round.ended_at.is_none());
        let key = round.map(|round| (round.number, place.candidate_id, place.criterion));
        let item = key.and_then(|key| self.talk_items.get(&key));
        match item.map(|item| item.outcome) {
            Some(TalkOutcome::Open) => Ok(()),
            Some(TalkOutcome::Settled | TalkOutcome::Parked | TalkOutcome::Homework) | None => {
                Err(Refusal::NotTalkedAbout)
            }
        }
    }

    /// Takes an offer to speak. A large room hears one speaker for each end of a cell; `others` is
    /// what other people have offered.
    ///
    /// # Errors
    /// As [`Workshop::is_talked_about`]; [`Refusal::SomebodySpeaks`].
    pub fn may_speak<'a>(&self, offer: Offer, others: impl IntoIterator<Item = &'a SeatMemory>) -> Result<(), Refusal> {
        self.is_talked_about(offer.place)?;
        let large = self.scorers().count() > ONE_ROOM;
        if large && others.into_iter().any(|memory| memory.speaking.contains(&offer)) {
            return Err(Refusal::SomebodySpeaks { extreme: offer.extreme });
        }
        Ok(())
    }
}
