//! What is kept outside of the journal: drafts, settings, and the end of a workshop.

use crate::Store;
use crate::backup::{self, BackupReason};
use crate::error::StoreError;
use rusqlite::{OptionalExtension as _, params};
use std::collections::BTreeMap;

/// Ballots that were typed and never handed in, at whichever console: each lies under its writer's id.
pub(crate) const BALLOT_DRAFTS: &str = "(slot like 'ballot:%' or slot like 'typed:%' \
     or slot like 'console:%:ballot:%' or slot like 'console:%:typed:%')";

impl Store {
    /// The typed but unsent texts of this computer's own window, by slot.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn drafts(&self, workshop: &str) -> Result<BTreeMap<String, String>, StoreError> {
        self.connection()?
            .prepare_cached("select slot, body from drafts where workshop_id = ?1")
            .and_then(|mut statement| statement.query_map([workshop], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
            .map_err(|error| self.unreadable(workshop, &error))
    }

    /// Keeps a draft.
    ///
    /// # Errors
    /// When it could not be saved.
    pub fn set_draft(&mut self, workshop: &str, slot: &str, body: &str, now: i64) -> Result<(), StoreError> {
        self.write(
            "saving a draft",
            "insert into drafts (workshop_id, slot, body, updated_at) values (?1, ?2, ?3, ?4) \
             on conflict (workshop_id, slot) do update set body = excluded.body, updated_at = excluded.updated_at",
            params![workshop, slot, body, now],
        )
    }

    /// Drops a draft, once its text was sent or given up.
    ///
    /// # Errors
    /// When it could not be dropped.
    pub fn delete_draft(&mut self, workshop: &str, slot: &str) -> Result<(), StoreError> {
        self.write(
            "dropping a draft",
            "delete from drafts where workshop_id = ?1 and slot = ?2",
            params![workshop, slot],
        )
    }

    /// A setting of this computer.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.connection()?
            .query_row("select value from settings where name = ?1", [name], |row| row.get(0))
            .optional()
            .map_err(|error| StoreError::from_sqlite("reading a setting", &self.layout.database, &error))
    }

    /// Keeps a setting of this computer.
    ///
    /// # Errors
    /// When it could not be saved.
    pub fn set_setting(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        self.write(
            "saving a setting",
            "insert into settings (name, value) values (?1, ?2) on conflict (name) do update set value = excluded.value",
            params![name, value],
        )
    }

    /// Deletes a workshop with its history, after a backup, and leaves no trace of it in
    /// the file (T14). It stays in the backups until they are deleted or grow old.
    ///
    /// # Errors
    /// The workshop is still there. A failure to rewrite the file afterwards is only logged:
    /// the freed pages are overwritten in any case.
    pub fn delete_workshop(&mut self, workshop: &str, now: i64) -> Result<(), StoreError> {
        self.ready_to_write()?;
        if self.head(workshop)?.is_none() {
            return Err(StoreError::NoSuchWorkshop(workshop.to_owned()));
        }
        backup::take(self.connection()?, &self.layout, now, BackupReason::BeforeDelete)?;
        // First, so that a crash in between cannot look like missing commits.
        self.note.clear();
        self.heads.remove(workshop);
        let removed = self.remove_rows(workshop);
        removed.map_err(|error| self.after_failure(error))?;
        self.changed_since_backup = true;
        if let Err(error) = self.scrub().and_then(|()| self.forget_deletions()) {
            tracing::warn!(%error, "the file could not be rewritten after deleting a workshop");
        }
        Ok(())
    }

    /// Deletes the rows, and notes the deletion until the log is emptied: a log that makes
    /// a workshop disappear without such a note is not ours (F14).
    fn remove_rows(&mut self, workshop: &str) -> Result<(), StoreError> {
        let path = &self.layout.database;
        let connection = self.connection.as_mut().ok_or(StoreError::Closed)?;
        let mut remove = || -> rusqlite::Result<()> {
            let transaction = connection.transaction()?;
            transaction.execute("delete from workshops where id = ?1", [workshop])?;
            transaction
                .execute("insert or replace into meta (name, value) values ('deleted ' || ?1, ?1)", [workshop])?;
            transaction.commit()
        };
        remove().map_err(|error| StoreError::from_sqlite("deleting a workshop", path, &error))
    }

    fn forget_deletions(&self) -> Result<(), StoreError> {
        self.connection()?
            .execute("delete from meta where name like 'deleted %'", [])
            .map(|_| ())
            .map_err(|error| StoreError::from_sqlite("deleting a workshop", &self.layout.database, &error))
    }

    pub(crate) fn write(
        &mut self,
        doing: &'static str,
        statement: &str,
        values: &[&dyn rusqlite::ToSql],
    ) -> Result<(), StoreError> {
        self.ready_to_write()?;
        let result = self
            .connection()?
            .prepare_cached(statement)
            .and_then(|mut prepared| prepared.execute(values))
            .map_err(|error| StoreError::from_sqlite(doing, &self.layout.database, &error));
        match result {
            Ok(_) => Ok(()),
            Err(error) => Err(self.after_failure(error)),
        }
    }
}
