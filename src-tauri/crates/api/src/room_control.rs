//! The room's use cases: joining, answering from a device, and what the facilitator does with it.

use crate::Api;
use crate::actor::OpenWorkshop;
use crate::command::{Envelope, SeatCommand};
use crate::error::{ApiError, ErrorCode};
use crate::job::Job;
use crate::reply::{SeatAnswer, SeatDone};
use crate::room::{
    CardRead, JoinRequest, RoomAddress, RoomAnnouncement, RoomCommand, RoomDoor, RoomKeeper, RoomSession, SeatKey,
    SeatScreens, SeatStatus, Speaker, WaitingSeat,
};
use crate::seats::HolderStatus;
use sextant_domain::ballot::RoundStatus;
use sextant_domain::id::{CandidateId, ParticipantId, WorkshopId};
use sextant_domain::stage::Stage;
use sextant_domain::table_device::Voice;
use sextant_domain::view::Offer;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;

const ROOM: &str = "opening the room";

/// Called once with all seats' views, on the actor's thread: it must not block.
pub type ScreensDone = Box<dyn FnOnce(Result<SeatScreens, ApiError>) + Send>;

impl Api {
    /// Hands in the part of the app that owns sockets. Once, at the start.
    pub fn set_room_keeper(&self, keeper: Arc<dyn RoomKeeper>) {
        if self.shared().keeper.set(keeper).is_err() {
            tracing::error!("a second room keeper was handed in");
        }
    }

    /// Addresses of this computer, for the room.
    pub fn room_addresses(&self) -> Vec<RoomAddress> {
        self.shared().keeper.get().map(|keeper| keeper.addresses()).unwrap_or_default()
    }

    /// What a phone may know before anybody has said who they are.
    ///
    /// # Errors
    /// When the workshop is not there or cannot be read.
    pub fn room_door(&self, id: WorkshopId) -> Result<RoomDoor, ApiError> {
        self.look_at_the_door(id, OpenWorkshop::room_door)
    }

    /// Takes a device in, or lets it wait for the facilitator's yes.
    ///
    /// # Errors
    /// When the room is locked or nothing can be saved.
    pub fn join(&self, id: WorkshopId, key: SeatKey, request: JoinRequest) -> Result<(), ApiError> {
        self.change_for_seats(id, move |open| open.join(key, request))
    }

    /// Whether a device is known, whatever became of it.
    ///
    /// # Errors
    /// When the workshop is not there or cannot be read.
    pub fn knows_seat(&self, id: WorkshopId, key: &SeatKey) -> Result<bool, ApiError> {
        let key = key.clone();
        self.look_at_the_door(id, move |open| open.holders.contains_key(&key))
    }

    /// Whether a device belongs to any workshop of the library. No workshop is opened for it.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn knows_seat_somewhere(&self, key: &SeatKey) -> Result<bool, ApiError> {
        Ok(self.shared().store().keeps_seat_key(&key.0)?)
    }

    /// Does what a person asks from their own device. Does not block: `done` hears when
    /// everything is kept, and then what the device shows since; or the refusal.
    pub fn send_from_seat(&self, id: WorkshopId, key: SeatKey, envelope: Envelope<SeatCommand>, mut done: SeatDone) {
        match self.queue(id) {
            Ok(queue) => {
                if let Err(lost) = queue.send(Job::FromSeat(key, envelope.into(), done))
                    && let Job::FromSeat(_, _, mut done) = lost.0
                {
                    let error = ApiError::internal("taking in an answer", "the workshop's thread has ended");
                    done(SeatAnswer::Refused(error));
                }
            }
            Err(error) => done(SeatAnswer::Refused(error)),
        }
    }

    /// Computes the views of these devices in one go. Does not block.
    pub fn seat_screens(&self, id: WorkshopId, keys: Vec<SeatKey>, done: ScreensDone) {
        match self.queue(id) {
            Ok(queue) => {
                // When the thread has ended, `done` is dropped with the job: nobody waits for it.
                let job = Job::ReadForSeats(Box::new(move |open| done(Ok(open.seat_screens(keys)))));
                if queue.send(job).is_err() {
                    tracing::error!("the thread of a workshop has ended");
                }
            }
            Err(error) => done(Err(error)),
        }
    }

    /// Says which devices are connected now.
    pub fn seats_present(&self, id: WorkshopId, keys: Vec<SeatKey>) {
        let present: Arc<BTreeSet<SeatKey>> = Arc::new(keys.into_iter().collect());
        let told = self.change_for_seats(id, move |open| {
            if open.session.present != present {
                open.session.present = present;
                open.tell_anew();
            }
            Ok(())
        });
        if let Err(error) = told {
            tracing::debug!(code = ?error.code, "who is connected could not be told");
        }
    }

    /// Does what the facilitator asks of the room.
    ///
    /// # Errors
    /// While the keyboard is passed; what the network or the store says.
    pub(crate) fn control_room(&self, id: WorkshopId, command: RoomCommand) -> Result<(), ApiError> {
        self.read(id, |open| open.console_only(ROOM))??;
        match command {
            RoomCommand::Open { address } => {
                let address = address.map(|text| parse_address(&text)).transpose()?;
                self.keeper()?.open(id, address)?;
                self.change_beside(id, |open| {
                    open.tell_anew();
                    Ok(())
                })
            }
            RoomCommand::Close => {
                self.keeper()?.close(id);
                self.change_beside(id, |open| {
                    open.session.present = Arc::default();
                    open.session.join_shown = false;
                    open.tell_anew();
                    Ok(())
                })
            }
            RoomCommand::Lock { locked } => self.change_beside(id, move |open| {
                open.session.locked = locked;
                open.tell_anew();
                Ok(())
            }),
            RoomCommand::Lobby { lobby } => self.change_beside(id, move |open| {
                open.session.lobby = lobby;
                open.tell_anew();
                Ok(())
            }),
            RoomCommand::ShowJoin { shown } => self.change_beside(id, move |open| {
                open.session.join_shown = shown;
                open.tell_anew();
                Ok(())
            }),
            RoomCommand::Admit { key } => self.change_beside(id, move |open| {
                open.admit(&SeatKey(key))?;
                open.tell_anew();
                Ok(())
            }),
            RoomCommand::Refuse { key } => self.change_beside(id, move |open| {
                open.refuse(&SeatKey(key))?;
                open.tell_anew();
                Ok(())
            }),
            RoomCommand::RemoveSeat { participant_id } => self.change_beside(id, move |open| {
                open.remove_seats(participant_id)?;
                open.tell_anew();
                Ok(())
            }),
        }
    }

    fn keeper(&self) -> Result<&Arc<dyn RoomKeeper>, ApiError> {
        self.shared().keeper.get().ok_or_else(|| {
            ApiError::plain(
                ErrorCode::Refused,
                ROOM,
                "This program was started without a way for phones to join.",
                "Pass the keyboard, or start it with an address for the room.",
            )
        })
    }
}

fn parse_address(text: &str) -> Result<IpAddr, ApiError> {
    text.parse().map_err(|_| {
        ApiError::invalid(ROOM, &format!("“{text}” is no network address."), "Choose one of the addresses in the list.")
    })
}

impl OpenWorkshop {
    /// Tells everybody that something beside the record changed.
    pub(crate) fn tell_anew(&mut self) {
        self.revision += 1;
        self.announce();
    }

    /// How the room is announced, while it is open.
    pub(crate) fn announcement(&self) -> Option<RoomAnnouncement> {
        self.shared.keeper.get()?.announcement(self.id)
    }

    /// The room as the console sees it: who is there and who is done, never what anybody did.
    pub(crate) fn room_session(&self) -> RoomSession {
        let session = &self.session;
        let mut seats = BTreeMap::new();
        for (key, holder) in self.holders.iter().filter(|(_, h)| h.status == HolderStatus::Seated) {
            if let Some(person) = holder.participant_id.filter(|id| self.workshop.participants.contains(&(*id,))) {
                let present = seats.entry(person).or_insert(false);
                *present |= session.present.contains(key);
            }
        }
        let waiting = self.holders.iter().filter(|(_, h)| h.status == HolderStatus::Waiting);
        RoomSession {
            announcement: self.announcement(),
            lobby: session.lobby,
            locked: session.locked,
            join_shown: session.join_shown,
            seats: seats
                .into_iter()
                .map(|(participant_id, present)| SeatStatus {
                    participant_id,
                    present,
                    done: self.is_done(participant_id),
                })
                .collect(),
            waiting: waiting
                .map(|(key, holder)| WaitingSeat {
                    key: key.0.clone(),
                    name: holder.name.to_string(),
                    discipline: holder.discipline,
                    returning: self.returns(&holder.name),
                })
                .collect(),
            speakers: session
                .memories
                .iter()
                .flat_map(|(person, memory)| memory.offers(&self.workshop).into_iter().map(|offer| (*person, offer)))
                .map(|(participant_id, Offer { place, extreme })| Speaker { place, extreme, participant_id })
                .collect(),
            read: session.in_steps.as_ref().map_or_else(|| self.readers(), |shown| shown.read.clone()),
            tables: self.table_statuses(),
        }
    }

    fn is_done(&self, person: ParticipantId) -> bool {
        let w = &self.workshop;
        match w.stage() {
            Stage::Frame => self.has_answered(w.answers_with(person).map_or(Voice::Person(person), Voice::Table)),
            Stage::Write => self.session.is_done_writing(person),
            Stage::Score => w
                .last_round()
                .filter(|round| round.status == RoundStatus::Open)
                .is_some_and(|round| w.round_marks.contains(&(round.number, person))),
            Stage::SetUp
            | Stage::Clarify
            | Stage::Challenge
            | Stage::Validate
            | Stage::Choose
            | Stage::Define
            | Stage::Decompose
            | Stage::RollOut => false,
        }
    }

    pub(crate) fn readers(&self) -> Vec<CardRead> {
        let mut readers: BTreeMap<CandidateId, u32> = BTreeMap::new();
        for memory in self.session.memories.values() {
            for card in &memory.read {
                *readers.entry(*card).or_default() += 1;
            }
        }
        readers.into_iter().map(|(candidate_id, readers)| CardRead { candidate_id, readers }).collect()
    }
}
