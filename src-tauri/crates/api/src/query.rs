//! The few read-only questions.

use crate::console_note::SteeredLine;
use crate::room::RoomAddress;
use serde::{Deserialize, Serialize};
use sextant_domain::business_model::BusinessModel;
use sextant_domain::view::{CellPlace, FocusCell, NamedMark};
use ts_rs::TS;

/// A question that changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Query {
    /// One cell, large, with what both extremes wrote.
    FocusCell {
        /// Which.
        place: CellPlace,
    },
    /// Examples of stars for a business model; locked until writing has ended (R36).
    Examples {
        /// Which model.
        model: BusinessModel,
    },
    /// Addresses of this computer under which phones may reach it.
    RoomAddresses,
    /// Who facilitated from when: each step of a hand-over.
    WhoSteered,
    /// The pitfall guide (R109).
    PitfallGuide,
    /// How the lists of the source documents fold into the six criteria (R53).
    Crosswalk,
    /// The brief as a document, for the preview, with its completeness list.
    Brief {
        /// For whom.
        audience: BriefAudience,
    },
}

/// Who the brief is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BriefAudience {
    /// Everybody: aggregates only.
    Wide,
    /// The team: full reasons, every rejection.
    Team,
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Answer {
    /// To [`Query::FocusCell`].
    FocusCell {
        /// The cell; none when it was not scored.
        cell: Option<Box<FocusCell>>,
        /// Whose mark is whose: in a named workshop only, and only after the reveal.
        named_marks: Vec<NamedMark>,
    },
    /// To [`Query::Examples`].
    Examples {
        /// Good ones first.
        examples: Vec<ExampleView>,
    },
    /// To [`Query::RoomAddresses`].
    RoomAddresses {
        /// Likely ones first.
        addresses: Vec<RoomAddress>,
    },
    /// To [`Query::WhoSteered`].
    WhoSteered {
        /// Oldest first.
        lines: Vec<SteeredLine>,
    },
    /// To [`Query::PitfallGuide`].
    PitfallGuide {
        /// In the order of the stages.
        entries: Vec<GuideView>,
    },
    /// To [`Query::Crosswalk`].
    Crosswalk {
        /// The other lists.
        lists: Vec<CrosswalkView>,
    },
    /// To [`Query::Brief`].
    Brief {
        /// The brief as a self-contained page without script, for a sandboxed frame.
        html: String,
        /// Parts with whether they are complete.
        parts: Vec<BriefPart>,
        /// Whether every part is complete, so that it prints without the draft mark.
        complete: bool,
    },
}

/// A part of the brief on the completeness list (R91).
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BriefPart {
    /// Its number, as printed.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What is missing, in words; empty when it is complete.
    pub missing: Vec<String>,
    /// The stage where the gap is closed.
    pub stage: sextant_domain::stage::Stage,
}

/// An example of a star.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExampleView {
    /// Whether it is a good one.
    pub good: bool,
    /// The metric.
    pub sentence: String,
    /// Why.
    pub why: String,
    /// What to mind.
    pub caveat: String,
    /// The documents it comes from.
    pub sources: Vec<String>,
    /// Who says otherwise, if somebody does.
    pub contested: Option<String>,
}

/// A page of the pitfall guide.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GuideView {
    /// In a few words.
    pub title: String,
    /// What happens and what to do.
    pub text: String,
    /// The stage that shows it.
    pub stage: String,
}

/// One list of another source and how it folds into the six criteria.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CrosswalkView {
    /// Which list.
    pub name: String,
    /// What it says, and the criteria it folds into.
    pub points: Vec<CrosswalkPoint>,
}

/// One point of another list.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CrosswalkPoint {
    /// What it says.
    pub says: String,
    /// The criteria, by label.
    pub criteria: Vec<String>,
    /// What it covers beside the criteria.
    pub also: Option<String>,
}
