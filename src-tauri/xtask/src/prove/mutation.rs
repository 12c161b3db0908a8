//! `cargo xtask prove mutation`: how many changes to the rules a test notices (D11).
//!
//! A mutation tester changes one expression at a time and asks the tests. All changes together take
//! hours, so a sample is drawn: every n-th of the whole list, the same ones for the same source. Only
//! the rules' own tests are asked, which are built and run in seconds; whatever the tests of the
//! whole product notice besides is not counted.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::shell;

/// The mutation tester; a version of its own choice would draw another sample.
const TESTER: &str = "cargo-mutants";
const VERSION: &str = "27.1.0";

/// The crate that is changed, and whose tests are asked.
const RULES: &str = "sextant-domain";

/// One change in so many is tried.
const SAMPLE: u32 = 20;

/// The least share that has to be noticed (D11).
const BAR: f64 = 0.70;

/// What became of the changes.
#[derive(Clone, Copy, Debug)]
struct Noticed {
    yes: usize,
    no: usize,
}

/// Changes the sample, asks the tests, and compares the share with the bar.
pub(crate) fn mutation() -> Result<()> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    if shell::answer(&cargo, &["mutants", "--version"]).is_none_or(|version| !version.ends_with(VERSION)) {
        let mut install = tester(&cargo, "install");
        install.args([TESTER, "--version", VERSION, "--locked"]);
        shell::run(install)?;
    }
    let noticed = try_sample(&cargo)?;
    if share(noticed) < BAR {
        bail!("{}: below {BAR:.2}; the changes nobody noticed stand in `missed.txt`", said(noticed));
    }
    println!("D11: {}; bar {BAR:.2}", said(noticed));
    Ok(())
}

fn try_sample(cargo: &str) -> Result<Noticed> {
    let sample = std::env::var("SEXTANT_MUTATION_SAMPLE").ok().and_then(|text| text.parse().ok()).unwrap_or(SAMPLE);
    let folder = shell::target_dir().join("mutation");
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let shard = format!("0/{sample}");
    let out = folder.to_string_lossy();
    let mut command = tester(cargo, "mutants");
    command.args(["--package", RULES, "--timeout", "60", "--output", &out]);
    command.args(["--shard", &shard, "--sharding", "round-robin"]);
    // Most of the time goes into building: without debug information, and the rules as they come.
    command.env("CARGO_PROFILE_DEV_DEBUG", "0");
    command.arg(format!("--cargo-arg=--config=profile.dev.package.{RULES}.opt-level=0"));
    // Its own copy of the tree is built for the first time; what is built here is of no use to it.
    command.env_remove("CARGO_TARGET_DIR");
    let status = command.status().context("the mutation tester could not be started")?;
    // Two: some changes were missed; three: one of them ran for ever, which is noticed too.
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        bail!("the mutation tester ended with {status}");
    }
    let lines = |file: &str| count(&folder.join("mutants.out").join(file));
    Ok(Noticed { yes: lines("caught.txt")? + lines("timeout.txt")?, no: lines("missed.txt")? })
}

/// Not `shell::cargo`, which adds an option in CI that the tester does not know.
fn tester(cargo: &str, subcommand: &str) -> Command {
    let mut command = Command::new(cargo);
    command.current_dir(shell::root()).arg(subcommand);
    command
}

fn count(file: &Path) -> Result<usize> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(text.lines().filter(|line| !line.trim().is_empty()).count())
}

fn share(noticed: Noticed) -> f64 {
    ratio(noticed.yes, noticed.yes + noticed.no)
}

fn said(noticed: Noticed) -> String {
    let (low, high) = range(noticed);
    let all = noticed.yes + noticed.no;
    format!("{} of {all} changes were noticed, {:.2} [{low:.2} to {high:.2}]", noticed.yes, share(noticed))
}

/// Between which shares the whole list lies with 95 %: Wilson's interval for a sample (Wilson 1927).
fn range(noticed: Noticed) -> (f64, f64) {
    let z = 1.96_f64;
    let n = as_number(noticed.yes + noticed.no).max(1.0);
    let p = share(noticed);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

fn ratio(part: usize, whole: usize) -> f64 {
    as_number(part) / as_number(whole).max(1.0)
}

fn as_number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_said_with_its_range() {
        // Compared with `scipy.stats.binomtest(36, 40).proportion_ci(method="wilson")`.
        assert_eq!(said(Noticed { yes: 36, no: 4 }), "36 of 40 changes were noticed, 0.90 [0.77 to 0.96]");
        assert_eq!(said(Noticed { yes: 0, no: 0 }), "0 of 0 changes were noticed, 0.00 [0.00 to 0.79]");
    }
}
