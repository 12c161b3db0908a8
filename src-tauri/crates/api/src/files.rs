//! Files that leave the program, for adapters that write to a place a person named (T13, F80).

use crate::error::ApiError;
use std::path::Path;

pub use sextant_store::Overwrite;

/// Writes a file whole or not at all.
///
/// # Errors
/// When the name is taken and may not be replaced, the folder is missing or full; nothing was
/// changed.
pub fn write(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), ApiError> {
    Ok(sextant_store::write_file_atomically(path, bytes, overwrite)?)
}
