//! The app without a window: `sextant-host`.
//!
//! It serves the pages to a browser, and it does from the command line what has no need of one.
//! It decides nothing about workshops; every command goes through the core's one door.

mod files;
mod library;
mod links;
mod logging;
mod pages;
mod paper;
mod phones;
mod place;
mod serve;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand};

/// Sextant without a window: the console and the projector in a browser, and files in and out.
#[derive(Parser)]
#[command(name = "sextant-host", version)]
struct Line {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Answers browsers until it is stopped with Ctrl-C.
    Serve(serve::Serve),
    /// Plays the sample workshop and writes every format there is.
    Demo {
        /// The folder to write into; it is made when it is not there.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Write over files that are there.
        #[arg(long)]
        replace: bool,
    },
    /// Writes the brief of a workshop file.
    Brief(paper::Brief),
    /// Takes a workshop file into the library.
    Import {
        /// The workshop file.
        file: PathBuf,
        #[command(flatten)]
        library: Library,
    },
    /// Writes a workshop of the library to a file.
    Export {
        /// The id of the workshop, as `import` and the console's address name it.
        id: String,
        /// The file to write.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Write over a file that is there.
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        library: Library,
    },
    /// Looks whether the library is whole.
    Doctor {
        #[command(flatten)]
        library: Library,
    },
}

/// Which library.
#[derive(Args)]
struct Library {
    /// The folder of the library; without it SEXTANT_DATA, or else the app's own folder.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

fn main() -> ExitCode {
    let failed = match std::panic::catch_unwind(|| run(std::env::args_os())) {
        Ok(Ok(())) => return ExitCode::SUCCESS,
        Ok(Err(error)) => format!("{error:#}"),
        Err(_) => {
            let place = logging::last_panic();
            format!("the program made a mistake at {place}; what was saved before is safe, please report the place")
        }
    };
    // One line, whatever the causes say: this is read by people and by scripts.
    eprintln!("sextant-host: {}", one_line(&failed));
    ExitCode::FAILURE
}

fn run(arguments: impl Iterator<Item = OsString>) -> anyhow::Result<()> {
    let line = match Line::try_parse_from(arguments) {
        Ok(line) => line,
        Err(wrong) => return explain(&wrong),
    };
    match line.task {
        Task::Serve(serve) => serve::serve(&serve),
        Task::Demo { out, replace } => paper::demo(&out, files::overwrite(replace)),
        Task::Brief(brief) => paper::brief(&brief),
        Task::Import { file, library } => library::import(&file, library.data),
        Task::Export { id, out, replace, library } => {
            library::export(&id, &out, files::overwrite(replace), library.data)
        }
        Task::Doctor { library } => library::doctor(library.data),
    }
}

/// Help was asked for, or the line cannot be read.
fn explain(wrong: &clap::Error) -> anyhow::Result<()> {
    match wrong.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            wrong.print()?;
            Ok(())
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            anyhow::bail!("say what to do, for example `sextant-host serve`; `sextant-host --help` lists everything")
        }
        _ => {
            let said = wrong.to_string();
            let told: Vec<&str> = said.lines().take_while(|line| !line.is_empty()).collect();
            let told = one_line(&told.join(" "));
            anyhow::bail!("{}; `sextant-host --help` shows how it is written", told.trim_start_matches("error: "))
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
