//! F26, as far as a process can show it: the laptop sleeps while people sit in its room. The host is
//! stopped for longer than a heart beat and then goes on. Unlike in a real sleep the steady clock
//! runs on meanwhile, and the network stays up: what it sent lies in the system's buffers.

use std::process::Command;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::host::{self, Home, succeed};
use crate::room::{prepare, seen};
use crate::serving::Serving;
use crate::wire::{self, Room, address};

/// The server's heart beats every ten seconds, and a page gives up after three of them. When the
/// long counts are asked for, the sleep is longer than any patience on either side.
fn asleep() -> Duration {
    Duration::from_secs(if std::env::var_os("SEXTANT_PROVE").is_some() { 60 } else { 12 })
}

/// Everything is in order again within this time.
const AWAKE: Duration = Duration::from_secs(5);

fn signal(serving: &Serving, name: &str) {
    succeed(Command::new("kill").args([name, &serving.process().to_string()]));
}

/// A phone with what it has yet to read.
struct Phone {
    stream: TcpStream,
    unread: Vec<u8>,
}

impl Phone {
    async fn sit(room: &Room, number: usize, seat: &str) -> Self {
        Self { stream: wire::seated(room, address(number), seat).await.expect("a socket"), unread: Vec::new() }
    }

    async fn say(&mut self, frame: &[u8]) {
        self.stream.write_all(frame).await.expect("the system takes it");
    }

    /// Whether a message that begins like this comes before the connection ends.
    async fn hears(&mut self, beginning: &str) -> bool {
        loop {
            while let Some((kind, start, end)) = wire::frame_in(&self.unread) {
                let text: Vec<u8> = self.unread.drain(..end).skip(start).collect();
                if kind == 1 && text.starts_with(beginning.as_bytes()) {
                    return true;
                }
                if kind == 9 && self.stream.write_all(&wire::frame_head(10, 0)).await.is_err() {
                    return false;
                }
            }
            if !matches!(self.stream.read_buf(&mut self.unread).await, Ok(1..)) {
                return false;
            }
        }
    }

    /// Whether the answer to its command comes, over this socket or, when it was put out, another.
    async fn is_answered(mut self, room: &Room, number: usize, seat: &str, command: &[u8]) -> bool {
        loop {
            match timeout(AWAKE, self.hears(r#"{"type":"done""#)).await {
                Ok(true) => return true,
                Ok(false) => {
                    self = Self::sit(room, number, seat).await;
                    self.say(command).await;
                }
                Err(_) => return false,
            }
        }
    }
}

#[test]
fn f26_after_a_sleep_of_the_laptop_phones_go_on_in_the_same_seats_and_nothing_is_lost_or_doubled() {
    let home = Home::new();
    let line = ["serve", "--listen", "127.0.0.1:0", "--json", "--join-listen", "127.0.0.1:0"];
    let mut serving = Serving::of(home.at(&host::binary(), &line));
    let room = prepare(&mut serving);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("threads");
    runtime.block_on(async {
        let [anna, ben, cleo] = ["Anna", "Ben", "Cleo"].map(str::to_owned);
        let mut seats = Vec::new();
        for (number, name) in [&anna, &ben, &cleo].into_iter().enumerate() {
            seats.push(wire::join(&room, address(number), name).await.expect("a seat"));
        }
        let mut waits = Phone::sit(&room, 0, &seats[0]).await;
        let mut gives_up = Phone::sit(&room, 1, &seats[1]).await;
        let mut is_silent = Phone::sit(&room, 2, &seats[2]).await;
        for phone in [&mut waits, &mut gives_up, &mut is_silent] {
            assert!(timeout(AWAKE, phone.hears(r#"{"type":"room""#)).await.is_ok_and(|heard| heard));
        }
        signal(&serving, "-STOP");
        // One phone goes on waiting for its answer; one gives up, comes back and sends it again.
        let (first, second) = (wire::answer(1, 1, 40), wire::answer(2, 1, 40));
        waits.say(&first).await;
        gives_up.say(&second).await;
        sleep(asleep() / 2).await;
        drop(gives_up);
        // The system takes the connection although nobody answers yet; a page that has waited long
        // enough for an answer tries again.
        let back = {
            let (room, seat) = (room.clone(), seats[1].clone());
            tokio::spawn(async move {
                loop {
                    if let Ok(stream) = wire::seated(&room, address(1), &seat).await {
                        return Phone { stream, unread: Vec::new() };
                    }
                }
            })
        };
        sleep(asleep() / 2).await;
        let awake = Instant::now();
        signal(&serving, "-CONT");
        assert!(waits.is_answered(&room, 0, &seats[0], &first).await, "what was sent in the sleep is taken");
        let mut back = timeout(AWAKE, back).await.expect("in time").expect("a socket");
        back.say(&second).await;
        assert!(back.is_answered(&room, 1, &seats[1], &second).await, "sent twice, answered");
        // Whoever had nothing to say is still in step, or comes back with the same secret.
        let news = wire::answer(3, 1, 40);
        is_silent.stream.write_all(&news).await.unwrap_or_default();
        assert!(is_silent.is_answered(&room, 2, &seats[2], &news).await, "the same seat");
        println!("F26: asleep for {:?}, everybody in step {:?} after it", asleep(), awake.elapsed());
        let view = seen(&serving);
        let seats = view["session"]["room"]["seats"].as_array().map(Vec::len);
        assert_eq!(seats, Some(3), "three people, three seats");
        let asked = &view["view"]["frameAsks"][0];
        assert_eq!(asked["answered"], 3, "three answers, none lost and none doubled: {asked}");
    });
    serving.stop();
}
