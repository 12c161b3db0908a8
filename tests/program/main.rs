//! The built host as a program: what it writes, what it says, what it asks of the system.
//! `cargo xtask test program` runs it.

mod asleep;
mod flood;
mod host;
mod logs;
mod room;
mod serving;
mod soak;
mod upgraded;
mod wire;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use host::{Home, fail, succeed};

fn demo(home: &Home) -> PathBuf {
    let out = home.path("demo");
    succeed(&mut home.host(&["demo", "--out", &out.display().to_string()]));
    out
}

fn with_ending(folder: &Path, ending: &str) -> PathBuf {
    fs::read_dir(folder)
        .expect("the folder of the demo")
        .map(|entry| entry.expect("an entry").path())
        .find(|path| path.extension().is_some_and(|found| found == ending))
        .unwrap_or_else(|| panic!("the demo wrote no .{ending}"))
}

fn text_of_pdf(pdf: &Path) -> String {
    let output = Command::new("pdftotext").arg(pdf).arg("-").output().expect("pdftotext is installed");
    String::from_utf8(output.stdout).expect("the text of a PDF")
}

/// The first id in what the host said.
fn id_in(said: &str) -> String {
    said.split(|letter: char| !letter.is_ascii_hexdigit() && letter != '-')
        .find(|word| word.len() == 36)
        .unwrap_or_else(|| panic!("there is no id in: {said}"))
        .to_owned()
}

#[test]
fn the_demo_writes_every_format_and_the_workshop_file() {
    let home = Home::new();
    let out = demo(&home);
    for ending in ["md", "html", "pdf", "json", "sextant"] {
        let written = fs::metadata(with_ending(&out, ending)).expect("the file").len();
        assert!(written > 1_000, "the .{ending} is nearly empty");
    }
    assert!(text_of_pdf(&with_ending(&out, "pdf")).contains("Slotwell"));
}

#[test]
fn a_workshop_file_imported_and_exported_again_is_the_same_to_the_byte() {
    let home = Home::new();
    let file = with_ending(&demo(&home), "sextant");
    let said = succeed(&mut home.host(&["import", &file.display().to_string()]));
    let again = home.path("again.sextant");
    succeed(&mut home.host(&["export", &id_in(&said), "--out", &again.display().to_string()]));
    assert_eq!(fs::read(file).expect("the first"), fs::read(again).expect("the second"));
}

#[test]
fn a_brief_is_made_from_a_workshop_file_alone() {
    let home = Home::new();
    let file = with_ending(&demo(&home), "sextant").display().to_string();
    let brief = home.path("brief.md");
    succeed(&mut home.host(&["brief", &file, "--format", "markdown", "--out", &brief.display().to_string()]));
    assert!(fs::read_to_string(brief).expect("the brief").contains("Slotwell"));
}

#[test]
fn a_failure_is_told_in_one_line() {
    let home = Home::new();
    let missing = home.path("missing.sextant").display().to_string();
    fail(&mut home.host(&["import", &missing]));
    let broken = home.path("broken.sextant");
    fs::write(&broken, "{ this is no workshop").expect("the broken file");
    fail(&mut home.host(&["import", &broken.display().to_string()]));
    let nowhere = home.path("nowhere/x.sextant").display().to_string();
    fail(&mut home.host(&["export", "0190b0c0-0000-4000-8000-000000000001", "--out", &nowhere]));
}

#[test]
fn the_doctor_finds_a_fresh_library_well() {
    let home = Home::new();
    let file = with_ending(&demo(&home), "sextant");
    succeed(&mut home.host(&["import", &file.display().to_string()]));
    succeed(&mut home.host(&["doctor"]));
}

/// T14: playing a whole workshop and printing it opens no connection.
#[test]
fn nothing_leaves_the_machine() {
    let home = Home::new();
    let record = home.path("connects.txt");
    let out = home.path("demo").display().to_string();
    succeed(&mut home.watched_host("connect,sendto,sendmsg", &record, &["demo", "--out", &out]));
    let calls = fs::read_to_string(record).expect("the record");
    let outgoing: Vec<&str> = calls.lines().filter(|line| line.contains("AF_INET")).collect();
    assert!(outgoing.is_empty(), "the demo spoke to the network: {outgoing:?}");
}

/// T14: a served console is spoken to, and itself speaks to loopback only.
#[test]
fn a_served_console_speaks_to_loopback_only() {
    let home = Home::new();
    let record = home.path("connects.txt");
    let mut serving = home
        .watched_host("connect,bind,sendto,sendmsg", &record, &["serve", "--listen", "127.0.0.1:0", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the host can be started");
    let mut line = String::new();
    BufReader::new(serving.stdout.take().expect("a pipe")).read_line(&mut line).expect("the host says where it is");
    let port =
        line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split(|letter: char| !letter.is_ascii_digit()).next());
    let port = port.unwrap_or_else(|| panic!("no loopback address in: {line}"));
    let page = ureq::get(format!("http://127.0.0.1:{port}/console.html")).call();
    assert!(page.is_ok(), "the console answers on loopback: {page:?}");
    // The host lies below strace, which would leave it running.
    let children = format!("/proc/{0}/task/{0}/children", serving.id());
    for child in fs::read_to_string(children).expect("the process has a list").split_whitespace() {
        succeed(Command::new("kill").args(["-TERM", child]));
    }
    serving.wait().expect("the host ends");
    let calls = fs::read_to_string(record).expect("the record");
    let network: Vec<&str> = calls.lines().filter(|line| line.contains("AF_INET")).collect();
    assert!(!network.is_empty(), "the record holds the listener");
    for call in network {
        assert!(call.contains("127.0.0.1") || call.contains("::1"), "the host spoke beyond loopback: {call}");
    }
}

/// F80: what is there stays, unless the line says to write over it.
#[test]
fn f80_the_host_overwrites_nothing_without_being_told() {
    let home = Home::new();
    let file = with_ending(&demo(&home), "sextant").display().to_string();
    let brief = home.path("brief.md");
    fs::write(&brief, "written by somebody else").expect("the file that is there");
    let out = brief.display().to_string();
    let line = ["brief", &file, "--format", "markdown", "--out", &out];
    fail(&mut home.host(&line));
    assert_eq!(fs::read(&brief).expect("the file"), b"written by somebody else");
    succeed(&mut home.host(&[line.as_slice(), &["--replace"]].concat()));
    assert!(fs::read_to_string(&brief).expect("the brief").contains("Slotwell"));
}

/// T13: somebody who can write into the folder puts a link where the export goes, over and over;
/// the file behind the link never changes.
#[test]
fn t13_a_link_put_where_the_export_goes_is_not_followed() {
    let home = Home::new();
    let file = with_ending(&demo(&home), "sextant").display().to_string();
    let (precious, target) = (home.path("precious"), home.path("brief.md"));
    fs::write(&precious, "not to be written").expect("the file behind the link");
    let out = target.display().to_string();
    for replace in [&[][..], &["--replace"]] {
        let done = Arc::new(AtomicBool::new(false));
        let attacker = std::thread::spawn({
            let (done, precious, target) = (Arc::clone(&done), precious.clone(), target.clone());
            move || {
                while !done.load(Ordering::Relaxed) {
                    let _ = fs::remove_file(&target);
                    let _ = std::os::unix::fs::symlink(&precious, &target);
                }
            }
        });
        for _ in 0..5 {
            let line = ["brief", file.as_str(), "--format", "markdown", "--out", out.as_str()];
            // Whether it is refused or written is the race's; what is behind the link is not.
            let _ = home.host(&[line.as_slice(), replace].concat()).output();
        }
        done.store(true, Ordering::Relaxed);
        attacker.join().expect("the attacker ends");
        assert_eq!(fs::read(&precious).expect("the file"), b"not to be written");
    }
}

/// T14: what is handed on does not tell whose machine it came from.
#[test]
fn no_export_names_a_folder_or_an_account() {
    let home = Home::new();
    let out = demo(&home);
    let mut private = BTreeSet::from([home.path("").display().to_string()]);
    private
        .extend(["USER", "LOGNAME"].iter().filter_map(|name| std::env::var(name).ok()).map(|name| format!("/{name}/")));
    for entry in fs::read_dir(&out).expect("the folder of the demo") {
        let path = entry.expect("an entry").path();
        let bytes = fs::read(&path).unwrap_or_default();
        let text = if path.extension().is_some_and(|ending| ending == "pdf") {
            text_of_pdf(&path)
        } else {
            String::from_utf8_lossy(&bytes).into_owned()
        };
        for word in &private {
            assert!(!text.contains(word.as_str()), "{} names {word}", path.display());
        }
    }
}
