//! How the star came to be and changed, and the words that keep it apart from other numbers.

use sextant_domain::candidate::MetricKind;
use sextant_domain::decision::WaiverRule;
use sextant_domain::pitfall::guide;

use super::from_seats::from_seats;
use super::record::Record;
use super::words::{Fields, ended, heading, joined, led, note, paragraph, said, table};
use crate::document::{Block, Cell, Column};

/// Section 16 (R1).
pub(super) fn history(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut choices: Vec<_> = record.workshop.choices.iter().collect();
    choices.sort_by_key(|c| (c.chosen_at, c.id));
    let mut rows = Vec::new();
    for choice in choices {
        let Some(sentence) = record.quote(choice.candidate_id) else { continue };
        let by = record.person(choice.decider_id).map(|name| format!(" by {name}")).unwrap_or_default();
        let reopen = said(&choice.come_back_when).map(|when| format!("Re-opened when: {when}"));
        rows.push(vec![
            Cell::plain(choice.chosen_at.day().long()),
            Cell::plain(format!("{sentence} was chosen{by}")),
            Cell::plain(joined([said(&choice.reason), reopen], " ").unwrap_or_default()),
        ]);
        let because = said(&choice.demoted_because);
        if choice.demoted_at.is_some() || because.is_some() {
            rows.push(vec![
                Cell::plain(choice.demoted_at.map(|at| at.day().long()).unwrap_or_default()),
                Cell::plain(format!("{sentence} stopped being the star")),
                Cell::plain(because.unwrap_or_default()),
            ]);
        }
    }
    if record.is_team() {
        rows.extend(turned_down_before(record));
    }
    let seats = if record.is_team() { from_seats(record) } else { Vec::new() };
    if rows.is_empty() {
        let none = paragraph("No star has been chosen yet, so there is no version.");
        return std::iter::once(none).chain(seats).collect();
    }
    let definition = record.workshop.definition().map(|d| format!(", definition {}", d.version)).unwrap_or_default();
    rows.push(vec![
        Cell::plain(record.context.changed_at.day().long()),
        Cell::plain(format!("Version {} of the brief{definition}", record.context.version)),
        Cell::plain("The state of the record on its last change"),
    ]);
    let columns = vec![Column::start("When").wide(4), Column::start("What").wide(8), Column::start("Why").wide(11)];
    table(&mut blocks, "Versions", columns, rows);
    blocks.extend(seats);
    blocks
}

/// Finalists that came back, with the words that had turned them down.
fn turned_down_before(record: &Record<'_>) -> Vec<Vec<Cell>> {
    let mut back: Vec<_> = record.workshop.waivers.iter().filter(|w| w.rule == WaiverRule::BroughtBack).collect();
    back.sort_by_key(|w| (w.waived_at, w.id));
    back.into_iter()
        .filter_map(|waiver| {
            let sentence = record.quote(waiver.candidate_id?)?;
            Some(vec![
                Cell::plain(waiver.waived_at.day().long()),
                Cell::plain(format!("{sentence} came back; it had been turned down before")),
                Cell::plain(joined([said(&waiver.detail), said(&waiver.reason)], ": ").unwrap_or_default()),
            ])
        })
        .collect()
}

/// How the kinds relate, from what a team does to what the business gets.
const LADDER: &str = "They stand on one ladder: a team moves its inputs, the inputs move the star, and the outcome \
    follows later. Guardrails stand beside the ladder and say when climbing does harm. A number has one kind at a time.";

/// The appendix (R3, R109).
pub(super) fn words_kept_apart(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut words = Fields::default();
    let meaning = |kind: MetricKind| match kind {
        MetricKind::NorthStarMetric => "The one number that says customers got what they came for",
        MetricKind::Input => "A lever under the star that a team moves with its own work",
        MetricKind::Guardrail => "A number that must not get worse while the star rises",
        MetricKind::Outcome => "What the business gets later, such as revenue",
        MetricKind::Kpi => "Any number worth watching. There are many",
    };
    words.plain("North Star Metric", Some(meaning(MetricKind::NorthStarMetric)));
    words.plain("KPI", Some(meaning(MetricKind::Kpi)));
    words.plain("OKR", Some("A goal with a date, usually on an input"));
    for kind in [MetricKind::Input, MetricKind::Guardrail, MetricKind::Outcome] {
        words.plain(kind.label(), Some(meaning(kind)));
    }
    words.end(&mut blocks);
    blocks.push(paragraph(LADDER));
    if let Some(star) = record.star() {
        let mut warnings = Fields::default();
        for found in record.workshop.pitfalls_of(star) {
            let label = found.pitfall.label();
            let kept = record.workshop.waiver(WaiverRule::Pitfall, Some(star.id), label);
            let kept = kept.map(|waiver| format!("Kept because: {}", waiver.reason));
            warnings.plain(label, joined([Some(found.pitfall.reason().to_owned()), kept], " "));
        }
        let mut rows = Vec::new();
        warnings.end(&mut rows);
        if !rows.is_empty() {
            blocks.push(heading("Warnings on this very sentence"));
            blocks.extend(rows);
        }
    }
    blocks.push(heading("How to misuse this number"));
    blocks.extend(guide().iter().map(|entry| note(led(&ended(entry.title), entry.text))));
    blocks
}
