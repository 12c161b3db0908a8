//! Memory of a program with everything it started, shared pages counted in parts.

use std::collections::BTreeMap;
use std::fs;

/// Proportional set size of all processes below one, without that one.
pub(crate) fn mebibytes_below(root: u32) -> f64 {
    by_program(root).values().sum()
}

/// The same for each program by its name, in mebibytes.
pub(crate) fn by_program(root: u32) -> BTreeMap<String, f64> {
    let parents = parents();
    let mut programs = BTreeMap::new();
    for process in parents.keys() {
        let mut ancestor = *process;
        while let Some(parent) = parents.get(&ancestor) {
            if *parent == root {
                let name = fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
                *programs.entry(name.trim().to_owned()).or_default() += kibibytes(*process) as f64 / 1024.0;
                break;
            }
            ancestor = *parent;
        }
    }
    programs
}

fn parents() -> BTreeMap<u32, u32> {
    let Ok(entries) = fs::read_dir("/proc") else {
        return BTreeMap::new();
    };
    entries
        .flatten()
        .filter_map(|entry| {
            let id = entry.file_name().to_str()?.parse().ok()?;
            let status = fs::read_to_string(entry.path().join("stat")).ok()?;
            let parent = status.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
            Some((id, parent))
        })
        .collect()
}

fn kibibytes(process: u32) -> u64 {
    fs::read_to_string(format!("/proc/{process}/smaps_rollup"))
        .unwrap_or_default()
        .lines()
        .find_map(|line| line.strip_prefix("Pss:")?.trim().strip_suffix(" kB")?.trim().parse().ok())
        .unwrap_or(0)
}
