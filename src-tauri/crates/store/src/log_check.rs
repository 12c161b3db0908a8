//! Whether a log left beside the database belongs to it (F14).
//!
//! SQLite would replay any well-formed log into any database. A log that was left behind
//! is therefore tried on a private copy first. Only when the result is whole, is still the
//! same database and continues its history is SQLite allowed to do it for real.

use crate::layout::Layout;
use crate::{connect, schema, verify};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum LogVerdict {
    Belongs,
    Foreign(String),
    /// Neither with the log nor without it is the database whole.
    Damaged(String),
}

pub(crate) fn judge(layout: &Layout) -> std::io::Result<LogVerdict> {
    let scratch = tempfile::Builder::new().prefix("log-").tempdir_in(layout.scratch()?)?;
    let (database, log) = (scratch.path().join("sextant.db"), scratch.path().join("sextant.db-wal"));
    std::fs::copy(&layout.database, &database)?;
    let without = look(&database, Mode::Alone);
    std::fs::copy(&layout.log, &log)?;
    let with = look(&database, Mode::WithLog);
    let same = |own: &String| with.id.as_ref().is_none_or(|mixed| own == mixed);
    // A power cut in the middle of a checkpoint leaves a file that can be read only with its
    // log: what it seems to hold without it is a mixture, and no history to hold against the
    // log (F09). Its name is, as long as it reads as one.
    if without.id.as_ref().is_some_and(|own| (without.fault.is_none() || is_a_name(own)) && !same(own)) {
        return Ok(LogVerdict::Foreign("it names another database".to_owned()));
    }
    if without.fault.is_none()
        && with.fault.is_none()
        && let Some(lost) = without.history.iter().find(|(workshop, known)| !with.continues(workshop, known))
    {
        return Ok(LogVerdict::Foreign(format!("it does not continue the journal of {}", lost.0)));
    }
    Ok(match (without.fault, with.fault) {
        (_, None) => LogVerdict::Belongs,
        (None, Some(fault)) => LogVerdict::Foreign(fault),
        (Some(_), Some(fault)) => LogVerdict::Damaged(fault),
    })
}

enum Mode {
    Alone,
    WithLog,
}

struct Seen {
    id: Option<String>,
    fault: Option<String>,
    history: History,
    /// Workshops whose deletion the log itself records.
    deleted: Vec<String>,
}

fn is_a_name(id: &str) -> bool {
    id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The hashes of each workshop's entries, by number.
type History = BTreeMap<String, BTreeMap<i64, String>>;

impl Seen {
    fn continues(&self, workshop: &str, known: &BTreeMap<i64, String>) -> bool {
        match self.history.get(workshop) {
            Some(entries) => known.last_key_value().is_none_or(|(number, hash)| entries.get(number) == Some(hash)),
            None => self.deleted.iter().any(|deleted| deleted == workshop),
        }
    }
}

fn look(path: &Path, mode: Mode) -> Seen {
    let opened = match mode {
        Mode::Alone => connect::for_looking(path),
        Mode::WithLog => connect::for_writing(path),
    };
    match opened {
        Err(error) => Seen { id: None, fault: Some(error.to_string()), history: History::new(), deleted: Vec::new() },
        // What a half-finished checkpoint leaves may not be readable without the log; then
        // there is nothing to compare with.
        Ok(connection) => Seen {
            id: database_id(&connection),
            fault: fault(&connection, path),
            history: history(&connection).unwrap_or_default(),
            deleted: deleted(&connection).unwrap_or_default(),
        },
    }
}

fn history(connection: &Connection) -> rusqlite::Result<History> {
    let mut found = History::new();
    let mut statement = connection.prepare("select workshop_id, number, hash from journal_entries")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        found.entry(row.get(0)?).or_default().insert(row.get(1)?, row.get(2)?);
    }
    Ok(found)
}

fn deleted(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    connection.prepare("select value from meta where name like 'deleted %'")?.query_map([], |row| row.get(0))?.collect()
}

pub(crate) fn database_id(connection: &Connection) -> Option<String> {
    connection.query_row("select value from meta where name = 'database_id'", [], |row| row.get(0)).ok()
}

/// Damage, or a broken history: two states of the same database mixed together can be a
/// well-formed file.
fn fault(connection: &Connection, path: &Path) -> Option<String> {
    if let Some(damage) = connect::damage(connection) {
        return Some(damage);
    }
    let checked = schema::record_tables(connection, path).and_then(|tables| {
        let mut problems = Vec::new();
        for workshop in verify::all_workshops(connection, path)? {
            problems.extend(verify::workshop(connection, path, &tables, &workshop)?.problems);
        }
        Ok(problems)
    });
    match checked {
        Ok(problems) => problems.first().map(|problem| format!("{problem:?}")),
        Err(error) => Some(error.to_string()),
    }
}
