//! Opening the data folder: everything that is checked before the first command.

use crate::backup::{self, BackupReason};
use crate::error::StoreError;
use crate::head_note::{HeadNote, Noted};
use crate::header::{self, FirstSight, Header};
use crate::layout::{self, Layout, UnfitFolder};
use crate::lock::FolderLock;
use crate::log_check::{self, LogVerdict};
use crate::{Access, Store, connect, schema};
use rusqlite::Connection;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What to open and how.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The data folder.
    pub dir: PathBuf,
    /// The present time in milliseconds since 1970.
    pub now: i64,
    /// The schema's steps; [`crate::STEPS`] except in tests.
    pub steps: &'static [&'static str],
    /// A file outside of the data folder in which used folders are remembered, so that a
    /// missing one is asked about and never silently made anew (F05).
    pub known_folders: Option<PathBuf>,
}

const MIGRATING: &str = "bringing the file to this version";

impl Opening {
    /// The released schema, with no list of known folders.
    pub fn of(dir: impl Into<PathBuf>, now: i64) -> Self {
        Self { dir: dir.into(), now, steps: schema::STEPS, known_folders: None }
    }
}

/// Something a person should know although the store could be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Commits are missing: the log was deleted after a crash (F13).
    MissingCommits {
        /// The workshop of the newest commit that was noted.
        workshop: String,
        /// The newest entry that is left in it.
        last_kept: u64,
        /// The newest entry that was acknowledged.
        last_acknowledged: u64,
        /// When the newest entry of the whole file was written that is left.
        kept_until: Option<i64>,
        /// When the newest acknowledged entry was written.
        acknowledged_until: i64,
    },
    /// A log of another database lay beside this one and was set aside (F14).
    ForeignLog {
        /// Where it lies now.
        kept_as: PathBuf,
        /// What told.
        why: String,
    },
    /// The folder is no good place for a database (F06).
    UnfitFolder(UnfitFolder),
    /// A workshop is not what its journal says: something else than this program wrote to it (T4).
    RecordDiffers {
        /// The workshop.
        workshop: String,
        /// In how many places; the doctor names them.
        places: usize,
    },
}

impl Store {
    /// Opens the data folder, or makes it on the first start.
    ///
    /// # Errors
    /// Everything of F04, F05, F11–F23 under its own variant; the file is left as it was.
    pub fn open(dir: impl Into<PathBuf>, now: i64) -> Result<Self, StoreError> {
        Self::open_with(&Opening::of(dir, now))
    }

    /// As [`Store::open`], with every choice spelled out.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_with(opening: &Opening) -> Result<Self, StoreError> {
        connect::refuse_old_sqlite()?;
        let layout = Layout::find_or_make(&opening.dir, opening.known_folders.as_deref())?;
        let lock = FolderLock::take(&layout)?;
        let opened = Self::open_locked(opening, &layout, Access::Owner(lock));
        opened
            .map_err(|error| error.into_damage_unless(MIGRATING, &layout.database))
            .map_err(|error| error.with_backups(|| backup::list(&layout.backups, opening.now)))
    }

    /// Opens a private copy for looking at: nothing is written to the folder, and every
    /// change is refused (F02, F04, F23).
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_for_viewing(opening: &Opening) -> Result<Self, StoreError> {
        connect::refuse_old_sqlite()?;
        let doing = "copying the database for viewing";
        let io = |error: std::io::Error| StoreError::from_io(doing, &opening.dir, 4096, &error);
        let original = Layout::of(&opening.dir);
        if header::look(&original.database).map_err(io)? == FirstSight::Absent {
            return Err(StoreError::DatabaseMissing { dir: opening.dir.clone(), backups: Vec::new() });
        }
        let copy = tempfile::Builder::new().prefix("sextant-view-").tempdir().map_err(io)?;
        let layout = Layout::of(copy.path());
        std::fs::copy(&original.database, &layout.database).map_err(io)?;
        for (from, to) in [(&original.log, &layout.log), (&original.head, &layout.head)] {
            if from.exists() {
                std::fs::copy(from, to).map_err(io)?;
            }
        }
        Self::open_locked(opening, &layout, Access::Viewer(copy))
    }

    fn open_locked(opening: &Opening, layout: &Layout, access: Access) -> Result<Self, StoreError> {
        let mut findings = Vec::new();
        match look(layout, opening.steps.len())? {
            Look::New => create(layout, opening)?,
            Look::Clean => {}
            Look::LogLeft => findings.extend(settle_log(layout, opening.now)?),
        }
        let noted = HeadNote::read(&layout.head);
        let mut connection = connect::for_writing(&layout.database)?;
        if let Some(detail) = connect::damage(&connection) {
            // Closing would write a checkpoint into the damaged file. Nothing is lost by
            // leaving it: the log stays beside it for the salvage.
            drop(connection);
            return Err(StoreError::Damaged { path: layout.database.clone(), detail, backups: Vec::new() });
        }
        let keep_backup = match access {
            Access::Owner(_) => Some(opening.now),
            Access::Viewer(_) => None,
        };
        migrate(&mut connection, layout, opening.steps, keep_backup)?;
        let tables = schema::record_tables(&connection, &layout.database)?;
        if let Access::Owner(_) = access {
            findings.extend(layout::unfit_folder(&layout.dir).map(Finding::UnfitFolder));
            if let Some(list) = &opening.known_folders
                && let Err(error) = layout::remember(list, &opening.dir)
            {
                tracing::warn!(%error, "the data folder could not be remembered");
            }
        }
        let mut store = Self {
            layout: layout.clone(),
            steps: opening.steps,
            access,
            connection: Some(connection),
            tables,
            heads: HashMap::new(),
            note: HeadNote::open(&layout.head),
            findings,
            changed_since_backup: false,
        };
        store.changed_since_backup = store.differs_from_newest_backup();
        if let Some(noted) = noted {
            let missing = store.missing_commits(noted)?;
            store.findings.extend(missing);
        }
        store.finish_seal_destruction(opening.now)?;
        Ok(store)
    }

    /// What a person should know about the folder, found while opening.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The connection, unless a failure closed it.
    pub(crate) fn connection(&self) -> Result<&Connection, StoreError> {
        self.connection.as_ref().ok_or(StoreError::Closed)
    }

    /// Opens the file afresh after a failure: the old handle may believe in pages that
    /// never reached the disk (F08). Called by itself before the next write.
    ///
    /// # Errors
    /// The reason why the file still cannot be opened.
    pub fn reopen(&mut self) -> Result<(), StoreError> {
        self.connection = None;
        self.heads.clear();
        let connection = connect::for_writing(&self.layout.database)?;
        if let Some(detail) = connect::damage(&connection) {
            return Err(StoreError::Damaged { path: self.layout.database.clone(), detail, backups: Vec::new() });
        }
        self.connection = Some(connection);
        Ok(())
    }

    /// Refuses to write to a viewed copy, and opens a closed file.
    pub(crate) fn ready_to_write(&mut self) -> Result<(), StoreError> {
        match self.access {
            Access::Viewer(_) => return Err(StoreError::ReadOnly { path: self.layout.database.clone() }),
            Access::Owner(_) => {}
        }
        if self.connection.is_none() { self.reopen() } else { Ok(()) }
    }

    /// Passes a failed write on, after dropping a handle that can be trusted no longer.
    pub(crate) fn after_failure(&mut self, error: StoreError) -> StoreError {
        if error.taints_the_handle() {
            tracing::error!(%error, "the database is opened afresh after a failed write");
            if let Err(error) = self.reopen() {
                tracing::error!(%error, "the database stays closed");
            }
        }
        error
    }

    fn missing_commits(&self, noted: Noted) -> Result<Option<Finding>, StoreError> {
        let connection = self.connection()?;
        let kept = self.head(&noted.workshop)?;
        let last_kept = kept.map_or(0, |head| head.number);
        if last_kept >= noted.number {
            return Ok(None);
        }
        let kept_until = connection
            .query_row("select max(at) from journal_entries", [], |row| row.get(0))
            .map_err(|error| StoreError::from_sqlite("reading the journal", &self.layout.database, &error))?;
        Ok(Some(Finding::MissingCommits {
            workshop: noted.workshop,
            last_kept,
            last_acknowledged: noted.number,
            kept_until,
            acknowledged_until: noted.at,
        }))
    }
}

enum Look {
    New,
    Clean,
    LogLeft,
}

/// Judges the file from its bytes alone, so that a refused one stays as it was.
fn look(layout: &Layout, known: usize) -> Result<Look, StoreError> {
    let path = &layout.database;
    let io = |error: std::io::Error| StoreError::from_io("opening the database", path, 4096, &error);
    let refuse_newer = |header: Header| {
        if header.version as usize > known {
            return Err(StoreError::NewerFile { path: path.clone(), found: header.version, known: known as u32 });
        }
        Ok(())
    };
    match header::look(path).map_err(io)? {
        FirstSight::Absent => {
            let used = header::log_has_frames(&layout.log)
                || HeadNote::read(&layout.head).is_some()
                || !backup::list(&layout.backups, 0).is_empty();
            if used {
                return Err(StoreError::DatabaseMissing { dir: layout.dir.clone(), backups: Vec::new() });
            }
            return Ok(Look::New);
        }
        FirstSight::Empty => {
            return Err(StoreError::Damaged {
                path: path.clone(),
                detail: "the file is zero bytes long".to_owned(),
                backups: Vec::new(),
            });
        }
        FirstSight::Foreign => return Err(StoreError::NotADatabase { path: path.clone(), backups: Vec::new() }),
        FirstSight::Database(header) => {
            if header.application != schema::APPLICATION_ID {
                return Err(StoreError::NotADatabase { path: path.clone(), backups: Vec::new() });
            }
            refuse_newer(header)?;
        }
    }
    if !header::log_has_frames(&layout.log) {
        return Ok(Look::Clean);
    }
    if let Some(header) = header::look_into_log(&layout.log).map_err(io)?
        && header.application == schema::APPLICATION_ID
    {
        refuse_newer(header)?;
    }
    Ok(Look::LogLeft)
}

/// Decides about a log left by a process that did not close the file.
fn settle_log(layout: &Layout, now: i64) -> Result<Option<Finding>, StoreError> {
    let needed = || {
        let size = |path: &Path| std::fs::metadata(path).map_or(0, |found| found.len());
        size(&layout.database) + size(&layout.log)
    };
    let io = |error: std::io::Error| StoreError::from_io("checking the log", &layout.log, needed(), &error);
    match log_check::judge(layout).map_err(io)? {
        LogVerdict::Belongs => Ok(None),
        LogVerdict::Damaged(detail) => {
            Err(StoreError::Damaged { path: layout.database.clone(), detail, backups: Vec::new() })
        }
        LogVerdict::Foreign(why) => {
            let kept_as = layout.dir.join(format!("set-aside-{}.wal", backup::stamp(now)));
            std::fs::rename(&layout.log, &kept_as).map_err(io)?;
            match std::fs::remove_file(&layout.index) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
                Ok(()) | Err(_) => {}
            }
            layout::sync_folder(&layout.dir).map_err(io)?;
            Ok(Some(Finding::ForeignLog { kept_as, why }))
        }
    }
}

/// Makes a new database under another name and moves it into place when it is whole, so
/// that an empty file under the final name is always damage (F15).
fn create(layout: &Layout, opening: &Opening) -> Result<(), StoreError> {
    let doing = "creating the database";
    let io = |error: std::io::Error| StoreError::from_io(doing, &layout.database, 1 << 20, &error);
    let path = layout.scratch().map_err(io)?.join("new.db");
    let sqlite = |error: rusqlite::Error| StoreError::from_sqlite(doing, &layout.database, &error);
    let mut connection = Connection::open(&path).map_err(sqlite)?;
    connection.pragma_update(None, "application_id", schema::APPLICATION_ID).map_err(sqlite)?;
    run_steps(&mut connection, layout, opening.steps)?;
    connection
        .execute(
            "insert into meta (name, value) values ('database_id', lower(hex(randomblob(16)))), ('created_at', ?1)",
            [opening.now.to_string()],
        )
        .map_err(sqlite)?;
    connection.close().map_err(|(_, error)| sqlite(error))?;
    layout::copy_durably(&path, &layout.database).map_err(io)?;
    std::fs::remove_dir_all(&layout.scratch).map_err(io)
}

/// Brings an older file to this version, after a backup and in one transaction (F17, D6).
pub(crate) fn migrate(
    connection: &mut Connection,
    layout: &Layout,
    steps: &'static [&'static str],
    backup_at: Option<i64>,
) -> Result<(), StoreError> {
    let path = &layout.database;
    let doing = MIGRATING;
    let sqlite = |error: rusqlite::Error| StoreError::from_sqlite(doing, path, &error);
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(sqlite)?;
    schema::refuse_unknown_objects(connection, path, steps, version as usize)?;
    if version as usize == steps.len() {
        return Ok(());
    }
    // The backup and the changed pages in the log may each be as large as the file.
    let needed = 2 * std::fs::metadata(path).map_or(0, |found| found.len());
    let sized = |error: StoreError| match error {
        StoreError::DiskFull { doing, needed: at_least } => {
            StoreError::DiskFull { doing, needed: needed.max(at_least) }
        }
        other => other,
    };
    if let Some(now) = backup_at {
        backup::take(connection, layout, now, BackupReason::BeforeMigration).map_err(sized)?;
    }
    run_steps(connection, layout, steps).map_err(sized)?;
    // The version should stand in the file itself, where an older program looks first (F16).
    // It is safe in the log already, so a disk that fills up here is no reason to stop.
    if let Err(error) = checkpoint(connection, path) {
        tracing::warn!(%error, "the migrated pages stay in the log for now");
    }
    Ok(())
}

fn run_steps(connection: &mut Connection, layout: &Layout, steps: &'static [&'static str]) -> Result<(), StoreError> {
    let doing = MIGRATING;
    schema::migrations(steps).to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => StoreError::from_sqlite(doing, &layout.database, &err),
        other => StoreError::Sqlite { doing, detail: other.to_string() },
    })
}

/// Copies the log into the database and empties it.
pub(crate) fn checkpoint(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let busy: i64 = connection
        .query_row("pragma wal_checkpoint(truncate)", [], |row| row.get(0))
        .map_err(|error| StoreError::from_sqlite("emptying the log", path, &error))?;
    if busy == 0 {
        Ok(())
    } else {
        Err(StoreError::Io { doing: "emptying the log", detail: "it is in use".to_owned() })
    }
}
