//! The built host as a program that serves: addresses, a second process, a taken port, the end.
//! What it does with files is driven from the repository's `tests/program`.

mod serving;

/// How phones reach it (F33, T3, T5).
mod phones;

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Child, Stdio};

use serde_json::json;

use crate::serving::{agent, command, one_line, serve};

#[test]
fn serving_prints_one_line_with_every_address_and_loopback_is_the_default() {
    let home = tempfile::tempdir().expect("a folder");
    let serving = serve(home.path(), &["--listen", "127.0.0.1:0"]);
    assert!(serving.word("console").starts_with(&format!("{}/console.html#k=", serving.origin())));
    assert!(serving.word("projector").starts_with(&format!("{}/projector.html#k=", serving.origin())));
    assert!(serving.word("projector").ends_with("&w={workshop}"));
    assert!(serving.word("data").ends_with("library"));
    assert_eq!(serving.secret().len(), 64, "256 bits");
    let page = agent().get(format!("{}/console.html", serving.origin())).call().expect("an answer");
    // Where the pages were not built, the answer says so in words.
    assert!([200, 503].contains(&page.status().as_u16()));
}

#[test]
fn f21_a_second_process_on_the_same_folder_is_refused_in_one_line() {
    let home = tempfile::tempdir().expect("a folder");
    let first = serve(home.path(), &["--listen", "127.0.0.1:0"]);
    let library = home.path().join("library");
    let second = command(home.path())
        .args(["serve", "--json", "--listen", "127.0.0.1:0", "--data"])
        .arg(&library)
        .output()
        .expect("the host starts");
    let said = one_line(&second);
    assert!(said.contains(&library.display().to_string()), "it names the folder: {said}");
    assert!(second.stdout.is_empty(), "no address is printed that does not work");
    let import = command(home.path()).args(["import", "--data"]).arg(&library).arg("missing").output();
    one_line(&import.expect("the host starts"));
    assert_eq!(first.send("/api/session", None, &json!({ "key": first.secret() })).0, 200, "the first goes on");
}

#[test]
fn f33_a_taken_port_is_passed_over() {
    let home = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address");
    let serving = serve(home.path(), &["--listen", &address.to_string()]);
    assert_ne!(serving.word("listen"), address.to_string());
    assert!(serving.word("console").starts_with(&serving.origin()), "the address printed is the one that answers");
    assert_eq!(serving.send("/api/session", None, &json!({ "key": serving.secret() })).0, 200);
}

#[cfg(unix)]
#[test]
fn what_was_acknowledged_is_there_after_an_orderly_end_and_no_log_tells_it() {
    let home = tempfile::tempdir().expect("a folder");
    let serving = serve(home.path(), &["--listen", "127.0.0.1:0"]);
    let (secret, token) = (serving.secret().to_owned(), serving.token());
    let title = "Kestrel quarterly";
    let create = json!({
        "id": "5e87a27d-0000-4000-8000-00000000000a",
        "command": { "type": "create_workshop", "title": title },
    });
    let (status, made) = serving.send("/api/library", Some(&token), &create);
    assert_eq!(status, 200, "{made}");
    serving.send("/api/session", None, &json!({ "key": "wrong" }));
    let (ended, log) = serving.stop();
    assert!(ended.success(), "SIGTERM is an orderly end");
    for private in [secret.as_str(), token.as_str(), title] {
        assert!(!log.contains(private), "the log tells {private}");
    }
    let again = serve(home.path(), &["--listen", "127.0.0.1:0"]);
    assert_ne!(again.secret(), secret, "each start has a secret of its own");
    let (status, _) = again.send("/api/library", Some(&token), &create);
    assert_eq!(status, 401, "a token ends with the process");
    let (status, welcome) = again.send("/api/session", None, &json!({ "key": secret }));
    assert_eq!((status, &welcome["scope"]), (200, &json!("library")), "a page that is open greets again");
    let kept = std::fs::read_to_string(home.path().join("library/host-links.json")).expect("what is remembered");
    assert!(!kept.contains(&secret) && !kept.contains(again.secret()), "only hashes are written down");
    let token = again.token();
    let (status, resent) = again.send("/api/library", Some(&token), &create);
    assert!(status == 200 || status == 409, "{resent}");
    let origin = again.origin();
    let library = agent()
        .get(format!("{origin}/api/library"))
        .header("X-Sextant-Token", &token)
        .call()
        .and_then(|mut answer| answer.body_mut().read_to_string())
        .expect("the library");
    assert_eq!(library.matches(title).count(), 1, "there once, after a restart and a resend: {library}");
}

#[test]
fn every_address_of_the_machine_needs_one_that_is_announced() {
    let home = tempfile::tempdir().expect("a folder");
    let refused = command(home.path())
        .args(["serve", "--listen", "0.0.0.0:0", "--data"])
        .arg(home.path().join("library"))
        .output()
        .expect("the host starts");
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--announce"));
    let announced = serve(home.path(), &["--listen", "0.0.0.0:0", "--announce", "https://star.example.org"]);
    assert!(announced.word("console").starts_with("https://star.example.org/console.html#k="));
    let port = announced.word("listen").rsplit(':').next().expect("a port").to_owned();
    let by_port = agent().get(format!("http://127.0.0.1:{port}/")).call().expect("an answer");
    assert_eq!(by_port.status(), 421, "only what was announced is answered");
}

#[test]
fn a_line_that_cannot_be_read_is_answered_in_one_line() {
    let home = tempfile::tempdir().expect("a folder");
    for arguments in [
        &[][..],
        &["dance"],
        &["serve", "--listen", "nowhere"],
        &["serve", "--announce", "star"],
        &["brief", "x.sextant", "--format", "docx", "--out", "x"],
        &["export", "no-id", "--out", "x"],
        &["doctor", "--data", "/nowhere/at/all"],
    ] {
        let output = command(home.path()).args(arguments).output().expect("the host starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{arguments:?}");
        let lines: Vec<&str> = said.lines().filter(|line| line.starts_with("sextant-host: ")).collect();
        assert_eq!(lines.len(), 1, "{arguments:?}: {said}");
    }
    let help = command(home.path()).arg("--help").output().expect("the host starts");
    assert!(help.status.success() && help.stderr.is_empty());
}

#[test]
fn a_link_for_one_workshop_opens_that_one_and_nothing_else() {
    let home = tempfile::tempdir().expect("a folder");
    let (own, other) = ("5e87a27d-0000-4000-8000-00000000000a", "5e87a27d-0000-4000-8000-00000000000b");
    let first = serve(home.path(), &["--listen", "127.0.0.1:0"]);
    let token = first.token();
    for (id, title) in [(own, "Own"), (other, "Other")] {
        let create = json!({ "id": id, "command": { "type": "create_workshop", "title": title } });
        let (status, made) = first.send("/api/library", Some(&token), &create);
        assert_eq!((status, made["workshopId"].as_str()), (200, Some(id)), "{made}");
    }
    drop(first);
    let serving = serve(home.path(), &["--listen", "127.0.0.1:0", "--workshop", own]);
    let link = serving.said["workshops"][0]["console"].as_str().expect("a link").to_owned();
    let secret =
        link.split_once("#k=").and_then(|(_, rest)| rest.strip_suffix(&format!("&w={own}"))).expect("a secret");
    let (status, welcome) = serving.send("/api/session", None, &json!({ "key": secret }));
    assert_eq!((status, &welcome["scope"], &welcome["workshopId"]), (200, &json!("console"), &json!(own)));
    let token = welcome["token"].as_str().expect("a token");
    let status_of = |path: &str| {
        let url = format!("{}{path}", serving.origin());
        agent().get(url).header("X-Sextant-Token", token).call().expect("an answer").status().as_u16()
    };
    assert_eq!(status_of(&format!("/api/workshops/{own}/console")), 200);
    assert_eq!(status_of(&format!("/api/workshops/{other}/console")), 403);
    assert_eq!(status_of("/api/library"), 403);
    let unknown = command(home.path())
        .args(["serve", "--workshop", "5e87a27d-0000-4000-8000-00000000000c", "--data"])
        .arg(home.path().join("elsewhere"))
        .output()
        .expect("the host starts");
    one_line(&unknown);
}

/// Whoever is second is told so; nobody waits, and never do two hold the folder.
#[test]
fn d5_of_processes_that_start_together_on_one_folder_one_serves() {
    let home = tempfile::tempdir().expect("a folder");
    let library = home.path().join("library");
    let link = home.path().join("link");
    std::fs::create_dir(&library).expect("the folder");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&library, &link).expect("another name for it");
    #[cfg(not(unix))]
    let link = library.clone();
    for round in 0..15 {
        let mut racers: Vec<Child> = [&library, &link, &library]
            .into_iter()
            .map(|folder| {
                command(home.path())
                    .args(["serve", "--json", "--listen", "127.0.0.1:0", "--data"])
                    .arg(folder)
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .expect("the host starts")
            })
            .collect();
        // Who is refused ends with no address; who serves prints one and goes on.
        let serving: Vec<usize> = racers
            .iter_mut()
            .enumerate()
            .filter_map(|(number, racer)| {
                let mut line = String::new();
                BufReader::new(racer.stdout.as_mut().expect("its output")).read_line(&mut line).expect("a line");
                (!line.is_empty()).then_some(number)
            })
            .collect();
        for racer in &mut racers {
            let _ = racer.kill();
            let _ = racer.wait();
        }
        assert_eq!(serving.len(), 1, "round {round}: {serving:?} serve one folder");
    }
}
