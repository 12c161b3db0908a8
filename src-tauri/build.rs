//! Builds the window's rights: which page may call which command (T9).

use tauri_build::{AppManifest, Attributes};

fn main() {
    // With patterns of our own, Tauri no longer watches these folders for us.
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    println!("cargo:rerun-if-changed=tauri.conf.json");
    let permissions = AppManifest::new().permissions_path_pattern("./src-tauri/permissions/*.toml");
    let attributes =
        Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*").app_manifest(permissions);
    tauri_build::try_build(attributes).expect("tauri.conf.json, the icons and the capabilities must fit together");
}
