//! Hosts, origins, sites and methods: exact verdicts, for pages, posts and sockets (S4, T6, T7).

use std::net::IpAddr;

use crate::core::A;
use crate::hall::{Hall, ME, Plan};

/// How a request comes in. `{own}` in a header stands for the listener's own address and port.
struct Row {
    method: &'static str,
    path: &'static str,
    headers: &'static [&'static str],
    status: u16,
}

const fn get(path: &'static str, headers: &'static [&'static str], status: u16) -> Row {
    Row { method: "GET", path, headers, status }
}

const fn post(headers: &'static [&'static str], status: u16) -> Row {
    Row { method: "POST", path: "/api/reach", headers, status }
}

/// Asks for a socket.
const fn open(headers: &'static [&'static str], status: u16) -> Row {
    Row { method: "GET", path: "/api/seat", headers, status }
}

const HOST: &str = "Host: {own}";
const NAMED: &str = "Host: join.example.org";
const ORIGIN: &str = "Origin: http://{own}";
const SECURE: &str = "Origin: https://join.example.org";

const ROWS: &[Row] = &[
    // Hosts, for a page.
    get("/", &[HOST], 200),
    get("/seat.html", &[HOST], 200),
    get("/reach", &[HOST], 200),
    get("/", &[NAMED], 200),
    get("/", &["Host: JOIN.Example.ORG"], 200),
    get("/", &["Host: join.example.org:443"], 200),
    get("/", &["Host: join.example.org:80"], 421),
    get("/", &["Host: join.example.org."], 421),
    get("/", &["Host: join.example.org.evil.example"], 421),
    get("/", &["Host: evil.example"], 421),
    get("/", &["Host: evil.example:{port}"], 421),
    get("/", &["Host: localhost:{port}"], 421),
    get("/", &["Host: 127.0.0.1"], 421),
    get("/", &["Host: 127.0.0.2:{port}"], 421),
    get("/", &["Host: 127.1:{port}"], 421),
    get("/", &["Host: 2130706433:{port}"], 421),
    get("/", &["Host: 0x7f000001:{port}"], 421),
    get("/", &["Host: 0.0.0.0:{port}"], 421),
    get("/", &["Host: [::1]:{port}"], 421),
    get("/", &["Host: [::ffff:127.0.0.1]:{port}"], 421),
    get("/", &["Host: {own}1"], 421),
    get("/", &["Host: {own}."], 421),
    get("/", &["Host: me@{own}"], 421),
    get("/", &["Host: "], 421),
    get("/", &[], 421),
    get("/", &[HOST, HOST], 421),
    get("/", &[HOST, "Host: evil.example"], 421),
    get("http://evil.example/", &[HOST], 421),
    get("http://{own}/", &[HOST], 421),
    // Methods.
    Row { method: "HEAD", path: "/", headers: &[HOST], status: 405 },
    Row { method: "PUT", path: "/api/reach", headers: &[HOST, ORIGIN], status: 405 },
    Row { method: "DELETE", path: "/api/seat", headers: &[HOST, ORIGIN], status: 405 },
    Row { method: "OPTIONS", path: "/api/reach", headers: &[HOST, "Origin: http://evil.example"], status: 405 },
    Row { method: "TRACE", path: "/", headers: &[HOST], status: 405 },
    // Origins, for something that changes.
    post(&[HOST, ORIGIN], 200),
    post(&[NAMED, SECURE], 200),
    post(&[HOST, SECURE], 200),
    post(&[HOST], 403),
    post(&[HOST, "Origin: null"], 403),
    post(&[HOST, "Origin: "], 403),
    post(&[HOST, "Origin: http://evil.example"], 403),
    post(&[HOST, "Origin: https://{own}"], 403),
    post(&[HOST, "Origin: http://{own}/"], 403),
    post(&[HOST, "Origin: http://{own}."], 403),
    post(&[HOST, "Origin: HTTP://{own}"], 403),
    post(&[HOST, "Origin: http://127.0.0.1"], 403),
    post(&[HOST, "Origin: http://join.example.org"], 403),
    post(&[HOST, "Origin: https://join.example.org."], 403),
    post(&[HOST, "Origin: https://JOIN.example.org"], 403),
    post(&[HOST, "Origin: https://join.example.org:443"], 403),
    post(&[HOST, ORIGIN, ORIGIN], 403),
    post(&[HOST, ORIGIN, "Origin: http://evil.example"], 403),
    post(&["Host: evil.example", ORIGIN], 421),
    post(&["Host: evil.example", "Origin: http://evil.example"], 421),
    // What the browser says about the site.
    post(&[HOST, ORIGIN, "Sec-Fetch-Site: same-origin"], 200),
    post(&[HOST, ORIGIN, "Sec-Fetch-Site: same-site"], 403),
    post(&[HOST, ORIGIN, "Sec-Fetch-Site: cross-site"], 403),
    post(&[HOST, ORIGIN, "Sec-Fetch-Site: none"], 403),
    get("/", &[HOST, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"], 200),
    get("/", &[HOST, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"], 403),
    get("/", &[HOST, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"], 403),
    // Sockets.
    open(&[HOST, ORIGIN], 101),
    open(&[HOST, ORIGIN, "Sec-Fetch-Site: same-origin"], 101),
    open(&[NAMED, SECURE], 101),
    open(&[HOST], 403),
    open(&[HOST, "Origin: null"], 403),
    open(&[HOST, "Origin: http://evil.example"], 403),
    open(&[HOST, "Origin: http://{own}."], 403),
    open(&[HOST, "Origin: ws://{own}"], 403),
    open(&[HOST, "Origin: http://localhost:{port}"], 403),
    open(&[HOST, ORIGIN, "Origin: http://evil.example"], 403),
    open(&[HOST, ORIGIN, "Sec-Fetch-Site: cross-site"], 403),
    open(&[HOST, ORIGIN, "Sec-Fetch-Site: same-site"], 403),
    open(&["Host: evil.example", ORIGIN], 421),
    open(&["Host: evil.example", "Origin: http://evil.example"], 421),
    open(&["Host: join.example.org.", SECURE], 421),
    open(&[], 421),
    Row { method: "POST", path: "/api/seat", headers: &[HOST, ORIGIN], status: 405 },
    // What only the facilitator's listener has.
    get("/console.html", &[HOST], 404),
    get("/projector.html", &[HOST], 404),
    get("/assets/console-1.js", &[HOST], 404),
    get("/api/library", &[HOST], 404),
    get("/api/watch", &[HOST], 404),
    Row { method: "POST", path: "/api/session", headers: &[HOST, ORIGIN], status: 404 },
    Row { method: "POST", path: "/api/library", headers: &[HOST, ORIGIN], status: 404 },
];

#[test]
fn s4_every_host_origin_site_and_method_gets_its_exact_verdict() {
    assert!(ROWS.len() >= 60);
    let hall = Hall::build(Plan { names: vec!["https://join.example.org"], ..Plan::default() });
    hall.keeper.open(A, None).expect("a room");
    let (own, port) = (hall.address.to_string(), hall.address.port().to_string());
    for Row { method, path, headers, status } in ROWS {
        let filled = |text: &str| text.replace("{own}", &own).replace("{port}", &port);
        let path = filled(path);
        let mut request = format!("{method} {path} HTTP/1.1\r\n");
        for header in *headers {
            request.push_str(&filled(header));
            request.push_str("\r\n");
        }
        if path == "/api/seat" && *method == "GET" {
            request.push_str("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
            request.push_str("Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
            // Half a frame, so that a socket that was opened ends at once.
            request.push_str("\u{1}\u{0}");
        } else {
            let length = if *method == "POST" { "Content-Type: application/json\r\nContent-Length: 2\r\n" } else { "" };
            request.push_str(&format!("{length}Connection: close\r\n\r\n"));
            request.push_str(if *method == "POST" { "{}" } else { "" });
        }
        let heard = hall.raw(ME, request.as_bytes());
        assert_eq!(heard.status, *status, "{request}{heard:?}");
        assert_eq!(heard.header("access-control-allow-origin"), None, "{request}");
        assert_eq!(heard.header("set-cookie"), None, "{request}");
        assert!(!String::from_utf8_lossy(&heard.body).contains("not for phones"), "{request}");
    }
}

#[test]
fn t8_every_answer_carries_the_policy() {
    let hall = Hall::open();
    for path in ["/", "/assets/seat-1.js", "/nothing", "/api/seat"] {
        let heard = hall.get(path);
        let policy = heard.header("content-security-policy").expect("a policy");
        for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(heard.header("x-content-type-options"), Some("nosniff"), "{path}");
    }
}

#[test]
fn t2_nothing_a_phone_sends_is_a_facilitators_command() {
    let hall = Hall::open();
    let from: IpAddr = ME;
    let body = serde_json::json!({ "id": "00000000-0000-4000-8000-000000000001", "command": { "type": "open_round" } });
    for path in ["/api/workshops/0000000a/console", "/api/library", "/api/session", "/api/import", "/api/query"] {
        hall.post(from, path, &body).refusal(404);
    }
    assert!(hall.notes.kept().taken.is_empty());
}
