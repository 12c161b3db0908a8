//! D3: the k-th system call fails. The outcome is success or a clear error, and nothing
//! that was acknowledged is lost (F01–F03, F08).
//!
//! Needs `strace`, which fails the calls without any privilege.

use crate::support::*;
use std::path::Path;
use std::process::Command;

const SYNCS: [&str; 2] = ["fsync", "fdatasync"];

struct Run {
    code: Option<i32>,
    lines: Vec<String>,
}

fn run(dir: &Path, scenario: &[&str], strace: &[String]) -> Run {
    let output = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null"])
        .args(strace)
        .arg(env!("CARGO_BIN_EXE_store_scenario"))
        .arg(scenario[0])
        .arg(dir)
        .args(&scenario[1..])
        .output()
        .expect("this test needs strace: apt-get install strace");
    Run {
        code: output.status.code(),
        lines: String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect(),
    }
}

fn failing(call: &str, error: &str, when: &str) -> Vec<String> {
    vec!["-e".into(), format!("trace={call}"), "-e".into(), format!("inject={call}:error={error}:when={when}")]
}

/// What every failed run must leave behind.
fn check(dir: &Path, run: &Run, what: &str) {
    if let Err(why) = judge(dir, run) {
        panic!("{what}: {why}, after {:?}", run.lines);
    }
}

fn judge(dir: &Path, run: &Run) -> Result<(), String> {
    if !matches!(run.code, Some(0 | 3)) {
        return Err(format!("ended with {:?}", run.code));
    }
    if run.lines.iter().any(|line| line.contains("untold")) {
        return Err("an error has not four parts".to_owned());
    }
    if run.code == Some(3) && !run.lines.iter().any(|line| line.starts_with("error ")) {
        return Err("failed without a word".to_owned());
    }
    let store = sextant_store::Store::open_with(&opening(dir)).map_err(|error| format!("{error:?}"))?;
    if !store.findings().is_empty() {
        return Err(format!("a false alarm: {:?}", store.findings()));
    }
    let rows = store.load_rows(W).map(|rows| rows["candidates"].clone()).unwrap_or_default();
    for id in run.lines.iter().filter_map(|line| line.strip_prefix("ack ")).filter(|id| id.starts_with('0')) {
        if !rows.iter().any(|row| row["id"] == id) {
            return Err(format!("{id} was acknowledged and is lost"));
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let problems = store.verify(W).map_err(|error| error.to_string())?.problems;
    if problems.is_empty() { Ok(()) } else { Err(format!("{problems:?}")) }
}

/// The errors that are tried: every one there is when the long counts are asked for.
fn errors(usual: &'static [&'static str]) -> &'static [&'static str] {
    const ALL: &[&str] = &["ENOSPC", "EIO", "EACCES", "EROFS", "EMFILE"];
    if count(0, 1) == 1 { ALL } else { usual }
}

/// What lies in the folder before the calls fail.
#[derive(Clone, Copy)]
enum Library {
    New,
    /// One candidate was acknowledged by an earlier process.
    Used,
}

impl Library {
    fn prepare(self, dir: &Path) {
        match self {
            Self::New => {}
            Self::Used => {
                open_with_workshop(dir).transact(W, &[add("000000", "x")]).unwrap();
            }
        }
    }

    fn acknowledged(self) -> Option<String> {
        match self {
            Self::New => None,
            Self::Used => Some("ack 000000".to_owned()),
        }
    }
}

/// How many calls of a kind belong to the start of the program itself, before it touches the folder.
fn of_the_start(scenario: &[&str], call: &str, library: Library) -> u32 {
    let (folder, record) = (tempfile::tempdir().unwrap(), tempfile::NamedTempFile::new().unwrap());
    library.prepare(folder.path());
    let status = Command::new("strace")
        .args(["-f", "-qq", "-y", "-o"])
        .arg(record.path())
        .args(["-e", &format!("trace={call}"), env!("CARGO_BIN_EXE_store_scenario"), scenario[0]])
        .arg(folder.path())
        .args(&scenario[1..])
        .output()
        .unwrap();
    assert!(status.status.success(), "the scenario itself works");
    let record = std::fs::read_to_string(record.path()).unwrap();
    let here = folder.path().display().to_string();
    record.lines().take_while(|line| !line.contains(&here)).count().try_into().unwrap()
}

#[test]
fn d3_the_harness_finds_a_store_that_acknowledges_too_early() {
    let lost = (30..60).filter(|k| {
        let folder = tempfile::tempdir().unwrap();
        let run = run(folder.path(), &["hasty", "60"], &failing("pwrite64", "ENOSPC", &format!("{k}+")));
        judge(folder.path(), &run).is_err_and(|why| why.contains("is lost"))
    });
    assert!(lost.count() > 3, "the planted fault must be found");
}

/// Fails the k-th call after the program's own start, for each k until several in a row change nothing.
fn every_k(library: Library, scenario: &[&str], call: &str, error: &str) -> u32 {
    let start = of_the_start(scenario, call, library);
    let (mut failed, mut survived, mut in_vain) = (0, 0, 0);
    // Some calls may fail unnoticed: a note, the final checkpoint, a leftover that stays.
    for k in start + 1.. {
        let mut reached = false;
        // Once: the disk recovers. From then on: it does not.
        for when in [format!("{k}"), format!("{k}+")] {
            let folder = tempfile::tempdir().unwrap();
            library.prepare(folder.path());
            let mut run = run(folder.path(), scenario, &failing(call, error, &when));
            run.lines.extend(library.acknowledged());
            check(folder.path(), &run, &format!("{scenario:?}, {call} number {when} gives {error}"));
            reached |= run.code != Some(0) || run.lines.iter().any(|line| line.starts_with("error"));
            if run.code == Some(0) { survived += 1 } else { failed += 1 }
        }
        in_vain = if reached { 0 } else { in_vain + 1 };
        if in_vain == 12 {
            break;
        }
    }
    println!("D3 {scenario:?} {call} {error}: {failed} clear errors, {survived} got over");
    failed
}

#[test]
fn d3_f01_every_failing_write_is_answered_and_loses_nothing() {
    for error in errors(&["ENOSPC", "EIO"]) {
        let failed = every_k(Library::New, &["burst", "3"], "pwrite64", error);
        assert!(failed > 20, "the harness must have failed calls that matter");
    }
}

#[test]
fn d3_f08_every_failing_sync_is_answered_and_loses_nothing() {
    for error in errors(&["EIO"]) {
        // The store syncs files and folders whole, SQLite its log and pages alone.
        for call in SYNCS {
            let failed = every_k(Library::New, &["burst", "3"], call, error);
            assert!(failed > 5, "the harness must have failed calls that matter");
        }
    }
}

#[test]
fn d3_f07_every_failing_read_is_answered_and_loses_nothing() {
    for error in errors(&["EIO"]) {
        let failed = every_k(Library::Used, &["burst", "1"], "pread64", error);
        assert!(failed > 10, "the harness must have failed calls that matter");
        every_k(Library::Used, &["burst", "1"], "read", error);
    }
}

/// EMFILE is what a process gets that has no file handle left.
#[test]
fn d3_every_failing_open_is_answered_and_loses_nothing() {
    for error in errors(&["EMFILE", "EACCES"]) {
        for scenario in [&["burst", "3"][..], &["back-up"]] {
            let failed = every_k(Library::Used, scenario, "openat", error);
            assert!(failed > 5, "the harness must have failed calls that matter");
        }
    }
}

#[test]
fn d3_every_failing_change_of_the_folder_is_answered_and_loses_nothing() {
    for (call, usual) in [
        ("rename", &["EACCES"] as &[&str]),
        ("unlink", &["EROFS"]),
        ("unlinkat", &["EIO"]),
        ("mkdir", &["ENOSPC", "EACCES"]),
        ("rmdir", &["EIO"]),
        ("ftruncate", &["EIO"]),
    ] {
        for error in errors(usual) {
            every_k(Library::New, &["burst", "3"], call, error);
            every_k(Library::Used, &["back-up"], call, error);
        }
    }
}

#[test]
fn f23_a_folder_without_locks_is_refused_for_writing_and_can_be_looked_at() {
    for error in ["EOPNOTSUPP", "ENOLCK"] {
        let folder = tempfile::tempdir().unwrap();
        drop(open_with_workshop(folder.path()));
        let run = run(folder.path(), &["burst", "1"], &failing("flock", error, "1"));
        assert_eq!((run.code, run.lines), (Some(3), vec!["error NoLocks told".to_owned()]));
        assert!(sextant_store::Store::open_for_viewing(&opening(folder.path())).is_ok());
    }
}

#[test]
fn f08_after_a_failed_sync_the_file_is_opened_afresh_and_the_command_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    drop(open_with_workshop(folder.path()));
    let whole = run(folder.path(), &["burst", "2"], &["-e".into(), "trace=none".into()]);
    assert_eq!(whole.code, Some(0), "{:?}", whole.lines);
    let mut seen = 0;
    for k in 1..=6 {
        for call in SYNCS {
            let run = run(folder.path(), &["burst", "2"], &failing(call, "EIO", &k.to_string()));
            check(folder.path(), &run, &format!("{call} {k}"));
            let told = run.lines.iter().any(|line| line == "error Io told");
            seen += u32::from(told && run.code == Some(0));
        }
    }
    assert!(seen > 0, "at least one failed sync of a commit was told and got over");
}

#[test]
fn f02_a_full_disk_during_migration_leaves_the_old_file_as_it_was() {
    for k in [1, 3, 8, 20] {
        let folder = tempfile::tempdir().unwrap();
        drop(open_with_workshop(folder.path()));
        let before = sha256(&folder.path().join("sextant.db"));
        let run = run(folder.path(), &["migrate", "0"], &failing("pwrite64", "ENOSPC", &format!("{k}+")));
        if run.code == Some(0) {
            continue;
        }
        assert!(run.lines.iter().any(|line| line == "error DiskFull told"), "{:?}", run.lines);
        assert_eq!(sha256(&folder.path().join("sextant.db")), before, "write {k}: the old file is untouched");
        let view = sextant_store::Store::open_for_viewing(&sextant_store::Opening {
            steps: STEPS_LATER,
            ..opening(folder.path())
        });
        assert_eq!(view.unwrap().list_workshops().unwrap().len(), 1, "it can still be looked at");
        check(folder.path(), &run, "the older version still opens it");
    }
}

#[test]
fn f03_a_full_disk_during_backup_or_export_leaves_no_half_file() {
    for call in ["pwrite64", "write", "fsync", "fdatasync"] {
        for k in 1..=15 {
            let folder = tempfile::tempdir().unwrap();
            drop(open_with_workshop(folder.path()));
            let run = run(folder.path(), &["back-up"], &failing(call, "ENOSPC", &format!("{k}+")));
            let mut store = open(folder.path());
            for backup in store.list_backups(NOW) {
                store.restore_backup(&backup.name, NOW).unwrap_or_else(|error| {
                    panic!("{call} {k}: a backup that is listed is whole: {error:?} after {:?}", run.lines)
                });
            }
        }
        for k in 1..=3 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("brief.md");
            std::fs::write(&path, "old").unwrap();
            let run = run(folder.path(), &["export"], &failing(call, "ENOSPC", &format!("{k}+")));
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text == "old" || text == "new ".repeat(4000), "{call} {k}: half a file");
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "{call} {k}: {:?}", run.lines);
        }
    }
}
