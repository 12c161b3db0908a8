//! One person, one answer: whoever answers again takes the place of what they said before, on
//! whichever device and after a restart too; and nothing on the disk says whose it was once its
//! silence is over (T1b, F47).

use crate::blindness::{column, ties};
use crate::support::phone::{Phone, everybody};
use crate::support::play::{Play, candidates, challenge, people, reveal, settle, sit_down};
use crate::support::{Laptop, SAMPLE};
use serde_json::{Value, json};

fn frame_answer(text: &str) -> Value {
    json!({ "type": "answer_frame_alone", "question": "job", "text": text })
}

fn contribution(contribution: Value) -> Value {
    json!({ "type": "contribute", "contribution": contribution })
}

fn verdict(candidate: &str, verdict: &str) -> Value {
    contribution(
        json!({ "kind": "challenge_view", "candidateId": candidate, "challenge": "churn", "verdict": verdict }),
    )
}

fn signal(candidate: &str, signal: &str) -> Value {
    contribution(json!({ "kind": "signal", "candidateId": candidate, "signal": signal, "text": "It can be bought." }))
}

/// One answer of a person at the passed keyboard.
fn at_the_keyboard(laptop: &Laptop, person: &str, command: Value) {
    sit_down(laptop, person);
    laptop.seat(command);
    laptop.send(json!({ "type": "take_back_keyboard" }));
}

/// A phone of somebody who has answered elsewhere: it waits for a yes, and gets it.
fn admitted(laptop: &Laptop, place: u64, name: &str) -> Phone {
    let phone = Phone::joined(laptop, place, name);
    let waiting = laptop.screen()["session"]["room"]["waiting"].clone();
    assert_eq!(waiting[0]["returning"], true, "{name} has answered before, and the facilitator is told so");
    laptop.send(json!({ "type": "room", "room": { "type": "admit", "key": phone.key.0 } }));
    phone
}

fn answered(laptop: &Laptop) -> u64 {
    laptop.view()["frameAsks"][0]["answered"].as_u64().expect("a count")
}

/// Votes of the first challenge count: for, against.
fn views(laptop: &Laptop) -> (u64, u64) {
    // Counts move in steps of the clock.
    laptop.clock.pass(15);
    let count = laptop.view()["challengeCounts"][0].clone();
    (count["survives"].as_u64().unwrap_or(0), count["fails"].as_u64().unwrap_or(0))
}

pub(crate) fn scored(play: Play, laptop: &Laptop) -> Vec<Phone> {
    play.to(laptop, "score");
    laptop.send(json!({ "type": "open_round", "scope": "gates_only" }));
    let phones = everybody(laptop);
    for (seat, phone) in phones.iter().enumerate() {
        phone.send(laptop, phone.ballot(laptop, |cell| (["0", "3"][(seat + cell) % 2], String::new())));
    }
    reveal(laptop);
    phones
}

/// Nothing in any file says which of these things a person sent.
fn nobody_is_tied(laptop: &mut Laptop, items: &str) {
    laptop.stop();
    assert_eq!(column(laptop, "select item from seat_ties"), Vec::<String>::new());
    let (items, persons) = (column(laptop, items), column(laptop, "select id from participants"));
    assert!(!items.is_empty());
    assert_eq!(ties(laptop, &persons, &items), Vec::<String>::new());
    laptop.reopen();
}

fn somebody_is_tied(laptop: &mut Laptop, items: &str) {
    laptop.stop();
    let (items, persons) = (column(laptop, items), column(laptop, "select id from participants"));
    assert!(!ties(laptop, &persons, &items).is_empty(), "the search finds a tie while it lasts");
    laptop.reopen();
}

#[test]
fn t1b_an_answer_to_the_frame_given_again_after_a_restart_or_on_another_device_is_one_answer() {
    let mut laptop = Laptop::new();
    Play::default().to(&laptop, "frame");
    laptop.send(json!({ "type": "ask_frame", "question": "job" }));
    let mia = Phone::joined(&laptop, 1, "Mia");
    mia.send(&laptop, frame_answer("a first try"));
    laptop.reopen();
    assert_eq!(mia.own(&laptop)["frameAnswers"][0]["text"], "a first try", "a phone finds what it sent");
    mia.send(&laptop, frame_answer("a second try"));
    at_the_keyboard(&laptop, &people(&laptop)[1], frame_answer("typed on the laptop"));
    let jon = admitted(&laptop, 2, "Jon");
    jon.send(&laptop, frame_answer("typed on the phone"));
    at_the_keyboard(&laptop, &people(&laptop)[0], frame_answer("and now on the laptop"));
    assert_eq!(answered(&laptop), 2);
    somebody_is_tied(&mut laptop, "select id from frame_answers");
    laptop.send(json!({ "type": "reveal_frame_answers", "question": "job" }));
    assert_eq!(answered(&laptop), 2);
    nobody_is_tied(&mut laptop, "select id from frame_answers");
    let again = laptop.try_send(json!({ "type": "ask_frame", "question": "job" })).expect_err("it was shown");
    assert!(again.message.contains("shown already"), "{}", again.message);
    assert_eq!(laptop.view()["frameAsks"][0]["revealed"], true, "what was shown stays shown");
}

#[test]
fn what_was_answered_to_the_frame_is_shown_when_the_stage_is_left_and_its_ties_end() {
    let mut laptop = Laptop::new();
    Play::default().to(&laptop, "frame");
    laptop.send(json!({ "type": "ask_frame", "question": "job" }));
    Phone::joined(&laptop, 1, "Mia").send(&laptop, frame_answer("a sentence"));
    laptop.send(json!({ "type": "advance", "note": "on" }));
    assert_eq!(laptop.view()["frameAsks"][0]["answers"], json!(["a sentence"]));
    let undo = laptop.try_send(json!({ "type": "undo" })).expect_err("it would hide what everybody has seen");
    assert!(undo.message.contains("cannot be taken back"), "{}", undo.message);
    nobody_is_tied(&mut laptop, "select id from frame_answers");
}

#[test]
fn t1b_a_view_of_a_challenge_given_again_after_a_restart_or_on_another_device_counts_once() {
    let mut laptop = Laptop::new();
    Play::default().to(&laptop, "challenge");
    let card = candidates(&laptop)[0].clone();
    let mia = Phone::joined(&laptop, 1, "Mia");
    mia.send(&laptop, verdict(&card, "fails"));
    mia.send(&laptop, contribution(json!({ "kind": "cheat_story", "candidateId": card, "text": "With a script." })));
    laptop.reopen();
    assert_eq!(mia.own(&laptop)["contributions"].as_array().expect("a list").len(), 2);
    mia.send(&laptop, verdict(&card, "survives"));
    at_the_keyboard(&laptop, &people(&laptop)[1], verdict(&card, "fails"));
    assert_eq!(views(&laptop), (1, 1));
    admitted(&laptop, 2, "Jon").send(&laptop, verdict(&card, "survives"));
    assert_eq!(views(&laptop), (2, 0), "the same person on another device");
    somebody_is_tied(&mut laptop, "select id from contributions");
    challenge(&laptop);
    laptop.send(json!({ "type": "advance", "note": "" }));
    nobody_is_tied(&mut laptop, "select id from contributions");

    laptop.send(json!({ "type": "go_to_stage", "stage": "challenge" }));
    mia.send(&laptop, verdict(&card, "fails"));
    assert_eq!(views(&laptop), (0, 1), "a stage gone through again is answered anew, and nobody counts twice");
    let stories = laptop.view()["contributions"].to_string();
    assert!(stories.contains("With a script."), "what somebody wrote in words stays");
}

#[test]
fn f47_cards_marked_as_read_stay_so_after_a_restart_until_clarify_is_left() {
    let mut laptop = Laptop::new();
    Play::default().to(&laptop, "clarify");
    let card = candidates(&laptop)[0].clone();
    let mia = Phone::joined(&laptop, 1, "Mia");
    let read = || json!({ "type": "mark_card_read", "candidateId": card });
    mia.send(&laptop, read());
    laptop.reopen();
    assert_eq!(mia.own(&laptop)["read"], json!([card]), "nobody opens forty cards twice");
    assert_eq!(laptop.screen()["session"]["room"]["read"][0]["readers"], 1);
    somebody_is_tied(&mut laptop, "select id from candidates");
    laptop.send(json!({ "type": "advance", "note": "on" }));
    nobody_is_tied(&mut laptop, "select id from candidates");
    mia.send(&laptop, read());
    assert_eq!(mia.own(&laptop)["read"], json!([]), "who has looked is of no use later, and not remembered");
}

#[test]
fn f47_questions_comments_moves_ideas_and_checks_come_back_after_a_restart_and_can_be_taken_back() {
    let mut laptop = Laptop::with(&SAMPLE);
    let phone = Phone::joined(&laptop, 1, "Zora");
    let team = laptop.view()["teams"][0]["id"].clone();
    for (stage, sent) in [
        ("validate", json!({ "kind": "question", "candidateId": null, "text": "Since when?" })),
        ("define", json!({ "kind": "field_comment", "field": "unit", "text": "Per firm." })),
        ("decompose", json!({ "kind": "team_move", "teamId": team, "inputId": null, "text": "Invitations" })),
        ("decompose", json!({ "kind": "guardrail_idea", "text": "Complaints" })),
        ("roll_out", json!({ "kind": "meeting_check", "suits": true })),
    ] {
        laptop.send(json!({ "type": "go_to_stage", "stage": stage }));
        let own = phone.send(&laptop, contribution(sent.clone()));
        let id = own["contributions"].as_array().expect("a list").last().expect("it is in")["id"].clone();
        laptop.reopen();
        assert!(phone.own(&laptop)["contributions"].to_string().contains(id.as_str().expect("an id")), "{sent}");
        let own = phone.send(&laptop, json!({ "type": "withdraw_contribution", "contributionId": id }));
        assert!(!own["contributions"].to_string().contains(id.as_str().expect("an id")), "{sent}");
    }
}

#[test]
fn what_was_typed_at_the_passed_keyboard_is_not_shown_to_whoever_sits_down_there_next() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "challenge");
    let (card, persons) = (candidates(&laptop)[0].clone(), people(&laptop));
    let seen = |screen: &Value| screen["view"]["own"]["contributions"].as_array().expect("a seat").len();
    sit_down(&laptop, &persons[0]);
    assert_eq!(seen(&laptop.seat(verdict(&card, "fails"))), 1);
    laptop.send(json!({ "type": "take_back_keyboard" }));
    for person in [&persons[1], &persons[0]] {
        assert_eq!(seen(&sit_down(&laptop, person)), 0);
        laptop.send(json!({ "type": "take_back_keyboard" }));
    }
}

#[test]
fn in_the_second_round_the_passed_keyboard_shows_each_owner_their_own_earlier_marks_and_the_curtain_nobodys() {
    let laptop = Laptop::new();
    let play = Play { reason: |seat, cell| format!("wren{seat}song{cell}"), ..Play::default() };
    play.to(&laptop, "score");
    play.everybody_scores(&laptop, "all");
    reveal(&laptop);
    laptop.send(json!({ "type": "open_round", "scope": "disputed" }));
    let persons = people(&laptop);
    for (seat, person) in persons.iter().enumerate() {
        let curtain = laptop.send(json!({ "type": "hand_keyboard", "participantId": person })).to_string();
        assert!(!curtain.contains("song"), "between two people there is nothing to see");
        let screen = laptop.seat(json!({ "type": "accept_keyboard" }));
        let own = screen["view"]["own"].clone();
        assert!(!own["earlier"].as_array().expect("a list").is_empty());
        let others = (0..4).filter(|other| *other != seat).map(|other| format!("wren{other}song"));
        let own = own.to_string();
        assert_eq!(others.filter(|word| own.contains(word.as_str())).collect::<Vec<_>>(), Vec::<String>::new());
        laptop.seat(json!({ "type": "submit_ballot", "scores": play.ballot(seat, &screen) }));
    }
    let again = sit_down(&laptop, &persons[0]);
    assert_eq!(again["view"]["own"]["ballot"], json!([]), "what was handed in now stays sealed");
}

#[test]
fn t1_whoever_sits_down_at_the_passed_keyboard_as_somebody_sees_nothing_that_came_from_their_phone() {
    let laptop = Laptop::new();
    let phones = scored(Play { channel: "own_device", ..Play::default() }, &laptop);
    laptop.send(json!({ "type": "open_round", "scope": "disputed" }));
    let earlier = |own: &Value| own["earlier"].as_array().expect("a list").len();
    for phone in &phones {
        let own = phone.own(&laptop);
        assert!(earlier(&own) > 0, "its owner sees what they marked before");
        let screen = sit_down(&laptop, own["participantId"].as_str().expect("a person"));
        assert_eq!(earlier(&screen["view"]["own"]), 0);
        laptop.send(json!({ "type": "take_back_keyboard" }));
    }
}

#[test]
fn t1b_a_signal_given_again_after_a_restart_or_on_another_device_counts_once() {
    let mut laptop = Laptop::new();
    let phones = scored(Play { channel: "own_device", ..Play::default() }, &laptop);
    settle(&laptop);
    laptop.send(json!({ "type": "end_scoring" }));
    let card = candidates(&laptop)[0].clone();
    phones[0].send(&laptop, signal(&card, "support"));
    phones[1].send(&laptop, signal(&card, "support"));
    laptop.reopen();
    phones[0].send(&laptop, signal(&card, "object"));
    at_the_keyboard(&laptop, &people(&laptop)[1], signal(&card, "live_with"));
    let counts = || {
        let all = laptop.record()["workshop"]["supportCounts"].as_array().expect("counts").clone();
        let one = all.into_iter().find(|one| one["candidateId"] == card.as_str()).expect("of this candidate");
        [one["support"].clone(), one["liveWith"].clone(), one["object"].clone()]
    };
    assert_eq!(counts(), [json!(0), json!(1), json!(1)]);
    somebody_is_tied(&mut laptop, "select id from contributions");
    laptop.send(json!({ "type": "advance", "note": "on" }));
    nobody_is_tied(&mut laptop, "select id from contributions");
}

#[test]
fn t1b_reasons_added_at_the_reveal_have_no_author_no_time_and_no_order_until_scoring_ends() {
    let mut laptop = Laptop::new();
    let phones = scored(Play { channel: "own_device", ..Play::default() }, &laptop);
    let card = candidates(&laptop)[0].clone();
    let words: Vec<String> = (0..4).map(|place| format!("wren{place}song")).collect();
    let reason = |text: &str| {
        contribution(
            json!({ "kind": "added_reason", "candidateId": card, "criterion": "customer_value", "text": text }),
        )
    };
    for (phone, text) in phones.iter().zip(&words) {
        laptop.clock.pass(77);
        phone.send(&laptop, reason(text));
    }
    let heard = laptop.view()["contributions"][0]["id"].clone();
    laptop.send(json!({ "type": "settle_contribution", "contributionId": heard, "settled": true }));
    laptop.reopen();
    let own = phones[2].own(&laptop)["contributions"].clone();
    assert_eq!(own.as_array().map(Vec::len), Some(1), "each finds their own");
    phones[2].send(&laptop, json!({ "type": "withdraw_contribution", "contributionId": own[0]["id"] }));
    phones[2].send(&laptop, reason(&words[2]));

    laptop.stop();
    let open = "select coalesce(before_image, '') || coalesce(after_image, '') from journal_changes where sealed = 0";
    let said = column(&laptop, open).join(" ");
    assert!(words.iter().all(|word| !said.contains(word.as_str())), "no entry of its own says a reason");
    let times = "select distinct cast(at as text) from journal_entries where operation = 'contribute'";
    assert_eq!(column(&laptop, times), column(&laptop, "select cast(opened_at as text) from rounds"));
    assert_eq!(
        column(&laptop, "select actor from journal_entries where operation = 'contribute' and actor <> 'somebody'"),
        Vec::<String>::new()
    );
    laptop.reopen();
    somebody_is_tied(&mut laptop, "select id from contributions");

    settle(&laptop);
    laptop.send(json!({ "type": "end_scoring" }));
    phones[0].try_send(&laptop, &reason("too late")).expect_err("the ballots cannot be told apart any more");
    nobody_is_tied(&mut laptop, "select id from contributions");
    laptop.stop();
    let shown = "select after_image from journal_changes where table_name = 'contributions' and sealed = 0 \
                 order by number, position";
    let shown = column(&laptop, shown);
    let mut by_id = shown.clone();
    by_id.sort_by_key(|row| serde_json::from_str::<Value>(row).expect("a row")["id"].to_string());
    assert_eq!(shown, by_id, "they stand in the order of random ids");
    assert_eq!(shown.len(), words.len());
    assert_eq!(
        column(&laptop, "select distinct span from command_ids where span is not null"),
        Vec::<String>::new(),
        "no id of a command is left that a phone could recognise"
    );
    laptop.reopen();
    let record = laptop.record()["workshop"]["contributions"].clone();
    let ids: Vec<String> = record.as_array().expect("a list").iter().map(|row| row["id"].to_string()).collect();
    assert!(ids.is_sorted(), "an export has them in that order too");
}

#[test]
fn an_objection_comes_back_to_its_writer_who_alone_takes_it_back_until_the_decision() {
    let mut laptop = Laptop::with(&crate::support::SAMPLE);
    laptop.send(json!({ "type": "go_to_stage", "stage": "choose" }));
    laptop.send(json!({ "type": "reopen_choice", "reason": "A new finalist came up." }));
    let (zoe, max) = (Phone::joined(&laptop, 1, "Zoë"), Phone::joined(&laptop, 2, "Max"));
    let view = laptop.view();
    let all = view["candidates"].as_array().expect("candidates");
    let card = all.iter().find(|c| c["candidate"]["standing"] == "shortlisted").expect("the one that was the star");
    let card = card["candidate"]["id"].clone();
    let object = |text: &str, signed: bool| json!({ "type": "object_alone", "candidateId": card, "text": text, "signed": signed });
    zoe.send(&laptop, object("It forgets small firms.", false));
    zoe.send(&laptop, object("It comes too late.", true));
    laptop.reopen();
    let own = zoe.own(&laptop)["objections"].clone();
    assert_eq!(own.as_array().map(Vec::len), Some(2));
    assert_eq!(max.own(&laptop)["objections"], json!([]), "nobody else gets them");
    let first = own.as_array().and_then(|all| all.iter().find(|o| o["signedBy"].is_null())).expect("unsigned").clone();
    let back = json!({ "type": "withdraw_objection_alone", "objectionId": first["id"] });
    max.try_send(&laptop, &back).expect_err("it is not his");
    let console = json!({ "type": "withdraw_objection", "objectionId": first["id"] });
    let refused = laptop.try_send(console).expect_err("nor the facilitator's");
    assert!(refused.message.contains("sent from a seat"), "{}", refused.message);
    let reworded = json!({
        "type": "record_objection", "objectionId": first["id"], "candidateId": card, "text": "It is fine.",
        "signedBy": null, "counterExample": false, "devilsAdvocate": false,
    });
    laptop.try_send(reworded.clone()).expect_err("nor are its words");
    let mut marked = reworded;
    (marked["text"], marked["counterExample"]) = (first["text"].clone(), json!(true));
    laptop.send(marked);
    zoe.send(&laptop, back);
    assert_eq!(zoe.own(&laptop)["objections"].as_array().map(Vec::len), Some(1));
    let decider =
        view["people"].as_array().expect("people").iter().find(|p| p["roles"].to_string().contains("decider"));
    laptop.send(json!({ "type": "choose_star", "choice": {
        "candidateId": card, "deciderId": decider.expect("a decider")["id"], "reason": "It fits best.",
        "comeBackWhen": "When two quarters are flat.",
    } }));
    let left = zoe.own(&laptop)["objections"][0]["id"].clone();
    let late = json!({ "type": "withdraw_objection_alone", "objectionId": left });
    let refused = zoe.try_send(&laptop, &late).expect_err("the decision has heard it");
    assert!(refused.message.contains("star is chosen"), "{}", refused.message);
    laptop.send(json!({ "type": "go_to_stage", "stage": "define" }));
    laptop.stop();
    assert_eq!(column(&laptop, "select item from seat_ties"), Vec::<String>::new());
}

#[test]
fn t1b_what_the_last_stage_remembers_ends_when_the_workshop_is_put_away() {
    let mut laptop = Laptop::with(&crate::support::SAMPLE);
    laptop.send(json!({ "type": "go_to_stage", "stage": "roll_out" }));
    let phone = Phone::joined(&laptop, 1, "Zoë");
    phone.send(&laptop, contribution(json!({ "kind": "meeting_check", "suits": false })));
    laptop.reopen();
    phone.send(&laptop, contribution(json!({ "kind": "meeting_check", "suits": true })));
    assert_eq!(laptop.view()["contributions"].to_string().matches("\"meeting_check\"").count(), 1);
    somebody_is_tied(&mut laptop, "select id from contributions where kind = 'meeting_check'");
    laptop.library(json!({ "type": "archive_workshop", "workshopId": laptop.id }));
    nobody_is_tied(&mut laptop, "select id from contributions where kind = 'meeting_check'");
}

#[test]
fn an_offer_to_speak_is_for_an_open_cell_of_the_talk_list_and_the_facilitator_sees_the_end_it_is_for() {
    let mut laptop = Laptop::new();
    let phones = scored(Play { channel: "own_device", ..Play::default() }, &laptop);
    let talk = laptop.view()["score"]["map"]["talk"].clone();
    let place = json!({ "candidateId": talk[0]["candidateId"], "criterion": talk[0]["criterion"] });
    let offer = |place: &Value, extreme: &str, will: bool| json!({ "type": "offer_to_speak", "place": place, "extreme": extreme, "will": will });
    let speakers = |laptop: &Laptop| laptop.screen()["session"]["room"]["speakers"].as_array().expect("a list").len();
    phones[0].send(&laptop, offer(&place, "lowest", true));
    phones[1].send(&laptop, offer(&place, "lowest", true));
    phones[1].send(&laptop, offer(&place, "highest", true));
    assert_eq!(speakers(&laptop), 2, "in a small room everybody may, each for one end");
    laptop.reopen();
    assert_eq!(phones[1].own(&laptop)["speaking"][0]["extreme"], "highest");
    let elsewhere = json!({ "candidateId": talk[0]["candidateId"], "criterion": "measurable" });
    phones[0].try_send(&laptop, &offer(&elsewhere, "lowest", true)).expect_err("nobody talks about that one");
    phones[1].send(&laptop, offer(&place, "highest", false));
    assert_eq!(speakers(&laptop), 1);
    settle(&laptop);
    assert_eq!(speakers(&laptop), 0, "a cell that is settled needs no speaker");
    phones[2].try_send(&laptop, &offer(&place, "highest", true)).expect_err("it is settled");
    laptop.send(json!({ "type": "open_round", "scope": "gates_only" }));
    assert_eq!(phones[0].own(&laptop)["speaking"], json!([]));
    phones[0].try_send(&laptop, &offer(&place, "lowest", true)).expect_err("people score");
}

#[test]
fn above_twelve_people_one_speaks_for_each_end_of_a_cell() {
    let laptop = Laptop::new();
    let play = Play { channel: "own_device", ..Play::default() };
    play.to(&laptop, "score");
    for place in 0..9 {
        let participant = json!({ "name": format!("Guest {place}"), "discipline": "sales", "roles": ["contributor"] });
        laptop.send(json!({ "type": "add_participant", "participant": participant }));
    }
    laptop.send(json!({ "type": "open_round", "scope": "gates_only" }));
    let phones = everybody(&laptop);
    for (seat, phone) in phones.iter().enumerate() {
        phone.send(&laptop, phone.ballot(&laptop, |_| (["0", "3"][seat % 2], String::new())));
    }
    laptop.send(json!({ "type": "close_round", "note": "The others come later." }));
    laptop.send(json!({ "type": "reveal_round" }));
    let talk = laptop.view()["score"]["map"]["talk"].clone();
    let place = json!({ "candidateId": talk[0]["candidateId"], "criterion": talk[0]["criterion"] });
    let offer = |extreme: &str, will: bool| json!({ "type": "offer_to_speak", "place": place, "extreme": extreme, "will": will });
    phones[0].send(&laptop, offer("lowest", true));
    phones[1].send(&laptop, offer("highest", true));
    let refused = phones[2].try_send(&laptop, &offer("lowest", true)).expect_err("one for each end");
    assert!(refused.message.contains("Somebody speaks for the lowest marks"), "{}", refused.message);
    phones[0].send(&laptop, offer("lowest", false));
    phones[2].send(&laptop, offer("lowest", true));
    let speakers = laptop.screen()["session"]["room"]["speakers"].clone();
    assert_eq!(speakers.as_array().map(Vec::len), Some(2));
}
