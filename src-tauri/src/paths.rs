//! Where database and logs live.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tauri::{AppHandle, Manager as _};

/// Names another data folder, for tests and for people who keep two libraries.
const DATA_SWITCH: &str = "SEXTANT_DATA";

/// The folders of this run. Exports have none: each goes where the save dialog says.
pub(crate) struct Folders {
    pub(crate) data: PathBuf,
    pub(crate) logs: PathBuf,
    /// Remembers outside of the data folder which folders held a library, so that one that went
    /// missing is not mistaken for a new one (F05).
    pub(crate) known: PathBuf,
}

/// The data folder named in the environment, if there is one.
pub(crate) fn chosen_data_folder() -> Option<PathBuf> {
    std::env::var_os(DATA_SWITCH).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Decides where data and logs are for this run; creates nothing.
pub(crate) fn folders(app: &AppHandle) -> anyhow::Result<Folders> {
    let known = app.path().app_config_dir().context("this account has no folder for settings")?.join("known-folders");
    if let Some(data) = chosen_data_folder() {
        let logs = data.join("logs");
        return Ok(Folders { data, logs, known });
    }
    let data = app.path().app_data_dir().context("this account has no folder for application data")?;
    let logs = app.path().app_log_dir().context("this account has no folder for logs")?;
    Ok(Folders { data, logs, known })
}

/// The bus name under which an app on this data folder can be found by a second start.
pub(crate) fn bus_name_for(folder: &Path) -> String {
    // Two spellings of one folder must meet under one name; a folder not made yet has only one.
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    format!("org.sextant.desktop.f{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_data_folders_have_two_bus_names() {
        assert_eq!(bus_name_for(Path::new("/a")), bus_name_for(Path::new("/a")));
        assert_ne!(bus_name_for(Path::new("/a")), bus_name_for(Path::new("/b")));
    }
}
