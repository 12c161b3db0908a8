//! Who holds which seat: joining, waiting, removal, and what each seat shows.

use crate::actor::{Asked, OpenWorkshop};
use crate::batch::moves_undo;
use crate::effect::Effect;
use crate::error::{ApiError, ErrorCode};
use crate::room::{JoinRequest, RoomDoor, SeatKey, SeatOwn, SeatScreens};
use crate::stamp::stamp;
use sextant_domain::act::{Attendance, MOST_PARTICIPANTS, NewParticipant};
use sextant_domain::head::Privacy;
use sextant_domain::id::{CommandId, ParticipantId};
use sextant_domain::participant::{Discipline, Role};
use sextant_domain::text::Name;
use sextant_domain::view::{OwnWriting, SeatDevice, SeatRoom, SeatTask, own_seat, seat_room};
use sextant_domain::workshop::Workshop;
use sextant_store::{SeatKeyRow, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use uuid::Uuid;

const JOINING: &str = "taking a seat";
/// More devices than this never wait at once: everybody of a full roster, twice.
const MOST_WAITING: usize = 2 * MOST_PARTICIPANTS;

/// A device that asked for a seat.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Holder {
    pub(crate) participant_id: Option<ParticipantId>,
    pub(crate) name: Name,
    pub(crate) discipline: Discipline,
    pub(crate) watch: bool,
    pub(crate) status: HolderStatus,
}

/// What became of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HolderStatus {
    /// It waits for the facilitator's yes.
    Waiting,
    /// It sits.
    Seated,
    /// It was removed, or another device took its seat.
    Removed,
}

impl HolderStatus {
    fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Seated => "seated",
            Self::Removed => "removed",
        }
    }
}

/// The devices of a workshop.
pub(crate) type Holders = BTreeMap<SeatKey, Holder>;

/// Reads the devices of earlier runs, so that phones go on after a restart (F47).
pub(crate) fn holders(rows: Vec<SeatKeyRow>) -> Holders {
    rows.into_iter()
        .map(|row| {
            let discipline = serde_json::from_value(row.discipline.into()).unwrap_or(Discipline::Other);
            let holder = Holder {
                participant_id: row.participant_id.and_then(|id| Uuid::parse_str(&id).ok()).map(ParticipantId),
                name: Name::new(&row.name).unwrap_or_default(),
                discipline,
                watch: row.watch,
                status: match row.status.as_str() {
                    "seated" => HolderStatus::Seated,
                    "waiting" => HolderStatus::Waiting,
                    _ => HolderStatus::Removed,
                },
            };
            (SeatKey(row.key), holder)
        })
        .collect()
}

impl OpenWorkshop {
    /// What a phone may know before anybody has said who they are.
    pub(crate) fn room_door(&self) -> RoomDoor {
        let disciplines: BTreeSet<_> = self.workshop.participants.iter().map(|person| person.discipline).collect();
        RoomDoor {
            workshop_id: self.id,
            title: self.workshop.head().title.to_string(),
            named: self.workshop.head().privacy == Some(Privacy::Named),
            disciplines: disciplines.into_iter().collect(),
            promise: sextant_domain::view::promise(&self.workshop),
            lobby: self.session.lobby,
            locked: self.session.locked,
        }
    }

    /// Takes a device in, or lets it wait for the facilitator's yes: always with a lobby, and when
    /// a name alone must not open the place on the roster (F45, F46, T3).
    ///
    /// # Errors
    /// When the room is locked, too many devices wait, the name is missing, or nothing can be saved.
    pub(crate) fn join(&mut self, key: SeatKey, request: JoinRequest) -> Result<(), ApiError> {
        if self.holders.contains_key(&key) {
            return Ok(());
        }
        if request.name.is_empty() {
            let error = ApiError::invalid(JOINING, "The name is missing.", "Type a name, or any alias.");
            return Err(ApiError { field: Some("name".to_owned()), ..error });
        }
        if self.session.locked {
            return Err(ApiError::plain(
                ErrorCode::Forbidden,
                JOINING,
                "The room is locked: nobody new is let in.",
                "Ask the facilitator to unlock it.",
            ));
        }
        if self.holders.values().filter(|h| h.status == HolderStatus::Waiting).count() >= MOST_WAITING {
            return Err(ApiError::plain(
                ErrorCode::Refused,
                JOINING,
                "The room is full: too many devices wait to be let in.",
                "Try again in a minute. The facilitator lets people in, or sends devices away.",
            ));
        }
        let known = self.named(&request.name);
        let guarded = known.is_some_and(|id| self.wants_a_yes(id));
        let holder = Holder {
            participant_id: None,
            name: request.name,
            discipline: request.discipline,
            watch: request.watch,
            status: HolderStatus::Waiting,
        };
        if guarded || self.session.lobby {
            self.keep(key, holder)?;
        } else {
            self.holders.insert(key.clone(), holder);
            let admitted = self.admit(&key);
            if admitted.is_err() {
                // Its device is told no and never learns the secret: nobody is left to wait.
                self.holders.remove(&key);
            }
            admitted?;
        }
        self.revision += 1;
        self.announce();
        Ok(())
    }

    /// The facilitator's yes. A place on the roster under the same name is taken; otherwise the
    /// person is added. Another device on that place loses it: old scores are never doubled (F46).
    ///
    /// # Errors
    /// When the device does not wait, the roster is full, or nothing can be saved.
    pub(crate) fn admit(&mut self, key: &SeatKey) -> Result<(), ApiError> {
        let holder = self.holders.get(key).cloned();
        let Some(holder) = holder.filter(|h| h.status == HolderStatus::Waiting) else {
            return Err(ApiError::not_found(JOINING, "This device does not wait any more."));
        };
        let mut copy = self.workshop.clone();
        let ids = self.shared.ids.clone();
        let refused = |refusal| ApiError::refused(JOINING, &refusal);
        let id = match self.named(&holder.name) {
            Some(id) => {
                copy.mark_attendance(id, Attendance::Here).map_err(refused)?;
                id
            }
            None => {
                let role = if holder.watch { Role::Observer } else { Role::Contributor };
                let new =
                    NewParticipant { name: holder.name.clone(), discipline: holder.discipline, roles: vec![role] };
                copy.add_participant(new, &mut || ids.new_id()).map_err(refused)?
            }
        };
        if copy != self.workshop {
            self.save_alone("Took somebody in", "join", copy)?;
        }
        let others: Vec<SeatKey> = self
            .holders
            .iter()
            .filter(|(other, h)| *other != key && h.participant_id == Some(id) && h.status == HolderStatus::Seated)
            .map(|(other, _)| other.clone())
            .collect();
        for other in others {
            self.set_status(&other, HolderStatus::Removed)?;
        }
        self.keep(key.clone(), Holder { participant_id: Some(id), status: HolderStatus::Seated, ..holder })
    }

    /// Takes every seat of a person away. They may ask again, and then wait for a yes.
    ///
    /// # Errors
    /// When nothing can be saved.
    pub(crate) fn remove_seats(&mut self, person: ParticipantId) -> Result<(), ApiError> {
        let keys: Vec<SeatKey> = self
            .holders
            .iter()
            .filter(|(_, h)| h.participant_id == Some(person) && h.status == HolderStatus::Seated)
            .map(|(key, _)| key.clone())
            .collect();
        for key in keys {
            self.set_status(&key, HolderStatus::Removed)?;
        }
        self.session.turned_away.insert(person);
        Ok(())
    }

    /// Sends a waiting device away.
    ///
    /// # Errors
    /// When nothing can be saved.
    pub(crate) fn refuse(&mut self, key: &SeatKey) -> Result<(), ApiError> {
        self.set_status(key, HolderStatus::Removed)
    }

    /// Whose seat a device holds.
    pub(crate) fn seated_at(&self, key: &SeatKey) -> Option<ParticipantId> {
        let holder = self.holders.get(key).filter(|h| h.status == HolderStatus::Seated)?;
        holder.participant_id.filter(|id| self.workshop.participants.contains(&(*id,)))
    }

    /// What every seat shows now.
    pub(crate) fn seat_room(&self) -> SeatRoom {
        let mut room = seat_room(&self.workshop, self.session.projector);
        room.timer = self.timer();
        if let SeatTask::Write { count, .. } = &mut room.task {
            *count = self.count_for_the_room(*count);
        }
        room
    }

    /// What one device shows beside it.
    pub(crate) fn seat_own(&self, key: &SeatKey) -> SeatOwn {
        match (self.holders.get(key).map(|h| h.status), self.seated_at(key)) {
            (Some(HolderStatus::Waiting), _) => SeatOwn::Waiting,
            (_, Some(person)) => {
                let own = self.own_writing(person);
                let memory = self.memory_at(person);
                let mut seat = own_seat(&self.workshop, person, SeatDevice::Own, &own, &memory).unwrap_or_default();
                self.say_who_is_gone(person, &mut seat);
                self.show_what_the_table_sent(person, &mut seat);
                SeatOwn::Seated(Box::new(seat))
            }
            (Some(HolderStatus::Seated | HolderStatus::Removed) | None, None) => SeatOwn::Removed,
        }
    }

    fn own_writing(&self, person: ParticipantId) -> OwnWriting {
        self.workshop.own_writing(person)
    }

    /// The JSON of one device's half.
    pub(crate) fn own_json(&self, key: &SeatKey) -> Arc<str> {
        json(&self.seat_own(key))
    }

    /// The views of these devices at this moment.
    pub(crate) fn seat_screens(&self, keys: Vec<SeatKey>) -> SeatScreens {
        let room = self.seat_room();
        let room_key = self.room_key(&room);
        let own = keys
            .into_iter()
            .map(|key| {
                let own = self.own_json(&key);
                (key, own)
            })
            .collect();
        SeatScreens { revision: self.revision, room: json(&room), room_key, own }
    }

    /// The same number for two rooms that differ in nothing but the running clock's position: a
    /// room that is sent again because somebody wrote would tell when (T1).
    fn room_key(&self, room: &SeatRoom) -> u64 {
        let mut still = room.clone();
        if still.timer.running {
            let started = self.session.timer_started.map_or(0, |at| i64::try_from(at.as_millis()).unwrap_or(i64::MAX));
            still.timer.remaining_ms = self.workshop.timer().remaining_ms.saturating_add(started);
        }
        let mut hasher = DefaultHasher::new();
        json(&still).hash(&mut hasher);
        hasher.finish()
    }

    pub(crate) fn named(&self, name: &Name) -> Option<ParticipantId> {
        let wanted = name.as_str().to_lowercase();
        let same = |p: &&sextant_domain::participant::Participant| p.name.as_str().to_lowercase() == wanted;
        self.workshop.participants.iter().find(same).map(|p| p.id)
    }

    /// Whether whoever waits under this name would take over what somebody did here before.
    pub(crate) fn returns(&self, name: &Name) -> bool {
        self.named(name).is_some_and(|id| self.wants_a_yes(id))
    }

    /// Whether a device sits there, or one was sent away: both want a yes.
    fn is_seated(&self, person: ParticipantId) -> bool {
        let sits = |h: &Holder| h.participant_id == Some(person) && h.status == HolderStatus::Seated;
        self.holders.values().any(sits) || self.session.turned_away.contains(&person)
    }

    /// Whether whoever comes under this person's name is asked about first: a seat gives back what
    /// the person handed in on another device, and a removal holds after a restart too.
    fn wants_a_yes(&self, person: ParticipantId) -> bool {
        let had_a_seat = self.holders.values().any(|h| h.participant_id == Some(person));
        let remembered = self.session.memories.get(&person).is_some_and(|memory| memory.gives_back());
        had_a_seat || self.is_seated(person) || remembered || self.workshop.gives_back_to(person)
    }

    fn set_status(&mut self, key: &SeatKey, status: HolderStatus) -> Result<(), ApiError> {
        let Some(holder) = self.holders.get(key).cloned() else { return Ok(()) };
        self.keep(key.clone(), Holder { status, ..holder })
    }

    /// Kept on the disk before it counts.
    pub(crate) fn keep(&mut self, key: SeatKey, holder: Holder) -> Result<(), ApiError> {
        let discipline = serde_json::to_value(holder.discipline).ok();
        let row = SeatKeyRow {
            key: key.0.clone(),
            participant_id: holder.participant_id.map(|id| id.to_string()),
            name: holder.name.to_string(),
            discipline: discipline.and_then(|d| d.as_str().map(str::to_owned)).unwrap_or_default(),
            watch: holder.watch,
            status: holder.status.name().to_owned(),
        };
        self.shared.store().keep_seat_key(&self.id.to_string(), &row)?;
        self.holders.insert(key, holder);
        Ok(())
    }

    /// Saves a change that no client's command asked for.
    fn save_alone(&mut self, doing: &'static str, name: &str, copy: Workshop) -> Result<(), ApiError> {
        let id = CommandId(self.shared.ids.new_id());
        let asked = Asked { doing, name: name.to_owned(), stamp: stamp(&id, &(), "facilitator") };
        let mut entry = self.entry(&self.workshop, &copy, &asked, &Effect::KEPT)?;
        entry.command = None;
        let (at, undo_moved) = (entry.at, moves_undo(&entry));
        let saved: Result<_, StoreError> = self.shared.store().transact(&self.id.to_string(), &[entry]);
        saved?;
        self.workshop = copy;
        self.after_commit(Some(at), undo_moved);
        Ok(())
    }
}

fn json<T: serde::Serialize>(view: &T) -> Arc<str> {
    serde_json::to_string(view).expect("a view holds nothing that JSON cannot say").into()
}
