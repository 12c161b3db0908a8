//! Whether the record is still what the journal says (T4).
//!
//! First the chain: numbers without gaps, each entry with the hash of the one before it.
//! Then the rows: the journal played from the start must give exactly the rows that are
//! there. A row whose last change was sealed is compared by its seal as long as the salt
//! exists; after the salt is destroyed it can only be counted, unless it was restated in
//! the open, which is what a reveal does.

use crate::error::StoreError;
use crate::hash::{self, StoredHead};
use crate::head_note::HeadNote;
use crate::journal;
use crate::row::{Row, TableShape, canonical};
use crate::{Finding, Store};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many entries the journal has.
    pub entries: u64,
    /// What does not fit, in the order found.
    pub problems: Vec<Problem>,
    /// Rows whose seal can no longer be checked because its salt was destroyed.
    pub beyond_checking: u64,
}

/// One thing that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// An entry with this number is missing.
    EntryMissing {
        /// Its number.
        number: u64,
    },
    /// The entry's content is not what its hash was made of.
    EntryAltered {
        /// Its number.
        number: u64,
    },
    /// The entry does not continue the one before it.
    ChainBroken {
        /// Its number.
        number: u64,
    },
    /// The journal has this row, the record does not.
    RowMissing {
        /// The record table.
        table: String,
        /// The row's key.
        key: String,
    },
    /// The record has this row, the journal does not.
    RowUnknown {
        /// The record table.
        table: String,
        /// The row's key.
        key: String,
    },
    /// The row is not as the journal left it.
    RowDiffers {
        /// The record table.
        table: String,
        /// The row's key.
        key: String,
    },
}

impl Store {
    /// Walks the journal of a workshop and compares the record with it.
    ///
    /// # Errors
    /// When the file cannot be read; whatever was altered is in the answer, not an error.
    pub fn verify(&self, workshop_id: &str) -> Result<Verification, StoreError> {
        let mut found = workshop(self.connection()?, &self.layout.database, &self.tables, workshop_id)?;
        if let Some(noted) = HeadNote::read(&self.layout.head)
            && noted.workshop == workshop_id
        {
            let head = self.head(workshop_id)?;
            match head {
                Some(head) if head.number == noted.number && head.hash != noted.hash => {
                    found.problems.push(Problem::EntryAltered { number: head.number });
                }
                Some(head) if head.number >= noted.number => {}
                Some(_) | None => found.problems.push(Problem::EntryMissing { number: noted.number }),
            }
        }
        Ok(found)
    }
}

impl Store {
    /// Compares a workshop that is about to be opened with its journal. What does not fit becomes a
    /// finding and nothing more: the record is the person's, and they may have changed it on purpose.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn check_record(&mut self, workshop_id: &str) -> Result<(), StoreError> {
        let places = self.verify(workshop_id)?.problems.len();
        self.findings.retain(|finding| match finding {
            Finding::RecordDiffers { workshop, .. } => workshop != workshop_id,
            Finding::MissingCommits { .. } | Finding::ForeignLog { .. } | Finding::UnfitFolder(_) => true,
        });
        if places > 0 {
            self.findings.push(Finding::RecordDiffers { workshop: workshop_id.to_owned(), places });
        }
        Ok(())
    }
}

/// The ids of all workshops.
pub(crate) fn all_workshops(connection: &Connection, path: &Path) -> Result<Vec<String>, StoreError> {
    connection
        .prepare("select id from workshops order by id")
        .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
        .map_err(|error| StoreError::from_sqlite("reading the library", path, &error))
}

pub(crate) fn workshop(
    connection: &Connection,
    path: &Path,
    tables: &BTreeMap<String, TableShape>,
    workshop: &str,
) -> Result<Verification, StoreError> {
    let sqlite = |error: rusqlite::Error| StoreError::from_sqlite("checking the journal", path, &error);
    let salts: HashMap<String, String> = connection
        .prepare("select span, salt from seal_salts where workshop_id = ?1")
        .and_then(|mut statement| statement.query_map([workshop], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
        .map_err(sqlite)?;
    let mut found = Verification::default();
    let mut said = Said::default();
    let (mut expected, mut previous) = (1, hash::START.to_owned());
    for entry in journal::entries_after(connection, workshop, 0).map_err(sqlite)? {
        let changes = journal::changes_of(connection, workshop, entry.number).map_err(sqlite)?;
        let gap = entry.number != expected;
        found.problems.extend((expected..entry.number).map(|number| Problem::EntryMissing { number }));
        if !gap && entry.previous_hash != previous {
            found.problems.push(Problem::ChainBroken { number: entry.number });
        }
        let head = StoredHead {
            workshop,
            number: entry.number,
            actor: &entry.actor,
            operation: &entry.operation,
            label: &entry.label,
            at: entry.at,
            undo: &entry.undo,
            undo_target: entry.undo_target,
            span: entry.span.as_deref(),
            previous_hash: &entry.previous_hash,
        };
        if hash::of_entry(&head, &changes) != entry.hash {
            found.problems.push(Problem::EntryAltered { number: entry.number });
        }
        for change in changes {
            said.hear(entry.number, entry.span.as_deref().and_then(|span| salts.get(span)), change);
        }
        found.entries += 1;
        expected = entry.number + 1;
        previous = entry.hash;
    }
    for shape in tables.values() {
        let rows: Vec<Row> = connection
            .prepare(&shape.select_all)
            .and_then(|mut statement| statement.query_map([workshop], |row| shape.read(row))?.collect())
            .map_err(sqlite)?;
        said.compare(shape, &rows, &salts, &mut found);
    }
    Ok(found)
}

/// The last thing the journal says about each row.
#[derive(Default)]
struct Said {
    /// table, key → (when, image)
    open: BTreeMap<(String, String), (u64, Option<String>)>,
    /// table, sealed key → (when, seal)
    sealed: BTreeMap<(String, String), (u64, Option<String>)>,
    /// table → entries with sealed changes whose salt is gone
    lost: BTreeMap<String, Vec<u64>>,
}

impl Said {
    fn hear(&mut self, number: u64, salt: Option<&String>, change: hash::StoredChange) {
        match (change.sealed, salt) {
            (false, _) => {
                self.open.insert((change.table, change.key), (number, change.after));
            }
            (true, Some(_)) => {
                self.sealed.insert((change.table, change.key), (number, change.after));
            }
            (true, None) => self.lost.entry(change.table).or_default().push(number),
        }
    }

    fn compare(&mut self, shape: &TableShape, rows: &[Row], salts: &HashMap<String, String>, found: &mut Verification) {
        let table = &shape.name;
        let mut lost = self.lost.remove(table).unwrap_or_default();
        // Whether a sealed change that cannot be read any more may have been about this row.
        let mut excused = |since: u64| {
            let at = lost.iter().position(|number| *number > since)?;
            Some(lost.swap_remove(at))
        };
        let mut present = BTreeSet::new();
        for row in rows {
            let key = shape.key_text(row);
            let open = self.open.get(&(table.clone(), key.clone()));
            let sealed = salts
                .values()
                .filter_map(|salt| {
                    let sealed_key = hash::seal(salt, table, &key, None);
                    let (number, seal) = self.sealed.get(&(table.clone(), sealed_key.clone()))?;
                    present.insert(sealed_key);
                    Some((*number, seal.as_deref(), salt))
                })
                .max_by_key(|(number, ..)| *number);
            let since = open.map_or(0, |(number, _)| *number);
            let verdict = match (open, sealed) {
                (_, Some((number, seal, salt))) if number > since => {
                    seal.is_some_and(|seal| seal == hash::seal(salt, table, &key, Some(&canonical(row))))
                }
                (Some((_, Some(image))), _) => same(image, row),
                (Some((_, None)) | None, _) => false,
            };
            if !verdict {
                if excused(since).is_some() {
                    found.beyond_checking += 1;
                } else if open.is_none() && sealed.is_none() {
                    found.problems.push(Problem::RowUnknown { table: table.clone(), key: key.clone() });
                } else {
                    found.problems.push(Problem::RowDiffers { table: table.clone(), key: key.clone() });
                }
            }
            present.insert(key);
        }
        let of_table = |(name, key): &&(String, String)| name == table && !present.contains(key);
        let missing = |said: &BTreeMap<(String, String), (u64, Option<String>)>| -> Vec<(String, u64)> {
            said.iter()
                .filter(|(row, (_, after))| of_table(row) && after.is_some())
                .map(|((_, key), (number, _))| (key.clone(), *number))
                .collect()
        };
        for (key, number) in missing(&self.open) {
            // It may have been deleted under a seal, by a salt that exists or one that is gone.
            let deleted = salts.values().any(|salt| {
                self.sealed
                    .get(&(table.clone(), hash::seal(salt, table, &key, None)))
                    .is_some_and(|(sealed_at, after)| *sealed_at > number && after.is_none())
            });
            if !deleted && excused(number).is_none() {
                found.problems.push(Problem::RowMissing { table: table.clone(), key });
            }
        }
        let deleted_openly: BTreeSet<String> = self
            .open
            .iter()
            .filter(|((name, _), (_, after))| name == table && after.is_none())
            .flat_map(|((_, key), _)| salts.values().map(move |salt| hash::seal(salt, table, key, None)))
            .collect();
        for (key, _) in missing(&self.sealed) {
            if !deleted_openly.contains(&key) {
                found.problems.push(Problem::RowMissing { table: table.clone(), key });
            }
        }
    }
}

/// Whether the row is as its image says. A column added by a later version is not in an
/// older image and is not compared; one that was dropped is not in the row.
fn same(image: &str, row: &Row) -> bool {
    let Some(image) = journal::image(image) else { return false };
    let Some(row) = journal::image(&canonical(row)) else { return false };
    image.iter().all(|(column, value)| row.get(column).is_none_or(|current| current == value))
}
