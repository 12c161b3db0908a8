//! D12: whatever comes in is answered. Workshop files and commands are changed at random, by their
//! structure and by their bytes; nothing panics, and what is refused is refused in words.
//!
//! Every case follows from its seed. A failure names it: `SEXTANT_FUZZ_SEED=… cargo test` runs
//! that case again. `cargo xtask prove fuzz` gives each kind minutes instead of some cases.

use crate::support::commands::{CONSOLE, Filler, SEAT};
use crate::support::play::Play;
use crate::support::{LIBRARY, Laptop, SAMPLE};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};
use sextant_api::door::{DoorBody, DoorInput, Method};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

const USUAL_CASES: u64 = 60;
/// Steps of one case that sends commands.
const STEPS: usize = 25;

/// A small file, so that most of a case's time is spent on what was changed in it.
static SCORED: LazyLock<Value> = LazyLock::new(|| {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "score");
    Play::default().score(&laptop);
    serde_json::from_slice(&laptop.file()).expect("a workshop file is JSON")
});

/// Runs cases from a first seed on: one, some, or as many as the minutes allow.
/// A case says how many of its requests were done, and how many there were.
fn cases(what: &str, case: impl Fn(u64) -> (usize, usize)) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    if let Some(seed) = number("SEXTANT_FUZZ_SEED") {
        case(seed);
        return;
    }
    let minutes = number("SEXTANT_FUZZ_MINUTES").unwrap_or(0);
    let since_epoch = std::time::UNIX_EPOCH.elapsed().expect("the clock is past 1970");
    let first = if minutes == 0 { 0 } else { since_epoch.as_secs() * 1_000_000 };
    let end = Instant::now() + Duration::from_secs(60 * minutes);
    let (mut run, mut done, mut asked) = (0, 0, 0);
    while run < USUAL_CASES || Instant::now() < end {
        let (some, all) = case(first + run);
        (run, done, asked) = (run + 1, done + some, asked + all);
    }
    println!("D12 {what}: {run} cases from seed {first}; of {asked} requests {done} were done, the rest refused");
    assert!(done > 0 && done < asked, "both doing and refusing must have been tried");
}

struct Mutator(StdRng);

impl Mutator {
    fn below(&mut self, limit: usize) -> usize {
        self.0.random_range(0..limit.max(1))
    }

    /// A value where nobody expects it.
    fn odd(&mut self) -> Value {
        let huge = "x".repeat(70_000);
        let odd = [
            json!(null),
            json!(true),
            json!(0),
            json!(-1),
            json!(u64::MAX),
            json!(i64::MIN),
            json!(1e308),
            json!(-0.0),
            json!(4_294_967_296_u64),
            json!(""),
            json!(" \u{200b}\u{202e}\u{0}"),
            json!("00000000-0000-0000-0000-000000000000"),
            json!("9999-12-31"),
            json!("<script>alert(1)</script>"),
            json!("Z\u{0351}\u{036b}\u{0343}".repeat(300)),
            json!(huge),
            json!([]),
            json!({}),
            json!([[[[[[[[[[[[]]]]]]]]]]]]),
            json!({ "type": {} }),
        ];
        odd[self.below(odd.len())].clone()
    }

    /// The way to some node of the tree.
    fn way(&mut self, tree: &Value) -> String {
        let (mut here, mut way) = (tree, String::new());
        while self.below(6) > 0 {
            let (step, next) = match here {
                Value::Array(list) if !list.is_empty() => {
                    let place = self.below(list.len());
                    (place.to_string(), &list[place])
                }
                Value::Object(map) if !map.is_empty() => {
                    let (key, next) = map.iter().nth(self.below(map.len())).expect("a place below the length");
                    (key.clone(), next)
                }
                _ => break,
            };
            way = format!("{way}/{step}");
            here = next;
        }
        way
    }

    fn change(&mut self, tree: &mut Value) {
        let (there, way) = (self.way(tree), self.way(tree));
        let other = tree.pointer(&there).cloned().unwrap_or_default();
        let (odd, kind, pick) = (self.odd(), self.below(7), self.below(64));
        let node = tree.pointer_mut(&way).expect("the way leads there");
        match (kind, node) {
            (0, Value::Object(map)) if !map.is_empty() => {
                let key = map.keys().nth(pick % map.len()).expect("a place below the length").clone();
                map.remove(&key);
            }
            (1, Value::Object(map)) => drop(map.insert("unexpected".to_owned(), odd)),
            (0 | 1, Value::Array(list)) if !list.is_empty() => drop(list.remove(pick % list.len())),
            (2, Value::Array(list)) if !list.is_empty() => list.push(list[pick % list.len()].clone()),
            (3, Value::Array(list)) => list.reverse(),
            (4, node @ Value::Number(_)) => *node = json!(node.as_f64().unwrap_or(0.0) * -1000.0 + 0.5),
            (5, Value::String(text)) => text.push_str("\u{301}\u{202e}'\"\\`$#"),
            (6, node) => *node = other,
            (_, node) => *node = odd,
        }
    }

    fn change_bytes(&mut self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len());
        match self.below(4) {
            0 => bytes.truncate(at),
            1 => bytes[at] = self.0.random(),
            2 => bytes.insert(at, self.0.random()),
            _ => drop(bytes.drain(at..(at + 40).min(bytes.len()))),
        }
    }
}

/// A request is done, or refused in four parts that do not speak of a mistake of ours.
fn answered(seed: u64, laptop: &Laptop, method: Method, path: &str, body: DoorInput) -> Option<DoorBody> {
    match laptop.request(LIBRARY, method, path, body) {
        (200, body) => Some(body),
        (status, DoorBody::Json(error)) => {
            assert_ne!(error["code"], "internal", "seed {seed}: {path} ended in a mistake of ours: {error}");
            for part in ["doing", "message", "safe", "hint"] {
                let told = error[part].as_str().is_some_and(|text| !text.is_empty());
                assert!(told, "seed {seed}: {path} answered {status} without “{part}”: {error}");
            }
            None
        }
        (status, DoorBody::Bytes { .. }) => panic!("seed {seed}: {path} answered {status} with a file"),
    }
}

/// Everything that is made of a workshop can be made.
fn shows_everything(seed: u64, laptop: &Laptop) {
    for surface in ["console", "projector"] {
        answered(seed, laptop, Method::Get, &laptop.path(surface), DoorInput::None);
    }
    for format in ["markdown", "html", "json", "sextant"] {
        let wanted = json!({ "format": format, "audience": "team" });
        answered(seed, laptop, Method::Post, &laptop.path("export"), DoorInput::Json(wanted));
    }
}

#[test]
fn d12_a_workshop_file_changed_at_random_is_taken_in_whole_or_refused_in_words() {
    cases("workshop files", |seed| {
        let mut dice = Mutator(StdRng::seed_from_u64(seed));
        let mut file =
            if seed % 8 == 0 { serde_json::from_slice(SAMPLE.as_slice()).expect("JSON") } else { SCORED.clone() };
        let by_bytes = dice.below(4) == 0;
        if !by_bytes {
            for _ in 0..=dice.below(4) {
                dice.change(&mut file);
            }
        }
        let mut bytes = serde_json::to_vec(&file).expect("JSON");
        if by_bytes {
            dice.change_bytes(&mut bytes);
        }
        let mut laptop = Laptop::bare();
        let mut taken = 0;
        if let Some(DoorBody::Json(reply)) =
            answered(seed, &laptop, Method::Post, "/api/import", DoorInput::Bytes(bytes))
        {
            laptop.id = reply["workshopId"].as_str().expect("the workshop that was taken in").to_owned();
            shows_everything(seed, &laptop);
            taken = 1;
            let again = laptop.file();
            assert_eq!(Laptop::with(&again).file(), again, "seed {seed}: what was taken in survives the way back");
        }
        assert_eq!(laptop.shelf()["unreadable"], json!([]), "seed {seed}");
        (taken, 1)
    });
}

#[test]
fn d12_a_command_changed_at_random_is_done_or_refused_in_words() {
    cases("commands", |seed| {
        let mut dice = Mutator(StdRng::seed_from_u64(seed));
        let laptop = Laptop::with(&serde_json::to_vec(&*SCORED).expect("JSON"));
        let mut done = 0;
        for _ in 0..STEPS {
            let screen = answered(seed, &laptop, Method::Get, &laptop.path("console"), DoorInput::None);
            let Some(DoorBody::Json(screen)) = screen else { panic!("seed {seed}: the workshop does not open") };
            let surface = ["console", "seat"][dice.below(2)];
            let templates = if surface == "console" { CONSOLE } else { SEAT };
            let template = templates[dice.below(templates.len())];
            let command = Filler::new(dice.0.random(), &screen["view"]).fill(template);
            let mut envelope = json!({ "id": laptop.new_id(), "command": command });
            for _ in 0..dice.below(3) {
                dice.change(&mut envelope);
            }
            let path = laptop.path(surface);
            done += usize::from(answered(seed, &laptop, Method::Post, &path, DoorInput::Json(envelope)).is_some());
        }
        shows_everything(seed, &laptop);
        (done, STEPS)
    });
}
