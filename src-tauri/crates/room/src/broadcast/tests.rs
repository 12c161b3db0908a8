use std::sync::Arc;

use sextant_api::SeatAnswer;
use sextant_api::room::{SeatKey, SeatScreens};

use tokio::time::Instant;

use super::{Audience, Mail, Seat};
use crate::limits::{MESSAGES, MESSAGES_SPAN};
use crate::seat_wire::Why;

fn key(name: &str) -> SeatKey {
    SeatKey(name.to_owned())
}

/// What somebody sees who sits.
fn seated(view: &str) -> String {
    format!(r#"{{"kind":"seated","view":"{view}"}}"#)
}

fn own(revision: u64, view: &str) -> String {
    format!(r#"{{"type":"own","revision":{revision},"own":{}}}"#, seated(view))
}

fn screens(revision: u64, room: &str, own: &[(&str, &str)]) -> SeatScreens {
    let own = own.iter().map(|(name, view)| (key(name), Arc::from(seated(view)))).collect();
    let room_key = room.len() as u64;
    SeatScreens { revision, room: Arc::from(format!("\"{room}\"")), room_key, own }
}

fn deliver(audience: &Audience, screens: &SeatScreens) {
    let asked = audience.take_asking();
    audience.deliver(&asked, screens);
}

fn sent(seat: &Seat) -> Vec<String> {
    let Mail { frames, .. } = seat.mailbox.take().unwrap_or(Mail { frames: Vec::new(), end: None });
    frames.iter().map(|frame| frame.as_str().to_owned()).collect()
}

fn end(seat: &Seat) -> Option<Why> {
    seat.mailbox.take().and_then(|mail| mail.end)
}

#[test]
fn own_comes_before_what_all_see_and_only_when_it_changed() {
    let audience = Arc::new(Audience::default());
    let (anna, ben) = (audience.sit(key("a")).expect("a seat"), audience.sit(key("b")).expect("a seat"));
    deliver(&audience, &screens(1, "r", &[("a", "A"), ("b", "B")]));
    let shared = r#"{"type":"room","revision":1,"room":"r"}"#.to_owned();
    assert_eq!(sent(&anna), [own(1, "A"), shared.clone()]);
    assert_eq!(sent(&ben), [own(1, "B"), shared]);
    audience.tell();
    deliver(&audience, &screens(2, "r", &[("a", "A2"), ("b", "B")]));
    assert_eq!(sent(&anna), [own(2, "A2")]);
    assert!(sent(&ben).is_empty(), "what others did is no news to whoever sees the same");
}

#[test]
fn f48_whoever_does_not_read_gets_the_newest_view_and_no_queue() {
    let audience = Arc::new(Audience::default());
    let slow = audience.sit(key("a")).expect("a seat");
    for turn in 1..=1000_u64 {
        audience.tell();
        deliver(&audience, &screens(turn, &"r".repeat(usize::try_from(turn).expect("small")), &[("a", "A")]));
    }
    let frames = sent(&slow);
    assert_eq!(frames.len(), 2);
    assert!(frames[1].starts_with(r#"{"type":"room","revision":1000,"#));
}

#[test]
fn t1_a_clock_that_ran_on_is_sent_to_newcomers_only() {
    let audience = Arc::new(Audience::default());
    let early = audience.sit(key("a")).expect("a seat");
    deliver(&audience, &screens(1, "5:00", &[("a", "A")]));
    sent(&early);
    let late = audience.sit(key("b")).expect("a seat");
    assert_eq!(audience.take_asking(), [key("b")], "only the newcomer's view is asked for");
    audience.deliver(&[key("b")], &screens(1, "4:59", &[("b", "B")]));
    assert!(sent(&early).is_empty());
    assert!(sent(&late)[1].contains("4:59"));
}

#[test]
fn f45_the_newest_socket_of_a_seat_stays_and_the_earlier_is_told() {
    let audience = Arc::new(Audience::default());
    let first = audience.sit(key("a")).expect("a seat");
    let second = audience.sit(key("a")).expect("a seat");
    assert_eq!(end(&first), Some(Why::Elsewhere));
    assert!(first.send(|_| panic!("an earlier socket does nothing any more")));
    drop(first);
    assert_eq!(audience.count(), 1, "leaving takes only the own place");
    let mut reached = false;
    assert!(second.send(|_| reached = true));
    assert!(reached);
    drop(second);
    assert_eq!(audience.count(), 0);
}

#[test]
fn a_seat_that_was_taken_away_or_is_unknown_is_told_so() {
    let audience = Arc::new(Audience::default());
    let (gone, unknown) = (audience.sit(key("a")).expect("a seat"), audience.sit(key("b")).expect("a seat"));
    let mut views = screens(1, "r", &[]);
    views.own.push((key("a"), Arc::from(r#"{"kind":"removed"}"#)));
    deliver(&audience, &views);
    let mail = gone.mailbox.take().expect("mail");
    assert_eq!((mail.frames.len(), mail.end), (1, Some(Why::Removed)), "and sees nothing of the room any more");
    assert_eq!(end(&unknown), Some(Why::Unknown));
}

#[test]
fn t5_whoever_waits_at_the_door_sees_nothing_of_the_room_until_the_yes() {
    let audience = Arc::new(Audience::default());
    let stranger = audience.sit(key("a")).expect("a seat");
    let mut views = screens(1, "r", &[]);
    views.own.push((key("a"), Arc::from(r#"{"kind":"waiting"}"#)));
    deliver(&audience, &views);
    assert_eq!(sent(&stranger), [r#"{"type":"own","revision":1,"own":{"kind":"waiting"}}"#]);
    audience.tell();
    deliver(&audience, &screens(2, "r", &[("a", "A")]));
    assert_eq!(sent(&stranger), [own(2, "A"), r#"{"type":"room","revision":2,"room":"r"}"#.to_owned()]);
}

#[test]
fn f91_a_closed_room_ends_every_socket_and_lets_nobody_sit() {
    let audience = Arc::new(Audience::default());
    let seat = audience.sit(key("a")).expect("a seat");
    audience.close();
    assert_eq!(end(&seat), Some(Why::RoomClosed));
    assert_eq!(audience.sit(key("a")).err(), Some(Why::RoomClosed));
    assert!(!audience.has_work());
}

#[test]
fn t10_a_seat_that_sends_without_waiting_for_answers_is_stopped() {
    let audience = Arc::new(Audience::default());
    let seat = audience.sit(key("a")).expect("a seat");
    let mut waiting = Vec::new();
    let sent = (0..super::WAITING + 1).filter(|_| seat.send(|answer| waiting.push(answer))).count();
    assert_eq!(sent, super::WAITING);
    waiting.pop().expect("an answer").answer(sextant_domain::id::CommandId(uuid::Uuid::nil()), SeatAnswer::Kept);
    assert!(seat.send(|answer| waiting.push(answer)));
}

#[test]
fn t10_a_seat_that_is_put_out_and_comes_back_has_what_it_sent_still_before_it() {
    let audience = Arc::new(Audience::default());
    let mut waiting = Vec::new();
    let mut sent = 0;
    for _ in 0..5 {
        // Each time over another socket, while the core answers nothing.
        let seat = audience.sit(key("a")).expect("a seat");
        sent += (0..super::WAITING).filter(|_| seat.send(|answer| waiting.push(answer))).count();
    }
    assert_eq!(sent, super::WAITING, "so many of one person wait for the disk, however often they come");
    waiting.clear();
    let seat = audience.sit(key("a")).expect("a seat");
    assert!(seat.send(|answer| waiting.push(answer)));
}

#[tokio::test(start_paused = true)]
async fn t10_a_seat_that_was_put_out_for_its_pace_rests_on_every_socket() {
    let audience = Arc::new(Audience::default());
    let seat = audience.sit(key("a")).expect("a seat");
    assert_eq!((0..50).filter(|_| seat.may_say(Instant::now())).count(), MESSAGES);
    drop(seat);
    assert_eq!(audience.sit(key("a")).err(), Some(Why::Flood), "another socket is no fresh start");
    assert!(audience.sit(key("b")).is_ok(), "and nobody else rests for it");
    tokio::time::advance(MESSAGES_SPAN).await;
    assert!(audience.sit(key("a")).is_ok(), "knocking meanwhile has not made it longer");
}

#[tokio::test(start_paused = true)]
async fn t10_what_a_seat_said_over_one_socket_counts_on_the_next() {
    let audience = Arc::new(Audience::default());
    let mut said = 0;
    for _ in 0..4 {
        let seat = audience.sit(key("a")).expect("a seat");
        said += (0..MESSAGES / 4 + 1).filter(|_| seat.may_say(Instant::now())).count();
    }
    assert_eq!(said, MESSAGES);
}
