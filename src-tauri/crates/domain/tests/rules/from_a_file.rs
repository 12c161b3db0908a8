//! What a record from a file must satisfy: every name leads somewhere, every list ends (F92).

use crate::a_workshop::{MORNING, fresh, ready_to_leave};
use serde_json::{Value, json};
use sextant_domain::frame::FrameQuestion;
use sextant_domain::stage::Stage;
use sextant_domain::workshop::Workshop;
use std::collections::BTreeMap;

/// A row in every table whose rows name something, beside what the path of a workshop leaves.
fn a_full_record() -> Value {
    let w = ready_to_leave(Stage::RollOut);
    let mut record = serde_json::to_value(&w).expect("a record is JSON");
    let candidate = record["candidates"][0]["id"].clone();
    let other = record["candidates"][1]["id"].clone();
    let person = record["participants"][0]["id"].clone();
    let input = record["inputMetrics"][0]["id"].clone();
    let team = record["teams"][0]["id"].clone();
    let cell = json!({ "round": 1, "candidateId": candidate, "criterion": "actionable" });
    let cell_with = |more: Value| {
        let mut row = cell.clone();
        row.as_object_mut().expect("a row").extend(more.as_object().expect("fields").clone());
        row
    };
    let question = json!({
        "kind": "question", "candidateId": candidate, "sameAsId": other, "criterion": null, "challenge": null,
        "verdict": null, "signal": null, "field": null, "teamId": team, "inputId": input, "suits": null,
        "text": "Why?", "settled": false,
    });
    let rows = [
        ("candidateLinks", json!({ "candidateId": candidate, "statement": "came_for" })),
        ("gamingRoutes", json!({ "candidateId": candidate, "text": "A script." })),
        ("goodhartChecks", json!({ "candidateId": candidate, "prompt": "durable", "answer": "yes", "note": "" })),
        (
            "waivers",
            json!({
                "rule": "missing_discipline", "candidateId": candidate, "detail": "", "reason": "Agreed.", "waivedAt": MORNING,
            }),
        ),
        ("handTallies", cell_with(json!({ "level": "1", "count": 3 }))),
        ("disciplineSplits", cell_with(json!({ "discipline": "product", "halfPoints": 4, "ballots": 3 }))),
        ("tableSplits", cell_with(json!({ "atTable": 1, "halfPoints": 4, "ballots": 3 }))),
        (
            "objections",
            json!({
                "candidateId": candidate, "text": "It drifts.", "signedBy": person, "counterExample": false,
                "devilsAdvocate": false, "answer": "It was looked at.",
            }),
        ),
        ("supportCounts", json!({ "candidateId": candidate, "support": 4, "liveWith": 0, "object": 0 })),
        (
            "backlogDecisions",
            json!({
                "firstItem": "Search", "secondItem": "Export", "favours": null, "throughInput": input, "because": "",
            }),
        ),
        (
            "evidenceItems",
            json!({
                "candidateId": candidate, "kind": "interview", "direction": "supports", "text": "They moved together.",
                "source": "", "collectedOn": null,
            }),
        ),
        (
            "trackedEvents",
            json!({
                "name": "plan_kept", "trigger": "", "properties": "", "place": "", "dataClass": "personal", "owner": "",
                "due": null, "status": "planned", "position": 0,
            }),
        ),
        ("authorTies", json!({ "itemId": fresh(), "participantId": person })),
        ("tableDevices", json!({ "atTable": 1, "participantId": person })),
        ("valueActions", json!({ "text": "They plan a week.", "candidateId": candidate })),
        ("contributions", question),
        ("frameAnswers", json!({ "question": "job", "text": "Plan a week." })),
        ("criterionWeights", json!({ "criterion": "actionable", "quarters": 4 })),
        ("stageTimes", json!({ "stage": "roll_out", "usedSeconds": 60 })),
    ];
    for (table, mut row) in rows {
        row["id"] = json!(fresh());
        record[table].as_array_mut().expect("a table").push(row);
    }
    record["candidates"][2]["mergedInto"] = candidate.clone();
    record["candidates"][3]["reshapedFrom"] = candidate;
    record["inputMetrics"][1]["parentId"] = input;
    assert_eq!(misfit(&record), None);
    // Read and written once more, in which a key that a table does not have is dropped.
    serde_json::to_value(serde_json::from_value::<Workshop>(record).expect("just read")).expect("a record is JSON")
}

fn misfit(record: &Value) -> Option<String> {
    serde_json::from_value::<Workshop>(record.clone()).expect("a record of the right shape").misfit()
}

/// Where a record names a row of another table: the table, the place of the row, the field.
fn names(record: &Value) -> Vec<(String, usize, String)> {
    let tables = record.as_object().expect("tables");
    let rows = |table: &str| tables[table].as_array().expect("rows").clone();
    let known: Vec<Value> = ["candidates", "participants", "inputMetrics", "teams", "ballots"]
        .into_iter()
        .flat_map(rows)
        .map(|row| row["id"].clone())
        .collect();
    let mut found = Vec::new();
    for table in tables.keys().filter(|table| tables[*table].is_array()) {
        for (place, row) in rows(table).iter().enumerate() {
            let fields = row.as_object().expect("a row").iter();
            let naming = fields.filter(|(field, value)| *field != "id" && known.contains(value));
            found.extend(naming.map(|(field, _)| (table.clone(), place, field.clone())));
        }
    }
    found
}

#[test]
fn f92_each_name_that_leads_nowhere_makes_a_record_one_that_no_workshop_can_hold() {
    let record = a_full_record();
    // One row of a kind stands for the others.
    let places: BTreeMap<_, _> =
        names(&record).into_iter().map(|(table, place, field)| ((table, field), place)).collect();
    assert!(places.len() > 30, "{places:?}");
    for ((table, field), place) in places {
        let mut stray = record.clone();
        stray[&table][place][&field] = json!(fresh());
        let told = misfit(&stray);
        assert!(told.as_deref().is_some_and(|told| told.starts_with("it names a")), "{table}, {field}: {told:?}");
    }
    let mut stray = record.clone();
    stray["ballots"][0]["round"] = json!(9);
    assert_eq!(misfit(&stray).as_deref(), Some("it names a round that is not in it"));
}

/// The record with one value changed.
fn with(record: &Value, place: &str, value: Value) -> Option<String> {
    let mut changed = record.clone();
    *changed.pointer_mut(place).unwrap_or_else(|| panic!("{place} is in the record")) = value;
    misfit(&changed)
}

#[test]
fn f92_each_number_is_taken_up_to_its_end_and_no_further() {
    let record = a_full_record();
    let anything = 100_000_000_i64;
    for (place, last) in [
        ("/participants/0/position", anything),
        ("/participants/0/atTable", anything),
        ("/tableDevices/0/atTable", anything),
        ("/teams/0/position", anything),
        ("/inputMetrics/0/position", anything),
        ("/guardrails/0/position", anything),
        ("/trackedEvents/0/position", anything),
        ("/candidates/0/number", anything),
        ("/sittings/0/number", anything),
        ("/stageTimes/0/usedSeconds", anything),
        ("/timer/0/plannedSeconds", anything),
        ("/timer/0/remainingMs", anything * 1000),
        ("/handTallies/0/count", 300),
        ("/supportCounts/0/support", 300),
        ("/supportCounts/0/liveWith", 300),
        ("/supportCounts/0/object", 300),
        ("/criterionWeights/0/quarters", 12),
    ] {
        assert_eq!(with(&record, place, json!(last)), None, "{place}");
        let told = with(&record, place, json!(last + 1));
        assert_eq!(told.as_deref(), Some("a number out of its range"), "{place}");
    }
    assert_eq!(with(&record, "/timer/0/remainingMs", json!(-anything * 1000)), None, "overtime counts down");
    assert!(with(&record, "/timer/0/remainingMs", json!(-anything * 1000 - 1)).is_some());
    assert_eq!(with(&record, "/rounds/0/ballotsHash", json!("0".repeat(64))), None);
    assert!(with(&record, "/rounds/0/ballotsHash", json!("0".repeat(65))).is_some());
}

#[test]
fn f92_each_moment_lies_between_1970_and_the_year_9999() {
    let record = a_full_record();
    let last = 253_402_300_799_999_i64;
    for place in [
        "/head/0/createdAt",
        "/head/0/archivedAt",
        "/rounds/0/openedAt",
        "/rounds/0/revealedAt",
        "/rounds/0/endedAt",
        "/stages/0/enteredAt",
        "/sittings/0/openedAt",
        "/sittings/0/closedAt",
        "/waivers/0/waivedAt",
        "/rejections/0/rejectedAt",
        "/choices/0/chosenAt",
        "/choices/0/demotedAt",
    ] {
        for moment in [0, last] {
            assert_eq!(with(&record, place, json!(moment)), None, "{place}");
        }
        for moment in [-1, last + 1] {
            let told = with(&record, place, json!(moment));
            assert_eq!(told.as_deref(), Some("a date outside of the calendar"), "{place}");
        }
    }
}

/// The record with copies of the last row of a table under keys of their own, until there are so many.
fn filled(record: &Value, table: &str, many: usize) -> Value {
    let mut filled = record.clone();
    let rows = filled[table].as_array_mut().expect("a table");
    let one = rows.last().expect("a row to copy").clone();
    assert!(rows.len() <= many, "{table} has more rows already");
    for place in 1.. {
        if rows.len() == many {
            break;
        }
        let mut copy = one.clone();
        let numbered = ["number", "version", "round", "atTable"].into_iter().find(|key| one.get(*key).is_some());
        match numbered.filter(|_| one.get("id").is_none()) {
            Some(key) => copy[key] = json!(1000 + place),
            None => copy["id"] = json!(fresh()),
        }
        if table == "choices" {
            copy["demotedAt"] = json!(MORNING);
        }
        rows.push(copy);
    }
    filled
}

#[test]
fn f92_each_list_is_taken_up_to_its_end_and_no_further() {
    let mut record = a_full_record();
    // Other rows of the same candidate are in the way of counting.
    let candidate = record["levers"][0]["candidateId"].clone();
    record["levers"].as_array_mut().expect("levers").retain(|lever| lever["candidateId"] == candidate);
    let rounds = record["rounds"].as_array().expect("rounds").len();
    let cells = record["candidates"].as_array().expect("candidates").len() * 6 * rounds;
    for (table, what, most) in [
        ("participants", "people", 300),
        ("candidates", "candidates", 500),
        ("tableDevices", "devices of tables", 300),
        ("valueActions", "entries of the quick list", 500),
        ("teams", "teams", 60),
        ("coreUsers", "groups of users", 12),
        ("gamingRoutes", "routes for one candidate", 12),
        ("levers", "levers for one candidate", 24),
        ("waivers", "waivers", 2000),
        ("rounds", "rounds", 1000),
        ("roundCells", "cells of rounds", cells),
        ("ballots", "ballots", 300 * rounds),
        ("handTallies", "counts of hands", cells * 5),
        ("objections", "objections", 300),
        ("choices", "choices", 1000),
        ("backlogDecisions", "backlog decisions", 20),
        ("evidenceItems", "pieces of evidence", 500),
        ("definitions", "definitions", 1000),
        ("exclusions", "exclusions", 40),
        ("inputMetrics", "inputs", 200),
        ("guardrails", "guardrails", 12),
        ("trackedEvents", "events", 60),
        ("sittings", "sittings", 1000),
        ("frameAnswers", "answers to the frame", 300 * FrameQuestion::ALL.len()),
        ("contributions", "contributions", 9000),
    ] {
        assert_eq!(misfit(&filled(&record, table, most)), None, "{most} {what}");
        assert_eq!(misfit(&filled(&record, table, most + 1)), Some(format!("too many {what}")));
    }
}

#[test]
fn f92_there_is_one_star_one_choice_in_force_and_one_decider() {
    let record = a_full_record();
    let chosen = record["candidates"].as_array().expect("candidates").iter();
    let other = chosen.clone().position(|candidate| candidate["standing"] != "chosen").expect("nine of ten");
    let told = with(&record, &format!("/candidates/{other}/standing"), json!("chosen"));
    assert_eq!(told.as_deref(), Some("too many stars"));
    let mut twice = record.clone();
    let mut again = twice["choices"][0].clone();
    again["id"] = json!(fresh());
    twice["choices"].as_array_mut().expect("choices").push(again);
    assert_eq!(misfit(&twice).as_deref(), Some("too many choices in force"));
    let mut two = record.clone();
    for person in record["participants"].as_array().expect("people") {
        two["roles"].as_array_mut().expect("roles").push(json!({ "participantId": person["id"], "role": "decider" }));
    }
    assert_eq!(misfit(&two).as_deref(), Some("too many deciders"));
}

#[test]
fn a_record_without_one_of_the_rows_that_every_workshop_has_is_not_whole() {
    let record = a_full_record();
    let whole = |record: Value| serde_json::from_value::<Workshop>(record).expect("the right shape").is_whole();
    assert!(whole(record.clone()));
    for table in ["head", "frame", "timer", "baseline", "target", "cadence"] {
        let mut without = record.clone();
        without[table] = json!([]);
        assert!(!whole(without), "{table}");
    }
    let mut without = record;
    without["stages"].as_array_mut().expect("stages").remove(3);
    assert!(!whole(without), "all eleven stages are there");
}
