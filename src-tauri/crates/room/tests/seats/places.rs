//! Where rooms are announced.

use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex};

use sextant_api::room::RoomAddress;

use crate::core::{A, B};
use crate::hall::{Hall, Plan};
use crate::phone::Phone;

fn network(last: u8) -> RoomAddress {
    let address = IpAddr::V4(Ipv4Addr::new(127, 3, 3, last));
    RoomAddress { interface: format!("wlan{last}"), address, likely: true }
}

/// A port that is free on every address below 127.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}

fn answers(address: &str) -> bool {
    std::net::TcpStream::connect(address).is_ok()
}

#[test]
fn f33_a_taken_port_is_passed_over_and_the_code_shows_the_next() {
    let port = free_port();
    let _taken = TcpListener::bind((Ipv4Addr::new(127, 3, 3, 1), port)).expect("the port is free");
    let hall = Hall::on_a_network(|| vec![network(1)], port);
    let announced = hall.keeper.open(A, None).expect("a room");
    let shown: u16 = announced.short_address.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    assert!(shown > port && shown <= port + 20, "{shown} after {port}");
    assert!(announced.link.starts_with(&format!("http://127.3.3.1:{shown}/#")));
    assert_eq!(announced.interface, "wlan1");
    assert!(answers(&announced.short_address));
    assert!(announced.modules.len() >= 21);
}

#[test]
fn f34_without_a_network_no_room_is_opened_and_the_way_on_is_told() {
    let hall = Hall::on_a_network(Vec::new, 7040);
    let refused = hall.keeper.open(A, None).expect_err("there is no network");
    assert!(refused.message.contains("phones cannot join"), "{refused:?}");
    assert!(refused.hint.contains("one device"), "{refused:?}");
    assert!(hall.keeper.announcement(A).is_none());
    assert!(hall.keeper.addresses().is_empty());
}

#[test]
fn f35_the_address_that_was_chosen_is_announced_and_no_other_is() {
    let hall = Hall::on_a_network(|| vec![network(1), network(2)], free_port());
    let chosen = network(2).address;
    let announced = hall.keeper.open(A, Some(chosen)).expect("a room");
    assert!(announced.short_address.starts_with("127.3.3.2:"));
    let elsewhere = announced.short_address.replace("127.3.3.2", "127.3.3.1");
    assert!(!answers(&elsewhere), "nothing is listened on where nobody asked for it");
    let refused = hall.keeper.open(A, Some(IpAddr::V4(Ipv4Addr::LOCALHOST))).expect_err("no phone can reach it");
    assert!(refused.message.contains("does not have that address"));
    assert_eq!(hall.keeper.announcement(A), Some(announced), "a refusal changes nothing");
}

#[test]
fn two_rooms_share_one_listener_and_it_ends_with_the_last() {
    let hall = Hall::on_a_network(|| vec![network(1), network(2)], free_port());
    let first = hall.keeper.open(A, Some(network(2).address)).expect("a room");
    let second = hall.keeper.open(B, None).expect("a second room");
    assert_eq!(first.short_address, second.short_address);
    assert_ne!((&first.code, &first.link), (&second.code, &second.link));
    hall.keeper.close(A);
    assert!(answers(&second.short_address));
    hall.keeper.close(B);
    crate::hall::eventually("nothing is listened on", || !answers(&second.short_address));
}

#[test]
fn an_open_room_moves_with_its_secret_and_whoever_sits_in_it() {
    let mut hall = Hall::on_a_network(|| vec![network(1), network(2)], free_port());
    let before = hall.keeper.open(A, None).expect("a room");
    hall.address = before.short_address.parse().expect("an address");
    let mut phone = Phone::join(&hall, "Anna");
    let after = hall.keeper.open(A, Some(network(2).address)).expect("it moves");
    assert!(after.short_address.starts_with("127.3.3.2:"));
    assert_eq!(after.code, before.code);
    let secret = |link: &str| link.split_once('#').map(|(_, secret)| secret.to_owned());
    assert_eq!(secret(&after.link), secret(&before.link));
    crate::hall::eventually("the old address is free", || !answers(&before.short_address));
    phone.write("still here");
    phone.waits_for("done");
}

#[test]
fn f36_when_the_address_changes_the_room_is_announced_at_the_new_one() {
    let here = Arc::new(Mutex::new(vec![network(1)]));
    let (addresses, told) = (here.clone(), Arc::new(Mutex::new(Vec::new())));
    let hall = Hall::on_a_network(move || addresses.lock().expect("no panic").clone(), free_port());
    let rooms = hall.rooms.as_ref().expect("rooms");
    let news = told.clone();
    rooms.on_news(Box::new(move |workshop| news.lock().expect("no panic").push(workshop)));
    let before = hall.keeper.open(A, None).expect("a room");
    rooms.look_around();
    assert!(told.lock().expect("no panic").is_empty());
    // Off the network: the room stays, for the same address often comes back.
    here.lock().expect("no panic").clear();
    rooms.look_around();
    assert_eq!(hall.announcement(A), before);
    *here.lock().expect("no panic") = vec![network(4)];
    rooms.look_around();
    let after = hall.announcement(A);
    assert!(after.short_address.starts_with("127.3.3.4:"), "{after:?}");
    assert_ne!(after.modules, before.modules);
    assert_eq!(after.code, before.code);
    assert_eq!(*told.lock().expect("no panic"), [A]);
    assert!(answers(&after.short_address));
}

#[test]
fn a_name_that_is_announced_is_shown_and_an_encrypted_one_says_so() {
    let plan = Plan { names: vec!["https://join.example.org"], ..Plan::default() };
    let hall = Hall::build(plan);
    assert_eq!(hall.rooms.as_ref().and_then(|rooms| rooms.entrance()).as_deref(), Some("https://join.example.org"));
    let announced = hall.keeper.open(A, None).expect("a room");
    assert!(announced.link.starts_with("https://join.example.org/#"));
    assert_eq!((announced.short_address.as_str(), announced.encrypted), ("join.example.org", true));
}

#[test]
fn a_hall_that_is_dropped_closes_its_rooms_and_answers_nothing_more() {
    let mut hall = Hall::open();
    let mut phone = Phone::join(&hall, "Anna");
    hall.rooms = None;
    phone.is_told("room_closed");
    assert!(hall.keeper.announcement(A).is_none());
    assert!(hall.keeper.open(A, None).is_err());
    crate::hall::eventually("nothing is listened on", || !answers(&hall.address.to_string()));
}
