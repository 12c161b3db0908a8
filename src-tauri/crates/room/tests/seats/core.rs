//! A core that takes notes: as strict about ids as the real one, and as patient.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

use serde_json::json;
use sextant_api::SeatAnswer;
use sextant_api::command::{Envelope, SeatCommand};
use sextant_api::error::{ApiError, ErrorCode};
use sextant_api::room::{JoinRequest, RoomDoor, SeatKey, SeatScreens};
use sextant_api::screen::ChangeNotice;
use sextant_domain::id::WorkshopId;
use sextant_room::seat_core::{Done, Screens, SeatCore};
use uuid::Uuid;

pub(crate) const A: WorkshopId = WorkshopId(Uuid::from_u128(0xa));
pub(crate) const B: WorkshopId = WorkshopId(Uuid::from_u128(0xb));

type Tell = Box<dyn Fn(ChangeNotice) + Send + Sync>;

#[derive(Default)]
pub(crate) struct Notes {
    kept: Mutex<Kept>,
    tell: OnceLock<Tell>,
}

#[derive(Default)]
pub(crate) struct Kept {
    pub(crate) revision: u64,
    /// What every seat shows.
    pub(crate) room: String,
    /// Who has a seat, and what they wrote.
    pub(crate) seats: BTreeMap<SeatKey, Vec<String>>,
    pub(crate) workshops: BTreeMap<SeatKey, WorkshopId>,
    pub(crate) removed: BTreeSet<SeatKey>,
    /// Content and answer of every command that was taken.
    pub(crate) taken: BTreeMap<Uuid, String>,
    /// Whether the round is closed.
    pub(crate) closed: bool,
    pub(crate) locked: bool,
    /// Whether nothing can be read now.
    pub(crate) unreadable: bool,
    /// Who was present, each time it was told.
    pub(crate) present: Vec<usize>,
    /// How often views were asked for, and of how many seats.
    pub(crate) asked: Vec<usize>,
    /// Names of whoever joined, in order.
    pub(crate) joined: Vec<String>,
}

impl Notes {
    pub(crate) fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().expect("no test panics while it looks at the notes")
    }

    pub(crate) fn on_change(&self, tell: Tell) {
        assert!(self.tell.set(tell).is_ok(), "a core has one hall at a time");
    }

    /// Changes what there is and tells everybody.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Kept)) {
        let revision = {
            let mut kept = self.kept();
            change(&mut kept);
            kept.revision += 1;
            kept.revision
        };
        for workshop_id in [A, B] {
            if let Some(tell) = self.tell.get() {
                tell(ChangeNotice { workshop_id: Some(workshop_id), revision });
            }
        }
    }

    pub(crate) fn show(&self, room: &str) {
        self.change(|kept| room.clone_into(&mut kept.room));
    }
}

impl Kept {
    fn own(&self, key: &SeatKey) -> Arc<str> {
        let view = if self.removed.contains(key) {
            json!({ "kind": "removed" })
        } else {
            json!({ "kind": "seated", "wrote": self.seats.get(key) })
        };
        // The kind comes first, as the real core writes it.
        view.to_string().into()
    }

    fn take(&mut self, key: &SeatKey, envelope: Envelope<SeatCommand>) -> Result<Arc<str>, ApiError> {
        let content = serde_json::to_string(&envelope.command).expect("a command");
        if let Some(first) = self.taken.get(&envelope.id.0) {
            return if *first == content { Ok(self.own(key)) } else { Err(ApiError::conflict("take in an answer")) };
        }
        if self.closed {
            let message = "The round is closed.";
            return Err(ApiError::plain(ErrorCode::Refused, "take in an answer", message, "Your text stays here."));
        }
        self.taken.insert(envelope.id.0, content.clone());
        self.seats.entry(key.clone()).or_default().push(content);
        Ok(self.own(key))
    }
}

/// The core as one process has it; the notes outlive it.
pub(crate) struct Core(pub(crate) Arc<Notes>);

impl SeatCore for Core {
    fn door(&self, workshop: WorkshopId) -> Result<RoomDoor, ApiError> {
        let locked = self.0.kept().locked;
        let title = if workshop == A { "Workshop A" } else { "Workshop B" };
        Ok(RoomDoor {
            workshop_id: workshop,
            title: title.to_owned(),
            named: false,
            disciplines: Vec::new(),
            promise: "Nobody sees who wrote what.".to_owned(),
            lobby: false,
            locked,
        })
    }

    fn join(&self, workshop: WorkshopId, key: SeatKey, request: JoinRequest) -> Result<(), ApiError> {
        if self.0.kept().locked {
            return Err(ApiError::forbidden("join", "The room is locked.", "Ask the facilitator."));
        }
        self.0.change(|kept| {
            kept.joined.push(request.name.to_string());
            kept.workshops.insert(key.clone(), workshop);
            kept.seats.insert(key, Vec::new());
        });
        Ok(())
    }

    fn knows(&self, workshop: WorkshopId, key: &SeatKey) -> Result<bool, ApiError> {
        let kept = self.0.kept();
        if kept.unreadable {
            return Err(ApiError::internal("look for a seat", "the disk does not answer"));
        }
        Ok(kept.workshops.get(key) == Some(&workshop))
    }

    fn knows_somewhere(&self, key: &SeatKey) -> Result<bool, ApiError> {
        Ok(self.0.kept().workshops.contains_key(key))
    }

    fn send(&self, _: WorkshopId, key: SeatKey, envelope: Envelope<SeatCommand>, mut done: Done) {
        let outcome = self.0.kept().take(&key, envelope);
        match outcome {
            Ok(own) => {
                done(SeatAnswer::Kept);
                done(SeatAnswer::Shows(own));
            }
            Err(error) => done(SeatAnswer::Refused(error)),
        }
    }

    fn screens(&self, _: WorkshopId, keys: Vec<SeatKey>, done: Screens) {
        let screens = {
            let mut kept = self.0.kept();
            kept.asked.push(keys.len());
            let own = keys.into_iter().map(|key| (key.clone(), kept.own(&key))).collect();
            let room = json!(kept.room).to_string();
            let room_key = room.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31) ^ u64::from(byte));
            SeatScreens { revision: kept.revision, room: room.into(), room_key, own }
        };
        done(Ok(screens));
    }

    fn present(&self, _: WorkshopId, keys: Vec<SeatKey>) {
        self.0.kept().present.push(keys.len());
    }
}
