//! Saving what still reads from a damaged file (F12). The damaged file is not touched.

use crate::error::StoreError;
use crate::layout::Layout;
use crate::lock::FolderLock;
use crate::open::Opening;
use crate::{Store, connect};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::{BTreeMap, BTreeSet};

/// What was saved into the new folder and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Each workshop that was found, by id.
    pub workshops: BTreeMap<String, SalvagedWorkshop>,
}

/// What became of one workshop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SalvagedWorkshop {
    /// How many rows were read, over all tables.
    pub rows: u64,
    /// The tables that could be read only in part.
    pub missing: Vec<String>,
    /// Whether it is in the new file: without its row in `workshops` it cannot be.
    pub saved: bool,
}

/// Reads what it can from `damaged` and writes it into `fresh`, a folder without a database.
///
/// # Errors
/// When the damaged file cannot be read at all, or the new one cannot be written.
pub fn salvage(damaged: &Opening, fresh: &Opening) -> Result<Salvaged, StoreError> {
    let layout = Layout::find_or_make(&damaged.dir, None)?;
    let _lock = FolderLock::take(&layout)?;
    let io = |error: std::io::Error| StoreError::from_io("saving what still reads", &layout.database, 1 << 20, &error);
    let scratch = tempfile::Builder::new().prefix("salvage-").tempdir().map_err(io)?;
    let copy = Layout::of(scratch.path());
    std::fs::copy(&layout.database, &copy.database).map_err(io)?;
    if layout.log.exists() {
        std::fs::copy(&layout.log, &copy.log).map_err(io)?;
    }
    let source = connect::for_writing(&copy.database).or_else(|_| connect::for_looking(&copy.database))?;

    let mut target = Store::open_with(fresh)?;
    let path = target.layout.database.clone();
    let sqlite = |error: rusqlite::Error| StoreError::from_sqlite("saving what still reads", &path, &error);
    let owned = owned_tables(target.connection()?).map_err(sqlite)?;
    let mut found = Salvaged::default();
    for workshop in ids(&source, &owned) {
        let read: Vec<(&String, TableRows)> =
            owned.iter().map(|(table, owner)| (table, read_table(&source, table, owner, &workshop))).collect();
        let mut report = SalvagedWorkshop {
            rows: read.iter().map(|(_, table)| table.rows.len() as u64).sum(),
            missing: read.iter().filter(|(_, table)| !table.complete).map(|(name, _)| (*name).clone()).collect(),
            saved: false,
        };
        if read.iter().any(|(name, table)| *name == "workshops" && !table.rows.is_empty()) {
            write(&mut target, &read).map_err(sqlite)?;
            report.saved = true;
        } else if !report.missing.iter().any(|name| name == "workshops") {
            report.missing.push("workshops".to_owned());
        }
        found.workshops.insert(workshop, report);
    }
    Ok(found)
}

/// Every table that belongs to a workshop, with the column that says to which.
fn owned_tables(connection: &Connection) -> rusqlite::Result<BTreeMap<String, String>> {
    connection
        .prepare(
            "select t.name, c.name from sqlite_schema t join pragma_table_info(t.name) c on c.pk = 1 \
             where t.type = 'table' and (c.name = 'workshop_id' or t.name = 'workshops')",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Every workshop that any readable part of any table names.
fn ids(source: &Connection, owned: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (table, owner) in owned {
        let Ok(mut statement) = source.prepare(&format!("select distinct \"{owner}\" from \"{table}\"")) else {
            continue;
        };
        let Ok(rows) = statement.query_map([], |row| row.get::<_, String>(0)) else { continue };
        found.extend(rows.map_while(Result::ok));
    }
    found
}

struct TableRows {
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
    complete: bool,
}

fn read_table(source: &Connection, table: &str, owner: &str, workshop: &str) -> TableRows {
    let mut read = TableRows { columns: Vec::new(), rows: Vec::new(), complete: false };
    let Ok(mut statement) = source.prepare(&format!("select * from \"{table}\" where \"{owner}\" = ?1")) else {
        return read;
    };
    read.columns = statement.column_names().into_iter().map(str::to_owned).collect();
    let width = read.columns.len();
    let Ok(mut rows) = statement.query([workshop]) else { return read };
    loop {
        match rows.next() {
            Ok(None) => {
                read.complete = true;
                return read;
            }
            Ok(Some(row)) => match (0..width).map(|at| row.get(at)).collect() {
                Ok(values) => read.rows.push(values),
                Err(_) => return read,
            },
            Err(_) => return read,
        }
    }
}

/// Writes the rows of one workshop. Rows whose partner is lost are kept, so keys between
/// tables are not enforced here; a row that is itself nonsense is left out.
fn write(target: &mut Store, read: &[(&String, TableRows)]) -> rusqlite::Result<()> {
    let Some(connection) = target.connection.as_mut() else { return Ok(()) };
    connection.pragma_update(None, "foreign_keys", "off")?;
    let transaction = connection.transaction()?;
    for (table, rows) in read {
        let columns: Vec<String> = rows.columns.iter().map(|name| format!("\"{name}\"")).collect();
        let marks: Vec<String> = (1..=columns.len()).map(|place| format!("?{place}")).collect();
        let insert =
            format!("insert or ignore into \"{table}\" ({}) values ({})", columns.join(", "), marks.join(", "));
        for row in &rows.rows {
            if let Err(error) = transaction.prepare_cached(&insert)?.execute(params_from_iter(row)) {
                tracing::warn!(%error, table = table.as_str(), "a damaged row was left out");
            }
        }
    }
    transaction.commit()?;
    connection.pragma_update(None, "foreign_keys", "on")
}
