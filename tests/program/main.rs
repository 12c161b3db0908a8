//! The built host as a program: what it writes, what it says, what it asks of the system.
//! `cargo xtask test program` runs it.

mod host;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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
