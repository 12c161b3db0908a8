//! The built app in a window, with a folder of its own.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Instant;

use serde_json::{Value, json};

use crate::session::{self, Session};

/// A running app with a folder of its own. Both end with this value.
pub(crate) struct Window {
    session: Session,
    home: tempfile::TempDir,
}

impl Deref for Window {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl Window {
    /// Starts the app on an empty data folder.
    pub(crate) fn open() -> Self {
        Self::open_with(|_| ())
    }

    /// The same, in surroundings of the caller's making.
    pub(crate) fn open_with(surround: impl Fn(&mut Command)) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let session = Session::start_in(home.path(), &app(), &[], surround);
        Self { session, home }
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
        session::keep_inside(&mut command, self.home.path());
        command
    }

    /// Starts the app for this home without a driver; the caller ends it.
    pub(crate) fn alone(home: &Path) -> Child {
        let mut command = Command::new(app());
        session::keep_inside(&mut command, home)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the app can be started")
    }

    /// The picture of the page as PNG bytes.
    pub(crate) fn picture(&self) -> Vec<u8> {
        let encoded = self.get("screenshot");
        decode_base64(encoded.as_str().expect("a screenshot is text"))
    }

    /// The open windows, as the driver names them.
    pub(crate) fn handles(&self) -> Vec<Value> {
        self.get("window/handles").as_array().cloned().unwrap_or_default()
    }

    /// Turns to another open window.
    pub(crate) fn switch_to(&self, handle: &Value) {
        self.post("window", &json!({ "handle": handle }));
    }
}

/// Waits until a question has an answer.
pub(crate) fn wait_until<T>(what: &str, mut question: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = question() {
            return answer;
        }
        assert!(start.elapsed() < session::PATIENCE, "{what} never came");
        std::thread::park_timeout(session::STEP);
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
        if start.elapsed() > session::PATIENCE {
            let _ = program.kill();
            panic!("the program stayed open");
        }
        std::thread::park_timeout(session::STEP);
    }
    program.wait_with_output().expect("what the program said")
}

/// The built app.
pub(crate) fn app() -> PathBuf {
    std::env::var_os("SEXTANT_APP")
        .map(PathBuf::from)
        .expect("SEXTANT_APP names the built app; `cargo xtask test window` sets it")
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
