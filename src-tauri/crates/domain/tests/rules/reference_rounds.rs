//! Two rounds in a row against a second computation of what moved (`reference/two_rounds.py`).

use crate::a_workshop::{MORNING, a_workshop_at, fresh, line, live, person, scorers};
use serde::Deserialize;
use sextant_domain::act::{BallotScore, NewParticipant, RoundScope};
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::head::BallotChannel;
use sextant_domain::id::{CandidateId, ParticipantId};
use sextant_domain::participant::{Discipline, Role};
use sextant_domain::scoring::scoring;
use sextant_domain::stage::Stage;
use sextant_domain::view::console_view;
use sextant_domain::workshop::Workshop;

const REASONS: [&str; 4] = ["", "", "It did last year.", "A customer said so."];

/// Round, row, column, table, half points, ballots, lowest, highest.
type TablePart = (u32, usize, usize, u32, u32, u32, Option<u8>, Option<u8>);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    number: u32,
    people: Vec<Person>,
    all_again: bool,
    asked: Vec<(usize, usize)>,
    /// Row, column, paired, changed, steps, without a new reason.
    movements: Vec<(usize, usize, u32, u32, u32, u32)>,
    restless: Option<bool>,
    /// Row, column, discipline, half points, ballots.
    splits: Vec<(usize, usize, Discipline, u32, u32)>,
    tables: Vec<TablePart>,
    medians: Vec<[Option<u8>; 6]>,
}

#[derive(Deserialize)]
struct Person {
    discipline: Discipline,
    table: Option<u32>,
    first: Option<(String, String)>,
    second: Option<(String, String)>,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../../reference/two_rounds.json")).expect("the reference script wrote it")
}

fn level(mark: char) -> Level {
    mark.to_digit(4).map_or(Level::CannotJudge, |points| Level::JUDGED[points as usize])
}

/// Hands in what a person gave in the open round.
fn hand_in(w: &mut Workshop, who: ParticipantId, (marks, reasons): &(String, String)) {
    let round = w.open_round_number().expect("a round is open");
    let scores: Vec<_> = w
        .cells_of(round)
        .into_iter()
        .zip(marks.chars().zip(reasons.chars()))
        .map(|((candidate_id, criterion), (mark, reason))| BallotScore {
            candidate_id,
            criterion,
            level: level(mark),
            reason: line(REASONS[reason.to_digit(4).expect("a reason") as usize]),
        })
        .collect();
    w.submit_ballot(who, &scores, BallotChannel::PassedKeyboard, &mut fresh).expect("a whole ballot");
}

/// Both rounds, up to the reveal of the second.
fn played(case: &Case) -> Workshop {
    let mut w = a_workshop_at(Stage::Score);
    for who in scorers(&w) {
        w.remove_participant(who).expect("nobody has handed in");
    }
    let add = |w: &mut Workshop, (place, one): (usize, &Person)| {
        let name = format!("Person {place}");
        let new = NewParticipant { discipline: one.discipline, ..person(&name, &[Role::Contributor]) };
        let id = w.add_participant(new, &mut fresh).expect("a person");
        w.set_table(id, one.table).expect("nobody has handed in");
        id
    };
    let people: Vec<_> = case.people.iter().enumerate().map(|one| add(&mut w, one)).collect();
    type Given = fn(&Person) -> Option<&(String, String)>;
    let rounds: [Given; 2] = [|one| one.first.as_ref(), |one| one.second.as_ref()];
    for (scope, ballot_of) in
        [RoundScope::All, if case.all_again { RoundScope::All } else { RoundScope::Disputed }].into_iter().zip(rounds)
    {
        w.open_round(scope, MORNING).expect("there is something to score");
        for (who, one) in people.iter().zip(&case.people) {
            if let Some(given) = ballot_of(one) {
                hand_in(&mut w, *who, given);
            }
        }
        w.close_round(&line("Not everybody was here.")).expect("a note");
        w.reveal_round(MORNING, &mut fresh).expect("closed");
    }
    w
}

fn place(w: &Workshop, candidate: CandidateId, criterion: Criterion) -> (usize, usize) {
    let row = live(w).iter().position(|id| *id == candidate).expect("in the running");
    (row, criterion.index())
}

#[test]
fn two_rounds_with_latecomers_and_leavers_move_as_in_the_reference() {
    let cases = cases();
    assert!(cases.len() >= 100, "only {}", cases.len());
    for case in cases {
        let mut w = played(&case);
        let number = case.number;
        let asked: Vec<_> = w.cells_of(2).into_iter().map(|(id, criterion)| place(&w, id, criterion)).collect();
        assert_eq!(asked, case.asked, "case {number}: the cells asked again");
        let movements: Vec<_> = w
            .movements
            .iter()
            .map(|m| {
                let (row, column) = place(&w, m.candidate_id, m.criterion);
                (row, column, m.paired, m.changed, m.steps, m.without_new_reason)
            })
            .collect();
        assert_eq!(movements, case.movements, "case {number}: movement");
        let restless = console_view(&w).score.unrest.map(|unrest| unrest.restless);
        assert_eq!(restless, case.restless, "case {number}: whether another round may pay");
        let tables: Vec<_> = w
            .table_splits
            .iter()
            .map(|s| {
                let (row, column) = place(&w, s.candidate_id, s.criterion);
                let [lowest, highest] = [s.lowest, s.highest].map(|end| end.and_then(Level::points));
                (s.round, row, column, s.at_table, s.half_points, s.ballots, lowest, highest)
            })
            .collect();
        assert_eq!(tables, case.tables, "case {number}: medians and ends by table");
        w.end_scoring(MORNING).expect("revealed");
        let mut splits: Vec<_> = w
            .discipline_splits
            .iter()
            .map(|s| {
                let (row, column) = place(&w, s.candidate_id, s.criterion);
                (row, column, s.discipline, s.half_points, s.ballots)
            })
            .collect();
        splits.sort_unstable();
        let mut expected = case.splits;
        expected.sort_unstable();
        assert_eq!(splits, expected, "case {number}: medians by discipline");
        let scored = scoring(&w).expect("revealed");
        let medians: Vec<_> =
            scored.tallies.iter().map(|row| row.cells.each_ref().map(|c| c.median.map(|m| m.half_points))).collect();
        assert_eq!(medians, case.medians, "case {number}: who left keeps the earlier marks");
    }
}
