//! Briefs from a workshop file alone, and the sample workshop in every format.
//!
//! Both work on a library of their own that is gone afterwards, so no library is touched.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use serde_json::json;
use sextant_api::door::{Door, DoorInput};
use sextant_api::files::Overwrite;

use crate::files;
use crate::place::{self, Place};
use crate::{library, logging};

/// Which brief, and where to.
#[derive(Args)]
pub(crate) struct Brief {
    /// The workshop file.
    file: PathBuf,
    /// In which format.
    #[arg(long)]
    format: Format,
    /// The file to write.
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    /// For whom: everybody, or the team with every reason.
    #[arg(long, default_value = "wide")]
    audience: Audience,
    /// On which paper.
    #[arg(long, default_value = "a4")]
    paper: Paper,
    /// Write over a file that is there.
    #[arg(long)]
    replace: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Markdown,
    Html,
    Pdf,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Audience {
    Wide,
    Team,
}

#[derive(Clone, Copy, ValueEnum)]
enum Paper {
    A4,
    Letter,
}

impl Format {
    const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Pdf, Self::Json];

    fn word(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Json => "json",
        }
    }
}

impl Audience {
    fn word(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Team => "team",
        }
    }
}

impl Paper {
    fn word(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }
    }
}

/// Writes the brief of a workshop file.
pub(crate) fn brief(brief: &Brief) -> anyhow::Result<()> {
    logging::start(logging::FOR_ONE_TASK);
    let bytes = files::read(&brief.file)?;
    let (_folder, door) = passing_library()?;
    let id = library::take_in(&door, bytes).with_context(|| format!("{} was not read", brief.file.display()))?;
    let request = json!({
        "format": brief.format.word(), "audience": brief.audience.word(), "paper": brief.paper.word(),
    });
    let made = library::render(&door, &id, &request).context("the brief was not written")?;
    files::write(&brief.out, &made.bytes, files::overwrite(brief.replace))
}

/// Plays the sample workshop and writes every format there is, and the workshop file.
pub(crate) fn demo(out: &Path, overwrite: Overwrite) -> anyhow::Result<()> {
    logging::start(logging::FOR_ONE_TASK);
    fs::create_dir_all(out)
        .with_context(|| format!("the folder {} cannot be made; name another one", out.display()))?;
    let (_folder, door) = passing_library()?;
    let command = json!({ "id": COMMAND, "command": { "type": "open_sample" } });
    let reply = library::post(&door, "/api/library", DoorInput::Json(command))?;
    let id = library::workshop_of(&reply)?;
    for format in Format::ALL.into_iter().map(Format::word).chain(["sextant"]) {
        let request = json!({ "format": format, "audience": Audience::Team.word(), "paper": Paper::A4.word() });
        let made = library::render(&door, &id, &request).with_context(|| format!("no {format} was written"))?;
        // The core's names hold no folder; the last part is taken all the same (F81).
        let name = Path::new(&made.file_name).file_name().context("the core named no file")?;
        let target = out.join(name);
        files::write(&target, &made.bytes, overwrite)?;
        writeln!(std::io::stdout(), "{}", target.display())?;
    }
    Ok(())
}

/// The demo sends its one command under a fixed id; its library holds no other.
const COMMAND: &str = "5e87a27d-0000-4000-8000-000000000001";

/// A library that goes with the folder.
fn passing_library() -> anyhow::Result<(tempfile::TempDir, Door)> {
    let folder = tempfile::Builder::new()
        .prefix("sextant-")
        .tempdir()
        .context("there is no room for temporary files; free some space")?;
    let door = Door::new(place::open_now(&Place::passing(folder.path()))?);
    Ok((folder, door))
}
