//! `cargo xtask test`: the lanes, in the order in which a mistake shows soonest.
//!
//! Two sets of packages are built, and no lane flips between others: the core (no window, no
//! PDF printer) and the programs (window, host, printer). Each set is compiled once.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::machine::{self, Need};
use crate::report::Report;
use crate::virtual_display::VirtualDisplay;
use crate::{pages, shell};

/// Everything but the window, the PDF printer and the programs around them.
pub(crate) const CORE: &[&str] = &[
    "--workspace",
    "--exclude",
    "sextant",
    "--exclude",
    "sextant-brief-pdf",
    "--exclude",
    "sextant-host",
    "--exclude",
    "sextant-xtask",
];

/// The window, the host and the printer.
pub(crate) const PROGRAMS: &[&str] = &["-p", "sextant", "-p", "sextant-host", "-p", "sextant-brief-pdf"];

/// One group of checks with its own runner.
struct Lane {
    name: &'static str,
    needs: &'static [Need],
    /// Whether the window and the host must be built before.
    programs: bool,
    work: fn() -> Result<()>,
}

const LANES: &[Lane] = &[
    Lane { name: "format", needs: &[], programs: false, work: format },
    Lane { name: "lints", needs: &[Need::Compile], programs: false, work: lints },
    Lane { name: "rules", needs: &[Need::Compile], programs: false, work: rules },
    Lane { name: "core", needs: &[Need::Compile, Need::WatchCalls], programs: false, work: core },
    Lane { name: "ui", needs: &[], programs: false, work: ui },
    Lane { name: "program", needs: &[Need::ReadPdf, Need::WatchCalls], programs: true, work: program },
    Lane { name: "browser", needs: &[Need::Browser, Need::ReadPdf], programs: true, work: browser },
    Lane { name: "window", needs: &[Need::DriveWindow], programs: true, work: window },
    Lane { name: "pdf", needs: &[Need::ReadPdf], programs: true, work: pdf },
];

/// Runs the named lanes, or all of them, after setting the machine up for them.
pub(crate) fn test(names: &[String]) -> Result<()> {
    let chosen = choose(names)?;
    let mut report = Report::new("lane");
    report.lane("set-up", || set_up(&chosen));
    let mut built = false;
    for lane in chosen {
        if lane.programs && !built {
            report.lane("build", build_programs);
            built = true;
        }
        report.lane(lane.name, lane.work);
    }
    report.close()
}

fn choose(names: &[String]) -> Result<Vec<&'static Lane>> {
    for name in names {
        if !LANES.iter().any(|lane| lane.name == name) {
            let known: Vec<&str> = LANES.iter().map(|lane| lane.name).collect();
            bail!("there is no lane `{name}`; the lanes are {}", known.join(", "));
        }
    }
    Ok(LANES.iter().filter(|lane| names.is_empty() || names.iter().any(|name| name == lane.name)).collect())
}

fn set_up(chosen: &[&Lane]) -> Result<()> {
    let mut needs: Vec<Need> = chosen.iter().flat_map(|lane| lane.needs).copied().collect();
    if chosen.iter().any(|lane| lane.programs) {
        needs.extend([Need::Compile, Need::Window]);
    }
    machine::provide(&needs)?;
    if chosen.iter().any(|lane| lane.programs) {
        // The window and the host carry the pages inside them.
        pages::build()?;
    }
    Ok(())
}

/// Builds both programs and their tests once, so that no later lane compiles them again.
pub(crate) fn build_programs() -> Result<()> {
    shell::run(shell::cargo("build", PROGRAMS.iter().chain(&["--all-targets"])))
}

fn format() -> Result<()> {
    machine::rust_part("fmt", "rustfmt")?;
    pages::install()?;
    shell::run(shell::cargo("fmt", ["--all", "--check"]))?;
    shell::run(pages::tool("prettier", &["--check", "."]))
}

fn lints() -> Result<()> {
    machine::rust_part("clippy", "clippy")?;
    let core = CORE.iter().chain(&["--all-targets", "--", "-D", "warnings"]);
    shell::run(shell::cargo("clippy", core))?;
    let own = ["-p", "sextant-xtask", "--all-targets", "--", "-D", "warnings"];
    shell::run(shell::cargo("clippy", own))
}

fn rules() -> Result<()> {
    let rules = ["--test", "suite", "--", "tidy", "glossary", "rights", "supply"];
    shell::run(shell::cargo("test", CORE.iter().chain(&rules)))
}

fn core() -> Result<()> {
    shell::run(shell::cargo("test", CORE))
}

fn ui() -> Result<()> {
    pages::install()?;
    shell::run(pages::npm(&["run", "check"]))
}

fn pdf() -> Result<()> {
    shell::run(shell::cargo("test", PROGRAMS))
}

fn browser() -> Result<()> {
    let mut command = pages::npm(&["run", "e2e"]);
    command.env("SEXTANT_HOST", shell::built("sextant-host"));
    shell::run(command)
}

fn program() -> Result<()> {
    let mut command = outside_test("program");
    command.env("SEXTANT_HOST", shell::built("sextant-host"));
    shell::run(command)
}

fn window() -> Result<()> {
    on_virtual_display("window", &[("SEXTANT_APP", shell::built("sextant"))])?;
    on_virtual_display("phone", &[("SEXTANT_HOST", shell::built("sextant-host"))])
}

/// Runs a test that opens windows, on a display and a message bus of its own.
pub(crate) fn on_virtual_display(test: &str, variables: &[(&str, PathBuf)]) -> Result<()> {
    let display = VirtualDisplay::start()?;
    let test = outside_test(test);
    let mut command = Command::new("dbus-run-session");
    command
        .current_dir(shell::root())
        .arg("--")
        .arg(test.get_program())
        .args(test.get_args())
        .env("DISPLAY", display.name())
        .env_remove("WAYLAND_DISPLAY")
        .envs(variables.iter().map(|(name, value)| (name, value)));
    shell::run(command)
}

/// A test that drives a built program from outside; `cargo core` leaves it alone.
fn outside_test(name: &str) -> Command {
    let one_at_a_time = ["--test", name, "--", "--test-threads=1"];
    shell::cargo("test", CORE.iter().chain(&one_at_a_time))
}
