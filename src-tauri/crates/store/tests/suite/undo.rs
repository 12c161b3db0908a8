use crate::support::*;
use serde_json::json;
use sextant_store::{Actor, Entry, RowChange, Store, UndoKind, UndoPlan};

fn who(name: &str) -> Actor {
    Actor(name.into())
}

fn do_it(store: &mut Store, actor: &str, plan: UndoPlan, kind: fn(u64) -> UndoKind) {
    match plan {
        UndoPlan::Ready { entry: target, changes } => {
            let done = Entry { undo: kind(target.number), ..by(actor, entry("undo_or_redo", changes)) };
            store.transact(W, &[done]).unwrap();
        }
        other => panic!("not ready: {other:?}"),
    }
}

fn undo(store: &mut Store, actor: &str) {
    let plan = store.undo_plan(W, &who(actor)).unwrap();
    do_it(store, actor, plan, UndoKind::UndoOf);
}

fn redo(store: &mut Store, actor: &str) {
    let plan = store.redo_plan(W, &who(actor)).unwrap();
    do_it(store, actor, plan, UndoKind::RedoOf);
}

fn ids(store: &Store) -> Vec<String> {
    store.load_rows(W).unwrap()["candidates"].iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn each_person_takes_back_only_their_own_newest_step() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    store.transact(W, &[by("ada", add("a", "x")), by("ben", add("b", "x")), by("ada", add("c", "x"))]).unwrap();
    undo(&mut store, "ada");
    assert_eq!(ids(&store), ["a", "b"], "Ada's newest is gone");
    undo(&mut store, "ada");
    assert_eq!(ids(&store), ["b"], "Ben's stays, though it is newer than Ada's first");
    assert_eq!(store.undo_plan(W, &who("ada")).unwrap(), UndoPlan::Nothing);
    redo(&mut store, "ada");
    redo(&mut store, "ada");
    assert_eq!(ids(&store), ["a", "b", "c"]);
    assert_eq!(store.redo_plan(W, &who("ada")).unwrap(), UndoPlan::Nothing);
    undo(&mut store, "ada");
    assert_eq!(ids(&store), ["a", "b"], "what was done again can be taken back again");
    redo(&mut store, "ada");
    assert_eq!(ids(&store), ["a", "b", "c"]);
    assert_eq!(store.verify(W).unwrap().problems, []);
}

#[test]
fn a_new_step_ends_what_could_be_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    store.transact(W, &[by("ada", add("a", "x"))]).unwrap();
    undo(&mut store, "ada");
    store.transact(W, &[by("ada", add("b", "x"))]).unwrap();
    assert_eq!(store.redo_plan(W, &who("ada")).unwrap(), UndoPlan::Nothing);
    assert!(store.last_redoable(W, &who("ada")).unwrap().is_none());
    undo(&mut store, "ada");
    redo(&mut store, "ada");
    assert_eq!(ids(&store), ["b"]);
}

#[test]
fn a_row_that_changed_since_stops_undo_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    store.transact(W, &[by("ada", add("a", "old")), by("ben", reword("a", "old", "new"))]).unwrap();
    match store.undo_plan(W, &who("ada")).unwrap() {
        UndoPlan::Changed { entry, rows } => {
            assert_eq!(entry.number, 2);
            assert_eq!(rows[0].table, "candidates");
            assert_eq!(rows[0].key, r#"["a"]"#);
        }
        other => panic!("Ben's words would be lost: {other:?}"),
    }
    undo(&mut store, "ben");
    undo(&mut store, "ada");
    assert_eq!(ids(&store), Vec::<String>::new());
}

#[test]
fn undo_and_redo_never_reach_behind_a_reveal() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    store.transact(W, &[by("ada", add("a", "x")), by("ada", add("b", "x"))]).unwrap();
    undo(&mut store, "ada");
    let reveal = Entry { undo: UndoKind::Barrier, ..entry("reveal_round", Vec::new()) };
    store.transact(W, &[reveal]).unwrap();
    for plan in [store.undo_plan(W, &who("ada")).unwrap(), store.redo_plan(W, &who("ada")).unwrap()] {
        match plan {
            UndoPlan::BehindBarrier { barrier } => assert_eq!(barrier.operation, "reveal_round"),
            other => panic!("behind the reveal: {other:?}"),
        }
    }
    store.transact(W, &[by("ada", add("c", "x"))]).unwrap();
    undo(&mut store, "ada");
    assert_eq!(ids(&store), ["a"], "what came after it can be taken back");
}

#[test]
fn an_entry_of_many_rows_is_taken_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    store.transact(W, &[add("a", "first"), add("b", "second")]).unwrap();
    let before = store.load_rows(W).unwrap();
    let score = row(json!({ "candidate_id": "c", "criterion": "value", "score": 3 }));
    let merge = vec![
        RowChange::open("candidates", Some(candidate("a", "first")), None),
        RowChange::open("candidates", Some(candidate("b", "second")), Some(candidate("b", "both"))),
        RowChange::open("candidates", None, Some(candidate("c", "new"))),
        RowChange::open("scores", None, Some(score)),
    ];
    store.transact(W, &[entry("merge_candidates", merge)]).unwrap();
    let after = store.load_rows(W).unwrap();
    undo(&mut store, "facilitator");
    assert_eq!(store.load_rows(W).unwrap(), before);
    redo(&mut store, "facilitator");
    assert_eq!(store.load_rows(W).unwrap(), after);
}

#[test]
fn undo_reaches_over_a_long_history_of_others() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    store.transact(W, &[by("ada", add("a", "x"))]).unwrap();
    let others: Vec<Entry> = (0..200).map(|n| by("ben", add(&format!("b{n}"), "x"))).collect();
    store.transact(W, &others).unwrap();
    undo(&mut store, "ada");
    assert_eq!(ids(&store).len(), 200);
    assert!(!ids(&store).contains(&"a".to_owned()));
}
