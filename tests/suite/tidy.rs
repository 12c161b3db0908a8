//! Rules of the repository: direction of crates, forgotten files, ids, sizes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

/// Every entry the root folder may hold, besides dot-files and what git ignores.
const ROOT: &[&str] = &[
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "docs",
    "gen",
    "src-tauri",
    "target",
    "tauri.conf.json",
    "tests",
    "ui",
];

/// A file longer than this no longer answers one question.
const LONGEST_FILE: usize = 450;

/// Lists that would only be harder to read in two files.
const LONG_FOR_A_REASON: &[&str] = &[
    // One variant for each command: the whole of what a console may ask, at one glance.
    "src-tauri/crates/api/src/command.rs",
    // One migration is one file, and this one makes the whole record.
    "src-tauri/crates/store/migrations/0002_record.sql",
];

/// The folder of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the repository").to_path_buf()
}

/// Every file below a folder, in a fixed order; built and downloaded things are left out.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return found;
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            let is_made = ["target", "node_modules", "dist", "gen", "test-results"].contains(&&*name);
            if !is_made && name != ".git" {
                found.extend(files_below(&path));
            }
        } else {
            found.push(path);
        }
    }
    found
}

/// Our own source: everything a person wrote, without the generated bindings.
fn own_files(endings: &[&str]) -> Vec<(String, String)> {
    ["src-tauri", "tests", "ui"]
        .iter()
        .flat_map(|folder| files_below(&root().join(folder)))
        .filter(|path| !path.starts_with(root().join("ui/src/lib/bindings")))
        .filter(|path| path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)))
        .map(|path| {
            let text = fs::read_to_string(&path).expect("source is text");
            let name = path.strip_prefix(root()).expect("below the root").display().to_string();
            (name, text)
        })
        .collect()
}

static METADATA: LazyLock<Metadata> = LazyLock::new(|| {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .expect("cargo describes the workspace")
});

fn package(name: &str) -> &'static Package {
    METADATA
        .packages
        .iter()
        .find(|package| package.name.as_str() == name)
        .unwrap_or_else(|| panic!("there is no package {name}"))
}

/// What a package is built with, tests aside.
fn needs(package: &Package) -> BTreeSet<&str> {
    package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind == DependencyKind::Normal)
        .map(|dependency| dependency.name.as_str())
        .collect()
}

fn own_needs(name: &str) -> BTreeSet<&'static str> {
    needs(package(name)).into_iter().filter(|need| need.starts_with("sextant-")).collect()
}

#[test]
fn the_domain_needs_nothing_that_reads_files_clocks_sockets_or_chance() {
    let allowed = BTreeSet::from(["jiff", "serde", "thiserror", "ts-rs", "unicode-segmentation", "uuid"]);
    let domain = package("sextant-domain");
    assert_eq!(needs(domain), allowed);
    for dependency in &domain.dependencies {
        if dependency.kind != DependencyKind::Normal {
            continue;
        }
        let features: BTreeSet<&str> = dependency.features.iter().map(String::as_str).collect();
        if dependency.name == "uuid" {
            let chance = ["v1", "v4", "v6", "v7"].iter().any(|version| features.contains(version));
            assert!(!chance, "the domain makes no ids");
        }
        if dependency.name == "jiff" {
            assert!(!dependency.uses_default_features, "jiff's defaults read the system's zones");
        }
    }
}

#[test]
fn dependencies_point_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("sextant-domain", &[][..]),
        ("sextant-store", &["sextant-domain"]),
        ("sextant-brief", &["sextant-domain"]),
        ("sextant-brief-pdf", &["sextant-brief", "sextant-domain"]),
        ("sextant-api", &["sextant-brief", "sextant-domain", "sextant-store"]),
        ("sextant-room", &["sextant-api", "sextant-domain"]),
        ("sextant-host", &["sextant-api", "sextant-brief-pdf", "sextant-domain", "sextant-room"]),
        ("sextant", &["sextant-api", "sextant-brief-pdf", "sextant-domain", "sextant-room"]),
        ("sextant-xtask", &[]),
        ("sextant-tests", &[]),
    ]);
    for package in &METADATA.packages {
        let name = package.name.as_str();
        let Some(allowed) = allowed.get(name) else {
            panic!("{name} is new: say here what it may depend on");
        };
        for need in own_needs(name) {
            assert!(allowed.contains(&need), "{name} must not depend on {need}");
        }
    }
}

#[test]
fn one_crate_each_knows_the_database_the_network_and_the_window() {
    let only: &[(&str, &[&str])] = &[
        ("rusqlite", &["sextant-store"]),
        ("rusqlite_migration", &["sextant-store"]),
        ("axum", &["sextant-room"]),
        ("tower-http", &["sextant-room"]),
        ("tokio", &["sextant-room", "sextant-host", "sextant"]),
        ("typst", &["sextant-brief-pdf"]),
        ("typst-pdf", &["sextant-brief-pdf"]),
        ("tauri", &["sextant"]),
        ("tauri-plugin-dialog", &["sextant"]),
        ("tauri-plugin-opener", &["sextant"]),
        ("webkit2gtk", &["sextant"]),
    ];
    for package in &METADATA.packages {
        for (need, holders) in only {
            let named = needs(package).contains(need);
            assert!(!named || holders.contains(&package.name.as_str()), "{} must not name {need}", package.name);
        }
    }
}

#[test]
fn the_tests_cannot_link_a_window_or_the_printer() {
    for dependency in &package("sextant-tests").dependencies {
        let forbidden = ["sextant", "sextant-host", "sextant-brief-pdf", "tauri"];
        assert!(!forbidden.contains(&dependency.name.as_str()), "{}", dependency.name);
    }
}

#[test]
fn no_profile_aborts_on_panic() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    assert!(
        !manifest.lines().any(|line| line.trim_start().starts_with("panic")),
        "one failing request would end the sitting of a whole room (D12)"
    );
}

#[test]
fn every_test_file_is_in_its_table_of_contents() {
    for folder in ["suite", "window", "program"] {
        let folder = root().join("tests").join(folder);
        let Ok(contents) = fs::read_to_string(folder.join("main.rs")) else {
            continue;
        };
        for entry in fs::read_dir(&folder).expect("a folder of tests") {
            let path = entry.expect("an entry").path();
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let is_module = path.is_dir() || path.extension().is_some_and(|ending| ending == "rs");
            if is_module && name != "main" {
                assert!(
                    contents.lines().any(|line| {
                        let line = line.trim_start_matches("pub ").trim_start_matches("pub(crate) ");
                        line == format!("mod {name};")
                    }),
                    "{} is never run: main.rs does not name it",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn every_rust_file_belongs_to_a_module() {
    let files = own_files(&["rs"]);
    for (name, _) in &files {
        let path = Path::new(name);
        let Some(folder) = source_folder(path) else {
            continue;
        };
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if ["lib", "main", "mod", "build"].contains(&stem.as_str()) || path.parent() == Some(&folder.join("bin")) {
            continue;
        }
        let parent = path.parent().expect("a file lies in a folder");
        // `a/b.rs` is declared by `a/mod.rs`, by `a.rs`, or by the root of its crate.
        let declared = files.iter().any(|(other, text)| {
            let other = Path::new(other);
            let is_parent = other.parent() == Some(parent)
                && ["lib.rs", "main.rs", "mod.rs"].contains(&&*other.file_name().unwrap_or_default().to_string_lossy())
                || other.with_extension("") == *parent;
            is_parent && text.lines().any(|line| line.trim().ends_with(&format!("mod {stem};")))
        });
        assert!(declared, "{name} is never compiled: no module names it");
    }
}

/// The `src` folder a file lies in.
fn source_folder(path: &Path) -> Option<PathBuf> {
    path.ancestors().find(|folder| folder.file_name().is_some_and(|name| name == "src")).map(Path::to_path_buf)
}

#[test]
fn only_one_file_of_the_pages_knows_the_window() {
    for (name, text) in own_files(&["ts", "svelte", "js"]) {
        // The linter's own rule has to name what it forbids.
        if name == "ui/src/lib/backend/tauri.ts" || !name.starts_with("ui/src/") {
            continue;
        }
        assert!(!text.contains("@tauri-apps"), "{name} must go through lib/backend");
    }
}

/// T8: what people write stays text.
#[test]
fn no_page_inserts_raw_html() {
    let forbidden = [format!("{{@{}", "html"), format!("inner{}", "HTML"), format!("outer{}", "HTML")];
    for (name, text) in own_files(&["ts", "svelte"]) {
        if !name.starts_with("ui/src/") {
            continue;
        }
        for word in &forbidden {
            let written = text.lines().any(|line| line.contains(word) && !line.trim_start().starts_with(['/', '*']));
            assert!(!written, "{name} inserts raw HTML with {word}");
        }
    }
}

/// T16: every crate inherits the workspace's lints, and those forbid unsafe code.
#[test]
fn no_crate_of_ours_can_hold_unsafe_code() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    assert!(manifest.contains("unsafe_code = \"forbid\""));
    for package in &METADATA.packages {
        let manifest = fs::read_to_string(&package.manifest_path).expect("a manifest");
        let inherits = manifest.contains("[lints]\nworkspace = true");
        assert!(inherits, "{} does not inherit the lints of the workspace", package.name);
    }
    let openings: Vec<String> =
        ["{", "fn", "impl", "trait"].iter().map(|next| format!("{} {next}", "unsafe")).collect();
    for (name, text) in own_files(&["rs"]) {
        for opening in &openings {
            assert!(!text.contains(opening.as_str()), "{name} holds `{opening}`");
        }
    }
}

#[test]
fn the_root_folder_holds_what_was_agreed() {
    for entry in fs::read_dir(root()).expect("the root folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(name.starts_with('.') || ROOT.contains(&name.as_str()), "{name} does not belong into the root folder");
    }
}

#[test]
fn no_file_grows_past_one_question() {
    let mut long: Vec<String> = Vec::new();
    for (name, text) in own_files(&["rs", "ts", "svelte", "sql"]) {
        let lines = text.lines().count();
        if lines > LONGEST_FILE && !LONG_FOR_A_REASON.contains(&name.as_str()) {
            long.push(format!("{name} has {lines} lines"));
        }
    }
    assert!(long.is_empty(), "split these by question:\n{}", long.join("\n"));
}

/// An id in code is a promise that `docs/` says what it means and what shows it.
#[test]
fn every_id_cited_in_code_is_explained() {
    let explained: BTreeMap<char, BTreeSet<String>> = [
        ('R', "requirements.md"),
        ('F', "faults.md"),
        ('D', "figures.md"),
        ('P', "figures.md"),
        ('T', "threats.md"),
        ('S', "threats.md"),
    ]
    .into_iter()
    .map(|(letter, file)| {
        let text = fs::read_to_string(root().join("docs").join(file)).expect("the page exists");
        (letter, text.lines().filter_map(explained_by).collect())
    })
    .collect();
    let mut missing = BTreeSet::new();
    for (name, text) in own_files(&["rs", "ts", "svelte", "sql"]) {
        for line in text.lines() {
            for id in cited(line) {
                let letter = id.chars().next().expect("an id has a letter");
                if !explained[&letter].contains(&id) {
                    missing.insert(format!("{id}, cited in {name}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "docs/ does not explain:\n{missing:#?}");
}

/// The id a row of a table in `docs/` explains.
fn explained_by(row: &str) -> Option<String> {
    let first = row.strip_prefix('|')?.split('|').next()?.trim();
    is_id(first).then(|| first.to_owned())
}

/// Ids named in a comment, or in the name of a test such as `f80_…`.
fn cited(line: &str) -> Vec<String> {
    let comment = line
        .find("//")
        .or_else(|| line.find("--"))
        .or_else(|| line.find("<!--"))
        .or_else(|| line.trim_start().starts_with('*').then_some(0));
    let Some(start) = comment else {
        return Vec::new();
    };
    line[start..]
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '#' && letter != '_')
        .filter(|word| is_id(word))
        .map(str::to_owned)
        .collect()
}

fn is_id(word: &str) -> bool {
    let Some(letter) = word.chars().next() else {
        return false;
    };
    let number = word[letter.len_utf8()..].trim_end_matches('b');
    let is_short = (1..=3).contains(&number.len()) && number.bytes().all(|digit| digit.is_ascii_digit());
    // F2 is also a key and P0 a priority; only the ranges in use count as ids.
    let value: u32 = number.parse().unwrap_or(0);
    is_short
        && match letter {
            'R' => (1..=109).contains(&value),
            'F' => number.len() == 2 && (1..=94).contains(&value),
            'D' => (1..=12).contains(&value),
            'P' => (1..=18).contains(&value),
            'T' => (1..=18).contains(&value),
            'S' => (1..=7).contains(&value),
            _ => false,
        }
}

#[test]
fn ids_are_told_from_other_words() {
    assert_eq!(cited("let x = 1; // R37 and F80, never F2 (T1b)."), ["R37", "F80", "T1b"]);
    assert!(cited("let r37 = R37;").is_empty(), "code is not a citation");
    assert_eq!(explained_by("| R5 | scope | … |").as_deref(), Some("R5"));
    assert_eq!(explained_by("| one | R5 |"), None);
}
