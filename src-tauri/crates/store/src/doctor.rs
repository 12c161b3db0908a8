//! A report on a data folder, without changing it.

use crate::backup::{self, BackupInfo};
use crate::error::StoreError;
use crate::layout::Layout;
use crate::lock::FolderLock;
use crate::open::{Finding, Opening};
use crate::verify::Verification;
use crate::{Store, UnfitFolder, unfit_folder};
use std::collections::BTreeMap;

/// What the doctor found.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// The SQLite inside this program.
    pub sqlite: &'static str,
    /// What opening a copy of the file brought up.
    pub findings: Vec<Finding>,
    /// Why the folder is no good place, if so.
    pub folder: Option<UnfitFolder>,
    /// Each workshop's record compared with its journal.
    pub workshops: BTreeMap<String, Verification>,
    /// The workshops that cannot be read, and why.
    pub unreadable: BTreeMap<String, String>,
    /// The backups, newest first.
    pub backups: Vec<BackupInfo>,
}

impl Diagnosis {
    /// Whether everything is as it should be.
    pub fn is_healthy(&self) -> bool {
        self.findings.is_empty()
            && self.unreadable.is_empty()
            && self.workshops.values().all(|found| found.problems.is_empty())
    }
}

/// Examines a private copy of the folder's database.
///
/// # Errors
/// When another process has the folder open, or the file cannot be opened at all; the
/// variant says why, as with [`Store::open`].
pub fn doctor(opening: &Opening) -> Result<Diagnosis, StoreError> {
    let layout = Layout::find_or_make(&opening.dir, opening.known_folders.as_deref())?;
    let backups = || backup::list(&layout.backups, opening.now);
    let _lock = FolderLock::take(&layout)?;
    let store = Store::open_for_viewing(opening).map_err(|error| error.with_backups(backups))?;
    let mut diagnosis = Diagnosis {
        sqlite: rusqlite::version(),
        findings: store.findings().to_vec(),
        folder: unfit_folder(&layout.dir),
        workshops: BTreeMap::new(),
        unreadable: BTreeMap::new(),
        backups: backups(),
    };
    for workshop in store.list_workshops()? {
        match store.load_rows(&workshop.id).and_then(|_| store.verify(&workshop.id)) {
            Ok(found) => diagnosis.workshops.insert(workshop.id, found).map_or((), drop),
            Err(error) => diagnosis.unreadable.insert(workshop.id, error.to_string()).map_or((), drop),
        }
    }
    Ok(diagnosis)
}
