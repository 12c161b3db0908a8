//! What whoever sends something from their seat hears of it, and in which order.

use crate::support::Laptop;
use crate::support::phone::everybody;
use crate::support::play::Play;
use serde_json::json;
use sextant_api::SeatAnswer;
use std::sync::mpsc;

/// What three hundred devices show takes longer to work out than what they sent takes to be kept.
#[test]
fn p7_whoever_sends_at_once_hears_that_it_is_kept_before_any_view_is_made() {
    let laptop = Laptop::new();
    Play::default().to(&laptop, "write");
    let phones = everybody(&laptop);
    let done = json!({ "type": "add_value_action", "text": "somebody finishes a plan" });
    let (release, held) = mpsc::channel::<()>();
    phones[0].send_off(&laptop, &done, move |_| held.recv().expect("the test lets go"));
    let (told, heard) = mpsc::channel();
    for (number, phone) in phones.iter().enumerate().skip(1) {
        let told = told.clone();
        phone.send_and_hear(&laptop, &laptop.new_id(), &done, move |answer| {
            let kept = matches!(answer, SeatAnswer::Kept);
            assert!(kept || matches!(&answer, SeatAnswer::Shows(own) if own.contains("finishes")), "{answer:?}");
            told.send((number, kept)).expect("the test waits");
        });
    }
    drop(told);
    release.send(()).expect("the core waits");
    let others = 1..phones.len();
    let wanted: Vec<_> = others.clone().map(|one| (one, true)).chain(others.map(|one| (one, false))).collect();
    assert_eq!(heard.iter().collect::<Vec<_>>(), wanted);
}
