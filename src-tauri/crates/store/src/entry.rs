//! What is written down in one step: who did what, and each row before and after.

use crate::row::Row;
use std::borrow::Cow;

/// Who acted: a participant's id, `facilitator`, or a neutral word in a silent stage.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Actor(pub String);

/// What undo may do with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoKind {
    /// Its actor may take it back.
    Undoable,
    /// It stays, but earlier entries may still be taken back.
    NotUndoable,
    /// Nothing before it may be taken back: a reveal, or the destruction of a tie.
    Barrier,
    /// It took back the entry with this number.
    UndoOf(u64),
    /// It did the entry with this number again.
    RedoOf(u64),
}

/// One row before and after. Absent before means added, absent after means removed. Both
/// present with the same content restates a row, for instance to open a sealed one.
#[derive(Clone, Debug, PartialEq)]
pub struct RowChange {
    /// The record table.
    pub table: Cow<'static, str>,
    /// The row as it was.
    pub before: Option<Row>,
    /// The row as it is to be.
    pub after: Option<Row>,
    /// How much of it the journal may keep.
    pub record: Record,
}

/// How much of a change the journal keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Record {
    /// Both images.
    Open,
    /// Only salted hashes of key and images; the entry must name its span (T1b, T4).
    Sealed,
}

impl RowChange {
    /// A change that the journal keeps in full.
    pub fn open(table: impl Into<Cow<'static, str>>, before: Option<Row>, after: Option<Row>) -> Self {
        Self { table: table.into(), before, after, record: Record::Open }
    }

    /// A change of which the journal keeps only salted hashes.
    pub fn sealed(table: impl Into<Cow<'static, str>>, before: Option<Row>, after: Option<Row>) -> Self {
        Self { table: table.into(), before, after, record: Record::Sealed }
    }
}

/// The stamp of a client's command, by which a resend is recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandStamp {
    /// The id the client made.
    pub id: String,
    /// A hash of the command's content.
    pub fingerprint: [u8; 32],
    /// Who sent it. Kept only here, and dropped with its span.
    pub actor: Actor,
}

/// One step of a workshop, to be written.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Who.
    pub actor: Actor,
    /// What, as `verb_noun`.
    pub operation: String,
    /// What, as the sentence shown beside "Undo".
    pub label: String,
    /// When, in milliseconds since 1970. In a silent stage no finer than the stage.
    pub at: i64,
    /// What undo may do with it.
    pub undo: UndoKind,
    /// The rows.
    pub changes: Vec<RowChange>,
    /// The command that asked for it.
    pub command: Option<CommandStamp>,
    /// The silent span it belongs to, whose salt seals it and with whose end its command
    /// id is dropped.
    pub span: Option<String>,
}

/// What an entry's change looks like when it is read back.
#[derive(Clone, Debug, PartialEq)]
pub enum JournalChange {
    /// A change kept in full.
    Open {
        /// The record table.
        table: String,
        /// The row's key: a JSON list of its key columns' values.
        key: String,
        /// The row as it was.
        before: Option<Row>,
        /// The row as it became.
        after: Option<Row>,
    },
    /// A change of which only salted hashes are kept.
    Sealed {
        /// The record table.
        table: String,
        /// Hash of the key.
        key: String,
        /// Hash of the row as it was.
        before: Option<String>,
        /// Hash of the row as it became.
        after: Option<String>,
    },
}

/// An entry as it stands in the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalEntry {
    /// Its number: 1, 2, 3 … without gaps within a workshop.
    pub number: u64,
    /// Who.
    pub actor: Actor,
    /// What, as `verb_noun`.
    pub operation: String,
    /// What, as a sentence.
    pub label: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What undo may do with it.
    pub undo: UndoKind,
    /// The silent span it belongs to.
    pub span: Option<String>,
    /// The rows.
    pub changes: Vec<JournalChange>,
    /// Hash of the entry before, in hexadecimal.
    pub previous_hash: String,
    /// Hash of this entry and everything before it.
    pub hash: String,
}

/// The numbers that a batch of entries got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommitReceipt {
    /// Number of the first entry.
    pub first: u64,
    /// Number of the last entry.
    pub last: u64,
}

/// The changes that take these ones back: last first, before and after exchanged.
pub fn reverse(changes: &[RowChange]) -> Vec<RowChange> {
    changes
        .iter()
        .rev()
        .map(|change| RowChange {
            table: change.table.clone(),
            before: change.after.clone(),
            after: change.before.clone(),
            record: change.record,
        })
        .collect()
}
