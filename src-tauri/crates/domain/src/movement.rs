//! What changed between two rounds, and what may be said about disciplines.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use crate::criterion::Level;
use crate::tally::{CellCounts, Median};

/// The share of disputed scores that has to move before a third round is offered, in per cent.
pub const DEFAULT_RESTLESS_PERCENT: u32 = 20;

/// How many judged marks must stand behind each part before a split is shown.
pub const SMALLEST_PART: u64 = 3;

/// How many judged marks must stand behind each part before both ends of its marks are shown.
///
/// With three, the two ends and the median are all three marks.
pub const SMALLEST_RANGE: u64 = 4;

/// How the scores of the reopened cells moved from one round to the next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Stability {
    /// Scores given in both rounds.
    pub compared: u32,
    /// Scores that differ, a change to or from "cannot judge" included.
    pub changed: u32,
}

impl Stability {
    /// Compares the same people's scores for the same cells, earlier and later.
    pub fn between(pairs: impl IntoIterator<Item = (Level, Level)>) -> Self {
        let mut stability = Self::default();
        for (before, after) in pairs {
            stability.compared += 1;
            stability.changed += u32::from(before != after);
        }
        stability
    }

    /// Whether more than this share of the scores moved, so that another round may pay.
    pub fn is_restless(&self, percent: u32) -> bool {
        u64::from(self.changed) * 100 > u64::from(self.compared) * u64::from(percent)
    }
}

/// Medians by part (discipline or table), only if enough marks stand behind every part.
///
/// One part that is too small withholds the whole split: the rest would give it away.
/// "Cannot judge" does not hide anybody's mark, so only marks from 0 to 3 are counted.
pub fn split_medians<Part: Ord>(marks: impl IntoIterator<Item = (Part, Level)>) -> Option<BTreeMap<Part, Median>> {
    let mut parts: BTreeMap<Part, CellCounts> = BTreeMap::new();
    for (part, level) in marks {
        let cell = parts.entry(part).or_default();
        *cell = cell.with(level);
    }
    parts
        .into_iter()
        .map(|(part, cell)| {
            let median = cell.median().filter(|_| cell.judged() >= SMALLEST_PART)?;
            Some((part, median))
        })
        .collect()
}

/// The lowest and the highest mark of each part, only where they give nobody away.
///
/// One part that is small, or whose people all marked the same, withholds all ranges: the two ends
/// of such a part would say what each of its people marked.
pub fn split_ranges<Part: Ord>(
    marks: impl IntoIterator<Item = (Part, Level)>,
) -> Option<BTreeMap<Part, (Level, Level)>> {
    let mut parts: BTreeMap<Part, CellCounts> = BTreeMap::new();
    for (part, level) in marks {
        let cell = parts.entry(part).or_default();
        *cell = cell.with(level);
    }
    parts
        .into_iter()
        .map(|(part, cell)| {
            let ends = cell.lowest().zip(cell.highest())?;
            (cell.judged() >= SMALLEST_RANGE && ends.0 != ends.1).then_some((part, ends))
        })
        .collect()
}
