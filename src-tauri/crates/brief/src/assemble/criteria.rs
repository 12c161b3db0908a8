//! How the candidates did on the six criteria: distributions, never a person's scores (R53, R54).

use sextant_domain::ballot::Score;
use sextant_domain::criterion::Criterion;
use sextant_domain::decision::WaiverRule;
use sextant_domain::id::CandidateId;
use sextant_domain::scoring::{Scoring, scoring};
use sextant_domain::tally::{CellCounts, GateVerdict, Median, MedianSum};
use sextant_domain::view::robustness_text;

use super::record::Record;
use super::words::{counted, heading, joined, listed, note, paragraph, said, table};
use crate::document::{Block, Cell, Column, CriterionKind, CriterionResult};
use crate::figure::DotPlot;

/// Section 5.
pub(super) fn criteria(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let scoring = if record.candidates().is_empty() { None } else { scoring(record.workshop) };
    let Some(scoring) = scoring else {
        return vec![paragraph("No round of scoring is revealed yet.")];
    };
    match record.star() {
        Some(star) => the_star(record, &scoring, star.id, &mut blocks),
        None => blocks.push(paragraph("No star is chosen yet; the result of a star stands here.")),
    }
    blocks.push(paragraph(robustness_text(scoring.robustness.as_ref())));
    blocks.push(note(behind(&scoring)));
    weights(record, &mut blocks);
    moved(record, &mut blocks);
    if record.is_team() {
        for round in record.rounds() {
            all_candidates(record, round.number, &scoring, &mut blocks);
        }
        talk(record, &mut blocks);
        movements(record, &mut blocks);
        splits(record, &mut blocks);
        reasons(record, &mut blocks);
    }
    blocks
}

fn the_star(record: &Record<'_>, scoring: &Scoring, star: CandidateId, blocks: &mut Vec<Block>) {
    let place = scoring.rows.iter().position(|row| *row == star);
    let Some(tally) = place.and_then(|place| scoring.tallies.get(place)) else {
        blocks.push(paragraph("The star was not scored."));
        return;
    };
    let items = Criterion::all()
        .into_iter()
        .map(|criterion| {
            let cell = tally.cell(criterion);
            CriterionResult {
                name: criterion.label().to_owned(),
                weight: if criterion.is_gate() { CriterionKind::Gate } else { CriterionKind::Ordinary },
                plot: DotPlot {
                    counts: cell.counts.levels,
                    cannot_judge: cell.counts.cannot_judge,
                    median: cell.median.map(points),
                },
            }
        })
        .collect();
    blocks.push(Block::Criteria { items });
    let gates = match tally.gate {
        GateVerdict::Passed => "It passed the three gates.",
        GateVerdict::Open => "A gate is open: nobody could tell, or an objection stands unanswered.",
        GateVerdict::Barred => "A gate bars it: a median there is under 2.",
    };
    let unsure = Criterion::all().into_iter().filter_map(|criterion| {
        let count = tally.cell(criterion).counts.cannot_judge;
        (count > 0).then(|| format!("{count} on {}", criterion.label()))
    });
    let unsure: Vec<_> = unsure.collect();
    let unsure = (!unsure.is_empty()).then(|| format!("Could not judge: {}.", listed(&unsure)));
    let waived = record
        .workshop
        .waivers
        .iter()
        .find(|w| w.rule == WaiverRule::Gate && w.candidate_id == Some(star))
        .map(|w| format!("A waiver stands for its gates: {}", w.reason));
    blocks.extend(joined([Some(gates.to_owned()), unsure, waived], " ").map(paragraph));
}

fn points(median: Median) -> f64 {
    f64::from(median.half_points) / 2.0
}

fn behind(scoring: &Scoring) -> String {
    let mut text = if scoring.ballots == 0 {
        "Medians of a show of hands; each dot is one hand.".to_owned()
    } else {
        format!(
            "Medians of {}; each dot is one of them, the line runs from lowest to highest.",
            counted(scoring.ballots as usize, "hidden ballot", "hidden ballots")
        )
    };
    text.push_str(" The first three criteria are gates: below 2 on any of them, a candidate cannot be shortlisted without a written reason.");
    if (1..4).contains(&scoring.ballots) {
        text.push_str(" With fewer than four ballots, names cannot really be hidden.");
    }
    text
}

fn weights(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let changed: Vec<_> = record
        .workshop
        .criterion_weights
        .iter()
        .map(|w| format!("{} counts {} times", w.criterion.label(), f64::from(w.quarters) / 4.0))
        .collect();
    if !changed.is_empty() {
        blocks.push(note(format!("Weights differ from one: {}. They only sort.", listed(&changed))));
    }
}

/// How much moved between rounds, as one sentence for each.
fn moved(record: &Record<'_>, blocks: &mut Vec<Block>) {
    for round in record.rounds() {
        let movements = record.workshop.movements.iter().filter(|m| m.round == round.number);
        let (paired, changed, drift) = movements.fold((0, 0, 0), |(paired, changed, drift), m| {
            (paired + m.paired, changed + m.changed, drift + m.without_new_reason)
        });
        if paired > 0 {
            blocks.push(note(format!(
                "In round {}, {changed} of {paired} repeated scores changed, {drift} of them without a new reason.",
                round.number
            )));
        }
    }
}

/// Every candidate's medians and spread in one round.
fn all_candidates(record: &Record<'_>, round: u32, latest: &Scoring, blocks: &mut Vec<Block>) {
    let mut columns = vec![Column::start("Candidate")];
    columns.extend(Criterion::all().map(|criterion| Column::start(criterion.label())));
    columns.push(Column::start("Gates, sum"));
    let rows: Vec<_> = record
        .candidates()
        .into_iter()
        .filter_map(|candidate| {
            let cells = Criterion::all().map(|criterion| cell_of(record, round, candidate.id, criterion));
            if cells.iter().all(|cell| cell.answered() == 0) {
                return None;
            }
            let mut row = vec![Cell::voice(candidate.sentence.text())];
            row.extend(cells.iter().map(|cell| Cell::data(spread(cell))));
            let place = latest.rows.iter().position(|row| *row == candidate.id);
            let tally = place.filter(|_| latest.round == round).and_then(|place| latest.tallies.get(place));
            row.push(Cell::plain(tally.map(|t| verdict(t.gate, t.sum)).unwrap_or_default()));
            Some(row)
        })
        .collect();
    if !rows.is_empty() {
        blocks.push(heading(&format!("Round {round}, every candidate")));
        table(blocks, &format!("Medians and spread in round {round}"), columns, rows);
        blocks.push(note("Median, then how many gave 0, 1, 2 and 3, then how many could not judge."));
    }
}

fn verdict(gate: GateVerdict, sum: Option<MedianSum>) -> String {
    let gate = match gate {
        GateVerdict::Passed => "Passed",
        GateVerdict::Open => "Open",
        GateVerdict::Barred => "Barred",
    };
    sum.map_or_else(|| gate.to_owned(), |sum| format!("{gate}, {sum}"))
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

fn spread(cell: &CellCounts) -> String {
    let [fails, doubtful, conditional, clear] = cell.levels;
    let median = cell.median().map_or_else(|| "–".to_owned(), |median| median.to_string());
    if cell.answered() == 0 {
        return String::new();
    }
    format!("{median} ({fails} {doubtful} {conditional} {clear}, ? {})", cell.cannot_judge)
}

fn talk(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let rows: Vec<_> = record
        .workshop
        .talk_items
        .iter()
        .filter(|item| record.round_is_revealed(item.round))
        .map(|item| {
            vec![
                Cell::plain(item.round.to_string()),
                Cell::voice(record.quote(item.candidate_id).unwrap_or_default()),
                Cell::plain(item.criterion.label()),
                Cell::plain(item.outcome.label()),
                Cell::plain(item.note.to_string()),
            ]
        })
        .collect();
    if !rows.is_empty() {
        blocks.push(heading("What was talked through"));
    }
    let columns = vec![
        Column::end("Round"),
        Column::start("Candidate"),
        Column::start("Criterion"),
        Column::start("Outcome"),
        Column::start("What was agreed"),
    ];
    table(blocks, "The talk list", columns, rows);
}

fn movements(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let rows: Vec<_> = record
        .workshop
        .movements
        .iter()
        .filter(|m| record.round_is_revealed(m.round))
        .map(|m| {
            vec![
                Cell::plain(m.round.to_string()),
                Cell::voice(record.quote(m.candidate_id).unwrap_or_default()),
                Cell::plain(m.criterion.label()),
                Cell::plain(format!("{} of {}", m.changed, m.paired)),
                Cell::plain(m.steps.to_string()),
                Cell::plain(m.without_new_reason.to_string()),
            ]
        })
        .collect();
    if !rows.is_empty() {
        blocks.push(heading("How scores moved"));
    }
    let columns = vec![
        Column::end("Round"),
        Column::start("Candidate"),
        Column::start("Criterion"),
        Column::end("Changed"),
        Column::end("Levels moved"),
        Column::end("Without a new reason"),
    ];
    table(blocks, "Movement between rounds", columns, rows);
}

fn splits(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let rows: Vec<_> = record
        .workshop
        .discipline_splits
        .iter()
        .filter(|split| record.round_is_revealed(split.round))
        .map(|split| {
            vec![
                Cell::plain(split.round.to_string()),
                Cell::voice(record.quote(split.candidate_id).unwrap_or_default()),
                Cell::plain(split.criterion.label()),
                Cell::plain(split.discipline.label()),
                Cell::plain((f64::from(split.half_points) / 2.0).to_string()),
                Cell::plain(split.ballots.to_string()),
            ]
        })
        .collect();
    if !rows.is_empty() {
        blocks.push(heading("Medians by discipline"));
    }
    let columns = vec![
        Column::end("Round"),
        Column::start("Candidate"),
        Column::start("Criterion"),
        Column::start("Discipline"),
        Column::end("Median"),
        Column::end("Ballots"),
    ];
    table(blocks, "Medians by discipline", columns, rows);
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
    if !typed.is_empty() {
        blocks.push(heading("Reasons typed with the scores"));
    }
    let rows = typed
        .into_iter()
        .map(|(_, candidate, criterion, reason)| {
            vec![
                Cell::voice(record.quote(candidate).unwrap_or_default()),
                Cell::plain(criterion.label()),
                Cell::voice(reason),
            ]
        })
        .collect();
    let columns = vec![Column::start("Candidate"), Column::start("Criterion"), Column::start("Reason")];
    table(blocks, "Typed reasons", columns, rows);
}
