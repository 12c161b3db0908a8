//! The shell: windows and operating system, no rules.
//!
//! Everything a page may ask goes through one command, `door`, to the use cases in
//! `sextant-api`. What is deliberately absent: no file system, shell, clipboard or network
//! command for any page, no remote content, no second way to change a workshop.

mod logging;
mod native;
mod paths;
mod phones;
mod send;
mod start;
mod watch;
mod windows;

use std::process::ExitCode;

use sextant_api::door::Door;

/// What the commands share: the one open library of this process.
pub(crate) struct Core {
    pub(crate) door: Door,
    pub(crate) exports: native::Exports,
}

/// Starts the app and returns when its last window has closed.
pub fn run() -> ExitCode {
    start::with_a_renderer_that_draws();
    let runtime = match start::threads() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    tauri::async_runtime::set(runtime.handle().clone());
    match start::build() {
        Ok(app) => {
            app.run(|app, event| {
                if let tauri::RunEvent::Exit = event {
                    phones::close_rooms(app);
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => failed(&error),
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    tracing::error!(%error, "the app did not start");
    eprintln!("sextant: {}", start::in_one_line(error));
    ExitCode::FAILURE
}
