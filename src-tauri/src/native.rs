//! What only the operating system can do: ask for a file name, write the file, show its folder.
//!
//! Pages never name a path (T9, T13). They suggest a name, the system's dialog decides, and what
//! is written is either an answer of the core or bytes the page made itself.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use sextant_domain::id::WorkshopId;
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, Manager as _, State, WebviewWindow};
use tauri_plugin_dialog::DialogExt as _;
use tauri_plugin_opener::OpenerExt as _;

use crate::send::{self, PageRequest, Refusal, refusal};
use crate::{Core, windows};

/// The file saved last, so that its folder can be shown.
#[derive(Default)]
pub(crate) struct Exports {
    last: Mutex<Option<PathBuf>>,
}

impl Exports {
    fn remember(&self, path: PathBuf) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(path);
    }

    fn last(&self) -> Option<PathBuf> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Makes an export, asks for a place and writes it there. `false` when the person closed the
/// dialog.
#[tauri::command]
pub(crate) async fn save_export(
    window: WebviewWindow,
    core: State<'_, Core>,
    workshop_id: WorkshopId,
    request: Value,
    name: String,
) -> Result<bool, Refusal> {
    only_the_console(&window)?;
    let export = PageRequest::post(format!("/api/workshops/{workshop_id}/export"), request);
    let bytes = send::bytes_of(send::ask(&window, &core, export).await?)?;
    save(&window, &core, &name, bytes).await
}

/// Lets the person keep bytes the page made. `false` when the person closed the dialog.
#[tauri::command]
pub(crate) async fn save_file(
    window: WebviewWindow,
    core: State<'_, Core>,
    request: Request<'_>,
) -> Result<bool, Refusal> {
    only_the_console(&window)?;
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(refusal("save a file", "There is nothing to save.", "Load the page again."));
    };
    let name = request.headers().get("x-name").and_then(|name| name.to_str().ok()).map(decoded).unwrap_or_default();
    save(&window, &core, &name, bytes.clone()).await
}

/// Shows the folder of the file saved last.
#[tauri::command]
pub(crate) async fn reveal_export(app: AppHandle, window: WebviewWindow, core: State<'_, Core>) -> Result<(), Refusal> {
    only_the_console(&window)?;
    let path = core
        .exports
        .last()
        .ok_or_else(|| refusal("show a folder", "No file has been saved yet.", "Save an export first."))?;
    app.opener().reveal_item_in_dir(path).map_err(|_| {
        refusal("show a folder", "The system shows no folders here.", "Open the folder you saved to yourself.")
    })
}

fn only_the_console(window: &WebviewWindow) -> Result<(), Refusal> {
    if window.label() == windows::CONSOLE {
        return Ok(());
    }
    Err(refusal("save a file", "This window only shows.", "Do this in the console window."))
}

async fn save(window: &WebviewWindow, core: &Core, name: &str, bytes: Vec<u8>) -> Result<bool, Refusal> {
    let failed = |reason: &str| {
        refusal("save a file", &format!("The file was not written: {reason}."), "Pick another place and save again.")
    };
    let Some(path) = ask_where(window.app_handle().clone(), file_name(name)).await? else {
        return Ok(false);
    };
    let target = path.clone();
    tauri::async_runtime::spawn_blocking(move || write_whole(&target, &bytes))
        .await
        .map_err(|_| failed("the app failed"))?
        .map_err(|error| failed(plain(&error)))?;
    core.exports.remember(path);
    Ok(true)
}

async fn ask_where(app: AppHandle, name: String) -> Result<Option<PathBuf>, Refusal> {
    if let Some(answer) = answer_for_tests() {
        return Ok(Some(answer));
    }
    tauri::async_runtime::spawn_blocking(move || {
        app.dialog()
            .file()
            .set_title("Save")
            .set_file_name(name)
            .blocking_save_file()
            .and_then(|picked| picked.into_path().ok())
    })
    .await
    .map_err(|_| refusal("save a file", "The save dialog failed.", "Save again."))
}

/// A native dialog cannot be driven from outside, so a debug build lets a test answer it.
/// A release build has no such seam.
fn answer_for_tests() -> Option<PathBuf> {
    if cfg!(debug_assertions) { std::env::var_os("SEXTANT_TEST_SAVE_PATH").map(PathBuf::from) } else { None }
}

/// The last part of a suggested name, without anything that means a folder (F81).
fn file_name(suggested: &str) -> String {
    let last = suggested.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|letter| !letter.is_control()).take(120).collect();
    let clean = clean.trim_matches(['.', ' ']);
    if clean.is_empty() { "sextant".to_owned() } else { clean.to_owned() }
}

/// Undoes the percent signs that a header needs for letters outside ASCII.
fn decoded(header: &str) -> String {
    let mut bytes = Vec::with_capacity(header.len());
    let mut rest = header.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match (first, code.and_then(|digits| u8::from_str_radix(digits, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Writes beside the target and renames, so that the name never stands over half a file (F80).
fn write_whole(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = target.parent().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "no folder"))?;
    let mut draft_name = std::ffi::OsString::from(".");
    draft_name.push(target.file_name().unwrap_or_default());
    draft_name.push(format!(".{}.part", std::process::id()));
    let draft = folder.join(draft_name);
    let written = write_and_sync(&draft, bytes).and_then(|()| fs::rename(&draft, target));
    if written.is_err() {
        let _ = fs::remove_file(&draft);
        return written;
    }
    // Some file systems cannot sync a folder; the file itself is safe by then.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

fn write_and_sync(draft: &Path, bytes: &[u8]) -> io::Result<()> {
    // `create_new` follows no symbolic link that somebody placed under this name.
    let mut file = OpenOptions::new().write(true).create_new(true).open(draft)?;
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
    fn a_suggested_name_cannot_leave_its_folder() {
        for (suggested, shown) in [
            ("brief.pdf", "brief.pdf"),
            ("../../brief.pdf", "brief.pdf"),
            ("a\\b\\brief.pdf", "brief.pdf"),
            ("..", "sextant"),
            ("", "sextant"),
            ("star \u{2b50}.md.", "star \u{2b50}.md"),
            ("one\ntwo", "onetwo"),
        ] {
            assert_eq!(file_name(suggested), shown, "{suggested:?}");
        }
        assert_eq!(file_name(&"x".repeat(300)).len(), 120);
    }

    #[test]
    fn a_name_survives_the_header() {
        assert_eq!(decoded("Na%C3%AFve%20star.md"), "Naïve star.md");
        assert_eq!(decoded("100%"), "100%");
    }
}
