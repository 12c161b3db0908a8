//! The team's tables behind the result: every candidate, what moved, what was said.

use sextant_domain::ballot::Score;
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::id::CandidateId;
use sextant_domain::scoring::Scoring;
use sextant_domain::tally::{CandidateTally, CellCounts, GateVerdict};

use super::criteria::{is_crowd, plot};
use super::record::Record;
use super::words::{heading, note, said, table};
use crate::document::{Block, Cell, Column};
use crate::text::{Style, Text};

pub(super) fn scores(record: &Record<'_>, scoring: &Scoring, blocks: &mut Vec<Block>) {
    all_candidates(record, scoring, blocks);
    for round in record.rounds() {
        changes(record, round.number, blocks);
    }
    talk(record, blocks);
    splits(record, blocks);
    tables(record, blocks);
    reasons(record, blocks);
}

/// Where every candidate stood after the last round: medians over their marks.
fn all_candidates(record: &Record<'_>, scoring: &Scoring, blocks: &mut Vec<Block>) {
    let mut columns = vec![Column::start("Candidate").wide(11)];
    columns.extend(Criterion::all().map(|criterion| Column::start(criterion.label()).wide(5)));
    columns.push(Column::end("Gates, sum").wide(5));
    let mut rows = Vec::new();
    for candidate in record.candidates() {
        let place = scoring.rows.iter().position(|row| *row == candidate.id);
        let Some(tally) = place.and_then(|place| scoring.tallies.get(place)) else { continue };
        let cells = Criterion::all().map(|criterion| tally.cell(criterion).counts);
        if cells.iter().all(|cell| cell.answered() == 0) {
            continue;
        }
        let mut row = vec![Cell::voice(candidate.sentence.text())];
        row.extend(cells.iter().map(marks));
        row.push(Cell::plain(verdict(tally)));
        rows.push(row);
    }
    if !rows.is_empty() {
        blocks.push(heading(&format!("Round {}, every candidate", scoring.round)));
        table(blocks, "Medians and spread", columns, rows);
        let text = if is_crowd(scoring) {
            "Each number is a median; the bars count the marks from 0 on the left to 3 and, last, \
            who could not judge. A barred candidate has no sum."
        } else {
            "Each number is a median, each dot one mark from 0 on the left to 3; \
            a dashed ring could not judge. A barred candidate has no sum."
        };
        blocks.push(note(text));
    }
}

/// A cell nobody was asked about stays empty.
fn marks(counts: &CellCounts) -> Cell {
    if counts.answered() == 0 { Cell::plain("") } else { Cell::marks(plot(counts)) }
}

fn verdict(tally: &CandidateTally) -> String {
    let gate = match tally.gate {
        GateVerdict::Passed => "Passed",
        GateVerdict::Open => "Open",
        GateVerdict::Barred => "Barred",
    };
    tally.sum.map_or_else(|| gate.to_owned(), |sum| format!("{gate}, {sum}"))
}

/// Every cell that stood differently after a round than before it.
fn changes(record: &Record<'_>, round: u32, blocks: &mut Vec<Block>) {
    let earlier: Vec<_> = record.rounds().into_iter().map(|r| r.number).filter(|n| *n < round).collect();
    let mut rows = Vec::new();
    for candidate in record.candidates() {
        for criterion in Criterion::all() {
            let movement = record
                .workshop
                .movements
                .iter()
                .find(|m| m.round == round && m.candidate_id == candidate.id && m.criterion == criterion);
            let after = cell_of(record, round, candidate.id, criterion);
            let before = earlier
                .iter()
                .rev()
                .map(|n| cell_of(record, *n, candidate.id, criterion))
                .find(|cell| cell.answered() > 0);
            let before = before.filter(|before| after.answered() > 0 && *before != after);
            if before.is_none() && movement.is_none() {
                continue;
            }
            let count = |count: Option<u32>| Cell::plain(count.map(|n| n.to_string()).unwrap_or_default());
            let changed = movement.map(|m| format!("{} of {}", m.changed, m.paired)).unwrap_or_default();
            rows.push(vec![
                Cell::voice(candidate.sentence.text()),
                Cell::plain(criterion.label()),
                before.as_ref().map_or_else(|| Cell::plain(""), marks),
                marks(&after),
                Cell::plain(changed),
                count(movement.map(|m| m.steps)),
                count(movement.map(|m| m.without_new_reason)),
            ]);
        }
    }
    if !rows.is_empty() {
        blocks.push(heading(&format!("What changed in round {round}")));
    }
    let columns = vec![
        Column::start("Candidate").wide(11),
        Column::start("Criterion").wide(6),
        Column::start("Before").wide(5),
        Column::start("After").wide(5),
        Column::end("Changed").wide(4),
        Column::end("Levels moved").wide(4),
        Column::end("Without a new reason").wide(5),
    ];
    table(blocks, &format!("Scores before and after round {round}"), columns, rows);
}

/// One cell of one round, from ballots or from a show of hands.
fn cell_of(record: &Record<'_>, round: u32, candidate: CandidateId, criterion: Criterion) -> CellCounts {
    let workshop = record.workshop;
    let of_cell = |score: &&Score| score.candidate_id == candidate && score.criterion == criterion;
    let ballots = workshop.scores.iter().filter(of_cell).filter(|score| ballot_round(record, score) == Some(round));
    let hands = workshop
        .hand_tallies
        .iter()
        .filter(|t| t.round == round && t.candidate_id == candidate && t.criterion == criterion)
        .flat_map(|t| std::iter::repeat_n(t.level, t.count as usize));
    CellCounts::of(ballots.map(|score| score.level).chain(hands))
}

fn ballot_round(record: &Record<'_>, score: &Score) -> Option<u32> {
    record.workshop.ballots.get(&(score.ballot_id,)).map(|ballot| ballot.round)
}

fn talk(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let rows: Vec<_> = record
        .workshop
        .talk_items
        .iter()
        .filter(|item| record.round_is_revealed(item.round))
        .map(|item| {
            let about = record.candidate(item.candidate_id).map(|c| c.sentence.text()).unwrap_or_default();
            vec![
                Cell::plain(item.round.to_string()),
                Cell::voice(about),
                Cell::plain(item.criterion.label()),
                Cell { text: agreed(item.outcome.label(), item.note.as_str()), ..Cell::plain("") },
            ]
        })
        .collect();
    if !rows.is_empty() {
        blocks.push(heading("What was talked through"));
    }
    let columns = vec![
        Column::start("Round").wide(3),
        Column::start("Candidate").wide(10),
        Column::start("Criterion").wide(6),
        Column::start("Outcome, and what was agreed").wide(16),
    ];
    table(blocks, "The talk list", columns, rows);
}

fn agreed(outcome: &str, note: &str) -> Text {
    let text = Text::default().then(Style::Strong, super::words::ended(&super::words::capital(outcome)));
    if note.is_empty() { text } else { text.then(Style::Plain, format!(" {note}")) }
}

fn splits(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let rows = record.workshop.discipline_splits.iter().map(|split| {
        (
            split.round,
            split.candidate_id,
            split.criterion,
            split.discipline.label().to_owned(),
            half(split.half_points),
            split.ballots,
        )
    });
    medians(record, "Medians by discipline", "Discipline", rows, blocks);
}

/// How far the tables of a large room lay apart.
fn tables(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let rows = record.workshop.table_splits.iter().map(|split| {
        let part = format!("Table {}", split.at_table);
        let ends = split.lowest.and_then(Level::points).zip(split.highest.and_then(Level::points));
        let median = match ends {
            Some((lowest, highest)) => format!("{}, from {lowest} to {highest}", half(split.half_points)),
            None => half(split.half_points),
        };
        (split.round, split.candidate_id, split.criterion, part, median, split.ballots)
    });
    medians(record, "Medians by table", "Table", rows, blocks);
}

/// One part of the room in one cell: round, row, column, the part, its median, its ballots.
type PartMedian = (u32, CandidateId, Criterion, String, String, u32);

fn half(points: u32) -> String {
    (f64::from(points) / 2.0).to_string()
}

/// The medians of parts of the room, in revealed rounds only.
fn medians(
    record: &Record<'_>,
    title: &str,
    part: &str,
    rows: impl Iterator<Item = PartMedian>,
    blocks: &mut Vec<Block>,
) {
    let rows: Vec<_> = rows
        .filter(|(round, ..)| record.round_is_revealed(*round))
        .map(|(round, candidate, criterion, part, median, ballots)| {
            vec![
                Cell::plain(round.to_string()),
                Cell::voice(record.candidate(candidate).map(|c| c.sentence.text()).unwrap_or_default()),
                Cell::plain(criterion.label()),
                Cell::plain(part),
                Cell::plain(median),
                Cell::plain(ballots.to_string()),
            ]
        })
        .collect();
    if !rows.is_empty() {
        blocks.push(heading(title));
    }
    let columns = vec![
        Column::start("Round").wide(3),
        Column::start("Candidate").wide(12),
        Column::start("Criterion").wide(7),
        Column::start(part).wide(7),
        Column::end("Median").wide(4),
        Column::end("Ballots").wide(4),
    ];
    table(blocks, title, columns, rows);
}

/// Typed reasons without author and without mark, in the order of the alphabet: any other order
/// could tell who sat where.
fn reasons(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let mut typed: Vec<_> = record
        .workshop
        .scores
        .iter()
        .filter(|score| ballot_round(record, score).is_some_and(|round| record.round_is_revealed(round)))
        .filter_map(|score| {
            let number = record.candidate(score.candidate_id)?.number;
            Some((number, score.candidate_id, score.criterion, said(&score.reason)?))
        })
        .collect();
    typed.sort();
    typed.dedup();
    if typed.is_empty() {
        return;
    }
    blocks.push(heading("Reasons typed with the scores"));
    let rows = typed
        .chunk_by(|one, next| one.1 == next.1)
        .filter_map(|of_one| {
            let about = record.candidate(of_one.first()?.1)?.sentence.text();
            let mut words = Text::default();
            for (place, (_, _, criterion, reason)) in of_one.iter().enumerate() {
                let start = if place == 0 { "" } else { "\n" };
                words = words.then(Style::Strong, format!("{start}{}.", criterion.label()));
                words = words.then(Style::Plain, format!(" {reason}"));
            }
            Some(vec![Cell::voice(about), Cell { text: words, ..Cell::plain("") }])
        })
        .collect();
    let columns = vec![Column::start("Candidate").wide(2), Column::start("What was typed, in no order").wide(5)];
    table(blocks, "Typed reasons", columns, rows);
}
