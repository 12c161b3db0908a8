//! P4: from a key press to the painted answer, on the reveal screen of a workshop with forty
//! candidates. `cargo xtask bench input` builds the app, brings a display and runs this.
//!
//! The driver presses a real key; the page counts its own animation frames until the talk about
//! the next cell stands there, which takes one question to the core. WebKit's clock moves in steps
//! of a millisecond, so frames are the figure and milliseconds are reported beside them. A bare
//! page in the same window answers the same key with one changed text: that is the reference.

#[path = "../webdriver/keyboard.rs"]
#[expect(dead_code, reason = "the tests of the window press more keys")]
mod keyboard;
mod reveal;
#[path = "../webdriver/session.rs"]
#[expect(dead_code, reason = "the tests of the window ask more of a session")]
mod session;
#[expect(dead_code, reason = "this figure is compared with a bare page in the same window")]
mod windows;

use std::path::PathBuf;

use serde_json::json;
use session::Session;

fn main() {
    let app = std::env::var_os("SEXTANT_APP").map(PathBuf::from).expect("`cargo xtask bench input` sets SEXTANT_APP");
    let home = tempfile::tempdir().expect("a temporary folder");
    let session = windows::app(home.path(), &app);
    session.wait_for("its first screen", "document.body.innerText.trim()");
    let workshop = revealed(&session);
    reveal::show_map(&session, &workshop);
    let ours = reveal::measure(&session, "n", ".focuscell");
    reveal::show_bare_page(&session);
    let bare = reveal::measure(&session, "x", "#bare");
    reveal::report("reveal, 40 candidates", &ours);
    reveal::report("bare page", &bare);
    reveal::verdict(&ours);
}

/// A workshop whose first round of forty candidates is revealed; its id.
fn revealed(session: &Session) -> String {
    let mut script = reveal::Script::create(session);
    for (place, name) in ["Mia", "Jon", "Eva", "Tom"].iter().enumerate() {
        let roles = if place == 0 { json!(["contributor", "decider"]) } else { json!(["contributor"]) };
        let participant = json!({ "name": name, "discipline": "product", "roles": roles });
        script.send(&json!({ "type": "add_participant", "participant": participant }));
    }
    script.reveal();
    script.workshop
}
