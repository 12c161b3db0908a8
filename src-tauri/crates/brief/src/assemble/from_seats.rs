//! What people sent from their seats, without names: the team edition only.

use sextant_domain::contribution::Contribution;

use super::record::Record;
use super::words::{joined, said, table};
use crate::document::{Block, Cell, Column};

/// The end of section 16. Answers that were not shown to the room are not printed either.
pub(super) fn from_seats(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let answers = answers(record);
    if !answers.is_empty() {
        let columns = vec![Column::start("Question").wide(7), Column::start("Answer, without its author").wide(16)];
        table(&mut blocks, "What everybody answered alone", columns, answers);
    }
    let sent: Vec<_> = record.workshop.contributions.iter().map(|row| cells(record, row)).collect();
    if !sent.is_empty() {
        let columns =
            vec![Column::start("Kind").wide(5), Column::start("About").wide(8), Column::start("Words").wide(10)];
        table(&mut blocks, "What people sent from their seats", columns, sent);
    }
    blocks
}

fn answers(record: &Record<'_>) -> Vec<Vec<Cell>> {
    let mut asks: Vec<_> = record.workshop.frame_asks.iter().filter(|ask| ask.revealed).collect();
    asks.sort_by_key(|ask| (ask.asked_at, ask.question));
    let mut rows = Vec::new();
    for ask in asks {
        let asked = format!("{} ({})", ask.question.label(), ask.asked_at.day().long());
        let given: Vec<_> = record.workshop.frame_answers.iter().filter(|a| a.question == ask.question).collect();
        if given.is_empty() {
            rows.push(vec![Cell::plain(asked.clone()), Cell::plain("Nobody answered")]);
        }
        rows.extend(given.into_iter().map(|a| vec![Cell::plain(asked.clone()), Cell::plain(a.text.to_string())]));
    }
    rows
}

fn cells(record: &Record<'_>, row: &Contribution) -> Vec<Cell> {
    let w = record.workshop;
    let about = [
        row.candidate_id.and_then(|id| record.quote(id)),
        row.same_as_id.and_then(|id| record.quote(id)).map(|other| format!("same as {other}")),
        row.criterion.map(|criterion| criterion.label().to_owned()),
        row.challenge.map(|challenge| challenge.label().to_owned()),
        row.field.map(|field| field.label().to_owned()),
        row.team_id.and_then(|id| w.teams.get(&(id,))).map(|team| team.name.to_string()),
        row.input_id.and_then(|id| w.input_metrics.get(&(id,))).map(|input| input.name.to_string()),
    ];
    let words = [
        row.verdict.map(|verdict| verdict.label().to_owned()),
        row.signal.map(|signal| signal.label().to_owned()),
        row.suits.map(|suits| if suits { "the dates suit" } else { "the dates do not suit" }.to_owned()),
        said(&row.text),
        row.settled.then(|| "(dealt with)".to_owned()),
    ];
    vec![
        Cell::plain(row.kind.label()),
        Cell::plain(joined(about, ", ").unwrap_or_default()),
        Cell::plain(joined(words, " ").unwrap_or_default()),
    ]
}
