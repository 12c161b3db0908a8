//! `cargo xtask prove`: the long counts, run once for each piece of work that touches a figure.
//!
//! These are the tests of `cargo xtask test` with their counts raised, and the lanes that are
//! too slow for every change. `SEXTANT_PROVE=1` is how a test learns that it has the time.

use std::process::Command;

use anyhow::{Result, bail};

use crate::lanes::{self, CORE};
use crate::machine::{self, Need};
use crate::report::Report;
use crate::{pages, shell};

/// Name and work of one long lane.
type Long = (&'static str, fn() -> Result<()>);

const LONG: &[Long] =
    &[("durability", durability), ("properties", properties), ("fuzz", fuzz), ("soak", soak), ("lints", lints)];

/// Runs the named long lanes, or all of them.
pub(crate) fn prove(names: &[String]) -> Result<()> {
    for name in names {
        if !LONG.iter().any(|(known, _)| known == name) {
            let known: Vec<&str> = LONG.iter().map(|(known, _)| *known).collect();
            bail!("there is no long lane `{name}`; they are {}", known.join(", "));
        }
    }
    let mut report = Report::new("long lane");
    report.lane("set-up", || {
        machine::provide(&[Need::Compile, Need::Window, Need::ReadPdf, Need::WatchCalls])?;
        pages::build()
    });
    for (name, work) in LONG {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            report.lane(name, work);
        }
    }
    report.close()
}

/// Kills, power losses and failing system calls at the ship bar (D1–D6, D8).
fn durability() -> Result<()> {
    shell::run(raised(&["--test", "suite", "--", "--nocapture", "durability", "faults"]))?;
    shell::run(raised(&["-p", "sextant-store", "--", "--nocapture"]))
}

/// Random command sequences against the whole workshop, many more of them.
fn properties() -> Result<()> {
    let mut command = raised(&["--", "--nocapture", "propert"]);
    command.env("PROPTEST_CASES", "4096");
    shell::run(command)
}

/// Seeded mutation of valid workshop files, ten thousand times.
fn fuzz() -> Result<()> {
    shell::run(raised(&["--test", "suite", "--", "--nocapture", "mutat"]))
}

/// The sample workshop played over and over by the built host; its memory must not grow.
fn soak() -> Result<()> {
    lanes::build_programs()?;
    let mut command = raised(&["--test", "program", "--", "--test-threads=1", "--nocapture"]);
    command.env("SEXTANT_HOST", shell::built("sextant-host"));
    shell::run(command)
}

/// Clippy over the programs too; `test` lints the core only.
fn lints() -> Result<()> {
    machine::rust_part("clippy", "clippy")?;
    let everything = ["--workspace", "--all-targets", "--", "-D", "warnings"];
    shell::run(shell::cargo("clippy", everything))
}

fn raised(arguments: &[&str]) -> Command {
    // A package named here replaces the whole core.
    let packages: &[&str] = if arguments.contains(&"-p") { &[] } else { CORE };
    let mut command = shell::cargo("test", packages.iter().chain(arguments));
    command.env("SEXTANT_PROVE", "1");
    command
}
