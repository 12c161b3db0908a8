//! Who sent which answer from a seat, while its silent stage lasts. Kept outside of the record and
//! of the journal: no entry may say whose an answer is (T1b).

use crate::Store;
use crate::entry::{CommitReceipt, Entry};
use crate::error::StoreError;
use rusqlite::{Transaction, TransactionBehavior, params};
use std::path::Path;

/// That an answer is somebody's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeatTie {
    /// Whose: a person's id, or the one that stands for a table.
    pub sender: String,
    /// What kind of answer.
    pub kind: String,
    /// Which answer.
    pub item: String,
    /// The silent span at whose end it is destroyed.
    pub span: String,
}

/// A tie that comes or goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeatTieChange {
    /// It holds from now on.
    Tied(SeatTie),
    /// It holds no longer.
    Loosed {
        /// Whose it was.
        sender: String,
        /// What kind of answer.
        kind: String,
        /// Which answer.
        item: String,
    },
}

const DOING: &str = "keeping whose an answer is";

impl Store {
    /// All ties of a workshop, in an order that says nothing.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn seat_ties(&self, workshop: &str) -> Result<Vec<SeatTie>, StoreError> {
        let sql = "select sender, kind, item, span from seat_ties where workshop_id = ?1 \
                   order by sender, kind, item";
        self.connection()?
            .prepare_cached(sql)
            .and_then(|mut statement| {
                let rows = statement.query_map([workshop], |row| {
                    Ok(SeatTie { sender: row.get(0)?, kind: row.get(1)?, item: row.get(2)?, span: row.get(3)? })
                })?;
                rows.collect()
            })
            .map_err(|error| self.unreadable(workshop, &error))
    }

    /// Writes a batch of entries together with the ties of its answers: all or nothing. An answer
    /// without its tie would be counted twice after a restart.
    ///
    /// # Errors
    /// As for [`Store::transact`].
    pub fn transact_with_ties(
        &mut self,
        workshop: &str,
        entries: &[Entry],
        ties: &[SeatTieChange],
    ) -> Result<CommitReceipt, StoreError> {
        self.ready_to_write()?;
        let result = self.append_batch(workshop, entries, |transaction, path| write(transaction, path, workshop, ties));
        result.map_err(|error| self.after_failure(error))
    }

    /// Keeps ties of what is no part of the record.
    ///
    /// # Errors
    /// When they could not be saved.
    pub fn change_seat_ties(&mut self, workshop: &str, ties: &[SeatTieChange]) -> Result<(), StoreError> {
        if ties.is_empty() {
            return Ok(());
        }
        self.ready_to_write()?;
        let path = self.layout.database.clone();
        let written = (|| {
            let sqlite = |error: rusqlite::Error| StoreError::from_sqlite(DOING, &path, &error);
            let connection = self.connection.as_mut().ok_or(StoreError::Closed)?;
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sqlite)?;
            write(&transaction, &path, workshop, ties)?;
            transaction.commit().map_err(sqlite)
        })();
        written.map_err(|error| self.after_failure(error))
    }
}

fn write(transaction: &Transaction<'_>, path: &Path, workshop: &str, ties: &[SeatTieChange]) -> Result<(), StoreError> {
    let each = || -> rusqlite::Result<()> {
        let mut tie = transaction.prepare_cached(
            "insert into seat_ties (workshop_id, sender, kind, item, span) values (?1, ?2, ?3, ?4, ?5) \
             on conflict do nothing",
        )?;
        let mut loosen = transaction.prepare_cached(
            "delete from seat_ties where workshop_id = ?1 and sender = ?2 and kind = ?3 and item = ?4",
        )?;
        for change in ties {
            match change {
                SeatTieChange::Tied(SeatTie { sender, kind, item, span }) => {
                    tie.execute(params![workshop, sender, kind, item, span])?;
                }
                SeatTieChange::Loosed { sender, kind, item } => {
                    loosen.execute(params![workshop, sender, kind, item])?;
                }
            }
        }
        Ok(())
    };
    each().map_err(|error| StoreError::from_sqlite(DOING, path, &error))
}
