//! What undo and redo may do, read from the journal alone.
//!
//! Undo restores row images, per actor, newest first. It refuses when a touched row has
//! changed since, and never reaches behind a barrier: a reveal, or the destruction of a
//! tie. A new undoable action of the same actor ends what could be done again.

use crate::Store;
use crate::entry::{Actor, JournalChange, JournalEntry, RowChange, UndoKind, reverse};
use crate::error::StoreError;
use crate::journal;
use crate::row::{Row, canonical};
use rusqlite::types::ToSqlOutput;
use rusqlite::{OptionalExtension as _, params_from_iter};
use std::collections::HashMap;

/// How many entries are read at a time while looking back.
const PAGE: u32 = 64;

/// What the next undo or redo of an actor would do.
#[derive(Clone, Debug, PartialEq)]
pub enum UndoPlan {
    /// There is nothing of this actor to take back or to do again.
    Nothing,
    /// What there is lies behind a barrier.
    BehindBarrier {
        /// The barrier.
        barrier: Box<JournalEntry>,
    },
    /// The rows have changed since; nothing is done.
    Changed {
        /// The entry that was to be taken back or done again.
        entry: Box<JournalEntry>,
        /// The rows that stand in the way.
        rows: Vec<TouchedRow>,
    },
    /// These changes do it. Write them with [`UndoKind::UndoOf`] or [`UndoKind::RedoOf`]
    /// and the entry's number.
    Ready {
        /// The entry that is taken back or done again.
        entry: Box<JournalEntry>,
        /// The changes to write.
        changes: Vec<RowChange>,
    },
}

/// A row that is no longer as an entry left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TouchedRow {
    /// The record table.
    pub table: String,
    /// The row's key: a JSON list of its key columns' values.
    pub key: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Undo,
    Redo,
}

enum Target {
    Nothing,
    Barrier(u64),
    Entry(u64),
}

impl Store {
    /// The newest entry that this actor may take back, whatever became of its rows.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn last_undoable(&self, workshop: &str, actor: &Actor) -> Result<Option<JournalEntry>, StoreError> {
        self.entry_of(workshop, self.target(workshop, actor, Direction::Undo)?)
    }

    /// The entry that this actor took back last and may do again.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn last_redoable(&self, workshop: &str, actor: &Actor) -> Result<Option<JournalEntry>, StoreError> {
        self.entry_of(workshop, self.target(workshop, actor, Direction::Redo)?)
    }

    /// What undo would do for this actor now.
    ///
    /// # Errors
    /// When the journal or a row cannot be read.
    pub fn undo_plan(&self, workshop: &str, actor: &Actor) -> Result<UndoPlan, StoreError> {
        self.plan(workshop, actor, Direction::Undo)
    }

    /// What redo would do for this actor now.
    ///
    /// # Errors
    /// When the journal or a row cannot be read.
    pub fn redo_plan(&self, workshop: &str, actor: &Actor) -> Result<UndoPlan, StoreError> {
        self.plan(workshop, actor, Direction::Redo)
    }

    fn entry_of(&self, workshop: &str, target: Target) -> Result<Option<JournalEntry>, StoreError> {
        match target {
            Target::Entry(number) => self.entry(workshop, number).map(Some),
            Target::Nothing | Target::Barrier(_) => Ok(None),
        }
    }

    fn entry(&self, workshop: &str, number: u64) -> Result<JournalEntry, StoreError> {
        let stored = journal::entries_before(self.connection()?, workshop, number + 1, 1)
            .map_err(|error| self.unreadable(workshop, &error))?
            .into_iter()
            .find(|stored| stored.number == number)
            .ok_or_else(|| StoreError::WorkshopUnreadable {
                workshop: workshop.to_owned(),
                detail: format!("entry {number} of its journal is missing"),
            })?;
        self.understand(workshop, stored)
    }

    fn plan(&self, workshop: &str, actor: &Actor, direction: Direction) -> Result<UndoPlan, StoreError> {
        let number = match self.target(workshop, actor, direction)? {
            Target::Nothing => return Ok(UndoPlan::Nothing),
            Target::Barrier(number) => {
                return Ok(UndoPlan::BehindBarrier { barrier: Box::new(self.entry(workshop, number)?) });
            }
            Target::Entry(number) => number,
        };
        let entry = Box::new(self.entry(workshop, number)?);
        let done: Vec<RowChange> = entry
            .changes
            .iter()
            .filter_map(|change| match change {
                JournalChange::Open { table, before, after, .. } => {
                    Some(RowChange::open(table.clone(), before.clone(), after.clone()))
                }
                // An undoable entry holds none; the store refuses to write one.
                JournalChange::Sealed { .. } => None,
            })
            .collect();
        let changes = match direction {
            Direction::Undo => reverse(&done),
            Direction::Redo => done,
        };
        let rows = self.rows_in_the_way(workshop, &changes)?;
        Ok(if rows.is_empty() { UndoPlan::Ready { entry, changes } } else { UndoPlan::Changed { entry, rows } })
    }

    /// Walks back through the journal and finds what is next. An entry may be undone and
    /// redone several times, so each redo on the way hides one older undo of the same entry.
    fn target(&self, workshop: &str, actor: &Actor, direction: Direction) -> Result<Target, StoreError> {
        let connection = self.connection()?;
        let mut before = i64::MAX as u64;
        let mut latest: HashMap<u64, Direction> = HashMap::new();
        let mut redone: HashMap<u64, u32> = HashMap::new();
        let mut barrier = None;
        loop {
            let page = journal::entries_before(connection, workshop, before, PAGE)
                .map_err(|error| self.unreadable(workshop, &error))?;
            let Some(last) = page.last() else { return Ok(Target::Nothing) };
            before = last.number;
            for stored in &page {
                let kind = journal::undo_kind(&stored.undo, stored.undo_target);
                if kind == Some(UndoKind::Barrier) && barrier.is_none() {
                    barrier = Some(stored.number);
                }
                if stored.actor != actor.0 {
                    continue;
                }
                let found = match (kind, direction) {
                    (Some(UndoKind::UndoOf(number)), Direction::Undo) => {
                        latest.entry(number).or_insert(Direction::Undo);
                        None
                    }
                    (Some(UndoKind::RedoOf(number)), Direction::Undo) => {
                        latest.entry(number).or_insert(Direction::Redo);
                        None
                    }
                    (Some(UndoKind::Undoable), Direction::Undo) => {
                        (latest.get(&stored.number) != Some(&Direction::Undo)).then_some(stored.number)
                    }
                    (Some(UndoKind::Undoable), Direction::Redo) => return Ok(Target::Nothing),
                    (Some(UndoKind::RedoOf(number)), Direction::Redo) => {
                        *redone.entry(number).or_default() += 1;
                        None
                    }
                    (Some(UndoKind::UndoOf(number)), Direction::Redo) => match redone.get_mut(&number) {
                        Some(count) if *count > 0 => {
                            *count -= 1;
                            None
                        }
                        Some(_) | None => Some(number),
                    },
                    (Some(UndoKind::NotUndoable | UndoKind::Barrier) | None, Direction::Undo | Direction::Redo) => None,
                };
                match (found, barrier) {
                    (None, _) => {}
                    (Some(_), Some(barrier)) => return Ok(Target::Barrier(barrier)),
                    (Some(number), None) => return Ok(Target::Entry(number)),
                }
            }
        }
    }

    /// The rows that are not as the first of these changes on them expects.
    fn rows_in_the_way(&self, workshop: &str, changes: &[RowChange]) -> Result<Vec<TouchedRow>, StoreError> {
        let mut seen: HashMap<(String, String), ()> = HashMap::new();
        let mut rows = Vec::new();
        for change in changes {
            let Some(shape) = self.tables.get(change.table.as_ref()) else {
                rows.push(TouchedRow { table: change.table.to_string(), key: "[]".to_owned() });
                continue;
            };
            let Some(any) = change.before.as_ref().or(change.after.as_ref()) else { continue };
            let key = shape.key_text(any);
            if seen.insert((shape.name.clone(), key.clone()), ()).is_some() {
                continue;
            }
            let current = self.row_like(workshop, shape, any)?;
            let expected = change.before.as_ref().map(|row| shape.conform(row)).transpose();
            let as_expected = match (expected, &current) {
                (Ok(None), None) => true,
                (Ok(Some(expected)), Some(current)) => canonical(&expected) == canonical(current),
                // An image of columns that are gone can no longer be put back.
                (Ok(None | Some(_)) | Err(_), _) => false,
            };
            if !as_expected {
                rows.push(TouchedRow { table: shape.name.clone(), key });
            }
        }
        Ok(rows)
    }

    fn row_like(&self, workshop: &str, shape: &crate::row::TableShape, row: &Row) -> Result<Option<Row>, StoreError> {
        let mut values = vec![ToSqlOutput::from(workshop)];
        values.extend(shape.values(row, |column| column.key)?);
        self.connection()?
            .prepare_cached(&shape.select_one)
            .and_then(|mut statement| statement.query_row(params_from_iter(values), |row| shape.read(row)).optional())
            .map_err(|error| self.unreadable(workshop, &error))
    }
}
