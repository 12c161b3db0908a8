//! A rehearsal: a workshop with simulated people, so that somebody who facilitates for the first
//! time can practise alone.
//!
//! They sit on seats of their own and send the same commands as a phone. Which of them does what,
//! and how long it takes, follows from the workshop's id and the scene alone.

mod people;

use crate::Api;
use crate::actor::OpenWorkshop;
use crate::command::Envelope;
use crate::error::ApiError;
use crate::reply::SeatAnswer;
use crate::room::SeatKey;
use crate::seats::{Holder, HolderStatus};
use people::{HOW_MANY, acts, roster, scene};
use sextant_domain::act::SetUpAnswers;
use sextant_domain::head::{BallotChannel, Path, Privacy, Scope};
use sextant_domain::id::{CommandId, WorkshopId};
use sextant_domain::refusal::Refusal;
use sextant_domain::text::{Line, Name};
use sextant_domain::time::At;
use sextant_domain::view::SeatTask;
use sextant_domain::workshop::Workshop;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{PoisonError, Weak, mpsc};
use std::time::Duration;
use uuid::Uuid;

const STARTING: &str = "starting a rehearsal";
const TITLE: &str = "Rehearsal: Slotwell";
/// How often people look up.
const BEAT: Duration = Duration::from_secs(1);

/// Where each workshop that was looked at stands; none when it is no rehearsal.
pub(crate) type Rehearsals = BTreeMap<WorkshopId, Option<Standing>>;

/// Where a rehearsal stands.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    scene: String,
    began: Duration,
    /// Person and place of what was done in this scene.
    done: BTreeSet<(usize, usize)>,
}

impl Api {
    /// Makes a rehearsal with its people on their seats.
    pub(crate) fn start_rehearsal(&self, id: WorkshopId, operation: &str) -> Result<WorkshopId, ApiError> {
        let now = At(self.shared().clock.now());
        let ids = self.shared().ids.clone();
        let workshop =
            set_up(id, now, &mut || ids.new_id()).map_err(|refusal| ApiError::refused(STARTING, &refusal))?;
        self.make(workshop, operation, now)?;
        self.change_beside(id, OpenWorkshop::seat_the_simulated)?;
        Ok(id)
    }

    /// Lets the people of every open rehearsal go on until the app ends.
    ///
    /// # Errors
    /// When the computer gives no thread.
    pub fn keep_rehearsals_going(&self) -> Result<(), ApiError> {
        let inner = std::sync::Arc::downgrade(&self.0);
        let go_on = move || {
            while let Some(api) = Weak::upgrade(&inner).map(Api) {
                api.rehearse();
                drop(api);
                std::thread::sleep(BEAT);
            }
        };
        std::thread::Builder::new()
            .name("rehearsals".to_owned())
            .spawn(go_on)
            .map(|_| ())
            .map_err(|error| ApiError::internal(STARTING, &error.to_string()))
    }

    /// One beat: what is due by now in every open rehearsal is done.
    pub fn rehearse(&self) {
        let open: Vec<WorkshopId> =
            self.0.actors.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect();
        for id in open {
            if let Err(error) = self.rehearse_one(id) {
                tracing::debug!(code = ?error.code, "a rehearsal stands still");
            }
        }
    }

    fn rehearse_one(&self, id: WorkshopId) -> Result<(), ApiError> {
        let known = self.0.rehearsals.lock().unwrap_or_else(PoisonError::into_inner).get(&id).map(Option::is_some);
        let is_one = match known {
            Some(is_one) => is_one,
            None => {
                let is_one = self.read(id, |open| open.workshop.head().rehearsal)?;
                let mut rehearsals = self.0.rehearsals.lock().unwrap_or_else(PoisonError::into_inner);
                rehearsals.insert(id, is_one.then(Standing::default));
                is_one
            }
        };
        if !is_one {
            return Ok(());
        }
        let task = self.change_beside(id, |open| {
            open.show_the_simulated();
            Ok(open.seat_room().task)
        })?;
        let monotonic = self.shared().clock.monotonic();
        for (person, place) in self.due(id, &task, monotonic) {
            let acts = acts(id, &task, person);
            let Some(act) = acts.into_iter().nth(place) else { continue };
            let envelope = Envelope { id: command_id(id, &scene(&task), person, place), command: act.command };
            let (told, answer) = mpsc::channel();
            let done = Box::new(move |answer| {
                let _ = told.send(answer);
            });
            self.send_from_seat(id, key(id, person), envelope, done);
            // What a rule refuses is not tried again: people shrug and go on.
            if let Ok(SeatAnswer::Refused(error)) = answer.recv() {
                tracing::debug!(code = ?error.code, "a simulated person was refused");
            }
        }
        Ok(())
    }

    /// What is due and not done yet, marked as done.
    fn due(&self, id: WorkshopId, task: &SeatTask, now: Duration) -> Vec<(usize, usize)> {
        let mut rehearsals = self.0.rehearsals.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(Some(standing)) = rehearsals.get_mut(&id) else { return Vec::new() };
        let scene = scene(task);
        if standing.scene != scene {
            *standing = Standing { scene, began: now, done: BTreeSet::new() };
        }
        let since = now.saturating_sub(standing.began).as_secs();
        let mut due = Vec::new();
        for person in 0..HOW_MANY {
            for (place, act) in acts(id, task, person).iter().enumerate() {
                if act.after <= since && standing.done.insert((person, place)) {
                    due.push((act.after, person, place));
                }
            }
        }
        due.sort_unstable();
        due.into_iter().map(|(_, person, place)| (person, place)).collect()
    }
}

impl OpenWorkshop {
    /// Gives every simulated person a seat, under a key that no device can have.
    fn seat_the_simulated(&mut self) -> Result<(), ApiError> {
        for (person, new) in roster().into_iter().enumerate() {
            let participant_id = self.named(&new.name);
            let holder = Holder {
                participant_id,
                name: new.name,
                discipline: new.discipline,
                watch: false,
                status: HolderStatus::Seated,
            };
            self.keep(key(self.id, person), holder)?;
        }
        Ok(())
    }

    /// Shows them as connected; real devices come and go beside them.
    fn show_the_simulated(&mut self) {
        let before = self.session.present.len();
        std::sync::Arc::make_mut(&mut self.session.present).extend((0..HOW_MANY).map(|person| key(self.id, person)));
        if self.session.present.len() != before {
            self.tell_anew();
        }
    }
}

fn set_up(id: WorkshopId, now: At, new_id: &mut dyn FnMut() -> Uuid) -> Result<Workshop, Refusal> {
    let mut workshop = Workshop::new(id, Name::new(TITLE).unwrap_or_default(), now);
    workshop.head_mut().rehearsal = true;
    workshop.answer_set_up(SetUpAnswers {
        title: Name::new(TITLE).unwrap_or_default(),
        scope: Scope::Company,
        scope_name: Name::new("Slotwell").unwrap_or_default(),
        parent_star: Line::default(),
        path: Path::Express,
        solo: false,
        privacy: Some(Privacy::Anonymous),
        ballot_channel: Some(BallotChannel::OwnDevice),
        names_in_lobby: true,
    })?;
    for participant in roster() {
        workshop.add_participant(participant, new_id)?;
    }
    Ok(workshop)
}

/// The key of a device is the hash of its secret, in hexadecimal. This has a sign that no such
/// number has, so no secret opens it, however well somebody knows how it is made (T3).
fn key(id: WorkshopId, person: usize) -> SeatKey {
    let digest = Sha256::digest(format!("simulated person {person} of {id}"));
    SeatKey(digest.iter().map(|byte| format!("x{:x}", byte & 0xf)).collect())
}

/// The same act of the same scene carries the same id, so that it is done once, also after a restart.
fn command_id(id: WorkshopId, scene: &str, person: usize, place: usize) -> CommandId {
    let digest = Sha256::digest(format!("{id} {scene} {person} {place}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    CommandId(uuid::Builder::from_random_bytes(bytes).into_uuid())
}
