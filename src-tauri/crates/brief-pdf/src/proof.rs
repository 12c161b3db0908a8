//! The document as the template reads it: data and pictures, nothing to evaluate.

mod pictures;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sextant_brief::document::{Block, Document};
use sextant_brief::text::printable;
use sextant_brief::{Paper, PrintError};

use crate::fonts;

/// Stands where a glyph is missing; the cover says which (F90).
const STAND_IN: char = '□';

/// A document on its way to the printer.
pub(crate) struct Proof {
    clean: Value,
    paper: Paper,
    missing: BTreeSet<char>,
}

impl Proof {
    pub(crate) fn new(document: &Document, paper: Paper) -> Result<Self, PrintError> {
        let mut clean = serde_json::to_value(document)?;
        each_text(&mut clean, &mut |text| *text = printable(text));
        let mut proof = Proof { clean, paper, missing: BTreeSet::new() };
        let mut undrawable = BTreeSet::new();
        each_text(&mut proof.clean, &mut |text| {
            undrawable.extend(text.chars().filter(|&c| !fonts::can_draw(c)));
        });
        proof.note_missing(&undrawable);
        Ok(proof)
    }

    /// Puts the stand-in where these characters are. False when there was none of them.
    pub(crate) fn note_missing(&mut self, characters: &BTreeSet<char>) -> bool {
        let new: BTreeSet<char> = characters.difference(&self.missing).copied().collect();
        if new.is_empty() {
            return false;
        }
        each_text(&mut self.clean, &mut |text| {
            *text = text.replace(|c| new.contains(&c), &STAND_IN.to_string());
        });
        self.missing.extend(new);
        true
    }

    pub(crate) fn missing(&self) -> Vec<char> {
        self.missing.iter().copied().collect()
    }

    /// The files of the printer's world.
    pub(crate) fn files(&self) -> Result<BTreeMap<String, Vec<u8>>, PrintError> {
        let document: Document = serde_json::from_value(self.clean.clone())?;
        let mut view = self.clean.clone();
        view["strip"] = json!(document.status.cells());
        view["foot"] = json!(document.foot());
        view["edition"] = json!(document.audience.word());
        view["language_code"] = json!(language_code(&document.language));
        view["paper"] = json!(match self.paper {
            Paper::A4 => "a4",
            Paper::Letter => "us-letter",
        });
        view["missing"] = json!(self.confession());
        for (index, section) in document.sections.iter().enumerate() {
            for (place, block) in section.blocks.iter().enumerate() {
                add_drawings(&mut view["sections"][index]["blocks"][place], block);
            }
        }
        let mut files = pictures::fixed();
        files.insert("/document.json".to_owned(), serde_json::to_vec(&view)?);
        Ok(files)
    }

    /// What the cover says about characters that could not be printed.
    fn confession(&self) -> Option<String> {
        if self.missing.is_empty() {
            return None;
        }
        let codes: Vec<String> = self.missing.iter().take(40).map(|&c| format!("U+{:04X}", u32::from(c))).collect();
        let more = self.missing.len().saturating_sub(codes.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        Some(format!(
            "This file’s fonts lack some characters; {STAND_IN} stands for them: {}{more}. The HTML edition shows them.",
            codes.join(", ")
        ))
    }
}

/// Figures travel as geometry: the template draws them, so that their words are
/// set in the same faces, with the same fallback, as the rest.
fn add_drawings(view: &mut Value, block: &Block) {
    match block {
        Block::Figure { figure, .. } => {
            view["drawing"] = json!(figure.geometry());
        }
        Block::Criteria { items } => {
            for (index, item) in items.iter().enumerate() {
                let view = &mut view["items"][index];
                view["drawing"] = json!(item.plot.geometry());
                view["alternative"] = json!(item.plot.text_alternative());
                view["median_label"] = json!(item.plot.median_label());
                view["level"] = match item.plot.median_level() {
                    Some(level) => json!(level),
                    None => json!("open"),
                };
            }
        }
        Block::Checklist { items } => {
            for (index, item) in items.iter().enumerate() {
                view["items"][index]["word"] = json!(item.state.word());
            }
        }
        Block::OptionNotChosen(option) => {
            view["arguments"] = json!(option.arguments());
            view["verdict"] = json!(option.verdict());
        }
        Block::Table(table) => {
            for (row, cells) in table.rows.iter().enumerate() {
                for (place, cell) in cells.iter().enumerate() {
                    if let Some(plot) = &cell.plot {
                        let view = &mut view["rows"][row][place];
                        view["drawing"] = json!(plot.small());
                        view["alternative"] = json!(plot.text_alternative());
                    }
                }
            }
        }
        Block::Lead { .. }
        | Block::Paragraph { .. }
        | Block::Note { .. }
        | Block::Heading { .. }
        | Block::Voice { .. }
        | Block::FieldTable { .. }
        | Block::Entries { .. }
        | Block::Callout { .. }
        | Block::Dissent { .. }
        | Block::TwoColumns { .. }
        | Block::BlankLine { .. } => {}
    }
}

/// The template accepts two or three letters and nothing else.
fn language_code(tag: &str) -> String {
    let code: String = tag.chars().take_while(char::is_ascii_alphabetic).collect();
    if (2..=3).contains(&code.len()) { code.to_ascii_lowercase() } else { "en".to_owned() }
}

fn each_text(value: &mut Value, change: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(values) => values.iter_mut().for_each(|value| each_text(value, change)),
        Value::Object(fields) => fields.values_mut().for_each(|value| each_text(value, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::language_code;

    #[test]
    fn a_language_tag_is_cut_to_what_the_template_takes() {
        assert_eq!(language_code("de-CH"), "de");
        assert_eq!(language_code("#read"), "en");
    }
}
