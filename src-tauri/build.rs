//! Builds the window's rights: which page may call which command (T9).

use tauri_build::{AppManifest, Attributes};

fn main() {
    // With patterns of our own, Tauri no longer watches these folders for us.
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    println!("cargo:rerun-if-changed=tauri.conf.json");
    link_small();
    let permissions = AppManifest::new().permissions_path_pattern("./src-tauri/permissions/*.toml");
    let attributes =
        Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*").app_manifest(permissions);
    tauri_build::try_build(attributes).expect("tauri.conf.json, the icons and the capabilities must fit together");
}

/// Asks the linker of a release build for a smaller file (P3): relocations of the position-independent
/// program packed as glibc 2.36 and later read them, and functions with the same machine code kept once.
fn link_small() {
    let var = |name| std::env::var(name).unwrap_or_default();
    if var("PROFILE") == "release" && var("TARGET") == "x86_64-unknown-linux-gnu" {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
        println!("cargo:rustc-link-arg-bins=-Wl,--icf=all");
    }
}
