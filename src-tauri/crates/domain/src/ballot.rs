//! Rounds, ballots and scores. What is in here stays sealed until the reveal.

use crate::criterion::{Criterion, Level};
use crate::head::BallotChannel;
use crate::id::{BallotId, CandidateId, ParticipantId};
use crate::participant::Discipline;
use crate::table::entity;
use crate::text::Line;
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far a round is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoundStatus {
    /// People score.
    Open,
    /// Nobody scores any more; still sealed.
    Closed,
    /// Everybody may see the spread.
    Revealed,
}

impl RoundStatus {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Open, Self::Closed, Self::Revealed];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Revealed => "revealed",
        }
    }
}

/// One blind scoring pass.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Round {
    /// 1 or 2 (more only after re-opening).
    pub number: u32,
    /// How far it is.
    pub status: RoundStatus,
    /// How ballots come in.
    pub channel: BallotChannel,
    /// Why it was closed before everybody was in.
    pub close_note: Line,
    /// When it opened.
    pub opened_at: At,
    /// When it was revealed.
    pub revealed_at: Option<At>,
    /// When scoring ended with this round and its ties were destroyed (anonymous) or shown (named).
    pub ended_at: Option<At>,
    /// Hash over the sorted ballots, stored at the reveal (T4).
    pub ballots_hash: Option<String>,
}

entity!(Round, "rounds", (number: u32));

/// A cell that is scored in a round: all in round 1, the disputed ones in round 2.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoundCell {
    /// Which round.
    pub round: u32,
    /// Row.
    pub candidate_id: CandidateId,
    /// Column.
    pub criterion: Criterion,
}

entity!(RoundCell, "round_cells", (round: u32, candidate_id: CandidateId, criterion: Criterion));

/// A tick: this person has handed in. Says nothing about what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoundMark {
    /// Which round.
    pub round: u32,
    /// Who.
    pub participant_id: ParticipantId,
}

entity!(RoundMark, "round_marks", (round: u32, participant_id: ParticipantId));

/// One participant's scores in one round, without the participant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Ballot {
    /// Identity; random.
    pub id: BallotId,
    /// Which round.
    pub round: u32,
}

entity!(Ballot, "ballots", (id: BallotId));

/// Who handed in which ballot. Destroyed after the last round of an anonymous workshop (T1b).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BallotTie {
    /// Which ballot.
    pub ballot_id: BallotId,
    /// Whose.
    pub participant_id: ParticipantId,
    /// How it came in.
    pub channel: BallotChannel,
}

entity!(BallotTie, "ballot_ties", (ballot_id: BallotId));

/// One score of one ballot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Score {
    /// Which ballot.
    pub ballot_id: BallotId,
    /// Row.
    pub candidate_id: CandidateId,
    /// Column.
    pub criterion: Criterion,
    /// 0 to 3, or cannot judge.
    pub level: Level,
    /// Why, in the scorer's words; optional.
    pub reason: Line,
}

entity!(Score, "scores", (ballot_id: BallotId, candidate_id: CandidateId, criterion: Criterion));

/// A count of hands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HandTally {
    /// Which round.
    pub round: u32,
    /// Row.
    pub candidate_id: CandidateId,
    /// Column.
    pub criterion: Criterion,
    /// Which level.
    pub level: Level,
    /// How many hands.
    pub count: u32,
}

entity!(HandTally, "hand_tallies", (round: u32, candidate_id: CandidateId, criterion: Criterion, level: Level));

/// What became of a cell on the talk list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TalkOutcome {
    /// Not talked about yet.
    Open,
    /// Talked through.
    Settled,
    /// Put aside.
    Parked,
    /// Needs data, not debate.
    Homework,
}

impl TalkOutcome {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Open, Self::Settled, Self::Parked, Self::Homework];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Settled => "settled",
            Self::Parked => "parked",
            Self::Homework => "homework",
        }
    }
}

/// A cell on the talk list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TalkItem {
    /// Which round.
    pub round: u32,
    /// Row.
    pub candidate_id: CandidateId,
    /// Column.
    pub criterion: Criterion,
    /// What became of it.
    pub outcome: TalkOutcome,
    /// What was agreed.
    pub note: Line,
}

entity!(TalkItem, "talk_items", (round: u32, candidate_id: CandidateId, criterion: Criterion));

/// How scores moved from the round before, as an aggregate over at least three pairs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Movement {
    /// The later round.
    pub round: u32,
    /// Row.
    pub candidate_id: CandidateId,
    /// Column.
    pub criterion: Criterion,
    /// People who scored it both times.
    pub paired: u32,
    /// Those whose level changed.
    pub changed: u32,
    /// Sum of the sizes of the changes, in levels.
    pub steps: u32,
    /// Changed, but no new reason was typed (drift).
    pub without_new_reason: u32,
}

entity!(Movement, "movements", (round: u32, candidate_id: CandidateId, criterion: Criterion));

/// Median of one discipline, kept only where at least three ballots stand behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DisciplineSplit {
    /// Which round.
    pub round: u32,
    /// Row.
    pub candidate_id: CandidateId,
    /// Column.
    pub criterion: Criterion,
    /// Whose median.
    pub discipline: Discipline,
    /// Median times two.
    pub half_points: u32,
    /// Ballots behind it.
    pub ballots: u32,
}

entity!(DisciplineSplit, "discipline_splits", (round: u32, candidate_id: CandidateId, criterion: Criterion, discipline: Discipline));

/// Median of one table, kept only where at least three ballots stand behind each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableSplit {
    /// Which round.
    pub round: u32,
    /// Row.
    pub candidate_id: CandidateId,
    /// Column.
    pub criterion: Criterion,
    /// Whose median, from 1.
    pub at_table: u32,
    /// Median times two.
    pub half_points: u32,
    /// Ballots behind it.
    pub ballots: u32,
    /// The lowest mark; with the highest one, kept only where both give nobody away.
    #[serde(default)]
    pub lowest: Option<Level>,
    /// The highest mark.
    #[serde(default)]
    pub highest: Option<Level>,
}

entity!(TableSplit, "table_splits", (round: u32, candidate_id: CandidateId, criterion: Criterion, at_table: u32));

/// How much a criterion counts in the sum, in quarters. No row means the plain weight of 4.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CriterionWeight {
    /// Which criterion.
    pub criterion: Criterion,
    /// Quarters; 4 is the plain weight.
    pub quarters: u8,
}

entity!(CriterionWeight, "criterion_weights", (criterion: Criterion));
