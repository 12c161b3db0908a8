//! The file: SQLite behind typed methods, journal, migrations and backups.
//!
//! The store knows no rule of a workshop. It takes rows before and after
//! ([`Store::transact`]), makes them durable together with an entry of the journal, and
//! gives them back ([`Store::load_rows`]). What it promises is listed as D1–D6 and D8; the
//! faults it answers are F01–F23, F80 and F81.
//!
//! Deliberately absent: a way to change a record without a journal entry, a way to change
//! an entry, a clock, and any ordering of rows but their keys.

mod backup;
mod connect;
mod copies;
mod doctor;
mod entry;
mod error;
mod export_file;
mod hash;
mod head_note;
mod header;
mod journal;
mod kept;
mod layout;
mod lock;
mod log_check;
mod open;
mod read;
mod restore;
mod row;
mod salvage;
mod schema;
mod seals;
mod seat_keys;
mod seat_ties;
mod told;
mod transact;
mod undo;
mod verify;

pub use backup::{BackupInfo, BackupReason, BackupSummary};
pub use doctor::{Diagnosis, doctor};
pub use entry::{
    Actor, CommandStamp, CommitReceipt, Entry, JournalChange, JournalEntry, Record, RowChange, UndoKind, reverse,
};
pub use error::StoreError;
pub use export_file::{Overwrite, safe_file_name, write_export, write_file_atomically};
pub use layout::{UnfitFolder, unfit_folder};
pub use open::{Finding, Opening};
pub use read::{CommandOutcome, WorkshopRow};
pub use row::Row;
pub use salvage::{Salvaged, SalvagedWorkshop, salvage};
pub use schema::STEPS;
pub use seals::SealDestruction;
pub use seat_keys::SeatKeyRow;
pub use seat_ties::{SeatTie, SeatTieChange};
pub use told::Told;
pub use undo::{TouchedRow, UndoPlan};
pub use verify::{Problem, Verification};

use crate::head_note::HeadNote;
use crate::layout::Layout;
use crate::lock::FolderLock;
use crate::row::TableShape;
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap};

/// The number and hash of a workshop's newest entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) number: u64,
    pub(crate) hash: String,
    pub(crate) at: i64,
}

/// By what right the file is open.
#[derive(Debug)]
pub(crate) enum Access {
    /// This process owns the folder and may write.
    Owner(#[expect(dead_code, reason = "held, not read")] FolderLock),
    /// A private copy is shown; the original is not touched (F02, F04, F23).
    Viewer(#[expect(dead_code, reason = "held, not read")] tempfile::TempDir),
}

/// An open data folder. Reading takes `&self`, writing `&mut self`; share it between
/// threads behind a mutex.
pub struct Store {
    /// Absent after a failed write until the file could be opened afresh (F08). The first
    /// field, so that the file is closed before the folder's lock is let go.
    connection: Option<Connection>,
    access: Access,
    layout: Layout,
    steps: &'static [&'static str],
    tables: BTreeMap<String, TableShape>,
    heads: HashMap<String, Head>,
    note: HeadNote,
    findings: Vec<Finding>,
    changed_since_backup: bool,
}
