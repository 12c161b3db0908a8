//! The built app, driven through WebKit's own driver over plain HTTP.

use std::io::Read as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long the window may take to show what is waited for, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long to leave the processor to the app between two looks at it.
const STEP: Duration = Duration::from_millis(50);

/// A running app with a folder of its own. Both end with this value.
pub(crate) struct Window {
    driver: Child,
    base: String,
    home: tempfile::TempDir,
}

impl Window {
    /// Starts the app on an empty data folder.
    pub(crate) fn open() -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let port = free_port();
        let driver = with_own_folders(&mut Command::new("WebKitWebDriver"), home.path())
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver is installed; `cargo xtask test window` sees to it");
        let mut window = Self { driver, base: format!("http://127.0.0.1:{port}"), home };
        window.start_session();
        window
    }

    /// The folder the app keeps its library in.
    pub(crate) fn data_folder(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// Where the save dialog of a debug build puts the next file.
    pub(crate) fn save_path(&self) -> PathBuf {
        self.home.path().join("saved")
    }

    /// A command that starts the app again for the same data folder.
    pub(crate) fn second_start(&self) -> Command {
        let mut command = Command::new(app());
        with_own_folders(&mut command, self.home.path());
        command
    }

    /// Starts the app for this home without a driver; the caller ends it.
    pub(crate) fn alone(home: &Path) -> Child {
        let mut command = Command::new(app());
        with_own_folders(&mut command, home)
            .env_remove("TAURI_WEBVIEW_AUTOMATION")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the app can be started")
    }

    /// Runs script in the page and returns its value.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.post("execute/sync", json!({ "script": script, "args": [] }))
    }

    /// Runs script that ends by calling `done(value)`.
    pub(crate) fn run_async(&self, script: &str) -> Value {
        let script = format!("const done = arguments[arguments.length - 1];\n{script}");
        self.post("execute/async", json!({ "script": script, "args": [] }))
    }

    /// Asks the app's one door, as the page does, and returns `{ status, body }`.
    pub(crate) fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let request = json!({ "method": method, "path": path, "body": body });
        self.call("door", &json!({ "request": request }))
    }

    /// Calls a command of the app; a refusal comes back as `{ "refused": reason }`.
    pub(crate) fn call(&self, command: &str, arguments: &Value) -> Value {
        self.run_async(&format!(
            "window.__TAURI_INTERNALS__.invoke({}, {arguments})\
             .then(done, (reason) => done({{ refused: reason }}));",
            json!(command)
        ))
    }

    /// Waits until the script answers `true`.
    pub(crate) fn wait_for(&self, what: &str, script: &str) {
        let start = Instant::now();
        while self.run(&format!("return Boolean({script});")) != json!(true) {
            assert!(start.elapsed() < PATIENCE, "the window never showed {what}");
            std::thread::park_timeout(STEP);
        }
    }

    /// The picture of the page as PNG bytes.
    pub(crate) fn picture(&self) -> Vec<u8> {
        let encoded = self.get("screenshot");
        decode_base64(encoded.as_str().expect("a screenshot is text"))
    }

    /// The labels of the open windows, as the driver names them.
    pub(crate) fn handles(&self) -> Vec<Value> {
        self.get("window/handles").as_array().cloned().unwrap_or_default()
    }

    /// Turns to another open window.
    pub(crate) fn switch_to(&self, handle: &Value) {
        self.post("window", json!({ "handle": handle }));
    }

    fn start_session(&mut self) {
        let options = json!({ "binary": app(), "args": [] });
        // No browser name: the driver refuses every one for an app that is not its own browser.
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "webkitgtk:browserOptions": options,
            "timeouts": { "script": 60_000, "pageLoad": 60_000 },
        } } });
        let start = Instant::now();
        loop {
            match send("POST", &format!("{}/session", self.base), Some(&wanted)) {
                Ok(reply) => {
                    let id = reply["sessionId"].as_str().expect("a session has an id").to_owned();
                    self.base = format!("{}/session/{id}", self.base);
                    return;
                }
                Err(reason) => assert!(start.elapsed() < PATIENCE, "no session with the app came about: {reason}"),
            }
            std::thread::park_timeout(STEP);
        }
    }

    fn get(&self, path: &str) -> Value {
        send("GET", &format!("{}/{path}", self.base), None).expect("the driver answers")
    }

    fn post(&self, path: &str, body: Value) -> Value {
        send("POST", &format!("{}/{path}", self.base), Some(&body)).expect("the driver answers")
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = send("DELETE", &self.base, None);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Waits until a question has an answer.
pub(crate) fn wait_until<T>(what: &str, mut question: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = question() {
            return answer;
        }
        assert!(start.elapsed() < PATIENCE, "{what} never came");
        std::thread::park_timeout(STEP);
    }
}

/// The process that draws the page of this app.
pub(crate) fn page_process(app: u32) -> Option<u32> {
    std::fs::read_dir("/proc").ok()?.flatten().find_map(|entry| {
        let id: u32 = entry.file_name().to_str()?.parse().ok()?;
        // `pid (name) state parent …`; the name is cut to 15 letters.
        let status = std::fs::read_to_string(entry.path().join("stat")).ok()?;
        let (name, rest) = status.split_once('(')?.1.rsplit_once(')')?;
        let mut fields = rest.split_whitespace();
        let (state, parent) = (fields.next()?, fields.next()?);
        (name == "WebKitWebProces" && state != "Z" && parent.parse() == Ok(app)).then_some(id)
    })
}

/// Waits for a program to end by itself; one that stays open is ended and fails the test.
pub(crate) fn finish(command: &mut Command) -> Output {
    let mut program = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the app can be started");
    let start = Instant::now();
    while program.try_wait().expect("the program can be waited for").is_none() {
        if start.elapsed() > PATIENCE {
            let _ = program.kill();
            panic!("the program stayed open");
        }
        std::thread::park_timeout(STEP);
    }
    program.wait_with_output().expect("what the program said")
}

/// Keeps everything the app writes inside one folder, so that a test leaves nothing behind.
fn with_own_folders<'a>(command: &'a mut Command, home: &Path) -> &'a mut Command {
    command
        .env("SEXTANT_DATA", home.join("data"))
        .env("SEXTANT_TEST_SAVE_PATH", home.join("saved"))
        .env("XDG_DATA_HOME", home.join("xdg-data"))
        .env("XDG_CONFIG_HOME", home.join("xdg-config"))
        .env("XDG_CACHE_HOME", home.join("xdg-cache"))
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        // With the app's own choice of renderer the driver never answers a request for a picture.
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "0")
        // Without an accessibility bus the start can stall.
        .env("NO_AT_BRIDGE", "1")
}

fn app() -> PathBuf {
    std::env::var_os("SEXTANT_APP")
        .map(PathBuf::from)
        .expect("SEXTANT_APP names the built app; `cargo xtask test window` sets it")
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("loopback has a free port")
        .port()
}

/// Sends one request of the WebDriver protocol and returns its `value`.
fn send(method: &str, url: &str, body: Option<&Value>) -> Result<Value, String> {
    let agent: ureq::Agent =
        ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE * 2)).build().into();
    let sent = match (method, body) {
        ("POST", Some(body)) => {
            agent.post(url).header("content-type", "application/json").send(body.to_string().as_bytes())
        }
        ("DELETE", _) => agent.delete(url).call(),
        _ => agent.get(url).call(),
    };
    let mut response = sent.map_err(|error| error.to_string())?;
    let mut text = String::new();
    response.body_mut().as_reader().read_to_string(&mut text).map_err(|error| error.to_string())?;
    let reply: Value = serde_json::from_str(&text).map_err(|error| format!("{error}: {text}"))?;
    if reply["value"]["error"].is_string() {
        return Err(reply["value"].to_string());
    }
    Ok(reply["value"].clone())
}

fn decode_base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.bytes() {
        let Some(value) = ALPHABET.iter().position(|known| *known == letter) else {
            continue;
        };
        bits = bits << 6 | u32::try_from(value).expect("the alphabet has 64 letters");
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    bytes
}
