use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sextant_domain::id::WorkshopId;
use uuid::Uuid;

use super::{Ask, Desk, Entry, Knock};
use crate::room::{Room, Spot};
use crate::secret::JoinCode;

struct Scene {
    desk: Desk,
    seconds: Arc<AtomicU64>,
    rooms: Vec<Arc<Room>>,
}

fn room(id: u128) -> Arc<Room> {
    let spot = Spot { origin: "http://192.168.1.20:7040".to_owned(), interface: "wlan0".to_owned(), address: None };
    Arc::new(Room::open(WorkshopId(Uuid::from_u128(id)), spot, JoinCode::random()).expect("a room"))
}

fn scene() -> Scene {
    let seconds = Arc::new(AtomicU64::new(0));
    let clock = seconds.clone();
    let desk = Desk::new(Box::new(move || Duration::from_secs(clock.load(Ordering::SeqCst))));
    Scene { desk, seconds, rooms: vec![room(1), room(2)] }
}

fn address(number: u32) -> IpAddr {
    IpAddr::from(number.to_be_bytes())
}

impl Scene {
    fn code(&self, code: &str, from: u32) -> &'static str {
        name(&self.desk.enter(&self.rooms, &Knock::Code(code.to_owned()), address(from)))
    }

    fn secret(&self, secret: &str, from: u32) -> Entry {
        self.desk.enter(&self.rooms, &Knock::Secret(secret.to_owned()), address(from))
    }

    fn secret_of(&self, room: usize) -> String {
        self.rooms[room].announcement().link.split('#').nth(1).expect("a secret").to_owned()
    }

    fn code_of(&self, room: usize) -> String {
        self.rooms[room].announcement().code
    }

    fn pass(&self, room: usize) -> String {
        match self.secret(&self.secret_of(room), 1) {
            Entry::Open { pass, .. } => pass.reveal().to_owned(),
            Entry::Wrong | Entry::Paused(_) => panic!("the secret is right"),
        }
    }

    fn ask(&self, pass: &str, from: u32) -> &'static str {
        match self.desk.ask(pass, address(from)) {
            Ask::Open(_) => "open",
            Ask::Over => "over",
            Ask::Paused(_) => "paused",
            Ask::Busy(_) => "busy",
        }
    }
}

fn name(entry: &Entry) -> &'static str {
    match entry {
        Entry::Open { .. } => "open",
        Entry::Wrong => "wrong",
        Entry::Paused(_) => "paused",
    }
}

#[test]
fn a_secret_and_a_code_open_their_own_room() {
    let scene = scene();
    for place in [0, 1] {
        let Entry::Open { room, .. } = scene.secret(&scene.secret_of(place), 1) else { panic!("the secret is right") };
        assert_eq!(room.workshop, scene.rooms[place].workshop);
        assert_eq!(scene.code(&scene.code_of(place).to_lowercase(), 1), "open");
    }
}

#[test]
fn s3_only_wrong_ones_count_and_a_pause_ends() {
    let scene = scene();
    let right = scene.code_of(0);
    for _ in 0..100 {
        assert_eq!(scene.code(&right, 1), "open");
    }
    for _ in 0..5 {
        assert_eq!(scene.code("AAA AAA", 1), "wrong");
    }
    assert_eq!(scene.code("AAA AAA", 1), "paused");
    assert_eq!(scene.code(&right, 1), "paused", "a pause that let right codes in would stop nobody who guesses");
    assert_eq!(scene.code(&right, 2), "open");
    assert_eq!(name(&scene.secret(&scene.secret_of(0), 1)), "open", "nobody guesses 128 bits");
    scene.seconds.store(60, Ordering::SeqCst);
    assert_eq!(scene.code(&right, 1), "open");
}

#[test]
fn s3_in_eight_hours_a_guesser_with_every_address_tries_14_400_codes() {
    let scene = scene();
    let mut tried = 0;
    for second in 0..8 * 3600_u32 {
        scene.seconds.store(u64::from(second), Ordering::SeqCst);
        for turn in 0..4 {
            tried += u32::from(scene.code("AAA AAA", second * 4 + turn) == "wrong");
        }
    }
    assert_eq!(tried, 30 * 480);
    // One room, 32 signs in six places.
    let chance = f64::from(tried) / 32_f64.powi(6);
    assert!(chance < 1.4e-5, "{chance}");
}

#[test]
fn a_pass_opens_one_room_for_a_quarter_of_an_hour_and_a_few_tries() {
    let scene = scene();
    let pass = scene.pass(1);
    let Ask::Open(room) = scene.desk.ask(&pass, address(1)) else { panic!("the pass is right") };
    assert_eq!(room.workshop, scene.rooms[1].workshop);
    for _ in 1..super::ASKS {
        assert_eq!(scene.ask(&pass, 1), "open");
    }
    assert_eq!(scene.ask(&pass, 1), "over");
    let late = scene.pass(0);
    scene.seconds.store(15 * 60, Ordering::SeqCst);
    assert_eq!(scene.ask(&late, 1), "over");
    assert_eq!(scene.ask("", 1), "over");
}

#[test]
fn f91_what_a_closed_room_gave_out_opens_nothing() {
    let mut scene = scene();
    let (secret, code, pass) = (scene.secret_of(0), scene.code_of(0), scene.pass(0));
    scene.rooms[0].audience.close();
    assert_eq!(name(&scene.secret(&secret, 1)), "wrong");
    assert_eq!(scene.code(&code, 2), "wrong");
    assert_eq!(scene.ask(&pass, 3), "over");
    // The same workshop, opened again, has another secret and another code.
    scene.rooms[0] = room(1);
    assert_eq!(name(&scene.secret(&secret, 4)), "wrong");
    assert_eq!(scene.code(&code, 5), "wrong");
    assert_eq!(scene.ask(&pass, 6), "over");
}

#[test]
fn f53_the_first_six_hundred_of_a_burst_are_let_in_and_the_rest_told_to_wait() {
    let scene = scene();
    let passes: Vec<_> = (0..100).map(|_| scene.pass(0)).chain((0..100).map(|_| scene.pass(1))).collect();
    let mut said = Vec::new();
    for number in 0..1_000_u32 {
        said.push(scene.ask(&passes[number as usize % passes.len()], 1_000 + number));
    }
    assert!(said[..600].iter().all(|said| *said == "open"), "in the order in which they came");
    assert!(said[600..].iter().all(|said| *said == "busy"));
    scene.seconds.store(60, Ordering::SeqCst);
    assert_eq!(scene.ask(&passes[0], 7), "open");
}
