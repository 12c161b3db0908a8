//! The console router in front of the real core: what a browser sends and gets, on loopback.

use std::borrow::Cow;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use sextant_api::clock::{Clock, RandomIds};
use sextant_api::door::Door;
use sextant_api::{Api, ApiOptions};
use sextant_domain::id::WorkshopId;
use sextant_room::console::{Console, console_router};
use sextant_room::guard::{Announced, Announcement};
use sextant_room::pages::Assets;
use sextant_room::session::{Scope, Sessions};
use sextant_room::watch::Hub;
use tempfile::TempDir;
use tokio::sync::oneshot;

struct NoPages;

impl Assets for NoPages {
    fn file(&self, _: &str) -> Option<Cow<'static, [u8]>> {
        None
    }
}

struct Noon;

impl Clock for Noon {
    fn now(&self) -> i64 {
        1_780_574_400_000
    }

    fn monotonic(&self) -> Duration {
        Duration::from_secs(60)
    }
}

struct Host {
    address: SocketAddr,
    sessions: Arc<Sessions>,
    /// The runtime runs until this is dropped.
    _stop: oneshot::Sender<()>,
    _folder: TempDir,
    next_command: AtomicU32,
}

struct Heard {
    status: u16,
    kind: String,
    body: Vec<u8>,
}

impl Heard {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    fn well(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text());
        self.json()
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Host {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let api = Api::open(ApiOptions {
            data_dir: folder.path().join("library"),
            clock: Arc::new(Noon),
            ids: Arc::new(RandomIds),
            printer: None,
            known_folders: None,
        })
        .expect("a fresh library");
        let hub = Arc::new(Hub::default());
        let notified = hub.clone();
        api.subscribe(Box::new(move |notice| notified.tell(notice)));
        let door = Door::new(api);
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        listener.set_nonblocking(true).expect("a listener for tasks");
        let address = listener.local_addr().expect("an address");
        let sessions = Arc::new(Sessions::default());
        let router = console_router(Console {
            door: Arc::new(move |caller, request| door.handle(caller, request)),
            hub: hub.clone(),
            assets: Arc::new(NoPages),
            announced: Announced::new(vec![Announcement::parse(&format!("http://{address}")).expect("an address")]),
            sessions: sessions.clone(),
            preview_style_hash: None,
        });
        let (stop, stopped) = oneshot::channel();
        std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                let stop = async move {
                    let _ = stopped.await;
                    hub.close();
                };
                sextant_room::serve::serve(listener, router, stop).await;
            });
        });
        Self { address, sessions, _stop: stop, _folder: folder, next_command: AtomicU32::new(1) }
    }

    fn send(&self, path: &str, token: &str, kind: &str, body: &[u8]) -> Heard {
        let origin = format!("http://{}", self.address);
        let request = agent()
            .post(format!("{origin}{path}"))
            .header("Origin", &origin)
            .header("Content-Type", kind)
            .header("X-Sextant-Token", token);
        heard(request.send(body))
    }

    fn post(&self, path: &str, token: &str, body: &Value) -> Heard {
        self.send(path, token, "application/json", body.to_string().as_bytes())
    }

    fn get(&self, path: &str, token: &str) -> Heard {
        heard(agent().get(format!("http://{}{path}", self.address)).header("X-Sextant-Token", token).call())
    }

    fn token(&self, scope: Scope) -> String {
        let key = self.sessions.issue(scope);
        let welcome = self.post("/api/session", "", &json!({ "key": key.reveal() })).well();
        welcome["token"].as_str().expect("a token").to_owned()
    }

    /// A command under an id of its own.
    fn envelope(&self, command: &Value) -> Value {
        let number = self.next_command.fetch_add(1, Ordering::SeqCst);
        json!({ "id": format!("5e87a27d-0000-4000-8000-{number:012x}"), "command": command })
    }

    fn create(&self, library: &str, title: &str) -> WorkshopId {
        let command = self.envelope(&json!({ "type": "create_workshop", "title": title }));
        let reply = self.post("/api/library", library, &command).well();
        serde_json::from_value(reply["workshopId"].clone()).expect("an id")
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(30)))
        .build()
        .into()
}

fn heard(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Heard {
    let mut answer = answer.expect("an answer");
    let kind = answer.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
    let body = answer.body_mut().read_to_vec().expect("the whole body");
    Heard { status: answer.status().as_u16(), kind, body }
}

fn at(workshop: WorkshopId, rest: &str) -> String {
    format!("/api/workshops/{workshop}/{rest}")
}

fn job(text: &str) -> Value {
    json!({ "type": "answer_frame", "question": "job", "text": text })
}

#[test]
fn a_command_comes_back_as_the_callers_own_fresh_view() {
    let host = Host::start();
    let library = host.token(Scope::Library);
    let workshop = host.create(&library, "Slotwell");
    let console = host.token(Scope::Console(workshop));
    let sent = host.post(&at(workshop, "console"), &console, &host.envelope(&job("Get a meeting fixed"))).well();
    assert_eq!(sent["surface"], "console");
    assert!(sent.to_string().contains("Get a meeting fixed"));
    let read = host.get(&at(workshop, "console"), &console).well();
    assert_eq!(read, sent, "the answer to a command is the view itself");
    let projector = host.token(Scope::Projector(workshop));
    let shown = host.get(&at(workshop, "projector"), &projector);
    assert_eq!(shown.status, 200, "{}", shown.text());
}

#[test]
fn a_change_is_announced_to_whoever_watches() {
    let host = Host::start();
    let library = host.token(Scope::Library);
    let workshop = host.create(&library, "Slotwell");
    let console = host.token(Scope::Console(workshop));
    let mut stream = TcpStream::connect(host.address).expect("the host listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
    let request = format!("GET /api/watch HTTP/1.1\r\nHost: {}\r\nX-Sextant-Token: {console}\r\n\r\n", host.address);
    stream.write_all(request.as_bytes()).expect("the request");
    let mut lines = BufReader::new(stream).lines().map(|line| line.expect("the stream goes on"));
    lines.by_ref().find(|line| line == ": watching").expect("the stream is open");
    let sent = host.post(&at(workshop, "console"), &library, &host.envelope(&job("Get a meeting fixed"))).well();
    let revision = &sent["session"]["revision"];
    let told = lines.find(|line| line.starts_with("data: ")).expect("a notice");
    assert_eq!(told, format!("data: {{\"workshopId\":\"{workshop}\",\"revision\":{revision}}}"));
}

#[test]
fn t2_a_console_of_one_workshop_reads_no_byte_of_another() {
    let host = Host::start();
    let library = host.token(Scope::Library);
    let (own, other) = (host.create(&library, "Own"), host.create(&library, "Zeppelin secret"));
    host.post(&at(other, "console"), &library, &host.envelope(&job("Zeppelin job"))).well();
    host.post(&at(other, "drafts/frame.job"), &library, &json!({ "text": "Zeppelin draft" })).well();
    let console = host.token(Scope::Console(own));
    let projector = host.token(Scope::Projector(own));
    let mut heard = Vec::new();
    for token in [&console, &projector] {
        for workshop in [own, other] {
            for rest in ["console", "projector", "drafts/frame.job", "seat", "ask", "export", "../library", ""] {
                heard.push((host.get(&at(workshop, rest), token), workshop == own));
            }
            for rest in ["console", "seat", "drafts/frame.job", "projector"] {
                heard.push((host.post(&at(workshop, rest), token, &host.envelope(&job("x"))), workshop == own));
            }
            for query in [json!({ "type": "pitfall_guide" }), json!({ "type": "brief", "audience": "team" })] {
                heard.push((host.post(&at(workshop, "ask"), token, &json!({ "query": query })), workshop == own));
            }
            let export = json!({ "format": "sextant", "audience": "team", "paper": "a4" });
            heard.push((host.post(&at(workshop, "export"), token, &export), workshop == own));
        }
        heard.push((host.get("/api/library", token), false));
        let delete = json!({ "type": "delete_workshop", "workshopId": other });
        heard.push((host.post("/api/library", token, &host.envelope(&delete)), false));
        heard.push((host.send("/api/import", token, "application/octet-stream", b"{}"), false));
    }
    for (answer, is_own) in heard {
        assert!(!answer.text().contains("Zeppelin"), "{}", answer.text());
        assert!(!answer.text().contains(&other.to_string()), "not even its id: {}", answer.text());
        assert!(is_own || [403, 404].contains(&answer.status), "{} {}", answer.status, answer.text());
    }
    let still = host.get(&at(other, "console"), &library).well().to_string();
    assert!(still.contains("Zeppelin job"), "and nothing of it was changed");
}

#[test]
fn a_projector_reads_and_changes_nothing() {
    let host = Host::start();
    let library = host.token(Scope::Library);
    let workshop = host.create(&library, "Slotwell");
    for scope in [Scope::Projector(workshop), Scope::AnyProjector] {
        let projector = host.token(scope);
        assert_eq!(host.get(&at(workshop, "projector"), &projector).status, 200);
        for rest in ["console", "drafts/frame.job"] {
            assert_eq!(host.get(&at(workshop, rest), &projector).status, 403, "{rest}");
        }
        for rest in ["console", "seat", "ask", "export", "drafts/frame.job", "projector"] {
            let answer = host.post(&at(workshop, rest), &projector, &host.envelope(&job("x")));
            assert_eq!(answer.status, 403, "{rest}");
        }
    }
}

#[test]
fn f40_a_command_sent_twice_takes_effect_once() {
    let host = Host::start();
    let library = host.token(Scope::Library);
    let workshop = host.create(&library, "Slotwell");
    let command = host.envelope(&job("Get a meeting fixed"));
    let once = host.post(&at(workshop, "console"), &library, &command).well();
    let twice = host.post(&at(workshop, "console"), &library, &command).well();
    assert_eq!(once["session"]["revision"], twice["session"]["revision"]);
    let mut other = command.clone();
    other["command"] = job("Something else");
    let refused = host.post(&at(workshop, "console"), &library, &other);
    assert_eq!((refused.status, refused.json()["code"].clone()), (409, json!("conflict")));
}

#[test]
fn a_draft_comes_back_under_its_encoded_name() {
    let host = Host::start();
    let library = host.token(Scope::Library);
    let workshop = host.create(&library, "Slotwell");
    let path = at(workshop, "drafts/frame%2Fjob%20%C3%B6");
    let text = "half a sentence, \u{202e}\u{2b50} and more";
    host.post(&path, &library, &json!({ "text": text })).well();
    assert_eq!(host.get(&path, &library).well()["text"], text);
    assert_eq!(host.get(&at(workshop, "drafts/frame%2Fjob"), &library).well()["text"], json!(null));
}

#[test]
fn a_workshop_leaves_as_a_file_and_comes_back_from_it() {
    let host = Host::start();
    let library = host.token(Scope::Library);
    let workshop = host.create(&library, "Slotwell");
    host.post(&at(workshop, "console"), &library, &host.envelope(&job("Get a meeting fixed"))).well();
    let request = json!({ "format": "sextant", "audience": "team", "paper": "a4" });
    let file = host.post(&at(workshop, "export"), &library, &request);
    assert_eq!((file.status, file.kind.as_str()), (200, "application/json"));
    let elsewhere = Host::start();
    let token = elsewhere.token(Scope::Library);
    let taken = elsewhere.send("/api/import", &token, "application/octet-stream", &file.body).well();
    assert_eq!(taken["workshopId"], json!(workshop));
    let again = elsewhere.post(&at(workshop, "export"), &token, &request);
    assert!(again.body == file.body, "the file that came in is the file that goes out, to the byte");
}

#[test]
fn what_the_core_refuses_travels_with_its_reason() {
    let host = Host::start();
    let library = host.token(Scope::Library);
    let workshop = host.create(&library, "Slotwell");
    let nobody = WorkshopId(uuid::Uuid::from_u128(7));
    let too_long = host.envelope(&job(&"x".repeat(5_000)));
    let unknown = host.envelope(&json!({ "type": "peek_at_scores" }));
    for (answer, status) in [
        (host.get(&at(nobody, "console"), &library), 404),
        (host.get("/api/nothing", &library), 404),
        (host.get(&at(workshop, "nothing"), &library), 404),
        (host.post(&at(workshop, "console"), &library, &too_long), 422),
        (host.post(&at(workshop, "console"), &library, &unknown), 422),
        (host.send("/api/import", &library, "application/octet-stream", b"{ no workshop"), 422),
    ] {
        let error = answer.json();
        assert_eq!(answer.status, status, "{error}");
        for part in ["id", "code", "doing", "message", "safe", "hint"] {
            assert!(error[part].as_str().is_some_and(|text| !text.is_empty()), "no {part} in {error}");
        }
    }
}
