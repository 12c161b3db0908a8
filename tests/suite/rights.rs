//! What a window may call, as reviewed. A wider list has to be written here too (T9).

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use crate::tidy::root;

fn read(path: &str) -> Value {
    let text = fs::read_to_string(root().join(path)).expect("the file is in the repository");
    serde_json::from_str(&text).expect("the file is JSON")
}

fn names(list: &Value) -> BTreeSet<&str> {
    list.as_array().expect("a list").iter().map(|name| name.as_str().expect("names only, no scopes")).collect()
}

#[test]
fn the_console_window_may_call_our_commands_and_hear_of_changes() {
    let console = read("src-tauri/capabilities/console.json");
    assert_eq!(console["windows"], json!(["console"]));
    let reviewed = BTreeSet::from([
        "allow-door",
        "allow-download",
        "allow-upload",
        "allow-save-export",
        "allow-save-file",
        "allow-reveal-export",
        "allow-open-projector",
        "allow-close-projector",
        "core:event:allow-listen",
        "core:event:allow-unlisten",
    ]);
    assert_eq!(names(&console["permissions"]), reviewed);
}

#[test]
fn a_projector_window_may_only_ask_and_hear() {
    let projector = read("src-tauri/capabilities/projector.json");
    assert_eq!(projector["windows"], json!(["projector-*"]));
    let reviewed = BTreeSet::from(["allow-door", "core:event:allow-listen", "core:event:allow-unlisten"]);
    assert_eq!(names(&projector["permissions"]), reviewed);
}

#[test]
fn no_capability_reaches_pages_from_elsewhere() {
    let folder = root().join("src-tauri/capabilities");
    let mut seen = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the capabilities") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a capability is text");
        let capability: Value = serde_json::from_str(&text).expect("a capability is JSON");
        assert!(capability.get("remote").is_none(), "{} names a remote page", path.display());
        seen.insert(capability["identifier"].as_str().expect("a name").to_owned());
    }
    assert_eq!(seen, BTreeSet::from(["console".to_owned(), "projector".to_owned()]));
}

#[test]
fn the_pages_are_closed_to_script_and_content_from_elsewhere() {
    let app = &read("tauri.conf.json")["app"];
    assert_eq!(app["withGlobalTauri"], json!(false));
    assert_eq!(app["security"]["freezePrototype"], json!(true));
    assert_eq!(app["security"]["capabilities"], json!(["console", "projector"]));
    assert!(app["security"].get("assetProtocol").is_none(), "no page reads files");
    let policy = &app["security"]["csp"];
    for (directive, value) in [
        ("default-src", "'none'"),
        ("script-src", "'self'"),
        ("connect-src", "ipc: http://ipc.localhost"),
        ("frame-src", "'self'"),
        ("base-uri", "'none'"),
        ("form-action", "'none'"),
        ("frame-ancestors", "'none'"),
        ("object-src", "'none'"),
    ] {
        assert_eq!(policy[directive], json!(value), "{directive}");
    }
}

/// The preview is a frame inside the page and stands under the page's policy too (T8). A style
/// sheet that changed has another hash, and then this line has to change with it.
#[test]
fn the_preview_of_the_brief_may_use_its_own_style_sheet_and_fonts() {
    let policy = &read("tauri.conf.json")["app"]["security"]["csp"];
    let style = format!("'self' 'sha256-{}'", sextant_api::style_hash());
    assert_eq!(policy["style-src"], json!(style), "write this value into tauri.conf.json");
    assert_eq!(policy["font-src"], json!("'self' data:"));
}

#[test]
fn the_name_of_the_data_folder_never_changes() {
    let config = read("tauri.conf.json");
    assert_eq!(config["identifier"], json!("org.sextant.desktop"));
}

/// A command without a permission would be open to every window.
#[test]
fn every_command_of_the_shell_has_a_permission_of_its_own() {
    let permissions = fs::read_to_string(root().join("src-tauri/permissions/commands.toml")).expect("the permissions");
    let start = fs::read_to_string(root().join("src-tauri/src/start.rs")).expect("the start");
    let handlers = start
        .split_once("generate_handler![")
        .and_then(|(_, rest)| rest.split_once(']'))
        .expect("the start registers the commands")
        .0;
    let registered: BTreeSet<&str> = handlers
        .split(',')
        .filter_map(|path| path.trim().rsplit("::").next())
        .filter(|name| !name.is_empty())
        .collect();
    let permitted: BTreeSet<&str> =
        permissions.lines().filter_map(|line| line.strip_prefix("commands.allow = [\"")?.strip_suffix("\"]")).collect();
    assert_eq!(registered, permitted);
}
