//! What a change of mind sets off: another star, a verdict taken back, a reason that is missing.

use crate::a_workshop::{
    MORNING, a_round, a_workshop_at, choice, fresh, ids, line, live, ready_to_leave, rejection, settle, text,
};
use sextant_domain::act::RoundScope;
use sextant_domain::candidate::{DataStatus, Measurability, MetricSentence};
use sextant_domain::challenge::{ChallengeKind, Verdict};
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::decision::WaiverRule;
use sextant_domain::definition::{Baseline, ExclusionKind, Target};
use sextant_domain::id::CandidateId;
use sextant_domain::pitfall::Pitfall;
use sextant_domain::refusal::Refusal;
use sextant_domain::scoring::{Scoring, scoring};
use sextant_domain::stage::Stage;
use sextant_domain::text::Line;
use sextant_domain::view::{CellPlace, disagreement_map, focus_cell};
use sextant_domain::workshop::Workshop;

/// The finished stages that somebody should look at again.
fn marked(w: &Workshop) -> Vec<Stage> {
    Stage::ALL.iter().copied().filter(|s| w.stage_record(*s).check_again).collect()
}

/// A workshop at RollOut whose star is named and defined, and the finalist that lost.
fn defined() -> (Workshop, CandidateId, CandidateId) {
    let mut w = a_workshop_at(Stage::RollOut);
    w.set_target(Target { value: Some(500.0), ..Target::default() }).expect("a number");
    let star = w.star().expect("chosen").id;
    let tested = |id: CandidateId| w.test_plans.iter().any(|p| p.candidate_id == id);
    let other = ids(&w).into_iter().find(|id| *id != star && tested(*id)).expect("the second finalist");
    (w, star, other)
}

fn choose_instead(w: &mut Workshop, other: CandidateId) {
    let star = w.star().expect("chosen").id;
    w.reopen_choice(&line("New data came in."), MORNING).expect("a reason");
    w.bring_back_candidate(other, MORNING, &mut fresh).expect("turned down");
    w.shortlist(&[star, other], &Line::default(), MORNING, &mut fresh).expect("both passed the gates");
    w.choose_star(choice(other), MORNING, &mut fresh).expect("a finalist");
}

#[test]
fn another_star_begins_its_own_definition() {
    let (mut w, star, other) = defined();
    choose_instead(&mut w, other);
    let definition = w.definition().expect("it follows the star");
    assert_eq!((definition.candidate_id, definition.version), (other, 1));
    let sentence = w.candidates.get(&(other,)).expect("there").sentence.clone();
    assert_eq!(definition.event.as_str(), sentence.action.as_str(), "what is counted comes from its own sentence");
    assert_eq!(definition.unit.as_str(), sentence.audience.as_str());
    assert!(definition.rationale.is_empty() && definition.denominator.is_none() && definition.owner.is_empty());
    assert_eq!((w.baseline(), w.target()), (&Baseline::default(), &Target::default()), "no reading of the star before");
    assert_eq!(w.exclusions.len(), 6);
    assert!(w.exclusions.iter().all(|e| e.decision.is_none() && e.detail.is_empty()));
    for stage in [Stage::Define, Stage::Decompose] {
        assert!(w.stage_record(stage).check_again, "{stage:?} stood on the star before");
    }
    assert_ne!(star, other);
}

/// R1: what had been said against a finalist is part of how it became the star.
#[test]
fn a_finalist_that_comes_back_leaves_the_words_that_had_turned_it_down_in_the_record() {
    let (mut w, _, other) = defined();
    let said = w.rejections.get(&(other,)).expect("turned down").clone();
    choose_instead(&mut w, other);
    assert!(!w.rejections.contains(&(other,)), "it is the star now");
    let kept = w.waiver(WaiverRule::BroughtBack, Some(other), said.reason.label()).expect("kept");
    assert_eq!(kept.reason, said.text);
    let mut early = ready_to_leave(Stage::Challenge);
    let out = early.rejections.iter().next().expect("some").candidate_id;
    early.bring_back_candidate(out, MORNING, &mut fresh).expect("turned down");
    assert!(early.waivers.is_empty(), "before a star was chosen nothing is kept twice");
}

#[test]
fn the_same_star_chosen_again_keeps_its_definition() {
    let (mut w, star, _) = defined();
    let before = w.clone();
    w.reopen_choice(&line("New data came in."), MORNING).expect("a reason");
    w.choose_star(choice(star), MORNING, &mut fresh).expect("still a finalist");
    assert_eq!(w.definition(), before.definition());
    assert_eq!((&w.baseline, &w.target, &w.exclusions), (&before.baseline, &before.target, &before.exclusions));
}

#[test]
fn what_is_taken_back_marks_the_stages_that_stood_on_it() {
    let w = a_workshop_at(Stage::RollOut);
    assert_eq!(marked(&w), vec![], "a straight way marks nothing");
    let star = w.star().expect("chosen").id;
    let after = |change: &dyn Fn(&mut Workshop)| {
        let mut changed = w.clone();
        change(&mut changed);
        marked(&changed)
    };
    let late = [Stage::Define, Stage::Decompose];
    let from_score = [Stage::Score, Stage::Validate, Stage::Choose, Stage::Define, Stage::Decompose];
    assert_eq!(after(&|w| w.reopen_choice(&line("New data."), MORNING).expect("a star")), late);
    assert_eq!(after(&|w| w.clear_challenge(star, ChallengeKind::Churn).expect("judged")), from_score);
    let by_hand = Measurability { data_status: DataStatus::NotMeasurable, ..Measurability::default() };
    assert_eq!(after(&|w| w.set_measurability(star, by_hand.clone()).expect("a status")), from_score);
    let known = Measurability { data_status: DataStatus::WeeklyNow, ..Measurability::default() };
    assert_eq!(after(&|w| w.set_measurability(star, known.clone()).expect("a status")), [], "the same answer again");
    let value = |value| Baseline { value: Some(value), ..Baseline::default() };
    assert_eq!(after(&|w| w.set_baseline(value(9.0)).expect("a number")), [Stage::Decompose]);
    assert_eq!(after(&|w| w.set_baseline(value(412.0)).expect("a number")), [], "the same answer again");
    let other = |w: &mut Workshop| w.add_exclusion(ExclusionKind::Other, line("Schools"), &mut fresh).expect("room");
    assert_eq!(after(&other), [Stage::Decompose]);
    let exclusion = w.exclusions.iter().next().expect("six").id;
    assert_eq!(after(&|w| w.remove_exclusion(exclusion).expect("there")), [Stage::Decompose]);
    let guardrail = w.guardrails.iter().next().expect("two").id;
    let at_the_end = |w: &mut Workshop| {
        w.advance(&line("Done."), MORNING).expect("a note");
        w.remove_guardrail(guardrail).expect("there");
    };
    assert_eq!(after(&at_the_end), [Stage::RollOut]);
}

#[test]
fn turning_a_candidate_down_marks_what_comes_after_the_present_stage() {
    let mut w = a_workshop_at(Stage::Choose);
    let finalist = w.finalists().first().expect("two").id;
    w.go_to_stage(Stage::Challenge, MORNING).expect("reached");
    w.reject_candidate(rejection(finalist), MORNING).expect("a reason");
    assert_eq!(marked(&w), [Stage::Score, Stage::Validate]);
    w.confirm_stage(Stage::Score).expect("reached");
    w.reject_candidate(rejection(finalist), MORNING).expect("another reason");
    assert_eq!(marked(&w), [Stage::Validate], "it was out already");
}

fn scored() -> Workshop {
    let mut w = a_workshop_at(Stage::Score);
    a_round(&mut w, RoundScope::All, MORNING, |_, _| Level::Clear);
    settle(&mut w);
    w
}

fn two(w: &mut Workshop, pair: [CandidateId; 2]) -> Result<(), Refusal> {
    w.shortlist(&pair, &Line::default(), MORNING, &mut fresh)
}

/// R37: what climbs while customers leave needs a reason to go on.
#[test]
fn r37_a_candidate_that_fails_the_churn_test_goes_on_only_with_a_reason_or_another_verdict() {
    let mut w = scored();
    let [first, second, ..] = live(&w)[..] else { panic!("four candidates") };
    let judge = |w: &mut Workshop, verdict| {
        w.judge_challenge(first, ChallengeKind::Churn, verdict, line("It did last autumn.")).expect("a story");
    };
    judge(&mut w, Verdict::Fails);
    let before = w.clone();
    let refused = two(&mut w, [first, second]).expect_err("it fails");
    assert_eq!(refused, Refusal::NeedsWaiver { number: 1, what: "it could climb while customers leave" });
    assert_eq!(w, before);
    let mut anew = w.clone();
    judge(&mut anew, Verdict::Unsure);
    two(&mut anew, [first, second]).expect("judged again");
    let detail = line(ChallengeKind::Churn.label());
    w.waive(WaiverRule::Pitfall, Some(first), detail, line("The contract is yearly."), MORNING, &mut fresh)
        .expect("a reason");
    two(&mut w, [first, second]).expect("kept with a reason");
}

/// R33: revenue is the result, not the star, unless a reason says so.
#[test]
fn r33_a_candidate_that_counts_revenue_goes_on_only_with_a_reason() {
    let mut w = ready_to_leave(Stage::Challenge);
    let [first, second, ..] = live(&w)[..] else { panic!("four candidates") };
    let money = MetricSentence::free(line("Monthly recurring revenue"));
    w.edit_candidate(first, money).expect("no round is open");
    w.advance(&line("On we go."), MORNING).expect("a note");
    a_round(&mut w, RoundScope::All, MORNING, |_, _| Level::Clear);
    settle(&mut w);
    let refused = two(&mut w, [first, second]).expect_err("it counts money");
    assert_eq!(refused, Refusal::NeedsWaiver { number: 1, what: "it counts the company's revenue" });
    let detail = line(Pitfall::Revenue.label());
    w.waive(WaiverRule::Pitfall, Some(first), detail, text("We sell money."), MORNING, &mut fresh).expect("a reason");
    two(&mut w, [first, second]).expect("kept with a reason");
}

#[test]
fn what_is_brought_back_after_the_ties_are_gone_is_marked_alone_and_the_others_keep_their_marks() {
    let mut w = a_workshop_at(Stage::Score);
    let [back, others @ ..] = &live(&w)[..] else { panic!("four candidates") };
    w.reject_candidate(rejection(*back), MORNING).expect("a reason");
    let apart = |person, _| if person == 0 { Level::Fails } else { Level::Clear };
    a_round(&mut w, RoundScope::All, MORNING, apart);
    let before = scoring(&w).expect("revealed");
    assert!(!before.talk.items.is_empty(), "people differ");
    settle(&mut w);
    w.end_scoring(MORNING).expect("revealed");
    assert!(w.ballot_ties.is_empty());
    for other in others {
        w.reject_candidate(rejection(*other), MORNING).expect("a reason");
    }
    w.bring_back_candidate(*back, MORNING, &mut fresh).expect("turned down");
    a_round(&mut w, RoundScope::All, MORNING, apart);

    let after = scoring(&w).expect("revealed");
    assert_eq!((after.round, after.ballots), (2, before.ballots));
    for other in others {
        let row = |s: &Scoring| s.rows.iter().position(|id| id == other).expect("scored");
        let (was, is) = (&before.tallies[row(&before)], &after.tallies[row(&after)]);
        assert_eq!((is.cells, is.gate, is.sum), (was.cells, was.gate, was.sum), "nothing of it was asked again");
    }
    let row = after.rows.iter().position(|id| id == back).expect("scored");
    assert_eq!(after.tallies[row].cell(Criterion::Actionable).counts.answered(), u64::from(before.ballots));
    let talked = after.talk.items.iter().chain(&after.talk.waiting);
    assert!(!after.talk.items.is_empty() && talked.clone().all(|cell| cell.row == row), "talked about only once");
    let map = disagreement_map(&w).expect("revealed");
    assert_eq!(map.rows.len(), others.len() + 1);
    let place = CellPlace { candidate_id: others[0], criterion: Criterion::CustomerValue };
    let focus = focus_cell(&w, place).expect("scored");
    assert_eq!(focus.lowest_people, 1, "as it was said then");
}
