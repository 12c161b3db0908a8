//! Single rounds against a second computation of every statistic (`reference/room_rules.py`).

use serde::Deserialize;
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::robustness::{
    CloseReason, KnownMarks, MarkSheet, Robustness, WeightFactor, count_sheets, robustness,
};
use sextant_domain::talk::{DEFAULT_SHORTLIST, TalkCell, talk_limit, talk_order};
use sextant_domain::tally::{CandidateTally, GateObjection, GateVerdict, MapOrder, RowCounts, Tally, Weights};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    number: u32,
    by_hand: bool,
    people: u32,
    /// Six marks for each person and row.
    sheets: Vec<Vec<String>>,
    objections: Vec<bool>,
    quarters: [u8; 6],
    cells: Vec<[Cell; 6]>,
    gates: Vec<GateVerdict>,
    sums: Vec<Option<u32>>,
    talk: Vec<(usize, usize)>,
    waiting: Vec<(usize, usize)>,
    homework: Vec<(usize, usize)>,
    by_dispute: Vec<usize>,
    by_sum: Vec<usize>,
    robust: Option<Expected>,
}

/// Half points, lowest, highest, sixths of dispute, homework, agreement.
type Cell = (Option<u8>, Option<u8>, Option<u8>, u8, u8, u8);

#[derive(Deserialize, Debug, PartialEq)]
#[serde(untagged)]
enum Expected {
    Clear(String),
    TooClose(Vec<Reason>),
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(untagged)]
enum Reason {
    Score(String, usize, usize, Vec<usize>),
    Weight(String, usize, String, Vec<usize>),
    Rows(String, Vec<usize>),
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../reference/one_round.json")).expect("the reference script wrote it")
}

fn level(mark: char) -> Option<Level> {
    match mark {
        '.' => None,
        '?' => Some(Level::CannotJudge),
        digit => Some(Level::JUDGED[digit.to_digit(4).expect("a mark") as usize]),
    }
}

impl Case {
    fn rows(&self) -> usize {
        self.objections.len()
    }

    fn ballots(&self) -> Vec<MarkSheet> {
        let sheet = |person: &Vec<String>| {
            let marks = person.iter().enumerate().flat_map(|(row, marks)| {
                let marked = Criterion::all().into_iter().zip(marks.chars());
                marked.filter_map(move |(criterion, mark)| Some((row, criterion, level(mark)?)))
            });
            MarkSheet::new(self.rows(), marks)
        };
        self.sheets.iter().map(sheet).collect()
    }

    fn counts(&self) -> Vec<RowCounts> {
        count_sheets(self.rows(), &self.ballots())
    }

    fn weights(&self) -> Weights {
        Weights { quarters: self.quarters }
    }

    fn objections(&self) -> Vec<GateObjection> {
        let of = |stands: &bool| if *stands { GateObjection::Unanswered } else { GateObjection::None };
        self.objections.iter().map(of).collect()
    }

    fn tallies(&self) -> Vec<CandidateTally> {
        let rows = self.counts().into_iter().zip(self.objections()).enumerate();
        rows.map(|(row, (counts, objection))| CandidateTally::new(row, counts, objection, &self.weights())).collect()
    }

    fn robustness(&self) -> Option<Robustness> {
        let (ballots, counts) = (self.ballots(), self.counts());
        let marks = if self.by_hand { KnownMarks::Counts(&counts) } else { KnownMarks::Sheets(&ballots) };
        robustness(self.rows(), marks, &self.objections(), &self.weights())
    }
}

fn cell(tally: &Tally) -> Cell {
    (
        tally.median.map(|median| median.half_points),
        tally.lowest.and_then(Level::points),
        tally.highest.and_then(Level::points),
        tally.dispute.sixths,
        tally.homework.into(),
        tally.agreement.into(),
    )
}

fn places(cells: &[TalkCell]) -> Vec<(usize, usize)> {
    cells.iter().map(|cell| (cell.row, cell.criterion.index())).collect()
}

fn written(verdict: Robustness) -> Expected {
    let reasons = match verdict {
        Robustness::Clear => return Expected::Clear("clear".to_owned()),
        Robustness::TooClose { reasons } => reasons,
    };
    let reason = |reason| match reason {
        CloseReason::SharedLead { rows } => Reason::Rows("shared".to_owned(), rows),
        CloseReason::PersonLeftOut { rivals } => Reason::Rows("person".to_owned(), rivals),
        CloseReason::ScoreMoved { row, criterion, rivals } => {
            Reason::Score("score".to_owned(), row, criterion.index(), rivals)
        }
        CloseReason::WeightChanged { criterion, factor, rivals } => {
            let factor = match factor {
                WeightFactor::Less => "less",
                WeightFactor::More => "more",
            };
            Reason::Weight("weight".to_owned(), criterion.index(), factor.to_owned(), rivals)
        }
    };
    Expected::TooClose(reasons.into_iter().map(reason).collect())
}

/// docs/statistics.md names the test that shows each definition, in the domain or in the figures of the brief.
#[test]
fn every_test_named_beside_a_definition_exists() {
    let home = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &std::path::Path| std::fs::read_to_string(path).expect("text");
    let mut sources = String::new();
    for folder in ["tests", "tests/rules", "../brief/src/figure", "../brief/tests/assemble"] {
        for entry in std::fs::read_dir(home.join(folder)).expect("a folder").flatten() {
            if entry.path().is_file() {
                sources.push_str(&read(&entry.path()));
            }
        }
    }
    let definitions = read(&home.join("../../../docs/statistics.md"));
    let named: Vec<_> = definitions.split('`').filter(|word| word.matches('_').count() >= 4).collect();
    assert!(named.len() > 30, "only {} tests are named", named.len());
    for name in named.into_iter().filter(|word| !word.contains([' ', '/', '.'])) {
        assert!(sources.contains(&format!("fn {name}(")), "{name} shows nothing any more");
    }
}

#[test]
fn the_cases_hold_everything_that_is_hard() {
    let cases = cases();
    assert!(cases.len() >= 200, "only {}", cases.len());
    let count = |what: &str, holds: &dyn Fn(&Case) -> bool| {
        let found = cases.iter().filter(|case| holds(case)).count();
        assert!(found >= 5, "{found} cases of {what}");
    };
    count("hands", &|case| case.by_hand);
    count("fewer than four people", &|case| case.people < 4);
    count("more than twelve people", &|case| case.people > 12);
    count("weights", &|case| case.quarters != [4; 6]);
    count("homework", &|case| !case.homework.is_empty());
    count("cells beyond the limit", &|case| !case.waiting.is_empty());
    count("a cell nobody judged", &|case| case.cells.iter().flatten().any(|cell| cell.0.is_none()));
    count("half points", &|case| case.cells.iter().flatten().any(|cell| cell.0.is_some_and(|half| half % 2 == 1)));
    for gate in [GateVerdict::Passed, GateVerdict::Open, GateVerdict::Barred] {
        count("a gate", &|case| case.gates.contains(&gate));
    }
    count("no survivor", &|case| case.robust.is_none());
    count("a clear lead by ballot", &|case| !case.by_hand && matches!(case.robust, Some(Expected::Clear(_))));
    count("a clear lead by hand", &|case| case.by_hand && matches!(case.robust, Some(Expected::Clear(_))));
    let tells = |case: &Case, name: &str| match &case.robust {
        Some(Expected::TooClose(reasons)) => reasons.iter().any(|reason| match reason {
            Reason::Score(kind, ..) | Reason::Weight(kind, ..) | Reason::Rows(kind, _) => kind == name,
        }),
        Some(Expected::Clear(_)) | None => false,
    };
    for name in ["shared", "person", "score", "weight"] {
        count(name, &|case| tells(case, name));
    }
    count("a person left out of hands", &|case| case.by_hand && tells(case, "person"));
}

#[test]
fn medians_ranges_disputes_homework_and_agreement_are_those_of_the_reference() {
    for case in cases() {
        let cells: Vec<_> = case.tallies().iter().map(|row| row.cells.each_ref().map(cell)).collect();
        assert_eq!(cells, case.cells, "case {}", case.number);
    }
}

#[test]
fn gates_and_sums_are_those_of_the_reference() {
    for case in cases() {
        let tallies = case.tallies();
        let gates: Vec<_> = tallies.iter().map(|row| row.gate).collect();
        let sums: Vec<_> = tallies.iter().map(|row| row.sum.map(|sum| sum.eighths)).collect();
        assert_eq!((gates, sums), (case.gates, case.sums), "case {}", case.number);
    }
}

#[test]
fn the_talk_order_is_that_of_the_reference() {
    for case in cases() {
        let order = talk_order(&case.tallies(), DEFAULT_SHORTLIST, talk_limit(case.people));
        assert_eq!(places(&order.items), case.talk, "case {}", case.number);
        assert_eq!(places(&order.waiting), case.waiting, "case {}", case.number);
        assert_eq!(places(&order.homework), case.homework, "case {}", case.number);
    }
}

#[test]
fn both_orders_of_the_map_are_those_of_the_reference() {
    for case in cases() {
        for (order, expected) in [(MapOrder::Dispute, &case.by_dispute), (MapOrder::Sum, &case.by_sum)] {
            let mut rows = case.tallies();
            order.sort(&mut rows);
            let rows: Vec<_> = rows.iter().map(|row| row.row).collect();
            assert_eq!(&rows, expected, "case {} {order:?}", case.number);
        }
    }
}

#[test]
fn every_small_change_that_takes_the_lead_away_is_that_of_the_reference() {
    for case in cases() {
        assert_eq!(case.robustness().map(written), case.robust, "case {}", case.number);
    }
}
