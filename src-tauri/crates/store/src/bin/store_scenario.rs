//! A program that uses the store and says what was acknowledged, so that a harness can
//! kill it, fail its system calls, or replay what it wrote after a power cut (D1–D3).
//!
//! `store_scenario NAME DIR [COUNT]` prints `ack ID` after each durable change and
//! `error NAME` for each failure. It ends with 0, or with 3 after a failure it could not
//! get over.

use serde_json::json;
use sextant_store::{
    Actor, CommandOutcome, CommandStamp, Entry, Opening, Overwrite, Row, RowChange, Store, StoreError, UndoKind,
    write_export,
};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

const NOW: i64 = 1_780_565_400_000;
const WORKSHOP: &str = "11111111-1111-4111-8111-111111111111";
const JOURNAL: &str =
    concat!(include_str!("../../migrations/0001_journal.sql"), include_str!("../../migrations/0008_seat_ties.sql"));
const RECORD: &str = include_str!("../../tests/suite/schema/record.sql");
const LATER: &str = include_str!("../../tests/suite/schema/later.sql");

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (Some(name), Some(dir)) = (arguments.first(), arguments.get(1)) else {
        say(
            "usage: store_scenario burst|careless|hasty|open|migrate|migrate-released|restore|back-up|export|reveal|reveal-in-pieces|hold|hold-without-a-lock DIR [COUNT]",
        );
        return ExitCode::from(2);
    };
    let dir = Path::new(dir);
    let count = arguments.get(2).and_then(|text| text.parse().ok()).unwrap_or(10);
    let done = match name.as_str() {
        "burst" => burst(dir, count),
        "careless" => careless(dir, count),
        "hasty" => hasty(dir, count),
        "open" => open(dir, &[JOURNAL, RECORD]).map(|_| say("opened")),
        "migrate" => open(dir, &[JOURNAL, RECORD, LATER]).and_then(|mut store| {
            say("ack migrated");
            commands(&mut store, count)
        }),
        "migrate-released" => open(dir, sextant_store::STEPS).map(|_| say("ack migrated")),
        "back-up" => back_up(dir),
        "restore" => restore(dir),
        "reveal" => reveal(dir, usize::MAX),
        "reveal-in-pieces" => reveal(dir, 1),
        "hold" => hold(dir, count),
        "hold-without-a-lock" => pass_the_door(|| Ok(())),
        "export" => {
            write_export(dir, "brief.md", "new ".repeat(4000).as_bytes(), Overwrite::Replace).map(|_| say("ack export"))
        }
        other => {
            say(&format!("there is no scenario {other}"));
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error);
            ExitCode::from(3)
        }
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // One write per line: in a record of system calls the acknowledgement stands where it happened.
    let line = format!("{line}\n");
    if out.write_all(line.as_bytes()).and_then(|()| out.flush()).is_err() {
        std::process::exit(4);
    }
}

fn tell(error: &StoreError) {
    let text = format!("{error:?}");
    let name = text.split([' ', '(', '{']).next().unwrap_or("unknown");
    let told = error.told();
    let parts = [told.doing, told.wrong, told.safe, told.next];
    let whole = if parts.iter().all(|part| part.ends_with('.')) { "told" } else { "untold" };
    say(&format!("error {name} {whole}"));
}

fn open(dir: &Path, steps: &'static [&'static str]) -> Result<Store, StoreError> {
    Store::open_with(&Opening { steps, ..Opening::of(dir, NOW) })
}

fn row(value: serde_json::Value) -> Row {
    match value {
        serde_json::Value::Object(row) => row,
        other => unreachable!("{other} was written as an object"),
    }
}

/// Adds candidates with rising numbers, and gets over failures as the application would:
/// it asks whether the command was applied and sends it once more.
fn burst(dir: &Path, count: u64) -> Result<(), StoreError> {
    let mut store = open(dir, &[JOURNAL, RECORD])?;
    commands(&mut store, count)
}

fn commands(store: &mut Store, count: u64) -> Result<(), StoreError> {
    if store.list_workshops()?.is_empty() {
        let change = RowChange::open("workshops", None, Some(row(json!({ "title": "Scenario" }))));
        apply(store, &entry("create_workshop", "begin", change))?;
    }
    let next = store.load_rows(WORKSHOP)?["candidates"].len() as u64;
    for number in next..next + count {
        let id = format!("{number:06}");
        let sentence = "teams that ship a plan each week ".repeat(4);
        let change = RowChange::open("candidates", None, Some(row(json!({ "id": id, "sentence": sentence }))));
        apply(store, &entry("add_candidate", &id, change))?;
        say(&format!("ack {id}"));
    }
    Ok(())
}

fn apply(store: &mut Store, entry: &Entry) -> Result<(), StoreError> {
    for _ in 0..2 {
        match store.transact(WORKSHOP, std::slice::from_ref(entry)) {
            Ok(_) => return Ok(()),
            Err(error) => tell(&error),
        }
        // A failed commit may still have reached the disk, as after a lost answer.
        if let Some(stamp) = &entry.command
            && store.command_outcome(WORKSHOP, stamp)? == CommandOutcome::Applied
        {
            return Ok(());
        }
    }
    store.transact(WORKSHOP, std::slice::from_ref(entry)).map(|_| ())
}

fn entry(operation: &str, command: &str, change: RowChange) -> Entry {
    let actor = Actor("facilitator".to_owned());
    Entry {
        actor: actor.clone(),
        operation: operation.to_owned(),
        label: "You added a candidate.".to_owned(),
        at: NOW,
        undo: UndoKind::Undoable,
        changes: vec![change],
        command: Some(CommandStamp { id: command.to_owned(), fingerprint: [1; 32], actor }),
        span: None,
    }
}

/// Writes down, outside of the folder, from when to when this process has it open (D5).
fn hold(dir: &Path, count: u64) -> Result<(), StoreError> {
    let mut store = open(dir, &[JOURNAL, RECORD])?;
    pass_the_door(|| commands(&mut store, count))
}

/// Without a store around it this is the planted fault: nothing keeps a second process out.
fn pass_the_door(inside: impl FnOnce() -> Result<(), StoreError>) -> Result<(), StoreError> {
    let Some(door) = std::env::var_os("SEXTANT_DOOR") else { return inside() };
    let note = |word: &str| {
        let file = std::fs::OpenOptions::new().create(true).append(true).open(&door);
        file.and_then(|mut file| file.write_all(word.as_bytes()))
            .map_err(|error| StoreError::Io { doing: "a race", detail: error.to_string() })
    };
    note("in\n")?;
    inside()?;
    std::thread::sleep(std::time::Duration::from_millis(20));
    note("out\n")
}

fn back_up(dir: &Path) -> Result<(), StoreError> {
    let mut store = open(dir, &[JOURNAL, RECORD])?;
    store.back_up(NOW, sextant_store::BackupReason::Regular)?;
    say("ack back-up");
    commands(&mut store, 2)
}

fn restore(dir: &Path) -> Result<(), StoreError> {
    let mut store = open(dir, &[JOURNAL, RECORD])?;
    if let Some(oldest) = store.list_backups(NOW).pop() {
        store.restore_backup(&oldest.name, NOW + 1000)?;
        say("ack restore");
    }
    Ok(())
}

/// Reveals every ballot, so many in one commit: all of them, or, as a planted fault, one by one.
fn reveal(dir: &Path, at_once: usize) -> Result<(), StoreError> {
    let mut store = open(dir, &[JOURNAL, RECORD])?;
    let ballots = store.load_rows(WORKSHOP)?.remove("ballots").unwrap_or_default();
    let shown = ballots.into_iter().map(|hidden| {
        let mut shown = hidden.clone();
        shown.insert("sum".to_owned(), json!(100));
        RowChange::open("ballots", Some(hidden), Some(shown))
    });
    let changes: Vec<RowChange> = shown.collect();
    for (part, changes) in changes.chunks(at_once.min(changes.len())).enumerate() {
        let first = changes[0].clone();
        let undo = UndoKind::Barrier;
        let whole =
            Entry { undo, changes: changes.to_vec(), ..entry("reveal_round", &format!("reveal {part}"), first) };
        store.transact(WORKSHOP, &[whole])?;
    }
    say("ack reveal");
    Ok(())
}

/// The same commands through a store with the usual `synchronous=NORMAL`: the planted
/// fault that the power-loss harness must find.
fn careless(dir: &Path, count: u64) -> Result<(), StoreError> {
    open(dir, &[JOURNAL, RECORD]).and_then(|mut store| commands(&mut store, 0))?;
    let path = dir.join("sextant.db");
    let fault = |error: rusqlite::Error| StoreError::Sqlite { doing: "a planted fault", detail: error.to_string() };
    let connection = rusqlite::Connection::open(path).map_err(fault)?;
    for (name, value) in [("journal_mode", "wal"), ("synchronous", "normal"), ("locking_mode", "exclusive")] {
        connection.pragma_update(None, name, value).map_err(fault)?;
    }
    for number in 0..count {
        let id = format!("{number:06}");
        connection
            .execute("insert into candidates (workshop_id, id, sentence) values (?1, ?2, 'x')", [WORKSHOP, &id])
            .map_err(fault)?;
        say(&format!("ack {id}"));
    }
    Ok(())
}

/// Acknowledges each command when it is taken in, and saves twenty at a time: the planted
/// fault that the harnesses for kills and failing calls must find.
fn hasty(dir: &Path, count: u64) -> Result<(), StoreError> {
    let mut store = open(dir, &[JOURNAL, RECORD])?;
    commands(&mut store, 0)?;
    let next = store.load_rows(WORKSHOP)?["candidates"].len() as u64;
    let mut waiting = Vec::new();
    for number in next..next + count {
        let id = format!("{number:06}");
        let change = RowChange::open("candidates", None, Some(row(json!({ "id": id, "sentence": "x" }))));
        waiting.push(entry("add_candidate", &id, change));
        say(&format!("ack {id}"));
        if waiting.len() == 20 {
            store.transact(WORKSHOP, &waiting)?;
            waiting.clear();
        }
    }
    Ok(())
}
