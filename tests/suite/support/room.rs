//! A workshop whose wall, seat and console are looked at, each as it is sent.

use super::phone::{Phone, everybody};
use super::play::Play;
use super::{Laptop, SAMPLE};
use serde_json::{Value, json};
use sextant_api::error::ApiError;
use sextant_api::room::{RoomAddress, RoomAnnouncement, RoomKeeper};
use sextant_domain::id::WorkshopId;
use std::net::IpAddr;

/// A workshop with one phone that is looked at; the wall, the seat and the console are read anew each time.
pub(crate) struct Room {
    pub(crate) laptop: Laptop,
    pub(crate) phone: Phone,
}

impl Room {
    /// The play on devices of their own, at a stage, with one more person.
    pub(crate) fn playing(stage: &str) -> Self {
        let laptop = Laptop::new();
        play().to(&laptop, stage);
        let phone = Phone::joined(&laptop, 77, "Zoë");
        Self { laptop, phone }
    }

    /// The play at the end of Challenge, everybody on a phone; the first one is looked at.
    pub(crate) fn scoring() -> (Self, Vec<Phone>) {
        let laptop = Laptop::new();
        play().to(&laptop, "score");
        laptop.send(json!({ "type": "open_round", "scope": "gates_only" }));
        let phones = everybody(&laptop);
        (Self { laptop, phone: phones[0].clone() }, phones)
    }

    /// The sample at a stage.
    pub(crate) fn finished(stage: &str) -> Self {
        let laptop = Laptop::with(&SAMPLE);
        let phone = Phone::joined(&laptop, 77, "Zoë");
        laptop.send(json!({ "type": "go_to_stage", "stage": stage }));
        Self { laptop, phone }
    }

    pub(crate) fn send(&self, command: Value) {
        self.laptop.send(command);
    }

    pub(crate) fn contribute(&self, contribution: Value) {
        self.phone.send(&self.laptop, json!({ "type": "contribute", "contribution": contribution }));
    }

    /// What is on the wall.
    pub(crate) fn wall(&self, kind: &str) -> Value {
        let content = self.laptop.projector()["content"].clone();
        assert_eq!(content["kind"], kind, "the wall");
        content
    }

    /// The one task of the seat.
    pub(crate) fn task(&self, kind: &str) -> Value {
        let task = self.phone.room(&self.laptop)["task"].clone();
        assert_eq!(task["kind"], kind, "the seat");
        task
    }

    pub(crate) fn own(&self) -> Value {
        self.phone.own(&self.laptop)
    }

    pub(crate) fn console(&self) -> Value {
        self.laptop.view()
    }

    /// The part of the console that is about the devices, once a step of the clock has passed.
    pub(crate) fn devices(&self) -> Value {
        self.laptop.clock.pass(16);
        self.laptop.screen()["session"]["room"].clone()
    }
}

fn play() -> Play {
    Play { channel: "own_device", ..Play::default() }
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("a list, not {value}"))
}

/// One field of each entry.
pub(crate) fn each(value: &Value, field: &str) -> Vec<Value> {
    list(value).iter().map(|one| one[field].clone()).collect()
}

/// A room that is open without any socket.
pub(crate) struct OpenDoor;

impl RoomKeeper for OpenDoor {
    fn addresses(&self) -> Vec<RoomAddress> {
        Vec::new()
    }

    fn open(&self, workshop: WorkshopId, _: Option<IpAddr>) -> Result<RoomAnnouncement, ApiError> {
        Ok(self.announcement(workshop).expect("it is always open"))
    }

    fn close(&self, _: WorkshopId) {}

    fn announcement(&self, _: WorkshopId) -> Option<RoomAnnouncement> {
        Some(RoomAnnouncement {
            link: "http://192.168.1.20:7040/#k=1".to_owned(),
            modules: vec!["101".to_owned()],
            short_address: "192.168.1.20:7040".to_owned(),
            code: "HQ7 K3M".to_owned(),
            interface: "en0".to_owned(),
            encrypted: false,
            reached: 2,
        })
    }
}
