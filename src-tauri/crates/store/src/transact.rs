//! The one door for change: rows, journal and command ids in one durable commit.

use crate::entry::{CommitReceipt, Entry, Record, RowChange, UndoKind};
use crate::error::StoreError;
use crate::hash::{self, StoredChange, StoredHead};
use crate::row::{Row, TableShape, canonical};
use crate::{Head, Store};
use rusqlite::types::ToSqlOutput;
use rusqlite::{CachedStatement, OptionalExtension as _, Transaction, TransactionBehavior, params, params_from_iter};
use std::collections::BTreeMap;
use std::collections::btree_map;
use std::path::Path;

const DOING: &str = "saving a change";

impl Store {
    /// Writes a batch of entries of one workshop in one durable commit: all or nothing.
    /// When it returns, the batch survives a power cut (D1, D2).
    ///
    /// A new workshop begins with an entry that adds its row to `workshops`.
    ///
    /// # Errors
    /// Nothing was saved. After [`StoreError::Io`] the file has been opened afresh: load
    /// the workshop again, and ask [`Store::command_outcome`] before a resend (F08).
    pub fn transact(&mut self, workshop: &str, entries: &[Entry]) -> Result<CommitReceipt, StoreError> {
        self.ready_to_write()?;
        let result = self.append_batch(workshop, entries, |_, _| Ok(()));
        result.map_err(|error| self.after_failure(error))
    }

    /// Appends the batch, then does `more` in the same transaction.
    pub(crate) fn append_batch(
        &mut self,
        workshop: &str,
        entries: &[Entry],
        more: impl FnOnce(&Transaction<'_>, &Path) -> Result<(), StoreError>,
    ) -> Result<CommitReceipt, StoreError> {
        if entries.is_empty() {
            return Err(StoreError::Misfit("a batch without entries".to_owned()));
        }
        let start = self.head(workshop)?;
        let path = &self.layout.database;
        let sqlite = |error: rusqlite::Error| StoreError::from_sqlite(DOING, path, &error);
        let connection = self.connection.as_mut().ok_or(StoreError::Closed)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sqlite)?;
        // Rows may arrive in any order; what must hold between them must hold at the end. This release of
        // SQLite obeys while it reads the sentence; running it as well would only make every statement
        // stale with each commit (P5). How a statement checks what its rows stand on is settled when it
        // is prepared, so those that write rows are prepared nowhere but after it.
        drop(transaction.prepare("pragma defer_foreign_keys = on").map_err(sqlite)?);
        let mut writing = Writing::new(&transaction, path, &self.tables, workshop)?;
        let mut head = start.clone();
        for entry in entries {
            head = Some(writing.append(head.as_ref(), entry)?);
        }
        drop(writing);
        more(&transaction, path)?;
        transaction.commit().map_err(sqlite)?;
        let head = head.expect("the batch has an entry");
        self.note.write(workshop, head.number, head.at, &head.hash);
        let receipt = CommitReceipt { first: start.map_or(1, |head| head.number + 1), last: head.number };
        self.heads.insert(workshop.to_owned(), head);
        self.changed_since_backup = true;
        Ok(receipt)
    }

    /// The newest entry of a workshop.
    pub(crate) fn head(&self, workshop: &str) -> Result<Option<Head>, StoreError> {
        if let Some(head) = self.heads.get(workshop) {
            return Ok(Some(head.clone()));
        }
        self.connection()?
            .prepare_cached(
                "select number, hash, at from journal_entries where workshop_id = ?1 order by number desc limit 1",
            )
            .and_then(|mut statement| {
                statement
                    .query_row([workshop], |row| {
                        Ok(Head { number: row.get::<_, i64>(0)? as u64, hash: row.get(1)?, at: row.get(2)? })
                    })
                    .optional()
            })
            .map_err(|error| StoreError::from_sqlite("reading the journal", &self.layout.database, &error))
    }
}

/// How an undo kind stands in the journal.
pub(crate) fn undo_words(undo: UndoKind) -> (&'static str, Option<u64>) {
    match undo {
        UndoKind::Undoable => ("undoable", None),
        UndoKind::NotUndoable => ("not_undoable", None),
        UndoKind::Barrier => ("barrier", None),
        UndoKind::UndoOf(number) => ("undo_of", Some(number)),
        UndoKind::RedoOf(number) => ("redo_of", Some(number)),
    }
}

/// One batch on its way into the file. What each of three hundred answers needs is prepared and asked
/// for once (P7).
struct Writing<'a> {
    transaction: &'a Transaction<'a>,
    path: &'a Path,
    tables: &'a BTreeMap<String, TableShape>,
    workshop: &'a str,
    /// Of the spans that were met.
    salts: BTreeMap<String, String>,
    entries: CachedStatement<'a>,
    changes: CachedStatement<'a>,
    stamps: CachedStatement<'a>,
    /// By table, and what is done to its rows.
    rows: BTreeMap<(&'a str, Step), CachedStatement<'a>>,
}

impl<'a> Writing<'a> {
    fn new(
        transaction: &'a Transaction<'a>,
        path: &'a Path,
        tables: &'a BTreeMap<String, TableShape>,
        workshop: &'a str,
    ) -> Result<Self, StoreError> {
        let prepared =
            |sql: &str| transaction.prepare_cached(sql).map_err(|error| StoreError::from_sqlite(DOING, path, &error));
        Ok(Self {
            transaction,
            path,
            tables,
            workshop,
            salts: BTreeMap::new(),
            entries: prepared(
                "insert into journal_entries (workshop_id, number, actor, operation, label, at, undo, \
                 undo_target, span, previous_hash, hash) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?,
            changes: prepared(
                "insert into journal_changes (workshop_id, number, position, table_name, row_key, sealed, \
                 before_image, after_image) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?,
            stamps: prepared(
                "insert into command_ids (workshop_id, id, actor, fingerprint, span) values (?1, ?2, ?3, ?4, ?5) \
                 on conflict do nothing",
            )?,
            rows: BTreeMap::new(),
        })
    }

    fn sqlite(&self, error: &rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(DOING, self.path, error)
    }

    fn append(&mut self, previous: Option<&Head>, entry: &Entry) -> Result<Head, StoreError> {
        let sealed = entry.changes.iter().any(|change| change.record == Record::Sealed);
        if sealed && entry.undo == UndoKind::Undoable {
            return Err(StoreError::Misfit("a sealed entry keeps no image to undo it from".to_owned()));
        }
        let salt = match &entry.span {
            Some(span) if sealed => Some(self.salt(span, entry.at)?),
            None if sealed => return Err(StoreError::Misfit("a sealed change without a span".to_owned())),
            Some(_) | None => None,
        };
        let mut changes = Vec::with_capacity(entry.changes.len());
        for change in &entry.changes {
            changes.push(self.apply(change, salt.as_deref())?);
        }
        let (undo, undo_target) = undo_words(entry.undo);
        let number = previous.map_or(1, |head| head.number + 1);
        let head = StoredHead {
            workshop: self.workshop,
            number,
            actor: &entry.actor.0,
            operation: &entry.operation,
            label: &entry.label,
            at: entry.at,
            undo,
            undo_target,
            span: entry.span.as_deref(),
            previous_hash: previous.map_or(hash::START, |head| &head.hash),
        };
        let hash = hash::of_entry(&head, &changes);
        self.write_entry(&head, &hash, &changes).map_err(|error| self.sqlite(&error))?;
        self.write_stamp(entry)?;
        Ok(Head { number, hash, at: entry.at })
    }

    fn write_entry(&mut self, head: &StoredHead<'_>, hash: &str, changes: &[StoredChange]) -> rusqlite::Result<()> {
        self.entries.execute(params![
            head.workshop,
            head.number as i64,
            head.actor,
            head.operation,
            head.label,
            head.at,
            head.undo,
            head.undo_target.map(|target| target as i64),
            head.span,
            head.previous_hash,
            hash
        ])?;
        for (position, change) in changes.iter().enumerate() {
            self.changes.execute(params![
                head.workshop,
                head.number as i64,
                position as i64,
                change.table,
                change.key,
                change.sealed,
                change.before,
                change.after
            ])?;
        }
        Ok(())
    }

    /// Notes the command's id. That an id is used twice is for the caller to find out
    /// first; here it only keeps a second effect out (F40, F42).
    fn write_stamp(&mut self, entry: &Entry) -> Result<(), StoreError> {
        let Some(stamp) = &entry.command else { return Ok(()) };
        // A barrier ties nobody to anything, and its id must outlive the span it ends: sent
        // again, it would otherwise act twice.
        let span = entry.span.as_ref().filter(|_| entry.undo != UndoKind::Barrier);
        let added = self
            .stamps
            .execute(params![self.workshop, stamp.id, stamp.actor.0, hash::hex(&stamp.fingerprint), span])
            .map_err(|error| self.sqlite(&error))?;
        if added == 1 { Ok(()) } else { Err(StoreError::CommandReused { id: stamp.id.clone() }) }
    }

    /// The salt of a silent span, made when the span seals its first row.
    fn salt(&mut self, span: &str, at: i64) -> Result<String, StoreError> {
        if let Some(salt) = self.salts.get(span) {
            return Ok(salt.clone());
        }
        let find = || -> rusqlite::Result<String> {
            self.transaction
                .prepare_cached(
                    "insert into seal_salts (workshop_id, span, salt, opened_at) \
                     values (?1, ?2, lower(hex(randomblob(32))), ?3) on conflict do nothing",
                )?
                .execute(params![self.workshop, span, at])?;
            self.transaction
                .prepare_cached("select salt from seal_salts where workshop_id = ?1 and span = ?2")?
                .query_row([self.workshop, span], |row| row.get(0))
        };
        let salt = find().map_err(|error| self.sqlite(&error))?;
        self.salts.insert(span.to_owned(), salt.clone());
        Ok(salt)
    }

    /// Writes one row and gives what the journal keeps of it.
    fn apply(&mut self, change: &RowChange, salt: Option<&str>) -> Result<StoredChange, StoreError> {
        let tables = self.tables;
        let shape = tables
            .get(change.table.as_ref())
            .ok_or_else(|| StoreError::Misfit(format!("the record has no table {:?}", change.table)))?;
        let before = change.before.as_ref().map(|row| shape.conform(row)).transpose()?;
        let after = change.after.as_ref().map(|row| shape.conform(row)).transpose()?;
        let (touched, key) = match (&before, &after) {
            (None, None) => return Err(StoreError::Misfit(format!("a change of {} without a row", shape.name))),
            (None, Some(row)) => (self.run(shape, Step::Insert, row)?, shape.key_text(row)),
            (Some(row), None) if shape.name == "workshops" => {
                return Err(StoreError::Misfit(format!("workshop {} is deleted as a whole", shape.key_text(row))));
            }
            (Some(row), None) => (self.run(shape, Step::Delete, row)?, shape.key_text(row)),
            (Some(old), Some(new)) => {
                let key = shape.key_text(new);
                if shape.key_text(old) != key {
                    return Err(StoreError::Misfit(format!("the key of a row of {} changes", shape.name)));
                }
                (self.run(shape, Step::Update, new)?, key)
            }
        };
        if touched != 1 {
            return Err(StoreError::Conflict {
                table: shape.name.clone(),
                detail: format!("the row {key} is not there"),
            });
        }
        let (before, after) = (before.as_deref().map(canonical), after.as_deref().map(canonical));
        Ok(match (change.record, salt) {
            (Record::Sealed, Some(salt)) => StoredChange {
                table: shape.name.clone(),
                key: hash::seal(salt, &shape.name, &key, None),
                sealed: true,
                before: before.map(|image| hash::seal(salt, &shape.name, &key, Some(&image))),
                after: after.map(|image| hash::seal(salt, &shape.name, &key, Some(&image))),
            },
            (Record::Open | Record::Sealed, _) => {
                StoredChange { table: shape.name.clone(), key, sealed: false, before, after }
            }
        })
    }

    /// Does it to one row, whose key and columns are bound where [`TableShape`]'s statements want them.
    fn run(&mut self, shape: &'a TableShape, step: Step, row: &Row) -> Result<usize, StoreError> {
        let mut values = vec![ToSqlOutput::from(self.workshop)];
        let sql = match step {
            Step::Insert => {
                values.extend(shape.values(row, |_| true)?);
                &shape.insert
            }
            Step::Delete => {
                values.extend(shape.values(row, |column| column.key)?);
                &shape.delete
            }
            Step::Update => {
                values.extend(shape.values(row, |column| column.key)?);
                values.extend(shape.values(row, |column| !column.key)?);
                &shape.update
            }
        };
        let statement = match self.rows.entry((shape.name.as_str(), step)) {
            btree_map::Entry::Occupied(known) => known.into_mut(),
            btree_map::Entry::Vacant(place) => {
                let prepared = self.transaction.prepare_cached(sql);
                place.insert(prepared.map_err(|error| StoreError::from_sqlite(DOING, self.path, &error))?)
            }
        };
        statement.execute(params_from_iter(values)).map_err(|error| match self.sqlite(&error) {
            StoreError::Conflict { detail, .. } => StoreError::Conflict { table: shape.name.clone(), detail },
            other => other,
        })
    }
}

/// What is done to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Insert,
    Update,
    Delete,
}
