//! What strangers do who have photographed the QR code, all at once and from many addresses.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::{sleep, timeout};

use crate::wire::{self, Room, address};

/// Between two tries of one attacker; together they make some thousand tries a second, and leave the
/// measuring side of this machine a share of it.
const BREATH: Duration = Duration::from_millis(40);
/// How long an attacker holds what it opened.
const HOLD: Duration = Duration::from_secs(60);
/// Seats that strangers have when the flood begins.
pub(crate) const BOTS: usize = 80;

/// What one attacker does over and over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Attack {
    /// Joins under one name after the other.
    Joins,
    /// Greets with secrets that open nothing.
    WrongSecrets,
    /// Types codes that open nothing.
    WrongCodes,
    /// Sends frames far over the limit.
    HugeFrames,
    /// Sits down, sends commands and never reads an answer.
    NeverReads,
    /// Begins a request and never ends it.
    HalfOpen,
    /// Opens a socket and says nothing.
    Silent,
    /// Sends commands as fast as the socket takes them, and comes back when it is put out.
    Commands,
    /// Sends heads of many and of long lines.
    WideHeads,
}

/// Each kind with how many do it.
const FORCES: &[(Attack, usize)] = &[
    (Attack::Joins, 20),
    (Attack::WrongSecrets, 100),
    (Attack::WrongCodes, 50),
    (Attack::HugeFrames, 50),
    (Attack::NeverReads, 100),
    (Attack::HalfOpen, 120),
    (Attack::Silent, 150),
    (Attack::Commands, 80),
    (Attack::WideHeads, 50),
];

/// What the attackers share.
pub(crate) struct Mob {
    room: Room,
    /// Secrets of seats they have.
    seats: Mutex<Vec<String>>,
    tries: AtomicUsize,
}

impl Mob {
    /// Joins with some devices before anything is measured.
    pub(crate) async fn gather(room: Room) -> Arc<Self> {
        let mut seats = Vec::new();
        for number in 0..BOTS {
            seats.push(wire::join(&room, address(50_000 + number), &format!("Bot {number}")).await.expect("a seat"));
        }
        Arc::new(Self { room, seats: Mutex::new(seats), tries: AtomicUsize::new(0) })
    }

    /// How often anything was tried.
    pub(crate) fn tries(&self) -> usize {
        self.tries.load(Ordering::Relaxed)
    }

    /// Begins; whoever drops the answer's tasks ends it.
    pub(crate) fn flood(self: &Arc<Self>) -> tokio::task::JoinSet<()> {
        let mut tasks = tokio::task::JoinSet::new();
        let mut number = 0;
        for (attack, count) in FORCES {
            for _ in 0..*count {
                number += 1;
                tasks.spawn(self.clone().keep_on(*attack, number));
            }
        }
        tasks
    }

    async fn keep_on(self: Arc<Self>, attack: Attack, number: usize) {
        // Not all in one millisecond: that would be one try and a long silence.
        sleep(BREATH * u32::try_from(number % 25).unwrap_or_default() / 25).await;
        for turn in 0.. {
            // Being turned away is what they are here for.
            let _ = self.attack(attack, number, turn).await;
            self.tries.fetch_add(1, Ordering::Relaxed);
            sleep(BREATH).await;
        }
    }

    fn seat(&self, number: usize) -> String {
        let seats = self.seats.lock().expect("nobody panics with the seats in hand");
        seats[number % seats.len()].clone()
    }

    async fn attack(&self, attack: Attack, number: usize, turn: u64) -> io::Result<()> {
        let room = &self.room;
        // Every try of those who are counted comes from somewhere else.
        let elsewhere = address(1_000 + (number * 131 + usize::try_from(turn).unwrap_or_default() * 7) % 40_000);
        let from = address(100_000 + number);
        match attack {
            Attack::Joins => {
                if let Some(seat) = wire::join(room, elsewhere, &format!("Crowd {number} {turn}")).await {
                    self.seats.lock().expect("nobody panics with the seats in hand").push(seat);
                }
            }
            Attack::WrongSecrets => {
                let mut stream = wire::seated(room, elsewhere, &format!("{number:016x}{turn:016x}")).await?;
                drain(&mut stream).await?;
            }
            Attack::WrongCodes => {
                let code = format!("{:06}", (number * 997 + usize::try_from(turn).unwrap_or_default()) % 1_000_000);
                wire::post(room, elsewhere, "/api/enter", &json!({ "code": code })).await?;
            }
            Attack::HugeFrames => {
                let mut stream = wire::seated(room, from, &self.seat(number)).await?;
                stream.write_all(&wire::frame_head(1, 10_000_000)).await?;
                for _ in 0..160 {
                    stream.write_all(&[b'x'; 65_536]).await?;
                }
            }
            Attack::NeverReads => {
                let mut stream = wire::seated(room, from, &self.seat(number)).await?;
                for seq in 1..30 {
                    stream.write_all(&wire::answer(number, turn * 1_000 + seq, 200)).await?;
                }
                sleep(HOLD).await;
            }
            Attack::HalfOpen => {
                let mut stream = wire::dial(room, from).await?;
                stream.write_all(b"GET /api/seat HTTP/1.1\r\nHost: nonsense\r\nX-A: ").await?;
                drain(&mut stream).await?;
            }
            Attack::Silent => {
                let mut stream = wire::upgraded(room, from).await?;
                drain(&mut stream).await?;
            }
            Attack::Commands => {
                let mut stream = wire::seated(room, from, &self.seat(number)).await?;
                let many: Vec<u8> = (1..60).flat_map(|seq| wire::answer(number, turn * 1_000 + seq, 200)).collect();
                stream.write_all(&many).await?;
                drain(&mut stream).await?;
            }
            Attack::WideHeads => {
                let wide = if turn % 2 == 0 {
                    (0..500).map(|line| format!("X-{line}: {line}\r\n")).collect()
                } else {
                    format!("X-A: {}\r\n", "a".repeat(200_000))
                };
                let mut stream = wire::dial(room, elsewhere).await?;
                stream.write_all(wire::head(room, "GET /", &wide).as_bytes()).await?;
                drain(&mut stream).await?;
            }
        }
        Ok(())
    }
}

/// Reads until the room ends it.
async fn drain(stream: &mut tokio::net::TcpStream) -> io::Result<()> {
    let mut bytes = [0; 4_096];
    let read = async {
        while stream.read(&mut bytes).await? > 0 {}
        Ok(())
    };
    timeout(HOLD, read).await.unwrap_or(Ok(()))
}
