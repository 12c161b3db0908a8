//! Logs: one file a day, kept for a week, on this machine only.
//!
//! What people write never enters a log. Code logs ids and error codes, and the panic hook
//! below leaves the panic's own message out, because it may quote what was being worked on.

use std::path::Path;

use anyhow::Context as _;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

const DAYS_KEPT: usize = 7;

/// Starts logging into `folder` and records where a panic happens.
pub(crate) fn start(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("the log folder {} cannot be made", folder.display()))?;
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("sextant")
        .filename_suffix("log")
        .max_log_files(DAYS_KEPT)
        .build(folder)
        .with_context(|| format!("the log folder {} cannot be written", folder.display()))?;
    let filter = EnvFilter::try_from_env("SEXTANT_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,sextant_shell=info,sextant_room=info,sextant_api=info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(file)
        .try_init()
        .map_err(|error| anyhow::anyhow!("logging was started twice: {error}"))?;
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        tracing::error!(place, "a panic was caught");
    }));
    Ok(())
}
