//! Nobody sees what is sealed, no trace is left of who wrote what, and the search for such traces
//! is itself shown to find one (T1, T1b, T2, T4).

use crate::support::play::{PEOPLE, Play, people, reveal, set_up_answers, sit_down};
use crate::support::{Laptop, leaks};
use serde_json::{Value, json};
use sextant_api::door::{Caller, DoorInput, Method};
use std::path::Path;

/// Words that occur nowhere else.
fn canary(place: usize) -> String {
    format!("heron{place}nest")
}

fn with_canaries() -> Play {
    Play { action: canary, ..Play::default() }
}

fn canaries() -> Vec<String> {
    (0..200).map(canary).collect()
}

fn console(laptop: &Laptop) -> (String, String) {
    ("console".to_owned(), laptop.screen().to_string())
}

#[test]
fn the_search_finds_a_planted_leak() {
    let laptop = Laptop::new();
    with_canaries().to(&laptop, "write");
    with_canaries().write(&laptop);
    let mut surfaces = laptop.surfaces_but_the_console();
    assert_eq!(leaks(&surfaces, &canaries()), Vec::<String>::new(), "nothing leaks by itself");
    let mut doctored: Value = serde_json::from_str(&surfaces[0].1).expect("a view is JSON");
    doctored["content"]["note"] = json!(format!("somebody wrote {}", canary(4)));
    surfaces[0].1 = doctored.to_string();
    assert_eq!(leaks(&surfaces, &canaries()), vec![format!("projector holds {}", canary(4))]);
}

#[test]
fn what_people_write_alone_is_on_no_surface_until_writing_ends() {
    let laptop = Laptop::new();
    let play = with_canaries();
    play.to(&laptop, "write");
    play.write(&laptop);
    let mut surfaces = laptop.surfaces_but_the_console();
    surfaces.push(console(&laptop));
    for person in people(&laptop) {
        // Sitting down again shows a fresh seat: what somebody typed at it before is not on it.
        let seat = sit_down(&laptop, &person);
        surfaces.push((format!("seat of {person}"), seat.to_string()));
        surfaces.push(("projector while somebody sits".to_owned(), laptop.projector().to_string()));
        laptop.seat(json!({ "type": "leave_keyboard" }));
        surfaces.push(("curtain".to_owned(), laptop.screen().to_string()));
        laptop.send(json!({ "type": "take_back_keyboard" }));
    }
    assert_eq!(leaks(&surfaces, &canaries()), Vec::<String>::new());
    laptop.send(json!({ "type": "advance", "note": "" }));
    assert!(!leaks(&[console(&laptop)], &canaries()).is_empty(), "everything is shown at once");
}

#[test]
fn a_seat_shows_its_own_writing_only_and_the_curtain_nothing() {
    let laptop = Laptop::new();
    with_canaries().to(&laptop, "write");
    let everybody = people(&laptop);
    sit_down(&laptop, &everybody[0]);
    let sentence = crate::support::play::sentence(&canary(1));
    laptop.seat(json!({ "type": "add_candidate", "sentence": sentence }));
    assert!(laptop.screen().to_string().contains(&canary(1)), "a person sees what they wrote");
    laptop.seat(json!({ "type": "leave_keyboard" }));
    assert!(!laptop.screen().to_string().contains(&canary(1)), "the curtain is empty");
    laptop.seat(json!({ "type": "accept_keyboard" }));
    let next = laptop.screen();
    assert_eq!(next["view"]["own"]["participantId"], everybody[1].as_str());
    assert!(!next.to_string().contains(&canary(1)), "the next person sees a blank sheet");
}

#[test]
fn examples_stay_closed_while_people_write() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "write");
    let examples = json!({ "type": "examples", "model": "saas" });
    assert!(laptop.ask(examples.clone()).is_err());
    Play::default().write(&laptop);
    laptop.send(json!({ "type": "advance", "note": "" }));
    laptop.ask(examples).expect("writing has ended");
}

/// Two rounds that differ in nothing but marks and reasons: until the reveal no byte of any
/// surface may differ.
#[test]
fn marks_and_reasons_change_no_byte_of_any_surface_until_the_reveal() {
    let one = Play { mark: |_, _| "3", reason: |_, _| String::new(), ..Play::default() };
    let other = Play {
        mark: |seat, cell| ["0", "1", "2", "3", "?"][(seat * 7 + cell) % 5],
        reason: |seat, cell| canary(seat * 20 + cell),
        ..Play::default()
    };
    let seen = [one, other].map(|play| {
        let laptop = Laptop::new();
        play.to(&laptop, "score");
        play.everybody_scores(&laptop, "all");
        let mut surfaces = laptop.surfaces_but_the_console();
        surfaces.push(console(&laptop));
        laptop.send(json!({ "type": "close_round", "note": "" }));
        surfaces.extend(laptop.surfaces_but_the_console());
        surfaces.push(console(&laptop));
        let id = crate::support::play::candidates(&laptop)[0].clone();
        let place = json!({ "candidateId": id, "criterion": "actionable" });
        let cell = laptop.ask(json!({ "type": "focus_cell", "place": place })).expect("a question is answered");
        surfaces.push(("focus".to_owned(), cell.to_string()));
        laptop.send(json!({ "type": "reveal_round" }));
        (surfaces, laptop.screen())
    });
    for ((name, left), (_, right)) in seen[0].0.iter().zip(&seen[1].0) {
        assert_eq!(left, right, "{name} tells marks before the reveal");
    }
    assert_ne!(seen[0].1["view"]["score"]["map"], seen[1].1["view"]["score"]["map"], "the reveal shows them");
}

#[test]
fn a_second_round_shows_each_person_their_own_marks_and_nobody_elses() {
    let laptop = Laptop::new();
    let play = Play { reason: |seat, _| canary(seat), ..Play::default() };
    play.to(&laptop, "score");
    play.everybody_scores(&laptop, "all");
    reveal(&laptop);
    laptop.send(json!({ "type": "open_round", "scope": "disputed" }));
    for (seat, person) in people(&laptop).iter().enumerate() {
        let screen = sit_down(&laptop, person).to_string();
        for other in 0..PEOPLE.len() {
            assert_eq!(screen.contains(&canary(other)), seat == other, "seat {seat}, reason of {other}");
        }
        laptop.send(json!({ "type": "take_back_keyboard" }));
    }
}

// What lies on the disk.

/// Every byte below a folder, file by file.
fn bytes_below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(bytes_below(&path));
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).expect("a file")));
        }
    }
    found
}

/// Every row of every table of a database, its columns side by side.
fn rows(path: &str) -> Vec<String> {
    let connection = rusqlite::Connection::open(path).expect("it opens once the app has ended");
    let tables = texts(&connection, "select name from sqlite_schema where type = 'table'");
    tables.iter().flat_map(|table| whole_rows(&connection, table)).collect()
}

fn whole_rows(connection: &rusqlite::Connection, table: &str) -> Vec<String> {
    let mut statement = connection.prepare(&format!("select * from \"{table}\"")).expect("a table");
    let width = statement.column_count();
    let rows = statement.query_map([], |row| {
        let columns = (0..width).map(|at| row.get::<_, rusqlite::types::Value>(at).map(|value| format!("{value:?}")));
        columns.collect::<Result<Vec<_>, _>>().map(|columns| columns.join("|"))
    });
    rows.expect("rows").map(|row| row.expect("a row")).collect()
}

fn texts(connection: &rusqlite::Connection, query: &str) -> Vec<String> {
    let mut statement = connection.prepare(query).expect("the tables are known");
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).expect("rows");
    rows.map(|row| row.expect("text")).collect()
}

fn times(bytes: &[u8], word: &str) -> usize {
    bytes.windows(word.len()).filter(|w| *w == word.as_bytes()).count()
}

/// Where a person is tied to one of the words: in one row of a database or backup, in bytes that
/// belong to no row any more, or in any other file.
pub(crate) fn ties(laptop: &Laptop, everybody: &[String], words: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, bytes) in bytes_below(&laptop.data()) {
        if !bytes.starts_with(b"SQLite format 3") {
            let both = [everybody, words].map(|list| list.iter().any(|word| times(&bytes, word) > 0));
            if both == [true, true] {
                found.push(format!("{name} holds both"));
            }
            continue;
        }
        let rows = rows(&name);
        for row in &rows {
            let person = everybody.iter().find(|p| row.contains(p.as_str()));
            let word = words.iter().find(|w| row.contains(w.as_str()));
            if let (Some(person), Some(word)) = (person, word) {
                found.push(format!("{name}: {person} beside {word}"));
            }
        }
        for word in everybody.iter().chain(words) {
            let told: usize = rows.iter().map(|row| times(row.as_bytes(), word)).sum();
            if times(&bytes, word) > told {
                found.push(format!("{name} keeps {word} outside of every row"));
            }
        }
    }
    found
}

fn database(laptop: &Laptop) -> rusqlite::Connection {
    let files = bytes_below(&laptop.data());
    let (path, _) = files
        .iter()
        .find(|(name, bytes)| bytes.starts_with(b"SQLite format 3") && !name.contains("backup"))
        .expect("a database");
    rusqlite::Connection::open(path).expect("it opens once the app has ended")
}

pub(crate) fn column(laptop: &Laptop, query: &str) -> Vec<String> {
    texts(&database(laptop), query)
}

fn ballots_and_people(laptop: &Laptop) -> (Vec<String>, Vec<String>) {
    (column(laptop, "select id from ballots"), column(laptop, "select id from participants"))
}

#[test]
fn t1b_after_the_end_of_scoring_no_byte_on_the_disk_ties_a_person_to_a_ballot() {
    let mut laptop = Laptop::new();
    let play = Play { reason: |seat, _| canary(seat), ..Play::default() };
    play.to(&laptop, "score");
    play.everybody_scores(&laptop, "all");
    laptop.stop();
    let (ballots, everybody) = ballots_and_people(&laptop);
    assert_eq!((ballots.len(), everybody.len()), (PEOPLE.len(), PEOPLE.len()));
    assert!(!ties(&laptop, &everybody, &ballots).is_empty(), "the search finds the ties while they last");
    assert!(!column(&laptop, "select salt from seal_salts where span = 'score'").is_empty());

    laptop.reopen();
    reveal(&laptop);
    crate::support::play::settle(&laptop);
    play.everybody_scores(&laptop, "disputed");
    reveal(&laptop);
    let in_the_log = |laptop: &Laptop| {
        let logs = bytes_below(&laptop.data()).into_iter().filter(|(name, _)| name.ends_with("-wal"));
        logs.map(|(_, bytes)| everybody.iter().map(|person| times(&bytes, person)).sum::<usize>()).sum::<usize>()
    };
    assert!(in_the_log(&laptop) > 0, "while the app runs, what was written lately stands in the log");
    laptop.send(json!({ "type": "end_scoring" }));
    assert_eq!(in_the_log(&laptop), 0, "with the ties the log is emptied, not only when the app ends");
    laptop.stop();
    let (ballots, _) = ballots_and_people(&laptop);
    assert_eq!(ballots.len(), 2 * PEOPLE.len(), "the ballots stay");
    assert_eq!(column(&laptop, "select ballot_id from ballot_ties"), Vec::<String>::new());
    assert_eq!(column(&laptop, "select salt from seal_salts"), Vec::<String>::new(), "no seal can be opened");
    assert_eq!(column(&laptop, "select id from command_ids where span = 'score'"), Vec::<String>::new());
    let backups = bytes_below(&laptop.data()).iter().filter(|(name, _)| name.contains("backup")).count();
    assert!(backups > 0, "backups are searched as well");
    assert_eq!(ties(&laptop, &everybody, &ballots), Vec::<String>::new());
    let reasons: Vec<_> = (0..PEOPLE.len()).map(canary).collect();
    assert_eq!(ties(&laptop, &everybody, &reasons), Vec::<String>::new());
}

#[test]
fn t1b_the_journal_of_a_silent_stage_names_nobody_and_no_moment() {
    let mut laptop = Laptop::new();
    let play = with_canaries();
    play.to(&laptop, "write");
    laptop.clock.pass(60);
    play.write(&laptop);
    let own = crate::support::play::sentence(&canary(50));
    laptop.clock.pass(60);
    laptop.send(json!({ "type": "add_candidate", "sentence": own }));
    laptop.stop();
    let silent = "select actor || '|' || label || '|' || at from journal_entries where span = 'write'";
    let mut lines = column(&laptop, silent);
    assert_eq!(lines.len(), 4 * PEOPLE.len() + 1);
    lines.dedup();
    assert_eq!(lines.len(), 1, "one author, one label, one moment: {lines:?}");
    assert!(lines[0].starts_with("somebody|"), "{lines:?}");
    let stamps = column(&laptop, "select distinct actor from command_ids where span = 'write'");
    let everybody = column(&laptop, "select id from participants");
    assert!(stamps.iter().all(|actor| !everybody.contains(actor)), "a stamp names a person: {stamps:?}");
    let open = "select coalesce(before_image, '') || coalesce(after_image, '') || row_key from journal_changes";
    let images = [("journal".to_owned(), column(&laptop, open).join("\n"))];
    assert_eq!(leaks(&images, &canaries()), Vec::<String>::new(), "the journal holds what is sealed");
}

#[test]
fn before_the_reveal_no_journal_row_holds_a_mark_in_the_open() {
    let mut laptop = Laptop::new();
    let play = Play { reason: |seat, _| canary(seat), ..Play::default() };
    play.to(&laptop, "score");
    play.everybody_scores(&laptop, "all");
    laptop.send(json!({ "type": "close_round", "note": "" }));
    laptop.stop();
    let open = column(&laptop, "select distinct table_name from journal_changes where sealed = 0");
    for table in ["scores", "ballots", "ballot_ties", "hand_tallies", "round_marks"] {
        assert!(!open.iter().any(|name| name == table), "{table} is in the open before the reveal");
    }
    let images = "select coalesce(before_image, '') || coalesce(after_image, '') from journal_changes";
    let images = [("journal".to_owned(), column(&laptop, images).join("\n"))];
    assert_eq!(leaks(&images, &canaries()), Vec::<String>::new());
}

#[test]
fn a_named_workshop_keeps_its_ties_on_this_computer_only() {
    let mut laptop = Laptop::new();
    let play = Play { privacy: "named", ..Play::default() };
    play.to(&laptop, "score");
    play.score(&laptop);
    let file = String::from_utf8(laptop.file()).expect("text");
    let parsed: Value = serde_json::from_str(&file).expect("JSON");
    assert_eq!(parsed["workshop"]["ballotTies"], json!([]), "a tie never leaves the data folder");
    laptop.stop();
    assert_eq!(column(&laptop, "select ballot_id from ballot_ties").len(), 2 * PEOPLE.len());
}

#[test]
fn alone_there_is_nobody_to_hide_from_but_paper_waits_all_the_same() {
    let laptop = Laptop::new();
    with_canaries().to(&laptop, "write");
    laptop.send(json!({ "type": "go_to_stage", "stage": "set_up" }));
    laptop.send(set_up_answers("anonymous", "passed_keyboard", true));
    laptop.send(json!({ "type": "go_to_stage", "stage": "write" }));
    laptop.send(json!({ "type": "add_candidate", "sentence": crate::support::play::sentence(&canary(1)) }));
    assert!(laptop.screen().to_string().contains(&canary(1)), "one sees one's own writing");
    assert_eq!(leaks(&laptop.surfaces_but_the_console(), &canaries()), Vec::<String>::new());
}

#[test]
fn t1b_a_ballot_typed_and_not_handed_in_is_its_writers_alone_and_ends_with_the_round() {
    let mut laptop = Laptop::new();
    let play = Play::default();
    play.to(&laptop, "score");
    laptop.send(json!({ "type": "open_round", "scope": "all" }));
    let everybody = people(&laptop);
    let slot = laptop.path(&format!("drafts/ballot:1:{}", everybody[0]));
    let keep = |laptop: &Laptop| {
        let text = DoorInput::Json(json!({ "text": "unsealed marks" }));
        laptop.request(Caller::Library, Method::Post, &slot, text).0
    };
    let read = |laptop: &Laptop| laptop.request(Caller::Library, Method::Get, &slot, DoorInput::None).0;
    assert_eq!(keep(&laptop), 409, "nobody sits there");
    sit_down(&laptop, &everybody[0]);
    assert_eq!((keep(&laptop), read(&laptop)), (200, 200), "their own draft comes back to them");
    laptop.seat(json!({ "type": "leave_keyboard" }));
    assert_eq!(read(&laptop), 409, "there is no peek for the one who gets the keyboard next");
    sit_down(&laptop, &everybody[1]);
    assert_eq!(read(&laptop), 409, "nor for another person");
    laptop.send(json!({ "type": "take_back_keyboard" }));
    assert_eq!(read(&laptop), 409, "nor for the facilitator");

    play.everybody_hands_in(&laptop);
    reveal(&laptop);
    laptop.send(json!({ "type": "end_scoring" }));
    laptop.stop();
    assert_eq!(column(&laptop, "select slot from drafts"), Vec::<String>::new(), "no draft outlives the ties");
}

#[test]
fn t1_the_count_of_candidates_goes_on_after_a_restart_and_shows_nobodys_own() {
    let mut laptop = Laptop::new();
    Play::default().to(&laptop, "write");
    let everybody = people(&laptop);
    let count = |laptop: &Laptop| laptop.projector()["content"]["count"].as_u64().expect("a number");
    assert_eq!(count(&laptop), 0);
    sit_down(&laptop, &everybody[0]);
    for place in 0..3 {
        let sentence = crate::support::play::sentence(&format!("did thing {place}"));
        laptop.seat(json!({ "type": "add_candidate", "sentence": sentence }));
    }
    laptop.reopen();
    laptop.clock.pass(600);
    assert_eq!(count(&laptop), 0, "one person wrote the difference");
    for person in &everybody[1..3] {
        sit_down(&laptop, person);
        laptop.seat(json!({ "type": "leave_keyboard" }));
        laptop.send(json!({ "type": "take_back_keyboard" }));
    }
    laptop.clock.pass(20);
    assert_eq!(count(&laptop), 3, "three people share the difference");
}
