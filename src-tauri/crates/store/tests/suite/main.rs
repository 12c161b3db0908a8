//! The promises of the store, over a small record of its own.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it did not expect")]

mod support;

/// Backups and their return.
mod backups;
/// The chain names what was altered; seals are destroyed without a trace.
mod chain;
/// Files with wrong bytes in them.
mod damage;
/// System calls that fail, one after the other.
mod failing_calls;
/// Processes that are killed.
mod killed;
/// What opening a folder refuses and what it repairs.
mod opening;
/// Power that is lost: every state a disk may be left in.
mod power_loss;
/// Rows, journal entries and command ids: written together, read back equal.
mod record;
/// A program's writes, recorded, and the disks a power cut may leave of them.
mod recording;
/// What undo and redo may do.
mod undo;
/// Older and newer schemas.
mod versions;

#[test]
fn every_test_file_is_declared() {
    let declared = include_str!("main.rs");
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let Some(module) = name.strip_suffix(".rs").filter(|module| *module != "main") else { continue };
        assert!(declared.contains(&format!("mod {module};")), "{name} would never run");
    }
}
