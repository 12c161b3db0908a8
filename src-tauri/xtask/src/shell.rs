//! Running other programs: where the repository is, what is typed, and what a failure says.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

/// How many lines of a failed program are told again at the end.
const LAST_WORDS: usize = 100;

/// The folder of the repository.
pub(crate) fn root() -> PathBuf {
    let manifest =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.ancestors().nth(2).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// A program built by cargo's default profile.
pub(crate) fn built(name: &str) -> PathBuf {
    target_dir().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// `cargo` as this program was started by it, in the repository's folder.
///
/// In CI the lock file is binding: a build that would change it fails (T15).
pub(crate) fn cargo<S: AsRef<OsStr>>(subcommand: &str, arguments: impl IntoIterator<Item = S>) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root()).arg(subcommand);
    if in_ci() && subcommand != "fmt" {
        command.arg("--locked");
    }
    command.args(arguments);
    command
}

/// Whether the run is somebody's CI.
pub(crate) fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// Whether a program of this name can be started.
pub(crate) fn on_path(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// Prints the command, runs it, and fails when it fails.
///
/// A person at a terminal sees the program's own colours. Anywhere else what it prints passes
/// through here, so that the end of it can be told again beside the closing table: whoever reads
/// a CI's log from behind finds there what failed.
pub(crate) fn run(command: Command) -> Result<()> {
    if std::io::stdout().is_terminal() { attached(command) } else { overheard(command) }
}

/// Prints the command, runs it with our own input and output, and fails when it fails.
pub(crate) fn attached(mut command: Command) -> Result<()> {
    let typed = typed(&command);
    println!("$ {typed}");
    let status = command.status().with_context(|| format!("`{typed}` could not be started"))?;
    if !status.success() {
        bail!("`{typed}` ended with {status}");
    }
    Ok(())
}

/// A program that failed, and the last lines it printed.
#[derive(Debug)]
pub(crate) struct Failed {
    typed: String,
    status: ExitStatus,
    last_words: Vec<String>,
}

impl Failed {
    pub(crate) fn last_words(&self) -> &[String] {
        &self.last_words
    }
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` ended with {}", self.typed, self.status)
    }
}

impl std::error::Error for Failed {}

fn overheard(mut command: Command) -> Result<()> {
    let typed = typed(&command);
    println!("$ {typed}");
    // One pipe for both, so that errors stay between the lines they belong to.
    let (ear, mouth) = std::io::pipe().context("no pipe could be made")?;
    command.stdout(mouth.try_clone().context("no pipe could be made")?).stderr(mouth);
    let child = command.spawn();
    // The command holds our ends of the pipe; it would never end with them.
    drop(command);
    let mut child = child.with_context(|| format!("`{typed}` could not be started"))?;
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let mut ear = BufReader::new(ear);
        let mut line = Vec::new();
        while ear.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            println!("{text}");
            if tell.send(text).is_err() {
                return;
            }
            line.clear();
        }
    });
    let mut last_words = VecDeque::with_capacity(LAST_WORDS);
    let mut status = None;
    // A service that the program started and left behind may keep the pipe open for ever: what is
    // printed after the program's own end is waited for a moment only.
    loop {
        match told.recv_timeout(Duration::from_millis(200)) {
            Ok(line) => {
                if last_words.len() == LAST_WORDS {
                    last_words.pop_front();
                }
                last_words.push_back(line);
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) if status.is_some() => break,
            Err(RecvTimeoutError::Timeout) => {
                status = child.try_wait().with_context(|| format!("`{typed}` was lost"))?;
            }
        }
    }
    let status = match status {
        Some(status) => status,
        None => child.wait().with_context(|| format!("`{typed}` was lost"))?,
    };
    if status.success() {
        return Ok(());
    }
    Err(Failed { typed, status, last_words: last_words.into() }.into())
}

/// Runs a command quietly and returns what it printed, or `None` when it failed.
pub(crate) fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn typed(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![
        program.file_name().map_or_else(|| program.display().to_string(), |name| name.to_string_lossy().into_owned()),
    ];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}
