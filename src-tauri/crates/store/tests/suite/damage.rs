//! D4: files with wrong bytes in them never make the program panic or hang, and are kept.

use crate::support::*;
use sextant_store::{BackupReason, Store, StoreError};
use std::panic::AssertUnwindSafe;
use std::path::Path;
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

/// What opening a damaged file came to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    Refused,
    NoticedWhileReading,
    ToNothing,
}

/// Six workshops and a backup of them.
fn library(dir: &Path) {
    let mut store = open(dir);
    for number in 0..6 {
        let workshop = format!("w{number}");
        begin(&mut store, &workshop, "A workshop");
        let rows: Vec<_> = (0..30).map(|n| add(&format!("c{n}"), &"words ".repeat(10))).collect();
        store.transact(&workshop, &rows).unwrap();
    }
    store.back_up(NOW, BackupReason::Regular).unwrap();
}

/// Opens the file and reads everything: within two seconds, without a panic, and a file that is
/// refused stays as it is, with the backup offered.
fn judge(dir: &Path, bytes: &[u8], open: impl FnOnce(&Path) -> Result<Store, StoreError>) -> Result<Came, String> {
    let path = dir.join("sextant.db");
    std::fs::write(&path, bytes).unwrap();
    let started = Instant::now();
    let came =
        std::panic::catch_unwind(AssertUnwindSafe(|| match open(dir) {
            Err(StoreError::Damaged { backups, .. } | StoreError::NotADatabase { backups, .. }) => {
                if backups.len() == 1 { Ok(Came::Refused) } else { Err("no backup is offered".to_owned()) }
            }
            Err(StoreError::NewerFile { .. } | StoreError::UnknownSchemaObject { .. }) => Ok(Came::Refused),
            Err(other) => Err(format!("not recognised as damage: {other:?}")),
            Ok(store) => {
                let whole =
                    |id: &str| store.load_rows(id).is_ok() && store.verify(id).is_ok_and(|v| v.problems.is_empty());
                let well = store.list_workshops().is_ok_and(|all| all.iter().all(|workshop| whole(&workshop.id)));
                Ok(if well { Came::ToNothing } else { Came::NoticedWhileReading })
            }
        }));
    let took = started.elapsed();
    let kept = std::fs::read(&path).is_ok_and(|now| now == bytes);
    for leftover in ["sextant.db-wal", "sextant.db-shm"] {
        let _ = std::fs::remove_file(dir.join(leftover));
    }
    match came.unwrap_or_else(|_| Err("a panic".to_owned())) {
        Ok(Came::Refused) if !kept => Err("the damaged file is not kept as it was".to_owned()),
        Ok(_) if took > Duration::from_secs(2) => Err(format!("it took {took:?}")),
        came => came,
    }
}

#[test]
fn d4_the_harness_finds_a_panic_a_hang_a_lost_file_and_a_backup_not_offered() {
    let folder = tempfile::tempdir().unwrap();
    library(folder.path());
    let mut bytes = std::fs::read(folder.path().join("sextant.db")).unwrap();
    bytes[..4096].fill(0);
    let really = |dir: &Path| Store::open_with(&opening(dir));
    let panics = |_: &Path| -> Result<Store, StoreError> { panic!("planted") };
    let hangs = |dir: &Path| {
        std::thread::sleep(Duration::from_millis(2100));
        really(dir)
    };
    let begins_anew = |dir: &Path| {
        let refused = really(dir);
        std::fs::remove_file(dir.join("sextant.db")).unwrap();
        refused
    };
    let forgets_backups =
        |dir: &Path| really(dir).map_err(|_| StoreError::NotADatabase { path: dir.to_owned(), backups: Vec::new() });
    type Open<'a> = &'a dyn Fn(&Path) -> Result<Store, StoreError>;
    let planted: [(&str, Open<'_>); 4] =
        [("a panic", &panics), ("it took", &hangs), ("not kept", &begins_anew), ("no backup", &forgets_backups)];
    assert!(judge(folder.path(), &bytes, really) == Ok(Came::Refused), "without a planted fault all is well");
    for (what, open) in planted {
        let found = judge(folder.path(), &bytes, open).err();
        assert!(found.as_deref().is_some_and(|found| found.contains(what)), "{what}: {found:?}");
    }
}

#[test]
fn d4_a_damaged_file_never_panics_hangs_or_vanishes() {
    let folder = tempfile::tempdir().unwrap();
    library(folder.path());
    let whole = std::fs::read(folder.path().join("sextant.db")).unwrap();
    let (mut refused, mut noticed, mut harmless) = (0, 0, 0);
    for seed in 0..files() {
        let mut dice = Dice(seed);
        let mut bytes = whole.clone();
        let what = damage(&mut bytes, &mut dice);
        match judge(folder.path(), &bytes, |dir| Store::open_with(&opening(dir))) {
            Ok(Came::Refused) => refused += 1,
            Ok(Came::NoticedWhileReading) => noticed += 1,
            Ok(Came::ToNothing) => harmless += 1,
            Err(why) => panic!("seed {seed}, {what}: {why}"),
        }
    }
    println!("D4: {} files: {refused} refused, {noticed} noticed while reading, {harmless} without effect", files());
    assert!(refused > files() / 3, "most damage must be noticed at the opening");
}
