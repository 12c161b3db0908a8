//! The end of a silent span: the tie between a person and what they answered is destroyed (T1b).
//!
//! The commit deletes the rows, the span's command ids and the salt. What would still
//! tell lies outside of the tables: in free pages, in the log, in backups. It is removed
//! right after the commit; a note in `meta` makes sure that it happens even when the
//! process ends in between.

use crate::backup::{self, BackupReason};
use crate::entry::{CommitReceipt, Entry, UndoKind};
use crate::error::StoreError;
use crate::{Access, Store, open};
use rusqlite::{OptionalExtension as _, params};

/// What became of a destruction.
#[derive(Debug)]
pub struct SealDestruction {
    /// The entry that records it.
    pub receipt: CommitReceipt,
    /// Why copies outside of the tables could not be removed yet. It is tried again with
    /// each [`Store::backup_if_due`] and at the next opening.
    pub pending: Option<StoreError>,
}

impl Store {
    /// Writes the entry, whose changes delete the tie's rows, and destroys the span's seals:
    /// its command ids, its salt, and every backup taken since it began.
    ///
    /// Undo cannot reach behind it, so the entry must be a barrier.
    ///
    /// # Errors
    /// Nothing was destroyed.
    pub fn destroy_seals(
        &mut self,
        workshop: &str,
        span: &str,
        entry: &Entry,
        now: i64,
    ) -> Result<SealDestruction, StoreError> {
        if entry.undo != UndoKind::Barrier {
            return Err(StoreError::Misfit("the destruction of a tie must be a barrier for undo".to_owned()));
        }
        self.ready_to_write()?;
        let destroy = |transaction: &rusqlite::Transaction<'_>, path: &std::path::Path| {
            let opened: rusqlite::Result<Option<i64>> = transaction
                .query_row(
                    "select opened_at from seal_salts where workshop_id = ?1 and span = ?2",
                    [workshop, span],
                    |row| row.get(0),
                )
                .optional();
            opened
                .and_then(|opened| {
                    transaction
                        .execute("delete from command_ids where workshop_id = ?1 and span = ?2", [workshop, span])?;
                    // A ballot that was typed and never handed in lies under its writer's id.
                    transaction.execute(
                        "delete from drafts where workshop_id = ?1 and (slot like 'ballot:%' or slot like 'typed:%')",
                        [workshop],
                    )?;
                    transaction
                        .execute("delete from seal_salts where workshop_id = ?1 and span = ?2", [workshop, span])?;
                    transaction.execute(
                        "insert into meta (name, value) values ('seals_destroyed_since', ?1) on conflict (name) \
                         do update set value = min(cast(value as integer), cast(excluded.value as integer))",
                        params![opened.unwrap_or(now).to_string()],
                    )
                })
                .map(|_| ())
                .map_err(|error| StoreError::from_sqlite("destroying the tie of a ballot", path, &error))
        };
        let receipt = self
            .append_batch(workshop, std::slice::from_ref(entry), destroy)
            .map_err(|error| self.after_failure(error))?;
        let pending = self.finish_seal_destruction(now).err();
        if let Some(error) = &pending {
            tracing::warn!(%error, "copies of a destroyed tie are still to be removed");
        }
        Ok(SealDestruction { receipt, pending })
    }

    /// Removes what a destruction left outside of the tables, if anything is noted.
    pub(crate) fn finish_seal_destruction(&mut self, now: i64) -> Result<(), StoreError> {
        match self.access {
            Access::Viewer(_) => return Ok(()),
            Access::Owner(_) => {}
        }
        let path = self.layout.database.clone();
        let sqlite =
            |error: rusqlite::Error| StoreError::from_sqlite("removing copies of a destroyed tie", &path, &error);
        let noted: Option<String> = self
            .connection()?
            .query_row("select value from meta where name = 'seals_destroyed_since'", [], |row| row.get(0))
            .optional()
            .map_err(sqlite)?;
        let Some(since) = noted.and_then(|text| text.parse::<i64>().ok()) else { return Ok(()) };
        self.scrub()?;
        let old: Vec<String> = backup::list(&self.layout.backups, now)
            .into_iter()
            .filter(|backup| backup.taken_at >= since)
            .map(|backup| backup.name)
            .collect();
        backup::take(self.connection()?, &self.layout, now, BackupReason::AfterDestruction)?;
        for name in old {
            backup::remove(&self.layout.backups, &name)?;
        }
        self.remove_set_aside(since)?;
        self.connection()?.execute("delete from meta where name = 'seals_destroyed_since'", []).map_err(sqlite)?;
        Ok(())
    }

    /// Rewrites the whole file and empties the log, so that no freed page keeps what was deleted.
    pub(crate) fn scrub(&self) -> Result<(), StoreError> {
        let path = &self.layout.database;
        let connection = self.connection()?;
        connection
            .execute_batch("vacuum")
            .map_err(|error| StoreError::from_sqlite("rewriting the file", path, &error))?;
        open::checkpoint(connection, path)
    }

    fn remove_set_aside(&self, since: i64) -> Result<(), StoreError> {
        let dir = &self.layout.dir;
        let io = |error: std::io::Error| StoreError::from_io("removing copies of a destroyed tie", dir, 4096, &error);
        let oldest = format!("set-aside-{}", backup::stamp(since));
        for file in std::fs::read_dir(dir).map_err(io)? {
            let file = file.map_err(io)?;
            let name = file.file_name();
            let name = name.to_string_lossy();
            if name.starts_with("set-aside-") && *name >= *oldest {
                std::fs::remove_file(file.path()).map_err(io)?;
            }
        }
        Ok(())
    }
}
