//! Reading the record: workshops, their rows, and what became of a command.

use crate::Store;
use crate::entry::CommandStamp;
use crate::error::StoreError;
use crate::hash;
use crate::row::Row;
use rusqlite::OptionalExtension as _;
use std::collections::BTreeMap;

/// One line of the library.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkshopRow {
    /// The workshop's id.
    pub id: String,
    /// Its row in `workshops`, without the id.
    pub row: Row,
    /// Number of its newest journal entry.
    pub last_entry: u64,
    /// When that was written, in milliseconds since 1970.
    pub last_change: i64,
}

/// What is known about a command that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandOutcome {
    /// It was never applied.
    New,
    /// It was applied; a resend gets the same answer and no second effect (F40).
    Applied,
    /// Its id was used for something else (F42).
    Reused,
}

impl Store {
    /// All workshops, by id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_workshops(&self) -> Result<Vec<WorkshopRow>, StoreError> {
        let sqlite = |error| StoreError::from_sqlite("reading the library", &self.layout.database, &error);
        let connection = self.connection()?;
        let ids = crate::verify::all_workshops(connection, &self.layout.database)?;
        let Some(shape) = self.tables.get("workshops") else { return Ok(Vec::new()) };
        ids.into_iter()
            .map(|id| {
                let row = connection
                    .prepare_cached(&shape.select_one)
                    .and_then(|mut statement| statement.query_row([&id], |row| shape.read(row)))
                    .map_err(sqlite)?;
                let head = self.head(&id)?;
                Ok(WorkshopRow {
                    id,
                    row,
                    last_entry: head.as_ref().map_or(0, |head| head.number),
                    last_change: head.map_or(0, |head| head.at),
                })
            })
            .collect()
    }

    /// All rows of one workshop, by table and in the order of their keys.
    ///
    /// # Errors
    /// [`StoreError::NoSuchWorkshop`], or [`StoreError::WorkshopUnreadable`] when a part of
    /// the file cannot be read: other workshops may still be opened (F07).
    pub fn load_rows(&self, workshop: &str) -> Result<BTreeMap<String, Vec<Row>>, StoreError> {
        let connection = self.connection()?;
        let rows: BTreeMap<String, Vec<Row>> = self
            .tables
            .values()
            .map(|shape| {
                let rows: Vec<Row> = connection
                    .prepare_cached(&shape.select_all)
                    .and_then(|mut statement| statement.query_map([workshop], |row| shape.read(row))?.collect())
                    .map_err(|error| self.unreadable(workshop, &error))?;
                Ok((shape.name.clone(), rows))
            })
            .collect::<Result<_, StoreError>>()?;
        if rows.get("workshops").is_none_or(Vec::is_empty) {
            return Err(StoreError::NoSuchWorkshop(workshop.to_owned()));
        }
        Ok(rows)
    }

    /// Narrows a failure to the workshop that was being read.
    pub(crate) fn unreadable(&self, workshop: &str, error: &rusqlite::Error) -> StoreError {
        match StoreError::from_sqlite("reading a workshop", &self.layout.database, error) {
            StoreError::Damaged { detail, .. } | StoreError::Io { detail, .. } | StoreError::Sqlite { detail, .. } => {
                StoreError::WorkshopUnreadable { workshop: workshop.to_owned(), detail }
            }
            other => other,
        }
    }

    /// Whether a command was applied already.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn command_outcome(&self, workshop: &str, stamp: &CommandStamp) -> Result<CommandOutcome, StoreError> {
        let known: Option<(String, String)> = self
            .connection()?
            .prepare_cached("select actor, fingerprint from command_ids where workshop_id = ?1 and id = ?2")
            .and_then(|mut statement| {
                statement.query_row([workshop, stamp.id.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()
            })
            .map_err(|error| self.unreadable(workshop, &error))?;
        Ok(match known {
            None => CommandOutcome::New,
            Some((actor, print)) if actor == stamp.actor.0 && print == hash::hex(&stamp.fingerprint) => {
                CommandOutcome::Applied
            }
            Some(_) => CommandOutcome::Reused,
        })
    }

    /// The settings of the open file that decide whether an acknowledged command is safe.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn safety_settings(&self) -> Result<BTreeMap<&'static str, String>, StoreError> {
        crate::connect::safety_settings(self.connection()?)
            .map_err(|error| StoreError::from_sqlite("reading the settings", &self.layout.database, &error))
    }
}
