//! A rehearsal: simulated people do what people do, on a clock that moves when the test says so.

use crate::support::play::{challenge, clarify, people, reveal, settle};
use crate::support::{Laptop, leaks};
use serde_json::{Value, json};

fn rehearsal() -> Laptop {
    let mut laptop = Laptop::bare();
    let reply = laptop.library(json!({ "type": "start_rehearsal" }));
    laptop.id = reply["workshopId"].as_str().expect("it was made").to_owned();
    laptop.view();
    laptop
}

/// So many seconds go by, beat by beat.
fn pass(laptop: &Laptop, seconds: u64) {
    for _ in 0..seconds.div_ceil(5) {
        laptop.door().api().rehearse();
        laptop.clock.pass(5);
    }
    laptop.door().api().rehearse();
}

fn go_on(laptop: &Laptop) {
    laptop.send(json!({ "type": "advance", "note": "We go on." }));
}

fn round(laptop: &Laptop) -> Value {
    let rounds = laptop.view()["score"]["rounds"].clone();
    rounds.as_array().and_then(|rounds| rounds.last()).expect("a round").clone()
}

#[test]
fn a_rehearsal_has_eight_people_on_seats_of_their_own_and_says_what_it_is() {
    let laptop = rehearsal();
    assert_eq!(people(&laptop).len(), 8);
    let line = laptop.shelf()["workshops"][0].clone();
    assert_eq!(line["rehearsal"], json!(true));
    assert!(line["title"].as_str().is_some_and(|title| title.starts_with("Rehearsal")));
    pass(&laptop, 5);
    let seats = laptop.screen()["session"]["room"]["seats"].clone();
    assert_eq!(seats.as_array().map(Vec::len), Some(8));
    for format in ["markdown", "html"] {
        let brief = String::from_utf8(laptop.export(format, "wide")).expect("text");
        assert!(brief.contains("its people are simulated, and nothing in it was decided"), "{format}");
    }
    let again = Laptop::with(&laptop.file());
    assert_eq!(again.shelf()["workshops"][0]["rehearsal"], json!(true), "the mark goes with the file");
}

#[test]
fn t3_no_device_can_take_the_seat_of_a_simulated_person() {
    let mut laptop = rehearsal();
    laptop.stop();
    let keys = crate::blindness::column(&laptop, "select key from seat_keys");
    assert_eq!(keys.len(), 8);
    let hash = |key: &String| key.len() == 64 && key.bytes().all(|sign| sign.is_ascii_hexdigit());
    assert!(!keys.iter().any(hash), "the key of a device is a hash of its secret; these are hashes of nothing");
}

#[test]
fn simulated_people_answer_write_and_score_with_delays_and_nothing_of_it_shows_early() {
    let laptop = rehearsal();
    go_on(&laptop);
    laptop.send(json!({ "type": "ask_frame", "question": "value_moment" }));
    pass(&laptop, 5);
    let answered = |laptop: &Laptop| laptop.record()["workshop"]["frameAnswers"].as_array().map_or(0, Vec::len);
    let early = answered(&laptop);
    assert!(early < 8, "nobody answers at once: {early}");
    pass(&laptop, 60);
    laptop.send(json!({ "type": "reveal_frame_answers", "question": "value_moment" }));
    assert_eq!(answered(&laptop), 8);

    go_on(&laptop);
    pass(&laptop, 240);
    assert!(leaks(&laptop.surfaces_but_the_console(), &["5+ meetings".to_owned()]).is_empty());
    go_on(&laptop);
    assert_eq!(laptop.view()["candidates"].as_array().map(Vec::len), Some(13));
    pass(&laptop, 200);
    let sent = |laptop: &Laptop| laptop.view()["contributions"].as_array().map_or(0, Vec::len);
    assert!(sent(&laptop) >= 3, "questions about the sentences");

    clarify(&laptop);
    go_on(&laptop);
    challenge(&laptop);
    go_on(&laptop);
    laptop.send(json!({ "type": "open_round", "scope": "all" }));
    pass(&laptop, 20);
    assert_eq!(round(&laptop)["handedIn"], json!([]), "nobody scores at once");
    pass(&laptop, 50);
    let part = round(&laptop)["handedIn"].as_array().map_or(0, Vec::len);
    assert!((1..8).contains(&part), "one after the other: {part}");
    pass(&laptop, 80);
    assert_eq!(round(&laptop)["missing"], json!(0));
    reveal(&laptop);
    let talk = laptop.view()["score"]["map"]["talk"].as_array().map_or(0, Vec::len);
    assert!(talk > 0, "there is something to talk about");
    settle(&laptop);
    laptop.send(json!({ "type": "open_round", "scope": "disputed" }));
    pass(&laptop, 130);
    assert_eq!(round(&laptop)["missing"], json!(0));
    reveal(&laptop);
}

#[test]
fn the_same_rehearsal_goes_the_same_way_also_after_a_restart() {
    let mut laptop = rehearsal();
    go_on(&laptop);
    go_on(&laptop);
    pass(&laptop, 240);
    let written = |laptop: &Laptop| laptop.record()["workshop"]["candidates"].as_array().map_or(0, Vec::len);
    let before = laptop.file();
    laptop.reopen();
    laptop.view();
    pass(&laptop, 240);
    assert_eq!(laptop.file(), before, "nothing is written twice");
    go_on(&laptop);
    assert_eq!(written(&laptop), 13);
}

#[test]
fn nobody_is_simulated_in_any_other_workshop() {
    let laptop = Laptop::new();
    let before = laptop.file();
    pass(&laptop, 60);
    assert_eq!(laptop.file(), before);
    assert_eq!(laptop.shelf()["workshops"][0]["rehearsal"], json!(false));
}
