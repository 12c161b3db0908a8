//! Phones, and behind the sockets the core of the product with its library on disk.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use sextant_api::clock::{IdSource as _, RandomIds, SystemClock};
use sextant_api::command::{ConsoleCommand, Envelope};
use sextant_api::room::SeatKey;
use sextant_api::screen::ConsoleScreen;
use sextant_api::{Api, ApiOptions};
use sextant_domain::id::{CommandId, WorkshopId};
use uuid::Uuid;

use crate::hall::{Hall, ME, Plan, eventually, key_of, phone_number};
use crate::phone::Phone;

struct Scene {
    hall: Hall,
    api: Api,
    workshop: WorkshopId,
}

fn library(folder: &Path) -> Api {
    Api::open(ApiOptions {
        data_dir: folder.to_owned(),
        clock: Arc::new(SystemClock::default()),
        ids: Arc::new(RandomIds),
        printer: None,
        known_folders: None,
    })
    .expect("a library")
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("what the core reads")
}

impl Scene {
    fn new(folder: &Path) -> Self {
        let api = library(folder);
        let create = json!({ "id": Uuid::from_u128(1), "command": { "type": "create_workshop", "title": "Harbour" } });
        let made = api.send_library(read(create)).expect("a workshop");
        let workshop = made.workshop_id.expect("its id");
        Self::open(api, workshop, (ME, 0).into())
    }

    fn open(api: Api, workshop: WorkshopId, at: std::net::SocketAddr) -> Self {
        let hall = Hall::build(Plan { at, core: Some(Arc::new(api.clone())), ..Plan::default() });
        api.set_room_keeper(hall.keeper.clone());
        api.subscribe(Box::new(hall.rooms.as_ref().expect("rooms").teller()));
        let scene = Self { hall, api, workshop };
        scene.room(&json!({ "type": "open", "address": null }));
        scene
    }

    /// Sends what the facilitator does with the room, and returns the room as the console sees it.
    fn room(&self, command: &Value) -> Value {
        let command: ConsoleCommand = read(json!({ "type": "room", "room": command }));
        let envelope = Envelope { id: CommandId(RandomIds.new_id()), command };
        let screen = self.api.send_console(self.workshop, envelope).expect("the room does it");
        room_in(&screen)
    }

    fn seen(&self) -> Value {
        room_in(&self.api.console(self.workshop).expect("a console"))
    }

    fn join(&self, from: u16, name: &str) -> String {
        let from = phone_number(from);
        let pass = self.hall.pass_with(from, &self.hall.secret_of(self.workshop));
        let heard = self.hall.ask(from, &pass, name);
        assert_eq!(heard.status, 200, "{heard:?}");
        heard.json()["seat"].as_str().expect("a secret").to_owned()
    }

    fn sit(&self, from: u16, seat: &str) -> Phone {
        Phone::sit(&self.hall, phone_number(from), seat)
    }

    /// Ends the process as far as this library is concerned.
    fn stop(self) {
        self.hall.stop();
    }
}

fn room_in(screen: &ConsoleScreen) -> Value {
    let screen = serde_json::to_value(screen).expect("JSON");
    screen["session"]["room"].clone()
}

#[test]
fn f47_after_a_restart_of_the_program_the_same_secret_opens_the_same_seat() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::new(folder.path());
    let (workshop, at, seat) = (scene.workshop, scene.hall.address, scene.join(1, "Anna"));
    let mut phone = scene.sit(1, &seat);
    let before = phone.waits_for("own")["own"].clone();
    assert_eq!(before["kind"], "seated", "{before}");
    eventually("the console sees Anna", || scene.seen()["seats"][0]["present"] == true);
    scene.stop();
    let again = Scene::open(library(folder.path()), workshop, at);
    let mut back = again.sit(1, &seat);
    assert_eq!(back.waits_for("own")["own"], before, "nothing has to be typed again");
    back.waits_for("room");
    eventually("the console sees Anna again", || again.seen()["seats"][0]["present"] == true);
}

#[test]
fn f91_after_a_restart_a_seat_of_a_room_that_is_not_open_yet_keeps_its_secret_beside_another_room() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::new(folder.path());
    let (first, at, seat) = (scene.workshop, scene.hall.address, scene.join(1, "Anna"));
    let create = json!({ "id": Uuid::from_u128(2), "command": { "type": "create_workshop", "title": "Quay" } });
    let second = scene.api.send_library(read(create)).expect("a workshop").workshop_id.expect("its id");
    scene.stop();
    let again = Scene::open(library(folder.path()), second, at);
    for _ in 0..6 {
        again.sit(1, &seat).is_told("room_closed");
    }
    again.sit(1, "0123456789abcdef0123456789abcdef").is_told("unknown");
    let wrong = json!({ "code": "AAA AAA" });
    assert_eq!(
        again.hall.post(phone_number(1), "/api/enter", &wrong).status,
        404,
        "one wrong one was counted, not seven"
    );
    again.hall.keeper.open(first, None).expect("a room");
    again.sit(1, &seat).waits_for("room");
}

#[test]
fn f46_whoever_lost_the_secret_comes_back_with_the_facilitators_yes_and_is_not_doubled() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::new(folder.path());
    let first = scene.join(1, "Anna");
    let mut lost = scene.sit(1, &first);
    lost.waits_for("room");
    let second = scene.join(2, "Anna");
    let mut waits = scene.sit(2, &second);
    assert_eq!(waits.waits_for("own")["own"]["kind"], "waiting");
    let seen = scene.seen();
    assert_eq!(seen["waiting"][0]["returning"], true, "{seen}");
    let SeatKey(key) = key_of(&second);
    scene.room(&json!({ "type": "admit", "key": key }));
    assert_eq!(waits.waits_for("own")["own"]["kind"], "seated");
    lost.is_told("removed");
    assert_eq!(scene.seen()["seats"].as_array().map(Vec::len), Some(1), "one person, one seat");
}

#[test]
fn f43_a_command_out_of_its_stage_comes_back_with_the_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::new(folder.path());
    let seat = scene.join(1, "Anna");
    let mut phone = scene.sit(1, &seat);
    phone.waits_for("room");
    let id = phone.write("before anybody writes");
    let refused = phone.waits_for("refused");
    assert_eq!(refused["id"], json!(id));
    assert!(refused["error"]["message"].as_str().is_some_and(|message| !message.is_empty()));
}

#[test]
fn a_removed_seat_a_locked_room_and_a_closed_one_are_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::new(folder.path());
    let (anna, ben) = (scene.join(1, "Anna"), scene.join(2, "Ben"));
    let (mut first, mut second) = (scene.sit(1, &anna), scene.sit(2, &ben));
    first.waits_for("room");
    second.waits_for("room");
    let seats = scene.seen()["seats"].clone();
    assert_eq!(seats.as_array().map(Vec::len), Some(2), "{seats}");
    scene.room(&json!({ "type": "remove_seat", "participantId": seats[0]["participantId"] }));
    let connected = || scene.hall.rooms.as_ref().map(sextant_room::rooms::Rooms::connected);
    eventually("one is gone", || connected() == Some(1));
    scene.room(&json!({ "type": "lock", "locked": true }));
    let pass = scene.hall.pass_with(phone_number(3), &scene.hall.secret_of(scene.workshop));
    scene.hall.ask(phone_number(3), &pass, "Cleo").refusal(403);
    scene.room(&json!({ "type": "close" }));
    let mut told = [first.waits_for("closed")["why"].clone(), second.waits_for("closed")["why"].clone()];
    told.sort_by_key(Value::to_string);
    assert_eq!(told, ["removed", "room_closed"]);
    assert_eq!(scene.seen()["announcement"], Value::Null);
}

#[test]
fn t3_no_secret_of_a_phone_is_in_the_library_or_in_an_export() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::new(folder.path());
    let room = scene.hall.secret_of(scene.workshop);
    let pass = scene.hall.pass_with(ME, &room);
    let heard = scene.hall.ask(ME, &pass, "Anna");
    let seat = heard.json()["seat"].as_str().expect("a secret").to_owned();
    let mut phone = Phone::sit(&scene.hall, ME, &seat);
    phone.waits_for("room");
    phone.write("something");
    phone.waits_for("refused");
    let export = scene.api.export_workshop(scene.workshop).expect("an export");
    let screen = serde_json::to_string(&scene.api.console(scene.workshop).expect("a console")).expect("JSON");
    scene.api.tick();
    let mut files = vec![("the export".to_owned(), export)];
    gather(folder.path(), &mut files);
    assert!(files.len() > 2, "the library has files");
    let holds = |bytes: &[u8], secret: &str| bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
    for (name, bytes) in &files {
        for (what, secret) in [("the seat's", &seat), ("the pass's", &pass), ("the room's", &room)] {
            assert!(!holds(bytes, secret), "{name} holds {what} secret");
        }
    }
    let found = files.iter().any(|(_, bytes)| holds(bytes, "Anna"));
    assert!(found, "the search finds what is there");
    assert!(!screen.contains(&seat) && !screen.contains(&pass), "the console shows the room's secret and no other");
}

fn gather(folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, files);
        } else {
            files.push((path.display().to_string(), std::fs::read(&path).expect("a file")));
        }
    }
}
