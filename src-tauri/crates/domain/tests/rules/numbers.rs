//! Which numbers a record may hold, each boundary from both sides.

use crate::a_workshop::a_workshop_at;
use sextant_domain::definition::Baseline;
use sextant_domain::refusal::Refusal;
use sextant_domain::stage::Stage;
use sextant_domain::time::At;
use sextant_domain::workshop::Workshop;

#[test]
fn the_first_value_may_have_a_range_that_is_a_point_but_none_upside_down() {
    let mut w = a_workshop_at(Stage::RollOut);
    let range = |low, high| Baseline { value: Some(412.0), low: Some(low), high: Some(high), ..Baseline::default() };
    assert_eq!(w.set_baseline(range(400.0, 430.0)), Ok(()));
    assert_eq!(w.set_baseline(range(412.0, 412.0)), Ok(()));
    let upside_down = w.set_baseline(range(430.0, 400.0));
    assert_eq!(upside_down, Err(Refusal::Dates { what: "The lowest value lies above the highest." }));
    for odd in [f64::NAN, f64::INFINITY] {
        assert_eq!(w.set_baseline(range(400.0, odd)), Err(Refusal::Dates { what: "A value must be a finite number." }));
    }
    assert_eq!(w.baseline().low, Some(412.0), "a refusal changes nothing");
}

/// What a record says of itself when one number in it is changed.
fn changed(change: impl FnOnce(&mut Workshop)) -> Option<String> {
    let mut w = a_workshop_at(Stage::RollOut);
    assert_eq!(w.misfit(), None);
    change(&mut w);
    w.misfit()
}

#[test]
fn f92_each_number_alone_makes_a_record_one_that_no_workshop_can_hold() {
    let candidate = |w: &Workshop| w.candidates.iter().next().expect("one was written").id;
    let threshold = |count| {
        changed(|w| {
            let id = candidate(w);
            w.candidates.get_mut(&(id,)).expect("known").sentence.threshold_count = Some(count);
        })
    };
    let delay = |days| {
        changed(|w| {
            let id = candidate(w);
            w.candidates.get_mut(&(id,)).expect("known").measurability.delay_days = Some(days);
        })
    };
    let created = |at| changed(|w| w.head_mut().created_at = At(at));
    for fits in [threshold(1), threshold(1_000_000), delay(3650), created(0)] {
        assert_eq!(fits, None);
    }
    for number in [threshold(0), threshold(1_000_001), delay(3651)] {
        assert_eq!(number.as_deref(), Some("a number out of its range"));
    }
    for date in [created(-1), created(253_402_300_800_000)] {
        assert_eq!(date.as_deref(), Some("a date outside of the calendar"));
    }
}
