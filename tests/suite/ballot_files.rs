//! Ballots that go out as a file or on paper and come back.

use crate::blindness::column;
use crate::support::play::{Play, people, reveal, settle, sit_down};
use crate::support::{LIBRARY, Laptop, leaks};
use serde_json::{Value, json};
use sextant_api::door::{DoorBody, DoorInput, Method};
use sextant_api::error::{ApiError, ErrorCode};
use sextant_brief::ballot::checksum;
use sextant_domain::act::Edition;
use uuid::Uuid;

fn scoring() -> Laptop {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "score");
    laptop.send(json!({ "type": "open_round", "scope": "all" }));
    laptop
}

fn cells(laptop: &Laptop) -> Vec<Value> {
    let rounds = laptop.view()["score"]["rounds"].clone();
    let round = rounds.as_array().and_then(|rounds| rounds.last()).expect("a round");
    round["cells"].as_array().expect("cells").clone()
}

fn scores(laptop: &Laptop, level: &str, reason: &str) -> Vec<Value> {
    let mark = |cell: Value| json!({ "candidateId": cell["candidateId"], "criterion": cell["criterion"], "level": level, "reason": reason });
    cells(laptop).into_iter().map(mark).collect()
}

/// An answer file as the page writes it, the first one of its browser.
fn answer(workshop: &str, round: u32, person: &str, number: &str, scores: &[Value]) -> Value {
    edition(workshop, round, person, (number, 7, 1), scores)
}

/// The answer with this number: of which browser, and which of those that were saved there.
fn edition(workshop: &str, round: u32, person: &str, of: (&str, u32, u32), scores: &[Value]) -> Value {
    let (number, browser, edition) = of;
    let place = Uuid::from_u128(browser.into());
    let mut file = of_version_1(workshop, round, person, number, scores);
    let hex = file["answer"].as_str().expect("hex").to_owned();
    file["version"] = json!(2);
    file["place"] = json!(place);
    file["edition"] = json!(edition);
    let edition = Edition { place, number: edition };
    file["checksum"] = json!(checksum(workshop, round, person, number, Some(&edition), &hex));
    file
}

/// As pages write it that were sent out by an earlier version.
fn of_version_1(workshop: &str, round: u32, person: &str, number: &str, scores: &[Value]) -> Value {
    let text = serde_json::to_string(scores).expect("JSON");
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    json!({
        "format": "sextant-ballot", "version": 1, "workshop": workshop, "round": round, "person": person,
        "name": "Somebody", "ballot": number, "answer": hex,
        "checksum": checksum(workshop, round, person, number, None, &hex),
    })
}

fn take_in(laptop: &Laptop, file: &Value) -> Result<Value, ApiError> {
    laptop.try_send(json!({ "type": "take_in_ballot_file", "text": file.to_string() }))
}

fn take_in_nevertheless(laptop: &Laptop, file: &Value) -> Result<Value, ApiError> {
    laptop.try_send(json!({ "type": "take_in_ballot_file", "text": file.to_string(), "nevertheless": true }))
}

fn outcome(screen: &Value) -> &str {
    screen["session"]["ballotFile"]["outcome"].as_str().expect("an outcome")
}

fn number(n: u32) -> String {
    format!("00000000-0000-4000-8000-{n:012}")
}

fn blank(laptop: &Laptop, format: &str, person: Option<&str>) -> Result<String, Value> {
    let request = json!({ "format": format, "audience": "team", "participantId": person });
    let (_, body) = laptop.request(LIBRARY, Method::Post, &laptop.path("export"), DoorInput::Json(request));
    match body {
        DoorBody::Bytes { bytes, .. } => Ok(String::from_utf8(bytes).expect("text")),
        DoorBody::Json(error) => Err(error),
    }
}

#[test]
fn a_ballot_file_comes_back_once_and_a_later_one_of_the_same_person_replaces_it() {
    let mut laptop = scoring();
    let person = &people(&laptop)[0];
    let first = answer(&laptop.id, 1, person, &number(1), &scores(&laptop, "2", "Zebra reason"));
    let screen = take_in(&laptop, &first).expect("it fits");
    assert_eq!(outcome(&screen), "taken_in");
    assert_eq!(screen["session"]["ballotFile"]["participantId"], json!(person));
    assert!(!screen.to_string().contains("Zebra reason"), "the console shows nothing of it");
    let before = laptop.file();
    assert_eq!(outcome(&take_in(&laptop, &first).expect("no harm")), "again");
    assert_eq!(laptop.file(), before, "the same file twice does nothing");

    let second = edition(&laptop.id, 1, person, (&number(2), 7, 2), &scores(&laptop, "3", "Okapi reason"));
    assert_eq!(outcome(&take_in(&laptop, &second).expect("it fits")), "replaced");
    laptop.reopen();
    assert_eq!(outcome(&take_in(&laptop, &second).expect("no harm")), "again", "also after a restart");
    let error = take_in(&laptop, &first).expect_err("what the person said later counts");
    assert!(error.message.contains("a later ballot of the same person took its place"), "{}", error.message);
    let round = laptop.view()["score"]["rounds"][0].clone();
    assert_eq!(round["handedIn"], json!([person]), "one person, one ballot");
    let secrets = ["Zebra reason", "Okapi reason"].map(str::to_owned);
    assert_eq!(leaks(&laptop.surfaces_but_the_console(), &secrets), Vec::<String>::new());
}

#[test]
fn an_older_answer_that_comes_late_takes_the_place_of_no_later_one_unless_the_facilitator_wants_it() {
    let mut laptop = scoring();
    let person = &people(&laptop)[0];
    let saved = |laptop: &Laptop, n: u32, level: &str| {
        edition(&laptop.id, 1, person, (&number(n), 7, n), &scores(laptop, level, &format!("Zebra {n}")))
    };
    let (first, second, third) = (saved(&laptop, 1, "1"), saved(&laptop, 2, "2"), saved(&laptop, 3, "3"));
    assert_eq!(outcome(&take_in(&laptop, &second).expect("it fits")), "taken_in");
    laptop.reopen();
    let before = laptop.file();
    let error = take_in(&laptop, &first).expect_err("the person has thought better of it since");
    assert!(error.message.contains("this is number 1, and number 2 counts"), "{}", error.message);
    assert_eq!(error.field.as_deref(), Some("nevertheless"), "the facilitator may want it all the same");
    assert!(!format!("{error:?}").contains("Zebra"), "nothing of either is told");
    assert_eq!(laptop.file(), before);
    assert_eq!(outcome(&take_in(&laptop, &third).expect("it is later")), "replaced");
    for early in [&first, &second] {
        take_in(&laptop, early).expect_err("each of them is older");
    }
    assert_eq!(outcome(&take_in_nevertheless(&laptop, &first).expect("they asked the person")), "replaced");
    assert_eq!(outcome(&take_in_nevertheless(&laptop, &second).expect("and thought again")), "replaced");
    assert_eq!(laptop.view()["score"]["rounds"][0]["handedIn"], json!([person]), "one person, one ballot");
    laptop.send(json!({ "type": "close_round", "note": "on" }));
    laptop.send(json!({ "type": "reveal_round" }));
    let shown = laptop.record().to_string();
    assert!(shown.contains("Zebra 2") && !shown.contains("Zebra 1") && !shown.contains("Zebra 3"));
}

#[test]
fn of_two_answers_whose_order_nobody_knows_the_facilitator_is_asked_which_one_counts() {
    let laptop = scoring();
    let everybody = people(&laptop);
    let marks = scores(&laptop, "2", "");
    let elsewhere = |person: &str, n, browser| edition(&laptop.id, 1, person, (&number(n), browser, 1), &marks);
    take_in(&laptop, &elsewhere(&everybody[0], 1, 7)).expect("from the phone");
    let other = elsewhere(&everybody[0], 2, 8);
    let error = take_in(&laptop, &other).expect_err("from the laptop, before or after");
    assert!(error.message.contains("do not say which of them is the later one"), "{}", error.message);
    assert_eq!(error.field.as_deref(), Some("nevertheless"));
    assert_eq!(outcome(&take_in_nevertheless(&laptop, &other).expect("that one")), "replaced");

    let early = |n| of_version_1(&laptop.id, 1, &everybody[1], &number(n), &marks);
    assert_eq!(outcome(&take_in(&laptop, &early(3)).expect("pages that were sent out are read")), "taken_in");
    take_in(&laptop, &early(4)).expect_err("they do not say either");
    take_in_nevertheless(&laptop, &early(4)).expect("the facilitator says");

    let misfit = edition(&laptop.id, 2, &everybody[2], (&number(5), 7, 1), &marks);
    let error = take_in_nevertheless(&laptop, &misfit).expect_err("of another round");
    assert_eq!(error.field, None, "what does not fit is never taken in");
}

#[test]
fn a_file_takes_the_place_of_a_ballot_that_came_another_way() {
    let laptop = scoring();
    let person = &people(&laptop)[0];
    let marks = scores(&laptop, "1", "");
    laptop.send(json!({ "type": "enter_ballot", "participantId": person, "scores": marks, "onPaper": true }));
    let file = answer(&laptop.id, 1, person, &number(1), &scores(&laptop, "3", ""));
    assert_eq!(outcome(&take_in(&laptop, &file).expect("it fits")), "replaced");
}

#[test]
fn a_file_that_was_changed_is_of_another_workshop_or_round_or_no_ballot_is_told_plainly() {
    let laptop = scoring();
    let everybody = people(&laptop);
    let person = &everybody[0];
    let marks = scores(&laptop, "2", "");
    let good = answer(&laptop.id, 1, person, &number(1), &marks);
    let mut cases: Vec<(String, &str)> = vec![
        (String::new(), "no answer file"),
        ("{".to_owned(), "no answer file"),
        ("garbage \u{0} garbage".to_owned(), "no answer file"),
        (json!({ "format": "sextant", "version": 1 }).to_string(), "no answer file"),
        (good.to_string()[..good.to_string().len() / 2].to_owned(), "no answer file"),
        ("x".repeat(10 * 1024 * 1024), "longer than any ballot"),
        (answer(&number(9), 1, person, &number(1), &marks).to_string(), "another workshop"),
        (answer(&laptop.id, 2, person, &number(1), &marks).to_string(), "answers round 2, and round 1 is open"),
        (answer(&laptop.id, 1, person, &number(1), &marks[1..]).to_string(), "some cells have no mark"),
        (answer(&laptop.id, 1, &number(9), &number(1), &marks).to_string(), "does not score"),
    ];
    // Every part that says something is covered by the checksum.
    for (part, other) in [
        ("person", json!(everybody[1])),
        ("round", json!(2)),
        ("ballot", json!(number(7))),
        ("workshop", json!(number(9))),
        ("place", json!(number(9))),
        ("edition", json!(3)),
        ("answer", json!(good["answer"].as_str().expect("hex").replacen("32", "33", 1))),
        ("checksum", json!("00")),
    ] {
        let mut changed = good.clone();
        changed[part] = other;
        assert_ne!(changed, good, "{part}");
        cases.push((changed.to_string(), "changed or damaged"));
    }
    let mut newer = good.clone();
    newer["version"] = json!(3);
    cases.push((newer.to_string(), "later version"));
    let before = laptop.file();
    for (text, says) in cases {
        let start: String = text.chars().take(60).collect();
        let error = laptop.try_send(json!({ "type": "take_in_ballot_file", "text": text })).expect_err(says);
        assert!(error.message.contains(says), "{start}: {}", error.message);
        assert_eq!(error.code, ErrorCode::Refused, "{start}");
        assert!(!error.hint.is_empty());
        assert_eq!(laptop.file(), before, "a refusal changes nothing: {start}");
    }
    take_in(&laptop, &good).expect("the file as it was saved");
    let copied = answer(&laptop.id, 1, &everybody[1], &number(1), &marks);
    let error = take_in(&laptop, &copied).expect_err("the number is another person's");
    assert!(error.message.contains("carries the same number"), "{}", error.message);
}

#[test]
fn no_file_is_taken_in_once_the_round_is_closed_or_counts_hands() {
    let laptop = scoring();
    let person = people(&laptop)[0].clone();
    let file = answer(&laptop.id, 1, &person, &number(1), &scores(&laptop, "2", ""));
    Play::default().everybody_hands_in(&laptop);
    reveal(&laptop);
    let error = take_in(&laptop, &file).expect_err("it is revealed");
    assert!(error.message.contains("revealed"), "{}", error.message);
    assert!(blank(&laptop, "ballot_file", None).is_err(), "there is nothing to fill in");
}

#[test]
fn how_a_ballot_came_in_is_kept_until_the_tie_is_destroyed_and_not_after() {
    let mut laptop = scoring();
    let everybody = people(&laptop);
    let marks = scores(&laptop, "2", "");
    take_in(&laptop, &answer(&laptop.id, 1, &everybody[0], &number(1), &marks)).expect("it fits");
    laptop.send(json!({ "type": "enter_ballot", "participantId": everybody[1], "scores": marks, "onPaper": true }));
    for person in &everybody[2..] {
        laptop.send(json!({ "type": "enter_ballot", "participantId": person, "scores": marks }));
    }
    laptop.stop();
    let mut channels = column(&laptop, "select channel from ballot_ties");
    channels.sort_unstable();
    assert_eq!(channels, ["ballot_file", "facilitator_entry", "facilitator_entry", "paper_ballot"]);
    laptop.reopen();
    reveal(&laptop);
    settle(&laptop);
    laptop.send(json!({ "type": "end_scoring" }));
    laptop.stop();
    assert_eq!(column(&laptop, "select channel from ballot_ties"), Vec::<String>::new());
    laptop.reopen();
    let left = laptop.record().to_string();
    for channel in ["ballot_file", "paper_ballot"] {
        assert!(!left.contains(channel), "{channel} is gone");
    }
}

#[test]
fn the_blank_file_asks_no_network_names_no_score_and_is_for_one_person_or_for_everybody() {
    let laptop = scoring();
    let everybody = people(&laptop);
    sit_down(&laptop, &everybody[0]);
    let marks = Play::default().ballot(0, &laptop.screen());
    laptop.seat(json!({ "type": "submit_ballot", "scores": marks }));
    laptop.send(json!({ "type": "take_back_keyboard" }));
    let for_all = blank(&laptop, "ballot_file", None).expect("a round is open");
    let for_one = blank(&laptop, "ballot_file", Some(&everybody[1])).expect("a round is open");
    let sheets = blank(&laptop, "ballot_sheets", None).expect("a round is open");
    for page in [&for_all, &for_one, &sheets] {
        assert!(page.contains("default-src 'none'"), "a policy");
        for outside in ["http:", "https:", "src=\"", "@import", "url("] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
    assert_eq!(for_all.matches("<option").count(), everybody.len() + 1);
    assert!(for_all.contains(&everybody[0]) && for_one.contains(&everybody[1]));
    assert!(!for_one.contains(&everybody[0]), "the file of one person names no other");
    assert_eq!(sheets.matches("<article>").count(), everybody.len() + 1, "one each, and one without a name");
    assert_eq!(for_one.matches("<fieldset").count(), cells(&laptop).len());
    let error = blank(&laptop, "ballot_file", Some(&number(9))).expect_err("nobody");
    assert!(error["message"].as_str().is_some_and(|m| m.contains("does not score")));
}

#[test]
fn words_of_people_stay_words_in_the_blank_file() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "score");
    let name = "</script><script>alert(1)</script>";
    laptop.send(json!({ "type": "add_participant", "participant":
        { "name": name, "discipline": "design", "roles": ["contributor"] } }));
    laptop.send(json!({ "type": "open_round", "scope": "all" }));
    let person = people(&laptop).pop().expect("somebody");
    for format in ["ballot_file", "ballot_sheets"] {
        for person in [None, Some(person.as_str())] {
            let page = blank(&laptop, format, person).expect("a page");
            assert!(!page.contains("<script>alert"), "{format}");
        }
    }
}
