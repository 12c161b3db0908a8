//! Rounds, map and talk list as the console shows them: who is in, never what.

use crate::ballot::{CriterionWeight, DisciplineSplit, HandTally, Movement, Round, RoundStatus, TableSplit};
use crate::criterion::Criterion;
use crate::id::{CandidateId, ParticipantId};
use crate::movement::{DEFAULT_RESTLESS_PERCENT, Stability};
use crate::view::CellPlace;
use crate::view::map::DisagreementMap;
use crate::workshop::Workshop;
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Where scoring is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScoreStep {
    /// a: everybody marks alone.
    Alone,
    /// b: reveal and talk.
    Talk,
    /// c: marking again.
    Again,
    /// d: the shortlist.
    Shortlist,
}

/// Rounds, map, talk list.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScoreView {
    /// Where scoring is.
    pub step: ScoreStep,
    /// Rounds, oldest first.
    pub rounds: Vec<RoundView>,
    /// The map, once revealed.
    pub map: Option<DisagreementMap>,
    /// Movement between rounds.
    pub movements: Vec<Movement>,
    /// How far the last round moved, and whether another one may pay.
    pub unrest: Option<Unrest>,
    /// Medians by discipline.
    pub discipline_splits: Vec<DisciplineSplit>,
    /// Cells of the last revealed round whose tables differ, the widest first.
    pub table_spreads: Vec<TableSpread>,
    /// Hands entered in the open round by the facilitator, who called them out.
    pub hand_tallies: Vec<HandTally>,
    /// How much each criterion counts, where it is not the plain weight.
    pub weights: Vec<CriterionWeight>,
}

/// How far marks moved in the last round, told neutrally.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Unrest {
    /// The round that moved.
    pub round: u32,
    /// Marks given twice.
    pub paired: u32,
    /// Marks that differ.
    pub changed: u32,
    /// Marks that differ and have no new reason.
    pub without_new_reason: u32,
    /// Whether so many moved that another round may pay.
    pub restless: bool,
    /// In one sentence.
    pub text: String,
}

/// One cell in which the tables differ.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableSpread {
    /// Row.
    pub candidate_id: CandidateId,
    /// Column.
    pub criterion: Criterion,
    /// Highest minus lowest median, times two.
    pub half_points: u32,
    /// Each table's median.
    pub tables: Vec<TableSplit>,
}

/// One round: who is in, never what.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoundView {
    /// The row.
    #[serde(flatten)]
    pub round: Round,
    /// Ballots expected.
    pub expected: u32,
    /// Ballots missing.
    pub missing: u32,
    /// Cells asked for.
    pub cells: Vec<CellPlace>,
    /// Who has handed in.
    pub handed_in: Vec<ParticipantId>,
}

pub(super) fn score_view(workshop: &Workshop, map: Option<DisagreementMap>) -> ScoreView {
    let last = workshop.last_round();
    let step = match last {
        None => ScoreStep::Alone,
        Some(round) if round.ended_at.is_some() => ScoreStep::Shortlist,
        Some(round) if round.status == RoundStatus::Revealed => ScoreStep::Talk,
        Some(round) if round.number > 1 => ScoreStep::Again,
        Some(_) => ScoreStep::Alone,
    };
    let open = last.filter(|r| r.status != RoundStatus::Revealed).map(|r| r.number);
    ScoreView {
        step,
        rounds: workshop
            .rounds
            .iter()
            .map(|round| {
                let (expected, missing) = workshop.missing_in(round.number);
                RoundView {
                    round: round.clone(),
                    expected: count(expected),
                    missing: count(missing),
                    cells: workshop
                        .cells_of(round.number)
                        .into_iter()
                        .map(|(candidate_id, criterion)| CellPlace { candidate_id, criterion })
                        .collect(),
                    handed_in: workshop
                        .round_marks
                        .iter()
                        .filter(|m| m.round == round.number)
                        .map(|m| m.participant_id)
                        .collect(),
                }
            })
            .collect(),
        map,
        movements: workshop.movements.iter().cloned().collect(),
        unrest: unrest(workshop),
        discipline_splits: workshop.discipline_splits.iter().cloned().collect(),
        table_spreads: table_spreads(workshop),
        hand_tallies: workshop.hand_tallies.iter().filter(|t| Some(t.round) == open).cloned().collect(),
        weights: Criterion::all().into_iter().filter_map(|c| workshop.criterion_weights.get(&(c,)).cloned()).collect(),
    }
}

fn unrest(workshop: &Workshop) -> Option<Unrest> {
    let round = workshop.last_revealed()?;
    let moved: Vec<_> = workshop.movements.iter().filter(|m| m.round == round).collect();
    let sum = |of: fn(&Movement) -> u32| moved.iter().map(|m| of(m)).sum();
    let stability = Stability { compared: sum(|m| m.paired), changed: sum(|m| m.changed) };
    let (paired, changed) = (stability.compared, stability.changed);
    if paired == 0 {
        return None;
    }
    let percent = (changed * 100 + paired / 2) / paired;
    let restless = stability.is_restless(DEFAULT_RESTLESS_PERCENT);
    let verdict = if restless {
        format!("more than {DEFAULT_RESTLESS_PERCENT}%, so another round may still change the picture")
    } else {
        format!("not more than {DEFAULT_RESTLESS_PERCENT}%, so the rule asks for no other round")
    };
    Some(Unrest {
        round,
        paired,
        changed,
        without_new_reason: sum(|m| m.without_new_reason),
        restless,
        text: format!("{changed} of {paired} marks given twice moved ({percent}%): {verdict}."),
    })
}

fn table_spreads(workshop: &Workshop) -> Vec<TableSpread> {
    let Some(round) = workshop.last_revealed() else { return Vec::new() };
    let mut cells: BTreeMap<_, Vec<TableSplit>> = BTreeMap::new();
    for split in workshop.table_splits.iter().filter(|s| s.round == round) {
        let Some(candidate) = workshop.candidates.get(&(split.candidate_id,)) else { continue };
        if candidate.merged_into.is_none() {
            cells.entry((candidate.number, split.candidate_id, split.criterion)).or_default().push(split.clone());
        }
    }
    let mut spreads: Vec<_> = cells
        .into_iter()
        .map(|((_, candidate_id, criterion), tables)| {
            let medians = || tables.iter().map(|t| t.half_points);
            let half_points = medians().max().unwrap_or(0) - medians().min().unwrap_or(0);
            TableSpread { candidate_id, criterion, half_points, tables }
        })
        .filter(|spread| spread.half_points > 0)
        .collect();
    // Stable: equal spreads stay in the order of the sheet.
    spreads.sort_by_key(|spread| std::cmp::Reverse(spread.half_points));
    spreads
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
