//! What is measured, each in a process of its own that is told what to do line by line.

use std::io::{BufRead as _, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use sextant_api::clock::{RandomIds, SystemClock};
use sextant_api::command::{ConsoleCommand, Envelope, SeatCommand};
use sextant_api::error::ApiError;
use sextant_api::room::{JoinRequest, RoomDoor, SeatKey, SeatScreens};
use sextant_api::screen::ChangeNotice;
use sextant_api::{Api, ApiOptions, SeatAnswer};
use sextant_domain::id::{CommandId, WorkshopId};
use sextant_room::address::TrustedProxies;
use sextant_room::entrance::{Entrance, bind};
use sextant_room::limits::SOCKETS;
use sextant_room::pages::Assets;
use sextant_room::rooms::{Options, Rooms};
use sextant_room::seat_core::{Done, Screens, SeatCore};
use uuid::Uuid;

/// Bytes of what every phone shows at a reveal.
const SHARED: usize = 600;
/// Sockets while 3,000 phones are measured: the same setting as ever, with a larger number.
const SOCKETS_MEASURED: usize = 3_100;

/// The physical limit: one thread that writes one prepared frame to each socket in turn.
pub(crate) fn floor() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    say(&json!({ "listen": listener.local_addr().expect("an address") }));
    let sockets = Arc::new(Mutex::new(Vec::new()));
    let kept = sockets.clone();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = [0; 1024];
            let _ = stream.read(&mut head);
            let _ = stream.set_nodelay(true);
            let _ = stream
                .write_all(b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n");
            kept.lock().unwrap_or_else(PoisonError::into_inner).push(stream);
        }
    });
    let text = shared(0);
    let text = format!(r#"{{"type":"room","revision":1,"room":{text}}}"#);
    let mut frame = vec![0x81, 126];
    frame.extend_from_slice(&u16::try_from(text.len()).expect("a short text").to_be_bytes());
    frame.extend_from_slice(text.as_bytes());
    for line in lines() {
        let mut sockets = sockets.lock().unwrap_or_else(PoisonError::into_inner);
        match line.as_str() {
            "reveal" => sockets.iter_mut().for_each(|socket| socket.write_all(&frame).unwrap_or_default()),
            "count" => say(&json!({ "sockets": sockets.len() })),
            _ => return,
        }
    }
}

/// Rooms with a core that keeps nothing: what is left is the room's own work.
pub(crate) fn rooms() {
    let core = Arc::new(Painted::default());
    let workshop = WorkshopId(Uuid::from_u128(1));
    let runtime = runtime();
    let rooms = open(&runtime, core.clone(), SOCKETS_MEASURED);
    let address = rooms.entrance().expect("an address");
    rooms.keeper().open(workshop, None).expect("a room");
    say(&json!({ "listen": address.trim_start_matches("http://") }));
    for line in lines() {
        match line.as_str() {
            "reveal" => {
                let revision = core.0.fetch_add(1, Ordering::SeqCst) + 1;
                rooms.tell(ChangeNotice { workshop_id: Some(workshop), revision });
            }
            "count" => say(&json!({ "sockets": rooms.connected() })),
            _ => return,
        }
    }
}

/// Rooms with the product's core and its library on this disk, where everybody is asked one
/// question of the frame.
pub(crate) fn workshop(folder: &Path) {
    let api = Api::open(ApiOptions {
        data_dir: folder.to_owned(),
        clock: Arc::new(SystemClock::default()),
        ids: Arc::new(RandomIds),
        printer: None,
        known_folders: None,
    })
    .expect("a library");
    let create = json!({ "id": Uuid::from_u128(1), "command": { "type": "create_workshop", "title": "Harbour" } });
    let made = api.send_library(serde_json::from_value(create).expect("a command")).expect("a workshop");
    let workshop = made.workshop_id.expect("an id");
    let runtime = runtime();
    let rooms = open(&runtime, Arc::new(api.clone()), SOCKETS);
    api.set_room_keeper(rooms.keeper());
    api.subscribe(Box::new(rooms.teller()));
    let send = |command: Value| {
        let command: ConsoleCommand = serde_json::from_value(command).expect("a command");
        api.send_console(workshop, Envelope { id: CommandId(Uuid::new_v4()), command }).expect("the core does it");
    };
    send(set_up());
    let decider = json!({ "name": "Mia", "discipline": "product", "roles": ["contributor", "decider"] });
    send(json!({ "type": "add_participant", "participant": decider }));
    send(json!({ "type": "advance", "note": "" }));
    send(json!({ "type": "room", "room": { "type": "open", "address": null } }));
    send(json!({ "type": "ask_frame", "question": "value_moment" }));
    let link = rooms.keeper().announcement(workshop).expect("the room is open").link;
    let (origin, secret) = link.split_once("/#").expect("a secret");
    say(&json!({ "listen": origin.trim_start_matches("http://"), "secret": secret }));
    for line in lines() {
        match line.as_str() {
            "count" => say(&json!({ "sockets": rooms.connected() })),
            _ => return,
        }
    }
}

fn set_up() -> Value {
    json!({ "type": "answer_set_up", "answers": {
        "title": "Harbour", "scope": "company", "scopeName": "Slotwell", "parentStar": "",
        "path": "standard", "solo": false, "privacy": "anonymous", "ballotChannel": "own_device", "namesInLobby": false,
    }})
}

fn open(runtime: &tokio::runtime::Runtime, core: Arc<dyn SeatCore>, sockets: usize) -> Rooms {
    let _tasks = runtime.enter();
    let listener = bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).expect("a port");
    Rooms::new(Options {
        core,
        assets: Arc::new(BuiltPages),
        runtime: runtime.handle().clone(),
        entrance: Entrance::Fixed { listener, announced: Vec::new() },
        trusted: TrustedProxies::default(),
        addresses: Box::new(Vec::new),
        elapsed: sextant_room::limits::steady(),
        sockets,
    })
    .expect("rooms")
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

/// The built pages, where `SEXTANT_PAGES` says.
struct BuiltPages;

impl Assets for BuiltPages {
    fn file(&self, name: &str) -> Option<std::borrow::Cow<'static, [u8]>> {
        let folder = std::env::var_os("SEXTANT_PAGES")?;
        std::fs::read(Path::new(&folder).join(name)).ok().map(Into::into)
    }
}

/// Shows 600 bytes to everybody and something of their own to each; both change with each reveal.
#[derive(Default)]
struct Painted(AtomicU64);

impl SeatCore for Painted {
    fn door(&self, workshop_id: WorkshopId) -> Result<RoomDoor, ApiError> {
        Ok(RoomDoor {
            workshop_id,
            title: String::new(),
            promise: String::new(),
            named: false,
            disciplines: Vec::new(),
            lobby: false,
            locked: false,
        })
    }

    fn join(&self, _: WorkshopId, _: SeatKey, _: JoinRequest) -> Result<(), ApiError> {
        Ok(())
    }

    fn knows(&self, _: WorkshopId, _: &SeatKey) -> Result<bool, ApiError> {
        Ok(true)
    }

    fn knows_somewhere(&self, _: &SeatKey) -> Result<bool, ApiError> {
        Ok(true)
    }

    fn send(&self, _: WorkshopId, _: SeatKey, _: Envelope<SeatCommand>, mut done: Done) {
        done(SeatAnswer::Kept);
    }

    fn screens(&self, _: WorkshopId, keys: Vec<SeatKey>, done: Screens) {
        let revision = self.0.load(Ordering::SeqCst);
        let own = |key: SeatKey| {
            let view = format!(r#"{{"kind":"seated","name":"{}","turn":{revision}}}"#, &key.0);
            (key, view.into())
        };
        let own = keys.into_iter().map(own).collect();
        done(Ok(SeatScreens { revision, room: shared(revision).into(), room_key: revision, own }));
    }

    fn present(&self, _: WorkshopId, _: Vec<SeatKey>) {}
}

fn shared(turn: u64) -> String {
    json!({ "turn": turn, "cells": "x".repeat(SHARED - 40) }).to_string()
}

fn lines() -> impl Iterator<Item = String> {
    std::io::stdin().lock().lines().map_while(Result::ok)
}

fn say(what: &Value) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{what}").and_then(|()| out.flush()).expect("somebody listens");
}
