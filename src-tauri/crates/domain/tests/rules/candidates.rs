//! Candidates: what the rules ask about a sentence, and what must be written before one goes on.

use crate::a_workshop::{
    MORNING, a_round, a_workshop_at, asked_of_a_scorer, choice, day, fresh, ids, line, live, ready_to_leave, rejection,
    sentence, settle, text,
};
use sextant_domain::act::{NewRejection, RoundScope};
use sextant_domain::business_model::{BusinessModel, CountedUnit};
use sextant_domain::candidate::{
    DataStatus, Measurability, MetricKind, MetricSentence, Period, Standing, Threshold, ValueStatement,
};
use sextant_domain::challenge::{GoodhartPrompt, YesNo};
use sextant_domain::criterion::Level;
use sextant_domain::decision::{RejectionReason, WaiverRule};
use sextant_domain::definition::Target;
use sextant_domain::evidence::{EvidenceDirection, EvidenceItem, EvidenceKind};
use sextant_domain::id::{CandidateId, EvidenceItemId};
use sextant_domain::pitfall::Pitfall;
use sextant_domain::refusal::Refusal;
use sextant_domain::stage::Stage;
use sextant_domain::text::Line;
use sextant_domain::view::{CandidateView, console_view};
use sextant_domain::workshop::Workshop;

fn view(w: &Workshop, id: CandidateId) -> CandidateView {
    console_view(w).candidates.into_iter().find(|c| c.candidate.id == id).expect("revealed")
}

fn warned(w: &Workshop, id: CandidateId) -> Vec<Pitfall> {
    view(w, id).pitfalls.into_iter().filter(|p| p.waived_because.is_none()).map(|p| p.pitfall).collect()
}

fn keep(w: &mut Workshop, id: CandidateId, detail: &str) {
    w.waive(WaiverRule::Pitfall, Some(id), line(detail), line("We know why."), MORNING, &mut fresh).expect("a reason");
}

/// One candidate that says this, looked at together with the others.
fn saying(words: &str) -> (Workshop, CandidateId) {
    let mut w = a_workshop_at(Stage::Clarify);
    let id = ids(&w)[0];
    w.edit_candidate(id, MetricSentence::free(line(words))).expect("a sentence");
    (w, id)
}

/// A workshop whose candidates are all marked; the first one was changed before.
fn marked(change: impl FnOnce(&mut Workshop, CandidateId)) -> (Workshop, [CandidateId; 2]) {
    let mut w = ready_to_leave(Stage::Challenge);
    let [first, second, ..] = live(&w)[..] else { panic!("four candidates") };
    change(&mut w, first);
    w.advance(&line("On we go."), MORNING).expect("a note");
    a_round(&mut w, RoundScope::All, MORNING, |_, _| Level::Clear);
    settle(&mut w);
    (w, [first, second])
}

fn take_on(w: &mut Workshop, pair: [CandidateId; 2]) -> Result<(), Refusal> {
    w.shortlist(&pair, &Line::default(), MORNING, &mut fresh)
}

/// R3: one number, one kind.
#[test]
fn a_metric_is_the_star_or_one_other_kind_and_never_two() {
    let mut w = a_workshop_at(Stage::Choose);
    let [star, other] = w.finalists().iter().map(|c| c.id).collect::<Vec<_>>()[..] else { panic!("two finalists") };
    w.choose_star(choice(star), MORNING, &mut fresh).expect("a finalist");
    let as_kind = |candidate_id, kind| NewRejection { kept_as: Some(kind), ..rejection(candidate_id) };
    for kind in MetricKind::ALL {
        assert!(w.reject_candidate(as_kind(star, *kind), MORNING).is_err(), "the star is nothing else");
        let kept = w.reject_candidate(as_kind(other, *kind), MORNING);
        assert_eq!(kept.is_ok(), *kind != MetricKind::NorthStarMetric, "{kind:?}");
    }
    let kinds: Vec<_> = w.rejections.iter().filter(|r| r.candidate_id == other).map(|r| r.kept_as).collect();
    assert_eq!(kinds, [Some(MetricKind::Kpi)], "the last answer stands alone");
    assert_eq!(w.star().map(|c| c.id), Some(star));
}

/// R4: a goal is no metric; its words become a target on an input.
#[test]
fn a_dated_goal_is_recognised_and_becomes_the_target_of_an_input() {
    let goal = "Raise weekly bookings by 15% this quarter";
    let (mut w, id) = saying(goal);
    assert!(warned(&w, id).contains(&Pitfall::TimeBoundGoal));
    let filed = NewRejection { reason: RejectionReason::Goal, kept_as: Some(MetricKind::Input), ..rejection(id) };
    w.reject_candidate(filed, MORNING).expect("a condition");
    w.file_as_input(id, &mut fresh).expect("turned down");
    let input = w.input_metrics.iter().next().expect("filed");
    assert_eq!((input.target.as_str(), input.from_candidate_id), (goal, Some(id)));
    assert_eq!(w.target(), &Target::default(), "the star itself has no target from it");
    let other = ids(&w)[1];
    w.reject_candidate(rejection(other), MORNING).expect("a condition");
    w.file_as_input(other, &mut fresh).expect("turned down");
    let plain = w.input_metrics.iter().find(|i| i.from_candidate_id == Some(other)).expect("filed");
    assert!(plain.target.is_empty(), "what is no goal brings no target");
}

/// R21: a note keeps its type.
#[test]
fn evidence_of_every_type_is_pinned_to_a_candidate() {
    let mut w = a_workshop_at(Stage::Challenge);
    let id = ids(&w)[0];
    for kind in EvidenceKind::ALL {
        w.pin_evidence(EvidenceItem {
            id: EvidenceItemId(fresh()),
            candidate_id: id,
            kind: *kind,
            direction: EvidenceDirection::Mixed,
            text: text("Two of five firms named it."),
            source: line("Five talks"),
            collected_on: day("2026-05-02"),
        })
        .expect("revealed");
    }
    let mut kinds: Vec<_> = view(&w, id).evidence_items.iter().map(|item| item.kind).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, EvidenceKind::ALL);
}

/// R26: how often, on how many days, by how many people, counted in what.
#[test]
fn the_sentence_says_at_least_so_many_on_so_many_days_and_in_which_unit() {
    let with = |threshold, count| MetricSentence { threshold, threshold_count: count, ..sentence(1) };
    assert_eq!(with(Threshold::Any, None).text(), "teams that finished plan number 1 plans each week");
    assert_eq!(
        with(Threshold::AtLeast, Some(5)).text(),
        "teams that finished plan number 1 at least 5 plans each week"
    );
    assert_eq!(
        with(Threshold::DistinctDays, Some(3)).text(),
        "teams that finished plan number 1 plans on at least 3 days each week"
    );
    assert_eq!(
        with(Threshold::SeveralPeople, Some(2)).text(),
        "teams that finished plan number 1 plans by at least 2 people each week"
    );
    assert!(!with(Threshold::AtLeast, None).is_complete(), "a threshold without its number is not finished");
    let mut w = a_workshop_at(Stage::Write);
    for unit in CountedUnit::all() {
        let counted = MetricSentence { counted_unit: Some(unit), ..with(Threshold::AtLeast, Some(5)) };
        let id = w.add_candidate(counted, &mut fresh).expect("a candidate");
        assert_eq!(w.candidates.get(&(id,)).and_then(|c| c.sentence.counted_unit), Some(unit));
    }
}

#[test]
fn a_sentence_is_finished_once_it_says_who_did_what_and_in_which_time() {
    assert!(sentence(1).is_complete() && !sentence(1).is_empty());
    for unfinished in [
        MetricSentence { audience: text(""), ..sentence(1) },
        MetricSentence { action: text(""), ..sentence(1) },
        MetricSentence { period: None, ..sentence(1) },
    ] {
        assert!(!unfinished.is_complete(), "{}", unfinished.text());
        assert!(!unfinished.is_empty(), "something was typed");
    }
    let free = MetricSentence { period: Some(Period::Week), ..MetricSentence::free(line("Weeks that held")) };
    assert!(free.is_complete(), "one's own words stand for who and what");
    assert!(!MetricSentence { period: None, ..free }.is_complete());
    let blank = MetricSentence { period: Some(Period::Week), ..MetricSentence::free(line("")) };
    assert!(blank.is_empty() && !blank.is_complete());
}

#[test]
fn a_sentence_reads_well_with_whatever_parts_are_there() {
    let parts = |audience: &str, action: &str| MetricSentence {
        audience: text(audience),
        action: text(action),
        threshold: Threshold::Any,
        ..sentence(1)
    };
    assert_eq!(parts("teams", "planned").text(), "teams that planned plans each week");
    assert_eq!(parts("teams", "").text(), "teams plans each week");
    assert_eq!(parts("", "planned").text(), "planned plans each week");
}

/// R27, R23: the rule asks after the reveal, people decide.
#[test]
fn too_broad_and_too_narrow_are_asked_after_the_reveal_and_settled_by_people() {
    for (words, pitfall) in
        [("Weekly active users", Pitfall::TooBroad), ("Clicks on the export button", Pitfall::TooNarrow)]
    {
        let mut writing = a_workshop_at(Stage::Write);
        writing.add_candidate(MetricSentence::free(line(words)), &mut fresh).expect("a candidate");
        assert!(console_view(&writing).candidates.is_empty(), "nothing is asked while people write");
        let (mut w, id) = saying(words);
        assert_eq!(warned(&w, id), [pitfall]);
        keep(&mut w, id, pitfall.label());
        assert_eq!(warned(&w, id), [], "people kept it, with a reason");
        assert_eq!(w.candidates.get(&(id,)).map(|c| c.standing), Some(Standing::Open), "a rule turns nothing down");
    }
}

/// R28: in a product for teams, counting persons draws a question.
#[test]
fn counting_persons_where_people_work_together_asks_whether_the_account_is_the_better_unit() {
    let (mut w, id) = saying("Members who shared a document each week");
    assert_eq!(warned(&w, id), [], "nobody said that it is a product for teams");
    w.set_business_model(Some(BusinessModel::Collaboration));
    assert_eq!(warned(&w, id), [Pitfall::IndividualInTeamProduct]);
    assert!(Pitfall::IndividualInTeamProduct.question().contains("account"));
    let accounts = MetricSentence {
        counted_unit: Some(CountedUnit::Account),
        ..MetricSentence::free(line("Members who shared a document each week"))
    };
    w.edit_candidate(id, accounts).expect("a sentence");
    assert_eq!(warned(&w, id), [], "the account is counted now");
}

/// R29: a marketplace lives from two sides.
#[test]
fn a_candidate_of_a_marketplace_goes_on_only_when_both_sides_are_described_or_a_reason_is_written() {
    let (mut w, pair) = marked(|w, first| {
        w.set_business_model(Some(BusinessModel::Marketplace));
        w.edit_candidate(first, MetricSentence::free(line("Nights booked each week"))).expect("a sentence");
        for id in live(w).into_iter().skip(1) {
            w.describe_sides(id, line("Hosts are paid"), line("Guests sleep well")).expect("revealed");
        }
    });
    let against = "it leaves open what each side of the market gets";
    assert_eq!(take_on(&mut w, pair), Err(Refusal::NeedsWaiver { number: 1, what: against }));
    w.describe_sides(pair[0], line("Hosts are paid"), Line::default()).expect("revealed");
    assert_eq!(take_on(&mut w, pair), Err(Refusal::NeedsWaiver { number: 1, what: against }), "one side is not two");
    let mut waived = w.clone();
    keep(&mut waived, pair[0], Pitfall::OneSidedMarketplace.label());
    take_on(&mut waived, pair).expect("kept with a reason");
    w.describe_sides(pair[0], line("Hosts are paid"), line("Guests sleep well")).expect("revealed");
    take_on(&mut w, pair).expect("both sides are described");
}

/// R35: candidates hang on the values they stand for.
#[test]
fn a_candidate_is_tied_to_value_statements_and_untied_again() {
    let mut w = a_workshop_at(Stage::Clarify);
    let id = ids(&w)[0];
    for statement in ValueStatement::ALL {
        w.link_candidate(id, *statement).expect("revealed");
    }
    assert_eq!(view(&w, id).links, ValueStatement::ALL);
    w.link_candidate(id, ValueStatement::CameFor).expect("revealed");
    assert_eq!(view(&w, id).links, ValueStatement::ALL[1..]);
}

/// R41: both answers stay with the candidate.
#[test]
fn the_two_questions_against_gaming_keep_their_answers_and_the_last_one_counts() {
    let mut w = a_workshop_at(Stage::Choose);
    let id = w.finalists()[0].id;
    for prompt in GoodhartPrompt::ALL {
        w.check_goodhart(id, *prompt, YesNo::No, line("Not sure yet.")).expect("revealed");
        w.check_goodhart(id, *prompt, YesNo::Yes, line("A plan that held saves a day.")).expect("revealed");
    }
    let answers = view(&w, id).goodhart_checks;
    assert_eq!(answers.len(), 2);
    assert!(answers.iter().all(|a| a.answer == YesNo::Yes && !a.note.is_empty()));
}

/// R42: what nobody can move goes, with that reason, or stays with a written one.
#[test]
fn a_candidate_that_nobody_can_move_is_turned_down_with_that_reason_or_kept_with_a_written_one() {
    let (mut w, pair) = marked(|w, first| {
        let levers: Vec<_> = w.levers.iter().filter(|l| l.candidate_id == first).map(|l| l.id).collect();
        for lever in levers {
            w.remove_lever(lever).expect("there");
        }
    });
    let against = Refusal::NeedsWaiver { number: 1, what: "nobody has named a way to move it" };
    assert_eq!(take_on(&mut w, pair), Err(against));
    let mut kept = w.clone();
    keep(&mut kept, pair[0], RejectionReason::NobodyCanMoveIt.label());
    take_on(&mut kept, pair).expect("kept with a reason");
    let out = NewRejection { reason: RejectionReason::NobodyCanMoveIt, ..rejection(pair[0]) };
    w.reject_candidate(out, MORNING).expect("a condition");
    let reason = w.rejections.get(&(pair[0],)).map(|r| r.reason);
    assert_eq!(reason, Some(RejectionReason::NobodyCanMoveIt));
}

/// R46: a delay asks, it lowers nothing by itself.
#[test]
fn a_long_delay_is_asked_about_beside_measurable_and_lowers_no_mark_by_itself() {
    let delayed = |days| {
        move |w: &mut Workshop, id| {
            let data = Measurability {
                data_status: DataStatus::WeeklyNow,
                delay_days: Some(days),
                ..Measurability::default()
            };
            w.set_measurability(id, data).expect("a delay");
        }
    };
    let asked = |w: &mut Workshop, id: CandidateId| {
        w.open_round(RoundScope::All, MORNING).expect("a round opens");
        let (candidates, _) = asked_of_a_scorer(w);
        candidates.into_iter().find(|c| c.id == id).expect("on the ballot").late
    };
    let mut w = a_workshop_at(Stage::Score);
    let [first, second, ..] = live(&w)[..] else { panic!("four candidates") };
    delayed(30)(&mut w, first);
    delayed(Measurability::LONG_DELAY_DAYS - 1)(&mut w, second);
    assert_eq!(asked(&mut w.clone(), second), None, "that is soon enough");
    let words = asked(&mut w, first).expect("thirty days are many");
    assert!(words.contains("30 days") && words.contains("mark it lower"), "{words}");
    let (late, [first, _]) = marked(delayed(30));
    let medians = view(&late, first).measures.expect("marked").half_points;
    assert_eq!(medians[5], Some(6), "everybody marked it 3, and 3 it is");
}

/// R74: a missed target is no change of the star.
#[test]
fn the_target_is_optional_dated_and_leaves_the_definition_alone() {
    let mut w = ready_to_leave(Stage::RollOut);
    assert_eq!(w.target(), &Target::default(), "no stage waited for one");
    let definition = w.definition().cloned();
    let target = Target { value: Some(500.0), due: day("2026-12-31"), note: line("If the pilot holds") };
    w.set_target(target.clone()).expect("a number");
    assert_eq!((w.target(), w.definition().cloned()), (&target, definition));
}
