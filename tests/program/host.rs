//! The built host, started with a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A home for one test; everything the host writes stays inside.
pub(crate) struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The host with these arguments, kept inside this home.
    pub(crate) fn host(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.args(arguments);
        self.keep_inside(&mut command);
        command
    }

    /// Another file of the same program, kept inside this home.
    pub(crate) fn at(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments);
        self.keep_inside(&mut command);
        command
    }

    /// The host, with every system call of a kind written to a file.
    pub(crate) fn watched_host(&self, calls: &str, record: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-e", &format!("trace={calls}"), "-o"]).arg(record).arg(binary()).args(arguments);
        self.keep_inside(&mut command);
        command
    }

    fn keep_inside(&self, command: &mut Command) {
        command
            .env("HOME", self.folder.path())
            .env("XDG_DATA_HOME", self.path("xdg-data"))
            .env("XDG_CONFIG_HOME", self.path("xdg-config"))
            .env("SEXTANT_DATA", self.path("data"));
    }
}

/// Runs to the end and insists on success.
pub(crate) fn succeed(command: &mut Command) -> String {
    let output = command.output().expect("the host can be started");
    assert!(output.status.success(), "{command:?} failed: {}", errors(&output));
    String::from_utf8(output.stdout).expect("the host speaks UTF-8")
}

/// Runs to the end and insists on a failure told in one line; returns that line.
pub(crate) fn fail(command: &mut Command) -> String {
    let output = command.output().expect("the host can be started");
    assert!(!output.status.success(), "{command:?} must fail");
    let said = errors(&output);
    assert_eq!(said.lines().count(), 1, "one line says why, not: {said}");
    said
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The built host.
pub(crate) fn binary() -> PathBuf {
    std::env::var_os("SEXTANT_HOST")
        .map(PathBuf::from)
        .expect("SEXTANT_HOST names the built host; `cargo xtask test program` sets it")
}
