//! WebKit's own driver over plain HTTP: one session with one program.

use std::io::Read as _;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long a program may take to show what is waited for, on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// How long to leave the processor to the program between two looks at it.
pub(crate) const STEP: Duration = Duration::from_millis(50);

/// How long the driver and the program may take to find each other.
const STARTING: Duration = Duration::from_secs(20);

/// How long a program may take to end once its driver has.
const ENDING: Duration = Duration::from_secs(5);

const MOST_STARTS: usize = 3;

/// A program under the driver. Both end with this value.
pub(crate) struct Session {
    driver: Child,
    base: String,
    began: Instant,
}

impl Session {
    /// Starts `program` under a driver that keeps everything it writes inside `home`.
    ///
    /// Now and then WebKit's driver never connects to the program it has started; then both are
    /// ended and started again.
    pub(crate) fn start(home: &Path, program: &Path, arguments: &[&str]) -> Self {
        Self::start_in(home, program, arguments, |_| ())
    }

    /// The same, in surroundings of the caller's making.
    pub(crate) fn start_in(home: &Path, program: &Path, arguments: &[&str], surround: impl Fn(&mut Command)) -> Self {
        // No browser name: the driver refuses every one for an app that is not its own browser.
        let options = json!({ "binary": program, "args": arguments });
        Self::begin_with(home, &json!({ "webkitgtk:browserOptions": options, "timeouts": timeouts() }), surround)
    }

    /// Starts the browser that the driver brings along, which is WebKitGTK with nothing of ours.
    pub(crate) fn browser(home: &Path) -> Self {
        Self::begin_with(home, &json!({ "timeouts": timeouts() }), |_| ())
    }

    fn begin_with(home: &Path, wanted: &Value, surround: impl Fn(&mut Command)) -> Self {
        let mut reason = String::new();
        for _ in 0..MOST_STARTS {
            let port = free_port();
            let mut command = Command::new("WebKitWebDriver");
            surround(keep_inside(&mut command, home));
            let driver = command
                .env("TAURI_WEBVIEW_AUTOMATION", "true")
                .arg(format!("--port={port}"))
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("WebKitWebDriver is installed; `cargo xtask` sees to it");
            let mut session = Self { driver, base: format!("http://127.0.0.1:{port}"), began: Instant::now() };
            match session.begin(wanted) {
                Ok(()) => return session,
                Err(error) => reason = error,
            }
            // Dropping the session ends the driver, but not a program it never reached.
            end(&children(session.driver.id()));
        }
        panic!("no session came about: {reason}");
    }

    /// The driver's process; what it started lies below it.
    pub(crate) fn process(&self) -> u32 {
        self.driver.id()
    }

    /// The time since the start that came about, without those before in which the driver and the
    /// program never found each other.
    pub(crate) fn age(&self) -> Duration {
        self.began.elapsed()
    }

    /// Runs script in the page and returns its value.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.post("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Runs script that ends by calling `done(value)`.
    pub(crate) fn run_async(&self, script: &str) -> Value {
        let script = format!("const done = arguments[arguments.length - 1];\n{script}");
        self.post("execute/async", &json!({ "script": script, "args": [] }))
    }

    /// Waits until the script answers `true`. While one page takes the place of another the driver may
    /// have no answer; that is looked at again, but a page that is gone for good ends the wait.
    pub(crate) fn wait_for(&self, what: &str, script: &str) {
        let look = json!({ "script": format!("return Boolean({script});"), "args": [] });
        let start = Instant::now();
        loop {
            let seen = send("POST", &format!("{}/execute/sync", self.base), Some(&look), PATIENCE * 2);
            if seen == Ok(json!(true)) {
                return;
            }
            let is_gone = seen.as_ref().is_err_and(|reason| reason.contains("invalid session id"));
            assert!(!is_gone && start.elapsed() < PATIENCE, "the window never showed {what}: {seen:?}");
            std::thread::park_timeout(STEP);
        }
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

    /// Asks the driver itself.
    pub(crate) fn get(&self, path: &str) -> Value {
        send("GET", &format!("{}/{path}", self.base), None, PATIENCE * 2).expect("the driver answers")
    }

    /// Tells the driver itself.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Value {
        send("POST", &format!("{}/{path}", self.base), Some(body), PATIENCE * 2).expect("the driver answers")
    }

    fn begin(&mut self, wanted: &Value) -> Result<(), String> {
        let wanted = json!({ "capabilities": { "alwaysMatch": wanted } });
        let start = Instant::now();
        loop {
            match send("POST", &format!("{}/session", self.base), Some(&wanted), STARTING) {
                Ok(reply) => {
                    let id = reply["sessionId"].as_str().ok_or("a session without an id")?;
                    self.base = format!("{}/session/{id}", self.base);
                    return Ok(());
                }
                Err(reason) if start.elapsed() > STARTING => return Err(reason),
                // The driver needs a moment before it listens.
                Err(_) => std::thread::park_timeout(STEP),
            }
        }
    }
}

/// How long the driver waits for a page.
fn timeouts() -> Value {
    json!({ "script": 60_000, "pageLoad": 60_000 })
}

impl Drop for Session {
    fn drop(&mut self) {
        let programs = children(self.driver.id());
        let _ = send("DELETE", &self.base, None, STARTING);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        // A program that is still there would turn the next start on its folder away.
        let asked = Instant::now();
        while programs.iter().any(|program| is_running(program)) {
            if asked.elapsed() > ENDING {
                end(&programs);
                break;
            }
            std::thread::park_timeout(STEP);
        }
    }
}

/// Keeps everything a program writes inside one folder, so that a test leaves nothing behind.
pub(crate) fn keep_inside<'a>(command: &'a mut Command, home: &Path) -> &'a mut Command {
    command
        .env("SEXTANT_DATA", home.join("data"))
        .env("SEXTANT_TEST_SAVE_PATH", home.join("saved"))
        .env("XDG_DATA_HOME", home.join("xdg-data"))
        .env("XDG_CONFIG_HOME", home.join("xdg-config"))
        .env("XDG_CACHE_HOME", home.join("xdg-cache"))
        // With the app's own choice of renderer the driver never answers a request for a picture.
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "0")
        // Without an accessibility bus the start can stall.
        .env("NO_AT_BRIDGE", "1")
}

/// The processes that this one has started, by their numbers.
fn children(parent: u32) -> Vec<String> {
    let list = std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap_or_default();
    list.split_whitespace().map(str::to_owned).collect()
}

/// Whether a process is there and not merely waiting for its end to be noted.
fn is_running(process: &str) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    status.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with('Z'))
}

fn end(processes: &[String]) {
    for process in processes {
        let _ = Command::new("kill").args(["-9", process]).status();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("loopback has a free port")
        .port()
}

/// Sends one request of the WebDriver protocol and returns its `value`.
fn send(method: &str, url: &str, body: Option<&Value>, patience: Duration) -> Result<Value, String> {
    let agent: ureq::Agent =
        ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(patience)).build().into();
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
