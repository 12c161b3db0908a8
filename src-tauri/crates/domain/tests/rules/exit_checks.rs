//! What must hold before each stage is left: one test where the whole check holds, and one for
//! each condition in which exactly that one does not.

use crate::a_workshop::{
    MORNING, WRITTEN, day, fresh, ids, line, live, person, ready_to_leave, sentence, set_up_answers, text,
};
use sextant_domain::act::{NewCoreUser, SetUpAnswers};
use sextant_domain::ballot::TalkOutcome;
use sextant_domain::cadence::Cadence;
use sextant_domain::candidate::{DataStatus, Measurability, MetricSentence};
use sextant_domain::challenge::ChallengeKind;
use sextant_domain::decision::{Objection, WaiverRule};
use sextant_domain::definition::{Baseline, DefinitionField, Denominator, MeasurementWindow};
use sextant_domain::evidence::TestPlan;
use sextant_domain::exit_check::{ExitCondition, exit_check};
use sextant_domain::frame::{FrameQuestion, Maturity};
use sextant_domain::guardrail::Guardrail;
use sextant_domain::id::ObjectionId;
use sextant_domain::input_tree::InputMetric;
use sextant_domain::participant::Role;
use sextant_domain::refusal::Refusal;
use sextant_domain::stage::Stage;
use sextant_domain::text::{Line, Paragraph};
use sextant_domain::workshop::Workshop;

/// The conditions of a stage that do not hold.
fn missing(w: &Workshop, stage: Stage) -> Vec<ExitCondition> {
    exit_check(w, stage).into_iter().filter(|c| !c.holds).map(|c| c.condition).collect()
}

/// Breaks one condition of a stage that was ready to be left, and shows that exactly this one
/// bars the way, with its words, unless a note says why.
fn only(stage: Stage, condition: ExitCondition, break_it: impl FnOnce(&mut Workshop)) {
    let mut w = ready_to_leave(stage);
    break_it(&mut w);
    assert_eq!(missing(&w, stage), vec![condition]);
    let before = w.clone();
    let refusal = w.advance(&Line::default(), MORNING).expect_err("something is missing");
    assert_eq!(refusal, Refusal::ExitCheck { stage, missing: vec![condition.text().to_owned()] });
    assert_eq!(w, before, "a refusal changes nothing");
    w.advance(&line("We go on knowing this."), MORNING).expect("a note opens the way");
    assert_eq!(w.stage_record(stage).close_note.as_str(), "We go on knowing this.", "the note stays in the record");
}

#[test]
fn every_exit_check_can_hold_and_the_stage_is_then_left_without_a_note() {
    for stage in Stage::ALL {
        let mut w = ready_to_leave(*stage);
        assert_eq!(missing(&w, *stage), vec![], "{stage:?}");
        w.advance(&line("A note nobody needed."), MORNING).expect("nothing is missing");
        assert!(w.stage_record(*stage).close_note.is_empty(), "{stage:?}: a note is kept only when it was needed");
    }
}

#[test]
fn set_up_waits_for_each_of_its_answers() {
    let answers = |change: fn(&mut SetUpAnswers)| {
        move |w: &mut Workshop| {
            let mut answers = set_up_answers();
            change(&mut answers);
            w.answer_set_up(answers).expect("no round is open");
        }
    };
    only(Stage::SetUp, ExitCondition::ScopeNamed, answers(|a| a.scope_name = text("")));
    only(Stage::SetUp, ExitCondition::PrivacyChosen, answers(|a| a.privacy = None));
    only(Stage::SetUp, ExitCondition::ChannelChosen, answers(|a| a.ballot_channel = None));
    let everybody = |role: Role| {
        move |w: &mut Workshop| {
            for id in w.participants.iter().map(|p| p.id).collect::<Vec<_>>() {
                w.edit_participant(id, person("Somebody", &[role])).expect("on the roster");
            }
        }
    };
    only(Stage::SetUp, ExitCondition::DeciderNamed, everybody(Role::Contributor));
    only(Stage::SetUp, ExitCondition::ContributorPresent, everybody(Role::Decider));
}

#[test]
fn one_person_alone_needs_neither_privacy_nor_channel() {
    let mut w = ready_to_leave(Stage::SetUp);
    let answers = SetUpAnswers { solo: true, privacy: None, ballot_channel: None, ..set_up_answers() };
    w.answer_set_up(answers).expect("no round is open");
    assert_eq!(missing(&w, Stage::SetUp), vec![]);
}

#[test]
fn frame_waits_for_a_first_group_with_a_reason() {
    let group = |name: &'static str, reason: &'static str| {
        move |w: &mut Workshop| {
            let first = w.core_users_in_rank()[0].id;
            w.edit_core_user(first, NewCoreUser { name: text(name), reason: line(reason) }).expect("a group");
        }
    };
    only(Stage::Frame, ExitCondition::OneUserFirst, group("Office managers of law firms", ""));
    only(Stage::Frame, ExitCondition::OneUserFirst, group("everyone", "We want them all."));
    only(Stage::Frame, ExitCondition::OneUserFirst, |w| {
        let first = w.core_users_in_rank()[0].id;
        w.remove_core_user(first).expect("a group");
    });
}

#[test]
fn an_empty_word_and_a_setup_moment_pass_with_a_written_reason() {
    let mut w = ready_to_leave(Stage::Frame);
    let first = w.core_users_in_rank()[0].id;
    let everyone = NewCoreUser { name: text("everyone"), reason: line("We want them all.") };
    w.edit_core_user(first, everyone).expect("a group");
    w.answer_frame(FrameQuestion::ValueMoment, line("They sign up")).expect("a line");
    assert_eq!(missing(&w, Stage::Frame), vec![ExitCondition::OneUserFirst, ExitCondition::ValueMomentStands]);
    let no_reason = w.waive(WaiverRule::EmptyWord, None, line("everyone"), Line::default(), MORNING, &mut fresh);
    assert_eq!(no_reason, Err(Refusal::ReasonMissing));
    let why = || line("We are a public library.");
    w.waive(WaiverRule::EmptyWord, None, line("everyone"), why(), MORNING, &mut fresh).expect("a reason");
    w.waive(WaiverRule::SetupMoment, None, Line::default(), why(), MORNING, &mut fresh).expect("a reason");
    assert_eq!(missing(&w, Stage::Frame), vec![]);
}

#[test]
fn frame_waits_for_job_and_value_moment() {
    let answer =
        |question, words: &'static str| move |w: &mut Workshop| w.answer_frame(question, line(words)).expect("a line");
    only(Stage::Frame, ExitCondition::JobWritten, answer(FrameQuestion::Job, ""));
    only(Stage::Frame, ExitCondition::ValueMomentStands, answer(FrameQuestion::ValueMoment, ""));
    only(Stage::Frame, ExitCondition::ValueMomentStands, answer(FrameQuestion::ValueMoment, "They sign up"));
}

#[test]
fn write_waits_for_ten_candidates() {
    only(Stage::Write, ExitCondition::EnoughCandidates, |w| {
        w.withdraw_candidate(ids(w)[0]).expect("writing lasts");
        assert_eq!(w.candidates.len(), WRITTEN - 1);
    });
}

#[test]
fn clarify_waits_for_every_card_and_every_sentence() {
    only(Stage::Clarify, ExitCondition::CardsOpened, |w| {
        w.add_candidate(sentence(99), &mut fresh).expect("a late idea");
    });
    only(Stage::Clarify, ExitCondition::SentencesComplete, |w| {
        w.edit_candidate(ids(w)[0], MetricSentence::free(line("weekly plans"))).expect("a sentence");
    });
    only(Stage::Clarify, ExitCondition::NothingTwice, |w| {
        w.edit_candidate(ids(w)[0], sentence(9)).expect("a sentence");
        w.edit_candidate(ids(w)[1], sentence(9)).expect("the same sentence");
        w.edit_candidate(ids(w)[2], sentence(42)).expect("another one");
        let nine = w.candidates.iter().filter(|c| c.sentence == sentence(9)).count();
        assert!(nine >= 2, "two say the same");
    });
}

#[test]
fn challenge_waits_for_verdicts_data_and_eight_survivors() {
    only(Stage::Challenge, ExitCondition::VerdictsGiven, |w| {
        w.clear_challenge(live(w)[0], ChallengeKind::Gaming).expect("a verdict was given");
    });
    only(Stage::Challenge, ExitCondition::DataStatusKnown, |w| {
        w.set_measurability(live(w)[0], Measurability::default()).expect("a candidate");
        assert_eq!(Measurability::default().data_status, DataStatus::Unknown);
    });
    only(Stage::Challenge, ExitCondition::FewSurvive, |w| {
        for id in ids(w).into_iter().skip(4).take(5) {
            w.bring_back_candidate(id, MORNING, &mut fresh).expect("it was turned down");
        }
        assert_eq!(live(w).len(), 9);
    });
    only(Stage::Challenge, ExitCondition::FewSurvive, |w| {
        for id in live(w) {
            w.reject_candidate(crate::a_workshop::rejection(id), MORNING).expect("a reason");
        }
    });
}

#[test]
fn score_waits_for_the_talk_the_end_the_shortlist_and_every_reason() {
    only(Stage::Score, ExitCondition::TalkDone, |w| {
        // A cell of the last list is opened again.
        let round = w.last_revealed().expect("revealed");
        let id = live(w)[0];
        let criterion = sextant_domain::criterion::Criterion::Actionable;
        let open = sextant_domain::ballot::TalkItem {
            round,
            candidate_id: id,
            criterion,
            outcome: TalkOutcome::Open,
            note: Line::default(),
        };
        w.talk_items.put(open);
    });
    only(Stage::Score, ExitCondition::ShortlistMade, |w| {
        let id = live(w)[0];
        w.reject_candidate(crate::a_workshop::rejection(id), MORNING).expect("a reason");
    });
    only(Stage::Score, ExitCondition::OthersTurnedDown, |w| {
        let out = w.candidates.iter().find(|c| !c.is_live()).expect("some are out").id;
        w.bring_back_candidate(out, MORNING, &mut fresh).expect("it was turned down");
    });
    only(Stage::Score, ExitCondition::ScoringEnded, |w| {
        w.rounds.get_mut(&(2,)).expect("two rounds").ended_at = None;
    });
    only(Stage::Score, ExitCondition::SecondRound, |w| {
        w.rounds.retain(|r| r.number == 1);
        w.rounds.get_mut(&(1,)).expect("one round").ended_at = Some(MORNING);
    });
}

#[test]
fn without_a_revealed_round_score_misses_all_that_follows_from_one() {
    let mut w = ready_to_leave(Stage::Score);
    w.rounds.retain(|_| false);
    let gone = missing(&w, Stage::Score);
    for condition in [ExitCondition::RoundRevealed, ExitCondition::TalkDone, ExitCondition::ScoringEnded] {
        assert!(gone.contains(&condition), "{condition:?}");
    }
}

#[test]
fn validate_waits_for_each_part_of_each_hypothesis() {
    let plan = |change: fn(&mut TestPlan)| {
        move |w: &mut Workshop| {
            let mut plan = crate::a_workshop::hypothesis(w.finalists()[1].id);
            change(&mut plan);
            w.state_hypothesis(plan).expect("a finalist");
        }
    };
    only(Stage::Validate, ExitCondition::HypothesisStands, plan(|p| p.hypothesis = Line::default()));
    only(Stage::Validate, ExitCondition::HypothesisStands, plan(|p| p.instrument_by = None));
    only(Stage::Validate, ExitCondition::HypothesisStands, plan(|p| p.owner = text("")));
}

#[test]
fn choose_waits_for_star_condition_answers_and_reasons() {
    let objection = |answer: &str| Objection {
        id: ObjectionId(fresh()),
        candidate_id: fresh_candidate(),
        text: text("It rewards planning, not keeping."),
        signed_by: None,
        counter_example: false,
        devils_advocate: false,
        answer: text::<{ Paragraph::LIMIT }>(answer),
    };
    fn fresh_candidate() -> sextant_domain::id::CandidateId {
        sextant_domain::id::CandidateId(fresh())
    }
    only(Stage::Choose, ExitCondition::ObjectionsAnswered, |w| {
        let candidate_id = w.star().expect("chosen").id;
        w.record_objection(Objection { candidate_id, ..objection("") }).expect("an objection");
    });
    only(Stage::Choose, ExitCondition::FinalistsTurnedDown, |w| {
        let other = w.candidates.iter().find(|c| !c.is_live()).expect("turned down").id;
        w.candidates.get_mut(&(other,)).expect("there").standing = sextant_domain::candidate::Standing::Shortlisted;
    });
    only(Stage::Choose, ExitCondition::ReopenConditionWritten, |w| {
        let id = w.choice().expect("a choice").id;
        w.choices.get_mut(&(id,)).expect("there").come_back_when = Line::default();
    });
    let mut w = ready_to_leave(Stage::Choose);
    w.reopen_choice(&line("The data says otherwise."), MORNING).expect("there is a star");
    assert!(missing(&w, Stage::Choose).contains(&ExitCondition::StarChosen));
}

#[test]
fn define_waits_for_every_field() {
    let empty = |field: DefinitionField| {
        move |w: &mut Workshop| w.answer_definition(field, Paragraph::default()).expect("a star is chosen")
    };
    for field in [DefinitionField::Unit, DefinitionField::Event, DefinitionField::QualifyingRule] {
        only(Stage::Define, ExitCondition::NumeratorDefined, empty(field));
    }
    for field in [DefinitionField::DataSource, DefinitionField::Delay] {
        only(Stage::Define, ExitCondition::SourceKnown, empty(field));
    }
    only(Stage::Define, ExitCondition::RationaleWritten, empty(DefinitionField::Rationale));
    only(Stage::Define, ExitCondition::ExampleWritten, empty(DefinitionField::WorkedExample));
    only(Stage::Define, ExitCondition::OwnerNamed, empty(DefinitionField::Owner));
    only(Stage::Define, ExitCondition::WindowFixed, empty(DefinitionField::TimeZone));
    only(Stage::Define, ExitCondition::WindowFixed, |w| {
        let window = w.definition().expect("a star").window.clone();
        w.set_window(MeasurementWindow { window_kind: None, ..window }).expect("a window");
    });
    only(Stage::Define, ExitCondition::DenominatorDecided, |w| w.set_denominator(None).expect("a star"));
    only(Stage::Define, ExitCondition::DenominatorDecided, |w| {
        w.set_denominator(Some(Denominator::Ratio)).expect("divided by nothing that has a name");
    });
    only(Stage::Define, ExitCondition::ExclusionsDecided, |w| {
        let first = w.exclusions.iter().next().expect("six usual ones").id;
        w.decide_exclusion(first, None, Line::default()).expect("an exclusion");
    });
    only(Stage::Define, ExitCondition::BaselineKnown, |w| {
        w.set_baseline(Baseline::default()).expect("empty");
    });
}

#[test]
fn decompose_waits_for_inputs_teams_and_guardrails() {
    only(Stage::Decompose, ExitCondition::TwoInputs, |w| {
        let first = w.input_metrics.iter().next().expect("two").id;
        w.remove_input_metric(first).expect("there");
    });
    only(Stage::Decompose, ExitCondition::InputsOwned, |w| {
        let input = w.input_metrics.iter().next().expect("two").clone();
        w.edit_input_metric(InputMetric { team_id: None, ..input }).expect("there");
    });
    only(Stage::Decompose, ExitCondition::TeamsCovered, |w| {
        w.add_team(text("Legal"), &mut fresh).expect("a team");
    });
    only(Stage::Decompose, ExitCondition::GuardrailsSet, |w| {
        let first = w.guardrails.iter().next().expect("two").id;
        w.remove_guardrail(first).expect("there");
    });
    let incomplete: [fn(&mut Guardrail); 5] = [
        |g| g.catches = Line::default(),
        |g| g.limit = None,
        |g| g.direction = None,
        |g| g.owner = text(""),
        |g| g.response = Line::default(),
    ];
    for change in incomplete {
        only(Stage::Decompose, ExitCondition::GuardrailsComplete, |w| {
            let mut guardrail = w.guardrails.iter().next().expect("two").clone();
            change(&mut guardrail);
            w.edit_guardrail(guardrail).expect("there");
        });
    }
}

#[test]
fn a_team_without_an_input_and_another_number_of_guardrails_pass_with_their_reasons() {
    let mut w = ready_to_leave(Stage::Decompose);
    let legal = w.add_team(text("Legal"), &mut fresh).expect("a team");
    w.excuse_team(legal, line("They advise, they move nothing.")).expect("there");
    let first = w.guardrails.iter().next().expect("two").id;
    w.remove_guardrail(first).expect("there");
    let why = line("There is one way to cheat.");
    w.waive(WaiverRule::GuardrailCount, None, Line::default(), why, MORNING, &mut fresh).expect("a reason");
    assert_eq!(missing(&w, Stage::Decompose), vec![]);
}

#[test]
fn roll_out_waits_for_the_dates_and_two_rejections() {
    let dates = |change: fn(&mut Cadence)| {
        move |w: &mut Workshop| {
            let mut cadence = w.cadence().clone();
            change(&mut cadence);
            w.set_cadence(cadence).expect("dates in order");
        }
    };
    only(Stage::RollOut, ExitCondition::DatesSet, dates(|c| c.rhythm = None));
    only(Stage::RollOut, ExitCondition::DatesSet, dates(|c| c.next_review = None));
    only(Stage::RollOut, ExitCondition::DatesSet, dates(|c| c.yearly_review = None));
    only(Stage::RollOut, ExitCondition::TwoRejections, |w| {
        let kept = w.rejections.iter().next().expect("some").candidate_id;
        w.rejections.retain(|r| r.candidate_id == kept);
    });
}

/// R8, R107: a young product says what would stop it and what would retire its star.
#[test]
fn before_fit_roll_out_waits_for_the_stop_reading_its_date_and_the_retirement_trigger() {
    let early = |change: fn(&mut Cadence)| {
        move |w: &mut Workshop| {
            w.set_maturity(Some(Maturity::PreFit));
            let mut cadence = Cadence {
                stop_reading: line("Under 100 firms"),
                stop_by: day("2026-12-01"),
                retirement_trigger: line("We plan for schools instead of firms."),
                ..w.cadence().clone()
            };
            change(&mut cadence);
            w.set_cadence(cadence).expect("dates in order");
        }
    };
    let mut w = ready_to_leave(Stage::RollOut);
    early(|_| {})(&mut w);
    assert_eq!(missing(&w, Stage::RollOut), []);
    only(Stage::RollOut, ExitCondition::StopKnown, early(|c| c.stop_reading = Line::default()));
    only(Stage::RollOut, ExitCondition::StopKnown, early(|c| c.stop_by = None));
    only(Stage::RollOut, ExitCondition::StopKnown, early(|c| c.retirement_trigger = Line::default()));
    let mut grown = ready_to_leave(Stage::RollOut);
    grown.set_maturity(Some(Maturity::Growth));
    assert_eq!(missing(&grown, Stage::RollOut), [], "later nobody is asked");
}

/// R31: time spent is allowed only with a guardrail, whatever note there is on their number.
#[test]
fn a_star_that_counts_time_is_not_rolled_out_without_a_guardrail() {
    let counts_time = |w: &mut Workshop| {
        let star = w.star().expect("chosen").id;
        let candidate = w.candidates.get_mut(&(star,)).expect("there");
        candidate.sentence = MetricSentence::free(line("Hours spent in the app each week"));
    };
    only(Stage::RollOut, ExitCondition::TimeGuarded, |w| {
        counts_time(w);
        w.guardrails.retain(|_| false);
        let detail = Line::default();
        w.waive(WaiverRule::GuardrailCount, None, detail, line("Later."), MORNING, &mut fresh).expect("a reason");
    });
    let mut guarded = ready_to_leave(Stage::RollOut);
    counts_time(&mut guarded);
    assert_eq!(missing(&guarded, Stage::RollOut), [], "two guardrails are set");
}

#[test]
fn every_condition_belongs_to_one_stage_and_has_words_of_its_own() {
    let w = ready_to_leave(Stage::RollOut);
    let mut all: Vec<_> = Stage::ALL.iter().flat_map(|s| exit_check(&w, *s)).collect();
    let conditions = all.len();
    all.sort_by_key(|c| c.condition);
    all.dedup_by_key(|c| c.condition);
    assert_eq!(all.len(), conditions);
    all.sort_by_key(|c| c.text);
    all.dedup_by_key(|c| c.text);
    assert_eq!(all.len(), conditions);
}

/// S1: the checks of later stages say nothing about sentences that nobody may see yet.
#[test]
fn while_people_write_no_check_of_a_later_stage_looks_at_what_they_wrote() {
    let later = |w: &Workshop| -> Vec<_> {
        Stage::ALL.iter().filter(|stage| **stage > Stage::Write).flat_map(|stage| exit_check(w, *stage)).collect()
    };
    let mut w = crate::a_workshop::a_workshop_at(Stage::Write);
    let before = later(&w);
    for words in ["teams that ship", "teams that ship", "users"] {
        w.add_candidate(MetricSentence::free(line(words)), &mut crate::a_workshop::fresh).expect("people write");
    }
    assert!(w.candidates.len() > 2, "two of them say the same");
    assert_eq!(later(&w), before);
}
