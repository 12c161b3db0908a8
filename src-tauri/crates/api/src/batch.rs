//! Writing: applied commands wait in a batch, and the whole batch is one durable commit.

use crate::actor::{Asked, OpenWorkshop, load_record};
use crate::effect::{self, Effect, Span, Told};
use crate::error::ApiError;
use crate::reply::Reply;
use crate::seat_ties;
use crate::session::{Session, next_step};
use sextant_domain::stage::Stage;
use sextant_domain::view::OwnWriting;
use sextant_domain::workshop::Workshop;
use sextant_store::{Actor, CommandStamp, Entry, Record, SeatTieChange, StoreError, UndoKind};
use std::collections::HashMap;

/// Commands that were applied and wait for one commit.
#[derive(Default)]
pub(crate) struct Batch {
    pending: Vec<Pending>,
    /// Where each command's id waits: a full room sends three hundred at once (P7).
    places: HashMap<String, usize>,
}

impl Batch {
    /// With room for so many commands.
    pub(crate) fn for_so_many(commands: usize) -> Self {
        Self { pending: Vec::with_capacity(commands), places: HashMap::with_capacity(commands) }
    }

    /// The command with this id, where it waits.
    pub(crate) fn waiting(&mut self, id: &str) -> Option<&mut Pending> {
        let place = self.places.get(id)?;
        self.pending.get_mut(*place)
    }

    fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    fn push(&mut self, id: &str, pending: Pending) {
        self.places.insert(id.to_owned(), self.pending.len());
        self.pending.push(pending);
    }

    fn take(&mut self) -> Vec<Pending> {
        self.places.clear();
        std::mem::take(&mut self.pending)
    }
}

/// A command that was applied and waits for the batch to be written.
pub(crate) struct Pending {
    entries: Vec<Entry>,
    /// Whose its answers are, for as long as that is remembered.
    ties: Vec<SeatTieChange>,
    /// Whoever sent it, and whoever sent it again before it was saved.
    pub(crate) replies: Vec<Reply>,
    /// Whether nobody hears of it now: nothing tells when somebody wrote, or moved a count (T1).
    quiet: bool,
    /// The session before the batch, with its first command: comes back when saving fails (F01).
    session_before: Option<Session>,
}

impl Pending {
    /// Whether it is this very command, and not another one under the same id.
    pub(crate) fn is(&self, stamp: &CommandStamp) -> bool {
        self.entries.iter().any(|entry| entry.command.as_ref() == Some(stamp))
    }
}

impl OpenWorkshop {
    /// Adds the entries of one command to the batch: the first carries the command's stamp.
    pub(crate) fn enqueue(
        &mut self,
        batch: &mut Batch,
        draft: &mut Workshop,
        steps: Vec<(Workshop, Effect)>,
        asked: &Asked,
        (reply, session_before): (Reply, Session),
    ) {
        let mut entries = Vec::new();
        let mut last: Option<Workshop> = None;
        let quiet = steps.iter().all(|(_, effect)| effect.told == Told::AtTheStep);
        for (place, (after, effect)) in steps.into_iter().enumerate() {
            match self.entry(last.as_ref().unwrap_or(draft), &after, asked, &effect) {
                Ok(mut entry) => {
                    if place > 0 {
                        entry.command = None;
                        entry.operation = "set_timer".to_owned();
                    }
                    entries.push(entry);
                    last = Some(after);
                }
                Err(error) => {
                    self.session = session_before;
                    return self.answer(reply, Err(error.into()));
                }
            }
        }
        if let Some(last) = last {
            *draft = last;
        }
        let ties = seat_ties::changes(&session_before.memories, &self.session.memories, draft);
        let quiet = quiet && matches!(reply, Reply::Seat(..));
        let session_before = batch.is_empty().then_some(session_before);
        batch.push(&asked.stamp.id, Pending { entries, ties, replies: vec![reply], quiet, session_before });
    }

    /// Writes the batch in one durable commit, then answers everybody who waits in it.
    ///
    /// # Errors
    /// When nothing could be saved: then whatever was worked out on the draft is void too.
    pub(crate) fn commit(&mut self, batch: &mut Batch, draft: &mut Workshop) -> Result<(), ApiError> {
        if batch.is_empty() {
            return Ok(());
        }
        let mut pending = batch.take();
        // Moved, not copied: the reveal of three hundred ballots restates every mark in one entry.
        let entries: Vec<Entry> = pending.iter_mut().flat_map(|p| std::mem::take(&mut p.entries)).collect();
        let ties: Vec<SeatTieChange> = pending.iter_mut().flat_map(|p| std::mem::take(&mut p.ties)).collect();
        let written = self.shared.store().transact_with_ties(&self.id.to_string(), &entries, &ties);
        match written {
            Ok(_) => {
                self.workshop = draft.clone();
                if pending.iter().all(|p| p.quiet) {
                    self.told_at.get_or_insert(next_step(self.shared.clock.monotonic()));
                } else {
                    self.after_commit(entries.last().map(|e| e.at), entries.iter().any(moves_undo));
                }
                let quiet = pending.iter().all(|p| p.quiet);
                for reply in pending.into_iter().flat_map(|p| p.replies) {
                    self.answer(reply, Ok(()));
                }
                if !quiet {
                    self.announce();
                }
                let_answers_out();
                Ok(())
            }
            Err(error) => {
                self.recover();
                *draft = self.workshop.clone();
                let error = ApiError::from(error);
                if let Some(before) = pending.iter().find_map(|p| p.session_before.clone()) {
                    self.session = before;
                }
                self.recall_seat_ties();
                for reply in pending.into_iter().flat_map(|p| p.replies) {
                    self.answer(reply, Err(error.clone()));
                }
                Err(error)
            }
        }
    }

    /// After a failed write the file was opened afresh: what it holds is what counts (F08).
    pub(crate) fn recover(&mut self) {
        match load_record(&self.shared, self.id) {
            Ok(workshop) => self.workshop = workshop,
            Err(error) => tracing::warn!(%error, "the record could not be read again; the last known one stays"),
        }
    }

    pub(crate) fn destroy(&mut self, asked: &Asked, effect: &Effect, copy: Workshop) -> Result<(), ApiError> {
        let entry = self.entry(&self.workshop, &copy, asked, effect)?;
        let now = self.shared.clock.now();
        let writing_ends = effect.ends.contains(&Span::Write);
        if writing_ends {
            // Before the file is rewritten, so that no freed page and no backup keeps who sat down.
            self.forget_written_so_far();
        }
        let names: Vec<String> = effect.ends.iter().map(|span| span.name()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let destroyed = self.shared.store().destroy_seals(&self.id.to_string(), &names, &entry, now);
        match destroyed {
            Ok(_) => {
                self.workshop = copy;
                if writing_ends {
                    self.session.own = OwnWriting::default();
                }
                self.after_commit(Some(entry.at), moves_undo(&entry));
                Ok(())
            }
            Err(error) => {
                self.recover();
                if writing_ends && let Err(error) = self.keep_written_so_far(&self.session.has_written) {
                    tracing::warn!(%error, "who has sat down to write could not be kept");
                }
                Err(error.into())
            }
        }
    }

    /// What the file remembers of the seats is what counts, at the opening and after a failed write.
    pub(crate) fn recall_seat_ties(&mut self) {
        let rows = self.shared.store().seat_ties(&self.id.to_string());
        match rows {
            Ok(rows) => self.session.memories = seat_ties::recalled(rows),
            Err(error) => tracing::warn!(%error, "what is remembered of the seats could not be read"),
        }
    }

    pub(crate) fn entry(
        &self,
        before: &Workshop,
        after: &Workshop,
        asked: &Asked,
        effect: &Effect,
    ) -> Result<Entry, StoreError> {
        let silent = effect.silent;
        // From a seat: no author, and no time finer than the stage.
        let entered = |stage: Stage| before.stage_record(stage).entered_at.map_or(0, |at| at.0);
        let at = match silent {
            Some(Span::Frame(_)) => entered(Stage::Frame),
            Some(Span::Write) => entered(Stage::Write),
            Some(Span::Score) => before.last_round().map_or(0, |r| r.opened_at.0),
            Some(Span::Stage(stage)) => entered(stage),
            None if effect.nameless => entered(before.stage()),
            None => self.shared.clock.now(),
        };
        let changes = effect::changes(before, after, effect)?;
        // A reveal carries absent people's ties over. An ordinary command belongs to no span: its
        // id must outlive the span, or a late resend would act twice (F40).
        let seals = changes.iter().any(|change| change.record == Record::Sealed);
        let span = silent.or(effect.ends.first().copied()).or(seals.then_some(Span::Score));
        let (actor, label) =
            if effect.nameless { ("somebody", "Took in an answer") } else { ("facilitator", asked.doing) };
        Ok(Entry {
            actor: Actor(actor.to_owned()),
            operation: asked.name.clone(),
            label: label.to_owned(),
            at,
            undo: effect.undo,
            changes,
            command: Some(asked.stamp.clone()),
            span: span.map(Span::name),
        })
    }
}

/// Lets the threads that carry answers go first. They were woken one after the other by this one, and
/// where there are few cores they wait for it on its own (P7).
pub(crate) fn let_answers_out() {
    std::thread::yield_now();
}

/// Whether undo and redo may mean something else after it.
pub(crate) fn moves_undo(entry: &Entry) -> bool {
    entry.undo != UndoKind::NotUndoable
}
