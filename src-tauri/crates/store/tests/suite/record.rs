use crate::support::*;
use proptest::prelude::*;
use serde_json::json;
use sextant_store::{
    Actor, CommandOutcome, CommandStamp, Entry, Row, RowChange, Store, StoreError, UndoKind, UndoPlan,
};
use std::collections::BTreeMap;

#[test]
fn the_pragmas_are_really_set() {
    let folder = tempfile::tempdir().unwrap();
    let store = open_with_workshop(folder.path());
    let settings = store.safety_settings().unwrap();
    for (name, value) in [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("secure_delete", "1"),
        ("trusted_schema", "0"),
        ("cell_size_check", "1"),
        ("foreign_keys", "1"),
        ("busy_timeout", "5000"),
        ("locking_mode", "exclusive"),
        ("application_id", "1398297678"),
        ("user_version", "2"),
    ] {
        assert_eq!(settings[name], value, "{name}");
    }
    assert!(rusqlite::version_number() >= 3_051_003, "older ones lose commits when the log is reset");
}

#[test]
fn no_table_keeps_an_order_of_arrival() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    let connection = rusqlite::Connection::open(folder.path().join("sextant.db")).unwrap();
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
fn rows_come_back_as_they_went_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    let odd = row(json!({
        "id": "ü \" ' 🚀", "sentence": "line\nline", "weight": 0.1 + 0.2, "kept": false, "position": i64::MAX
    }));
    let bare = row(json!({ "id": "b", "sentence": "" }));
    let changes =
        vec![RowChange::open("candidates", None, Some(odd.clone())), RowChange::open("candidates", None, Some(bare))];
    store.transact(W, &[entry("add_candidates", changes)]).unwrap();
    drop(store);
    let rows = open(folder.path()).load_rows(W).unwrap();
    assert_eq!(
        rows["candidates"],
        [row(json!({ "id": "b", "sentence": "", "weight": null, "kept": null, "position": null })), odd],
        "rows are ordered by key, and a missing column is null"
    );
    assert_eq!(rows["workshops"], [row(json!({ "title": "North star", "stage": "set_up" }))]);
}

#[test]
fn a_batch_is_saved_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    let before = store.load_rows(W).unwrap();
    let missing = reword("nobody", "a", "b");
    let refused = store.transact(W, &[add("a", "first"), missing]);
    assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    assert_eq!(store.load_rows(W).unwrap(), before, "a refusal changes nothing");
    let receipt = store.transact(W, &[add("a", "first"), add("b", "second")]).unwrap();
    assert_eq!((receipt.first, receipt.last), (2, 3), "numbers have no gap after a refusal");
}

#[test]
fn rows_come_in_any_order_and_at_the_end_none_stands_on_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    let score = |candidate: &str| {
        let row = row(json!({ "candidate_id": candidate, "criterion": "measurable", "score": 2 }));
        RowChange::open("scores", None, Some(row))
    };
    // Twice: what SQLite is told for one commit is over with it.
    for id in ["a", "b"] {
        let candidate = RowChange::open("candidates", None, Some(candidate(id, "finished plans")));
        store.transact(W, &[entry("add_scored_candidate", vec![score(id), candidate])]).unwrap();
    }
    let refused = store.transact(W, &[entry("add_score", vec![score("c")])]);
    assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    assert_eq!(store.load_rows(W).unwrap()["scores"].len(), 2);
}

#[test]
fn a_row_on_which_others_stand_cannot_be_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    let score = row(json!({ "candidate_id": "a", "criterion": "value", "score": 2 }));
    // The score comes before the candidate it is about: only the end of an entry's batch counts.
    let changes = vec![
        RowChange::open("scores", None, Some(score)),
        RowChange::open("candidates", None, Some(candidate("a", "x"))),
    ];
    store.transact(W, &[entry("add_both", changes)]).unwrap();
    let gone = vec![RowChange::open("candidates", Some(candidate("a", "x")), None)];
    let refused = store.transact(W, &[entry("remove_candidate", gone)]);
    assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    assert_eq!(store.verify(W).unwrap().problems, []);
}

#[test]
fn a_change_that_does_not_fit_the_schema_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    for (table, wrong) in [
        ("candidates", json!({ "id": "a", "sentence": 1 })),
        ("candidates", json!({ "id": "a", "sentence": "x", "colour": "red" })),
        ("candidates", json!({ "id": "a", "sentence": "x", "kept": 1 })),
        ("candidates", json!({ "id": "a", "sentence": "x", "position": 1.5 })),
        ("meta", json!({ "name": "a", "value": "x" })),
        ("nothing", json!({})),
    ] {
        let change = RowChange::open(table, None, Some(row(wrong.clone())));
        let refused = store.transact(W, &[entry("add_candidate", vec![change])]);
        assert!(matches!(refused, Err(StoreError::Misfit(_))), "{wrong} gave {refused:?}");
    }
}

#[test]
fn f40_a_command_is_remembered_and_f42_another_one_under_its_id_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    let stamp = CommandStamp { id: "c1".into(), fingerprint: [7; 32], actor: Actor("ada".into()) };
    assert_eq!(store.command_outcome(W, &stamp).unwrap(), CommandOutcome::New);
    let sent = Entry { command: Some(stamp.clone()), ..add("a", "x") };
    store.transact(W, std::slice::from_ref(&sent)).unwrap();
    assert_eq!(store.command_outcome(W, &stamp).unwrap(), CommandOutcome::Applied);
    let other = CommandStamp { fingerprint: [8; 32], ..stamp.clone() };
    assert_eq!(store.command_outcome(W, &other).unwrap(), CommandOutcome::Reused);
    let again = Entry { command: Some(stamp), ..add("b", "x") };
    assert!(matches!(store.transact(W, &[again]), Err(StoreError::CommandReused { .. })), "no second effect");
    assert_eq!(store.load_rows(W).unwrap()["candidates"].len(), 1);
}

#[test]
fn drafts_and_settings_live_outside_of_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    store.set_draft(W, "frame.job", "half a sen", NOW).unwrap();
    store.set_draft(W, "frame.job", "half a sentence", NOW).unwrap();
    store.set_setting("theme", "dark").unwrap();
    drop(store);
    let mut store = open(folder.path());
    assert_eq!(store.drafts(W).unwrap()["frame.job"], "half a sentence");
    assert_eq!(store.setting("theme").unwrap().as_deref(), Some("dark"));
    store.delete_draft(W, "frame.job").unwrap();
    assert!(store.drafts(W).unwrap().is_empty());
    assert_eq!(store.journal(W).unwrap().len(), 1, "only the workshop's beginning is history");
}

#[test]
fn t14_a_deleted_workshop_leaves_no_trace_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open_with_workshop(folder.path());
    begin(&mut store, "w2", "Another");
    store.transact(W, &[add("a", "a sentence nobody else has")]).unwrap();
    store.delete_workshop(W, NOW).unwrap();
    assert!(matches!(store.load_rows(W), Err(StoreError::NoSuchWorkshop(_))));
    assert_eq!(store.list_workshops().unwrap().len(), 1, "the other one stays");
    let backup = store.list_backups(NOW).remove(0);
    assert_eq!(backup.summary.unwrap().titles.len(), 2, "a backup was made before");
    store.delete_backup(&backup.name).unwrap();
    drop(store);
    assert_eq!(found_below(folder.path(), "a sentence nobody else has"), Vec::<String>::new());
    assert_eq!(open(folder.path()).findings(), [], "a deletion is no gap");
}

#[derive(Clone, Debug)]
enum Step {
    Put(u8, String, Option<f64>, Option<bool>, Option<i64>),
    Remove(u8),
    Undo,
    Redo,
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..6u8, ".{0,12}", proptest::option::of(-1e12..1e12f64), any::<Option<bool>>(), any::<Option<i64>>())
            .prop_map(|(id, text, weight, kept, position)| Step::Put(id, text, weight, kept, position)),
        2 => (0..6u8).prop_map(Step::Remove),
        2 => Just(Step::Undo),
        2 => Just(Step::Redo),
        1 => Just(Step::Reopen),
    ]
}

type Model = BTreeMap<String, Row>;

fn rows_of(store: &Store) -> Model {
    let rows = store.load_rows(W).unwrap().remove("candidates").unwrap();
    rows.into_iter().map(|row| (row["id"].as_str().unwrap().to_owned(), row)).collect()
}

fn replay(store: &mut Store, plan: UndoPlan, kind: fn(u64) -> UndoKind) -> bool {
    let UndoPlan::Ready { entry: target, changes } = plan else { return false };
    let done = Entry { undo: kind(target.number), ..entry("undo", changes) };
    store.transact(W, &[done]).unwrap();
    true
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is done, the file holds what a map in memory holds; undo is the identity.
    #[test]
    fn the_file_equals_the_model_and_undo_restores_every_state(steps in proptest::collection::vec(step(), 1..40)) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open_with_workshop(folder.path());
        let mut model = Model::new();
        let (mut past, mut future): (Vec<Model>, Vec<Model>) = (Vec::new(), Vec::new());
        for step in steps {
            match step {
                Step::Put(id, text, weight, kept, position) => {
                    let id = id.to_string();
                    let text = text.replace('\0', "");
                    let after = row(json!({ "id": id, "sentence": text, "weight": weight, "kept": kept, "position": position }));
                    let change = RowChange::open("candidates", model.get(&id).cloned(), Some(after.clone()));
                    store.transact(W, &[entry("edit_candidate", vec![change])]).unwrap();
                    past.push(model.clone());
                    future.clear();
                    model.insert(id, after);
                }
                Step::Remove(id) => {
                    let Some(before) = model.get(&id.to_string()).cloned() else { continue };
                    let change = RowChange::open("candidates", Some(before), None);
                    store.transact(W, &[entry("remove_candidate", vec![change])]).unwrap();
                    past.push(model.clone());
                    future.clear();
                    model.remove(&id.to_string());
                }
                Step::Undo => {
                    let plan = store.undo_plan(W, &Actor("facilitator".into())).unwrap();
                    let done = replay(&mut store, plan, UndoKind::UndoOf);
                    prop_assert_eq!(done, !past.is_empty());
                    if let Some(state) = past.pop() {
                        future.push(std::mem::replace(&mut model, state));
                    }
                }
                Step::Redo => {
                    let plan = store.redo_plan(W, &Actor("facilitator".into())).unwrap();
                    let done = replay(&mut store, plan, UndoKind::RedoOf);
                    prop_assert_eq!(done, !future.is_empty());
                    if let Some(state) = future.pop() {
                        past.push(std::mem::replace(&mut model, state));
                    }
                }
                Step::Reopen => {
                    drop(store);
                    store = open(folder.path());
                }
            }
            prop_assert_eq!(&rows_of(&store), &model);
        }
        let found = store.verify(W).unwrap();
        prop_assert_eq!(found.problems, []);
    }
}
