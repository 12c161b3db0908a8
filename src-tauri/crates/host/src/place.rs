//! Which library: the folder, and the core opened on it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use sextant_api::clock::{Clock, RandomIds, SystemClock};
use sextant_api::error::ApiError;
use sextant_api::{Api, ApiOptions};

/// The same folder as the app with a window, so that both show the same workshops.
const APP: &str = "org.sextant.desktop";

/// The folder of a library, and the file that remembers which folders were used.
pub(crate) struct Place {
    pub(crate) data: PathBuf,
    known: Option<PathBuf>,
}

impl Place {
    /// The folder that was named, or else the app's own.
    pub(crate) fn find(named: Option<PathBuf>) -> anyhow::Result<Self> {
        if let Some(data) = named {
            // Whoever types a folder says which one is meant, also when it is to be a new one.
            return Ok(Self { data, known: None });
        }
        let data = variable("SEXTANT_DATA")
            .or_else(|| own_folder("APPDATA", "Library/Application Support", "XDG_DATA_HOME", ".local/share"))
            .context("this account has no folder for data; name one with --data")?;
        // The file of the app with a window, so that neither starts an empty library in silence (F05).
        let known = own_folder("APPDATA", "Library/Application Support", "XDG_CONFIG_HOME", ".config");
        Ok(Self { data, known: known.map(|folder| folder.join("known-folders")) })
    }

    /// A library of its own in this folder, not to be remembered.
    pub(crate) fn passing(data: &Path) -> Self {
        Self { data: data.to_owned(), known: None }
    }
}

fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The app's own folder by the custom of the system.
fn own_folder(windows: &str, mac: &str, xdg: &str, below_home: &str) -> Option<PathBuf> {
    let home = |below: &str| variable("HOME").map(|home| home.join(below));
    let parent = if cfg!(target_os = "windows") {
        variable(windows)
    } else if cfg!(target_os = "macos") {
        home(mac)
    } else {
        variable(xdg).or_else(|| home(below_home))
    };
    parent.map(|parent| parent.join(APP))
}

/// Opens the library.
pub(crate) fn open(place: &Place, clock: Arc<dyn Clock>) -> anyhow::Result<Api> {
    Api::open(ApiOptions {
        data_dir: place.data.clone(),
        clock,
        ids: Arc::new(RandomIds),
        printer: printer(),
        known_folders: place.known.clone(),
    })
    .map_err(|error| said(&error))
    .with_context(|| format!("the library in {} cannot be opened", place.data.display()))
}

/// Opens the library by the computer's clock.
pub(crate) fn open_now(place: &Place) -> anyhow::Result<Api> {
    open(place, Arc::new(SystemClock::default()))
}

/// An error of the core as one sentence with the next step.
pub(crate) fn said(error: &ApiError) -> anyhow::Error {
    anyhow::anyhow!("{} {}", error.message, error.hint)
}

#[cfg(feature = "pdf")]
fn printer() -> Option<Arc<dyn sextant_api::PdfPrinter>> {
    Some(Arc::new(sextant_brief_pdf::TypstPrinter))
}

#[cfg(not(feature = "pdf"))]
fn printer() -> Option<Arc<dyn sextant_api::PdfPrinter>> {
    None
}
