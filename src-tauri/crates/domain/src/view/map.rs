//! The disagreement map: the spread before the summary, never a person.

use crate::ballot::TalkOutcome;
use crate::criterion::{Criterion, Level};
use crate::id::CandidateId;
use crate::robustness::Robustness;
use crate::scoring::{Scoring, Sources, scoring};
use crate::tally::{CellCounts, GateVerdict, MapOrder, Median};
use crate::workshop::Workshop;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The map of the latest revealed round.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DisagreementMap {
    /// Which round.
    pub round: u32,
    /// Ballots behind it; 0 for a count of hands.
    pub ballots: u32,
    /// Rows, gates first and then by dispute.
    pub rows: Vec<MapRow>,
    /// The same rows by the sum of medians.
    pub by_sum: Vec<CandidateId>,
    /// The talk list, in order.
    pub talk: Vec<TalkEntry>,
    /// Whether the order would hold if the room were a little different.
    pub robustness: Option<Robustness>,
    /// The robustness in one sentence.
    pub robustness_text: String,
    /// Fewer than four ballots: names cannot really be hidden.
    pub few_ballots: bool,
}

/// One candidate.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MapRow {
    /// Which candidate.
    pub candidate_id: CandidateId,
    /// Its sentence.
    pub text: String,
    /// Six cells in sheet order.
    pub cells: Vec<MapCell>,
    /// What the gates say.
    pub gate: GateVerdict,
    /// The weighted sum of medians times eight, exact for every weight; a barred row and one that nobody
    /// could judge have none.
    pub sum_eighths: Option<u32>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MapCell {
    /// Column.
    pub criterion: Criterion,
    /// How often each mark was given.
    pub counts: CellCounts,
    /// The middle mark.
    pub median: Option<Median>,
    /// Lowest mark.
    pub lowest: Option<Level>,
    /// Highest mark.
    pub highest: Option<Level>,
    /// More than half could not judge.
    pub homework: bool,
    /// Place on the talk list, from 1.
    pub talk: Option<u32>,
    /// What became of it, if it is on the list.
    pub outcome: Option<TalkOutcome>,
}

/// One cell of the talk list.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TalkEntry {
    /// Place on the list, from 1; homework has none.
    pub number: Option<u32>,
    /// Row.
    pub candidate_id: CandidateId,
    /// The row's sentence.
    pub text: String,
    /// Column.
    pub criterion: Criterion,
    /// Lowest mark.
    pub lowest: Option<Level>,
    /// Highest mark.
    pub highest: Option<Level>,
    /// People who could not judge, and people asked.
    pub cannot_judge: u32,
    /// People asked.
    pub answered: u32,
    /// What became of it.
    pub outcome: TalkOutcome,
    /// What was agreed.
    pub note: String,
}

/// A typed reason without its author.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TypedReason {
    /// In the scorer's words.
    pub text: String,
}

/// The cell in focus, with both extremes' reasons.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FocusCell {
    /// Row.
    pub candidate_id: CandidateId,
    /// The row's sentence.
    pub text: String,
    /// The cell.
    pub cell: MapCell,
    /// Place on the talk list and its length.
    pub of: u32,
    /// Reasons typed with the lowest mark, in the order of the alphabet.
    pub lowest_reasons: Vec<TypedReason>,
    /// People who gave the lowest mark.
    pub lowest_people: u32,
    /// Reasons typed with the highest mark, in the order of the alphabet.
    pub highest_reasons: Vec<TypedReason>,
    /// People who gave the highest mark.
    pub highest_people: u32,
    /// What was agreed.
    pub note: String,
}

/// A cell by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CellPlace {
    /// Row.
    pub candidate_id: CandidateId,
    /// Column.
    pub criterion: Criterion,
}

/// The map, once a round is revealed.
pub fn disagreement_map(workshop: &Workshop) -> Option<DisagreementMap> {
    let scoring = scoring(workshop)?;
    let text = |id: CandidateId| workshop.candidates.get(&(id,)).map(|c| c.sentence.text()).unwrap_or_default();
    let mut ordered = scoring.tallies.clone();
    MapOrder::Dispute.sort(&mut ordered);
    let rows = ordered
        .iter()
        .map(|tally| {
            let candidate_id = scoring.rows[tally.row];
            MapRow {
                candidate_id,
                text: text(candidate_id),
                cells: Criterion::all().map(|c| map_cell(workshop, &scoring, tally.row, c)).to_vec(),
                gate: tally.gate,
                sum_eighths: tally
                    .sum
                    .filter(|_| tally.cells.iter().any(|cell| cell.median.is_some()))
                    .map(|s| s.eighths),
            }
        })
        .collect();
    let mut by_sum = scoring.tallies.clone();
    MapOrder::Sum.sort(&mut by_sum);
    let entry = |number: Option<u32>, row: usize, criterion: Criterion| {
        let candidate_id = scoring.rows[row];
        let cell = scoring.tallies[row].cell(criterion);
        let item = workshop.talk_items.get(&(scoring.round, candidate_id, criterion));
        TalkEntry {
            number,
            candidate_id,
            text: text(candidate_id),
            criterion,
            lowest: cell.lowest,
            highest: cell.highest,
            cannot_judge: cell.counts.cannot_judge,
            answered: u32::try_from(cell.counts.answered()).unwrap_or(u32::MAX),
            outcome: item.map_or(TalkOutcome::Open, |i| i.outcome),
            note: item.map(|i| i.note.to_string()).unwrap_or_default(),
        }
    };
    let numbered = scoring.talk.items.iter().zip(1..).map(|(item, n)| entry(Some(n), item.row, item.criterion));
    let homework = scoring.talk.homework.iter().map(|item| entry(None, item.row, item.criterion));
    let talk = numbered.chain(homework).collect();
    let robustness_text = robustness_text(scoring.robustness.as_ref());
    Some(DisagreementMap {
        round: scoring.round,
        ballots: scoring.ballots,
        rows,
        by_sum: by_sum.iter().map(|t| scoring.rows[t.row]).collect(),
        talk,
        robustness: scoring.robustness.clone(),
        robustness_text,
        few_ballots: (1..4).contains(&scoring.ballots),
    })
}

/// One cell, large, with what both extremes wrote.
pub fn focus_cell(workshop: &Workshop, place: CellPlace) -> Option<FocusCell> {
    let scoring = scoring(workshop)?;
    let row = scoring.rows.iter().position(|id| *id == place.candidate_id)?;
    let speaks = Sources::of(workshop)?.round_of(place.candidate_id, place.criterion);
    let cell = map_cell(workshop, &scoring, row, place.criterion);
    let reasons = |level: Option<Level>| {
        let ballots = workshop.ballots.iter().filter(|ballot| ballot.round == speaks);
        let mut reasons: Vec<_> = ballots
            .filter_map(|ballot| workshop.scores.get(&(ballot.id, place.candidate_id, place.criterion)))
            .filter(|s| Some(s.level) == level && !s.reason.is_empty())
            .map(|s| TypedReason { text: s.reason.to_string() })
            .collect();
        // Alphabetical: any other order could tell who was first or who sat where.
        reasons.sort();
        reasons
    };
    let people =
        |level: Option<Level>| level.and_then(|l| l.points()).map_or(0, |p| cell.counts.levels[usize::from(p)]);
    Some(FocusCell {
        candidate_id: place.candidate_id,
        text: workshop.candidates.get(&(place.candidate_id,)).map(|c| c.sentence.text()).unwrap_or_default(),
        lowest_reasons: reasons(cell.lowest),
        lowest_people: people(cell.lowest),
        highest_reasons: reasons(cell.highest),
        highest_people: people(cell.highest),
        of: u32::try_from(scoring.talk.items.len()).unwrap_or(u32::MAX),
        note: workshop
            .talk_items
            .get(&(scoring.round, place.candidate_id, place.criterion))
            .map(|i| i.note.to_string())
            .unwrap_or_default(),
        cell,
    })
}

fn map_cell(workshop: &Workshop, scoring: &Scoring, row: usize, criterion: Criterion) -> MapCell {
    let tally = scoring.tallies[row].cell(criterion);
    let item = workshop.talk_items.get(&(scoring.round, scoring.rows[row], criterion));
    let talk = scoring.talk.items.iter().position(|i| i.row == row && i.criterion == criterion);
    MapCell {
        criterion,
        counts: tally.counts,
        median: tally.median,
        lowest: tally.lowest,
        highest: tally.highest,
        homework: tally.homework,
        talk: talk.map(|place| u32::try_from(place).unwrap_or(u32::MAX - 1) + 1),
        outcome: item.map(|i| i.outcome),
    }
}

/// The robustness badge in one sentence.
pub fn robustness_text(robustness: Option<&Robustness>) -> String {
    match robustness {
        None => "No candidate has passed the gates.".to_owned(),
        Some(Robustness::Clear) => {
            "Robust: the leader stays first if any one person is left out, any mark moves one step, or a weight moves by a quarter.".to_owned()
        }
        Some(Robustness::TooClose { .. }) => {
            "No clear winner: a small change in marks or weights changes the order. Take the front runners to the data.".to_owned()
        }
    }
}
