//! Workshop files there and back, files that are refused, and briefs that follow the record.

use crate::one_answer::scored;
use crate::support::phone::Phone;
use crate::support::play::{Play, candidates, people, sit_down};
use crate::support::{Laptop, SAMPLE, leaks};
use serde_json::{Value, json};
use sextant_api::error::{ApiError, ErrorCode};

fn refused(file: &[u8]) -> ApiError {
    let laptop = Laptop::bare();
    let error = laptop.import(file).expect_err("the file is refused");
    for part in [&error.id, &error.doing, &error.message, &error.safe, &error.hint] {
        assert!(!part.is_empty(), "{error:?}");
    }
    assert_ne!(error.code, ErrorCode::Internal, "{error:?}");
    assert_eq!(laptop.shelf()["workshops"], json!([]), "nothing was taken in");
    error
}

fn sample() -> Value {
    serde_json::from_slice(SAMPLE.as_slice()).expect("JSON")
}

fn bytes(value: &Value) -> Vec<u8> {
    serde_json::to_vec(value).expect("JSON")
}

#[test]
fn the_sample_exported_taken_in_elsewhere_and_exported_again_is_the_same_bytes() {
    let laptop = Laptop::bare();
    let reply = laptop.library(json!({ "type": "open_sample" }));
    let mut laptop = laptop;
    laptop.id = reply["workshopId"].as_str().expect("the sample").to_owned();
    let once = laptop.file();
    let mut elsewhere = Laptop::with(&once);
    assert_eq!(String::from_utf8(elsewhere.file()), String::from_utf8(once.clone()));
    elsewhere.reopen();
    assert_eq!(elsewhere.file(), once, "also after reopening");
    for format in ["json", "markdown", "html"] {
        assert_eq!(elsewhere.export(format, "team"), laptop.export(format, "team"), "{format}");
    }
}

#[test]
fn a_workshop_at_every_stage_survives_the_way_there_and_back() {
    for stage in ["set_up", "frame", "write", "clarify", "challenge", "score"] {
        let laptop = Laptop::new();
        Play::default().to(&laptop, stage);
        let file = laptop.file();
        assert_eq!(Laptop::with(&file).file(), file, "{stage}");
    }
    let laptop = Laptop::new();
    Play::default().to(&laptop, "score");
    Play::default().score(&laptop);
    let file = laptop.file();
    assert_eq!(Laptop::with(&file).file(), file, "scored");
}

#[test]
fn what_was_answered_alone_and_is_shown_comes_along_in_a_file_and_in_a_copy() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "frame");
    laptop.send(json!({ "type": "ask_frame", "question": "job" }));
    let mia = Phone::joined(&laptop, 1, "Mia");
    mia.send(&laptop, json!({ "type": "answer_frame_alone", "question": "job", "text": "a wren's nest" }));
    laptop.send(json!({ "type": "reveal_frame_answers", "question": "job" }));
    comes_along(&laptop, "a wren's nest");

    let laptop = Laptop::new();
    let phones = scored(Play { channel: "own_device", ..Play::default() }, &laptop);
    let card = candidates(&laptop)[0].clone();
    let reason =
        json!({ "kind": "added_reason", "candidateId": card, "criterion": "customer_value", "text": "a late wren" });
    phones[0].send(&laptop, json!({ "type": "contribute", "contribution": reason }));
    comes_along(&laptop, "a late wren");
}

fn comes_along(laptop: &Laptop, words: &str) {
    let file = laptop.file();
    assert!(String::from_utf8(file.clone()).expect("text").contains(words));
    let mut elsewhere = Laptop::with(&file);
    assert_eq!(elsewhere.file(), file);
    elsewhere.reopen();
    assert_eq!(elsewhere.file(), file, "also after reopening");
    let copy = json!({ "type": "duplicate_workshop", "workshopId": laptop.id, "title": "A second look" });
    assert_eq!(laptop.library(copy)["library"]["workshops"].as_array().map(Vec::len), Some(2));
}

#[test]
fn f92_a_file_that_holds_what_is_not_shown_yet_is_refused() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "score");
    Play::default().score(&laptop);
    let scored: Value = serde_json::from_slice(&laptop.file()).expect("JSON");
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut file = scored.clone();
        change(&mut file["workshop"]);
        refused(&bytes(&file)).message
    };
    let hidden = changed(&|workshop| {
        workshop["rounds"][0]["revealedAt"] = json!(null);
    });
    assert!(hidden.contains("round 1"), "{hidden}");
    let hidden = changed(&|workshop| {
        workshop["rounds"][0]["status"] = json!("closed");
        workshop["rounds"][0]["revealedAt"] = json!(null);
    });
    assert!(hidden.contains("round 1"), "{hidden}");
    let tied = changed(&|workshop| {
        let (person, ballot) = (workshop["participants"][0]["id"].clone(), workshop["ballots"][0]["id"].clone());
        workshop["ballotTies"] = json!([{ "ballotId": ballot, "participantId": person, "channel": "own_device" }]);
    });
    assert!(tied.contains("whose"), "{tied}");
    let answered = changed(&|workshop| {
        workshop["frameAsks"] = json!([{ "question": "job", "askedAt": 5, "revealed": false }]);
        workshop["frameAnswers"] =
            json!([{ "id": "0190b0c0-0000-4000-9000-000000000001", "question": "job", "text": "hidden" }]);
    });
    assert!(answered.contains("not shown"), "{answered}");
}

#[test]
fn what_is_there_is_backed_up_before_a_file_is_taken_in() {
    let reasons = |laptop: &Laptop| -> Vec<String> {
        let Ok(folder) = std::fs::read_dir(laptop.data().join("backups")) else { return Vec::new() };
        let files = folder.map(|entry| entry.expect("an entry").path());
        let described = files.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
        described
            .map(|path| {
                let summary: Value = serde_json::from_slice(&std::fs::read(path).expect("text")).expect("JSON");
                summary["reason"].as_str().expect("a reason").to_owned()
            })
            .collect()
    };
    let laptop = Laptop::bare();
    laptop.import(&SAMPLE).expect("a workshop file");
    assert_eq!(reasons(&laptop), Vec::<String>::new(), "an empty library needs no backup");
    let laptop = Laptop::new();
    laptop.import(&SAMPLE).expect("a workshop file");
    assert_eq!(reasons(&laptop), ["before_import"]);
}

#[test]
fn f94_f03_a_file_cut_short_anywhere_is_refused_with_line_and_column() {
    let whole = SAMPLE.clone();
    for share in [1, 10, 50, 90, 99] {
        let cut = &whole[..whole.len() * share / 100];
        let error = refused(cut);
        assert_eq!(error.code, ErrorCode::Invalid);
        let place = error.message.contains("line ") && error.message.contains("column ");
        assert!(place, "cut at {share} %: {}", error.message);
    }
    let mut flipped = whole;
    let middle = flipped.len() / 2;
    flipped[middle] = 0xff;
    assert!(refused(&flipped).message.contains("line "));
}

#[test]
fn f92_foreign_files_are_refused_whatever_they_are() {
    for foreign in [
        &b""[..],
        b"\0",
        b"PK\x03\x04 a zip",
        b"%PDF-1.7",
        b"<html><script>alert(1)</script></html>",
        b"{}",
        b"[]",
        b"null",
        b"{\"format\": \"something.else/1\"}",
        b"{\"format\": \"sextant.workshop/1\"}",
        b"{\"format\": \"sextant.workshop/1\", \"changedAt\": 1, \"workshop\": {}}",
    ] {
        let error = refused(foreign);
        assert_eq!(error.code, ErrorCode::Invalid, "{error:?}");
    }
    refused(&b"[".repeat(200_000));
    refused(&b"{\"format\":".repeat(100_000));
    refused(&vec![b' '; 65 * 1024 * 1024]);
}

#[test]
fn f16_a_file_of_a_newer_version_says_which_one_is_needed() {
    let mut file = sample();
    file["format"] = json!("sextant.workshop/2");
    let error = refused(&bytes(&file));
    assert_eq!(error.code, ErrorCode::NewerFile);
    assert!(error.message.contains("sextant.workshop/2"), "{}", error.message);
}

#[test]
fn f92_a_file_with_one_wrong_value_is_refused_by_the_same_rules_as_typing() {
    let change = |place: &str, value: Value| {
        let mut file = sample();
        *file.pointer_mut(place).unwrap_or_else(|| panic!("{place} is in the sample")) = value;
        refused(&bytes(&file)).message
    };
    for (place, value) in [
        ("/workshop/head/0/title", json!("x".repeat(81))),
        ("/workshop/frame/0/job", json!("x".repeat(10_000))),
        ("/workshop/candidates/0/standing", json!("crowned")),
        ("/workshop/candidates/0/id", json!("1")),
        ("/workshop/cadence/0/nextReview", json!("31 February")),
        ("/workshop/head", json!([])),
        ("/workshop/stages", json!([])),
    ] {
        change(place, value);
    }
    for (place, value, told) in [
        ("/workshop/candidates/0/number", json!(4_294_967_295_u32), "out of its range"),
        ("/workshop/rounds/0/openedAt", json!(-9_000_000_000_000_000_i64), "calendar"),
        ("/workshop/challenges/0/candidateId", json!("00000000-0000-4000-8000-00000000dead"), "names a candidate"),
        ("/workshop/roles/0/participantId", json!("00000000-0000-4000-8000-00000000dead"), "names a person"),
        ("/workshop/inputMetrics/0/parentId", json!("00000000-0000-4000-8000-00000000dead"), "names an input"),
    ] {
        let message = change(place, value);
        assert!(message.contains(told) || told == "names an input", "{place}: {message}");
    }
}

#[test]
fn f92_a_file_whose_tree_hangs_below_itself_or_whose_lists_are_endless_is_refused() {
    let mut circle = sample();
    let inputs = circle["workshop"]["inputMetrics"].as_array_mut().expect("inputs");
    let (first, second) = (inputs[0]["id"].clone(), inputs[1]["id"].clone());
    inputs[0]["parentId"] = second;
    inputs[1]["parentId"] = first;
    assert!(refused(&bytes(&circle)).message.contains("below itself"));

    let mut endless = sample();
    let inputs = endless["workshop"]["inputMetrics"].as_array_mut().expect("inputs");
    let one = inputs[0].clone();
    let mut above = one["id"].clone();
    for place in 0..20_000_u32 {
        let id = json!(uuid::Uuid::from_u128(0x9000_0000 + u128::from(place)).to_string());
        let mut input = one.clone();
        input["id"] = id.clone();
        input["parentId"] = above;
        above = id;
        inputs.push(input);
    }
    assert!(refused(&bytes(&endless)).message.contains("too many inputs"));

    let mut two_stars = sample();
    for candidate in two_stars["workshop"]["candidates"].as_array_mut().expect("candidates") {
        candidate["standing"] = json!("chosen");
    }
    assert!(refused(&bytes(&two_stars)).message.contains("too many stars"));
}

#[test]
fn a_workshop_that_is_there_is_never_replaced_by_a_file() {
    let laptop = Laptop::new();
    let file = laptop.file();
    laptop.send(json!({ "type": "answer_frame", "question": "job", "text": "Newer than the file" }));
    let error = laptop.import(&file).expect_err("it is in the library already");
    assert_eq!(error.code, ErrorCode::Conflict);
    assert_eq!(laptop.view()["frame"]["job"], "Newer than the file");
    laptop.library(json!({ "type": "delete_workshop", "workshopId": laptop.id }));
    laptop.import(&file).expect("after a deliberate deletion the file's state is taken");
    assert_eq!(laptop.view()["frame"]["job"], "");
}

#[test]
fn after_a_deletion_the_library_shows_what_the_file_holds() {
    let laptop = Laptop::new();
    let mut file: Value = serde_json::from_slice(&laptop.file()).expect("JSON");
    file["workshop"]["head"][0]["title"] = json!("As it was last year");
    assert_eq!(laptop.shelf()["workshops"][0]["title"], "Where we are going");
    laptop.library(json!({ "type": "delete_workshop", "workshopId": laptop.id }));
    let reply = laptop.import(&bytes(&file)).expect("the old one is gone");
    assert_eq!(reply["library"]["workshops"][0]["title"], "As it was last year");
}

#[test]
fn an_export_in_an_open_round_leaves_the_round_out_and_says_so_first() {
    let laptop = Laptop::new();
    let play = Play { reason: |seat, _| format!("heron{seat}nest"), ..Play::default() };
    play.to(&laptop, "score");
    laptop.send(json!({ "type": "open_round", "scope": "all" }));
    let first = people(&laptop)[0].clone();
    sit_down(&laptop, &first);
    let scores = play.ballot(0, &laptop.screen());
    laptop.seat(json!({ "type": "submit_ballot", "scores": scores }));
    let text = String::from_utf8(laptop.file()).expect("text");
    let line = text.lines().nth(1).expect("a line after the brace");
    assert!(line.contains("Left out") && line.contains("round 1"), "{line}");
    assert_eq!(leaks(&[("file".to_owned(), text.clone())], &["heron0nest".to_owned()]), Vec::<String>::new());
    let elsewhere = Laptop::with(text.as_bytes());
    assert_eq!(elsewhere.view()["score"]["rounds"], json!([]), "there the round can be held anew");
}

#[test]
fn an_export_while_people_write_leaves_their_writing_out_and_says_so_first() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "write");
    Play::default().write(&laptop);
    let text = String::from_utf8(laptop.file()).expect("text");
    let line = text.lines().nth(1).expect("a line after the brace");
    assert!(line.contains("Left out") && line.contains("candidates"), "{line}");
    assert!(!text.contains("finished plan number"));
    Laptop::with(text.as_bytes());
}

#[test]
fn a_copy_is_another_workshop_with_the_same_content() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "clarify");
    let copy = json!({ "type": "duplicate_workshop", "workshopId": laptop.id, "title": "A second look" });
    let reply = laptop.library(copy);
    assert_ne!(reply["workshopId"], laptop.id.as_str());
    assert_eq!(reply["library"]["workshops"].as_array().map(Vec::len), Some(2));
}

// Briefs follow the record: 2.9 of the plan.

/// The lines of one text that the other does not have.
fn only_in<'a>(text: &'a str, other: &str) -> Vec<&'a str> {
    let others: std::collections::BTreeSet<&str> = other.split('\n').collect();
    text.split('\n').filter(|line| !others.contains(line)).collect()
}

/// A brief with one element on each line, so that a difference is a line.
fn brief(file: &Value, format: &str) -> String {
    let text = String::from_utf8(Laptop::with(&bytes(file)).export(format, "team")).expect("text");
    match format {
        "html" => text.replace('<', "\n<"),
        "json" => {
            let value: Value = serde_json::from_str(&text).expect("JSON");
            serde_json::to_string_pretty(&value).expect("JSON")
        }
        _ => text,
    }
}

#[test]
fn one_number_one_reason_and_one_name_change_every_format_exactly_there() {
    let file = sample();
    let mut changed = file.clone();
    changed["workshop"]["baseline"][0]["value"] = json!(733.0);
    let reason = changed["workshop"]["rejections"][0]["text"].as_str().expect("a reason").to_owned();
    changed["workshop"]["rejections"][0]["text"] = json!("Herons do not nest here.");
    for format in ["markdown", "html", "json"] {
        let (before, after) = (brief(&file, format), brief(&changed, format));
        let (gone, come) = (only_in(&before, &after), only_in(&after, &before));
        assert!(!gone.is_empty() && !come.is_empty(), "{format} follows the record");
        for line in &come {
            let there = line.contains("733") || line.contains("Herons do not nest here");
            assert!(there, "{format} changed elsewhere: {line}");
        }
        for line in &gone {
            let start: String = reason.chars().take(12).collect();
            assert!(line.contains("412") || line.contains(&start), "{format} lost something else: {line}");
        }
        assert!(after.contains("Herons do not nest here"), "{format} tells the rejection");
        assert!(after.contains("733"), "{format} tells the number");
    }
}

#[test]
fn another_winner_is_another_star_in_every_format() {
    let file = sample();
    let laptop = Laptop::with(&bytes(&file));
    let view = laptop.view();
    let candidates = view["candidates"].as_array().expect("candidates");
    let old = candidates.iter().find(|c| c["candidate"]["standing"] == "chosen").expect("a star");
    let new = candidates
        .iter()
        .find(|c| {
            ["shortlisted", "rejected"].contains(&c["candidate"]["standing"].as_str().expect("a standing"))
                && c["measures"]["gate"] == "passed"
        })
        .expect("another one that passed the gates");
    let new_id = new["candidate"]["id"].clone();
    let texts = [old, new].map(|c| c["text"].as_str().expect("a sentence").to_owned());
    if new["candidate"]["standing"] == "rejected" {
        laptop.send(json!({ "type": "bring_back_candidate", "candidateId": new_id }));
    }
    laptop.send(json!({ "type": "reopen_choice", "reason": "The cohort was read wrong." }));
    let list = json!([new_id, old["candidate"]["id"]]);
    laptop.send(json!({ "type": "shortlist_candidates", "candidateIds": list, "sizeNote": "" }));
    laptop.send(json!({ "type": "choose_star", "choice": {
        "candidateId": new_id, "reason": "It holds for small teams too.", "comeBackWhen": "In a year." } }));
    for format in ["markdown", "html", "json"] {
        let before = brief(&file, format);
        let after = String::from_utf8(laptop.export(format, "team")).expect("text");
        assert_ne!(before, after, "{format}");
        let title = |text: &str, of: &str| text.find(of).unwrap_or(usize::MAX);
        let words = |n: usize| texts[n].chars().take(24).collect::<String>();
        assert!(title(&after, &words(1)) < title(&after, &words(0)), "{format} leads with the new star");
        assert!(title(&before, &words(0)) < title(&before, &words(1)), "{format} led with the old one");
        assert!(after.contains("It holds for small teams too"), "{format} gives the new reason");
    }
}
