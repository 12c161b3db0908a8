//! Looking at a database's bytes before SQLite may touch them (F11, F14–F16).
//!
//! Opening a file can already change it: SQLite would replay a log into it. What must stay
//! untouched is therefore judged from its first hundred bytes and from its log's frames.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _, SeekFrom};
use std::path::Path;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What the first hundred bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) version: u32,
    pub(crate) application: u32,
}

/// What a file is at first sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FirstSight {
    Absent,
    Empty,
    Foreign,
    Database(Header),
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn header(page: &[u8]) -> Option<Header> {
    (page.len() >= 100 && page.starts_with(MAGIC))
        .then(|| Header { version: number(page, 60), application: number(page, 68) })
}

pub(crate) fn look(path: &Path) -> io::Result<FirstSight> {
    let mut file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(FirstSight::Absent),
        opened => opened?,
    };
    let mut start = Vec::with_capacity(100);
    file.by_ref().take(100).read_to_end(&mut start)?;
    Ok(match header(&start) {
        _ if start.is_empty() => FirstSight::Empty,
        None => FirstSight::Foreign,
        Some(header) => FirstSight::Database(header),
    })
}

/// The newest first page among the log's frames, if the log holds one: a version that was
/// reached but not yet copied into the database stands only there.
pub(crate) fn look_into_log(path: &Path) -> io::Result<Option<Header>> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    let mut log = BufReader::new(file);
    let mut start = [0; 32];
    if log.read_exact(&mut start).is_err() {
        return Ok(None);
    }
    let size = number(&start, 8) as usize;
    if !(512..=65_536).contains(&size) {
        return Ok(None);
    }
    let (mut frame, mut page, mut newest) = ([0; 24], vec![0; size], None);
    while log.read_exact(&mut frame).is_ok() {
        // Frames of an older turn of the log carry other salts and count no longer.
        if frame[8..16] != start[16..24] {
            break;
        }
        if number(&frame, 0) == 1 {
            if log.read_exact(&mut page).is_err() {
                break;
            }
            newest = header(&page).or(newest);
        } else {
            log.seek(SeekFrom::Current(size as i64))?;
        }
    }
    Ok(newest)
}

/// Whether a log with at least one frame lies beside the database: the last process did
/// not close it.
pub(crate) fn log_has_frames(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| found.len() > 32)
}
