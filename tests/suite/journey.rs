//! Random sequences of commands against a whole workshop: nothing panics, a refusal changes
//! nothing, undo is exact, and what was saved is what is loaded (1.5 of the plan for the path).

use crate::support::commands::{CONSOLE, Filler, SEAT, kinds};
use crate::support::play::Play;
use crate::support::{Laptop, SAMPLE, leaks};
use proptest::prelude::*;
use serde_json::{Value, json};
use sextant_api::error::ErrorCode;

/// Commands that undo passes over: clocks, keyboards, what was seen or handed in.
const NEVER_UNDONE: &[&str] = &[
    "start_timer",
    "pause_timer",
    "add_minute",
    "reset_timer",
    "show_on_projector",
    "room",
    "ask_frame",
    "reveal_frame_answers",
    "undo",
    "redo",
    "hand_keyboard",
    "take_back_keyboard",
    "open_card",
    "open_round",
    "enter_ballot",
    "count_hands",
    "close_round",
    "resume_round",
    "reveal_round",
    "end_scoring",
];

/// What people write alone is taken back by withdrawing it, not by undo.
const SILENT: &[&str] = &[
    "add_candidate",
    "edit_candidate",
    "withdraw_candidate",
    "add_value_action",
    "turn_action_into_candidate",
    "remove_value_action",
];

/// One step: which command, and the seed that fills it.
type Step = (usize, u64);

/// Commands that lead somewhere come up more often than their share.
fn templates() -> Vec<(bool, &'static str)> {
    let console = CONSOLE.iter().map(|t| (true, *t));
    let seat = SEAT.iter().map(|t| (false, *t));
    let mut all: Vec<_> = console.chain(seat).collect();
    let often = |t: &(bool, &str)| {
        ["\"advance\"", "_keyboard\"", "_round\"", "_ballot\"", "\"add_candidate\""].iter().any(|w| t.1.contains(w))
    };
    let more: Vec<_> = all.iter().filter(|t| often(t)).copied().collect();
    for _ in 0..4 {
        all.extend(more.iter().copied());
    }
    all
}

/// The workshop of one run, with what the run knows.
struct Run {
    laptop: Laptop,
    /// The last console view that could be seen, with what was typed in the console's own window.
    seen: Value,
    /// Written at a seat and still sealed.
    secrets: Vec<String>,
    /// Written in the console's own window and still sealed for everybody else.
    own: Vec<String>,
}

impl Run {
    fn begin(laptop: Laptop) -> Self {
        let mut run = Self { laptop, seen: Value::Null, secrets: Vec::new(), own: Vec::new() };
        run.look();
        run
    }

    /// What is on the screen, after remembering what can be seen of the workshop.
    fn look(&mut self) -> Value {
        let screen = self.laptop.screen();
        if screen["surface"] == "console" {
            self.seen = screen["view"].clone();
            self.seen["own"] = screen["session"]["ownCandidates"].clone();
            self.seen["ownActions"] = screen["session"]["ownActions"].clone();
        }
        screen
    }

    fn writing(&self) -> bool {
        self.seen["write"]["revealed"] == false
    }

    fn step(&mut self, (pick, seed): Step) {
        let all = templates();
        let (console, template) = all[pick % all.len()];
        let before = (stable(self.look()), self.laptop.file());
        let seen = self.seen.clone();
        let mut filler = Filler::new(seed, &seen);
        let command = filler.fill(template);
        let mark = filler.mark().to_owned();
        let kind = command["type"].as_str().expect("a command has a type").to_owned();
        let done = if console { self.laptop.try_send(command.clone()) } else { self.laptop.try_seat(command.clone()) };
        match done {
            Ok(_) => {
                self.remember(console, &kind, &mark);
                let undoable = console
                    && !NEVER_UNDONE.contains(&kind.as_str())
                    && !(SILENT.contains(&kind.as_str()) && before.0["view"]["write"]["revealed"] == false);
                if undoable {
                    self.undo_and_redo(&command, &before);
                }
            }
            Err(error) => {
                assert_ne!(error.code, ErrorCode::Internal, "{command} ended in a panic: {error:?}");
                for part in [&error.id, &error.doing, &error.message, &error.safe, &error.hint] {
                    assert!(!part.is_empty(), "an error has its parts: {error:?}");
                }
                assert_eq!(before.0, stable(self.look()), "a refusal changes nothing: {command}");
                assert!(before.1 == self.laptop.file(), "a refusal changes nothing: {command}");
            }
        }
    }

    /// Keeps the words that must not show up anywhere yet, and forgets them once they may.
    fn remember(&mut self, console: bool, kind: &str, mark: &str) {
        let writes = SILENT.contains(&kind);
        let scores = ["submit_ballot", "enter_ballot"].contains(&kind);
        if writes && self.writing() {
            if console { self.own.push(mark.to_owned()) } else { self.secrets.push(mark.to_owned()) }
        }
        if scores {
            self.secrets.push(mark.to_owned());
        }
        self.look();
        if !self.writing() && writes_are_over(&self.seen) {
            self.secrets.clear();
            self.own.clear();
        }
    }

    fn undo_and_redo(&mut self, command: &Value, before: &(Value, Vec<u8>)) {
        let screen = self.look();
        if screen["surface"] != "console" || screen["session"]["undo"].is_null() {
            return;
        }
        let done = (self.laptop.record(), view_of(&screen));
        match self.laptop.try_send(json!({ "type": "undo" })) {
            Ok(undone) => {
                let was: Value = serde_json::from_slice(&before.1).expect("a workshop file");
                assert_eq!(self.laptop.record()["workshop"], quiet(was)["workshop"], "undo takes back {command}");
                assert_eq!(view_of(&undone), view_of(&before.0), "undo takes back {command}");
                let again = self.laptop.send(json!({ "type": "redo" }));
                assert_eq!(self.laptop.record(), done.0, "redo does again {command}");
                assert_eq!(view_of(&again), done.1, "redo does again {command}");
            }
            Err(error) => assert!(
                error.message.starts_with("A round is open"),
                "the last undoable command can be taken back: {command}: {error}"
            ),
        }
    }

    /// No surface holds what is sealed.
    fn check_blindness(&self) {
        let mut sealed = self.secrets.clone();
        let screen = self.laptop.screen();
        let console = ("console".to_owned(), screen.to_string());
        if screen["surface"] == "console" {
            let found = leaks(std::slice::from_ref(&console), &sealed);
            assert!(found.is_empty(), "{found:?}");
        }
        sealed.extend(self.own.iter().cloned());
        let found = leaks(&self.laptop.surfaces_but_the_console(), &sealed);
        assert!(found.is_empty(), "{found:?}");
    }

    /// What was saved is what is loaded.
    fn check_reopening(&mut self) {
        let before = (self.laptop.file(), self.seen.clone());
        self.laptop.reopen();
        assert!(before.0 == self.laptop.file(), "the same record after reopening");
        let screen = self.laptop.screen();
        if before.1["own"] == json!([]) && before.1["ownActions"] == json!([]) {
            let mut view = view_of(&screen);
            let mut was = before.1;
            for own in ["own", "ownActions"] {
                was.as_object_mut().expect("a view").remove(own);
            }
            was["timer"] = Value::Null;
            view["timer"] = Value::Null;
            forget_seconds(&mut was);
            assert_eq!(was, view, "the same screen after reopening");
        }
    }
}

/// Whether nothing is sealed any more: writing has ended and no round is unrevealed.
fn writes_are_over(view: &Value) -> bool {
    let rounds = view["score"]["rounds"].as_array().expect("rounds");
    rounds.iter().all(|round| round["status"] == "revealed")
}

/// A screen without what a refusal may move: nothing but the clock.
fn stable(mut screen: Value) -> Value {
    screen["view"]["timer"] = Value::Null;
    screen
}

/// A console view without clocks, which undo leaves alone.
fn view_of(screen: &Value) -> Value {
    let mut view = screen["view"].clone();
    view["timer"] = Value::Null;
    forget_seconds(&mut view);
    view
}

fn forget_seconds(view: &mut Value) {
    for stage in view["stages"].as_array_mut().into_iter().flatten() {
        stage["usedSeconds"] = Value::Null;
    }
}

fn quiet(mut file: Value) -> Value {
    file["changedAt"] = Value::Null;
    for moving in ["timer", "stageTimes"] {
        file["workshop"][moving] = Value::Null;
    }
    file
}

fn walk(laptop: Laptop, steps: &[Step]) {
    let mut run = Run::begin(laptop);
    for (place, step) in steps.iter().enumerate() {
        run.laptop.clock.pass(61);
        run.step(*step);
        if place % 16 == 15 {
            run.check_blindness();
        }
    }
    run.check_blindness();
    if run.laptop.screen()["surface"] != "console" {
        run.laptop.send(json!({ "type": "take_back_keyboard" }));
    }
    // Counts of support move in steps while the room scores: a screen after a restart is of a new one.
    run.laptop.clock.pass(15);
    run.look();
    run.check_reopening();
}

fn cases() -> u32 {
    if std::env::var_os("SEXTANT_PROVE").is_some() { 400 } else { 8 }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((any::<usize>(), any::<u64>()), 1..36)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_commands_from_an_empty_workshop_keep_the_laws(steps in steps()) {
        walk(Laptop::new(), &steps);
    }

    #[test]
    fn any_commands_while_people_write_keep_the_laws(steps in steps()) {
        let laptop = Laptop::new();
        Play::default().to(&laptop, "write");
        walk(laptop, &steps);
    }

    #[test]
    fn any_commands_while_people_score_keep_the_laws(steps in steps()) {
        let laptop = Laptop::new();
        Play::default().to(&laptop, "score");
        laptop.send(json!({ "type": "open_round", "scope": "all" }));
        walk(laptop, &steps);
    }

    #[test]
    fn any_commands_on_a_finished_workshop_keep_the_laws(steps in prop::collection::vec((any::<usize>(), any::<u64>()), 1..16)) {
        walk(Laptop::with(&SAMPLE), &steps);
    }
}

#[test]
fn the_templates_spell_every_command_there_is() {
    let laptop = Laptop::new();
    for (templates, command) in [(CONSOLE, "ConsoleCommand"), (SEAT, "SeatCommand")] {
        // The parser of unknown names lists the known ones; the core's own lists are its enums.
        let known = known_kinds(command);
        assert_eq!(kinds(templates), known, "{command}");
    }
    let refused = laptop.try_send(json!({ "type": "sing" })).expect_err("no such command");
    assert_eq!(refused.field.as_deref(), Some("type"));
}

fn known_kinds(command: &str) -> Vec<String> {
    use sextant_api::command::{ConsoleCommand, SeatCommand};
    let nothing = json!({ "type": "sing" });
    let error = match command {
        "ConsoleCommand" => serde_json::from_value::<ConsoleCommand>(nothing).expect_err("no such command"),
        _ => serde_json::from_value::<SeatCommand>(nothing).expect_err("no such command"),
    };
    let said = error.to_string();
    let (_, listed) = said.split_once("expected").expect("the parser lists what it knows");
    let mut kinds: Vec<_> = listed.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    kinds.sort_unstable();
    kinds
}
