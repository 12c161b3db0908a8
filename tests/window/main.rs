//! The real app in a real window, one start to the next. `cargo xtask test window` runs it.

mod alone;
mod blind;
mod driver;
#[path = "../webdriver/keyboard.rs"]
mod keyboard;
mod path;
#[expect(dead_code, reason = "the benchmark asks for the process and its age")]
#[path = "../webdriver/session.rs"]
mod session;
#[expect(dead_code, reason = "the whole product's tests ask for more of it")]
#[path = "../suite/support/mod.rs"]
mod support;

use std::process::Command;

use driver::{Window, finish, page_process, wait_until};
use serde_json::json;

#[test]
fn the_window_opens_on_the_library_and_draws_it() {
    let window = Window::open();
    window.wait_for("its page", "document.body.innerText.trim().length > 0");
    assert_eq!(window.run("return location.pathname;"), json!("/console.html"));
    let picture = window.picture();
    assert!(picture.starts_with(b"\x89PNG"), "a screenshot is a PNG");
    assert!(picture.len() > 4_000, "a blank window would compress to almost nothing");
    if let Some(path) = std::env::var_os("SEXTANT_PICTURE") {
        std::fs::write(path, picture).expect("the picture can be kept");
    }
}

/// T9: the page is offered our own commands and word of changes, and nothing else.
#[test]
fn no_command_of_the_system_answers_the_page() {
    let window = Window::open();
    window.wait_for("its page", "document.body.innerText.trim().length > 0");
    for command in FORBIDDEN {
        let answer = window.call(command, &json!({ "label": "console", "path": "/etc/passwd" }));
        let reason = answer["refused"].as_str().unwrap_or_default();
        assert!(
            reason.contains("not allowed") || reason.contains("not found"),
            "{command} must be refused by the capabilities, it answered {answer}"
        );
    }
}

/// T9: the page can neither leave the app nor open another window.
#[test]
fn the_window_does_not_leave_its_own_pages() {
    let window = Window::open();
    window.wait_for("its page", "document.body.innerText.trim().length > 0");
    window.run("window.open('https://example.org/'); location.href = 'file:///etc/hostname';");
    window.run_async("setTimeout(done, 300);");
    assert_eq!(window.run("return location.pathname;"), json!("/console.html"));
    assert_eq!(window.handles().len(), 1, "no second window was opened");
    assert_eq!(
        window.run("return typeof window.__TAURI__;"),
        json!("undefined"),
        "the page gets no global interface to the app"
    );
}

/// The room's window shows one workshop and may do nothing (T2).
#[test]
fn a_projector_window_opens_and_may_only_ask() {
    let window = Window::open();
    window.wait_for("its page", "document.body.innerText.trim().length > 0");
    let workshop = "0190b0c0-0000-4000-8000-000000000001";
    let opened = window.call("open_projector", &json!({ "workshopId": workshop }));
    assert_eq!(opened, json!(null), "the projector opens");
    let handles = window.handles();
    assert_eq!(handles.len(), 2, "console and projector");
    let projector = handles.iter().find(|handle| {
        window.switch_to(handle);
        window.run("return location.pathname;") == json!("/projector.html")
    });
    assert!(projector.is_some(), "one of the windows is the projector");
    assert_eq!(window.run("return location.hash;"), json!(format!("#w={workshop}")));
    let changed = window.ask("POST", "/api/library", &json!({ "command": {} }));
    assert_eq!(changed["refused"]["code"], json!("refused"), "a projector changes nothing: {changed}");
    for command in ["save_export", "save_file", "upload", "download", "open_projector", "close_projector"] {
        let answer = window.call(command, &json!({}));
        let reason = answer["refused"].as_str().unwrap_or_default();
        assert!(reason.contains("not allowed"), "{command} answered the projector with {answer}");
    }
}

/// Saving goes where the dialog says, whole (F80).
#[test]
fn a_saved_file_arrives_under_the_name_the_dialog_gave() {
    let window = Window::open();
    window.wait_for("its page", "document.body.innerText.trim().length > 0");
    let saved = window.run_async(
        "window.__TAURI_INTERNALS__.invoke('save_file', new TextEncoder().encode('kept'), \
         { headers: { 'x-name': 'note.txt' } }).then(done, (reason) => done({ refused: reason }));",
    );
    assert_eq!(saved, json!(true));
    assert_eq!(std::fs::read(window.save_path()).expect("the file"), b"kept");
    assert!(window.data_folder().is_dir(), "the library lies where the environment says");
}

/// F29: the page's process dies, the app lives, and the page is there again.
#[test]
fn f29_a_page_whose_process_died_is_loaded_again() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let mut app = Window::alone(home.path());
    let first = wait_until("the page's process", || page_process(app.id()));
    // The process exists before it has loaded anything; the first line of script makes it busy.
    std::thread::park_timeout(std::time::Duration::from_secs(2));
    let killed = Command::new("kill").args(["-9", &first.to_string()]).status().expect("kill is there");
    assert!(killed.success());
    let second = wait_until("a new process", || page_process(app.id()).filter(|id| *id != first));
    assert_ne!(first, second);
    assert!(app.try_wait().expect("the app can be asked").is_none(), "the app itself went on");
    app.kill().expect("the app can be ended");
    app.wait().expect("the app ends");
}

/// F32: the program's file is removed while its window is open; window and library go on.
#[test]
fn f32_a_window_whose_program_was_removed_goes_on() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let installed = home.path().join("sextant");
    std::fs::copy(driver::app(), &installed).expect("the program is installed");
    let window = session::Session::start(home.path(), &installed, &[]);
    window.wait_for("its page", "document.body.innerText.trim().length > 0");
    std::fs::remove_file(&installed).expect("the program is removed");
    let command = json!({ "type": "create_workshop", "title": "Kestrel" });
    let id = "0190b0c0-0000-4000-8000-000000000001";
    let made = window.ask("POST", "/api/library", &json!({ "id": id, "command": command }));
    assert_eq!(made["status"], json!(200), "{made}");
    window.run("location.reload();");
    window.wait_for("the workshop after loading again", "document.body.innerText.includes('Kestrel')");
}

/// F21: the second start leaves at once, and the first goes on.
#[test]
fn a_second_start_leaves_and_the_first_window_goes_on() {
    let window = Window::open();
    window.wait_for("its page", "document.body.innerText.trim().length > 0");
    let second = finish(&mut window.second_start());
    assert!(second.status.success(), "a second start is no failure: {second:?}");
    assert_eq!(window.run("return location.pathname;"), json!("/console.html"));
}

/// D5: without a bus to find the first on, the data folder itself turns the second one away.
#[test]
fn a_second_process_on_the_data_folder_is_refused_in_one_line() {
    let window = Window::open();
    window.wait_for("its page", "document.body.innerText.trim().length > 0");
    let second = finish(window.second_start().env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"));
    assert_eq!(second.status.code(), Some(1), "{second:?}");
    let said = String::from_utf8_lossy(&second.stderr);
    let ours: Vec<&str> = said.lines().filter(|line| line.starts_with("sextant: ")).collect();
    assert_eq!(ours.len(), 1, "one line says why, not: {said}");
}

/// Commands of Tauri and its plugins that exist in the program and must not answer a page.
const FORBIDDEN: &[&str] = &[
    "plugin:app|version",
    "plugin:app|name",
    "plugin:app|tauri_version",
    "plugin:app|identifier",
    "plugin:app|app_hide",
    "plugin:app|set_app_theme",
    "plugin:path|resolve_directory",
    "plugin:path|resolve",
    "plugin:path|join",
    "plugin:path|basename",
    "plugin:event|emit",
    "plugin:event|emit_to",
    "plugin:window|create",
    "plugin:window|get_all_windows",
    "plugin:window|close",
    "plugin:window|destroy",
    "plugin:window|set_title",
    "plugin:window|set_fullscreen",
    "plugin:window|set_size",
    "plugin:window|set_position",
    "plugin:window|set_focus",
    "plugin:window|set_always_on_top",
    "plugin:window|set_decorations",
    "plugin:window|set_cursor_grab",
    "plugin:window|set_cursor_position",
    "plugin:window|start_dragging",
    "plugin:window|available_monitors",
    "plugin:window|set_icon",
    "plugin:webview|create_webview",
    "plugin:webview|create_webview_window",
    "plugin:webview|get_all_webviews",
    "plugin:webview|print",
    "plugin:webview|reparent",
    "plugin:webview|set_webview_zoom",
    "plugin:webview|clear_all_browsing_data",
    "plugin:webview|internal_toggle_devtools",
    "plugin:menu|new",
    "plugin:menu|popup",
    "plugin:tray|new",
    "plugin:image|from_path",
    "plugin:image|from_bytes",
    "plugin:resources|close",
    "plugin:dialog|open",
    "plugin:dialog|save",
    "plugin:dialog|message",
    "plugin:fs|read_file",
    "plugin:fs|read_text_file",
    "plugin:fs|write_file",
    "plugin:fs|remove",
    "plugin:opener|open_url",
    "plugin:opener|open_path",
    "plugin:opener|reveal_item_in_dir",
    "plugin:window-state|save_window_state",
    "plugin:shell|execute",
];
