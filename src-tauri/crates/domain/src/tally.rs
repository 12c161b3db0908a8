//! What a pile of ballots says about each cell and each candidate: medians, disputes, gates, sums.
//!
//! Everything is whole numbers, so equal results compare as equal: medians in half points,
//! disputes in sixths, sums in eighths.

use std::cmp::Reverse;
use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::criterion::{Criterion, Level};

/// How often each mark was given in one cell, from ballots or from a show of hands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CellCounts {
    /// Marks 0, 1, 2 and 3, in that order.
    pub levels: [u32; 4],
    /// People who could not judge; never part of a median.
    pub cannot_judge: u32,
}

/// Marks in one cell up to which each of them is drawn as a dot; more are drawn as bars that count them.
pub const MOST_DOTS: u32 = 40;

/// The six cells of one candidate, in the order of the sheet.
pub type RowCounts = [CellCounts; Criterion::COUNT];

impl CellCounts {
    /// Counts the marks of single ballots.
    pub fn of(levels: impl IntoIterator<Item = Level>) -> Self {
        levels.into_iter().fold(Self::default(), |counts, level| counts.with(level))
    }

    /// Takes counts straight from a show of hands.
    pub const fn from_hands(levels: [u32; 4], cannot_judge: u32) -> Self {
        Self { levels, cannot_judge }
    }

    /// The same cell with one more mark.
    #[must_use]
    pub fn with(mut self, level: Level) -> Self {
        let slot = self.slot(level);
        *slot = slot.saturating_add(1);
        self
    }

    /// The same cell with one mark fewer, or none if nobody gave that mark.
    #[must_use]
    pub fn without(mut self, level: Level) -> Option<Self> {
        let slot = self.slot(level);
        *slot = slot.checked_sub(1)?;
        Some(self)
    }

    fn slot(&mut self, level: Level) -> &mut u32 {
        match level {
            Level::Fails => &mut self.levels[0],
            Level::Doubtful => &mut self.levels[1],
            Level::Conditional => &mut self.levels[2],
            Level::Clear => &mut self.levels[3],
            Level::CannotJudge => &mut self.cannot_judge,
        }
    }

    /// How many people gave a mark from 0 to 3.
    pub fn judged(&self) -> u64 {
        self.levels.iter().copied().map(u64::from).sum()
    }

    /// How many people answered at all.
    pub fn answered(&self) -> u64 {
        self.judged() + u64::from(self.cannot_judge)
    }

    /// Whether the marks are too many to be seen one by one.
    pub fn is_crowd(&self) -> bool {
        self.answered() > u64::from(MOST_DOTS)
    }

    /// The middle mark; with an even number of marks, the middle of the two middle ones.
    pub fn median(&self) -> Option<Median> {
        let judged = self.judged();
        let last = judged.checked_sub(1)?;
        Some(Median { half_points: self.at(last / 2) + self.at(judged / 2) })
    }

    fn at(&self, place: u64) -> u8 {
        let mut passed = 0;
        let mut points = 0;
        for (count, level) in self.levels.iter().zip(0_u8..) {
            points = level;
            passed += u64::from(*count);
            if passed > place {
                break;
            }
        }
        points
    }

    /// The lowest mark anybody gave.
    pub fn lowest(&self) -> Option<Level> {
        self.given().next()
    }

    /// The highest mark anybody gave.
    pub fn highest(&self) -> Option<Level> {
        self.given().next_back()
    }

    fn given(&self) -> impl DoubleEndedIterator<Item = Level> + '_ {
        self.levels.iter().zip(Level::JUDGED).filter(|(count, _)| **count > 0).map(|(_, level)| level)
    }

    fn range(&self) -> u8 {
        let low = self.lowest().and_then(Level::points).unwrap_or(0);
        let high = self.highest().and_then(Level::points).unwrap_or(0);
        high - low
    }

    /// How far the marks lie apart.
    pub fn dispute(&self) -> Dispute {
        let both_ends = if self.has_both_ends() { 3 } else { 0 };
        Dispute { sixths: self.range() * 2 + both_ends }
    }

    fn has_both_ends(&self) -> bool {
        self.levels[0] > 0 && self.levels[3] > 0
    }

    /// Whether more than half could not judge: the cell needs data, not debate.
    pub fn is_homework(&self) -> bool {
        u64::from(self.cannot_judge) * 2 > self.answered()
    }

    /// Whether talking about this cell would only repeat what the room already agrees on.
    ///
    /// That is so when the marks are at most one step apart, or when more than two thirds gave
    /// the very same mark. A 0 beside a 3 is never agreement, however lonely one of them is.
    pub fn is_agreement(&self) -> bool {
        let most = self.levels.iter().copied().map(u64::from).max().unwrap_or(0);
        self.range() <= 1 || (!self.has_both_ends() && most * 3 > self.judged() * 2)
    }
}

/// The middle mark of a cell, kept in half points so that 2½ is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Median {
    /// Twice the median, from 0 to 6.
    pub half_points: u8,
}

impl Median {
    /// The least a gate asks for: "holds with a condition".
    pub const GATE: Self = Self { half_points: 4 };
}

impl fmt::Display for Median {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let half = if self.half_points % 2 == 1 { ".5" } else { "" };
        write!(out, "{}{half}", self.half_points / 2)
    }
}

/// Range ÷ 3, plus ½ if both a 0 and a 3 occur, kept in sixths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Dispute {
    /// Six times the dispute: 0, 2, 4 or 9.
    pub sixths: u8,
}

/// Everything that is said about one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// The marks behind it.
    pub counts: CellCounts,
    /// The middle mark, if anybody judged.
    pub median: Option<Median>,
    /// The lowest mark given.
    pub lowest: Option<Level>,
    /// The highest mark given.
    pub highest: Option<Level>,
    /// How far the marks lie apart.
    pub dispute: Dispute,
    /// More than half could not judge.
    pub homework: bool,
    /// Talking would only repeat what the room agrees on.
    pub agreement: bool,
}

impl From<CellCounts> for Tally {
    fn from(counts: CellCounts) -> Self {
        Self {
            counts,
            median: counts.median(),
            lowest: counts.lowest(),
            highest: counts.highest(),
            dispute: counts.dispute(),
            homework: counts.is_homework(),
            agreement: counts.is_agreement(),
        }
    }
}

/// Whether somebody holds a concrete counter-example against a gate that nobody has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GateObjection {
    /// No such objection, or it is answered.
    None,
    /// It stands.
    Unanswered,
}

/// What the three gates say together (R54).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GateVerdict {
    /// All three medians are 2 or more and nothing stands against them.
    Passed,
    /// Nobody can tell yet: a gate has no mark, is homework, or an objection stands.
    Open,
    /// A median under 2: no shortlist, whatever the other cells say.
    Barred,
}

impl GateVerdict {
    /// Reads the gates. A gate that fails outweighs one that is still open.
    pub fn of(row: &RowCounts, objection: GateObjection) -> Self {
        let gates = Criterion::all().into_iter().filter(|criterion| criterion.is_gate());
        gates.map(|criterion| Self::of_cell(&row[criterion.index()])).fold(
            match objection {
                GateObjection::None => Self::Passed,
                GateObjection::Unanswered => Self::Open,
            },
            Self::max,
        )
    }

    /// Reads one gate alone.
    pub(crate) fn of_cell(cell: &CellCounts) -> Self {
        match cell.median() {
            None => Self::Open,
            Some(_) if cell.is_homework() => Self::Open,
            Some(median) if median < Median::GATE => Self::Barred,
            Some(_) => Self::Passed,
        }
    }
}

/// How much each criterion counts in the sum, in quarters; equal unless the room says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Weights {
    /// Quarters by criterion, in the order of the sheet; 4 is the plain weight.
    pub quarters: [u8; Criterion::COUNT],
}

impl Weights {
    /// Every criterion counts once.
    pub const EQUAL: Self = Self { quarters: [4; Criterion::COUNT] };
}

impl Default for Weights {
    fn default() -> Self {
        Self::EQUAL
    }
}

/// A weighted sum of medians, kept in eighths. It only sorts; it never lifts a barred row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MedianSum {
    /// Eight times the sum.
    pub eighths: u32,
}

impl MedianSum {
    fn of(row: &RowCounts, weights: &Weights) -> Self {
        let eighths = row
            .iter()
            .zip(weights.quarters)
            .filter_map(|(cell, quarters)| Some(u32::from(cell.median()?.half_points) * u32::from(quarters)))
            .sum();
        Self { eighths }
    }
}

impl fmt::Display for MedianSum {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = ["", ".125", ".25", ".375", ".5", ".625", ".75", ".875"];
        write!(out, "{}{}", self.eighths / 8, rest[(self.eighths % 8) as usize])
    }
}

/// One row of the disagreement map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CandidateTally {
    /// The candidate's place on the sheet, counted from zero.
    pub row: usize,
    /// Its six cells, in the order of the sheet.
    pub cells: [Tally; Criterion::COUNT],
    /// What the gates say.
    pub gate: GateVerdict,
    /// The sum of medians; a barred row has none, so that no total can buy a gate back.
    pub sum: Option<MedianSum>,
    /// The same sum for every row. It never leaves this module: it only orders the barred rows.
    #[serde(skip)]
    #[ts(skip)]
    line: MedianSum,
}

impl CandidateTally {
    /// Tallies one candidate.
    pub fn new(row: usize, counts: RowCounts, objection: GateObjection, weights: &Weights) -> Self {
        let gate = GateVerdict::of(&counts, objection);
        let line = MedianSum::of(&counts, weights);
        let sum = match gate {
            GateVerdict::Passed | GateVerdict::Open => Some(line),
            GateVerdict::Barred => None,
        };
        Self { row, cells: counts.map(Tally::from), gate, sum, line }
    }

    /// The cell of one criterion.
    pub const fn cell(&self, criterion: Criterion) -> &Tally {
        &self.cells[criterion.index()]
    }

    fn largest_dispute(&self) -> Dispute {
        self.cells.iter().map(|cell| cell.dispute).max().unwrap_or_default()
    }
}

/// How the rows of the map are sorted; one key switches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MapOrder {
    /// Passed gates first, then the largest dispute of the row.
    Dispute,
    /// The sum of medians; barred rows stay below the line.
    Sum,
}

impl MapOrder {
    /// Puts the rows in this order.
    ///
    /// Rows with the same largest dispute follow the sum of medians, then the medians themselves
    /// from the first criterion on, then the order of the sheet.
    pub fn sort(self, rows: &mut [CandidateTally]) {
        rows.sort_by_key(|row| {
            let medians = row.cells.map(|cell| cell.median);
            let barred = match row.gate {
                GateVerdict::Passed | GateVerdict::Open => false,
                GateVerdict::Barred => true,
            };
            let by = match self {
                Self::Dispute => (row.gate, Reverse(row.largest_dispute())),
                Self::Sum if barred => (GateVerdict::Barred, Reverse(row.largest_dispute())),
                Self::Sum => (GateVerdict::Passed, Reverse(Dispute::default())),
            };
            (by, Reverse(row.line), Reverse(medians), row.row)
        });
    }
}
