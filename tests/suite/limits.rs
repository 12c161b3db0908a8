//! Every limit on texts and lists refuses one more and names the field; every wrong request is
//! answered in four parts without a word of the program's own (4.1 of the plan, F86).

use crate::support::commands::{CONSOLE, Filler, SEAT};
use crate::support::play::{Play, candidates, people, sentence};
use crate::support::{LIBRARY, Laptop};
use serde_json::{Value, json};
use sextant_api::door::{Caller, DoorBody, DoorInput, Method};
use sextant_api::error::{ApiError, ErrorCode};

/// Words of the program that no person should read.
const RAW: &[&str] = &[
    "struct ",
    "enum ",
    "Some(",
    "None",
    "Err(",
    "Ok(",
    "panicked",
    "unwrap",
    "::",
    ", expected",
    "variant",
    "invalid type",
    "SQLITE",
    "{\"",
    "line 1 column",
    "serde",
    "rusqlite",
];

/// The four parts are there, and nothing raw is in them.
fn in_four_parts(error: &ApiError, about: &str) {
    for (name, part) in [
        ("id", &error.id),
        ("what was being done", &error.doing),
        ("what went wrong", &error.message),
        ("what is safe", &error.safe),
        ("what to do now", &error.hint),
    ] {
        assert!(!part.trim().is_empty(), "{about}: {name} is empty: {error:?}");
        assert!(part.len() < 700, "{about}: {name} is too long to be read: {part}");
        for raw in RAW {
            assert!(!part.contains(raw), "{about}: {name} says {raw:?}: {part}");
        }
    }
    assert_ne!(error.code, ErrorCode::Internal, "{about}: {error:?}");
}

/// How much a text field takes, by the name of its placeholder.
fn limit(placeholder: &str) -> Option<usize> {
    match placeholder {
        "@name" => Some(80),
        "@line" | "@reason" => Some(240),
        "@paragraph" => Some(2000),
        _ => None,
    }
}

/// Each text field of each command: its place in the template, its name, its limit.
fn text_fields(template: &Value, path: &str, found: &mut Vec<(String, String, usize)>) {
    match template {
        Value::Object(fields) => {
            for (name, inner) in fields {
                text_fields(inner, &format!("{path}/{name}"), found);
            }
        }
        Value::String(text) => {
            if let Some(limit) = limit(text) {
                let name = path.rsplit('/').next().expect("a field has a name").to_owned();
                found.push((path.to_owned(), name, limit));
            }
        }
        Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn f86_every_text_of_every_command_refuses_one_character_more_and_names_its_field() {
    let laptop = Laptop::new();
    let seen = laptop.view();
    let mut tried = 0;
    for (console, template) in CONSOLE.iter().map(|t| (true, t)).chain(SEAT.iter().map(|t| (false, t))) {
        let parsed: Value = serde_json::from_str(template).expect("a template is JSON");
        let mut fields = Vec::new();
        text_fields(&parsed, "", &mut fields);
        for (path, name, limit) in fields {
            for length in [limit + 1, 10_000] {
                let mut command = Filler::new(1, &seen).fill(&without_texts(template));
                *command.pointer_mut(&path).expect("the field is there") = json!("ü".repeat(length));
                let refused = if console { laptop.try_send(command) } else { laptop.try_seat(command) };
                let error = refused.expect_err("over the limit");
                let about = format!("{} {path} with {length}", parsed["type"]);
                in_four_parts(&error, &about);
                assert_eq!(error.code, ErrorCode::Invalid, "{about}: {error:?}");
                assert_eq!(error.field.as_deref(), Some(name.as_str()), "{about}: {error:?}");
                let told = [length.to_string(), limit.to_string()];
                assert!(told.iter().all(|n| error.message.contains(n)), "{about}: {}", error.message);
                tried += 1;
            }
        }
    }
    assert!(tried > 120, "{tried} fields");
}

/// The template with short words in every text field.
fn without_texts(template: &str) -> String {
    ["@name", "@line", "@reason", "@paragraph"]
        .iter()
        .fold((*template).to_owned(), |t, p| t.replace(&format!("\"{p}\""), "\"short\""))
}

#[test]
fn f86_a_sentence_built_from_parts_has_limits_as_well() {
    let laptop = Laptop::new();
    for (field, limit) in [("freeText", 240), ("audience", 80), ("action", 80), ("unit", 80), ("condition", 240)] {
        let mut sentence = sentence("kept a plan");
        sentence[field] = json!("x".repeat(limit + 1));
        let error = laptop.try_send(json!({ "type": "add_candidate", "sentence": sentence })).expect_err("too long");
        in_four_parts(&error, field);
        assert_eq!(error.field.as_deref(), Some(field));
    }
}

/// Sends until the core says no; gives how many it took and the refusal.
fn fill(most: usize, mut send: impl FnMut(usize) -> Result<Value, ApiError>) -> (usize, ApiError) {
    for place in 0..=most {
        if let Err(error) = send(place) {
            return (place, error);
        }
    }
    panic!("more than {most} were taken");
}

#[test]
fn f86_every_list_refuses_one_more_in_words() {
    let laptop = Laptop::new();
    let (taken, error) = fill(60, |n| laptop.try_send(json!({ "type": "add_team", "name": format!("Team {n}") })));
    full(taken, 60, &error);
    let user = |n: usize| json!({ "name": format!("Group {n}"), "reason": "" });
    let (taken, error) = fill(12, |n| laptop.try_send(json!({ "type": "add_core_user", "coreUser": user(n) })));
    full(taken, 12, &error);
    let person = |n: usize| json!({ "name": format!("Person {n}"), "discipline": "product", "roles": [] });
    let (taken, error) = fill(300, |n| laptop.try_send(json!({ "type": "add_participant", "participant": person(n) })));
    full(taken, 300, &error);
    let (taken, error) = fill(200, |n| {
        laptop.try_send(json!({ "type": "add_input_metric", "name": format!("Input {n}"), "parentId": null }))
    });
    full(taken, 200, &error);
    let (taken, error) = fill(12, |_| {
        laptop.try_send(json!({ "type": "add_guardrail", "measure": "Complaints", "gamingRouteId": null }))
    });
    full(taken, 12, &error);
    let (taken, error) = fill(60, |n| {
        laptop.try_send(json!({ "type": "put_tracked_event", "trackedEventId": null, "name": format!("event {n}"),
            "trigger": "", "properties": "", "place": "", "dataClass": "personal", "owner": "", "due": null,
            "status": "planned" }))
    });
    full(taken, 60, &error);
    let (taken, error) = fill(20, |_| {
        laptop.try_send(json!({ "type": "decide_backlog", "backlogDecisionId": null, "firstItem": "one",
            "secondItem": "two", "favours": null, "throughInput": null, "because": "" }))
    });
    full(taken, 20, &error);
    let (taken, error) =
        fill(40, |_| laptop.try_send(json!({ "type": "add_exclusion", "kind": "other", "detail": "Robots" })));
    full(taken, 40, &error);
}

fn full(taken: usize, limit: usize, error: &ApiError) {
    in_four_parts(error, "a full list");
    assert_eq!(taken, limit, "{error:?}");
    assert!(error.message.contains(&format!("at most {limit}")), "{}", error.message);
}

#[test]
fn f86_five_hundred_candidates_are_taken_and_no_more() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "write");
    let add = |n: usize| json!({ "type": "add_candidate", "sentence": sentence(&format!("kept plan {n}")) });
    let (taken, error) = fill(500, |n| laptop.try_send(add(n)));
    full(taken, 500, &error);
    let (taken, error) =
        fill(500, |n| laptop.try_send(json!({ "type": "add_value_action", "text": format!("idea {n}") })));
    full(taken, 500, &error);
    laptop.send(json!({ "type": "advance", "note": "" }));
    let id = candidates(&laptop)[0].clone();
    let route = json!({ "type": "add_gaming_route", "candidateId": id, "text": "A script." });
    let (taken, error) = fill(12, |_| laptop.try_send(route.clone()));
    full(taken, 12, &error);
    let lever = json!({ "type": "add_lever", "candidateId": id, "discipline": "data", "text": "A report." });
    let (taken, error) = fill(24, |_| laptop.try_send(lever.clone()));
    full(taken, 24, &error);
    // The paper holds them all.
    assert!(laptop.export("markdown", "team").len() > 10_000);
}

#[test]
fn numbers_out_of_their_range_name_their_field() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "score");
    let id = candidates(&laptop)[0].clone();
    laptop.send(json!({ "type": "open_round", "scope": "all" }));
    let mut far = sentence("kept a plan");
    far["thresholdCount"] = json!(1_000_001);
    for (field, command) in [
        ("seconds", json!({ "type": "reset_timer", "seconds": 86_401 })),
        ("quarters", json!({ "type": "weigh_criterion", "criterion": "actionable", "quarters": 13, "reason": "x" })),
        ("quarters", json!({ "type": "weigh_criterion", "criterion": "actionable", "quarters": 256, "reason": "x" })),
        (
            "delayDays",
            json!({ "type": "set_measurability", "candidateId": id, "measurability": {
            "dataStatus": "unknown", "dataSource": "", "dataEvent": "", "delayDays": 3651, "measurableBy": null,
            "dataOwner": "" } }),
        ),
        (
            "support",
            json!({ "type": "count_support", "support": {
            "candidateId": id, "support": 301, "liveWith": 0, "object": 0 } }),
        ),
        ("seconds", json!({ "type": "reset_timer", "seconds": -1 })),
        ("seconds", json!({ "type": "reset_timer", "seconds": 1.5 })),
        ("seconds", json!({ "type": "reset_timer", "seconds": 4_294_967_296_u64 })),
        ("seconds", json!({ "type": "reset_timer", "seconds": "ten" })),
    ] {
        let error = laptop.try_send(command.clone()).expect_err("out of range");
        in_four_parts(&error, field);
        assert_eq!(error.field.as_deref(), Some(field), "{command}: {error:?}");
    }
}

#[test]
fn f30_every_wrong_request_is_answered_in_four_parts() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "write");
    let someone = people(&laptop)[0].clone();
    let here = |rest: &str| format!("/api/workshops/{}/{rest}", laptop.id);
    let deep = (0..100).fold(json!("x"), |inner, _| json!([inner]));
    let bodies = vec![
        DoorInput::None,
        DoorInput::Json(Value::Null),
        DoorInput::Json(json!([])),
        DoorInput::Json(json!(1e300)),
        DoorInput::Json(json!({})),
        DoorInput::Json(json!({ "id": "not an id", "command": { "type": "undo" } })),
        DoorInput::Json(json!({ "id": laptop.new_id(), "command": { "type": "sing" } })),
        DoorInput::Json(json!({ "id": laptop.new_id(), "command": { "type": 7 } })),
        DoorInput::Json(json!({ "id": laptop.new_id(), "command": { "type": "hand_keyboard", "participantId": 3 } })),
        DoorInput::Json(
            json!({ "id": laptop.new_id(), "command": { "type": "add_candidate", "sentence": deep.clone() } }),
        ),
        DoorInput::Json(json!({ "id": laptop.new_id(), "command": deep })),
        DoorInput::Bytes(b"{\"id\": tru".to_vec()),
        DoorInput::Bytes(vec![0, 159, 146, 150]),
        DoorInput::Bytes(b"[".repeat(100_000)),
        DoorInput::Bytes(format!("{{\"seconds\":{}}}", "9".repeat(5000)).into_bytes()),
    ];
    let paths = ["console", "seat", "ask", "export", "drafts/slot"];
    let mut answered = 0;
    for body in bodies {
        for path in paths {
            answered += check(&laptop, LIBRARY, Method::Post, &here(path), body.clone());
        }
        for path in ["/api/library", "/api/import", "/api/nowhere", "/", "", "/api/workshops/x/console"] {
            answered += check(&laptop, LIBRARY, Method::Post, path, body.clone());
        }
    }
    let ghost = "/api/workshops/00000000-0000-4000-8000-000000000000/console";
    answered += check(&laptop, LIBRARY, Method::Get, ghost, DoorInput::None);
    answered += check(&laptop, LIBRARY, Method::Get, "/../../etc/passwd", DoorInput::None);
    let other = Caller::Projector(sextant_domain::id::WorkshopId(uuid::Uuid::from_u128(7)));
    answered += check(&laptop, other, Method::Get, &here("projector"), DoorInput::None);
    answered += check(&laptop, other, Method::Get, "/api/library", DoorInput::None);
    assert!(answered > 100, "{answered} wrong requests were refused");
    assert_eq!(people(&laptop)[0], someone, "the workshop goes on");
}

/// One wrong request: refused, in four parts. Gives how many were refused.
fn check(laptop: &Laptop, caller: Caller, method: Method, path: &str, body: DoorInput) -> usize {
    let told: String = format!("{path} {body:?}").chars().take(200).collect();
    match laptop.request(caller, method, path, body) {
        (200, _) => panic!("{told} was taken"),
        (_, DoorBody::Json(value)) => {
            in_four_parts(&serde_json::from_value(value).expect("an error has its parts"), &told);
            1
        }
        (status, DoorBody::Bytes { .. }) => panic!("{told}: {status} with a file"),
    }
}
