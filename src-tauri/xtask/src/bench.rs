//! `cargo xtask bench`: figures, each beside its reference in the same run.

mod brief;
mod rounds;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::machine::{self, Need};
use crate::{lanes, pages, release, shell};

/// Name and work of one measurement.
type Bench = (&'static str, fn() -> Result<()>);

const BENCHES: &[Bench] = &[
    ("size", size),
    ("window", window),
    ("input", input),
    ("live", live),
    ("commit", commit),
    ("room", room),
    ("brief", brief::brief),
];

/// Measures what is named, or everything.
pub(crate) fn bench(names: &[String]) -> Result<()> {
    for name in names {
        if !BENCHES.iter().any(|(known, _)| known == name) {
            let known: Vec<&str> = BENCHES.iter().map(|(known, _)| *known).collect();
            bail!("there is no bench `{name}`; they are {}", known.join(", "));
        }
    }
    for (name, work) in BENCHES {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            println!("\n── {name} ──");
            work()?;
        }
    }
    Ok(())
}

/// P3: bytes of the stripped release binary, beside the folder of the Chromium on this machine.
fn size() -> Result<()> {
    release::build()?;
    let window =
        fs::metadata(shell::target_dir().join("release/sextant")).context("the release binary is missing")?.len();
    println!("sextant (release, stripped)   {:>7.1} MB", megabytes(window));
    let chromium = Path::new("/usr/lib/chromium");
    if chromium.is_dir() {
        let reference = bytes_below(chromium)?;
        println!("chromium folder               {:>7.1} MB", megabytes(reference));
        println!("P3 ratio                      {:>7.3}", window as f64 / reference as f64);
    }
    Ok(())
}

/// P1 and P2: start and memory of the release, beside a bare window of the same engine.
fn window() -> Result<()> {
    machine::provide(&[Need::Window, Need::DriveWindow])?;
    release::build()?;
    let app = shell::target_dir().join("release/sextant");
    lanes::on_virtual_display("figures", &[("SEXTANT_APP", app), ("SEXTANT_PAGES", pages::ui().join("dist"))])
}

/// P4: a key press to its painted answer in the release, beside a bare page in the same window.
fn input() -> Result<()> {
    machine::provide(&[Need::Window, Need::DriveWindow])?;
    release::build()?;
    lanes::on_virtual_display("input", &[("SEXTANT_APP", shell::target_dir().join("release/sextant"))])
}

/// P2 and P4 with 300 phones in the room.
fn live() -> Result<()> {
    machine::provide(&[Need::Window, Need::DriveWindow])?;
    release::build()?;
    let app = shell::target_dir().join("release/sextant");
    lanes::on_virtual_display("live", &[("SEXTANT_APP", app), ("SEXTANT_PAGES", pages::ui().join("dist"))])
}

/// P5: one durable command beside a bare append with sync, in one loop on this disk.
fn commit() -> Result<()> {
    machine::provide(&[Need::Compile])?;
    let folder = shell::target_dir();
    let mut run = shell::cargo("run", ["--release", "-p", "sextant-store", "--example", "bench_commit", "--"]);
    run.arg(folder);
    shell::run(run)
}

/// P6 to P9 and P17: thousands of phones on one room, beside one thread that only writes.
fn room() -> Result<()> {
    machine::provide(&[Need::Compile])?;
    let mut run = shell::cargo("test", ["--release", "-p", "sextant-tests", "--test", "room"]);
    run.env("SEXTANT_PAGES", pages::ui().join("dist"));
    shell::run(run)
}

fn bytes_below(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.metadata()?;
        sum += if kind.is_dir() { bytes_below(&entry.path())? } else { kind.len() };
    }
    Ok(sum)
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_000_000.0
}
