//! The input tree: what moves the star, who owns it, what is tried.

use std::collections::BTreeSet;

use sextant_domain::id::InputMetricId;
use sextant_domain::input_tree::{InputLink, InputMetric, Operation};

use super::record::Record;
use super::tests_survived::levers;
use super::words::{Fields, amount, capital, ended, heading, joined, note, number, paragraph, quoted, said, table};
use crate::document::{Block, Cell, Column};
use crate::figure::{Edge, Figure, StarBox, TreeFigure, TreeNode};

/// Section 9.
pub(super) fn inputs(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
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
        rows(record, &outline, &mut blocks);
        beliefs(record, &outline, &mut blocks);
    }
    if let Some(star) = record.star() {
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

fn rows(record: &Record<'_>, outline: &[(usize, &InputMetric)], blocks: &mut Vec<Block>) {
    let rows = outline
        .iter()
        .map(|(depth, input)| {
            let parent = input.parent_id.and_then(|id| record.workshop.input_metrics.get(&(id,)));
            let above = parent.map_or_else(|| "the star".to_owned(), |above| quoted(above.name.as_str()));
            let parts = record.workshop.inputs_below(Some(input.id));
            let exact = parts.iter().any(|part| part.link == InputLink::ArithmeticPart);
            let own = exact.then(|| format!("its own parts are {}", input.operation.label()));
            let tie = Some(format!("{}, {above}", capital(input.link.label())));
            let now = input.value.map(|value| amount(value, &input.unit));
            vec![
                Cell::plain(format!("{}{}", "– ".repeat(*depth), input.name)),
                Cell::plain(joined([tie, own], "; ").unwrap_or_default()),
                Cell::plain(owner(record, input).unwrap_or_default()),
                Cell::plain(now.or_else(|| said(&input.unit)).unwrap_or_default()),
                Cell::voice(input.bet.to_string()),
            ]
        })
        .collect();
    let columns = vec![
        Column::start("Input"),
        Column::start("How it is tied, to what"),
        Column::start("Owner, team"),
        Column::end("Now"),
        Column::start("Current bet"),
    ];
    table(blocks, "Inputs", columns, rows);
}

fn beliefs(record: &Record<'_>, outline: &[(usize, &InputMetric)], blocks: &mut Vec<Block>) {
    let mut fields = Fields::default();
    for (_, input) in outline {
        let origin = input.from_candidate_id.and_then(|id| record.quote(id));
        let reasons = joined(
            [
                said(&input.moves_input_because).map(|because| format!("The bet should move it: {}", ended(&because))),
                said(&input.lifts_star_because).map(|because| format!("It should lift the star: {}", ended(&because))),
                origin.map(|candidate| format!("It was the candidate {candidate}.")),
            ],
            " ",
        );
        fields.plain(input.name.to_string(), reasons);
    }
    let mut rows = Vec::new();
    fields.end(&mut rows);
    if !rows.is_empty() {
        blocks.push(heading("Why we believe it"));
        blocks.extend(rows);
    }
}
