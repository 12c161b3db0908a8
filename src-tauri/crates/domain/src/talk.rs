//! Which cells the room talks about, and in which order.
//!
//! The order is exact: gate criteria first, then dispute × closeness, closeness being
//! 1 ÷ (1 + distance of the candidate's sum from the last shortlisted sum), ties by the order of
//! the sheet. Four readings make that complete, and the built-in sample's order is their fixture:
//!
//! - **Agreement cells** are skipped on purpose; `CellCounts::is_agreement` says what they are.
//! - **Barred rows have no sum**, so they count as 0 here: far from the shortlist, yet their
//!   disputed gates stay on the list, because talk may lift the bar.
//! - **Every candidate takes one turn** among its gates and one among its other criteria before
//!   any candidate comes up again, so that one stormy row cannot fill the list.
//! - **Homework** is listed apart and uses that turn: more talk about the row waits for the data.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde::Serialize;
use ts_rs::TS;

use crate::criterion::Criterion;
use crate::tally::{CandidateTally, Dispute};

/// How many candidates a shortlist holds unless the room decides otherwise (R55).
pub const DEFAULT_SHORTLIST: usize = 3;

/// How many cells a group of this size talks through by default.
pub const fn talk_limit(people: u32) -> usize {
    match people {
        0..=5 => 3,
        6.. => 5,
    }
}

/// One cell to talk about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TalkCell {
    /// The candidate's place on the sheet.
    pub row: usize,
    /// The criterion in question.
    pub criterion: Criterion,
    /// How far the marks lie apart.
    pub dispute: Dispute,
}

/// The talk list of one round.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TalkOrder {
    /// The cells to talk about, first one first, at most the limit.
    pub items: Vec<TalkCell>,
    /// Disputed cells beyond the limit, in the same order, for when time is left.
    pub waiting: Vec<TalkCell>,
    /// Cells nobody can judge: they need data, not debate. In the order of the sheet.
    pub homework: Vec<TalkCell>,
}

impl TalkOrder {
    /// The same order with only these cells on the list; the others wait.
    #[must_use]
    pub fn with_list(self, is_listed: impl Fn(&TalkCell) -> bool) -> Self {
        let cells = self.items.into_iter().chain(self.waiting);
        let (items, waiting) = cells.partition(|cell| is_listed(cell));
        Self { items, waiting, homework: self.homework }
    }
}

/// Orders the disputed cells of all candidates.
pub fn talk_order(candidates: &[CandidateTally], shortlist: usize, limit: usize) -> TalkOrder {
    talk_order_among(candidates, |_, _| true, shortlist, limit)
}

/// Orders the disputed cells that were asked for, by row and criterion. What was asked for in an earlier
/// scoring counts for the shortlist and is not talked about a second time.
pub fn talk_order_among(
    candidates: &[CandidateTally],
    asked: impl Fn(usize, Criterion) -> bool,
    shortlist: usize,
    limit: usize,
) -> TalkOrder {
    let last = last_shortlisted(candidates, shortlist);
    let mut homework = Vec::new();
    let mut entries = Vec::new();
    for candidate in candidates {
        let distance = last.map_or(0, |last| candidate.sum.map_or(0, |sum| sum.eighths).abs_diff(last));
        for criterion in Criterion::all().into_iter().filter(|criterion| asked(candidate.row, *criterion)) {
            let cell = candidate.cell(criterion);
            let item = TalkCell { row: candidate.row, criterion, dispute: cell.dispute };
            if cell.homework {
                homework.push(item);
            } else if !cell.agreement {
                entries.push(Entry { item, distance });
            }
        }
    }
    homework.sort_by_key(|item| (item.row, item.criterion));
    entries.sort_by(Entry::compare);

    let mut taken: BTreeSet<(usize, bool)> = homework.iter().map(|item| (item.row, item.criterion.is_gate())).collect();
    let (mut items, again): (Vec<TalkCell>, Vec<TalkCell>) = entries
        .into_iter()
        .map(|entry| entry.item)
        .partition(|item| taken.insert((item.row, item.criterion.is_gate())));
    items.extend(again);
    let waiting = items.split_off(limit.min(items.len()));
    TalkOrder { items, waiting, homework }
}

/// The sum of the last candidate that would make a shortlist of this length today.
fn last_shortlisted(candidates: &[CandidateTally], shortlist: usize) -> Option<u32> {
    let mut sums: Vec<u32> = candidates.iter().filter_map(|candidate| Some(candidate.sum?.eighths)).collect();
    sums.sort_unstable_by(|a, b| b.cmp(a));
    let last = shortlist.min(sums.len()).checked_sub(1)?;
    sums.get(last).copied()
}

struct Entry {
    item: TalkCell,
    /// Distance from the last shortlisted sum, in eighths.
    distance: u32,
}

impl Entry {
    /// Dispute × closeness is `sixths/6 × 8/(8 + distance)`; the common 8/6 falls out, and the
    /// two fractions are compared crosswise, so nothing is ever rounded.
    fn compare(&self, other: &Self) -> Ordering {
        let gates_first = other.item.criterion.is_gate().cmp(&self.item.criterion.is_gate());
        let ours = u64::from(self.item.dispute.sixths) * (8 + u64::from(other.distance));
        let theirs = u64::from(other.item.dispute.sixths) * (8 + u64::from(self.distance));
        gates_first
            .then(theirs.cmp(&ours))
            .then(self.item.row.cmp(&other.item.row))
            .then(self.item.criterion.cmp(&other.item.criterion))
    }
}
