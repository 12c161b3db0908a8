//! P18 in small: a host under work for seconds, or for minutes when the long counts are asked for.
//! After a warm-up its memory, handles and threads stand still.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::host::{self, Home};
use crate::serving::Serving;

const WORKSHOPS: usize = 5;
/// Seconds of the usual run; the first quarter of any run is its warm-up.
const USUAL: u64 = 8;
const MAY_GROW_MIB: f64 = 20.0;

#[derive(Clone, Copy, Debug)]
struct Size {
    mebibytes: f64,
    handles: usize,
    threads: usize,
}

fn size(process: u32) -> Size {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("the process is there");
    let number = |name: &str| -> f64 {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a line of this name");
        line.split_whitespace().next().and_then(|word| word.parse().ok()).expect("a number")
    };
    Size {
        mebibytes: number("VmRSS:") / 1024.0,
        handles: fs::read_dir(format!("/proc/{process}/fd")).expect("its handles").count(),
        threads: number("Threads:") as usize,
    }
}

/// One round of work on one workshop: changes, looks, undo and redo, a brief on paper.
fn work(serving: &mut Serving, workshop: &str, round: usize) {
    let path = format!("/api/workshops/{workshop}/console");
    let screen = serving.send(&path, &json!({ "type": "add_team", "name": format!("Team {round}") }));
    let team = screen["view"]["teams"].as_array().and_then(|teams| teams.last()).expect("a team")["id"].clone();
    let story = format!("A long answer of round {round}. ").repeat(8);
    serving.send(&path, &json!({ "type": "answer_frame", "question": "job", "text": story }));
    serving.send(&path, &json!({ "type": "undo" }));
    serving.send(&path, &json!({ "type": "redo" }));
    serving.send(&path, &json!({ "type": "remove_team", "teamId": team }));
    for surface in ["console", "projector"] {
        serving.look(workshop, surface);
    }
    let format = ["markdown", "html", "pdf", "json"][round % 4];
    serving.fetch(&format!("/api/workshops/{workshop}/export"), &json!({ "format": format, "audience": "team" }));
}

#[test]
fn p18_memory_handles_and_threads_stand_still_under_work() {
    let minutes = std::env::var("SEXTANT_SOAK_MINUTES").ok().and_then(|text| text.parse::<u64>().ok());
    let length = Duration::from_secs(minutes.map_or(USUAL, |minutes| 60 * minutes));
    let home = Home::new();
    let mut serving = Serving::start(&home, &host::binary());
    let workshops: Vec<String> = (0..WORKSHOPS).map(|place| format!("5e87a27d-0000-4000-8000-{place:012}")).collect();
    for id in &workshops {
        let create = json!({ "id": id, "command": { "type": "create_workshop", "title": "Kestrel" } });
        serving.post("/api/library", &create);
    }
    let start = Instant::now();
    let (mut rounds, mut warm) = (0, None);
    while start.elapsed() < length || rounds < 4 * WORKSHOPS {
        work(&mut serving, &workshops[rounds % WORKSHOPS], rounds);
        rounds += 1;
        if warm.is_none() && start.elapsed() > length / 4 && rounds >= 2 * WORKSHOPS {
            warm = Some(size(serving.process()));
        }
    }
    let (warm, end) = (warm.unwrap_or_else(|| size(serving.process())), size(serving.process()));
    println!("P18: {rounds} rounds in {:?}, after the warm-up {warm:?}, at the end {end:?}", start.elapsed());
    assert!(end.mebibytes - warm.mebibytes < MAY_GROW_MIB, "memory grows: {warm:?}, {end:?}");
    // A connection or a thread of the moment may come or go.
    assert!(end.handles <= warm.handles + 4 && end.threads <= warm.threads + 4, "something is left: {warm:?}, {end:?}");
    serving.stop();
}
