//! The use cases: everything a client may ask.
//!
//! A client sends a command ([`command`]) or a question ([`query`]) through an adapter and gets
//! its own fresh screen back ([`screen`]). One thread owns each open workshop; adapters carry
//! requests to the [`door`].

pub mod clock;
pub mod command;
pub mod console_note;
pub mod doctor;
pub mod door;
pub mod drafts;
pub mod error;
pub mod export;
pub mod files;
pub mod hand_over;
pub mod query;
pub mod room;
pub mod route;
pub mod sample;
pub mod screen;

mod actor;
mod answers;
mod ballot_file;
mod batch;
mod console;
mod effect;
mod in_steps;
mod job;
mod label;
mod library;
mod misfit;
mod rehearsal;
mod reply;
mod room_control;
mod rows;
mod seat;
mod seat_ties;
mod seats;
mod session;
mod show;
mod stamp;
mod tables;
mod take_back;
mod time_box;
mod told;
mod turn;
mod workshop_file;
mod written_so_far;

pub use crate::ballot_file::BallotFileTaken;
pub use crate::reply::{SeatAnswer, SeatDone};
pub use crate::room_control::ScreensDone;
pub use sextant_brief::{PdfPrinter, style_hash};

use crate::actor::{OpenWorkshop, Shared};
use crate::clock::{Clock, IdSource};
use crate::command::{ConsoleCommand, Envelope, SeatCommand};
use crate::error::ApiError;
use crate::job::Job;
use crate::screen::{ChangeNotice, ConsoleScreen, CurtainView};
use sextant_domain::id::WorkshopId;
use sextant_domain::view::{ProjectorView, WorkshopSummary};
use sextant_store::{Opening, Store, StoreError};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// What the use cases stand on.
pub struct ApiOptions {
    /// The data folder.
    pub data_dir: PathBuf,
    /// Wall and monotonic time.
    pub clock: Arc<dyn Clock>,
    /// Random ids.
    pub ids: Arc<dyn IdSource>,
    /// Prints PDF, if this build can.
    pub printer: Option<Arc<dyn PdfPrinter>>,
    /// A file outside of the data folder that remembers used folders (F05).
    pub known_folders: Option<PathBuf>,
}

/// The use cases. Cheap to clone; every clone is the same app.
#[derive(Clone)]
pub struct Api(Arc<Inner>);

/// Lines of the library with the journal entry up to which each holds.
type Summaries = Mutex<HashMap<WorkshopId, (u64, WorkshopSummary)>>;

struct Inner {
    shared: Shared,
    printer: Option<Arc<dyn PdfPrinter>>,
    actors: Mutex<HashMap<WorkshopId, Running>>,
    summaries: Summaries,
    rehearsals: Mutex<rehearsal::Rehearsals>,
    read_only: bool,
}

/// The thread that owns an open workshop.
struct Running {
    queue: Sender<Job>,
    thread: JoinHandle<()>,
}

impl Running {
    /// Lets the thread finish what is queued, and waits for it.
    fn finish(self) {
        drop(self.queue);
        if self.thread.join().is_err() {
            tracing::error!("the thread of a workshop ended in a panic");
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        let actors = std::mem::take(&mut *self.actors.lock().unwrap_or_else(PoisonError::into_inner));
        for running in actors.into_values() {
            running.finish();
        }
    }
}

impl Api {
    /// Opens the data folder.
    ///
    /// # Errors
    /// What the store says: in use, newer, damaged, missing; each with what to do.
    pub fn open(options: ApiOptions) -> Result<Self, ApiError> {
        let opening =
            Opening { known_folders: options.known_folders, ..Opening::of(&options.data_dir, options.clock.now()) };
        let (store, read_only) = match Store::open_with(&opening) {
            Ok(store) => (store, false),
            // Looking is still possible; every change is refused with what to do (F04, F23).
            Err(StoreError::ReadOnly { .. } | StoreError::NoLocks { .. }) => (Store::open_for_viewing(&opening)?, true),
            Err(error) => return Err(error.into()),
        };
        let shared = Shared {
            store: Arc::new(Mutex::new(store)),
            clock: options.clock,
            ids: options.ids,
            listeners: Arc::default(),
            keeper: Arc::default(),
        };
        let api = Self(Arc::new(Inner {
            shared,
            printer: options.printer,
            actors: Mutex::default(),
            summaries: Mutex::default(),
            rehearsals: Mutex::default(),
            read_only,
        }));
        if !read_only {
            api.purge_deleted()?;
        }
        Ok(api)
    }

    /// Calls back after each change.
    pub fn subscribe(&self, listener: Box<dyn Fn(ChangeNotice) + Send + Sync>) {
        let mut listeners = self.0.shared.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.push(Arc::from(listener));
    }

    /// What the console window shows now.
    ///
    /// # Errors
    /// When the workshop is not there or cannot be read.
    pub fn console(&self, id: WorkshopId) -> Result<ConsoleScreen, ApiError> {
        self.read(id, OpenWorkshop::screen)
    }

    /// Does what the facilitator asks.
    ///
    /// # Errors
    /// The rule's refusal, or what the store says; nothing was changed then.
    pub fn send_console(&self, id: WorkshopId, envelope: Envelope<ConsoleCommand>) -> Result<ConsoleScreen, ApiError> {
        if let ConsoleCommand::Room { room } = envelope.command {
            self.control_room(id, room)?;
            return self.console(id);
        }
        self.ask_actor(id, |reply| Job::Console(envelope, reply))
    }

    /// Does what the person at the passed keyboard asks.
    ///
    /// # Errors
    /// As for [`Api::send_console`].
    pub fn send_seat(&self, id: WorkshopId, envelope: Envelope<SeatCommand>) -> Result<ConsoleScreen, ApiError> {
        let hands_in = matches!(envelope.command, SeatCommand::SubmitBallot { .. });
        let screen = self.ask_actor(id, |reply| Job::Seat(envelope, reply))?;
        if let ConsoleScreen::Curtain(CurtainView { previous: Some(person), .. }) = &screen
            && hands_in
        {
            self.forget_ballot_drafts(id, person.id)?;
        }
        Ok(screen)
    }

    /// What the room sees.
    ///
    /// # Errors
    /// When the workshop is not there or cannot be read.
    pub fn projector(&self, id: WorkshopId) -> Result<ProjectorView, ApiError> {
        self.read(id, OpenWorkshop::projector)
    }

    /// Makes a backup when something changed and half an hour has passed. To be called now and then.
    pub fn tick(&self) {
        if self.0.read_only {
            return;
        }
        let now = self.0.shared.clock.now();
        if let Err(error) = self.0.shared.store().backup_if_due(now) {
            tracing::warn!(%error, "the backup could not be made");
        }
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.0.shared
    }

    pub(crate) fn printer(&self) -> Option<&Arc<dyn PdfPrinter>> {
        self.0.printer.as_ref()
    }

    pub(crate) fn summaries(&self) -> &Summaries {
        &self.0.summaries
    }

    pub(crate) fn is_read_only(&self) -> bool {
        self.0.read_only
    }

    /// Reads an open workshop on its own thread.
    pub(crate) fn read<T: Send + 'static>(
        &self,
        id: WorkshopId,
        read: impl FnOnce(&OpenWorkshop) -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        self.ask_beside(id, |answer| Job::Read(Box::new(|open| answer(read(open)))))
    }

    /// Looks at who holds a seat, or at the door of the room, for devices of people.
    pub(crate) fn look_at_the_door<T: Send + 'static>(
        &self,
        id: WorkshopId,
        read: impl FnOnce(&OpenWorkshop) -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        self.ask_beside(id, |answer| Job::AtTheDoor(Box::new(|open| answer(read(open)))))
    }

    /// Changes what an open workshop holds beside its record, on its own thread.
    pub(crate) fn change_beside<T: Send + 'static>(
        &self,
        id: WorkshopId,
        change: impl FnOnce(&mut OpenWorkshop) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        self.ask_beside(id, |answer| Job::Change(Box::new(|open| answer(change(open)))))?
    }

    /// The same for devices of people, which do not come before one another.
    pub(crate) fn change_for_seats<T: Send + 'static>(
        &self,
        id: WorkshopId,
        change: impl FnOnce(&mut OpenWorkshop) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        self.ask_beside(id, |answer| Job::ChangeForSeats(Box::new(|open| answer(change(open)))))?
    }

    fn ask_beside<T: Send + 'static>(
        &self,
        id: WorkshopId,
        job: impl FnOnce(Box<dyn FnOnce(T) + Send>) -> Job,
    ) -> Result<T, ApiError> {
        let (reply, answer) = mpsc::channel();
        let job = job(Box::new(move |answer| {
            // Whoever asked may have given up.
            let _ = reply.send(answer);
        }));
        self.queue(id)?.send(job).map_err(|_| gone(id))?;
        answer.recv().map_err(|_| ApiError::internal("asking a workshop", "the answer was lost"))
    }

    pub(crate) fn ask_actor(
        &self,
        id: WorkshopId,
        job: impl FnOnce(Sender<Result<ConsoleScreen, ApiError>>) -> Job,
    ) -> Result<ConsoleScreen, ApiError> {
        let (reply, answer) = mpsc::channel();
        self.queue(id)?.send(job(reply)).map_err(|_| gone(id))?;
        answer.recv().map_err(|_| ApiError::internal("saving a change", "the answer was lost"))?
    }

    /// Closes a workshop's thread; the next call opens it again.
    pub(crate) fn close(&self, id: WorkshopId) {
        let running = self.0.actors.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        if let Some(running) = running {
            running.finish();
        }
    }

    pub(crate) fn queue(&self, id: WorkshopId) -> Result<Sender<Job>, ApiError> {
        let mut actors = self.0.actors.lock().unwrap_or_else(PoisonError::into_inner);
        // A thread that ended in a panic is replaced: the record on the disk is whole (F30).
        if let Some(running) = actors.get(&id).filter(|running| !running.thread.is_finished()) {
            return Ok(running.queue.clone());
        }
        self.must_exist(id)?;
        let open = OpenWorkshop::load(self.0.shared.clone(), id)?;
        // Some milliseconds once per opening: a record that was changed beside the program is said (T4).
        if let Err(error) = self.0.shared.store().check_record(&id.to_string()) {
            tracing::warn!(%error, "the record could not be compared with its journal");
        }
        let (queue, jobs) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name(format!("workshop-{id}"))
            .spawn(move || open.run(&jobs))
            .map_err(|error| ApiError::internal("opening a workshop", &error.to_string()))?;
        actors.insert(id, Running { queue: queue.clone(), thread });
        Ok(queue)
    }
}

fn gone(id: WorkshopId) -> ApiError {
    ApiError::internal("asking a workshop", &format!("the thread of {id} has ended"))
}
