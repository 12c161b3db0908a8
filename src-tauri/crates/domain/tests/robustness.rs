//! Small changes: one person fewer, one step, one weight, one more round.

use proptest::prelude::*;
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::movement::{Stability, split_medians};
use sextant_domain::robustness::{CloseReason, KnownMarks, MarkSheet, Robustness, count_sheets, robustness};
use sextant_domain::tally::{CellCounts, RowCounts, Weights};

use Criterion::{Actionable, Measurable};

#[test]
fn the_sample_stays_the_same_under_every_small_change() {
    // The three finalists of the sample as drawn, 17 against 14 and 13. Taking the most harmful
    // mark out of every cell costs the leader ½ at most in one cell: revenue 2 2 2 3 3 3 → 2½.
    let rows: [[[u32; 5]; 6]; 3] = [
        [[0, 0, 2, 5, 0], [0, 1, 3, 3, 0], [0, 0, 3, 4, 0], [0, 0, 2, 5, 0], [0, 0, 2, 5, 0], [0, 0, 1, 5, 1]],
        [[0, 0, 1, 6, 0], [0, 2, 4, 1, 0], [1, 1, 2, 3, 0], [0, 3, 4, 0, 0], [0, 0, 0, 7, 0], [2, 1, 1, 3, 0]],
        [[1, 1, 3, 2, 0], [0, 0, 1, 6, 0], [0, 1, 3, 3, 0], [0, 1, 5, 1, 0], [0, 2, 4, 1, 0], [0, 0, 4, 3, 0]],
    ];
    let counts: Vec<RowCounts> =
        rows.map(|row| row.map(|[a, b, c, d, q]| CellCounts::from_hands([a, b, c, d], q))).to_vec();
    let verdict = robustness(3, KnownMarks::Counts(&counts), &[], &Weights::EQUAL);
    assert_eq!(verdict, Some(Robustness::Clear));
}

fn sheet(rows: &[[u8; 6]]) -> MarkSheet {
    let marks = rows.iter().enumerate().flat_map(|(row, marks)| {
        let level = |points: u8| Level::JUDGED[usize::from(points)];
        Criterion::all().map(|criterion| (row, criterion, level(marks[criterion.index()])))
    });
    MarkSheet::new(rows.len(), marks)
}

fn reasons(sheets: &[MarkSheet]) -> Vec<CloseReason> {
    match robustness(2, KnownMarks::Sheets(sheets), &[], &Weights::EQUAL) {
        Some(Robustness::TooClose { reasons }) => reasons,
        Some(Robustness::Clear) | None => Vec::new(),
    }
}

#[test]
fn a_row_that_nobody_judged_leads_nothing() {
    // Row 0 is barred by its gates; of row 1 one person says "?" and the other nothing at all.
    let barred = |row: usize| Criterion::all().map(|criterion| (row, criterion, Level::JUDGED[0]));
    let unsure = (1, Actionable, Level::CannotJudge);
    let sheets = [MarkSheet::new(2, barred(0)), MarkSheet::new(2, barred(0).into_iter().chain([unsure]))];
    assert_eq!(robustness(2, KnownMarks::Sheets(&sheets), &[], &Weights::EQUAL), None);
    let counts = count_sheets(2, &sheets);
    assert_eq!(robustness(2, KnownMarks::Counts(&counts), &[], &Weights::EQUAL), None);
    // Beside a row that leads, it takes nothing away either.
    let sheets = [sheet(&[[2; 6]]), sheet(&[[2; 6]]), sheet(&[[2; 6]])];
    let counts = [count_sheets(1, &sheets)[0], RowCounts::default()];
    assert_eq!(robustness(2, KnownMarks::Counts(&counts), &[], &Weights::EQUAL), Some(Robustness::Clear));
}

#[test]
fn a_lead_that_hangs_on_one_person_is_too_close() {
    // Row 0 has medians 3 2 2 2 2 2 = 13, row 1 has 12. Without one of the two who mark row 0
    // with 3, its value is 2½ and it still leads.
    let steady = [sheet(&[[3, 2, 2, 2, 2, 2], [2; 6]]), sheet(&[[3, 2, 2, 2, 2, 2], [2; 6]]), sheet(&[[2; 6]; 2])];
    assert!(!reasons(&steady).iter().any(|reason| matches!(reason, CloseReason::PersonLeftOut { .. })));
    // Two people: 3 and 2 make 2½; without the first both rows stand at 12.
    let hanging = [sheet(&[[3, 2, 2, 2, 2, 2], [2; 6]]), sheet(&[[2; 6]; 2])];
    assert!(reasons(&hanging).contains(&CloseReason::PersonLeftOut { rivals: vec![1] }));
}

#[test]
fn a_single_pair_of_hands_is_not_left_out_just_as_a_single_ballot_is_not() {
    // 18 against 12: without the only person nothing would be left to lead.
    let alone = [sheet(&[[3; 6], [2; 6]])];
    let counts = count_sheets(2, &alone);
    for marks in [KnownMarks::Sheets(&alone), KnownMarks::Counts(&counts)] {
        assert_eq!(robustness(2, marks, &[], &Weights::EQUAL), Some(Robustness::Clear));
    }
}

#[test]
fn a_lead_that_hangs_on_one_step_or_one_weight_is_too_close() {
    // One person: 14 against 13, and one step makes it a tie.
    let close = [sheet(&[[3, 2, 2, 3, 2, 2], [2, 2, 2, 2, 3, 2]])];
    let found = reasons(&close);
    assert!(found.contains(&CloseReason::ScoreMoved { row: 0, criterion: Actionable, rivals: vec![1] }));
    assert!(!found.iter().any(|reason| matches!(reason, CloseReason::PersonLeftOut { .. })), "solo");
    // Two people: 2 2 2 3 3 0 = 12 against 2 2 2 2½ 0 3 = 11½. Measurable × 1.25 adds nothing
    // to the leader and 0.75 to the other: 12 against 12¼.
    let weighty = [sheet(&[[2, 2, 2, 3, 3, 0], [2, 2, 2, 3, 0, 3]]), sheet(&[[2, 2, 2, 3, 3, 0], [2, 2, 2, 2, 0, 3]])];
    let weights = reasons(&weighty);
    assert!(weights.iter().any(|reason| matches!(reason, CloseReason::WeightChanged { criterion: Measurable, .. })));
}

#[test]
fn a_leader_whose_gate_hangs_on_one_person_is_too_close() {
    // Value 1 1 2 2 2 has median 2; without one 2 it is 1½, and the leader is barred.
    let marks = [1, 1, 2, 2, 2];
    let sheets = marks.map(|value| sheet(&[[value, 3, 3, 3, 3, 3], [2; 6]]));
    assert!(reasons(&sheets).contains(&CloseReason::PersonLeftOut { rivals: vec![1] }));
}

#[test]
fn a_shared_lead_is_too_close_and_no_survivor_is_no_verdict() {
    let tie = [sheet(&[[2; 6]; 2])];
    assert_eq!(reasons(&tie), [CloseReason::SharedLead { rows: vec![0, 1] }]);
    let barred = [sheet(&[[1; 6]; 2])];
    assert_eq!(robustness(2, KnownMarks::Sheets(&barred), &[], &Weights::EQUAL), None);
}

#[test]
fn forty_candidates_and_thirty_ballots_are_quick() {
    let row = |n: usize| std::array::from_fn(|column| ((n * 7 + column * 3) % 3 + 1) as u8);
    let sheets: Vec<_> = (0..30).map(|person| sheet(&(0..40).map(|n| row(n + person)).collect::<Vec<_>>())).collect();
    let started = std::time::Instant::now();
    let _ = robustness(40, KnownMarks::Sheets(&sheets), &[], &Weights::EQUAL);
    assert!(started.elapsed().as_millis() < 1000, "took {:?} unoptimised", started.elapsed());
}

#[test]
fn stability_counts_what_moved() {
    use Level::{CannotJudge, Clear, Doubtful, Fails};
    let moved = Stability::between([
        (Fails, Doubtful),
        (Clear, Doubtful),
        (CannotJudge, Clear),
        (Clear, Clear),
        (Clear, Clear),
    ]);
    assert_eq!((moved.compared, moved.changed), (5, 3), "a change to or from \"cannot judge\" is one");
    assert!(moved.is_restless(20));
    let exactly = Stability { compared: 5, changed: 1 };
    assert!(!exactly.is_restless(20), "exactly 20% is not more than 20%");
}

#[test]
fn a_split_is_withheld_as_soon_as_one_part_is_too_small() {
    use Level::{CannotJudge, Clear, Doubtful};
    let three = [("sales", Clear), ("sales", Doubtful), ("sales", Clear)];
    assert_eq!(split_medians(three).map(|parts| parts["sales"].half_points), Some(6));
    assert_eq!(split_medians(three.into_iter().chain([("data", Clear)])), None);
    let hidden = [("sales", Clear), ("sales", CannotJudge), ("sales", Clear)];
    assert_eq!(split_medians(hidden), None, "an abstention does not hide the other two");
}

fn any_level() -> impl Strategy<Value = Level> {
    prop::sample::select([&Level::JUDGED[..], &[Level::CannotJudge]].concat())
}

fn any_sheets() -> impl Strategy<Value = Vec<MarkSheet>> {
    let marks = prop::collection::vec(prop::array::uniform6(any_level()), 4);
    let sheet = marks.prop_map(|rows| {
        let marks = rows.into_iter().enumerate().flat_map(|(row, levels)| {
            Criterion::all().map(move |criterion| (row, criterion, levels[criterion.index()]))
        });
        MarkSheet::new(4, marks)
    });
    prop::collection::vec(sheet, 2..8)
}

proptest! {
    #[test]
    fn counts_alone_never_call_a_person_harmless_who_is_not(sheets in any_sheets()) {
        let counts = count_sheets(4, &sheets);
        let person = |marks| match robustness(4, marks, &[], &Weights::EQUAL) {
            Some(Robustness::TooClose { reasons }) =>
                reasons.iter().any(|reason| matches!(reason, CloseReason::PersonLeftOut { .. } | CloseReason::SharedLead { .. })),
            Some(Robustness::Clear) | None => false,
        };
        if person(KnownMarks::Sheets(&sheets)) {
            prop_assert!(person(KnownMarks::Counts(&counts)), "the bound is not conservative");
        }
    }
}
