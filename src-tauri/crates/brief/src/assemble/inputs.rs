//! The input tree: what moves the star, who owns it, what is tried.

use std::collections::BTreeSet;

use sextant_domain::id::InputMetricId;
use sextant_domain::input_tree::{InputLink, InputMetric, Operation};

use super::record::Record;
use super::tests_survived::levers;
use super::words::{Fields, amount, capital, ended, heading, joined, note, number, paragraph, quoted, said, table};
use crate::document::{Block, Cell, Column};
use crate::figure::{Edge, Figure, StarBox, TreeFigure, TreeNode};
use crate::text::{Style, Text};

/// Section 9.
pub(super) fn inputs(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(above) = said(&record.workshop.head().parent_star) {
        blocks.push(note(format!("This star stands below another one: {}", ended(&above))));
    }
    let mut seen = BTreeSet::new();
    let outline = outline(record, None, 0, &mut seen);
    if outline.is_empty() {
        blocks.push(paragraph("No inputs are drafted yet."));
    } else {
        blocks.push(note("Solid lines add up exactly. Dotted lines are beliefs with an owner."));
        let tree = TreeFigure {
            star: star_box(record),
            inputs: nodes(record, None, star_operation(record), &mut BTreeSet::new()),
        };
        let text_alternative = tree.text_alternative();
        blocks.push(Block::Figure {
            figure: Figure::Tree(tree),
            caption: "The input tree".to_owned(),
            text_alternative,
        });
        // The drawing tells everybody who moves what; the reasons behind it are the team's.
        if record.is_team() {
            rows(record, &outline, &mut blocks);
        }
    }
    if let Some(star) = record.star().filter(|_| record.is_team()) {
        let mut fields = Fields::default();
        levers(record, star, &mut fields);
        let mut rows = Vec::new();
        fields.end(&mut rows);
        if !rows.is_empty() {
            blocks.push(heading("What each discipline can do"));
            blocks.extend(rows);
        }
    }
    blocks
}

fn star_box(record: &Record<'_>) -> StarBox {
    let baseline = record.workshop.baseline();
    let when = baseline.measured_on.map(|day| day.long());
    let caption = joined([said(&baseline.unit), when], ", ");
    StarBox { value: baseline.value.map(number), caption: caption.unwrap_or_else(|| super::cover::sentence(record)) }
}

/// How the parts right under the star make it up.
fn star_operation(record: &Record<'_>) -> Operation {
    record.workshop.definition().map_or(Operation::Sum, |definition| definition.star_operation)
}

fn edge(link: InputLink, operation: Operation) -> Edge {
    match (link, operation) {
        (InputLink::BelievedInfluence, Operation::Sum | Operation::Product) => Edge::Believed,
        (InputLink::ArithmeticPart, Operation::Sum) => Edge::Sum,
        (InputLink::ArithmeticPart, Operation::Product) => Edge::Product,
    }
}

/// `seen` stops a record that was damaged into a circle.
fn nodes(
    record: &Record<'_>,
    parent: Option<InputMetricId>,
    operation: Operation,
    seen: &mut BTreeSet<InputMetricId>,
) -> Vec<TreeNode> {
    let mut nodes = Vec::new();
    for input in record.workshop.inputs_below(parent) {
        if seen.insert(input.id) {
            nodes.push(TreeNode {
                name: input.name.to_string(),
                owner: owner(record, input),
                bet: said(&input.bet),
                value: input.value.map(|value| amount(value, &input.unit)),
                edge: edge(input.link, operation),
                inputs: self::nodes(record, Some(input.id), input.operation, seen),
            });
        }
    }
    nodes
}

fn outline<'a>(
    record: &Record<'a>,
    parent: Option<InputMetricId>,
    depth: usize,
    seen: &mut BTreeSet<InputMetricId>,
) -> Vec<(usize, &'a InputMetric)> {
    let mut list = Vec::new();
    for input in record.workshop.inputs_below(parent) {
        if seen.insert(input.id) {
            list.push((depth, input));
            list.extend(outline(record, Some(input.id), depth + 1, seen));
        }
    }
    list
}

fn owner(record: &Record<'_>, input: &InputMetric) -> Option<String> {
    let team = input.team_id.and_then(|id| record.workshop.teams.get(&(id,))).map(|team| team.name.to_string());
    joined([said(&input.owner), team], ", ")
}

/// One row for each input: what it is, how it is tied, what is tried and why.
fn rows(record: &Record<'_>, outline: &[(usize, &InputMetric)], blocks: &mut Vec<Block>) {
    let rows = outline
        .iter()
        .map(|(depth, input)| {
            let now = input.value.map(|value| amount(value, &input.unit));
            let name = Text::default().then(Style::Strong, format!("{}{}", "– ".repeat(*depth), input.name));
            let name = match owner(record, input) {
                Some(owner) => name.then(Style::Plain, format!("\n{owner}")),
                None => name,
            };
            vec![
                Cell { text: name, ..Cell::plain("") },
                Cell::plain(now.or_else(|| said(&input.unit)).unwrap_or_default()),
                Cell::plain(tie(record, input)),
                Cell { text: bet(record, input), ..Cell::plain("") },
            ]
        })
        .collect();
    let columns = vec![
        Column::start("Input, owner").wide(9),
        Column::start("Now").wide(5),
        Column::start("How it is tied").wide(8),
        Column::start("Current bet, and why we believe it").wide(16),
    ];
    table(blocks, "Inputs", columns, rows);
}

fn tie(record: &Record<'_>, input: &InputMetric) -> String {
    let parent = input.parent_id.and_then(|id| record.workshop.input_metrics.get(&(id,)));
    let above = parent.map_or_else(|| "the star".to_owned(), |above| quoted(above.name.as_str()));
    let parts = record.workshop.inputs_below(Some(input.id));
    let exact = parts.iter().any(|part| part.link == InputLink::ArithmeticPart);
    let own = exact.then(|| format!("its own parts are {}", input.operation.label()));
    let tie = Some(format!("{}, {above}", capital(input.link.label())));
    joined([tie, own], "; ").unwrap_or_default()
}

fn bet(record: &Record<'_>, input: &InputMetric) -> Text {
    let origin = input.from_candidate_id.and_then(|id| record.quote(id));
    let reasons = joined(
        [
            said(&input.target).map(|target| format!("Target: {}", ended(&target))),
            said(&input.moves_input_because).map(|because| format!("It should move the input: {}", ended(&because))),
            said(&input.lifts_star_because).map(|because| format!("It should lift the star: {}", ended(&because))),
            origin.map(|candidate| format!("It was the candidate {candidate}.")),
        ],
        " ",
    );
    let mut text = Text::default();
    if let Some(bet) = said(&input.bet) {
        let end = if reasons.is_some() { format!("{} ", ended(&bet)) } else { bet };
        text = text.then(Style::Strong, end);
    }
    match reasons {
        Some(reasons) => text.then(Style::Plain, reasons),
        None if text.0.is_empty() => Text::from(""),
        None => text,
    }
}
