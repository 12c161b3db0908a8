//! The neutral document every format is written from; it is also the JSON export.
//!
//! A renderer sees this model and never a workshop, so a new format cannot
//! reach data the document leaves out. All text is plain text: no field is
//! ever read as Markdown, HTML or Typst.

use serde::{Deserialize, Serialize};

use crate::figure::{DotPlot, Figure};
use crate::text::Text;

mod rows;

pub use rows::{Align, Cell, Column, Entry, Face, Field, Table};

/// The name and number of this model in exported JSON.
pub const SCHEMA: &str = "sextant.brief/1";

/// One brief, ready to be written in any format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Always [`SCHEMA`] for documents of this version.
    pub schema: String,
    /// The document's own title, for windows, tabs and metadata.
    pub title: String,
    /// BCP 47 tag of the language the workshop was held in.
    pub language: String,
    pub status: StatusStrip,
    pub audience: Audience,
    /// Who the paper is shared with, in words, for the foot of each page.
    pub shared_with: String,
    pub workshop_id: String,
    pub cover: Cover,
    pub sections: Vec<Section>,
}

impl Document {
    /// True while the paper has to carry the draft mark.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.status.status == Status::Draft
    }

    /// The line under each page: which star, and which version of it.
    #[must_use]
    pub fn foot(&self) -> String {
        format!("{}. Version {}", self.cover.sentence, self.status.version)
    }
}

/// How far the decision has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Draft,
    Final,
    Hypothesis,
}

impl Status {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Status::Draft => "Draft",
            Status::Final => "Final",
            Status::Hypothesis => "Hypothesis",
        }
    }
}

/// Wide holds aggregates only; team holds every reason and every rejection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    Wide,
    Team,
}

impl Audience {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Audience::Wide => "Wide edition",
            Audience::Team => "Team edition",
        }
    }
}

/// Section 0: what a reader must know before believing the rest.
///
/// Dates are words from the record, already in the reader's form; no clock is
/// read while a brief is written, so the same record gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusStrip {
    pub status: Status,
    pub version: String,
    pub last_change: String,
    pub decided: Option<String>,
    pub decider: Option<String>,
    pub owner: Option<String>,
    pub next_review: Option<String>,
    pub confidence: Option<String>,
    /// What this edition leaves out, one sentence each.
    pub withheld: Vec<String>,
    /// Said before anything else, for example that a round is still open.
    pub first_line_note: Option<String>,
}

impl StatusStrip {
    /// The cells of the strip as printed: label and value.
    #[must_use]
    pub fn cells(&self) -> Vec<(&'static str, String)> {
        let decided = match (&self.decided, &self.decider) {
            (Some(date), Some(person)) => format!("{date}, {person}"),
            (Some(date), None) => date.clone(),
            (None, Some(person)) => format!("Not yet; {person} decides"),
            (None, None) => "Not yet".to_owned(),
        };
        let or_open = |value: &Option<String>| value.clone().unwrap_or_else(|| "Open".to_owned());
        // The strip has room for a name; what the person does stands in the first section.
        let owner = self.owner.as_deref().and_then(|owner| owner.split(',').next()).map(str::to_owned);
        vec![
            ("Status", format!("{}, version {}", self.status.word(), self.version)),
            ("Decided", decided),
            ("Owner", or_open(&owner)),
            ("Confidence", or_open(&self.confidence)),
            ("Next review", or_open(&self.next_review)),
        ]
    }
}

/// The first page: the star on one line, its story and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cover {
    /// Whether a star is chosen: without one the drawing stays an outline.
    pub chosen: bool,
    /// The small line above the star, for example "Slotwell’s North Star Metric".
    pub overline: String,
    /// The chosen metric in audience–action–period form.
    pub sentence: String,
    pub story: String,
    /// At most three are drawn side by side; more wrap to a second row.
    pub figures: Vec<KeyFigure>,
}

/// A number that stands on the cover, with what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFigure {
    pub value: String,
    pub caption: String,
}

/// A numbered part of the brief.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// A stable slug; links and tests find a section by it.
    pub id: String,
    /// "1" and up, or "A" for the appendix.
    pub number: String,
    pub title: String,
    pub completeness: Completeness,
    pub blocks: Vec<Block>,
}

/// Whether a section says all that R91 asks of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Completeness {
    Complete,
    /// Each entry names one gap in words a facilitator can act on.
    Missing {
        gaps: Vec<String>,
    },
}

impl Completeness {
    #[must_use]
    pub fn gaps(&self) -> &[String] {
        match self {
            Completeness::Complete => &[],
            Completeness::Missing { gaps } => gaps,
        }
    }
}

/// One piece of a section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Block {
    /// The opening sentence of a section, in large voice type.
    Lead {
        text: String,
    },
    Paragraph {
        text: Text,
    },
    /// A remark in small type under what it explains.
    Note {
        text: Text,
    },
    /// A heading inside a section.
    Heading {
        text: String,
    },
    /// The words of a person, or of the group.
    Voice {
        text: String,
        speaker: Option<String>,
    },
    FieldTable {
        rows: Vec<Field>,
    },
    Table(Table),
    /// Remarks one under the other, each under a small line that says where it comes from.
    Entries {
        items: Vec<Entry>,
    },
    Callout {
        title: String,
        text: Text,
    },
    Checklist {
        items: Vec<CheckItem>,
    },
    Figure {
        figure: Figure,
        caption: String,
        text_alternative: String,
    },
    /// The six criteria side by side: distributions only, never a person's ballot.
    Criteria {
        items: Vec<CriterionResult>,
    },
    OptionNotChosen(OptionNotChosen),
    Dissent {
        text: String,
        signed_by: Option<String>,
        answer: Option<String>,
    },
    TwoColumns {
        left: Labelled,
        right: Labelled,
    },
    /// A line to be filled by hand, as R92 asks for each team.
    BlankLine {
        label: String,
    },
}

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckItem {
    pub state: CheckState,
    pub text: Text,
    pub note: Option<Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    Holds,
    InPart,
    Fails,
    Open,
}

impl CheckState {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            CheckState::Holds => "Holds",
            CheckState::InPart => "Holds in part",
            CheckState::Fails => "Fails",
            CheckState::Open => "Open",
        }
    }
}

/// How the chosen metric did on one criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriterionResult {
    pub name: String,
    pub weight: CriterionKind,
    pub plot: DotPlot,
}

/// A gate bars a candidate on its own; the others only inform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CriterionKind {
    Gate,
    Ordinary,
}

/// A candidate that was turned down, with what can be said for it (R90).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionNotChosen {
    pub sentence: String,
    pub best_argument: Option<String>,
    /// The reason in the words of its code, for example "Cannot be counted soon".
    pub reason: String,
    pub reason_code: String,
    pub reason_text: Option<String>,
    pub evidence: Option<String>,
    pub status: Option<String>,
    pub come_back_when: Option<String>,
    pub kept_as: Option<String>,
    /// Everything else that is known about it, set small and close.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Field>,
}

impl OptionNotChosen {
    /// What stands under the sentence, in reading order.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, &str)> {
        present([
            ("Best argument for it", self.best_argument.as_deref()),
            ("Why it was turned down", self.reason_text.as_deref()),
            ("Evidence", self.evidence.as_deref()),
            ("Come back when", self.come_back_when.as_deref()),
        ])
    }

    /// What stands beside it.
    #[must_use]
    pub fn verdict(&self) -> Vec<(&'static str, &str)> {
        present([
            ("Turned down because", Some(self.reason.as_str())),
            ("Status", self.status.as_deref()),
            ("Kept as", self.kept_as.as_deref()),
        ])
    }
}

fn present<'a, const N: usize>(pairs: [(&'static str, Option<&'a str>); N]) -> Vec<(&'static str, &'a str)> {
    pairs.into_iter().filter_map(|(label, text)| text.map(|text| (label, text))).collect()
}

/// A bold label over its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labelled {
    pub label: String,
    pub text: Text,
}
