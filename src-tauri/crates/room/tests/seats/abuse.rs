//! Frames, sizes, slow and many connections. The server stays, and so do the others.

use std::io::{Read as _, Write as _};
use std::net::IpAddr;
use std::time::{Duration, Instant};

use serde_json::json;
use sextant_room::limits::{CONNECTIONS_FROM_ONE, MESSAGES, SOCKETS_FROM_ONE};

use crate::core::A;
use crate::hall::{Hall, ME, Plan, eventually, phone_number};
use crate::phone::{BINARY, Came, PING, Phone, TEXT, frame};

/// Whoever sits in the room still gets what is new.
fn still_served(hall: &Hall, honest: &mut Phone, news: &str) {
    hall.notes.show(news);
    while honest.hears("room")["room"] != news {}
}

fn connected(hall: &Hall) -> usize {
    hall.rooms.as_ref().map_or(0, sextant_room::rooms::Rooms::connected)
}

/// Whether this end of a socket is an end without harm: told, closed or cut.
fn ends(phone: &mut Phone) -> bool {
    loop {
        match phone.hear() {
            Came::Text(_) => {}
            Came::Close(_) | Came::End => return true,
        }
    }
}

#[test]
fn f51_a_frame_of_ten_megabytes_is_closed_before_it_is_read() {
    let hall = Hall::open();
    let mut honest = Phone::join(&hall, "Anna");
    let mut phone = Phone::join(&hall, "Ben");
    let huge = frame(TEXT, &vec![b'x'; 10_000_000]);
    // The server stops reading, so the rest may find nobody.
    let _ = phone.stream.write_all(&huge);
    assert!(ends(&mut phone));
    eventually("it is gone", || connected(&hall) == 1);
    still_served(&hall, &mut honest, "on");
}

#[test]
fn f51_the_head_of_a_frame_of_exabytes_costs_nothing() {
    let hall = Hall::open();
    let mut phone = Phone::join(&hall, "Ben");
    let mut head = vec![0x81, 0xff];
    head.extend_from_slice(&(1_u64 << 62).to_be_bytes());
    head.extend_from_slice(&[0; 4]);
    phone.stream.write_all(&head).expect("a head");
    assert_eq!(phone.hear(), Came::Close(1002));
}

#[test]
fn f51_a_message_in_endless_pieces_is_closed_at_the_same_size() {
    let hall = Hall::open();
    let mut phone = Phone::join(&hall, "Ben");
    let mut first = frame(TEXT, &[b'x'; 1024]);
    first[0] = TEXT;
    let mut next = first.clone();
    next[0] = 0;
    let _ = phone.stream.write_all(&first);
    let sent = (0..200).take_while(|_| phone.stream.write_all(&next).is_ok()).count();
    assert!(ends(&mut phone), "after {sent} pieces");
}

#[test]
fn f51_a_hundred_thousand_tiny_frames_are_a_flood_after_forty() {
    let hall = Hall::open();
    let mut honest = Phone::join(&hall, "Anna");
    for (kind, payload) in [(TEXT, &br#"{"type":"here"}"#[..]), (TEXT, b"0"), (PING, b"")] {
        let mut phone = Phone::join(&hall, "Ben");
        let many: Vec<u8> = frame(kind, payload).repeat(1_000);
        let begun = Instant::now();
        let _ = (0..100).take_while(|_| phone.stream.write_all(&many).is_ok()).count();
        assert!(ends(&mut phone));
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
    eventually("they are gone", || connected(&hall) == 1);
    still_served(&hall, &mut honest, "on");
}

#[test]
fn f51_forty_messages_in_ten_seconds_are_heard_and_one_more_is_a_flood() {
    let hall = Hall::open();
    let mut phone = Phone::join(&hall, "Ben");
    (0..MESSAGES).for_each(|_| phone.say(&json!({ "type": "here" })));
    phone.hears_nothing(Duration::from_millis(300));
    phone.say(&json!({ "type": "here" }));
    phone.is_told("flood");
}

#[test]
fn f51_deep_json_and_numbers_without_end_are_no_message() {
    let hall = Hall::open();
    let mut honest = Phone::join(&hall, "Anna");
    let deep = "[".repeat(30_000);
    let nested = format!(r#"{{"type":"command","id":"00000000-0000-4000-8000-000000000001","seq":1,"command":{deep}"#);
    let number = r#"{"type":"command","id":"00000000-0000-4000-8000-000000000001","seq":1e400,"command":{}}"#;
    let inside = r#"{"type":"command","id":"00000000-0000-4000-8000-000000000001","seq":1,"command":{"x":1e400}}"#;
    for text in [deep.as_str(), &nested, number, inside, "", "\u{0}", "{}", "[]", r#"{"type":"hello"}"#] {
        let mut phone = Phone::join(&hall, "Ben");
        phone.frame(TEXT, text.as_bytes());
        phone.is_told("old_page");
    }
    still_served(&hall, &mut honest, "on");
}

#[test]
fn f52_what_breaks_the_protocol_ends_its_socket_and_nothing_else() {
    let hall = Hall::open();
    let mut honest = Phone::join(&hall, "Anna");
    let mut unmasked = frame(TEXT, b"{}");
    unmasked[1] &= 0x7f;
    let mut reserved = frame(TEXT, b"{}");
    reserved[0] |= 0x70;
    let mut continued = frame(TEXT, b"{}");
    continued[0] = 0x80;
    let mut long_ping = frame(PING, &[0; 126]);
    long_ping.truncate(200);
    let broken = [
        ("not UTF-8", frame(TEXT, &[0xff, 0xfe, 0x80])),
        ("half a letter", frame(TEXT, &[0xe2, 0x82])),
        ("a surrogate", frame(TEXT, &[0xed, 0xa0, 0x80])),
        ("not masked", unmasked),
        ("reserved bits", reserved),
        ("a continuation of nothing", continued),
        ("an unknown kind", frame(3, b"")),
        ("a long ping", long_ping),
        ("no text", frame(BINARY, b"{}")),
        ("no frame at all", b"GET / HTTP/1.1\r\n\r\n".to_vec()),
    ];
    for (what, bytes) in broken {
        let mut phone = Phone::join(&hall, "Ben");
        phone.stream.write_all(&bytes).expect("the server reads");
        let came = phone.hear();
        assert!(matches!(came, Came::Close(1002) | Came::End), "{what}: {came:?}");
    }
    let mut cut = frame(TEXT, b"{}");
    cut.truncate(4);
    let mut phone = Phone::join(&hall, "Ben");
    phone.stream.write_all(&cut).expect("the server reads");
    drop(phone);
    eventually("they are gone", || connected(&hall) == 1);
    still_served(&hall, &mut honest, "on");
}

#[test]
fn f48_a_phone_that_never_reads_holds_nobody_up_and_is_let_go() {
    let hall = Hall::open();
    let mut honest = Phone::join(&hall, "Anna");
    let slow = Phone::join(&hall, "Ben");
    // Each view is new and large; what the slow one has not taken is replaced, not kept.
    for turn in 0..60 {
        let begun = Instant::now();
        still_served(&hall, &mut honest, &format!("{turn} {}", "x".repeat(200_000)));
        assert!(begun.elapsed() < Duration::from_secs(2), "turn {turn} took {:?}", begun.elapsed());
    }
    eventually("the slow one is let go", || {
        std::thread::sleep(Duration::from_millis(500));
        connected(&hall) == 1
    });
    drop(slow);
}

#[test]
fn f50_whoever_says_nothing_is_gone_after_five_seconds() {
    let hall = Hall::open();
    let begun = Instant::now();
    let mut silent = Phone::dial(&hall, ME);
    let mut half = hall.connect(ME);
    half.write_all(b"GET / HTTP/1.1\r\nHost: ").expect("half a head");
    assert_eq!(silent.hear(), Came::End);
    let mut rest = Vec::new();
    let _ = half.read_to_end(&mut rest);
    assert!((4..9).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    eventually("its place is free", || connected(&hall) == 0);
}

#[test]
fn f50_a_body_that_trickles_is_cut_off() {
    let hall = Hall::open();
    let (address, origin) = (hall.address, hall.origin());
    let mut stream = hall.connect(ME);
    let head = format!(
        "POST /api/enter HTTP/1.1\r\nHost: {address}\r\nOrigin: {origin}\r\nContent-Type: application/json\r\n\
         Content-Length: 4000\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("a head");
    let begun = Instant::now();
    let mut answer = [0; 12];
    while stream.write_all(b" ").is_ok() && begun.elapsed() < Duration::from_secs(15) {
        std::thread::sleep(Duration::from_millis(250));
        stream.set_read_timeout(Some(Duration::from_millis(10))).expect("a limit");
        if stream.read_exact(&mut answer).is_ok() {
            break;
        }
    }
    assert_eq!(&answer, b"HTTP/1.1 408");
    assert!(begun.elapsed() < Duration::from_secs(9), "{:?}", begun.elapsed());
}

#[test]
fn f51_a_body_of_more_than_four_kibibytes_is_refused() {
    let hall = Hall::open();
    hall.post(ME, "/api/enter", &json!({ "code": "x".repeat(5_000) })).refusal(413);
    hall.post(ME, "/api/enter", &json!({ "codes": [] })).refusal(400);
}

#[test]
fn t10_one_address_has_its_share_of_sockets_and_the_others_have_theirs() {
    let hall = Hall::open();
    let mut taken: Vec<_> = (0..SOCKETS_FROM_ONE).map(|_| Phone::dial(&hall, ME)).collect();
    assert_eq!(Phone::try_dial(&hall, ME, "").err(), Some(503));
    let mut other = Phone::dial(&hall, phone_number(1));
    taken.truncate(SOCKETS_FROM_ONE - 1);
    eventually("a place is free", || connected(&hall) == SOCKETS_FROM_ONE);
    assert!(Phone::try_dial(&hall, ME, "").is_ok());
    assert_eq!(other.hear(), Came::End, "it never said whose it is");
}

#[test]
fn t10_when_the_room_is_full_newcomers_are_told_and_whoever_is_in_stays() {
    let hall = Hall::build(Plan { sockets: 3, ..Plan::default() });
    hall.keeper.open(A, None).expect("a room");
    let mut seated: Vec<_> = (0..3).map(|turn| Phone::join(&hall, &format!("person {turn}"))).collect();
    let late = hall.join(ME, "late");
    let (address, origin) = (hall.address, hall.origin());
    let request = format!(
        "GET /api/seat HTTP/1.1\r\nHost: {address}\r\nOrigin: {origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    );
    let full = hall.raw(ME, request.as_bytes());
    assert!(full.refusal(503)["message"].as_str().is_some_and(|message| message.contains("full")));
    assert!(full.header("retry-after").is_some());
    seated.iter_mut().for_each(|phone| still_served(&hall, phone, "on"));
    drop(seated);
    eventually("places are free", || connected(&hall) == 0);
    Phone::sit(&hall, ME, &late).waits_for("room");
}

#[test]
fn t10_behind_a_proxy_sockets_are_counted_by_the_forwarded_address() {
    let hall = Hall::build(Plan { trusted: vec!["127.0.0.1/32".to_owned()], ..Plan::default() });
    hall.keeper.open(A, None).expect("a room");
    let through = |phone: &str| Phone::try_dial(&hall, ME, &format!("X-Forwarded-For: {phone}\r\n"));
    let taken: Vec<_> = (0..SOCKETS_FROM_ONE).map(|_| through("203.0.113.7").expect("a place")).collect();
    assert_eq!(through("203.0.113.7").err(), Some(503));
    assert!(through("203.0.113.8").is_ok());
    drop(taken);
}

#[test]
fn f50_a_crowd_of_slow_connections_from_one_address_leaves_room_for_the_others() {
    let hall = Hall::open();
    let mut honest = Phone::join(&hall, "Anna");
    let slow: Vec<_> = (0..400)
        .filter_map(|_| {
            let mut stream = hall.connect(phone_number(1));
            stream.write_all(b"GET / HTTP/1.1\r\nHost: ").ok().map(|()| stream)
        })
        .collect();
    let begun = Instant::now();
    assert_eq!(hall.get("/").status, 200);
    let seat = hall.join(phone_number(2), "Ben");
    Phone::sit(&hall, phone_number(2), &seat).waits_for("room");
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    still_served(&hall, &mut honest, "on");
    let cut = slow.iter().filter(|stream| stream.set_nonblocking(true).is_ok()).filter(|stream| {
        let mut stream: &std::net::TcpStream = stream;
        match stream.read(&mut [0]) {
            Ok(read) => read == 0,
            Err(error) => error.kind() != std::io::ErrorKind::WouldBlock,
        }
    });
    assert!(cut.count() >= slow.len() - CONNECTIONS_FROM_ONE - 8, "the rest was not let in at all");
}

#[test]
fn s6_a_flood_from_many_addresses_leaves_whoever_is_in_alone() {
    let hall = Hall::open();
    let mut honest = Phone::join(&hall, "Anna");
    let calm = Instant::now();
    (0..20).for_each(|turn| still_served(&hall, &mut honest, &format!("calm {turn}")));
    let calm = calm.elapsed();
    let flood: Vec<IpAddr> = (0..1_000).map(|number| phone_number(10 + number / 8)).collect();
    let hall_of_all = &hall;
    std::thread::scope(|scope| {
        let (stop, stopped) = std::sync::mpsc::channel::<()>();
        let flooding = scope.spawn(move || {
            let mut open = Vec::new();
            for from in flood {
                if stopped.try_recv() != Err(std::sync::mpsc::TryRecvError::Empty) {
                    return;
                }
                let mut stream = hall_of_all.connect(from);
                let _ = stream.write_all(b"GET /api/seat HTTP/1.1\r\nHost: nonsense\r\nX-A: ");
                open.push(stream);
            }
        });
        let begun = Instant::now();
        (0..20).for_each(|turn| still_served(hall_of_all, &mut honest, &format!("flood {turn}")));
        // A beat takes a tenth of a second by itself; twice the time of a calm room is the bar.
        assert!(begun.elapsed() <= calm * 2 + Duration::from_millis(500), "{:?} after {calm:?}", begun.elapsed());
        drop(stop);
        flooding.join().expect("the flood ends");
    });
}
