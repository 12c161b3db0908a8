//! Rooms on a port of their own, and requests from any address below 127.

use std::borrow::Cow;
use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sextant_api::room::{RoomAddress, RoomAnnouncement, RoomKeeper, SeatKey};
use sextant_domain::id::WorkshopId;
use sextant_room::address::TrustedProxies;
use sextant_room::entrance::{Entrance, bind};
use sextant_room::guard::Announcement;
use sextant_room::limits::SOCKETS;
use sextant_room::pages::Assets;
use sextant_room::rooms::{Options, Rooms};
use sextant_room::seat_core::SeatCore;
use sha2::{Digest as _, Sha256};
use tokio::net::TcpSocket;
use tokio::runtime::Runtime;

use crate::core::{A, Core, Notes};
use crate::heard::Heard;

/// This machine, as a phone of its own.
pub(crate) const ME: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 1));

/// A phone with an address of its own.
pub(crate) fn phone_number(number: u16) -> IpAddr {
    let [high, low] = number.to_be_bytes();
    IpAddr::from([127, 7, high, low])
}

pub(crate) struct Hall {
    pub(crate) notes: Arc<Notes>,
    pub(crate) address: SocketAddr,
    pub(crate) keeper: Arc<dyn RoomKeeper>,
    pub(crate) rooms: Option<Rooms>,
    pub(crate) runtime: Runtime,
    seconds: Arc<AtomicU64>,
}

/// What a hall is made of, where it differs.
pub(crate) struct Plan {
    pub(crate) notes: Arc<Notes>,
    pub(crate) at: SocketAddr,
    pub(crate) names: Vec<&'static str>,
    pub(crate) trusted: Vec<String>,
    pub(crate) sockets: usize,
    /// In place of the one that takes notes.
    pub(crate) core: Option<Arc<dyn SeatCore>>,
}

impl Default for Plan {
    fn default() -> Self {
        let at = (ME, 0).into();
        Self { notes: Arc::default(), at, names: Vec::new(), trusted: Vec::new(), sockets: SOCKETS, core: None }
    }
}

struct Pages;

impl Assets for Pages {
    fn file(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        let content = match name {
            "seat.html" => "<!doctype html><script type=module src=./assets/seat-1.js></script>",
            "assets/seat-1.js" => "let x = 1;",
            "console.html" | "projector.html" | "assets/console-1.js" => "not for phones",
            _ => return None,
        };
        Some(content.as_bytes().into())
    }
}

impl Hall {
    /// A room for workshop A, on loopback.
    pub(crate) fn open() -> Self {
        let hall = Self::build(Plan::default());
        hall.keeper.open(A, None).expect("a room");
        hall
    }

    /// No room yet.
    pub(crate) fn build(plan: Plan) -> Self {
        let runtime = runtime();
        let listener = {
            let _tasks = runtime.enter();
            bind(plan.at).expect("a port")
        };
        let address = listener.local_addr().expect("an address");
        let announced = plan.names.iter().map(|name| Announcement::parse(name).expect("an address")).collect();
        let entrance = Entrance::Fixed { listener, announced };
        Self::with(runtime, plan, entrance, Box::new(Vec::new), address)
    }

    /// Rooms on addresses that are chosen as a local network's are.
    pub(crate) fn on_a_network(addresses: impl Fn() -> Vec<RoomAddress> + Send + Sync + 'static, port: u16) -> Self {
        let nowhere = (Ipv4Addr::UNSPECIFIED, 0).into();
        Self::with(runtime(), Plan::default(), Entrance::Lan { port }, Box::new(addresses), nowhere)
    }

    fn with(
        runtime: Runtime,
        plan: Plan,
        entrance: Entrance,
        addresses: sextant_room::address::Addresses,
        address: SocketAddr,
    ) -> Self {
        let seconds = Arc::new(AtomicU64::new(0));
        let clock = seconds.clone();
        let rooms = Rooms::new(Options {
            core: plan.core.unwrap_or_else(|| Arc::new(Core(plan.notes.clone()))),
            assets: Arc::new(Pages),
            runtime: runtime.handle().clone(),
            entrance,
            trusted: TrustedProxies::parse(&plan.trusted).expect("ranges"),
            addresses,
            elapsed: Box::new(move || Duration::from_secs(clock.load(Ordering::SeqCst))),
            sockets: plan.sockets,
        })
        .expect("a hall");
        plan.notes.on_change(Box::new(rooms.teller()));
        Self { notes: plan.notes, address, keeper: rooms.keeper(), rooms: Some(rooms), runtime, seconds }
    }

    pub(crate) fn let_pass(&self, seconds: u64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    pub(crate) fn announcement(&self, workshop: WorkshopId) -> RoomAnnouncement {
        self.keeper.announcement(workshop).expect("the room is open")
    }

    pub(crate) fn secret(&self) -> String {
        self.secret_of(A)
    }

    pub(crate) fn secret_of(&self, workshop: WorkshopId) -> String {
        self.announcement(workshop).link.split_once('#').expect("a secret").1.to_owned()
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A connection from this address.
    pub(crate) fn connect(&self, from: IpAddr) -> TcpStream {
        connect(&self.runtime, from, self.address).expect("the server listens")
    }

    /// Sends these bytes and reads until the server closes.
    pub(crate) fn raw(&self, from: IpAddr, request: &[u8]) -> Heard {
        let mut stream = self.connect(from);
        // The server may have closed already.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Heard::parse(&bytes)
    }

    pub(crate) fn get(&self, path: &str) -> Heard {
        let address = self.address;
        self.raw(ME, format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes())
    }

    pub(crate) fn post(&self, from: IpAddr, path: &str, body: &Value) -> Heard {
        self.post_with(from, path, "", body)
    }

    /// With further headers, each with its line end.
    pub(crate) fn post_with(&self, from: IpAddr, path: &str, headers: &str, body: &Value) -> Heard {
        let (address, origin, body) = (self.address, self.origin(), body.to_string());
        let length = body.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: {origin}\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}"
        );
        self.raw(from, request.as_bytes())
    }

    /// A pass for the room of workshop A.
    pub(crate) fn pass(&self, from: IpAddr) -> String {
        self.pass_with(from, &self.secret())
    }

    /// A pass for the room of this secret.
    pub(crate) fn pass_with(&self, from: IpAddr, secret: &str) -> String {
        let heard = self.post(from, "/api/enter", &json!({ "secret": secret }));
        assert_eq!(heard.status, 200, "{heard:?}");
        heard.json()["pass"].as_str().expect("a pass").to_owned()
    }

    pub(crate) fn ask(&self, from: IpAddr, pass: &str, name: &str) -> Heard {
        let request = json!({ "name": name, "discipline": "product", "watch": false });
        self.post(from, "/api/join", &json!({ "pass": pass, "request": request }))
    }

    /// The secret of a new seat.
    pub(crate) fn join(&self, from: IpAddr, name: &str) -> String {
        let heard = self.ask(from, &self.pass(from), name);
        assert_eq!(heard.status, 200, "{heard:?}");
        heard.json()["seat"].as_str().expect("a secret").to_owned()
    }

    /// Ends the process, as far as rooms are concerned, and frees its port.
    pub(crate) fn stop(mut self) -> Arc<Notes> {
        self.rooms = None;
        let Self { notes, runtime, .. } = self;
        runtime.shutdown_timeout(Duration::from_secs(5));
        notes
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

/// Only a socket of tokio can be bound before it connects.
pub(crate) fn connect(runtime: &Runtime, from: IpAddr, to: SocketAddr) -> std::io::Result<TcpStream> {
    let stream = runtime.block_on(async {
        let socket = TcpSocket::new_v4()?;
        socket.bind((from, 0).into())?;
        socket.connect(to).await
    })?;
    let stream = stream.into_std()?;
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// As the core knows a seat.
pub(crate) fn key_of(secret: &str) -> SeatKey {
    SeatKey(Sha256::digest(secret).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Waits until it is so.
pub(crate) fn eventually(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(20), "never: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
