//! Faults that the core answers for, each under its id. What the disk does is tested with the
//! store; what the network does, with the room.

use crate::support::play::{Play, people, sit_down};
use crate::support::{Laptop, MORNING};
use serde_json::{Value, json};
use sextant_api::door::{DoorBody, DoorInput, DoorRequest, Method};
use sextant_api::error::ErrorCode;

fn job(text: &str) -> Value {
    json!({ "type": "answer_frame", "question": "job", "text": text })
}

#[test]
fn f09_f10_after_reopening_everything_acknowledged_is_there_at_the_same_stage() {
    let mut laptop = Laptop::new();
    Play::default().to(&laptop, "score");
    laptop.send(json!({ "type": "open_round", "scope": "all" }));
    let first = people(&laptop)[0].clone();
    sit_down(&laptop, &first);
    let scores = Play::default().ballot(0, &laptop.screen());
    laptop.seat(json!({ "type": "submit_ballot", "scores": scores }));
    let file = laptop.file();
    laptop.reopen();
    let view = laptop.view();
    assert_eq!(view["head"]["stage"], "score");
    assert_eq!(view["score"]["rounds"][0]["handedIn"], json!([first]), "who has handed in is known");
    assert_eq!(laptop.file(), file);
}

#[test]
fn f09_the_keyboard_is_with_the_facilitator_after_a_restart_and_the_clock_stands() {
    let mut laptop = Laptop::new();
    Play::default().to(&laptop, "score");
    laptop.send(json!({ "type": "start_timer" }));
    let first = people(&laptop)[0].clone();
    sit_down(&laptop, &first);
    laptop.reopen();
    assert_eq!(laptop.view()["timer"]["running"], false, "nobody knows how long the app was gone");
}

#[test]
fn t4_a_record_changed_beside_the_program_is_said_when_its_workshop_opens() {
    let mut laptop = Laptop::new();
    laptop.send(job("one"));
    laptop.view();
    assert_eq!(laptop.shelf()["findings"], json!([]), "an untouched record is nothing to speak of");
    laptop.stop();
    let connection = rusqlite::Connection::open(laptop.data().join("sextant.db")).expect("the file opens");
    let changed = connection.execute("update workshops set title = 'Somewhere else'", []).expect("it can be changed");
    assert_eq!(changed, 1);
    drop(connection);
    laptop.reopen();
    assert_eq!(laptop.view()["head"]["title"], "Somewhere else", "the record is the person's");
    let findings = laptop.shelf()["findings"].to_string();
    assert!(findings.contains("not what its journal says; places: 1"), "{findings}");
}

#[test]
fn f24_the_timer_follows_steady_time_and_not_the_computers_clock() {
    let laptop = Laptop::new();
    laptop.send(json!({ "type": "reset_timer", "seconds": 600 }));
    laptop.send(json!({ "type": "start_timer" }));
    let remaining = |laptop: &Laptop| laptop.view()["timer"]["remainingMs"].as_i64().expect("milliseconds");
    for jump in [3_600_000, -3_600_000, 20 * 365 * 86_400_000] {
        let before = remaining(&laptop);
        laptop.clock.set_wall(MORNING + jump);
        assert_eq!(remaining(&laptop), before, "a jump of {jump} ms is not time spent");
        laptop.clock.pass(10);
        assert_eq!(remaining(&laptop), before - 10_000);
    }
    laptop.send(json!({ "type": "pause_timer" }));
    assert_eq!(laptop.view()["stages"][0]["usedSeconds"], 30, "time spent is steady time");
}

#[test]
fn f24_order_and_undo_follow_the_sequence_when_the_clock_runs_backwards() {
    let mut laptop = Laptop::new();
    laptop.send(job("one"));
    laptop.clock.set_wall(MORNING - 86_400_000);
    laptop.send(job("two"));
    laptop.clock.set_wall(MORNING - 2 * 86_400_000);
    let undone = laptop.send(json!({ "type": "undo" }));
    assert_eq!(undone["view"]["frame"]["job"], "one");
    assert_eq!(laptop.send(json!({ "type": "redo" }))["view"]["frame"]["job"], "two");
    let file = laptop.file();
    laptop.reopen();
    assert_eq!(laptop.file(), file, "which moment stands in the file does not hang on the clock's way there");
    assert_eq!(laptop.view()["frame"]["job"], "two");
}

#[test]
fn f25_a_clock_in_1970_or_2099_leaves_no_negative_time() {
    for wall in [0, 1, 4_070_908_800_000] {
        let laptop = Laptop::bare();
        laptop.clock.set_wall(wall);
        let reply = laptop.library(json!({ "type": "create_workshop", "title": "Any year" }));
        assert_eq!(reply["library"]["workshops"][0]["usedMinutes"], 0);
        let mut laptop = laptop;
        laptop.id = reply["workshopId"].as_str().expect("made").to_owned();
        laptop.send(json!({ "type": "start_timer" }));
        laptop.clock.set_wall(0);
        laptop.clock.pass(120);
        laptop.send(json!({ "type": "pause_timer" }));
        assert_eq!(laptop.view()["stages"][0]["usedSeconds"], 120);
        assert!(laptop.view()["timer"]["remainingMs"].as_i64() > Some(0));
        let brief = String::from_utf8(laptop.export("json", "team")).expect("text");
        assert!(!brief.contains("\"-"), "no date before the first");
        laptop.reopen();
        laptop.view();
    }
}

#[test]
fn f30_a_request_that_cannot_be_answered_fails_alone() {
    let laptop = Laptop::new();
    laptop.send(job("one"));
    for body in [DoorInput::None, DoorInput::Json(json!([])), DoorInput::Bytes(vec![0xff; 9])] {
        let path = format!("/api/workshops/{}/console", laptop.id);
        let (status, _) = laptop.request(crate::support::LIBRARY, Method::Post, &path, body);
        assert_eq!(status, 422);
    }
    assert_eq!(laptop.view()["frame"]["job"], "one", "the workshop goes on");
    laptop.send(job("two"));
}

#[test]
fn f40_a_thousand_resends_have_one_effect_and_the_same_answer() {
    let laptop = Laptop::new();
    let id = laptop.new_id();
    let command = json!({ "type": "add_team", "name": "Sales" });
    let first = laptop.send_as("console", &id, &command).expect("done");
    for _ in 0..1000 {
        let again = laptop.send_as("console", &id, &command).expect("the same answer");
        assert_eq!(again["view"]["teams"], first["view"]["teams"]);
    }
    assert_eq!(laptop.view()["teams"].as_array().map(Vec::len), Some(1));
}

#[test]
fn f40_resends_at_the_same_moment_have_one_effect() {
    let laptop = Laptop::new();
    let id = laptop.new_id();
    let envelope = json!({ "id": id, "command": { "type": "add_team", "name": "Sales" } });
    let path = format!("/api/workshops/{}/console", laptop.id);
    std::thread::scope(|threads| {
        for _ in 0..32 {
            let (door, path, envelope) = (laptop.door().clone(), path.clone(), envelope.clone());
            threads.spawn(move || {
                let body = DoorInput::Json(envelope);
                let reply = door.handle(crate::support::LIBRARY, DoorRequest { method: Method::Post, path, body });
                assert_eq!(reply.status, 200);
                let DoorBody::Json(screen) = reply.body else { panic!("a screen") };
                assert_eq!(screen["view"]["teams"].as_array().map(Vec::len), Some(1), "acknowledged means done");
            });
        }
    });
    assert_eq!(laptop.view()["teams"].as_array().map(Vec::len), Some(1));
}

#[test]
fn f40_a_ballot_sent_again_after_the_keyboard_moved_on_counts_once() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "score");
    laptop.send(json!({ "type": "open_round", "scope": "all" }));
    let first = people(&laptop)[0].clone();
    sit_down(&laptop, &first);
    let command = json!({ "type": "submit_ballot", "scores": Play::default().ballot(0, &laptop.screen()) });
    let id = laptop.new_id();
    let once = laptop.send_as("seat", &id, &command).expect("handed in");
    let again = laptop.send_as("seat", &id, &command).expect("the same answer");
    assert_eq!(once, again);
    laptop.send(json!({ "type": "take_back_keyboard" }));
    assert_eq!(laptop.view()["score"]["rounds"][0]["handedIn"], json!([first]));
}

#[test]
fn f40_the_command_that_ends_a_silent_stage_acts_once_as_well() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "write");
    let id = laptop.new_id();
    let command = json!({ "type": "advance", "note": "We have few ideas." });
    for _ in 0..3 {
        laptop.send_as("console", &id, &command).expect("done once");
        assert_eq!(laptop.view()["head"]["stage"], "clarify", "a resend leaves no further stage");
    }
    let laptop = Laptop::new();
    Play::default().to(&laptop, "score");
    Play::default().everybody_scores(&laptop, "all");
    crate::support::play::reveal(&laptop);
    let id = laptop.new_id();
    for _ in 0..3 {
        laptop.send_as("console", &id, &json!({ "type": "end_scoring" })).expect("the same answer");
    }
}

#[test]
fn f40_f42_undo_sent_twice_takes_back_once() {
    let laptop = Laptop::new();
    laptop.send(job("one"));
    laptop.send(job("two"));
    let id = laptop.new_id();
    for _ in 0..3 {
        let undone = laptop.send_as("console", &id, &json!({ "type": "undo" })).expect("done once");
        assert_eq!(undone["view"]["frame"]["job"], "one");
    }
}

#[test]
fn f42_one_id_with_two_contents_is_a_conflict_and_the_first_stays() {
    let laptop = Laptop::new();
    let id = laptop.new_id();
    laptop.send_as("console", &id, &job("one")).expect("done");
    let refused = laptop.send_as("console", &id, &job("two")).expect_err("the id was used");
    assert_eq!(refused.code, ErrorCode::Conflict);
    assert_eq!(laptop.view()["frame"]["job"], "one");
}

#[test]
fn f42_two_contents_at_the_same_moment_leave_one_of_them_and_harm_nobody_else() {
    let laptop = Laptop::new();
    let id = laptop.new_id();
    let path = format!("/api/workshops/{}/console", laptop.id);
    let post = |door: &sextant_api::door::Door, id: &str, command: Value| {
        let body = DoorInput::Json(json!({ "id": id, "command": command }));
        door.handle(crate::support::LIBRARY, DoorRequest { method: Method::Post, path: path.clone(), body }).status
    };
    let statuses: Vec<u16> = std::thread::scope(|threads| {
        let contested: Vec<_> = (0..16)
            .map(|n| {
                let (door, id, post) = (laptop.door().clone(), id.clone(), &post);
                threads.spawn(move || post(&door, &id, job(&format!("line {n}"))))
            })
            .collect();
        let honest: Vec<_> = (0..16)
            .map(|n| {
                let (door, id, post) = (laptop.door().clone(), laptop.new_id(), &post);
                let command = json!({ "type": "add_team", "name": format!("Team {n}") });
                threads.spawn(move || post(&door, &id, command))
            })
            .collect();
        assert!(honest.into_iter().all(|t| t.join().expect("it answers") == 200), "others are not harmed");
        contested.into_iter().map(|t| t.join().expect("it answers")).collect()
    });
    assert_eq!(statuses.iter().filter(|s| **s == 200).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|s| **s == 409).count(), 15, "{statuses:?}");
    assert_eq!(laptop.view()["teams"].as_array().map(Vec::len), Some(16));
}

#[test]
fn f41_a_ballot_for_a_closed_round_never_overwrites_what_was_revealed() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "score");
    Play::default().everybody_scores(&laptop, "all");
    let first = people(&laptop)[0].clone();
    let screen = sit_down(&laptop, &first);
    let late = Play { mark: |_, _| "0", ..Play::default() }.ballot(0, &screen);
    laptop.send(json!({ "type": "take_back_keyboard" }));
    laptop.send(json!({ "type": "close_round", "note": "" }));
    sit_down(&laptop, &first);
    let refused = laptop.try_seat(json!({ "type": "submit_ballot", "scores": late })).expect_err("closed");
    assert_eq!(refused.code, ErrorCode::Refused, "f43: refused with the reason: {}", refused.message);
    assert!(refused.message.contains("closed"), "{}", refused.message);
    laptop.send(json!({ "type": "take_back_keyboard" }));
    laptop.send(json!({ "type": "reveal_round" }));
    let map = laptop.view()["score"]["map"].clone();
    assert_eq!(map["ballots"], 4);
    assert!(!map.to_string().contains("\"levels\":[4,"), "the late ballot is not in it");
}

#[test]
fn f44_two_reveals_are_one() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "score");
    Play::default().everybody_scores(&laptop, "all");
    laptop.send(json!({ "type": "close_round", "note": "" }));
    laptop.send(json!({ "type": "reveal_round" }));
    let file = laptop.file();
    let second = laptop.try_send(json!({ "type": "reveal_round" })).expect_err("another window was first");
    assert_eq!(second.code, ErrorCode::Refused);
    assert_eq!(laptop.file(), file);
}

#[test]
fn undo_changes_nothing_that_is_being_scored() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "score");
    let candidate = crate::support::play::candidates(&laptop)[0].clone();
    let other = crate::support::play::sentence("kept a plan");
    laptop.send(json!({ "type": "edit_candidate", "candidateId": candidate, "sentence": other }));
    laptop.send(json!({ "type": "open_round", "scope": "all" }));
    let file = laptop.file();
    let refused = laptop.try_send(json!({ "type": "undo" })).expect_err("people read that sentence now");
    assert!(refused.message.starts_with("A round is open"), "{}", refused.message);
    assert_eq!(laptop.file(), file);
}

#[test]
fn undo_takes_nobody_off_the_roster_who_has_handed_in() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "score");
    let participant = json!({ "name": "Kim", "discipline": "design", "roles": ["contributor"] });
    laptop.send(json!({ "type": "add_participant", "participant": participant }));
    laptop.send(json!({ "type": "open_round", "scope": "all" }));
    let kim = people(&laptop).pop().expect("five people");
    sit_down(&laptop, &kim);
    let scores = Play::default().ballot(0, &laptop.screen());
    laptop.seat(json!({ "type": "submit_ballot", "scores": scores }));
    laptop.send(json!({ "type": "take_back_keyboard" }));
    assert!(laptop.try_send(json!({ "type": "undo" })).is_err(), "their ballot would stay without them");
    assert!(people(&laptop).contains(&kim));
}

#[test]
fn undo_never_crosses_a_reveal_or_the_end_of_the_ties() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "score");
    Play::default().everybody_scores(&laptop, "all");
    crate::support::play::reveal(&laptop);
    let refused = laptop.try_send(json!({ "type": "undo" })).expect_err("what was revealed stays revealed");
    assert!(refused.message.contains("cannot be taken back"), "{}", refused.message);
    crate::support::play::settle(&laptop);
    laptop.send(json!({ "type": "end_scoring" }));
    assert!(laptop.try_send(json!({ "type": "undo" })).is_err(), "the settled cells lie behind the end");
}

#[test]
fn f87_direction_marks_reorder_nobody_elses_text() {
    let laptop = Laptop::new();
    laptop.send(job("left \u{202E}right\u{2066} end"));
    assert_eq!(laptop.view()["frame"]["job"], "left right end", "marks that reach beyond a text are dropped");
    laptop.send(job("\u{202B}خطة الأسبوع"));
    assert_eq!(laptop.view()["frame"]["job"], "خطة الأسبوع", "right-to-left letters stay");
}

#[test]
fn f88_characters_are_counted_as_people_see_them_and_no_name_is_invisible() {
    let laptop = Laptop::new();
    for people in ["👍🏽".repeat(80), "👩‍👩‍👧‍👦".repeat(40)] {
        laptop.send(json!({ "type": "add_team", "name": people }));
    }
    let one_more = "👍🏽".repeat(81);
    let refused = laptop.try_send(json!({ "type": "add_team", "name": one_more })).expect_err("81");
    assert_eq!(refused.field.as_deref(), Some("name"));
    let zalgo = format!("a{}", "\u{0301}".repeat(4096));
    let refused = laptop.try_send(json!({ "type": "add_team", "name": zalgo })).expect_err("too many marks");
    assert_eq!(refused.field.as_deref(), Some("name"));
    for invisible in ["", "   ", "\u{200B}\u{200D}", "\u{3164}"] {
        let refused = laptop.try_send(json!({ "type": "add_team", "name": invisible })).expect_err("nothing to see");
        assert_eq!(refused.field.as_deref(), Some("name"), "{invisible:?}");
    }
}

#[test]
fn f89_the_same_name_twice_is_two_people() {
    let laptop = Laptop::new();
    let participant = json!({ "name": "Mia", "discipline": "design", "roles": ["contributor"] });
    for _ in 0..2 {
        laptop.send(json!({ "type": "add_participant", "participant": participant }));
    }
    let everybody = laptop.view()["people"].clone();
    assert_eq!(everybody[0]["name"], everybody[1]["name"]);
    assert_ne!(everybody[0]["id"], everybody[1]["id"]);
    assert_ne!(everybody[0]["position"], everybody[1]["position"], "they differ in place, so in colour and number");
}

#[test]
fn f93_the_core_takes_numbers_as_numbers_and_gives_them_back_unchanged() {
    let laptop = Laptop::new();
    let baseline = |value: Value| {
        json!({ "type": "set_baseline", "baseline": { "value": value, "low": null, "high": null, "unit": "",
            "source": "", "measuredOn": null, "firstReadingOn": null } })
    };
    for number in [0.1, -0.0, 1234.5, 1e300, 412.0] {
        let screen = laptop.send(baseline(json!(number)));
        assert_eq!(screen["view"]["baseline"]["value"], json!(number), "what was typed is echoed");
    }
    for words in ["1.234,5", "١٢٣", "1e400", ""] {
        let refused = laptop.try_send(baseline(json!(words))).expect_err("words are read by the page, by its language");
        assert_eq!(refused.field.as_deref(), Some("value"), "{words:?}");
    }
    assert_eq!(laptop.view()["baseline"]["value"], json!(412.0));
}
