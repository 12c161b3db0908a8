//! What exactly is counted, with a recipe; and the first value with its target.

use sextant_domain::candidate::Candidate;
use sextant_domain::definition::{Definition, DefinitionField, Denominator, Exclusion, ExclusionDecision, WindowUnit};
use sextant_domain::evidence::Confidence;
use sextant_domain::pitfall::Pitfall;

use super::evidence::confidence_reason;
use super::record::Record;
use super::words::{Fields, amount, heading, joined, note, paragraph, said};
use crate::document::{Block, Labelled};

/// Section 3.
pub(super) fn definition(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (Some(star), Some(definition)) = (record.star(), record.workshop.definition()) else {
        return vec![paragraph("Nothing is defined before a star is chosen.")];
    };
    let exclusions: Vec<_> = record.workshop.exclusions.iter().collect();
    let mut fields = Fields::default();
    fields.plain(DefinitionField::Unit.label(), said(&definition.unit));
    fields.plain(DefinitionField::Event.label(), said(&definition.event));
    fields.plain(DefinitionField::QualifyingRule.label(), said(&definition.qualifying_rule));
    let divided = definition.denominator.map(|denominator| match denominator {
        Denominator::Nothing => Some(denominator.label().to_owned()),
        Denominator::Ratio => None,
    });
    let by = joined([divided.flatten(), said(&definition.denominator_text)], ". ");
    fields.plain(DefinitionField::DenominatorText.label(), by);
    fields.plain("In", said_text(&window(definition)));
    fields.plain("Leaving out", decided(&exclusions, Some(ExclusionDecision::LeftOut)));
    fields.plain("Keeping in", decided(&exclusions, Some(ExclusionDecision::KeptIn)));
    fields.plain("Not decided yet", decided(&exclusions, None));
    fields.plain(DefinitionField::DataSource.label(), said(&definition.data_source));
    fields.plain(DefinitionField::Delay.label(), said(&definition.delay));
    fields.plain(DefinitionField::Owner.label(), said(&definition.owner));
    fields.plain("As the candidate said", measurability(star));
    fields.end(&mut blocks);
    if let Some(text) = said(&definition.worked_example) {
        blocks.push(Block::Callout { title: "Worked example.".to_owned(), text: text.into() });
    }
    match definition.denominator {
        Some(Denominator::Ratio) => blocks.push(note(Pitfall::RatioTrap.reason())),
        Some(Denominator::Nothing) | None => {}
    }
    recipe(definition, &exclusions, &mut blocks);
    blocks
}

/// Where a candidate's number comes from, in one line.
pub(super) fn measurability(candidate: &Candidate) -> Option<String> {
    let data = &candidate.measurability;
    let mut fields = Fields::default();
    fields.plain("Data", Some(data.data_status.label()));
    fields.plain("Source", said(&data.data_source));
    fields.plain("Event", said(&data.data_event));
    fields.plain("Days until known", data.delay_days.map(|days| days.to_string()));
    fields.plain("Measurable by", data.measurable_by.map(|day| day.long()));
    fields.plain("Owner of the data", said(&data.data_owner));
    fields.in_a_line()
}

fn said_text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The window in words; what is answered of it, if it is not whole yet.
fn window(definition: &Definition) -> String {
    let window = &definition.window;
    let text = window.text();
    if !text.is_empty() {
        return text;
    }
    let parts = [
        window.window_length.map(|length| length.to_string()),
        window.window_unit.map(|unit| unit.label().to_owned()),
        window.window_kind.map(|kind| kind.label().to_owned()),
        window.week_start.map(|start| format!("from {}", start.label())),
        said(&window.time_zone),
    ];
    joined(parts, ", ").unwrap_or_default()
}

fn decided(exclusions: &[&Exclusion], decision: Option<ExclusionDecision>) -> Option<String> {
    joined(exclusions.iter().filter(|e| e.decision == decision).map(|e| Some(exclusion(e))), "; ")
}

fn exclusion(exclusion: &Exclusion) -> String {
    match said(&exclusion.detail) {
        Some(detail) => format!("{}: {detail}", exclusion.kind.label()),
        None => exclusion.kind.label().to_owned(),
    }
}

/// The definition as a query a data person can start from. Names in angle brackets are theirs
/// to fill: the record knows words, not tables.
fn recipe(definition: &Definition, exclusions: &[&Exclusion], blocks: &mut Vec<Block>) {
    let Some(event) = said(&definition.event) else { return };
    let placeholder = |text: String| format!("<{}>", text.replace(['<', '>'], " "));
    let literal = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let zone = said(&definition.window.time_zone).map(|zone| format!(" at time zone {}", literal(&zone)));
    let at = format!("happened_at{}", zone.unwrap_or_default());
    let unit = definition.window.window_unit.unwrap_or(WindowUnit::Week);
    let unit_name = said(&definition.unit).unwrap_or_else(|| "unit".to_owned());
    let top = format!("count(distinct {})", placeholder(format!("id of: {unit_name}")));
    let value = match definition.denominator {
        Some(Denominator::Ratio) => {
            let bottom = said(&definition.denominator_text).unwrap_or_else(|| "denominator".to_owned());
            format!("{top} * 1.0 / nullif({}, 0) as value", placeholder(bottom))
        }
        Some(Denominator::Nothing) | None => format!("{top} as value"),
    };
    blocks.push(heading("Counting recipe"));
    let mut fields = Fields::default();
    fields.data("select", Some(format!("date_trunc('{}', {at}) as period, {value}", unit.label())));
    let source = said(&definition.data_source).unwrap_or_else(|| "event table".to_owned());
    fields.data("from", Some(placeholder(source)));
    fields.data("where", Some(format!("event matches {}", placeholder(event))));
    fields.data("and", said(&definition.qualifying_rule).map(placeholder));
    for left_out in exclusions.iter().filter(|e| e.decision == Some(ExclusionDecision::LeftOut)) {
        fields.data("and not", Some(placeholder(exclusion(left_out))));
    }
    fields.data("group by", Some("period".to_owned()));
    fields.end(blocks);
    blocks.push(note("A sketch in the shape of SQL. Names in angle brackets are for the data team to fill."));
}

/// Section 11: the target stands apart from the value, so that a goal never becomes the metric.
pub(super) fn baseline(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (baseline, target) = (record.workshop.baseline(), record.workshop.target());
    let mut fields = Fields::default();
    fields.plain("First value", baseline.value.map(|value| amount(value, &baseline.unit)));
    let range = match (baseline.low, baseline.high) {
        (Some(low), Some(high)) => Some(format!("{} to {}", amount(low, &baseline.unit), amount(high, &baseline.unit))),
        (Some(low), None) => Some(format!("from {}", amount(low, &baseline.unit))),
        (None, Some(high)) => Some(format!("up to {}", amount(high, &baseline.unit))),
        (None, None) => None,
    };
    fields.plain("Range lately", range);
    if baseline.value.is_none() {
        fields.plain("Unit", said(&baseline.unit));
    }
    fields.plain("Measured", joined([baseline.measured_on.map(|day| day.long()), said(&baseline.source)], ", from "));
    fields.plain("First reading", baseline.first_reading_on.map(|day| day.long()));
    fields.end(&mut blocks);
    if let Some(star) = record.star() {
        let confidence = format!("{}: {}", Confidence::Low.label(), confidence_reason(record.workshop, star.id));
        let mut fields = Fields::default();
        fields.plain("Confidence", Some(confidence));
        fields.end(&mut blocks);
    }
    let wanted = joined(
        [
            target.value.map(|value| amount(value, &baseline.unit)),
            target.due.map(|day| format!("by {}", day.long())),
            said(&target.note),
        ],
        ", ",
    );
    if let Some(wanted) = wanted {
        blocks.push(Block::TwoColumns {
            left: Labelled { label: "Target".to_owned(), text: wanted.into() },
            right: Labelled {
                label: "Kept apart".to_owned(),
                text: "The definition does not change when the target does.".into(),
            },
        });
    }
    blocks
}
