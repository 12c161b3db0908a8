//! A router on a port of its own, and a client that sends exactly what it is told.

use std::borrow::Cow;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::{Value, json};
use sextant_api::door::{Caller, DoorBody, DoorInput, DoorReply, DoorRequest};
use sextant_domain::id::WorkshopId;
use sextant_room::console::{Console, CoreDoor, console_router};
use sextant_room::guard::{Announced, Announcement};
use sextant_room::pages::Assets;
use sextant_room::session::{Scope, Secret, Sessions};
use sextant_room::watch::Hub;
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::heard::Heard;

pub(crate) const A: WorkshopId = WorkshopId(Uuid::from_u128(0xa));
pub(crate) const B: WorkshopId = WorkshopId(Uuid::from_u128(0xb));

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) hub: Arc<Hub>,
    pub(crate) sessions: Arc<Sessions>,
    seconds: Arc<AtomicU64>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

struct Pages;

impl Assets for Pages {
    fn file(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        match name {
            "console.html" => Some(b"<!doctype html><title>console</title>"[..].into()),
            "assets/core-1.js" | "assets/secret.txt" | "seat.html" => Some(b"let x = 1;"[..].into()),
            _ => None,
        }
    }
}

/// A core that says who asked for what.
pub(crate) fn echo() -> CoreDoor {
    Arc::new(|caller: Caller, request: DoorRequest| {
        let sent = match request.body {
            DoorInput::None => Value::Null,
            DoorInput::Json(value) => value,
            DoorInput::Bytes(bytes) => json!(bytes.len()),
        };
        let caller = format!("{caller:?}");
        let method = format!("{:?}", request.method);
        let body = json!({ "caller": caller, "method": method, "path": request.path, "sent": sent });
        DoorReply { status: 200, body: DoorBody::Json(body) }
    })
}

impl Server {
    pub(crate) fn start(door: CoreDoor) -> Self {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        listener.set_nonblocking(true).expect("a listener for tasks");
        let address = listener.local_addr().expect("an address");
        let port = address.port();
        let announced = [
            format!("http://127.0.0.1:{port}"),
            format!("http://[::1]:{port}"),
            "http://localhost:5173".to_owned(),
            "https://star.example.org".to_owned(),
        ];
        let announced = announced.iter().map(|name| Announcement::parse(name).expect("an address")).collect();
        let hub = Arc::new(Hub::default());
        let seconds = Arc::new(AtomicU64::new(0));
        let clock = seconds.clone();
        let sessions = Arc::new(Sessions::timed(Box::new(move || Duration::from_secs(clock.load(Ordering::SeqCst)))));
        let router = console_router(Console {
            door,
            hub: hub.clone(),
            assets: Arc::new(Pages),
            announced: Announced::new(announced),
            sessions: sessions.clone(),
            preview_style_hash: Some("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=".to_owned()),
        });
        let (stop, stopped) = oneshot::channel();
        let closing = hub.clone();
        let thread = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                let stop = async move {
                    let _ = stopped.await;
                    closing.close();
                };
                sextant_room::serve::serve(listener, router, stop).await;
            });
        });
        Self { address, hub, sessions, seconds, stop: Some(stop), thread: Some(thread) }
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn let_pass(&self, seconds: u64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Stops the server and waits until it has.
    pub(crate) fn stop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server ends in order");
        }
    }

    /// Sends these bytes and reads until the server closes.
    pub(crate) fn raw(&self, request: &[u8]) -> Heard {
        let mut stream = self.connect();
        stream.write_all(request).expect("the request goes out");
        heard(&mut stream)
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
        stream
    }

    fn agent() -> ureq::Agent {
        ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(20)))
            .build()
            .into()
    }

    pub(crate) fn get(&self, path: &str, token: Option<&str>) -> Heard {
        let mut request = Self::agent().get(format!("{}{path}", self.origin()));
        if let Some(token) = token {
            request = request.header("X-Sextant-Token", token);
        }
        heard_by_ureq(request.call())
    }

    pub(crate) fn post(&self, path: &str, token: Option<&str>, kind: &str, body: &[u8]) -> Heard {
        let mut request = Self::agent()
            .post(format!("{}{path}", self.origin()))
            .header("Origin", self.origin())
            .header("Content-Type", kind);
        if let Some(token) = token {
            request = request.header("X-Sextant-Token", token);
        }
        heard_by_ureq(request.send(body))
    }

    pub(crate) fn post_json(&self, path: &str, token: Option<&str>, body: &Value) -> Heard {
        self.post(path, token, "application/json", body.to_string().as_bytes())
    }

    pub(crate) fn greet(&self, key: &str) -> Heard {
        self.post_json("/api/session", None, &json!({ "key": key }))
    }

    /// A token for a fresh secret of this scope.
    pub(crate) fn token(&self, scope: Scope) -> String {
        let key: Secret = self.sessions.issue(scope);
        let welcome = self.greet(key.reveal());
        assert_eq!(welcome.status, 200, "{welcome:?}");
        welcome.json()["token"].as_str().expect("a token").to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.take();
    }
}

fn heard_by_ureq(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Heard {
    let mut answer = answer.expect("an answer");
    let head = answer
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    let status = answer.status().as_u16();
    let body = answer.body_mut().read_to_vec().expect("the whole body");
    Heard { status, head, body }
}

fn heard(stream: &mut TcpStream) -> Heard {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer");
    Heard::parse(&bytes)
}
