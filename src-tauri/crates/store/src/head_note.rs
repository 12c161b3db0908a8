//! A note of the newest commit, kept beside the database.
//!
//! A write-ahead log that a cleaner deletes takes the newest commits with it, and what is
//! left looks whole (F13). The note is how such a gap is seen. It is written after the
//! commit and never synced: after a power cut it may be older than the database, which
//! says nothing, but it can never be newer than what was durable when it was written.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// What the note says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Noted {
    pub(crate) workshop: String,
    pub(crate) number: u64,
    pub(crate) at: i64,
    pub(crate) hash: String,
}

#[derive(Debug, Default)]
pub(crate) struct HeadNote(Option<File>);

/// One write of always the same length, so that a reader never sees parts of two notes.
const LENGTH: usize = 256;

impl HeadNote {
    pub(crate) fn open(path: &Path) -> Self {
        match OpenOptions::new().create(true).truncate(false).write(true).open(path) {
            Ok(file) => Self(Some(file)),
            Err(error) => {
                tracing::warn!(%error, "the note of the newest commit cannot be written");
                Self(None)
            }
        }
    }

    pub(crate) fn read(path: &Path) -> Option<Noted> {
        let text = std::fs::read_to_string(path).ok()?;
        let mut words = text.split_whitespace();
        Some(Noted {
            workshop: words.next()?.to_owned(),
            number: words.next()?.parse().ok()?,
            at: words.next()?.parse().ok()?,
            hash: words.next().filter(|hash| hash.len() == 64)?.to_owned(),
        })
    }

    /// Notes the newest commit. A failure costs nothing but the ability to notice a gap.
    pub(crate) fn write(&mut self, workshop: &str, number: u64, at: i64, hash: &str) {
        self.put(&format!("{workshop} {number} {at} {hash}"));
    }

    pub(crate) fn clear(&mut self) {
        self.put("");
    }

    fn put(&mut self, text: &str) {
        let Some(file) = &mut self.0 else { return };
        let line = format!("{text:<LENGTH$}\n");
        if let Err(error) = write_at_start(file, line.as_bytes()) {
            tracing::warn!(%error, "the newest commit could not be noted");
        }
    }
}

#[cfg(unix)]
fn write_at_start(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, 0)
}

#[cfg(not(unix))]
fn write_at_start(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    use std::io::{Seek as _, Write as _};
    file.rewind()?;
    file.write_all(bytes)
}
