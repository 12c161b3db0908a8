//! Looks whether a library is whole, without changing it (T4).

use crate::error::ApiError;
use crate::library::finding;
use sextant_store::{Opening, Problem};
use std::path::Path;

/// What was found, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkup {
    /// Whether everything is as it should be.
    pub healthy: bool,
    /// What is there, and what does not fit.
    pub lines: Vec<String>,
}

/// Examines a copy of the library in this folder.
///
/// # Errors
/// When there is no library, another process has it open, or it cannot be read at all.
pub fn examine(data_dir: &Path, now: i64) -> Result<Checkup, ApiError> {
    let found = sextant_store::doctor(&Opening::of(data_dir, now))?;
    let mut lines = vec![format!("SQLite {}. Backups kept: {}.", found.sqlite, found.backups.len())];
    for (id, record) in &found.workshops {
        let entries = record.entries;
        if record.problems.is_empty() {
            lines.push(format!("Workshop {id}: the record is what its journal says. Entries: {entries}."));
        }
        lines.extend(record.problems.iter().map(|problem| format!("Workshop {id}: {}", problem_in_words(problem))));
        if record.beyond_checking > 0 {
            lines.push(format!(
                "Workshop {id}: sealed rows that can only be counted, as their seals were destroyed on purpose: {}.",
                record.beyond_checking
            ));
        }
    }
    lines.extend(found.unreadable.iter().map(|(id, why)| format!("Workshop {id} cannot be read: {why}.")));
    lines.extend(found.findings.iter().map(finding));
    Ok(Checkup { healthy: found.is_healthy(), lines })
}

fn problem_in_words(problem: &Problem) -> String {
    match problem {
        Problem::EntryMissing { number } => format!("change {number} is missing from the journal."),
        Problem::EntryAltered { number } => format!("change {number} is not what was written down then."),
        Problem::ChainBroken { number } => format!("change {number} does not follow the one before it."),
        Problem::RowMissing { table, key } => format!("a row of {table} is gone that the journal has ({key})."),
        Problem::RowUnknown { table, key } => format!("a row of {table} is there that the journal has not ({key})."),
        Problem::RowDiffers { table, key } => format!("a row of {table} is not as the journal left it ({key})."),
    }
}
