//! Where foreign code comes from, under which licence, and that somebody looked at it (T15, S7).
//!
//! Advisories are not checked here: their database is not part of this repository.

use std::collections::BTreeSet;
use std::fs;

use cargo_metadata::MetadataCommand;
use serde_json::Value;

use crate::tidy::root;

/// Licences that allow what MIT OR Apache-2.0 allows, or ask only for a notice.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    // The page's bridge to CSS in WebKit's bindings; used unchanged, so only its own files stay under it.
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[test]
fn every_crate_comes_from_the_registry_or_from_here() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("the lock file");
    for line in lock.lines().filter_map(|line| line.strip_prefix("source = ")) {
        assert_eq!(line.trim_matches('"'), REGISTRY);
    }
    let with_source = lock.matches("\nsource = ").count();
    assert_eq!(lock.matches("\nchecksum = ").count(), with_source, "every foreign crate has a checksum");
}

#[test]
fn every_npm_package_has_a_checksum() {
    let lock = npm_lock();
    for (path, package) in lock["packages"].as_object().expect("a list of packages") {
        if path.is_empty() {
            continue;
        }
        assert!(package["integrity"].is_string(), "{path} could be replaced unnoticed");
        assert!(package["link"].is_null(), "{path} lies outside the repository's lock");
    }
}

#[test]
fn every_crate_has_a_licence_we_accept() {
    let metadata = MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(["--locked", "--filter-platform", "x86_64-unknown-linux-gnu"].map(str::to_owned).to_vec())
        .exec()
        .expect("cargo describes every package");
    assert!(metadata.packages.len() > 100, "the packages of others are in the list");
    for package in &metadata.packages {
        let licence = package.license.as_deref().unwrap_or_default();
        assert!(accepts(licence), "{} is under `{licence}`", package.name);
    }
}

#[test]
fn a_package_under_a_licence_that_binds_us_is_noticed() {
    assert!(accepts("MIT OR GPL-3.0"), "we may choose");
    assert!(accepts("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(accepts("MIT/Apache-2.0"));
    assert!(!accepts("MIT AND GPL-3.0"));
    assert!(!accepts("(MIT OR Apache-2.0) AND GPL-3.0"));
    assert!(!accepts("AGPL-3.0"));
    assert!(!accepts(""));
}

/// A new name has to be looked at by somebody: what it replaces and what it weighs is said in the
/// commit that adds it to the list. `UPDATE_REVIEWED=1` writes the lists.
#[test]
fn every_package_was_reviewed() {
    let crates: BTreeSet<String> = fs::read_to_string(root().join("Cargo.lock"))
        .expect("the lock file")
        .lines()
        .filter_map(|line| line.strip_prefix("name = "))
        .map(|name| name.trim_matches('"').to_owned())
        .filter(|name| name != "sextant" && !name.starts_with("sextant-"))
        .collect();
    let packages: BTreeSet<String> = npm_lock()["packages"]
        .as_object()
        .expect("a list of packages")
        .keys()
        .filter_map(|path| path.rsplit_once("node_modules/").map(|(_, name)| name.to_owned()))
        .collect();
    for (list, found) in [("reviewed_crates.txt", crates), ("reviewed_npm_packages.txt", packages)] {
        let path = root().join("tests/fixtures").join(list);
        if std::env::var_os("UPDATE_REVIEWED").is_some() {
            let text: String = found.iter().map(|name| format!("{name}\n")).collect();
            fs::write(&path, text).expect("the list can be written");
        }
        let text = fs::read_to_string(&path).expect("the list of reviewed packages");
        let reviewed: BTreeSet<&str> = text.lines().collect();
        let new: Vec<&String> = found.iter().filter(|name| !reviewed.contains(name.as_str())).collect();
        assert!(new.is_empty(), "not in tests/fixtures/{list}: {new:?}");
    }
}

fn npm_lock() -> Value {
    let text = fs::read_to_string(root().join("ui/package-lock.json")).expect("the lock file of the pages");
    serde_json::from_str(&text).expect("the lock file is JSON")
}

/// Whether an SPDX expression leaves us a licence we accept.
fn accepts(expression: &str) -> bool {
    // Older crates write a slash for OR.
    let expression = expression.replace('/', " OR ");
    any_of(expression.trim())
}

fn any_of(expression: &str) -> bool {
    parts(expression, " OR ").into_iter().any(|part| parts(part, " AND ").into_iter().all(one))
}

fn one(licence: &str) -> bool {
    let licence = licence.trim();
    match licence.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => any_of(inner),
        None => LICENCES.contains(&licence.split_whitespace().collect::<Vec<_>>().join(" ").as_str()),
    }
}

/// Splits at a word outside brackets.
fn parts<'a>(expression: &'a str, word: &str) -> Vec<&'a str> {
    let (mut found, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, letter) in expression.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ' ' if depth == 0 && expression[at..].starts_with(word) => {
                found.push(&expression[start..at]);
                start = at + word.len();
            }
            _ => {}
        }
    }
    found.push(&expression[start..]);
    found
}
