//! Reading the journal.

use crate::Store;
use crate::entry::{Actor, JournalChange, JournalEntry, UndoKind};
use crate::error::StoreError;
use crate::hash::StoredChange;
use crate::row::Row;
use rusqlite::Connection;

/// An entry exactly as stored, for the chain.
pub(crate) struct StoredEntry {
    pub(crate) number: u64,
    pub(crate) actor: String,
    pub(crate) operation: String,
    pub(crate) label: String,
    pub(crate) at: i64,
    pub(crate) undo: String,
    pub(crate) undo_target: Option<u64>,
    pub(crate) span: Option<String>,
    pub(crate) previous_hash: String,
    pub(crate) hash: String,
}

const COLUMNS: &str = "number, actor, operation, label, at, undo, undo_target, span, previous_hash, hash";

fn read_entry(row: &rusqlite::Row<'_>) -> rusqlite::Result<StoredEntry> {
    Ok(StoredEntry {
        number: row.get::<_, i64>(0)? as u64,
        actor: row.get(1)?,
        operation: row.get(2)?,
        label: row.get(3)?,
        at: row.get(4)?,
        undo: row.get(5)?,
        undo_target: row.get::<_, Option<i64>>(6)?.map(|target| target as u64),
        span: row.get(7)?,
        previous_hash: row.get(8)?,
        hash: row.get(9)?,
    })
}

/// Entries after `after`, oldest first.
pub(crate) fn entries_after(connection: &Connection, workshop: &str, after: u64) -> rusqlite::Result<Vec<StoredEntry>> {
    connection
        .prepare_cached(&format!(
            "select {COLUMNS} from journal_entries where workshop_id = ?1 and number > ?2 order by number"
        ))?
        .query_map(rusqlite::params![workshop, after as i64], read_entry)?
        .collect()
}

/// Up to `limit` entries before `before`, newest first. The limit stands in the statement: as a
/// parameter, SQLite plans the statement anew each time it is bound (P5).
pub(crate) fn entries_before(
    connection: &Connection,
    workshop: &str,
    before: u64,
    limit: u32,
) -> rusqlite::Result<Vec<StoredEntry>> {
    connection
        .prepare_cached(&format!(
            "select {COLUMNS} from journal_entries where workshop_id = ?1 and number < ?2 \
             order by number desc limit {limit}"
        ))?
        .query_map(rusqlite::params![workshop, before as i64], read_entry)?
        .collect()
}

/// The changes of one entry, in the order they were made.
pub(crate) fn changes_of(connection: &Connection, workshop: &str, number: u64) -> rusqlite::Result<Vec<StoredChange>> {
    connection
        .prepare_cached(
            "select table_name, row_key, sealed, before_image, after_image from journal_changes \
             where workshop_id = ?1 and number = ?2 order by position",
        )?
        .query_map(rusqlite::params![workshop, number as i64], |row| {
            Ok(StoredChange {
                table: row.get(0)?,
                key: row.get(1)?,
                sealed: row.get(2)?,
                before: row.get(3)?,
                after: row.get(4)?,
            })
        })?
        .collect()
}

/// A stored undo word in its type; `None` when the journal was altered.
pub(crate) fn undo_kind(word: &str, target: Option<u64>) -> Option<UndoKind> {
    match (word, target) {
        ("undoable", None) => Some(UndoKind::Undoable),
        ("not_undoable", None) => Some(UndoKind::NotUndoable),
        ("barrier", None) => Some(UndoKind::Barrier),
        ("undo_of", Some(number)) => Some(UndoKind::UndoOf(number)),
        ("redo_of", Some(number)) => Some(UndoKind::RedoOf(number)),
        _ => None,
    }
}

/// An image as a row; `None` when the journal was altered.
pub(crate) fn image(text: &str) -> Option<Row> {
    serde_json::from_str(text).ok()
}

impl Store {
    /// The whole journal of a workshop, oldest entry first.
    ///
    /// # Errors
    /// When it cannot be read, or an entry makes no sense; [`Store::verify`] names it.
    pub fn journal(&self, workshop: &str) -> Result<Vec<JournalEntry>, StoreError> {
        self.journal_after(workshop, 0)
    }

    /// The entries after the one with this number, oldest first.
    ///
    /// # Errors
    /// As [`Store::journal`].
    pub fn journal_after(&self, workshop: &str, after: u64) -> Result<Vec<JournalEntry>, StoreError> {
        entries_after(self.connection()?, workshop, after)
            .map_err(|error| self.unreadable(workshop, &error))?
            .into_iter()
            .map(|stored| self.understand(workshop, stored))
            .collect()
    }

    /// When each entry of these operations was written and what it says, oldest first.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn labels_of(&self, workshop: &str, operations: &[&str]) -> Result<Vec<(i64, String)>, StoreError> {
        let operations = format!(" {} ", operations.join(" "));
        self.connection()?
            .prepare_cached(
                "select at, label from journal_entries \
                 where workshop_id = ?1 and instr(?2, ' ' || operation || ' ') > 0 order by number",
            )
            .and_then(|mut statement| {
                statement.query_map([workshop, &operations], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            })
            .map_err(|error| self.unreadable(workshop, &error))
    }

    pub(crate) fn understand(&self, workshop: &str, stored: StoredEntry) -> Result<JournalEntry, StoreError> {
        let altered = || StoreError::WorkshopUnreadable {
            workshop: workshop.to_owned(),
            detail: format!("entry {} of its journal makes no sense", stored.number),
        };
        let undo = undo_kind(&stored.undo, stored.undo_target).ok_or_else(altered)?;
        let changes = changes_of(self.connection()?, workshop, stored.number)
            .map_err(|error| self.unreadable(workshop, &error))?
            .into_iter()
            .map(|change| {
                if change.sealed {
                    return Ok(JournalChange::Sealed {
                        table: change.table,
                        key: change.key,
                        before: change.before,
                        after: change.after,
                    });
                }
                let row = |text: Option<String>| text.map(|text| image(&text).ok_or_else(altered)).transpose();
                Ok(JournalChange::Open {
                    table: change.table,
                    key: change.key,
                    before: row(change.before)?,
                    after: row(change.after)?,
                })
            })
            .collect::<Result<_, StoreError>>()?;
        Ok(JournalEntry {
            number: stored.number,
            actor: Actor(stored.actor),
            operation: stored.operation,
            label: stored.label,
            at: stored.at,
            undo,
            span: stored.span,
            changes,
            previous_hash: stored.previous_hash,
            hash: stored.hash,
        })
    }
}
