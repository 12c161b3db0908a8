//! What can go wrong with the file, with enough data to tell a person about it.

use crate::backup::BackupInfo;
use std::path::{Path, PathBuf};

/// Room that a commit may need at most: the log up to its next checkpoint, twice.
pub(crate) const ROOM_FOR_A_COMMIT: u64 = 8 * 1024 * 1024;

/// A failed request to the store. Unless a variant says otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The data folder was used before and is not there now (F05).
    #[error("the data folder {} is not there, though it was used before", dir.display())]
    FolderMissing {
        /// The folder that was asked for.
        dir: PathBuf,
    },
    /// The folder is there, its database is not (F05).
    #[error("the data folder {} has no database, though it had one", dir.display())]
    DatabaseMissing {
        /// The folder that was asked for.
        dir: PathBuf,
        /// What it could be restored from.
        backups: Vec<BackupInfo>,
    },
    /// Another process holds the folder (F21).
    #[error("the data folder {} is in use by another process", dir.display())]
    InUse {
        /// The folder that was asked for.
        dir: PathBuf,
        /// The process that holds it, when it could be read.
        pid: Option<u32>,
    },
    /// The folder or the file cannot be written (F04).
    #[error("{} cannot be written", path.display())]
    ReadOnly {
        /// What could not be written.
        path: PathBuf,
    },
    /// The folder's file system knows no locks, so two programs could write at once (F23).
    #[error("the data folder {} is on a file system without locks", dir.display())]
    NoLocks {
        /// The folder that was asked for.
        dir: PathBuf,
    },
    /// The file was written by a newer version and was left untouched (F16).
    #[error("{} has format {found}, this version knows up to {known}", path.display())]
    NewerFile {
        /// The file.
        path: PathBuf,
        /// The format it has.
        found: u32,
        /// The newest format this version knows.
        known: u32,
    },
    /// The file is no database, or not one of Sextant (F11).
    #[error("{} is not a Sextant database", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
        /// What it could be restored from.
        backups: Vec<BackupInfo>,
    },
    /// The database is damaged (F12, F15).
    #[error("{} is damaged: {detail}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found, for the log.
        detail: String,
        /// What it could be restored from.
        backups: Vec<BackupInfo>,
    },
    /// One workshop cannot be read; the others can (F07).
    #[error("workshop {workshop} cannot be read: {detail}")]
    WorkshopUnreadable {
        /// The workshop.
        workshop: String,
        /// What was found, for the log.
        detail: String,
    },
    /// The schema holds something this program never made (F18).
    #[error("{} holds an unknown {kind} {name:?}", path.display())]
    UnknownSchemaObject {
        /// The file.
        path: PathBuf,
        /// `trigger`, `view`, `table` or `index`.
        kind: String,
        /// Its name.
        name: String,
    },
    /// The disk is full (F01, F02, F03).
    #[error("{doing} failed: the disk is full, about {needed} bytes are needed")]
    DiskFull {
        /// What was being done, as "saving a change".
        doing: &'static str,
        /// About how many bytes must be free.
        needed: u64,
    },
    /// The disk failed (F07, F08). After a failed save the file was closed and opened
    /// again: read the workshop anew before going on, and send the command again with
    /// the same id.
    #[error("{doing} failed: {detail}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// What the system said, for the log.
        detail: String,
    },
    /// The file was closed after a failure and cannot be opened again yet.
    #[error("the database is closed after a failure")]
    Closed,
    /// No workshop has this id.
    #[error("there is no workshop {0}")]
    NoSuchWorkshop(String),
    /// A changed row is not as the change expects it: somebody else changed it, or other
    /// rows stand on it.
    #[error("{table} cannot be changed as asked: {detail}")]
    Conflict {
        /// The table.
        table: String,
        /// Which row or rule.
        detail: String,
    },
    /// The change does not fit the schema. A mistake of the program.
    #[error("a change does not fit the schema: {0}")]
    Misfit(String),
    /// The same command id came with another content (F42).
    #[error("command {id} was already used for something else")]
    CommandReused {
        /// The command's id.
        id: String,
    },
    /// A backup was refused before anything was replaced (F19).
    #[error("backup {name} cannot be used: {why}")]
    BackupRefused {
        /// The backup's name.
        name: String,
        /// Why.
        why: String,
    },
    /// A file of that name exists and may not be overwritten (F80).
    #[error("{} exists already", path.display())]
    NameTaken {
        /// The file.
        path: PathBuf,
    },
    /// The linked SQLite is older than the one that stopped losing commits.
    #[error("sqlite {0} is too old, 3.51.3 is the oldest that can be trusted")]
    SqliteTooOld(String),
    /// Anything else SQLite says.
    #[error("{doing} failed: {detail}")]
    Sqlite {
        /// What was being done.
        doing: &'static str,
        /// What SQLite said, for the log.
        detail: String,
    },
}

impl StoreError {
    /// Reads an error of SQLite. `path` is the database concerned.
    pub(crate) fn from_sqlite(doing: &'static str, path: &Path, error: &rusqlite::Error) -> Self {
        let detail = error.to_string();
        let Some(code) = error.sqlite_error_code() else {
            return Self::Sqlite { doing, detail };
        };
        // Foreign enum, so a wildcard is unavoidable: whatever is not told apart is `Sqlite`.
        match code {
            rusqlite::ErrorCode::DiskFull => Self::DiskFull { doing, needed: ROOM_FOR_A_COMMIT },
            rusqlite::ErrorCode::SystemIoFailure => Self::Io { doing, detail },
            rusqlite::ErrorCode::DatabaseCorrupt => {
                Self::Damaged { path: path.to_owned(), detail, backups: Vec::new() }
            }
            rusqlite::ErrorCode::NotADatabase => Self::NotADatabase { path: path.to_owned(), backups: Vec::new() },
            rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::PermissionDenied | rusqlite::ErrorCode::CannotOpen => {
                Self::ReadOnly { path: path.to_owned() }
            }
            rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked => {
                Self::InUse { dir: path.parent().unwrap_or(path).to_owned(), pid: None }
            }
            rusqlite::ErrorCode::ConstraintViolation => Self::Conflict { table: "the record".to_owned(), detail },
            _ => Self::Sqlite { doing, detail },
        }
    }

    /// Reads an error of the operating system. `needed` is what a full disk would have to free.
    pub(crate) fn from_io(doing: &'static str, path: &Path, needed: u64, error: &std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::DiskFull { doing, needed },
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::ReadOnly { path: path.to_owned() },
            Kind::AlreadyExists => Self::NameTaken { path: path.to_owned() },
            _ => Self::Io { doing, detail: format!("{}: {error}", path.display()) },
        }
    }

    /// Reads whatever SQLite says about a file it is asked to open as damage of that file:
    /// a format it does not know is one, and has no code of its own. A step of the schema
    /// that fails is not.
    pub(crate) fn into_damage_unless(self, doing_no_damage: &str, path: &Path) -> Self {
        match self {
            Self::Sqlite { doing, detail } if doing != doing_no_damage => {
                Self::Damaged { path: path.to_owned(), detail, backups: Vec::new() }
            }
            other => other,
        }
    }

    /// Adds what the file could be restored from, where a person will want to know it.
    pub(crate) fn with_backups(mut self, found: impl FnOnce() -> Vec<BackupInfo>) -> Self {
        if let Self::Damaged { backups, .. }
        | Self::NotADatabase { backups, .. }
        | Self::DatabaseMissing { backups, .. } = &mut self
        {
            *backups = found();
        }
        self
    }

    /// Whether the handle can be trusted no longer: what the last write left behind is
    /// unknown until the file has been opened afresh (F08).
    pub(crate) fn taints_the_handle(&self) -> bool {
        match self {
            Self::Io { .. } | Self::Damaged { .. } | Self::NotADatabase { .. } => true,
            Self::FolderMissing { .. }
            | Self::DatabaseMissing { .. }
            | Self::InUse { .. }
            | Self::ReadOnly { .. }
            | Self::NoLocks { .. }
            | Self::NewerFile { .. }
            | Self::WorkshopUnreadable { .. }
            | Self::UnknownSchemaObject { .. }
            | Self::DiskFull { .. }
            | Self::Closed
            | Self::NoSuchWorkshop(_)
            | Self::Conflict { .. }
            | Self::Misfit(_)
            | Self::CommandReused { .. }
            | Self::BackupRefused { .. }
            | Self::NameTaken { .. }
            | Self::SqliteTooOld(_)
            | Self::Sqlite { .. } => false,
        }
    }
}
