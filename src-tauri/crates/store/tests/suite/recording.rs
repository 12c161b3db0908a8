//! A program's file operations, recorded with `strace`, and the folder as a disk may hold
//! it when the power fails at some point of the record.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Debug)]
pub(crate) enum Op {
    Create { path: PathBuf, file: usize },
    Write { file: usize, at: usize, bytes: Vec<u8> },
    Length { file: usize, length: usize },
    Sync { file: usize },
    SyncFolder { path: PathBuf },
    Rename { from: PathBuf, to: PathBuf, file: usize },
    Link { to: PathBuf, file: usize },
    Unlink { path: PathBuf },
    MakeFolder { path: PathBuf },
    RemoveFolder { path: PathBuf },
    Ack(String),
}

/// What the disk held when the record began.
pub(crate) type Disk = BTreeMap<PathBuf, Vec<u8>>;

pub(crate) fn disk(dir: &Path) -> Disk {
    let mut found = Disk::new();
    for file in std::fs::read_dir(dir).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            found.extend(disk(&path));
        } else {
            found.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
    found
}

pub(crate) fn record(dir: &Path, scenario: &[&str]) -> Vec<Op> {
    let trace = tempfile::NamedTempFile::new().unwrap();
    let before = disk(dir);
    let status = Command::new("strace")
        .args(["-f", "-qq", "-xx", "-s", "1100000", "-o"])
        .arg(trace.path())
        .args(["-e", "trace=openat,close,lseek,write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,copy_file_range,sendfile"])
        .arg(env!("CARGO_BIN_EXE_store_scenario"))
        .arg(scenario[0])
        .arg(dir)
        .args(&scenario[1..])
        .stdout(std::process::Stdio::null())
        .status()
        .expect("this test needs strace: apt-get install strace");
    assert!(status.success(), "the scenario itself works");
    Reader::new(dir, &before).read(&std::fs::read_to_string(trace.path()).unwrap())
}

/// Turns a record into operations on the files below one folder.
struct Reader<'a> {
    dir: &'a Path,
    /// Descriptor → (path, file if it is one below the folder, position).
    open: HashMap<i64, (PathBuf, Option<usize>, usize)>,
    names: HashMap<PathBuf, usize>,
    /// Present content, for calls that copy from one file to another.
    content: Vec<Vec<u8>>,
    ops: Vec<Op>,
}

fn text(quoted: &str) -> Vec<u8> {
    let hex: Vec<&str> = quoted.trim_matches('"').split("\\x").skip(1).collect();
    hex.iter().map(|byte| u8::from_str_radix(&byte[..2], 16).unwrap()).collect()
}

fn path(quoted: &str) -> PathBuf {
    PathBuf::from(String::from_utf8(text(quoted)).unwrap())
}

impl<'a> Reader<'a> {
    fn new(dir: &'a Path, before: &Disk) -> Self {
        let names = before.keys().cloned().zip(0..).collect();
        Self { dir, open: HashMap::new(), names, content: before.values().cloned().collect(), ops: Vec::new() }
    }

    fn read(mut self, trace: &str) -> Vec<Op> {
        for line in trace.lines() {
            let Some((_, call)) = line.split_once(char::is_whitespace) else { continue };
            let Some((name, rest)) = call.trim_start().split_once('(') else { continue };
            let Some((arguments, result)) = rest.rsplit_once(") = ").or_else(|| rest.rsplit_once(" = ")) else {
                continue;
            };
            let result: i64 = result.split_whitespace().next().and_then(|word| word.parse().ok()).unwrap_or(-1);
            if result < 0 {
                continue;
            }
            let arguments: Vec<&str> = arguments.trim_end().trim_end_matches(')').split(", ").collect();
            self.call(name, &arguments, result);
        }
        self.ops
    }

    fn number(argument: &str) -> i64 {
        argument.parse().unwrap_or(-1)
    }

    fn call(&mut self, name: &str, arguments: &[&str], result: i64) {
        let descriptor = Self::number(arguments[0]);
        match name {
            "openat" => self.opened(path(arguments[1]), arguments[2], result),
            "close" => drop(self.open.remove(&descriptor)),
            "lseek" => {
                if let Some((.., position)) = self.open.get_mut(&descriptor) {
                    *position = result as usize;
                }
            }
            "write" if descriptor == 1 => {
                for line in String::from_utf8(text(arguments[1])).unwrap().lines() {
                    if let Some(id) = line.strip_prefix("ack ") {
                        self.ops.push(Op::Ack(id.to_owned()));
                    }
                }
            }
            "write" => {
                let mut bytes = text(arguments[1]);
                bytes.truncate(result as usize);
                self.append(descriptor, bytes);
            }
            "pwrite64" => {
                let mut bytes = text(arguments[1]);
                assert!(bytes.len() >= result as usize, "the record keeps whole writes");
                bytes.truncate(result as usize);
                if let Some((_, Some(file), _)) = self.open.get(&descriptor) {
                    self.write(*file, Self::number(arguments[3]) as usize, bytes);
                }
            }
            "copy_file_range" | "sendfile" => {
                let (from, to) = if name == "sendfile" {
                    (Self::number(arguments[1]), descriptor)
                } else {
                    (descriptor, Self::number(arguments[2]))
                };
                let Some((_, Some(source), position)) = self.open.get_mut(&from) else { return };
                let at = *position;
                *position += result as usize;
                let bytes = self.content[*source][at..at + result as usize].to_vec();
                self.append(to, bytes);
            }
            "fsync" | "fdatasync" => match self.open.get(&descriptor) {
                Some((_, Some(file), _)) => self.ops.push(Op::Sync { file: *file }),
                Some((path, None, _)) if path.starts_with(self.dir) => {
                    self.ops.push(Op::SyncFolder { path: path.clone() });
                }
                Some(_) | None => {}
            },
            "ftruncate" => {
                if let Some((_, Some(file), _)) = self.open.get(&descriptor) {
                    let length = Self::number(arguments[1]) as usize;
                    self.content[*file].resize(length, 0);
                    self.ops.push(Op::Length { file: *file, length });
                }
            }
            "rename" => self.renamed(path(arguments[0]), path(arguments[1])),
            "renameat" | "renameat2" => self.renamed(path(arguments[1]), path(arguments[3])),
            "link" => self.linked(path(arguments[0]), path(arguments[1])),
            "linkat" => self.linked(path(arguments[1]), path(arguments[3])),
            "unlink" => self.unlinked(path(arguments[0])),
            "rmdir" => self.ops.push(Op::RemoveFolder { path: path(arguments[0]) }),
            "unlinkat" => {
                // `remove_dir_all` names entries relative to an open folder.
                let mut target = path(arguments[1]);
                if let Some((folder, ..)) = self.open.get(&descriptor) {
                    target = folder.join(target);
                }
                if arguments[2].contains("AT_REMOVEDIR") {
                    self.ops.push(Op::RemoveFolder { path: target });
                } else {
                    self.unlinked(target);
                }
            }
            "mkdir" => self.ops.push(Op::MakeFolder { path: path(arguments[0]) }),
            "mkdirat" => self.ops.push(Op::MakeFolder { path: path(arguments[1]) }),
            _ => {}
        }
    }

    fn opened(&mut self, path: PathBuf, flags: &str, descriptor: i64) {
        let below = path.starts_with(self.dir);
        let mut file = self.names.get(&path).copied();
        if below && file.is_none() && flags.contains("O_CREAT") {
            file = Some(self.content.len());
            self.content.push(Vec::new());
            self.names.insert(path.clone(), self.content.len() - 1);
            self.ops.push(Op::Create { path: path.clone(), file: self.content.len() - 1 });
        }
        if let Some(file) = file
            && flags.contains("O_TRUNC")
        {
            self.content[file].clear();
            self.ops.push(Op::Length { file, length: 0 });
        }
        self.open.insert(descriptor, (path, file, 0));
    }

    fn append(&mut self, descriptor: i64, bytes: Vec<u8>) {
        let Some((_, Some(file), position)) = self.open.get_mut(&descriptor) else { return };
        let (file, at) = (*file, *position);
        *position += bytes.len();
        self.write(file, at, bytes);
    }

    fn write(&mut self, file: usize, at: usize, bytes: Vec<u8>) {
        put(&mut self.content[file], at, &bytes);
        self.ops.push(Op::Write { file, at, bytes });
    }

    fn renamed(&mut self, from: PathBuf, to: PathBuf) {
        if let Some(file) = self.names.remove(&from) {
            self.names.insert(to.clone(), file);
            self.ops.push(Op::Rename { from, to, file });
        }
    }

    fn linked(&mut self, from: PathBuf, to: PathBuf) {
        if let Some(file) = self.names.get(&from).copied() {
            self.names.insert(to.clone(), file);
            self.ops.push(Op::Link { to, file });
        }
    }

    fn unlinked(&mut self, path: PathBuf) {
        if self.names.remove(&path).is_some() {
            self.ops.push(Op::Unlink { path });
        }
    }
}

fn put(content: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    if content.len() < at + bytes.len() {
        content.resize(at + bytes.len(), 0);
    }
    content[at..at + bytes.len()].copy_from_slice(bytes);
}

/// Small numbers that follow from a seed, so that a failure can be repeated.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }
}

pub(crate) struct Crash {
    pub(crate) acknowledged: Vec<String>,
    pub(crate) disk: Disk,
}

/// The folder as the disk may hold it when the power fails after `cut` operations.
pub(crate) fn crash(before: &Disk, ops: &[Op], cut: usize, dice: &mut Dice) -> Crash {
    let mut durable: Vec<Vec<u8>> = before.values().cloned().collect();
    // In the order of the files, so that a seed gives the same state every time.
    let mut pending: BTreeMap<usize, Vec<&Op>> = BTreeMap::new();
    let mut folder_pending: BTreeMap<PathBuf, Vec<&Op>> = BTreeMap::new();
    let mut names: BTreeMap<PathBuf, usize> = before.keys().cloned().zip(0..).collect();
    let mut gone_folders = BTreeSet::new();
    let mut acknowledged = Vec::new();
    for op in &ops[..cut] {
        match op {
            Op::Write { file, .. } | Op::Length { file, .. } => pending.entry(*file).or_default().push(op),
            Op::Sync { file } => {
                for op in pending.remove(file).unwrap_or_default() {
                    apply(&mut durable, op, |_| true);
                }
            }
            Op::SyncFolder { path } => {
                for op in folder_pending.remove(path).unwrap_or_default() {
                    rename(&mut names, &mut gone_folders, op);
                }
            }
            Op::Create { path, file } => {
                durable.resize(durable.len().max(file + 1), Vec::new());
                folder_pending.entry(path.parent().unwrap().to_owned()).or_default().push(op);
            }
            Op::Rename { to: path, .. }
            | Op::Link { to: path, .. }
            | Op::Unlink { path }
            | Op::MakeFolder { path }
            | Op::RemoveFolder { path } => {
                folder_pending.entry(path.parent().unwrap().to_owned()).or_default().push(op);
            }
            Op::Ack(id) => acknowledged.push(id.clone()),
        }
    }
    for ops in folder_pending.into_values() {
        for op in &ops[..dice.below(ops.len() + 1)] {
            rename(&mut names, &mut gone_folders, op);
        }
    }
    for ops in pending.into_values() {
        match dice.below(3) {
            0 => {}
            1 => ops.iter().for_each(|op| apply(&mut durable, op, |_| true)),
            _ => ops.iter().for_each(|op| apply(&mut durable, op, |_| dice.below(2) == 0)),
        }
    }
    let disk = names
        .into_iter()
        .filter(|(path, _)| !gone_folders.iter().any(|folder| path.starts_with(folder)))
        .map(|(path, file)| (path, durable[file].clone()))
        .collect();
    Crash { acknowledged, disk }
}

fn apply(durable: &mut [Vec<u8>], op: &Op, mut reaches_the_disk: impl FnMut(usize) -> bool) {
    match op {
        Op::Write { file, at, bytes } => {
            for (sector, part) in bytes.chunks(512).enumerate() {
                if reaches_the_disk(sector) {
                    put(&mut durable[*file], at + sector * 512, part);
                }
            }
        }
        Op::Length { file, length } => {
            if reaches_the_disk(0) {
                durable[*file].resize(*length, 0);
            }
        }
        other => panic!("{other:?} changes no content"),
    }
}

fn rename(names: &mut BTreeMap<PathBuf, usize>, gone: &mut BTreeSet<PathBuf>, op: &Op) {
    match op {
        Op::Create { path, file } => drop(names.insert(path.clone(), *file)),
        // A renamed file is there even when its first name never was.
        Op::Rename { from, to, file } => {
            names.remove(from);
            names.insert(to.clone(), *file);
        }
        Op::Link { to, file } => drop(names.insert(to.clone(), *file)),
        Op::Unlink { path } => drop(names.remove(path)),
        Op::MakeFolder { path } => drop(gone.remove(path)),
        Op::RemoveFolder { path } => drop(gone.insert(path.clone())),
        other => panic!("{other:?} changes no name"),
    }
}
