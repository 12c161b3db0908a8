//! What a phone shows, in a WebKitGTK that carries nothing of ours, in a room of the built host.
//! `cargo xtask test window` runs it.
//!
//! The browser is the one that WebKit's driver brings along. Phones with Chromium are played in
//! `ui/e2e`; a real iPhone is tried by hand.

#[expect(dead_code, reason = "the program's own tests ask for more of it")]
#[path = "../program/host.rs"]
mod host;
#[expect(dead_code, reason = "a phone is tapped, so Tab and single keys are left to the window")]
#[path = "../webdriver/keyboard.rs"]
mod keyboard;
#[expect(dead_code, reason = "the program's own tests ask for more of it")]
#[path = "../program/serving.rs"]
mod serving;
#[expect(dead_code, reason = "the window and the benchmarks ask for more of it")]
#[path = "../webdriver/session.rs"]
mod session;

use std::net::TcpListener;
use std::panic::{catch_unwind, resume_unwind};
use std::process::Command;
use std::time::{Duration, Instant};

use host::{Home, succeed};
use keyboard::{Keyboard, button, field};
use serde_json::{Value, json};
use serving::Serving;
use session::{PATIENCE, STEP, Session};

const WORKSHOP: &str = "5e87a27d-0000-4000-8000-0000000000f3";

/// The host with one workshop, whose phones always come to the same port.
struct Room {
    home: Home,
    port: u16,
    serving: Serving,
}

impl Room {
    fn start() -> Self {
        let home = Home::new();
        // The listener is gone by the end of the line, and nobody else here asks for its port.
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = free.expect("loopback has a free port").port();
        let serving = serve(&home, port);
        let create = json!({ "id": WORKSHOP, "command": { "type": "create_workshop", "title": "Kestrel" } });
        serving.post("/api/library", &create);
        let mut room = Self { home, port, serving };
        let answers = json!({
            "title": "Kestrel", "scope": "company", "scopeName": "Kestrel", "parentStar": "", "path": "standard",
            "solo": false, "privacy": "anonymous", "ballotChannel": "own_device", "namesInLobby": false,
        });
        room.does(&json!({ "type": "answer_set_up", "answers": answers }));
        let decider = json!({ "name": "Mia", "discipline": "product", "roles": ["contributor", "decider"] });
        room.does(&json!({ "type": "add_participant", "participant": decider }));
        room
    }

    /// A command of the facilitator.
    fn does(&mut self, command: &Value) -> Value {
        self.serving.send(&format!("/api/workshops/{WORKSHOP}/console"), command)
    }

    /// Opens the room and names the link behind its code.
    fn open(&mut self) -> String {
        let screen = self.does(&json!({ "type": "room", "room": { "type": "open", "address": null } }));
        screen["session"]["room"]["announcement"]["link"].as_str().expect("an open room").to_owned()
    }

    fn close(&mut self) {
        self.does(&json!({ "type": "room", "room": { "type": "close" } }));
    }

    /// Asks everybody one question of the frame.
    fn ask(&mut self) {
        self.does(&json!({ "type": "advance", "note": "" }));
        self.does(&json!({ "type": "ask_frame", "question": "value_moment" }));
    }

    /// The program dies as in a power cut.
    fn dies(&self) {
        succeed(Command::new("kill").args(["-9", &self.serving.process().to_string()]));
    }

    /// The program is started again, on the same folder and for the same phones.
    fn starts_again(&mut self) {
        self.serving = serve(&self.home, self.port);
    }

    /// Waits until the facilitator's own page holds what is waited for.
    fn knows(&self, what: &str, holds: impl Fn(&Value) -> bool) {
        let start = Instant::now();
        while !holds(&self.serving.look(WORKSHOP, "console")) {
            assert!(start.elapsed() < PATIENCE, "the host never knew {what}");
            std::thread::park_timeout(STEP);
        }
    }

    /// Waits for this many answers to the question, from one seat and no more.
    fn has_answers(&self, count: u64) {
        self.knows("the answers", |screen| screen["view"]["frameAsks"][0]["answered"] == json!(count));
        let screen = self.serving.look(WORKSHOP, "console");
        assert_eq!(screen["session"]["room"]["seats"].as_array().map(Vec::len), Some(1), "one phone, one seat");
    }
}

fn serve(home: &Home, port: u16) -> Serving {
    let phones = format!("127.0.0.1:{port}");
    let line = ["serve", "--listen", "127.0.0.1:0", "--json", "--join-listen", &phones];
    Serving::of(home.at(&host::binary(), &line))
}

/// A browser of a phone's height, and as narrow as it can be made.
struct Phone {
    browser: Session,
}

impl Phone {
    fn start(room: &Room) -> Self {
        let own = room.home.path("phone");
        std::fs::create_dir(&own).expect("a folder for what the browser keeps");
        let browser = Session::browser(&own);
        browser.post("window/rect", &json!({ "width": 390, "height": 844 }));
        Self { browser }
    }

    /// Opens the link, says a name and what it speaks for, and sits down.
    fn joins(&self, link: &str, name: &str) {
        self.goes_to(link);
        self.shows("Who shall we say is here?");
        let address = self.browser.get("url");
        assert!(!address.as_str().expect("an address").contains('#'), "the secret stays in no address");
        self.taps(&field("Name, or any alias"));
        self.types(name);
        self.taps(&button("Sales"));
        self.taps(&button(&format!("Join as {name}")));
    }

    fn goes_to(&self, address: &str) {
        self.browser.post("url", &json!({ "url": address }));
    }

    /// Presses on the middle of what a script finds, as a finger does.
    fn taps(&self, control: &str) {
        self.browser.wait_for(control, control);
        let found = self.browser.run(&format!("return {control};"));
        let element = found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str);
        self.browser.post(&format!("element/{}/click", element.expect("a control is an element")), &json!({}));
    }

    /// Types into the field that was tapped.
    fn types(&self, text: &str) {
        Keyboard(&self.browser).write(text);
    }

    fn shows(&self, words: &str) {
        self.browser.wait_for(words, &format!("document.body?.innerText.includes({})", json!(words)));
    }

    /// Waits until the field for the answer holds exactly this text.
    fn holds(&self, text: &str) {
        let answer = field("Your answer");
        self.browser.wait_for(text, &format!("{answer}?.value === {}", json!(text)));
    }

    fn loads_again(&self) {
        self.browser.post("refresh", &json!({}));
    }

    /// What this page has to be, wherever it stands: as wide as the screen and no wider.
    fn fits(&self) {
        let wider = "document.documentElement.scrollWidth > innerWidth";
        assert_eq!(self.browser.run(&format!("return {wider};")), json!(false), "the page is wider than the screen");
    }
}

/// WebKitGTK 2.50.6 may end its own page process (a failed `RELEASE_ASSERT` of `CheckedRef.h`, while it
/// collects garbage) when a page that just changed is clicked on and loaded again at once. That is no
/// answer of ours, so the phone begins anew; a pause before the reload keeps that engine alive.
#[test]
fn f38_a_phone_with_webkit_is_in_its_seat_again_after_a_reload_with_what_was_typed_and_sent() {
    let at_once = Duration::ZERO;
    for pause in [at_once, at_once, at_once, Duration::from_secs(2)] {
        let Err(why) = catch_unwind(|| reloads_after(pause)) else { return };
        let words = why.downcast_ref::<String>().map_or("", String::as_str);
        if !["page crash or hang", "invalid session id"].iter().any(|death| words.contains(death)) {
            resume_unwind(why);
        }
        println!("the browser's page process died; the phone begins anew");
    }
    reloads_after(Duration::from_secs(4));
}

/// Types, loads the page again after the pause, and sends.
fn reloads_after(pause: Duration) {
    let mut room = Room::start();
    let link = room.open();
    let phone = Phone::start(&room);
    phone.joins(&link, "Hanna");
    phone.shows("Look at the big screen");
    phone.fits();
    room.knows("who is there", |screen| screen["session"]["room"]["seats"][0]["present"] == json!(true));

    room.ask();
    phone.shows("When does a customer actually get what they came for?");
    phone.fits();
    // Away and back by the address alone, which carries no secret any more.
    let address = format!("http://127.0.0.1:{}/", room.port);
    phone.goes_to(&format!("{address}reach"));
    phone.shows("This phone reaches the computer.");
    phone.goes_to(&address);
    let answer = field("Your answer");
    phone.taps(&answer);
    phone.types("The second time");
    // At once, if it can be: what was typed is not to wait for a pause in the typing.
    std::thread::park_timeout(pause);
    phone.loads_again();
    phone.holds("The second time");
    phone.taps(&answer);
    // A tap puts the caret where the finger was.
    phone.browser.run(&format!("{answer}.setSelectionRange(1e6, 1e6);"));
    phone.types(" they book");
    phone.taps(&button("Send my answer"));
    phone.shows("Your answer is in.");
    room.has_answers(1);
    phone.loads_again();
    phone.shows("Your answer is in.");
    phone.holds("The second time they book");
    room.has_answers(1);
}

#[test]
fn f47_a_phone_with_webkit_comes_back_by_itself_when_the_room_was_closed_or_its_program_died() {
    let mut room = Room::start();
    let link = room.open();
    room.ask();
    let phone = Phone::start(&room);
    phone.joins(&link, "Jonas");
    let answer = field("Your answer");
    phone.taps(&answer);
    phone.types("When it rings");

    room.close();
    phone.shows("The room is closed.");
    room.open();
    phone.holds("When it rings");

    room.dies();
    phone.taps(&button("Send my answer"));
    phone.shows("Your answer is kept here and goes by itself.");
    // What waits for the room outlives the page.
    room.starts_again();
    room.open();
    phone.shows("Your answer is in.");
    phone.holds("When it rings");
    room.has_answers(1);
}
