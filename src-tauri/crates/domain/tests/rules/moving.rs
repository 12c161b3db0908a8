//! Forward, back, over, and what "check again" means.

use crate::a_workshop::{MORNING, a_workshop_at, day, fresh, ids, line, new_workshop, ready_to_leave, sentence};
use sextant_domain::act::{NewCoreUser, RoundScope, StageExit};
use sextant_domain::frame::FrameQuestion;
use sextant_domain::refusal::Refusal;
use sextant_domain::stage::{Stage, StageStatus, Timer};
use sextant_domain::text::Line;
use sextant_domain::time::At;
use sextant_domain::view::{ProjectorFocus, TimerView, console_view, seat_room};

#[test]
fn going_back_keeps_later_work_and_a_change_marks_it_check_again() {
    let mut w = a_workshop_at(Stage::Score);
    let candidates = w.candidates.clone();
    let challenges = w.challenges.clone();
    w.go_to_stage(Stage::Frame, MORNING).expect("Frame was reached");
    assert_eq!(w.stage(), Stage::Frame);
    assert!(!w.stage_record(Stage::Clarify).check_again, "looking is no change");
    w.answer_frame(FrameQuestion::Job, line("Get a month planned that holds")).expect("a line");
    for stage in [Stage::Write, Stage::Clarify, Stage::Challenge] {
        let record = w.stage_record(stage);
        assert!(record.check_again, "{stage:?} stood on what changed");
        assert!(!record.check_again_because.is_empty(), "{stage:?} says why");
        assert_eq!(record.status, StageStatus::Done, "{stage:?} is still done");
    }
    assert!(!w.stage_record(Stage::SetUp).check_again, "earlier stages stand");
    assert!(!w.stage_record(Stage::Score).check_again, "what is not finished needs no second look");
    assert_eq!(w.candidates, candidates, "later work is kept");
    assert_eq!(w.challenges, challenges, "later work is kept");
}

#[test]
fn the_same_answer_again_marks_nothing() {
    let mut w = a_workshop_at(Stage::Score);
    let job = w.frame().job.clone();
    let before = w.clone();
    w.answer_frame(FrameQuestion::Job, job).expect("a line");
    assert_eq!(w, before);
}

#[test]
fn check_again_is_confirmed_stage_by_stage_or_by_leaving_it_again() {
    let mut w = a_workshop_at(Stage::Score);
    let user = NewCoreUser { name: crate::a_workshop::text("Clerks"), reason: line("They type.") };
    w.add_core_user(user, &mut fresh).expect("a group");
    w.confirm_stage(Stage::Write).expect("it was reached");
    assert!(!w.stage_record(Stage::Write).check_again);
    assert!(w.stage_record(Stage::Clarify).check_again, "the others wait");
    w.go_to_stage(Stage::Clarify, MORNING).expect("it was reached");
    w.advance(&Line::default(), MORNING).expect("its check holds");
    assert!(!w.stage_record(Stage::Clarify).check_again, "left again with its check held");
    assert_eq!(w.confirm_stage(Stage::RollOut), Err(Refusal::NotReached { stage: Stage::RollOut }));
}

#[test]
fn a_stage_nobody_has_entered_cannot_be_gone_to() {
    let mut w = new_workshop();
    let before = w.clone();
    assert_eq!(w.go_to_stage(Stage::Choose, MORNING), Err(Refusal::NotReached { stage: Stage::Choose }));
    assert_eq!(w, before);
}

#[test]
fn skipping_needs_a_reason_and_four_stages_cannot_be_skipped() {
    for stage in Stage::ALL {
        let mut w = a_workshop_at(*stage);
        let never = [Stage::SetUp, Stage::Write, Stage::Choose, Stage::RollOut].contains(stage);
        if never {
            assert_eq!(w.skip_stage(&line("No time."), MORNING), Err(Refusal::CannotSkip { stage: *stage }));
            continue;
        }
        assert_eq!(w.skip_stage(&Line::default(), MORNING), Err(Refusal::ReasonMissing), "{stage:?}");
        w.skip_stage(&line("We did this last week."), MORNING).expect("a reason is given");
        let record = w.stage_record(*stage);
        assert_eq!(record.status, StageStatus::Skipped);
        assert_eq!(record.skip_reason.as_str(), "We did this last week.", "the reason stays in the record");
        assert_eq!(Some(w.stage()), stage.next());
        w.go_to_stage(*stage, MORNING).expect("a skipped stage can be returned to");
        assert_eq!(w.stage_record(*stage).status, StageStatus::Open, "{stage:?} is open again");
    }
}

#[test]
fn candidates_are_revealed_once_and_in_the_order_of_their_random_ids() {
    let mut w = ready_to_leave(Stage::Write);
    assert!(w.candidates.iter().all(|c| c.number == 0), "no number while writing lasts");
    assert_eq!(w.advance(&Line::default(), MORNING), Ok(StageExit::CandidatesRevealed));
    let numbered: Vec<_> = ids(&w);
    let mut by_id = numbered.clone();
    by_id.sort_unstable();
    assert_eq!(numbered, by_id);
    w.go_to_stage(Stage::Write, MORNING).expect("it was reached");
    w.add_candidate(sentence(77), &mut fresh).expect("a late idea");
    let again = w.advance(&Line::default(), MORNING);
    assert_eq!(again, Ok(StageExit::Plain), "a second time there is nothing to reveal");
    assert_eq!(ids(&w)[..numbered.len()], numbered[..], "numbers given once stay");
}

#[test]
fn nothing_that_is_scored_moves_while_a_round_is_open() {
    let mut w = a_workshop_at(Stage::Score);
    w.open_round(RoundScope::All, MORNING).expect("candidates are there");
    let before = w.clone();
    let first = ids(&w)[0];
    let second = ids(&w)[1];
    assert_eq!(w.advance(&line("Whatever."), MORNING).err(), Some(Refusal::RoundOpen));
    assert_eq!(w.go_to_stage(Stage::Frame, MORNING), Err(Refusal::RoundOpen));
    assert_eq!(w.skip_stage(&line("Whatever."), MORNING).err(), Some(Refusal::RoundOpen));
    assert_eq!(w.begin_sitting(&Line::default(), MORNING), Err(Refusal::RoundOpen));
    assert_eq!(w.edit_candidate(first, sentence(500)), Err(Refusal::RoundOpen));
    assert_eq!(w.merge_candidates(first, second), Err(Refusal::RoundOpen));
    assert_eq!(w.add_candidate(sentence(500), &mut fresh).err(), Some(Refusal::RoundOpen));
    assert_eq!(w.reject_candidate(crate::a_workshop::rejection(first), MORNING), Err(Refusal::RoundOpen));
    assert_eq!(w.shortlist(&[first, second], &Line::default(), MORNING, &mut fresh), Err(Refusal::RoundOpen));
    assert_eq!(w.open_round(RoundScope::All, MORNING), Err(Refusal::RoundOpen));
    assert_eq!(w, before, "a refusal changes nothing");
}

#[test]
fn a_new_sitting_keeps_the_open_question_of_the_last_one() {
    let mut w = a_workshop_at(Stage::Clarify);
    let later = At(MORNING.0 + 86_400_000);
    w.begin_sitting(&line("Do trials count?"), later).expect("no round is open");
    let sittings: Vec<_> = w.sittings.iter().cloned().collect();
    assert_eq!(sittings.len(), 2);
    assert_eq!((sittings[0].closed_at, sittings[0].note.as_str()), (Some(later), "Do trials count?"));
    assert_eq!((sittings[1].opened_at, sittings[1].closed_at), (later, None));
    assert_eq!(w.stage(), Stage::Clarify, "the sitting resumes where it stopped");
}

#[test]
fn the_yearly_check_does_not_come_before_the_next_review() {
    let mut w = a_workshop_at(Stage::RollOut);
    let cadence = sextant_domain::cadence::Cadence {
        next_review: day("2026-06-01"),
        yearly_review: day("2026-05-01"),
        ..Default::default()
    };
    let before = w.clone();
    assert!(matches!(w.set_cadence(cadence), Err(Refusal::Dates { .. })));
    assert_eq!(w, before);
}

#[test]
fn the_time_box_and_the_time_used_are_the_same_for_the_facilitator_and_every_seat() {
    let mut w = a_workshop_at(Stage::Frame);
    w.set_timer(Timer { planned_seconds: 900, remaining_ms: -1_500, running: true });
    let shown = TimerView { planned_seconds: 900, remaining_ms: -1_500, running: true };
    assert_eq!(console_view(&w).timer, shown);
    assert_eq!(seat_room(&w, ProjectorFocus::Stage).timer, shown);
    w.spend(Stage::Frame, 60);
    w.spend(Stage::Frame, 30);
    let used: Vec<_> =
        console_view(&w).stages.iter().map(|stage| stage.used_seconds).filter(|used| *used > 0).collect();
    assert_eq!(used, [90], "over all visits, and no other stage");
}
