//! What must not get worse, and what has to be recorded.

use crate::id::{GamingRouteId, GuardrailId, TrackedEventId};
use crate::table::entity;
use crate::text::{Line, Name};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// On which side of the limit trouble lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Above the limit.
    Above,
    /// Below the limit.
    Below,
}

impl Direction {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Above, Self::Below];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
        }
    }
}

/// A limit paired with the gaming route it catches (R86, R87, R88).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Guardrail {
    /// Identity.
    pub id: GuardrailId,
    /// What is measured.
    pub measure: Name,
    /// The route it was made from.
    pub gaming_route_id: Option<GamingRouteId>,
    /// The cheat it catches.
    pub catches: Line,
    /// On which side trouble lies.
    pub direction: Option<Direction>,
    /// The limit.
    pub limit: Option<f64>,
    /// Where it stands.
    pub now: Option<f64>,
    /// In what.
    pub unit: Name,
    /// Who watches it.
    pub owner: Name,
    /// What happens when it trips.
    pub response: Line,
    /// Place in the list.
    pub position: u32,
}

entity!(Guardrail, "guardrails", (id: GuardrailId));

/// Whether an event is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventStatus {
    /// Recorded today.
    Live,
    /// To be recorded.
    Planned,
}

impl EventStatus {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Live, Self::Planned];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Live => "Live",
            Self::Planned => "Planned",
        }
    }
}

/// How private an event is (R78).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DataClass {
    /// No personal data.
    NoPersonalData,
    /// Ids only.
    Pseudonymous,
    /// Personal data.
    Personal,
}

impl DataClass {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::NoPersonalData, Self::Pseudonymous, Self::Personal];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::NoPersonalData => "no personal data",
            Self::Pseudonymous => "ids only",
            Self::Personal => "personal data",
        }
    }
}

/// Something to be recorded (R76).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrackedEvent {
    /// Identity.
    pub id: TrackedEventId,
    /// Its name in code.
    pub name: Name,
    /// When it fires.
    pub trigger: Line,
    /// What it carries.
    pub properties: Line,
    /// Where it is captured.
    pub place: Name,
    /// How private it is.
    pub data_class: DataClass,
    /// Who sees to it.
    pub owner: Name,
    /// By when.
    pub due: Option<Day>,
    /// Live or planned.
    pub status: EventStatus,
    /// Place in the list.
    pub position: u32,
}

entity!(TrackedEvent, "tracked_events", (id: TrackedEventId));
