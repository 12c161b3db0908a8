//! One process per data folder (F21–F23).
//!
//! The system's lock on a file of its own, not the file's presence, decides: it ends with
//! the process that held it, so a stale file of a dead process is simply taken over (F22).

use crate::error::StoreError;
use crate::layout::Layout;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};

/// Held as long as the store is open.
#[derive(Debug)]
pub(crate) struct FolderLock(File);

impl Drop for FolderLock {
    /// Closing alone is not enough: a child that was started at this very moment holds a
    /// copy of the open file until it becomes another program.
    fn drop(&mut self) {
        if let Err(error) = self.0.unlock() {
            tracing::warn!(%error, "the data folder could not be unlocked");
        }
    }
}

impl FolderLock {
    pub(crate) fn take(layout: &Layout) -> Result<Self, StoreError> {
        let doing = "locking the data folder";
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&layout.lock)
            .map_err(|error| StoreError::from_io(doing, &layout.lock, 4096, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let pid = file.read_to_string(&mut text).ok().and_then(|_| text.trim().parse().ok());
                return Err(StoreError::InUse { dir: layout.dir.clone(), pid });
            }
            Err(TryLockError::Error(error)) if knows_no_locks(&error) => {
                return Err(StoreError::NoLocks { dir: layout.dir.clone() });
            }
            Err(TryLockError::Error(error)) => return Err(StoreError::from_io(doing, &layout.lock, 4096, &error)),
        }
        // The number only serves the message that a second process shows.
        let noted = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| write!(file, "{}", std::process::id()));
        if let Err(error) = noted {
            tracing::warn!(%error, "could not note the process number in the lock file");
        }
        layout.clear_scratch()?;
        Ok(Self(file))
    }
}

fn knows_no_locks(error: &std::io::Error) -> bool {
    // ENOLCK, as network file systems without a lock service say; the library has no name for it.
    const NO_LOCKS: i32 = 37;
    error.kind() == std::io::ErrorKind::Unsupported
        || (cfg!(target_os = "linux") && error.raw_os_error() == Some(NO_LOCKS))
}
