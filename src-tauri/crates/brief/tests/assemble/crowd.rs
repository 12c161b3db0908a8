//! A room of three hundred: nobody counts three hundred dots.

use sextant_brief::assemble::{Audience, assemble};
use sextant_brief::document::Document;
use sextant_brief::{Format, render};
use sextant_domain::act::{BallotScore, NewParticipant, RoundScope};
use sextant_domain::criterion::Level;
use sextant_domain::head::BallotChannel;
use sextant_domain::participant::{Discipline, Role};

use super::room::{CONTEXT, Room, typed};

const LEVELS: [Level; 5] = [Level::Fails, Level::Doubtful, Level::Conditional, Level::Clear, Level::CannotJudge];

fn printed(document: &Document, format: Format) -> String {
    String::from_utf8(render(document, format).expect("it is written")).expect("it is text")
}

/// The first round of everybody, revealed.
fn revealed(crowd: usize) -> Room {
    let mut room = Room::new();
    room.write();
    let mut others = Vec::new();
    for place in room.people.len()..crowd {
        let new = NewParticipant {
            name: typed(&format!("Reader {place}")),
            discipline: Discipline::Sales,
            roles: vec![Role::Contributor],
        };
        others.push(room.with(|w, ids| w.add_participant(new, ids)).expect("there is room"));
    }
    room.challenge();
    let round = room.ballots(RoundScope::All, "");
    let cells = room.workshop.cells_of(round);
    for (place, person) in others.into_iter().enumerate() {
        let level = LEVELS[place % LEVELS.len()];
        let scores: Vec<_> = cells
            .iter()
            .map(|&(candidate_id, criterion)| BallotScore { candidate_id, criterion, level, reason: typed("") })
            .collect();
        room.with(|w, ids| w.submit_ballot(person, &scores, BallotChannel::OwnDevice, ids)).expect("it fits");
    }
    room.reveal();
    room
}

/// The drawings of marks on a page, and no other drawing.
fn plots(page: &str) -> Vec<&str> {
    let drawings = page.split("<svg").filter_map(|piece| piece.split_once("</svg>")).map(|(drawing, _)| drawing);
    drawings.filter(|drawing| drawing.contains("<desc>Median")).collect()
}

#[test]
fn the_marks_of_three_hundred_are_bars_and_those_of_four_are_dots() {
    let page = printed(&assemble(&revealed(300).workshop, Audience::Team, &CONTEXT), Format::Html);
    assert!(plots(&page).len() > 20);
    for drawing in plots(&page) {
        assert!(!drawing.contains("<circle"), "nobody counts three hundred dots: {drawing}");
        assert_eq!(drawing.matches("<rect").count(), 5, "one bar for each level and one for who could not judge");
    }
    assert!(page.contains("the bars count the marks") && !page.contains("dashed ring"), "the note says so");

    let page = printed(&assemble(&revealed(5).workshop, Audience::Team, &CONTEXT), Format::Html);
    assert!(page.contains("each dot one mark"));
    assert!(plots(&page).iter().all(|drawing| drawing.contains("<circle") && !drawing.contains("<rect")));
}

#[test]
fn what_is_read_aloud_and_what_is_plain_text_count_a_crowd_as_they_count_a_few() {
    let crowd = assemble(&revealed(300).workshop, Audience::Team, &CONTEXT);
    let page = printed(&crowd, Format::Html);
    let said = "Median 2; 59 at 0, 59 at 1, 59 at 2, 63 at 3, 59 cannot judge";
    assert!(plots(&page).iter().any(|drawing| drawing.contains(said)), "{}", plots(&page)[0]);
    assert!(printed(&crowd, Format::Markdown).contains("0×59 1×59 2×59 3×63 ?×59"));
}
