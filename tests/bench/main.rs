//! P1 and P2: the built app beside a bare window of the same engine, showing the same page.
//! `cargo xtask bench window` builds the release, brings a display and runs this.
//!
//! The bare window opens empty and is then sent to the page, which costs it one navigation; the
//! app opens on its page.
//!
//! Each round starts both programs once, in changing order. A figure is the median over the
//! rounds of the paired ratio, with its range, because the speed of a machine is no property of
//! the app.

mod page;
mod processes;
#[expect(dead_code, reason = "the tests of the window ask more of a session")]
#[path = "../webdriver/session.rs"]
mod session;
mod windows;

use std::path::{Path, PathBuf};

use page::Pages;
use serde_json::json;
use session::Session;

const WORKSHOPS: u64 = 200;
const ROUNDS: usize = 9;

struct Start {
    seconds: f64,
    mebibytes: f64,
}

fn main() {
    let app = path_in("SEXTANT_APP");
    let pages = Pages::serve(path_in("SEXTANT_PAGES"));
    let home = tempfile::tempdir().expect("a temporary folder");
    fill(home.path(), &app);
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let (mut ratios, mut extra) = (Vec::new(), Vec::new());
    println!("round  app s  bare s  ratio   app MiB  bare MiB");
    for round in 0..ROUNDS {
        let open_app = || measured(windows::app(home.path(), &app), None);
        let open_bare = || measured(windows::bare(elsewhere.path()), Some(&pages));
        let (ours, bare) = if round % 2 == 0 {
            let ours = open_app();
            (ours, open_bare())
        } else {
            let bare = open_bare();
            (open_app(), bare)
        };
        let ratio = ours.seconds / bare.seconds;
        println!(
            "{:>5} {:>6.2} {:>7.2} {:>6.2} {:>9.0} {:>9.0}",
            round + 1,
            ours.seconds,
            bare.seconds,
            ratio,
            ours.mebibytes,
            bare.mebibytes
        );
        ratios.push(ratio);
        extra.push(ours.mebibytes - bare.mebibytes);
    }
    report("P1 start with 200 workshops, app / bare window", &mut ratios, "x", 1.5);
    report("P2 memory without a room, app - bare window", &mut extra, " MiB", 80.0);
}

/// Waits until the page of a program that was just started has drawn twice.
fn measured(session: Session, pages: Option<&Pages>) -> Start {
    if let Some(pages) = pages {
        session.post("url", &json!({ "url": pages.address("console.html") }));
    }
    session.wait_for("its first screen", "document.readyState === 'complete' && document.body.innerText.trim()");
    session.run_async("requestAnimationFrame(() => requestAnimationFrame(() => done(true)));");
    let seconds = session.age().as_secs_f64();
    let mebibytes = processes::mebibytes_below(session.process());
    Start { seconds, mebibytes }
}

/// Gives the library as many workshops as the figure asks for.
fn fill(home: &Path, app: &Path) {
    let session = windows::app(home, app);
    session.wait_for("its first screen", "document.body.innerText.trim()");
    for number in 0..WORKSHOPS {
        let command = json!({ "type": "create_workshop", "title": format!("Workshop {number}") });
        let id = format!("0190b0c0-0000-4000-8000-{number:012}");
        let answer = session.ask("POST", "/api/library", &json!({ "id": id, "command": command }));
        assert_eq!(answer["status"], json!(200), "a workshop was not created: {answer}");
    }
}

fn report(figure: &str, values: &mut [f64], unit: &str, bar: f64) {
    values.sort_by(f64::total_cmp);
    let median = values[values.len() / 2];
    let (lowest, highest) = (values[0], values[values.len() - 1]);
    let verdict = if median <= bar { "meets" } else { "misses" };
    println!("{figure}: {median:.2}{unit} [{lowest:.2} to {highest:.2}], {verdict} the ship bar of {bar}{unit}");
}

fn path_in(variable: &str) -> PathBuf {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .unwrap_or_else(|| panic!("{variable} is not set; `cargo xtask bench window` sets it"))
}
