//! Notices that the pages were built again. A debug build reads them from disk and need not know.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("PROFILE").is_some_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=../../../ui/dist");
    }
}
