//! `cargo xtask prove`: the long counts, run once for each piece of work that touches a figure.
//!
//! These are the tests of `cargo xtask test` with their counts raised, and the lanes that are
//! too slow for every change. `SEXTANT_PROVE=1` is how a test learns that it has the time.

mod mutation;

use std::process::Command;

use anyhow::{Result, bail};

use crate::lanes;
use crate::machine::{self, Need};
use crate::report::Report;
use crate::{pages, shell};

/// Name and work of one long lane.
type Long = (&'static str, fn() -> Result<()>);

const LONG: &[Long] = &[
    ("durability", durability),
    ("properties", properties),
    ("room", room),
    ("fuzz", fuzz),
    ("soak", soak),
    ("lints", lints),
    ("mutation", mutation::mutation),
];

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

/// Kills, power losses, failing system calls, damaged files and restored backups at the ship bar
/// (D1, D2, D3, D4, D6, D8); each harness prints what it counted.
fn durability() -> Result<()> {
    let names = ["d1_", "d2_", "d3_", "d4_", "d5_", "d8_", "f"];
    let store = ["-p", "sextant-store", "--test", "suite", "--", "--nocapture"];
    shell::run(raised(store.iter().chain(&names)))
}

/// Random legal and illegal commands against the whole workshop, and every law of the tally, the
/// store's record and the sealed views, with many more cases.
fn properties() -> Result<()> {
    let more = |arguments: &[&str]| {
        let mut command = raised(arguments);
        command.env("PROPTEST_CASES", "4096");
        shell::run(command)
    };
    shell::run(whole_product(&["journey", "blindness", "faults_core"]))?;
    more(&["-p", "sextant-domain", "--test", "tally", "--test", "robustness", "--", "--nocapture"])?;
    more(&["-p", "sextant-store", "--test", "suite", "--", "--nocapture", "the_file_equals_the_model"])
}

/// Ten thousand scripts in which one person's words and marks change no byte for anybody else (S1),
/// twenty thousand seeds of a bad network (D7), the room's own tests, two minutes of a flood (S6) and a
/// minute of sleep (F26), and a phone that joins through nginx with TLS. The scripts
/// run optimised: they are many.
fn room() -> Result<()> {
    machine::provide(&[Need::Browser, Need::Proxy])?;
    lanes::build_programs()?;
    let scripts = ["--profile", "prove", "-p", "sextant-tests", "--test", "suite", "--", "--nocapture", "s1_", "d7_"];
    shell::run(raised(&scripts))?;
    shell::run(raised(&["-p", "sextant-room", "--", "--nocapture"]))?;
    let flooded = ["--profile", "prove", "-p", "sextant-tests", "--test", "program", "--", "--nocapture", "s6_"];
    let mut command = raised(&flooded);
    command.env("SEXTANT_FLOOD_SECONDS", "120").arg("--test-threads=1");
    shell::run(command)?;
    let asleep = ["-p", "sextant-tests", "--test", "program", "--", "--nocapture", "f26_"];
    let mut command = raised(&asleep);
    command.env("SEXTANT_HOST", shell::built("sextant-host"));
    shell::run(command)?;
    let mut phone = pages::npm(&["run", "e2e:proxy"]);
    phone.env("SEXTANT_HOST", shell::built("sextant-host"));
    shell::run(phone)
}

/// Workshop files and commands changed at random, for minutes each and from seeds that are printed
/// (D12); workshop files cut and changed everywhere (F92, F94), and every text and list one step over
/// its limit (F86).
fn fuzz() -> Result<()> {
    let mut command = whole_product(&["fuzz", "exports", "limits"]);
    command.env("SEXTANT_FUZZ_MINUTES", minutes("SEXTANT_FUZZ_MINUTES"));
    shell::run(command)
}

/// The built host under workshops that come, are worked on and go, for minutes: memory, handles and
/// threads must stand still (P18).
fn soak() -> Result<()> {
    lanes::build_programs()?;
    // The flood is judged in `room`, where the host is optimised.
    let program =
        ["-p", "sextant-tests", "--test", "program", "--", "--test-threads=1", "--nocapture", "--skip", "s6_"];
    let mut command = raised(&program);
    command.env("SEXTANT_HOST", shell::built("sextant-host"));
    command.env("SEXTANT_SOAK_MINUTES", minutes("SEXTANT_SOAK_MINUTES"));
    shell::run(command)
}

/// How long a lane goes on that could go on for ever: five minutes, unless somebody has more.
fn minutes(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| "5".to_owned())
}

/// Clippy over the programs too; `test` lints the core only.
fn lints() -> Result<()> {
    machine::rust_part("clippy", "clippy")?;
    let everything = ["--workspace", "--all-targets", "--", "-D", "warnings"];
    shell::run(shell::cargo("clippy", everything))
}

/// Tests of the whole product by the beginnings of their names, told that they have the time.
fn whole_product(names: &[&str]) -> Command {
    let suite = ["-p", "sextant-tests", "--test", "suite", "--", "--nocapture"];
    raised(suite.iter().chain(names))
}

fn raised<'a>(arguments: impl IntoIterator<Item = &'a &'a str>) -> Command {
    let mut command = shell::cargo("test", arguments);
    command.env("SEXTANT_PROVE", "1");
    command
}
