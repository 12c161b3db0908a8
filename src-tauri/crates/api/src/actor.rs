//! One thread owns each open workshop. It drains its queue, checks each command on a copy of the
//! record, writes the whole batch in one durable commit, swaps the record, then answers.

use crate::batch::{Batch, let_answers_out};
use crate::clock::{Clock, IdSource};
use crate::console::{self, Applied};
use crate::effect::{Effect, Told};
use crate::error::ApiError;
use crate::job::{Job, SentFromSeat};
use crate::label;
use crate::reply::{Reply, SeatAnswer, SeatDone};
use crate::room::{RoomKeeper, SeatKey};
use crate::rows::LoadedRows;
use crate::screen::ChangeNotice;
use crate::seat;
use crate::seat_ties;
use crate::seats::{Holders, holders};
use crate::session::{COUNT_STEP, Session, next_step};
use crate::stamp::{ballots_hash, stamp};
use crate::turn::{GATHERS, SHARE, Turns, View};
use sextant_domain::id::WorkshopId;
use sextant_domain::refusal::Refusal;
use sextant_domain::time::At;
use sextant_domain::workshop::Workshop;
use sextant_store::{Actor, CommandOutcome, CommandStamp, Store, StoreError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

/// Who hears of changes.
pub(crate) type Listener = Arc<dyn Fn(ChangeNotice) + Send + Sync>;

/// What the actor and its kin share.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) store: Arc<Mutex<Store>>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
    pub(crate) listeners: Arc<Mutex<Vec<Listener>>>,
    /// Owns the sockets of rooms; absent in a program without a network.
    pub(crate) keeper: Arc<OnceLock<Arc<dyn RoomKeeper>>>,
}

impl Shared {
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        // A panic elsewhere cannot leave the store half changed: every change is one transaction.
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn announce(&self, notice: ChangeNotice) {
        let listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for listener in listeners {
            listener(notice);
        }
    }
}

/// The most commands of one durable commit: as many as a full room sends at once (P7).
const BATCH: usize = 512;

/// The record of an open workshop with the state of this run.
pub(crate) struct OpenWorkshop {
    pub(crate) shared: Shared,
    pub(crate) id: WorkshopId,
    pub(crate) workshop: Workshop,
    pub(crate) session: Session,
    pub(crate) revision: u64,
    pub(crate) saved_at: At,
    pub(crate) undo: Option<String>,
    pub(crate) redo: Option<String>,
    /// Devices that asked for a seat.
    pub(crate) holders: Holders,
    /// When everybody hears of what was written quietly.
    pub(crate) told_at: Option<Duration>,
    /// Devices that were told that something is kept, and have yet to see it.
    pub(crate) to_show: Vec<(SeatKey, SeatDone)>,
}

impl OpenWorkshop {
    /// Loads a workshop from the store.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn load(shared: Shared, id: WorkshopId) -> Result<Self, StoreError> {
        let mut open = Self {
            workshop: load_record(&shared, id)?,
            shared,
            id,
            session: Session::default(),
            revision: 0,
            saved_at: At(0),
            undo: None,
            redo: None,
            holders: Holders::new(),
            told_at: None,
            to_show: Vec::new(),
        };
        open.holders = holders(open.shared.store().seat_keys(&id.to_string())?);
        open.session.memories = seat_ties::recalled(open.shared.store().seat_ties(&id.to_string())?);
        open.read_journal()?;
        open.recall_written_so_far()?;
        Ok(open)
    }

    /// Works through the queue until nobody can ask any more.
    pub(crate) fn run(mut self, queue: &Receiver<Job>) {
        let mut turns = Turns::default();
        loop {
            if turns.len() == 0 {
                let first = match self.told_at {
                    None => queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
                    Some(at) => queue.recv_timeout(at.saturating_sub(self.shared.clock.monotonic())),
                };
                match first {
                    Ok(first) => turns.put(first),
                    Err(RecvTimeoutError::Timeout) => {
                        self.tell_what_is_due();
                        continue;
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            // Before whatever came just now, so that nothing depends on which of the two was first.
            self.tell_what_is_due();
            turns.gather(queue);
            self.work(&mut turns, queue);
            turns.gather(queue);
            if !self.to_show.is_empty() {
                let_answers_out();
                self.to_show.drain(..).for_each(|(key, done)| turns.put_own(key, done));
            }
            for view in turns.due_views(self.shared.clock.monotonic()) {
                match view {
                    View::OfSeats(view) => {
                        self.settle_count();
                        self.look(view);
                    }
                    View::Own(key, done) => self.show(&key, done),
                }
            }
        }
    }

    /// Tells everybody of what was written quietly, once its step of time is over.
    fn tell_what_is_due(&mut self) {
        let now = self.shared.clock.monotonic();
        if self.told_at.is_some_and(|at| at <= now) {
            // A count that was looked at just now has not moved yet: then the next step tells it.
            let looked_at = self.session.count_shown.map(|shown| shown.at);
            let fresh = looked_at.is_some_and(|at| now.saturating_sub(at) < COUNT_STEP);
            self.told_at = fresh.then(|| next_step(now));
            if !fresh {
                self.tell_anew();
            }
        }
    }

    /// Does what waits now in one durable commit; sooner when the facilitator waits (T10).
    fn work(&mut self, turns: &mut Turns, queue: &Receiver<Job>) {
        let mut draft = self.workshop.clone();
        let begun = self.shared.clock.monotonic();
        let most = turns.len().min(BATCH);
        let mut batch = Batch::for_so_many(most);
        for turn in 0..most {
            turns.gather(queue);
            let late = self.shared.clock.monotonic().saturating_sub(begun) > GATHERS;
            // The facilitator's own command still comes into this commit: one wait for the disk, not two.
            if turn > 0 && late && !turns.is_the_facilitators() {
                break;
            }
            let Some(job) = turns.next() else { break };
            let answers_soon = job.is_the_facilitators() && turns.len() > SHARE;
            match job {
                Job::FromSeat(key, SentFromSeat { command, name, stamp }, mut done) => {
                    let Some(person) = self.seated_at(&key) else {
                        done(SeatAnswer::Refused(no_seat()));
                        continue;
                    };
                    let holder = self.reach_of_holder(&draft, person);
                    let apply = |draft: &mut Workshop, session: &mut Session, shared: &Shared| {
                        let mut new_id = || shared.ids.new_id();
                        seat::apply(draft, session, seat::From::Device(person), command, holder, &mut new_id)
                    };
                    let asked = Asked { doing: "Took in an answer", name, stamp };
                    self.step(&mut batch, &mut draft, asked, apply, Reply::Seat(key, done));
                }
                Job::Change(change) | Job::ChangeForSeats(change) => {
                    let _ = self.commit(&mut batch, &mut draft);
                    let caught = catch_unwind(AssertUnwindSafe(|| change(self)));
                    if caught.is_err() {
                        tracing::error!(workshop = %self.id, "a change of the room ended in a panic");
                    }
                    draft = self.workshop.clone();
                }
                Job::Console(envelope, reply) => {
                    let doing = label::label(&envelope.command);
                    let stamp = stamp(&envelope.id, &envelope.command, "facilitator");
                    let name = label::operation(&envelope.command);
                    let command = envelope.command;
                    let apply = |draft: &mut Workshop, session: &mut Session, shared: &Shared| {
                        let now = At(shared.clock.now());
                        let mut new_id = || shared.ids.new_id();
                        console::apply(draft, session, command, now, ballots_hash, &mut new_id)
                    };
                    self.step(&mut batch, &mut draft, Asked { doing, name, stamp }, apply, Reply::Console(reply));
                }
                Job::Seat(envelope, reply) => {
                    // No name: a stamp beside its person would be a tie, and a resend may arrive
                    // when the keyboard is with somebody else already (T1b, F40).
                    let SentFromSeat { command, name, stamp } = envelope.into();
                    let holder = self.reach_at_keyboard(&draft);
                    let apply = |draft: &mut Workshop, session: &mut Session, shared: &Shared| {
                        let mut new_id = || shared.ids.new_id();
                        seat::apply(draft, session, seat::From::Keyboard, command, holder, &mut new_id)
                    };
                    self.step(
                        &mut batch,
                        &mut draft,
                        Asked { doing: "Took in an answer", name, stamp },
                        apply,
                        Reply::Console(reply),
                    );
                }
                Job::Library(change, reply) => {
                    let asked = Asked { doing: change.doing, name: change.name.to_owned(), stamp: change.stamp };
                    let apply = |draft: &mut Workshop, session: &mut Session, _: &Shared| {
                        (change.apply)(draft);
                        Ok(Applied::Changed(console::put_away(draft, session)))
                    };
                    self.step(&mut batch, &mut draft, asked, apply, Reply::Console(reply));
                }
                Job::Read(read) => {
                    let _ = self.commit(&mut batch, &mut draft);
                    self.settle_count();
                    self.look(read);
                }
                Job::AtTheDoor(read) => self.look(read),
                // Views wait beside the turns and never come here; late ones would do no harm.
                Job::ReadForSeats(view) => self.look(view),
            }
            if answers_soon {
                break;
            }
        }
        let _ = self.commit(&mut batch, &mut draft);
    }

    /// Applies one command to the draft, or does at once what cannot wait for a batch.
    fn step(
        &mut self,
        batch: &mut Batch,
        draft: &mut Workshop,
        asked: Asked,
        apply: impl FnOnce(&mut Workshop, &mut Session, &Shared) -> Result<Applied, Refusal>,
        reply: Reply,
    ) {
        match self.known(&asked.stamp) {
            Ok(CommandOutcome::New) => {}
            Ok(CommandOutcome::Applied) => {
                // Whoever waits in the batch is told there; this one was saved before.
                let _ = self.commit(batch, draft);
                return self.answer(reply, Ok(()));
            }
            Ok(CommandOutcome::Reused) => return self.answer(reply, Err(ApiError::conflict(asked.doing))),
            Err(error) => return self.answer(reply, Err(error.into())),
        }
        // The same id waits in this very batch: its answer is this one's answer too (F40, F42).
        if let Some(pending) = batch.waiting(&asked.stamp.id) {
            if pending.is(&asked.stamp) {
                return pending.replies.push(reply);
            }
            return self.answer(reply, Err(ApiError::conflict(asked.doing)));
        }
        let mut copy = draft.clone();
        let mut session = self.session.clone();
        // A panic in a rule fails this one command; the record and everybody else go on (F30).
        let result = catch_unwind(AssertUnwindSafe(|| apply(&mut copy, &mut session, &self.shared)));
        let applied = match result {
            Ok(Ok(applied)) => applied,
            Ok(Err(refusal)) => {
                let refused = ApiError::refused(asked.doing, &refusal);
                return self.answer(reply, Err(refused));
            }
            Err(_) => return self.answer(reply, Err(ApiError::internal(asked.doing, "a rule panicked"))),
        };
        match applied {
            Applied::SessionOnly(told) => {
                // The session as it was worked out holds what the batch did: it falls with it.
                if let Err(error) = self.commit(batch, draft) {
                    return self.answer(reply, Err(error));
                }
                // Answers of the batch may have shown counts; the next ones follow in their step (T1).
                session.count_shown = self.session.count_shown;
                session.in_steps.clone_from(&self.session.in_steps);
                if session.has_written != self.session.has_written
                    && let Err(error) = self.keep_written_so_far(&session.has_written)
                {
                    return self.answer(reply, Err(error.into()));
                }
                let ties = seat_ties::changes(&self.session.memories, &session.memories, draft);
                let kept = self.shared.store().change_seat_ties(&self.id.to_string(), &ties);
                if let Err(error) = kept {
                    return self.answer(reply, Err(error.into()));
                }
                self.session = session;
                let quiet = told == Told::AtTheStep && matches!(reply, Reply::Seat(..));
                self.revision += u64::from(!quiet);
                self.answer(reply, Ok(()));
                if !quiet {
                    self.announce();
                }
            }
            Applied::TakeBack | Applied::DoAgain => {
                if let Err(error) = self.commit(batch, draft) {
                    return self.answer(reply, Err(error));
                }
                let redo = matches!(applied, Applied::DoAgain);
                let result = self.take_back(&asked, redo);
                *draft = self.workshop.clone();
                self.answer(reply, result);
                self.announce();
            }
            Applied::Clock(change) => {
                let timer = self.changed_clock(&copy, change, &mut session);
                self.spend_time(&mut copy);
                copy.set_timer(timer);
                let session_before = std::mem::replace(&mut self.session, session);
                self.enqueue(batch, draft, vec![(copy, Effect::KEPT)], &asked, (reply, session_before));
            }
            Applied::Changed(effect) => {
                let moved = copy.stage() != draft.stage();
                let mut clocked = None;
                if moved {
                    let mut copy = copy.clone();
                    self.stop_clock_for_new_stage(draft.stage(), &mut copy, &mut session);
                    clocked = Some(copy);
                }
                if !effect.ends.is_empty() {
                    // The record as it was worked out holds what the batch did, and who sent that is
                    // told that nothing is saved.
                    if let Err(error) = self.commit(batch, draft) {
                        return self.answer(reply, Err(error));
                    }
                    let session_before = std::mem::replace(&mut self.session, session);
                    let result = self.destroy(&asked, &effect, clocked.unwrap_or(copy));
                    if result.is_err() {
                        self.session = session_before;
                    }
                    *draft = self.workshop.clone();
                    self.answer(reply, result);
                    self.announce();
                } else {
                    let session_before = std::mem::replace(&mut self.session, session);
                    // The clock is an entry of its own: it must not stand in the way of undo.
                    let mut steps = vec![(copy, effect)];
                    steps.extend(clocked.map(|clocked| (clocked, Effect::KEPT)));
                    self.enqueue(batch, draft, steps, &asked, (reply, session_before));
                }
            }
        }
    }

    /// Answers a question; one that ends in a panic fails alone (F30).
    fn look(&self, read: Box<dyn FnOnce(&Self) + Send>) {
        if catch_unwind(AssertUnwindSafe(|| read(self))).is_err() {
            tracing::error!(workshop = %self.id, "a question ended in a panic");
        }
    }

    fn known(&self, stamp: &CommandStamp) -> Result<CommandOutcome, StoreError> {
        self.shared.store().command_outcome(&self.id.to_string(), stamp)
    }

    /// `undo_moved` says whether what can be undone has to be read again: answers of a full room
    /// are no step of the facilitator's, and reading back over them takes longer than writing them.
    pub(crate) fn after_commit(&mut self, at: Option<i64>, undo_moved: bool) {
        self.revision += 1;
        if let Some(at) = at {
            // The last entry's own word, so that it is the same after reopening.
            self.saved_at = At(at);
        }
        if undo_moved && let Err(error) = self.read_journal() {
            tracing::warn!(%error, "the journal could not be read for undo");
        }
    }

    fn read_journal(&mut self) -> Result<(), StoreError> {
        let me = Actor("facilitator".to_owned());
        let id = self.id.to_string();
        let store = self.shared.store();
        self.undo = store.last_undoable(&id, &me)?.map(|e| e.label);
        self.redo = store.last_redoable(&id, &me)?.map(|e| e.label);
        if self.saved_at == At(0) {
            let rows = store.list_workshops()?;
            self.saved_at = rows.iter().find(|w| w.id == id).map_or(At(0), |w| At(w.last_change));
        }
        Ok(())
    }

    pub(crate) fn announce(&self) {
        self.shared.announce(ChangeNotice { workshop_id: Some(self.id), revision: self.revision });
    }
}

/// What is known about a command beside its content.
pub(crate) struct Asked {
    pub(crate) doing: &'static str,
    pub(crate) name: String,
    pub(crate) stamp: CommandStamp,
}

fn no_seat() -> ApiError {
    ApiError::forbidden("taking in an answer", "This device holds no seat any more.", "Join again with the code.")
}

/// Reads a whole record.
///
/// # Errors
/// When it cannot be read or lacks a row that every workshop has.
pub(crate) fn load_record(shared: &Shared, id: WorkshopId) -> Result<Workshop, StoreError> {
    let rows = shared.store().load_rows(&id.to_string())?;
    let workshop = Workshop::from_rows(id, &mut LoadedRows(rows))?;
    if !workshop.is_whole() {
        return Err(StoreError::WorkshopUnreadable {
            workshop: id.to_string(),
            detail: "a row that every workshop has is missing".to_owned(),
        });
    }
    Ok(workshop)
}
