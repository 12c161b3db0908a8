//! D2, F09: whatever a power cut leaves on the disk, the file opens with every
//! acknowledged command in it.
//!
//! A run is recorded with `strace`. From the record the folder is built again as a disk
//! may hold it when the power fails at a random point: what was synced is there; of what
//! came later nothing, everything, or a random half of the 512-byte sectors; of renames
//! and the like since the folder's last sync only a beginning.

use crate::recording::{Dice, Op, crash, disk, record};
use crate::support::*;
use std::path::Path;

/// One scenario's share of all states.
fn states(share: usize) -> usize {
    count(500, 2000) as usize / share
}

/// Where the power may fail.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Anywhere,
    /// After the last acknowledgement: while the file is closed and its log is moved into it.
    Closing,
}

fn last_acknowledgement(ops: &[Op]) -> usize {
    ops.iter().rposition(|op| matches!(op, Op::Ack(_))).expect("the scenario acknowledges something")
}

/// Builds many states of one scenario and counts those that `judge` finds bad.
fn bad_states(
    scenario: &[&str],
    when: When,
    count: usize,
    prepare: impl Fn(&Path),
    judge: impl Fn(&Path, &[String]) -> Result<(), String>,
) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().canonicalize().unwrap();
    prepare(&dir);
    let before = disk(&dir);
    let ops = record(&dir, scenario);
    assert!(ops.iter().any(|op| matches!(op, Op::Sync { .. })), "the record holds syncs");
    let mut bad = Vec::new();
    for seed in 0..count {
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ (seed as u64 + 1).wrapping_mul(0x2545_F491_4F6C_DD1D));
        let first = if when == When::Closing { last_acknowledgement(&ops) } else { 0 };
        let cut = first + dice.below(ops.len() + 1 - first);
        let crash = crash(&before, &ops, cut, &mut dice);
        // Rebuilt under the same path, so that nothing depends on where it lies.
        for entry in std::fs::read_dir(&dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { std::fs::remove_dir_all(path).unwrap() } else { std::fs::remove_file(path).unwrap() }
        }
        for (path, content) in &crash.disk {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        if let Err(why) = judge(&dir, &crash.acknowledged) {
            let around: Vec<String> = ops[cut.saturating_sub(40)..].iter().take(60).map(told).collect();
            bad.push(format!("seed {seed}, cut {cut} of {}: {why}\n{}", ops.len(), around.join("\n")));
        }
    }
    bad
}

/// One operation without its bytes, for the report of a bad state.
fn told(op: &Op) -> String {
    match op {
        Op::Write { file, at, bytes } => format!("write file {file} at {at}, {} bytes", bytes.len()),
        Op::Create { path, file } => format!("create file {file} {}", path.display()),
        other => format!("{other:?}"),
    }
}

fn ids(store: &sextant_store::Store) -> Vec<String> {
    let Ok(rows) = store.load_rows(W) else { return Vec::new() };
    rows["candidates"].iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

/// Opens the folder; every acknowledged id is there, and at most the one in flight beside them.
fn every_ack_is_there(
    dir: &Path,
    steps: &'static [&'static str],
    already: usize,
    acknowledged: &[String],
) -> Result<(), String> {
    let store = sextant_store::Store::open_with(&sextant_store::Opening { steps, ..opening(dir) })
        .map_err(|error| format!("cannot be opened: {error:?}"))?;
    if !store.findings().is_empty() {
        return Err(format!("a false alarm: {:?}", store.findings()));
    }
    let there = ids(&store);
    let wanted: Vec<&String> = acknowledged.iter().filter(|id| id.starts_with('0')).collect();
    if let Some(lost) = wanted.iter().find(|id| !there.contains(id)) {
        return Err(format!("{lost} of {} acknowledged is lost", wanted.len()));
    }
    if there.len() < already || there.len() > already + wanted.len() + 1 {
        return Err(format!("{} rows where {} were acknowledged", there.len(), already + wanted.len()));
    }
    let problems = store.verify(W).map_err(|error| error.to_string())?.problems;
    if problems.is_empty() { Ok(()) } else { Err(format!("{problems:?}")) }
}

fn ten(dir: &Path) {
    let mut store = open_with_workshop(dir);
    for number in 0..10 {
        store.transact(W, &[add(&format!("{number:06}"), "x")]).unwrap();
    }
}

#[test]
fn d2_the_harness_finds_a_store_with_synchronous_normal() {
    let judge = |dir: &Path, acknowledged: &[String]| {
        let store = sextant_store::Store::open_with(&opening(dir)).map_err(|error| error.to_string())?;
        let there = ids(&store);
        match acknowledged.iter().find(|id| !there.contains(id)) {
            Some(lost) => Err(format!("{lost} is lost")),
            None => Ok(()),
        }
    };
    let bad = bad_states(&["careless", "60"], When::Anywhere, 60, |_| {}, judge);
    println!("D2 with NORMAL: {} of 60 states lost a commit", bad.len());
    assert!(bad.len() > 20, "the planted fault must be found, but only {} states were bad", bad.len());
}

#[test]
fn d2_f09_a_burst_survives_every_power_cut() {
    let judge = |dir: &Path, acknowledged: &[String]| every_ack_is_there(dir, STEPS, 0, acknowledged);
    let bad = bad_states(&["burst", "260"], When::Anywhere, states(2), |_| {}, judge);
    println!("D2 burst: {} of {} states bad", bad.len(), states(2));
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn d2_f09_a_burst_survives_a_power_cut_while_the_file_is_closed() {
    let judge = |dir: &Path, acknowledged: &[String]| every_ack_is_there(dir, STEPS, 0, acknowledged);
    let bad = bad_states(&["burst", "260"], When::Closing, states(4), |_| {}, judge);
    println!("D2 closing: {} of {} states bad", bad.len(), states(4));
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn d2_d6_a_migration_survives_every_power_cut() {
    let judge = |dir: &Path, acknowledged: &[String]| every_ack_is_there(dir, STEPS_LATER, 10, acknowledged);
    let bad = bad_states(&["migrate", "5"], When::Anywhere, states(4), ten, judge);
    println!("D2 migration: {} of {} states bad", bad.len(), states(4));
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn d2_d6_a_library_of_every_released_schema_survives_every_power_cut_of_its_migration() {
    for (number, rows) in crate::versions::to_bring_forward() {
        let prepare = |dir: &Path| drop(crate::versions::lay_released(dir, number, rows));
        let elsewhere = tempfile::tempdir().unwrap();
        let workshop = crate::versions::lay_released(elsewhere.path(), number, rows);
        let whole = sextant_store::Store::open(elsewhere.path(), NOW).unwrap().load_rows(&workshop).unwrap();
        let judge = |dir: &Path, _: &[String]| {
            let store = sextant_store::Store::open(dir, NOW).map_err(|error| format!("{error:?}"))?;
            let same = store.load_rows(&workshop).map_err(|error| error.to_string())? == whole;
            let problems = store.verify(&workshop).map_err(|error| error.to_string())?.problems;
            if same && problems.is_empty() { Ok(()) } else { Err(format!("same rows: {same}, {problems:?}")) }
        };
        let bad = bad_states(&["migrate-released"], When::Anywhere, states(4), prepare, judge);
        println!("D2 migration from schema {number}: {} of {} states bad", bad.len(), states(4));
        assert!(bad.is_empty(), "{}", bad.join("\n"));
    }
}

#[test]
fn d2_f20_a_backup_and_its_return_survive_every_power_cut() {
    let prepare = |dir: &Path| {
        ten(dir);
        let mut store = open(dir);
        store.back_up(NOW - 1000, sextant_store::BackupReason::Regular).unwrap();
        store.transact(W, &[add("000010", "after the backup")]).unwrap();
    };
    let judge = |dir: &Path, acknowledged: &[String]| {
        let mut store = sextant_store::Store::open_with(&opening(dir)).map_err(|error| format!("{error:?}"))?;
        let there = ids(&store).len();
        let wanted: &[usize] = if acknowledged.is_empty() { &[10, 11] } else { &[10] };
        if !wanted.contains(&there) {
            return Err(format!("{there} rows are neither the old data nor the backup's"));
        }
        for backup in store.list_backups(NOW) {
            store.restore_backup(&backup.name, NOW).map_err(|error| format!("a listed backup is bad: {error}"))?;
        }
        Ok(())
    };
    let bad = bad_states(&["restore"], When::Anywhere, states(8), prepare, judge);
    println!("D2 restore: {} of {} states bad", bad.len(), states(8));
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

/// A workshop with twelve ballots that nobody has seen.
fn sealed_ballots(dir: &Path) {
    let mut store = open_with_workshop(dir);
    for number in 0..12 {
        let ballot = row(serde_json::json!({ "id": format!("b{number:02}"), "sum": 3 }));
        let sealed = vec![sextant_store::RowChange::sealed("ballots", None, Some(ballot))];
        let undo = sextant_store::UndoKind::NotUndoable;
        let entry = sextant_store::Entry { undo, span: Some("score".into()), ..entry("submit_ballot", sealed) };
        store.transact(W, &[entry]).unwrap();
    }
}

/// Twelve ballots are shown, or none; all of them once that was acknowledged.
fn everybody_or_nobody(dir: &Path, acknowledged: &[String]) -> Result<(), String> {
    let store = sextant_store::Store::open_with(&opening(dir)).map_err(|error| format!("{error:?}"))?;
    let ballots = store.load_rows(W).map_err(|error| error.to_string())?.remove("ballots").unwrap_or_default();
    let shown = ballots.iter().filter(|ballot| ballot["sum"] == 100).count();
    let problems = store.verify(W).map_err(|error| error.to_string())?.problems;
    match (shown, ballots.len(), acknowledged.is_empty()) {
        (12, 12, _) | (0, 12, true) if problems.is_empty() => Ok(()),
        (0, 12, false) => Err("an acknowledged reveal is gone".to_owned()),
        _ => Err(format!("{shown} of {} ballots are shown, {problems:?}", ballots.len())),
    }
}

#[test]
fn d2_f54_the_harness_finds_a_reveal_in_pieces() {
    let bad = bad_states(&["reveal-in-pieces"], When::Anywhere, 60, sealed_ballots, everybody_or_nobody);
    println!("D2 reveal in pieces: {} of 60 states show a part", bad.len());
    assert!(bad.len() > 20, "the planted fault must be found, but only {} states were bad", bad.len());
}

#[test]
fn d2_f54_after_a_power_cut_at_the_reveal_everybody_sees_it_or_nobody() {
    let bad = bad_states(&["reveal"], When::Anywhere, states(4), sealed_ballots, everybody_or_nobody);
    println!("D2 reveal: {} of {} states bad", bad.len(), states(4));
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn d2_an_export_over_an_existing_file_is_old_or_new_after_every_power_cut() {
    let prepare = |dir: &Path| std::fs::write(dir.join("brief.md"), "old").unwrap();
    let judge = |dir: &Path, acknowledged: &[String]| {
        let text = std::fs::read_to_string(dir.join("brief.md")).map_err(|error| error.to_string())?;
        let (old, new) = (text == "old", text == "new ".repeat(4000));
        if new || (old && acknowledged.is_empty()) { Ok(()) } else { Err(format!("{} bytes", text.len())) }
    };
    let bad = bad_states(&["export"], When::Anywhere, states(8), prepare, judge);
    println!("D2 export: {} of {} states bad", bad.len(), states(8));
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}
