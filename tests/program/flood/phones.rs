//! People who sit in the room: they answer twice a second, and connect again when they are cut off.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::wire::{self, Room, address};

/// Between two answers of one person.
const THINKS: Duration = Duration::from_millis(500);
/// A page pauses before it connects again.
const AGAIN: Duration = Duration::from_millis(300);
/// An answer that takes longer counts as a lost connection; the page sends it again.
const PATIENCE: Duration = Duration::from_secs(15);

/// What honest people saw.
#[derive(Default)]
pub(crate) struct Seen {
    /// Milliseconds from an answer to its acknowledgement.
    pub(crate) answered: Mutex<Vec<f64>>,
    /// Connections that ended by themselves.
    pub(crate) cut: AtomicUsize,
    /// People who are connected and had their last answer taken.
    pub(crate) in_step: AtomicUsize,
    stop: AtomicBool,
}

impl Seen {
    pub(crate) fn take(&self) -> Vec<f64> {
        std::mem::take(&mut *self.answered.lock().expect("nobody panics with the times in hand"))
    }

    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// One person, until they are told to stop.
pub(crate) async fn answer_now_and_then(room: Room, number: usize, seat: String, seen: Arc<Seen>) {
    let (mut seq, mut in_step) = (0, false);
    let show = |now: bool, in_step: &mut bool| {
        match (*in_step, now) {
            (false, true) => drop(seen.in_step.fetch_add(1, Ordering::Relaxed)),
            (true, false) => drop(seen.in_step.fetch_sub(1, Ordering::Relaxed)),
            (true, true) | (false, false) => {}
        }
        *in_step = now;
    };
    while !seen.stop.load(Ordering::Relaxed) {
        let Ok(mut stream) = wire::seated(&room, address(200_000 + number), &seat).await else {
            sleep(AGAIN).await;
            continue;
        };
        let mut unread = Vec::new();
        loop {
            seq += 1;
            let begun = Instant::now();
            let sent = stream.write_all(&wire::answer(900_000 + number, seq, 60)).await;
            let heard = timeout(PATIENCE, acknowledged(&mut stream, &mut unread)).await;
            if sent.is_err() || !matches!(heard, Ok(Ok(true))) {
                show(false, &mut in_step);
                seen.cut.fetch_add(1, Ordering::Relaxed);
                break;
            }
            show(true, &mut in_step);
            let taken = begun.elapsed().as_secs_f64() * 1_000.0;
            seen.answered.lock().expect("nobody panics with the times in hand").push(taken);
            if seen.stop.load(Ordering::Relaxed) {
                return;
            }
            sleep(THINKS).await;
        }
        sleep(AGAIN).await;
    }
}

/// Reads on until an answer was taken; `false` when the connection ends.
async fn acknowledged(stream: &mut TcpStream, unread: &mut Vec<u8>) -> std::io::Result<bool> {
    loop {
        while let Some((kind, start, end)) = wire::frame_in(unread) {
            let text: Vec<u8> = unread.drain(..end).skip(start).collect();
            match kind {
                1 if text.starts_with(br#"{"type":"done""#) => return Ok(true),
                1 if text.starts_with(br#"{"type":"refused""#) => {
                    panic!("an honest answer was refused: {}", String::from_utf8_lossy(&text))
                }
                8 => return Ok(false),
                9 => stream.write_all(&wire::frame_head(10, 0)).await?,
                _ => {}
            }
        }
        if stream.read_buf(unread).await? == 0 {
            return Ok(false);
        }
    }
}
