//! Hashes of the journal: the chain that names an altered entry, and the seals of a silent stage.

use sha2::{Digest, Sha256};

/// The hash "before" the first entry.
pub(crate) const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A hash over several parts. Each part goes in with its length, so that two different
/// lists of parts never give the same bytes.
pub(crate) struct Parts(Sha256);

impl Parts {
    pub(crate) fn new(purpose: &str) -> Self {
        let mut parts = Self(Sha256::new());
        parts.text(purpose);
        parts
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
    }

    pub(crate) fn maybe(&mut self, text: Option<&str>) {
        match text {
            None => self.0.update([0]),
            Some(text) => {
                self.0.update([1]);
                self.text(text);
            }
        }
    }

    pub(crate) fn number(&mut self, number: i64) {
        self.0.update(number.to_le_bytes());
    }

    pub(crate) fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

/// One change as the journal stores it: what the chain covers.
pub(crate) struct StoredChange {
    pub(crate) table: String,
    pub(crate) key: String,
    pub(crate) sealed: bool,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

/// The head of an entry as the journal stores it.
pub(crate) struct StoredHead<'a> {
    pub(crate) workshop: &'a str,
    pub(crate) number: u64,
    pub(crate) actor: &'a str,
    pub(crate) operation: &'a str,
    pub(crate) label: &'a str,
    pub(crate) at: i64,
    pub(crate) undo: &'a str,
    pub(crate) undo_target: Option<u64>,
    pub(crate) span: Option<&'a str>,
    pub(crate) previous_hash: &'a str,
}

/// The hash of an entry, which covers the previous one and so the whole history.
pub(crate) fn of_entry(head: &StoredHead<'_>, changes: &[StoredChange]) -> String {
    let mut parts = Parts::new("sextant journal 1");
    parts.text(head.previous_hash);
    parts.text(head.workshop);
    parts.number(head.number as i64);
    parts.text(head.actor);
    parts.text(head.operation);
    parts.text(head.label);
    parts.number(head.at);
    parts.text(head.undo);
    parts.number(head.undo_target.map_or(0, |target| target as i64));
    parts.maybe(head.span);
    parts.number(changes.len() as i64);
    for change in changes {
        parts.text(&change.table);
        parts.text(&change.key);
        parts.number(i64::from(change.sealed));
        parts.maybe(change.before.as_deref());
        parts.maybe(change.after.as_deref());
    }
    parts.finish()
}

/// The seal of a row's content, or of its key when there is no content given.
pub(crate) fn seal(salt: &str, table: &str, key: &str, image: Option<&str>) -> String {
    let mut parts = Parts::new("sextant seal 1");
    parts.text(salt);
    parts.text(table);
    parts.text(key);
    parts.maybe(image);
    parts.finish()
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(2 * bytes.len());
    for digit in bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]) {
        text.push(char::from(DIGITS[usize::from(digit)]));
    }
    text
}
