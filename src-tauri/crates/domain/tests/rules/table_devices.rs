//! One device for each table: who writes, who does not, and what may be said about a table's marks.

use crate::a_workshop::{MORNING, a_round, fresh, line, live, person, scorers};
use crate::seating::{a_room_at, a_room_of};
use sextant_domain::act::RoundScope;
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::frame::FrameQuestion;
use sextant_domain::head::Answering;
use sextant_domain::id::ParticipantId;
use sextant_domain::movement::split_ranges;
use sextant_domain::participant::Role;
use sextant_domain::refusal::Refusal;
use sextant_domain::stage::Stage;
use sextant_domain::table_device::{Reach, Voice};
use sextant_domain::view::{
    CellPlace, OwnWriting, ProjectorContent, ProjectorFocus, SeatDevice, SeatMemory, TableHold, TableMark,
    console_view, own_seat, projector_view,
};
use sextant_domain::workshop::Workshop;

/// Thirteen people at three tables, in a stage.
fn thirteen_at(stage: Stage) -> Workshop {
    let mut w = a_room_at(stage, 13);
    w.seat_at_tables().expect("nobody has handed in");
    w
}

/// Everybody at a table, in the order of the roster.
fn at(w: &Workshop, table: u32) -> Vec<ParticipantId> {
    w.tables().remove(&table).expect("somebody sits there")
}

fn hold(w: &Workshop, person: ParticipantId) -> Option<TableHold> {
    let (own, memory) = (OwnWriting::default(), SeatMemory::default());
    own_seat(w, person, SeatDevice::Own, &own, &memory).expect("on the roster").table_hold
}

#[test]
fn above_twelve_people_the_tables_answer_in_frame_challenge_and_decompose_and_nowhere_else() {
    for stage in Stage::ALL {
        let w = thirteen_at(*stage);
        let first = at(&w, 1)[0];
        let expected = [Stage::Frame, Stage::Challenge, Stage::Decompose].contains(stage);
        assert_eq!(w.answers_with(first).is_some(), expected, "{stage:?}");
        assert_eq!(w.voice_of(first).is_err(), expected, "{stage:?}: nobody writes for the table yet");
        assert_eq!(hold(&w, first), expected.then_some(TableHold::Nowhere), "{stage:?}");
    }
}

#[test]
fn up_to_twelve_people_answer_alone_unless_the_facilitator_lets_tables_answer() {
    let mut w = a_room_at(Stage::Frame, 12);
    let first = scorers(&w)[0];
    w.set_table(first, Some(1)).expect("a table");
    assert_eq!((w.answering(), w.voice_of(first)), (Answering::Alone, Ok(Voice::Person(first))));
    w.set_answering(Answering::ByTable).expect("no answer is in");
    assert_eq!(w.voice_of(first), Err(Refusal::TableAnswers));
    let mut w = thirteen_at(Stage::Frame);
    w.set_answering(Answering::Alone).expect("no answer is in");
    let first = at(&w, 1)[0];
    assert_eq!(w.voice_of(first), Ok(Voice::Person(first)));
}

#[test]
fn the_first_of_a_table_who_takes_its_device_writes_and_the_others_wait_while_it_is_there() {
    let mut w = thirteen_at(Stage::Frame);
    let people = at(&w, 2);
    w.take_table_device(people[1], Reach::Gone).expect("nobody holds it");
    assert_eq!(w.voice_of(people[1]), Ok(Voice::Table(2)));
    assert_eq!(w.voice_of(people[0]), Err(Refusal::TableAnswers));
    assert_eq!(w.take_table_device(people[0], Reach::Here), Err(Refusal::TableDeviceHeld));
    assert_eq!(w.voice_of(at(&w, 1)[0]), Err(Refusal::TableAnswers), "each table has its own");
    w.take_table_device(people[0], Reach::Gone).expect("whoever held it is out of reach");
    assert_eq!(w.table_holder(2), Some(people[0]));
    w.leave_table_device(people[0]).expect("holds it");
    assert_eq!(w.table_holder(2), None);
    assert_eq!(w.leave_table_device(people[0]), Err(Refusal::NoTable));
}

#[test]
fn whoever_leaves_the_table_or_the_room_writes_for_it_no_longer() {
    let mut w = thirteen_at(Stage::Challenge);
    let people = at(&w, 3);
    w.take_table_device(people[0], Reach::Gone).expect("nobody holds it");
    let mut moved = w.clone();
    moved.set_table(people[0], Some(1)).expect("nobody has handed in");
    assert_eq!((moved.table_holder(3), moved.voice_of(people[0])), (None, Err(Refusal::TableAnswers)));
    let mut absent = w.clone();
    absent.mark_attendance(people[0], sextant_domain::act::Attendance::Absent).expect("on the roster");
    assert_eq!(absent.table_holder(3), None);
    w.remove_participant(people[0]).expect("has handed in nothing");
    assert!(w.table_devices.is_empty(), "no row names somebody who is not there");
}

#[test]
fn whoever_takes_the_device_of_another_table_leaves_that_one_and_not_an_earlier_one() {
    let mut w = thirteen_at(Stage::Frame);
    let person = at(&w, 1)[0];
    w.take_table_device(person, Reach::Gone).expect("nobody holds it");
    w.set_table(person, Some(2)).expect("nobody has handed in");
    w.take_table_device(person, Reach::Gone).expect("nobody holds it");
    assert_eq!(w.table_devices.len(), 1, "one person writes for one table");
    w.leave_table_device(person).expect("holds it");
    assert_eq!(w.voice_of(person), Err(Refusal::TableAnswers));
    w.set_table(person, Some(1)).expect("nobody has handed in");
    assert_eq!(w.table_holder(1), None);
}

#[test]
fn a_room_that_sits_at_tables_goes_on_so_when_somebody_leaves() {
    let mut w = thirteen_at(Stage::Frame);
    w.mark_attendance(at(&w, 1)[0], sextant_domain::act::Attendance::Absent).expect("on the roster");
    assert_eq!(w.answering(), Answering::ByTable, "a question that is open is not answered in two ways");
}

#[test]
fn answers_from_before_the_tables_never_make_more_than_all() {
    let mut w = a_room_at(Stage::Frame, 13);
    w.ask_frame(FrameQuestion::Job, MORNING).expect("in Frame");
    for _ in 0..5 {
        w.submit_frame_answer(FrameQuestion::Job, line("To get a week planned"), None, &mut fresh).expect("asked");
    }
    w.seat_at_tables().expect("nobody has handed in");
    let ProjectorContent::Frame { asked: Some(asked), .. } = projector_view(&w, ProjectorFocus::Stage).content else {
        panic!("the stage shows its question")
    };
    assert_eq!((asked.answered, asked.expected), (5, Some(5)));
}

#[test]
fn the_facilitator_hands_a_device_to_somebody_at_the_same_table_only() {
    let mut w = thirteen_at(Stage::Decompose);
    let (one, two) = (at(&w, 1), at(&w, 2));
    w.hand_table_device(1, Some(one[2])).expect("sits there");
    assert_eq!(w.hand_table_device(1, Some(two[0])), Err(Refusal::NotFound { what: "person at this table" }));
    assert_eq!(w.hand_table_device(9, None), Err(Refusal::NotFound { what: "table" }));
    assert_eq!(w.table_holder(1), Some(one[2]));
    w.hand_table_device(1, None).expect("the table decides");
    assert_eq!(w.table_holder(1), None);
}

#[test]
fn who_only_watches_and_who_sits_at_no_table_hold_no_device() {
    let mut w = thirteen_at(Stage::Frame);
    let watcher = w.add_participant(person("Ida", &[Role::Observer]), &mut fresh).expect("room");
    w.set_table(watcher, Some(1)).expect("a table");
    assert!(!at(&w, 1).contains(&watcher));
    assert_eq!(w.take_table_device(watcher, Reach::Gone), Err(Refusal::NoTable));
    let late = w.add_participant(person("Zoe", &[Role::Contributor]), &mut fresh).expect("room");
    assert_eq!(w.take_table_device(late, Reach::Gone), Err(Refusal::NoTable));
    assert_eq!(w.voice_of(late), Ok(Voice::Person(late)), "without a table one answers alone");
    assert_eq!(w.voices(), (3, 1));
}

#[test]
fn who_answers_stays_as_it_is_while_answers_to_a_question_lie_unopened() {
    let mut w = thirteen_at(Stage::Frame);
    w.ask_frame(FrameQuestion::Job, MORNING).expect("in Frame");
    w.submit_frame_answer(FrameQuestion::Job, line("To get a week planned"), None, &mut fresh).expect("asked");
    assert_eq!(w.set_answering(Answering::Alone), Err(Refusal::AnswersAreIn));
    w.set_answering(Answering::ByTable).expect("it is so already");
    w.reveal_frame_answers(FrameQuestion::Job).expect("asked");
    w.set_answering(Answering::Alone).expect("they are shown");
}

#[test]
fn a_table_mate_reads_the_holders_name_only_where_names_are_shown() {
    let mut w = thirteen_at(Stage::Frame);
    let people = at(&w, 1);
    w.take_table_device(people[0], Reach::Gone).expect("nobody holds it");
    let elsewhere = |name: Option<String>| Some(TableHold::Elsewhere { name, gone: false });
    assert_eq!((hold(&w, people[0]), hold(&w, people[1])), (Some(TableHold::Here), elsewhere(None)));
    w.head_mut().names_in_lobby = true;
    let name = w.participants.get(&(people[0],)).expect("on the roster").name.to_string();
    assert_eq!(hold(&w, people[1]), elsewhere(Some(name)));
}

#[test]
fn the_wall_counts_tables_and_names_nobody() {
    let mut w = thirteen_at(Stage::Frame);
    w.ask_frame(FrameQuestion::Job, MORNING).expect("in Frame");
    let asked = |w: &Workshop| match projector_view(w, ProjectorFocus::Stage).content {
        ProjectorContent::Frame { asked: Some(asked), .. } => (asked.answered, asked.expected, asked.tables),
        other => panic!("the stage shows its question, not {other:?}"),
    };
    assert_eq!(asked(&w), (0, Some(3), 3));
    w.set_answering(Answering::Alone).expect("no answer is in");
    assert_eq!(asked(&w), (0, None, 0));
    let listed = console_view(&w).tables;
    assert_eq!(listed.iter().map(|t| t.people.len()).sum::<usize>(), 13);
}

#[test]
fn both_ends_of_a_table_are_shown_only_where_they_give_nobody_away() {
    use Level::{Clear, Conditional, Doubtful, Fails};
    let ranges = |tables: &[&[Level]]| {
        let marks = tables.iter().enumerate().flat_map(|(table, marks)| marks.iter().map(move |m| (table, *m)));
        split_ranges(marks).map(|ranges| ranges.into_values().collect::<Vec<_>>())
    };
    let (wide, close) = ([Fails, Doubtful, Clear, Clear], [Conditional, Conditional, Conditional, Clear]);
    assert_eq!(ranges(&[&wide, &close]), Some(vec![(Fails, Clear), (Conditional, Clear)]));
    assert_eq!(ranges(&[&wide, &[Fails, Doubtful, Clear]]), None, "with three, the ends and the median are all marks");
    assert_eq!(ranges(&[&wide, &[Clear; 5]]), None, "a table that agrees says what each of its people marked");
    let unknown = [Fails, Doubtful, Clear, Level::CannotJudge];
    assert_eq!(ranges(&[&wide, &unknown]), None, "who cannot judge hides nobody");
}

/// Thirty people at six tables of five; one cell differs between the tables and inside each.
fn thirty() -> Workshop {
    let mut w = a_room_of(30);
    w.seat_at_tables().expect("nobody has handed in");
    let people = scorers(&w);
    let tables: Vec<_> = people.iter().map(|id| w.participants.get(&(*id,)).and_then(|p| p.at_table)).collect();
    a_round(&mut w, RoundScope::All, MORNING, |seat, cell| match (cell, tables[seat]) {
        (3, Some(1)) => [Level::Fails, Level::Doubtful][seat % 2],
        (3, _) => [Level::Conditional, Level::Clear][seat % 2],
        (5, Some(2)) => Level::Fails,
        (5, _) => [Level::Fails, Level::Clear][seat % 2],
        _ => [Level::Fails, Level::Clear, Level::Conditional][(seat + cell) % 3],
    });
    w
}

fn on_the_wall(w: &Workshop, place: CellPlace) -> Vec<TableMark> {
    match projector_view(w, ProjectorFocus::Cell(place)).content {
        ProjectorContent::Cell { tables, .. } => tables,
        other => panic!("a cell is in focus, not {other:?}"),
    }
}

#[test]
fn the_wall_shows_each_tables_median_and_range_for_the_cell_in_focus() {
    let mut w = thirty();
    let candidate_id = live(&w)[0];
    let marks = on_the_wall(&w, CellPlace { candidate_id, criterion: Criterion::Actionable });
    assert_eq!(marks.iter().map(|m| m.at_table).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    assert_eq!((marks[0].lowest, marks[0].highest), (Some(Level::Fails), Some(Level::Doubtful)));
    assert!(marks[1..].iter().all(|m| (m.lowest, m.highest) == (Some(Level::Conditional), Some(Level::Clear))));
    let agreed = on_the_wall(&w, CellPlace { candidate_id, criterion: Criterion::Measurable });
    assert_eq!(agreed.len(), 6, "medians stay");
    assert!(agreed.iter().all(|m| m.lowest.is_none() && m.highest.is_none()), "table 2 agrees: no ends at all");
    let place = CellPlace { candidate_id, criterion: Criterion::Actionable };
    w.end_scoring(MORNING).expect("revealed");
    assert_eq!(on_the_wall(&w, place), marks, "the end of the ties leaves it");
}

#[test]
fn thirty_people_talk_about_five_cells_at_most() {
    let w = thirty();
    let map = console_view(&w).score.map.expect("revealed");
    let listed: Vec<_> = map.talk.iter().filter_map(|entry| entry.number).collect();
    assert_eq!(listed, [1, 2, 3, 4, 5]);
    let disputed = map.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.lowest != cell.highest).count();
    assert!(disputed > 5, "{disputed} cells differ, so the limit is what ends the list");
}
