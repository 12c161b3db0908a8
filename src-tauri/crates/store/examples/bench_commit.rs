//! P5: one durable command through the store beside the physical limit, a raw append of
//! 4 KiB with `fdatasync`. Both take turns in one loop, so that a busy disk slows both.
//!
//! `bench_commit [DIR] [ITERATIONS]` prints one JSON line. A second line shows that the
//! bench notices a planted slowdown: the same command followed by one more sync.

use serde_json::json;
use sextant_store::{Actor, CommandStamp, Entry, Opening, RowChange, Store, UndoKind};
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::time::Instant;

const JOURNAL: &str = include_str!("../migrations/0001_journal.sql");
const RECORD: &str = include_str!("../tests/suite/schema/record.sql");
const WORKSHOP: &str = "11111111-1111-4111-8111-111111111111";
const NOW: i64 = 1_780_565_400_000;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let parent = arguments.next().map_or_else(std::env::temp_dir, Into::into);
    let iterations = arguments.next().map_or(Ok(1500), |text| text.parse::<usize>())?;
    let folder = tempfile::Builder::new().prefix("sextant-bench-").tempdir_in(parent)?;
    let mut store = Store::open_with(&Opening { steps: &[JOURNAL, RECORD], ..Opening::of(folder.path(), NOW) })?;
    let title = json!({ "title": "Bench" }).as_object().cloned();
    store.transact(WORKSHOP, &[entry(0, RowChange::open("workshops", None, title))])?;
    let candidate = json!({ "id": "c", "sentence": "teams that ship a plan each week" }).as_object().cloned();
    store.transact(WORKSHOP, &[entry(1, RowChange::open("candidates", None, candidate))])?;

    let mut raw = OpenOptions::new().create_new(true).append(true).open(folder.path().join("raw"))?;
    let (mut appends, mut commands, mut slowed) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..iterations {
        // The order changes from round to round: what comes second finds a warmer disk.
        if number % 2 == 0 {
            appends.push(append(&mut raw)?);
            commands.push(command(&mut store, number * 2)?);
        } else {
            commands.push(command(&mut store, number * 2)?);
            appends.push(append(&mut raw)?);
        }
        if number % 5 == 0 {
            slowed.push(command(&mut store, number * 2 + 1)? + append(&mut raw)?);
        }
    }
    // Two neighbours meet the same disk, so their ratio moves less than that of the medians.
    let paired = Figures::of(commands.iter().zip(&appends).map(|(command, append)| command / append).collect());
    let (append, command, slow) = (Figures::of(appends), Figures::of(commands), Figures::of(slowed));
    let line = json!({
        "figure": "P5",
        "iterations": iterations,
        "raw_append_fdatasync_us": append.json(),
        "command_us": command.json(),
        "ratio_paired_p50": round(paired.p50),
        "ratio_p50": round(command.p50 / append.p50),
        "ratio_p90": round(command.p90 / append.p90),
        "ratio_p99": round(command.p99 / append.p99),
    });
    let planted = json!({ "figure": "P5, planted slowdown", "ratio_p50": round(slow.p50 / append.p50) });
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    writeln!(out, "{planted}")?;
    Ok(())
}

fn append(file: &mut File) -> Outcome<f64> {
    let block = [7; 4096];
    let started = Instant::now();
    file.write_all(&block)?;
    file.sync_data()?;
    Ok(started.elapsed().as_secs_f64() * 1e6)
}

/// One score set and one score changed, as a participant's tap does.
fn command(store: &mut Store, number: usize) -> Outcome<f64> {
    let criterion = format!("criterion {}", number % 72);
    let score =
        |value: usize| json!({ "candidate_id": "c", "criterion": criterion, "score": value }).as_object().cloned();
    let known = store.load_rows(WORKSHOP)?["scores"].iter().find(|row| row["criterion"] == criterion.as_str()).cloned();
    let change = RowChange::open("scores", known, score(number % 4));
    let entry = entry(number + 2, change);
    let started = Instant::now();
    store.transact(WORKSHOP, &[entry])?;
    Ok(started.elapsed().as_secs_f64() * 1e6)
}

fn entry(number: usize, change: RowChange) -> Entry {
    let actor = Actor("facilitator".to_owned());
    Entry {
        actor: actor.clone(),
        operation: "set_score".to_owned(),
        label: "You scored a candidate.".to_owned(),
        at: NOW,
        undo: UndoKind::Undoable,
        changes: vec![change],
        command: Some(CommandStamp { id: format!("{number:036}"), fingerprint: [1; 32], actor }),
        span: None,
    }
}

struct Figures {
    p50: f64,
    p90: f64,
    p99: f64,
}

impl Figures {
    fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        Self { p50: at(0.5), p90: at(0.9), p99: at(0.99) }
    }

    fn json(&self) -> serde_json::Value {
        json!({ "p50": round(self.p50), "p90": round(self.p90), "p99": round(self.p99) })
    }
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
