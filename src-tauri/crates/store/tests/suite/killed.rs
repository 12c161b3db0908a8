//! D1, F10: a process that is killed loses nothing it acknowledged.

use crate::support::*;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

fn kills() -> u64 {
    count(20, 100)
}

/// Starts the scenario, kills it from outside while it writes, and gives what it acknowledged.
fn killed(dir: &std::path::Path, scenario: &str, pause: Duration) -> Vec<String> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_store_scenario"))
        .args([scenario.as_ref(), dir.as_os_str(), "100000".as_ref()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let id = child.id();
    let killer = std::thread::spawn(move || {
        std::thread::sleep(pause);
        Command::new("kill").args(["-9", &id.to_string()]).status().unwrap()
    });
    let said = lines.map_while(Result::ok);
    let acknowledged = said
        .map(|line| match line.strip_prefix("ack ") {
            Some(id) => id.to_owned(),
            None => panic!("{line}"),
        })
        .collect();
    killer.join().unwrap();
    child.wait().unwrap();
    acknowledged
}

/// The ids that are in the file, when it has its workshop already.
fn there(store: &sextant_store::Store) -> Option<Vec<String>> {
    let rows = store.load_rows(W).ok()?;
    Some(rows["candidates"].iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect())
}

#[test]
fn d1_the_harness_finds_a_store_that_acknowledges_too_early() {
    let lost = (0..12u64).any(|round| {
        let folder = tempfile::tempdir().unwrap();
        let acknowledged = killed(folder.path(), "hasty", Duration::from_millis(60 + round * 13));
        let there = there(&open(folder.path())).unwrap_or_default();
        acknowledged.iter().any(|id| !there.contains(id))
    });
    assert!(lost, "the planted fault must be found");
}

#[test]
fn d1_f10_a_killed_process_loses_no_acknowledged_command() {
    let folder = tempfile::tempdir().unwrap();
    let mut known: Vec<String> = Vec::new();
    for round in 0..kills() {
        // The pause differs from round to round.
        known.extend(killed(folder.path(), "burst", Duration::from_millis(20 + round * 37 % 150)));
        let store = open(folder.path());
        assert_eq!(store.findings(), [], "round {round}");
        let Some(there) = there(&store) else {
            assert_eq!(known, Vec::<String>::new(), "round {round}: killed before its first commit");
            continue;
        };
        assert!(known.iter().all(|id| there.contains(id)), "round {round}: a command is lost");
        assert!(there.len() <= known.len() + 1, "round {round}: more than the one in flight was invented");
        assert_eq!(store.verify(W).unwrap().problems, [], "round {round}");
        // The one in flight may have been saved; from now on it counts as acknowledged.
        known = there;
    }
    println!("D1: {} commands, {} kills, 0 lost", known.len(), kills());
    assert!(known.len() > 20, "the scenario was killed before it could show anything");
}

#[test]
fn f21_of_two_processes_one_is_refused_and_f22_a_dead_ones_lock_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_store_scenario"))
        .args(["burst".as_ref(), folder.path().as_os_str(), "100000".as_ref()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.next().unwrap().unwrap();
    let other = tempfile::tempdir().unwrap();
    let link = other.path().join("link");
    std::os::unix::fs::symlink(folder.path(), &link).unwrap();
    for dir in [folder.path(), &link] {
        match sextant_store::Store::open_with(&opening(dir)) {
            Err(sextant_store::StoreError::InUse { pid, .. }) => assert_eq!(pid, Some(child.id())),
            Err(other) => panic!("refused for another reason: {other}"),
            Ok(_) => panic!("two writers in {}", dir.display()),
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(folder.path().join("sextant.lock").exists(), "the dead process left its lock file");
    assert!(!open(folder.path()).load_rows(W).unwrap()["candidates"].is_empty());
}

/// Races two processes for one folder, one of them by another name of it, and gives what each said
/// and the rounds in which both were inside at once.
fn race(scenario: &str, races: u64) -> (Vec<String>, Vec<u64>) {
    let outside = tempfile::tempdir().unwrap();
    let (folder, link) = (outside.path().join("folder"), outside.path().join("link"));
    std::fs::create_dir(&folder).unwrap();
    std::os::unix::fs::symlink(&folder, &link).unwrap();
    drop(open_with_workshop(&folder));
    let (mut said, mut together) = (Vec::new(), Vec::new());
    for race in 0..races {
        let door = outside.path().join(format!("door-{race}"));
        let children = [&folder, &link].map(|dir| {
            Command::new(env!("CARGO_BIN_EXE_store_scenario"))
                .args([scenario.as_ref(), dir.as_os_str(), "3".as_ref()])
                .env("SEXTANT_DOOR", &door)
                .stdout(Stdio::piped())
                .spawn()
                .unwrap()
        });
        for child in children {
            let output = child.wait_with_output().unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            let well = output.status.success() || text.contains("error InUse told");
            said.extend((!well).then(|| format!("race {race}: {text}")));
        }
        let passed = std::fs::read_to_string(&door).unwrap_or_default();
        let alternating = passed.lines().enumerate().all(|(place, line)| line == ["in", "out"][place % 2]);
        together.extend((!alternating).then_some(race));
        let problems = open(&folder).verify(W).unwrap().problems;
        said.extend((!problems.is_empty()).then(|| format!("race {race}: {problems:?}")));
    }
    (said, together)
}

#[test]
fn d5_the_harness_finds_a_store_without_a_lock() {
    let (_, together) = race("hold-without-a-lock", 20);
    assert!(together.len() > 5, "the planted fault must be found, but only in {} of 20 races", together.len());
}

#[test]
fn d5_of_racing_processes_one_writes_at_a_time() {
    let races = count(20, 1000);
    let (said, together) = race("hold", races);
    println!("D5: {races} races, {} with two writers", together.len());
    assert_eq!((said, together), (Vec::new(), Vec::new()));
}
