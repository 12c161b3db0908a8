//! Whether the leader would still lead if the room had been a little different.
//!
//! The result is too close when the leader no longer stands alone in front after any one person
//! is left out, any one score moves one step, or any one weight is multiplied by 0.75 or 1.25.
//! Then there is no clear winner, and the candidates named in the reasons go to validation too.

use std::collections::BTreeSet;

use serde::Serialize;
use ts_rs::TS;

use crate::criterion::{Criterion, Level};
use crate::tally::{CellCounts, GateObjection, GateVerdict, Median, RowCounts, Weights};

/// One person's marks for every row of the sheet; a cell left empty counts nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkSheet {
    rows: Vec<[Option<Level>; Criterion::COUNT]>,
}

impl MarkSheet {
    /// Collects one person's marks. Marks for rows that are not on the sheet are left out.
    pub fn new(rows: usize, marks: impl IntoIterator<Item = (usize, Criterion, Level)>) -> Self {
        let mut sheet = Self { rows: vec![[None; Criterion::COUNT]; rows] };
        for (row, criterion, level) in marks {
            if let Some(cells) = sheet.rows.get_mut(row) {
                cells[criterion.index()] = Some(level);
            }
        }
        sheet
    }

    /// The mark in one cell, if there is one.
    pub fn mark(&self, row: usize, criterion: Criterion) -> Option<Level> {
        self.rows.get(row).and_then(|cells| cells[criterion.index()])
    }
}

/// Counts a pile of ballots, row by row.
pub fn count_sheets(rows: usize, ballots: &[MarkSheet]) -> Vec<RowCounts> {
    let mut counts = vec![RowCounts::default(); rows];
    for ballot in ballots {
        for (row, marks) in counts.iter_mut().zip(&ballot.rows) {
            for (cell, level) in row.iter_mut().zip(marks) {
                if let Some(level) = level {
                    *cell = cell.with(*level);
                }
            }
        }
    }
    counts
}

/// What the marks are known from.
#[derive(Debug, Clone, Copy)]
pub enum KnownMarks<'a> {
    /// Whole ballots: leaving one person out is exact.
    Sheets(&'a [MarkSheet]),
    /// Counts per cell, as after a show of hands. Nobody knows which marks belong to one person,
    /// so leaving one out takes, in every cell at once, the mark whose loss hurts the leader most
    /// or helps the rival most. A real person could do no more, so "clear" stays true; "too close"
    /// may be said more often than with ballots.
    Counts(&'a [RowCounts]),
}

/// The verdict on the leader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Robustness {
    /// The leader stays alone in front under every small change.
    Clear,
    /// At least one small change takes the lead away.
    TooClose {
        /// Every change that does so.
        reasons: Vec<CloseReason>,
    },
}

/// One small change that takes the lead away. It never says whose mark it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CloseReason {
    /// Nobody stands alone in front to begin with.
    SharedLead {
        /// The rows that share the highest sum.
        rows: Vec<usize>,
    },
    /// Leaving out any one person is enough.
    PersonLeftOut {
        /// The rows that would lead or share the lead; empty if every row would be barred.
        rivals: Vec<usize>,
    },
    /// One score, one step up or down, is enough.
    ScoreMoved {
        /// The row of the moved score.
        row: usize,
        /// The criterion of the moved score.
        criterion: Criterion,
        /// The rows that would lead or share the lead.
        rivals: Vec<usize>,
    },
    /// One weight, multiplied by 0.75 or 1.25, is enough.
    WeightChanged {
        /// The criterion whose weight changes.
        criterion: Criterion,
        /// Which way.
        factor: WeightFactor,
        /// The rows that would lead or share the lead.
        rivals: Vec<usize>,
    },
}

/// The two changes a weight has to survive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WeightFactor {
    /// Times 0.75.
    Less,
    /// Times 1.25.
    More,
}

impl WeightFactor {
    const fn quarters(self) -> u64 {
        match self {
            Self::Less => 3,
            Self::More => 5,
        }
    }
}

/// Tries every small change. None when no row survives the gates, for then nothing leads.
///
/// `objections` belongs to the rows in the order of the sheet; a missing one means none stands.
pub fn robustness(
    rows: usize,
    marks: KnownMarks<'_>,
    objections: &[GateObjection],
    weights: &Weights,
) -> Option<Robustness> {
    let counts = match marks {
        KnownMarks::Sheets(ballots) => count_sheets(rows, ballots),
        KnownMarks::Counts(counts) => counts.iter().copied().take(rows).collect(),
    };
    let judge = Judge { objections, weights: weights.quarters.map(|quarters| u64::from(quarters) * 4) };
    let sums = judge.sums(&counts);
    let leaders = in_front(&sums);
    let leader = match leaders.as_slice() {
        [] => return None,
        [leader] => *leader,
        [_, _, ..] => {
            let reasons = vec![CloseReason::SharedLead { rows: leaders }];
            return Some(Robustness::TooClose { reasons });
        }
    };

    let mut reasons = Vec::new();
    let left_out = match marks {
        KnownMarks::Sheets(ballots) => judge.one_ballot_fewer(&counts, ballots, leader),
        KnownMarks::Counts(_) => judge.one_mark_fewer(&counts, leader),
    };
    if let Some(rivals) = left_out {
        reasons.push(CloseReason::PersonLeftOut { rivals });
    }
    reasons.extend(judge.one_step(&counts, &sums, leader));
    reasons.extend(judge.one_weight(&counts, leader));
    Some(if reasons.is_empty() { Robustness::Clear } else { Robustness::TooClose { reasons } })
}

/// The rows with the highest sum; barred rows have none.
fn in_front(sums: &[Option<u64>]) -> Vec<usize> {
    let Some(best) = sums.iter().flatten().max() else {
        return Vec::new();
    };
    let rows = sums.iter().enumerate();
    rows.filter(|(_, sum)| sum.as_ref() == Some(best)).map(|(row, _)| row).collect()
}

/// Who takes the lead from this row, if it is no longer alone in front.
fn overtaken(sums: &[Option<u64>], leader: usize) -> Option<Vec<usize>> {
    let mut front = in_front(sums);
    if front == [leader] {
        return None;
    }
    front.retain(|row| *row != leader);
    Some(front)
}

struct Judge<'a> {
    objections: &'a [GateObjection],
    /// Weights in sixteenths, so that three and five quarters of a quarter are whole.
    weights: [u64; Criterion::COUNT],
}

impl Judge<'_> {
    fn objection(&self, row: usize) -> GateObjection {
        self.objections.get(row).copied().unwrap_or(GateObjection::None)
    }

    /// The weighted sum of one row, or none if a gate bars it or nobody has judged any of it: what was
    /// not looked at leads nothing, even when every other row is barred.
    fn sum(&self, row: usize, cells: &RowCounts) -> Option<u64> {
        match GateVerdict::of(cells, self.objection(row)) {
            GateVerdict::Barred => None,
            GateVerdict::Passed | GateVerdict::Open => {
                let medians = cells.map(|cell| cell.median());
                medians.iter().any(Option::is_some).then(|| self.weighed(medians))
            }
        }
    }

    fn weighed(&self, medians: [Option<Median>; Criterion::COUNT]) -> u64 {
        let points = medians.map(|median| median.map_or(0, |median| u64::from(median.half_points)));
        points.iter().zip(self.weights).map(|(points, weight)| points * weight).sum()
    }

    fn sums(&self, counts: &[RowCounts]) -> Vec<Option<u64>> {
        counts.iter().enumerate().map(|(row, cells)| self.sum(row, cells)).collect()
    }

    /// Exact: every ballot in turn is taken out of the pile. The only ballot of a solo workshop
    /// is not, because an empty pile says nothing about the leader.
    fn one_ballot_fewer(&self, counts: &[RowCounts], ballots: &[MarkSheet], leader: usize) -> Option<Vec<usize>> {
        if ballots.len() < 2 {
            return None;
        }
        let mut rivals = BTreeSet::new();
        let mut lost = false;
        for ballot in ballots {
            let mut fewer = counts.to_vec();
            for (row, marks) in fewer.iter_mut().zip(&ballot.rows) {
                for (cell, level) in row.iter_mut().zip(marks) {
                    *cell = level.and_then(|level| cell.without(level)).unwrap_or(*cell);
                }
            }
            if let Some(others) = overtaken(&self.sums(&fewer), leader) {
                lost = true;
                rivals.extend(others);
            }
        }
        lost.then(|| rivals.into_iter().collect())
    }

    /// Conservative: the leader's worst case beside every rival's best case. A single pair of hands
    /// is not left out, as a single ballot is not.
    fn one_mark_fewer(&self, counts: &[RowCounts], leader: usize) -> Option<Vec<usize>> {
        if counts.iter().flatten().all(|cell| cell.answered() < 2) {
            return None;
        }
        let worst = self.bound(counts, leader, Side::Leader);
        let rivals: Vec<usize> = (0..counts.len())
            .filter(|row| *row != leader)
            .filter(|row| self.bound(counts, *row, Side::Rival).is_some_and(|best| Some(best) >= worst))
            .collect();
        (worst.is_none() || !rivals.is_empty()).then_some(rivals)
    }

    fn bound(&self, counts: &[RowCounts], row: usize, side: Side) -> Option<u64> {
        let cells = counts.get(row)?;
        let gates = Criterion::all().into_iter().filter(|criterion| criterion.is_gate());
        for criterion in gates {
            let mut barred =
                one_fewer(&cells[criterion.index()]).map(|cell| GateVerdict::of_cell(&cell) == GateVerdict::Barred);
            let stopped = match side {
                Side::Leader => barred.any(|barred| barred),
                Side::Rival => barred.all(|barred| barred),
            };
            if stopped {
                return None;
            }
        }
        let medians = cells.map(|cell| {
            let medians = one_fewer(&cell).map(|cell| cell.median());
            // No median at all adds nothing to the sum, and None sorts below every median.
            match side {
                Side::Leader => medians.min().flatten(),
                Side::Rival => medians.max().flatten(),
            }
        });
        medians.iter().any(Option::is_some).then(|| self.weighed(medians))
    }

    fn one_step(&self, counts: &[RowCounts], sums: &[Option<u64>], leader: usize) -> Vec<CloseReason> {
        let mut reasons = Vec::new();
        for (row, cells) in counts.iter().enumerate() {
            for criterion in Criterion::all() {
                let mut rivals = BTreeSet::new();
                let mut lost = false;
                for moved in stepped(&cells[criterion.index()]) {
                    let mut changed = *cells;
                    changed[criterion.index()] = moved;
                    let mut after = sums.to_vec();
                    after[row] = self.sum(row, &changed);
                    if after[row] == sums[row] {
                        continue;
                    }
                    if let Some(others) = overtaken(&after, leader) {
                        lost = true;
                        rivals.extend(others);
                    }
                }
                if lost {
                    let rivals = rivals.into_iter().collect();
                    reasons.push(CloseReason::ScoreMoved { row, criterion, rivals });
                }
            }
        }
        reasons
    }

    fn one_weight(&self, counts: &[RowCounts], leader: usize) -> Vec<CloseReason> {
        let mut reasons = Vec::new();
        for criterion in Criterion::all() {
            for factor in [WeightFactor::Less, WeightFactor::More] {
                let mut weights = self.weights;
                weights[criterion.index()] = weights[criterion.index()] / 4 * factor.quarters();
                let judge = Judge { objections: self.objections, weights };
                if let Some(rivals) = overtaken(&judge.sums(counts), leader) {
                    reasons.push(CloseReason::WeightChanged { criterion, factor, rivals });
                }
            }
        }
        reasons
    }
}

#[derive(Clone, Copy)]
enum Side {
    Leader,
    Rival,
}

/// The cell as it is, and with any one mark taken away. Nobody may have been in this cell, so the
/// cell as it is belongs to it.
fn one_fewer(cell: &CellCounts) -> impl Iterator<Item = CellCounts> + use<> {
    let cell = *cell;
    let marks = Level::JUDGED.into_iter().chain([Level::CannotJudge]);
    std::iter::once(cell).chain(marks.filter_map(move |level| cell.without(level)))
}

/// Every cell that differs by one mark one step higher or lower.
fn stepped(cell: &CellCounts) -> impl Iterator<Item = CellCounts> + use<> {
    let cell = *cell;
    let steps = Level::JUDGED.into_iter().zip(Level::JUDGED.into_iter().skip(1));
    steps.flat_map(move |(low, high)| {
        let up = cell.without(low).map(|rest| rest.with(high));
        let down = cell.without(high).map(|rest| rest.with(low));
        up.into_iter().chain(down)
    })
}
