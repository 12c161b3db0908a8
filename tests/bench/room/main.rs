//! P6, P7, P8, P9 and P18: what a room costs in time and memory, beside one thread that writes one
//! prepared frame to each socket. `cargo xtask bench room` runs it; called with `team`, it leaves out
//! the crowds of 30 and of 3,000, and with `answers` all but P7 and P9.
//!
//! Every phone has an address of its own below 127, so every limit stays on. The clock runs in
//! this process, from the word to the server until the last phone has heard.

mod crowd;
mod server;

use std::io::{BufReader, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use uuid::Uuid;

use crowd::{Crowd, Heard, get, join, message};

/// Rounds in which each way runs once, in changing order.
const ROUNDS: usize = 3;
/// Teams that answer at once for each of these rounds: one takes a few milliseconds.
const TEAMS: usize = 4;
/// Phones that join with the product's core.
const TEAM: usize = 300;
/// Times that somebody comes and goes, and rounds of the whole team until memory counts.
const COMINGS: usize = 10_000;
const WARM: usize = 4;

fn main() {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some("floor"), None) => server::floor(),
        (Some("rooms"), None) => server::rooms(),
        (Some("workshop"), Some(folder)) => server::workshop(Path::new(&folder)),
        (Some("answers"), None) => runtime().block_on(answers()),
        (Some("team"), None) => runtime().block_on(measure(&[(TEAM, 60)])),
        _ => runtime().block_on(measure(&[(30, 60), (TEAM, 60), (3_000, 20)])),
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// Takes P6 and P8 with so many phones and reveals each, then the figures of one team.
async fn measure(crowds: &[(usize, usize)]) {
    let mut bare_at_team = Vec::new();
    for &(phones, reveals) in crowds {
        let (mut ours, mut bare, mut memory, mut lost) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for round in 0..ROUNDS {
            for turn in 0..2 {
                let mode = if (round + turn) % 2 == 0 { "rooms" } else { "floor" };
                let taken = reveal(mode, phones, reveals).await;
                lost += taken.lost;
                if mode == "rooms" {
                    memory.push(taken.kibibytes / phones as f64);
                    ours.push(taken.times);
                } else {
                    bare.push(taken.times);
                }
            }
        }
        if phones == TEAM {
            bare_at_team = bare.iter().map(|times| middle(times)).collect();
        }
        report(phones, &ours, &bare, lost);
        println!("P8 memory for each of {phones} phones: {} KiB", range(&mut memory));
    }
    team(&bare_at_team).await;
    coming_and_going().await;
    page().await;
}

/// Takes P7 and P9 alone.
async fn answers() {
    let mut bare = Vec::new();
    for _ in 0..ROUNDS {
        bare.push(middle(&reveal("floor", TEAM, 60).await.times));
    }
    team(&bare).await;
}

/// P17 as far as a server sees it: what comes over the wire for the join page.
async fn page() {
    if std::env::var_os("SEXTANT_PAGES").is_none() {
        println!("P17 not taken: SEXTANT_PAGES names no built pages");
        return;
    }
    let child = Server::start(&["rooms"]);
    let html = get(0, child.at, "/", "identity").await;
    let page = get(0, child.at, "/", "gzip").await.len();
    let (mut at_once, mut fonts) = (page, 0);
    for name in named_in(&html) {
        at_once += get(0, child.at, &name, "gzip").await.len();
        let content = get(0, child.at, &name, "identity").await;
        for font in named_in(&content).iter().filter(|name| name.ends_with(".woff2")) {
            fonts += get(0, child.at, font, "gzip").await.len();
        }
    }
    let kilobytes = |bytes: usize| bytes as f64 / 1_000.0;
    println!(
        "P17 join page: {:.1} KB at once (page, script, style, with heads), and at most {:.1} KB of fonts",
        kilobytes(at_once),
        kilobytes(fonts)
    );
}

/// The built files a file names.
fn named_in(content: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(content);
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && !"-_.".contains(letter));
    let endings = [".js", ".css", ".woff2"];
    let mut names: Vec<String> = words
        .filter(|word| word.len() > 8 && endings.iter().any(|ending| word.ends_with(ending)))
        .map(|word| format!("/assets/{word}"))
        .collect();
    names.sort();
    names.dedup();
    names
}

fn report(phones: usize, ours: &[Vec<f64>], bare: &[Vec<f64>], lost: usize) {
    let ratio = |part: fn(&[f64]) -> f64| {
        let mut ratios: Vec<f64> = ours.iter().zip(bare).map(|(ours, bare)| part(ours) / part(bare)).collect();
        range(&mut ratios)
    };
    let all = |times: &[Vec<f64>]| middle(&times.concat());
    println!(
        "P6 {phones} phones: p50 {:.2} ms, bare loop {:.2} ms; p50 ratio {}, p99 ratio {}; {lost} lost",
        all(ours),
        all(bare),
        ratio(middle),
        ratio(late)
    );
}

struct Taken {
    /// Milliseconds until the last phone had it, for each reveal.
    times: Vec<f64>,
    kibibytes: f64,
    lost: usize,
}

async fn reveal(mode: &str, phones: usize, reveals: usize) -> Taken {
    let mut child = Server::start(&[mode]);
    let before = child.peak();
    let mut crowd = Crowd::at(child.at);
    for number in 0..phones {
        crowd.connect(&seat(number), Duration::ZERO);
        // A room fills over a while; nobody measures how fast a listener takes 3,000 at once.
        if number % 50 == 49 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    let mut lost = 0;
    if mode == "rooms" {
        lost += crowd.hear(Heard::Room, phones).await;
    } else {
        while child.ask("count")["sockets"] != json!(phones) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let mut times = Vec::new();
    for _ in 0..reveals {
        // Longer than a beat, so that no reveal waits for the one before.
        tokio::time::sleep(Duration::from_millis(250)).await;
        let begun = Instant::now();
        child.tell("reveal");
        lost += crowd.hear(Heard::Room, phones).await;
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    let kibibytes = child.peak() - before;
    crowd.cut();
    Taken { times, kibibytes, lost }
}

/// P7 and P9, with the product's core and its disk.
async fn team(bare: &[f64]) {
    let (mut acknowledged, mut joined, mut resumed, mut lost) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let (mut worked, mut carried) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS * TEAMS {
        carried.push(answers_to_nobody(&mut lost).await);
        let folder = tempfile::tempdir().expect("a folder");
        let child = Server::start(&["workshop", &folder.path().display().to_string()]);
        let secret = child.said["secret"].as_str().expect("a secret").to_owned();
        let mut crowd = Crowd::at(child.at);
        let begun = Instant::now();
        let seats = join(child.at, &secret, TEAM).await;
        seats.iter().for_each(|seat| crowd.connect(seat, Duration::ZERO));
        lost += crowd.hear(Heard::Room, TEAM).await;
        joined.push(begun.elapsed().as_secs_f64());
        tokio::time::sleep(Duration::from_secs(2)).await;
        let before = child.worked();
        acknowledged.push(answer_at_once(&mut crowd, &mut lost).await);
        worked.push(child.worked() - before);
        tokio::time::sleep(Duration::from_secs(2)).await;
        crowd.cut();
        let begun = Instant::now();
        for (number, seat) in seats.iter().enumerate() {
            // Pages come back at a moment of their own within the first fifth of a second.
            crowd.connect(seat, Duration::from_millis((number as u64 * 7_919) % 200));
        }
        lost += crowd.hear(Heard::Room, TEAM).await;
        resumed.push(begun.elapsed().as_secs_f64());
    }
    let mut to_bare: Vec<f64> = acknowledged.iter().zip(bare.iter().cycle()).map(|(ours, bare)| ours / bare).collect();
    let mut to_joining: Vec<f64> = resumed.iter().zip(&joined).map(|(back, first)| back / first).collect();
    println!(
        "P7 {TEAM} answers at once, the last durable acknowledgement after {} ms; to the bare loop at {TEAM}: {}; \
         the server worked for {} ms of processor time; with a core that keeps nothing the last is acknowledged \
         after {} ms",
        range(&mut acknowledged),
        range(&mut to_bare),
        range(&mut worked),
        range(&mut carried)
    );
    println!(
        "P9 {TEAM} cut and back, the last in step after {} s; joining took {} s; ratio {}; {lost} lost",
        range(&mut resumed),
        range(&mut joined),
        range(&mut to_joining)
    );
}

/// Everybody answers at once: milliseconds until the last one hears that it is kept.
async fn answer_at_once(crowd: &mut Crowd, lost: &mut usize) -> f64 {
    // A phone makes its own message; here one thread would make all of them, one after the other.
    let answers: Vec<Vec<u8>> = (0..crowd.len()).map(answer).collect();
    let begun = Instant::now();
    for (number, answer) in answers.iter().enumerate() {
        crowd.send(number, answer);
    }
    *lost += crowd.hear(Heard::Done, TEAM).await;
    begun.elapsed().as_secs_f64() * 1_000.0
}

/// The part of P7 that is the room's alone: the same answers to a core that keeps nothing.
async fn answers_to_nobody(lost: &mut usize) -> f64 {
    let child = Server::start(&["rooms"]);
    let mut crowd = Crowd::at(child.at);
    (0..TEAM).for_each(|number| crowd.connect(&seat(number), Duration::ZERO));
    *lost += crowd.hear(Heard::Room, TEAM).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let carried = answer_at_once(&mut crowd, lost).await;
    crowd.cut();
    carried
}

/// P18 in short: ten thousand times somebody comes into a room of 300 and goes.
async fn coming_and_going() {
    let folder = tempfile::tempdir().expect("a folder");
    let child = Server::start(&["workshop", &folder.path().display().to_string()]);
    let secret = child.said["secret"].as_str().expect("a secret").to_owned();
    let mut crowd = Crowd::at(child.at);
    let seats = join(child.at, &secret, TEAM).await;
    let (mut warm, mut lost) = (None, 0);
    for round in 0..COMINGS.div_ceil(TEAM) {
        seats.iter().for_each(|seat| crowd.connect(seat, Duration::ZERO));
        lost += crowd.hear(Heard::Room, TEAM).await;
        for number in 0..crowd.len() {
            crowd.send(number, &answer(number));
        }
        crowd.drain().await;
        crowd.cut();
        tokio::time::sleep(Duration::from_millis(200)).await;
        if round == WARM {
            warm = Some(child.holds());
        }
    }
    let (warm, end) = (warm.expect("more rounds than the warm-up"), child.holds());
    let more = (end.kibibytes - warm.kibibytes) / 1024.0;
    let verdict = if more <= 20.0 { "meets" } else { "misses" };
    println!(
        "P18 in short, {COMINGS} comings and goings: {more:+.1} MiB after the warm-up ({:.0} MiB at the end), open files {} \
         then {}, threads {} then {}; {lost} lost; {verdict} the ship bar of +20 MiB",
        end.kibibytes / 1024.0,
        warm.files,
        end.files,
        warm.threads,
        end.threads
    );
}

fn answer(number: usize) -> Vec<u8> {
    let command = json!({
        "type": "answer_frame_alone", "question": "value_moment", "text": format!("when plan {number} is finished")
    });
    message(&json!({ "type": "command", "id": Uuid::from_u128(number as u128 + 1_000), "seq": 1, "command": command }))
}

fn seat(number: usize) -> String {
    format!("{number:032x}")
}

/// Memory, open files and threads of a process.
struct Holds {
    kibibytes: f64,
    files: usize,
    threads: usize,
}

/// A server in a process of its own.
struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    at: SocketAddr,
    said: Value,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let program = std::env::current_exe().expect("this program has a name");
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let input = child.stdin.take().expect("its input");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let said = line(&mut output);
        let at = said["listen"].as_str().and_then(|at| at.parse().ok()).expect("an address");
        Self { child, input, output, at, said }
    }

    fn tell(&mut self, word: &str) {
        writeln!(self.input, "{word}").and_then(|()| self.input.flush()).expect("the server listens");
    }

    fn ask(&mut self, word: &str) -> Value {
        self.tell(word);
        line(&mut self.output)
    }

    /// The most memory it has held so far, in KiB.
    fn peak(&self) -> f64 {
        self.kibibytes("VmHWM:")
    }

    /// What it holds at this moment.
    fn holds(&self) -> Holds {
        let count = |name: &str| {
            let folder = format!("/proc/{}/{name}", self.child.id());
            std::fs::read_dir(folder).expect("a process").count()
        };
        Holds { kibibytes: self.kibibytes("VmRSS:"), files: count("fd"), threads: count("task") }
    }

    /// Milliseconds of processor time of all its threads so far.
    fn worked(&self) -> f64 {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.id())).expect("a process");
        let nanoseconds = |task: std::io::Result<std::fs::DirEntry>| {
            // A thread may end meanwhile.
            let spent = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
            spent.split_whitespace().next()?.parse::<f64>().ok()
        };
        tasks.filter_map(nanoseconds).sum::<f64>() / 1e6
    }

    fn kibibytes(&self, line: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a process");
        let value = status.lines().find_map(|each| each.strip_prefix(line)).expect("its memory");
        value.trim().trim_end_matches(" kB").parse().expect("a number")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn line(output: &mut impl std::io::BufRead) -> Value {
    let mut line = String::new();
    output.read_line(&mut line).expect("a line");
    serde_json::from_str(&line).unwrap_or_else(|_| panic!("no JSON: {line}"))
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values
}

fn middle(values: &[f64]) -> f64 {
    sorted(values)[values.len() / 2]
}

/// The 99th of a hundred, or the last of fewer.
fn late(values: &[f64]) -> f64 {
    sorted(values)[(values.len() * 99 / 100).min(values.len() - 1)]
}

fn range(values: &mut [f64]) -> String {
    values.sort_by(f64::total_cmp);
    format!("{:.2} [{:.2} to {:.2}]", values[values.len() / 2], values[0], values[values.len() - 1])
}
