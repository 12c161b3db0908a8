//! One phone's connection: one task, bounded in what it holds, in what it takes, and in how long
//! it waits (T10, F48, F50).

use std::net::IpAddr;
use std::sync::{Arc, Weak};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, close_code};
use futures_util::SinkExt as _;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use crate::broadcast::Seat;
use crate::room::{Found, Room};
use crate::rooms::Hall;
use crate::seat_pages::SeatPages;
use crate::seat_router::seat_key;
use crate::seat_wire::{self, Hello, STILL, Said, Why};

/// How long a socket may be open without saying whose it is (F50).
const GREETING: Duration = Duration::from_secs(5);
/// How often a page hears that the connection lives. It gives up after three times this.
const STILL_EVERY: Duration = Duration::from_secs(10);
/// Whoever was not heard for so long is gone: every browser answers a ping by itself (F50).
const SILENCE: Duration = Duration::from_secs(45);
/// Whoever has not read for so long is gone (F48).
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a farewell may take.
const FAREWELL: Duration = Duration::from_secs(2);

/// Attends to a socket until it ends.
pub(crate) async fn attend(mut socket: WebSocket, hall: Weak<Hall>, pages: Arc<SeatPages>, from: IpAddr) {
    let end = match greet(&mut socket, &hall, &pages, from).await {
        Ok((room, seat)) => converse(&mut socket, &hall, &room, &seat).await,
        Err(end) => end,
    };
    let last = match end {
        End::Told(why) => {
            // The page may be gone; then nobody needs to be told.
            let _ = timeout(FAREWELL, socket.send(Message::Text(seat_wire::closed(why)))).await;
            close_code::NORMAL
        }
        End::Broken => close_code::PROTOCOL,
        End::Gone => return,
    };
    let farewell = Message::Close(Some(CloseFrame { code: last, reason: Utf8Bytes::from_static("") }));
    let _ = timeout(FAREWELL, socket.send(farewell)).await;
}

/// How a socket ends.
enum End {
    /// With a reason for the page.
    Told(Why),
    /// What came is no web socket: too large, not text, not masked (F51, F52).
    Broken,
    /// Nobody is there any more.
    Gone,
}

/// Hears whose socket it is.
async fn greet(
    socket: &mut WebSocket,
    hall: &Weak<Hall>,
    pages: &SeatPages,
    from: IpAddr,
) -> Result<(Arc<Room>, Seat), End> {
    let text = match timeout(GREETING, socket.recv()).await {
        Ok(Some(Ok(Message::Text(text)))) => text,
        Ok(Some(Ok(Message::Binary(_) | Message::Ping(_) | Message::Pong(_)) | Err(_))) => return Err(End::Broken),
        Ok(Some(Ok(Message::Close(_))) | None) | Err(_) => return Err(End::Gone),
    };
    let Ok(hello) = serde_json::from_str::<Hello>(&text) else { return Err(End::Told(Why::OldPage)) };
    if pages.is_other_build(&hello.build) {
        return Err(End::Told(Why::OldPage));
    }
    let hall = hall.upgrade().ok_or(End::Told(Why::RoomClosed))?;
    let key = seat_key(&hello.seat);
    let found = hall.room_of(&key).await.map_err(|error| {
        tracing::warn!(code = ?error.code, "a seat could not be looked for");
        End::Gone
    })?;
    let room = match found {
        Found::Open(room) => room,
        Found::Closed => return Err(End::Told(Why::RoomClosed)),
        Found::Nobody => {
            hall.desk.wrong_seat(from);
            return Err(End::Told(Why::Unknown));
        }
    };
    let seat = room.audience.sit(key).map_err(End::Told)?;
    Ok((room, seat))
}

/// Sends what is new and takes what is said, until one side ends it.
async fn converse(socket: &mut WebSocket, hall: &Weak<Hall>, room: &Room, seat: &Seat) -> End {
    let start = Instant::now();
    let mut still = interval_at(start + STILL_EVERY, STILL_EVERY);
    still.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut heard, mut newest) = (start, 0);
    loop {
        tokio::select! {
            mail = seat.mail() => {
                if !send(socket, mail.frames.into_iter().map(Message::Text)).await {
                    return End::Gone;
                }
                if let Some(why) = mail.end {
                    return End::Told(why);
                }
            }
            message = socket.recv() => {
                let message = match message {
                    Some(Ok(message)) => message,
                    Some(Err(_)) => return End::Broken,
                    None => return End::Gone,
                };
                heard = Instant::now();
                if !seat.may_say(heard) {
                    return End::Told(Why::Flood);
                }
                match message {
                    Message::Text(text) => match hear(&text, hall, room, seat, &mut newest) {
                        Ok(()) => {}
                        Err(why) => return End::Told(why),
                    },
                    Message::Ping(_) | Message::Pong(_) => {}
                    Message::Binary(_) => return End::Broken,
                    Message::Close(_) => return End::Gone,
                }
            }
            now = still.tick() => {
                if now.duration_since(heard) > SILENCE {
                    return End::Gone;
                }
                // A page may be asleep with its script; the browser below it still answers a ping.
                let signs = [Message::Text(STILL), Message::Ping(Bytes::new())];
                if !send(socket, signs).await {
                    return End::Gone;
                }
            }
        }
    }
}

/// Sends messages in one go; `false` when nobody reads them.
async fn send(socket: &mut WebSocket, messages: impl IntoIterator<Item = Message>) -> bool {
    let sent = async {
        for message in messages {
            socket.feed(message).await?;
        }
        socket.flush().await
    };
    matches!(timeout(PATIENCE, sent).await, Ok(Ok(())))
}

/// Passes on what a page says.
fn hear(text: &str, hall: &Weak<Hall>, room: &Room, seat: &Seat, newest: &mut u64) -> Result<(), Why> {
    match Said::read(text).ok_or(Why::OldPage)? {
        Said::Here => Ok(()),
        Said::NoCommand(id) => {
            seat.say(seat_wire::outcome(id, Some(&seat_wire::no_command())));
            Ok(())
        }
        Said::Command { seq, envelope } => {
            let id = envelope.id;
            // A page numbers what it writes, and sends it in this order over one connection.
            if seq < *newest {
                seat.say(seat_wire::outcome(id, Some(&seat_wire::overtaken())));
                return Ok(());
            }
            *newest = seq;
            let hall = hall.upgrade().ok_or(Why::RoomClosed)?;
            let sent = seat.send(|answer| {
                let done = Box::new(move |outcome| answer.answer(id, outcome));
                hall.core.send(room.workshop, seat.key().clone(), envelope, done);
            });
            if sent { Ok(()) } else { Err(Why::Flood) }
        }
    }
}
