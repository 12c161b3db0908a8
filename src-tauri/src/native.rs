//! What only the operating system can do: ask for a file name, write the file, show its folder.
//!
//! Pages never name a path. They get a number for each file they saved, and may ask for the
//! folder of that number to be shown (T9, T13).

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::Serialize;
use tauri::{AppHandle, State, WebviewWindow};
use tauri_plugin_dialog::DialogExt as _;
use tauri_plugin_opener::OpenerExt as _;

use crate::send::{self, Answer, PageReply, PageRequest};
use crate::{Core, windows};

/// No workshop file comes near this; a larger one is not read at all.
const LARGEST_WORKSHOP_FILE: u64 = 64 * 1024 * 1024;

/// The files saved in this run, by the number their page knows.
#[derive(Default)]
pub(crate) struct Exports {
    saved: Mutex<Vec<PathBuf>>,
}

impl Exports {
    fn remember(&self, path: PathBuf) -> usize {
        let mut saved = self
            .saved
            .lock()
            .unwrap_or_else(|broken| broken.into_inner());
        saved.push(path);
        saved.len() - 1
    }

    fn path(&self, number: usize) -> Option<PathBuf> {
        let saved = self
            .saved
            .lock()
            .unwrap_or_else(|broken| broken.into_inner());
        saved.get(number).cloned()
    }
}

/// How saving ended.
#[derive(Serialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub(crate) enum Saved {
    /// The file is complete under its name.
    Saved { number: usize, file_name: String },
    /// The person closed the dialog; nothing was written.
    Cancelled,
    /// The core refused; the reply says why.
    Refused { reply: PageReply },
}

/// A file somebody picked, read for the page. The core decides what it is worth.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PickedFile {
    file_name: String,
    text: String,
}

/// Asks the core for a file, the person for a place, and writes it there whole or not at all.
#[tauri::command]
pub(crate) async fn save_export(
    app: AppHandle,
    window: WebviewWindow,
    core: State<'_, Core>,
    request: PageRequest,
) -> Result<Saved, String> {
    only_the_console(&window)?;
    let (file_name, bytes) = match send::ask(&window, &core, request).await? {
        Answer::File { file_name, bytes } => (file_name, bytes),
        Answer::Page(reply) => return Ok(Saved::Refused { reply }),
    };
    let Some(path) = ask_where(app, file_name).await? else {
        return Ok(Saved::Cancelled);
    };
    let written = path.clone();
    tauri::async_runtime::spawn_blocking(move || write_whole(&written, &bytes))
        .await
        .map_err(|_| "the file could not be written".to_owned())?
        .map_err(|error| format!("the file could not be written: {}", plain(&error)))?;
    let file_name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let number = core.exports.remember(path);
    Ok(Saved::Saved { number, file_name })
}

/// Shows the folder of a file saved in this run.
#[tauri::command]
pub(crate) async fn reveal_export(
    app: AppHandle,
    window: WebviewWindow,
    core: State<'_, Core>,
    number: usize,
) -> Result<(), String> {
    only_the_console(&window)?;
    let path = core
        .exports
        .path(number)
        .ok_or_else(|| "no file of that number was saved".to_owned())?;
    app.opener()
        .reveal_item_in_dir(path)
        .map_err(|error| format!("the folder could not be shown: {error}"))
}

/// Lets the person pick a workshop file and reads it; `None` when they change their mind.
#[tauri::command]
pub(crate) async fn pick_workshop_file(
    app: AppHandle,
    window: WebviewWindow,
) -> Result<Option<PickedFile>, String> {
    only_the_console(&window)?;
    let Some(path) = ask_which(app).await? else {
        return Ok(None);
    };
    tauri::async_runtime::spawn_blocking(move || read_picked(&path).map(Some))
        .await
        .map_err(|_| "the file could not be read".to_owned())?
}

fn only_the_console(window: &WebviewWindow) -> Result<(), String> {
    if window.label() == windows::CONSOLE {
        Ok(())
    } else {
        Err("only the console window may touch files".to_owned())
    }
}

async fn ask_where(app: AppHandle, file_name: String) -> Result<Option<PathBuf>, String> {
    if let Some(answer) = answer_for_tests("SEXTANT_TEST_SAVE_PATH") {
        return Ok(Some(answer));
    }
    tauri::async_runtime::spawn_blocking(move || {
        app.dialog()
            .file()
            .set_title("Save")
            .set_file_name(file_name)
            .blocking_save_file()
            .and_then(|picked| picked.into_path().ok())
    })
    .await
    .map_err(|_| "the save dialog could not be shown".to_owned())
}

async fn ask_which(app: AppHandle) -> Result<Option<PathBuf>, String> {
    if let Some(answer) = answer_for_tests("SEXTANT_TEST_OPEN_PATH") {
        return Ok(Some(answer));
    }
    tauri::async_runtime::spawn_blocking(move || {
        app.dialog()
            .file()
            .set_title("Open a workshop file")
            .add_filter("Sextant workshop", &["sextant"])
            .blocking_pick_file()
            .and_then(|picked| picked.into_path().ok())
    })
    .await
    .map_err(|_| "the open dialog could not be shown".to_owned())
}

/// A native dialog cannot be driven from outside, so a debug build lets a test answer it.
/// A release build has no such seam.
fn answer_for_tests(variable: &str) -> Option<PathBuf> {
    if cfg!(debug_assertions) {
        std::env::var_os(variable).map(PathBuf::from)
    } else {
        None
    }
}

fn read_picked(path: &Path) -> Result<PickedFile, String> {
    let file_name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let about = |error: io::Error| format!("{file_name} cannot be read: {}", plain(&error));
    let kind = fs::metadata(path).map_err(about)?;
    if !kind.is_file() {
        return Err(format!("{file_name} is not a file"));
    }
    if kind.len() > LARGEST_WORKSHOP_FILE {
        return Err(format!("{file_name} is too large to be a workshop file"));
    }
    let mut bytes = Vec::new();
    // The limit holds while reading too: the file may grow between both looks (F78).
    File::open(path)
        .and_then(|file| file.take(LARGEST_WORKSHOP_FILE).read_to_end(&mut bytes))
        .map_err(about)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| format!("{file_name} is not a workshop file: it is not text"))?;
    Ok(PickedFile { file_name, text })
}

/// Writes beside the target and renames, so that the name never stands over half a file (F80).
fn write_whole(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = target
        .parent()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "no folder"))?;
    let mut draft_name = std::ffi::OsString::from(".");
    draft_name.push(target.file_name().unwrap_or_default());
    draft_name.push(format!(".{}.part", std::process::id()));
    let draft = folder.join(draft_name);
    let written = write_and_sync(&draft, bytes).and_then(|()| fs::rename(&draft, target));
    if written.is_err() {
        let _ = fs::remove_file(&draft);
        return written;
    }
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .or(Ok(()))
}

fn write_and_sync(draft: &Path, bytes: &[u8]) -> io::Result<()> {
    // `create_new` follows no symbolic link that somebody placed under this name.
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(draft)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn plain(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "you have no permission there",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        io::ErrorKind::NotFound => "the folder is gone",
        _ => "the system refused",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("sextant-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a temporary folder");
        folder
    }

    #[test]
    fn a_saved_file_replaces_the_old_one_and_leaves_no_draft() {
        let folder = folder("save");
        let target = folder.join("brief.md");
        fs::write(&target, "old").expect("the old file");
        write_whole(&target, b"new").expect("the folder can be written");
        assert_eq!(fs::read(&target).expect("the file"), b"new");
        assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 1);
        fs::remove_dir_all(folder).expect("clean-up");
    }

    #[test]
    fn a_failed_save_leaves_the_old_file_and_no_draft() {
        let folder = folder("fail");
        let target = folder.join("brief.md");
        // A folder under the target's name makes the rename fail after the draft was written.
        fs::create_dir(&target).expect("the obstacle");
        fs::write(target.join("inside"), "kept").expect("its content");
        assert!(write_whole(&target, b"new").is_err());
        assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 1);
        fs::remove_dir_all(folder).expect("clean-up");
    }

    #[test]
    fn a_folder_is_not_a_workshop_file() {
        assert!(read_picked(&std::env::temp_dir()).is_err());
    }
}
