//! How numbers, lists and answers are written, and the blocks made of them.

use sextant_domain::text::Text as Typed;

use crate::document::{Block, Cell, Column, Entry, Face, Field, Table};
use crate::text::{Style, Text};

/// What a person typed, if they typed anything.
pub(super) fn said<const MAX: usize>(typed: &Typed<MAX>) -> Option<String> {
    (!typed.is_empty()).then(|| typed.to_string())
}

/// A number as people write it: "1,038", "39.7".
pub(super) fn number(value: f64) -> String {
    if !value.is_finite() || value.abs() >= 1e15 {
        return format!("{value:e}");
    }
    let text = format!("{:.4}", value.abs());
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if value < 0.0 && text != "0" { "−" } else { "" };
    format!("{sign}{grouped}{rest}")
}

/// A number with what it counts: "412 accounts", "39.7%".
pub(super) fn amount<const MAX: usize>(value: f64, unit: &Typed<MAX>) -> String {
    let (value, unit) = (number(value), unit.as_str());
    if unit.is_empty() {
        value
    } else if unit.starts_with('%') {
        format!("{value}{unit}")
    } else {
        format!("{value} {unit}")
    }
}

/// "1 ballot", "7 ballots".
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// "a", "a and b", "a, b and c".
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The same words with a capital letter in front.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The same words without the capital letter in front.
pub(super) fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A sentence as it is quoted inside one of ours.
pub(super) fn quoted(text: &str) -> String {
    format!("“{text}”")
}

/// Typed words as a sentence that others can follow.
pub(super) fn ended(text: &str) -> String {
    if text.ends_with(['.', '!', '?', '…', '”']) { text.to_owned() } else { format!("{text}.") }
}

/// The parts that were answered, joined.
pub(super) fn joined(parts: impl IntoIterator<Item = Option<String>>, between: &str) -> Option<String> {
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(between))
}

/// A strong first sentence and the plain rest.
pub(super) fn led(strong: &str, rest: &str) -> Text {
    Text::default().then(Style::Strong, strong).then(Style::Plain, format!(" {rest}"))
}

pub(super) fn paragraph(text: impl Into<Text>) -> Block {
    Block::Paragraph { text: text.into() }
}

pub(super) fn note(text: impl Into<Text>) -> Block {
    Block::Note { text: text.into() }
}

pub(super) fn heading(text: &str) -> Block {
    Block::Heading { text: text.to_owned() }
}

/// Rows of a field table; what was not answered has no row.
#[derive(Default)]
pub(super) struct Fields(Vec<Field>);

impl Fields {
    pub(super) fn plain(&mut self, label: impl Into<String>, value: Option<impl Into<Text>>) {
        self.with(label, value, Face::Plain);
    }

    pub(super) fn voice(&mut self, label: impl Into<String>, value: Option<impl Into<Text>>) {
        self.with(label, value, Face::Voice);
    }

    pub(super) fn data(&mut self, label: impl Into<String>, value: Option<impl Into<Text>>) {
        self.with(label, value, Face::Data);
    }

    fn with(&mut self, label: impl Into<String>, value: Option<impl Into<Text>>, face: Face) {
        if let Some(value) = value {
            self.0.push(Field { label: label.into(), value: value.into(), face });
        }
    }

    /// The rows as one line of ours: "Who: accounts; does what: booked". Nothing when there are none.
    /// A row that ends as a sentence does is followed by a new one.
    pub(super) fn in_a_line(self) -> Option<String> {
        let mut line = String::new();
        for field in self.0 {
            let label = match line.chars().last() {
                None => field.label,
                Some('.' | '!' | '?' | '…') => format!(" {}", field.label),
                Some(_) => format!("; {}", small(&field.label)),
            };
            let between = if label.ends_with('?') { "" } else { ":" };
            line.push_str(&format!("{label}{between} {}", field.value.plain()));
        }
        (!line.is_empty()).then_some(line)
    }

    /// What stands in the rows, without their labels.
    pub(super) fn values(self) -> Option<String> {
        joined(self.0.into_iter().map(|field| Some(field.value.plain())), " ")
    }

    /// The rows themselves.
    pub(super) fn rows(self) -> Vec<Field> {
        self.0
    }

    /// Ends the rows as a table, or as nothing when there are none.
    pub(super) fn end(self, blocks: &mut Vec<Block>) {
        if !self.0.is_empty() {
            blocks.push(Block::FieldTable { rows: self.0 });
        }
    }
}

/// Entries, or nothing when there are none.
pub(super) fn entries(blocks: &mut Vec<Block>, items: Vec<Entry>) {
    if !items.is_empty() {
        blocks.push(Block::Entries { items });
    }
}

/// A table with its heading, or nothing when it has no rows.
pub(super) fn table(blocks: &mut Vec<Block>, caption: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) {
    if !rows.is_empty() {
        blocks.push(Block::Table(Table { caption: caption.to_owned(), columns, rows }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_keep_what_was_typed() {
        let written = [412.0, 1038.0, 39.7, -1_234_567.25, 0.0, -0.0].map(number);
        assert_eq!(written, ["412", "1,038", "39.7", "−1,234,567.25", "0", "0"]);
    }

    #[test]
    fn a_list_reads_as_a_sentence_does() {
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(listed(&items), "a, b and c");
    }
}
