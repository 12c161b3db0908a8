//! Files that leave the program: whole or absent, inside the chosen folder, under a name
//! that every system accepts (T13, F03, F80, F81).

use crate::error::StoreError;
use crate::layout;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What to do when a file of that name exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// Refuse with [`StoreError::NameTaken`].
    Never,
    /// Replace it, after a person said so.
    Replace,
}

const DOING: &str = "writing a file";

/// Writes a file into `folder` under a safe form of `name`, and gives the path used.
///
/// # Errors
/// As [`write_file_atomically`].
pub fn write_export(folder: &Path, name: &str, bytes: &[u8], overwrite: Overwrite) -> Result<PathBuf, StoreError> {
    let path = folder.join(safe_file_name(name));
    write_file_atomically(&path, bytes, overwrite)?;
    Ok(path)
}

/// Writes a file so that its name shows the old content or the whole new one, never a part.
///
/// A symbolic link under that name is replaced, not followed. The folder itself must exist.
///
/// # Errors
/// [`StoreError::NameTaken`], [`StoreError::DiskFull`], [`StoreError::ReadOnly`] or
/// [`StoreError::Io`]; nothing was changed.
pub fn write_file_atomically(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), StoreError> {
    let io = |error: io::Error| StoreError::from_io(DOING, path, bytes.len() as u64 + 4096, &error);
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    // A folder cannot be replaced by a file; said before anything is written.
    if path.is_dir() {
        return Err(StoreError::NameTaken { path: path.to_owned() });
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sextant-unfinished-");
    // Unlike the database an export is meant for others: the system's usual permissions.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut unfinished = builder.tempfile_in(folder).map_err(io)?;
    unfinished.write_all(bytes).map_err(io)?;
    unfinished.as_file().sync_all().map_err(io)?;
    match overwrite {
        Overwrite::Never => unfinished.persist_noclobber(path),
        Overwrite::Replace => unfinished.persist(path),
    }
    .map_err(|error| io(error.error))?;
    layout::sync_folder(folder).map_err(io)
}

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];
const NUMBERED_DEVICES: &[&str] = &["com", "lpt"];

/// Longest name in bytes. File systems take 255; room is left for a browser's " (1)".
const LONGEST: usize = 200;

/// A file name made from any text: no folder in it, nothing that Windows, macOS or Linux
/// refuses or hides, at most 200 bytes, its ending kept. The name is shown before it is used.
pub fn safe_file_name(wanted: &str) -> String {
    let cleaned: String = wanted
        .chars()
        .map(|letter| match letter {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            letter if letter.is_control() || is_invisible(letter) => ' ',
            letter => letter,
        })
        .collect();
    let words: Vec<&str> = cleaned.split_whitespace().collect();
    let joined = words.join(" ");
    // Leading dots hide a file, or climb out of the folder; trailing ones vanish on Windows.
    let trimmed = joined.trim_matches(['.', ' ', '-']);
    let (stem, ending) = match trimmed.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) && !stem.trim().is_empty() => (stem, Some(ending)),
        Some(_) | None => (trimmed, None),
    };
    let stem = stem.trim_end_matches(['.', ' ']);
    let room = LONGEST - ending.map_or(0, |ending| ending.len() + 1);
    let mut stem = cut(stem, room - 1).trim_end_matches(['.', ' ']).to_owned();
    if stem.is_empty() {
        "untitled".clone_into(&mut stem);
    }
    if is_device(&stem) {
        stem.insert(0, '_');
    }
    match ending {
        Some(ending) => format!("{stem}.{ending}"),
        None => stem,
    }
}

/// Marks that reorder what is read, so that `exe.pdf` could look like `fdp.exe` (F87), and
/// signs without any width.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffd}')
}

fn is_ending(ending: &str) -> bool {
    (1..=10).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_device(stem: &str) -> bool {
    // Windows looks only at what stands before the first dot.
    let base = stem.split('.').next().unwrap_or(stem).trim_end().to_lowercase();
    DEVICES.contains(&base.as_str())
        || NUMBERED_DEVICES.iter().any(|device| {
            base.strip_prefix(device).is_some_and(|rest| {
                let mut rest = rest.chars();
                matches!((rest.next(), rest.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
            })
        })
}

/// The longest beginning of at most `most` bytes that splits no character and leaves no
/// dangling joiner behind.
fn cut(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].trim_end_matches(['\u{200d}', '\u{fe0f}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f81_a_name_stays_in_the_folder_and_is_accepted_everywhere() {
        for (wanted, safe) in [
            ("Star of Q3.pdf", "Star of Q3.pdf"),
            ("../../x", "x"),
            ("..\\..\\x.md", "x.md"),
            ("a/b", "a-b"),
            ("/etc/passwd", "etc-passwd"),
            ("CON", "_CON"),
            ("con.pdf", "_con.pdf"),
            ("LPT1.tar.gz", "_LPT1.tar.gz"),
            ("COM¹", "_COM¹"),
            ("company", "company"),
            ("name. . .", "name"),
            ("name.", "name"),
            (".hidden", "hidden"),
            ("", "untitled"),
            ("...", "untitled"),
            ("a\u{0}b\nc", "a b c"),
            ("who? \"me\" <you>|C:\\x", "who- -me- -you--C--x"),
            ("exe.\u{202e}fdp.exe", "exe. fdp.exe"),
            ("Größe 🚀.html", "Größe 🚀.html"),
        ] {
            assert_eq!(safe_file_name(wanted), safe, "from {wanted:?}");
        }
    }

    #[test]
    fn f81_a_long_name_is_cut_between_characters_and_keeps_its_ending() {
        for letter in ["x", "ü", "🚀", "👩‍🚀"] {
            let safe = safe_file_name(&format!("{}.sextant", letter.repeat(300)));
            assert!(safe.len() <= LONGEST, "{} bytes are too many", safe.len());
            assert!(safe.ends_with(".sextant"), "the ending tells programs what it is");
            assert!(!safe.contains("\u{200d}.sextant"), "no joiner dangles at the cut");
        }
    }

    #[test]
    fn f80_a_file_is_never_overwritten_without_yes() {
        let folder = tempfile::tempdir().unwrap();
        let path = write_export(folder.path(), "brief.md", b"old", Overwrite::Never).unwrap();
        let refused = write_export(folder.path(), "brief.md", b"new", Overwrite::Never);
        assert!(matches!(refused, Err(StoreError::NameTaken { .. })), "{refused:?}");
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        write_export(folder.path(), "brief.md", b"new", Overwrite::Replace).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing unfinished is left");
    }

    #[cfg(unix)]
    #[test]
    fn t13_a_symbolic_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        let target = outside.path().join("precious");
        std::fs::write(&target, "precious").unwrap();
        let link = folder.path().join("brief.md");
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let refused = write_file_atomically(&link, b"new", Overwrite::Never);
        assert!(matches!(refused, Err(StoreError::NameTaken { .. })), "{refused:?}");
        write_file_atomically(&link, b"new", Overwrite::Replace).unwrap();
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "precious", "the link's target is untouched");
        assert!(!link.is_symlink(), "the link itself was replaced");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn f03_a_full_disk_leaves_no_half_file() {
        let error = write_file_atomically(Path::new("/dev/full/brief.md"), b"x", Overwrite::Never);
        assert!(error.is_err(), "a device is no folder");
        let full = StoreError::from_io(DOING, Path::new("x"), 12, &io::Error::from(io::ErrorKind::StorageFull));
        assert!(matches!(full, StoreError::DiskFull { needed: 12, .. }), "{full:?}");
    }
}
