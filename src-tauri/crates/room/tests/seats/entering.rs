//! Secrets, codes and passes.

use serde_json::json;

use crate::core::{A, B};
use crate::hall::{Hall, ME, Plan, key_of, phone_number};
use crate::phone::Phone;

#[test]
fn a_code_is_typed_in_any_case_and_the_door_says_where_it_leads() {
    let hall = Hall::open();
    let code = hall.announcement(A).code.to_lowercase();
    let heard = hall.post(ME, "/api/enter", &json!({ "code": code }));
    assert_eq!(heard.status, 200, "{heard:?}");
    assert_eq!(heard.json()["door"]["title"], "Workshop A");
    assert_eq!(heard.json()["pass"].as_str().map(str::len), Some(32));
    let announced = hall.announcement(A);
    assert!(announced.link.starts_with(&format!("{}/#", hall.origin())));
    assert_eq!(announced.short_address, hall.address.to_string());
    assert!(!announced.encrypted);
}

#[test]
fn s3_five_wrong_codes_pause_an_address_and_thirty_pause_all() {
    let hall = Hall::open();
    let wrong = json!({ "code": "AAA AAA" });
    let right = json!({ "code": hall.announcement(A).code });
    for _ in 0..5 {
        hall.post(ME, "/api/enter", &wrong).refusal(404);
    }
    let paused = hall.post(ME, "/api/enter", &wrong);
    paused.refusal(429);
    assert!(paused.header("retry-after").and_then(|wait| wait.parse::<u64>().ok()).is_some_and(|wait| wait > 50));
    hall.post(ME, "/api/enter", &right).refusal(429);
    assert_eq!(hall.post(phone_number(1), "/api/enter", &right).status, 200);
    assert_eq!(hall.post(ME, "/api/enter", &json!({ "secret": hall.secret() })).status, 200);
    hall.let_pass(60);
    assert_eq!(hall.post(ME, "/api/enter", &right).status, 200);
    for number in 0..30 {
        hall.post(phone_number(number), "/api/enter", &wrong).refusal(404);
    }
    hall.post(phone_number(99), "/api/enter", &right).refusal(429);
    hall.let_pass(60);
    assert_eq!(hall.post(phone_number(99), "/api/enter", &right).status, 200);
}

#[test]
fn s3_wrong_passes_and_wrong_seats_are_counted_with_the_codes() {
    let hall = Hall::open();
    hall.ask(ME, "no pass", "Anna").refusal(410);
    hall.post(ME, "/api/enter", &json!({ "secret": "no secret" })).refusal(404);
    hall.post(ME, "/api/enter", &json!({ "code": "AAA AAA" })).refusal(404);
    for _ in 0..2 {
        Phone::sit(&hall, ME, "no seat").is_told("unknown");
    }
    hall.post(ME, "/api/enter", &json!({ "code": "AAA AAA" })).refusal(429);
    hall.ask(ME, "no pass", "Anna").refusal(429);
    // Whoever has the right ones is not locked out.
    let seat = hall.join(ME, "Anna");
    Phone::sit(&hall, ME, &seat).waits_for("room");
}

#[test]
fn t5_behind_a_trusted_proxy_the_forwarded_address_is_counted() {
    let hall = Hall::build(Plan { trusted: vec!["127.0.0.1/32".to_owned()], ..Plan::default() });
    hall.keeper.open(A, None).expect("a room");
    let wrong = json!({ "code": "AAA AAA" });
    let enter = |from, forwarded: &str| {
        hall.post_with(from, "/api/enter", &format!("X-Forwarded-For: {forwarded}\r\n"), &wrong).status
    };
    for _ in 0..5 {
        // The front of the list is what the phone wrote.
        assert_eq!(enter(ME, "8.8.8.8, 203.0.113.7"), 404);
    }
    assert_eq!(enter(ME, "9.9.9.9, 203.0.113.7"), 429);
    assert_eq!(enter(ME, "203.0.113.8"), 404);
    // Nobody else's word is taken.
    for turn in 0..5 {
        assert_eq!(enter(phone_number(1), &format!("203.0.113.{}", 100 + turn)), 404);
    }
    assert_eq!(enter(phone_number(1), "203.0.113.200"), 429);
}

#[test]
fn t3_a_seats_secret_is_answered_once_and_the_core_gets_its_hash() {
    let hall = Hall::open();
    let seat = hall.join(ME, "Anna");
    assert_eq!(seat.len(), 32);
    assert!(hall.notes.kept().seats.contains_key(&key_of(&seat)));
    assert_ne!(hall.join(ME, "Ben"), seat);
}

#[test]
fn a_name_that_does_not_fit_is_refused_by_its_field_and_costs_no_try() {
    let hall = Hall::open();
    let pass = hall.pass(ME);
    for _ in 0..10 {
        let refused = hall.ask(ME, &pass, &"x".repeat(81)).refusal(400);
        assert_eq!(refused["field"], "name");
    }
    for (field, request) in [
        ("discipline", json!({ "name": "Anna", "discipline": "weather", "watch": false })),
        ("watch", json!({ "name": "Anna", "discipline": "product" })),
        ("watch", json!({ "name": "Anna", "discipline": "product", "watch": "yes" })),
    ] {
        let refused = hall.post(ME, "/api/join", &json!({ "pass": pass, "request": request })).refusal(400);
        assert_eq!(refused["field"], field, "what does not fit is named, and nothing else");
    }
    assert_eq!(hall.ask(ME, &pass, "Anna").status, 200);
    hall.notes.kept().locked = true;
    hall.ask(ME, &pass, "Ben").refusal(403);
}

#[test]
fn f91_what_a_closed_room_gave_out_says_closed_and_shows_nothing() {
    let hall = Hall::open();
    let (secret, code, pass) = (hall.secret(), hall.announcement(A).code, hall.pass(ME));
    let seat = hall.join(ME, "Anna");
    hall.keeper.close(A);
    for (turn, knock) in [json!({ "secret": secret }), json!({ "code": code })].iter().enumerate() {
        let refused = hall.post(phone_number(turn as u16), "/api/enter", knock).refusal(404);
        assert!(refused["message"].as_str().is_some_and(|message| message.contains("closed")), "{refused}");
        assert!(!refused.to_string().contains("Workshop"), "nothing of the workshop is told");
    }
    hall.ask(phone_number(3), &pass, "Ben").refusal(410);
    Phone::sit(&hall, ME, &seat).is_told("room_closed");
    // Opened again, it is another room with another secret; the seat is the same.
    hall.keeper.open(A, None).expect("a room");
    assert_ne!(hall.secret(), secret);
    hall.post(phone_number(4), "/api/enter", &json!({ "secret": secret })).refusal(404);
    Phone::sit(&hall, ME, &seat).waits_for("room");
}

#[test]
fn f91_while_another_room_is_open_an_old_link_opens_neither() {
    let hall = Hall::open();
    hall.keeper.open(B, None).expect("a second room");
    let secret = hall.secret();
    hall.keeper.close(A);
    hall.post(ME, "/api/enter", &json!({ "secret": secret })).refusal(404);
    let link = hall.announcement(B).link;
    let heard = hall.post(ME, "/api/enter", &json!({ "secret": link.split_once('#').expect("a secret").1 }));
    assert_eq!(heard.json()["door"]["title"], "Workshop B");
}

#[test]
fn f53_of_a_thousand_who_join_at_once_six_hundred_are_in_and_the_rest_told_to_wait() {
    let hall = Hall::open();
    let passes: Vec<_> = (0..250).map(|number| hall.pass(phone_number(number))).collect();
    let (hall, passes) = (&hall, &passes);
    let said: Vec<u16> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..8_u16)
            .map(|worker| {
                scope.spawn(move || {
                    let numbers = (0..1_000_u16).filter(move |number| number % 8 == worker);
                    let ask = |number: u16| {
                        let pass = &passes[usize::from(number) % passes.len()];
                        hall.ask(phone_number(number), pass, &format!("person {number}"))
                    };
                    numbers.map(ask).collect::<Vec<_>>()
                })
            })
            .collect();
        let heard = workers.into_iter().flat_map(|worker| worker.join().expect("it asks"));
        heard
            .map(|heard| {
                if heard.status == 503 {
                    heard.refusal(503);
                    assert!(heard.header("retry-after").is_some());
                }
                heard.status
            })
            .collect()
    });
    assert_eq!(said.iter().filter(|status| **status == 200).count(), 600);
    assert_eq!(said.iter().filter(|status| **status == 503).count(), 400);
    assert_eq!(hall.notes.kept().joined.len(), 600);
}

#[test]
fn f37_phones_that_reach_the_self_test_are_counted_once_each() {
    let hall = Hall::open();
    assert_eq!(hall.get("/reach").status, 200);
    for number in [1, 2, 1, 3, 2] {
        assert_eq!(hall.post(phone_number(number), "/api/reach", &json!({})).status, 200);
    }
    assert_eq!(hall.announcement(A).reached, 3);
}
