//! The listener of phones: where it is, what it is told to be, and what it writes down.

use std::net::TcpListener;
use std::path::Path;

use serde_json::{Value, json};

use crate::serving::{Serving, agent, command, one_line, serve};

const OWN: &str = "5e87a27d-0000-4000-8000-00000000000a";

/// A library with one workshop.
fn with_a_workshop(home: &Path) {
    let host = serve(home, &["--listen", "127.0.0.1:0"]);
    let token = host.token();
    let create = json!({ "id": OWN, "command": { "type": "create_workshop", "title": "Harbour" } });
    let (status, made) = host.send("/api/library", Some(&token), &create);
    assert_eq!((status, made["workshopId"].as_str()), (200, Some(OWN)), "{made}");
}

fn open(home: &Path, more: &[&str]) -> Serving {
    let mut line = vec!["--listen", "127.0.0.1:0", "--workshop", OWN, "--open-room"];
    line.extend_from_slice(more);
    serve(home, &line)
}

/// Posts to the listener of phones as its own page does.
fn post(join: &str, path: &str, body: &Value) -> (u16, Value) {
    let request =
        agent().post(format!("{join}{path}")).header("Origin", join).header("Content-Type", "application/json");
    let mut answer = request.send(body.to_string()).expect("an answer");
    let text = answer.body_mut().read_to_string().expect("text");
    (answer.status().as_u16(), serde_json::from_str(&text).expect("JSON"))
}

fn room(host: &Serving, part: &str) -> String {
    host.said["workshops"][0]["room"][part].as_str().unwrap_or_else(|| panic!("no {part} in {}", host.said)).to_owned()
}

#[test]
fn f33_phones_get_the_next_port_when_theirs_is_taken_and_the_link_says_so() {
    let home = tempfile::tempdir().expect("a folder");
    with_a_workshop(home.path());
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let host = open(home.path(), &["--join-listen", &taken.local_addr().expect("an address").to_string()]);
    let join = host.word("join");
    assert_ne!(join, format!("http://{}", taken.local_addr().expect("an address")));
    assert!(room(&host, "link").starts_with(&format!("{join}/#")));
    let (status, door) = post(join, "/api/enter", &json!({ "code": room(&host, "code") }));
    assert_eq!((status, door["door"]["title"].as_str()), (200, Some("Harbour")), "{door}");
    assert_eq!(agent().get(format!("{join}/console.html")).call().expect("an answer").status().as_u16(), 404);
    let at_the_console = agent().get(format!("{}/seat.html", host.origin())).call().expect("an answer");
    assert_eq!(at_the_console.status().as_u16(), 404, "two routers, two listeners");
}

#[test]
fn a_room_behind_a_proxy_is_announced_under_its_public_address() {
    let home = tempfile::tempdir().expect("a folder");
    with_a_workshop(home.path());
    let public = "https://star.example.org";
    let host =
        open(home.path(), &["--public-url", public, "--join-listen", "127.0.0.1:0", "--trusted-proxy", "127.0.0.1/32"]);
    assert_eq!(host.word("join"), public);
    assert!(room(&host, "link").starts_with("https://star.example.org/#"));
    assert_eq!(room(&host, "link").split_once('#').map(|(_, secret)| secret.len()), Some(32), "128 bits");
}

#[test]
fn without_a_word_about_phones_nothing_is_listened_on_for_them() {
    let home = tempfile::tempdir().expect("a folder");
    with_a_workshop(home.path());
    let host = serve(home.path(), &["--listen", "127.0.0.1:0", "--workshop", OWN]);
    assert_eq!((&host.said["join"], &host.said["workshops"][0]["room"]), (&Value::Null, &Value::Null));
}

#[test]
fn what_is_no_address_of_a_proxy_or_of_a_host_is_answered_in_one_line() {
    let home = tempfile::tempdir().expect("a folder");
    let library = home.path().join("library").display().to_string();
    for (more, told) in [
        (&["--trusted-proxy", "nobody"][..], "--trusted-proxy"),
        (&["--public-url", "star.example.org", "--join-listen", "127.0.0.1:0"], "star.example.org"),
        (&["--join-listen", "8.8.8.8:7040"], "--join-listen"),
        (&["--join-announce", "http://127.0.0.1:1"], "--join-listen"),
        (&["--open-room"], "--workshop"),
    ] {
        let mut line = command(home.path());
        line.args(["serve", "--listen", "127.0.0.1:0", "--data", &library]).args(more);
        let said = one_line(&line.output().expect("the host starts"));
        assert!(said.contains(told), "{more:?}: {said}");
    }
}

/// With few handles left to the process, phones that come are told, and whoever is in stays.
#[cfg(target_os = "linux")]
#[test]
fn f28_when_there_are_no_more_handles_newcomers_are_told_and_the_host_lives() {
    use std::io::{Read as _, Write as _};
    let home = tempfile::tempdir().expect("a folder");
    with_a_workshop(home.path());
    let host = open(home.path(), &["--join-listen", "127.0.0.1:0"]);
    let limited =
        std::process::Command::new("prlimit").args(["--pid", &host.child.id().to_string(), "--nofile=48:48"]).status();
    assert!(limited.is_ok_and(|status| status.success()), "prlimit is part of the system");
    let join = host.word("join").to_owned();
    let address = join.trim_start_matches("http://");
    let mut held: Vec<_> = (0..60)
        .map(|_| {
            let mut stream = std::net::TcpStream::connect(address).expect("the system takes the connection");
            // Half a request: the host keeps the connection while it waits for the rest.
            stream.write_all(b"GET / HTTP/1.1\r\nX-A: ").expect("half a request");
            stream.set_nonblocking(true).expect("a choice");
            stream
        })
        .collect();
    let begun = std::time::Instant::now();
    let mut told = 0;
    while told < 3 && begun.elapsed() < std::time::Duration::from_secs(4) {
        for stream in &mut held {
            let mut answer = [0; 4096];
            if let Ok(read @ 1..) = stream.read(&mut answer) {
                let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
                assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("full for now"), "{answer}");
                told += 1;
            }
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(told >= 3, "only {told} were told");
    drop(held);
    let answered = (0..50).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(200));
        agent().get(format!("{join}/reach")).call().is_ok_and(|answer| [200, 503].contains(&answer.status().as_u16()))
    });
    assert!(answered, "it goes on as soon as there are handles again");
}

#[cfg(unix)]
#[test]
fn t3_no_secret_of_a_room_or_a_phone_is_in_the_log() {
    let home = tempfile::tempdir().expect("a folder");
    with_a_workshop(home.path());
    let host = open(home.path(), &["--join-listen", "127.0.0.1:0"]);
    let join = host.word("join").to_owned();
    let (link, code) = (room(&host, "link"), room(&host, "code"));
    let secret = link.split_once('#').expect("a secret").1;
    let (_, entered) = post(&join, "/api/enter", &json!({ "secret": secret }));
    let pass = entered["pass"].as_str().expect("a pass").to_owned();
    let request = json!({ "name": "Anna Unique", "discipline": "product", "watch": false });
    let (status, joined) = post(&join, "/api/join", &json!({ "pass": pass, "request": request }));
    let seat = joined["seat"].as_str().unwrap_or_else(|| panic!("no seat: {status} {joined}")).to_owned();
    for wrong in ["AAA AAA"; 7] {
        post(&join, "/api/enter", &json!({ "code": wrong }));
    }
    let (ended, log) = host.stop();
    assert!(ended.success());
    assert!(log.contains("too many wrong codes"), "the log is there: {log}");
    for kept in [secret, &code, &code.replace(' ', ""), &pass, &seat, "Anna Unique", "Harbour", "AAA AAA"] {
        assert!(!log.contains(kept), "{kept} is in the log: {log}");
    }
}
