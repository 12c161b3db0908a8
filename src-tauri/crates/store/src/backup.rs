//! Backups: whole private copies of the database, made without stopping anybody (D8).
//!
//! Never a copy of the file, which could catch it half written, but SQLite's own copy.
//! It gets its name only when it is whole and on the disk (F03). Beside each backup lies a
//! short description with its checksum, so that the list needs to open none of them.

use crate::error::StoreError;
use crate::layout::{self, Layout};
use crate::{Access, Store, hash, verify};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::Path;

const DOING: &str = "making a backup";
const EXTENSION: &str = "sextant-backup";
const HALF_AN_HOUR: u64 = 30 * 60 * 1000;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackupReason {
    /// Half an hour had passed and something had changed.
    Regular,
    /// A newer version was about to change the file's format.
    BeforeMigration,
    /// Another backup was about to be restored.
    BeforeRestore,
    /// A workshop was about to be deleted.
    BeforeDelete,
    /// A file was about to be imported.
    BeforeImport,
    /// It replaces backups that still held a destroyed tie.
    AfterDestruction,
}

/// What a backup holds, as its description says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupSummary {
    /// When it was made, in milliseconds since 1970.
    pub taken_at: i64,
    /// Why it was made.
    pub reason: BackupReason,
    /// Checksum of the file.
    pub sha256: String,
    /// Titles of the workshops in it.
    pub titles: Vec<String>,
    /// The newest journal hash of each workshop in it.
    pub heads: BTreeMap<String, String>,
}

/// A backup in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupInfo {
    /// Its name, by which it is restored.
    pub name: String,
    /// When it was made, in milliseconds since 1970.
    pub taken_at: i64,
    /// How old it is in milliseconds; 0 when the clock was set back since.
    pub age: u64,
    /// Its size in bytes.
    pub bytes: u64,
    /// What it holds; absent when its description is missing or unreadable.
    pub summary: Option<BackupSummary>,
}

impl Store {
    /// The backups, newest first.
    pub fn list_backups(&self, now: i64) -> Vec<BackupInfo> {
        list(&self.layout.backups, now)
    }

    /// Makes a backup now.
    ///
    /// # Errors
    /// No file is left under a backup's name, and the database is as before.
    pub fn back_up(&mut self, now: i64, reason: BackupReason) -> Result<BackupInfo, StoreError> {
        self.ready_to_write()?;
        let made = take(self.connection()?, &self.layout, now, reason)?;
        self.changed_since_backup = false;
        Ok(made)
    }

    /// Makes a backup before something risky, when there is a change that no backup holds.
    ///
    /// # Errors
    /// As [`Store::back_up`].
    pub fn back_up_what_changed(&mut self, now: i64, reason: BackupReason) -> Result<Option<BackupInfo>, StoreError> {
        if self.changed_since_backup { self.back_up(now, reason).map(Some) } else { Ok(None) }
    }

    /// Makes a backup when half an hour has passed since the last one and something has
    /// changed. To be called every minute or so.
    ///
    /// # Errors
    /// As [`Store::back_up`].
    pub fn backup_if_due(&mut self, now: i64) -> Result<Option<BackupInfo>, StoreError> {
        match self.access {
            Access::Viewer(_) => return Ok(None),
            Access::Owner(_) => {}
        }
        self.ready_to_write()?;
        self.finish_seal_destruction(now)?;
        // The distance counts in both directions, so that a clock set back cannot stop backups.
        let recent = self.list_backups(now).first().is_some_and(|last| last.taken_at.abs_diff(now) < HALF_AN_HOUR);
        if !self.changed_since_backup || recent {
            return Ok(None);
        }
        self.back_up(now, BackupReason::Regular).map(Some)
    }

    /// Deletes a backup.
    ///
    /// # Errors
    /// When it is not there or cannot be deleted.
    pub fn delete_backup(&mut self, name: &str) -> Result<(), StoreError> {
        remove(&self.layout.backups, name)
    }

    pub(crate) fn differs_from_newest_backup(&self) -> bool {
        let newest = list(&self.layout.backups, 0).into_iter().next().and_then(|backup| backup.summary);
        let Ok(connection) = self.connection() else { return true };
        match (newest, heads(connection, &self.layout.database)) {
            (Some(newest), Ok(heads)) => newest.heads != heads,
            (None, Ok(heads)) => !heads.is_empty(),
            (Some(_) | None, Err(_)) => true,
        }
    }
}

fn heads(connection: &Connection, path: &Path) -> Result<BTreeMap<String, String>, StoreError> {
    let newest = || -> rusqlite::Result<BTreeMap<String, String>> {
        let mut statement = connection.prepare(
            "select id, (select hash from journal_entries where workshop_id = id order by number desc limit 1) \
             from workshops",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?)))?;
        rows.filter_map(|row| row.map(|(id, hash)| hash.map(|hash| (id, hash))).transpose()).collect()
    };
    newest().map_err(|error| StoreError::from_sqlite(DOING, path, &error))
}

/// Makes a backup of an open database.
pub(crate) fn take(
    connection: &Connection,
    layout: &Layout,
    now: i64,
    reason: BackupReason,
) -> Result<BackupInfo, StoreError> {
    let folder = &layout.backups;
    let size = fs::metadata(&layout.database).map_or(0, |found| found.len());
    let needed = size + (1 << 20);
    let io = |error: io::Error| StoreError::from_io(DOING, folder, needed, &error);
    let sqlite = |error: rusqlite::Error| match StoreError::from_sqlite(DOING, folder, &error) {
        StoreError::DiskFull { doing, .. } => StoreError::DiskFull { doing, needed },
        other => other,
    };
    layout::make_private_folder(folder).map_err(io)?;
    clear_unfinished(folder);
    // A folder of its own, so that whatever happens the unfinished copy goes with it.
    let unfinished = tempfile::Builder::new().prefix(".unfinished-").tempdir_in(folder).map_err(io)?;
    let copy = unfinished.path().join("copy");
    connection.execute("vacuum into ?1", [copy.to_string_lossy()]).map_err(sqlite)?;
    make_private(&copy).map_err(io)?;
    File::open(&copy).and_then(|file| file.sync_all()).map_err(io)?;

    let titles = connection
        .prepare("select title from workshops order by id")
        .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
        // The title is the record's business; a backup does not fail for want of one.
        .unwrap_or_else(|_| verify::all_workshops(connection, &layout.database).unwrap_or_default());
    let summary = BackupSummary {
        taken_at: now,
        reason,
        sha256: checksum(&copy).map_err(io)?,
        titles,
        heads: heads(connection, &layout.database)?,
    };
    let name = free_name(folder, now);
    let described = serde_json::to_vec_pretty(&summary).expect("a summary is plain data");
    let description = unfinished.path().join("description");
    fs::write(&description, described).map_err(io)?;
    File::open(&description).and_then(|file| file.sync_all()).map_err(io)?;
    // The description first: one without its backup is harmless and cleared later.
    fs::rename(&description, folder.join(format!("{name}.json"))).map_err(io)?;
    fs::rename(&copy, folder.join(&name)).map_err(io)?;
    layout::sync_folder(folder).map_err(io)?;
    drop_old(folder, &name, now);
    let bytes = fs::metadata(folder.join(&name)).map_or(0, |found| found.len());
    Ok(BackupInfo { name, taken_at: now, age: 0, bytes, summary: Some(summary) })
}

fn make_private(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

fn free_name(folder: &Path, now: i64) -> String {
    let stamp = stamp(now);
    let taken = |name: &String| folder.join(name).exists();
    // Numbered from 01 so that names of the same second sort in the order they were made.
    (1..)
        .map(|count| format!("{stamp}-{count:02}.{EXTENSION}"))
        .find(|name| !taken(name))
        .expect("a folder holds finitely many files")
}

/// The backups in a folder, newest first. Whatever else lies there is passed over.
pub(crate) fn list(folder: &Path, now: i64) -> Vec<BackupInfo> {
    let Ok(files) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<BackupInfo> = files
        .filter_map(|file| {
            let file = file.ok()?;
            let name = file.file_name().to_str()?.to_owned();
            if !name.ends_with(&format!(".{EXTENSION}")) {
                return None;
            }
            let summary: Option<BackupSummary> =
                fs::read(folder.join(format!("{name}.json"))).ok().and_then(|text| serde_json::from_slice(&text).ok());
            let taken_at = summary.as_ref().map_or_else(|| when(&name), |summary| summary.taken_at);
            let age = u64::try_from(now.saturating_sub(taken_at)).unwrap_or(0);
            Some(BackupInfo { name, taken_at, age, bytes: file.metadata().ok()?.len(), summary })
        })
        .collect();
    found.sort_by(|a, b| (b.taken_at, &b.name).cmp(&(a.taken_at, &a.name)));
    found
}

pub(crate) fn remove(folder: &Path, name: &str) -> Result<(), StoreError> {
    let refused = |why: &str| StoreError::BackupRefused { name: name.to_owned(), why: why.to_owned() };
    if !list(folder, 0).iter().any(|backup| backup.name == name) {
        return Err(refused("there is no backup of this name"));
    }
    let io = |error: io::Error| StoreError::from_io("deleting a backup", folder, 4096, &error);
    fs::remove_file(folder.join(name)).map_err(io)?;
    match fs::remove_file(folder.join(format!("{name}.json"))) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io(error)),
        Ok(()) | Err(_) => layout::sync_folder(folder).map_err(io),
    }
}

/// Keeps the last ten, the newest of each of the last seven days that have one, and the one just
/// made, whatever the computer's clock said when the others were.
fn drop_old(folder: &Path, made: &str, now: i64) {
    let mut days = BTreeSet::new();
    for (place, backup) in list(folder, now).iter().enumerate() {
        let new_day = days.len() < 7 && days.insert(backup.taken_at.div_euclid(DAY));
        if place < 10 || new_day || backup.name == made {
            continue;
        }
        if let Err(error) = remove(folder, &backup.name) {
            tracing::warn!(%error, "an old backup could not be deleted");
        }
    }
}

fn clear_unfinished(folder: &Path) {
    let Ok(files) = fs::read_dir(folder) else { return };
    for file in files.flatten() {
        if file.file_name().to_string_lossy().starts_with(".unfinished-")
            && let Err(error) = fs::remove_dir_all(file.path())
        {
            tracing::warn!(%error, "an unfinished backup could not be deleted");
        }
    }
}

pub(crate) fn checksum(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    io::copy(&mut File::open(path)?, &mut hasher)?;
    Ok(hash::hex(&hasher.finalize()))
}

/// A moment as part of a file's name: `2026-06-04T09-30-00Z`. It sorts by time.
pub(crate) fn stamp(at: i64) -> String {
    let (day, rest) = (at.div_euclid(DAY), at.rem_euclid(DAY) / 1000);
    // Days since 0000-03-01, counted in eras of 400 years, whose calendar repeats.
    let shifted = day + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}T{:02}-{:02}-{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

/// The moment in a backup's name, when its description is gone.
fn when(name: &str) -> i64 {
    let part = |from: usize, to: usize| name.get(from..to).and_then(|digits| digits.parse::<i64>().ok());
    let moment = || -> Option<i64> {
        let (year, month, date) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
        let (hour, minute, second) = (part(11, 13)?, part(14, 16)?, part(17, 19)?);
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let of_era = year.rem_euclid(400) * 365 + year.rem_euclid(400) / 4 - year.rem_euclid(400) / 100
            + (153 * month + 2) / 5
            + date
            - 1;
        let day = year.div_euclid(400) * 146_097 + of_era - 719_468;
        Some(day * DAY + ((hour * 60 + minute) * 60 + second) * 1000)
    };
    moment().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_tells_the_moment_and_is_read_back() {
        for (at, text) in [
            (0, "1970-01-01T00-00-00Z"),
            (951_782_400_000, "2000-02-29T00-00-00Z"),
            (1_780_565_400_000, "2026-06-04T09-30-00Z"),
            (4_102_444_799_000, "2099-12-31T23-59-59Z"),
        ] {
            assert_eq!(stamp(at), text);
            assert_eq!(when(&format!("{text}-01.sextant-backup")), at, "{text} is read back");
        }
    }

    #[test]
    fn the_last_ten_and_one_a_day_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let now = 100 * DAY;
        for hour in 0..24 * 12 {
            let taken = now - hour * DAY / 24;
            fs::write(folder.path().join(format!("{}-01.{EXTENSION}", stamp(taken))), "x").unwrap();
        }
        let oldest = list(folder.path(), now).pop().unwrap().name;
        drop_old(folder.path(), &oldest, now);
        let kept = list(folder.path(), now);
        assert_eq!(kept.last().unwrap().name, oldest, "one made while the clock was wrong is not dropped at once");
        let kept = &kept[..kept.len() - 1];
        let days: BTreeSet<i64> = kept.iter().map(|backup| backup.taken_at.div_euclid(DAY)).collect();
        assert_eq!(days.len(), 7, "one of each of seven days is there");
        assert!((15..=17).contains(&kept.len()), "ten newest and the older days' newest, not {}", kept.len());
    }
}
