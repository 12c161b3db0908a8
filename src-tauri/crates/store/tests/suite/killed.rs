//! D1, F10: a process that is killed loses nothing it acknowledged.

use crate::support::*;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

fn kills() -> u64 {
    count(20, 100)
}

#[test]
fn d1_f10_a_killed_process_loses_no_acknowledged_command() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..kills() {
        let mut child = Command::new(env!("CARGO_BIN_EXE_store_scenario"))
            .args(["burst".as_ref(), folder.path().as_os_str(), "100000".as_ref()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let id = child.id();
        // Killed from outside while it writes; the pause differs from round to round.
        let killer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(20 + round * 37 % 150));
            Command::new("kill").args(["-9", &id.to_string()]).status().unwrap()
        });
        for line in lines.map_while(Result::ok) {
            match line.strip_prefix("ack ") {
                Some(id) => acknowledged.push(id.to_owned()),
                None => panic!("round {round}: {line}"),
            }
        }
        killer.join().unwrap();
        child.wait().unwrap();

        let store = open(folder.path());
        assert_eq!(store.findings(), [], "round {round}");
        // Killed before its first commit.
        let Ok(rows) = store.load_rows(W) else {
            assert_eq!(acknowledged, Vec::<String>::new(), "round {round}");
            continue;
        };
        let there: Vec<&str> = rows["candidates"].iter().map(|row| row["id"].as_str().unwrap()).collect();
        assert!(acknowledged.iter().all(|id| there.contains(&id.as_str())), "round {round}: a command is lost");
        assert!(there.len() <= acknowledged.len() + 1, "round {round}: more than the one in flight was invented");
        assert_eq!(store.verify(W).unwrap().problems, [], "round {round}");
        // The one in flight may have been saved; from now on it counts as acknowledged.
        acknowledged = there.into_iter().map(str::to_owned).collect();
    }
    println!("D1: {} commands, {} kills, 0 lost", acknowledged.len(), kills());
    assert!(acknowledged.len() > 20, "the scenario was killed before it could show anything");
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

#[test]
fn d5_of_racing_processes_one_writes_at_a_time() {
    let races = count(20, 1000);
    let folder = tempfile::tempdir().unwrap();
    for race in 0..races {
        let children: Vec<_> = (0..2)
            .map(|_| {
                Command::new(env!("CARGO_BIN_EXE_store_scenario"))
                    .args(["burst".as_ref(), folder.path().as_os_str(), "3".as_ref()])
                    .stdout(Stdio::piped())
                    .spawn()
                    .unwrap()
            })
            .collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            assert!(output.status.success() || text.contains("error InUse told"), "race {race}: {text}");
        }
        let store = open(folder.path());
        assert_eq!(store.verify(W).unwrap().problems, [], "race {race}");
    }
}
