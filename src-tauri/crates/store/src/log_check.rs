//! Whether a log left beside the database belongs to it (F14).
//!
//! SQLite would replay any well-formed log into any database. A log that was left behind
//! is therefore tried on a private copy first; only when the result is whole and still the
//! same database is SQLite allowed to do it for real.

use crate::layout::Layout;
use crate::{connect, schema, verify};
use rusqlite::Connection;
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
    Ok(match (without, with) {
        (Seen { id: Some(own), .. }, Seen { id: Some(mixed), .. }) if own != mixed => {
            LogVerdict::Foreign("it names another database".to_owned())
        }
        (_, Seen { fault: None, .. }) => LogVerdict::Belongs,
        (Seen { fault: None, .. }, Seen { fault: Some(fault), .. }) => LogVerdict::Foreign(fault),
        (Seen { fault: Some(_), .. }, Seen { fault: Some(fault), .. }) => LogVerdict::Damaged(fault),
    })
}

enum Mode {
    Alone,
    WithLog,
}

struct Seen {
    id: Option<String>,
    fault: Option<String>,
}

fn look(path: &Path, mode: Mode) -> Seen {
    let opened = match mode {
        Mode::Alone => connect::for_looking(path),
        Mode::WithLog => connect::for_writing(path),
    };
    match opened {
        Err(error) => Seen { id: None, fault: Some(error.to_string()) },
        Ok(connection) => Seen { id: database_id(&connection), fault: fault(&connection, path) },
    }
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
