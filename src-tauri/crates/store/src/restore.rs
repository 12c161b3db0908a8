//! Restoring a backup (D8, F19, F20).
//!
//! The backup is verified on a copy before anything is touched. What is current is kept
//! aside, and the one step that makes the backup current is a rename: interrupted before
//! it, the old data is current; after it, the new.

use crate::backup::{self, BackupReason};
use crate::error::StoreError;
use crate::head_note::HeadNote;
use crate::header::{self, FirstSight};
use crate::layout::{self, Layout};
use crate::lock::FolderLock;
use crate::open::{self, Opening};
use crate::{Access, Store, connect, schema};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const DOING: &str = "restoring a backup";

impl Store {
    /// Replaces the database by a backup. The current one becomes a backup itself.
    ///
    /// # Errors
    /// The current database is still current.
    pub fn restore_backup(&mut self, name: &str, now: i64) -> Result<(), StoreError> {
        match self.access {
            Access::Viewer(_) => return Err(StoreError::ReadOnly { path: self.layout.database.clone() }),
            Access::Owner(_) => {}
        }
        let ready = verified_copy(&self.layout, self.steps, name)?;
        self.ready_to_write()?;
        backup::take(self.connection()?, &self.layout, now, BackupReason::BeforeRestore)?;
        open::checkpoint(self.connection()?, &self.layout.database)?;
        self.heads.clear();
        // Closing removes the emptied log, which must never meet the restored database.
        self.connection = None;
        let replaced = put_in_place(&self.layout, &ready);
        self.note = HeadNote::open(&self.layout.head);
        let mut connection = connect::for_writing(&self.layout.database)?;
        if let Err(error) = replaced {
            self.connection = Some(connection);
            return Err(error);
        }
        open::migrate(&mut connection, &self.layout, self.steps, Some(now))?;
        self.tables = schema::record_tables(&connection, &self.layout.database)?;
        self.connection = Some(connection);
        self.changed_since_backup = self.differs_from_newest_backup();
        self.findings.retain(|finding| matches!(finding, crate::Finding::UnfitFolder(_)));
        Ok(())
    }

    /// Restores a backup into a folder whose database cannot be opened, and opens it. The
    /// damaged file is kept aside under a name with the date (F11).
    ///
    /// # Errors
    /// What was there is still there.
    pub fn restore_unopened(opening: &Opening, name: &str) -> Result<Self, StoreError> {
        let layout = Layout::find_or_make(&opening.dir, opening.known_folders.as_deref())?;
        let lock = FolderLock::take(&layout)?;
        let ready = verified_copy(&layout, opening.steps, name)?;
        set_aside(&layout, opening.now)?;
        put_in_place(&layout, &ready)?;
        drop(lock);
        Self::open_with(opening)
    }
}

/// Copies the backup beside the database and checks the copy, which is what will be used.
fn verified_copy(layout: &Layout, steps: &'static [&'static str], name: &str) -> Result<PathBuf, StoreError> {
    let refused = |why: String| StoreError::BackupRefused { name: name.to_owned(), why };
    let listed = backup::list(&layout.backups, 0)
        .into_iter()
        .find(|backup| backup.name == name)
        .ok_or_else(|| refused("there is no backup of this name".to_owned()))?;
    let io = |error: io::Error| StoreError::from_io(DOING, &layout.dir, 2 * listed.bytes, &error);
    let copy = layout.scratch().map_err(io)?.join("restored.db");
    fs::copy(layout.backups.join(name), &copy).map_err(io)?;
    if let Some(summary) = &listed.summary
        && backup::checksum(&copy).map_err(io)? != summary.sha256
    {
        return Err(refused("its checksum is wrong".to_owned()));
    }
    match header::look(&copy).map_err(io)? {
        FirstSight::Absent | FirstSight::Empty | FirstSight::Foreign => {
            return Err(refused("it is not a Sextant database".to_owned()));
        }
        FirstSight::Database(header) if header.application != schema::APPLICATION_ID => {
            return Err(refused("it is not a Sextant database".to_owned()));
        }
        FirstSight::Database(header) if header.version as usize > steps.len() => {
            return Err(refused(format!("it has format {}, newer than this version knows", header.version)));
        }
        FirstSight::Database(header) => {
            let connection = connect::for_looking(&copy).map_err(|error| refused(error.to_string()))?;
            if let Some(damage) = connect::damage(&connection) {
                return Err(refused(damage));
            }
            schema::refuse_unknown_objects(&connection, &copy, steps, header.version as usize)
                .map_err(|error| refused(error.to_string()))?;
        }
    }
    fs::File::open(&copy).and_then(|file| file.sync_all()).map_err(io)?;
    Ok(copy)
}

/// Keeps the present database and its log under names with the date. The database keeps
/// its own name as well until the rename replaces it.
fn set_aside(layout: &Layout, now: i64) -> Result<(), StoreError> {
    let io = |error: io::Error| StoreError::from_io(DOING, &layout.dir, 1 << 20, &error);
    let name = |ending: &str| {
        (1..)
            .map(|count| layout.dir.join(format!("set-aside-{}-{count:02}.{ending}", backup::stamp(now))))
            .find(|path| !path.exists())
            .expect("a folder holds finitely many files")
    };
    if layout.database.exists() {
        let kept = name("db");
        if fs::hard_link(&layout.database, &kept).is_err() {
            layout::copy_durably(&layout.database, &kept).map_err(io)?;
        }
    }
    if layout.log.exists() {
        fs::rename(&layout.log, name("wal")).map_err(io)?;
    }
    layout::sync_folder(&layout.dir).map_err(io)
}

/// The step that makes the copy current.
fn put_in_place(layout: &Layout, ready: &Path) -> Result<(), StoreError> {
    let io = |error: io::Error| StoreError::from_io(DOING, &layout.dir, 4096, &error);
    if header::log_has_frames(&layout.log) {
        return Err(StoreError::Io { doing: DOING, detail: "the present log could not be emptied".to_owned() });
    }
    for leftover in [&layout.log, &layout.index, &layout.head] {
        match fs::remove_file(leftover) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(io(error)),
            Ok(()) | Err(_) => {}
        }
    }
    // The note of the newest commit is about the data that is replaced.
    layout::sync_folder(&layout.dir).map_err(io)?;
    fs::rename(ready, &layout.database).map_err(io)?;
    layout::sync_folder(&layout.dir).map_err(io)?;
    fs::remove_dir_all(&layout.scratch).map_err(io)
}
