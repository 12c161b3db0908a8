//! When the star is looked at again, when it may change, and where each team connects.

use sextant_domain::decision::Favours;
use sextant_domain::frame::Maturity;

use super::record::Record;
use super::words::{Fields, ended, heading, joined, note, quoted, said};
use crate::document::{Block, Labelled};

/// Section 13 (R8, R102–R104, R107).
pub(super) fn rhythm(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let cadence = record.workshop.cadence();
    let mut fields = Fields::default();
    fields.plain("Operating review", cadence.rhythm.map(|rhythm| rhythm.label()));
    fields.plain("Next review", cadence.next_review.map(|day| day.long()));
    fields.plain("Who comes", said(&cadence.review_participants));
    let yearly = cadence.yearly_review.map(|day| format!("{}: the same six criteria against these scores", day.long()));
    fields.plain("Yearly check", yearly);
    let early = record.workshop.frame().maturity == Some(Maturity::PreFit);
    let by = cadence.stop_by.map(|day| format!("by {}", day.long()));
    let label = if early { "Build or kill: stop if" } else { "Would mean stop" };
    // Before fit a missing answer is printed as missing: the reader is to ask for it.
    let open = |what: &str| early.then(|| what.to_owned());
    let stop = joined([said(&cadence.stop_reading), by], ", ");
    fields.plain(label, stop.or_else(|| open("nobody has said which reading means stop, and by when")));
    let retire = said(&cadence.retirement_trigger);
    fields.plain("Would retire this star", retire.or_else(|| open("nobody has said what would")));
    if let Some(choice) = record.choice() {
        fields.plain("Would re-open the question", said(&choice.come_back_when));
    }
    fields.end(&mut blocks);
    blocks.push(Block::TwoColumns {
        left: Labelled {
            label: "Reasons that count".to_owned(),
            text: "A new strategy, a new business model, a new core value, a new stage of the product.".into(),
        },
        right: Labelled {
            label: "Reasons that do not".to_owned(),
            text: "A missed quarter, a plateau, fashion. They say something about the inputs: look there.".into(),
        },
    });
    blocks
}

/// Section 14 (R7, R83, R92).
pub(super) fn teams(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let workshop = record.workshop;
    let mut teams: Vec<_> = workshop.teams.iter().collect();
    teams.sort_by_key(|t| (t.position, t.id));
    let mut fields = Fields::default();
    for team in &teams {
        let excused = said(&team.no_input_because).map(|because| format!("No input of its own: {because}"));
        fields.voice(team.name.to_string(), joined([said(&team.statement).map(|text| ended(&text)), excused], " "));
    }
    fields.end(&mut blocks);
    let blank = teams.iter().filter(|t| t.statement.is_empty() && t.no_input_because.is_empty());
    blocks.extend(blank.map(|team| Block::BlankLine { label: team.name.to_string() }));
    let mut settled = Fields::default();
    for decision in workshop.backlog_decisions.iter() {
        let chosen = decision.favours.map(|favours| match favours {
            Favours::First => format!("{}.", decision.first_item),
            Favours::Second => format!("{}.", decision.second_item),
        });
        let input = decision.through_input.and_then(|id| workshop.input_metrics.get(&(id,)));
        let through = input.map(|input| format!("Through {}.", quoted(input.name.as_str())));
        let answer = joined([chosen, through, said(&decision.because)], " ");
        let question = format!("{}, or {}?", decision.first_item, decision.second_item);
        settled.plain(question, Some(answer.unwrap_or_else(|| "Not answered yet".to_owned())));
    }
    let mut rows = Vec::new();
    settled.end(&mut rows);
    if !rows.is_empty() {
        blocks.push(heading("Decisions it has already settled"));
        blocks.extend(rows);
    }
    if blocks.is_empty() {
        blocks.push(note("No team is on the list yet."));
    }
    blocks
}
