//! A screen in memory, for driving the window where there is no display.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, bail};

/// An Xvfb that ends with this value.
pub(crate) struct VirtualDisplay {
    server: Child,
    number: String,
}

impl VirtualDisplay {
    /// Starts Xvfb on the first free display; it says itself which one that is.
    pub(crate) fn start() -> Result<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb could not be started")?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            BufReader::new(output).read_line(&mut number)?;
        }
        let number = number.trim().to_owned();
        if number.is_empty() {
            let _ = server.kill();
            bail!("Xvfb ended before it had a display");
        }
        Ok(Self { server, number })
    }

    /// The value of `DISPLAY`.
    pub(crate) fn name(&self) -> String {
        format!(":{}", self.number)
    }
}

impl Drop for VirtualDisplay {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
