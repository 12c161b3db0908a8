//! F32: the program is upgraded or removed while it serves. What runs goes on with whole data, and
//! the new one waits its turn.

use std::fs;
<<<<<<< ours
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::host::{self, Home, fail, succeed};

const WORKSHOP: &str = "5e87a27d-0000-4000-8000-00000000000a";

/// A host that serves a library from an installed program.
struct Serving {
    child: Child,
    origin: String,
    token: String,
    sent: u32,
}

impl Serving {
    fn start(home: &Home, program: &Path) -> Self {
        let mut child = home
            .at(program, &["serve", "--listen", "127.0.0.1:0", "--json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the host can be started");
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().expect("a pipe")).read_line(&mut line).expect("a line");
        let said: Value = serde_json::from_str(&line).expect("one line of JSON");
        let console = said["console"].as_str().expect("the console's address");
        let (page, secret) = console.split_once("#k=").expect("a secret");
        let origin = page.trim_end_matches("/console.html").to_owned();
        let mut serving = Self { child, origin, token: String::new(), sent: 0 };
        let welcome = serving.post("/api/session", &json!({ "key": secret }));
        serving.token = welcome["token"].as_str().expect("a token").to_owned();
        serving
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let mut answer = agent()
            .post(format!("{}{path}", self.origin))
            .header("Origin", &self.origin)
            .header("Content-Type", "application/json")
            .header("X-Sextant-Token", &self.token)
            .send(body.to_string())
            .expect("an answer");
        let text = answer.body_mut().read_to_string().expect("text");
        assert_eq!(answer.status(), 200, "{text}");
        serde_json::from_str(&text).expect("JSON")
    }

    fn send(&mut self, path: &str, command: &Value) -> Value {
        self.sent += 1;
        let id = format!("5e87a27d-0000-4000-9000-{:04}{:08}", self.child.id() % 10_000, self.sent);
        self.post(path, &json!({ "id": id, "command": command }))
    }

    /// Adds a team; the answer is its acknowledgement.
    fn add_team(&mut self, name: &str) {
        self.send(&format!("/api/workshops/{WORKSHOP}/console"), &json!({ "type": "add_team", "name": name }));
    }

    fn teams(&self) -> Vec<String> {
        let mut answer = agent()
            .get(format!("{}/api/workshops/{WORKSHOP}/console", self.origin))
            .header("X-Sextant-Token", &self.token)
            .call()
            .expect("an answer");
        let text = answer.body_mut().read_to_string().expect("text");
        let screen: Value = serde_json::from_str(&text).expect("JSON");
        let teams = screen["view"]["teams"].as_array().expect("teams").clone();
        teams.iter().map(|team| team["name"].as_str().expect("a name").to_owned()).collect()
    }

    /// Asks it to end as a system does, and insists on an orderly end.
    fn stop(mut self) {
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
=======
use std::path::PathBuf;

use serde_json::json;

use crate::host::{self, Home, fail, succeed};
use crate::serving::Serving;

const WORKSHOP: &str = "5e87a27d-0000-4000-8000-00000000000a";

/// Adds a team; the answer is its acknowledgement.
fn add_team(serving: &mut Serving, name: &str) {
    let path = format!("/api/workshops/{WORKSHOP}/console");
    serving.send(&path, &json!({ "type": "add_team", "name": name }));
}

fn teams(serving: &Serving) -> Vec<String> {
    let teams = serving.look(WORKSHOP, "console")["view"]["teams"].as_array().expect("teams").clone();
    teams.iter().map(|team| team["name"].as_str().expect("a name").to_owned()).collect()
>>>>>>> theirs
}

/// Installs the program as a package manager does: under another name first, then in one step.
fn install(home: &Home) -> PathBuf {
    let (unpacked, installed) = (home.path("sextant-host.new"), home.path("sextant-host"));
    fs::copy(host::binary(), &unpacked).expect("the program is unpacked");
    fs::rename(unpacked, &installed).expect("and takes its name");
    installed
}

#[test]
fn f32_a_program_upgraded_or_removed_while_it_serves_keeps_every_acknowledged_change() {
    let home = Home::new();
    let program = install(&home);
    let mut old = Serving::start(&home, &program);
    let create = json!({ "id": WORKSHOP, "command": { "type": "create_workshop", "title": "Kestrel" } });
    old.post("/api/library", &create);
<<<<<<< ours
    old.add_team("before");

    install(&home);
    old.add_team("upgraded");
    let refused = fail(&mut home.at(&program, &["serve", "--listen", "127.0.0.1:0"]));
    assert!(refused.contains(&home.path("data").display().to_string()), "it says which folder is in use: {refused}");
    old.add_team("after the new one was refused");

    fs::remove_file(&program).expect("the program is removed");
    old.add_team("removed");
    assert_eq!(old.teams().len(), 4, "what runs goes on without its file");
    old.stop();

    let again = Serving::start(&home, &install(&home));
    assert_eq!(again.teams(), ["before", "upgraded", "after the new one was refused", "removed"]);
=======
    add_team(&mut old, "before");

    install(&home);
    add_team(&mut old, "upgraded");
    let refused = fail(&mut home.at(&program, &["serve", "--listen", "127.0.0.1:0"]));
    assert!(refused.contains(&home.path("data").display().to_string()), "it says which folder is in use: {refused}");
    add_team(&mut old, "after the new one was refused");

    fs::remove_file(&program).expect("the program is removed");
    add_team(&mut old, "removed");
    assert_eq!(teams(&old).len(), 4, "what runs goes on without its file");
    old.stop();

    let again = Serving::start(&home, &install(&home));
    assert_eq!(teams(&again), ["before", "upgraded", "after the new one was refused", "removed"]);
>>>>>>> theirs
    again.stop();
    succeed(&mut home.at(&program, &["doctor"]));
}

#[test]
fn f32_a_program_removed_and_then_killed_has_lost_nothing() {
    let home = Home::new();
    let program = install(&home);
    let mut old = Serving::start(&home, &program);
    let create = json!({ "id": WORKSHOP, "command": { "type": "create_workshop", "title": "Kestrel" } });
    old.post("/api/library", &create);
    fs::remove_file(&program).expect("the program is removed");
    for number in 0..20 {
<<<<<<< ours
        old.add_team(&format!("team {number}"));
    }
    drop(old);
    let again = Serving::start(&home, &install(&home));
    assert_eq!(again.teams().len(), 20);
=======
        add_team(&mut old, &format!("team {number}"));
    }
    drop(old);
    let again = Serving::start(&home, &install(&home));
    assert_eq!(teams(&again).len(), 20);
>>>>>>> theirs
}
