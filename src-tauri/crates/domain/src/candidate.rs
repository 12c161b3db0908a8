//! A proposed North Star Metric: its sentence, its standing, its data.

use crate::business_model::CountedUnit;
use crate::id::{CandidateId, ValueActionId};
use crate::table::entity;
use crate::text::{Line, Name};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the action is counted (R26).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// Every action counts.
    Any,
    /// At least a number of times.
    AtLeast,
    /// On a number of different days.
    DistinctDays,
    /// By a number of people.
    SeveralPeople,
}

impl Threshold {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Any, Self::AtLeast, Self::DistinctDays, Self::SeveralPeople];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::AtLeast => "at least",
            Self::DistinctDays => "on distinct days",
            Self::SeveralPeople => "by several people",
        }
    }
}

/// How often the number is read (R25).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Each day.
    Day,
    /// Each week.
    Week,
    /// Each month.
    Month,
    /// Each quarter.
    Quarter,
    /// Each year.
    Year,
}

impl Period {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Day => "each day",
            Self::Week => "each week",
            Self::Month => "each month",
            Self::Quarter => "each quarter",
            Self::Year => "each year",
        }
    }
}

/// Audience, valuable action, threshold and period (R25, R26), or a free sentence that is completed later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MetricSentence {
    /// A sentence typed as it is; empty when the slots are used.
    pub free_text: Line,
    /// Who: "Accounts".
    pub audience: Name,
    /// What they do: "booked".
    pub action: Name,
    /// How it is counted.
    pub threshold: Threshold,
    /// The number behind the threshold.
    pub threshold_count: Option<u32>,
    /// What is counted: "meetings".
    pub unit: Name,
    /// How often.
    pub period: Option<Period>,
    /// Anything else that must hold; optional.
    pub condition: Line,
    /// What one unit of the number is (R26, R28).
    pub counted_unit: Option<CountedUnit>,
}

/// Where a candidate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// In the running.
    Open,
    /// Says the same as another one.
    Merged,
    /// Turned down with a reason.
    Rejected,
    /// Kept as something other than the star (R2).
    Refiled,
    /// One of the two or three taken on (R55).
    Shortlisted,
    /// The star (R1).
    Chosen,
}

impl Standing {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] =
        &[Self::Open, Self::Merged, Self::Rejected, Self::Refiled, Self::Shortlisted, Self::Chosen];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Merged => "merged",
            Self::Rejected => "turned down",
            Self::Refiled => "kept as something else",
            Self::Shortlisted => "shortlisted",
            Self::Chosen => "chosen",
        }
    }
}

/// What a metric is for (R3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MetricKind {
    /// The one star.
    NorthStarMetric,
    /// A lever under the star.
    Input,
    /// Must not get worse.
    Guardrail,
    /// A later business result.
    Outcome,
    /// Worth watching.
    Kpi,
}

impl MetricKind {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::NorthStarMetric, Self::Input, Self::Guardrail, Self::Outcome, Self::Kpi];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::NorthStarMetric => "North Star Metric",
            Self::Input => "Input",
            Self::Guardrail => "Guardrail",
            Self::Outcome => "Business outcome",
            Self::Kpi => "Plain KPI",
        }
    }
}

/// Whether the number can be had weekly (R45).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DataStatus {
    /// Not looked at yet.
    Unknown,
    /// Measurable weekly today.
    WeeklyNow,
    /// Measurable weekly by a date, with an owner.
    ByDate,
    /// Not measurable.
    NotMeasurable,
}

impl DataStatus {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Unknown, Self::WeeklyNow, Self::ByDate, Self::NotMeasurable];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Unknown => "not looked at",
            Self::WeeklyNow => "measurable weekly now",
            Self::ByDate => "measurable by a date",
            Self::NotMeasurable => "not measurable",
        }
    }
}

/// Where the number would come from (R45, R46).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Measurability {
    /// Can it be had weekly.
    pub data_status: DataStatus,
    /// From where.
    pub data_source: Line,
    /// Which event.
    pub data_event: Name,
    /// Days until the number is known.
    pub delay_days: Option<u32>,
    /// By when, if not today.
    pub measurable_by: Option<Day>,
    /// Who sees to it.
    pub data_owner: Name,
}

impl Measurability {
    /// From this many days on the number arrives late (R46).
    pub const LONG_DELAY_DAYS: u32 = 14;

    /// The days until the number is known, when they are many.
    pub fn arrives_late(&self) -> Option<u32> {
        self.delay_days.filter(|days| *days >= Self::LONG_DELAY_DAYS)
    }

    /// What is asked beside "measurable" while people mark: a delay lowers no mark by itself (R46).
    pub fn late_words(&self) -> Option<String> {
        self.arrives_late()
            .map(|days| format!("Known only after {days} days. If that is too late to act on, mark it lower."))
    }
}

/// A proposed North Star Metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// Identity; random, so that it tells nothing.
    pub id: CandidateId,
    /// Its number after the reveal, given in shuffled order; 0 before.
    pub number: u32,
    /// What would be counted.
    #[serde(flatten)]
    pub sentence: MetricSentence,
    /// Where the number would come from.
    #[serde(flatten)]
    pub measurability: Measurability,
    /// Where it stands.
    pub standing: Standing,
    /// The one it was merged into.
    pub merged_into: Option<CandidateId>,
    /// The one it was reshaped from.
    pub reshaped_from: Option<CandidateId>,
    /// Whether the room has looked at it (Clarify).
    pub opened: bool,
    /// How the supply side of a marketplace receives value (R29).
    pub supply_side: Line,
    /// How the demand side of a marketplace receives value (R29).
    pub demand_side: Line,
    /// How long until revenue would follow, as assumed (R49).
    pub revenue_lag: Line,
}

entity!(Candidate, "candidates", (id: CandidateId));

/// A statement of the frame that a candidate can be tied to on the map (R35).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ValueStatement {
    /// What people come for.
    CameFor,
    /// What they do again.
    RepeatedBehaviour,
    /// What the business gets.
    BusinessResult,
    /// The value moment.
    ValueMoment,
    /// How we win.
    Strategy,
}

impl ValueStatement {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] =
        &[Self::CameFor, Self::RepeatedBehaviour, Self::BusinessResult, Self::ValueMoment, Self::Strategy];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::CameFor => "What they come for",
            Self::RepeatedBehaviour => "What they do again",
            Self::BusinessResult => "What the business gets",
            Self::ValueMoment => "The value moment",
            Self::Strategy => "How we win",
        }
    }
}

/// A tie between a candidate and a value statement (R35).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CandidateLink {
    /// Which candidate.
    pub candidate_id: CandidateId,
    /// Which statement.
    pub statement: ValueStatement,
}

entity!(CandidateLink, "candidate_links", (candidate_id: CandidateId, statement: ValueStatement));

/// An entry of the quick list: an action that shows real value (R22).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValueAction {
    /// Identity.
    pub id: ValueActionId,
    /// The action.
    pub text: Line,
    /// The candidate it was turned into.
    pub candidate_id: Option<CandidateId>,
}

entity!(ValueAction, "value_actions", (id: ValueActionId));

impl MetricSentence {
    /// A sentence typed as it is.
    pub fn free(text: Line) -> Self {
        Self {
            free_text: text,
            audience: Name::default(),
            action: Name::default(),
            threshold: Threshold::Any,
            threshold_count: None,
            unit: Name::default(),
            period: None,
            condition: Line::default(),
            counted_unit: None,
        }
    }

    /// Whether audience, action and period stand, or a free sentence says it all
    /// and names what is counted. Incomplete sentences are finished in Clarify.
    pub fn is_complete(&self) -> bool {
        let slots = !self.audience.is_empty() && !self.action.is_empty() && self.period.is_some();
        let threshold = self.threshold == Threshold::Any || self.threshold_count.is_some();
        (slots && threshold) || (!self.free_text.is_empty() && self.period.is_some())
    }

    /// Whether nothing at all was typed.
    pub fn is_empty(&self) -> bool {
        self.free_text.is_empty() && self.audience.is_empty() && self.action.is_empty()
    }

    /// The sentence people read. A free sentence is shown as typed.
    pub fn text(&self) -> String {
        if !self.free_text.is_empty() {
            return self.free_text.as_str().to_owned();
        }
        let mut words: Vec<String> = Vec::new();
        if !self.audience.is_empty() {
            words.push(self.audience.as_str().to_owned());
        }
        if !self.action.is_empty() {
            if !self.audience.is_empty() {
                words.push("that".to_owned());
            }
            words.push(self.action.as_str().to_owned());
        }
        let unit = self.unit.as_str();
        match (self.threshold, self.threshold_count) {
            (Threshold::Any, _) | (_, None) => words.push(unit.to_owned()),
            (Threshold::AtLeast, Some(count)) => words.push(format!("at least {count} {unit}")),
            (Threshold::DistinctDays, Some(count)) => words.push(format!("{unit} on at least {count} days")),
            (Threshold::SeveralPeople, Some(count)) => words.push(format!("{unit} by at least {count} people")),
        }
        words.push(self.condition.as_str().to_owned());
        if let Some(period) = self.period {
            words.push(period.label().to_owned());
        }
        words.iter().map(|w| w.trim()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

impl Default for Measurability {
    fn default() -> Self {
        Self {
            data_status: DataStatus::Unknown,
            data_source: Line::default(),
            data_event: Name::default(),
            delay_days: None,
            measurable_by: None,
            data_owner: Name::default(),
        }
    }
}

impl Candidate {
    /// A fresh candidate.
    pub fn new(id: CandidateId, sentence: MetricSentence) -> Self {
        Self {
            id,
            number: 0,
            sentence,
            measurability: Measurability::default(),
            standing: Standing::Open,
            merged_into: None,
            reshaped_from: None,
            opened: false,
            supply_side: Line::default(),
            demand_side: Line::default(),
            revenue_lag: Line::default(),
        }
    }

    /// Whether it is still in the running.
    pub fn is_live(&self) -> bool {
        match self.standing {
            Standing::Open | Standing::Shortlisted | Standing::Chosen => true,
            Standing::Merged | Standing::Rejected | Standing::Refiled => false,
        }
    }
}
