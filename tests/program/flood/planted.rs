//! A server in a process of its own: this program once more. With one planted fault, or with none where
//! the built host is slower than what people get.

use std::borrow::Cow;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use sextant_api::clock::{RandomIds, SystemClock};
use sextant_api::command::{Envelope, SeatCommand};
use sextant_api::door::Door;
use sextant_api::error::ApiError;
use sextant_api::room::{JoinRequest, RoomDoor, SeatKey};
use sextant_api::{Api, ApiOptions};
use sextant_domain::id::WorkshopId;
use sextant_room::address::TrustedProxies;
use sextant_room::console::{Console, console_router};
use sextant_room::entrance::{Entrance, bind};
use sextant_room::guard::{Announced, Announcement};
use sextant_room::limits::{SOCKETS, steady};
use sextant_room::pages::Assets;
use sextant_room::rooms::{Options, Rooms};
use sextant_room::seat_core::{Done, Screens, SeatCore};
use sextant_room::session::{Scope, Sessions};
use sextant_room::threads::Threads;
use sextant_room::watch::Hub;

use crate::host::Home;

/// Names the fault in the other process, and the folder of its library.
const FAULT: &str = "SEXTANT_PLANTED_FAULT";
const FOLDER: &str = "SEXTANT_PLANTED_FOLDER";

/// What is wrong with the server.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing.
    Nothing,
    /// Every command leaves twenty kibibytes behind.
    KeepsWhatItHears,
    /// The facilitator's requests wait for two seconds.
    HoldsTheFacilitatorUp,
}

impl Fault {
    fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::KeepsWhatItHears => "keeps",
            Self::HoldsTheFacilitatorUp => "holds",
        }
    }
}

/// The command that starts such a server.
pub(crate) fn program(fault: Fault, home: &Home) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program has a name"));
    command
        .args(["--exact", "flood::planted::serves_with_a_planted_fault_when_it_is_told_to", "--nocapture"])
        .env(FAULT, fault.name())
        .env(FOLDER, home.path("data"));
    command
}

/// The core behind a room that is not careful.
struct Careless {
    api: Api,
    fault: Fault,
    kept: Mutex<Vec<Vec<u8>>>,
}

impl SeatCore for Careless {
    fn door(&self, workshop: WorkshopId) -> Result<RoomDoor, ApiError> {
        self.api.room_door(workshop)
    }

    fn join(&self, workshop: WorkshopId, key: SeatKey, request: JoinRequest) -> Result<(), ApiError> {
        self.api.join(workshop, key, request)
    }

    fn knows(&self, workshop: WorkshopId, key: &SeatKey) -> Result<bool, ApiError> {
        self.api.knows_seat(workshop, key)
    }

    fn knows_somewhere(&self, key: &SeatKey) -> Result<bool, ApiError> {
        self.api.knows_seat_somewhere(key)
    }

    fn send(&self, workshop: WorkshopId, key: SeatKey, envelope: Envelope<SeatCommand>, done: Done) {
        if self.fault == Fault::KeepsWhatItHears {
            self.kept.lock().expect("nobody panics with it").push(vec![1; 20 * 1024]);
        }
        self.api.send_from_seat(workshop, key, envelope, done);
    }

    fn screens(&self, workshop: WorkshopId, keys: Vec<SeatKey>, done: Screens) {
        self.api.seat_screens(workshop, keys, done);
    }

    fn present(&self, workshop: WorkshopId, keys: Vec<SeatKey>) {
        self.api.seats_present(workshop, keys);
    }
}

struct NoPages;

impl Assets for NoPages {
    fn file(&self, _: &str) -> Option<Cow<'static, [u8]>> {
        None
    }
}

#[test]
fn serves_with_a_planted_fault_when_it_is_told_to() {
    // In every other run of the tests there is nothing to do.
    let (Ok(name), Ok(folder)) = (std::env::var(FAULT), std::env::var(FOLDER)) else { return };
    let faults = [Fault::Nothing, Fault::KeepsWhatItHears, Fault::HoldsTheFacilitatorUp];
    let fault = faults.into_iter().find(|fault| fault.name() == name).expect("a fault");
    let api = Api::open(ApiOptions {
        data_dir: PathBuf::from(folder),
        clock: Arc::new(SystemClock::default()),
        ids: Arc::new(RandomIds),
        printer: None,
        known_folders: None,
    })
    .expect("a library");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("threads");
    let threads = Threads::start().expect("threads");
    let of_phones = threads.handle();
    let loopback = ([127, 0, 0, 1], 0).into();
    let among_them = of_phones.enter();
    let rooms = Rooms::new(Options {
        core: Arc::new(Careless { api: api.clone(), fault, kept: Mutex::default() }),
        assets: Arc::new(NoPages),
        runtime: of_phones.clone(),
        entrance: Entrance::Fixed { listener: bind(loopback).expect("a port"), announced: Vec::new() },
        trusted: TrustedProxies::default(),
        addresses: Box::new(Vec::new),
        elapsed: steady(),
        sockets: SOCKETS,
    })
    .expect("rooms");
    drop(among_them);
    let _tasks = runtime.enter();
    api.set_room_keeper(rooms.keeper());
    api.subscribe(Box::new(rooms.teller()));
    let (sessions, door) = (Arc::new(Sessions::timed(steady())), Door::new(api));
    let listener = bind(loopback).expect("a port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    let router = console_router(Console {
        door: Arc::new(move |caller, request| {
            if fault == Fault::HoldsTheFacilitatorUp {
                std::thread::sleep(Duration::from_millis(2_100));
            }
            door.handle(caller, request)
        }),
        hub: Arc::new(Hub::default()),
        assets: Arc::new(NoPages),
        announced: Announced::new(Announcement::parse(&origin).into_iter().collect()),
        sessions: sessions.clone(),
        preview_style_hash: None,
    });
    let key = sessions.issue(Scope::Library);
    println!("\n{}", json!({ "console": format!("{origin}/console.html#k={}", key.reveal()) }));
    runtime.block_on(sextant_room::serve::serve(listener, router, std::future::pending()));
    drop(rooms);
}
