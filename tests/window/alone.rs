//! F31: no message bus, no portal, no graphics card. The window opens in the time it takes with
//! them; nothing waits for an answer that cannot come.
//!
//! The display is in memory and draws in software, so there is no graphics card in either case.

use std::process::Command;
use std::time::Instant;

use crate::driver;
use crate::session::Session;

const ROUNDS: usize = 3;
/// What the figure P1 allows beside a bare window.
const BAR: f64 = 1.5;

/// Seconds until the page has text and has drawn twice.
fn start(surround: impl Fn(&mut Command)) -> f64 {
    let home = tempfile::tempdir().expect("a temporary folder");
    let begin = Instant::now();
    let window = Session::start_in(home.path(), &driver::app(), &[], |command| {
        // What people start has no such switch, which keeps a wait for accessibility away.
        surround(command.env_remove("NO_AT_BRIDGE"));
    });
    window.wait_for("its page", "document.body.innerText.trim()");
    window.run_async("requestAnimationFrame(() => requestAnimationFrame(() => done(true)));");
    begin.elapsed().as_secs_f64()
}

fn on_the_bus_of_the_test(_: &mut Command) {}

/// An address behind which nobody listens, as after a log-out.
fn on_a_bus_that_is_gone(command: &mut Command) {
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
}

/// No address at all, as on a bare terminal.
fn without_a_bus(command: &mut Command) {
    command.env_remove("DBUS_SESSION_BUS_ADDRESS").env("XDG_RUNTIME_DIR", "/nonexistent");
}

/// The middle one of the ratios within the rounds.
fn median_ratio(surround: fn(&mut Command)) -> f64 {
    let mut ratios: Vec<f64> = (0..ROUNDS)
        .map(|round| {
            let (alone, with) = if round % 2 == 0 {
                let alone = start(surround);
                (alone, start(on_the_bus_of_the_test))
            } else {
                let with = start(on_the_bus_of_the_test);
                (start(surround), with)
            };
            println!("F31: {alone:.2} s alone, {with:.2} s with a bus");
            alone / with
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ROUNDS / 2]
}

#[test]
fn f31_without_bus_and_portal_the_window_opens_in_its_time() {
    for (what, surround) in
        [("a bus that is gone", on_a_bus_that_is_gone as fn(&mut Command)), ("no bus", without_a_bus)]
    {
        // A busy machine may spoil one measurement; not three.
        let ratios: Vec<f64> = (0..3).map(|_| median_ratio(surround)).take_while(|ratio| *ratio > BAR).collect();
        assert!(ratios.len() < 3, "with {what} the start takes {ratios:?} times as long as with a bus");
    }
}
