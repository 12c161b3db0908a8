//! The reveal screen of a workshop with forty candidates, and how fast it answers a key.

use serde_json::{Value, json};

use crate::keyboard::Keyboard;
use crate::session::Session;

/// Candidates on the map.
const CANDIDATES: usize = 40;
/// Presses of one measurement.
const PRESSES: usize = 100;
const CRITERIA: [&str; 6] =
    ["customer_value", "product_strategy", "leads_revenue", "actionable", "understandable", "measurable"];

/// Counts frames from the next key until a text differs, and keeps the longest task on the way.
const WATCH: &str = "
    const text = () => document.querySelector(SELECTOR)?.innerText ?? '';
    window.answered = null;
    window.addEventListener('keydown', () => {
        const before = text(), start = performance.now();
        let frames = 0, last = start, longest = 0;
        const look = () => {
            frames += 1;
            const now = performance.now();
            longest = Math.max(longest, now - last);
            last = now;
            if (text() !== before) window.answered = { frames, milliseconds: now - start, longest };
            else if (frames < 600) requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    }, { once: true, capture: true });";

/// What came of each press, sorted.
pub(crate) struct Answers {
    frames: Vec<f64>,
    milliseconds: Vec<f64>,
    longest: Vec<f64>,
}

/// Presses a key a hundred times and waits each time until the text at the selector differs.
pub(crate) fn measure(session: &Session, key: &str, selector: &str) -> Answers {
    let keys = Keyboard(session);
    let watch = WATCH.replace("SELECTOR", &json!(selector).to_string());
    let mut answers = Answers { frames: Vec::new(), milliseconds: Vec::new(), longest: Vec::new() };
    for _ in 0..PRESSES {
        session.run(&watch);
        keys.press(&[key]);
        session.wait_for("the answer to a key", "window.answered !== null");
        let answer = session.run("return window.answered;");
        let number = |name: &str| answer[name].as_f64().expect("a number");
        answers.frames.push(number("frames"));
        answers.milliseconds.push(number("milliseconds"));
        answers.longest.push(number("longest"));
    }
    for list in [&mut answers.frames, &mut answers.milliseconds, &mut answers.longest] {
        list.sort_by(f64::total_cmp);
    }
    answers
}

/// Prints one line.
pub(crate) fn report(name: &str, answers: &Answers) {
    println!(
        "{name:<22} frames p50 {:.0} p99 {:.0} · ms p50 {:.0} p99 {:.0} · longest gap {:.0} ms",
        at(&answers.frames, 50),
        at(&answers.frames, 99),
        at(&answers.milliseconds, 50),
        at(&answers.milliseconds, 99),
        at(&answers.longest, 100),
    );
}

/// Prints the figure beside its bar.
pub(crate) fn verdict(answers: &Answers) {
    let long = answers.longest.iter().filter(|time| **time > 50.0).count();
    println!("P4: gaps between frames over 50 ms: {long} of {PRESSES} presses");
    let p99 = at(&answers.milliseconds, 99);
    let verdict = if p99 <= 100.0 { "meets" } else { "misses" };
    println!("P4: 99 of 100 answers within {p99:.0} ms, {verdict} the ship bar of 100 ms");
}

/// Opens the map of a revealed workshop.
pub(crate) fn show_map(session: &Session, workshop: &str) {
    session.run(&format!("location.hash = 'w={workshop}';"));
    session.wait_for("the map", "document.querySelectorAll('table.dmap td svg').length > 200");
    session.wait_for("the cell in focus", "document.querySelector('.focuscell')?.innerText.trim()");
}

/// Leaves a bare page in the window that answers the key `x` with one changed text.
pub(crate) fn show_bare_page(session: &Session) {
    session.run(
        "document.body.innerHTML = '<p id=\"bare\">0</p>';
         window.addEventListener('keydown', (event) => {
             if (event.key === 'x') document.querySelector('#bare').textContent = String(performance.now());
         });",
    );
}

/// The value that this many of a hundred do not exceed.
fn at(sorted: &[f64], percent: usize) -> f64 {
    sorted.get((sorted.len() * percent).div_ceil(100).saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

/// Commands through the page's own door, with an id each.
pub(crate) struct Script<'a> {
    session: &'a Session,
    /// The workshop they go to.
    pub(crate) workshop: String,
    sent: usize,
}

impl<'a> Script<'a> {
    /// Creates a workshop whose people are still missing.
    pub(crate) fn create(session: &'a Session) -> Self {
        let mut script = Script { session, workshop: String::new(), sent: 0 };
        let made = script.post("/api/library", &json!({ "type": "create_workshop", "title": "Forty candidates" }));
        script.workshop = made["workshopId"].as_str().expect("the workshop's id").to_owned();
        script.send(&json!({ "type": "answer_set_up", "answers": {
            "title": "Forty candidates", "scope": "company", "scopeName": "Slotwell", "parentStar": "",
            "path": "standard", "solo": false, "privacy": "anonymous", "ballotChannel": "facilitator_entry",
            "namesInLobby": false } }));
        script
    }

    /// Writes forty candidates, enters a ballot for everybody and reveals them.
    pub(crate) fn reveal(&mut self) {
        self.go_on();
        self.go_on();
        for number in 0..CANDIDATES {
            self.send(&json!({ "type": "add_candidate", "sentence": {
                "freeText": "", "audience": "Accounts", "action": format!("booked meetings of kind {number}"),
                "threshold": "at_least", "thresholdCount": 5, "unit": "meetings", "period": "week", "condition": "",
                "countedUnit": null } }));
        }
        for _ in 0..3 {
            self.go_on();
        }
        let view = self.send(&json!({ "type": "open_round", "scope": "all" }))["view"].clone();
        let candidates = view["candidates"].as_array().expect("candidates").clone();
        for (seat, person) in view["people"].as_array().expect("people").iter().enumerate() {
            let cells =
                candidates.iter().flat_map(|one| CRITERIA.map(|criterion| (&one["candidate"]["id"], criterion)));
            let scores: Vec<Value> = cells
                .enumerate()
                .map(|(cell, (id, criterion))| {
                    let level = ["0", "1", "2", "3"][(seat + cell) % 4];
                    json!({ "candidateId": id, "criterion": criterion, "level": level, "reason": "" })
                })
                .collect();
            self.send(&json!({ "type": "enter_ballot", "participantId": person["id"], "scores": scores }));
        }
        self.send(&json!({ "type": "close_round", "note": "" }));
        self.send(&json!({ "type": "reveal_round" }));
    }

    /// Sends a command and gives the answer.
    pub(crate) fn send(&mut self, command: &Value) -> Value {
        let path = format!("/api/workshops/{}/console", self.workshop);
        self.post(&path, command)
    }

    /// Leaves a stage with a word on what is open.
    fn go_on(&mut self) {
        self.send(&json!({ "type": "advance", "note": "not needed here" }));
    }

    fn post(&mut self, path: &str, command: &Value) -> Value {
        self.sent += 1;
        let id = format!("0190b0c0-0000-4000-8000-{:012}", self.sent);
        let answer = self.session.ask("POST", path, &json!({ "id": id, "command": command }));
        assert_eq!(answer["status"], json!(200), "{command} was refused: {answer}");
        answer["body"].clone()
    }
}
