//! Reading and writing the files that a person named.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use sextant_api::error::ErrorCode;
use sextant_api::files::Overwrite;

use crate::place::said;

/// A larger file is no workshop.
const LARGEST: u64 = 64 * 1024 * 1024;

/// From `--replace`: without it a file that is there stays.
pub(crate) fn overwrite(replace: bool) -> Overwrite {
    if replace { Overwrite::Replace } else { Overwrite::Never }
}

/// The content of a workshop file, read once and with a limit (F78, F92).
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let shown = path.display();
    let about = fs::metadata(path).with_context(|| format!("{shown} cannot be read; check its name"))?;
    if !about.is_file() {
        bail!("{shown} is not a file; name the workshop file itself");
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .with_context(|| format!("{shown} cannot be read; check your permissions"))?;
    if bytes.len() as u64 > LARGEST {
        bail!("{shown} is larger than any workshop file; name another file");
    }
    Ok(bytes)
}

/// Writes a whole file or none (F80, T13).
pub(crate) fn write(target: &Path, bytes: &[u8], overwrite: Overwrite) -> anyhow::Result<()> {
    let written = sextant_api::files::write(target, bytes, overwrite);
    written.map_err(|error| match error.code {
        ErrorCode::Conflict if !target.is_dir() => {
            anyhow!("{} is already there and was left as it is; add --replace to write over it", target.display())
        }
        _ => said(&error).context(format!("{} was not written", target.display())),
    })
}
