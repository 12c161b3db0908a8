//! Tells every window that something changed; the window then asks for its own view.

use sextant_api::Api;
use sextant_api::screen::ChangeNotice;
use tauri::{AppHandle, Emitter as _, EventTarget};

use crate::windows;

/// Event name the pages listen to.
const CHANGE: &str = "change";

/// Forwards the core's notices.
pub(crate) fn announce_changes(app: &AppHandle, api: &Api) {
    let app = app.clone();
    api.subscribe(Box::new(move |notice| announce(&app, notice)));
}

/// Tells every window that may hear it; a projector hears only of its own workshop.
pub(crate) fn announce(app: &AppHandle, notice: ChangeNotice) {
    let sent = app.emit_filter(CHANGE, &notice, |target| match target {
        EventTarget::WebviewWindow { label } | EventTarget::Webview { label } => windows::may_hear(label, &notice),
        _ => false,
    });
    if let Err(error) = sent {
        tracing::warn!(error = %error, "a change could not be announced");
    }
}
