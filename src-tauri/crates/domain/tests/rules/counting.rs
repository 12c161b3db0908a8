//! What the room shows as plain counts: support, private views, and the promise about few ballots.

use crate::a_workshop::{MORNING, a_round, a_workshop_at, fresh, ids, line, live, scorers, settle};
use sextant_domain::act::{Attendance, NewContribution, RoundScope};
use sextant_domain::challenge::{ChallengeKind, Verdict};
use sextant_domain::contribution::Signal;
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::decision::SupportCount;
use sextant_domain::refusal::Refusal;
use sextant_domain::stage::Stage;
use sextant_domain::view::console_view;

#[test]
fn one_person_has_one_signal_and_the_last_one_counts() {
    let mut w = a_workshop_at(Stage::Score);
    a_round(&mut w, RoundScope::All, MORNING, |_, _| Level::Clear);
    settle(&mut w);
    let candidate_id = live(&w)[0];
    let signal = |signal, words| NewContribution::Signal { candidate_id, signal, text: line(words) };
    let first = w.contribute(signal(Signal::Support, ""), &[], &mut fresh).expect("revealed");
    w.contribute(signal(Signal::LiveWith, ""), &[], &mut fresh).expect("another person");
    w.contribute(signal(Signal::Object, "It can be gamed."), &[first], &mut fresh).expect("the first one again");
    let counted = w.support_counts.get(&(candidate_id,)).expect("counted");
    assert_eq!((counted.support, counted.live_with, counted.object), (0, 1, 1));
    let by_hand = SupportCount { candidate_id, support: 301, live_with: 0, object: 0 };
    assert!(matches!(w.count_support(by_hand.clone()), Err(Refusal::OutOfRange { .. })));
    w.count_support(SupportCount { support: 4, ..by_hand }).expect("hands in a room");
    assert_eq!(w.support_counts.get(&(candidate_id,)).map(|c| c.support), Some(4));
}

#[test]
fn private_views_of_a_challenge_are_counted_by_verdict_only() {
    let mut w = a_workshop_at(Stage::Challenge);
    let candidate_id = ids(&w)[0];
    let challenge = ChallengeKind::ALL[0];
    for verdict in [Verdict::Survives, Verdict::Fails, Verdict::Fails] {
        let view = NewContribution::ChallengeView { candidate_id, challenge, verdict };
        w.contribute(view, &[], &mut fresh).expect("its stage");
    }
    let counts = console_view(&w).challenge_counts;
    let [count] = &counts[..] else { panic!("one candidate, one challenge: {counts:?}") };
    assert_eq!((count.survives, count.fails, count.unsure), (1, 2, 0));
}

#[test]
fn with_one_to_three_ballots_the_map_says_that_names_cannot_be_hidden() {
    let few = |people: usize| {
        let mut w = a_workshop_at(Stage::Score);
        for person_id in scorers(&w).into_iter().skip(people) {
            w.mark_attendance(person_id, Attendance::Absent).expect("there");
        }
        a_round(&mut w, RoundScope::All, MORNING, |_, _| Level::Clear);
        console_view(&w).score.map.expect("revealed").few_ballots
    };
    assert_eq!([1, 2, 3, 4].map(few), [true, true, true, false]);
}

#[test]
fn a_weighted_sum_reaches_the_map_in_full() {
    let mut w = a_workshop_at(Stage::Score);
    // Five times 3, and one criterion of weight 5/4 with 1 beside 2: 15 + 1.5 × 1.25 = 16.875.
    w.weigh_criterion(Criterion::Measurable, 5, line(""), MORNING, &mut fresh).expect("nothing is revealed");
    a_round(&mut w, RoundScope::All, MORNING, |seat, cell| match (cell, seat % 2) {
        (5, 0) => Level::Doubtful,
        (5, _) => Level::Conditional,
        (_, _) => Level::Clear,
    });
    let view = console_view(&w);
    let first = live(&w)[0];
    let row = view.score.map.expect("revealed").rows.into_iter().find(|row| row.candidate_id == first);
    assert_eq!(row.and_then(|row| row.sum_eighths), Some(135), "16.875 in eighths");
}
