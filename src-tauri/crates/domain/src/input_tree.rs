//! The levers under the star, who owns them and what is tried.

use crate::id::{CandidateId, InputMetricId, TeamId};
use crate::table::entity;
use crate::text::{Line, Name};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How an input hangs on what is above it (R79).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InputLink {
    /// Adds up exactly.
    ArithmeticPart,
    /// Believed to help.
    BelievedInfluence,
}

impl InputLink {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::ArithmeticPart, Self::BelievedInfluence];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::ArithmeticPart => "adds up exactly",
            Self::BelievedInfluence => "believed to help",
        }
    }
}

/// How arithmetic parts make up what is above them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// They are added.
    Sum,
    /// They are multiplied.
    Product,
}

impl Operation {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Sum, Self::Product];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sum => "added",
            Self::Product => "multiplied",
        }
    }
}

/// A lever under the star, owned by a team (R79, R81).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InputMetric {
    /// Identity.
    pub id: InputMetricId,
    /// What it is.
    pub name: Name,
    /// What it hangs on; nothing means the star.
    pub parent_id: Option<InputMetricId>,
    /// How it hangs on it.
    pub link: InputLink,
    /// How its own arithmetic parts make it up.
    pub operation: Operation,
    /// Which team owns it.
    pub team_id: Option<TeamId>,
    /// Who is accountable.
    pub owner: Name,
    /// Where it stands.
    pub value: Option<f64>,
    /// In what.
    pub unit: Name,
    /// An amount wanted by a date, in words; a goal that was no metric is kept here (R4).
    #[serde(default)]
    pub target: Line,
    /// What the team will try (R82).
    pub bet: Line,
    /// Why that moves the input (R82).
    pub moves_input_because: Line,
    /// Why the input lifts the star (R82).
    pub lifts_star_because: Line,
    /// The turned-down candidate it came from (R84).
    pub from_candidate_id: Option<CandidateId>,
    /// Place among its siblings.
    pub position: u32,
}

entity!(InputMetric, "input_metrics", (id: InputMetricId));
