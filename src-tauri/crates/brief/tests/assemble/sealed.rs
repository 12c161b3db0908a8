//! What is not revealed is in no edition, and both say that something is missing.

use sextant_brief::assemble::{Audience, assemble};
use sextant_brief::document::{Document, Status};
use sextant_domain::act::RoundScope;

use super::room::{CONTEXT, Room, SENTENCES};

fn editions(room: &Room) -> [(Document, String); 2] {
    [Audience::Team, Audience::Wide].map(|audience| {
        let document = assemble(&room.workshop, audience, &CONTEXT);
        let text = serde_json::to_string(&document).expect("JSON");
        (document, text)
    })
}

#[test]
fn sealed_candidates_are_left_out_and_the_first_line_says_so() {
    let mut room = Room::new();
    room.write();
    for (document, text) in editions(&room) {
        for sentence in SENTENCES {
            assert!(!text.contains(sentence), "“{sentence}” shows before writing has ended");
        }
        assert!(!text.contains("finish a piece"), "the quick list shows before writing has ended");
        assert_eq!(document.status.status, Status::Draft);
        let note = document.status.first_line_note.expect("the first line speaks");
        assert!(note.starts_with("Draft: candidates are still sealed"), "{note}");
    }
}

#[test]
fn a_round_that_is_open_or_closed_is_left_out_and_the_first_line_says_so() {
    let mut room = Room::new();
    room.write();
    room.challenge();
    room.ballots(RoundScope::All, "Sealed thought");
    for step in ["open", "closed"] {
        for (document, text) in editions(&room) {
            let seen = document.audience == Audience::Wide || text.contains(SENTENCES[0]);
            assert!(seen, "the team may see candidates by now");
            assert!(!text.contains("Sealed thought"), "a reason of the {step} round shows");
            assert!(!text.contains("\"criteria\",\"items\""), "a spread of the {step} round shows");
            assert!(!text.contains("Round 1, every candidate"), "the {step} round shows");
            assert_eq!(document.status.status, Status::Draft);
            let note = document.status.first_line_note.expect("the first line speaks");
            assert!(note.starts_with("Draft: round 1 is not revealed"), "{note}");
        }
        if step == "open" {
            room.workshop.close_round(&super::room::typed("")).expect("everybody is in");
        }
    }
}

#[test]
fn the_second_round_stays_out_while_the_first_is_printed() {
    let mut room = Room::new();
    room.write();
    room.challenge();
    room.ballots(RoundScope::All, "First thought");
    room.reveal();
    room.ballots(RoundScope::Disputed, "Sealed thought");
    let [(_, team), (_, wide)] = editions(&room);
    assert!(team.contains("First thought"), "the revealed round is printed for the team");
    assert!(!team.contains("Sealed thought") && !wide.contains("Sealed thought"), "the second one is not");
    assert!(!team.contains("Round 2, every candidate"), "its spread is not");
}
