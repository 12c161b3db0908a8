//! What speaks for a finalist so far: a hypothesis with its plan, and typed evidence.

use crate::id::{CandidateId, EvidenceItemId};
use crate::table::entity;
use crate::text::{Line, Name, Paragraph};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A stated hypothesis and how it will be tested (R63).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TestPlan {
    /// Which finalist.
    pub candidate_id: CandidateId,
    /// What is believed.
    pub hypothesis: Line,
    /// From when the data will exist.
    pub instrument_by: Option<Day>,
    /// Who sees to it.
    pub owner: Name,
    /// The cheapest test that would tell.
    pub test: Line,
    /// What result would speak against it.
    pub would_change_our_mind: Line,
}

entity!(TestPlan, "test_plans", (candidate_id: CandidateId));

/// Where a piece of evidence comes from (R21).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A talk with a customer.
    Interview,
    /// Why a deal was won or lost.
    WinLoss,
    /// Watching people use it.
    SessionReview,
    /// A support conversation.
    SupportNote,
    /// A sales conversation.
    SalesNote,
    /// A number from own data.
    OwnData,
}

impl EvidenceKind {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] =
        &[Self::Interview, Self::WinLoss, Self::SessionReview, Self::SupportNote, Self::SalesNote, Self::OwnData];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Interview => "Interview",
            Self::WinLoss => "Win or loss",
            Self::SessionReview => "Session review",
            Self::SupportNote => "Support note",
            Self::SalesNote => "Sales note",
            Self::OwnData => "Own data",
        }
    }
}

/// Which way it points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceDirection {
    /// It speaks for the candidate.
    Supports,
    /// It speaks against it.
    Weakens,
    /// It speaks both ways.
    Mixed,
}

impl EvidenceDirection {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Supports, Self::Weakens, Self::Mixed];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Supports => "speaks for it",
            Self::Weakens => "speaks against it",
            Self::Mixed => "speaks both ways",
        }
    }
}

/// A typed piece of evidence pinned to a candidate (R21).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceItem {
    /// Identity.
    pub id: EvidenceItemId,
    /// Which candidate.
    pub candidate_id: CandidateId,
    /// Where it comes from.
    pub kind: EvidenceKind,
    /// Which way it points.
    pub direction: EvidenceDirection,
    /// What was seen or said.
    pub text: Paragraph,
    /// Who, where.
    pub source: Line,
    /// When.
    pub collected_on: Option<Day>,
}

entity!(EvidenceItem, "evidence_items", (id: EvidenceItemId));

/// How sure the team may be (R64).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Strong sign.
    High,
    /// Consistent sign.
    Medium,
    /// Everything else.
    Low,
}

impl Confidence {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::High, Self::Medium, Self::Low];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::High => "High",
            Self::Medium => "Medium",
            Self::Low => "Low",
        }
    }
}
