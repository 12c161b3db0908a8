//! The star's definition in the words people read.

use crate::a_workshop::text;
use sextant_domain::definition::{MeasurementWindow, WeekStart, WindowKind, WindowUnit};

#[test]
fn a_window_reads_as_a_phrase_and_says_nothing_while_it_is_open() {
    let window = |length, unit, kind, start, zone: &str| {
        let (window_length, window_unit, window_kind, week_start) = (length, unit, kind, start);
        MeasurementWindow { window_length, window_unit, window_kind, week_start, time_zone: text(zone) }.text()
    };
    let (week, day) = (Some(WindowUnit::Week), Some(WindowUnit::Day));
    let (calendar, rolling) = (Some(WindowKind::Calendar), Some(WindowKind::Rolling));
    assert_eq!(window(Some(1), week, rolling, None, ""), "a rolling week");
    assert_eq!(window(Some(28), day, rolling, None, "Europe/Berlin"), "28 rolling days, Europe/Berlin");
    let monday = Some(WeekStart::Monday);
    let calendar_week = window(Some(1), week, calendar, monday, "Europe/Berlin");
    assert_eq!(calendar_week, "a calendar week from Monday, Europe/Berlin");
    assert_eq!(window(Some(2), week, None, None, ""), "2 weeks");
    assert_eq!(window(None, week, rolling, monday, "Europe/Berlin"), "");
    assert_eq!(window(Some(1), None, rolling, monday, "Europe/Berlin"), "");
}
