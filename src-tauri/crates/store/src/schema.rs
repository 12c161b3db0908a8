//! The schema: its numbered steps, what may be in it, and the shape of each record table.

use crate::error::StoreError;
use crate::row::{Column, ColumnKind, TableShape};
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// "SXTN": marks the file as ours, beside any other SQLite database.
pub(crate) const APPLICATION_ID: u32 = 0x5358_544E;

/// The released steps, oldest first. A released step is never changed.
pub const STEPS: &[&str] = &[
    include_str!("../migrations/0001_journal.sql"),
    include_str!("../migrations/0002_record.sql"),
    include_str!("../migrations/0003_input_target.sql"),
    include_str!("../migrations/0004_room.sql"),
    include_str!("../migrations/0005_rehearsal.sql"),
    include_str!("../migrations/0006_tables.sql"),
    include_str!("../migrations/0007_table_devices.sql"),
    include_str!("../migrations/0008_seat_ties.sql"),
];

/// Tables that are no part of the record: no change may name them.
const KEPT_BY_THE_STORE: &[&str] = &[
    "command_ids",
    "drafts",
    "journal_changes",
    "journal_entries",
    "meta",
    "seal_salts",
    "seat_keys",
    "seat_ties",
    "settings",
];

/// The steps as one runner, which applies all missing ones in a single transaction.
pub(crate) fn migrations(steps: &'static [&'static str]) -> Migrations<'static> {
    Migrations::new(steps.iter().map(|step| M::up(step).foreign_key_check()).collect())
}

/// Every object of a schema, as (kind, name, text).
type Objects = BTreeSet<(String, String, String)>;

fn objects(connection: &Connection) -> rusqlite::Result<Objects> {
    connection
        .prepare("select type, name, coalesce(sql, '') from sqlite_schema where name not like 'sqlite_stat%'")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect()
}

/// Refuses a schema with anything in it that the first `version` steps do not make (F18):
/// a trigger or a view could change or show what the program believes it controls.
pub(crate) fn refuse_unknown_objects(
    connection: &Connection,
    path: &Path,
    steps: &'static [&'static str],
    version: usize,
) -> Result<(), StoreError> {
    let sqlite = |error| StoreError::from_sqlite("reading the schema", path, &error);
    let model = Connection::open_in_memory().map_err(sqlite)?;
    for step in &steps[..version] {
        model.execute_batch(step).map_err(sqlite)?;
    }
    let (expected, found) = (objects(&model).map_err(sqlite)?, objects(connection).map_err(sqlite)?);
    if let Some((kind, name, _)) = found.difference(&expected).next() {
        return Err(StoreError::UnknownSchemaObject { path: path.to_owned(), kind: kind.clone(), name: name.clone() });
    }
    match expected.difference(&found).next() {
        None => Ok(()),
        Some((kind, name, _)) => Err(StoreError::Damaged {
            path: path.to_owned(),
            detail: format!("the {kind} {name} is missing"),
            backups: Vec::new(),
        }),
    }
}

/// The shapes of all record tables, by name.
pub(crate) fn record_tables(connection: &Connection, path: &Path) -> Result<BTreeMap<String, TableShape>, StoreError> {
    let sqlite = |error| StoreError::from_sqlite("reading the schema", path, &error);
    let names: Vec<String> = connection
        .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
        .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
        .map_err(sqlite)?;
    names
        .into_iter()
        .filter(|name| !KEPT_BY_THE_STORE.contains(&name.as_str()))
        .map(|name| Ok((name.clone(), shape(connection, path, name)?)))
        .collect()
}

fn shape(connection: &Connection, path: &Path, table: String) -> Result<TableShape, StoreError> {
    let listed: Vec<(String, String, i64)> = connection
        .prepare("select name, type, pk from pragma_table_info(?1) order by cid")
        .and_then(|mut statement| {
            statement.query_map([&table], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
        })
        .map_err(|error| StoreError::from_sqlite("reading the schema", path, &error))?;
    let owner = if table == "workshops" { "id" } else { "workshop_id" };
    let mut columns = Vec::new();
    let mut owned = false;
    for (name, declared, place) in listed {
        if name == owner && place == 1 {
            owned = true;
            continue;
        }
        let kind = ColumnKind::declared(&declared)
            .ok_or_else(|| StoreError::Misfit(format!("{table}.{name} has the unknown type {declared:?}")))?;
        columns.push(Column { name, kind, key: place > 0 });
    }
    if !owned {
        return Err(StoreError::Misfit(format!("the primary key of {table} does not begin with {owner}")));
    }
    Ok(TableShape::new(table, owner, columns))
}
