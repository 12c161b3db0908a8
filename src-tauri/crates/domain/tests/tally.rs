//! The exact formulas of the score stage, computed by hand in the comments and by chance below.

use proptest::prelude::*;
use sextant_domain::criterion::{Criterion, Level, crosswalk};
use sextant_domain::talk::{DEFAULT_SHORTLIST, talk_limit, talk_order};
use sextant_domain::tally::{CandidateTally, CellCounts, GateObjection, GateVerdict, MapOrder, RowCounts, Weights};

use Criterion::{Actionable, CustomerValue, LeadsRevenue, Measurable, ProductStrategy};

/// Marks 0, 1, 2, 3 and "cannot judge".
type Drawn = [u32; 5];

const ACTIVE: usize = 0;
const BOOKED: usize = 1;
const TOOK_PLACE: usize = 2;
const TEAMS: usize = 3;
const HOURS: usize = 4;
const WITHIN_HOUR: usize = 5;
const OUTSIDE: usize = 6;
const REBOOK: usize = 7;

/// The sample's first round as it is drawn, in the order of the sheet.
#[rustfmt::skip]
const SAMPLE: [[Drawn; 6]; 8] = [
    // Weekly active accounts that booked 5+ meetings: 3 + 2 + 3 + 3 + 3 + 3 = 17
    [[0, 0, 2, 5, 0], [0, 1, 3, 3, 0], [0, 0, 3, 4, 0], [0, 0, 2, 5, 0], [0, 0, 2, 5, 0], [0, 0, 1, 5, 1]],
    // Meetings booked per week: value 1 and strategy 1 bar it
    [[0, 4, 3, 0, 0], [1, 5, 1, 0, 0], [0, 1, 5, 1, 0], [0, 0, 2, 5, 0], [0, 0, 0, 7, 0], [0, 0, 0, 7, 0]],
    // Client meetings that took place, per week: 3 + 2 + 2 + 2 + 3 + 2 = 14
    [[0, 0, 1, 6, 0], [0, 2, 4, 1, 0], [1, 1, 2, 3, 0], [0, 3, 4, 0, 0], [0, 0, 0, 7, 0], [2, 1, 1, 3, 0]],
    // Teams with 3+ people booked in a week: 2 + 3 + 2 + 2 + 2 + 2 = 13
    [[1, 1, 3, 2, 0], [0, 0, 1, 6, 0], [0, 1, 3, 3, 0], [0, 1, 5, 1, 0], [0, 2, 4, 1, 0], [0, 0, 4, 3, 0]],
    // Hours of back-and-forth saved per week: leads revenue 1 bars it
    [[0, 1, 1, 5, 0], [0, 1, 5, 1, 0], [0, 3, 2, 0, 2], [2, 2, 3, 0, 0], [0, 1, 2, 4, 0], [3, 4, 0, 0, 0]],
    // Share of requests confirmed within an hour: strategy 1 and leads revenue 1 bar it
    [[0, 1, 5, 1, 0], [0, 4, 2, 1, 0], [0, 4, 2, 0, 1], [0, 0, 1, 6, 0], [0, 0, 2, 5, 0], [0, 0, 1, 6, 0]],
    // Accounts booked by an outside client each week: 2 + 2 + 2 + 2 + 2 + 3 = 13
    [[0, 0, 4, 3, 0], [0, 0, 6, 1, 0], [0, 1, 5, 1, 0], [0, 0, 4, 3, 0], [0, 1, 3, 3, 0], [0, 0, 2, 5, 0]],
    // Accounts whose clients rebook within 30 days: 3 + 2 + 2 + 1 + 2 + 2 = 12, one gate homework
    [[0, 0, 2, 5, 0], [0, 2, 4, 1, 0], [0, 0, 2, 1, 4], [0, 4, 3, 0, 0], [0, 3, 4, 0, 0], [0, 2, 4, 0, 1]],
];

fn counts([fails, doubtful, conditional, clear, cannot_judge]: Drawn) -> CellCounts {
    CellCounts::from_hands([fails, doubtful, conditional, clear], cannot_judge)
}

fn tallied(rows: &[RowCounts]) -> Vec<CandidateTally> {
    let rows = rows.iter().enumerate();
    rows.map(|(row, cells)| CandidateTally::new(row, *cells, GateObjection::None, &Weights::EQUAL)).collect()
}

fn sample() -> Vec<RowCounts> {
    SAMPLE.map(|row| row.map(counts)).to_vec()
}

fn half_points(cell: CellCounts) -> Option<u8> {
    cell.median().map(|median| median.half_points)
}

#[test]
fn the_median_of_an_even_pile_lies_exactly_between_the_middle_marks() {
    // 1 1 | 2 3 → between 1 and 2
    assert_eq!(half_points(counts([0, 2, 1, 1, 0])), Some(3));
    // 0 | 3 → 1½
    assert_eq!(half_points(counts([1, 0, 0, 1, 0])), Some(3));
    // 0 1 2 2 3 3 3 → the fourth of seven is 2
    assert_eq!(half_points(counts([1, 1, 2, 3, 0])), Some(4));
    assert_eq!(half_points(counts([0, 0, 0, 0, 4])), None, "nobody judged");
}

#[test]
fn dispute_is_a_third_of_the_range_and_a_half_more_when_both_ends_occur() {
    let sixths = |drawn| counts(drawn).dispute().sixths;
    assert_eq!(sixths([0, 0, 0, 7, 0]), 0);
    assert_eq!(sixths([0, 0, 4, 3, 0]), 2, "one step is a third");
    assert_eq!(sixths([1, 5, 1, 0, 0]), 4, "two steps are two thirds");
    assert_eq!(sixths([1, 1, 2, 3, 0]), 9, "0 and 3 are 1 + ½");
    assert_eq!(sixths([0, 0, 0, 0, 7]), 0, "nobody judged, nobody disagrees");
}

#[test]
fn cannot_judge_is_no_zero_and_more_than_half_of_it_is_homework() {
    let half = counts([0, 0, 0, 3, 3]);
    assert!(!half.is_homework(), "exactly half is not more than half");
    assert_eq!(half_points(half), Some(6));
    assert!(counts([0, 0, 2, 1, 4]).is_homework());
    assert!(!counts([0; 5]).is_homework(), "an empty cell is no homework yet");
}

#[test]
fn agreement_is_one_step_or_two_thirds_on_one_mark_but_never_a_zero_beside_a_three() {
    assert!(counts([0, 0, 4, 3, 0]).is_agreement());
    assert!(counts([0, 1, 5, 1, 0]).is_agreement(), "five of seven are more than two thirds");
    assert!(!counts([0, 2, 4, 1, 0]).is_agreement(), "four of seven are not");
    assert!(!counts([0, 1, 0, 2, 0]).is_agreement(), "exactly two thirds are not more");
    assert!(!counts([1, 0, 0, 6, 0]).is_agreement(), "the lonely 0 may know something");
}

#[test]
fn a_gate_cannot_be_bought_back() {
    let mut row = [counts([0, 0, 0, 7, 0]); 6];
    row[ProductStrategy.index()] = counts([0, 4, 3, 0, 0]);
    let candidate = CandidateTally::new(0, row, GateObjection::None, &Weights::EQUAL);
    assert_eq!(candidate.gate, GateVerdict::Barred);
    assert_eq!(candidate.sum, None, "a barred row gets no sum, so no total outweighs the gate");
}

#[test]
fn a_gate_is_open_while_nobody_can_tell() {
    let full = [counts([0, 0, 0, 7, 0]); 6];
    let with = |criterion: Criterion, cell| {
        let mut row = full;
        row[criterion.index()] = cell;
        row
    };
    let open = GateVerdict::Open;
    assert_eq!(GateVerdict::of(&full, GateObjection::None), GateVerdict::Passed);
    assert_eq!(GateVerdict::of(&full, GateObjection::Unanswered), open);
    for unknown in [[0; 5], [0, 0, 2, 1, 4], [0, 3, 0, 0, 4]] {
        let row = with(LeadsRevenue, counts(unknown));
        assert_eq!(GateVerdict::of(&row, GateObjection::None), open, "{unknown:?}");
    }
    let soft = with(Measurable, counts([7, 0, 0, 0, 0]));
    assert_eq!(GateVerdict::of(&soft, GateObjection::None), GateVerdict::Passed, "not a gate");
    let barred = with(CustomerValue, counts([0, 1, 1, 0, 0]));
    let verdict = GateVerdict::of(&barred, GateObjection::Unanswered);
    assert_eq!(verdict, GateVerdict::Barred, "1½ fails, and failing outweighs open");
}

#[test]
fn the_sample_has_the_sums_and_gates_of_its_map() {
    let candidates = tallied(&sample());
    let sums = candidates.iter().map(|candidate| candidate.sum.map(|sum| sum.to_string()));
    let drawn = [Some("17"), None, Some("14"), Some("13"), None, None, Some("13"), Some("12")];
    assert_eq!(sums.collect::<Vec<_>>(), drawn.map(|sum| sum.map(str::to_owned)));
    let gates: Vec<_> = candidates.iter().map(|candidate| candidate.gate).collect();
    use GateVerdict::{Barred, Open, Passed};
    assert_eq!(gates, [Passed, Barred, Passed, Passed, Barred, Barred, Passed, Open]);
}

#[test]
fn the_sample_lies_on_the_map_in_the_drawn_order() {
    let mut rows = tallied(&sample());
    MapOrder::Dispute.sort(&mut rows);
    let order: Vec<_> = rows.iter().map(|row| row.row).collect();
    assert_eq!(order, [TOOK_PLACE, TEAMS, ACTIVE, OUTSIDE, REBOOK, WITHIN_HOUR, BOOKED, HOURS]);
    MapOrder::Sum.sort(&mut rows);
    let order: Vec<_> = rows.iter().map(|row| row.row).collect();
    assert_eq!(order, [ACTIVE, TOOK_PLACE, TEAMS, OUTSIDE, REBOOK, WITHIN_HOUR, BOOKED, HOURS]);
}

#[test]
fn the_sample_is_talked_through_in_the_drawn_order() {
    // Sums of survivors 17 14 13 13 12; the third, 13, is the last shortlisted one.
    // Gates, one turn each:  Teams × value        3/2 × 1/(1+0)  = 3/2
    //                        Took place × revenue 3/2 × 1/(1+1)  = 3/4
    //                        Active × strategy    2/3 × 1/(1+4)  = 2/15
    //                        Within an hour × strategy, barred, so its sum counts as 0:
    //                                             2/3 × 1/(1+13) = 1/21
    // Then the others:       Took place × measurable 3/2 × 1/2   = 3/4
    // Rebook's gates wait for its homework; the other barred rows agree about their gates.
    let order = talk_order(&tallied(&sample()), DEFAULT_SHORTLIST, talk_limit(7));
    let cells: Vec<_> = order.items.iter().map(|item| (item.row, item.criterion)).collect();
    assert_eq!(
        cells,
        [
            (TEAMS, CustomerValue),
            (TOOK_PLACE, LeadsRevenue),
            (ACTIVE, ProductStrategy),
            (WITHIN_HOUR, ProductStrategy),
            (TOOK_PLACE, Measurable),
        ]
    );
    let homework: Vec<_> = order.homework.iter().map(|item| (item.row, item.criterion)).collect();
    assert_eq!(homework, [(REBOOK, LeadsRevenue)]);
}

#[test]
fn the_talk_list_is_as_long_as_the_group_can_bear() {
    assert_eq!([3, 5, 6, 12, 13, 30].map(talk_limit), [3, 3, 5, 5, 5, 5]);
}

#[test]
fn equal_cells_are_talked_about_in_the_order_of_the_sheet() {
    let agreed = counts([0, 0, 0, 3, 0]);
    let split = counts([0, 1, 1, 1, 0]);
    let row = [split, split, agreed, split, agreed, agreed];
    let order = talk_order(&tallied(&[row, row]), DEFAULT_SHORTLIST, 10);
    let cells: Vec<_> = order.items.iter().map(|item| (item.row, item.criterion)).collect();
    let first_turns = [(0, CustomerValue), (1, CustomerValue), (0, Actionable), (1, Actionable)];
    assert_eq!(cells[..4], first_turns);
    assert_eq!(cells[4..], [(0, ProductStrategy), (1, ProductStrategy)]);
}

#[test]
fn the_other_lists_leave_no_criterion_unused() {
    let mut used: Vec<Criterion> = crosswalk()
        .iter()
        .flat_map(|list| list.points.iter().flat_map(|point| point.criteria.iter().copied()))
        .collect();
    used.sort();
    used.dedup();
    assert_eq!(used, Criterion::all());
    assert_eq!(crosswalk().map(|list| list.points.len()), [3, 4, 5]);
}

#[test]
fn marks_are_written_as_on_paper() {
    let written = Level::JUDGED.into_iter().chain([Level::CannotJudge]);
    let written: Vec<_> = written.map(|level| serde_json::to_string(&level).expect("a plain name")).collect();
    assert_eq!(written, ["\"0\"", "\"1\"", "\"2\"", "\"3\"", "\"?\""]);
    assert_eq!(serde_json::to_string(&ProductStrategy).expect("a plain name"), "\"product_strategy\"");
}

fn any_level() -> impl Strategy<Value = Level> {
    prop::sample::select([&Level::JUDGED[..], &[Level::CannotJudge]].concat())
}

fn any_cell() -> impl Strategy<Value = CellCounts> {
    prop::collection::vec(any_level(), 0..9).prop_map(CellCounts::of)
}

fn any_rows() -> impl Strategy<Value = Vec<RowCounts>> {
    prop::collection::vec(prop::array::uniform6(any_cell()), 0..9)
}

proptest! {
    #[test]
    fn the_median_is_the_middle_of_the_sorted_marks(levels in prop::collection::vec(any_level(), 0..20)) {
        let mut points: Vec<u8> = levels.iter().filter_map(|level| level.points()).collect();
        points.sort_unstable();
        let expected = points.len().checked_sub(1).map(|last| points[last / 2] + points[points.len() / 2]);
        prop_assert_eq!(half_points(CellCounts::of(levels)), expected);
    }

    #[test]
    fn adding_a_mark_and_taking_it_away_changes_nothing(cell in any_cell(), level in any_level()) {
        prop_assert_eq!(cell.with(level).without(level), Some(cell));
    }

    #[test]
    fn every_disputed_cell_is_listed_once_and_no_agreement_is(rows in any_rows(), limit in 0_usize..8) {
        let candidates = tallied(&rows);
        let order = talk_order(&candidates, DEFAULT_SHORTLIST, limit);
        prop_assert!(order.items.len() <= limit);
        let mut listed: Vec<_> = order.items.iter().chain(&order.waiting)
            .map(|item| (item.row, item.criterion)).collect();
        listed.sort();
        let disputed: Vec<_> = candidates.iter()
            .flat_map(|row| Criterion::all().map(|criterion| (row.row, criterion, *row.cell(criterion))))
            .filter(|(_, _, cell)| !cell.agreement && !cell.homework)
            .map(|(row, criterion, _)| (row, criterion)).collect();
        prop_assert_eq!(listed, disputed);
    }

    #[test]
    fn the_map_keeps_barred_rows_below_the_line(rows in any_rows()) {
        for order in [MapOrder::Dispute, MapOrder::Sum] {
            let mut candidates = tallied(&rows);
            order.sort(&mut candidates);
            let barred: Vec<_> = candidates.iter().map(|row| row.sum.is_none()).collect();
            prop_assert!(barred.is_sorted(), "a barred row stands above a survivor");
        }
    }
}
