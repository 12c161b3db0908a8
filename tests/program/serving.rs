//! A host that serves, and the console's side of the conversation.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::host::{Home, succeed};

/// A host that serves a library from an installed program.
pub(crate) struct Serving {
    child: Child,
    origin: String,
    token: String,
    sent: u32,
}

impl Serving {
    /// Starts the program and greets it with the secret it printed.
    pub(crate) fn start(home: &Home, program: &Path) -> Self {
        Self::of(home.at(program, &["serve", "--listen", "127.0.0.1:0", "--json"]))
    }

    /// The same with another line.
    pub(crate) fn of(line: Command) -> Self {
        Self::logged(line, Stdio::null())
    }

    /// The same, with its log.
    pub(crate) fn logged(mut line: Command, log: Stdio) -> Self {
        let mut child = line.stdout(Stdio::piped()).stderr(log).spawn().expect("the host can be started");
        let lines = BufReader::new(child.stdout.as_mut().expect("a pipe")).lines();
        let line = lines.map_while(Result::ok).find(|line| line.starts_with('{')).expect("one line of JSON");
        let said: Value = serde_json::from_str(&line).expect("one line of JSON");
        let console = said["console"].as_str().expect("the console's address");
        let (page, secret) = console.split_once("#k=").expect("a secret");
        let origin = page.trim_end_matches("/console.html").to_owned();
        let mut serving = Self { child, origin, token: String::new(), sent: 0 };
        let welcome = serving.post("/api/session", &json!({ "key": secret }));
        serving.token = welcome["token"].as_str().expect("a token").to_owned();
        serving
    }

    /// Asks, and insists that it is done.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Value {
        serde_json::from_slice(&self.fetch(path, body)).expect("JSON")
    }

    /// Asks for a file.
    pub(crate) fn fetch(&self, path: &str, body: &Value) -> Vec<u8> {
        let mut answer = agent()
            .post(format!("{}{path}", self.origin))
            .header("Origin", &self.origin)
            .header("Content-Type", "application/json")
            .header("X-Sextant-Token", &self.token)
            .send(body.to_string())
            .expect("an answer");
        let bytes = answer.body_mut().read_to_vec().expect("its content");
        assert_eq!(answer.status(), 200, "{}", String::from_utf8_lossy(&bytes));
        bytes
    }

    /// Sends a command under an id of its own.
    pub(crate) fn send(&mut self, path: &str, command: &Value) -> Value {
        self.sent += 1;
        let id = format!("5e87a27d-0000-4000-9000-{:04}{:08}", self.child.id() % 10_000, self.sent);
        self.post(path, &json!({ "id": id, "command": command }))
    }

    /// What a console of this workshop, or another page of it, shows.
    pub(crate) fn look(&self, workshop: &str, surface: &str) -> Value {
        let mut answer = agent()
            .get(format!("{}/api/workshops/{workshop}/{surface}", self.origin))
            .header("X-Sextant-Token", &self.token)
            .call()
            .expect("an answer");
        serde_json::from_str(&answer.body_mut().read_to_string().expect("text")).expect("JSON")
    }

    /// What stands for the library's console.
    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// The process that serves.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to end as a system does, and insists on an orderly end.
    pub(crate) fn stop(mut self) {
        succeed(Command::new("kill").args(["-TERM", &self.child.id().to_string()]));
        assert!(self.child.wait().expect("it ends").success(), "SIGTERM is an orderly end");
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn agent() -> ureq::Agent {
    let patience = Some(Duration::from_secs(20));
    ureq::Agent::config_builder().http_status_as_error(false).timeout_global(patience).build().into()
}
