//! The end of a silent span: the tie between a person and what they answered is destroyed (T1b).
//!
//! The commit deletes the rows, the span's command ids and the salt. What would still
//! tell lies outside of the tables: in free pages, in the log, in backups. It is removed
//! right after the commit; a note in `meta` makes sure that it happens even when the
//! process ends in between.

use crate::backup::{self, BackupReason};
use crate::copies::{self, Tie};
use crate::entry::{CommitReceipt, Entry, UndoKind};
use crate::error::StoreError;
use crate::kept::BALLOT_DRAFTS;
use crate::{Access, Store, open};

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
    /// Writes the entry, whose changes delete the tie's rows, and destroys what the spans sealed:
    /// their command ids, their salts, their ties of seats, and every backup that still holds them.
    ///
    /// Undo cannot reach behind it, so the entry must be a barrier.
    ///
    /// # Errors
    /// Nothing was destroyed.
    pub fn destroy_seals(
        &mut self,
        workshop: &str,
        spans: &[&str],
        entry: &Entry,
        now: i64,
    ) -> Result<SealDestruction, StoreError> {
        if entry.undo != UndoKind::Barrier {
            return Err(StoreError::Misfit("the destruction of a tie must be a barrier for undo".to_owned()));
        }
        self.ready_to_write()?;
        let ties: Vec<Tie> =
            spans.iter().map(|span| Tie { workshop: workshop.to_owned(), span: (*span).to_owned() }).collect();
        let destroy = |transaction: &rusqlite::Transaction<'_>, path: &std::path::Path| {
            let delete = || -> rusqlite::Result<()> {
                let typed = format!("delete from drafts where workshop_id = ?1 and {BALLOT_DRAFTS}");
                transaction.execute(&typed, [workshop])?;
                for tie in &ties {
                    for table in ["command_ids", "seal_salts", "seat_ties"] {
                        let delete = format!("delete from {table} where workshop_id = ?1 and span = ?2");
                        transaction.execute(&delete, [&tie.workshop, &tie.span])?;
                    }
                    let note = "insert or replace into meta (name, value) values (?1, ?2)";
                    transaction.execute(note, [tie.note(), tie.words()])?;
                }
                Ok(())
            };
            delete().map_err(|error| StoreError::from_sqlite("destroying the tie of a ballot", path, &error))
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
        let noted: Vec<(String, String)> = self
            .connection()?
            .prepare("select name, value from meta where name glob 'tie destroyed *'")
            .and_then(|mut statement| statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
            .map_err(sqlite)?;
        if noted.is_empty() {
            return Ok(());
        }
        let ties: Vec<Tie> = noted.iter().filter_map(|(_, words)| Tie::read(words)).collect();
        self.scrub()?;
        // Each backup is asked itself: what its name says of the time hangs on the computer's clock.
        let holding: Vec<String> = backup::list(&self.layout.backups, now)
            .into_iter()
            .map(|backup| backup.name)
            .filter(|name| copies::holds(&self.layout.backups.join(name), &ties))
            .collect();
        backup::take(self.connection()?, &self.layout, now, BackupReason::AfterDestruction)?;
        for name in holding {
            backup::remove(&self.layout.backups, &name)?;
        }
        self.remove_set_aside(&ties)?;
        for (name, _) in noted {
            self.connection()?.execute("delete from meta where name = ?1", [name]).map_err(sqlite)?;
        }
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

    fn remove_set_aside(&self, ties: &[Tie]) -> Result<(), StoreError> {
        let dir = &self.layout.dir;
        let io = |error: std::io::Error| StoreError::from_io("removing copies of a destroyed tie", dir, 4096, &error);
        for file in std::fs::read_dir(dir).map_err(io)? {
            let file = file.map_err(io)?;
            if file.file_name().to_string_lossy().starts_with("set-aside-") && copies::holds(&file.path(), ties) {
                std::fs::remove_file(file.path()).map_err(io)?;
            }
        }
        Ok(())
    }
}
