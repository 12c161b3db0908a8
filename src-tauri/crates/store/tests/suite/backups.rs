//! D8, F19, F20: backups and their return.

use crate::support::*;
use sextant_store::{BackupReason, Store, StoreError};
use std::os::unix::fs::PermissionsExt as _;

#[test]
fn d8_every_kept_backup_restores_to_the_rows_it_was_made_from() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    let mut made = Vec::new();
    for number in 0..8 {
        store.transact(W, &[add(&format!("c{number}"), "x")]).unwrap();
        let backup = store.back_up(NOW + number * HALF_AN_HOUR, BackupReason::Regular).unwrap();
        made.push((backup.name, store.load_rows(W).unwrap(), store.journal(W).unwrap()));
    }
    let mut clock = NOW + 10 * HALF_AN_HOUR;
    // Each restore keeps two more aside, so that only the newest few are asked for.
    for (name, rows, journal) in made.iter().rev().take(4) {
        clock += 60_000;
        let current = store.load_rows(W).unwrap();
        store.restore_backup(name, clock).unwrap();
        assert_eq!(&store.load_rows(W).unwrap(), rows, "{name}");
        assert_eq!(&store.journal(W).unwrap(), journal, "{name}");
        assert_eq!(store.verify(W).unwrap().problems, [], "{name}");
        let kept = store.list_backups(NOW).remove(0);
        assert_eq!(kept.summary.unwrap().reason, BackupReason::BeforeRestore, "the present data was kept aside");
        clock += 60_000;
        store.restore_backup(&kept.name, clock).unwrap();
        assert_eq!(store.load_rows(W).unwrap(), current, "and comes back the same way");
    }
    store.restore_backup(&made[7].0, clock + 60_000).unwrap();
    let receipt = store.transact(W, &[add("after", "x")]).unwrap();
    drop(store);
    let store = open(folder.path());
    assert_eq!(store.journal(W).unwrap().last().unwrap().number, receipt.last, "work goes on after a restore");
    assert_eq!(store.findings(), []);
}

#[test]
fn d8_the_harness_finds_a_backup_made_by_copying_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    store.back_up(NOW, BackupReason::Regular).unwrap();
    store.transact(W, &[add("late", "still in the log")]).unwrap();
    let (rows, journal) = (store.load_rows(W).unwrap(), store.journal(W).unwrap());
    let name = "2020-01-01T00-00-00Z-01.sextant-backup";
    std::fs::copy(folder.path().join("sextant.db"), folder.path().join("backups").join(name)).unwrap();
    let found = match store.restore_backup(name, NOW) {
        Ok(()) => store.load_rows(W).ok() != Some(rows) || store.journal(W).ok() != Some(journal),
        Err(StoreError::BackupRefused { .. }) => true,
        Err(other) => panic!("refused for another reason: {other}"),
    };
    assert!(found, "the planted fault must be found");
}

#[test]
fn a_backup_is_made_every_half_hour_when_something_changed() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    assert!(store.backup_if_due(NOW).unwrap().is_some(), "the first change is saved at once");
    assert!(store.backup_if_due(NOW + 2 * HALF_AN_HOUR).unwrap().is_none(), "nothing changed");
    store.transact(W, &[add("a", "x")]).unwrap();
    assert!(store.backup_if_due(NOW + HALF_AN_HOUR - 1).unwrap().is_none(), "half an hour is not over");
    assert!(store.backup_if_due(NOW + HALF_AN_HOUR).unwrap().is_some());
    store.transact(W, &[add("b", "x")]).unwrap();
    assert!(store.backup_if_due(NOW - 5 * HALF_AN_HOUR).unwrap().is_some(), "a clock set back stops nothing");
    drop(store);
    let mut store = open(folder.path());
    assert!(store.backup_if_due(NOW + 9 * HALF_AN_HOUR).unwrap().is_some(), "the newest is judged by its content");
    drop(store);
    let mut store = open(folder.path());
    assert!(store.backup_if_due(NOW + 99 * HALF_AN_HOUR).unwrap().is_none(), "a restart is no change");
}

#[test]
fn backups_are_private() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    let backup = store.back_up(NOW, BackupReason::Regular).unwrap();
    let mode = |path: std::path::PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder.path().join("backups")), 0o700);
    assert_eq!(mode(folder.path().join("backups").join(&backup.name)), 0o600);
}

#[test]
fn f19_a_damaged_or_newer_backup_is_refused_before_anything_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    let good = store.back_up(NOW, BackupReason::Regular).unwrap();
    store.transact(W, &[add("a", "x")]).unwrap();
    let before = store.load_rows(W).unwrap();
    let backups = folder.path().join("backups");
    let bytes = std::fs::read(backups.join(&good.name)).unwrap();
    let mut flipped = bytes.clone();
    flipped[9000] ^= 1;
    let mut newer = bytes.clone();
    newer[63] = 9;
    let bad: [(&str, Vec<u8>); 5] = [
        ("flipped", flipped),
        ("truncated", bytes[..bytes.len() / 2].to_vec()),
        ("empty", Vec::new()),
        ("newer", newer.clone()),
        ("text", b"hello".to_vec()),
    ];
    for (what, content) in bad {
        std::fs::write(backups.join(&good.name), content).unwrap();
        let refused = store.restore_backup(&good.name, NOW);
        assert!(matches!(refused, Err(StoreError::BackupRefused { .. })), "{what}: {refused:?}");
        assert_eq!(store.load_rows(W).unwrap(), before, "{what}: the present data is untouched");
    }
    std::fs::write(backups.join("2020-01-01T00-00-00Z-01.sextant-backup"), newer).unwrap();
    match store.restore_backup("2020-01-01T00-00-00Z-01.sextant-backup", NOW) {
        Err(StoreError::BackupRefused { why, .. }) => assert!(why.contains("newer"), "{why}"),
        other => panic!("without a checksum the version still counts: {other:?}"),
    }
    for name in ["", "..", "../sextant.db", "/etc/passwd"] {
        assert!(matches!(store.restore_backup(name, NOW), Err(StoreError::BackupRefused { .. })), "{name}");
        assert!(matches!(store.delete_backup(name), Err(StoreError::BackupRefused { .. })), "{name}");
    }
    store.transact(W, &[add("b", "x")]).unwrap();
}

#[test]
fn d8_two_hundred_workshops_are_backed_up_and_restored_in_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    for number in 0..200 {
        let workshop = format!("w{number:03}");
        begin(&mut store, &workshop, "One of many");
        let rows: Vec<_> = (0..12).map(|n| add(&format!("c{n}"), &"words ".repeat(20))).collect();
        store.transact(&workshop, &rows).unwrap();
    }
    let all = |store: &Store| -> Vec<_> {
        store.list_workshops().unwrap().into_iter().map(|row| store.load_rows(&row.id).unwrap()).collect()
    };
    let before = all(&store);
    // A busy machine may be slow once; not three times.
    let took = (0..3).map(|_| {
        let started = std::time::Instant::now();
        let backup = store.back_up(NOW, BackupReason::Regular).unwrap();
        let saved = started.elapsed();
        store.restore_backup(&backup.name, NOW).unwrap();
        let total = started.elapsed();
        assert_eq!(all(&store), before);
        println!("D8: 200 workshops, {} KiB: backup {saved:?}, with restore {total:?}", backup.bytes / 1024);
        total
    });
    assert!(took.min() < Some(std::time::Duration::from_secs(2)));
}
