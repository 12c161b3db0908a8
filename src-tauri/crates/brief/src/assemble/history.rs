//! How the star came to be and changed, and the words that keep it apart from other numbers.

use sextant_domain::candidate::MetricKind;
use sextant_domain::decision::WaiverRule;
use sextant_domain::pitfall::{PitfallContext, SidesGiven, check_pitfalls, guide};

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
    if rows.is_empty() {
        return vec![paragraph("No star has been chosen yet, so there is no version.")];
    }
    let definition = record.workshop.definition().map(|d| format!(", definition {}", d.version)).unwrap_or_default();
    rows.push(vec![
        Cell::plain(record.context.changed_at.day().long()),
        Cell::plain(format!("Version {} of the brief{definition}", record.context.version)),
        Cell::plain("The state of the record on its last change"),
    ]);
    let columns = vec![Column::start("When").wide(4), Column::start("What").wide(8), Column::start("Why").wide(11)];
    table(&mut blocks, "Versions", columns, rows);
    blocks
}

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
    if let Some(star) = record.star() {
        let context = PitfallContext {
            model: record.workshop.frame().business_model,
            counted_unit: star.sentence.counted_unit,
            sides: match (star.supply_side.is_empty(), star.demand_side.is_empty()) {
                (true, true) => SidesGiven::Neither,
                (false, false) => SidesGiven::Both,
                (true, false) | (false, true) => SidesGiven::One,
            },
        };
        let mut warnings = Fields::default();
        for found in check_pitfalls(&star.sentence.text(), &context) {
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
