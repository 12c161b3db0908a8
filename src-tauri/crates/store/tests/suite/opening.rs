//! What opening a folder refuses, and what it repairs.

use crate::support::*;
use sextant_store::{Finding, Opening, Store, StoreError, salvage};
use std::path::Path;
use std::process::Command;

fn refused(dir: &Path) -> StoreError {
    match Store::open_with(&opening(dir)) {
        Err(error) => {
            let told = error.told();
            for part in [&told.doing, &told.wrong, &told.safe, &told.next] {
                assert!(part.ends_with('.') && part.len() > 15, "{part:?} is no sentence");
            }
            error
        }
        Ok(_) => panic!("{} was opened", dir.display()),
    }
}

/// The folder as a crash leaves it: the log is still beside the database.
fn crash_copy(dir: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for name in ["sextant.db", "sextant.db-wal", "sextant.head"] {
        std::fs::copy(dir.join(name), copy.path().join(name)).unwrap();
    }
    copy
}

#[test]
fn f05_a_missing_known_folder_is_asked_about_and_never_made_anew() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("data");
    let opening = Opening { known_folders: Some(parent.path().join("config/folders")), ..opening(&dir) };
    drop(Store::open_with(&opening).unwrap());
    std::fs::rename(&dir, parent.path().join("elsewhere")).unwrap();
    let error = Store::open_with(&opening).err();
    assert!(matches!(error, Some(StoreError::FolderMissing { .. })), "{error:?}");
    assert!(!dir.exists(), "no empty folder takes its place");
}

#[test]
fn f05_a_folder_that_lost_its_database_is_not_taken_for_new() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    store.back_up(NOW, sextant_store::BackupReason::Regular).unwrap();
    drop(store);
    std::fs::remove_file(folder.path().join("sextant.db")).unwrap();
    match refused(folder.path()) {
        StoreError::DatabaseMissing { backups, .. } => assert_eq!(backups.len(), 1, "what there is is offered"),
        other => panic!("{other:?}"),
    }
    assert!(!folder.path().join("sextant.db").exists());
}

#[test]
fn f04_a_folder_that_cannot_be_written_is_said_so_and_can_be_looked_at() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    drop(open_with_workshop(folder.path()));
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        std::fs::set_permissions(entry.unwrap().path(), std::fs::Permissions::from_mode(0o444)).unwrap();
    }
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o555)).unwrap();
    let before = sha256(&folder.path().join("sextant.db"));
    let program = tempfile::tempdir().unwrap();
    std::fs::set_permissions(program.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let copy = program.path().join("scenario");
    std::fs::copy(env!("CARGO_BIN_EXE_store_scenario"), &copy).unwrap();
    // Permissions do not bind root, so root asks as nobody.
    let id = Command::new("id").arg("-u").output().unwrap();
    let mut command = if id.stdout == b"0\n" {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", "65534", "--clear-groups"]).arg(copy);
        command
    } else {
        Command::new(copy)
    };
    let output = command.args(["open".as_ref(), folder.path().as_os_str()]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "error ReadOnly told\n");
    let mut view = Store::open_for_viewing(&opening(folder.path())).unwrap();
    assert_eq!(view.load_rows(W).unwrap()["workshops"].len(), 1);
    let change = view.transact(W, &[add("a", "x")]);
    assert!(matches!(change, Err(StoreError::ReadOnly { .. })), "{change:?}");
    assert_eq!(sha256(&folder.path().join("sextant.db")), before);
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn f06_a_synced_folder_is_warned_about_and_opened() {
    let parent = tempfile::tempdir().unwrap();
    let store = open(&parent.path().join("Dropbox/sextant"));
    assert!(matches!(store.findings(), [Finding::UnfitFolder(_)]), "{:?}", store.findings());
}

#[test]
fn f07_a_workshop_that_cannot_be_read_is_named_and_the_others_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    begin(&mut store, "w2", "Another");
    store.transact(W, &[add("a", "x")]).unwrap();
    drop(store);
    // Bytes that are no text: one row of one workshop is damaged, the file is not.
    let connection = rusqlite::Connection::open(folder.path().join("sextant.db")).unwrap();
    connection.execute_batch("update candidates set sentence = cast(x'ff00ff' as text) where id = 'a'").unwrap();
    drop(connection);
    let store = open(folder.path());
    match store.load_rows(W) {
        Err(StoreError::WorkshopUnreadable { workshop, .. }) => assert_eq!(workshop, W),
        other => panic!("{other:?}"),
    }
    assert!(store.load_rows("w2").is_ok(), "the other workshop is not affected");
}

#[test]
fn f11_a_file_that_is_no_database_is_kept_and_the_backups_are_offered() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    store.back_up(NOW - 3 * HALF_AN_HOUR, sextant_store::BackupReason::Regular).unwrap();
    drop(store);
    let path = folder.path().join("sextant.db");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[..16].fill(b'x');
    std::fs::write(&path, &bytes).unwrap();
    let backups = match refused(folder.path()) {
        StoreError::NotADatabase { backups, .. } => backups,
        other => panic!("{other:?}"),
    };
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "the damaged file is as it was");
    assert_eq!(backups[0].age, 3 * HALF_AN_HOUR as u64, "its age is told");
    assert_eq!(backups[0].summary.as_ref().unwrap().titles, ["North star"], "and its content");

    let store = Store::restore_unopened(&opening(folder.path()), &backups[0].name).unwrap();
    assert_eq!(store.list_workshops().unwrap().len(), 1);
    let kept: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("set-aside-2026-06-04"))
        .collect();
    assert_eq!(std::fs::read(&kept[0]).unwrap(), bytes, "the damaged file is kept aside with the date");
}

#[test]
fn f11_another_programs_database_is_not_ours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sextant.db");
    rusqlite::Connection::open(&path).unwrap().execute_batch("create table recipes (name text)").unwrap();
    let before = sha256(&path);
    assert!(matches!(refused(folder.path()), StoreError::NotADatabase { .. }));
    assert_eq!(sha256(&path), before);
}

#[test]
fn f12_what_still_reads_of_a_damaged_file_is_saved_and_what_is_missing_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    for number in 0..40 {
        let workshop = format!("w{number:02}");
        begin(&mut store, &workshop, &format!("Workshop {number}"));
        let rows: Vec<_> = (0..20).map(|n| add(&format!("c{n}"), &"words ".repeat(20))).collect();
        store.transact(&workshop, &rows).unwrap();
    }
    drop(store);
    let path = folder.path().join("sextant.db");
    let connection = rusqlite::Connection::open(&path).unwrap();
    let page: u32 = connection
        .query_row("select rootpage from sqlite_schema where name = 'candidates'", [], |row| row.get(0))
        .unwrap();
    drop(connection);
    let mut bytes = std::fs::read(&path).unwrap();
    // The first page below the table's root, found through the root's first child pointer.
    let root = (page as usize - 1) * 4096;
    let cell = usize::from(bytes[root + 12]) << 8 | usize::from(bytes[root + 13]);
    let child = u32::from_be_bytes(bytes[root + cell..root + cell + 4].try_into().unwrap()) as usize;
    bytes[(child - 1) * 4096..child * 4096].fill(0);
    std::fs::write(&path, &bytes).unwrap();

    assert!(matches!(refused(folder.path()), StoreError::Damaged { .. }));
    let fresh = tempfile::tempdir().unwrap();
    let saved = salvage(&opening(folder.path()), &opening(fresh.path())).unwrap();
    assert_eq!(saved.workshops.len(), 40, "every workshop is accounted for");
    assert!(saved.workshops.values().all(|workshop| workshop.saved));
    let incomplete: Vec<_> = saved.workshops.values().filter(|workshop| !workshop.missing.is_empty()).collect();
    assert!(!incomplete.is_empty() && incomplete.len() < 40, "{} are incomplete", incomplete.len());
    assert!(incomplete.iter().all(|workshop| workshop.missing == ["candidates"]), "the table is named");
    assert_eq!(open(fresh.path()).list_workshops().unwrap().len(), 40);
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "the damaged file is as it was");
}

#[test]
fn f13_a_log_deleted_after_a_crash_is_noticed_with_from_when_to_when() {
    let folder = tempfile::tempdir().unwrap();
    drop(open_with_workshop(folder.path()));
    let mut store = open(folder.path());
    let later = |id: &str| sextant_store::Entry { at: NOW + 60_000, ..add(id, "x") };
    store.transact(W, &[later("a"), later("b")]).unwrap();
    let crashed = crash_copy(folder.path());
    assert_eq!(open(crashed.path()).findings(), [], "with its log nothing is missing");
    let crashed = crash_copy(folder.path());
    std::fs::remove_file(crashed.path().join("sextant.db-wal")).unwrap();
    let store = open(crashed.path());
    assert_eq!(
        store.findings(),
        [Finding::MissingCommits {
            workshop: W.into(),
            last_kept: 1,
            last_acknowledged: 3,
            kept_until: Some(NOW),
            acknowledged_until: NOW + 60_000,
        }]
    );
    assert_eq!(store.verify(W).unwrap().problems.len(), 1, "the doctor names the missing entry too");
}

#[test]
fn f14_a_log_of_another_database_is_set_aside_and_not_mixed_in() {
    let ours = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(ours.path());
    store.transact(W, &[add("a", "ours")]).unwrap();
    drop(store);
    let theirs = tempfile::tempdir().unwrap();
    let mut other = open_with_workshop(theirs.path());
    for number in 0..50 {
        other.transact(W, &[add(&format!("c{number}"), "theirs")]).unwrap();
    }
    std::fs::copy(theirs.path().join("sextant.db-wal"), ours.path().join("sextant.db-wal")).unwrap();
    std::fs::write(ours.path().join("sextant.db-shm"), [0; 32768]).unwrap();
    let store = open(ours.path());
    match store.findings() {
        [Finding::ForeignLog { kept_as, .. }] => assert!(kept_as.exists(), "it is kept"),
        other => panic!("{other:?}"),
    }
    let rows = store.load_rows(W).unwrap();
    assert_eq!(rows["candidates"].len(), 1, "only our own row is there");
    assert_eq!(store.verify(W).unwrap().problems, []);
}

#[test]
fn f14_an_older_log_of_the_same_database_is_not_mixed_in() {
    let folder = tempfile::tempdir().unwrap();
    drop(open_with_workshop(folder.path()));
    let mut store = open(folder.path());
    for number in 0..30 {
        store.transact(W, &[add(&format!("a{number}"), "first")]).unwrap();
    }
    let old_log = std::fs::read(folder.path().join("sextant.db-wal")).unwrap();
    drop(store);
    let mut store = open(folder.path());
    for number in 0..300 {
        store
            .transact(
                W,
                &[reword(
                    "a1",
                    if number % 2 == 0 { "first" } else { "second" },
                    if number % 2 == 0 { "second" } else { "first" },
                )],
            )
            .unwrap();
    }
    drop(store);
    std::fs::write(folder.path().join("sextant.db-wal"), old_log).unwrap();
    let store = open(folder.path());
    assert!(matches!(store.findings(), [Finding::ForeignLog { .. }]), "{:?}", store.findings());
    assert_eq!(store.verify(W).unwrap().problems, []);
    assert_eq!(store.journal(W).unwrap().len(), 331);
}

#[test]
fn f15_a_database_of_zero_bytes_is_damage_and_not_new() {
    let folder = tempfile::tempdir().unwrap();
    drop(open_with_workshop(folder.path()));
    std::fs::write(folder.path().join("sextant.db"), "").unwrap();
    assert!(matches!(refused(folder.path()), StoreError::Damaged { .. }));
    assert_eq!(std::fs::metadata(folder.path().join("sextant.db")).unwrap().len(), 0, "it is left as it was");
}

#[test]
fn f18_a_trigger_a_view_or_a_table_that_was_added_is_refused_by_name() {
    for (sql, kind) in [
        ("create trigger sneaky after insert on candidates begin delete from scores; end", "trigger"),
        ("create view sneaky as select * from ballot_ties", "view"),
        ("create table sneaky (a)", "table"),
        ("create index sneaky on candidates (sentence)", "index"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        drop(open_with_workshop(folder.path()));
        tamper(folder.path(), sql);
        match refused(folder.path()) {
            StoreError::UnknownSchemaObject { kind: found, name, .. } => {
                assert_eq!((found.as_str(), name.as_str()), (kind, "sneaky"));
            }
            other => panic!("{sql}: {other:?}"),
        }
    }
}

#[test]
fn f18_a_table_that_was_changed_or_dropped_is_refused() {
    for sql in ["alter table candidates add column spy text", "drop table scores"] {
        let folder = tempfile::tempdir().unwrap();
        drop(open_with_workshop(folder.path()));
        tamper(folder.path(), sql);
        let error = refused(folder.path());
        assert!(
            matches!(error, StoreError::UnknownSchemaObject { .. } | StoreError::Damaged { .. }),
            "{sql}: {error:?}"
        );
    }
}

#[test]
fn f21_a_second_store_on_the_same_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    match refused(folder.path()) {
        StoreError::InUse { pid, .. } => assert_eq!(pid, Some(std::process::id())),
        other => panic!("{other:?}"),
    }
    drop(store);
    drop(open(folder.path()));
}

#[test]
fn t14_unfinished_copies_of_a_killed_process_are_removed_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    drop(open_with_workshop(folder.path()));
    std::fs::create_dir(folder.path().join("scratch")).unwrap();
    std::fs::write(folder.path().join("scratch/half.db"), "private").unwrap();
    let _store = open(folder.path());
    assert!(!folder.path().join("scratch").exists());
}

#[test]
fn f14_a_log_that_records_a_deletion_still_belongs() {
    let folder = tempfile::tempdir().unwrap();
    drop(open_with_workshop(folder.path()));
    let mut store = open(folder.path());
    begin(&mut store, "w2", "Another");
    drop(store);
    let connection = rusqlite::Connection::open(folder.path().join("sextant.db")).unwrap();
    connection.pragma_update(None, "foreign_keys", "on").unwrap();
    connection
        .execute_batch(
            "begin; delete from workshops where id = 'w2'; insert into meta values ('deleted w2', 'w2'); commit",
        )
        .unwrap();
    let crashed = crash_copy(folder.path());
    drop(connection);
    std::fs::write(crashed.path().join("sextant.head"), "").unwrap();
    let store = open(crashed.path());
    assert_eq!(store.findings(), []);
    assert_eq!(store.list_workshops().unwrap().len(), 1);
}
