//! Ballots, rounds, ties.

use crate::a_workshop::{
    MORNING, SCORERS, a_round, a_workshop_at, ballot, everybody_scores, finish, fresh, hand_in, line, live,
    new_workshop, person, scorers, set_up_answers, settle, text,
};
use sextant_domain::act::{Attendance, RoundScope, SealedEnd, SetUpAnswers};
use sextant_domain::ballot::TalkOutcome;
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::decision::WaiverRule;
use sextant_domain::exit_check::{ExitCondition, exit_check};
use sextant_domain::head::{BallotChannel, Privacy};
use sextant_domain::participant::Role;
use sextant_domain::refusal::Refusal;
use sextant_domain::scoring::scoring;
use sextant_domain::stage::Stage;
use sextant_domain::text::Line;
use sextant_domain::time::At;
use sextant_domain::view::console_view;
use sextant_domain::workshop::Workshop;

const HOUR: i64 = 3_600_000;

fn at_score_as(answers: SetUpAnswers) -> Workshop {
    let mut w = new_workshop();
    for stage in [Stage::SetUp, Stage::Frame, Stage::Write, Stage::Clarify, Stage::Challenge] {
        finish(&mut w, stage);
        if stage == Stage::SetUp {
            w.answer_set_up(answers.clone()).expect("no round yet");
        }
        w.advance(&line("On we go."), MORNING).expect("a note");
    }
    w
}

#[test]
fn a_second_ballot_of_the_same_person_replaces_the_first() {
    let mut w = a_workshop_at(Stage::Score);
    w.open_round(RoundScope::All, MORNING).expect("a round");
    let first = scorers(&w)[0];
    hand_in(&mut w, first, |_| Level::Fails);
    hand_in(&mut w, first, |_| Level::Clear);
    assert_eq!((w.ballots.len(), w.ballot_ties.len(), w.round_marks.len()), (1, 1, 1));
    assert!(w.scores.iter().all(|s| s.level == Level::Clear), "nothing of the first one is left");
    assert_eq!(w.scores.len(), w.cells_of(1).len());
}

#[test]
fn the_marks_on_a_ballot_are_its_own_and_all_of_them() {
    let mut w = a_workshop_at(Stage::Score);
    w.open_round(RoundScope::All, MORNING).expect("a round");
    for (person, level) in scorers(&w).into_iter().zip([Level::Fails, Level::Clear, Level::CannotJudge]) {
        hand_in(&mut w, person, |_| level);
    }
    assert!(w.ballots.len() > 1, "there are others to keep apart");
    for ballot in w.ballots.iter() {
        let marks: Vec<_> = w.marks_on(ballot.id).collect();
        let own: Vec<_> = w.scores.iter().filter(|s| s.ballot_id == ballot.id).collect();
        assert_eq!(marks, own, "in the order of the table, which the hash of a round stands on");
        assert_eq!(marks.len(), w.cells_of(1).len());
    }
}

#[test]
fn a_ballot_that_does_not_fit_changes_nothing() {
    let mut w = a_workshop_at(Stage::Score);
    w.open_round(RoundScope::All, MORNING).expect("a round");
    let person_id = scorers(&w)[0];
    hand_in(&mut w, person_id, |_| Level::Clear);
    let before = w.clone();
    let whole = ballot(&w, |_| Level::Fails);
    let mut short = whole.clone();
    short.pop();
    let mut twice = whole.clone();
    twice.push(whole[0].clone());
    let mut foreign = whole.clone();
    foreign[0].candidate_id = sextant_domain::id::CandidateId(fresh());
    for scores in [vec![], short, twice, foreign] {
        let refused = w.submit_ballot(person_id, &scores, BallotChannel::PassedKeyboard, &mut fresh);
        assert!(matches!(refused, Err(Refusal::BallotMisfit { .. })), "{refused:?}");
    }
    let watcher = w.add_participant(person("Kim", &[Role::Observer]), &mut fresh).expect("a person");
    let refused = w.submit_ballot(watcher, &whole, BallotChannel::PassedKeyboard, &mut fresh);
    assert_eq!(refused, Err(Refusal::NotAContributor));
    assert_eq!(w.scores, before.scores, "the ballot that was there stays");
    assert_eq!(w.ballot_ties, before.ballot_ties);
}

/// F43, F44: the order is open, close, reveal, and each happens once.
#[test]
fn f43_f44_a_closed_round_takes_no_ballot_and_a_reveal_happens_once() {
    let mut w = a_workshop_at(Stage::Score);
    assert_eq!(w.close_round(&Line::default()), Err(Refusal::NoRound));
    w.open_round(RoundScope::All, MORNING).expect("a round");
    let whole = ballot(&w, |_| Level::Clear);
    everybody_scores(&mut w, |_, _| Level::Clear);
    let early = w.reveal_round(MORNING, &mut fresh);
    assert!(matches!(early, Err(Refusal::RoundState { .. })));
    w.close_round(&Line::default()).expect("everybody is in");
    let person_id = scorers(&w)[0];
    let before = w.clone();
    let late = w.submit_ballot(person_id, &whole, BallotChannel::PassedKeyboard, &mut fresh);
    assert!(matches!(late, Err(Refusal::RoundState { .. })));
    assert_eq!(w, before);
    w.reveal_round(MORNING, &mut fresh).expect("closed");
    let before = w.clone();
    let again = w.reveal_round(MORNING, &mut fresh);
    assert!(matches!(again, Err(Refusal::RoundState { .. })));
    assert_eq!(w, before, "one reveal");
}

#[test]
fn a_round_closes_without_somebody_only_with_a_note_and_nobody_waits_for_the_absent() {
    let mut w = a_workshop_at(Stage::Score);
    w.open_round(RoundScope::All, MORNING).expect("a round");
    let people = scorers(&w);
    for person_id in &people[1..] {
        hand_in(&mut w, *person_id, |_| Level::Clear);
    }
    let missing = Refusal::BallotsMissing { missing: 1, expected: SCORERS };
    assert_eq!(w.close_round(&Line::default()), Err(missing));
    let mut noted = w.clone();
    noted.close_round(&line("Mia had to leave.")).expect("a note");
    assert_eq!(noted.last_round().map(|r| r.close_note.as_str()), Some("Mia had to leave."));
    w.mark_attendance(people[0], Attendance::Absent).expect("there");
    w.close_round(&Line::default()).expect("nobody is missing");
    let mut empty = a_workshop_at(Stage::Score);
    empty.open_round(RoundScope::All, MORNING).expect("a round");
    assert_eq!(empty.close_round(&line("Nobody came.")), Err(Refusal::NothingToScore));
}

#[test]
fn a_closed_round_can_be_resumed_before_its_reveal() {
    let mut w = a_workshop_at(Stage::Score);
    w.open_round(RoundScope::All, MORNING).expect("a round");
    everybody_scores(&mut w, |_, _| Level::Clear);
    w.close_round(&Line::default()).expect("everybody is in");
    w.resume_round().expect("closed");
    assert!(matches!(w.resume_round(), Err(Refusal::RoundState { .. })));
    let person_id = scorers(&w)[0];
    hand_in(&mut w, person_id, |_| Level::Doubtful);
    w.close_round(&Line::default()).expect("everybody is in");
    w.reveal_round(MORNING, &mut fresh).expect("closed");
    assert!(matches!(w.resume_round(), Err(Refusal::RoundState { .. })), "never after the reveal");
}

#[test]
fn whoever_is_absent_in_the_second_round_keeps_their_marks() {
    let mut w = a_workshop_at(Stage::Score);
    a_round(
        &mut w,
        RoundScope::All,
        MORNING,
        |seat, cell| if seat == 0 && cell == 3 { Level::Fails } else { Level::Clear },
    );
    let people = scorers(&w);
    let disputed = (live(&w)[0], Criterion::Actionable);
    w.mark_attendance(people[0], Attendance::Absent).expect("there");
    w.open_round(RoundScope::Disputed, MORNING).expect("something is disputed");
    assert_eq!(w.cells_of(2), vec![disputed], "only what was disputed is asked again");
    for person_id in &people[1..] {
        hand_in(&mut w, *person_id, |_| Level::Conditional);
    }
    w.close_round(&Line::default()).expect("nobody present is missing");
    w.reveal_round(MORNING, &mut fresh).expect("closed");
    let second: Vec<_> = w.ballots.iter().filter(|b| b.round == 2).map(|b| b.id).collect();
    assert_eq!(second.len(), SCORERS, "every later ballot is whole and everybody has one");
    for id in &second {
        let cells = w.scores.iter().filter(|s| s.ballot_id == *id).count();
        assert_eq!(cells, w.cells_of(1).len(), "what was not asked again is carried over");
    }
    let kept = w.own_scores(people[0], 2);
    assert!(kept.iter().any(|s| (s.candidate_id, s.criterion, s.level) == (disputed.0, disputed.1, Level::Fails)));
    let scored = scoring(&w).expect("revealed");
    assert_eq!(scored.ballots as usize, SCORERS);
}

#[test]
fn hands_are_counted_without_ballots() {
    let mut w = at_score_as(SetUpAnswers { ballot_channel: Some(BallotChannel::HandTally), ..set_up_answers() });
    w.open_round(RoundScope::All, MORNING).expect("a round");
    for (candidate_id, criterion) in w.cells_of(1) {
        let split = criterion == Criterion::Actionable && candidate_id == live(&w)[0];
        let counts = if split { vec![(Level::Fails, 2), (Level::Clear, 2)] } else { vec![(Level::Clear, 4)] };
        w.count_hands(candidate_id, criterion, &counts).expect("asked for");
        w.count_hands(candidate_id, criterion, &counts).expect("a second count replaces the first");
    }
    let cell = (live(&w)[0], Criterion::Actionable);
    let many = w.count_hands(cell.0, cell.1, &[(Level::Clear, 301)]);
    assert!(matches!(many, Err(Refusal::OutOfRange { field: "count", .. })));
    w.close_round(&Line::default()).expect("hands are not missed");
    w.reveal_round(MORNING, &mut fresh).expect("closed");
    assert_eq!((w.ballots.len(), w.ballot_ties.len()), (0, 0), "single ballots stay unknown");
    let scored = scoring(&w).expect("revealed");
    assert_eq!(scored.tallies[0].cell(Criterion::Actionable).counts.answered(), 4);
    assert!(!w.talk_items.is_empty(), "hands that differ are talked about");
}

#[test]
fn a_round_of_ballots_takes_no_hands() {
    let mut w = a_workshop_at(Stage::Score);
    w.open_round(RoundScope::All, MORNING).expect("a round");
    let refused = w.count_hands(live(&w)[0], Criterion::Actionable, &[(Level::Clear, 4)]);
    assert!(matches!(refused, Err(Refusal::BallotMisfit { .. })));
}

#[test]
fn a_round_of_hands_takes_no_ballot() {
    let mut w = at_score_as(SetUpAnswers { ballot_channel: Some(BallotChannel::HandTally), ..set_up_answers() });
    w.open_round(RoundScope::All, MORNING).expect("a round");
    let whole = ballot(&w, |_| Level::Clear);
    let before = w.clone();
    let refused = w.submit_ballot(scorers(&w)[0], &whole, BallotChannel::PassedKeyboard, &mut fresh);
    assert!(matches!(refused, Err(Refusal::BallotMisfit { .. })));
    assert_eq!(w, before);
}

#[test]
fn hands_and_ballots_do_not_follow_each_other() {
    let channel = |c| SetUpAnswers { ballot_channel: Some(c), ..set_up_answers() };
    let mut w = a_workshop_at(Stage::Score);
    w.answer_set_up(channel(BallotChannel::HandTally)).expect("no round yet");
    w.answer_set_up(channel(BallotChannel::PassedKeyboard)).expect("no round yet");
    a_round(&mut w, RoundScope::All, MORNING, |_, _| Level::Clear);
    let before = w.clone();
    assert_eq!(w.answer_set_up(channel(BallotChannel::HandTally)), Err(Refusal::HandsOrBallots));
    assert_eq!(w, before);
    let mut w = at_score_as(channel(BallotChannel::HandTally));
    w.open_round(RoundScope::All, MORNING).expect("a round");
    assert_eq!(w.answer_set_up(channel(BallotChannel::PassedKeyboard)), Err(Refusal::HandsOrBallots));
}

#[test]
fn ending_destroys_the_ties_of_an_anonymous_workshop_and_keeps_aggregates() {
    let mut w = a_workshop_at(Stage::Score);
    a_round(
        &mut w,
        RoundScope::All,
        MORNING,
        |seat, cell| if seat == 0 && cell == 3 { Level::Fails } else { Level::Clear },
    );
    settle(&mut w);
    a_round(&mut w, RoundScope::Disputed, MORNING, |_, _| Level::Clear);
    assert_eq!(w.end_scoring(MORNING), Ok(SealedEnd::TiesDestroyed));
    assert_eq!(w.ballot_ties.len(), 0);
    assert_eq!(w.ballots.len(), 2 * SCORERS, "the ballots stay, without names");
    assert_eq!(w.movements.iter().map(|m| (m.paired, m.changed)).collect::<Vec<_>>(), vec![(4, 1)]);
    assert_eq!(w.end_scoring(MORNING), Err(Refusal::ScoringEnded), "once");
    assert_eq!(w.open_round(RoundScope::Disputed, MORNING), Err(Refusal::ScoringEnded), "no pairing without ties");
    w.open_round(RoundScope::All, MORNING).expect("everybody may score anew");
}

#[test]
fn ending_keeps_the_ties_of_a_named_workshop() {
    let mut w = at_score_as(SetUpAnswers { privacy: Some(Privacy::Named), ..set_up_answers() });
    a_round(&mut w, RoundScope::All, MORNING, |_, _| Level::Clear);
    assert_eq!(w.end_scoring(MORNING), Ok(SealedEnd::TiesKept));
    assert_eq!(w.ballot_ties.len(), SCORERS);
}

#[test]
fn privacy_cannot_change_once_somebody_has_scored() {
    let mut w = a_workshop_at(Stage::Score);
    a_round(&mut w, RoundScope::All, MORNING, |_, _| Level::Clear);
    let before = w.clone();
    let named = SetUpAnswers { privacy: Some(Privacy::Named), ..set_up_answers() };
    assert_eq!(w.answer_set_up(named), Err(Refusal::RoundOpen));
    assert_eq!(w, before);
}

#[test]
fn fewer_than_three_ballots_leave_no_aggregate_of_movement() {
    let mut w = a_workshop_at(Stage::Score);
    for person_id in scorers(&w).into_iter().skip(2) {
        w.mark_attendance(person_id, Attendance::Absent).expect("there");
    }
    a_round(
        &mut w,
        RoundScope::All,
        MORNING,
        |seat, cell| if seat == 0 && cell == 3 { Level::Fails } else { Level::Clear },
    );
    a_round(&mut w, RoundScope::Disputed, MORNING, |_, _| Level::Clear);
    assert_eq!(w.movements.len(), 0, "two people could tell each other apart");
}

/// After round 2 one more is worth it only when more than a fifth of the marks moved.
#[test]
fn whether_another_round_may_pay_is_said_in_one_neutral_sentence() {
    let unrest = |moved: usize| {
        let mut w = a_workshop_at(Stage::Score);
        a_round(&mut w, RoundScope::All, MORNING, |_, _| Level::Clear);
        assert_eq!(console_view(&w).score.unrest, None, "one round has nothing to compare");
        a_round(&mut w, RoundScope::All, MORNING, |seat, cell| {
            if seat == 0 && cell < moved { Level::Doubtful } else { Level::Clear }
        });
        console_view(&w).score.unrest.expect("two rounds")
    };
    // Four people mark four candidates on six criteria: 96 marks, of which a fifth is 19.2.
    let calm = unrest(19);
    assert_eq!((calm.paired, calm.changed, calm.restless), (96, 19, false));
    assert_eq!(
        calm.text,
        "19 of 96 marks given twice moved (20%): not more than 20%, so the rule asks for no other round."
    );
    let restless = unrest(20);
    assert!(restless.restless);
    assert!(restless.text.ends_with("so another round may still change the picture."), "{}", restless.text);
}

#[test]
fn the_night_begins_when_the_first_marks_are_seen() {
    let solo = SetUpAnswers { solo: true, privacy: None, ballot_channel: None, ..set_up_answers() };
    let mut w = at_score_as(solo);
    w.open_round(RoundScope::All, MORNING).expect("a round");
    everybody_scores(&mut w, |_, _| Level::Clear);
    w.close_round(&Line::default()).expect("everybody is in");
    let seen = At(MORNING.0 + 5 * HOUR);
    w.reveal_round(seen, &mut fresh).expect("closed");
    let refused = w.open_round(RoundScope::All, At(MORNING.0 + 8 * HOUR));
    assert_eq!(refused, Err(Refusal::TooSoon { hours: 5 }));
    w.open_round(RoundScope::All, At(seen.0 + 8 * HOUR)).expect("a night has passed");
}

/// R9: alone, the second scoring comes after a night and measures self-disagreement.
#[test]
fn r9_alone_the_second_scoring_waits_for_a_night_and_its_movement_is_stored() {
    let solo = SetUpAnswers { solo: true, privacy: None, ballot_channel: None, ..set_up_answers() };
    let mut w = at_score_as(solo);
    for person_id in scorers(&w).into_iter().skip(1) {
        w.mark_attendance(person_id, Attendance::Absent).expect("there");
    }
    a_round(&mut w, RoundScope::All, MORNING, |_, _| Level::Clear);
    let open =
        |w: &Workshop, c: ExitCondition| exit_check(w, Stage::Score).iter().any(|x| x.condition == c && !x.holds);
    assert!(open(&w, ExitCondition::SecondRound), "one scoring is not enough even without dispute");
    let evening = At(MORNING.0 + 7 * HOUR);
    let mut ended = w.clone();
    ended.end_scoring(MORNING).expect("revealed");
    assert_eq!(ended.open_round(RoundScope::All, evening), Err(Refusal::TooSoon { hours: 1 }), "ended or not");
    let before = w.clone();
    assert_eq!(w.open_round(RoundScope::All, evening), Err(Refusal::TooSoon { hours: 1 }));
    assert_eq!(w, before);
    let next_day = At(MORNING.0 + 8 * HOUR);
    a_round(&mut w, RoundScope::All, next_day, |_, cell| if cell == 0 { Level::Conditional } else { Level::Clear });
    assert!(!open(&w, ExitCondition::SecondRound));
    let changed: u32 = w.movements.iter().map(|m| m.changed).sum();
    let paired: u32 = w.movements.iter().map(|m| m.paired).sum();
    assert_eq!((changed, paired as usize), (1, w.cells_of(1).len()), "self-disagreement, cell by cell");
    w.end_scoring(next_day).expect("revealed");
    assert_eq!(w.movements.iter().map(|m| m.changed).sum::<u32>(), 1, "it outlives the ties");
}

#[test]
fn weights_are_free_before_the_reveal_and_need_a_reason_after() {
    let mut w = a_workshop_at(Stage::Score);
    let heavy =
        |w: &mut Workshop, reason: Line| w.weigh_criterion(Criterion::Actionable, 5, reason, MORNING, &mut fresh);
    heavy(&mut w, Line::default()).expect("nothing is revealed");
    a_round(&mut w, RoundScope::All, MORNING, |_, _| Level::Clear);
    assert_eq!(heavy(&mut w, Line::default()), Err(Refusal::ReasonMissing));
    heavy(&mut w, line("The year is about speed.")).expect("a reason");
    assert!(w.waiver(WaiverRule::Weights, None, Criterion::Actionable.label()).is_some(), "it is logged");
    heavy(&mut w, line("The year is about reach.")).expect("a reason");
    let logged = w.waivers.iter().filter(|x| x.rule == WaiverRule::Weights).count();
    assert_eq!(logged, 2, "every change stays in the record");
    let over = w.weigh_criterion(Criterion::Actionable, 13, text("Too much."), MORNING, &mut fresh);
    assert!(matches!(over, Err(Refusal::OutOfRange { field: "quarters", .. })));
}

#[test]
fn the_talk_list_of_a_round_is_the_one_of_its_reveal_whatever_is_weighed_or_merged_later() {
    let mut w = a_workshop_at(Stage::Score);
    // The room is torn about the three softer criteria of all four candidates: 1 beside 3, and for
    // the first cell 0 beside 2. Sums 14 15 15 15, so four people talk about the last three.
    a_round(&mut w, RoundScope::All, MORNING, |seat, cell| match (cell, seat % 2) {
        (3, 0) => Level::Fails,
        (3, _) => Level::Conditional,
        (_, 0) if cell % 6 >= 3 => Level::Doubtful,
        (_, _) => Level::Clear,
    });
    let listed = |w: &Workshop| {
        let scored = scoring(w).expect("revealed");
        let mut cells: Vec<_> = scored.talk.items.iter().map(|i| (scored.rows[i.row], i.criterion)).collect();
        cells.sort_unstable();
        cells
    };
    let before = listed(&w);
    assert_eq!(before.len(), 3);
    assert_eq!(before, w.talk_items.iter().map(|i| (i.candidate_id, i.criterion)).collect::<Vec<_>>());
    // Without that criterion all sums are 13, and the first candidate would be talked about first.
    w.weigh_criterion(Criterion::Actionable, 0, line("The year is about trust."), MORNING, &mut fresh)
        .expect("a reason");
    assert_eq!(listed(&w), before);
    let last = live(&w)[3];
    let gone = before[0].0;
    w.merge_candidates(gone, last).expect("no round is open");
    let left: Vec<_> = before.iter().copied().filter(|(candidate, _)| *candidate != gone).collect();
    assert_eq!(listed(&w), left, "no cell moves up that nobody can settle");
    for entry in console_view(&w).score.map.expect("revealed").talk {
        w.settle_cell(entry.candidate_id, entry.criterion, TalkOutcome::Settled, line("Agreed.")).expect("on the list");
    }
}

#[test]
fn whoever_has_handed_in_stays_on_the_roster() {
    let mut w = a_workshop_at(Stage::Score);
    w.open_round(RoundScope::All, MORNING).expect("a round");
    let person_id = scorers(&w)[0];
    hand_in(&mut w, person_id, |_| Level::Clear);
    assert!(matches!(w.remove_participant(person_id), Err(Refusal::HasHandedIn { .. })));
    w.remove_participant(scorers(&w)[1]).expect("nothing of theirs would be lost");
}
