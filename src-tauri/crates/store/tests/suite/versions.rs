//! F16, F17, D6: files of other versions.

use crate::support::*;
use sextant_store::{Opening, Store, StoreError};

fn later(dir: &std::path::Path) -> Opening {
    Opening { steps: STEPS_LATER, ..opening(dir) }
}

#[test]
fn f17_an_older_file_is_brought_to_this_version_after_a_backup() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    store.transact(W, &[add("a", "x")]).unwrap();
    let before = store.load_rows(W).unwrap();
    drop(store);
    for opened in 1..=2 {
        let store = Store::open_with(&later(folder.path())).unwrap();
        let mut rows = store.load_rows(W).unwrap();
        for row in rows.get_mut("candidates").unwrap() {
            assert_eq!(row.remove("note"), Some(serde_json::Value::Null), "the new column is there and empty");
        }
        assert_eq!(rows, before, "opening {opened}: nothing else changed");
        assert_eq!(store.verify(W).unwrap().problems, [], "images without the new column still count");
        assert_eq!(store.list_backups(NOW).len(), 1, "one backup, made once");
        assert_eq!(store.safety_settings().unwrap()["user_version"], "3");
    }
}

#[test]
fn f17_a_backup_of_an_older_version_is_migrated_when_it_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    drop(open_with_workshop(folder.path()));
    let mut store = Store::open_with(&later(folder.path())).unwrap();
    let old = store.list_backups(NOW).remove(0);
    store.restore_backup(&old.name, NOW + 60_000).unwrap();
    assert_eq!(store.safety_settings().unwrap()["user_version"], "3");
    assert_eq!(store.verify(W).unwrap().problems, []);
}

#[test]
fn d6_f16_a_newer_file_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    drop(Store::open_with(&later(folder.path())).unwrap());
    let path = folder.path().join("sextant.db");
    let before = sha256(&path);
    match Store::open_with(&opening(folder.path())) {
        Err(StoreError::NewerFile { found, known, .. }) => assert_eq!((found, known), (3, 2)),
        Err(other) => panic!("refused for another reason: {other}"),
        Ok(_) => panic!("a newer file was opened"),
    }
    assert_eq!(sha256(&path), before, "not one byte was changed");
}

#[test]
fn d6_f16_a_newer_version_that_stands_only_in_the_log_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    drop(open_with_workshop(folder.path()));
    // What a newer program leaves when it is killed right after its migration's commit.
    let connection = rusqlite::Connection::open(folder.path().join("sextant.db")).unwrap();
    connection.execute_batch(include_str!("schema/later.sql")).unwrap();
    connection.pragma_update(None, "user_version", 3).unwrap();
    let copy = tempfile::tempdir().unwrap();
    for name in ["sextant.db", "sextant.db-wal"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    let before = sha256(&copy.path().join("sextant.db"));
    let log = sha256(&copy.path().join("sextant.db-wal"));
    let refused = Store::open_with(&opening(copy.path())).err();
    assert!(matches!(refused, Some(StoreError::NewerFile { found: 3, .. })), "{refused:?}");
    assert_eq!((sha256(&copy.path().join("sextant.db")), sha256(&copy.path().join("sextant.db-wal"))), (before, log));
    assert!(Store::open_with(&later(copy.path())).is_ok(), "the newer version goes on with it");
}

/// A library as the program with each released schema left it, beside the schema's number.
const RELEASED: &[(usize, &str)] = &[(2, include_str!("released/schema_2.sql"))];

/// Those that this version brings forward, each with its number.
pub(crate) fn to_bring_forward() -> impl Iterator<Item = (usize, &'static str)> {
    RELEASED.iter().copied().filter(|(number, _)| *number < sextant_store::STEPS.len())
}

/// Lays a released library into the folder, and gives the id of its workshop.
pub(crate) fn lay_released(dir: &std::path::Path, number: usize, rows: &str) -> String {
    drop(Store::open_with(&Opening { steps: &sextant_store::STEPS[..number], ..opening(dir) }).unwrap());
    tamper(dir, &format!("delete from meta; {rows}"));
    let store = Store::open_with(&Opening { steps: &sextant_store::STEPS[..number], ..opening(dir) }).unwrap();
    store.list_workshops().unwrap().remove(0).id
}

#[test]
fn d6_f17_a_library_of_every_released_schema_opens_with_everything_in_it() {
    for (number, rows) in RELEASED {
        let folder = tempfile::tempdir().unwrap();
        let workshop = lay_released(folder.path(), *number, rows);
        let steps = &sextant_store::STEPS[..*number];
        let old = Store::open_with(&Opening { steps, ..opening(folder.path()) }).unwrap();
        let (before, entries) = (old.load_rows(&workshop).unwrap(), old.journal(&workshop).unwrap());
        drop(old);
        let store = Store::open(folder.path(), NOW).unwrap();
        assert_eq!(store.safety_settings().unwrap()["user_version"], sextant_store::STEPS.len().to_string());
        let after = store.load_rows(&workshop).unwrap();
        assert!(before.values().map(Vec::len).sum::<usize>() > 20, "schema {number}: the library is not empty");
        for (table, rows) in before {
            assert_eq!(rows.len(), after[&table].len(), "schema {number}, {table}");
            for (old, new) in rows.iter().zip(&after[&table]) {
                let kept = old.iter().all(|(column, value)| new.get(column).is_none_or(|now| now == value));
                assert!(kept, "schema {number}, {table}: {old:?} became {new:?}");
            }
        }
        assert_eq!(store.journal(&workshop).unwrap(), entries);
        assert_eq!(store.verify(&workshop).unwrap().problems, [], "schema {number}");
        assert_eq!(store.findings(), []);
    }
}

#[test]
fn every_released_step_can_be_run() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), NOW).unwrap();
    assert_eq!(store.safety_settings().unwrap()["user_version"], sextant_store::STEPS.len().to_string());
}

#[test]
fn in_the_released_schema_only_a_workshop_takes_rows_with_it() {
    let folder = tempfile::tempdir().unwrap();
    drop(Store::open(folder.path(), NOW).unwrap());
    let connection = rusqlite::Connection::open(folder.path().join("sextant.db")).unwrap();
    let wrong: Vec<String> = connection
        .prepare(
            "select t.name || ' follows ' || f.\"table\" from pragma_table_list t, pragma_foreign_key_list(t.name) f \
             where t.schema = 'main' and f.on_delete <> 'NO ACTION' and f.\"table\" not in ('workshops', 'journal_entries')",
        )
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(wrong, Vec::<String>::new(), "a row deleted by the database itself would be missing in the journal");
    let loose: Vec<String> = connection
        .prepare("select name from pragma_table_list where schema = 'main' and name not like 'sqlite_%' and (not wr or not strict)")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(loose, Vec::<String>::new(), "every table is strict and without rowid");
}

#[test]
fn the_released_schema_has_one_table_per_noun_with_the_same_key() {
    let folder = tempfile::tempdir().unwrap();
    drop(Store::open(folder.path(), NOW).unwrap());
    let connection = rusqlite::Connection::open(folder.path().join("sextant.db")).unwrap();
    for (table, key) in sextant_domain::workshop::Workshop::TABLES {
        let columns: Vec<String> = connection
            .prepare("select name from pragma_table_info(?1) where pk > 0 order by pk")
            .unwrap()
            .query_map([table], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let owner = if *table == "workshops" { "id" } else { "workshop_id" };
        let wanted: Vec<&str> = std::iter::once(owner).chain(key.iter().copied()).collect();
        assert_eq!(columns, wanted, "the key of {table}");
    }
    let record: Vec<String> = connection
        .prepare("select name from pragma_table_list where schema = 'main' and name not like 'sqlite_%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let kept = [
        "command_ids",
        "drafts",
        "journal_changes",
        "journal_entries",
        "meta",
        "seal_salts",
        "seat_keys",
        "seat_ties",
        "settings",
    ];
    for table in record {
        let known = sextant_domain::workshop::Workshop::TABLES.iter().any(|(name, _)| *name == table);
        assert!(known || kept.contains(&table.as_str()), "{table} belongs to nothing");
    }
}
