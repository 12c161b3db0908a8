//! Reading and writing the files that a person named.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail};

/// A larger file is no workshop.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What happens to a file that is already there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Existing {
    /// It stays, and nothing is written (F80).
    Keep,
    /// The person said it may go.
    Replace,
}

impl Existing {
    /// From `--replace`.
    pub(crate) fn from_switch(replace: bool) -> Self {
        if replace { Self::Replace } else { Self::Keep }
    }
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

/// Writes a whole file or none: beside the target, synced, and then under its name (F80, T13).
pub(crate) fn write(target: &Path, bytes: &[u8], existing: Existing) -> anyhow::Result<()> {
    let shown = target.display();
    let Some(name) = target.file_name() else { bail!("{shown} names no file; add a file name") };
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    let mut draft_name = OsString::from(".");
    draft_name.push(name);
    draft_name.push(format!(".{}.part", std::process::id()));
    let draft = folder.join(draft_name);
    let written = write_draft(&draft, bytes).and_then(|()| put(&draft, target, existing));
    // Gone already when it was renamed; a link that was refused leaves it behind.
    let _ = fs::remove_file(&draft);
    match written {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            bail!("{shown} is already there and was left as it is; add --replace to write over it")
        }
        Err(error) => {
            return Err(error).with_context(|| format!("{shown} cannot be written; check the folder and its space"));
        }
    }
    // Some file systems cannot sync a folder; the file itself is safe by then.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

fn write_draft(draft: &Path, bytes: &[u8]) -> io::Result<()> {
    // `create_new` follows no symbolic link that somebody placed under this name.
    let mut file = OpenOptions::new().write(true).create_new(true).open(draft)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn put(draft: &Path, target: &Path, existing: Existing) -> io::Result<()> {
    match existing {
        Existing::Replace => fs::rename(draft, target),
        // A hard link fails when the name is taken; looking first would leave a gap in between.
        Existing::Keep => match fs::hard_link(draft, target) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => put_without_links(draft, target),
            done => done,
        },
    }
}

/// For file systems without hard links, such as those of memory sticks.
fn put_without_links(draft: &Path, target: &Path) -> io::Result<()> {
    if fs::symlink_metadata(target).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(draft, target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f80_a_file_that_is_there_stays_unless_the_person_says_otherwise() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("brief.md");
        fs::write(&target, "old").expect("the old file");
        let refused = write(&target, b"new", Existing::Keep).expect_err("it is there");
        assert!(refused.to_string().contains("--replace"), "{refused}");
        assert_eq!(fs::read(&target).expect("the file"), b"old");
        write(&target, b"new", Existing::Replace).expect("now it may go");
        assert_eq!(fs::read(&target).expect("the file"), b"new");
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1, "no draft is left");
    }

    #[cfg(unix)]
    #[test]
    fn t13_a_link_under_the_targets_name_is_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let (target, elsewhere) = (folder.path().join("brief.md"), folder.path().join("elsewhere"));
        fs::write(&elsewhere, "mine").expect("the other file");
        std::os::unix::fs::symlink(&elsewhere, &target).expect("a link");
        assert!(write(&target, b"new", Existing::Keep).is_err());
        write(&target, b"new", Existing::Replace).expect("the link itself is replaced");
        assert_eq!(fs::read(&elsewhere).expect("the other file"), b"mine");
        assert_eq!(fs::read(&target).expect("the file"), b"new");
    }

    #[test]
    fn f80_a_failed_write_leaves_no_draft() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("taken");
        fs::create_dir(&target).expect("the obstacle");
        assert!(write(&target, b"new", Existing::Replace).is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
        assert!(write(&folder.path().join("missing/brief.md"), b"new", Existing::Keep).is_err());
    }
}
