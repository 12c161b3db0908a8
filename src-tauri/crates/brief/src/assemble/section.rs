//! The parts of a brief in their order, with the stage where each is filled.

use sextant_domain::stage::Stage;

/// One part of the brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SectionName {
    Status,
    Star,
    Why,
    Definition,
    Evidence,
    Criteria,
    Tests,
    Options,
    Dissent,
    Inputs,
    Guardrails,
    Baseline,
    Events,
    Rhythm,
    Teams,
    Decided,
    History,
    Words,
}

impl SectionName {
    /// All parts, in the order in which they are printed.
    pub(super) const ALL: &'static [Self] = &[
        Self::Status,
        Self::Star,
        Self::Why,
        Self::Definition,
        Self::Evidence,
        Self::Criteria,
        Self::Tests,
        Self::Options,
        Self::Dissent,
        Self::Inputs,
        Self::Guardrails,
        Self::Baseline,
        Self::Events,
        Self::Rhythm,
        Self::Teams,
        Self::Decided,
        Self::History,
        Self::Words,
    ];

    /// The slug by which links and tests find it.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Star => "star",
            Self::Why => "why",
            Self::Definition => "definition",
            Self::Evidence => "evidence",
            Self::Criteria => "criteria",
            Self::Tests => "tests",
            Self::Options => "options",
            Self::Dissent => "dissent",
            Self::Inputs => "inputs",
            Self::Guardrails => "guardrails",
            Self::Baseline => "baseline",
            Self::Events => "events",
            Self::Rhythm => "rhythm",
            Self::Teams => "connect",
            Self::Decided => "decided",
            Self::History => "history",
            Self::Words => "words",
        }
    }

    /// The printed number.
    pub(super) fn number(self) -> &'static str {
        match self {
            Self::Status => "0",
            Self::Star => "1",
            Self::Why => "2",
            Self::Definition => "3",
            Self::Evidence => "4",
            Self::Criteria => "5",
            Self::Tests => "6",
            Self::Options => "7",
            Self::Dissent => "8",
            Self::Inputs => "9",
            Self::Guardrails => "10",
            Self::Baseline => "11",
            Self::Events => "12",
            Self::Rhythm => "13",
            Self::Teams => "14",
            Self::Decided => "15",
            Self::History => "16",
            Self::Words => "A",
        }
    }

    /// The printed title; a waiver of a gap names the part by it.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Status => "Status",
            Self::Star => "The star on one line",
            Self::Why => "Why this one",
            Self::Definition => "Exact definition",
            Self::Evidence => "Evidence",
            Self::Criteria => "How it did on the six criteria",
            Self::Tests => "Tests it survived",
            Self::Options => "Options not chosen",
            Self::Dissent => "Dissent",
            Self::Inputs => "What moves it",
            Self::Guardrails => "What must not get worse",
            Self::Baseline => "Baseline, target, confidence",
            Self::Events => "What has to be recorded",
            Self::Rhythm => "Rhythm, and when we may change it",
            Self::Teams => "Where does your team connect?",
            Self::Decided => "How we decided",
            Self::History => "Change history",
            Self::Words => "Words and pitfalls",
        }
    }

    /// The stage in which most of it is answered.
    pub(super) fn stage(self) -> Stage {
        match self {
            Self::Status | Self::Decided => Stage::SetUp,
            Self::Star | Self::Dissent | Self::Teams => Stage::Choose,
            Self::Why => Stage::Frame,
            Self::Definition | Self::Baseline => Stage::Define,
            Self::Evidence => Stage::Validate,
            Self::Criteria | Self::Options => Stage::Score,
            Self::Tests => Stage::Challenge,
            Self::Inputs | Self::Guardrails | Self::Events => Stage::Decompose,
            Self::Rhythm | Self::History | Self::Words => Stage::RollOut,
        }
    }
}
