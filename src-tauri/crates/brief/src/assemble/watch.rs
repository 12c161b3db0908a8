//! What must not get worse, and what has to be recorded.

use sextant_domain::decision::WaiverRule;

use super::record::Record;
use super::words::{Fields, amount, joined, listed, note, paragraph, quoted, said, table};
use crate::document::{Block, Cell, Column};

/// Section 10 (R86–R88).
pub(super) fn guardrails(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut guardrails: Vec<_> = record.workshop.guardrails.iter().collect();
    guardrails.sort_by_key(|g| (g.position, g.id));
    let rows: Vec<_> = guardrails
        .iter()
        .map(|guardrail| {
            let direction = guardrail.direction.map(|direction| direction.label().to_owned());
            let limit = guardrail.limit.map(|limit| amount(limit, &guardrail.unit));
            vec![
                Cell::voice(guardrail.catches.to_string()),
                Cell::plain(guardrail.measure.to_string()),
                Cell::plain(guardrail.now.map(|now| amount(now, &guardrail.unit)).unwrap_or_default()),
                Cell::plain(joined([direction, limit], " ").unwrap_or_default()),
                Cell::plain(guardrail.owner.to_string()),
                Cell::plain(guardrail.response.to_string()),
            ]
        })
        .collect();
    if rows.is_empty() {
        blocks.push(paragraph("No guardrail is set."));
    }
    let columns = vec![
        Column::start("Cheat it catches").wide(8),
        Column::start("Measure").wide(8),
        Column::end("Now").wide(4),
        Column::end("Trips").wide(5),
        Column::start("Owner").wide(6),
        Column::start("If it trips").wide(9),
    ];
    table(&mut blocks, "Guardrails", columns, rows);
    if let Some(waiver) = record.workshop.waiver(WaiverRule::GuardrailCount, None, "") {
        blocks.push(note(format!("Two or three are usual. Why it is another number here: {}", waiver.reason)));
    }
    blocks
}

/// Section 12.
pub(super) fn events(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let workshop = record.workshop;
    let mut events: Vec<_> = workshop.tracked_events.iter().collect();
    events.sort_by_key(|e| (e.position, e.id));
    let rows: Vec<_> = events
        .iter()
        .map(|event| {
            let due = event.due.map(|day| day.long());
            vec![
                Cell::data(event.name.to_string()),
                Cell::plain(event.trigger.to_string()),
                Cell::plain(event.properties.to_string()),
                Cell::plain(
                    joined([said(&event.place), Some(event.data_class.label().to_owned())], ", ").unwrap_or_default(),
                ),
                Cell::plain(joined([said(&event.owner), due], ", ").unwrap_or_default()),
                Cell::plain(event.status.label()),
            ]
        })
        .collect();
    if rows.is_empty() {
        blocks.push(paragraph("No event is named yet."));
    }
    let columns = vec![
        Column::start("Event").wide(9),
        Column::start("When").wide(9),
        Column::start("Properties").wide(7),
        Column::start("Where, privacy").wide(7),
        Column::start("Owner, due").wide(6),
        Column::start("State").wide(4),
    ];
    table(&mut blocks, "Tracked events", columns, rows);
    let mut fields = Fields::default();
    fields.plain("Alert", said(&workshop.cadence().alert));
    let mut tiles: Vec<_> = record.star().map(|_| "the star".to_owned()).into_iter().collect();
    tiles.extend(workshop.inputs_below(None).iter().map(|input| quoted(input.name.as_str())));
    tiles.extend(workshop.guardrails.iter().map(|guardrail| quoted(guardrail.measure.as_str())));
    let layout = (tiles.len() > 1).then(|| format!("One screen, in this order: {}", listed(&tiles)));
    fields.plain("Dashboard", layout);
    fields.end(&mut blocks);
    blocks
}
