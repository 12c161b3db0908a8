//! P15: the brief to PDF by a cold process, beside typst alone on the same template and data and
//! beside Chromium printing our HTML.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::rounds::{self, Runner};
use crate::machine::{self, Need};
use crate::shell;

const ROUNDS: usize = 7;

/// What typst of the Python registry is asked to do: our template, our fonts, the same standard.
const SET_WITH_TYPST: &str = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], \
     font_paths=[sys.argv[3]], ignore_system_fonts=True, pdf_standards='ua-1')";

/// Measures the sample's brief for the team, the longest there is.
pub(super) fn brief() -> Result<()> {
    machine::provide(&[Need::Compile, Need::Browser, Need::ReadPdf])?;
    shell::run(shell::cargo("build", ["--release", "-p", "sextant-host"]))?;
    let host = shell::target_dir().join("release/sextant-host");
    let folder = shell::target_dir().join("bench-brief");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).context("the folder of the bench cannot be made")?;

    let world = prepare(&host, &folder)?;
    let pdf = |name: &str| folder.join(format!("{name}.pdf"));
    let ours = brief_command(&host, &folder, "pdf", &pdf("ours"));
    let mut typst = Command::new(typst()?);
    typst.args(["-c", SET_WITH_TYPST]).arg(world.join("brief.typ")).arg(pdf("typst")).arg(world.join("fonts"));
    let mut chromium = Command::new("chromium");
    chromium
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"])
        .arg(format!("--user-data-dir={}", folder.join("chromium").display()))
        .arg(format!("--print-to-pdf={}", pdf("chromium").display()))
        .arg(format!("file://{}", folder.join("brief.html").display()));
    let mut runners =
        [Runner::new("sextant-host", ours), Runner::new("typst alone", typst), Runner::new("chromium", chromium)];
    rounds::take_turns(&mut runners, ROUNDS)?;
    for name in ["ours", "typst", "chromium"] {
        check(&pdf(name), &folder)?;
    }
    rounds::report("P15", &runners);
    Ok(())
}

/// The sample's workshop file, its brief as HTML and JSON, and the files typst is given.
fn prepare(host: &Path, folder: &Path) -> Result<PathBuf> {
    let mut demo = Command::new(host);
    demo.args(["demo", "--out"]).arg(folder.join("demo"));
    shell::run(demo)?;
    let file = fs::read_dir(folder.join("demo"))?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|ending| ending == "sextant"))
        .context("the demo wrote no workshop file")?;
    fs::copy(file, folder.join("sample.sextant"))?;
    for format in ["html", "json"] {
        shell::run(brief_command(host, folder, format, &folder.join(format!("brief.{format}"))))?;
    }
    let world = folder.join("world");
    let example = ["-p", "sextant-brief-pdf", "--example", "write_world"];
    shell::run(shell::cargo("build", ["--release"].iter().chain(&example)))?;
    let mut write = Command::new(shell::target_dir().join("release/examples/write_world"));
    write.arg(folder.join("brief.json")).arg(&world);
    shell::run(write)?;
    Ok(world)
}

fn brief_command(host: &Path, folder: &Path, format: &str, out: &Path) -> Command {
    let mut command = Command::new(host);
    command.arg("brief").arg(folder.join("sample.sextant")).args(["--format", format, "--audience", "team"]);
    command.arg("--out").arg(out).arg("--replace");
    command
}

/// A Python that has typst, in a folder of its own below `target`.
fn typst() -> Result<PathBuf> {
    let folder = shell::target_dir().join("typst-venv");
    let python = folder.join("bin/python");
    let text = python.display().to_string();
    if shell::answer(&text, &["-c", "import typst"]).is_none() {
        let mut make = Command::new("python3");
        make.args(["-m", "venv"]).arg(&folder);
        shell::run(make)?;
        let mut install = Command::new(&python);
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "typst==0.15.*"]);
        shell::run(install)?;
    }
    Ok(python)
}

/// A fast empty PDF is no result: each has to hold the star and every candidate.
fn check(pdf: &Path, folder: &Path) -> Result<()> {
    let path = pdf.display().to_string();
    let text = bare(&shell::answer("pdftotext", &["-enc", "UTF-8", &path, "-"]).context("pdftotext failed")?);
    let words = wanted(&fs::read_to_string(folder.join("brief.json"))?);
    if words.len() < 5 {
        bail!("the brief names only {} candidates", words.len());
    }
    for word in &words {
        if !text.contains(&bare(word)) {
            bail!("{path} does not hold “{word}”");
        }
    }
    let tagged = shell::answer("pdfinfo", &[&path]).is_some_and(|info| info.lines().any(is_tagged));
    println!("{path}: holds the star and {} candidates, tagged: {tagged}", words.len() - 1);
    Ok(())
}

fn is_tagged(line: &str) -> bool {
    line.starts_with("Tagged:") && line.ends_with("yes")
}

/// The star's sentence and those of the options that were not chosen, as the JSON spells them.
fn wanted(json: &str) -> Vec<String> {
    json.split("\"sentence\":")
        .skip(1)
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
        .map(str::to_owned)
        .collect()
}

/// Without white space, hyphens and invisible joints: those belong to the layout.
fn bare(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}
