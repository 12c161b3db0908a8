//! The star's definition in the words people read.

use crate::a_workshop::{a_workshop_at, text};
use sextant_domain::definition::{Denominator, MeasurementWindow, WeekStart, WindowKind, WindowUnit};
use sextant_domain::stage::Stage;
use sextant_domain::view::{ProjectorContent, ProjectorFocus, console_view, projector_view};
use sextant_domain::workshop::Workshop;

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

#[test]
fn r69_r70_a_definition_is_warned_about_in_the_same_words_on_console_and_wall() {
    let mut w = a_workshop_at(Stage::Define);
    let said = |w: &Workshop| {
        let warnings: Vec<String> = console_view(w).definition_warnings.into_iter().map(|one| one.text).collect();
        let ProjectorContent::Definition { warnings: wall, .. } = projector_view(w, ProjectorFocus::Stage).content
        else {
            panic!("the stage shows the definition")
        };
        assert_eq!(wall, warnings);
        warnings
    };
    assert_eq!(said(&w), Vec::<String>::new(), "a card that begins to grow is not scolded");
    w.set_denominator(Some(Denominator::Nothing)).expect("a star");
    assert_eq!(said(&w), Vec::<String>::new(), "a count has no bottom");
    w.set_denominator(Some(Denominator::Ratio)).expect("a star");
    assert!(said(&w)[0].contains("the bottom fell"));
    w.set_denominator(None).expect("a star");
    let mut window = |length, unit, start, zone: &str| {
        let (window_length, window_unit, week_start) = (Some(length), Some(unit), start);
        let window_kind = Some(WindowKind::Rolling);
        let window = MeasurementWindow { window_length, window_unit, window_kind, week_start, time_zone: text(zone) };
        w.set_window(window).expect("a window");
        said(&w)
    };
    let (day, week) = (WindowUnit::Day, WindowUnit::Week);
    let open = window(1, week, None, "");
    assert_eq!(open, ["Still open in the window: first day of the week, time zone."]);
    assert_eq!(window(1, week, Some(WeekStart::Monday), "Europe/Berlin"), Vec::<String>::new());
    assert_eq!(window(7, day, None, "Europe/Berlin"), Vec::<String>::new(), "seven days are a week");
    let longer = window(28, day, None, "Europe/Berlin");
    assert_eq!(longer, ["The star says each week, the window is 28 rolling days. Let both say the same."]);
}
