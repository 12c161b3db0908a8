//! The short path in the real app, by key presses alone.

use serde_json::{Value, json};

use crate::driver::Window;
use crate::keyboard::{CONTROL, ENTER, Keyboard, button, field, radio};

/// The id of the workshop in the address.
fn open_workshop(window: &Window) -> String {
    window.wait_for("a workshop", "document.querySelector('.rail')");
    let id = window.run("return new URLSearchParams(location.hash.slice(1)).get('w');");
    id.as_str().expect("the address names the workshop").to_owned()
}

fn screen(window: &Window, workshop: &str) -> Value {
    window.ask("GET", &format!("/api/workshops/{workshop}/console"), &json!(null))["body"].clone()
}

fn send(window: &Window, workshop: &str, number: usize, command: &Value) -> Value {
    let id = format!("0190b0c0-0000-4000-8000-{number:012}");
    let path = format!("/api/workshops/{workshop}/console");
    let answer = window.ask("POST", &path, &json!({ "id": id, "command": command }));
    assert_eq!(answer["status"], json!(200), "{command} was refused: {answer}");
    answer["body"].clone()
}

/// Waits for what the core knows, which is where a typed answer has to arrive.
fn known(window: &Window, workshop: &str, what: &str, holds: impl Fn(&Value) -> bool) {
    crate::driver::wait_until(what, || holds(&screen(window, workshop)["view"]).then_some(()));
}

fn has_text(words: &str) -> String {
    format!("document.body.innerText.includes({})", json!(words))
}

/// R10: from the empty library to an agreed line, and everything is there after a reload.
#[test]
fn a_workshop_typed_by_keys_is_there_after_a_reload() {
    let window = Window::open();
    let keys = Keyboard(&window);
    window.wait_for("the library", &button("New workshop"));
    keys.press(&["n"]);
    window.wait_for("the question for a title", "document.activeElement.matches('input, textarea')");
    keys.write("Where we are going");
    keys.press(&[ENTER]);
    let workshop = open_workshop(&window);

    for (count, name) in ["Mia", "Jon"].into_iter().enumerate() {
        keys.answer(&field(if count == 0 { "First person" } else { "Next person" }), name);
        known(&window, &workshop, name, |view| view["people"].as_array().is_some_and(|all| all.len() == count + 1));
    }
    keys.pick(&radio("Mia is the Decider"));
    keys.pick(&radio("Anonymous"));
    keys.pick(&radio("Pass the keyboard"));
    known(&window, &workshop, "privacy and channel", |view| {
        view["head"]["privacy"] == json!("anonymous") && view["head"]["ballotChannel"] == json!("passed_keyboard")
    });
    keys.activate(&button("Go on without them, with a reason"));
    window.wait_for("the question why", "document.activeElement.matches('input, textarea')");
    keys.write("They read the brief.");
    keys.press(&[ENTER]);
    known(&window, &workshop, "why they are missing", |view| {
        view["waivers"].as_array().is_some_and(|all| !all.is_empty())
    });
    keys.answer(&field("Name of the company"), "Slotwell");
    known(&window, &workshop, "the company", |view| view["head"]["scopeName"] == json!("Slotwell"));

    keys.rest();
    keys.press(&[CONTROL, ENTER]);
    window.wait_for("the question before going on", &button("Begin with Frame?"));
    keys.press(&[CONTROL, ENTER]);
    known(&window, &workshop, "Frame", |view| view["head"]["stage"] == json!("frame"));
    window.wait_for("the first question", &field("The first group"));
    keys.rest();
    keys.press(&["n"]);
    let line = "book a meeting without writing back and forth";
    keys.answer(&field("Agreed sentence"), line);
    known(&window, &workshop, "the agreed line", |view| view["frame"].to_string().contains(line));

    window.post("refresh", &json!({}));
    assert_eq!(open_workshop(&window), workshop, "the same workshop is open");
    window.wait_for("the title", &has_text("Where we are going"));
    let view = screen(&window, &workshop)["view"].clone();
    assert_eq!(view["head"]["stage"], json!("frame"));
    assert_eq!(view["people"].as_array().map(Vec::len), Some(2));
    window.wait_for("the agreed line", &format!("document.body.outerHTML.includes({0}) || [...document.querySelectorAll('textarea, input')].some((one) => one.value.includes({0}))", json!(line)));
}

/// The sample shows the map and the printed page, and the projector follows the console.
#[test]
fn the_sample_shows_its_map_and_its_brief_and_the_projector_stands_where_the_room_is() {
    let window = Window::open();
    let keys = Keyboard(&window);
    window.wait_for("the library", &button("Open the sample"));
    keys.press(&["e"]);
    let workshop = open_workshop(&window);

    keys.activate("[...document.querySelectorAll('.rail button.go')].find((one) => one.innerText.includes('Score'))");
    window.wait_for("Score", "location.hash.includes('s=score')");
    keys.press(&["g"]);
    keys.press(&["b"]);
    window.wait_for("the disagreement map", "document.querySelectorAll('table.dmap td svg').length > 20");

    keys.activate("[...document.querySelectorAll('.rail button.go')].find((one) => one.innerText.includes('Brief'))");
    window.wait_for("the preview", "document.querySelector('iframe')?.srcdoc.length > 10000");
    let frame = window.post("element", &json!({ "using": "css selector", "value": "iframe" }));
    window.post("frame", &json!({ "id": frame }));
    window.wait_for("the star in the preview", &has_text("Weekly active accounts that booked 5+ meetings"));
    // The page's policy lets the frame have its own style sheet, and nothing else (T8).
    let heading = "getComputedStyle(document.querySelector('h1')).fontFamily";
    let styled = window.run(&format!("return {heading};"));
    assert!(styled.as_str().is_some_and(|family| family.contains("Newsreader")), "the preview has its style: {styled}");
    window.post("frame", &json!({ "id": null }));

    let console = window.get("window");
    keys.activate(&button("Open the projector window"));
    let projector =
        crate::driver::wait_until("the projector", || window.handles().into_iter().find(|handle| *handle != console));
    let stage = screen(&window, &workshop)["view"]["head"]["stage"].clone();
    window.switch_to(&projector);
    window.wait_for("the projector's page", "document.querySelector('main .top span')");
    let shown = window.ask("GET", &format!("/api/workshops/{workshop}/projector"), &json!(null))["body"].clone();
    assert_eq!(shown["stage"], stage, "console and projector stand at one stage");
    let label = shown["stageLabel"].as_str().expect("a stage has a name").to_owned();
    window.wait_for("the stage's name", &has_text(&label));
}

/// R53, T1: while somebody else has the keyboard, the console's text is not in the page.
#[test]
fn a_passed_keyboard_takes_the_console_out_of_the_page_and_gives_it_back() {
    let window = Window::open();
    let keys = Keyboard(&window);
    window.wait_for("the library", &button("New workshop"));
    keys.press(&["n"]);
    window.wait_for("the question for a title", "document.activeElement.matches('input, textarea')");
    keys.write("Behind the curtain");
    keys.press(&[ENTER]);
    let workshop = open_workshop(&window);
    let answers = json!({ "title": "Behind the curtain", "scope": "company", "scopeName": "Slotwell", "parentStar": "",
        "path": "standard", "solo": false, "privacy": "anonymous", "ballotChannel": "passed_keyboard",
        "namesInLobby": false });
    let mut commands = vec![json!({ "type": "answer_set_up", "answers": answers })];
    for (name, roles) in [("Mia", json!(["contributor", "decider"])), ("Jon", json!(["contributor"]))] {
        let participant = json!({ "name": name, "discipline": "product", "roles": roles });
        commands.push(json!({ "type": "add_participant", "participant": participant }));
    }
    let secret = "only the console knows this strategy";
    commands.push(json!({ "type": "advance", "note": "the rest is known" }));
    commands.push(json!({ "type": "answer_frame", "question": "strategy", "text": secret }));
    commands.push(json!({ "type": "advance", "note": "the rest is known" }));
    for (number, command) in commands.iter().enumerate() {
        send(&window, &workshop, number, command);
    }
    window.wait_for("the stage", &has_text("Write alone"));
    window.post("refresh", &json!({}));
    window.wait_for("the stage again", "document.querySelector('h1')?.innerText.includes('Write alone')");

    keys.press(&["h"]);
    window.wait_for("the curtain", "document.querySelector('[role=dialog]')");
    window.wait_for("the console gone", "document.querySelector('.rail') === null");
    let page = window.run("return document.documentElement.outerHTML;");
    for text in [secret, "Behind the curtain", "Facilitator script"] {
        assert!(!page.as_str().expect("a page").contains(text), "“{text}” is still in the page");
    }
    assert_ne!(screen(&window, &workshop)["surface"], json!("console"), "the core withholds the console");
    assert!(!screen(&window, &workshop).to_string().contains(secret), "no answer carries the console's text");

    keys.activate(&button("Facilitator: take it back"));
    keys.press(&[ENTER]);
    window.wait_for("the console again", "document.querySelector('.rail')");
    assert_eq!(screen(&window, &workshop)["surface"], json!("console"));
    window.wait_for("the title", &has_text("Behind the curtain"));
}
