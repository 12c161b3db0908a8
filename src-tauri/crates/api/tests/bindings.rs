//! The page's types are generated from ours, committed, and compared here.
//! `UPDATE_BINDINGS=1 cargo test -p sextant-api --test bindings` writes them anew.

use sextant_api::command::{ConsoleCommand, Envelope, LibraryCommand, SeatCommand};
use sextant_api::error::ApiError;
use sextant_api::export::ExportRequest;
use sextant_api::hand_over::{Consoles, ConsolesCommand, ConsolesReply};
use sextant_api::query::{Answer, Query};
use sextant_api::room::{JoinRequest, RoomDoor, SeatOwn};
use sextant_api::screen::{ChangeNotice, ConsoleScreen, LibraryReply};
use sextant_domain::tally::MOST_DOTS;
use sextant_domain::text::{Line, Name, Paragraph};
use sextant_domain::view::{ProjectorView, SeatRoom};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use ts_rs::{Config, TS};

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/lib/bindings")
}

fn generated(dir: &Path) -> BTreeMap<String, String> {
    let config = Config::new().with_out_dir(dir);
    macro_rules! export {
        ($($type:ty),* $(,)?) => {$(<$type>::export_all(&config).expect("a type can be written");)*};
    }
    export!(
        ApiError,
        ConsoleCommand,
        SeatCommand,
        LibraryCommand,
        Envelope<ConsoleCommand>,
        Query,
        Answer,
        ConsoleScreen,
        LibraryReply,
        ProjectorView,
        ChangeNotice,
        ExportRequest,
        Consoles,
        ConsolesCommand,
        ConsolesReply,
        Envelope<SeatCommand>,
        JoinRequest,
        RoomDoor,
        SeatOwn,
        SeatRoom,
    );
    let limits = format!(
        "// How many characters (graphemes) a text takes, told at the field before it bites.\nexport const LIMITS = {{ name: {}, line: {}, paragraph: {} }} as const;\n// Marks in one cell up to which each of them is a dot; more are drawn as bars.\nexport const MOST_DOTS = {MOST_DOTS};\n",
        Name::LIMIT,
        Line::LIMIT,
        Paragraph::LIMIT
    );
    fs::write(dir.join("limits.ts"), limits).expect("a temporary folder can be written");
    read(dir)
}

fn read(dir: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(dir) else { return BTreeMap::new() };
    entries
        .map(|entry| entry.expect("a listed file is there"))
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "ts"))
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read_to_string(entry.path()).expect("a binding is text"))
        })
        .filter(|(name, _)| name != "index.ts")
        .collect()
}

#[test]
fn the_committed_bindings_are_fresh() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut fresh = generated(dir.path());
    let index: String =
        fresh.keys().map(|name| format!("export * from './{}';\n", name.trim_end_matches(".ts"))).collect();
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        let _ = fs::remove_dir_all(committed());
        fs::create_dir_all(committed()).expect("the bindings folder can be made");
        for (name, text) in &fresh {
            fs::write(committed().join(name), text).expect("a binding can be written");
        }
        fs::write(committed().join("index.ts"), index).expect("the index can be written");
        return;
    }
    let old = read(&committed());
    for (name, text) in std::mem::take(&mut fresh) {
        assert!(old.get(&name) == Some(&text), "{name} is stale: run with UPDATE_BINDINGS=1");
    }
}
