//! Builders for a small record, and a clock that stands still.

use serde_json::{Value, json};
use sextant_store::{Actor, Entry, Opening, Row, RowChange, Store, UndoKind};
use std::path::Path;

pub(crate) const NOW: i64 = 1_780_565_400_000;
pub(crate) const HALF_AN_HOUR: i64 = 30 * 60 * 1000;
pub(crate) const W: &str = "11111111-1111-4111-8111-111111111111";
pub(crate) const STEPS: &[&str] = &[JOURNAL, include_str!("schema/record.sql")];
pub(crate) const STEPS_LATER: &[&str] = &[JOURNAL, include_str!("schema/record.sql"), include_str!("schema/later.sql")];
const JOURNAL: &str =
    concat!(include_str!("../../migrations/0001_journal.sql"), include_str!("../../migrations/0008_seat_ties.sql"));

/// How often something is tried: more when `cargo xtask prove` asks for the long counts.
pub(crate) fn count(usual: u64, proving: u64) -> u64 {
    if std::env::var_os("SEXTANT_PROVE").is_some() { proving } else { usual }
}

pub(crate) fn opening(dir: &Path) -> Opening {
    Opening { steps: STEPS, ..Opening::of(dir, NOW) }
}

pub(crate) fn open(dir: &Path) -> Store {
    Store::open_with(&opening(dir)).unwrap()
}

/// A store with one workshop, entry 1 of its journal.
pub(crate) fn open_with_workshop(dir: &Path) -> Store {
    let mut store = open(dir);
    begin(&mut store, W, "North star");
    store
}

pub(crate) fn begin(store: &mut Store, workshop: &str, title: &str) {
    let row = row(json!({ "title": title, "stage": "set_up" }));
    let changes = vec![RowChange::open("workshops", None, Some(row))];
    store.transact(workshop, &[Entry { undo: UndoKind::NotUndoable, ..entry("create_workshop", changes) }]).unwrap();
}

pub(crate) fn row(value: Value) -> Row {
    match value {
        Value::Object(row) => row,
        other => panic!("{other} is no row"),
    }
}

pub(crate) fn candidate(id: &str, sentence: &str) -> Row {
    row(json!({ "id": id, "sentence": sentence, "weight": 0.1, "kept": true, "position": 1 }))
}

pub(crate) fn entry(operation: &str, changes: Vec<RowChange>) -> Entry {
    Entry {
        actor: Actor("facilitator".into()),
        operation: operation.into(),
        label: format!("You did {operation}."),
        at: NOW,
        undo: UndoKind::Undoable,
        changes,
        command: None,
        span: None,
    }
}

pub(crate) fn add(id: &str, sentence: &str) -> Entry {
    entry("add_candidate", vec![RowChange::open("candidates", None, Some(candidate(id, sentence)))])
}

pub(crate) fn reword(id: &str, old: &str, new: &str) -> Entry {
    entry("edit_candidate", vec![RowChange::open("candidates", Some(candidate(id, old)), Some(candidate(id, new)))])
}

pub(crate) fn by(actor: &str, entry: Entry) -> Entry {
    Entry { actor: Actor(actor.into()), ..entry }
}

/// A plain connection to the file, as somebody with an editor for databases has one.
pub(crate) fn tamper(dir: &Path, sql: &str) {
    let connection = rusqlite::Connection::open(dir.join("sextant.db")).unwrap();
    connection.pragma_update(None, "foreign_keys", "off").unwrap();
    connection.execute_batch(sql).unwrap();
}

pub(crate) fn sha256(path: &Path) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    Sha256::digest(std::fs::read(path).unwrap()).to_vec()
}

/// Whether any file below the folder holds these bytes.
pub(crate) fn found_below(dir: &Path, needle: &str) -> Vec<String> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(dir).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            found.extend(found_below(&path, needle));
        } else if std::fs::read(&path).unwrap().windows(needle.len()).any(|window| window == needle.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}
