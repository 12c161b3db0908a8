//! What the room sees: large, quiet, nothing personal.

use crate::criterion::Criterion;
use crate::id::{CandidateId, WorkshopId};
use crate::participant::Discipline;
use crate::stage::Stage;
use crate::view::console::{TimerView, console_view};
use crate::view::map::{CellPlace, DisagreementMap, FocusCell};
use crate::view::projector_content::content;
use crate::view::tables::TableMark;
use crate::workshop::Workshop;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the facilitator has put on the projector. Looking at something on the console does not
/// change it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "show", rename_all = "snake_case")]
pub enum ProjectorFocus {
    /// What the stage shows by itself.
    #[default]
    Stage,
    /// One candidate.
    Candidate {
        /// Which.
        id: CandidateId,
    },
    /// One cell of the map.
    Cell(CellPlace),
    /// The whole map.
    Map,
    /// Nothing but the title: a pause.
    Blank,
}

/// Everything the projector may show.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProjectorView {
    /// Which workshop.
    pub workshop_id: WorkshopId,
    /// Its title.
    pub title: String,
    /// Where the team is.
    pub stage: Stage,
    /// The stage's label.
    pub stage_label: String,
    /// Whether a star is chosen: then the app's mark fills, too.
    pub chosen: bool,
    /// The time box.
    pub timer: TimerView,
    /// How phones join, for whoever comes late, beside what is on screen.
    pub join: Option<JoinCard>,
    /// What is on screen.
    pub content: ProjectorContent,
}

/// What is on the projector.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProjectorContent {
    /// A pause.
    Blank,
    /// SetUp: purpose and who is here, by discipline; names only when switched on.
    Lobby {
        /// What the star is for, in one line; none while that has no name.
        purpose: Option<String>,
        /// Disciplines of people who are here and of those who are not.
        here: Vec<LobbyEntry>,
        /// What happens to marks, in plain words.
        promise: String,
        /// How phones join, while the room is open.
        join: Option<JoinCard>,
    },
    /// Frame: the agreed lines so far.
    Frame {
        /// The question everybody answers now, and how many have.
        asked: Option<AskedQuestion>,
        /// Question and agreed line, only those agreed.
        lines: Vec<AgreedLine>,
    },
    /// Write: the central question and the count, nothing else.
    Write {
        /// The question.
        question: String,
        /// Candidates in the room.
        count: u32,
        /// Enough to choose from.
        enough: u32,
        /// Plenty.
        plenty: u32,
    },
    /// Clarify: the candidates.
    Candidates {
        /// Cards still in the running.
        sentences: Vec<ClusterCard>,
        /// The one in focus.
        focus: Option<ClusterCard>,
    },
    /// Challenge: one candidate and its four verdicts.
    Challenge {
        /// The candidate.
        sentence: Option<NumberedSentence>,
        /// Question, verdict, story.
        verdicts: Vec<VerdictTile>,
    },
    /// Score, marking: how many are done, and never a mark.
    Marking {
        /// Handed in.
        done: u32,
        /// Expected.
        expected: u32,
        /// Which round.
        round: u32,
        /// What a later round asks for again; the first round asks for everything and names nothing.
        cells: Vec<AskedAgain>,
    },
    /// Score, talk: one cell, large.
    Cell {
        /// The cell.
        cell: Box<FocusCell>,
        /// The criterion's question.
        question: String,
        /// What each table marked, where that gives nobody away.
        tables: Vec<TableMark>,
    },
    /// Score: the map.
    Map {
        /// The map.
        map: Box<DisagreementMap>,
    },
    /// Validate and Choose: the finalists.
    Finalists {
        /// Each with medians and gap.
        finalists: Vec<FinalistTile>,
        /// The star, if one is chosen.
        chosen: Option<String>,
    },
    /// Define: the definition card, as far as it is.
    Definition {
        /// The star.
        star: String,
        /// Label and value.
        fields: Vec<AgreedLine>,
        /// What is to be said about it, as on the console.
        warnings: Vec<String>,
    },
    /// Decompose: the tree as an outline.
    Tree {
        /// The star.
        star: String,
        /// Inputs with depth.
        inputs: Vec<TreeLine>,
        /// Teams without an input.
        uncovered: Vec<String>,
    },
    /// RollOut: the cover of the brief.
    Cover {
        /// The star.
        star: String,
        /// The story.
        story: String,
    },
}

/// How phones join.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JoinCard {
    /// The QR code as rows of dark (`1`) and light (`0`) modules, without a quiet zone.
    pub modules: Vec<String>,
    /// What is typed instead.
    pub short_address: String,
    /// The join code as it is spoken.
    pub code: String,
}

/// The question of the frame that is open.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AskedQuestion {
    /// In words.
    pub label: String,
    /// How many have answered.
    pub answered: u32,
    /// How many answers are to come in all, where tables answer together.
    pub expected: Option<u32>,
    /// How many of them are tables; the others sit at none.
    pub tables: u32,
}

/// Somebody in the lobby.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LobbyEntry {
    /// What they do.
    pub discipline: Discipline,
    /// The discipline's label, or the name where names are switched on.
    pub label: String,
    /// Whether they are here.
    pub here: bool,
    /// The table they sit at, from 1; none in a room that talks as one.
    pub at_table: Option<u32>,
}

/// A label with its agreed words.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AgreedLine {
    /// What it answers.
    pub label: String,
    /// The words.
    pub text: String,
}

/// A candidate as the room reads it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NumberedSentence {
    /// Which.
    pub id: CandidateId,
    /// Its number.
    pub number: u32,
    /// The sentence.
    pub text: String,
}

/// A candidate with the sentences that were merged into it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClusterCard {
    /// The sentence that stays in the running.
    #[serde(flatten)]
    pub sentence: NumberedSentence,
    /// What went into it, and into those, by number.
    pub merged: Vec<NumberedSentence>,
}

/// A candidate with the cells that a later round asks for. What was marked in them is not in here.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AskedAgain {
    /// The candidate.
    #[serde(flatten)]
    pub sentence: NumberedSentence,
    /// Its criteria, in sheet order.
    pub criteria: Vec<Criterion>,
}

/// One challenge as a tile.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VerdictTile {
    /// The question.
    pub question: String,
    /// The verdict, if given.
    pub verdict: Option<crate::challenge::Verdict>,
    /// The story.
    pub story: String,
}

/// A finalist as the room reads it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FinalistTile {
    /// Which.
    pub id: CandidateId,
    /// The sentence.
    pub text: String,
    /// Medians times two in sheet order.
    pub half_points: Vec<Option<u8>>,
    /// The hypothesis, or what speaks for it.
    pub hypothesis: String,
    /// Whether it is the star.
    pub chosen: bool,
}

/// One input of the outline.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TreeLine {
    /// How deep it hangs.
    pub depth: u32,
    /// Its name.
    pub name: String,
    /// Its team.
    pub team: String,
    /// Whether it adds up exactly.
    pub exact: bool,
}

/// Computes what the room sees.
pub fn projector_view(workshop: &Workshop, focus: ProjectorFocus) -> ProjectorView {
    let view = console_view(workshop);
    ProjectorView {
        workshop_id: workshop.id,
        title: workshop.head().title.to_string(),
        stage: workshop.stage(),
        stage_label: workshop.stage().label().to_owned(),
        chosen: workshop.star().is_some(),
        timer: view.timer,
        join: None,
        content: content(workshop, &view, focus),
    }
}
