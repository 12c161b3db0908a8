//! What the revealed ballots say, read from the record: the tallies behind the disagreement map.

use crate::ballot::RoundStatus;
use crate::criterion::{Criterion, Level};
use crate::head::BallotChannel;
use crate::id::CandidateId;
use crate::robustness::{KnownMarks, MarkSheet, Robustness, count_sheets, robustness};
use crate::talk::{DEFAULT_SHORTLIST, TalkOrder, talk_limit, talk_order_among};
use crate::tally::{CandidateTally, GateObjection, GateVerdict, RowCounts, Weights};
use crate::workshop::Workshop;
use std::collections::{BTreeMap, BTreeSet};

/// The tallies of the latest revealed round, and of what only an earlier scoring asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Scoring {
    /// Number of the round.
    pub round: u32,
    /// Candidates in the order of the sheet; rows elsewhere are places in this list.
    pub rows: Vec<CandidateId>,
    /// One tally per row.
    pub tallies: Vec<CandidateTally>,
    /// What to talk about.
    pub talk: TalkOrder,
    /// Whether the order would hold if the room were a little different.
    pub robustness: Option<Robustness>,
    /// Ballots of the round; zero for a count of hands.
    pub ballots: u32,
}

/// Which revealed round speaks for a cell.
///
/// Within one scoring every later ballot is whole, so its last round speaks for all of it. Once the ties
/// are destroyed nobody's marks can be carried on: what is brought back afterwards is marked alone, and
/// the others keep the marks of the scoring that asked for them.
pub(crate) struct Sources {
    /// The latest revealed round.
    latest: u32,
    /// Rounds that a scoring ended with, newest first, and the cells their ballots hold.
    ended: Vec<(u32, BTreeSet<(CandidateId, Criterion)>)>,
    /// The cells of the latest round; empty where no scoring ended before it.
    asked: BTreeSet<(CandidateId, Criterion)>,
}

impl Sources {
    pub(crate) fn of(workshop: &Workshop) -> Option<Self> {
        let latest = workshop.last_revealed()?;
        let held = |round: u32| -> BTreeSet<_> {
            let ballots = workshop.ballots.iter().filter(|ballot| ballot.round == round);
            let marks = ballots.flat_map(|ballot| workshop.marks_on(ballot.id));
            let cells = workshop.round_cells.iter().filter(|cell| cell.round == round);
            marks
                .map(|mark| (mark.candidate_id, mark.criterion))
                .chain(cells.map(|cell| (cell.candidate_id, cell.criterion)))
                .collect()
        };
        let before = workshop.rounds.iter().rev().filter(|round| round.number < latest && round.ended_at.is_some());
        let ended: Vec<_> = before.map(|round| (round.number, held(round.number))).collect();
        let asked = if ended.is_empty() { BTreeSet::new() } else { held(latest) };
        Some(Self { latest, ended, asked })
    }

    /// The round whose ballots say what is known of this cell.
    pub(crate) fn round_of(&self, id: CandidateId, criterion: Criterion) -> u32 {
        if self.ended.is_empty() || self.asked.contains(&(id, criterion)) {
            return self.latest;
        }
        let earlier = self.ended.iter().find(|(_, cells)| cells.contains(&(id, criterion)));
        earlier.map_or(self.latest, |(round, _)| *round)
    }

    /// Every round that may speak, newest first.
    fn rounds(&self) -> impl Iterator<Item = u32> {
        std::iter::once(self.latest).chain(self.ended.iter().map(|(round, _)| *round))
    }
}

/// Reads the latest revealed round. Nothing unrevealed enters.
pub fn scoring(workshop: &Workshop) -> Option<Scoring> {
    let sources = Sources::of(workshop)?;
    let round = sources.latest;
    let rows = scored_rows(workshop);
    let objections: Vec<_> = rows.iter().map(|id| objection_against(workshop, *id)).collect();
    let weights = weights(workshop);
    let hands = workshop.rounds.get(&(round,)).is_some_and(|r| r.channel == BallotChannel::HandTally);
    let (counts, robustness, ballots) = if hands {
        let counts = hand_counts(workshop, &rows);
        let robust = robustness(rows.len(), KnownMarks::Counts(&counts), &objections, &weights);
        (counts, robust, 0)
    } else {
        let sheets = sheets(workshop, &sources, &rows);
        let robust = robustness(rows.len(), KnownMarks::Sheets(&sheets), &objections, &weights);
        let ballots = workshop.ballots.iter().filter(|ballot| ballot.round == round).count();
        (count_sheets(rows.len(), &sheets), robust, ballots)
    };
    let tallies: Vec<_> = counts
        .into_iter()
        .enumerate()
        .map(|(row, counts)| CandidateTally::new(row, counts, objections[row], &weights))
        .collect();
    let ballots = u32::try_from(ballots).unwrap_or(u32::MAX);
    let people = if hands { hands_raised(&tallies) } else { ballots };
    let asked = |row: usize, criterion| hands || sources.round_of(rows[row], criterion) == round;
    let talk = talk_order_among(&tallies, asked, DEFAULT_SHORTLIST, talk_limit(people));
    // The reveal writes the list down. Weights changed and candidates merged since then may change
    // its order, but neither drop a cell people have talked about nor bring up one that has no row.
    let written = |row: usize, criterion| workshop.talk_items.contains(&(round, rows[row], criterion));
    let is_written = workshop.talk_items.iter().any(|item| item.round == round);
    let talk = if is_written { talk.with_list(|cell| written(cell.row, cell.criterion)) } else { talk };
    Some(Scoring { round, rows, tallies, talk, robustness, ballots })
}

/// What the gates say about a candidate, if it was scored.
pub fn gate_of(workshop: &Workshop, id: CandidateId) -> Option<GateVerdict> {
    let scoring = scoring(workshop)?;
    let row = scoring.rows.iter().position(|r| *r == id)?;
    scoring.tallies.get(row).map(|t| t.gate)
}

/// Names the gates that keep a candidate from the shortlist.
pub(crate) fn gates_in_the_way(workshop: &Workshop, id: CandidateId) -> String {
    let Some(scoring) = scoring(workshop) else { return "it was not scored".to_owned() };
    let Some(row) = scoring.rows.iter().position(|r| *r == id) else { return "it was not scored".to_owned() };
    let tally = &scoring.tallies[row];
    let names: Vec<_> = Criterion::all()
        .into_iter()
        .filter(|c| c.is_gate() && GateVerdict::of_cell(&tally.cell(*c).counts) != GateVerdict::Passed)
        .map(Criterion::label)
        .collect();
    if names.is_empty() { "an objection with a counter-example is not answered".to_owned() } else { names.join(", ") }
}

/// The cells that any revealed round has asked for, for candidates that were not merged away.
pub(crate) fn scored_cells(workshop: &Workshop) -> Vec<(CandidateId, Criterion)> {
    let rows = scored_rows(workshop);
    rows.iter().flat_map(|id| Criterion::all().map(|c| (*id, c))).collect()
}

/// How much each criterion counts.
pub fn weights(workshop: &Workshop) -> Weights {
    let mut weights = Weights::EQUAL;
    for weight in workshop.criterion_weights.iter() {
        weights.quarters[weight.criterion.index()] = weight.quarters;
    }
    weights
}

fn objection_against(workshop: &Workshop, id: CandidateId) -> GateObjection {
    let stands = workshop.objections.iter().any(|o| o.candidate_id == id && o.counter_example && o.answer.is_empty());
    if stands { GateObjection::Unanswered } else { GateObjection::None }
}

fn scored_rows(workshop: &Workshop) -> Vec<CandidateId> {
    let revealed = |round: u32| workshop.rounds.get(&(round,)).is_some_and(|r| r.status == RoundStatus::Revealed);
    let mut rows: Vec<_> = workshop
        .candidates
        .iter()
        .filter(|c| c.merged_into.is_none())
        .filter(|c| workshop.round_cells.iter().any(|cell| cell.candidate_id == c.id && revealed(cell.round)))
        .map(|c| (c.number, c.id))
        .collect();
    rows.sort_unstable();
    rows.into_iter().map(|(_, id)| id).collect()
}

/// One sheet for each ballot that speaks for a cell. Whose sheet of an earlier scoring belongs to whose
/// of this one nobody can tell any more, so they stand beside each other.
fn sheets(workshop: &Workshop, sources: &Sources, rows: &[CandidateId]) -> Vec<MarkSheet> {
    let places: BTreeMap<CandidateId, usize> = rows.iter().copied().zip(0..).collect();
    let mut sheets = Vec::new();
    for round in sources.rounds() {
        for ballot in workshop.ballots.iter().filter(|ballot| ballot.round == round) {
            let marks = workshop.marks_on(ballot.id);
            let spoken = marks.filter(|mark| sources.round_of(mark.candidate_id, mark.criterion) == round);
            let placed: Vec<_> =
                spoken.filter_map(|s| Some((*places.get(&s.candidate_id)?, s.criterion, s.level))).collect();
            if round == sources.latest || !placed.is_empty() {
                sheets.push(MarkSheet::new(rows.len(), placed));
            }
        }
    }
    sheets
}

/// Counts of hands, cell by cell from the latest revealed round that asked for the cell.
fn hand_counts(workshop: &Workshop, rows: &[CandidateId]) -> Vec<RowCounts> {
    rows.iter()
        .map(|id| {
            Criterion::all().map(|criterion| {
                let latest = workshop.rounds.iter().rev().filter(|r| r.status == RoundStatus::Revealed).find(|r| {
                    workshop
                        .hand_tallies
                        .iter()
                        .any(|t| t.round == r.number && t.candidate_id == *id && t.criterion == criterion)
                });
                let levels = latest.into_iter().flat_map(|round| {
                    workshop
                        .hand_tallies
                        .iter()
                        .filter(move |t| t.round == round.number && t.candidate_id == *id && t.criterion == criterion)
                        .flat_map(|t| std::iter::repeat_n(t.level, t.count as usize))
                });
                crate::tally::CellCounts::of(levels.collect::<Vec<Level>>())
            })
        })
        .collect()
}

fn hands_raised(tallies: &[CandidateTally]) -> u32 {
    let most = tallies.iter().flat_map(|t| t.cells.iter()).map(|c| c.counts.answered()).max().unwrap_or(0);
    u32::try_from(most).unwrap_or(u32::MAX)
}
