//! The one door of the pages: a window's label decides as whom it speaks.

use crate::sextant_api::door::{Caller, DoorBody, DoorRequest, Method};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tauri::{State, WebviewWindow};

use crate::{Core, windows};

/// What a page asks. It names no caller: a page cannot claim to be another surface (T2).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageRequest {
    method: PageMethod,
    path: String,
    #[serde(default)]
    body: Value,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "UPPERCASE")]
enum PageMethod {
    Get,
    Post,
}

/// What a page hears: the same status and body that the host answers over HTTP.
#[derive(Debug, Serialize)]
pub(crate) struct PageReply {
    status: u16,
    body: Value,
}

impl PageReply {
    pub(crate) fn new(status: u16, body: Value) -> Self {
        Self { status, body }
    }

    fn refused(status: u16, message: &str, hint: &str) -> Self {
        let body = serde_json::json!({ "code": "refused", "message": message, "hint": hint });
        Self { status, body }
    }
}

/// The answer of the core before it is put into words a page understands.
pub(crate) enum Answer {
    Page(PageReply),
    File { file_name: String, bytes: Vec<u8> },
}

/// Forwards one request of the calling window to the core.
#[tauri::command]
pub(crate) async fn door(
    window: WebviewWindow,
    core: State<'_, Core>,
    request: PageRequest,
) -> Result<PageReply, String> {
    Ok(match ask(&window, &core, request).await? {
        Answer::Page(reply) => reply,
        Answer::File { .. } => PageReply::refused(
            406,
            "This answer is a file, and a page cannot hold one.",
            "Save it with the save button instead.",
        ),
    })
}

/// Asks the core as the surface that `window` is, off the main thread.
pub(crate) async fn ask(
    window: &WebviewWindow,
    core: &Core,
    request: PageRequest,
) -> Result<Answer, String> {
    let Some(caller) = caller(window.label()) else {
        return Ok(Answer::Page(PageReply::refused(
            403,
            "This window is not part of a workshop.",
            "Close it and open it again.",
        )));
    };
    let method = match request.method {
        PageMethod::Get => Method::Get,
        PageMethod::Post => Method::Post,
    };
    if method == Method::Post && matches!(caller, Caller::Projector(_)) {
        return Ok(Answer::Page(PageReply::refused(
            403,
            "The projector only shows.",
            "Do this in the console window.",
        )));
    }
    let door = core.door.clone();
    let request = DoorRequest {
        method,
        path: request.path,
        body: request.body,
    };
    let reply = tauri::async_runtime::spawn_blocking(move || door.handle(caller, request))
        .await
        // A panic in one request fails only that request (F30).
        .map_err(|_| "the request failed inside the app".to_owned())?;
    Ok(match reply.body {
        DoorBody::Json(body) => Answer::Page(PageReply::new(reply.status, body)),
        DoorBody::Bytes {
            file_name, bytes, ..
        } => Answer::File { file_name, bytes },
    })
}

/// As whom a window speaks. A window that is neither speaks as nobody.
fn caller(label: &str) -> Option<Caller> {
    if label == windows::CONSOLE {
        return Some(Caller::HostLibrary);
    }
    windows::workshop_on(label).map(Caller::Projector)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_with_a_strange_label_is_nobody() {
        assert!(caller("projector").is_none());
        assert!(caller("projector-not-an-id").is_none());
        assert!(caller("consoles").is_none());
    }

    #[test]
    fn only_the_console_is_the_library() {
        assert!(matches!(caller("console"), Some(Caller::HostLibrary)));
        let projector = caller("projector-0190b0c0-0000-4000-8000-000000000001");
        assert!(matches!(projector, Some(Caller::Projector(_))));
    }
}
