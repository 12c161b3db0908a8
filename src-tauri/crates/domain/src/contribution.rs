//! What people send from their seats beside candidates and ballots. None of it names its author.

use crate::challenge::{ChallengeKind, Verdict};
use crate::criterion::Criterion;
use crate::definition::DefinitionField;
use crate::frame::FrameQuestion;
use crate::id::{CandidateId, ContributionId, FrameAnswerId, InputMetricId, ParticipantId, TeamId};
use crate::stage::Stage;
use crate::table::entity;
use crate::text::Line;
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// A question of the frame that everybody answers alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FrameAsk {
    /// Which.
    pub question: FrameQuestion,
    /// Whether the answers stand side by side. Until then nobody sees any.
    pub revealed: bool,
    /// When it was asked.
    pub asked_at: At,
}

entity!(FrameAsk, "frame_asks", (question: FrameQuestion));

/// One person's answer. Sealed until the question's answers are shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FrameAnswer {
    /// Identity; random.
    pub id: FrameAnswerId,
    /// To which question.
    pub question: FrameQuestion,
    /// In their words.
    pub text: Line,
}

entity!(FrameAnswer, "frame_answers", (id: FrameAnswerId));

/// Who wrote which candidate or entry of the quick list on their own device. Read only to give a
/// writer their own list back; destroyed when writing ends (T1b).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuthorTie {
    /// Candidate or entry.
    #[ts(type = "string")]
    pub item_id: Uuid,
    /// Whose.
    pub participant_id: ParticipantId,
}

entity!(AuthorTie, "author_ties", (item_id: Uuid));

/// What a contribution is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ContributionKind {
    /// What a candidate's sentence leaves open.
    Clarification,
    /// Two candidates mean the same.
    SameAs,
    /// A private view of one challenge.
    ChallengeView,
    /// How somebody would cheat.
    CheatStory,
    /// A reason added after the reveal.
    AddedReason,
    /// Where somebody stands on a candidate before the shortlist.
    Signal,
    /// A question about the evidence.
    Question,
    /// A remark on one field of the definition.
    FieldComment,
    /// What a team moves.
    TeamMove,
    /// A limit worth watching.
    GuardrailIdea,
    /// Whether the meeting's dates suit.
    MeetingCheck,
}

impl ContributionKind {
    /// Every value, in the order of the stages.
    pub const ALL: &'static [Self] = &[
        Self::Clarification,
        Self::SameAs,
        Self::ChallengeView,
        Self::CheatStory,
        Self::AddedReason,
        Self::Signal,
        Self::Question,
        Self::FieldComment,
        Self::TeamMove,
        Self::GuardrailIdea,
        Self::MeetingCheck,
    ];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Clarification => "clarification",
            Self::SameAs => "same as",
            Self::ChallengeView => "view of a challenge",
            Self::CheatStory => "way to cheat",
            Self::AddedReason => "added reason",
            Self::Signal => "signal",
            Self::Question => "question",
            Self::FieldComment => "comment on the definition",
            Self::TeamMove => "what a team moves",
            Self::GuardrailIdea => "guardrail idea",
            Self::MeetingCheck => "meeting check",
        }
    }

    /// The stage in which it is sent.
    pub fn stage(self) -> Stage {
        match self {
            Self::Clarification | Self::SameAs => Stage::Clarify,
            Self::ChallengeView | Self::CheatStory => Stage::Challenge,
            Self::AddedReason | Self::Signal => Stage::Score,
            Self::Question => Stage::Validate,
            Self::FieldComment => Stage::Define,
            Self::TeamMove | Self::GuardrailIdea => Stage::Decompose,
            Self::MeetingCheck => Stage::RollOut,
        }
    }
}

/// Where somebody stands on a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// For it.
    Support,
    /// Not for it, and in nobody's way.
    LiveWith,
    /// Against it, with a reason.
    Object,
}

impl Signal {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Support, Self::LiveWith, Self::Object];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::LiveWith => "can live with",
            Self::Object => "object",
        }
    }
}

/// Something sent from a seat. Which columns are filled follows from its kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Contribution {
    /// Identity; random.
    pub id: ContributionId,
    /// What it is.
    pub kind: ContributionKind,
    /// About which candidate.
    pub candidate_id: Option<CandidateId>,
    /// The candidate that means the same.
    pub same_as_id: Option<CandidateId>,
    /// About which criterion.
    pub criterion: Option<Criterion>,
    /// About which challenge.
    pub challenge: Option<ChallengeKind>,
    /// What the challenge does to the candidate, privately.
    pub verdict: Option<Verdict>,
    /// Where the sender stands.
    pub signal: Option<Signal>,
    /// About which field of the definition.
    pub field: Option<DefinitionField>,
    /// About which team.
    pub team_id: Option<TeamId>,
    /// Which input the team moves.
    pub input_id: Option<InputMetricId>,
    /// Whether the dates suit.
    pub suits: Option<bool>,
    /// In the sender's words.
    pub text: Line,
    /// Whether the facilitator has dealt with it.
    pub settled: bool,
}

entity!(Contribution, "contributions", (id: ContributionId));
