//! The sample must agree with itself and with what its screens show.

use std::collections::BTreeSet;

use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::movement::{DEFAULT_RESTLESS_PERCENT, Stability};
use sextant_domain::robustness::{KnownMarks, MarkSheet, Robustness, robustness};
use sextant_domain::talk::{DEFAULT_SHORTLIST, talk_limit, talk_order};
use sextant_domain::tally::{CandidateTally, CellCounts, GateObjection, GateVerdict, RowCounts, Weights};
use sextant_domain::text::{Line, Name, Paragraph};

use super::ballots::{self, REASONS, ROUND_ONE, ROUND_TWO};
use super::cards::{CARDS, Card};
use super::challenges::CHALLENGES;
use super::choice::{BACKLOG_DECISIONS, CHOICE, FINALISTS, OBJECTION, SHORTLIST};
use super::evidence::{COHORT, EVIDENCE, HYPOTHESES};
use super::levers::LEVERS;
use super::merging::MERGE;
use super::rejections::REJECTIONS;
use super::slotwell::{CORE_USERS, FRAME, PEOPLE, SCORERS, VALUE_ACTIONS};
use super::star::{DEFINITION, EVENTS, EXCLUSIONS, EXPLANATIONS, LEVEL};
use super::talk::TALK;
use super::tree::{GUARDRAILS, INPUTS, TEAMS};

/// Marks 0, 1, 2, 3 and "cannot judge" of every cell as drawn on the map, in its order.
const DRAWN: [(Card, [&str; 6]); 8] = [
    (Card::MeetingsTookPlace, ["00160", "02410", "11230", "03400", "00070", "21130"]),
    (Card::TeamsBooked, ["11320", "00160", "01330", "01510", "02410", "00430"]),
    (Card::ActiveAccounts, ["00250", "01330", "00340", "00250", "00250", "00151"]),
    (Card::OutsideClients, ["00430", "00610", "01510", "00430", "01330", "00250"]),
    (Card::Rebook, ["00250", "02410", "00214", "04300", "03400", "02401"]),
    (Card::WithinAnHour, ["01510", "04210", "04201", "00160", "00250", "00160"]),
    (Card::MeetingsBooked, ["04300", "15100", "01510", "00250", "00070", "00070"]),
    (Card::HoursSaved, ["01150", "01510", "03202", "22300", "01240", "34000"]),
];

type Read = fn(Card, Criterion) -> Option<[Level; SCORERS]>;

fn counted(read: Read) -> Vec<RowCounts> {
    let cell = |card, criterion| CellCounts::of(read(card, criterion).expect("a scored card"));
    ROUND_ONE.iter().map(|row| Criterion::all().map(|criterion| cell(row.card, criterion))).collect()
}

fn tallied(read: Read) -> Vec<CandidateTally> {
    let rows = counted(read).into_iter().enumerate();
    rows.map(|(row, cells)| CandidateTally::new(row, cells, GateObjection::None, &Weights::EQUAL)).collect()
}

#[test]
fn the_ballots_add_up_to_the_drawn_map() {
    for (card, cells) in DRAWN {
        for (criterion, drawn) in Criterion::all().into_iter().zip(cells) {
            let counts = CellCounts::of(ballots::round_one(card, criterion).expect("scored"));
            let [fails, doubtful, conditional, clear] = counts.levels;
            let written = format!("{fails}{doubtful}{conditional}{clear}{}", counts.cannot_judge);
            assert_eq!(written, drawn, "{card:?}, {criterion:?}");
        }
    }
}

#[test]
fn the_talk_list_is_the_one_the_rules_give() {
    let order = talk_order(&tallied(ballots::round_one), DEFAULT_SHORTLIST, talk_limit(7));
    let cells = order.items.iter().chain(&order.homework);
    let computed: Vec<_> = cells.map(|cell| (ROUND_ONE[cell.row].card, cell.criterion)).collect();
    let told: Vec<_> = TALK.iter().map(|talk| (talk.card, talk.criterion)).collect();
    assert_eq!(computed, told);
    let reopened: Vec<_> = ROUND_TWO.iter().map(|cell| (cell.card, cell.criterion)).collect();
    assert_eq!(reopened, told[..5], "exactly the cells talked about are reopened");
}

#[test]
fn after_round_two_the_finalists_have_the_medians_of_the_choice() {
    let rows = tallied(ballots::last_marks);
    let medians = |card| {
        let row = ROUND_ONE.iter().position(|row| row.card == card).expect("scored");
        rows[row].cells.map(|cell| cell.median.expect("judged").to_string()).join("")
    };
    assert_eq!(SHORTLIST.map(medians), ["323333", "322232", "232222"]);
    let mut sums: Vec<_> = rows.iter().filter_map(|row| Some((row.sum?, row.row))).collect();
    sums.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let first_three: Vec<_> = sums.iter().take(3).map(|(_, row)| ROUND_ONE[*row].card).collect();
    assert_eq!(first_three, SHORTLIST);
    assert!(sums.iter().all(|(_, row)| rows[*row].gate != GateVerdict::Barred));
}

#[test]
fn the_leader_is_robust_and_two_rounds_are_enough() {
    let sheets: Vec<_> = (0..SCORERS)
        .map(|person| {
            let marks = ROUND_ONE.iter().enumerate().flat_map(|(row, sample)| {
                Criterion::all().map(|criterion| {
                    let marks = ballots::last_marks(sample.card, criterion).expect("scored");
                    (row, criterion, marks[person])
                })
            });
            MarkSheet::new(ROUND_ONE.len(), marks)
        })
        .collect();
    let verdict = robustness(ROUND_ONE.len(), KnownMarks::Sheets(&sheets), &[], &Weights::EQUAL);
    assert_eq!(verdict, Some(Robustness::Clear));

    let moved = Stability::between(ROUND_TWO.iter().flat_map(|cell| {
        let before = ballots::round_one(cell.card, cell.criterion).expect("scored");
        before.into_iter().zip(ballots::marks(cell.marks))
    }));
    assert_eq!((moved.compared, moved.changed), (35, 7));
    assert!(!moved.is_restless(DEFAULT_RESTLESS_PERCENT));
}

#[test]
fn every_card_ends_as_star_merged_or_turned_down() {
    let mut ends: Vec<Card> = REJECTIONS.iter().map(|rejection| rejection.card).collect();
    ends.extend([CHOICE.card, MERGE.absorbed]);
    ends.sort();
    let all: Vec<Card> = CARDS.iter().map(|card| card.card).collect();
    assert_eq!(ends, all, "no card is lost and none ends twice");
    assert!(REJECTIONS.len() >= 10);
    let tested: Vec<Card> = CHALLENGES.iter().map(|challenge| challenge.card).collect();
    let on_the_wall: Vec<Card> = all.into_iter().filter(|card| *card != MERGE.absorbed).collect();
    assert_eq!(tested, on_the_wall);
}

#[test]
fn everybody_signals_and_reasons_belong_to_somebody() {
    for finalist in &FINALISTS {
        let hands = finalist.support + finalist.live_with + finalist.object;
        assert_eq!(hands as usize, SCORERS, "{:?}", finalist.card);
    }
    assert!(REASONS.iter().all(|reason| reason.person < SCORERS));
    assert!(PEOPLE.iter().any(|person| person.name == OBJECTION.signed_by));
    assert!(PEOPLE.iter().any(|person| person.name == CHOICE.decider));
    let disciplines: BTreeSet<_> = PEOPLE.iter().map(|person| person.discipline).collect();
    let teams: BTreeSet<_> = TEAMS.iter().map(|team| team.discipline).collect();
    assert_eq!(teams, disciplines);
}

#[test]
fn the_tree_adds_up_to_the_baseline() {
    let value = |name| {
        let input = INPUTS.iter().find(|input| input.name == name).expect("an input of the tree");
        input.value
    };
    let parts: f64 =
        INPUTS.iter().filter(|input| input.parent == Some("Active accounts")).map(|input| input.value).sum();
    assert!((parts - value("Active accounts")).abs() < 1e-9, "31 + 986 + 21 = 1,038");
    let star = value("Active accounts") * value("Share that booked 5+") / 100.0;
    assert_eq!(star.round(), f64::from(LEVEL.baseline), "1,038 × 39.7% = 412");
    assert!((LEVEL.low..=LEVEL.high).contains(&LEVEL.baseline));
    assert_eq!(COHORT.exposed.0 + COHORT.unexposed.0, 1284);
    for decision in &BACKLOG_DECISIONS {
        assert!(INPUTS.iter().any(|input| input.name == decision.through_input));
    }
}

#[test]
fn every_guardrail_catches_a_cheat_that_was_written_down() {
    let star = CHALLENGES.iter().find(|challenge| challenge.card == CHOICE.card).expect("tested");
    let caught = GUARDRAILS.map(|guardrail| guardrail.catches);
    assert_eq!(caught, star.gaming_routes);
}

#[test]
fn every_text_fits_its_field() {
    let lines: Vec<&str> = [
        REASONS.iter().map(|reason| reason.text).collect::<Vec<_>>(),
        CHALLENGES.iter().flat_map(|challenge| challenge.all().map(|(_, _, story)| story)).collect(),
        REJECTIONS.iter().flat_map(|r| [r.text, r.best_argument, r.come_back_when, r.evidence]).collect(),
        HYPOTHESES.iter().flat_map(|h| [h.text, h.test, h.would_change_our_mind]).collect(),
        FRAME.iter().map(|(_, text)| *text).collect(),
        CORE_USERS.iter().map(|user| user.reason).collect(),
        VALUE_ACTIONS.to_vec(),
        EXPLANATIONS.to_vec(),
        TALK.iter().map(|talk| talk.note).collect(),
        LEVERS.iter().map(|lever| lever.text).collect(),
        EVIDENCE.iter().map(|item| item.source).collect(),
        EXCLUSIONS.iter().map(|exclusion| exclusion.detail).collect(),
        EVENTS.iter().flat_map(|event| [event.trigger, event.properties]).collect(),
        INPUTS.iter().flat_map(|i| [i.bet, i.moves_input_because, i.lifts_star_because]).collect(),
        vec![CHOICE.reason, CHOICE.come_back_when, DEFINITION.qualifying_rule, LEVEL.source],
    ]
    .concat();
    for line in lines {
        assert!(Line::new(line).is_ok(), "too long for a line: {line}");
    }
    let names = CARDS
        .iter()
        .map(|card| card.name)
        .chain(CORE_USERS.iter().map(|user| user.name))
        .chain(INPUTS.iter().map(|input| input.name))
        .chain(GUARDRAILS.iter().map(|guardrail| guardrail.measure));
    for name in names {
        assert!(Name::new(name).is_ok(), "too long for a name: {name}");
    }
    for paragraph in EVIDENCE.iter().map(|item| item.text).chain([DEFINITION.rationale]) {
        assert!(Paragraph::new(paragraph).is_ok(), "too long for a paragraph: {paragraph}");
    }
}
