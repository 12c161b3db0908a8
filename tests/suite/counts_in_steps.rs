//! What one person moves by one is seen in steps of the clock, so that in a small room nobody reads
//! off the console who has just touched a phone (T1).

use crate::support::Laptop;
use crate::support::phone::everybody;
use crate::support::play::{Play, candidates, challenge, people, reveal, sentence, sit_down};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn contribute(contribution: Value) -> Value {
    json!({ "type": "contribute", "contribution": contribution })
}

#[test]
fn t1_readers_of_a_card_and_private_views_are_counted_in_steps_of_fifteen_seconds() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "clarify");
    let phones = everybody(&laptop);
    let card = candidates(&laptop)[0].clone();
    let readers = || laptop.screen()["session"]["room"]["read"].clone();
    laptop.clock.pass(15);
    assert_eq!(readers(), json!([]));
    phones[0].send(&laptop, json!({ "type": "mark_card_read", "candidateId": card }));
    assert_eq!(readers(), json!([]), "a count that moved now would name whoever put the phone down");
    phones[1].send(&laptop, json!({ "type": "mark_card_read", "candidateId": card }));
    laptop.clock.pass(15);
    assert_eq!(readers()[0]["readers"], 2);

    laptop.send(json!({ "type": "advance", "note": "on" }));
    let view = |verdict: &str| {
        contribute(json!({ "kind": "challenge_view", "candidateId": card, "challenge": "churn", "verdict": verdict }))
    };
    let fails = || laptop.view()["challengeCounts"][0]["fails"].as_u64().unwrap_or(0);
    assert_eq!(fails(), 0);
    phones[0].send(&laptop, view("fails"));
    assert_eq!(fails(), 0);
    laptop.clock.pass(15);
    assert_eq!(fails(), 1);
    phones[0].send(&laptop, view("survives"));
    assert_eq!(fails(), 1, "nor is it seen at once who thought better of it");
    laptop.clock.pass(15);
    assert_eq!(fails(), 0);
}

#[test]
fn t1_signals_are_counted_in_steps_of_fifteen_seconds() {
    let laptop = Laptop::new();
    Play { channel: "own_device", ..Play::default() }.to(&laptop, "score");
    laptop.send(json!({ "type": "open_round", "scope": "gates_only" }));
    let phones = everybody(&laptop);
    for phone in &phones {
        phone.send(&laptop, phone.ballot(&laptop, |_| ("2", String::new())));
    }
    reveal(&laptop);
    laptop.send(json!({ "type": "end_scoring" }));
    let card = candidates(&laptop)[0].clone();
    laptop.clock.pass(15);
    let seen = || {
        let view = laptop.view();
        let sent = view["contributions"].as_array().expect("a list").len();
        let all = view["candidates"].as_array().expect("a list").clone();
        let one = all.into_iter().find(|one| one["candidate"]["id"] == card.as_str()).expect("the candidate");
        (sent, one["support"]["support"].as_u64().unwrap_or(0))
    };
    assert_eq!(seen(), (0, 0));
    phones[0]
        .send(&laptop, contribute(json!({ "kind": "signal", "candidateId": card, "signal": "support", "text": "" })));
    assert_eq!(seen(), (0, 0));
    laptop.clock.pass(15);
    assert_eq!(seen(), (1, 1));
}

#[test]
fn t1_going_back_while_people_write_shows_no_more_of_their_count() {
    let mut laptop = Laptop::new();
    Play::default().to(&laptop, "write");
    let counted = |laptop: &Laptop| laptop.view()["write"]["candidates"].clone();
    laptop.clock.pass(15);
    assert_eq!(counted(&laptop), 0);
    let all = people(&laptop);
    sit_down(&laptop, &all[0]);
    laptop.seat(json!({ "type": "add_candidate", "sentence": sentence("finished plans") }));
    laptop.seat(json!({ "type": "leave_keyboard" }));
    laptop.send(json!({ "type": "take_back_keyboard" }));
    laptop.clock.pass(15);
    assert_eq!(counted(&laptop), 0, "one more would tell what the one who sat there wrote");

    laptop.send(json!({ "type": "go_to_stage", "stage": "frame" }));
    assert_eq!(counted(&laptop), 0, "nor is it told in another stage");
    laptop.reopen();
    assert_eq!(counted(&laptop), 0, "nor after a restart");
    laptop.send(json!({ "type": "advance", "note": "on" }));
    assert_eq!(counted(&laptop), 0, "nor when writing goes on");
    laptop.send(json!({ "type": "undo" }));
    assert_eq!(counted(&laptop), 0);
    for one in &all[1..] {
        laptop.send(json!({ "type": "mark_attendance", "participantId": one, "attendance": "absent" }));
    }
    laptop.clock.pass(15);
    assert_eq!(counted(&laptop), 1, "everybody who is there has written");
    laptop.send(json!({ "type": "advance", "note": "on" }));
    laptop.send(json!({ "type": "undo" }));
    assert_eq!(counted(&laptop), 1);
}

/// Notices that went out to every screen.
fn notices(laptop: &Laptop) -> Arc<AtomicUsize> {
    let heard = Arc::new(AtomicUsize::new(0));
    let counts = heard.clone();
    laptop.door().api().subscribe(Box::new(move |_| {
        counts.fetch_add(1, Ordering::SeqCst);
    }));
    heard
}

/// A notice at the moment of sending tells on the network when somebody has touched their phone,
/// whatever the count on the screen does.
#[test]
fn t1_nobody_is_told_in_between_that_a_signal_a_private_view_or_a_read_card_came() {
    let laptop = Laptop::new();
    Play { channel: "own_device", ..Play::default() }.to(&laptop, "clarify");
    let phones = everybody(&laptop);
    let card = candidates(&laptop)[0].clone();
    let heard = notices(&laptop);
    let quiet = |what: &str, command: &Value| {
        laptop.clock.pass(15);
        laptop.screen();
        let before = heard.load(Ordering::SeqCst);
        phones[0].send(&laptop, command.clone());
        phones[1].send(&laptop, command.clone());
        assert_eq!(heard.load(Ordering::SeqCst), before, "{what}: nobody hears when it came");
        laptop.clock.pass(15);
        laptop.screen();
        assert_eq!(heard.load(Ordering::SeqCst), before + 1, "{what}: the step tells once, for however many");
    };
    quiet("a read card", &json!({ "type": "mark_card_read", "candidateId": card }));
    laptop.send(json!({ "type": "advance", "note": "on" }));
    let view = json!({ "kind": "challenge_view", "candidateId": card, "challenge": "churn", "verdict": "fails" });
    quiet("a private view", &contribute(view));
    challenge(&laptop);
    laptop.send(json!({ "type": "advance", "note": "on" }));
    laptop.send(json!({ "type": "open_round", "scope": "gates_only" }));
    for phone in &phones {
        phone.send(&laptop, phone.ballot(&laptop, |_| ("2", String::new())));
    }
    reveal(&laptop);
    laptop.send(json!({ "type": "end_scoring" }));
    quiet("a signal", &contribute(json!({ "kind": "signal", "candidateId": card, "signal": "object", "text": "No." })));
}
