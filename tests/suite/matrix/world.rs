//! Both routers in front of the real core, two workshops, and everybody who might ask.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use sextant_api::room::SeatKey;
use sextant_api::route::WorkshopRoute;
use sextant_domain::id::WorkshopId;
use sextant_domain::stage::Stage;
use sextant_room::address::TrustedProxies;
use sextant_room::console::{Console, console_router};
use sextant_room::entrance::{Entrance, bind};
use sextant_room::guard::{Announced, Announcement};
use sextant_room::limits::{Elapsed, SOCKETS};
use sextant_room::pages::Assets;
use sextant_room::rooms::{Options, Rooms};
use sextant_room::session::{Scope, Sessions};
use sextant_room::watch::Hub;
use sha2::{Digest as _, Sha256};
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::support::play::Play;
use crate::support::{Laptop, SAMPLE};

/// Who asks. The workshop that is asked about is A.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// The facilitator's own computer: the library and every workshop.
    Host,
    /// The console of A.
    Console,
    /// A further console of A, given to a co-facilitator.
    Given,
    /// The console that A is handed over to.
    HandedOver,
    /// The console of A while A is handed over.
    Looking,
    /// The further console of A meanwhile.
    SharedLooking,
    /// The projector of A.
    Projector,
    /// The projector of any workshop, as the host links it.
    AnyProjector,
    /// A seat of A.
    Seat,
    /// A seat of A that was taken away.
    Removed,
    /// A device that waits at the door of A for a yes.
    Waiting,
    /// The console of B.
    ConsoleOfB,
    /// The projector of B.
    ProjectorOfB,
    /// A seat of B.
    SeatOfB,
    /// Somebody with the secret of A's room and no seat.
    AtTheDoor,
    /// Somebody with nothing.
    Nobody,
}

impl Role {
    pub(crate) const ALL: [Self; 16] = [
        Self::Host,
        Self::Console,
        Self::Given,
        Self::HandedOver,
        Self::Looking,
        Self::SharedLooking,
        Self::Projector,
        Self::AnyProjector,
        Self::Seat,
        Self::Removed,
        Self::Waiting,
        Self::ConsoleOfB,
        Self::ProjectorOfB,
        Self::SeatOfB,
        Self::AtTheDoor,
        Self::Nobody,
    ];

    /// Whether somebody is this only while A is handed over.
    pub(crate) fn is_of_a_hand_over(self) -> bool {
        [Self::HandedOver, Self::Looking, Self::SharedLooking].contains(&self)
    }
}

/// Words that only workshop B holds.
pub(crate) const OF_B: &str = "Zeppelin";

pub(crate) struct World {
    pub(crate) laptop: Laptop,
    pub(crate) a: WorkshopId,
    pub(crate) b: WorkshopId,
    console: SocketAddr,
    seats: SocketAddr,
    /// What each has to show: a token, a seat's secret, or a room's.
    keys: BTreeMap<Role, String>,
    rooms: Rooms,
    _runtime: Runtime,
}

struct NoPages;

impl Assets for NoPages {
    fn file(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        ["seat.html", "console.html", "projector.html"].contains(&name).then(|| b"a page".as_slice().into())
    }
}

/// A minute and more between any two looks at it, so that no pause for wrong secrets gets in the way.
fn hasty() -> Elapsed {
    let minutes = AtomicU64::new(0);
    Box::new(move || Duration::from_secs(61 * minutes.fetch_add(1, Ordering::SeqCst)))
}

pub(crate) struct Heard {
    pub(crate) status: u16,
    pub(crate) text: String,
}

impl World {
    /// Workshop A at this stage, workshop B at its frame, a room open for each.
    pub(crate) fn at(stage: Stage) -> Self {
        let mut laptop = Laptop::with(&SAMPLE);
        let name = serde_json::to_value(stage).expect("a stage is a word");
        if stage <= Stage::Write {
            let made = laptop.library(json!({ "type": "create_workshop", "title": "Where we are going" }));
            laptop.id = made["workshopId"].as_str().expect("it was made").to_owned();
            Play { channel: "own_device", ..Play::default() }.to(&laptop, name.as_str().expect("a word"));
        } else {
            laptop.send(json!({ "type": "go_to_stage", "stage": name }));
        }
        let own = laptop.id.clone();
        let made = laptop.library(json!({ "type": "create_workshop", "title": OF_B }));
        laptop.id = made["workshopId"].as_str().expect("it was made").to_owned();
        write_b(&laptop);
        let other = std::mem::replace(&mut laptop.id, own);
        let id = |text: &str| WorkshopId(Uuid::parse_str(text).expect("an id"));
        let (a, b) = (id(&laptop.id), id(&other));
        Self::open(laptop, a, b)
    }

    fn open(laptop: Laptop, a: WorkshopId, b: WorkshopId) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("it");
        let tasks = runtime.enter();
        let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let listener = bind(loopback).expect("a port");
        let seats = listener.local_addr().expect("an address");
        let rooms = Rooms::new(Options {
            core: Arc::new(laptop.door().api().clone()),
            assets: Arc::new(NoPages),
            runtime: runtime.handle().clone(),
            entrance: Entrance::Fixed { listener, announced: Vec::new() },
            trusted: TrustedProxies::default(),
            addresses: Box::new(Vec::new),
            elapsed: hasty(),
            sockets: SOCKETS,
        })
        .expect("rooms");
        laptop.door().api().set_room_keeper(rooms.keeper());
        laptop.door().api().subscribe(Box::new(rooms.teller()));
        let hub = Arc::new(Hub::default());
        let notified = hub.clone();
        laptop.door().api().subscribe(Box::new(move |notice| notified.tell(notice)));
        let (sessions, door) = (Arc::new(Sessions::timed(hasty())), laptop.door().clone());
        let listener = bind(loopback).expect("a port");
        let console = listener.local_addr().expect("an address");
        let router = console_router(Console {
            door: Arc::new(move |caller, request| door.handle(caller, request)),
            hub,
            assets: Arc::new(NoPages),
            announced: Announced::new(Announcement::parse(&format!("http://{console}")).into_iter().collect()),
            sessions: sessions.clone(),
            preview_style_hash: None,
        });
        runtime.spawn(sextant_room::serve::serve(listener, router, std::future::pending()));
        drop(tasks);
        let mut world = Self { laptop, a, b, console, seats, keys: BTreeMap::new(), rooms, _runtime: runtime };
        world.hand_out_keys(&sessions);
        world
    }

    fn hand_out_keys(&mut self, sessions: &Sessions) {
        let (a, b) = (self.a, self.b);
        for (role, scope) in [
            (Role::Host, Scope::Library),
            (Role::Console, Scope::Console(a)),
            (Role::Projector, Scope::Projector(a)),
            (Role::AnyProjector, Scope::AnyProjector),
            (Role::ConsoleOfB, Scope::Console(b)),
            (Role::ProjectorOfB, Scope::Projector(b)),
        ] {
            let key = json!({ "key": sessions.issue(scope).reveal() });
            let welcome = self.ask(Role::Nobody, self.console, "POST", "/api/session", &key);
            self.keys.insert(role, welcome.json()["token"].as_str().expect("a token").to_owned());
        }
        self.give(Role::Given, "Kim", "share");
        let keeper = self.rooms.keeper();
        let secret = |workshop| {
            let link = keeper.open(workshop, None).expect("a room").link;
            link.split_once('#').expect("a secret").1.to_owned()
        };
        let (own, other) = (secret(a), secret(b));
        for (role, secret, name) in [
            (Role::Seat, &own, "Anna Seat"),
            (Role::Removed, &own, "Ben Removed"),
            (Role::SeatOfB, &other, "Cleo"),
            (Role::Waiting, &own, "Dora Waiting"),
        ] {
            let lobby = json!({ "type": "lobby", "lobby": role == Role::Waiting });
            self.laptop.send(json!({ "type": "room", "room": lobby }));
            let entered = self.ask(Role::Nobody, self.seats, "POST", "/api/enter", &json!({ "secret": secret })).json();
            let person = json!({ "name": name, "discipline": "product", "watch": false });
            let asked = json!({ "pass": entered["pass"], "request": person });
            let joined = self.ask(Role::Nobody, self.seats, "POST", "/api/join", &asked);
            self.keys.insert(role, joined.json()["seat"].as_str().expect("a seat").to_owned());
        }
        self.keys.insert(Role::AtTheDoor, own);
        self.keys.insert(Role::Nobody, String::new());
        let seat = SeatKey(Sha256::digest(self.key(Role::Removed)).iter().map(|byte| format!("{byte:02x}")).collect());
        assert!(self.laptop.door().api().knows_seat(a, &seat).expect("an answer"), "the seat is there");
        let people = self.laptop.screen()["view"]["people"].clone();
        let named = |one: &&Value| one["name"] == "Ben Removed";
        let gone = people.as_array().expect("people").iter().find(named).expect("Ben is one of them");
        let remove = json!({ "type": "remove_seat", "participantId": gone["id"] });
        self.laptop.send(json!({ "type": "room", "room": remove }));
    }

    /// Gives a further console of A to somebody, who takes it; its id.
    pub(crate) fn give(&mut self, role: Role, name: &str, giving: &str) -> String {
        let invite = json!({ "type": "invite", "name": name, "giving": giving });
        let path = WorkshopRoute::SendConsoles.of(self.a, "");
        let made = self.console(Role::Console, "POST", &path, &invite).json();
        let link = made["invitation"]["link"].as_str().expect("a link");
        let key = link.split_once("#k=").and_then(|(_, rest)| rest.split('&').next()).expect("a secret");
        let taken = self.ask(Role::Nobody, self.console, "POST", "/api/session", &json!({ "key": key, "take": true }));
        self.keys.insert(role, taken.json()["token"].as_str().expect("a token").to_owned());
        made["invitation"]["id"].as_str().expect("an id").to_owned()
    }

    /// From now on somebody else has A, and whoever had it looks.
    pub(crate) fn hand_over(&mut self) {
        self.give(Role::HandedOver, "Ruth", "hand_over");
        for (looks, acted) in [(Role::Looking, Role::Console), (Role::SharedLooking, Role::Given)] {
            self.keys.insert(looks, self.key(acted).to_owned());
        }
    }

    /// What somebody has to show.
    pub(crate) fn key(&self, role: Role) -> &str {
        &self.keys[&role]
    }

    /// One request to the console's listener, with what the role has in the token's header.
    pub(crate) fn console(&self, role: Role, method: &str, path: &str, body: &Value) -> Heard {
        self.ask(role, self.console, method, path, body)
    }

    /// The same to the listener of phones.
    pub(crate) fn phones(&self, role: Role, method: &str, path: &str, body: &Value) -> Heard {
        self.ask(role, self.seats, method, path, body)
    }

    fn ask(&self, role: Role, at: SocketAddr, method: &str, path: &str, body: &Value) -> Heard {
        let kind = if path == "/api/import" { "application/octet-stream" } else { "application/json" };
        let token = self.keys.get(&role).map(String::as_str).unwrap_or_default();
        let body = if method == "GET" { String::new() } else { body.to_string() };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\nX-Sextant-Token: {token}\r\n\
             Content-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        let mut stream = dial(at);
        stream.write_all(request.as_bytes()).expect("a request");
        let mut bytes = Vec::new();
        if path == "/api/watch" {
            // A stream of changes never ends by itself; its beginning tells enough.
            stream.set_read_timeout(Some(Duration::from_millis(40))).expect("a limit");
        }
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let status = text.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        Heard { status, text }
    }

    /// Everything that a socket says that greets with what the role has, until it ends or is silent.
    pub(crate) fn socket(&self, role: Role) -> String {
        let at = self.seats;
        let mut stream = dial(at);
        let request = format!(
            "GET /api/seat HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).expect("a request");
        let hello = json!({ "type": "hello", "seat": self.key(role), "build": "" }).to_string();
        let length = u8::try_from(hello.len()).expect("a short greeting");
        let mut frame = if length < 126 { vec![0x81, 0x80 | length] } else { vec![0x81, 0xfe, 0, length] };
        frame.extend_from_slice(&[0; 4]);
        frame.extend_from_slice(hello.as_bytes());
        stream.write_all(&frame).expect("a greeting");
        // The frames of a server are not masked: their text can be searched as it comes.
        let (mut said, mut piece) = (String::new(), [0; 16_384]);
        let ends = [r#""type":"room""#, r#""type":"closed""#];
        while !ends.iter().any(|end| said.contains(end)) {
            // Whoever waits at the door hears that, and then nothing: that much longer is listened.
            let patience = if said.contains(r#""kind":"waiting""#) { 300 } else { 20_000 };
            stream.set_read_timeout(Some(Duration::from_millis(patience))).expect("a limit");
            let Ok(read @ 1..) = stream.read(&mut piece) else { break };
            said.push_str(&String::from_utf8_lossy(&piece[..read]));
        }
        // Of a long view the rest is still on its way.
        stream.set_read_timeout(Some(Duration::from_millis(20))).expect("a limit");
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
        said + &String::from_utf8_lossy(&rest)
    }
}

impl Heard {
    fn json(&self) -> Value {
        let body = self.text.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
        serde_json::from_str(body).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }
}

fn dial(at: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(at).expect("the host listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
    stream.set_nodelay(true).expect("a choice");
    stream
}

/// Fills workshop B with its own word.
fn write_b(laptop: &Laptop) {
    laptop.send(json!({ "type": "answer_set_up", "answers": {
        "title": OF_B, "scope": "company", "scopeName": OF_B, "parentStar": "", "path": "standard", "solo": false,
        "privacy": "anonymous", "ballotChannel": "own_device", "namesInLobby": false,
    }}));
    let decider =
        json!({ "name": format!("{OF_B} Mia"), "discipline": "product", "roles": ["contributor", "decider"] });
    laptop.send(json!({ "type": "add_participant", "participant": decider }));
    laptop.send(json!({ "type": "advance", "note": "" }));
    laptop.send(json!({ "type": "answer_frame", "question": "job", "text": format!("{OF_B} job") }));
    laptop.send(json!({ "type": "ask_frame", "question": "value_moment" }));
}
