//! Builds the window's rights: which page may call which command.

use tauri_build::{AppManifest, Attributes};

/// Every command the shell offers. A command that is missing here cannot be granted to any
/// window, and one that no capability grants cannot be called (T9).
const COMMANDS: &[&str] = &[
    "door",
    "save_export",
    "reveal_export",
    "pick_workshop_file",
    "open_projector",
    "close_projector",
];

fn main() {
    // With a pattern of our own, Tauri no longer watches the folder for us.
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=tauri.conf.json");
    let attributes = Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(AppManifest::new().commands(COMMANDS));
    tauri_build::try_build(attributes)
        .expect("tauri.conf.json, the icons and the capabilities must fit together");
}
