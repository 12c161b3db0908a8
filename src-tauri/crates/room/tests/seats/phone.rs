//! A page on a phone, as far as its socket goes: frames by hand, so that it can also misbehave.

use std::io::{self, Read as _, Write as _};
use std::net::{IpAddr, TcpStream};
use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::hall::{Hall, ME};

pub(crate) const TEXT: u8 = 1;
pub(crate) const BINARY: u8 = 2;
pub(crate) const CLOSE: u8 = 8;
pub(crate) const PING: u8 = 9;
pub(crate) const PONG: u8 = 10;

pub(crate) struct Phone {
    pub(crate) stream: TcpStream,
    seq: u64,
}

/// What came over a socket.
#[derive(Debug, PartialEq)]
pub(crate) enum Came {
    Text(Value),
    /// With its code.
    Close(u16),
    /// Without a word.
    End,
}

impl Phone {
    /// A socket that has not said whose it is.
    pub(crate) fn dial(hall: &Hall, from: IpAddr) -> Self {
        Self::try_dial(hall, from, "").unwrap_or_else(|status| panic!("no socket: {status}"))
    }

    /// With further headers; the status when it is no socket.
    pub(crate) fn try_dial(hall: &Hall, from: IpAddr, headers: &str) -> Result<Self, u16> {
        let mut stream = hall.connect(from);
        let (address, origin) = (hall.address, hall.origin());
        let request = format!(
            "GET /api/seat HTTP/1.1\r\nHost: {address}\r\nOrigin: {origin}\r\nConnection: Upgrade\r\n\
             Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\
             {headers}\r\n"
        );
        stream.write_all(request.as_bytes()).map_err(|_| 0_u16)?;
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).map_err(|_| 0_u16)?;
            head.push(byte[0]);
        }
        let head = String::from_utf8_lossy(&head);
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        if status == 101 { Ok(Self { stream, seq: 0 }) } else { Err(status) }
    }

    /// The socket of a seat, before it has heard anything.
    pub(crate) fn sit(hall: &Hall, from: IpAddr, seat: &str) -> Self {
        let mut phone = Self::dial(hall, from);
        phone.say(&json!({ "type": "hello", "seat": seat, "build": "seat-1.js" }));
        phone
    }

    /// Somebody new, who has heard what there is.
    pub(crate) fn join(hall: &Hall, name: &str) -> Self {
        let seat = hall.join(ME, name);
        let mut phone = Self::sit(hall, ME, &seat);
        phone.hears("own");
        phone.hears("room");
        phone
    }

    pub(crate) fn say(&mut self, message: &Value) {
        self.frame(TEXT, message.to_string().as_bytes());
    }

    /// Sends a command with a new id, and returns the id.
    pub(crate) fn write(&mut self, text: &str) -> Uuid {
        let id = Uuid::from_u128(
            u128::from(self.stream.local_addr().expect("an address").port()) << 64 | u128::from(self.seq + 1),
        );
        self.command(id, text);
        id
    }

    pub(crate) fn command(&mut self, id: Uuid, text: &str) {
        self.seq += 1;
        let command = json!({ "type": "add_value_action", "text": text });
        self.say(&json!({ "type": "command", "id": id, "seq": self.seq, "command": command }));
    }

    pub(crate) fn frame(&mut self, kind: u8, payload: &[u8]) {
        self.stream.write_all(&frame(kind, payload)).expect("the server reads");
    }

    /// Everything but what says only that the connection lives.
    pub(crate) fn hear(&mut self) -> Came {
        loop {
            match self.next() {
                Came::Text(text) if text["type"] == "still" => {}
                came => return came,
            }
        }
    }

    /// The next message, of which only the kind is expected.
    pub(crate) fn hears(&mut self, kind: &str) -> Value {
        match self.hear() {
            Came::Text(text) if text["type"] == kind => text,
            came => panic!("expected {kind}, but {came:?} came"),
        }
    }

    /// Reads on until this kind comes.
    pub(crate) fn waits_for(&mut self, kind: &str) -> Value {
        loop {
            match self.hear() {
                Came::Text(text) if text["type"] == kind => return text,
                Came::Text(_) => {}
                came => panic!("expected {kind}, but {came:?} came"),
            }
        }
    }

    /// Insists that nothing comes for a while.
    pub(crate) fn hears_nothing(&mut self, while_passes: Duration) {
        self.stream.set_read_timeout(Some(while_passes)).expect("a limit");
        let mut byte = [0];
        let came = self.stream.peek(&mut byte);
        assert!(came.is_err(), "something came: {:?}", self.hear());
        self.stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
    }

    /// Insists on this farewell.
    pub(crate) fn is_told(&mut self, why: &str) {
        assert_eq!(self.waits_for("closed")["why"], why);
        assert_eq!(self.hear(), Came::Close(1000));
    }

    fn next(&mut self) -> Came {
        loop {
            let Ok((kind, payload)) = self.read() else { return Came::End };
            match kind {
                TEXT => return Came::Text(serde_json::from_slice(&payload).expect("the server writes JSON")),
                CLOSE => {
                    let code = payload.first_chunk::<2>().map_or(0, |code| u16::from_be_bytes(*code));
                    return Came::Close(code);
                }
                PING => {
                    let _ = self.stream.write_all(&frame(PONG, &payload));
                }
                PONG => {}
                kind => panic!("the server sends no frame of kind {kind}"),
            }
        }
    }

    fn read(&mut self) -> io::Result<(u8, Vec<u8>)> {
        let mut head = [0; 2];
        self.stream.read_exact(&mut head)?;
        let length = match head[1] {
            126 => {
                let mut length = [0; 2];
                self.stream.read_exact(&mut length)?;
                usize::from(u16::from_be_bytes(length))
            }
            127 => {
                let mut length = [0; 8];
                self.stream.read_exact(&mut length)?;
                usize::try_from(u64::from_be_bytes(length)).expect("a length")
            }
            length => usize::from(length),
        };
        let mut payload = vec![0; length];
        self.stream.read_exact(&mut payload)?;
        Ok((head[0] & 0x0f, payload))
    }
}

/// A masked frame. The mask is nothing, which is a mask as well.
pub(crate) fn frame(kind: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x80 | kind];
    match payload.len() {
        length @ 0..=125 => bytes.push(0x80 | length as u8),
        length @ 126..=0xffff => {
            bytes.push(0x80 | 126);
            bytes.extend_from_slice(&(length as u16).to_be_bytes());
        }
        length => {
            bytes.push(0x80 | 127);
            bytes.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(payload);
    bytes
}
