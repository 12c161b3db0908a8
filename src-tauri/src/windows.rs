//! The console window, and one projector window for each workshop that is shown.

use sextant_api::screen::ChangeNotice;
use sextant_domain::id::WorkshopId;
use tauri::webview::NewWindowResponse;
use tauri::{
    AppHandle, Manager as _, Monitor, PhysicalPosition, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent,
};

use crate::send::{self, Refusal};

/// Label of the facilitator's window.
pub(crate) const CONSOLE: &str = "console";
const PROJECTOR: &str = "projector-";

/// Opens the console window as `tauri.conf.json` describes it.
pub(crate) fn open_console(app: &AppHandle) -> tauri::Result<()> {
    let config = app
        .config()
        .app
        .windows
        .iter()
        .find(|window| window.label == CONSOLE)
        .cloned()
        .expect("tauri.conf.json describes the console window");
    let console = fenced(WebviewWindowBuilder::from_config(app, &config)?).build()?;
    reload_when_the_page_dies(&console);
    let app = app.clone();
    console.on_window_event(move |event| {
        // A projector alone could not be steered, so the console takes it along.
        if matches!(event, WindowEvent::Destroyed) {
            app.exit(0);
        }
    });
    Ok(())
}

/// Brings the console to the front, for a second start of the app.
pub(crate) fn focus_console(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(CONSOLE) {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Shows a workshop on the second monitor, full screen; without one, in a window of its own.
#[tauri::command]
pub(crate) async fn open_projector(
    app: AppHandle,
    window: WebviewWindow,
    workshop_id: WorkshopId,
) -> Result<(), Refusal> {
    let failed = |_| {
        let hint = "Try it once more, or mirror the console's screen.";
        send::refusal("open the projector", "The projector window did not open.", hint)
    };
    let label = format!("{PROJECTOR}{workshop_id}");
    if let Some(open) = app.get_webview_window(&label) {
        return open.set_focus().map_err(failed);
    }
    let url = WebviewUrl::App(format!("projector.html#w={workshop_id}").into());
    let projector = fenced(WebviewWindowBuilder::new(&app, label, url))
        .title("Sextant projector")
        .inner_size(1280.0, 720.0)
        .build()
        .map_err(failed)?;
    reload_when_the_page_dies(&projector);
    if let Some(monitor) = other_monitor(&window) {
        // Full screen happens on the monitor the window is on, so it moves there first.
        let corner: PhysicalPosition<i32> = *monitor.position();
        projector.set_position(corner).and_then(|()| projector.set_fullscreen(true)).map_err(failed)?;
    }
    Ok(())
}

/// Closes the projector of a workshop, if it is open.
#[tauri::command]
pub(crate) async fn close_projector(app: AppHandle, workshop_id: WorkshopId) -> Result<(), Refusal> {
    match app.get_webview_window(&format!("{PROJECTOR}{workshop_id}")) {
        Some(window) => window
            .close()
            .map_err(|_| send::refusal("close the projector", "The window did not close.", "Close it by hand.")),
        None => Ok(()),
    }
}

/// The workshop a projector window shows, read from the label this module gave it.
pub(crate) fn workshop_on(label: &str) -> Option<WorkshopId> {
    label.strip_prefix(PROJECTOR)?.parse().ok().map(WorkshopId)
}

/// Whether a window is told of a change: the console of all, a projector of its own workshop.
pub(crate) fn may_hear(label: &str, notice: &ChangeNotice) -> bool {
    label == CONSOLE || workshop_on(label).is_some_and(|shown| notice.workshop_id == Some(shown))
}

/// Keeps a window on the app's own pages: it cannot leave them or open another window (T9).
fn fenced<'a>(
    builder: WebviewWindowBuilder<'a, tauri::Wry, AppHandle>,
) -> WebviewWindowBuilder<'a, tauri::Wry, AppHandle> {
    builder.on_navigation(is_our_page).on_new_window(|_, _| NewWindowResponse::Deny)
}

/// A page's process can be ended by the system, for example when memory is short. Everything it
/// showed lives in the core, so loading it again brings the same place back (F29).
#[cfg(target_os = "linux")]
fn reload_when_the_page_dies(window: &WebviewWindow) {
    use webkit2gtk::WebViewExt as _;

    /// A page that ends its process each time it is loaded must not do so for ever.
    const MOST_RELOADS: u32 = 8;

    let connected = window.with_webview(|webview| {
        let reloads = std::cell::Cell::new(0);
        webview.inner().connect_web_process_terminated(move |page, _| {
            if reloads.get() < MOST_RELOADS {
                reloads.set(reloads.get() + 1);
                tracing::warn!(reloads = reloads.get(), "the page's process ended; loading it again");
                page.reload();
            }
        });
    });
    if let Err(error) = connected {
        tracing::warn!(error = %error, "an end of the page's process would go unnoticed");
    }
}

/// Other systems load a page again by themselves.
#[cfg(not(target_os = "linux"))]
fn reload_when_the_page_dies(_window: &WebviewWindow) {}

fn is_our_page(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // Windows serves the same pages under an address of this form.
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        "about" => matches!(url.path(), "blank" | "srcdoc"),
        _ => false,
    }
}

fn other_monitor(console: &WebviewWindow) -> Option<Monitor> {
    let here = console.current_monitor().ok().flatten()?;
    console.available_monitors().ok()?.into_iter().find(|monitor| monitor.position() != here.position())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads_away(url: &str) -> bool {
        !is_our_page(&url.parse().expect("a valid address"))
    }

    #[test]
    fn a_window_stays_on_the_pages_of_the_app() {
        assert!(!leads_away("tauri://localhost/console.html"));
        assert!(!leads_away("about:srcdoc"));
        for stranger in [
            "https://example.org/",
            "http://localhost/",
            "file:///etc/passwd",
            "tauri://elsewhere/",
            "http://tauri.localhost.example.org/",
            "data:text/html,hello",
        ] {
            assert!(leads_away(stranger), "{stranger} is not a page of the app");
        }
    }
}
