//! What stands in rows: fields, tables, entries.

use serde::{Deserialize, Serialize};

use crate::figure::DotPlot;
use crate::text::Text;

/// Whose words a cell holds, which decides its typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    #[default]
    Plain,
    Voice,
    Data,
}

/// One row of a field table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub label: String,
    pub value: Text,
    #[serde(default)]
    pub face: Face,
}

impl Field {
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<Text>) -> Self {
        Field { label: label.into(), value: value.into(), face: Face::Plain }
    }

    #[must_use]
    pub fn voice(label: impl Into<String>, value: impl Into<Text>) -> Self {
        Field { label: label.into(), value: value.into(), face: Face::Voice }
    }
}

/// A table with a header row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The table's name for those who cannot see it.
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    pub title: String,
    #[serde(default)]
    pub align: Align,
    /// The column's share of the width among its neighbours; zero asks for what its words need.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub weight: u8,
}

impl Column {
    #[must_use]
    pub fn start(title: impl Into<String>) -> Self {
        Column { title: title.into(), align: Align::Start, weight: 0 }
    }

    #[must_use]
    pub fn end(title: impl Into<String>) -> Self {
        Column { title: title.into(), align: Align::End, weight: 0 }
    }

    /// The same column with a share of the width.
    #[must_use]
    pub fn wide(self, weight: u8) -> Self {
        Column { weight, ..self }
    }
}

/// Numbers stand at the end of their column, words at its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    #[default]
    Start,
    End,
}

/// One cell: words, and for scores the spread behind them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    pub text: Text,
    #[serde(default)]
    pub face: Face,
    /// Drawn small under the words; formats without drawings print its counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plot: Option<DotPlot>,
}

impl Cell {
    #[must_use]
    pub fn plain(text: impl Into<Text>) -> Self {
        Cell { text: text.into(), face: Face::Plain, plot: None }
    }

    #[must_use]
    pub fn voice(text: impl Into<Text>) -> Self {
        Cell { text: text.into(), face: Face::Voice, plot: None }
    }

    #[must_use]
    pub fn data(text: impl Into<Text>) -> Self {
        Cell { text: text.into(), face: Face::Data, plot: None }
    }

    /// A median over the marks it was taken from.
    #[must_use]
    pub fn marks(plot: DotPlot) -> Self {
        Cell { text: plot.median_label().into(), face: Face::Plain, plot: Some(plot) }
    }
}

/// A remark with a small line above it: what kind, from whom, when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub meta: String,
    pub text: Text,
    #[serde(default)]
    pub face: Face,
}

// serde asks by reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(weight: &u8) -> bool {
    *weight == 0
}
