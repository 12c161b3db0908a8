//! What happens between the first instruction and the first window.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use sextant_api::clock::{RandomIds, SystemClock};
use sextant_api::door::Door;
use sextant_api::error::ApiError;
use sextant_api::{Api, ApiOptions};
use sextant_brief_pdf::TypstPrinter;
use tauri::Manager as _;

use crate::{Core, logging, native, paths, phones, send, watch, windows};

/// The core's calls block, so each takes a thread while it lasts; as many as in the host (P2).
const CALLS_AT_ONCE: usize = 32;

/// WebKitGTK draws nothing on some graphics drivers unless this is set.
const RENDERER_SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Replaces this process by itself with the renderer switch set, unless somebody set it.
///
/// The environment cannot be changed from safe code in a running process, so the program starts
/// over once, under the same process id, before any thread exists.
pub(crate) fn with_a_renderer_that_draws() {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::process::CommandExt as _;
        if std::env::var_os(RENDERER_SWITCH).is_some() {
            return;
        }
        if let Ok(program) = std::env::current_exe() {
            // `exec` comes back only if it failed; then the app goes on as it is.
            let _ =
                std::process::Command::new(program).args(std::env::args_os().skip(1)).env(RENDERER_SWITCH, "1").exec();
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = RENDERER_SWITCH;
}

/// The threads that carry requests of the window's pages; phones have their own.
pub(crate) fn threads() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(CALLS_AT_ONCE)
        .enable_all()
        .build()
        .context("the program cannot start its threads; close other programs")
}

/// Builds the app up to its console window.
///
/// The order matters: a second start is turned away by the single-instance plugin before it
/// touches the data folder, and the library is open before a page can ask for it.
pub(crate) fn build() -> anyhow::Result<tauri::App> {
    let app = tauri::Builder::default()
        .plugin(single_instance())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(tauri_plugin_window_state::Builder::new().with_filter(|label| label == windows::CONSOLE).build())
        .invoke_handler(tauri::generate_handler![
            send::door,
            send::download,
            send::upload,
            native::save_export,
            native::reveal_export,
            native::save_file,
            windows::open_projector,
            windows::close_projector,
        ])
        .build(tauri::generate_context!())
        .context("the window system could not be started")?;
    open_core(&app)?;
    windows::open_console(app.handle()).context("the window could not be opened")?;
    Ok(app)
}

/// Opens the library before the first window; a data folder in use ends the start here (F21).
fn open_core(app: &tauri::App) -> anyhow::Result<()> {
    let folders = paths::folders(app.handle())?;
    let api = Api::open(ApiOptions {
        data_dir: folders.data,
        clock: Arc::new(SystemClock::default()),
        ids: Arc::new(RandomIds),
        printer: Some(Arc::new(TypstPrinter)),
        known_folders: Some(folders.known),
    })?;
    // Not before: a log inside a data folder that went missing would make it look new (F05).
    logging::start(&folders.logs)?;
    watch::announce_changes(app.handle(), &api);
    phones::let_rooms_open(app.handle(), &api)?;
    back_up_now_and_then(api.clone());
    api.keep_rehearsals_going()?;
    app.manage(Core { door: Door::new(api), exports: native::Exports::default() });
    Ok(())
}

/// Lets the core look once a minute whether a backup is due.
fn back_up_now_and_then(api: Api) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_secs(60));
            api.tick();
        }
    });
}

/// What is said on the way out: what went wrong and what to do now, for a person, in one line.
pub(crate) fn in_one_line(error: &anyhow::Error) -> String {
    let said = match error.downcast_ref::<ApiError>() {
        Some(refused) => format!("{} {}", refused.message, refused.hint),
        None => format!("{error:#}"),
    };
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A second start on the same data folder brings the running window to the front and leaves.
fn single_instance() -> tauri::plugin::TauriPlugin<tauri::Wry> {
    let builder =
        tauri_plugin_single_instance::Builder::new().callback(|app, _arguments, _folder| windows::focus_console(app));
    match paths::chosen_data_folder() {
        // Another data folder is another library, and may be open beside this one.
        Some(folder) => builder.dbus_id(paths::bus_name_for(&folder)).build(),
        None => builder.build(),
    }
}
