//! Logs go to standard error: ids and codes, never secrets and never what people wrote.

use std::sync::{Mutex, PoisonError};

use tracing_subscriber::EnvFilter;

static LAST_PANIC: Mutex<Option<String>> = Mutex::new(None);

/// What is worth a line while a server runs.
pub(crate) const WHILE_SERVING: &str = "warn,sextant_host=info,sextant_room=info,sextant_api=info";
/// A task that ends by itself says one line when it fails, and that line is not a log.
pub(crate) const FOR_ONE_TASK: &str = "off";

/// Starts logging. `SEXTANT_LOG` says otherwise.
pub(crate) fn start(usual: &str) {
    let filter = EnvFilter::try_from_env("SEXTANT_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let started =
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(std::io::stderr).try_init();
    debug_assert!(started.is_ok(), "logging is started once");
    // A panic's own message may quote what was being worked on, so only its place is logged (F30).
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        tracing::error!(place, "a panic was caught");
        *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
    }));
}

/// Where the last panic happened.
pub(crate) fn last_panic() -> String {
    let last = LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner).take();
    last.unwrap_or_else(|| "an unknown place".to_owned())
}
