//! Every stored field of the record leaves a trace in the team edition.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sextant_brief::assemble::{Audience, assemble};
use sextant_domain::ballot::{
    BallotTie, CriterionWeight, DisciplineSplit, HandTally, RoundStatus, TableSplit, TalkOutcome,
};
use sextant_domain::business_model::{BusinessModel, CountedUnit};
use sextant_domain::cadence::Rhythm;
use sextant_domain::candidate::{DataStatus, MetricKind, Period, Standing, Threshold, ValueStatement};
use sextant_domain::challenge::{ChallengeKind, GoodhartPrompt, Verdict, YesNo};
use sextant_domain::contribution::{Contribution, ContributionKind, FrameAnswer, FrameAsk, Signal};
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::decision::{Choice, Favours, RejectionReason, WaiverRule};
use sextant_domain::definition::{
    DefinitionField, Denominator, ExclusionDecision, ExclusionKind, WeekStart, WindowKind, WindowUnit,
};
use sextant_domain::evidence::{EvidenceDirection, EvidenceKind};
use sextant_domain::frame::{FrameQuestion, Game, Maturity};
use sextant_domain::guardrail::{DataClass, Direction, EventStatus};
use sextant_domain::head::{Answering, BallotChannel, Path, Privacy, Scope};
use sextant_domain::id::{CandidateId, ChoiceId, ContributionId, FrameAnswerId};
use sextant_domain::input_tree::{InputLink, Operation};
use sextant_domain::participant::{Discipline, Role};
use sextant_domain::stage::{Stage, StageStatus};
use sextant_domain::table_device::TableDevice;
use sextant_domain::time::At;
use sextant_domain::workshop::Workshop;
use uuid::Uuid;

use super::room::{CONTEXT, MORNING, SCRIPT, day, played, typed};

/// What no brief prints, each with its reason.
const NOT_PRINTED: &[(&str, &str)] = &[
    ("timer.plannedSeconds", "the running clock says nothing about the decision"),
    ("timer.remainingMs", "the running clock says nothing about the decision"),
    ("timer.running", "the running clock says nothing about the decision"),
    ("stages.stage", "every record has all eleven stages, so none can become another"),
    ("ballotTies.channel", "a tie is sealed for ever: distributions only"),
    ("tableDevices.atTable", "who wrote for a table says nothing about what it answered"),
    ("frameAsks.revealed", "answers that were not shown are not printed at all"),
];

/// Fields that only order a list; where a list has one row they change nothing.
const ORDER_ONLY: &[&str] = &["participants.position", "teams.position", "trackedEvents.position"];

/// A record in which every column is filled in some row.
fn filled() -> Workshop {
    let mut w = played(&SCRIPT);
    let at = |days: i64| Some(At(MORNING.0 + days * 86_400_000));
    w.head_mut().archived_at = at(3);
    let mut sitting = w.sittings.get(&(1,)).expect("begun").clone();
    sitting.closed_at = at(0);
    w.sittings.put(sitting);
    let mut baseline = w.baseline().clone();
    baseline.first_reading_on = Some(day("2026-07-07"));
    w.baseline.put(baseline);
    let star = w.star().expect("chosen").id;
    let rejected = w.rejections.iter().next().expect("four").candidate_id;
    let decider_id = w.choice().expect("chosen").decider_id;
    w.choices.put(Choice {
        id: ChoiceId(Uuid::from_u128(1)),
        candidate_id: rejected,
        decider_id,
        reason: typed("x"),
        come_back_when: typed("x"),
        chosen_at: MORNING,
        demoted_at: at(1),
        demoted_because: typed("x"),
    });
    // One candidate and three criteria are enough, and keep this test quick.
    w.scores.retain(|score| score.candidate_id == star && score.criterion.is_gate());
    w.round_cells.retain(|cell| cell.candidate_id == star);
    let ballot_id = w.ballots.iter().next().expect("eight").id;
    w.ballot_ties.put(BallotTie { ballot_id, participant_id: decider_id, channel: BallotChannel::PassedKeyboard });
    w.criterion_weights.put(CriterionWeight { criterion: Criterion::Actionable, quarters: 5 });
    w.discipline_splits.put(DisciplineSplit {
        round: 2,
        candidate_id: star,
        criterion: Criterion::Actionable,
        discipline: Discipline::Sales,
        half_points: 5,
        ballots: 3,
    });
    w.participants.get_mut(&(decider_id,)).expect("on the roster").at_table = Some(4);
    w.table_splits.put(TableSplit {
        round: 2,
        candidate_id: star,
        criterion: Criterion::Actionable,
        at_table: 4,
        half_points: 1,
        ballots: 4,
        lowest: Some(Level::Fails),
        highest: Some(Level::Conditional),
    });
    w.head_mut().answering = Some(Answering::ByTable);
    w.table_devices.put(TableDevice { at_table: 4, participant_id: decider_id });
    w.hand_tallies.put(HandTally {
        round: 2,
        candidate_id: star,
        criterion: Criterion::CustomerValue,
        level: Level::Conditional,
        count: 2,
    });
    let input = w.input_metrics.iter().next().expect("three").id;
    w.input_metrics.get_mut(&(input,)).expect("just found").from_candidate_id = Some(rejected);
    sent_from_seats(&mut w, star, rejected);
    w
}

/// One row in which every column is filled: no real row has them all.
fn sent_from_seats(w: &mut Workshop, star: CandidateId, other: CandidateId) {
    w.frame_asks.put(FrameAsk { question: FrameQuestion::Job, revealed: true, asked_at: MORNING });
    let id = FrameAnswerId(Uuid::from_u128(11));
    w.frame_answers.put(FrameAnswer { id, question: FrameQuestion::Job, text: typed("x") });
    w.contributions.put(Contribution {
        id: ContributionId(Uuid::from_u128(12)),
        kind: ContributionKind::Signal,
        candidate_id: Some(star),
        same_as_id: Some(other),
        criterion: Some(Criterion::Actionable),
        challenge: Some(ChallengeKind::Churn),
        verdict: Some(Verdict::Unsure),
        signal: Some(Signal::LiveWith),
        field: Some(DefinitionField::Unit),
        team_id: w.teams.iter().next().map(|team| team.id),
        input_id: w.input_metrics.iter().next().map(|input| input.id),
        suits: Some(true),
        text: typed("x"),
        settled: true,
    });
}

type Leaf = (String, Vec<Step>);

#[derive(Clone)]
enum Step {
    Key(String),
    Place(usize),
}

/// Every leaf below the tables, with its column's name.
fn leaves(record: &Value) -> Vec<Leaf> {
    fn walk(column: &str, value: &Value, path: &mut Vec<Step>, out: &mut Vec<Leaf>) {
        match value {
            Value::Array(rows) => {
                for (place, row) in rows.iter().enumerate() {
                    path.push(Step::Place(place));
                    walk(column, row, path, out);
                    path.pop();
                }
            }
            Value::Object(fields) => {
                for (name, field) in fields {
                    path.push(Step::Key(name.clone()));
                    let column = if column.is_empty() { name.clone() } else { format!("{column}.{name}") };
                    walk(&column, field, path, out);
                    path.pop();
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                out.push((column.to_owned(), path.clone()));
            }
        }
    }
    let mut out = Vec::new();
    walk("", record, &mut Vec::new(), &mut out);
    out
}

fn at<'a>(record: &'a mut Value, path: &[Step]) -> &'a mut Value {
    path.iter().fold(record, |value, step| match step {
        Step::Key(name) => &mut value[name.as_str()],
        Step::Place(place) => &mut value[*place],
    })
}

fn read(record: &Value) -> Option<Workshop> {
    serde_json::from_value::<Workshop>(record.clone()).ok().filter(Workshop::is_whole)
}

fn printed(workshop: &Workshop) -> String {
    serde_json::to_string(&assemble(workshop, Audience::Team, &CONTEXT)).expect("a document is JSON")
}

fn is_id(text: &str) -> bool {
    Uuid::parse_str(text).is_ok()
}

#[test]
fn every_text_anybody_typed_stands_in_the_team_edition() {
    let mut record = serde_json::to_value(filled()).expect("a record is JSON");
    let mut marks: BTreeMap<String, String> = BTreeMap::new();
    let mut no_text: BTreeSet<String> = BTreeSet::new();
    for (column, path) in leaves(&record) {
        let Value::String(old) = at(&mut record, &path).clone() else { continue };
        if is_id(&old) || no_text.contains(&column) {
            continue;
        }
        let known = marks.values().any(|known| *known == column);
        let mark = format!("Mark{:04}x", marks.len());
        *at(&mut record, &path) = Value::String(mark.clone());
        if known || read(&record).is_some() {
            marks.insert(mark, column);
        } else {
            *at(&mut record, &path) = Value::String(old);
            no_text.insert(column);
        }
    }
    assert!(marks.len() > 150, "the walk found only {} texts", marks.len());
    let text = printed(&read(&record).expect("still a record"));
    let lost: BTreeSet<_> = marks.iter().filter(|(mark, _)| !text.contains(*mark)).map(|(_, column)| column).collect();
    assert!(lost.is_empty(), "typed and then lost: {lost:?}");
}

#[test]
fn every_other_field_changes_the_team_edition_when_it_changes() {
    let mut record = serde_json::to_value(filled()).expect("a record is JSON");
    let before = printed(&filled());
    let words = every_word();
    let mut traced: BTreeMap<String, bool> = BTreeMap::new();
    let mut empty: BTreeMap<String, bool> = BTreeMap::new();
    for (column, path) in leaves(&record) {
        let old = at(&mut record, &path).clone();
        *empty.entry(column.clone()).or_insert(true) &= old.is_null();
        if traced.get(&column) == Some(&true) || excused(&column) {
            continue;
        }
        let Some(others) = other_values(&old, &words) else { continue };
        let mut shows = false;
        for other in others {
            *at(&mut record, &path) = other;
            shows = read(&record).is_some_and(|workshop| printed(&workshop) != before);
            if shows {
                break;
            }
        }
        *at(&mut record, &path) = old;
        *traced.entry(column).or_insert(false) |= shows;
    }
    let unfilled: Vec<_> = empty.into_iter().filter(|(_, empty)| *empty).map(|(column, _)| column).collect();
    assert!(unfilled.is_empty(), "the record of this test never fills {unfilled:?}");
    let lost: Vec<_> = traced.into_iter().filter(|(_, shows)| !shows).map(|(c, _)| c).collect();
    assert!(lost.is_empty(), "stored, yet without a trace in the brief: {lost:?}");
}

fn excused(column: &str) -> bool {
    NOT_PRINTED.iter().any(|(name, _)| *name == column) || ORDER_ONLY.contains(&column)
}

/// Values to try instead of one; none for ids, which are never printed, and for nothing at all.
fn other_values(old: &Value, words: &[Value]) -> Option<Vec<Value>> {
    match old {
        Value::Bool(old) => Some(vec![Value::Bool(!old)]),
        Value::Number(number) => {
            let other = number.as_i64().map(|n| vec![Value::from(n + 1), Value::from(n + 3_456_000_000)]);
            Some(other.unwrap_or_else(|| vec![Value::from(number.as_f64().unwrap_or_default() + 1.5)]))
        }
        Value::String(old) if is_id(old) => None,
        Value::String(old) => {
            let mut others: Vec<_> = words.iter().filter(|word| word.as_str() != Some(old)).cloned().collect();
            others.push(Value::from("2031-01-02"));
            others.push(Value::from("Something else"));
            Some(others)
        }
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Every stored word of every list of choices.
fn every_word() -> Vec<Value> {
    let mut words = Vec::new();
    macro_rules! words {
        ($($list:expr),* $(,)?) => {
            $(for value in $list {
                let word = serde_json::to_value(value).expect("a word");
                if !words.contains(&word) {
                    words.push(word);
                }
            })*
        };
    }
    words!(
        RoundStatus::ALL,
        TalkOutcome::ALL,
        BusinessModel::all(),
        CountedUnit::all(),
        Rhythm::ALL,
        DataStatus::ALL,
        MetricKind::ALL,
        Period::ALL,
        Standing::ALL,
        Threshold::ALL,
        ValueStatement::ALL,
        ChallengeKind::ALL,
        ContributionKind::ALL,
        Signal::ALL,
        DefinitionField::ALL,
        GoodhartPrompt::ALL,
        Verdict::ALL,
        YesNo::ALL,
        Criterion::all(),
        Level::JUDGED,
        [Level::CannotJudge],
        Favours::ALL,
        RejectionReason::ALL,
        WaiverRule::ALL,
        Denominator::ALL,
        ExclusionDecision::ALL,
        ExclusionKind::ALL,
        WeekStart::ALL,
        WindowKind::ALL,
        WindowUnit::ALL,
        EvidenceDirection::ALL,
        EvidenceKind::ALL,
        Game::ALL,
        Maturity::ALL,
        DataClass::ALL,
        Direction::ALL,
        EventStatus::ALL,
        BallotChannel::ALL,
        Path::ALL,
        Privacy::ALL,
        Answering::ALL,
        Scope::ALL,
        InputLink::ALL,
        Operation::ALL,
        Discipline::ALL,
        Role::ALL,
        Stage::ALL,
        StageStatus::ALL,
    );
    words
}
