//! `cargo xtask run` and `cargo xtask demo`: the product itself.

use anyhow::Result;

use crate::machine::{self, Need};
use crate::{pages, shell};

/// Opens the window; where there is no display, serves the same app on loopback.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    if has_display() {
        machine::provide(&[Need::Compile, Need::Window])?;
        pages::build()?;
        shell::run(shell::cargo("build", ["-p", "sextant"]))?;
        println!("Sextant opens in a window of its own. Closing the window ends this command.");
        return shell::attached(std::process::Command::new(shell::built("sextant")));
    }
    machine::provide(&[Need::Compile])?;
    pages::build()?;
    shell::run(shell::cargo("build", ["-p", "sextant-host"]))?;
    println!("There is no display here, so Sextant is served on this machine's loopback address.");
    let mut host = std::process::Command::new(shell::built("sextant-host"));
    host.arg("serve").args(arguments);
    shell::attached(host)
}

/// Plays the sample workshop and writes every format of its brief.
pub(crate) fn demo(arguments: &[String]) -> Result<()> {
    machine::provide(&[Need::Compile])?;
    shell::run(shell::cargo("build", ["-p", "sextant-host"]))?;
    let mut host = std::process::Command::new(shell::built("sextant-host"));
    host.arg("demo").args(arguments);
    shell::run(host)
}

fn has_display() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    ["WAYLAND_DISPLAY", "DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
