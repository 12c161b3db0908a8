use crate::support::*;
use serde_json::json;
use sextant_store::{
    Actor, CommandOutcome, CommandStamp, Entry, Problem, RowChange, SeatTie, SeatTieChange, Store, StoreError,
    UndoKind, doctor,
};
use std::path::Path;

fn five_entries(dir: &Path) {
    let mut store = open_with_workshop(dir);
    store
        .transact(W, &[add("a", "first"), add("b", "second"), reword("a", "first", "third"), add("c", "fourth")])
        .unwrap();
}

fn problems(dir: &Path) -> Vec<Problem> {
    open(dir).verify(W).unwrap().problems
}

#[test]
fn t4_an_untouched_record_verifies() {
    let folder = tempfile::tempdir().unwrap();
    five_entries(folder.path());
    let found = open(folder.path()).verify(W).unwrap();
    assert_eq!((found.entries, found.problems, found.beyond_checking), (5, vec![], 0));
    assert!(doctor(&opening(folder.path())).unwrap().is_healthy());
}

#[test]
fn t4_an_edited_row_an_edited_entry_a_dropped_and_a_swapped_one_are_named() {
    let row = |key: &str| ("candidates".to_owned(), format!("[\"{key}\"]"));
    let (table, key) = row("b");
    let differs = Problem::RowDiffers { table: table.clone(), key: key.clone() };
    for (what, sql, expected) in [
        ("a row is edited", "update candidates set sentence = 'x' where id = 'b'", differs.clone()),
        (
            "a row is dropped",
            "delete from candidates where id = 'b'",
            Problem::RowMissing { table: table.clone(), key: key.clone() },
        ),
        (
            "a row is added",
            "insert into candidates (workshop_id, id, sentence) select workshop_id, 'z', 'x' from candidates where id = 'b'",
            Problem::RowUnknown { table, key: "[\"z\"]".to_owned() },
        ),
        (
            "two rows are swapped",
            "update candidates set sentence = iif(id = 'b', 'fourth', 'second') where id in ('b', 'c')",
            differs,
        ),
        (
            "a label is edited",
            "update journal_entries set label = 'x' where number = 3",
            Problem::EntryAltered { number: 3 },
        ),
        (
            "an actor is edited",
            "update journal_entries set actor = 'ben' where number = 5",
            Problem::EntryAltered { number: 5 },
        ),
        (
            "an image is edited",
            "update journal_changes set after_image = replace(after_image, 'second', 'x') where number = 3",
            Problem::EntryAltered { number: 3 },
        ),
        ("a change is dropped", "delete from journal_changes where number = 4", Problem::EntryAltered { number: 4 }),
        (
            "an entry is dropped",
            "delete from journal_entries where number = 3; delete from journal_changes where number = 3",
            Problem::EntryMissing { number: 3 },
        ),
        (
            "the newest entry is dropped with its row",
            "delete from journal_entries where number = 5; delete from journal_changes where number = 5; \
             delete from candidates where id = 'c'",
            Problem::EntryMissing { number: 5 },
        ),
        (
            "two entries are swapped",
            "update journal_entries set number = 9 where number = 2; update journal_changes set number = 9 where number = 2; \
             update journal_entries set number = 2 where number = 3; update journal_changes set number = 2 where number = 3; \
             update journal_entries set number = 3 where number = 9; update journal_changes set number = 3 where number = 9",
            Problem::EntryAltered { number: 2 },
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        five_entries(folder.path());
        tamper(folder.path(), sql);
        let found = problems(folder.path());
        assert!(found.contains(&expected), "{what}: {expected:?} is not among {found:?}");
        assert!(!doctor(&opening(folder.path())).unwrap().is_healthy(), "{what}: the doctor says so too");
    }
}

#[test]
fn t4_an_entry_that_was_hashed_anew_breaks_the_chain_after_it() {
    let folder = tempfile::tempdir().unwrap();
    five_entries(folder.path());
    tamper(folder.path(), &format!("update journal_entries set hash = '{}' where number = 3", "ab".repeat(32)));
    let found = problems(folder.path());
    assert!(found.contains(&Problem::ChainBroken { number: 4 }), "{found:?}");
}

const ADA: &str = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const BALLOT: &str = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";

fn ballot() -> sextant_store::Row {
    row(json!({ "id": BALLOT, "sum": 11 }))
}

fn tie() -> sextant_store::Row {
    row(json!({ "ballot_id": BALLOT, "participant_id": ADA }))
}

fn stamp() -> CommandStamp {
    CommandStamp { id: "5e1f".into(), fingerprint: [1; 32], actor: Actor(ADA.into()) }
}

fn sealed(changes: Vec<RowChange>) -> Entry {
    Entry {
        undo: UndoKind::NotUndoable,
        span: Some("score".into()),
        command: Some(stamp()),
        ..by("participants", entry("submit_ballot", changes))
    }
}

fn submit(store: &mut Store) {
    let changes =
        vec![RowChange::sealed("ballots", None, Some(ballot())), RowChange::sealed("ballot_ties", None, Some(tie()))];
    store.transact(W, &[sealed(changes)]).unwrap();
}

fn destroy(store: &mut Store) {
    let destruction = Entry {
        undo: UndoKind::Barrier,
        command: None,
        ..sealed(vec![
            RowChange::sealed("ballot_ties", Some(tie()), None),
            RowChange::open("ballots", Some(ballot()), Some(ballot())),
        ])
    };
    let done = store.destroy_seals(W, &["score"], &destruction, NOW + 5000).unwrap();
    assert!(done.pending.is_none(), "{:?}", done.pending);
}

#[test]
fn t1b_sealed_rows_enter_the_journal_only_as_hashes_and_are_still_verified() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    submit(&mut store);
    let kept = serde_json::to_string(&format!("{:?}", store.journal(W).unwrap())).unwrap();
    assert!(!kept.contains(ADA) && !kept.contains(BALLOT), "neither key nor content is in the journal");
    assert_eq!(store.verify(W).unwrap().problems, []);
    drop(store);
    tamper(folder.path(), "update ballots set sum = 18");
    let found = problems(folder.path());
    assert!(matches!(found[..], [Problem::RowDiffers { .. }]), "an altered sealed row is named: {found:?}");
}

#[test]
fn t1b_after_the_destruction_nothing_ties_a_person_to_a_ballot() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    store.back_up(NOW - 1000, sextant_store::BackupReason::Regular).unwrap();
    submit(&mut store);
    store.back_up(NOW + 1000, sextant_store::BackupReason::Regular).unwrap();
    assert_ne!(found_below(folder.path(), ADA), Vec::<String>::new(), "the tie is there while the span lasts");
    destroy(&mut store);
    assert_eq!(found_below(folder.path(), ADA), Vec::<String>::new(), "no file holds it, while the store is open");
    assert_eq!(store.command_outcome(W, &stamp()).unwrap(), CommandOutcome::New, "the command's id is forgotten");
    let found = store.verify(W).unwrap();
    assert_eq!(found.problems, [], "the record still verifies");
    let backups: Vec<i64> = store.list_backups(NOW).iter().map(|backup| backup.taken_at).collect();
    assert_eq!(backups, [NOW + 5000, NOW - 1000], "the span's backup was replaced, the older one stays");
    drop(store);
    assert_eq!(found_below(folder.path(), ADA), Vec::<String>::new());
    tamper(folder.path(), "update ballots set sum = 18");
    let found = problems(folder.path());
    assert!(matches!(found[..], [Problem::RowDiffers { .. }]), "a restated ballot stays verified: {found:?}");
}

#[test]
fn t1b_the_tie_of_a_seat_outlasts_a_restart_and_nothing_holds_it_once_its_span_has_ended() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    let tie = |span: &str, item: &str| SeatTie {
        span: span.into(),
        sender: ADA.into(),
        kind: "answer".into(),
        item: item.into(),
    };
    let (first, second, other) = (tie("score", "one"), tie("score", "two"), tie("frame", "song-of-three"));
    let answered = Entry { span: None, ..sealed(Vec::new()) };
    store.transact_with_ties(W, &[answered], &[SeatTieChange::Tied(first.clone())]).unwrap();
    let replaced = [
        SeatTieChange::Loosed { sender: ADA.into(), kind: "answer".into(), item: "one".into() },
        SeatTieChange::Tied(second.clone()),
        SeatTieChange::Tied(other.clone()),
    ];
    store.change_seat_ties(W, &replaced).unwrap();
    store.back_up(NOW + 1000, sextant_store::BackupReason::Regular).unwrap();
    drop(store);
    let mut store = open(folder.path());
    assert_eq!(store.seat_ties(W).unwrap(), [other.clone(), second]);
    let end = |span: &str| Entry {
        undo: UndoKind::Barrier,
        command: None,
        ..Entry { span: Some(span.into()), ..sealed(Vec::new()) }
    };
    store.destroy_seals(W, &["score"], &end("score"), NOW + 2000).unwrap();
    assert_eq!(store.seat_ties(W).unwrap(), [other], "the other span goes on");
    store.destroy_seals(W, &["frame"], &end("frame"), NOW + 3000).unwrap();
    assert_eq!(found_below(folder.path(), "song-of-three"), Vec::<String>::new());
}

#[test]
fn t1b_a_destruction_interrupted_after_its_commit_is_finished_at_the_next_opening() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    submit(&mut store);
    store.back_up(NOW + 1000, sextant_store::BackupReason::Regular).unwrap();
    drop(store);
    tamper(
        folder.path(),
        &format!(
            "insert into meta values ('tie destroyed {W} score', '[\"{W}\",\"score\"]'); \
             delete from ballot_ties; delete from command_ids; delete from seal_salts"
        ),
    );
    assert_ne!(found_below(folder.path(), ADA), Vec::<String>::new(), "the backup still holds the tie");
    drop(open(folder.path()));
    assert_eq!(found_below(folder.path(), ADA), Vec::<String>::new());
}

#[test]
fn t1b_f24_a_destruction_finds_the_copies_whatever_the_clock_said_when_they_were_made() {
    const DAY: i64 = 48 * HALF_AN_HOUR;
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    store.back_up(NOW + 3 * DAY, sextant_store::BackupReason::Regular).unwrap();
    // A ballot that was typed before anybody has handed one in, with the clock set back.
    store.set_draft(W, &format!("ballot:{ADA}"), "typed", NOW).unwrap();
    store.back_up(NOW - DAY, sextant_store::BackupReason::Regular).unwrap();
    store.delete_draft(W, &format!("ballot:{ADA}")).unwrap();
    submit(&mut store);
    let during = store.back_up(NOW - 2 * DAY, sextant_store::BackupReason::Regular).unwrap();
    let backups = folder.path().join("backups");
    let damaged = folder.path().join("set-aside-2020-01-01T00-00-00Z-01.db");
    let mut bytes = std::fs::read(backups.join(&during.name)).unwrap();
    bytes[..100].fill(0);
    std::fs::write(&damaged, bytes).unwrap();
    let unrelated = folder.path().join("set-aside-2099-01-01T00-00-00Z-01.wal");
    std::fs::write(&unrelated, "a log of something else").unwrap();
    assert_eq!(found_below(folder.path(), ADA).len(), 4, "database or log, two backups, one set aside");
    destroy(&mut store);
    assert_eq!(found_below(folder.path(), ADA), Vec::<String>::new());
    let kept: Vec<i64> = store.list_backups(NOW).iter().map(|backup| backup.taken_at).collect();
    assert_eq!(kept, [NOW + 3 * DAY, NOW + 5000], "a backup from before the span stays, though its name is later");
    assert!(unrelated.exists() && !damaged.exists(), "what names the workshop and cannot be asked is removed");
}

#[test]
fn a_sealed_entry_is_no_subject_of_undo_and_a_destruction_is_a_barrier() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    let change = || vec![RowChange::sealed("ballots", None, Some(ballot()))];
    let undoable = Entry { undo: UndoKind::Undoable, ..sealed(change()) };
    assert!(matches!(store.transact(W, &[undoable]), Err(StoreError::Misfit(_))));
    let spanless = Entry { span: None, ..sealed(change()) };
    assert!(matches!(store.transact(W, &[spanless]), Err(StoreError::Misfit(_))));
    assert!(matches!(store.destroy_seals(W, &["score"], &sealed(Vec::new()), NOW), Err(StoreError::Misfit(_))));
}
