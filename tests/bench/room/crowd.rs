//! Many phones on one thread: sockets with an address each, frames read by their heads.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Longer than any figure may take; a phone that is lost shows as this.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a phone heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    Own,
    Room,
    Done,
    Refused,
    Closed,
    Gone,
}

/// Phones that are connected.
pub(crate) struct Crowd {
    phones: Vec<Phone>,
    heard: UnboundedReceiver<(usize, Heard)>,
    say: UnboundedSender<(usize, Heard)>,
    at: SocketAddr,
}

struct Phone {
    /// Once it is connected.
    stream: Arc<OnceLock<TcpStream>>,
    task: JoinHandle<()>,
}

/// The address of a phone: no two share one, so that every limit for an address stays on.
pub(crate) fn address(number: usize) -> IpAddr {
    let [_, high, middle, low] = u32::try_from(number + 2).expect("a small number").to_be_bytes();
    IpAddr::from([127, high.wrapping_add(20), middle, low])
}

impl Crowd {
    pub(crate) fn at(at: SocketAddr) -> Self {
        let (say, heard) = unbounded_channel();
        Self { phones: Vec::new(), heard, say, at }
    }

    /// Connects one phone with this seat, after a pause of its own.
    pub(crate) fn connect(&mut self, seat: &str, pause: Duration) {
        let number = self.phones.len();
        let hello = message(&json!({ "type": "hello", "seat": seat, "build": "bench" }));
        let (say, at) = (self.say.clone(), self.at);
        let stream = Arc::new(OnceLock::new());
        let kept = stream.clone();
        let task = tokio::spawn(async move {
            tokio::time::sleep(pause).await;
            // Cut connections are what some figures are about; the count tells of them.
            let _ = attend(number, at, &hello, &kept, &say).await;
            let _ = say.send((number, Heard::Gone));
        });
        self.phones.push(Phone { stream, task });
    }

    pub(crate) fn len(&self) -> usize {
        self.phones.len()
    }

    /// Sends a message from one phone, at once: it is no longer than what a socket takes.
    pub(crate) fn send(&self, number: usize, message: &[u8]) {
        let stream = self.phones[number].stream.get().expect("a phone speaks once it has a view");
        match stream.try_write(message) {
            Ok(written) => assert_eq!(written, message.len(), "a socket that nothing waits in takes a short message"),
            // It shows as one that was not heard.
            Err(error) => eprintln!("phone {number}: {error}"),
        }
    }

    /// Waits until so many have heard this, and tells how many did not.
    pub(crate) async fn hear(&mut self, wanted: Heard, mut missing: usize) -> usize {
        let listens = async {
            while missing > 0 {
                match self.heard.recv().await {
                    Some((_, heard)) if heard == wanted => missing -= 1,
                    Some((number, heard @ (Heard::Closed | Heard::Gone | Heard::Refused))) => {
                        eprintln!("phone {number}: {heard:?}");
                    }
                    Some(_) => {}
                    None => return,
                }
            }
        };
        // Whoever was not heard in time is among the missing.
        let _ = timeout(PATIENCE, listens).await;
        missing
    }

    /// Takes what was heard so far and tells how many views of the room were among it.
    pub(crate) async fn drain(&mut self) -> usize {
        // What is on its way arrives within a beat.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let mut views = 0;
        while let Ok((_, heard)) = self.heard.try_recv() {
            views += usize::from(heard == Heard::Room);
        }
        views
    }

    /// Cuts every connection at once, as a network does.
    pub(crate) fn cut(&mut self) {
        for phone in self.phones.drain(..) {
            phone.task.abort();
        }
        while self.heard.try_recv().is_ok() {}
    }
}

async fn attend(
    number: usize,
    at: SocketAddr,
    hello: &[u8],
    kept: &OnceLock<TcpStream>,
    say: &UnboundedSender<(usize, Heard)>,
) -> std::io::Result<()> {
    let mut stream = dial(address(number), at).await?;
    let key = "AAAAAAAAAAAAAAAAAAAAAA==";
    let head = format!(
        "GET /api/seat HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    let mut bytes = Vec::with_capacity(4096);
    let end = loop {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(());
        }
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
    };
    if !bytes.starts_with(b"HTTP/1.1 101") {
        return Ok(());
    }
    bytes.drain(..end);
    stream.write_all(hello).await?;
    let stream = kept.get_or_init(|| stream);
    loop {
        while let Some((kind, start, end)) = frame_in(&bytes) {
            match kind {
                1 => {
                    if let Some(heard) = read(&bytes[start..end]) {
                        let _ = say.send((number, heard));
                    }
                }
                9 => {
                    stream.try_write(&masked(10, b""))?;
                }
                _ => {}
            }
            bytes.drain(..end);
        }
        stream.readable().await?;
        match stream.try_read_buf(&mut bytes) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
}

async fn dial(from: IpAddr, to: SocketAddr) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind((from, 0).into())?;
    let stream = socket.connect(to).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// What a message is, by its first letters.
fn read(text: &[u8]) -> Option<Heard> {
    let kind = text.strip_prefix(br#"{"type":""#)?;
    let kinds: [(&[u8], Heard); 5] = [
        (b"own", Heard::Own),
        (b"room", Heard::Room),
        (b"done", Heard::Done),
        (b"refused", Heard::Refused),
        (b"closed", Heard::Closed),
    ];
    kinds.iter().find(|(name, _)| kind.starts_with(name)).map(|(_, heard)| *heard)
}

/// Kind, start and end of a frame that is there in full.
fn frame_in(bytes: &[u8]) -> Option<(u8, usize, usize)> {
    let (start, length) = match *bytes.get(1)? {
        126 => (4, usize::from(u16::from_be_bytes(*bytes.get(2..)?.first_chunk()?))),
        127 => (10, usize::try_from(u64::from_be_bytes(*bytes.get(2..)?.first_chunk()?)).ok()?),
        length => (2, usize::from(length)),
    };
    (bytes.len() >= start + length).then_some((bytes[0] & 0x0f, start, start + length))
}

/// A message as it goes over the wire.
pub(crate) fn message(content: &Value) -> Vec<u8> {
    masked(1, content.to_string().as_bytes())
}

/// A frame with a mask of zeros.
fn masked(kind: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x80 | kind];
    match u16::try_from(payload.len()) {
        Ok(length @ 0..126) => bytes.push(0x80 | length.to_be_bytes()[1]),
        Ok(length) => {
            bytes.push(0x80 | 126);
            bytes.extend_from_slice(&length.to_be_bytes());
        }
        Err(_) => panic!("phones send short messages"),
    }
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(payload);
    bytes
}

/// Posts as the page does, and gives the answer.
async fn post(number: usize, at: SocketAddr, path: &str, body: &Value) -> Value {
    let mut stream = dial(address(number), at).await.expect("the server listens");
    let body = body.to_string();
    let length = body.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.expect("a request");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("an answer");
    let start = answer.windows(4).position(|four| four == b"\r\n\r\n").map_or(0, |place| place + 4);
    serde_json::from_slice(&answer[start..]).unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&answer)))
}

/// Everybody joins at once, as after one scan of the code.
pub(crate) async fn join(at: SocketAddr, secret: &str, team: usize) -> Vec<String> {
    let one = |number: usize| {
        let secret = secret.to_owned();
        tokio::spawn(async move {
            let entered = post(number, at, "/api/enter", &json!({ "secret": secret })).await;
            // The first takes the decider's place on the roster; a workshop takes 300 people in all.
            let name = if number == 0 { "Mia".to_owned() } else { format!("Person {number}") };
            let request = json!({ "name": name, "discipline": "product", "watch": false });
            let joined = post(number, at, "/api/join", &json!({ "pass": entered["pass"], "request": request })).await;
            joined["seat"].as_str().unwrap_or_else(|| panic!("no seat: {joined}")).to_owned()
        })
    };
    let all: Vec<_> = (0..team).map(one).collect();
    let mut seats = Vec::new();
    for seat in all {
        seats.push(seat.await.expect("a seat"));
    }
    seats
}

/// Everything that comes over the wire for a file.
pub(crate) async fn get(number: usize, at: SocketAddr, path: &str, packing: &str) -> Vec<u8> {
    let mut stream = dial(address(number), at).await.expect("the server listens");
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {at}\r\nAccept-Encoding: {packing}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("a request");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("an answer");
    answer
}
