//! A workshop brought to a stage by the commands a person sends.

use super::Laptop;
use serde_json::{Value, json};

/// The people of the workshop; the first one decides.
pub(crate) const PEOPLE: [&str; 4] = ["Mia", "Jon", "Eva", "Tom"];

/// How the workshop is held and what is said in it.
#[derive(Clone, Copy)]
pub(crate) struct Play {
    pub(crate) privacy: &'static str,
    pub(crate) channel: &'static str,
    /// The action of candidate number n, as one of the people writes it.
    pub(crate) action: fn(usize) -> String,
    /// The mark of a person for a cell: "0" to "3", or "?".
    pub(crate) mark: fn(usize, usize) -> &'static str,
    /// The reason beside a mark.
    pub(crate) reason: fn(usize, usize) -> String,
}

impl Default for Play {
    fn default() -> Self {
        Self {
            privacy: "anonymous",
            channel: "passed_keyboard",
            action: |place| format!("finished plan number {place}"),
            mark: |seat, cell| if seat == 0 && cell == 3 { "0" } else { "3" },
            reason: |_, _| String::new(),
        }
    }
}

impl Play {
    /// Plays from SetUp until the workshop stands at a stage, at most Score.
    pub(crate) fn to(&self, laptop: &Laptop, stage: &str) {
        type Part = fn(&Play, &Laptop);
        let parts: [(&str, Part); 6] = [
            ("set_up", Play::set_up),
            ("frame", |_, laptop| frame(laptop)),
            ("write", Play::write),
            ("clarify", |_, laptop| clarify(laptop)),
            ("challenge", |_, laptop| challenge(laptop)),
            ("score", |_, _| ()),
        ];
        for (name, part) in parts {
            if name == stage {
                return;
            }
            part(self, laptop);
            laptop.send(json!({ "type": "advance", "note": "" }));
        }
    }

    fn set_up(&self, laptop: &Laptop) {
        laptop.send(set_up_answers(self.privacy, self.channel, false));
        for (place, name) in PEOPLE.iter().enumerate() {
            let roles: &[&str] = if place == 0 { &["contributor", "decider"] } else { &["contributor"] };
            let participant = json!({ "name": name, "discipline": "product", "roles": roles });
            laptop.send(json!({ "type": "add_participant", "participant": participant }));
        }
    }

    /// Everybody writes three candidates at the passed keyboard.
    pub(crate) fn write(&self, laptop: &Laptop) {
        for (seat, person) in people(laptop).iter().enumerate() {
            sit_down(laptop, person);
            for place in 0..3 {
                laptop.seat(json!({ "type": "add_candidate", "sentence": sentence(&(self.action)(seat * 3 + place)) }));
            }
            let action = format!("{} as a first idea", (self.action)(90 + seat));
            laptop.seat(json!({ "type": "add_value_action", "text": action }));
            laptop.seat(json!({ "type": "leave_keyboard" }));
        }
        laptop.send(json!({ "type": "take_back_keyboard" }));
    }

    /// Everybody hands in at the passed keyboard; the round stays open.
    pub(crate) fn everybody_scores(&self, laptop: &Laptop, scope: &str) {
        laptop.send(json!({ "type": "open_round", "scope": scope }));
        self.everybody_hands_in(laptop);
    }

    /// Everybody hands in for the open round, one after the other.
    pub(crate) fn everybody_hands_in(&self, laptop: &Laptop) {
        for (seat, person) in people(laptop).iter().enumerate() {
            sit_down(laptop, person);
            let scores = self.ballot(seat, &laptop.screen());
            laptop.seat(json!({ "type": "submit_ballot", "scores": scores }));
        }
        laptop.send(json!({ "type": "take_back_keyboard" }));
    }

    /// A whole ballot for what a seat is asked.
    pub(crate) fn ballot(&self, seat: usize, screen: &Value) -> Value {
        let asked =
            screen["view"]["room"]["task"]["candidates"].as_array().expect("the seat is asked to score").clone();
        let cells = asked.iter().flat_map(|candidate| {
            let criteria = candidate["criteria"].as_array().expect("criteria").clone();
            criteria.into_iter().map(|criterion| (candidate["id"].clone(), criterion))
        });
        cells
            .enumerate()
            .map(|(cell, (id, criterion))| {
                let (level, reason) = ((self.mark)(seat, cell), (self.reason)(seat, cell));
                json!({ "candidateId": id, "criterion": criterion, "level": level, "reason": reason })
            })
            .collect()
    }

    /// Two rounds, the talk, and the end of the ties.
    pub(crate) fn score(&self, laptop: &Laptop) {
        for scope in ["all", "disputed"] {
            self.everybody_scores(laptop, scope);
            reveal(laptop);
            settle(laptop);
        }
        laptop.send(json!({ "type": "end_scoring" }));
    }
}

pub(crate) fn set_up_answers(privacy: &str, channel: &str, solo: bool) -> Value {
    json!({ "type": "answer_set_up", "answers": {
        "title": "Where we are going", "scope": "company", "scopeName": "Slotwell", "parentStar": "",
        "path": "standard", "solo": solo, "privacy": privacy, "ballotChannel": channel, "namesInLobby": false,
    }})
}

/// Closes the open round and shows what was marked.
pub(crate) fn reveal(laptop: &Laptop) {
    laptop.send(json!({ "type": "close_round", "note": "" }));
    laptop.send(json!({ "type": "reveal_round" }));
}

/// Settles what is open on the talk list.
pub(crate) fn settle(laptop: &Laptop) {
    for entry in laptop.view()["score"]["map"]["talk"].as_array().expect("a map") {
        laptop.send(json!({
            "type": "settle_cell", "candidateId": entry["candidateId"], "criterion": entry["criterion"],
            "outcome": "settled", "note": "Agreed.",
        }));
    }
}

/// Passes the keyboard to a person, who takes it.
pub(crate) fn sit_down(laptop: &Laptop, person: &str) -> Value {
    laptop.send(json!({ "type": "hand_keyboard", "participantId": person }));
    laptop.seat(json!({ "type": "accept_keyboard" }))
}

/// Ids of the people, in the order of the roster.
pub(crate) fn people(laptop: &Laptop) -> Vec<String> {
    ids(&laptop.view()["people"], "/id")
}

/// Ids of the candidates, by number.
pub(crate) fn candidates(laptop: &Laptop) -> Vec<String> {
    ids(&laptop.view()["candidates"], "/candidate/id")
}

fn ids(list: &Value, place: &str) -> Vec<String> {
    let list = list.as_array().expect("a list");
    list.iter().map(|item| item.pointer(place).and_then(Value::as_str).expect("an id").to_owned()).collect()
}

/// A complete sentence around an action.
pub(crate) fn sentence(action: &str) -> Value {
    json!({
        "freeText": "", "audience": "teams", "action": action, "threshold": "at_least", "thresholdCount": 3,
        "unit": "plans", "period": "week", "condition": "", "countedUnit": null,
    })
}

fn frame(laptop: &Laptop) {
    let user = json!({ "name": "Office managers of law firms", "reason": "They plan." });
    laptop.send(json!({ "type": "add_core_user", "coreUser": user }));
    for (question, text) in [
        ("job", "Get a week planned that holds"),
        ("value_moment", "A week ends as it was planned"),
        ("success_story", "A firm goes home on time for a month"),
    ] {
        laptop.send(json!({ "type": "answer_frame", "question": question, "text": text }));
    }
}

pub(crate) fn clarify(laptop: &Laptop) {
    for id in candidates(laptop) {
        laptop.send(json!({ "type": "open_card", "candidateId": id }));
    }
}

pub(crate) fn challenge(laptop: &Laptop) {
    for (place, id) in candidates(laptop).iter().enumerate() {
        if place >= 3 {
            laptop.send(rejection(id));
            continue;
        }
        for kind in ["churn", "doubling", "gaming", "no_more_successful"] {
            laptop.send(json!({
                "type": "judge_challenge", "candidateId": id, "kind": kind, "verdict": "survives", "story": "",
            }));
        }
        laptop.send(json!({ "type": "set_measurability", "candidateId": id, "measurability": {
            "dataStatus": "weekly_now", "dataSource": "", "dataEvent": "", "delayDays": null,
            "measurableBy": null, "dataOwner": "",
        }}));
    }
}

/// Turns a candidate down.
pub(crate) fn rejection(id: &str) -> Value {
    json!({ "type": "reject_candidate", "rejection": {
        "candidateId": id, "reason": "easily_gamed", "text": "A script could lift it.", "bestArgument": "",
        "comeBackWhen": "When two people confirm.", "evidence": "", "keptAs": null,
    }})
}
