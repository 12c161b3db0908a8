//! Sockets by hand, each from an address of its own, so that they can also misbehave.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

/// Longer than whatever is waited for may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The room that is flooded.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    pub(crate) at: SocketAddr,
    pub(crate) secret: String,
}

/// An address of this machine that stands for one device.
pub(crate) fn address(number: usize) -> IpAddr {
    let [_, high, middle, low] = u32::try_from(number + 2).expect("a small number").to_be_bytes();
    IpAddr::from([127, high.wrapping_add(40), middle, low])
}

pub(crate) async fn dial(room: &Room, from: IpAddr) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind((from, 0).into())?;
    let stream = socket.connect(room.at).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// The head of a request as a page of the room sends it.
pub(crate) fn head(room: &Room, line: &str, more: &str) -> String {
    let at = room.at;
    format!("{line} HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\n{more}\r\n")
}

/// The socket of a phone that has said nothing yet; an error when it was turned away.
pub(crate) async fn upgraded(room: &Room, from: IpAddr) -> io::Result<TcpStream> {
    let mut stream = dial(room, from).await?;
    let more = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
                Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
    stream.write_all(head(room, "GET /api/seat", more).as_bytes()).await?;
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        answer.push(timeout(PATIENCE, stream.read_u8()).await??);
    }
    if answer.starts_with(b"HTTP/1.1 101") { Ok(stream) } else { Err(io::ErrorKind::ConnectionRefused.into()) }
}

/// The socket of a seat that has greeted.
pub(crate) async fn seated(room: &Room, from: IpAddr, seat: &str) -> io::Result<TcpStream> {
    let mut stream = upgraded(room, from).await?;
    let hello = json!({ "type": "hello", "seat": seat, "build": "" });
    stream.write_all(&frame(hello.to_string().as_bytes())).await?;
    Ok(stream)
}

/// Posts as the page does: the status, and the answer if it is JSON.
pub(crate) async fn post(room: &Room, from: IpAddr, path: &str, body: &Value) -> io::Result<(u16, Value)> {
    let mut stream = dial(room, from).await?;
    let body = body.to_string();
    let more = format!("Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n", body.len());
    let request = head(room, &format!("POST {path}"), &more) + &body;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut answer)).await??;
    let start = answer.windows(4).position(|four| four == b"\r\n\r\n").map_or(0, |place| place + 4);
    let text = String::from_utf8_lossy(&answer[..start]);
    let status = text.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    Ok((status, serde_json::from_slice(&answer[start..]).unwrap_or_default()))
}

/// A seat for somebody new; nothing when the room does not let them in now.
pub(crate) async fn join(room: &Room, from: IpAddr, name: &str) -> Option<String> {
    let (_, entered) = post(room, from, "/api/enter", &json!({ "secret": room.secret })).await.ok()?;
    let person = json!({ "name": name, "discipline": "product", "watch": false });
    let asked = json!({ "pass": entered["pass"].as_str()?, "request": person });
    let (_, joined) = post(room, from, "/api/join", &asked).await.ok()?;
    joined["seat"].as_str().map(str::to_owned)
}

/// A text frame with a mask of zeros.
pub(crate) fn frame(text: &[u8]) -> Vec<u8> {
    let mut bytes = frame_head(1, text.len());
    bytes.extend_from_slice(text);
    bytes
}

pub(crate) fn frame_head(kind: u8, length: usize) -> Vec<u8> {
    let mut bytes = vec![0x80 | kind];
    match (u8::try_from(length), u16::try_from(length)) {
        (Ok(short @ 0..126), _) => bytes.push(0x80 | short),
        (_, Ok(middling)) => {
            bytes.push(0x80 | 126);
            bytes.extend_from_slice(&middling.to_be_bytes());
        }
        (_, Err(_)) => {
            bytes.push(0x80 | 127);
            bytes.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
    bytes.extend_from_slice(&[0; 4]);
    bytes
}

/// Kind, start and end of a frame that is there in full.
pub(crate) fn frame_in(bytes: &[u8]) -> Option<(u8, usize, usize)> {
    let (start, length) = match *bytes.get(1)? {
        126 => (4, usize::from(u16::from_be_bytes(*bytes.get(2..)?.first_chunk()?))),
        127 => (10, usize::try_from(u64::from_be_bytes(*bytes.get(2..)?.first_chunk()?)).ok()?),
        length => (2, usize::from(length)),
    };
    (bytes.len() >= start + length).then_some((bytes[0] & 0x0f, start, start + length))
}

/// An answer to the question that is asked, under an id nobody else uses.
pub(crate) fn answer(who: usize, seq: u64, length: usize) -> Vec<u8> {
    let id = uuid::Uuid::from_u128((who as u128) << 64 | u128::from(seq) | 0x4000_8000 << 96);
    let text = format!("{} {seq}", "people come back ".repeat(length / 17));
    let command = json!({ "type": "answer_frame_alone", "question": "value_moment", "text": text });
    frame(json!({ "type": "command", "id": id, "seq": seq, "command": command }).to_string().as_bytes())
}

/// Sends one command over a socket of its own; whether it was done.
pub(crate) async fn says(room: &Room, from: IpAddr, seat: &str, kind: &str, mut command: Value) -> bool {
    let mut stream = seated(room, from, seat).await.expect("a socket");
    command["type"] = kind.into();
    let id =
        uuid::Uuid::from_u128(u128::from(stream.local_addr().map_or(0, |at| at.port())) << 64 | kind.len() as u128);
    let said = json!({ "type": "command", "id": id, "seq": 1, "command": command });
    stream.write_all(&frame(said.to_string().as_bytes())).await.expect("the room listens");
    let mut unread = Vec::new();
    loop {
        while let Some((_, start, end)) = frame_in(&unread) {
            let text: Vec<u8> = unread.drain(..end).skip(start).collect();
            if text.starts_with(br#"{"type":"done""#) {
                return true;
            }
            if text.starts_with(br#"{"type":"refused""#) {
                return false;
            }
        }
        let read = timeout(PATIENCE, stream.read_buf(&mut unread)).await.expect("in time").expect("the room answers");
        assert!(read > 0, "the room ended the socket");
    }
}
