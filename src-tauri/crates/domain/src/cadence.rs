//! When the star is looked at again.

use crate::table::entity;
use crate::text::Line;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How often the operating review comes (R102).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// Each week.
    Weekly,
    /// Each month.
    Monthly,
    /// Each quarter.
    Quarterly,
}

impl Rhythm {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Weekly, Self::Monthly, Self::Quarterly];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Weekly => "Weekly",
            Self::Monthly => "Monthly",
            Self::Quarterly => "Quarterly",
        }
    }
}

/// Two rhythms and the rules for change (R102, R103, R104).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Cadence {
    /// Operating review.
    pub rhythm: Option<Rhythm>,
    /// Next operating review.
    pub next_review: Option<Day>,
    /// Who comes.
    pub review_participants: Line,
    /// Yearly re-evaluation.
    pub yearly_review: Option<Day>,
    /// What would retire this star (R107).
    pub retirement_trigger: Line,
    /// Which reading would mean stop (R8).
    pub stop_reading: Line,
    /// By when (R8).
    pub stop_by: Option<Day>,
    /// When somebody is called (R96).
    pub alert: Line,
}

entity!(Cadence, "cadences", ());
