//! What was turned down, waived, objected to and chosen, each with its reason.

use crate::candidate::MetricKind;
use crate::id::{BacklogDecisionId, CandidateId, ChoiceId, InputMetricId, ObjectionId, ParticipantId, WaiverId};
use crate::stage::Stage;
use crate::table::entity;
use crate::text::{Line, Paragraph};
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a candidate was turned down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RejectionReason {
    /// Fails the churn test (R37).
    ClimbsWhileCustomersLeave,
    /// Doubling makes it louder, not healthier (R38).
    Louder,
    /// Easily lifted without helping (R39).
    EasilyGamed,
    /// Grows while users succeed no more (R40).
    NoMoreSuccess,
    /// Counts a step before value (R17).
    SetupNotValue,
    /// No plausible lever (R42).
    NobodyCanMoveIt,
    /// Only one discipline can move it (R43).
    OneTeamOnly,
    /// Cannot be counted soon (R45).
    NotMeasurable,
    /// Known too late to act on (R46).
    ArrivesTooLate,
    /// Fails a gate (R54).
    BarredByGate,
    /// Follows revenue instead of leading it (R33).
    Lagging,
    /// Hides what happens (R27).
    TooBroad,
    /// A feature's number (R27).
    TooNarrow,
    /// Another candidate says it better.
    WeakerForm,
    /// Good customers would not count.
    LeavesOutCustomers,
    /// A goal with a date, not a metric (R4).
    Goal,
    /// A finalist that was not chosen.
    NotChosen,
    /// Anything else, in words.
    Other,
}

impl RejectionReason {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[
        Self::ClimbsWhileCustomersLeave,
        Self::Louder,
        Self::EasilyGamed,
        Self::NoMoreSuccess,
        Self::SetupNotValue,
        Self::NobodyCanMoveIt,
        Self::OneTeamOnly,
        Self::NotMeasurable,
        Self::ArrivesTooLate,
        Self::BarredByGate,
        Self::Lagging,
        Self::TooBroad,
        Self::TooNarrow,
        Self::WeakerForm,
        Self::LeavesOutCustomers,
        Self::Goal,
        Self::NotChosen,
        Self::Other,
    ];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::ClimbsWhileCustomersLeave => "Climbs while customers leave",
            Self::Louder => "Louder, not healthier",
            Self::EasilyGamed => "Easily gamed",
            Self::NoMoreSuccess => "Grows without more success",
            Self::SetupNotValue => "Setup, not value",
            Self::NobodyCanMoveIt => "Nobody can move it",
            Self::OneTeamOnly => "Only one team can move it",
            Self::NotMeasurable => "Cannot be counted soon",
            Self::ArrivesTooLate => "Arrives too late",
            Self::BarredByGate => "Barred by a gate",
            Self::Lagging => "Lags revenue",
            Self::TooBroad => "Too broad",
            Self::TooNarrow => "Too narrow",
            Self::WeakerForm => "Weaker form of another",
            Self::LeavesOutCustomers => "Leaves out customers",
            Self::Goal => "A goal, not a metric",
            Self::NotChosen => "Not chosen",
            Self::Other => "Another reason",
        }
    }
}

/// Why a candidate is out, and what would bring it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Rejection {
    /// Which candidate.
    pub candidate_id: CandidateId,
    /// The code.
    pub reason: RejectionReason,
    /// In words.
    pub text: Line,
    /// The strongest argument for it.
    pub best_argument: Line,
    /// When to look at it again.
    pub come_back_when: Line,
    /// What stands behind the reason.
    pub evidence: Line,
    /// What it is kept as (R2).
    pub kept_as: Option<MetricKind>,
    /// Where it was turned down.
    pub stage: Stage,
    /// When.
    pub rejected_at: At,
}

entity!(Rejection, "rejections", (candidate_id: CandidateId));

/// A rule that can be passed with a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WaiverRule {
    /// The room lacks a discipline (R11).
    MissingDiscipline,
    /// An answer names nobody (R13).
    EmptyWord,
    /// A value moment that sounds like setup (R17).
    SetupMoment,
    /// A pitfall that was looked at and kept (R33).
    Pitfall,
    /// A candidate barred by a gate (R54).
    Gate,
    /// A shortlist of another size (R55).
    ShortlistSize,
    /// Another number of guardrails (R86).
    GuardrailCount,
    /// A part of the brief left open.
    BriefGap,
    /// Weights changed after the reveal.
    Weights,
    /// A candidate came back after a star had been chosen: why it had been turned down (R1).
    BroughtBack,
}

impl WaiverRule {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[
        Self::MissingDiscipline,
        Self::EmptyWord,
        Self::SetupMoment,
        Self::Pitfall,
        Self::Gate,
        Self::ShortlistSize,
        Self::GuardrailCount,
        Self::BriefGap,
        Self::Weights,
        Self::BroughtBack,
    ];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::MissingDiscipline => "missing discipline",
            Self::EmptyWord => "empty word",
            Self::SetupMoment => "setup-like moment",
            Self::Pitfall => "pitfall",
            Self::Gate => "gate",
            Self::ShortlistSize => "shortlist size",
            Self::GuardrailCount => "number of guardrails",
            Self::BriefGap => "gap in the brief",
            Self::Weights => "weights changed",
            Self::BroughtBack => "turned down before",
        }
    }
}

/// A rule passed with a reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Waiver {
    /// Identity.
    pub id: WaiverId,
    /// Which rule.
    pub rule: WaiverRule,
    /// For which candidate, if for one.
    pub candidate_id: Option<CandidateId>,
    /// What exactly: the pitfall, the criterion, the part.
    pub detail: Line,
    /// Why.
    pub reason: Line,
    /// When.
    pub waived_at: At,
}

entity!(Waiver, "waivers", (id: WaiverId));

/// Recorded dissent, in the objector's words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Objection {
    /// Identity.
    pub id: ObjectionId,
    /// Against which candidate.
    pub candidate_id: CandidateId,
    /// The objection.
    pub text: Paragraph,
    /// Who signed it, if anybody did.
    pub signed_by: Option<ParticipantId>,
    /// Whether it names a concrete counter-example (keeps a gate open until answered).
    pub counter_example: bool,
    /// Whether it comes from the solo pass that looks for the strongest objection.
    pub devils_advocate: bool,
    /// The response; empty while unanswered.
    pub answer: Paragraph,
}

entity!(Objection, "objections", (id: ObjectionId));

/// How the room stands to a finalist, as counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SupportCount {
    /// Which finalist.
    pub candidate_id: CandidateId,
    /// Support it.
    pub support: u32,
    /// Can live with it.
    pub live_with: u32,
    /// Object.
    pub object: u32,
}

entity!(SupportCount, "support_counts", (candidate_id: CandidateId));

/// The decider's act of naming the star. Older ones stay, demoted with a reason (R1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// Identity.
    pub id: ChoiceId,
    /// The star.
    pub candidate_id: CandidateId,
    /// Who decided.
    pub decider_id: ParticipantId,
    /// Why this one.
    pub reason: Line,
    /// What would re-open the question.
    pub come_back_when: Line,
    /// When.
    pub chosen_at: At,
    /// When another one was chosen instead.
    pub demoted_at: Option<At>,
    /// Why.
    pub demoted_because: Line,
}

entity!(Choice, "choices", (id: ChoiceId));

/// Which of two items a finalist favours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Favours {
    /// The first.
    First,
    /// The second.
    Second,
}

impl Favours {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::First, Self::Second];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::First => "the first",
            Self::Second => "the second",
        }
    }
}

/// Two real backlog items and which one the star favours (R7).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BacklogDecision {
    /// Identity.
    pub id: BacklogDecisionId,
    /// One.
    pub first_item: Line,
    /// The other.
    pub second_item: Line,
    /// Which one it favours.
    pub favours: Option<Favours>,
    /// Through which input.
    pub through_input: Option<InputMetricId>,
    /// Why.
    pub because: Line,
}

entity!(BacklogDecision, "backlog_decisions", (id: BacklogDecisionId));
