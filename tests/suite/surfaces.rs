//! What each surface shows, cell by cell: one test for each row of the table, and in each of them
//! something on the wall, at a seat and on the console that stands in no other row.

use crate::support::phone::Phone;
use crate::support::play::{PEOPLE, candidates, people, rejection, reveal, sentence, settle};
use crate::support::room::{OpenDoor, Room, each, list};
use serde_json::{Value, json};
use std::sync::Arc;

#[test]
fn row_0_the_lobby_has_purpose_code_people_and_promise_and_the_console_who_is_missing() {
    let room = Room::playing("frame");
    room.laptop.door().api().set_room_keeper(Arc::new(OpenDoor));
    room.send(json!({ "type": "go_to_stage", "stage": "set_up" }));
    let wall = room.wall("lobby");
    assert_eq!(room.laptop.projector()["title"], "Where we are going");
    assert_eq!(wall["purpose"], "A star for the whole company: Slotwell");
    assert_eq!((&wall["join"]["code"], &wall["join"]["modules"][0]), (&json!("HQ7 K3M"), &json!("101")));
    let mut here = each(&wall["here"], "label");
    here.sort_by_key(Value::to_string);
    assert_eq!(json!(here), json!(["Product", "Product", "Product", "Product", "Sales"]), "disciplines, no names");
    assert!(wall["promise"].as_str().is_some_and(|words| words.contains("hidden until")));
    room.task("wait");
    assert_eq!(room.own()["name"], "Zoë");
    assert_eq!(room.phone.room(&room.laptop)["promise"], wall["promise"]);
    let console = room.console();
    assert_eq!(list(&console["people"]).len(), PEOPLE.len() + 1);
    let missing = &console["missingDisciplines"];
    assert!(list(missing).contains(&json!("engineering")) && !list(missing).contains(&json!("sales")), "{missing}");
    assert_eq!(room.devices()["announcement"]["reached"], 2, "phones that reached the test page");
}

#[test]
fn row_1_a_question_is_asked_of_all_and_its_answers_stand_side_by_side() {
    let room = Room::playing("frame");
    room.send(json!({ "type": "ask_frame", "question": "value_moment" }));
    assert_eq!(room.task("frame")["question"], "value_moment");
    let answer = json!({ "type": "answer_frame_alone", "question": "value_moment", "text": "A plan that held." });
    room.phone.send(&room.laptop, answer);
    assert_eq!(room.own()["frameAnswers"][0]["text"], "A plan that held.");
    room.devices();
    let asked = room.wall("frame")["asked"].clone();
    assert_eq!((&asked["answered"], &asked["label"]), (&json!(1), &room.task("frame")["label"]));
    assert_eq!(room.console()["frameAsks"][0]["answered"], 1);
    room.send(json!({ "type": "reveal_frame_answers", "question": "value_moment" }));
    assert!(room.console()["frameAsks"][0]["answers"].to_string().contains("A plan that held."));
    room.send(json!({ "type": "answer_frame", "question": "value_moment", "text": "A week ends as planned." }));
    let agreed = room.wall("frame")["lines"].clone();
    assert_eq!(each(&agreed, "text"), ["A week ends as planned."]);
}

#[test]
fn row_2_writing_shows_question_clock_and_count_and_nothing_else() {
    let room = Room::playing("write");
    room.phone.send(&room.laptop, json!({ "type": "add_candidate", "sentence": sentence("kept what she wrote") }));
    room.phone.send(&room.laptop, json!({ "type": "say_done_writing", "done": true }));
    let devices = room.devices();
    let wall = room.wall("write");
    let fields: Vec<_> = wall.as_object().expect("an object").keys().collect();
    assert_eq!(fields, ["count", "enough", "kind", "plenty", "question"]);
    let question = "What would you count to know that customers got what they came for?";
    assert_eq!(wall, json!({ "kind": "write", "question": question, "count": 1, "enough": 10, "plenty": 15 }));
    assert!(room.laptop.projector()["timer"]["plannedSeconds"].as_u64().is_some_and(|seconds| seconds > 0));
    assert_eq!(room.task("write")["question"], question);
    assert!(room.own()["candidates"][0]["text"].as_str().is_some_and(|text| text.contains("kept what she wrote")));
    let console = room.console();
    assert_eq!((&console["write"]["candidates"], &console["candidates"]), (&json!(1), &json!([])));
    assert_eq!(devices["seats"][0]["done"], true);
}

#[test]
fn row_3_cards_come_shuffled_then_one_in_focus_then_in_clusters() {
    let room = Room::playing("clarify");
    let cards = candidates(&room.laptop);
    let numbers: Vec<usize> = (1..=cards.len()).collect();
    assert_eq!(json!(each(&room.wall("candidates")["sentences"], "number")), json!(numbers));
    room.send(json!({ "type": "show_on_projector", "focus": { "show": "candidate", "id": cards[4] } }));
    assert_eq!(room.wall("candidates")["focus"]["number"], 5);
    assert_eq!(room.task("clarify")["focus"], cards[4].as_str());
    room.send(json!({ "type": "merge_candidates", "from": cards[7], "into": cards[4] }));
    let wall = room.wall("candidates");
    assert_eq!(each(&wall["focus"]["merged"], "number"), [8]);
    assert_eq!(wall["sentences"][4]["merged"], wall["focus"]["merged"]);
    assert!(wall["focus"]["merged"][0]["text"].as_str().is_some_and(|text| text.contains("finished plan number")));
    assert_eq!(list(&room.task("clarify")["cards"]).len(), cards.len() - 1);
    room.contribute(json!({ "kind": "clarification", "candidateId": cards[0], "text": "Counted per firm?" }));
    room.contribute(json!({ "kind": "same_as", "candidateId": cards[0], "sameAsId": cards[1] }));
    room.phone.send(&room.laptop, json!({ "type": "mark_card_read", "candidateId": cards[0] }));
    assert_eq!(room.own()["read"], json!([cards[0]]));
    assert_eq!(room.devices()["read"], json!([{ "candidateId": cards[0], "readers": 1 }]));
    let console = room.console();
    let mut sent = each(&console["contributions"], "kind");
    sent.sort_by_key(Value::to_string);
    assert_eq!(sent, ["clarification", "same_as"]);
    assert_eq!(console["candidates"][7]["candidate"]["mergedInto"], cards[4].as_str());
    let unread = list(&console["candidates"]).iter().filter(|one| one["candidate"]["opened"] == false).count();
    assert_eq!(unread, cards.len() - 1);
}

#[test]
fn row_4_a_candidate_stands_over_its_four_verdicts_and_private_views_are_counts() {
    let room = Room::playing("challenge");
    let cards = candidates(&room.laptop);
    room.send(json!({ "type": "show_on_projector", "focus": { "show": "candidate", "id": cards[1] } }));
    room.send(json!({
        "type": "judge_challenge", "candidateId": cards[1], "kind": "gaming", "verdict": "fails", "story": "A script.",
    }));
    let wall = room.wall("challenge");
    assert_eq!(wall["sentence"]["number"], 2);
    let verdicts: Vec<_> = list(&wall["verdicts"]).iter().map(|tile| (&tile["verdict"], &tile["story"])).collect();
    let (none, empty) = (Value::Null, json!(""));
    let (fails, story) = (json!("fails"), json!("A script."));
    assert_eq!(verdicts.len(), 4);
    assert_eq!(verdicts.iter().filter(|tile| **tile == (&none, &empty)).count(), 3);
    assert!(verdicts.contains(&(&fails, &story)), "{verdicts:?}");
    assert_eq!(list(&room.task("challenge")["challenges"]).len(), 4);
    let view = json!({ "kind": "challenge_view", "candidateId": cards[1], "challenge": "churn", "verdict": "fails" });
    room.contribute(view);
    room.contribute(json!({ "kind": "cheat_story", "candidateId": cards[1], "text": "Open it with a script." }));
    assert!(room.own()["contributions"].to_string().contains("challenge_view"));
    room.devices();
    let data = json!({
        "dataStatus": "weekly_now", "dataSource": "", "dataEvent": "", "delayDays": null, "measurableBy": null,
        "dataOwner": "",
    });
    room.send(json!({ "type": "set_measurability", "candidateId": cards[1], "measurability": data }));
    room.send(rejection(&cards[2]));
    let console = room.console();
    assert_eq!(console["challengeCounts"][0]["fails"], 1);
    assert_eq!(each(&console["contributions"], "text"), ["Open it with a script."]);
    assert_eq!(console["candidates"][1]["candidate"]["dataStatus"], "weekly_now");
    assert_eq!(console["candidates"][2]["rejection"]["reason"], "easily_gamed");
}

#[test]
fn row_5a_marking_shows_how_many_are_done_and_the_console_who() {
    let (room, phones) = Room::scoring();
    let asked = room.task("score");
    assert_eq!((asked["round"].as_u64(), list(&asked["candidates"]).len()), (Some(1), 3));
    assert_eq!(list(&asked["candidates"][0]["criteria"]).len(), 3);
    room.phone.send(&room.laptop, phones[0].ballot(&room.laptop, |_| ("2", "a reason of mine".to_owned())));
    assert_eq!(room.own()["ballot"][0]["reason"], "a reason of mine");
    room.devices();
    assert_eq!(
        room.wall("marking"),
        json!({ "kind": "marking", "done": 1, "expected": PEOPLE.len(), "round": 1, "cells": [] })
    );
    let round = room.console()["score"]["rounds"][0].clone();
    assert_eq!(round["handedIn"], json!([people(&room.laptop)[0]]));
    assert_eq!(round["missing"], PEOPLE.len() - 1);
}

/// Everybody marks; the first two fail the second cell, each with words of their own.
fn all_mark(room: &Room, phones: &[Phone]) {
    for (seat, phone) in phones.iter().enumerate() {
        let ballot = phone.ballot(&room.laptop, |cell| match (cell, seat) {
            (1, 0 | 1) => ("0", format!("doubt {seat}")),
            _ => ("3", format!("trust {seat}")),
        });
        phone.send(&room.laptop, ballot);
    }
    reveal(&room.laptop);
}

#[test]
fn row_5b_one_cell_stands_large_with_both_ends_reasons_and_the_map_when_it_is_shown() {
    let (room, phones) = Room::scoring();
    all_mark(&room, &phones);
    let talk = room.console()["score"]["map"]["talk"][0].clone();
    let wall = room.wall("cell");
    assert_eq!((&wall["cell"]["text"], &wall["cell"]["cell"]["criterion"]), (&talk["text"], &talk["criterion"]));
    assert_eq!(each(&wall["cell"]["lowestReasons"], "text"), ["doubt 0", "doubt 1"]);
    assert_eq!(each(&wall["cell"]["highestReasons"], "text"), ["trust 2", "trust 3"]);
    let place = json!({ "candidateId": talk["candidateId"], "criterion": talk["criterion"] });
    assert_eq!(room.task("talk")["focus"]["cell"]["lowestReasons"], wall["cell"]["lowestReasons"]);
    let own = room.own()["marks"].clone();
    let mine =
        list(&own).iter().find(|m| m["candidateId"] == place["candidateId"] && m["criterion"] == place["criterion"]);
    assert_eq!(mine.map(|mark| &mark["level"]), Some(&json!("0")));
    let offer = json!({ "type": "offer_to_speak", "place": place, "extreme": "lowest", "will": true });
    room.phone.send(&room.laptop, offer);
    let reason = json!({
        "kind": "added_reason", "candidateId": talk["candidateId"], "criterion": talk["criterion"], "text": "Seen twice.",
    });
    room.contribute(reason);
    assert_eq!(room.devices()["speakers"][0]["place"], place);
    assert_eq!(each(&room.console()["contributions"], "text"), ["Seen twice."]);
    room.send(json!({ "type": "show_on_projector", "focus": { "show": "map" } }));
    let (map, console) = (room.wall("map")["map"].clone(), room.console());
    assert_eq!((list(&map["rows"]).len(), list(&map["rows"][0]["cells"]).len()), (3, 6));
    assert_eq!(map["rows"], console["score"]["map"]["rows"]);
    settle(&room.laptop);
    assert_eq!(room.console()["score"]["map"]["talk"][0]["note"], "Agreed.");
}

#[test]
fn row_5c_the_second_round_names_the_cells_it_asks_for_and_no_mark() {
    let (room, phones) = Room::scoring();
    all_mark(&room, &phones);
    settle(&room.laptop);
    let talk = room.console()["score"]["map"]["talk"][0].clone();
    room.send(json!({ "type": "show_on_projector", "focus": { "show": "stage" } }));
    room.send(json!({ "type": "open_round", "scope": "disputed" }));
    let wall = room.wall("marking");
    let cell = json!({
        "id": talk["candidateId"], "number": wall["cells"][0]["number"], "text": talk["text"],
        "criteria": [talk["criterion"]],
    });
    assert!(cell["number"].as_u64().is_some_and(|number| number > 0));
    let wanted = json!({ "kind": "marking", "done": 0, "expected": PEOPLE.len(), "round": 2, "cells": [cell] });
    assert_eq!(wall, wanted, "no count, no median, no mark");
    let asked = room.task("score")["candidates"].clone();
    assert_eq!(
        (each(&asked, "id"), each(&asked, "criteria")),
        (vec![cell["id"].clone()], vec![cell["criteria"].clone()])
    );
    assert_eq!(each(&room.own()["earlier"], "level"), ["0"], "the own earlier mark");
    phones[1].send(&room.laptop, phones[1].ballot(&room.laptop, |_| ("2", "moved".to_owned())));
    room.devices();
    let round = room.console()["score"]["rounds"][1].clone();
    assert_eq!((list(&round["cells"]).len(), list(&round["handedIn"]).len()), (1, 1));
    assert_eq!(room.wall("marking")["done"], 1);
}

#[test]
fn row_5d_gates_medians_and_robustness_stand_beside_the_signals() {
    let (room, phones) = Room::scoring();
    all_mark(&room, &phones);
    settle(&room.laptop);
    room.send(json!({ "type": "end_scoring" }));
    let map = room.wall("map")["map"].clone();
    let gates = each(&map["rows"], "gate");
    assert_eq!(gates.iter().filter(|gate| **gate == "barred").count(), 1, "{gates:?}");
    assert!(map["rows"].to_string().contains("\"median\":{"), "medians");
    assert!(map["robustnessText"].as_str().is_some_and(|words| words.contains("winner") || words.contains("Robust")));
    let cards = room.task("signal")["cards"].clone();
    assert_eq!(list(&cards).len(), 3);
    let passed =
        list(&map["rows"]).iter().find(|row| row["gate"] == "passed").expect("two passed")["candidateId"].clone();
    room.contribute(
        json!({ "kind": "signal", "candidateId": passed, "signal": "object", "text": "It can be bought." }),
    );
    assert!(room.own()["contributions"].to_string().contains("It can be bought."));
    room.devices();
    let ids: Vec<_> =
        list(&map["rows"]).iter().filter(|row| row["gate"] == "passed").map(|row| &row["candidateId"]).collect();
    for id in &ids {
        let lever = json!({ "type": "add_lever", "candidateId": id, "discipline": "data", "text": "A report." });
        room.send(lever);
    }
    room.send(json!({ "type": "shortlist_candidates", "candidateIds": ids, "sizeNote": "" }));
    let console = room.console();
    assert!(console["contributions"].to_string().contains("It can be bought."));
    let standings: Vec<_> = list(&console["candidates"]).iter().map(|one| &one["candidate"]["standing"]).collect();
    assert_eq!(standings.iter().filter(|one| **one == "shortlisted").count(), 2);
    assert_eq!(standings.iter().filter(|one| **one == "rejected").count(), 9, "each with its reason code");
}

#[test]
fn row_6_finalists_stand_with_what_speaks_for_them_and_questions_come_from_seats() {
    let room = Room::finished("validate");
    let finalists = room.wall("finalists")["finalists"].clone();
    assert!(list(&finalists).len() > 1, "there is something to compare");
    for one in list(&finalists) {
        assert_eq!(list(&one["halfPoints"]).len(), 6);
        let console = room.console();
        let view = list(&console["candidates"]).iter().find(|view| view["candidate"]["id"] == one["id"]);
        assert_eq!(view.expect("it is listed")["testPlan"]["hypothesis"], one["hypothesis"]);
        assert_ne!(one["hypothesis"], "");
    }
    let cards = room.task("validate")["cards"].clone();
    assert_eq!(each(&cards, "id"), each(&finalists, "id"));
    room.contribute(json!({ "kind": "question", "candidateId": cards[0]["id"], "text": "Who is missing?" }));
    assert!(each(&room.console()["contributions"], "text").contains(&json!("Who is missing?")));
}

#[test]
fn row_7_the_choice_stands_with_its_reason_and_dissent_reaches_the_record() {
    let room = Room::finished("choose");
    let (wall, console) = (room.wall("finalists"), room.console());
    let star =
        list(&console["candidates"]).iter().find(|one| one["candidate"]["standing"] == "chosen").expect("a star");
    assert_eq!(wall["chosen"], star["text"]);
    assert_eq!(list(&wall["finalists"]).iter().filter(|tile| tile["chosen"] == true).count(), 1);
    assert_eq!(room.task("choose")["chosen"], star["text"]);
    assert_ne!(console["choices"][0]["reason"], "");
    assert_ne!(console["choices"][0]["comeBackWhen"], "");
    let id = star["candidate"]["id"].clone();
    let object =
        json!({ "type": "object_alone", "candidateId": id, "text": "It forgets small firms.", "signed": false });
    room.phone.send(&room.laptop, object);
    assert_eq!(each(&room.own()["objections"], "text"), ["It forgets small firms."]);
    assert!(room.console()["candidates"].to_string().contains("It forgets small firms."));
}

#[test]
fn row_8_the_definition_card_grows_with_its_warnings() {
    let room = Room::finished("define");
    assert_eq!(room.wall("definition")["warnings"], json!([]));
    let before = list(&room.wall("definition")["fields"]).len();
    room.send(json!({ "type": "set_denominator", "denominator": null }));
    let fields = each(&room.wall("definition")["fields"], "label");
    assert_eq!(
        (before, fields),
        (6, vec![json!("Counts"), json!("that did"), json!("when"), json!("In"), json!("Known by")])
    );
    room.send(json!({ "type": "set_denominator", "denominator": "ratio" }));
    room.send(json!({ "type": "set_window", "window": {
        "windowLength": 2, "windowUnit": "week", "windowKind": "rolling", "weekStart": null, "timeZone": "Europe/Berlin",
    }}));
    let (warnings, console) = (room.wall("definition")["warnings"].clone(), room.console());
    assert_eq!(json!(each(&console["definitionWarnings"], "text")), warnings);
    assert_eq!(each(&console["definitionWarnings"], "about"), ["ratio", "window", "window"]);
    assert!(warnings.to_string().contains("the window is 2 rolling weeks"), "{warnings}");
    assert_eq!(console["definition"]["version"], 1);
    assert!(room.task("define")["fields"].to_string().contains("meeting_booked"));
    room.contribute(json!({ "kind": "field_comment", "field": "unit", "text": "Trial accounts too?" }));
    assert!(each(&room.console()["contributions"], "text").contains(&json!("Trial accounts too?")));
}

#[test]
fn row_9_the_tree_stands_with_the_teams_it_leaves_out() {
    let room = Room::finished("decompose");
    room.send(json!({ "type": "add_team", "name": "Partner desk" }));
    let (wall, console) = (room.wall("tree"), room.console());
    assert!(list(&wall["uncovered"]).contains(&json!("Partner desk")));
    assert_eq!(list(&console["uncoveredTeams"]).len(), list(&wall["uncovered"]).len());
    let names = each(&wall["inputs"], "name");
    assert_eq!(names, each(&console["inputMetrics"], "name"));
    assert!(names.len() > 3, "{names:?}");
    assert!(list(&console["inputMetrics"]).iter().any(|input| input["teamId"].is_string()), "owners");
    let task = room.task("decompose");
    assert!(each(&task["teams"], "name").contains(&json!("Partner desk")));
    let mut picked = each(&task["inputs"], "name");
    let mut shown = names;
    picked.sort_by_key(Value::to_string);
    shown.sort_by_key(Value::to_string);
    assert_eq!(picked, shown);
    let team = task["teams"][0]["id"].clone();
    room.contribute(json!({ "kind": "team_move", "teamId": team, "inputId": null, "text": "Invitations by hosts" }));
    room.contribute(json!({ "kind": "guardrail_idea", "text": "Meetings nobody joins" }));
    let said = each(&room.console()["contributions"], "text");
    assert!(said.contains(&json!("Invitations by hosts")) && said.contains(&json!("Meetings nobody joins")));
}

#[test]
fn row_10_the_cover_stands_with_the_dates_and_the_console_with_what_is_complete() {
    let room = Room::finished("roll_out");
    let (wall, console) = (room.wall("cover"), room.console());
    let star =
        list(&console["candidates"]).iter().find(|one| one["candidate"]["standing"] == "chosen").expect("a star");
    assert_eq!((&wall["star"], &wall["story"]), (&star["text"], &console["frame"]["successStory"]));
    assert_ne!(wall["story"], "");
    let task = room.task("roll_out");
    assert_eq!(task["star"], star["text"]);
    assert_eq!(task["nextReview"], console["cadence"]["nextReview"]);
    assert_ne!(task["nextReview"], "");
    room.contribute(json!({ "kind": "meeting_check", "suits": false }));
    assert!(each(&room.console()["contributions"], "kind").contains(&json!("meeting_check")));
    let checks = list(&console["stages"]).last().expect("eleven stages")["exitCheck"].clone();
    assert!(!list(&checks).is_empty(), "the list of what is complete");
    assert!(!room.laptop.export("markdown", "team").is_empty());
}
