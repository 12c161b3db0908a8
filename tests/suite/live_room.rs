//! People on devices of their own: who gets in, what comes back to them, what each stage gives them.

use crate::support::phone::{Phone, everybody};
use crate::support::play::{PEOPLE, Play, people, reveal, sentence, sit_down};
use crate::support::{Laptop, leaks};
use serde_json::{Value, json};
use std::sync::mpsc;
use std::time::Duration;

fn room(laptop: &Laptop) -> Value {
    laptop.screen()["session"]["room"].clone()
}

fn control(laptop: &Laptop, command: Value) -> Value {
    laptop.send(json!({ "type": "room", "room": command }))
}

fn kind(own: &Value) -> &str {
    own["kind"].as_str().expect("a seat says what it is")
}

#[test]
fn somebody_on_the_roster_takes_their_place_and_somebody_new_is_added_once() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "write");
    let mia = Phone::joined(&laptop, 1, "mia");
    assert_eq!(mia.own(&laptop)["participantId"], people(&laptop)[0].as_str(), "names are compared without case");
    let zoe = Phone::joined(&laptop, 2, "Zoë");
    assert_eq!(kind(&zoe.own(&laptop)), "seated");
    assert_eq!(people(&laptop).len(), PEOPLE.len() + 1);
    zoe.try_join(&laptop, "Zoë").expect("a join sent again is one join");
    assert_eq!(people(&laptop).len(), PEOPLE.len() + 1);
    assert_eq!(room(&laptop)["seats"].as_array().expect("a list").len(), 2);
}

#[test]
fn f46_a_second_device_of_the_same_name_waits_and_takes_the_seat_with_a_yes_only() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "write");
    let first = Phone::joined(&laptop, 1, "Mia");
    first.send(&laptop, json!({ "type": "add_candidate", "sentence": sentence("kept what she wrote") }));
    let second = Phone::joined(&laptop, 2, "Mia");
    assert_eq!(kind(&second.own(&laptop)), "waiting");
    second.try_send(&laptop, &json!({ "type": "say_done_writing", "done": true })).expect_err("it holds no seat");
    let waiting = room(&laptop)["waiting"].clone();
    assert_eq!((waiting[0]["name"].as_str(), waiting[0]["returning"].as_bool()), (Some("Mia"), Some(true)));
    control(&laptop, json!({ "type": "admit", "key": second.key.0 }));
    assert_eq!(kind(&first.own(&laptop)), "removed", "one seat, one device");
    let own = second.own(&laptop);
    assert_eq!(own["candidates"].as_array().expect("a list").len(), 1, "a new device gets what was sent");
    assert_eq!(people(&laptop).len(), PEOPLE.len(), "nobody is doubled");
}

#[test]
fn lobby_lock_and_removal_hold_until_the_facilitator_says_otherwise() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "write");
    control(&laptop, json!({ "type": "lobby", "lobby": true }));
    let jon = Phone::joined(&laptop, 1, "Jon");
    assert_eq!(kind(&jon.own(&laptop)), "waiting");
    control(&laptop, json!({ "type": "refuse", "key": jon.key.0 }));
    assert_eq!(kind(&jon.own(&laptop)), "removed");
    control(&laptop, json!({ "type": "lobby", "lobby": false }));
    let eva = Phone::joined(&laptop, 2, "Eva");
    let person = eva.own(&laptop)["participantId"].clone();
    control(&laptop, json!({ "type": "remove_seat", "participantId": person }));
    assert_eq!(kind(&eva.own(&laptop)), "removed");
    let back = Phone::joined(&laptop, 3, "Eva");
    assert_eq!(kind(&back.own(&laptop)), "waiting", "whoever was sent away waits for a yes");
    control(&laptop, json!({ "type": "lock", "locked": true }));
    Phone::new(4).try_join(&laptop, "Somebody").expect_err("the room is locked");
    control(&laptop, json!({ "type": "lock", "locked": false }));
    Phone::joined(&laptop, 4, "Somebody");
}

#[test]
fn t3_a_name_alone_opens_no_ballot_that_was_handed_in_elsewhere() {
    let laptop = Laptop::new();
    let play = Play::default();
    play.to(&laptop, "score");
    laptop.send(json!({ "type": "open_round", "scope": "gates_only" }));
    sit_down(&laptop, &people(&laptop)[0]);
    laptop.seat(json!({ "type": "submit_ballot", "scores": play.ballot(0, &laptop.screen()) }));
    let other = Phone::joined(&laptop, 1, "Mia");
    assert_eq!(kind(&other.own(&laptop)), "waiting", "her marks are behind a yes");
    laptop.send(json!({ "type": "take_back_keyboard" }));
    assert_eq!(room(&laptop)["waiting"][0]["returning"], true, "and whoever says yes is told so");
    let jon = Phone::joined(&laptop, 2, "Jon");
    assert_eq!(kind(&jon.own(&laptop)), "seated", "nothing is behind this name");
}

#[test]
fn f47_whoever_was_sent_away_waits_for_a_yes_after_a_restart_too() {
    let mut laptop = Laptop::new();
    Play::default().to(&laptop, "write");
    let eva = Phone::joined(&laptop, 1, "Eva");
    control(&laptop, json!({ "type": "remove_seat", "participantId": eva.own(&laptop)["participantId"] }));
    laptop.reopen();
    assert_eq!(kind(&Phone::joined(&laptop, 2, "Eva").own(&laptop)), "waiting");
}

/// The console's screen shows a count in the middle of a batch; the next count follows in its step.
#[test]
fn t1_a_look_in_the_same_batch_as_a_screen_brings_no_count_early() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "write");
    let phones = everybody(&laptop);
    let write = |phone: usize, words: &str| {
        phones[phone].send(&laptop, json!({ "type": "add_candidate", "sentence": sentence(words) }));
    };
    let count = || phones[0].room(&laptop)["task"]["count"].clone();
    let shown = count();
    write(1, "did one thing");
    laptop.clock.pass(16);
    let done = json!({ "type": "say_done_writing", "done": true });
    let (release, held) = mpsc::channel::<()>();
    phones[3].send_off(&laptop, &done, move |_| held.recv().expect("the test lets go"));
    let (told, heard) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(|| laptop.send(json!({ "type": "start_timer" })));
        // The look must stand behind the command in the same batch.
        std::thread::sleep(Duration::from_millis(300));
        phones[2].send_off(&laptop, &done, move |_| told.send(()).expect("the test waits"));
        release.send(()).expect("the workshop waits");
    });
    heard.recv().expect("an answer");
    write(1, "did another thing");
    let one_more = shown.as_u64().expect("a number") + 1;
    assert_eq!(count(), one_more, "the console has shown a step, and the next one has not passed");
}

#[test]
fn a_device_that_a_full_roster_turns_away_does_not_wait() {
    let laptop = Laptop::new();
    let mut refused = None;
    for place in 1..=400 {
        if let Err(error) = Phone::new(place).try_join(&laptop, &format!("Guest {place}")) {
            refused = Some(error);
            break;
        }
    }
    refused.expect("a roster has an end");
    assert_eq!(room(&laptop)["waiting"], json!([]));
}

#[test]
fn a_lobby_that_is_full_of_waiting_devices_takes_no_more_until_somebody_is_dealt_with() {
    let laptop = Laptop::new();
    control(&laptop, json!({ "type": "lobby", "lobby": true }));
    for place in 1..=600 {
        Phone::joined(&laptop, place, &format!("Guest {place}"));
    }
    let refused = Phone::new(601).try_join(&laptop, "One more").expect_err("six hundred wait");
    assert!(refused.message.contains("The room is full"), "{}", refused.message);
    assert_eq!(room(&laptop)["waiting"].as_array().expect("a list").len(), 600);
    control(&laptop, json!({ "type": "refuse", "key": Phone::new(7).key.0 }));
    Phone::joined(&laptop, 601, "One more");
}

#[test]
fn f47_after_a_restart_a_phone_finds_its_seat_its_writing_and_its_ballot() {
    let mut laptop = Laptop::new();
    Play::default().to(&laptop, "write");
    let mia = Phone::joined(&laptop, 1, "Mia");
    mia.send(&laptop, json!({ "type": "add_candidate", "sentence": sentence("opened the plan twice") }));
    mia.send(&laptop, json!({ "type": "add_value_action", "text": "sent the plan on" }));
    laptop.reopen();
    let own = mia.own(&laptop);
    assert_eq!(own["candidates"].as_array().expect("a list").len(), 1);
    assert_eq!(own["actions"].as_array().expect("a list").len(), 1);
    let candidate = own["candidates"][0]["candidate"]["id"].clone();
    let again =
        json!({ "type": "edit_candidate", "candidateId": candidate, "sentence": sentence("opened it three times") });
    mia.send(&laptop, again);
    Play::default().write(&laptop);
    for _ in 0..3 {
        laptop.send(json!({ "type": "advance", "note": "on with it" }));
    }
    laptop.send(json!({ "type": "open_round", "scope": "gates_only" }));
    mia.send(&laptop, mia.ballot(&laptop, |_| ("2", "a reason of mine".to_owned())));
    laptop.reopen();
    let own = mia.own(&laptop);
    assert_eq!(own["handedIn"], true);
    assert_eq!(own["ballot"][0]["reason"], "a reason of mine");
}

#[test]
fn t1b_once_writing_has_ended_no_byte_on_the_disk_says_who_wrote_what() {
    let mut laptop = Laptop::new();
    Play::default().to(&laptop, "write");
    let phones = everybody(&laptop);
    for (place, phone) in phones.iter().enumerate() {
        for round in 0..3 {
            let text = sentence(&format!("did thing {place} {round}"));
            phone.send(&laptop, json!({ "type": "add_candidate", "sentence": text }));
        }
    }
    laptop.stop();
    let count = "select count(*) from author_ties";
    assert_eq!(crate::blindness::column(&laptop, &count.replace("count(*)", "item_id")).len(), 12);
    let candidates = crate::blindness::column(&laptop, "select id from candidates");
    let persons = crate::blindness::column(&laptop, "select id from participants");
    assert!(
        !crate::blindness::ties(&laptop, &persons, &candidates).is_empty(),
        "the search finds them while they last"
    );
    laptop.reopen();
    laptop.send(json!({ "type": "advance", "note": "" }));
    laptop.stop();
    assert_eq!(crate::blindness::column(&laptop, "select item_id from author_ties"), Vec::<String>::new());
    assert_eq!(crate::blindness::ties(&laptop, &persons, &candidates), Vec::<String>::new());
}

#[test]
fn a_question_of_the_frame_is_answered_alone_and_shown_at_once() {
    let mut laptop = Laptop::new();
    Play::default().to(&laptop, "frame");
    let phones = everybody(&laptop);
    let early = json!({ "type": "answer_frame_alone", "question": "job", "text": "too early" });
    phones[0].try_send(&laptop, &early).expect_err("nobody asked");
    laptop.send(json!({ "type": "ask_frame", "question": "job" }));
    assert_eq!(phones[0].room(&laptop)["task"]["question"], "job");
    let secrets: Vec<String> = (0..4).map(|n| format!("wren{n}song")).collect();
    for (phone, secret) in phones.iter().zip(&secrets) {
        phone.send(&laptop, json!({ "type": "answer_frame_alone", "question": "job", "text": "a first try" }));
        phone.send(&laptop, json!({ "type": "answer_frame_alone", "question": "job", "text": secret }));
    }
    let mut surfaces = laptop.surfaces_but_the_console();
    surfaces.push(("console".to_owned(), laptop.screen().to_string()));
    surfaces.push(("every seat".to_owned(), phones[0].screens(&laptop).0));
    surfaces.push(("own seat of another".to_owned(), phones[1].screens(&laptop).1.replace(&secrets[1], "")));
    assert_eq!(leaks(&surfaces, &secrets), Vec::<String>::new());
    assert_eq!(laptop.view()["frameAsks"][0]["answered"], 4, "an answer given again takes the place of the first");
    laptop.send(json!({ "type": "reveal_frame_answers", "question": "job" }));
    let shown = laptop.view()["frameAsks"][0]["answers"].clone();
    assert_eq!(shown.as_array().expect("a list").len(), 4);
    assert!(leaks(&[("projector".to_owned(), laptop.projector().to_string())], &secrets).is_empty());
    laptop.stop();
    let sealed = "select count(*) from journal_changes where table_name = 'frame_answers' and sealed = 1";
    assert_eq!(crate::blindness::column(&laptop, &sealed.replace("count(*)", "row_key")).len(), 4 + 2 * 4);
}

#[test]
fn the_named_see_their_names_after_the_reveal_and_the_anonymous_never() {
    for (privacy, names) in [("named", PEOPLE.len()), ("anonymous", 0)] {
        let laptop = Laptop::new();
        let play = Play { privacy, channel: "own_device", ..Play::default() };
        play.to(&laptop, "score");
        laptop.send(json!({ "type": "open_round", "scope": "gates_only" }));
        for phone in everybody(&laptop) {
            phone.send(&laptop, phone.ballot(&laptop, |cell| (["0", "3"][cell % 2], String::new())));
        }
        let place = laptop.view()["score"]["rounds"][0]["cells"][0].clone();
        let cell = || laptop.ask(json!({ "type": "focus_cell", "place": place })).expect("a question is answered");
        assert_eq!(cell()["namedMarks"], json!([]), "nothing before the reveal");
        reveal(&laptop);
        let marks = cell()["namedMarks"].as_array().expect("a list").clone();
        let mut persons: Vec<_> = marks.iter().map(|m| m["participantId"].to_string()).collect();
        persons.sort();
        persons.dedup();
        assert_eq!((persons.len(), marks.len()), (names, names), "{privacy}: one mark of each");
        assert!(
            !laptop.screen().to_string().contains("namedMarks"),
            "three hundred people give 72,000 marks: they are asked for cell by cell, not sent with every answer (P4)"
        );
    }
}

/// The task of every seat, and what it may send there, stage by stage: a row for each cell of the
/// seat's column.
#[test]
fn every_stage_gives_a_seat_its_task_and_takes_what_belongs_to_it() {
    let laptop = Laptop::new();
    let play = Play { channel: "own_device", ..Play::default() };
    play.to(&laptop, "write");
    let phone = Phone::joined(&laptop, 1, "Mia");
    let task = |wanted: &str| assert_eq!(phone.room(&laptop)["task"]["kind"], wanted);
    let send = |contribution: Value| {
        phone.send(&laptop, json!({ "type": "contribute", "contribution": contribution }));
    };
    task("write");
    phone.send(&laptop, json!({ "type": "say_done_writing", "done": true }));
    assert_eq!(room(&laptop)["seats"][0]["done"], true);
    play.write(&laptop);
    laptop.send(json!({ "type": "advance", "note": "" }));

    task("clarify");
    let cards = crate::support::play::candidates(&laptop);
    send(json!({ "kind": "clarification", "candidateId": cards[0], "text": "Counted per firm?" }));
    send(json!({ "kind": "same_as", "candidateId": cards[0], "sameAsId": cards[1] }));
    phone.send(&laptop, json!({ "type": "mark_card_read", "candidateId": cards[0] }));
    laptop.clock.pass(15);
    assert_eq!(room(&laptop)["read"][0]["readers"], 1);
    let early = json!({ "type": "contribute", "contribution": { "kind": "guardrail_idea", "text": "Too early." } });
    phone.try_send(&laptop, &early).expect_err("that belongs to the input tree");
    laptop.send(json!({ "type": "advance", "note": "on" }));

    task("challenge");
    for verdict in ["fails", "survives"] {
        send(json!({ "kind": "challenge_view", "candidateId": cards[0], "challenge": "churn", "verdict": verdict }));
    }
    send(json!({ "kind": "cheat_story", "candidateId": cards[0], "text": "Open it with a script." }));
    laptop.clock.pass(15);
    let view = laptop.view();
    assert_eq!(view["challengeCounts"][0]["survives"], 1, "one view each: the later one counts");
    assert_eq!(view["challengeCounts"][0]["fails"], 0);
    assert!(!view["contributions"].to_string().contains("challenge_view"), "a private view is a count only");
    crate::support::play::challenge(&laptop);
    laptop.send(json!({ "type": "advance", "note": "on" }));

    task("wait");
    laptop.send(json!({ "type": "open_round", "scope": "gates_only" }));
    task("score");
    for (seat, phone) in everybody(&laptop).into_iter().skip(1).chain([phone.clone()]).enumerate() {
        phone
            .send(&laptop, phone.ballot(&laptop, |cell| (["0", "2", "3"][(seat + cell) % 3], format!("since {cell}"))));
    }
    reveal(&laptop);
    task("talk");
    let talk = laptop.view()["score"]["map"]["talk"][0].clone();
    let place = json!({ "candidateId": talk["candidateId"], "criterion": talk["criterion"] });
    phone.send(&laptop, json!({ "type": "offer_to_speak", "place": place, "extreme": "lowest", "will": true }));
    assert_eq!(room(&laptop)["speakers"].as_array().expect("a list").len(), 1);
    send(
        json!({ "kind": "added_reason", "candidateId": cards[0], "criterion": "customer_value", "text": "Seen twice." }),
    );
    assert!(phone.own(&laptop)["contributions"].to_string().contains("added_reason"));
    assert!(!phone.own(&laptop)["marks"].as_array().expect("a list").is_empty(), "one finds oneself on the map");
    crate::support::play::settle(&laptop);
    laptop.send(json!({ "type": "end_scoring" }));
    task("signal");
    send(json!({ "kind": "signal", "candidateId": cards[0], "signal": "object", "text": "It can be bought." }));
    send(json!({ "kind": "signal", "candidateId": cards[0], "signal": "support", "text": "" }));
    let own = phone.own(&laptop)["contributions"].to_string();
    assert!(own.contains("support") && !own.contains("object"), "{own}");
}

/// What seats send after the shortlist reaches the console, and an objection the record.
#[test]
fn seats_send_questions_objections_comments_moves_and_checks() {
    let laptop = Laptop::with(&crate::support::SAMPLE);
    let phone = Phone::joined(&laptop, 1, "Zoë");
    let go = |stage: &str| laptop.send(json!({ "type": "go_to_stage", "stage": stage }));
    let send = |contribution: Value| phone.send(&laptop, json!({ "type": "contribute", "contribution": contribution }));
    let card = |laptop: &Laptop| phone.room(laptop)["task"]["cards"][0]["id"].clone();
    go("validate");
    send(json!({ "kind": "question", "candidateId": card(&laptop), "text": "Who is missing in the file?" }));
    go("choose");
    let object = |signed: bool| {
        json!({
            "type": "object_alone", "candidateId": card(&laptop), "text": "It forgets small firms.", "signed": signed,
        })
    };
    phone.send(&laptop, object(true));
    phone.send(&laptop, object(false));
    go("define");
    send(json!({ "kind": "field_comment", "field": "unit", "text": "Trial accounts too?" }));
    go("decompose");
    let team = phone.room(&laptop)["task"]["teams"][0]["id"].clone();
    send(json!({ "kind": "team_move", "teamId": team, "inputId": null, "text": "Invitations sent by hosts" }));
    send(json!({ "kind": "guardrail_idea", "text": "Meetings that nobody joins" }));
    go("roll_out");
    send(json!({ "kind": "meeting_check", "suits": false }));
    send(json!({ "kind": "meeting_check", "suits": true }));
    let view = laptop.view();
    let kinds: Vec<&str> =
        view["contributions"].as_array().expect("a list").iter().filter_map(|c| c["kind"].as_str()).collect();
    for kind in ["question", "field_comment", "team_move", "guardrail_idea", "meeting_check"] {
        assert_eq!(kinds.iter().filter(|one| **one == kind).count(), 1, "{kind} in {kinds:?}");
    }
    let objections: Vec<&Value> = view["candidates"]
        .as_array()
        .expect("a list")
        .iter()
        .flat_map(|c| c["objections"].as_array().expect("a list"))
        .filter(|o| o["text"] == "It forgets small firms.")
        .collect();
    assert_eq!(objections.len(), 2);
    assert_eq!(objections.iter().filter(|o| o["signedBy"].is_null()).count(), 1, "one signed, one not");
    let settled = view["contributions"][0]["id"].clone();
    laptop.send(json!({ "type": "settle_contribution", "contributionId": settled, "settled": true }));
    let brief = String::from_utf8(laptop.export("markdown", "team")).expect("text");
    assert!(brief.contains("Meetings that nobody joins"), "what was typed once is in the record");
}
