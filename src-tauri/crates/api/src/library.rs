//! The library: which workshops there are, and making, copying, putting away and removing them.

use crate::Api;
use crate::actor::load_record;
use crate::command::{Envelope, LibraryCommand};
use crate::effect;
use crate::error::{ApiError, ErrorCode};
use crate::job::{Job, LibraryChange};
use crate::label;
use crate::screen::{ChangeNotice, LibraryReply, LibraryView, UnreadableWorkshop};
use crate::stamp::stamp;
use crate::workshop_file;
use sextant_domain::id::WorkshopId;
use sextant_domain::time::At;
use sextant_domain::view::WorkshopSummary;
use sextant_domain::workshop::Workshop;
use sextant_store::{Actor, BackupReason, Entry, Finding, UndoKind};
use std::sync::PoisonError;
use uuid::Uuid;

const DELETED: &str = "deleted_workshops";

impl Api {
    /// What the library shows.
    ///
    /// # Errors
    /// When the data folder cannot be read.
    pub fn library(&self) -> Result<LibraryView, ApiError> {
        let deleted = self.deleted()?;
        let rows = self.shared().store().list_workshops()?;
        let mut workshops = Vec::new();
        let mut unreadable = Vec::new();
        for row in rows {
            let Some(id) = parse_id(&row.id).filter(|id| !deleted.contains(id)) else { continue };
            if let Some(known) = self.known_summary(id, row.last_entry) {
                workshops.push(known);
                continue;
            }
            match load_record(self.shared(), id) {
                Ok(workshop) => {
                    let summary = WorkshopSummary::of(&workshop, At(row.last_change));
                    self.remember_summary(row.last_entry, summary.clone());
                    workshops.push(summary);
                }
                Err(error) => {
                    let told = error.told();
                    unreadable.push(UnreadableWorkshop { id, text: format!("{} {}", told.wrong, told.next) });
                }
            }
        }
        workshops.sort_by_key(|w| std::cmp::Reverse(w.changed_at));
        let findings = self.shared().store().findings().iter().map(finding).collect();
        Ok(LibraryView { workshops, unreadable, findings, read_only: self.is_read_only() })
    }

    /// Does what the library is asked.
    ///
    /// # Errors
    /// What the store or a rule says.
    pub fn send_library(&self, envelope: Envelope<LibraryCommand>) -> Result<LibraryReply, ApiError> {
        let stamp = stamp(&envelope.id, &envelope.command, "facilitator");
        let name = label::operation(&envelope.command);
        // A resend of a command that makes something finds it under the id drawn from the command.
        let made = WorkshopId(envelope.id.0);
        let workshop_id = match envelope.command {
            LibraryCommand::CreateWorkshop { title } => {
                if title.is_empty() {
                    return Err(ApiError {
                        field: Some("title".to_owned()),
                        ..ApiError::invalid(
                            "making a workshop",
                            "The title is empty.",
                            "Type what the workshop is called.",
                        )
                    });
                }
                let now = At(self.shared().clock.now());
                self.make(Workshop::new(made, title, now), &name, now)?
            }
            LibraryCommand::OpenSample => self.open_sample()?,
            LibraryCommand::StartRehearsal => self.start_rehearsal(made, &name)?,
            LibraryCommand::DuplicateWorkshop { workshop_id, title } => {
                let bytes = self.export_workshop(workshop_id)?;
                let (workshop, _) = workshop_file::read(&bytes)?;
                let mut copy = workshop_file::under_id(workshop, made);
                copy.head_mut().title = title;
                copy.head_mut().sample = false;
                let now = At(self.shared().clock.now());
                self.make(copy, &name, now)?
            }
            LibraryCommand::ArchiveWorkshop { workshop_id } => {
                let at = At(self.shared().clock.now());
                self.change(workshop_id, "Put a workshop away", "archive_workshop", stamp, move |w| {
                    w.head_mut().archived_at = Some(at);
                })?
            }
            LibraryCommand::UnarchiveWorkshop { workshop_id } => {
                self.change(workshop_id, "Took a workshop out", "unarchive_workshop", stamp, |w| {
                    w.head_mut().archived_at = None;
                })?
            }
            LibraryCommand::DeleteWorkshop { workshop_id } => {
                self.must_exist(workshop_id)?;
                let mut deleted = self.deleted()?;
                deleted.push(workshop_id);
                self.set_deleted(&deleted)?;
                workshop_id
            }
            LibraryCommand::RestoreWorkshop { workshop_id } => {
                let mut deleted = self.deleted()?;
                deleted.retain(|id| *id != workshop_id);
                self.set_deleted(&deleted)?;
                workshop_id
            }
        };
        self.shared().announce(ChangeNotice { workshop_id: None, revision: 0 });
        Ok(LibraryReply { library: self.library()?, workshop_id: Some(workshop_id) })
    }

    /// Takes a workshop file into the library.
    ///
    /// # Errors
    /// [`ErrorCode::Conflict`] when the workshop is there already; see
    /// [`workshop_file::read`] for files that cannot be read.
    pub fn import_workshop(&self, bytes: &[u8]) -> Result<LibraryReply, ApiError> {
        let (workshop, changed_at) = workshop_file::read(bytes)?;
        let id = workshop.id;
        if self.deleted()?.contains(&id) {
            self.purge(id)?;
        }
        if self.shared().store().list_workshops()?.iter().any(|row| row.id == id.to_string()) {
            return Err(ApiError::plain(
                ErrorCode::Conflict,
                "reading the workshop file",
                &format!("“{}” is in the library already.", workshop.head().title),
                "Open it there. To take the file's state instead, delete the one in the library first.",
            ));
        }
        let now = self.shared().clock.now();
        self.shared().store().back_up_what_changed(now, BackupReason::BeforeImport)?;
        self.make(workshop, "import_workshop", changed_at)?;
        self.shared().announce(ChangeNotice { workshop_id: None, revision: 0 });
        Ok(LibraryReply { library: self.library()?, workshop_id: Some(id) })
    }

    /// The workshop file of a workshop.
    ///
    /// # Errors
    /// When the workshop is not there or cannot be read.
    pub fn export_workshop(&self, id: WorkshopId) -> Result<Vec<u8>, ApiError> {
        self.read(id, |open| workshop_file::write(&open.workshop, open.saved_at))?
    }

    /// Removes for good what was deleted in an earlier run: undo ends with the run.
    pub(crate) fn purge_deleted(&self) -> Result<(), ApiError> {
        for id in self.deleted()? {
            self.purge(id)?;
        }
        Ok(())
    }

    /// The summary of a record that has not changed since it was made.
    fn known_summary(&self, id: WorkshopId, last_entry: u64) -> Option<WorkshopSummary> {
        let summaries = self.summaries().lock().unwrap_or_else(PoisonError::into_inner);
        summaries.get(&id).filter(|(entry, _)| *entry == last_entry).map(|(_, summary)| summary.clone())
    }

    fn remember_summary(&self, last_entry: u64, summary: WorkshopSummary) {
        let mut summaries = self.summaries().lock().unwrap_or_else(PoisonError::into_inner);
        summaries.insert(summary.id, (last_entry, summary));
    }

    fn purge(&self, id: WorkshopId) -> Result<(), ApiError> {
        self.close(id);
        // What comes back under this id counts its entries from one again.
        self.summaries().lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        let now = self.shared().clock.now();
        let known = self.shared().store().list_workshops()?.iter().any(|row| row.id == id.to_string());
        if known {
            self.shared().store().delete_workshop(&id.to_string(), now)?;
        }
        let mut deleted = self.deleted()?;
        deleted.retain(|d| *d != id);
        self.set_deleted(&deleted)
    }

    /// Saves a whole new record. When it is there already under this id, a resend finds it done.
    pub(crate) fn make(&self, workshop: Workshop, name: &str, at: At) -> Result<WorkshopId, ApiError> {
        let id = workshop.id;
        if self.shared().store().list_workshops()?.iter().any(|row| row.id == id.to_string()) {
            return Ok(id);
        }
        let entry = Entry {
            actor: Actor("facilitator".to_owned()),
            operation: name.to_owned(),
            label: "Made the workshop".to_owned(),
            at: at.0,
            undo: UndoKind::Barrier,
            changes: effect::whole(&workshop)?,
            command: None,
            span: None,
        };
        self.shared().store().transact(&id.to_string(), &[entry])?;
        Ok(id)
    }

    fn change(
        &self,
        id: WorkshopId,
        doing: &'static str,
        name: &'static str,
        stamp: sextant_store::CommandStamp,
        apply: impl FnOnce(&mut Workshop) + Send + 'static,
    ) -> Result<WorkshopId, ApiError> {
        self.ask_actor(id, |reply| Job::Library(LibraryChange { doing, name, stamp, apply: Box::new(apply) }, reply))?;
        Ok(id)
    }

    pub(crate) fn must_exist(&self, id: WorkshopId) -> Result<(), ApiError> {
        let there = self.shared().store().list_workshops()?.iter().any(|row| row.id == id.to_string());
        if there && !self.deleted()?.contains(&id) {
            return Ok(());
        }
        Err(ApiError::not_found("opening a workshop", "This workshop is not in the library."))
    }

    fn deleted(&self) -> Result<Vec<WorkshopId>, ApiError> {
        let text = self.shared().store().setting(DELETED)?.unwrap_or_default();
        Ok(text.split_whitespace().filter_map(parse_id).collect())
    }

    fn set_deleted(&self, ids: &[WorkshopId]) -> Result<(), ApiError> {
        let text = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        Ok(self.shared().store().set_setting(DELETED, &text)?)
    }

    fn open_sample(&self) -> Result<WorkshopId, ApiError> {
        let id = crate::sample::play(self)?;
        if self.deleted()?.contains(&id) {
            self.purge(id)?;
            return crate::sample::play(self);
        }
        Ok(id)
    }
}

fn parse_id(text: &str) -> Option<WorkshopId> {
    Uuid::parse_str(text).ok().map(WorkshopId)
}

pub(crate) fn finding(finding: &Finding) -> String {
    match finding {
        Finding::MissingCommits { last_kept, last_acknowledged, .. } => format!(
            "Changes {} to {last_acknowledged} of one workshop are missing: a file beside the database was deleted after a crash.",
            last_kept + 1
        ),
        Finding::ForeignLog { kept_as, .. } => {
            format!("A log that belongs to another database was set aside as {}.", kept_as.display())
        }
        Finding::RecordDiffers { places, .. } => format!(
            "A workshop that was opened is not what its journal says; places: {places}. Something else than Sextant wrote to the file. \
             `sextant-host doctor` names the places, and a backup may hold the record as it was."
        ),
        Finding::UnfitFolder(_) => {
            "The data folder lies on a network drive or in a synchronised folder. Choose one on this computer's own drive.".to_owned()
        }
    }
}
