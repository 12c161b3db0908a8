//! A failure in four parts for the person in front of it.

use crate::error::StoreError;

/// What is shown when the store fails: every part is a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What was being done.
    pub doing: String,
    /// What went wrong, in plain words.
    pub wrong: String,
    /// What is safe.
    pub safe: String,
    /// What to do now.
    pub next: String,
}

impl StoreError {
    /// The failure in four parts.
    pub fn told(&self) -> Told {
        const ALL_SAVED: &str = "Everything that was marked as saved is still there.";
        const UNTOUCHED: &str = "Nothing in the folder was changed.";
        let told = |doing: &str, wrong: String, safe: &str, next: &str| Told {
            doing: doing.to_owned(),
            wrong,
            safe: safe.to_owned(),
            next: next.to_owned(),
        };
        let opening = "Sextant was opening your data folder.";
        match self {
            Self::FolderMissing { dir } => told(
                opening,
                format!("The folder {} was used before and is not there now.", dir.display()),
                "No new, empty folder was made in its place.",
                "Connect the drive it is on, or choose where the folder is now.",
            ),
            Self::DatabaseMissing { dir, .. } => told(
                opening,
                format!("The folder {} no longer holds its database.", dir.display()),
                "The backups in the folder were not touched.",
                "Put the file back, or restore one of the backups in the list.",
            ),
            Self::InUse { dir, .. } => told(
                opening,
                format!("Another Sextant is using the folder {}.", dir.display()),
                UNTOUCHED,
                "Close the other Sextant, or go on working in its window.",
            ),
            Self::ReadOnly { path } => told(
                "Sextant was about to write to your data folder.",
                format!("{} cannot be written to.", path.display()),
                ALL_SAVED,
                "Give yourself the right to write there, or save a copy elsewhere. Until then you can only look.",
            ),
            Self::NoLocks { dir } => told(
                opening,
                format!("{} lies on a drive where two programs cannot be kept apart.", dir.display()),
                UNTOUCHED,
                "Choose a folder on this computer's own drive. Until then you can only look.",
            ),
            Self::NewerFile { found, known, .. } => told(
                opening,
                format!(
                    "The file was written by a newer Sextant: it has format {found}, this one knows up to {known}."
                ),
                UNTOUCHED,
                "Install the newer version of Sextant and open the file with it.",
            ),
            Self::NotADatabase { path, .. } => told(
                opening,
                format!("{} is not a file that Sextant wrote, or its beginning is damaged.", path.display()),
                "The file was left as it is, and so were the backups.",
                "Restore one of the backups in the list. The present file is then kept aside with the date in its name.",
            ),
            Self::Damaged { path, .. } => told(
                opening,
                format!("{} is damaged.", path.display()),
                "The file was left as it is, and so were the backups.",
                "Restore one of the backups in the list, or save what can still be read.",
            ),
            Self::WorkshopUnreadable { .. } => told(
                "Sextant was opening a workshop.",
                "A part of this workshop cannot be read.".to_owned(),
                "The other workshops can be opened.",
                "Restore this workshop from a backup, or save what can still be read.",
            ),
            Self::UnknownSchemaObject { kind, name, .. } => told(
                opening,
                format!("The file holds a {kind} named {name:?} that Sextant never makes."),
                UNTOUCHED,
                "Restore a backup. If somebody changed the file on purpose, ask them to undo it.",
            ),
            Self::DiskFull { doing, needed } => told(
                &format!("Sextant was {doing}."),
                format!("The disk is full. About {} MB must be free.", needed.div_ceil(1_000_000)),
                ALL_SAVED,
                "Free some space on the disk. What you typed last is kept on screen and can be sent again.",
            ),
            Self::Io { doing, .. } => told(
                &format!("Sextant was {doing}."),
                "The disk reported an error.".to_owned(),
                ALL_SAVED,
                "Try again. If it happens again, save a copy on another drive.",
            ),
            Self::Closed => told(
                "Sextant was about to use your data folder.",
                "The folder could not be opened again after an error of the disk.".to_owned(),
                ALL_SAVED,
                "Check that the drive is connected and has space, then try again.",
            ),
            Self::NoSuchWorkshop(_) => told(
                "Sextant was opening a workshop.",
                "This workshop is not in the library.".to_owned(),
                "The other workshops are not affected.",
                "Look for it in the library, or import its file.",
            ),
            Self::Conflict { .. } => told(
                "Sextant was saving a change.",
                "Something that the change builds on is not as it was.".to_owned(),
                "Nothing was changed.",
                "Look at the present state and try again.",
            ),
            Self::Misfit(_) => told(
                "Sextant was saving a change.",
                "The change does not fit the file. This is a mistake in Sextant.".to_owned(),
                "Nothing was changed.",
                "Try another way, and report what you did.",
            ),
            Self::CommandReused { .. } => told(
                "Sextant was taking in an answer.",
                "The same answer arrived twice with different content.".to_owned(),
                "The first one counts.",
                "Reload the page and look at what was saved.",
            ),
            Self::BackupRefused { why, .. } => told(
                "Sextant was about to use a backup.",
                format!("The backup cannot be used: {why}."),
                "Your present data was not touched.",
                "Choose another backup from the list.",
            ),
            Self::NameTaken { path } => told(
                "Sextant was writing a file.",
                format!("{} exists already.", path.display()),
                "The existing file was not touched.",
                "Choose another name, or say that it may be replaced.",
            ),
            Self::SqliteTooOld(version) => told(
                "Sextant was starting.",
                format!("It was built with SQLite {version}, which can lose data."),
                UNTOUCHED,
                "Build it with the SQLite that comes with it.",
            ),
            Self::Sqlite { doing, .. } => told(
                &format!("Sextant was {doing}."),
                "The file could not be used as expected.".to_owned(),
                ALL_SAVED,
                "Try again. If it happens again, restart Sextant.",
            ),
        }
    }
}
