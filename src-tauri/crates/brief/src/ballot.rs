//! Ballots that leave the app: a page that is filled in without a network, and sheets of paper.
//!
//! Both name only what a round asks for. Neither holds a score of anybody.

use crate::render::{RenderError, base64};
use crate::text::printable;
use minijinja::Environment;
use serde::Serialize;
use serde_json::{Value, json};
use sextant_domain::act::Edition;
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::text::Line;
use sha2::{Digest, Sha256};

/// The name of the answer file's format.
pub const ANSWER_FORMAT: &str = "sextant-ballot";
/// The version of the answer file's format: since 2 an answer says which of its browser it is.
/// Pages of version 1 that were sent out write files of version 1, and those are read too.
pub const ANSWER_VERSION: u32 = 2;

/// What a round asks, for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlankBallot {
    /// The workshop's title.
    pub title: String,
    /// The workshop's id.
    pub workshop_id: String,
    /// The round.
    pub round: u32,
    /// What is promised about names.
    pub promise: String,
    /// People who score.
    pub people: Vec<BallotPerson>,
    /// The one person it is for; none means that everybody uses the same file and says who they are.
    pub person: Option<BallotPerson>,
    /// What is scored.
    pub candidates: Vec<BallotCandidate>,
}

/// Somebody who scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BallotPerson {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
}

/// Something that is scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotCandidate {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: u32,
    /// Its sentence.
    pub text: String,
    /// The criteria that the round asks for.
    pub criteria: Vec<Criterion>,
}

/// The page that is filled in offline. It opens from a disk, asks no network and carries one script,
/// which its policy knows by its hash (T8).
pub fn ballot_file(blank: &BlankBallot) -> Result<String, RenderError> {
    let style = include_str!("../assets/ballot.css");
    let script = include_str!("../assets/ballot.js");
    let facts = json!({
        "format": ANSWER_FORMAT,
        "version": ANSWER_VERSION,
        "workshop": blank.workshop_id,
        "round": blank.round,
        "person": blank.person.as_ref().map(person),
    });
    let candidates: Vec<Value> = blank.candidates.iter().map(candidate).collect();
    fill(
        "ballot.html",
        include_str!("../assets/ballot.html"),
        &json!({
            "title": printable(&blank.title),
            "round": blank.round,
            "promise": blank.promise,
            "person": blank.person.as_ref().map(person),
            "people": blank.people.iter().map(person).collect::<Vec<_>>(),
            "candidates": candidates,
            "longest": Line::LIMIT,
            // Inside of a script element only "<" could end it.
            "facts": facts.to_string().replace('<', "\\u003c"),
            "style": style,
            "style_hash": hash(style),
            "script": script,
            "script_hash": hash(script),
        }),
    )
}

/// Sheets to print, one for each person, or one with an empty line for the name.
pub fn ballot_sheets(blank: &BlankBallot) -> Result<String, RenderError> {
    let style = include_str!("../assets/sheets.css");
    let asked: Vec<Criterion> =
        Criterion::all().into_iter().filter(|c| blank.candidates.iter().any(|one| one.criteria.contains(c))).collect();
    let mut sheets: Vec<Value> = blank.person.iter().map(person).collect();
    if sheets.is_empty() {
        sheets = blank.people.iter().map(person).collect();
        // Whoever comes unexpected, or spoils a sheet, gets one without a name.
        sheets.push(json!({ "name": null }));
    }
    let criteria: Vec<Value> =
        asked.iter().map(|c| json!({ "label": c.label(), "question": c.question(), "anchors": c.anchors() })).collect();
    let candidates: Vec<Value> = blank
        .candidates
        .iter()
        .map(|one| {
            let asked: Vec<bool> = asked.iter().map(|c| one.criteria.contains(c)).collect();
            json!({ "number": one.number, "text": printable(&one.text), "asked": asked })
        })
        .collect();
    fill(
        "sheets.html",
        include_str!("../assets/sheets.html"),
        &json!({
            "title": printable(&blank.title),
            "round": blank.round,
            "promise": blank.promise,
            "sheets": sheets,
            "criteria": criteria,
            "candidates": candidates,
            "style": style,
            "style_hash": hash(style),
        }),
    )
}

/// The checksum of an answer file: of its head and its answer, line by line. A file of version 1 has
/// no edition.
pub fn checksum(
    workshop: &str,
    round: u32,
    person: &str,
    ballot: &str,
    edition: Option<&Edition>,
    answer: &str,
) -> String {
    let (version, edition) = match edition {
        None => (1, String::new()),
        Some(Edition { place, number }) => (ANSWER_VERSION, format!("{place}\n{number}\n")),
    };
    let text = format!("{ANSWER_FORMAT}\n{version}\n{workshop}\n{round}\n{person}\n{ballot}\n{edition}{answer}");
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn fill(name: &'static str, template: &'static str, values: &Value) -> Result<String, RenderError> {
    let mut environment = Environment::new();
    environment.add_template(name, template)?;
    Ok(environment.get_template(name)?.render(minijinja::value::Serde(values))?)
}

fn hash(text: &str) -> String {
    base64(&Sha256::digest(text.as_bytes()))
}

fn person(one: &BallotPerson) -> Value {
    json!({ "id": one.id, "name": printable(&one.name) })
}

fn candidate(one: &BallotCandidate) -> Value {
    let cells: Vec<Value> = one
        .criteria
        .iter()
        .map(|criterion| {
            let mut levels: Vec<Value> = Level::JUDGED
                .iter()
                .zip(criterion.anchors())
                .map(|(level, says)| json!({ "mark": level, "says": says }))
                .collect();
            levels.push(json!({ "mark": Level::CannotJudge, "says": Level::CannotJudge.label() }));
            json!({ "key": criterion, "label": criterion.label(), "question": criterion.question(), "levels": levels })
        })
        .collect();
    json!({ "id": one.id, "number": one.number, "text": printable(&one.text), "cells": cells })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_a_long_sheet_says_whose_it_is() {
        let candidate = |number: u32| BallotCandidate {
            id: format!("c{number}"),
            number,
            text: "Berths that were booked again ".repeat(6),
            criteria: Criterion::all().to_vec(),
        };
        let blank = BlankBallot {
            title: "Harbour".to_owned(),
            workshop_id: "w".to_owned(),
            round: 2,
            promise: String::new(),
            people: vec![BallotPerson { id: "p".to_owned(), name: "Ada".to_owned() }],
            person: None,
            candidates: (1..=40).map(candidate).collect(),
        };
        let sheets = ballot_sheets(&blank).expect("sheets");
        let heads: Vec<&str> =
            sheets.split("<thead>").skip(1).filter_map(|rest| rest.split("</thead>").next()).collect();
        assert_eq!(heads.len(), 2, "one for Ada, and one without a name");
        assert!(heads[0].contains("Ada") && heads[0].contains("Harbour") && heads[0].contains("round 2"));
        assert!(sheets.contains("thead{display:table-header-group}"), "a table's head is printed on each page");
    }
}
