//! Four ways to break a candidate, how it could be cheated, and who can move it.

use crate::id::{CandidateId, GamingRouteId, LeverId};
use crate::participant::Discipline;
use crate::table::entity;
use crate::text::Line;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One of the four challenges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChallengeKind {
    /// Could it climb while customers leave? (R37)
    Churn,
    /// Suppose it doubled: healthier, or only louder? (R38)
    Doubling,
    /// How would you lift it without helping anybody? (R39)
    Gaming,
    /// Could it grow while users succeed no more than before? (R40)
    NoMoreSuccessful,
}

impl ChallengeKind {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Churn, Self::Doubling, Self::Gaming, Self::NoMoreSuccessful];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Churn => "Could it climb while customers leave?",
            Self::Doubling => "Suppose it doubled: healthier, or only louder?",
            Self::Gaming => "How would you lift it without helping anybody?",
            Self::NoMoreSuccessful => "Could it grow while users succeed no more than before?",
        }
    }
}

/// What a challenge did to a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It stands.
    Survives,
    /// It breaks.
    Fails,
    /// Not settled.
    Unsure,
}

impl Verdict {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Survives, Self::Fails, Self::Unsure];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Survives => "survives",
            Self::Fails => "fails",
            Self::Unsure => "unsure",
        }
    }
}

/// One verdict with its story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Challenge {
    /// Which candidate.
    pub candidate_id: CandidateId,
    /// Which challenge.
    pub kind: ChallengeKind,
    /// What it did.
    pub verdict: Verdict,
    /// The concrete story behind it.
    pub story: Line,
}

entity!(Challenge, "challenges", (candidate_id: CandidateId, kind: ChallengeKind));

/// A way to lift the number without helping anyone (R39).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GamingRoute {
    /// Identity.
    pub id: GamingRouteId,
    /// Which candidate.
    pub candidate_id: CandidateId,
    /// The route.
    pub text: Line,
}

entity!(GamingRoute, "gaming_routes", (id: GamingRouteId));

/// Something a discipline can do to move a candidate (R42, R43).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Lever {
    /// Identity.
    pub id: LeverId,
    /// Which candidate.
    pub candidate_id: CandidateId,
    /// Who can do it.
    pub discipline: Discipline,
    /// What they can do.
    pub text: Line,
}

entity!(Lever, "levers", (id: LeverId));

/// Two questions kept for the finalist and asked again at each review (R41).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GoodhartPrompt {
    /// Does lifting it genuinely help customers?
    GenuineHelp,
    /// Would the rise last, or is it a gimmick?
    Durable,
}

impl GoodhartPrompt {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::GenuineHelp, Self::Durable];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::GenuineHelp => "Is what lifts it genuinely helping customers?",
            Self::Durable => "Would the rise last without a gimmick?",
        }
    }
}

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

impl YesNo {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Yes, Self::No];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
        }
    }
}

/// An answer to one of the two questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GoodhartCheck {
    /// Which candidate.
    pub candidate_id: CandidateId,
    /// Which question.
    pub prompt: GoodhartPrompt,
    /// Yes or no.
    pub answer: YesNo,
    /// Why.
    pub note: Line,
}

entity!(GoodhartCheck, "goodhart_checks", (candidate_id: CandidateId, prompt: GoodhartPrompt));
