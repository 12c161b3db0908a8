//! The closing table: what ran, how it ended, how long it took.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::shell::Failed;

/// One line of the table.
struct Line {
    lane: String,
    took: Duration,
    /// Why it failed.
    failure: Option<anyhow::Error>,
}

/// Runs lanes one after the other and remembers how each ended.
pub(crate) struct Report {
    title: &'static str,
    lines: Vec<Line>,
}

impl Report {
    pub(crate) fn new(title: &'static str) -> Self {
        Self { title, lines: Vec::new() }
    }

    /// Runs one lane. A failure is printed and counted, and the next lane still runs.
    pub(crate) fn lane(&mut self, name: &str, work: impl FnOnce() -> Result<()>) {
        println!("\n── {name} ──");
        let start = Instant::now();
        let result = work();
        if let Err(error) = &result {
            println!("{name} failed: {error:#}");
        }
        self.lines.push(Line { lane: name.to_owned(), took: start.elapsed(), failure: result.err() });
    }

    /// Prints once more how each failed lane ended, then the table, and fails when a lane failed.
    pub(crate) fn close(self) -> Result<()> {
        for line in &self.lines {
            if let Some(failed) = line.failure.as_ref().and_then(|error| error.downcast_ref::<Failed>()) {
                println!("\n── {} failed; the last it printed ──", line.lane);
                failed.last_words().iter().for_each(|words| println!("{words}"));
            }
        }
        println!("\n{:<14} {:<7} {:>9}", self.title, "result", "time");
        for line in &self.lines {
            let result = if line.failure.is_none() { "passed" } else { "FAILED" };
            println!("{:<14} {:<7} {:>9}", line.lane, result, clock(line.took));
        }
        let total = self.lines.iter().map(|line| line.took).sum();
        println!("{:<14} {:<7} {:>9}", "together", "", clock(total));
        let failed: Vec<&str> =
            self.lines.iter().filter(|line| line.failure.is_some()).map(|line| line.lane.as_str()).collect();
        if failed.is_empty() {
            return Ok(());
        }
        bail!("failed: {}", failed.join(", "))
    }
}

fn clock(time: Duration) -> String {
    let tenths = time.as_millis() / 100;
    format!("{}:{:02}.{}", tenths / 600, tenths / 10 % 60, tenths % 10)
}
