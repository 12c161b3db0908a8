//! The document as one self-contained HTML file: no script, no network.

mod fonts;

use minijinja::{Environment, ErrorKind};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::RenderError;
use crate::document::{Block, CriterionResult, Document, Table};
use crate::figure::{limb, svg};
use crate::text::printable;
pub(super) use fonts::base64;

/// The name's ending is what switches the engine's escaping on.
const TEMPLATE: &str = "brief.html";

/// Fills the template. The engine escapes every value it prints (F82).
pub(super) fn write(document: &Document) -> Result<String, RenderError> {
    let mut environment = Environment::new();
    environment.add_template(TEMPLATE, include_str!("../../assets/brief.html"))?;
    environment.add_function("unknown_block", |kind: String| -> Result<String, minijinja::Error> {
        Err(minijinja::Error::new(
            ErrorKind::InvalidOperation,
            format!("the template has no form for the block {kind}"),
        ))
    });
    let page = environment.get_template(TEMPLATE)?.render(minijinja::value::Serde(view(document)?))?;
    Ok(page)
}

/// The one style sheet of every brief, fonts included.
fn style() -> String {
    format!("{}{}", fonts::faces(), include_str!("../../assets/brief.css"))
}

/// The hash under which a content policy knows that style sheet. A page that shows a brief in a
/// frame must allow it too, because the frame stands under both policies.
pub fn style_hash() -> String {
    fonts::base64(&Sha256::digest(style().as_bytes()))
}

/// The document with everything the template cannot work out for itself.
fn view(document: &Document) -> Result<Value, RenderError> {
    let style = style();
    let mut view = serde_json::to_value(document)?;
    clean(&mut view);
    view["strip"] = json!(
        document
            .status
            .cells()
            .into_iter()
            .map(|(label, value)| [label.to_owned(), printable(&value)])
            .collect::<Vec<_>>()
    );
    view["length"] = json!(match document.cover.sentence.chars().count() {
        0..=90 => "short",
        91..=160 => "long",
        _ => "huge",
    });
    view["foot"] = json!(printable(&document.foot()));
    view["edition"] = json!(document.audience.word());
    view["limb"] = json!(limb());
    view["style_hash"] = json!(style_hash());
    view["style"] = json!(style);
    for (index, section) in document.sections.iter().enumerate() {
        for (place, block) in section.blocks.iter().enumerate() {
            add_drawings(&mut view["sections"][index]["blocks"][place], block);
        }
    }
    Ok(view)
}

fn add_drawings(view: &mut Value, block: &Block) {
    match block {
        Block::Figure { figure, caption, text_alternative } => {
            view["svg"] = json!(svg(&figure.geometry(), caption, text_alternative));
        }
        Block::Criteria { items } => {
            for (index, item) in items.iter().enumerate() {
                add_plot(&mut view["items"][index], item);
            }
        }
        Block::Checklist { items } => {
            for (index, item) in items.iter().enumerate() {
                view["items"][index]["word"] = json!(item.state.word());
            }
        }
        Block::FieldTable { rows } => {
            let longest = rows.iter().map(|row| row.label.chars().count()).max().unwrap_or(0);
            view["labels"] = json!(match longest {
                0..=13 => "narrow",
                14..=22 => "middle",
                _ => "broad",
            });
        }
        Block::OptionNotChosen(option) => {
            let pairs = |pairs: Vec<(&'static str, &str)>| {
                json!(pairs.into_iter().map(|(label, text)| [label.to_owned(), printable(text)]).collect::<Vec<_>>())
            };
            view["arguments"] = pairs(option.arguments());
            view["verdict"] = pairs(option.verdict());
        }
        Block::Table(table) => {
            view["shares"] = json!(shares(table));
            for (row, cells) in table.rows.iter().enumerate() {
                for (place, cell) in cells.iter().enumerate() {
                    if let Some(plot) = &cell.plot {
                        view["rows"][row][place]["svg"] = json!(svg(&plot.small(), "", &plot.text_alternative()));
                    }
                }
            }
        }
        Block::Lead { .. }
        | Block::Paragraph { .. }
        | Block::Note { .. }
        | Block::Heading { .. }
        | Block::Voice { .. }
        | Block::Entries { .. }
        | Block::Callout { .. }
        | Block::Dissent { .. }
        | Block::TwoColumns { .. }
        | Block::BlankLine { .. } => {}
    }
}

/// Each column's share of the width in steps of five per cent; none where the words decide.
fn shares(table: &Table) -> Vec<u32> {
    let total: u32 = table.columns.iter().map(|column| u32::from(column.weight)).sum();
    let all_weighed = table.columns.iter().all(|column| column.weight > 0);
    let share = |weight: u32| if all_weighed { (weight * 20).div_ceil(total) * 5 } else { 0 };
    table.columns.iter().map(|column| share(u32::from(column.weight))).collect()
}

fn add_plot(view: &mut Value, item: &CriterionResult) {
    let description = item.plot.text_alternative();
    view["svg"] = json!(svg(&item.plot.geometry(), &item.name, &description));
    view["median_label"] = json!(item.plot.median_label());
    view["level"] = json!(item.plot.median_level());
}

/// Takes out of every string what no paper may print.
fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = printable(text),
        Value::Array(values) => values.iter_mut().for_each(clean),
        Value::Object(fields) => fields.values_mut().for_each(clean),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
