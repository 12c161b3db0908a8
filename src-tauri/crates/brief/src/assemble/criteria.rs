//! How the candidates did on the six criteria: distributions, never a person's scores (R53, R54).

use sextant_domain::criterion::Criterion;
use sextant_domain::decision::WaiverRule;
use sextant_domain::id::CandidateId;
use sextant_domain::scoring::{Scoring, scoring};
use sextant_domain::tally::{CandidateTally, CellCounts, GateVerdict};
use sextant_domain::view::robustness_text;

use super::record::Record;
use super::scores;
use super::words::{counted, joined, listed, note, paragraph};
use crate::document::{Block, CriterionKind, CriterionResult};
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
        scores::scores(record, &scoring, &mut blocks);
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
                plot: plot(&cell.counts),
            }
        })
        .collect();
    blocks.push(Block::Criteria { items });
    let late = record.candidate(star).and_then(|star| star.measurability.arrives_late());
    if let Some(days) = late {
        blocks.push(note(format!(
            "The number is known only after {days} days. Everybody was asked about that while marking “measurable”."
        )));
    }
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

/// The marks of one cell as they are drawn.
pub(super) fn plot(counts: &CellCounts) -> DotPlot {
    DotPlot {
        counts: counts.levels,
        cannot_judge: counts.cannot_judge,
        median: counts.median().map(|median| f64::from(median.half_points) / 2.0),
    }
}

/// Whether the last round is drawn as bars; everybody marks every cell, so that one tells for all.
pub(super) fn is_crowd(scoring: &Scoring) -> bool {
    let crowded = |tally: &CandidateTally| Criterion::all().into_iter().any(|c| tally.cell(c).counts.is_crowd());
    scoring.tallies.iter().any(crowded)
}

fn behind(scoring: &Scoring) -> String {
    let crowd = is_crowd(scoring);
    let mut text = if scoring.ballots == 0 {
        let drawn = if crowd { "the bars count them" } else { "each dot is one hand" };
        format!("Medians of a show of hands; {drawn}.")
    } else {
        let drawn = if crowd { "the bars count them" } else { "each dot is one of them" };
        let ballots = counted(scoring.ballots as usize, "hidden ballot", "hidden ballots");
        format!("Medians of {ballots}; {drawn}, the line runs from lowest to highest.")
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
