//! What the operating system must have, and how it gets there on Debian.

use std::process::Command;

use anyhow::{Result, bail};

use crate::shell;

/// What a command is about to do, and so what it needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Compile the core and the host.
    Compile,
    /// Compile the window.
    Window,
    /// Drive the window under a virtual display.
    DriveWindow,
    /// Drive a browser.
    Browser,
    /// Read the text of a PDF.
    ReadPdf,
    /// Watch the system calls of a program.
    WatchCalls,
    /// Put a reverse proxy with TLS before the host.
    Proxy,
    /// Bring pictures down to 256 colours.
    SmallPictures,
}

impl Need {
    /// Debian's names of the packages.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Compile => &["build-essential", "pkg-config"],
            Self::Window => &["libwebkit2gtk-4.1-dev", "librsvg2-dev"],
            Self::DriveWindow => &["webkit2gtk-driver", "xvfb", "dbus", "dbus-daemon"],
            Self::Browser => &["chromium", "chromium-driver"],
            Self::ReadPdf => &["poppler-utils"],
            Self::WatchCalls => &["strace"],
            Self::Proxy => &["nginx-light", "openssl"],
            Self::SmallPictures => &["pngquant"],
        }
    }

    /// Programs by which another system shows that it has the same.
    fn programs(self) -> &'static [&'static str] {
        match self {
            Self::Compile => &["cc", "pkg-config"],
            Self::Window => &[],
            Self::DriveWindow => &["WebKitWebDriver", "Xvfb", "dbus-run-session"],
            Self::Browser => &["chromium"],
            Self::ReadPdf => &["pdftotext"],
            Self::WatchCalls => &["strace"],
            Self::Proxy => &["nginx", "openssl"],
            Self::SmallPictures => &["pngquant"],
        }
    }

    fn purpose(self) -> &'static str {
        match self {
            Self::Compile => "to compile",
            Self::Window => "to compile the window",
            Self::DriveWindow => "to test the window",
            Self::Browser => "to test the pages in a browser",
            Self::ReadPdf => "to read the PDF that was printed",
            Self::WatchCalls => "to watch what the program asks of the system",
            Self::Proxy => "to put a proxy with TLS before the host",
            Self::SmallPictures => "to keep the pictures small",
        }
    }
}

/// Makes sure that everything needed is there: installs it, or says exactly what is missing.
pub(crate) fn provide(needs: &[Need]) -> Result<()> {
    if shell::on_path("dpkg-query") && shell::on_path("apt-get") {
        provide_on_debian(needs)
    } else {
        check_elsewhere(needs)
    }
}

/// Makes sure that Node is there; Sextant does not install it.
pub(crate) fn node() -> Result<()> {
    let Some(version) = shell::answer("node", &["--version"]) else {
        bail!("Node is missing: the pages are built with Node 20 or newer, see https://nodejs.org");
    };
    if !shell::on_path("npm") {
        bail!("npm is missing: it comes with most builds of Node, see https://nodejs.org");
    }
    let major = version.trim_start_matches('v').split('.').next().and_then(|number| number.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        bail!("Node {version} is too old: the pages are built with Node 20 or newer");
    }
    Ok(())
}

/// Makes sure that a part of the Rust toolchain is there.
pub(crate) fn rust_part(subcommand: &str, component: &str) -> Result<()> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    if shell::answer(&cargo, &[subcommand, "--version"]).is_some() {
        return Ok(());
    }
    bail!("`cargo {subcommand}` is missing; type `rustup component add {component}`")
}

fn provide_on_debian(needs: &[Need]) -> Result<()> {
    let mut missing: Vec<&str> = Vec::new();
    for package in needs.iter().flat_map(|need| need.packages()) {
        if !missing.contains(package) && !is_installed(package) {
            missing.push(package);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    println!("Missing Debian packages: {list}");
    let prefix: &[&str] = if shell::answer("id", &["-u"]).as_deref() == Some("0") {
        &[]
    } else if shell::answer("sudo", &["-n", "true"]).is_some() {
        &["sudo", "-n"]
    } else {
        bail!(
            "these Debian packages are missing: {list}\n\
             Neither root nor sudo without a password is at hand, so please type:\n\n  \
             sudo apt-get update && sudo apt-get install --no-install-recommends {list}\n"
        );
    };
    shell::run(apt(prefix, &["update"]))?;
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(&missing);
    shell::run(apt(prefix, &install))
}

fn is_installed(package: &str) -> bool {
    shell::answer("dpkg-query", &["-W", "-f=${db:Status-Status}", package])
        .is_some_and(|status| status.starts_with("installed"))
}

fn apt(prefix: &[&str], arguments: &[&str]) -> Command {
    let mut words = prefix.to_vec();
    // `env` rather than our own environment: sudo does not hand that on.
    words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    words.extend(arguments);
    let mut command = Command::new(words[0]);
    command.args(&words[1..]);
    command
}

fn check_elsewhere(needs: &[Need]) -> Result<()> {
    let mut missing = Vec::new();
    for need in needs {
        for program in need.programs() {
            if !shell::on_path(program) {
                missing.push(format!("  {program}, {}", need.purpose()));
            }
        }
        if *need == Need::Window
            && cfg!(target_os = "linux")
            && shell::answer("pkg-config", &["--exists", "webkit2gtk-4.1"]).is_none()
        {
            missing.push("  the headers of WebKitGTK 4.1, to compile the window".to_owned());
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    bail!("this is not a Debian system, so please install these yourself:\n{}", missing.join("\n"))
}
