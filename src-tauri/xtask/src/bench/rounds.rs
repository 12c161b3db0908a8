//! Commands that take turns: every round runs each once, in changing order, so that a busy
//! machine slows all of them. A figure is the median of the ratios within the rounds.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

/// A command under measurement, with the seconds that each of its runs took.
pub(super) struct Runner {
    pub(super) name: &'static str,
    command: Command,
    seconds: Vec<f64>,
}

impl Runner {
    pub(super) fn new(name: &'static str, mut command: Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Self { name, command, seconds: Vec::new() }
    }

    fn run(&mut self) -> Result<()> {
        let start = Instant::now();
        let status = self.command.status().with_context(|| format!("{} could not be started", self.name))?;
        self.seconds.push(start.elapsed().as_secs_f64());
        if !status.success() {
            bail!("{} ended with {status}", self.name);
        }
        Ok(())
    }
}

/// Runs every command once in each round. One round before them is not counted: it warms the disk.
pub(super) fn take_turns(runners: &mut [Runner], rounds: usize) -> Result<()> {
    for round in 0..=rounds {
        for place in 0..runners.len() {
            let turn = (place + round) % runners.len();
            runners[turn].run()?;
        }
    }
    for runner in runners {
        runner.seconds.remove(0);
    }
    Ok(())
}

/// Prints the times of all, and the ratio of the first to each of the others.
pub(super) fn report(figure: &str, runners: &[Runner]) {
    let [first, others @ ..] = runners else { return };
    for runner in runners {
        let (median, lowest, highest) = middle(&runner.seconds);
        println!("{:<24} {median:>7.2} s [{lowest:.2} to {highest:.2}]", runner.name);
    }
    for other in others {
        let ratios: Vec<f64> = first.seconds.iter().zip(&other.seconds).map(|(ours, theirs)| ours / theirs).collect();
        let (median, lowest, highest) = middle(&ratios);
        println!("{figure}: {} / {}: {median:.2} [{lowest:.2} to {highest:.2}]", first.name, other.name);
    }
}

/// Median, least and most.
fn middle(values: &[f64]) -> (f64, f64, f64) {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |place: usize| sorted.get(place).copied().unwrap_or(f64::NAN);
    (at(sorted.len() / 2), at(0), at(sorted.len().saturating_sub(1)))
}
