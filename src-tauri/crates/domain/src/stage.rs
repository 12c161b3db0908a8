//! The eleven stages and what is remembered about each.

use crate::head::Path;
use crate::table::entity;
use crate::text::Line;
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One of the eleven stages, in the order a team walks them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Scope, people, decider, privacy, channel.
    SetUp,
    /// User, job, value moment, strategy.
    Frame,
    /// Candidates, alone and in silence.
    Write,
    /// Reveal, merge, complete the sentences.
    Clarify,
    /// Four ways to break a candidate, and its data.
    Challenge,
    /// Blind scores, reveal, talk, second round, shortlist.
    Score,
    /// History, or a hypothesis.
    Validate,
    /// The decider names one star.
    Choose,
    /// What exactly is counted.
    Define,
    /// Inputs, owners, guardrails.
    Decompose,
    /// The brief and its dates.
    RollOut,
}

impl Stage {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[
        Self::SetUp,
        Self::Frame,
        Self::Write,
        Self::Clarify,
        Self::Challenge,
        Self::Score,
        Self::Validate,
        Self::Choose,
        Self::Define,
        Self::Decompose,
        Self::RollOut,
    ];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::SetUp => "Set up",
            Self::Frame => "Frame",
            Self::Write => "Write alone",
            Self::Clarify => "Reveal, merge",
            Self::Challenge => "Try to break",
            Self::Score => "Score",
            Self::Validate => "Check history",
            Self::Choose => "Choose",
            Self::Define => "Define",
            Self::Decompose => "Input tree",
            Self::RollOut => "Brief",
        }
    }
}

/// How far a stage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StageStatus {
    /// Nobody has been here.
    NotStarted,
    /// The team is here, or came back.
    Open,
    /// Left through its exit check or with a note.
    Done,
    /// Passed over with a reason.
    Skipped,
}

impl StageStatus {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::NotStarted, Self::Open, Self::Done, Self::Skipped];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotStarted => "not started",
            Self::Open => "open",
            Self::Done => "done",
            Self::Skipped => "skipped",
        }
    }
}

/// What is remembered about one stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StageRecord {
    /// Which one.
    pub stage: Stage,
    /// How far it is.
    pub status: StageStatus,
    /// Why it was skipped; empty when it was not.
    pub skip_reason: Line,
    /// Why it was left before its exit check held; empty when it held.
    pub close_note: Line,
    /// When the team first came here.
    pub entered_at: Option<At>,
    /// Whether something earlier changed since this was done (stale).
    pub check_again: bool,
    /// What changed earlier.
    pub check_again_because: Line,
}

entity!(StageRecord, "stage_records", (stage: Stage));

/// Time spent in a stage, over all visits. Kept apart from the stage's record, so that the
/// clock never stands in the way of undo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StageTime {
    /// Which stage.
    pub stage: Stage,
    /// Seconds.
    pub used_seconds: u32,
}

entity!(StageTime, "stage_times", (stage: Stage));

/// The time box that is running. A running timer stands still when the app is reopened: no wall clock is trusted (F24).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Timer {
    /// Length of the time box.
    pub planned_seconds: u32,
    /// What was left when it last started or stopped; negative is overtime.
    #[ts(type = "number")]
    pub remaining_ms: i64,
    /// Whether it runs.
    pub running: bool,
}

entity!(Timer, "timers", ());

/// One meeting of a workshop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Sitting {
    /// Counts from 1.
    pub number: u32,
    /// When it began.
    pub opened_at: At,
    /// When it ended.
    pub closed_at: Option<At>,
    /// What is still open.
    pub note: Line,
}

entity!(Sitting, "sittings", (number: u32));

impl Stage {
    /// The stage after this one.
    pub fn next(self) -> Option<Self> {
        let place = Self::ALL.iter().position(|s| *s == self)?;
        Self::ALL.get(place + 1).copied()
    }

    /// The time box in minutes.
    pub fn planned_minutes(self, path: Path) -> u32 {
        match (self, path) {
            (Self::SetUp, Path::Express) => 3,
            (Self::SetUp, Path::Standard) => 5,
            (Self::Frame, Path::Express) | (Self::Clarify, Path::Express) | (Self::Challenge, Path::Express) => 8,
            (Self::Frame, Path::Standard) | (Self::Challenge, Path::Standard) => 15,
            (Self::Write, Path::Express) => 6,
            (Self::Write, Path::Standard) | (Self::Choose, Path::Standard) | (Self::RollOut, Path::Standard) => 10,
            (Self::Clarify, Path::Standard) | (Self::Validate, Path::Standard) | (Self::Define, Path::Standard) => 20,
            (Self::Score, Path::Express) => 16,
            (Self::Score, Path::Standard) => 45,
            (Self::Validate, Path::Express) | (Self::Choose, Path::Express) | (Self::Decompose, Path::Express) => 2,
            (Self::Define, Path::Express) => 4,
            (Self::Decompose, Path::Standard) => 25,
            (Self::RollOut, Path::Express) => 1,
        }
    }
}
