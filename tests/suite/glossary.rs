//! One name per concept: every term of the glossary exists under that name.

use std::fs;
use std::path::Path;

use crate::tidy::{files_below, root};

/// One row of `domain/GLOSSARY.md`.
struct Term {
    shown: String,
    types: Vec<String>,
    tables: Vec<Table>,
}

/// A table, or one column of it.
struct Table {
    name: String,
    column: Option<String>,
}

/// Reads the table: term on screen, type, SQL, and whatever columns follow.
fn terms(markdown: &str) -> Vec<Term> {
    markdown
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            assert!(cells.len() >= 3, "a glossary row names term, type and SQL: {line}");
            Term {
                shown: cells[0].to_owned(),
                types: quoted(cells[1]),
                tables: quoted(cells[2]).iter().map(|name| table(name)).collect(),
            }
        })
        .collect()
}

fn table(name: &str) -> Table {
    match name.split_once('.') {
        Some((name, column)) => Table { name: name.to_owned(), column: Some(column.to_owned()) },
        None => Table { name: name.to_owned(), column: None },
    }
}

/// The names in backquotes; a method or variant stands for its type.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn text_below(folder: &Path, ending: &str) -> String {
    files_below(folder)
        .iter()
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .map(|path| fs::read_to_string(path).expect("source is text"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn declares(source: &str, name: &str) -> bool {
    ["struct", "enum", "trait", "type"].iter().any(|keyword| {
        let declaration = format!("pub {keyword} {name}");
        source.match_indices(&declaration).any(|(at, found)| {
            let next = source[at + found.len()..].chars().next();
            next.is_some_and(|next| !next.is_alphanumeric() && next != '_')
        })
    }) || declared_by_macro(source, name)
}

/// Ids and texts come from small macros whose lists name the types one on a line.
fn declared_by_macro(source: &str, name: &str) -> bool {
    source.lines().any(|line| {
        let line = line.trim();
        line.strip_prefix(name).is_some_and(|rest| rest.starts_with([';', ',', '(', ':', ' ']) && !rest.contains('='))
    })
}

fn glossary() -> Vec<Term> {
    let path = root().join("src-tauri/crates/domain/GLOSSARY.md");
    terms(&fs::read_to_string(path).expect("the domain has a glossary"))
}

#[test]
fn every_type_of_the_glossary_exists() {
    let crates = root().join("src-tauri/crates");
    let source: String = ["domain/src", "api/src", "brief/src", "store/src", "room/src"]
        .iter()
        .map(|folder| text_below(&crates.join(folder), "rs"))
        .collect();
    let terms = glossary();
    assert!(terms.len() > 10, "the glossary holds the terms in use");
    for term in terms {
        for name in &term.types {
            let (owner, member) = name.split_once("::").map_or((name.as_str(), None), |parts| (parts.0, Some(parts.1)));
            assert!(declares(&source, owner), "{}: there is no type `{owner}`", term.shown);
            if let Some(member) = member {
                assert!(source.contains(member), "{}: there is no `{name}`", term.shown);
            }
        }
    }
}

#[test]
fn every_table_of_the_glossary_exists() {
    let store = root().join("src-tauri/crates/store");
    let schema = text_below(&store, "sql").to_lowercase();
    for term in glossary() {
        for table in &term.tables {
            let Some(body) = created(&schema, &table.name) else {
                panic!("{}: there is no table `{}`", term.shown, table.name);
            };
            if let Some(column) = &table.column {
                assert!(
                    body.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == column),
                    "{}: `{}` has no column `{column}`",
                    term.shown,
                    table.name
                );
            }
        }
    }
}

/// The text between the brackets of `create table NAME (…) strict`.
fn created<'a>(schema: &'a str, name: &str) -> Option<&'a str> {
    let start = schema.find(&format!("create table {name} ("))?;
    let body = &schema[start..];
    Some(&body[..body.find(") strict")?])
}

#[test]
fn no_term_stands_twice() {
    let terms = glossary();
    for (at, term) in terms.iter().enumerate() {
        assert!(terms[..at].iter().all(|other| other.shown != term.shown), "`{}` has two rows", term.shown);
    }
}

#[test]
fn a_missing_type_or_table_is_noticed() {
    let terms = terms("| a | b | c |\n|---|---|---|\n| Star | `Star` | `stars.name` |\n");
    assert_eq!(terms.len(), 1);
    assert!(!declares("pub struct Stars;", "Star"), "a longer name is another type");
    assert!(declares("pub struct Star;", "Star"));
    assert!(created("create table stars (\n  name text\n) strict;", "stars").is_some());
    assert!(created("create table starships (\n  name text\n) strict;", "stars").is_none());
}
