//! A workshop with its room open, for tests that sit in it.

use serde_json::{Value, json};

use crate::serving::Serving;
use crate::wire::Room;

const WORKSHOP: &str = "5e87a27d-0000-4000-8000-0000000000f6";

/// Where its console is asked.
pub(crate) fn console() -> String {
    format!("/api/workshops/{WORKSHOP}/console")
}

/// A workshop in which everybody is asked one question, with its room open.
pub(crate) fn prepare(serving: &mut Serving) -> Room {
    let create = json!({ "id": WORKSHOP, "command": { "type": "create_workshop", "title": "Kestrel" } });
    serving.post("/api/library", &create);
    let answers = json!({
        "title": "Kestrel", "scope": "company", "scopeName": "Kestrel", "parentStar": "", "path": "standard",
        "solo": false, "privacy": "anonymous", "ballotChannel": "own_device", "namesInLobby": false,
    });
    let decider = json!({ "name": "Mia", "discipline": "product", "roles": ["contributor", "decider"] });
    let mut screen = Value::Null;
    for command in [
        json!({ "type": "answer_set_up", "answers": answers }),
        json!({ "type": "add_participant", "participant": decider }),
        json!({ "type": "advance", "note": "" }),
        json!({ "type": "room", "room": { "type": "open", "address": null } }),
        json!({ "type": "ask_frame", "question": "value_moment" }),
    ] {
        screen = serving.send(&console(), &command);
    }
    let link = screen["session"]["room"]["announcement"]["link"].as_str().expect("an open room").to_owned();
    let (origin, secret) = link.split_once("/#").expect("a secret");
    let at = origin.trim_start_matches("http://").parse().expect("an address");
    Room { at, secret: secret.to_owned() }
}

/// What its console shows.
pub(crate) fn seen(serving: &Serving) -> Value {
    serving.look(WORKSHOP, "console")
}
