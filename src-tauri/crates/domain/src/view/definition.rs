//! What the room should know about a definition before it is used: said once, for every surface.

use crate::candidate::Period;
use crate::definition::{Denominator, MeasurementWindow, WindowUnit};
use crate::workshop::Workshop;
use serde::Serialize;
use ts_rs::TS;

/// Which part of the definition a warning is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DefinitionPart {
    /// What it is divided by (R69).
    Ratio,
    /// The measurement window (R70).
    Window,
}

/// A warning on the definition card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DefinitionWarning {
    /// Where it belongs.
    pub about: DefinitionPart,
    /// In words, the same on every surface.
    pub text: String,
}

/// What is to be said about the definition as it stands.
pub fn definition_warnings(workshop: &Workshop) -> Vec<DefinitionWarning> {
    let Some(definition) = workshop.definition() else { return Vec::new() };
    let mut warnings = Vec::new();
    let mut warn = |about, text| warnings.push(DefinitionWarning { about, text });
    if definition.denominator == Some(Denominator::Ratio) {
        let trap = "A ratio can rise because the bottom fell: fewer people left to divide by looks like more success. Watch both numbers.";
        warn(DefinitionPart::Ratio, trap.to_owned());
    }
    let window = &definition.window;
    let open = open_parts(window);
    // A card that has only begun to grow is not scolded for its empty lines.
    if *window != MeasurementWindow::default() && !open.is_empty() {
        warn(DefinitionPart::Window, format!("Still open in the window: {}.", open.join(", ")));
    }
    let period = workshop.star().and_then(|star| star.sentence.period);
    if let (Some(period), Some(length), Some(unit)) = (period, window.window_length, window.window_unit)
        && !spans(period, length, unit)
    {
        let (period, span) = (period.label(), window.span());
        let text = format!("The star says {period}, the window is {span}. Let both say the same.");
        warn(DefinitionPart::Window, text);
    }
    warnings
}

/// What the window still lacks; a week also needs its first day (R70).
fn open_parts(window: &MeasurementWindow) -> Vec<&'static str> {
    let week = window.window_unit == Some(WindowUnit::Week);
    [
        (window.window_length.is_none(), "length"),
        (window.window_unit.is_none(), "unit"),
        (window.window_kind.is_none(), "calendar or rolling"),
        (week && window.week_start.is_none(), "first day of the week"),
        (window.time_zone.is_empty(), "time zone"),
    ]
    .into_iter()
    .filter_map(|(open, name)| open.then_some(name))
    .collect()
}

/// Whether a window of so many units is as long as a period, as people use the words: 28 days are a
/// month, 13 weeks a quarter.
fn spans(period: Period, length: u32, unit: WindowUnit) -> bool {
    let lengths = match unit {
        WindowUnit::Day => match period {
            Period::Day => 1..=1,
            Period::Week => 7..=7,
            Period::Month => 28..=31,
            Period::Quarter => 90..=92,
            Period::Year => 365..=366,
        },
        WindowUnit::Week => match period {
            Period::Day => return false,
            Period::Week => 1..=1,
            Period::Month => 4..=4,
            Period::Quarter => 13..=13,
            Period::Year => 52..=52,
        },
        WindowUnit::Month => match period {
            Period::Day | Period::Week => return false,
            Period::Month => 1..=1,
            Period::Quarter => 3..=3,
            Period::Year => 12..=12,
        },
        WindowUnit::Quarter => match period {
            Period::Day | Period::Week | Period::Month => return false,
            Period::Quarter => 1..=1,
            Period::Year => 4..=4,
        },
    };
    lengths.contains(&length)
}
