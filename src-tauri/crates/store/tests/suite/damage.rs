//! D4: files with wrong bytes in them never make the program panic or hang, and are kept.

use crate::support::*;
use sextant_store::{BackupReason, Store, StoreError};
use std::time::{Duration, Instant};

fn files() -> u64 {
    count(500, 10_000)
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) -> String {
    let at = dice.below(bytes.len());
    match dice.below(6) {
        0 => {
            bytes[at] ^= 1 << dice.below(8);
            format!("one bit at {at}")
        }
        1 => {
            let header = dice.below(100);
            bytes[header] = dice.below(256) as u8;
            format!("header byte {header}")
        }
        2 => {
            bytes.truncate(at);
            format!("cut at {at}")
        }
        3 => {
            let page = at / 4096 * 4096;
            let end = (page + 4096).min(bytes.len());
            bytes[page..end].fill(0);
            format!("zero page at {page}")
        }
        4 => {
            let end = (at + 1 + dice.below(512)).min(bytes.len());
            for byte in &mut bytes[at..end] {
                *byte = dice.below(256) as u8;
            }
            format!("noise from {at} to {end}")
        }
        _ => {
            let (from, to) = (at / 4096 * 4096, dice.below(bytes.len()) / 4096 * 4096);
            let page = bytes[from..(from + 4096).min(bytes.len())].to_vec();
            let end = (to + page.len()).min(bytes.len());
            bytes[to..end].copy_from_slice(&page[..end - to]);
            format!("page {from} written over {to}")
        }
    }
}

#[test]
fn d4_a_damaged_file_never_panics_hangs_or_vanishes() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    for number in 0..6 {
        let workshop = format!("w{number}");
        begin(&mut store, &workshop, "A workshop");
        let rows: Vec<_> = (0..30).map(|n| add(&format!("c{n}"), &"words ".repeat(10))).collect();
        store.transact(&workshop, &rows).unwrap();
    }
    store.back_up(NOW, BackupReason::Regular).unwrap();
    drop(store);
    let path = folder.path().join("sextant.db");
    let whole = std::fs::read(&path).unwrap();
    let (mut refused, mut noticed, mut harmless) = (0, 0, 0);
    for seed in 0..files() {
        let mut dice = Dice(seed);
        let mut bytes = whole.clone();
        let what = damage(&mut bytes, &mut dice);
        std::fs::write(&path, &bytes).unwrap();
        let started = Instant::now();
        match Store::open_with(&opening(folder.path())) {
            Err(error) => {
                refused += 1;
                assert_eq!(
                    std::fs::read(&path).unwrap(),
                    bytes,
                    "seed {seed}, {what}: the damaged file is kept as it was"
                );
                match error {
                    StoreError::Damaged { backups, .. } | StoreError::NotADatabase { backups, .. } => {
                        assert_eq!(backups.len(), 1, "seed {seed}, {what}: a backup is offered");
                    }
                    StoreError::NewerFile { .. } | StoreError::UnknownSchemaObject { .. } => {}
                    other => panic!("seed {seed}, {what}: not recognised as damage: {other:?}"),
                }
            }
            Ok(store) => {
                let problem = store.list_workshops().map(|workshops| {
                    workshops.iter().any(|workshop| {
                        store.load_rows(&workshop.id).is_err()
                            || store.verify(&workshop.id).map_or(true, |found| !found.problems.is_empty())
                    })
                });
                if problem.unwrap_or(true) { noticed += 1 } else { harmless += 1 }
            }
        }
        assert!(started.elapsed() < Duration::from_secs(2), "seed {seed}, {what}: took {:?}", started.elapsed());
        for leftover in ["sextant.db-wal", "sextant.db-shm"] {
            let _ = std::fs::remove_file(folder.path().join(leftover));
        }
    }
    println!("D4: {} files: {refused} refused, {noticed} noticed while reading, {harmless} without effect", files());
    assert!(refused > files() / 3, "most damage must be noticed at the opening");
}
