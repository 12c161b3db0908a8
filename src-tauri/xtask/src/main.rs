//! `cargo xtask`: the only entrance for people and CI. It sets the machine up, then runs.
//!
//! It depends on nothing but `anyhow`, so that the first command of a fresh clone answers in
//! seconds.

mod bench;
mod lanes;
mod machine;
mod open;
mod pages;
mod prove;
mod release;
mod report;
mod shell;
mod virtual_display;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask COMMAND

  run                 build and open Sextant; without a display, serve it on loopback
  test [LANE…]        every check, or only the named lanes; prints the time of each
  prove [LANE…]       the long counts: durability, fuzz, soak …
  ci                  what the CI runs: the same as `test`
  demo --out DIR      play the sample workshop and write every format of its brief
  bench [NAME]        measure, each figure beside its reference
  screens             take the pictures in docs/screens again
  bundle              build the release binaries and pack them as .deb and .rpm

Whatever is missing is installed first (Debian packages, npm packages, the pages) or named.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else {
        println!("{HELP}");
        return Ok(());
    };
    match command.as_str() {
        "run" => open::run(rest),
        "test" => lanes::test(rest),
        "prove" => prove::prove(rest),
        "ci" => {
            no_arguments(rest)?;
            lanes::test(&[])
        }
        "demo" => open::demo(rest),
        "bench" => bench::bench(rest),
        "screens" => {
            no_arguments(rest)?;
            release::screens()
        }
        "bundle" => {
            no_arguments(rest)?;
            release::bundle()
        }
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        unknown => bail!("there is no command `{unknown}`\n\n{HELP}"),
    }
}

fn no_arguments(rest: &[String]) -> Result<()> {
    if rest.is_empty() {
        return Ok(());
    }
    bail!("this command takes no arguments; it was given `{}`", rest.join(" "))
}
