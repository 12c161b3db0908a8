//! One laptop with one workshop, asked through the same door as the window and the host.

/// Every command there is, as a template to be filled at random.
pub(crate) mod commands;
/// A device of a person's own.
pub(crate) mod phone;
/// A workshop brought to a stage by the commands a person sends.
pub(crate) mod play;
/// A workshop whose three surfaces are looked at.
pub(crate) mod room;

use serde_json::{Value, json};
use sextant_api::clock::{Clock, IdSource};
use sextant_api::door::{Caller, Door, DoorBody, DoorInput, DoorRequest, Method};
use sextant_api::error::ApiError;
use sextant_api::{Api, ApiOptions};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use uuid::Uuid;

/// The file of the built-in sample; playing it takes a while.
pub(crate) static SAMPLE: LazyLock<Vec<u8>> =
    LazyLock::new(|| sextant_api::sample::sample_file().expect("the sample plays"));

/// Monday, 4 May 2026, 9:00 UTC.
pub(crate) const MORNING: i64 = 1_777_885_200_000;

/// Wall and monotonic time that move only when a test says so, each on its own.
pub(crate) struct TestClock {
    wall: AtomicI64,
    steady: AtomicU64,
}

impl TestClock {
    /// Both clocks go on.
    pub(crate) fn pass(&self, seconds: u64) {
        self.wall.fetch_add(i64::try_from(seconds).expect("a short while") * 1000, Ordering::SeqCst);
        self.steady.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// Somebody sets the computer's clock.
    pub(crate) fn set_wall(&self, millis: i64) {
        self.wall.store(millis, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> i64 {
        self.wall.load(Ordering::SeqCst)
    }

    fn monotonic(&self) -> Duration {
        Duration::from_millis(self.steady.load(Ordering::SeqCst))
    }
}

/// Ids that look drawn and are the same in each run.
#[derive(Default)]
pub(crate) struct TestIds(AtomicU64);

impl IdSource for TestIds {
    fn new_id(&self) -> Uuid {
        use sha2::Digest as _;
        let place = self.0.fetch_add(1, Ordering::SeqCst);
        let digest = sha2::Sha256::digest(format!("test {place}"));
        let mut bytes = [0_u8; 16];
        bytes.copy_from_slice(&digest[..16]);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}

/// The app on one computer, with one workshop in it.
pub(crate) struct Laptop {
    folder: Folder,
    pub(crate) clock: Arc<TestClock>,
    ids: Arc<TestIds>,
    door: Option<Door>,
    /// The workshop.
    pub(crate) id: String,
}

enum Folder {
    /// Of this laptop alone; it goes with it.
    Own(tempfile::TempDir),
    /// Another process looks into it as well.
    Shared(PathBuf),
}

/// Who may ask for anything.
pub(crate) const LIBRARY: Caller = Caller::Library;

impl Laptop {
    /// An app with an empty library.
    pub(crate) fn bare() -> Self {
        Self::begin(Folder::Own(folder()), 0, "")
    }

    /// An app that goes on where another process ended, with one of its workshops; its ids begin
    /// anew, far from those that were drawn there.
    pub(crate) fn after(folder: &Path, id: &str) -> Self {
        Self::begin(Folder::Shared(folder.to_owned()), 1_000_000, id)
    }

    fn begin(folder: Folder, first_id: u64, id: &str) -> Self {
        let mut laptop = Self {
            folder,
            clock: Arc::new(TestClock { wall: AtomicI64::new(MORNING), steady: AtomicU64::new(5000) }),
            ids: Arc::new(TestIds(AtomicU64::new(first_id))),
            door: None,
            id: id.to_owned(),
        };
        laptop.start();
        laptop
    }

    /// An app with a fresh workshop.
    pub(crate) fn new() -> Self {
        let mut laptop = Self::bare();
        let command = json!({ "type": "create_workshop", "title": "Where we are going" });
        laptop.id = laptop.library(command)["workshopId"].as_str().expect("it was made").to_owned();
        laptop
    }

    /// An app with a workshop taken in from a file.
    pub(crate) fn with(file: &[u8]) -> Self {
        // Its ids begin far from those that were drawn where the file was made.
        let mut laptop = Self::begin(Folder::Own(folder()), 2_000_000, "");
        let reply = laptop.import(file).expect("the file can be read");
        laptop.id = reply["workshopId"].as_str().expect("it was taken in").to_owned();
        laptop
    }

    /// The folder the data lies in.
    pub(crate) fn data(&self) -> PathBuf {
        match &self.folder {
            Folder::Own(folder) => folder.path().join("data"),
            Folder::Shared(folder) => folder.join("data"),
        }
    }

    fn start(&mut self) {
        let api = Api::open(ApiOptions {
            data_dir: self.data(),
            clock: self.clock.clone(),
            ids: self.ids.clone(),
            printer: None,
            known_folders: None,
        })
        .expect("the data folder opens");
        self.door = Some(Door::new(api));
    }

    /// Ends the app.
    pub(crate) fn stop(&mut self) {
        self.door = None;
    }

    /// Ends the app and starts it again on the same folder.
    pub(crate) fn reopen(&mut self) {
        self.stop();
        self.start();
    }

    /// The door; a clone of it can be used from another thread.
    pub(crate) fn door(&self) -> &Door {
        self.door.as_ref().expect("the app runs")
    }

    /// One request as it arrives at the core.
    pub(crate) fn request(&self, caller: Caller, method: Method, path: &str, body: DoorInput) -> (u16, DoorBody) {
        let reply = self.door().handle(caller, DoorRequest { method, path: path.to_owned(), body });
        (reply.status, reply.body)
    }

    fn json(&self, method: Method, path: &str, body: DoorInput) -> Result<Value, ApiError> {
        match self.request(LIBRARY, method, path, body) {
            (200, DoorBody::Json(value)) => Ok(value),
            (_, DoorBody::Json(value)) => Err(serde_json::from_value(value).expect("an error has its parts")),
            (status, DoorBody::Bytes { .. }) => panic!("{path} answered {status} with a file"),
        }
    }

    /// An address of this workshop.
    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/api/workshops/{}/{rest}", self.id)
    }

    /// An id as a client draws it.
    pub(crate) fn new_id(&self) -> String {
        self.ids.new_id().to_string()
    }

    fn envelope(&self, command: Value) -> DoorInput {
        DoorInput::Json(json!({ "id": self.new_id(), "command": command }))
    }

    /// The facilitator asks.
    pub(crate) fn try_send(&self, command: Value) -> Result<Value, ApiError> {
        self.json(Method::Post, &self.path("console"), self.envelope(command))
    }

    /// The facilitator asks, and it is done.
    pub(crate) fn send(&self, command: Value) -> Value {
        let told = command.to_string();
        self.try_send(command).unwrap_or_else(|error| panic!("{told}: {error}"))
    }

    /// The person at the passed keyboard asks.
    pub(crate) fn try_seat(&self, command: Value) -> Result<Value, ApiError> {
        self.json(Method::Post, &self.path("seat"), self.envelope(command))
    }

    /// The person at the passed keyboard asks, and it is done.
    pub(crate) fn seat(&self, command: Value) -> Value {
        let told = command.to_string();
        self.try_seat(command).unwrap_or_else(|error| panic!("{told}: {error}"))
    }

    /// A command under an id of one's own, for resending.
    pub(crate) fn send_as(&self, surface: &str, id: &str, command: &Value) -> Result<Value, ApiError> {
        let body = DoorInput::Json(json!({ "id": id, "command": command }));
        self.json(Method::Post, &self.path(surface), body)
    }

    /// A command of the library.
    pub(crate) fn library(&self, command: Value) -> Value {
        self.json(Method::Post, "/api/library", self.envelope(command)).expect("the library does it")
    }

    /// Takes a workshop file in.
    pub(crate) fn import(&self, file: &[u8]) -> Result<Value, ApiError> {
        self.json(Method::Post, "/api/import", DoorInput::Bytes(file.to_vec()))
    }

    /// What the console's window shows.
    pub(crate) fn screen(&self) -> Value {
        self.json(Method::Get, &self.path("console"), DoorInput::None).expect("the workshop is there")
    }

    /// The facilitator's view; panics while the keyboard is passed.
    pub(crate) fn view(&self) -> Value {
        let screen = self.screen();
        assert_eq!(screen["surface"], "console", "the keyboard is passed");
        screen["view"].clone()
    }

    /// What the room sees.
    pub(crate) fn projector(&self) -> Value {
        self.json(Method::Get, &self.path("projector"), DoorInput::None).expect("the workshop is there")
    }

    /// What the library shows.
    pub(crate) fn shelf(&self) -> Value {
        self.json(Method::Get, "/api/library", DoorInput::None).expect("the library opens")
    }

    /// A question of the console.
    pub(crate) fn ask(&self, query: Value) -> Result<Value, ApiError> {
        self.json(Method::Post, &self.path("ask"), DoorInput::Json(json!({ "query": query })))
    }

    /// An exported file.
    pub(crate) fn export(&self, format: &str, audience: &str) -> Vec<u8> {
        let body = DoorInput::Json(json!({ "format": format, "audience": audience }));
        match self.request(LIBRARY, Method::Post, &self.path("export"), body) {
            (200, DoorBody::Bytes { bytes, .. }) => bytes,
            (status, answer) => panic!("{format} for {audience}: {status} {answer:?}"),
        }
    }

    /// The workshop file.
    pub(crate) fn file(&self) -> Vec<u8> {
        self.export("sextant", "team")
    }

    /// The workshop file as JSON, without what moves with time alone.
    pub(crate) fn record(&self) -> Value {
        let mut file: Value = serde_json::from_slice(&self.file()).expect("a workshop file is JSON");
        file["changedAt"] = Value::Null;
        for moving in ["timer", "stageTimes"] {
            file["workshop"][moving] = Value::Null;
        }
        file
    }

    /// Everything that any surface can be given now, by name; the console's own window left out.
    pub(crate) fn surfaces_but_the_console(&self) -> Vec<(String, String)> {
        let mut all = vec![
            ("projector".to_owned(), self.projector().to_string()),
            ("library".to_owned(), self.shelf().to_string()),
        ];
        for format in ["html", "markdown", "json", "sextant"] {
            for audience in ["wide", "team"] {
                let text = String::from_utf8(self.export(format, audience)).expect("text");
                all.push((format!("{format} for {audience}"), text));
            }
        }
        for query in [
            json!({ "type": "pitfall_guide" }),
            json!({ "type": "crosswalk" }),
            json!({ "type": "brief", "audience": "wide" }),
            json!({ "type": "brief", "audience": "team" }),
        ] {
            // While the keyboard is passed the console's questions are refused; the refusal is read too.
            let answer = match self.ask(query.clone()) {
                Ok(answer) => answer.to_string(),
                Err(refused) => serde_json::to_string(&refused).expect("an error is plain data"),
            };
            all.push((format!("answer to {query}"), answer));
        }
        all
    }
}

/// Names of the surfaces whose content holds one of the secrets.
pub(crate) fn leaks(surfaces: &[(String, String)], secrets: &[String]) -> Vec<String> {
    let holds = |text: &str| secrets.iter().find(|secret| text.contains(secret.as_str()));
    surfaces.iter().filter_map(|(name, text)| holds(text).map(|secret| format!("{name} holds {secret}"))).collect()
}

/// A folder in memory where there is one: these tests are not about the disk.
pub(crate) fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.or_else(|_| tempfile::tempdir()).expect("a folder for the test")
}
