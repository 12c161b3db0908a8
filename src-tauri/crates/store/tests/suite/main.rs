//! The promises of the store, over a small record of its own.

mod support;

/// Rows, journal entries and command ids: written together, read back equal.
mod record;
/// What undo and redo may do.
mod undo;
/// The chain names what was altered; seals are destroyed without a trace.
mod chain;
/// What opening a folder refuses and what it repairs.
mod opening;
/// Older and newer schemas.
mod versions;
/// Backups and their return.
mod backups;
/// Files with wrong bytes in them.
mod damage;
/// System calls that fail, one after the other.
mod failing_calls;
/// Processes that are killed.
mod killed;
/// Power that is lost: every state a disk may be left in.
mod power_loss;

#[test]
fn every_test_file_is_declared() {
    let declared = include_str!("main.rs");
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let Some(module) = name.strip_suffix(".rs").filter(|module| *module != "main") else { continue };
        assert!(declared.contains(&format!("mod {module};")), "{name} would never run");
    }
}
