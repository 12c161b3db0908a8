//! What is said on a socket.

use std::time::Duration;

use serde_json::json;
use uuid::Uuid;

use crate::core::{A, B};
use crate::hall::{Hall, ME, Plan, eventually, key_of, phone_number};
use crate::phone::{Came, Phone};

#[test]
fn a_seat_hears_its_own_half_and_then_what_all_see_and_then_only_what_changed() {
    let hall = Hall::open();
    hall.notes.show("write");
    let (mut anna, mut ben) = (Phone::join(&hall, "Anna"), Phone::join(&hall, "Ben"));
    hall.notes.show("score");
    for phone in [&mut anna, &mut ben] {
        assert_eq!(phone.hears("room")["room"], "score");
    }
    // Somebody's own change is sent to them alone.
    let id = anna.write("a thing");
    assert_eq!(anna.hears("done")["id"], json!(id));
    assert!(anna.hears("own")["own"]["wrote"][0].as_str().is_some_and(|wrote| wrote.contains("a thing")));
    ben.hears_nothing(Duration::from_millis(400));
}

#[test]
fn a_hundred_changes_at_once_are_a_few_views_and_the_last_one_is_right() {
    let hall = Hall::open();
    let mut phone = Phone::join(&hall, "Anna");
    let before = hall.notes.kept().asked.len();
    for turn in 0..100 {
        hall.notes.show(&format!("turn {turn}"));
    }
    let mut views = 0;
    loop {
        views += 1;
        if phone.hears("room")["room"] == "turn 99" {
            break;
        }
    }
    assert!(views <= 10, "{views} views of a hundred changes");
    assert!(hall.notes.kept().asked.len() - before <= 10);
}

#[test]
fn the_core_is_asked_once_for_everybody_and_told_who_is_here() {
    let hall = Hall::open();
    let mut phones: Vec<_> = (0..5).map(|turn| Phone::join(&hall, &format!("person {turn}"))).collect();
    hall.notes.show("score");
    phones.iter_mut().for_each(|phone| drop(phone.hears("room")));
    assert_eq!(hall.notes.kept().asked.last(), Some(&5));
    eventually("five are present", || hall.notes.kept().present.last() == Some(&5));
    phones.truncate(2);
    eventually("two are present", || hall.notes.kept().present.last() == Some(&2));
    assert!(hall.notes.kept().present.len() < 12, "at most twice a second");
}

#[test]
fn f40_whatever_a_seat_may_resend_over_many_sockets_has_one_effect_and_the_same_answer() {
    let hall = Hall::open();
    let seat = hall.join(ME, "Anna");
    let id = Uuid::from_u128(40);
    for _ in 0..8 {
        // Forty in ten seconds are all that a seat may say, over however many sockets.
        let mut phone = Phone::sit(&hall, ME, &seat);
        phone.hears("own");
        for _ in 0..5 {
            let command = json!({ "type": "add_value_action", "text": "once" });
            phone.say(&json!({ "type": "command", "id": id, "seq": 7, "command": command }));
        }
        (0..5).for_each(|_| assert_eq!(phone.waits_for("done")["id"], json!(id)));
    }
    assert_eq!(hall.notes.kept().seats[&key_of(&seat)].len(), 1);
}

#[test]
fn f41_what_comes_out_of_order_on_one_socket_is_refused() {
    let hall = Hall::open();
    let mut phone = Phone::join(&hall, "Anna");
    for (seq, kind) in [(1, "done"), (3, "done"), (2, "refused"), (3, "done"), (4, "done")] {
        let id = Uuid::from_u128(100 + seq);
        let command = json!({ "type": "add_value_action", "text": format!("text {seq}") });
        phone.say(&json!({ "type": "command", "id": id, "seq": seq, "command": command }));
        assert_eq!(phone.waits_for(kind)["id"], json!(id), "{seq}");
    }
}

#[test]
fn f42_one_id_with_two_contents_is_refused_and_the_first_stays() {
    let hall = Hall::open();
    let seat = hall.join(ME, "Anna");
    let mut phone = Phone::sit(&hall, ME, &seat);
    let id = Uuid::from_u128(42);
    phone.command(id, "first");
    phone.waits_for("done");
    phone.command(id, "second");
    assert_eq!(phone.waits_for("refused")["error"]["code"], "conflict");
    assert!(hall.notes.kept().seats[&key_of(&seat)][0].contains("first"));
}

#[test]
fn f43_a_refusal_comes_back_with_its_id_so_that_the_text_is_kept() {
    let hall = Hall::open();
    let mut phone = Phone::join(&hall, "Anna");
    hall.notes.kept().closed = true;
    let id = phone.write("too late");
    let refused = phone.hears("refused");
    assert_eq!(refused["id"], json!(id));
    for part in ["id", "code", "doing", "message", "safe", "hint"] {
        assert!(refused["error"][part].is_string(), "{part}");
    }
    // The seat goes on.
    hall.notes.kept().closed = false;
    phone.write("in time");
    phone.hears("done");
}

#[test]
fn f43_a_command_that_cannot_be_read_is_refused_and_the_seat_goes_on() {
    let hall = Hall::open();
    let mut phone = Phone::join(&hall, "Anna");
    for (turn, command) in
        [json!({ "type": "open_round" }), json!({ "type": "add_value_action" }), json!(7), json!(null)]
            .iter()
            .enumerate()
    {
        let id = Uuid::from_u128(43 + turn as u128);
        phone.say(&json!({ "type": "command", "id": id, "seq": 1, "command": command }));
        let refused = phone.hears("refused");
        assert_eq!((&refused["id"], &refused["error"]["code"]), (&json!(id), &json!("invalid")));
    }
    phone.write("after that");
    phone.hears("done");
}

#[test]
fn f45_the_last_page_of_a_seat_is_active_and_the_earlier_is_told() {
    let hall = Hall::open();
    let seat = hall.join(ME, "Anna");
    let mut tab = Phone::sit(&hall, ME, &seat);
    tab.waits_for("room");
    let mut phone = Phone::sit(&hall, phone_number(1), &seat);
    tab.is_told("elsewhere");
    phone.waits_for("room");
    phone.write("from the phone");
    phone.waits_for("done");
    assert_eq!(hall.notes.kept().seats.len(), 1, "nobody is doubled");
}

#[test]
fn f46_a_seat_that_was_taken_away_hears_so_and_can_do_nothing() {
    let hall = Hall::open();
    let seat = hall.join(ME, "Anna");
    let mut phone = Phone::sit(&hall, ME, &seat);
    phone.waits_for("room");
    hall.notes.change(|kept| _ = kept.removed.insert(key_of(&seat)));
    assert_eq!(phone.hears("own")["own"]["kind"], "removed");
    phone.is_told("removed");
    let mut again = Phone::sit(&hall, ME, &seat);
    again.is_told("removed");
}

#[test]
fn f47_after_a_restart_the_same_secret_opens_the_same_seat() {
    let first = Hall::open();
    let (seat, at) = (first.join(ME, "Anna"), first.address);
    let mut phone = Phone::sit(&first, ME, &seat);
    phone.write("before");
    phone.waits_for("done");
    let kept = first.stop();
    assert!(matches!(phone.hear(), Came::Text(_) | Came::Close(_) | Came::End));
    // The notes stand for the disk; the process is a new one.
    let notes = std::sync::Arc::new(crate::core::Notes::default());
    {
        let (mut new, old) = (notes.kept(), kept.kept());
        (new.seats, new.workshops, new.taken) = (old.seats.clone(), old.workshops.clone(), old.taken.clone());
    }
    let second = Hall::build(Plan { notes, at, ..Plan::default() });
    assert_eq!(second.address, at, "the port is free at once");
    let mut early = Phone::sit(&second, ME, &seat);
    early.is_told("room_closed");
    second.keeper.open(A, None).expect("a room");
    let mut back = Phone::sit(&second, ME, &seat);
    assert!(back.waits_for("own")["own"]["wrote"][0].as_str().is_some_and(|wrote| wrote.contains("before")));
}

#[test]
fn f49_a_page_of_another_build_is_told_to_load_again_and_loses_nothing() {
    let hall = Hall::open();
    let seat = hall.join(ME, "Anna");
    let mut old = Phone::dial(&hall, ME);
    old.say(&json!({ "type": "hello", "seat": seat, "build": "seat-0.js" }));
    old.is_told("old_page");
    let mut nonsense = Phone::sit(&hall, ME, &seat);
    nonsense.waits_for("room");
    nonsense.say(&json!({ "type": "dance" }));
    nonsense.is_told("old_page");
    Phone::sit(&hall, ME, &seat).waits_for("room");
}

#[test]
fn f91_a_closed_room_ends_its_sockets_and_no_other_rooms() {
    let hall = Hall::open();
    hall.keeper.open(B, None).expect("a second room");
    let mut anna = Phone::join(&hall, "Anna");
    let seat = hall.join(ME, "Ben");
    let seat_of_b = "0123456789abcdef0123456789abcdef";
    hall.notes.kept().workshops.insert(key_of(seat_of_b), B);
    let mut ben = Phone::sit(&hall, ME, seat_of_b);
    ben.waits_for("room");
    hall.keeper.close(A);
    anna.is_told("room_closed");
    for _ in 0..6 {
        Phone::sit(&hall, ME, &seat).is_told("room_closed");
    }
    let wrong = json!({ "code": "AAA AAA" });
    assert_eq!(hall.post(ME, "/api/enter", &wrong).status, 404, "a seat of a closed room is no wrong secret");
    hall.notes.show("on");
    assert_eq!(ben.hears("room")["room"], "on");
    assert!(hall.keeper.announcement(A).is_none());
    assert!(hall.keeper.announcement(B).is_some());
}

#[test]
fn f47_a_seat_that_cannot_be_looked_for_is_not_called_unknown() {
    let hall = Hall::open();
    let seat = "0123456789abcdef0123456789abcdef";
    hall.notes.kept().workshops.insert(key_of(seat), A);
    hall.notes.kept().unreadable = true;
    assert_eq!(Phone::sit(&hall, ME, seat).hear(), Came::End, "the page comes back by itself and keeps its seat");
    hall.notes.kept().unreadable = false;
    Phone::sit(&hall, ME, seat).waits_for("room");
}

#[test]
fn t3_what_is_no_secret_of_a_seat_opens_nothing() {
    let hall = Hall::open();
    let seat = hall.join(ME, "Anna");
    let key = key_of(&seat).0;
    let swapped: String = seat.chars().rev().collect();
    for (turn, wrong) in ["", &seat[1..], &seat.to_uppercase(), &key, &swapped].iter().enumerate() {
        let mut phone = Phone::sit(&hall, phone_number(turn as u16), wrong);
        phone.is_told("unknown");
    }
    Phone::sit(&hall, ME, &seat).waits_for("room");
}
