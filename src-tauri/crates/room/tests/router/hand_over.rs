//! Consoles that are handed over: made, taken once, ended at once, and who acts meanwhile (T2).

use std::io::{Read as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use sextant_api::door::{Caller, DoorBody, DoorInput, DoorReply};
use sextant_api::error::{ApiError, ErrorCode};
use sextant_room::console::CoreDoor;
use sextant_room::session::Scope;

use crate::heard::Heard;
use crate::server::{A, B, Server, echo};

fn path(workshop: impl std::fmt::Display, rest: &str) -> String {
    format!("/api/workshops/{workshop}/{rest}")
}

fn ask(server: &Server, token: &str, giving: &str) -> Heard {
    let command = json!({ "type": "invite", "name": "Hanna", "giving": giving });
    server.post_json(&path(A, "consoles"), Some(token), &command)
}

/// The secret of a link to A.
fn link(server: &Server, token: &str, giving: &str) -> (String, String) {
    let made = ask(server, token, giving);
    assert_eq!(made.status, 200, "{made:?}");
    let invitation = made.json()["invitation"].clone();
    let (id, link) = (invitation["id"].as_str().expect("an id"), invitation["link"].as_str().expect("a link"));
    let (start, rest) = link.split_once("#k=").expect("the secret stands behind the #");
    assert_eq!(start, "https://star.example.org/console.html", "the address with encryption is taken");
    let secret = rest.split('&').next().expect("a secret");
    (id.to_owned(), secret.to_owned())
}

fn take(server: &Server, secret: &str) -> Heard {
    server.post_json("/api/session", None, &json!({ "key": secret, "take": true }))
}

/// The token and the key that a link was exchanged for.
fn taken(server: &Server, secret: &str) -> (String, String) {
    let answer = take(server, secret).json();
    let text = |part: &str| answer[part].as_str().unwrap_or_else(|| panic!("no {part} in {answer}")).to_owned();
    assert_eq!((answer["scope"].as_str(), &answer["workshopId"]), (Some("console"), &json!(A)));
    (text("token"), text("key"))
}

fn take_back(server: &Server, token: &str, id: &str) -> Value {
    let command = json!({ "type": "take_back", "id": id });
    server.post_json(&path(A, "consoles"), Some(token), &command).json()["consoles"].clone()
}

fn caller(server: &Server, token: &str) -> String {
    let asked = server.post_json(&path(A, "console"), Some(token), &json!({})).json();
    asked["caller"].as_str().expect("the core heard somebody").to_owned()
}

#[test]
fn a_link_asks_first_and_is_taken_by_one_device() {
    let server = Server::start(echo());
    let giver = server.token(Scope::Library);
    let (id, secret) = link(&server, &giver, "share");
    let asked = server.greet(&secret).json();
    assert_eq!(asked["invitation"]["name"], "Hanna", "opening a link takes nothing yet: a preview may open it");
    assert!(asked["token"].is_null());
    let seen = server.get(&path(A, "consoles"), Some(&giver)).json();
    assert_eq!(seen["given"], json!([{ "id": id, "name": "Hanna", "giving": "share", "status": "invited" }]));
    let (token, key) = taken(&server, &secret);
    assert!(caller(&server, &token).starts_with("Given("));
    for used in [server.greet(&secret), take(&server, &secret)] {
        let told = used.refusal(403);
        assert!(told["message"].as_str().is_some_and(|text| text.contains("used already")), "{told}");
    }
    let again = server.greet(&key).json();
    assert_eq!(again["scope"], "console", "what was answered opens again, as after a restart");
    assert_eq!(server.get(&path(A, "consoles"), Some(&giver)).json()["given"][0]["status"], "away");
}

#[test]
fn an_answer_that_is_lost_on_its_way_is_asked_for_again() {
    let server = Server::start(echo());
    let giver = server.token(Scope::Library);
    let (_, secret) = link(&server, &giver, "hand_over");
    let (lost, lost_key) = taken(&server, &secret);
    let (token, _) = taken(&server, &secret);
    server.get(&path(A, "console"), Some(&lost)).refusal(401);
    server.greet(&lost_key).refusal(401);
    assert!(caller(&server, &token).starts_with("Given("));
    take(&server, &secret).refusal(403);
}

#[test]
fn a_link_that_nobody_uses_ends_after_a_quarter_of_an_hour() {
    let server = Server::start(echo());
    let giver = server.token(Scope::Library);
    let (_, secret) = link(&server, &giver, "hand_over");
    server.let_pass(15 * 60 - 1);
    assert_eq!(server.greet(&secret).status, 200);
    ask(&server, &giver, "hand_over").refusal(409);
    server.let_pass(1);
    take(&server, &secret).refusal(403);
    let seen = server.get(&path(A, "consoles"), Some(&giver)).json();
    assert_eq!(seen["given"], json!([]));
    assert_eq!(ask(&server, &giver, "hand_over").status, 200, "nobody holds it");
}

#[test]
fn while_a_workshop_is_handed_over_every_other_console_of_it_looks() {
    let server = Server::start(echo());
    let giver = server.token(Scope::Library);
    let own = server.token(Scope::Console(A));
    let (_, shared) = link(&server, &giver, "share");
    let (shared, _) = taken(&server, &shared);
    let (id, secret) = link(&server, &own, "hand_over");
    assert_eq!(caller(&server, &giver), "Library", "a link that nobody has taken hands nothing over");
    let (token, _) = taken(&server, &secret);
    for looks in [&giver, &own, &shared] {
        assert!(caller(&server, looks).starts_with("Looking("));
        let seen = server.get(&path(A, "consoles"), Some(looks)).json();
        assert_eq!((&seen["acts"], &seen["handedTo"]), (&json!(false), &json!("Hanna")));
    }
    assert!(caller(&server, &token).starts_with("Given("));
    let elsewhere = server.post_json(&path(B, "console"), Some(&giver), &json!({})).json();
    assert_eq!(elsewhere["caller"], "Library", "other workshops stay with their facilitator");
    ask(&server, &giver, "hand_over").refusal(409);
    let seen = take_back(&server, &giver, &id);
    assert_eq!((&seen["acts"], &seen["handedTo"]), (&json!(true), &json!(null)));
    assert_eq!(caller(&server, &giver), "Library");
    assert!(caller(&server, &shared).starts_with("Given("));
}

#[test]
fn t2_what_is_taken_back_ends_at_once_with_its_stream() {
    let server = Server::start(echo());
    let giver = server.token(Scope::Library);
    let (id, secret) = link(&server, &giver, "share");
    let (token, key) = taken(&server, &secret);
    let mut stream = server.connect();
    let request = format!("GET /api/watch HTTP/1.1\r\nHost: {}\r\nX-Sextant-Token: {token}\r\n\r\n", server.address);
    stream.write_all(request.as_bytes()).expect("the request");
    stream.read_exact(&mut [0; 17]).expect("the stream begins");
    let seen = server.get(&path(A, "consoles"), Some(&giver)).json();
    assert_eq!(seen["given"][0]["status"], "here");
    assert_eq!(take_back(&server, &giver, &id)["given"], json!([]));
    for refused in [
        server.get(&path(A, "console"), Some(&token)),
        server.post_json(&path(A, "console"), Some(&token), &json!({})),
        server.get("/api/watch", Some(&token)),
        server.greet(&key),
    ] {
        let told = refused.refusal(403);
        assert!(told["message"].as_str().is_some_and(|text| text.contains("taken back")), "{told}");
    }
    let mut rest = Vec::new();
    stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).expect("a limit");
    // The connection itself stays for a next request, so only the stream's own end is looked for.
    while !rest.ends_with(b"0\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).expect("the stream ends");
        rest.push(byte[0]);
    }
    let (id, unused) = link(&server, &giver, "hand_over");
    take_back(&server, &giver, &id);
    take(&server, &unused).refusal(403);
}

/// One row for each scope: who may see the consoles of A, and who may give and take back.
#[test]
fn s2_consoles_are_given_by_the_hosts_own_links_and_by_nobody_else() {
    let server = Server::start(echo());
    let giver = server.token(Scope::Library);
    let (given, _) = taken(&server, &link(&server, &giver, "share").1);
    let rows = [
        ("library", Some(server.token(Scope::Library)), 200, 200),
        ("console of A", Some(server.token(Scope::Console(A))), 200, 200),
        ("given console of A", Some(given), 200, 403),
        ("console of B", Some(server.token(Scope::Console(B))), 403, 403),
        ("projector of A", Some(server.token(Scope::Projector(A))), 403, 403),
        ("any projector", Some(server.token(Scope::AnyProjector)), 403, 403),
        ("nobody", None, 401, 401),
    ];
    for (who, token, looks, gives) in rows {
        let token = token.as_deref();
        assert_eq!(server.get(&path(A, "consoles"), token).status, looks, "{who} looks");
        let invite = json!({ "type": "invite", "name": "Noor", "giving": "share" });
        let back = json!({ "type": "take_back", "id": "00000000-0000-4000-8000-000000000001" });
        for command in [invite, back] {
            assert_eq!(server.post_json(&path(A, "consoles"), token, &command).status, gives, "{who} sends {command}");
        }
    }
}

#[test]
fn t2_a_given_console_opens_its_own_workshop_and_no_library() {
    let server = Server::start(echo());
    let giver = server.token(Scope::Library);
    let (given, _) = taken(&server, &link(&server, &giver, "hand_over").1);
    for rest in ["console", "projector", "drafts/x", "consoles"] {
        server.get(&path(B, rest), Some(&given)).refusal(403);
    }
    for rest in ["console", "seat", "ask", "drafts/x", "export", "consoles"] {
        server.post_json(&path(B, rest), Some(&given), &json!({})).refusal(403);
    }
    server.get("/api/library", Some(&given)).refusal(403);
    server.post_json("/api/library", Some(&given), &json!({})).refusal(403);
    server.post("/api/import", Some(&given), "application/octet-stream", b"x").refusal(403);
}

#[test]
fn f10_consoles_that_were_taken_go_on_after_a_restart_and_no_secret_is_written_down() {
    let earlier = Server::start(echo());
    let giver = earlier.token(Scope::Library);
    let (_, secret) = link(&earlier, &giver, "hand_over");
    let (token, key) = taken(&earlier, &secret);
    let (_, unused) = link(&earlier, &giver, "share");
    let kept = serde_json::to_string(&earlier.sessions.taken_consoles()).expect("text");
    for secret in [&secret, &token, &key, &unused] {
        assert!(!kept.contains(secret.as_str()));
    }
    let later = Server::start(echo());
    later.sessions.admit_consoles(serde_json::from_str(&kept).expect("what was written"));
    let again = later.greet(&key).json();
    let token = again["token"].as_str().expect("a token");
    assert!(caller(&later, token).starts_with("Given("));
    let giver = later.token(Scope::Library);
    assert!(caller(&later, &giver).starts_with("Looking("), "the workshop is still handed over");
    later.greet(&unused).refusal(401);
}

/// What the core is told of a hand-over, and an answer that says whether it could be written down.
fn written(told: &Arc<Mutex<Vec<Value>>>, full: &Arc<AtomicBool>) -> CoreDoor {
    let (told, full, echo) = (told.clone(), full.clone(), echo());
    Arc::new(move |caller, request| match (caller, &request.body) {
        (Caller::Links, _) if full.load(Ordering::SeqCst) => {
            let error = ApiError::plain(ErrorCode::CannotSave, "save", "The disk is full.", "Make room.");
            DoorReply { status: 507, body: DoorBody::Json(json!(error)) }
        }
        (Caller::Links, DoorInput::Json(note)) => {
            told.lock().expect("one test").push(note.clone());
            DoorReply { status: 200, body: DoorBody::Json(json!({})) }
        }
        _ => echo(caller, request),
    })
}

fn steps(told: &Arc<Mutex<Vec<Value>>>) -> Vec<String> {
    let told = std::mem::take(&mut *told.lock().expect("one test"));
    told.iter().map(|note| format!("{} {} {}", note["name"], note["giving"], note["step"]).replace('"', "")).collect()
}

#[test]
fn every_step_of_a_hand_over_is_told_to_the_core_once() {
    let (told, full) = (Arc::default(), Arc::default());
    let server = Server::start(written(&told, &full));
    let giver = server.token(Scope::Library);
    let (id, secret) = link(&server, &giver, "hand_over");
    assert_eq!(steps(&told), ["Hanna hand_over offered"]);
    let (lost, _) = taken(&server, &secret);
    let (token, _) = taken(&server, &secret);
    assert_ne!(lost, token);
    assert_eq!(steps(&told), ["Hanna hand_over taken"], "an answer that was lost is no second hand-over");
    take_back(&server, &giver, &id);
    take_back(&server, &giver, &id);
    assert_eq!(steps(&told), ["Hanna hand_over ended"]);
    let (id, _) = link(&server, &giver, "share");
    take_back(&server, &giver, &id);
    assert_eq!(steps(&told), ["Hanna share offered", "Hanna share withdrawn"]);
}

#[test]
fn f01_what_cannot_be_written_down_is_not_handed_over_and_taking_back_is_never_held_up() {
    let (told, full) = (Arc::default(), Arc::<AtomicBool>::default());
    let server = Server::start(written(&told, &full));
    let giver = server.token(Scope::Library);
    let (id, secret) = link(&server, &giver, "share");
    let (_, unused) = link(&server, &giver, "hand_over");
    let (token, _) = taken(&server, &secret);
    full.store(true, Ordering::SeqCst);
    ask(&server, &giver, "share").refusal(507);
    take(&server, &unused).refusal(507);
    assert_eq!(caller(&server, &giver), "Library", "nobody has it");
    assert_eq!(take_back(&server, &giver, &id)["given"], json!([]));
    server.get(&path(A, "console"), Some(&token)).refusal(403);
}

#[test]
fn a_console_goes_on_from_its_own_drafts_and_from_the_first_ones_when_it_has_the_workshop_alone() {
    let server = Server::start(echo());
    let giver = server.token(Scope::Library);
    let (id, secret) = link(&server, &giver, "share");
    let (shared, _) = taken(&server, &secret);
    assert_eq!(caller(&server, &shared), format!("Given(WorkshopId({}), Shared({id}))", A.0));
    let (_, secret) = link(&server, &giver, "hand_over");
    let (alone, _) = taken(&server, &secret);
    assert_eq!(caller(&server, &alone), format!("Given(WorkshopId({}), First)", A.0));
    assert_eq!(caller(&server, &giver), format!("Looking(WorkshopId({}), First)", A.0));
    assert_eq!(caller(&server, &shared), format!("Looking(WorkshopId({}), Shared({id}))", A.0));
}

#[test]
fn a_console_needs_a_name_and_there_are_eight_at_most() {
    let server = Server::start(echo());
    let giver = server.token(Scope::Library);
    for name in [json!(""), json!(" "), json!("a".repeat(81)), Value::Null] {
        let command = json!({ "type": "invite", "name": name, "giving": "share" });
        let told = server.post_json(&path(A, "consoles"), Some(&giver), &command).refusal(422);
        assert_eq!(told["field"], "name");
    }
    for _ in 0..8 {
        assert_eq!(ask(&server, &giver, "share").status, 200);
    }
    ask(&server, &giver, "share").refusal(409);
    ask(&server, &giver, "hand_over").refusal(409);
}
