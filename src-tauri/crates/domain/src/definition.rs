//! What exactly is counted.

use crate::id::{CandidateId, ExclusionId};
use crate::input_tree::Operation;
use crate::table::entity;
use crate::text::{Line, Name, Paragraph};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether the number is divided by something (R69).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Denominator {
    /// A count.
    Nothing,
    /// A ratio.
    Ratio,
}

impl Denominator {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Nothing, Self::Ratio];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Nothing => "Nothing. This is a count",
            Self::Ratio => "Something: this is a ratio",
        }
    }
}

/// How the measurement window moves (R70).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WindowKind {
    /// From a fixed day.
    Calendar,
    /// Back from today.
    Rolling,
}

impl WindowKind {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Calendar, Self::Rolling];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Calendar => "calendar",
            Self::Rolling => "rolling",
        }
    }
}

/// Unit of the measurement window's length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WindowUnit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Quarters.
    Quarter,
}

impl WindowUnit {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Day, Self::Week, Self::Month, Self::Quarter];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
        }
    }
}

/// First day of the week (R70).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WeekStart {
    /// Monday.
    Monday,
    /// Sunday.
    Sunday,
    /// Saturday.
    Saturday,
}

impl WeekStart {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Monday, Self::Sunday, Self::Saturday];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Sunday => "Sunday",
            Self::Saturday => "Saturday",
        }
    }
}

/// A text field of the definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DefinitionField {
    /// What one unit is (R68).
    Unit,
    /// Which event (R68).
    Event,
    /// When it qualifies (R68).
    QualifyingRule,
    /// Divided by what (R69).
    DenominatorText,
    /// Time zone (R70).
    TimeZone,
    /// Where the data comes from.
    DataSource,
    /// How late it is known.
    Delay,
    /// Why this number, in plain words (R72).
    Rationale,
    /// One case with numbers.
    WorkedExample,
    /// One named owner (R75).
    Owner,
}

impl DefinitionField {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[
        Self::Unit,
        Self::Event,
        Self::QualifyingRule,
        Self::DenominatorText,
        Self::TimeZone,
        Self::DataSource,
        Self::Delay,
        Self::Rationale,
        Self::WorkedExample,
        Self::Owner,
    ];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Unit => "Counts",
            Self::Event => "that did",
            Self::QualifyingRule => "when",
            Self::DenominatorText => "Divided by",
            Self::TimeZone => "Time zone",
            Self::DataSource => "Known from",
            Self::Delay => "Known by",
            Self::Rationale => "Why this number",
            Self::WorkedExample => "Worked example",
            Self::Owner => "Owner",
        }
    }
}

/// Length and kind of the window in which is counted (R70).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MeasurementWindow {
    /// How many units.
    pub window_length: Option<u32>,
    /// Of what.
    pub window_unit: Option<WindowUnit>,
    /// Calendar or rolling.
    pub window_kind: Option<WindowKind>,
    /// First day of the week.
    pub week_start: Option<WeekStart>,
    /// Time zone, for example Europe/Berlin.
    pub time_zone: Name,
}

/// The star, defined. Append-only versions; this release writes version 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Definition {
    /// Counts from 1.
    pub version: u32,
    /// The chosen candidate.
    pub candidate_id: CandidateId,
    /// What one unit is.
    pub unit: Line,
    /// Which event.
    pub event: Line,
    /// When it qualifies.
    pub qualifying_rule: Line,
    /// Divided by something or not.
    pub denominator: Option<Denominator>,
    /// By what.
    pub denominator_text: Line,
    /// In which window.
    #[serde(flatten)]
    pub window: MeasurementWindow,
    /// Where the data comes from.
    pub data_source: Line,
    /// How late it is known.
    pub delay: Line,
    /// Why this number.
    pub rationale: Paragraph,
    /// One case with numbers.
    pub worked_example: Paragraph,
    /// One named owner.
    pub owner: Name,
    /// How the inputs that add up exactly make up the star itself.
    pub star_operation: Operation,
}

entity!(Definition, "definitions", (version: u32));

/// What could be left out (R71).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExclusionKind {
    /// Own staff.
    Staff,
    /// Test accounts.
    TestAccounts,
    /// Bots and scripts.
    Bots,
    /// Refunded or cancelled.
    Refunds,
    /// Trials.
    Trials,
    /// Imported data.
    Imported,
    /// Anything else.
    Other,
}

impl ExclusionKind {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] =
        &[Self::Staff, Self::TestAccounts, Self::Bots, Self::Refunds, Self::Trials, Self::Imported, Self::Other];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Staff => "Staff",
            Self::TestAccounts => "Test accounts",
            Self::Bots => "Bots",
            Self::Refunds => "Refunds and cancellations",
            Self::Trials => "Trials",
            Self::Imported => "Imported data",
            Self::Other => "Other",
        }
    }
}

/// Left out or kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExclusionDecision {
    /// Left out.
    LeftOut,
    /// Kept in.
    KeptIn,
}

impl ExclusionDecision {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::LeftOut, Self::KeptIn];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::LeftOut => "left out",
            Self::KeptIn => "kept in",
        }
    }
}

/// One thing decided by name (R71).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Exclusion {
    /// Identity.
    pub id: ExclusionId,
    /// What.
    pub kind: ExclusionKind,
    /// In words.
    pub detail: Line,
    /// Left out, kept in, or not answered yet.
    pub decision: Option<ExclusionDecision>,
}

entity!(Exclusion, "exclusions", (id: ExclusionId));

/// The first value (R73).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Baseline {
    /// Value.
    pub value: Option<f64>,
    /// Lowest lately.
    pub low: Option<f64>,
    /// Highest lately.
    pub high: Option<f64>,
    /// In what.
    pub unit: Name,
    /// From where.
    pub source: Line,
    /// When.
    pub measured_on: Option<Day>,
    /// If unknown: when the first reading comes.
    pub first_reading_on: Option<Day>,
}

entity!(Baseline, "baselines", ());

/// The wanted value, kept apart from the definition (R74).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Target {
    /// Value.
    pub value: Option<f64>,
    /// By when.
    pub due: Option<Day>,
    /// Anything to add.
    pub note: Line,
}

entity!(Target, "targets", ());

impl Definition {
    /// A first version with nothing answered.
    pub fn empty(version: u32, candidate_id: CandidateId) -> Self {
        Self {
            version,
            candidate_id,
            unit: Line::default(),
            event: Line::default(),
            qualifying_rule: Line::default(),
            denominator: None,
            denominator_text: Line::default(),
            window: MeasurementWindow::default(),
            data_source: Line::default(),
            delay: Line::default(),
            rationale: Paragraph::default(),
            worked_example: Paragraph::default(),
            owner: Name::default(),
            star_operation: Operation::Sum,
        }
    }
}

impl MeasurementWindow {
    /// The window in words: "a calendar week from Monday, Europe/Berlin". Empty while nothing is
    /// answered.
    pub fn text(&self) -> String {
        let mut text = self.span();
        if text.is_empty() {
            return text;
        }
        if let Some(start) = self.week_start {
            text.push_str(&format!(" from {}", start.label()));
        }
        if !self.time_zone.is_empty() {
            text.push_str(&format!(", {}", self.time_zone));
        }
        text
    }

    /// Its length and how it moves: "28 rolling days". Empty while the length is open.
    pub fn span(&self) -> String {
        let (Some(length), Some(unit)) = (self.window_length, self.window_unit) else { return String::new() };
        let kind = self.window_kind.map(|k| format!("{} ", k.label())).unwrap_or_default();
        if length == 1 { format!("a {kind}{}", unit.label()) } else { format!("{length} {kind}{}s", unit.label()) }
    }
}
