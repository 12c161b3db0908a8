//! Choosing, demoting, turning down, re-filing.

use crate::a_workshop::{
    MORNING, a_round, a_workshop_at, choice, fresh, ids, line, live, ready_to_leave, rejection, settle, text,
};
use sextant_domain::act::{NewChoice, NewRejection, RoundScope};
use sextant_domain::candidate::{MetricKind, Standing};
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::decision::{Objection, RejectionReason, WaiverRule};
use sextant_domain::frame::FrameQuestion;
use sextant_domain::id::{CandidateId, ObjectionId};
use sextant_domain::refusal::Refusal;
use sextant_domain::stage::Stage;
use sextant_domain::text::{Line, Paragraph};
use sextant_domain::time::At;
use sextant_domain::workshop::Workshop;

fn finalists(w: &Workshop) -> Vec<CandidateId> {
    w.finalists().iter().map(|c| c.id).collect()
}

fn standing(w: &Workshop, id: CandidateId) -> Standing {
    w.candidates.get(&(id,)).expect("there").standing
}

/// R1: a scope has exactly one star.
#[test]
fn choosing_another_star_demotes_the_first_and_records_why() {
    let mut w = a_workshop_at(Stage::Choose);
    let [first, second] = finalists(&w)[..] else { panic!("two finalists") };
    w.choose_star(choice(first), MORNING, &mut fresh).expect("a finalist");
    let later = At(MORNING.0 + 60_000);
    let new = NewChoice { reason: line("The cohort says so."), ..choice(second) };
    w.choose_star(new, later, &mut fresh).expect("the other finalist");
    assert_eq!(w.candidates.iter().filter(|c| c.standing == Standing::Chosen).count(), 1, "one star");
    assert_eq!(w.star().map(|c| c.id), Some(second));
    assert_eq!(standing(&w, first), Standing::Shortlisted, "the first is a finalist again");
    let demoted = w.choices.iter().find(|c| c.candidate_id == first).expect("its choice stays in the record");
    assert_eq!((demoted.demoted_at, demoted.demoted_because.as_str()), (Some(later), "The cohort says so."));
    assert_eq!(w.choice().map(|c| c.candidate_id), Some(second));
    assert_eq!(w.definition().map(|d| d.candidate_id), Some(second), "the definition follows the star");
}

#[test]
fn reopening_the_choice_needs_a_reason_and_a_star() {
    let mut w = a_workshop_at(Stage::Choose);
    assert_eq!(w.reopen_choice(&line("Why not."), MORNING), Err(Refusal::NoStar));
    w.choose_star(choice(finalists(&w)[0]), MORNING, &mut fresh).expect("a finalist");
    let before = w.clone();
    assert_eq!(w.reopen_choice(&Line::default(), MORNING), Err(Refusal::ReasonMissing));
    assert_eq!(w, before);
    w.reopen_choice(&line("New data came in."), MORNING).expect("a reason");
    assert_eq!(w.star(), None);
}

/// R6: the story comes before any number.
#[test]
fn no_star_without_the_success_story() {
    let mut w = a_workshop_at(Stage::Choose);
    w.answer_frame(FrameQuestion::SuccessStory, Line::default()).expect("a line");
    let before = w.clone();
    let first = finalists(&w)[0];
    assert_eq!(w.choose_star(choice(first), MORNING, &mut fresh), Err(Refusal::StoryMissing));
    assert_eq!(w, before);
}

#[test]
fn only_a_finalist_with_a_decider_and_a_reason_becomes_the_star() {
    let mut w = a_workshop_at(Stage::Choose);
    let first = finalists(&w)[0];
    let out = w.candidates.iter().find(|c| !c.is_live()).expect("some are out").id;
    assert!(matches!(w.choose_star(choice(out), MORNING, &mut fresh), Err(Refusal::Standing { .. })));
    let silent = NewChoice { reason: Line::default(), ..choice(first) };
    assert_eq!(w.choose_star(silent, MORNING, &mut fresh), Err(Refusal::ReasonMissing));
    let decider = w.decider().expect("named").id;
    w.edit_participant(decider, crate::a_workshop::person("Mia", &[])).expect("there");
    assert_eq!(w.choose_star(choice(first), MORNING, &mut fresh), Err(Refusal::NotTheDecider));
    assert_eq!(w.star(), None);
}

/// R2: what was not chosen lives on.
#[test]
fn a_rejected_candidate_is_kept_as_what_it_is_and_can_feed_the_tree() {
    let mut w = a_workshop_at(Stage::Decompose);
    let out = w.candidates.iter().find(|c| c.standing == Standing::Rejected).expect("some are out").id;
    for kind in [MetricKind::Input, MetricKind::Guardrail, MetricKind::Outcome, MetricKind::Kpi] {
        let kept = NewRejection { kept_as: Some(kind), ..rejection(out) };
        w.reject_candidate(kept, MORNING).expect("another kind");
        assert_eq!(standing(&w, out), Standing::Refiled);
        assert_eq!(w.rejections.get(&(out,)).and_then(|r| r.kept_as), Some(kind));
    }
    let star = NewRejection { kept_as: Some(MetricKind::NorthStarMetric), ..rejection(out) };
    assert!(w.reject_candidate(star, MORNING).is_err(), "the star is chosen, not filed");
    w.file_as_input(out, &mut fresh).expect("turned down");
    let input = w.input_metrics.iter().find(|i| i.from_candidate_id == Some(out)).expect("a first-level input");
    assert_eq!(input.parent_id, None);
    assert_eq!(w.rejections.get(&(out,)).and_then(|r| r.kept_as), Some(MetricKind::Input));
}

/// R90: a rejection says when to look again.
#[test]
fn a_rejection_needs_its_condition_and_another_reason_needs_words() {
    let mut w = a_workshop_at(Stage::Challenge);
    let first = ids(&w)[0];
    let before = w.clone();
    let endless = NewRejection { come_back_when: Line::default(), ..rejection(first) };
    assert_eq!(w.reject_candidate(endless, MORNING).map_err(|r| r.field()), Err(Some("comeBackWhen")));
    let wordless = NewRejection { reason: RejectionReason::Other, text: Line::default(), ..rejection(first) };
    assert_eq!(w.reject_candidate(wordless, MORNING).map_err(|r| r.field()), Err(Some("text")));
    assert_eq!(w, before);
    w.reject_candidate(rejection(first), MORNING).expect("a whole reason");
    assert_eq!(w.rejections.get(&(first,)).map(|r| r.stage), Some(Stage::Challenge), "it says where it fell");
    w.bring_back_candidate(first, MORNING, &mut fresh).expect("turned down");
    assert_eq!((standing(&w, first), w.rejections.len()), (Standing::Open, 0));
}

fn after_a_round(level: impl Fn(usize, usize) -> Level) -> Workshop {
    let mut w = a_workshop_at(Stage::Score);
    a_round(&mut w, RoundScope::All, MORNING, level);
    settle(&mut w);
    w
}

/// R54: a gate bars, a written reason passes it.
#[test]
fn a_gate_bars_the_shortlist_unless_a_reason_is_written() {
    // The first candidate's first cell is customer value: everybody doubts it.
    let mut w = after_a_round(|_, cell| if cell == 0 { Level::Doubtful } else { Level::Clear });
    let [first, second, ..] = live(&w)[..] else { panic!("four candidates") };
    let before = w.clone();
    let barred = w.shortlist(&[first, second], &Line::default(), MORNING, &mut fresh);
    assert_eq!(barred, Err(Refusal::Barred { gates: Criterion::CustomerValue.label().to_owned() }));
    assert_eq!(w, before);
    let why = line("The question was misread.");
    w.waive(WaiverRule::Gate, Some(first), Line::default(), why, MORNING, &mut fresh).expect("a reason");
    w.shortlist(&[first, second], &Line::default(), MORNING, &mut fresh).expect("the waiver passes it");
    assert_eq!(finalists(&w), vec![first, second]);
}

#[test]
fn an_unanswered_counter_example_bars_as_well() {
    let mut w = after_a_round(|_, _| Level::Clear);
    let [first, second, ..] = live(&w)[..] else { panic!("four candidates") };
    let id = ObjectionId(fresh());
    w.record_objection(Objection {
        id,
        candidate_id: first,
        text: text("One firm plans everything and keeps nothing."),
        signed_by: None,
        counter_example: true,
        devils_advocate: false,
        answer: Paragraph::default(),
    })
    .expect("an objection");
    let barred = w.shortlist(&[first, second], &Line::default(), MORNING, &mut fresh);
    assert!(matches!(barred, Err(Refusal::Barred { .. })));
    w.answer_objection(id, text("Kept plans are counted, not made ones.")).expect("there");
    w.shortlist(&[first, second], &Line::default(), MORNING, &mut fresh).expect("answered");
}

/// R55: two or three.
#[test]
fn a_shortlist_has_two_or_three_unless_a_note_says_why() {
    let mut w = after_a_round(|_, _| Level::Clear);
    let all = live(&w);
    assert_eq!(all.len(), 4);
    for size in [0, 1, 4] {
        let before = w.clone();
        let refused = w.shortlist(&all[..size], &Line::default(), MORNING, &mut fresh);
        assert_eq!(refused, Err(Refusal::ShortlistSize { size }));
        assert_eq!(w, before);
    }
    w.shortlist(&all[..3], &Line::default(), MORNING, &mut fresh).expect("three");
    w.shortlist(&all[1..3], &Line::default(), MORNING, &mut fresh).expect("two, and the third is open again");
    assert_eq!(standing(&w, all[0]), Standing::Open);
    w.shortlist(&all, &line("Four are equally good."), MORNING, &mut fresh).expect("a note");
    assert!(w.waiver(WaiverRule::ShortlistSize, None, "").is_some(), "the note stays in the record");
    let none = w.shortlist(&[], &line("Nothing convinced us."), MORNING, &mut fresh);
    assert_eq!(none, Err(Refusal::ShortlistSize { size: 0 }), "an empty shortlist is no shortlist");
}

#[test]
fn what_was_never_scored_does_not_reach_the_shortlist() {
    let mut w = ready_to_leave(Stage::Challenge);
    w.advance(&Line::default(), MORNING).expect("ready");
    let [first, second, ..] = live(&w)[..] else { panic!("four candidates") };
    let barred = w.shortlist(&[first, second], &Line::default(), MORNING, &mut fresh);
    assert_eq!(barred, Err(Refusal::Barred { gates: "it was not scored".to_owned() }));
}

#[test]
fn merging_keeps_both_sentences_and_can_be_taken_apart() {
    let mut w = a_workshop_at(Stage::Clarify);
    let [from, into, ..] = ids(&w)[..] else { panic!("ten candidates") };
    let sentence = w.candidates.get(&(from,)).expect("there").sentence.clone();
    w.merge_candidates(from, into).expect("both are in the running");
    assert_eq!(w.candidates.get(&(from,)).and_then(|c| c.merged_into), Some(into));
    assert_eq!(w.candidates.get(&(from,)).map(|c| c.sentence.clone()), Some(sentence));
    assert_eq!(w.merge_candidates(into, from), Err(Refusal::MergeTarget), "no circles");
    assert_eq!(w.merge_candidates(into, into), Err(Refusal::MergeTarget));
    w.unmerge_candidate(from).expect("it was merged");
    assert_eq!(standing(&w, from), Standing::Open);
}
