//! T1 over the window's own wire: every answer and every word of a change that the app sends to the
//! console's page and to the projector's, and every line it logs at its most talkative, is searched
//! for what people write alone, before it is shown and after.

use std::path::Path;

use serde_json::{Value, json};

use crate::driver::{Window, wait_until};
use crate::support::play::{PEOPLE, Play, sentence};
use crate::support::{Laptop, leaks};

/// Keeps every byte that comes over the window's wire, in the page that gets it. The wire is a
/// scheme of its own that is read with `fetch`; word of changes comes as an event.
const TAP: &str = "
    window.tapped = [];
    const plain = window.fetch;
    window.fetch = async (...asked) => {
        const answer = await plain(...asked);
        const path = String(asked[0] instanceof Request ? asked[0].url : asked[0]);
        window.tapped.push(path + ' ' + await answer.clone().text());
        return answer;
    };
    const handler = window.__TAURI_INTERNALS__.transformCallback((told) => window.tapped.push(JSON.stringify(told)));
    window.__TAURI_INTERNALS__.invoke('plugin:event|listen', { event: 'change', target: { kind: 'Any' }, handler })
        .then(() => done(true), (reason) => done(String(reason)));
";

fn canary(place: usize) -> String {
    format!("heron{place}nest")
}

fn canaries() -> Vec<String> {
    (0..200).map(canary).collect()
}

/// The app with one console and one projector, both tapped, and the workshop of a file.
struct Scene<'a> {
    window: &'a Window,
    workshop: String,
    console: Value,
    projector: Value,
    sent: std::cell::Cell<u32>,
}

impl<'a> Scene<'a> {
    fn open(window: &'a Window, stage: &str, sent: u32) -> Self {
        let laptop = Laptop::new();
        Play { action: |place| format!("finished plan number {place}"), ..Play::default() }.to(&laptop, stage);
        let file = String::from_utf8(laptop.file()).expect("a workshop file is text");
        let import = format!(
            "window.__TAURI_INTERNALS__.invoke('upload', new TextEncoder().encode({}), \
             {{ headers: {{ 'x-path': '/api/import' }} }}).then(done, (reason) => done({{ refused: reason }}));",
            json!(file)
        );
        let taken = window.run_async(&import);
        let workshop = taken["workshopId"].as_str().unwrap_or_else(|| panic!("not taken in: {taken}")).to_owned();
        window.run(&format!("location.hash = '#w={workshop}';"));
        window.wait_for("the workshop", "document.querySelector('.rail')");
        let console = window.get("window");
        let before = window.handles();
        window.call("open_projector", &json!({ "workshopId": workshop }));
        let projector = wait_until("the projector", || window.handles().into_iter().find(|one| !before.contains(one)));
        let scene = Self { window, workshop, console, projector, sent: std::cell::Cell::new(sent) };
        for page in [&scene.projector, &scene.console] {
            window.switch_to(page);
            window.wait_for("a page", "document.body.innerText.trim().length > 0");
            assert_eq!(window.run_async(TAP), json!(true), "the tap is in");
        }
        scene
    }

    /// One request of the console's page.
    fn post(&self, surface: &str, body: &Value) -> Value {
        let path = format!("/api/workshops/{}/{surface}", self.workshop);
        self.window.ask("POST", &path, body)
    }

    fn send(&self, surface: &str, command: &Value) -> Value {
        self.sent.set(self.sent.get() + 1);
        let id = format!("0190b0c0-0000-4000-9000-{:012}", self.sent.get());
        let answer = self.post(surface, &json!({ "id": id, "command": command }));
        assert_eq!(answer["status"], json!(200), "{command} was refused: {answer}");
        answer["body"].clone()
    }

    fn screen(&self) -> Value {
        let path = format!("/api/workshops/{}/console", self.workshop);
        self.window.ask("GET", &path, &json!(null))["body"].clone()
    }

    /// What came to a page since it was asked last. The page has asked for its view again by then.
    fn came_to(&self, page: &Value) -> String {
        self.window.switch_to(page);
        // Two rounds of the page's own: a change is told, and the page asks for what is new.
        self.window.run_async("setTimeout(done, 250);");
        let tapped = self.window.run("return window.tapped.splice(0);");
        self.window.switch_to(&self.console);
        let lines = tapped.as_array().expect("a list").iter().filter_map(Value::as_str);
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Both pages' bytes since the last time, by name.
    fn came(&self) -> Vec<(String, String)> {
        vec![
            ("the projector's wire".to_owned(), self.came_to(&self.projector)),
            ("the console's wire".to_owned(), self.came_to(&self.console)),
        ]
    }

    fn people(&self) -> Vec<String> {
        let screen = self.screen();
        let people = screen["view"]["people"].as_array().expect("a console").clone();
        people.iter().map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
    }
}

/// Every file below a folder that is a log.
fn logs(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(logs(&path));
        } else if path.extension().is_some_and(|ending| ending == "log") {
            found.push((
                "the log".to_owned(),
                String::from_utf8_lossy(&std::fs::read(&path).expect("a log")).into_owned(),
            ));
        }
    }
    found
}

/// An app that logs all it can.
fn talkative() -> Window {
    let window = Window::open_with(|command| {
        command.env("SEXTANT_LOG", "trace");
    });
    window.wait_for("its page", "document.body.innerText.trim().length > 0");
    window
}

#[test]
fn t1_what_people_write_alone_comes_over_no_other_wire_and_into_no_log_until_writing_ends() {
    let window = talkative();
    let scene = Scene::open(&window, "write", 0);
    let nothing = Vec::<String>::new();
    for (seat, person) in scene.people().iter().enumerate() {
        scene.send("console", &json!({ "type": "hand_keyboard", "participantId": person }));
        scene.send("seat", &json!({ "type": "accept_keyboard" }));
        for place in 0..3 {
            let sentence = sentence(&canary(seat * 3 + place));
            scene.send("seat", &json!({ "type": "add_candidate", "sentence": sentence }));
        }
        let own: Vec<_> = canaries().into_iter().filter(|word| (0..3).any(|n| *word == canary(seat * 3 + n))).collect();
        let others: Vec<_> = canaries().into_iter().filter(|word| !own.contains(word)).collect();
        let came = scene.came();
        assert_eq!(leaks(&came[..1], &canaries()), nothing, "the wall while somebody writes");
        assert_eq!(leaks(&came[1..], &others), nothing, "somebody else's words at this keyboard");
        assert!(!leaks(&came[1..], &own).is_empty(), "the tap sees what comes over the wire");
        scene.send("seat", &json!({ "type": "leave_keyboard" }));
        // The answer to leaving is the curtain, and so is everything after it.
        assert_eq!(leaks(&scene.came(), &canaries()), nothing, "the curtain");
    }
    scene.send("console", &json!({ "type": "take_back_keyboard" }));
    scene.window.run("location.hash += '&s=write';");
    let mut came = scene.came();
    assert_eq!(leaks(&came, &canaries()), nothing, "the console before writing ends");
    assert_eq!(leaks(&logs(&window.data_folder()), &canaries()), nothing);

    // The same search finds a word that slips into one view of the wall, and one in the log.
    came[0].1.push_str(&format!(r#"{{"progress":{{"median":"{}"}}}}"#, canary(4)));
    assert_eq!(leaks(&came, &canaries()), vec![format!("the projector's wire holds {}", canary(4))]);
    let mut lines = logs(&window.data_folder());
    assert!(!lines.is_empty(), "there is a log");
    lines[0].1.push_str(&canary(5));
    assert_eq!(leaks(&lines, &canaries()), vec![format!("the log holds {}", canary(5))]);

    scene.send("console", &json!({ "type": "advance", "note": "" }));
    let came = scene.came();
    assert!(!leaks(&came[1..], &canaries()).is_empty(), "everything is shown at once");
    assert_eq!(
        leaks(&logs(&window.data_folder()), &canaries()),
        nothing,
        "a log holds nothing of it afterwards either"
    );
}

#[test]
fn t1_marks_and_reasons_come_over_no_other_wire_and_into_no_log_until_the_reveal() {
    let window = talkative();
    let scene = Scene::open(&window, "score", 0);
    let nothing = Vec::<String>::new();
    scene.send("console", &json!({ "type": "open_round", "scope": "all" }));
    let play = Play {
        mark: |seat, cell| ["0", "1", "2", "3"][(seat + cell) % 4],
        reason: |seat, _| canary(seat),
        ..Play::default()
    };
    let everybody = scene.people();
    assert_eq!(everybody.len(), PEOPLE.len());
    for (seat, person) in everybody.iter().enumerate() {
        scene.send("console", &json!({ "type": "hand_keyboard", "participantId": person }));
        let screen = scene.send("seat", &json!({ "type": "accept_keyboard" }));
        let slot = format!("drafts/ballot%3A1%3A{person}");
        scene.post(&slot, &json!({ "text": format!("half a thought of {}", canary(seat)) }));
        scene.send("seat", &json!({ "type": "submit_ballot", "scores": play.ballot(seat, &screen) }));
        // Whoever sits here may have been shown their own half-typed words again, and nobody else's.
        let others: Vec<_> = canaries().into_iter().filter(|word| *word != canary(seat)).collect();
        let came = scene.came();
        assert_eq!(leaks(&came[..1], &canaries()), nothing, "the wall while {seat} marks");
        assert_eq!(leaks(&came[1..], &others), nothing, "somebody else's words at the keyboard of {seat}");
        // From here on it is the curtain, also for a page that asks again.
        scene.screen();
        assert_eq!(leaks(&scene.came(), &canaries()), nothing, "after {seat} handed in");
    }
    scene.send("console", &json!({ "type": "take_back_keyboard" }));
    scene.send("console", &json!({ "type": "close_round", "note": "" }));
    let mut came = scene.came();
    assert_eq!(leaks(&came, &canaries()), nothing, "before the reveal");
    assert_eq!(leaks(&logs(&window.data_folder()), &canaries()), nothing);
    came[0].1.push_str(&format!(r#"{{"progress":{{"median":"{}"}}}}"#, canary(2)));
    assert_eq!(leaks(&came, &canaries()), vec![format!("the projector's wire holds {}", canary(2))]);
    scene.send("console", &json!({ "type": "reveal_round" }));
    assert!(!leaks(&scene.came()[1..], &canaries()).is_empty(), "the reveal shows them");
    assert_eq!(
        leaks(&logs(&window.data_folder()), &canaries()),
        nothing,
        "a log holds nothing of it afterwards either"
    );
}
