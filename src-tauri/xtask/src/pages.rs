//! The pages in `ui/`: packages installed and pages built, each only when something changed.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::{machine, shell};

/// Folders whose content does not change what is built.
const NOT_INPUT: &[&str] = &["node_modules", "dist", "test-results", "playwright-report", "e2e"];

/// Installs the packages of `ui/package-lock.json`, unless they are there.
pub(crate) fn install() -> Result<()> {
    machine::node()?;
    let lock = fs::read(ui().join("package-lock.json")).context("ui/package-lock.json is missing")?;
    let stamp = ui().join("node_modules/.sextant-installed");
    let wanted = fingerprint(|hasher| lock.hash(hasher));
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    // Scripts of packages stay off: nothing of ours needs one, and a poisoned one cannot run (T15).
    shell::run(npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, wanted).context("ui/node_modules cannot be written")
}

/// Builds the pages into `ui/dist`, unless they are built from what is there now.
pub(crate) fn build() -> Result<()> {
    install()?;
    let inputs = inputs()?;
    let wanted = fingerprint(|hasher| inputs.hash(hasher));
    let stamp = ui().join("node_modules/.sextant-built");
    let is_built = ui().join("dist/console.html").is_file();
    if is_built && fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    shell::run(npm(&["run", "build"]))?;
    fs::write(&stamp, wanted).context("ui/node_modules cannot be written")
}

/// `npm` in `ui/`.
pub(crate) fn npm(arguments: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(ui()).args(arguments);
    command
}

/// A program that an npm package brought.
pub(crate) fn tool(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(ui().join("node_modules/.bin").join(name));
    command.current_dir(ui()).args(arguments);
    command
}

/// The folder of the pages.
pub(crate) fn ui() -> PathBuf {
    shell::root().join("ui")
}

/// Every file the pages are built from, with its content.
fn inputs() -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    collect(&ui(), &mut found)?;
    Ok(found)
}

fn collect(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !NOT_INPUT.contains(&name) {
                collect(&path, found)?;
            }
        } else {
            let content = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            found.insert(path, content);
        }
    }
    Ok(())
}

fn fingerprint(feed: impl FnOnce(&mut DefaultHasher)) -> String {
    let mut hasher = DefaultHasher::new();
    feed(&mut hasher);
    format!("{:016x}", hasher.finish())
}
