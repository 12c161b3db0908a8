//! The one door of the pages: a window's label decides as whom it speaks.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sextant_api::door::{Caller, DoorBody, DoorInput, DoorReply, DoorRequest, Method};
use tauri::ipc::{InvokeBody, Request, Response};
use tauri::{State, WebviewWindow};

use crate::{Core, windows};

/// What a page hears instead of an answer, in the shape of the core's own errors.
pub(crate) type Refusal = Value;

/// What a page asks. It names no caller: a page cannot claim to be another surface (T2).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageRequest {
    method: PageMethod,
    path: String,
    #[serde(default)]
    body: Value,
}

impl PageRequest {
    pub(crate) fn post(path: String, body: Value) -> Self {
        Self { method: PageMethod::Post, path, body }
    }
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

/// Forwards one request of the calling window to the core.
#[tauri::command]
pub(crate) async fn door(
    window: WebviewWindow,
    core: State<'_, Core>,
    request: PageRequest,
) -> Result<PageReply, Refusal> {
    let reply = ask(&window, &core, request).await?;
    match reply.body {
        DoorBody::Json(body) => Ok(PageReply { status: reply.status, body }),
        DoorBody::Bytes { .. } => {
            Err(refusal("ask for a view", "This answer is a file, not a view.", "Save it instead."))
        }
    }
}

/// The bytes of an answer, for a preview on the page.
#[tauri::command]
pub(crate) async fn download(
    window: WebviewWindow,
    core: State<'_, Core>,
    request: PageRequest,
) -> Result<Response, Refusal> {
    bytes_of(ask(&window, &core, request).await?).map(Response::new)
}

/// Hands a file the person picked to the core. The core decides what it is worth.
#[tauri::command]
pub(crate) async fn upload(
    window: WebviewWindow,
    core: State<'_, Core>,
    request: Request<'_>,
) -> Result<Value, Refusal> {
    let path = request.headers().get("x-path").and_then(|path| path.to_str().ok());
    let (Some(path), InvokeBody::Raw(bytes)) = (path, request.body()) else {
        return Err(refusal("open a file", "No file came with the request.", "Pick it again."));
    };
    let file = DoorRequest { method: Method::Post, path: path.to_owned(), body: DoorInput::Bytes(bytes.clone()) };
    let reply = carry(&window, &core, file).await?;
    match reply.body {
        DoorBody::Json(body) if reply.status < 400 => Ok(body),
        DoorBody::Json(refused) => Err(refused),
        DoorBody::Bytes { .. } => Err(refusal("open a file", "The app answered with a file.", "Pick it again.")),
    }
}

/// Asks the core what a page asks.
pub(crate) async fn ask(window: &WebviewWindow, core: &Core, request: PageRequest) -> Result<DoorReply, Refusal> {
    let (method, body) = match request.method {
        PageMethod::Get => (Method::Get, DoorInput::None),
        PageMethod::Post => (Method::Post, DoorInput::Json(request.body)),
    };
    carry(window, core, DoorRequest { method, path: request.path, body }).await
}

/// Carries a request to the core as the surface that `window` is, off the main thread.
async fn carry(window: &WebviewWindow, core: &Core, request: DoorRequest) -> Result<DoorReply, Refusal> {
    let Some(caller) = caller(window.label()) else {
        return Err(refusal("ask for a view", "This window is not part of a workshop.", "Close it and open it again."));
    };
    if request.method == Method::Post && matches!(caller, Caller::Projector(_)) {
        return Err(refusal("change something", "The projector only shows.", "Do this in the console window."));
    }
    let door = core.door.clone();
    tauri::async_runtime::spawn_blocking(move || door.handle(caller, request))
        .await
        // A panic in one request fails only that request (F30).
        .map_err(|_| refusal("ask for a view", "The app failed on this request.", "Try it once more."))
}

/// The bytes of an answer, or the reason why there are none.
pub(crate) fn bytes_of(reply: DoorReply) -> Result<Vec<u8>, Refusal> {
    match reply.body {
        DoorBody::Bytes { bytes, .. } => Ok(bytes),
        DoorBody::Json(refused) if reply.status >= 400 => Err(refused),
        DoorBody::Json(_) => Err(refusal("make a file", "This answer is no file.", "Load the page again.")),
    }
}

/// A refusal of the shell itself, in the four parts every error has.
pub(crate) fn refusal(doing: &str, message: &str, hint: &str) -> Refusal {
    json!({
        "id": "shell",
        "code": "refused",
        "doing": doing,
        "message": message,
        "safe": "What was saved before is safe.",
        "hint": hint,
        "field": null,
    })
}

/// As whom a window speaks. A window that is neither speaks as nobody.
fn caller(label: &str) -> Option<Caller> {
    if label == windows::CONSOLE {
        return Some(Caller::Library);
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
        assert!(matches!(caller("console"), Some(Caller::Library)));
        let projector = caller("projector-0190b0c0-0000-4000-8000-000000000001");
        assert!(matches!(projector, Some(Caller::Projector(_))));
    }
}
