//! The built host, serving from a folder of its own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

pub(crate) struct Serving {
    pub(crate) child: Child,
    pub(crate) said: Value,
}

pub(crate) fn command(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sextant-host"));
    command.env("HOME", data).env_remove("SEXTANT_DATA").env_remove("SEXTANT_LOG");
    command
}

pub(crate) fn serve(data: &Path, more: &[&str]) -> Serving {
    let mut child = command(data)
        .args(["serve", "--json", "--data"])
        .arg(data.join("library"))
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the host starts");
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().expect("its output")).read_line(&mut line).expect("one line");
    let said = serde_json::from_str(&line).unwrap_or_else(|_| panic!("one line of JSON, not: {line}"));
    Serving { child, said }
}

impl Serving {
    pub(crate) fn word(&self, name: &str) -> &str {
        self.said[name].as_str().unwrap_or_else(|| panic!("no {name} in {}", self.said))
    }

    pub(crate) fn secret(&self) -> &str {
        self.word("console").split_once("#k=").expect("a secret behind the #").1
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.word("listen"))
    }

    pub(crate) fn send(&self, path: &str, token: Option<&str>, body: &Value) -> (u16, Value) {
        let origin = self.origin();
        let mut request = agent()
            .post(format!("{origin}{path}"))
            .header("Origin", &origin)
            .header("Content-Type", "application/json");
        if let Some(token) = token {
            request = request.header("X-Sextant-Token", token);
        }
        let mut answer = request.send(body.to_string()).expect("an answer");
        let text = answer.body_mut().read_to_string().expect("text");
        (answer.status().as_u16(), serde_json::from_str(&text).expect("JSON"))
    }

    pub(crate) fn token(&self) -> String {
        let (status, welcome) = self.send("/api/session", None, &json!({ "key": self.secret() }));
        assert_eq!(status, 200, "{welcome}");
        welcome["token"].as_str().expect("a token").to_owned()
    }

    /// Asks it to end as a system does, and gives what it said on standard error.
    #[cfg(unix)]
    pub(crate) fn stop(mut self) -> (ExitStatus, String) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(asked.is_ok_and(|status| status.success()));
        let status = self.child.wait().expect("it ends");
        let mut log = String::new();
        self.child.stderr.take().expect("its log").read_to_string(&mut log).expect("text");
        (status, log)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(20)))
        .build()
        .into()
}

pub(crate) fn one_line(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "it must fail: {said}");
    assert_eq!(said.lines().count(), 1, "one line says why, not: {said}");
    said
}
