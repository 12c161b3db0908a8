//! Secrets, tokens and what they open (T2, T5).

use serde_json::json;
use sextant_room::session::Scope;

use crate::server::{A, B, Server, echo};

fn path(workshop: impl std::fmt::Display, rest: &str) -> String {
    format!("/api/workshops/{workshop}/{rest}")
}

#[test]
fn a_links_secret_is_exchanged_for_a_token_that_names_its_scope() {
    let server = Server::start(echo());
    for (scope, name, workshop) in [
        (Scope::Library, "library", json!(null)),
        (Scope::Console(A), "console", json!(A)),
        (Scope::Projector(A), "projector", json!(A)),
        (Scope::AnyProjector, "projector", json!(null)),
    ] {
        let key = server.sessions.issue(scope);
        let welcome = server.greet(key.reveal()).json();
        assert_eq!((welcome["scope"].as_str(), &welcome["workshopId"]), (Some(name), &workshop));
        assert_eq!(welcome["token"].as_str().map(str::len), Some(64));
    }
}

#[test]
fn who_speaks_follows_from_the_token_alone() {
    let server = Server::start(echo());
    let library = server.token(Scope::Library);
    let asked = server.get("/api/library", Some(&library)).json();
    assert_eq!(asked["caller"], "Library");
    let console = server.token(Scope::Console(A));
    let claim = json!({ "caller": "Library", "scope": "library", "workshopId": B });
    let sent = server.post_json(&path(A, "console"), Some(&console), &claim).json();
    assert_eq!(sent["caller"], format!("{:?}", sextant_api::door::Caller::Console(A)));
    assert_eq!(sent["sent"], claim, "what a page claims is passed on and believed by nobody");
}

#[test]
fn t2_a_token_of_one_workshop_reads_no_byte_of_another() {
    let server = Server::start(echo());
    let console = server.token(Scope::Console(A));
    let projector = server.token(Scope::Projector(A));
    let strange = server.get("/api/library", Some("0000")).refusal(401);
    assert_eq!(strange["code"], "forbidden");
    let mut refusals = Vec::new();
    for token in [&console, &projector] {
        for rest in ["console", "projector", "drafts/x"] {
            refusals.push(server.get(&path(B, rest), Some(token)));
        }
        for rest in ["console", "seat", "ask", "drafts/x", "export"] {
            refusals.push(server.post_json(&path(B, rest), Some(token), &json!({})));
        }
        refusals.push(server.get("/api/library", Some(token)));
        refusals.push(server.post_json("/api/library", Some(token), &json!({})));
        refusals.push(server.post("/api/import", Some(token), "application/octet-stream", b"x"));
        refusals.push(server.get(&path(B.to_string().to_uppercase(), "console"), Some(token)));
    }
    let first = refusals[0].body.clone();
    for refusal in refusals {
        refusal.refusal(403);
        assert_eq!(refusal.body, first, "a refusal must not tell whether the workshop exists");
    }
    assert_eq!(server.get(&path(A, "projector"), Some(&projector)).status, 200);
    server.get(&path(A, "console"), Some(&projector)).refusal(403);
    server.post_json(&path(A, "console"), Some(&projector), &json!({})).refusal(403);
}

#[test]
fn t2_the_library_does_not_leave_this_machine() {
    let server = Server::start(echo());
    let key = server.sessions.issue(Scope::Library);
    let token = server.token(Scope::Library);
    let through_a_proxy = |line: &str, body: &str| {
        let (address, origin, length) = (server.address, server.origin(), body.len());
        server.raw(
            format!(
                "{line} HTTP/1.1\r\nHost: {address}\r\nOrigin: {origin}\r\nX-Forwarded-For: 192.0.2.7\r\n\
                 X-Sextant-Token: {token}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
                 Connection: close\r\n\r\n{body}"
            )
            .as_bytes(),
        )
    };
    through_a_proxy("GET /api/library", "").refusal(403);
    through_a_proxy("GET /api/watch", "").refusal(403);
    through_a_proxy("POST /api/session", &json!({ "key": key.reveal() }).to_string()).refusal(403);
}

#[test]
fn only_wrong_secrets_are_limited_and_a_right_one_is_always_let_in() {
    let server = Server::start(echo());
    let key = server.sessions.issue(Scope::Library);
    for _ in 0..5 {
        server.greet("wrong").refusal(401);
    }
    let paused = server.greet("wrong");
    paused.refusal(429);
    assert_eq!(paused.header("retry-after"), Some("61"));
    for _ in 0..40 {
        assert_eq!(server.greet(key.reveal()).status, 200, "a stranger cannot lock the facilitator out");
    }
    server.let_pass(30);
    server.greet("wrong").refusal(429);
    server.let_pass(30);
    server.greet("wrong").refusal(401);
}

#[test]
fn s3_wrong_secrets_are_limited_over_all_addresses() {
    let server = Server::start(echo());
    let from = |last: u8| {
        let address = std::net::IpAddr::from([127, 0, 0, last]);
        server.sessions.greet("wrong", address)
    };
    for last in 1..=30 {
        assert!(matches!(from(last), sextant_room::session::Greeting::Wrong), "address {last}");
    }
    assert!(matches!(from(31), sextant_room::session::Greeting::Paused { .. }));
    server.let_pass(60);
    assert!(matches!(from(31), sextant_room::session::Greeting::Wrong));
}

#[test]
fn a_secret_in_the_address_or_in_a_cookie_opens_nothing() {
    let server = Server::start(echo());
    let token = server.token(Scope::Library);
    server.get(&format!("/api/library?token={token}&X-Sextant-Token={token}"), None).refusal(401);
    let cookie = server.raw(
        format!(
            "GET /api/library HTTP/1.1\r\nHost: {}\r\nCookie: X-Sextant-Token={token}\r\nConnection: close\r\n\r\n",
            server.address
        )
        .as_bytes(),
    );
    cookie.refusal(401);
}

#[test]
fn a_greeting_without_a_secret_is_refused() {
    let server = Server::start(echo());
    for body in [json!({}), json!({ "key": 7 }), json!([]), json!(null)] {
        server.post_json("/api/session", None, &body).refusal(401);
    }
    server.post("/api/session", None, "application/json", b"{").refusal(400);
    server.post("/api/session", None, "text/plain", b"{}").refusal(415);
}
