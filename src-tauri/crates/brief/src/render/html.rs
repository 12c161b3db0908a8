//! The document as one self-contained HTML file: no script, no network.

mod fonts;

use minijinja::{Environment, ErrorKind};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::RenderError;
use crate::document::{Block, CriterionResult, Document};
use crate::figure::svg;
use crate::text::printable;

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

/// The document with everything the template cannot work out for itself.
fn view(document: &Document) -> Result<Value, RenderError> {
    let style = format!("{}{}", fonts::faces(), include_str!("../../assets/brief.css"));
    let mut view = serde_json::to_value(document)?;
    clean(&mut view);
    view["strip"] = json!(document.status.cells().into_iter().map(|(label, value)| [label.to_owned(), printable(&value)]).collect::<Vec<_>>());
    view["foot"] = json!(printable(&document.foot()));
    view["edition"] = json!(document.audience.word());
    view["limb"] = json!(limb());
    view["style_hash"] = json!(fonts::base64(&Sha256::digest(style.as_bytes())));
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
        Block::Lead { .. }
        | Block::Paragraph { .. }
        | Block::Note { .. }
        | Block::Heading { .. }
        | Block::Voice { .. }
        | Block::Table(_)
        | Block::Callout { .. }
        | Block::Dissent { .. }
        | Block::TwoColumns { .. }
        | Block::BlankLine { .. } => {}
    }
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

/// The 60° limb of the instrument under the cover's star, a tick every half degree.
fn limb() -> String {
    const RADIUS: f64 = 900.0;
    const CENTRE: (f64, f64) = (397.0, -640.0);
    let at = |degrees: f64, radius: f64| {
        let angle = degrees.to_radians();
        format!("{:.1} {:.1}", CENTRE.0 + radius * angle.sin(), CENTRE.1 + radius * angle.cos())
    };
    let mut ticks = String::new();
    for step in -54..=54_i32 {
        let degrees = f64::from(step) / 2.0;
        let length = match step {
            _ if step % 10 == 0 => 26.0,
            _ if step % 2 == 0 => 14.0,
            _ => 7.0,
        };
        ticks.push_str(&format!("M{}L{}", at(degrees, RADIUS), at(degrees, RADIUS - length)));
    }
    let arc = |radius: f64| format!("M{}A{radius} {radius} 0 0 0 {}", at(-27.0, radius), at(27.0, radius));
    format!(
        concat!(
            r##"<g fill="none"><path d="{}" stroke="#c3ced5"/>"##,
            r##"<path d="{}" stroke="#0e1d2a" stroke-width="1.4"/>"##,
            r##"<path d="{}" stroke="#dce4e8"/></g>"##
        ),
        ticks,
        arc(RADIUS),
        arc(RADIUS + 14.0)
    )
}
