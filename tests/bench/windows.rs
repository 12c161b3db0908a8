//! The two windows that are measured: the app, and a bare one of the same engine.
//!
//! On Linux the app chooses a renderer for itself: it draws into plain memory, where the engine's
//! usual one keeps surfaces and textures besides. Tests that take pictures need the usual one.
//! Figures are about what people run, so here the app chooses, and the bare window draws in the
//! same way: the choice is neither held against the app nor counted in its favour.

use std::path::Path;

use crate::session::Session;

/// WebKitGTK's own window around a page, and nothing else.
const BARE_WINDOW: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/// What the app sets for itself unless somebody has set it.
const RENDERER_SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Starts the app as people do.
pub(crate) fn app(home: &Path, program: &Path) -> Session {
    Session::start_in(home, program, &[], |command| {
        command.env_remove(RENDERER_SWITCH);
    })
}

/// Starts the bare window with the renderer that the app chooses.
pub(crate) fn bare(home: &Path) -> Session {
    Session::start_in(home, Path::new(BARE_WINDOW), &["--automation"], |command| {
        command.env(RENDERER_SWITCH, "1");
    })
}
