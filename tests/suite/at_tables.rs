//! A large room at tables: one device answers for each in Frame, Challenge and Decompose.

use crate::support::phone::{Phone, workshop};
use crate::support::play::{self, Play, people, sit_down};
use crate::support::{Laptop, SAMPLE, leaks};
use serde_json::{Value, json};

/// Thirteen people at three tables, each with a phone that is connected, in a stage.
struct Room {
    laptop: Laptop,
    /// The phones of each table, in the order of the roster.
    tables: Vec<Vec<Phone>>,
}

const GUESTS: usize = 9;

/// Brings everybody to a table. Four are on the roster already.
fn seated(laptop: Laptop) -> Room {
    for place in 0..GUESTS {
        let participant = json!({ "name": format!("Guest {place}"), "discipline": "sales", "roles": ["contributor"] });
        laptop.send(json!({ "type": "add_participant", "participant": participant }));
    }
    laptop.send(json!({ "type": "seat_at_tables" }));
    let view = laptop.view();
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let name = |id: &Value| {
        let person = list(&view["people"]).into_iter().find(|person| person["id"] == *id);
        person.expect("on the roster")["name"].as_str().expect("a name").to_owned()
    };
    let mut place = 0;
    let listed = list(&view["tables"]);
    let tables = listed.iter().map(|table| {
        let join = |id: &Value| {
            place += 1;
            Phone::joined(&laptop, place, &name(id))
        };
        list(&table["people"]).iter().map(join).collect()
    });
    let tables: Vec<Vec<Phone>> = tables.collect();
    let room = Room { laptop, tables };
    room.connected(&room.tables.concat());
    room
}

fn room_at(stage: &str) -> Room {
    let laptop = Laptop::new();
    Play::default().to(&laptop, stage);
    seated(laptop)
}

impl Room {
    /// Only these phones are within reach.
    fn connected(&self, phones: &[Phone]) {
        let keys = phones.iter().map(|phone| phone.key.clone()).collect();
        self.laptop.door().api().seats_present(workshop(&self.laptop), keys);
    }

    fn hold(&self, phone: &Phone) -> Value {
        phone.own(&self.laptop)["tableHold"].clone()
    }

    fn take(&self, phone: &Phone) {
        phone.send(&self.laptop, json!({ "type": "hold_table_device", "hold": true }));
    }

    fn done(&self) -> Vec<bool> {
        let tables = self.laptop.screen()["session"]["room"]["tables"].clone();
        tables.as_array().expect("a list").iter().map(|table| table["done"] == true).collect()
    }

    fn asked(&self) -> (Value, Value, Value) {
        let asked = self.laptop.projector()["content"]["asked"].clone();
        (asked["answered"].clone(), asked["expected"].clone(), asked["tables"].clone())
    }
}

fn answer(text: &str) -> Value {
    json!({ "type": "answer_frame_alone", "question": "job", "text": text })
}

fn contribute(contribution: Value) -> Value {
    json!({ "type": "contribute", "contribution": contribution })
}

#[test]
fn one_device_answers_for_each_table_and_the_answer_counts_once_whoever_holds_it() {
    let room = room_at("frame");
    let laptop = &room.laptop;
    assert_eq!(room.tables.iter().map(Vec::len).collect::<Vec<_>>(), [5, 4, 4]);
    laptop.send(json!({ "type": "ask_frame", "question": "job" }));
    let (writer, mate) = (&room.tables[0][0], &room.tables[0][1]);
    assert_eq!(room.hold(mate), json!({ "on": "nowhere" }));
    mate.try_send(laptop, &answer("alone")).expect_err("the table answers together");
    room.take(writer);
    assert_eq!(room.hold(writer), json!({ "on": "here" }));
    assert_eq!(room.hold(mate), json!({ "on": "elsewhere", "name": null, "gone": false }));
    writer.send(laptop, answer("a first try"));
    writer.send(laptop, answer("what the table says"));
    mate.try_send(laptop, &answer("alone")).expect_err("another device writes");
    assert_eq!(room.asked(), (json!(1), json!(3), json!(3)));
    assert_eq!(room.done(), [true, false, false]);
    let person = mate.own(laptop)["participantId"].clone();
    laptop.send(json!({ "type": "hand_table_device", "table": 1, "participantId": person }));
    assert_eq!(mate.own(laptop)["frameAnswers"][0]["text"], "what the table says", "it goes with the device");
    assert_eq!(writer.own(laptop)["frameAnswers"], json!([]));
    mate.send(laptop, answer("what it says now"));
    assert_eq!(room.asked().0, 1, "still one answer of one table");
    laptop.send(json!({ "type": "undo" }));
    assert_eq!(room.hold(writer), json!({ "on": "here" }), "a hand-over can be taken back");
}

#[test]
fn a_mate_takes_over_only_from_somebody_who_is_out_of_reach() {
    let room = room_at("frame");
    let laptop = &room.laptop;
    let (writer, mate) = (&room.tables[1][0], &room.tables[1][1]);
    let take = json!({ "type": "hold_table_device", "hold": true });
    room.take(writer);
    mate.try_send(laptop, &take).expect_err("it is held and there");
    let others: Vec<Phone> = room.tables.concat().into_iter().filter(|phone| phone.key != writer.key).collect();
    room.connected(&others);
    assert_eq!(room.hold(mate), json!({ "on": "elsewhere", "name": null, "gone": true }));
    let held = laptop.screen()["session"]["room"]["tables"][1].clone();
    assert_eq!(held["present"], false, "the facilitator sees it too");
    room.take(mate);
    assert_eq!(room.hold(mate), json!({ "on": "here" }));
    room.connected(&room.tables.concat());
    assert_eq!(room.hold(writer), json!({ "on": "elsewhere", "name": null, "gone": false }));
    mate.send(laptop, json!({ "type": "hold_table_device", "hold": false }));
    assert_eq!(room.hold(writer), json!({ "on": "nowhere" }), "whoever holds it lets somebody else write");
}

#[test]
fn who_writes_for_a_table_outlasts_a_restart_and_no_entry_says_whose_an_answer_is() {
    let Room { mut laptop, tables } = room_at("frame");
    laptop.send(json!({ "type": "ask_frame", "question": "job" }));
    let writer = &tables[2][1];
    writer.send(&laptop, json!({ "type": "hold_table_device", "hold": true }));
    laptop.clock.pass(777);
    writer.send(&laptop, answer("heronsong of the table"));
    let person = writer.own(&laptop)["participantId"].as_str().expect("an id").to_owned();
    laptop.reopen();
    assert_eq!(writer.own(&laptop)["tableHold"], json!({ "on": "here" }));
    writer.send(&laptop, answer("heronsong of the table, put better"));
    assert_eq!(laptop.view()["frameAsks"][0]["answered"], 1, "the second takes the place of the first");
    laptop.stop();
    let of = |what: &str| {
        let named = "select e.actor || ' ' || e.at from journal_entries e where e.operation = ";
        crate::blindness::column(&laptop, &format!("{named}'{what}'"))
    };
    let (held, answered) = (of("hold_table_device"), of("answer_frame_alone"));
    assert!(held.iter().chain(&answered).all(|entry| entry.starts_with("somebody ")), "{held:?} {answered:?}");
    assert_eq!(held[0], answered[0], "no time finer than the stage");
    let open = "select coalesce(after_image, '') from journal_changes where table_name = 'frame_answers'";
    assert!(crate::blindness::column(&laptop, open).iter().all(|row| !row.contains(&person)));
}

#[test]
fn nobody_reads_what_another_table_answers_before_it_is_shown() {
    let room = room_at("frame");
    let laptop = &room.laptop;
    laptop.send(json!({ "type": "ask_frame", "question": "job" }));
    let secrets: Vec<String> = (0..3).map(|table| format!("wren{table}song")).collect();
    for (table, secret) in room.tables.iter().zip(&secrets) {
        room.take(&table[0]);
        table[0].send(laptop, answer(secret));
    }
    for (at, table) in room.tables.iter().enumerate() {
        for (place, phone) in table.iter().enumerate() {
            let screens = phone.screens(laptop);
            let shown: Vec<_> = secrets.iter().filter(|secret| format!("{screens:?}").contains(*secret)).collect();
            assert_eq!(shown, [&secrets[at]], "table {at}, place {place}: their own table's, and no other's");
        }
    }
    let mut surfaces = laptop.surfaces_but_the_console();
    surfaces.push(("console".to_owned(), laptop.screen().to_string()));
    assert_eq!(leaks(&surfaces, &secrets), Vec::<String>::new());
    laptop.send(json!({ "type": "reveal_frame_answers", "question": "job" }));
    assert_eq!(laptop.view()["frameAsks"][0]["answers"].as_array().expect("a list").len(), 3);
}

#[test]
fn challenges_and_moves_are_answered_once_by_each_table_too() {
    let room = room_at("challenge");
    let laptop = &room.laptop;
    let card = play::candidates(laptop)[0].clone();
    let view = |verdict: &str| {
        contribute(json!({ "kind": "challenge_view", "candidateId": card, "challenge": "churn", "verdict": verdict }))
    };
    let story = |text: &str| contribute(json!({ "kind": "cheat_story", "candidateId": card, "text": text }));
    for table in &room.tables {
        room.take(&table[0]);
        table[0].send(laptop, view("fails"));
        table[1].try_send(laptop, &view("survives")).expect_err("another device writes");
        table[1].try_send(laptop, &story("Open it with a script.")).expect_err("another device writes");
    }
    let count = || {
        // Counts move in steps of the clock.
        laptop.clock.pass(15);
        laptop.view()["challengeCounts"][0].clone()
    };
    assert_eq!(count()["fails"], 3);
    let (before, after) = (&room.tables[0][0], &room.tables[0][2]);
    before.send(laptop, story("Open it with a script."));
    before.send(laptop, json!({ "type": "hold_table_device", "hold": false }));
    room.take(after);
    after.send(laptop, view("survives"));
    assert_eq!((count()["fails"].clone(), count()["survives"].clone()), (json!(2), json!(1)), "one view each table");
    let story = after.own(laptop)["contributions"]
        .as_array()
        .expect("a list")
        .iter()
        .find_map(|sent| (sent["kind"] == "cheat_story").then(|| sent["id"].clone()));
    let withdraw = json!({ "type": "withdraw_contribution", "contributionId": story });
    before.try_send(laptop, &withdraw).expect_err("it went with the device");
    after.send(laptop, withdraw);
    assert_eq!(room.done(), [true, true, true]);
}

#[test]
fn everybody_at_a_table_sees_on_their_own_phone_what_was_sent_for_it() {
    let room = room_at("frame");
    let laptop = &room.laptop;
    laptop.send(json!({ "type": "ask_frame", "question": "job" }));
    let (writer, mate, other) = (&room.tables[0][0], &room.tables[0][1], &room.tables[1][0]);
    let sent = |phone: &Phone| phone.own(laptop)["sentForTable"].clone();
    let nothing = json!({ "frameAnswers": [], "contributions": [] });
    assert_eq!(sent(mate), nothing, "nothing is in yet, and that is said too");
    room.take(writer);
    writer.send(laptop, answer("what the table says"));
    assert_eq!(sent(mate)["frameAnswers"], json!([{ "question": "job", "text": "what the table says" }]));
    assert_eq!(mate.own(laptop)["frameAnswers"], json!([]), "it is not theirs alone, and not to be replaced here");
    assert_eq!((sent(writer), sent(other)), (Value::Null, nothing.clone()));
    writer.send(laptop, json!({ "type": "hold_table_device", "hold": false }));
    assert_eq!(sent(mate), sent(writer), "whoever has put the device down sees it as the others do");
    assert_ne!(sent(mate), nothing);
    laptop.send(json!({ "type": "reveal_frame_answers", "question": "job" }));
    assert_eq!(sent(mate), nothing, "whose an answer was is forgotten once all are shown");

    let room = room_at("challenge");
    let laptop = &room.laptop;
    let card = play::candidates(laptop)[0].clone();
    let (writer, mate) = (&room.tables[2][0], &room.tables[2][1]);
    room.take(writer);
    let story = json!({ "kind": "cheat_story", "candidateId": card, "text": "Open it with a script." });
    writer.send(laptop, contribute(story));
    let sent = mate.own(laptop)["sentForTable"]["contributions"].clone();
    assert_eq!(sent[0]["text"], "Open it with a script.");
    let withdraw = json!({ "type": "withdraw_contribution", "contributionId": sent[0]["id"] });
    mate.try_send(laptop, &withdraw).expect_err("whoever writes for the table takes it back");
    let mia = people(laptop)[0].clone();
    sit_down(laptop, &mia);
    assert_eq!(laptop.screen()["view"]["own"]["sentForTable"], Value::Null, "not at a keyboard that goes round");
}

#[test]
fn somebody_at_the_passed_keyboard_writes_for_a_table_whose_device_nobody_holds() {
    let room = room_at("frame");
    let laptop = &room.laptop;
    laptop.send(json!({ "type": "ask_frame", "question": "job" }));
    let mia = people(laptop)[0].clone();
    sit_down(laptop, &mia);
    let hold = || laptop.screen()["view"]["own"]["tableHold"].clone();
    assert_eq!(hold(), json!({ "on": "nowhere" }));
    laptop.seat(json!({ "type": "hold_table_device", "hold": true }));
    laptop.seat(answer("by keyboard"));
    let table = laptop.screen()["view"]["own"]["atTable"].as_u64().expect("a table");
    let mates = &room.tables[usize::try_from(table).expect("a small number") - 1];
    let mate = mates.iter().find(|phone| phone.own(laptop)["participantId"] != mia.as_str()).expect("not alone there");
    assert_eq!(room.hold(mate)["gone"], false, "the keyboard is with her");
    laptop.seat(json!({ "type": "leave_keyboard" }));
    laptop.send(json!({ "type": "take_back_keyboard" }));
    assert_eq!(laptop.view()["frameAsks"][0]["answered"], 1);
}

#[test]
fn the_facilitator_lets_everybody_answer_alone_and_people_without_a_table_always_do() {
    let room = room_at("frame");
    let laptop = &room.laptop;
    let late = Phone::joined(laptop, 90, "Zoë");
    laptop.send(json!({ "type": "ask_frame", "question": "job" }));
    late.send(laptop, answer("alone at no table"));
    assert_eq!(room.hold(&late), Value::Null);
    assert_eq!(room.asked(), (json!(1), json!(4), json!(3)));
    laptop.try_send(json!({ "type": "set_answering", "answering": "alone" })).expect_err("answers are in");
    laptop.send(json!({ "type": "reveal_frame_answers", "question": "job" }));
    laptop.send(json!({ "type": "set_answering", "answering": "alone" }));
    laptop.send(json!({ "type": "ask_frame", "question": "strategy" }));
    for phone in &room.tables[0] {
        assert_eq!(room.hold(phone), Value::Null);
        phone.send(laptop, json!({ "type": "answer_frame_alone", "question": "strategy", "text": "by trust" }));
    }
    assert_eq!(room.asked(), (json!(5), Value::Null, json!(0)));
    assert_eq!(laptop.screen()["session"]["room"]["tables"], json!([]));
}

/// What the surface table gains in a large room: a row for each stage that tables answer together.
#[test]
fn every_cell_that_tables_answer_is_there() {
    struct Row {
        stage: &'static str,
        seat: &'static str,
        command: fn(&Laptop, &Phone) -> Value,
    }
    const TABLE: &[Row] = &[
        Row { stage: "frame", seat: "frame", command: |_, _| answer("What the table says") },
        Row {
            stage: "challenge",
            seat: "challenge",
            command: |laptop, phone| {
                let card = phone.room(laptop)["task"]["cards"][0]["id"].clone();
                contribute(json!({ "kind": "cheat_story", "candidateId": card, "text": "Open it with a script." }))
            },
        },
        Row {
            stage: "decompose",
            seat: "decompose",
            command: |laptop, phone| {
                let team = phone.room(laptop)["task"]["teams"][0]["id"].clone();
                contribute(json!({ "kind": "team_move", "teamId": team, "inputId": null, "text": "Invitations" }))
            },
        },
    ];
    let room = seated(Laptop::with(&SAMPLE));
    let laptop = &room.laptop;
    for row in TABLE {
        laptop.send(json!({ "type": "go_to_stage", "stage": row.stage }));
        if row.stage == "frame" {
            laptop.send(json!({ "type": "ask_frame", "question": "job" }));
            let tables = laptop.view()["tables"].as_array().expect("a list").len();
            assert_eq!((room.asked().1, room.asked().2), (json!(tables), json!(tables)));
        }
        let (writer, mate) = (&room.tables[0][0], &room.tables[0][1]);
        let command = (row.command)(laptop, writer);
        assert_eq!(mate.room(laptop)["task"]["kind"], row.seat, "the mate sees the same question in {}", row.stage);
        mate.try_send(laptop, &command).expect_err("the table answers on one device");
        room.take(writer);
        writer.send(laptop, command);
        assert_eq!(room.hold(mate)["on"], "elsewhere", "{}", row.stage);
        assert_eq!(room.done().iter().filter(|done| **done).count(), 1, "the console counts tables in {}", row.stage);
        let holder = laptop.view()["tables"][0]["holder"].clone();
        assert_eq!(holder, writer.own(laptop)["participantId"], "and sees who writes in {}", row.stage);
    }
}
