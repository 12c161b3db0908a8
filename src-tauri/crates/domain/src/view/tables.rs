//! Tables of a large room as each surface sees them: who writes for which, and how far they lie
//! apart. On the projector a table is a number, never its people.

use crate::ballot::TableSplit;
use crate::contribution::Contribution;
use crate::criterion::Level;
use crate::id::ParticipantId;
use crate::view::map::CellPlace;
use crate::view::seat::{OwnFrameAnswer, contributions, frame_answers};
use crate::view::seat_memory::SeatMemory;
use crate::workshop::Workshop;
use serde::Serialize;
use ts_rs::TS;

/// A table as the console lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableView {
    /// Its number, from 1.
    pub number: u32,
    /// Who answers there, in the order of the roster.
    pub people: Vec<ParticipantId>,
    /// Who writes for it, if somebody does.
    pub holder: Option<ParticipantId>,
}

/// Where a table answers, as the seat of somebody at it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "on", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum TableHold {
    /// On no device yet: whoever takes it writes.
    Nowhere,
    /// Here.
    Here,
    /// On the device of somebody else at the table.
    Elsewhere {
        /// Whose; none unless names are shown in this workshop.
        name: Option<String>,
        /// Whether that device is out of reach, so that another may take over.
        gone: bool,
    },
}

/// What was sent for a table, as those at it see it who do not write: it is theirs too. It goes with
/// the table's device, so nothing in here can be taken back from their own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SentForTable {
    /// Answers to the frame, until they are shown.
    pub frame_answers: Vec<OwnFrameAnswer>,
    /// What was sent otherwise.
    pub contributions: Vec<Contribution>,
}

/// What the core remembers of a table, in the words that were sent.
pub fn sent_for_table(workshop: &Workshop, table: &SeatMemory) -> SentForTable {
    SentForTable { frame_answers: frame_answers(workshop, table), contributions: contributions(workshop, table) }
}

/// What the marks of one table say together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableMark {
    /// Which table.
    pub at_table: u32,
    /// Its median times two.
    pub half_points: u32,
    /// Its lowest mark, where both ends give nobody away.
    pub lowest: Option<Level>,
    /// Its highest mark.
    pub highest: Option<Level>,
}

pub(super) fn tables(workshop: &Workshop) -> Vec<TableView> {
    let tables = workshop.tables();
    tables
        .into_iter()
        .map(|(number, people)| TableView { number, people, holder: workshop.table_holder(number) })
        .collect()
}

/// Where the table of a person answers now; none where they answer alone.
pub(super) fn table_hold(workshop: &Workshop, person: ParticipantId) -> Option<TableHold> {
    let table = workshop.answers_with(person)?;
    Some(match workshop.table_holder(table) {
        None => TableHold::Nowhere,
        Some(holder) if holder == person => TableHold::Here,
        Some(holder) => {
            let shown = workshop.participants.get(&(holder,)).filter(|_| workshop.head().names_in_lobby);
            TableHold::Elsewhere { name: shown.map(|p| p.name.to_string()), gone: false }
        }
    })
}

/// What each table marked in one cell of the last revealed round, in the order of their numbers.
pub(super) fn table_marks(workshop: &Workshop, place: CellPlace) -> Vec<TableMark> {
    let Some(round) = workshop.last_revealed() else { return Vec::new() };
    let here = |split: &&TableSplit| {
        split.round == round && split.candidate_id == place.candidate_id && split.criterion == place.criterion
    };
    workshop
        .table_splits
        .iter()
        .filter(here)
        .map(|split| TableMark {
            at_table: split.at_table,
            half_points: split.half_points,
            lowest: split.lowest,
            highest: split.highest,
        })
        .collect()
}
