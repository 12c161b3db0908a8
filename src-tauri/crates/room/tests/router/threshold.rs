//! S4: hosts, origins, sites and methods, each with its exact verdict (T6, T7).

use sextant_room::session::Scope;

use crate::heard::Heard;
use crate::server::{Server, echo};

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// It is answered.
    In,
    /// It is let in and lacks a token.
    Unknown,
    Host,
    Origin,
    Method,
}
use Verdict::{Host, In, Method, Origin, Unknown};

impl Verdict {
    fn status(self) -> u16 {
        match self {
            Self::In => 200,
            Self::Unknown => 401,
            Self::Host => 421,
            Self::Origin => 403,
            Self::Method => 405,
        }
    }
}

/// Request line without version, headers apart by `|` with PORT for the port, verdict.
const TABLE: &[(&str, &str, Verdict)] = &[
    // The host, read as the browser wrote it.
    ("GET /", "Host: 127.0.0.1:PORT", In),
    ("GET /", "Host: 127.0.0.1", Host),
    ("GET /", "Host: 127.0.0.1:80", Host),
    ("GET /", "Host: 127.0.0.1:PORT.", Host),
    ("GET /", "Host: 127.0.0.1.:PORT", Host),
    ("GET /", "Host: localhost:PORT", Host),
    ("GET /", "Host: localhost:5173", In),
    ("GET /", "Host: LocalHost:5173", In),
    ("GET /", "Host: localhost.:5173", Host),
    ("GET /", "Host: localhost:05173", Host),
    ("GET /", "Host: localhost:", Host),
    ("GET /", "Host: localhost", Host),
    ("GET /", "Host: [::1]:PORT", In),
    ("GET /", "Host: [::1]", Host),
    ("GET /", "Host: ::1:PORT", Host),
    ("GET /", "Host: [::0001]:PORT", Host),
    ("GET /", "Host: [0:0:0:0:0:0:0:1]:PORT", Host),
    ("GET /", "Host: [::ffff:127.0.0.1]:PORT", Host),
    ("GET /", "Host: 127.1:PORT", Host),
    ("GET /", "Host: 2130706433:PORT", Host),
    ("GET /", "Host: 0x7f000001:PORT", Host),
    ("GET /", "Host: 0177.0.0.1:PORT", Host),
    ("GET /", "Host: 0.0.0.0:PORT", Host),
    ("GET /", "Host: 127.0.0.2:PORT", Host),
    ("GET /", "Host: star.example.org", In),
    ("GET /", "Host: star.example.org:443", In),
    ("GET /", "Host: Star.EXAMPLE.org", In),
    ("GET /", "Host: star.example.org:80", Host),
    ("GET /", "Host: star.example.org.", Host),
    ("GET /", "Host: evil.star.example.org", Host),
    ("GET /", "Host: star.example.org.evil.com", Host),
    ("GET /", "Host: evil.com", Host),
    ("GET /", "Host: evil.com:PORT", Host),
    ("GET /", "Host: 127.0.0.1:PORT.evil.com", Host),
    ("GET /", "Host: user@127.0.0.1:PORT", Host),
    ("GET /", "Host: 127.0.0.1:PORT/", Host),
    ("GET /", "Host: 127.0.0.1:PORT,evil.com", Host),
    ("GET /", "Host: http://127.0.0.1:PORT", Host),
    ("GET /", "Host: \u{217c}ocalhost:5173", Host),
    ("GET /", "Host:", Host),
    ("GET /", "", Host),
    ("GET /", "Host: 127.0.0.1:PORT|Host: 127.0.0.1:PORT", Host),
    ("GET /", "Host: 127.0.0.1:PORT|Host: evil.com", Host),
    ("GET /", "Host: evil.com|X-Forwarded-Host: 127.0.0.1:PORT", Host),
    ("GET http://evil.com/", "Host: 127.0.0.1:PORT", Host),
    ("GET http://127.0.0.1:PORT/", "Host: 127.0.0.1:PORT", Host),
    // The origin of a page that reads.
    ("GET /", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1:PORT", In),
    ("GET /", "Host: 127.0.0.1:PORT|Origin: null", Origin),
    ("GET /", "Host: 127.0.0.1:PORT|Origin: http://evil.com", Origin),
    ("GET /", "Host: 127.0.0.1:PORT|Origin: https://127.0.0.1:PORT", Origin),
    ("GET /api/library", "Host: 127.0.0.1:PORT", Unknown),
    ("GET /api/library", "Host: 127.0.0.1:PORT|Origin: http://evil.com", Origin),
    // The origin of a page that sends.
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1:PORT", In),
    ("POST /api/session", "Host: 127.0.0.1:PORT", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: null", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin:", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1:PORT/", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: HTTP://127.0.0.1:PORT", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1.:PORT", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: http://localhost:5173", In),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: http://LOCALHOST:5173", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: http://localhost:PORT", Origin),
    ("POST /api/session", "Host: [::1]:PORT|Origin: http://[::1]:PORT", In),
    ("POST /api/session", "Host: [::1]:PORT|Origin: http://::1:PORT", Origin),
    ("POST /api/session", "Host: star.example.org|Origin: https://star.example.org", In),
    ("POST /api/session", "Host: star.example.org|Origin: https://star.example.org:443", Origin),
    ("POST /api/session", "Host: star.example.org|Origin: http://star.example.org", Origin),
    ("POST /api/session", "Host: star.example.org|Origin: https://star.example.org.", Origin),
    ("POST /api/session", "Host: star.example.org|Origin: https://evil.example.org", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1:PORT.evil.com", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1:PORT http://evil.com", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1:PORT|Origin: http://evil.com", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: file://", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: chrome-extension://abcdefgh", Origin),
    ("POST /api/session", "Host: evil.com|Origin: http://evil.com", Host),
    // What the browser says about the site that asks.
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1:PORT|Sec-Fetch-Site: same-origin", In),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1:PORT|Sec-Fetch-Site: cross-site", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1:PORT|Sec-Fetch-Site: same-site", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1:PORT|Sec-Fetch-Site: none", Origin),
    ("POST /api/session", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1:PORT|Sec-Fetch-Site: Same-Origin", Origin),
    (
        "POST /api/session",
        "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1:PORT|Sec-Fetch-Site: same-origin|Sec-Fetch-Site: same-origin",
        Origin,
    ),
    ("GET /api/library", "Host: 127.0.0.1:PORT|Sec-Fetch-Site: same-origin", Unknown),
    ("GET /api/library", "Host: 127.0.0.1:PORT|Sec-Fetch-Site: cross-site", Origin),
    (
        "GET /api/library",
        "Host: 127.0.0.1:PORT|Sec-Fetch-Site: none|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document",
        Origin,
    ),
    ("GET /api/watch", "Host: 127.0.0.1:PORT|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: no-cors", Origin),
    ("GET /", "Host: 127.0.0.1:PORT|Sec-Fetch-Site: none|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document", In),
    ("GET /", "Host: 127.0.0.1:PORT|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document", In),
    (
        "GET /",
        "Host: 127.0.0.1:PORT|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: iframe",
        Origin,
    ),
    (
        "GET /assets/core-1.js",
        "Host: 127.0.0.1:PORT|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: no-cors|Sec-Fetch-Dest: script",
        Origin,
    ),
    (
        "GET /assets/core-1.js",
        "Host: 127.0.0.1:PORT|Sec-Fetch-Site: same-origin|Sec-Fetch-Mode: cors|Sec-Fetch-Dest: script",
        In,
    ),
    // Two methods, and no leave to send others.
    ("PUT /", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1:PORT", Method),
    ("DELETE /api/library", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1:PORT", Method),
    ("PATCH /api/library", "Host: 127.0.0.1:PORT|Origin: http://127.0.0.1:PORT", Method),
    ("TRACE /", "Host: 127.0.0.1:PORT", Method),
    ("get /", "Host: 127.0.0.1:PORT", Method),
    (
        "OPTIONS /api/library",
        "Host: 127.0.0.1:PORT|Origin: http://evil.com|Access-Control-Request-Method: POST",
        Method,
    ),
    ("OPTIONS *", "Host: 127.0.0.1:PORT", Method),
];

fn send(server: &Server, line: &str, headers: &str, key: &str) -> Heard {
    let port = server.address.port().to_string();
    let body = format!("{{\"key\":\"{key}\"}}");
    let headers = headers.replace("PORT", &port).replace('|', "\r\n");
    let headers = if headers.is_empty() { headers } else { format!("{headers}\r\n") };
    let line = line.replace("PORT", &port);
    let length = body.len();
    let request = format!(
        "{line} HTTP/1.1\r\n{headers}Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    server.raw(request.as_bytes())
}

#[test]
fn s4_every_host_origin_site_and_method_gets_its_exact_verdict() {
    assert!(TABLE.len() >= 60, "the table has {} rows", TABLE.len());
    let server = Server::start(echo());
    let key = server.sessions.issue(Scope::Library);
    for (line, headers, verdict) in TABLE {
        let heard = send(&server, line, headers, key.reveal());
        let row = format!("{line} with {headers:?}");
        assert_eq!(heard.status, verdict.status(), "{row}: {heard:?}");
        if *verdict != In {
            heard.refusal(verdict.status());
        }
        let head = heard.head.to_ascii_lowercase();
        for never in ["access-control-", "set-cookie", "server:"] {
            assert!(!head.contains(never), "{row} was answered with {never}");
        }
        assert!(!String::from_utf8_lossy(&heard.body).contains(key.reveal()), "{row} gives the secret back");
    }
}

#[test]
fn every_answer_carries_the_policy() {
    let server = Server::start(echo());
    for path in ["/", "/assets/core-1.js", "/nothing", "/api/library"] {
        let heard = server.get(path, None);
        let policy = heard.header("content-security-policy").expect("a policy");
        for part in [
            "default-src 'none'",
            "script-src 'self';",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(heard.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(heard.header("referrer-policy"), Some("no-referrer"), "{path}");
    }
}

#[test]
fn only_listed_files_are_served() {
    let server = Server::start(echo());
    for (path, media_type) in
        [("/", "text/html; charset=utf-8"), ("/assets/core-1.js", "text/javascript; charset=utf-8")]
    {
        assert_eq!(server.get(path, None).header("content-type"), Some(media_type), "{path}");
    }
    assert_eq!(server.get("/", None).header("cache-control"), Some("no-cache"));
    let kept = server.get("/assets/core-1.js", None);
    assert_eq!(kept.header("cache-control"), Some("public, max-age=31536000, immutable"));
    for path in [
        "/seat.html",
        "/assets/secret.txt",
        "/assets/",
        "/assets",
        "/assets/nothing.js",
        "/assets/%2e%2e/console.html",
        "/assets/..%2fconsole.html",
        "/assets/core-1.js/",
        "//assets/core-1.js",
        "/Console.html",
        "/console.html%00",
        "/api",
    ] {
        server.get(path, None).refusal(404);
    }
    let escape = server.raw(
        format!("GET /assets/../console.html HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", server.address)
            .as_bytes(),
    );
    escape.refusal(404);
    let unbuilt = server.get("/projector.html", None);
    assert_eq!(unbuilt.status, 503);
    assert!(String::from_utf8_lossy(&unbuilt.body).contains("npm run build"), "it says how to build the pages");
}
