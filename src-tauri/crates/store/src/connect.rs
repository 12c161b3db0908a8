//! One connection, set up the same way every time.

use crate::error::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// The first SQLite without the bug that lost commits when the log was reset.
const OLDEST_SQLITE: i32 = 3_051_003;

pub(crate) fn refuse_old_sqlite() -> Result<(), StoreError> {
    if rusqlite::version_number() >= OLDEST_SQLITE {
        Ok(())
    } else {
        Err(StoreError::SqliteTooOld(rusqlite::version().to_owned()))
    }
}

/// Opens an existing database for writing, with every safety on.
///
/// `synchronous=FULL` is what makes an acknowledged command survive a power cut; the usual
/// `NORMAL` loses commits (D2). `secure_delete` overwrites what is deleted (T1b, T14).
/// The exclusive lock keeps every other program out of the file while it is open (D5).
pub(crate) fn for_writing(path: &Path) -> Result<Connection, StoreError> {
    let connection = guarded(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let set = || -> rusqlite::Result<()> {
        connection.busy_timeout(Duration::from_millis(5000))?;
        connection.pragma_update(None, "locking_mode", "exclusive")?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "secure_delete", "on")?;
        connection.pragma_update(None, "foreign_keys", "on")?;
        connection.set_prepared_statement_cache_capacity(256);
        Ok(())
    };
    set().map_err(|error| StoreError::from_sqlite("opening the database", path, &error))?;
    let mode: String = connection
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .map_err(|error| StoreError::from_sqlite("opening the database", path, &error))?;
    if mode != "wal" {
        return Err(StoreError::Io { doing: "opening the database", detail: format!("journal mode is {mode}") });
    }
    Ok(connection)
}

/// Opens a database that nobody else writes, and never writes it itself: a log beside it
/// is ignored.
pub(crate) fn for_looking(path: &Path) -> Result<Connection, StoreError> {
    let plain = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let uri = format!("file:{plain}?immutable=1");
    guarded(Path::new(&uri), OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)
}

fn guarded(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let sqlite = |error: rusqlite::Error| StoreError::from_sqlite("opening the database", path, &error);
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(sqlite)?;
    let set = || -> rusqlite::Result<()> {
        // Before the first look into the file: its schema is not to be trusted (F18).
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        connection.pragma_update(None, "trusted_schema", "off")?;
        connection.pragma_update(None, "cell_size_check", "on")
    };
    set().map_err(sqlite)?;
    Ok(connection)
}

/// What SQLite's own check finds; `None` when all is well.
pub(crate) fn damage(connection: &Connection) -> Option<String> {
    let found: rusqlite::Result<Vec<String>> = connection
        .prepare("pragma quick_check(3)")
        .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect());
    match found {
        Ok(lines) if lines == ["ok"] => None,
        Ok(lines) => Some(lines.join("; ")),
        Err(error) => Some(error.to_string()),
    }
}

/// The settings that decide whether an acknowledged command is safe, as SQLite reports them.
pub(crate) fn safety_settings(connection: &Connection) -> rusqlite::Result<BTreeMap<&'static str, String>> {
    const NAMES: &[&str] = &[
        "journal_mode",
        "synchronous",
        "secure_delete",
        "trusted_schema",
        "cell_size_check",
        "foreign_keys",
        "busy_timeout",
        "locking_mode",
        "application_id",
        "user_version",
    ];
    NAMES
        .iter()
        .map(|name| {
            let value: rusqlite::types::Value = connection.pragma_query_value(None, name, |row| row.get(0))?;
            let text = match value {
                rusqlite::types::Value::Text(text) => text,
                rusqlite::types::Value::Integer(number) => number.to_string(),
                other => format!("{other:?}"),
            };
            Ok((*name, text))
        })
        .collect()
}
