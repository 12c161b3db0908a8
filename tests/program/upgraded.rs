//! F32: the program is upgraded or removed while it serves. What runs goes on with whole data, and
//! the new one waits its turn.

use std::fs;
use std::path::PathBuf;

use serde_json::json;

use crate::host::{self, Home, fail, succeed};
use crate::serving::Serving;

const WORKSHOP: &str = "5e87a27d-0000-4000-8000-00000000000a";

/// Adds a team; the answer is its acknowledgement.
fn add_team(serving: &mut Serving, name: &str) {
    let path = format!("/api/workshops/{WORKSHOP}/console");
    serving.send(&path, &json!({ "type": "add_team", "name": name }));
}

fn teams(serving: &Serving) -> Vec<String> {
    let teams = serving.look(WORKSHOP, "console")["view"]["teams"].as_array().expect("teams").clone();
    teams.iter().map(|team| team["name"].as_str().expect("a name").to_owned()).collect()
}

/// Installs the program as a package manager does: under another name first, then in one step.
fn install(home: &Home) -> PathBuf {
    let (unpacked, installed) = (home.path("sextant-host.new"), home.path("sextant-host"));
    fs::copy(host::binary(), &unpacked).expect("the program is unpacked");
    fs::rename(unpacked, &installed).expect("and takes its name");
    installed
}

#[test]
fn f32_a_program_upgraded_or_removed_while_it_serves_keeps_every_acknowledged_change() {
    let home = Home::new();
    let program = install(&home);
    let mut old = Serving::start(&home, &program);
    let create = json!({ "id": WORKSHOP, "command": { "type": "create_workshop", "title": "Kestrel" } });
    old.post("/api/library", &create);
    add_team(&mut old, "before");

    install(&home);
    add_team(&mut old, "upgraded");
    let refused = fail(&mut home.at(&program, &["serve", "--listen", "127.0.0.1:0"]));
    assert!(refused.contains(&home.path("data").display().to_string()), "it says which folder is in use: {refused}");
    add_team(&mut old, "after the new one was refused");

    fs::remove_file(&program).expect("the program is removed");
    add_team(&mut old, "removed");
    assert_eq!(teams(&old).len(), 4, "what runs goes on without its file");
    old.stop();

    let again = Serving::start(&home, &install(&home));
    assert_eq!(teams(&again), ["before", "upgraded", "after the new one was refused", "removed"]);
    again.stop();
    succeed(&mut home.at(&program, &["doctor"]));
}

#[test]
fn f32_a_program_removed_and_then_killed_has_lost_nothing() {
    let home = Home::new();
    let program = install(&home);
    let mut old = Serving::start(&home, &program);
    let create = json!({ "id": WORKSHOP, "command": { "type": "create_workshop", "title": "Kestrel" } });
    old.post("/api/library", &create);
    fs::remove_file(&program).expect("the program is removed");
    for number in 0..20 {
        add_team(&mut old, &format!("team {number}"));
    }
    drop(old);
    let again = Serving::start(&home, &install(&home));
    assert_eq!(teams(&again).len(), 20);
}
