//! The data folder: what lies in it under which name, and whether it can be used (F04–F06).

use crate::error::StoreError;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Where everything of one data folder lies.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) dir: PathBuf,
    pub(crate) database: PathBuf,
    pub(crate) log: PathBuf,
    pub(crate) index: PathBuf,
    pub(crate) lock: PathBuf,
    pub(crate) head: PathBuf,
    pub(crate) backups: PathBuf,
    pub(crate) scratch: PathBuf,
}

impl Layout {
    pub(crate) fn of(dir: &Path) -> Self {
        Self {
            database: dir.join("sextant.db"),
            log: dir.join("sextant.db-wal"),
            index: dir.join("sextant.db-shm"),
            lock: dir.join("sextant.lock"),
            head: dir.join("sextant.head"),
            backups: dir.join("backups"),
            scratch: dir.join("scratch"),
            dir: dir.to_owned(),
        }
    }

    /// Finds or makes the folder. A folder that is listed among the known ones and is not
    /// there is never made anew: its drive may be unplugged (F05).
    pub(crate) fn find_or_make(dir: &Path, known_folders: Option<&Path>) -> Result<Self, StoreError> {
        let doing = "opening the data folder";
        match fs::metadata(dir) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(StoreError::NotADatabase { path: dir.to_owned(), backups: Vec::new() }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                if known_folders.is_some_and(|list| is_known(list, dir)) {
                    return Err(StoreError::FolderMissing { dir: dir.to_owned() });
                }
                make_private_folder(dir).map_err(|error| StoreError::from_io(doing, dir, 4096, &error))?;
            }
            Err(error) => return Err(StoreError::from_io(doing, dir, 4096, &error)),
        }
        let real = dir.canonicalize().map_err(|error| StoreError::from_io(doing, dir, 4096, &error))?;
        Ok(Self::of(&real))
    }

    /// Removes what a process that was killed left of unfinished copies (T14). Only the
    /// owner of the lock may: another process may be making one.
    pub(crate) fn clear_scratch(&self) -> Result<(), StoreError> {
        match fs::remove_dir_all(&self.scratch) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(StoreError::from_io("opening the data folder", &self.scratch, 4096, &error))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// A fresh folder for unfinished copies.
    pub(crate) fn scratch(&self) -> std::io::Result<&Path> {
        make_private_folder(&self.scratch)?;
        Ok(&self.scratch)
    }
}

/// Makes a folder that only its owner may enter, unless it is there.
pub(crate) fn make_private_folder(dir: &Path) -> std::io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)?;
    match dir.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => sync_folder(parent),
        Some(_) | None => Ok(()),
    }
}

/// Makes a rename in `dir` survive a power cut.
pub(crate) fn sync_folder(dir: &Path) -> std::io::Result<()> {
    // Windows has no such call; there a rename is durable with its file system's log.
    if cfg!(unix) { fs::File::open(dir)?.sync_all() } else { Ok(()) }
}

/// Copies a file and makes the copy durable under its final name only when it is whole.
pub(crate) fn copy_durably(from: &Path, to: &Path) -> std::io::Result<()> {
    let folder = to.parent().unwrap_or(Path::new("."));
    let mut target = tempfile::Builder::new().prefix(".unfinished-").tempfile_in(folder)?;
    std::io::copy(&mut fs::File::open(from)?, target.as_file_mut())?;
    target.as_file().sync_all()?;
    target.persist(to).map_err(|error| error.error)?;
    sync_folder(folder)
}

fn is_known(list: &Path, dir: &Path) -> bool {
    let wanted = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    fs::read_to_string(list).is_ok_and(|text| text.lines().any(|line| Path::new(line) == wanted))
}

/// Writes down that this folder has been used. The list lies outside of it, so that it
/// survives the folder.
pub(crate) fn remember(list: &Path, dir: &Path) -> std::io::Result<()> {
    if is_known(list, dir) {
        return Ok(());
    }
    let dir = std::path::absolute(dir)?;
    if let Some(parent) = list.parent() {
        make_private_folder(parent)?;
    }
    let mut file = fs::OpenOptions::new().create(true).append(true).open(list)?;
    writeln!(file, "{}", dir.display())?;
    file.sync_all()
}

/// Why a database should not lie in this folder, if there is a reason (F06): network file
/// systems lie about locks, and a sync program copies the file while it is written.
pub fn unfit_folder(dir: &Path) -> Option<UnfitFolder> {
    const SYNCED: &[&str] = &[
        "dropbox",
        "onedrive",
        "google drive",
        "googledrive",
        "my drive",
        "nextcloud",
        "owncloud",
        "icloud drive",
        "mobile documents",
        "com~apple~clouddocs",
        "syncthing",
        "pcloud",
        "pclouddrive",
        "box sync",
        "mega",
        "megasync",
        "seafile",
        "proton drive",
        "kdrive",
    ];
    let synced = dir.ancestors().find_map(|folder| {
        let name = folder.file_name()?.to_str()?.to_lowercase();
        let plain = SYNCED.iter().any(|known| name == *known || name.starts_with(&format!("{known} - ")));
        (plain || folder.join(".stfolder").exists() || folder.join(".dropbox.cache").exists())
            .then(|| folder.to_owned())
    });
    if let Some(folder) = synced {
        return Some(UnfitFolder::Synced(folder));
    }
    let mounts = fs::read_to_string("/proc/self/mounts").ok()?;
    file_system_of(&mounts, dir).filter(|kind| is_network(kind)).map(UnfitFolder::Network)
}

/// Why a folder is no good place for a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnfitFolder {
    /// A sync program watches it; the folder that told.
    Synced(PathBuf),
    /// It lies on a network file system of this kind.
    Network(String),
}

fn file_system_of(mounts: &str, dir: &Path) -> Option<String> {
    mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ');
            let (_, point, kind) = (fields.next()?, fields.next()?, fields.next()?);
            let point = point.replace("\\040", " ");
            dir.starts_with(&point).then(|| (point.len(), kind.to_owned()))
        })
        // The last of equally long mount points lies on top.
        .max_by_key(|(length, _)| *length)
        .map(|(_, kind)| kind)
}

fn is_network(kind: &str) -> bool {
    const NETWORK: &[&str] = &[
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "fuse.sshfs",
        "fuse.rclone",
        "davfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "ncpfs",
        "fuse.gvfsd-fuse",
    ];
    NETWORK.contains(&kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f06_network_file_systems_are_recognised() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/home /mnt/team\\040share nfs4 rw 0 0\n";
        let kind = file_system_of(mounts, Path::new("/mnt/team share/sextant")).unwrap();
        assert!(is_network(&kind), "nfs4 is a network file system");
        let local = file_system_of(mounts, Path::new("/home/a/sextant")).unwrap();
        assert!(!is_network(&local), "ext4 is a local file system");
    }

    #[test]
    fn f06_synced_folders_are_recognised_by_name() {
        for dir in ["/home/a/Dropbox/x", "/home/a/OneDrive - Acme/x", "/Users/a/Library/Mobile Documents/x"] {
            assert!(matches!(unfit_folder(Path::new(dir)), Some(UnfitFolder::Synced(_))), "{dir} is synced");
        }
        assert_eq!(unfit_folder(Path::new("/home/a/.local/share/sextant")), None);
    }
}
