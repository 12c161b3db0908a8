//! What is made for other people: pictures, release binaries, packages.

use anyhow::Result;

use crate::machine::{self, Need};
use crate::{lanes, pages, shell};

/// Takes the pictures of `docs/screens` again, from the sample workshop in a real browser.
pub(crate) fn screens() -> Result<()> {
    machine::provide(&[Need::Compile, Need::Window, Need::Browser, Need::SmallPictures])?;
    pages::build()?;
    lanes::build_programs()?;
    let mut command = pages::npm(&["run", "screens"]);
    command.env("SEXTANT_HOST", shell::built("sextant-host"));
    shell::run(command)
}

/// Builds the stripped release binaries.
pub(crate) fn build() -> Result<()> {
    machine::provide(&[Need::Compile, Need::Window])?;
    pages::build()?;
    // Without this feature Tauri takes the build for a development one.
    let window = ["--release", "-p", "sextant", "--features", "tauri/custom-protocol"];
    shell::run(shell::cargo("build", window))?;
    shell::run(shell::cargo("build", ["--release", "-p", "sextant-host"]))
}

/// Packs the programs for others. A part of packing only, so no page and no test waits for it.
const PACKER: &str = "@tauri-apps/cli@2";

/// Builds the release and packs it as .deb and .rpm.
pub(crate) fn bundle() -> Result<()> {
    build()?;
    println!("The release binaries are in {}.", shell::target_dir().join("release").display());
    let packer = pages::ui().join("node_modules/.bin/tauri");
    if !packer.is_file() {
        shell::run(pages::npm(&["install", "--no-save", "--no-audit", "--no-fund", PACKER]))?;
    }
    let mut command = std::process::Command::new(packer);
    command.current_dir(shell::root()).args(["build", "--ci"]);
    shell::run(command)?;
    println!("The packages are in {}.", shell::target_dir().join("release/bundle").display());
    Ok(())
}
