//! Tables of four to six people: how they are made, and what may be said about them.

use crate::a_workshop::{MORNING, a_round, a_workshop_at, fresh, line, live, new_workshop, person, scorers};
use sextant_domain::act::{NewParticipant, RoundScope};
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::id::ParticipantId;
use sextant_domain::participant::{Discipline, Role};
use sextant_domain::refusal::Refusal;
use sextant_domain::seating::suggested_tables;
use sextant_domain::stage::Stage;
use sextant_domain::view::{
    OwnWriting, ProjectorContent, ProjectorFocus, SeatDevice, SeatMemory, console_view, own_seat, projector_view,
};
use sextant_domain::workshop::Workshop;

pub(crate) fn a_room_of(people: usize) -> Workshop {
    a_room_at(Stage::Score, people)
}

/// So many people who score, at a stage.
pub(crate) fn a_room_at(stage: Stage, people: usize) -> Workshop {
    let mut w = a_workshop_at(stage);
    let there = scorers(&w).len();
    for place in there..people {
        let discipline = Discipline::ALL[place % 4];
        let new = NewParticipant { discipline, ..person(&format!("Person {place}"), &[Role::Contributor]) };
        w.add_participant(new, &mut fresh).expect("room on the roster");
    }
    w
}

fn table_of(w: &Workshop, id: ParticipantId) -> Option<u32> {
    w.participants.get(&(id,)).and_then(|p| p.at_table)
}

#[test]
fn tables_hold_four_to_six_people_and_mix_the_disciplines() {
    for people in 13..=300 {
        let w = a_room_of(people);
        let everybody: Vec<_> = w.scorers().collect();
        let tables = suggested_tables(&everybody);
        let sizes: Vec<_> = tables.iter().map(Vec::len).collect();
        assert!(sizes.iter().all(|size| (4..=6).contains(size)), "{people}: {sizes:?}");
        assert_eq!(sizes.iter().sum::<usize>(), people);
        for discipline in Discipline::ALL {
            let at = |ids: &Vec<ParticipantId>| {
                everybody.iter().filter(|p| p.discipline == *discipline && ids.contains(&p.id)).count()
            };
            let counts: Vec<_> = tables.iter().map(at).collect();
            let (least, most) = (counts.iter().min(), counts.iter().max());
            assert!(most.zip(least).is_some_and(|(most, least)| most - least <= 1), "{people}: {counts:?}");
        }
    }
}

#[test]
fn up_to_twelve_people_sit_as_one_room() {
    let mut w = a_room_of(12);
    w.seat_at_tables().expect("nobody has handed in");
    assert!(w.participants.iter().all(|p| p.at_table.is_none()));
    let late = w.add_participant(person("Zoe", &[Role::Contributor]), &mut fresh).expect("room");
    w.seat_at_tables().expect("nobody has handed in");
    assert!(table_of(&w, late).is_some(), "the thirteenth brings tables");
}

#[test]
fn a_seat_knows_its_own_table_and_the_lobby_everybodys() {
    let mut w = a_workshop_at(Stage::SetUp);
    for place in scorers(&w).len()..13 {
        w.add_participant(person(&format!("Person {place}"), &[Role::Contributor]), &mut fresh).expect("room");
    }
    w.seat_at_tables().expect("nobody has handed in");
    let mut seats: Vec<_> = w.participants.iter().map(|p| (p.position, p.at_table)).collect();
    seats.sort_unstable();
    for person in w.participants.iter() {
        let (own, memory) = (OwnWriting::default(), SeatMemory::default());
        let seat = own_seat(&w, person.id, SeatDevice::Own, &own, &memory).expect("on the roster");
        assert_eq!(seat.at_table, person.at_table);
    }
    let ProjectorContent::Lobby { here, .. } = projector_view(&w, ProjectorFocus::Stage).content else {
        panic!("the stage shows the lobby")
    };
    let shown: Vec<_> = here.iter().map(|entry| entry.at_table).collect();
    assert_eq!(shown, seats.into_iter().map(|(_, table)| table).collect::<Vec<_>>());
}

#[test]
fn who_has_handed_in_stays_at_the_table_until_scoring_ends() {
    let mut w = a_room_of(13);
    w.seat_at_tables().expect("nobody has handed in");
    let first = scorers(&w)[0];
    assert!(matches!(w.set_table(first, Some(61)), Err(Refusal::OutOfRange { field: "table", .. })));
    w.set_table(first, Some(2)).expect("nobody has handed in");
    a_round(&mut w, RoundScope::All, MORNING, |_, _| Level::Clear);
    let before = w.clone();
    assert_eq!(w.set_table(first, Some(3)), Err(Refusal::TableStays));
    assert_eq!(w.seat_at_tables(), Err(Refusal::TableStays));
    w.set_table(first, Some(2)).expect("it is that table");
    assert_eq!(w, before);
    let late = w.add_participant(person("Zoe", &[Role::Contributor]), &mut fresh).expect("room");
    w.set_table(late, Some(1)).expect("has handed in nothing");
    w.end_scoring(MORNING).expect("revealed");
    w.set_table(first, Some(3)).expect("the ties are gone");
}

/// Thirteen people at tables of five, four and four; the first table marks one cell with 1.
fn differing() -> Workshop {
    let mut w = a_room_of(13);
    w.seat_at_tables().expect("nobody has handed in");
    let tables: Vec<_> = scorers(&w).into_iter().map(|id| table_of(&w, id)).collect();
    a_round(&mut w, RoundScope::All, MORNING, |seat, cell| {
        if tables[seat] == Some(1) && cell == 3 { Level::Doubtful } else { Level::Clear }
    });
    w
}

#[test]
fn the_reveal_shows_how_far_the_tables_lie_apart_and_the_end_of_the_ties_leaves_it() {
    let mut w = differing();
    let first = live(&w)[0];
    let spreads = |w: &Workshop| {
        let spreads = console_view(w).score.table_spreads;
        let medians =
            |s: &[_]| s.iter().map(|t: &sextant_domain::ballot::TableSplit| t.half_points).collect::<Vec<_>>();
        spreads.iter().map(|s| (s.candidate_id, s.criterion, s.half_points, medians(&s.tables))).collect::<Vec<_>>()
    };
    // Medians 1, 3 and 3: two points apart. Where all agree there is nothing to show.
    let expected = vec![(first, Criterion::Actionable, 4, vec![2, 6, 6])];
    assert_eq!(spreads(&w), expected);
    w.end_scoring(MORNING).expect("revealed");
    assert!(w.ballot_ties.is_empty());
    assert_eq!(spreads(&w), expected);
}

#[test]
fn nothing_of_the_tables_is_kept_before_the_reveal() {
    let mut w = a_room_of(13);
    w.seat_at_tables().expect("nobody has handed in");
    w.open_round(RoundScope::All, MORNING).expect("a round");
    crate::a_workshop::everybody_scores(&mut w, |_, cell| if cell == 3 { Level::Fails } else { Level::Clear });
    w.close_round(&line("")).expect("everybody is in");
    assert!(w.table_splits.is_empty() && console_view(&w).score.table_spreads.is_empty());
}

#[test]
fn one_table_too_small_or_a_few_people_without_one_withhold_all_tables() {
    let with = |moved: usize, to: Option<u32>| {
        let mut w = a_room_of(13);
        w.seat_at_tables().expect("nobody has handed in");
        for id in scorers(&w).into_iter().take(moved) {
            w.set_table(id, to).expect("nobody has handed in");
        }
        a_round(&mut w, RoundScope::All, MORNING, |_, _| Level::Clear);
        w.table_splits.len()
    };
    let cells = 24;
    assert_eq!(with(0, None), 3 * cells);
    assert_eq!(with(1, Some(4)), 0, "a table of one");
    assert_eq!(with(2, Some(4)), 0, "a table of two");
    assert_eq!(with(3, Some(4)), 4 * cells, "three are enough");
    assert_eq!(with(2, None), 0, "two without a table would stand out beside the others");
    assert_eq!(with(13, Some(1)), 0, "one table is the whole room");
}

#[test]
fn any_role_beside_the_observers_takes_part() {
    let mut w = new_workshop();
    for role in Role::ALL {
        let id = w.add_participant(person(role.label(), &[Role::Observer, *role]), &mut fresh).expect("a person");
        assert_eq!(w.only_watches(id), *role == Role::Observer, "{role:?}");
    }
}
