//! What people send from their seats beside candidates and ballots.

use crate::a_workshop::{MORNING, a_round, a_workshop_at, everybody_scores, fresh, ids, line, ready_to_leave};
use serde_json::{Value, json};
use sextant_domain::act::{NewContribution, RoundScope};
use sextant_domain::challenge::{ChallengeKind, Verdict};
use sextant_domain::contribution::Signal;
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::definition::DefinitionField;
use sextant_domain::id::{CandidateId, InputMetricId, TeamId};
use sextant_domain::refusal::Refusal;
use sextant_domain::stage::Stage;
use sextant_domain::workshop::Workshop;

/// A stage in which seats may send; in Score that is after a reveal.
fn at(stage: Stage) -> Workshop {
    let mut w = match stage {
        // Inputs that a team can name are in the tree.
        Stage::Decompose => ready_to_leave(stage),
        Stage::SetUp
        | Stage::Frame
        | Stage::Write
        | Stage::Clarify
        | Stage::Challenge
        | Stage::Score
        | Stage::Validate
        | Stage::Choose
        | Stage::Define
        | Stage::RollOut => a_workshop_at(stage),
    };
    if stage == Stage::Score {
        a_round(&mut w, RoundScope::All, MORNING, |_, _| Level::Clear);
    }
    w
}

/// One of each kind, with the stage it belongs to.
fn one_of_each(w: &Workshop) -> Vec<(Stage, NewContribution)> {
    let (candidate_id, same_as_id) = match ids(w)[..] {
        [first, second, ..] => (first, second),
        [..] => (CandidateId(fresh()), CandidateId(fresh())),
    };
    let team_id = w.teams.iter().next().map_or(TeamId(fresh()), |team| team.id);
    let input_id = w.input_metrics.iter().next().map(|input| input.id);
    let (challenge, verdict) = (ChallengeKind::Gaming, Verdict::Fails);
    let text = || line("In the sender’s words.");
    vec![
        (Stage::Clarify, NewContribution::Clarification { candidate_id, text: text() }),
        (Stage::Clarify, NewContribution::SameAs { candidate_id, same_as_id }),
        (Stage::Challenge, NewContribution::ChallengeView { candidate_id, challenge, verdict }),
        (Stage::Challenge, NewContribution::CheatStory { candidate_id, text: text() }),
        (Stage::Score, NewContribution::AddedReason { candidate_id, criterion: Criterion::Actionable, text: text() }),
        (Stage::Score, NewContribution::Signal { candidate_id, signal: Signal::Object, text: text() }),
        (Stage::Validate, NewContribution::Question { candidate_id: Some(candidate_id), text: text() }),
        (Stage::Define, NewContribution::FieldComment { field: DefinitionField::Owner, text: text() }),
        (Stage::Decompose, NewContribution::TeamMove { team_id, input_id, text: text() }),
        (Stage::Decompose, NewContribution::GuardrailIdea { text: text() }),
        (Stage::RollOut, NewContribution::MeetingCheck { suits: true }),
    ]
}

#[test]
fn what_is_sent_is_kept_as_it_was_said_and_in_its_own_stage_only() {
    for stage in Stage::ALL {
        let mut w = at(*stage);
        for (home, new) in one_of_each(&w) {
            let sent = serde_json::to_value(&new).expect("JSON");
            let answer = w.contribute(new, &[], &mut fresh);
            if home != *stage {
                assert_eq!(answer, Err(Refusal::NotReached { stage: home }), "{sent} in {stage:?}");
                continue;
            }
            let id = answer.unwrap_or_else(|refusal| panic!("{sent} in {stage:?}: {refusal}"));
            let row = w.contributions.get(&(id,)).expect("kept");
            let Value::Object(kept) = serde_json::to_value(row).expect("JSON") else { panic!("a row has fields") };
            for (field, value) in kept {
                let unsaid = match field.as_str() {
                    "id" => json!(id),
                    "settled" => json!(false),
                    "text" => json!(""),
                    _ => Value::Null,
                };
                assert_eq!(value, sent.get(&field).cloned().unwrap_or(unsaid), "{field} of {sent}");
            }
        }
    }
}

#[test]
fn what_names_a_row_that_is_not_there_is_refused() {
    let stray = || CandidateId(fresh());
    let refused = |stage, new: &dyn Fn(CandidateId) -> NewContribution, what| {
        let mut w = at(stage);
        let known = ids(&w)[0];
        assert_eq!(w.contribute(new(known), &[], &mut fresh), Err(Refusal::NotFound { what }));
        assert!(w.contributions.is_empty());
    };
    let text = || line("Why?");
    refused(Stage::Clarify, &|_| NewContribution::Clarification { candidate_id: stray(), text: text() }, "candidate");
    refused(Stage::Clarify, &|id| NewContribution::SameAs { candidate_id: id, same_as_id: stray() }, "candidate");
    let moved = |team_id, input_id| NewContribution::TeamMove { team_id, input_id, text: text() };
    refused(Stage::Decompose, &|_| moved(TeamId(fresh()), None), "team");
    let mut w = at(Stage::Decompose);
    let team = w.teams.iter().next().expect("a team").id;
    let input = moved(team, Some(InputMetricId(fresh())));
    assert_eq!(w.contribute(input, &[], &mut fresh), Err(Refusal::NotFound { what: "input" }));
}

#[test]
fn words_are_needed_where_nothing_else_says_what_is_meant() {
    for stage in Stage::ALL {
        let mut w = at(*stage);
        for (_, new) in one_of_each(&w).into_iter().filter(|(home, _)| home == stage) {
            let mut silent = serde_json::to_value(&new).expect("JSON");
            let Some(text) = silent.get_mut("text") else { continue };
            *text = json!(" ");
            let answer = w.contribute(serde_json::from_value(silent).expect("its own shape"), &[], &mut fresh);
            match new {
                NewContribution::Signal { .. } => assert_eq!(answer, Err(Refusal::ReasonMissing), "an objection"),
                NewContribution::TeamMove { .. } => assert!(answer.is_ok(), "the input says it"),
                NewContribution::Clarification { .. }
                | NewContribution::SameAs { .. }
                | NewContribution::ChallengeView { .. }
                | NewContribution::CheatStory { .. }
                | NewContribution::AddedReason { .. }
                | NewContribution::Question { .. }
                | NewContribution::FieldComment { .. }
                | NewContribution::GuardrailIdea { .. }
                | NewContribution::MeetingCheck { .. } => {
                    assert_eq!(answer, Err(Refusal::Empty { what: "The text", field: "text" }), "{new:?}");
                }
            }
        }
    }
    let mut w = at(Stage::Score);
    let candidate_id = ids(&w)[0];
    let support = NewContribution::Signal { candidate_id, signal: Signal::Support, text: line("") };
    w.contribute(support, &[], &mut fresh).expect("only an objection needs a reason");
    let mut w = at(Stage::Clarify);
    let candidate_id = ids(&w)[0];
    let itself = NewContribution::SameAs { candidate_id, same_as_id: candidate_id };
    assert_eq!(w.contribute(itself, &[], &mut fresh), Err(Refusal::MergeTarget));
}

#[test]
fn a_view_takes_the_place_of_the_same_persons_view_of_the_same_thing_and_a_text_of_none() {
    let mut w = at(Stage::Challenge);
    let [first, second, ..] = ids(&w)[..] else { panic!("two candidates") };
    let view = |candidate_id, challenge, verdict| NewContribution::ChallengeView { candidate_id, challenge, verdict };
    let mut own = Vec::new();
    for new in [
        view(first, ChallengeKind::Churn, Verdict::Fails),
        view(second, ChallengeKind::Churn, Verdict::Fails),
        view(first, ChallengeKind::Doubling, Verdict::Fails),
        NewContribution::CheatStory { candidate_id: first, text: line("A script.") },
        NewContribution::CheatStory { candidate_id: first, text: line("Another script.") },
    ] {
        own.push(w.contribute(new, &own, &mut fresh).expect("its stage"));
    }
    assert_eq!(w.contributions.len(), own.len(), "no two are about the same");
    let again =
        w.contribute(view(first, ChallengeKind::Churn, Verdict::Survives), &own, &mut fresh).expect("its stage");
    assert_eq!(w.contributions.len(), own.len());
    assert!(!w.contributions.contains(&(own[0],)));
    assert_eq!(w.contributions.get(&(again,)).and_then(|row| row.verdict), Some(Verdict::Survives));
    w.contribute(view(first, ChallengeKind::Churn, Verdict::Unsure), &[], &mut fresh).expect("somebody else");
    assert_eq!(w.contributions.len(), own.len() + 1);
}

#[test]
fn what_is_answered_anew_takes_the_place_of_answers_whose_people_are_not_known_any_more() {
    let mut w = at(Stage::Challenge);
    let candidate_id = ids(&w)[0];
    let view = |verdict| NewContribution::ChallengeView { candidate_id, challenge: ChallengeKind::Churn, verdict };
    let known = w.contribute(view(Verdict::Fails), &[], &mut fresh).expect("its stage");
    let nobodys = w.contribute(view(Verdict::Fails), &[], &mut fresh).expect("its stage");
    let cheat = NewContribution::CheatStory { candidate_id, text: line("A script.") };
    let story = w.contribute(cheat, &[], &mut fresh).expect("its stage");
    w.answered_anew(&view(Verdict::Survives), |id| id == known);
    assert!(!w.contributions.contains(&(nobodys,)));
    assert!(w.contributions.contains(&(known,)) && w.contributions.contains(&(story,)));
}

#[test]
fn what_was_sent_can_be_settled_and_taken_back_and_a_signal_is_counted_no_longer() {
    let mut w = at(Stage::Score);
    let candidate_id = ids(&w)[0];
    let signal = NewContribution::Signal { candidate_id, signal: Signal::Support, text: line("") };
    let id = w.contribute(signal, &[], &mut fresh).expect("revealed");
    let support = |w: &Workshop| w.support_counts.get(&(candidate_id,)).map(|count| count.support);
    assert_eq!(support(&w), Some(1));
    for settled in [true, false] {
        w.settle_contribution(id, settled).expect("known");
        assert_eq!(w.contributions.get(&(id,)).map(|row| row.settled), Some(settled));
    }
    w.withdraw_contribution(id).expect("known");
    assert_eq!(support(&w), Some(0));
    let gone = Err(Refusal::NotFound { what: "contribution" });
    assert_eq!(w.withdraw_contribution(id), gone);
    assert_eq!(w.settle_contribution(id, true), gone);
}

#[test]
fn before_the_reveal_nothing_is_said_about_marks_and_after_the_end_no_reason_is_added() {
    let mut w = a_workshop_at(Stage::Score);
    let candidate_id = ids(&w)[0];
    let reason =
        || NewContribution::AddedReason { candidate_id, criterion: Criterion::Actionable, text: line("They ship it.") };
    let signal = || NewContribution::Signal { candidate_id, signal: Signal::Support, text: line("") };
    w.open_round(RoundScope::All, MORNING).expect("a round");
    everybody_scores(&mut w, |_, _| Level::Clear);
    w.close_round(&line("")).expect("everybody is in");
    for new in [reason(), signal()] {
        assert_eq!(w.contribute(new, &[], &mut fresh), Err(Refusal::Sealed));
    }
    w.reveal_round(MORNING, &mut fresh).expect("closed");
    w.contribute(reason(), &[], &mut fresh).expect("revealed");
    w.end_scoring(MORNING).expect("revealed");
    assert_eq!(w.contribute(reason(), &[], &mut fresh), Err(Refusal::ScoringEnded));
    w.contribute(signal(), &[], &mut fresh).expect("where people stand is asked after the end");
}
