//! P2 and P4 with a room: the window's memory with 300 phones in its room, and from a key press to
//! the painted answer while they hear every change. `cargo xtask bench live` builds the app, brings
//! a display and runs this.
//!
//! Phones are sockets of another process, each from an address of its own below 127, so that no
//! limit is switched off. Every one has a ballot in the map: 40 candidates, six criteria, 300 people.

#[path = "room/crowd.rs"]
#[expect(dead_code, reason = "the figures of the room ask more of a crowd")]
mod crowd;
#[path = "../webdriver/keyboard.rs"]
#[expect(dead_code, reason = "the tests of the window press more keys")]
mod keyboard;
mod page;
mod processes;
mod reveal;
#[path = "../webdriver/session.rs"]
#[expect(dead_code, reason = "the tests of the window ask more of a session")]
mod session;
mod windows;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use crowd::{Crowd, Heard, join};
use page::Pages;
use serde_json::{Value, json};
use session::Session;

const TEAM: usize = 300;

fn main() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    // First, and alone: shared pages are counted in parts.
    let bare = bare_window();
    let home = tempfile::tempdir().expect("a temporary folder");
    let session = windows::app(home.path(), &path_in("SEXTANT_APP"));
    session.wait_for("its first screen", "document.body.innerText.trim()");
    let mut script = reveal::Script::create(&session);
    script.send(&json!({ "type": "add_participant", "participant": {
        "name": "Mia", "discipline": "product", "roles": ["contributor", "decider"] } }));
    session.run(&format!("location.hash = 'w={}';", script.workshop));
    let address = an_address(&session.ask(
        "POST",
        &format!("/api/workshops/{}/ask", script.workshop),
        &json!({ "query": { "type": "room_addresses" } }),
    ));
    list("before the room", &session);
    script.send(&json!({ "type": "room", "room": { "type": "open", "address": address } }));
    let (at, secret) = door(&script.send(&json!({ "type": "room", "room": { "type": "lobby", "lobby": false } })));

    let mut crowd = Crowd::at(at);
    let missing = runtime.block_on(async {
        for seat in join(at, &secret, TEAM).await {
            crowd.connect(&seat, Duration::ZERO);
        }
        crowd.hear(Heard::Room, TEAM).await
    });
    assert_eq!(missing, 0, "everybody is in the room");
    std::thread::park_timeout(Duration::from_secs(5));
    let joined = processes::mebibytes_below(session.process());
    println!("P2 {TEAM} joined: app {joined:.0} MiB, bare window {bare:.0} MiB");
    list("with the room", &session);
    let extra = joined - bare;
    let verdict = if extra <= 80.0 { "meets" } else { "misses" };
    println!("P2 room open, {TEAM} joined, app - bare window: {extra:.0} MiB, {verdict} the ship bar of 80 MiB");

    script.reveal();
    reveal::show_map(&session, &script.workshop);
    let ours = reveal::measure(&session, "n", ".focuscell");
    let answer = script.send(&json!({ "type": "room", "room": { "type": "lobby", "lobby": true } }));
    let seats = answer["session"]["room"]["seats"].as_array().expect("seats").iter();
    assert_eq!(seats.filter(|seat| seat["present"] == json!(true)).count(), TEAM, "everybody is still there");
    let at_reveal = processes::mebibytes_below(session.process());
    println!("at the reveal of {TEAM} ballots: app - bare window {:.0} MiB", at_reveal - bare);
    list("at the reveal", &session);
    reveal::show_bare_page(&session);
    let bare = reveal::measure(&session, "x", "#bare");
    reveal::report("reveal, 300 phones", &ours);
    reveal::report("bare page", &bare);
    reveal::verdict(&ours);
    crowd.cut();
}

/// Prints where the memory is, program by program.
fn list(moment: &str, session: &Session) {
    let programs = processes::by_program(session.process());
    let each: Vec<_> = programs.iter().map(|(name, size)| format!("{name} {size:.0}")).collect();
    println!("  {moment}, MiB: {}", each.join(", "));
}

/// An address of this computer that phones with an address below 127 reach.
fn an_address(answer: &Value) -> Value {
    let addresses = answer["body"]["addresses"].as_array().expect("a list");
    let found =
        addresses.iter().map(|each| &each["address"]).find(|each| each.as_str().is_some_and(|a| a.contains('.')));
    found.cloned().expect("this computer is on a network with IPv4")
}

/// Where phones knock, and the word that lets them in.
fn door(answer: &Value) -> (SocketAddr, String) {
    let link = answer["session"]["room"]["announcement"]["link"].as_str();
    let link = link.unwrap_or_else(|| panic!("no room is open: {}", answer["session"]["room"]));
    let (origin, secret) = link.split_once("/#").expect("a secret");
    (origin.trim_start_matches("http://").parse().expect("an address"), secret.to_owned())
}

/// Memory of the bare window with the same page.
fn bare_window() -> f64 {
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let pages = Pages::serve(path_in("SEXTANT_PAGES"));
    let session = windows::bare(elsewhere.path());
    session.post("url", &json!({ "url": pages.address("console.html") }));
    session.wait_for("its first screen", "document.readyState === 'complete' && document.body.innerText.trim()");
    std::thread::park_timeout(Duration::from_secs(2));
    list("the bare window", &session);
    processes::mebibytes_below(session.process())
}

fn path_in(variable: &str) -> PathBuf {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .unwrap_or_else(|| panic!("{variable} is not set; `cargo xtask bench live` sets it"))
}
