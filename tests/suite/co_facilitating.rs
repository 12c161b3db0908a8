//! Two consoles of one workshop: who steers from when stands in its one record, and neither types
//! over what is half typed at the other (1.4, F10).

use crate::blindness::column;
use crate::support::play::{Play, people, reveal};
use crate::support::{LIBRARY, Laptop};
use serde_json::{Value, json};
use sextant_api::door::{Caller, DoorBody, DoorInput, Method};
use sextant_api::drafts::Desk;
use sextant_domain::id::WorkshopId;
use uuid::Uuid;

const HANNA: Uuid = Uuid::from_u128(0xa);
const RUTH: Uuid = Uuid::from_u128(0xb);

fn workshop(laptop: &Laptop) -> WorkshopId {
    serde_json::from_value(json!(laptop.id)).expect("an id")
}

/// What the owner of the links tells the core.
fn note(laptop: &Laptop, id: Uuid, name: &str, giving: &str, step: &str) -> u16 {
    let note = json!({ "id": id, "name": name, "giving": giving, "step": step });
    laptop.request(Caller::Links, Method::Post, &laptop.path("consoles"), DoorInput::Json(note)).0
}

fn read(laptop: &Laptop, caller: Caller, slot: &str) -> Value {
    match laptop.request(caller, Method::Get, &laptop.path(&format!("drafts/{slot}")), DoorInput::None) {
        (200, DoorBody::Json(draft)) => draft["text"].clone(),
        other => panic!("{slot} for {caller:?}: {other:?}"),
    }
}

fn keep(laptop: &Laptop, caller: Caller, slot: &str, text: &str) -> u16 {
    let body = DoorInput::Json(json!({ "text": text }));
    laptop.request(caller, Method::Post, &laptop.path(&format!("drafts/{slot}")), body).0
}

#[test]
fn who_steers_from_when_stands_in_the_one_record_and_is_not_taken_back_by_undo() {
    let mut laptop = Laptop::new();
    laptop.send(json!({ "type": "add_team", "name": "Growth" }));
    for (giving, step) in [
        ("share", "offered"),
        ("share", "taken"),
        ("share", "ended"),
        ("hand_over", "offered"),
        ("hand_over", "taken"),
        ("hand_over", "ended"),
        ("hand_over", "offered"),
        ("hand_over", "withdrawn"),
    ] {
        laptop.clock.pass(60);
        assert_eq!(note(&laptop, HANNA, "Hanna Ó Briain", giving, step), 200);
    }
    assert_eq!(laptop.screen()["session"]["undo"], "Added a team", "a hand-over is not what undo would take back");
    laptop.send(json!({ "type": "undo" }));
    let shown = laptop.ask(json!({ "type": "who_steered" })).expect("every console may see it");
    let shown = shown["lines"].as_array().expect("lines").clone();
    laptop.stop();
    let labels = column(&laptop, "select label from journal_entries where operation like '%console' order by number");
    let told = [
        "Offered to share the workshop with Hanna Ó Briain",
        "Shared the workshop with Hanna Ó Briain",
        "Ended sharing the workshop with Hanna Ó Briain",
        "Offered to hand the workshop over to Hanna Ó Briain",
        "Handed the workshop over to Hanna Ó Briain",
        "Took the workshop back from Hanna Ó Briain",
        "Offered to hand the workshop over to Hanna Ó Briain",
        "Withdrew what was offered to Hanna Ó Briain",
    ];
    assert_eq!(labels, told);
    assert_eq!(shown.iter().map(|line| line["said"].clone()).collect::<Vec<_>>(), told);
    assert!(shown.is_sorted_by_key(|line| line["at"].as_i64()), "{shown:?}");
    let times =
        column(&laptop, "select distinct cast(at as text) from journal_entries where operation like '%console'");
    assert_eq!(times.len(), told.len(), "each with its time");
    let checkup = sextant_api::doctor::examine(&laptop.data(), 0).expect("a library");
    assert!(checkup.healthy, "the chain of entries holds: {checkup:?}");
}

#[test]
fn t2_nobody_but_the_owner_of_the_links_writes_who_steers_and_it_does_nothing_else() {
    let laptop = Laptop::new();
    let id = workshop(&laptop);
    let before = laptop.file();
    for caller in [
        LIBRARY,
        Caller::Console(id),
        Caller::Given(id, Desk::First),
        Caller::Given(id, Desk::Shared(HANNA)),
        Caller::Looking(id, Desk::First),
        Caller::Projector(id),
    ] {
        let note = json!({ "id": HANNA, "name": "Hanna", "giving": "share", "step": "taken" });
        let (status, _) = laptop.request(caller, Method::Post, &laptop.path("consoles"), DoorInput::Json(note));
        assert!([403, 409].contains(&status), "{caller:?}: {status}");
    }
    for (method, rest) in [
        (Method::Get, "console"),
        (Method::Get, "projector"),
        (Method::Get, "consoles"),
        (Method::Get, "drafts/x"),
        (Method::Post, "console"),
        (Method::Post, "seat"),
        (Method::Post, "ask"),
        (Method::Post, "export"),
    ] {
        let (status, _) = laptop.request(Caller::Links, method, &laptop.path(rest), DoorInput::Json(json!({})));
        assert_eq!(status, 403, "{rest}");
    }
    assert_eq!(laptop.file(), before);
}

#[test]
fn two_who_facilitate_together_keep_their_half_sentences_apart() {
    let laptop = Laptop::new();
    let id = workshop(&laptop);
    let (hanna, ruth) = (Caller::Given(id, Desk::Shared(HANNA)), Caller::Given(id, Desk::Shared(RUTH)));
    assert_eq!(keep(&laptop, LIBRARY, "frame.job", "Teams want to"), 200);
    assert_eq!(keep(&laptop, hanna, "frame.job", "People come for"), 200);
    assert_eq!(read(&laptop, LIBRARY, "frame.job"), "Teams want to");
    assert_eq!(read(&laptop, Caller::Console(id), "frame.job"), "Teams want to", "the host's own links are one desk");
    assert_eq!(read(&laptop, hanna, "frame.job"), "People come for");
    assert_eq!(read(&laptop, ruth, "frame.job"), Value::Null);
    let theirs = format!("console%3A{HANNA}%3Aframe.job");
    for caller in [LIBRARY, ruth] {
        let (status, answer) =
            laptop.request(caller, Method::Get, &laptop.path(&format!("drafts/{theirs}")), DoorInput::None);
        let said = format!("{answer:?}");
        assert!(!said.contains("People come for"), "{caller:?} reads past its desk: {status} {said}");
    }
    assert_eq!(note(&laptop, HANNA, "Hanna", "share", "ended"), 200);
    assert_eq!(read(&laptop, hanna, "frame.job"), Value::Null, "what was half typed there ends with the console");
    assert_eq!(read(&laptop, LIBRARY, "frame.job"), "Teams want to");
}

#[test]
fn drafts_go_along_with_a_workshop_that_is_handed_over_and_come_back_with_it() {
    let laptop = Laptop::new();
    let id = workshop(&laptop);
    keep(&laptop, LIBRARY, "frame.job", "Teams want to");
    let hanna = Caller::Given(id, Desk::First);
    assert_eq!(read(&laptop, hanna, "frame.job"), "Teams want to", "nothing is typed twice");
    assert_eq!(keep(&laptop, hanna, "frame.job", "Teams want to plan a week"), 200);
    assert_eq!(keep(&laptop, Caller::Looking(id, Desk::First), "frame.job", "over it"), 409);
    assert_eq!(read(&laptop, LIBRARY, "frame.job"), "Teams want to plan a week");
}

#[test]
fn t1b_a_ballot_half_typed_at_a_shared_console_ends_with_the_ties_too() {
    let mut laptop = Laptop::new();
    let play = Play::default();
    play.to(&laptop, "score");
    laptop.send(json!({ "type": "open_round", "scope": "all" }));
    let person = people(&laptop)[0].clone();
    let hanna = Caller::Given(workshop(&laptop), Desk::Shared(HANNA));
    for caller in [LIBRARY, hanna] {
        assert_eq!(keep(&laptop, caller, &format!("typed:1:{person}"), "3 2 1"), 200);
    }
    assert_eq!(keep(&laptop, hanna, "talk.note", "We agreed to"), 200);
    play.everybody_hands_in(&laptop);
    reveal(&laptop);
    laptop.send(json!({ "type": "end_scoring" }));
    laptop.stop();
    let left = column(&laptop, "select slot from drafts");
    assert_eq!(left, [format!("console:{HANNA}:talk.note")], "whose ballot was begun is not told by a draft");
}
