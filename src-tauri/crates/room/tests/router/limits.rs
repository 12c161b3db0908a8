//! Sizes, kinds, panics and an orderly end (T10, F30).

use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::json;
use sextant_api::door::{DoorBody, DoorReply};
use sextant_room::session::Scope;

use crate::server::{A, Server, echo};

#[test]
fn a_command_may_be_64_kib_and_a_workshop_file_64_mib() {
    let server = Server::start(echo());
    let token = server.token(Scope::Library);
    let path = format!("/api/workshops/{A}/console");
    let quoted = |length: usize| format!("\"{}\"", "x".repeat(length - 2));
    let most = quoted(64 * 1024);
    assert_eq!(server.post(&path, Some(&token), "application/json", most.as_bytes()).status, 200);
    let more = quoted(64 * 1024 + 1);
    let too_much = server.post(&path, Some(&token), "application/json", more.as_bytes());
    assert!(too_much.refusal(413)["message"].as_str().is_some_and(|text| text.contains("64 KiB")));
    let file = vec![b'x'; 2 * 1024 * 1024];
    let taken = server.post("/api/import", Some(&token), "application/octet-stream", &file);
    assert_eq!(taken.json()["sent"], file.len());
}

#[test]
fn a_body_that_hides_its_size_is_cut_off_at_the_same_place() {
    let server = Server::start(echo());
    let token = server.token(Scope::Library);
    let mut stream = server.connect();
    let (address, origin) = (server.address, server.origin());
    let head = format!(
        "POST /api/library HTTP/1.1\r\nHost: {address}\r\nOrigin: {origin}\r\nX-Sextant-Token: {token}\r\n\
         Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("the head");
    let piece = format!("4000\r\n{}\r\n", "x".repeat(0x4000));
    for _ in 0..5 {
        // The server may have answered and closed already.
        let _ = stream.write_all(piece.as_bytes());
    }
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).expect("an answer before the end of the body");
    assert_eq!(&answer, b"HTTP/1.1 413");
}

#[test]
fn a_size_of_more_than_memory_is_refused_before_it_comes() {
    let server = Server::start(echo());
    let token = server.token(Scope::Library);
    let (address, origin) = (server.address, server.origin());
    for (length, statuses) in [("68719476736", &[413][..]), ("18446744073709551616", &[400, 431][..])] {
        let heard = server.raw(
            format!(
                "POST /api/import HTTP/1.1\r\nHost: {address}\r\nOrigin: {origin}\r\nX-Sextant-Token: {token}\r\n\
                 Content-Length: {length}\r\nConnection: close\r\n\r\n"
            )
            .as_bytes(),
        );
        assert!(statuses.contains(&heard.status), "{heard:?}");
    }
}

#[test]
fn deep_nesting_is_refused_and_the_server_lives() {
    let server = Server::start(echo());
    let token = server.token(Scope::Library);
    let deep = "[".repeat(30_000);
    server.post("/api/library", Some(&token), "application/json", deep.as_bytes()).refusal(400);
    assert_eq!(server.get("/api/library", Some(&token)).status, 200);
}

#[test]
fn too_many_or_too_long_headers_end_the_connection() {
    let server = Server::start(echo());
    for headers in ["X-A: b\r\n".repeat(100), format!("X-A: {}\r\n", "b".repeat(100_000))] {
        let mut stream = server.connect();
        let _ = stream.write_all(format!("GET / HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", server.address).as_bytes());
        let mut answer = Vec::new();
        // A reset is an end as well.
        let _ = stream.read_to_end(&mut answer);
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 431"), "{}", String::from_utf8_lossy(&answer));
    }
    assert_eq!(server.get("/", None).status, 200);
}

#[test]
fn f30_a_panic_fails_one_request_and_the_server_lives() {
    let server = Server::start(Arc::new(|_, request| {
        assert_ne!(request.path, "/api/library", "a mistake, made on purpose");
        DoorReply { status: 200, body: DoorBody::Json(json!("well")) }
    }));
    let token = server.token(Scope::Library);
    for _ in 0..3 {
        let failed = server.get("/api/library", Some(&token)).refusal(500);
        assert_eq!(failed["code"], "internal");
        assert!(!failed.to_string().contains("on purpose"), "what the panic says stays here");
        assert_eq!(server.get("/api/other", Some(&token)).json(), "well");
    }
}

#[test]
fn a_file_of_the_core_comes_with_its_kind_and_a_safe_name() {
    let server = Server::start(Arc::new(|_, _| DoorReply {
        status: 200,
        body: DoorBody::Bytes {
            media_type: "text/markdown; charset=utf-8".to_owned(),
            file_name: "Sl\u{f6}t\"\r\nSet-Cookie: a=b.md".to_owned(),
            bytes: b"# Star".to_vec(),
        },
    }));
    let token = server.token(Scope::Library);
    let heard = server.post_json(&format!("/api/workshops/{A}/export"), Some(&token), &json!({}));
    assert_eq!(heard.body, b"# Star");
    assert_eq!(heard.header("content-type"), Some("text/markdown; charset=utf-8"));
    assert_eq!(heard.header("set-cookie"), None);
    let named = heard.header("content-disposition").expect("a name");
    assert!(named.starts_with("attachment; filename=\"Sl_t"), "{named}");
    assert!(named.contains("filename*=UTF-8''Sl%C3%B6t%22%0D%0A"), "{named}");
}

#[test]
fn stopping_finishes_what_was_begun() {
    let (begun, has_begun) = mpsc::channel();
    let (go, may_go) = mpsc::channel::<()>();
    let may_go = std::sync::Mutex::new(may_go);
    let mut server = Server::start(Arc::new(move |_, _| {
        begun.send(()).expect("the test listens");
        let _ = may_go.lock().expect("nobody panics here").recv_timeout(Duration::from_secs(10));
        DoorReply { status: 200, body: DoorBody::Json(json!("done")) }
    }));
    let token = server.token(Scope::Library);
    let mut stream = server.connect();
    let request = format!("GET /api/library HTTP/1.1\r\nHost: {}\r\nX-Sextant-Token: {token}\r\n\r\n", server.address);
    stream.write_all(request.as_bytes()).expect("the request");
    has_begun.recv_timeout(Duration::from_secs(10)).expect("the core was asked");
    let stopping = std::thread::spawn(move || server.stop());
    go.send(()).expect("the core waits");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer, and then the end");
    assert!(answer.ends_with("\"done\""), "{answer}");
    stopping.join().expect("the server stopped");
}
