//! A small workshop that can be brought to any stage by the rules themselves.

use sextant_domain::act::{
    BallotScore, NewChoice, NewCoreUser, NewParticipant, NewRejection, RoundScope, SetUpAnswers,
};
use sextant_domain::ballot::TalkOutcome;
use sextant_domain::cadence::{Cadence, Rhythm};
use sextant_domain::candidate::{DataStatus, Measurability, MetricSentence, Period, Threshold};
use sextant_domain::challenge::{ChallengeKind, Verdict};
use sextant_domain::criterion::Level;
use sextant_domain::decision::RejectionReason;
use sextant_domain::definition::{
    Baseline, DefinitionField, Denominator, ExclusionDecision, MeasurementWindow, WindowKind, WindowUnit,
};
use sextant_domain::evidence::TestPlan;
use sextant_domain::frame::FrameQuestion;
use sextant_domain::guardrail::{Direction, Guardrail};
use sextant_domain::head::{BallotChannel, Path, Privacy, Scope};
use sextant_domain::id::{CandidateId, ParticipantId, WorkshopId};
use sextant_domain::participant::{Discipline, Role};
use sextant_domain::stage::Stage;
use sextant_domain::text::{Line, Name, Text};
use sextant_domain::time::{At, Day};
use sextant_domain::view::{ProjectorFocus, SeatCandidate, SeatTask, seat_room};
use sextant_domain::workshop::Workshop;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// Monday, 4 May 2026, 9:00 UTC.
pub(crate) const MORNING: At = At(1_777_885_200_000);
/// How many candidates are written.
pub(crate) const WRITTEN: usize = 10;
/// How many people score.
pub(crate) const SCORERS: usize = 4;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// Ids that differ from each other; that they are in order is no rule's business.
pub(crate) fn fresh() -> Uuid {
    Uuid::from_u128(u128::from(NEXT.fetch_add(1, Ordering::Relaxed)))
}

pub(crate) fn text<const MAX: usize>(words: &str) -> Text<MAX> {
    Text::new(words).expect("the words of a test are short")
}

pub(crate) fn line(words: &str) -> Line {
    text(words)
}

pub(crate) fn day(words: &str) -> Option<Day> {
    Some(Day::try_from(words.to_owned()).expect("a day"))
}

pub(crate) fn set_up_answers() -> SetUpAnswers {
    SetUpAnswers {
        title: text("Where we are going"),
        scope: Scope::Company,
        scope_name: text("Slotwell"),
        parent_star: Line::default(),
        path: Path::Standard,
        solo: false,
        privacy: Some(Privacy::Anonymous),
        ballot_channel: Some(BallotChannel::PassedKeyboard),
        names_in_lobby: false,
    }
}

pub(crate) fn person(name: &str, roles: &[Role]) -> NewParticipant {
    NewParticipant { name: text(name), discipline: Discipline::Product, roles: roles.to_vec() }
}

pub(crate) fn sentence(place: usize) -> MetricSentence {
    MetricSentence {
        free_text: Line::default(),
        audience: text("teams"),
        action: text(&format!("finished plan number {place}")),
        threshold: Threshold::AtLeast,
        threshold_count: Some(3),
        unit: text("plans"),
        period: Some(Period::Week),
        condition: Line::default(),
        counted_unit: None,
    }
}

pub(crate) fn new_workshop() -> Workshop {
    Workshop::new(WorkshopId(fresh()), text("Where we are going"), MORNING)
}

/// A workshop that stands at a stage; the exit checks of all stages before it held.
pub(crate) fn a_workshop_at(stage: Stage) -> Workshop {
    let mut w = new_workshop();
    for before in Stage::ALL.iter().filter(|s| **s < stage) {
        finish(&mut w, *before);
        w.advance(&Line::default(), MORNING).expect("the stage is finished");
    }
    w
}

/// A workshop that stands at a stage whose exit check holds.
pub(crate) fn ready_to_leave(stage: Stage) -> Workshop {
    let mut w = a_workshop_at(stage);
    finish(&mut w, stage);
    w
}

/// Does what the exit check of a stage asks for.
pub(crate) fn finish(w: &mut Workshop, stage: Stage) {
    match stage {
        Stage::SetUp => {
            w.answer_set_up(set_up_answers()).expect("complete answers");
            for (place, name) in ["Mia", "Jon", "Eva", "Tom"].into_iter().enumerate() {
                let roles: &[Role] =
                    if place == 0 { &[Role::Contributor, Role::Decider] } else { &[Role::Contributor] };
                w.add_participant(person(name, roles), &mut fresh).expect("a person");
            }
        }
        Stage::Frame => {
            let user =
                NewCoreUser { name: text("Office managers of law firms"), reason: line("They pay and they plan.") };
            w.add_core_user(user, &mut fresh).expect("a group");
            for (question, words) in [
                (FrameQuestion::Job, "Get a week planned that holds"),
                (FrameQuestion::ValueMoment, "A week ends as it was planned"),
                (FrameQuestion::SuccessStory, "A firm goes home on time for a month"),
            ] {
                w.answer_frame(question, line(words)).expect("a line");
            }
        }
        Stage::Write => {
            for place in 0..WRITTEN {
                w.add_candidate(sentence(place), &mut fresh).expect("a candidate");
            }
        }
        Stage::Clarify => {
            for id in ids(w) {
                w.open_card(id).expect("a card");
            }
        }
        Stage::Challenge => challenge(w),
        Stage::Score => score(w),
        Stage::Validate => {
            for candidate_id in w.finalists().iter().map(|c| c.id).collect::<Vec<_>>() {
                w.state_hypothesis(hypothesis(candidate_id)).expect("a hypothesis");
            }
        }
        Stage::Choose => choose(w),
        Stage::Define => define(w),
        Stage::Decompose => decompose(w),
        Stage::RollOut => w
            .set_cadence(Cadence {
                rhythm: Some(Rhythm::Weekly),
                next_review: day("2026-06-01"),
                yearly_review: day("2027-05-01"),
                ..Cadence::default()
            })
            .expect("dates in order"),
    }
}

/// All candidates, by number once they have one.
pub(crate) fn ids(w: &Workshop) -> Vec<CandidateId> {
    let mut ids: Vec<_> = w.candidates.iter().map(|c| (c.number, c.id)).collect();
    ids.sort_unstable();
    ids.into_iter().map(|(_, id)| id).collect()
}

pub(crate) fn live(w: &Workshop) -> Vec<CandidateId> {
    w.live_candidates().iter().map(|c| c.id).collect()
}

/// The people who score, in the order of the roster.
pub(crate) fn scorers(w: &Workshop) -> Vec<ParticipantId> {
    let mut people: Vec<_> = w.scorers().map(|p| (p.position, p.id)).collect();
    people.sort_unstable();
    people.into_iter().map(|(_, id)| id).collect()
}

pub(crate) fn rejection(candidate_id: CandidateId) -> NewRejection {
    NewRejection {
        candidate_id,
        reason: RejectionReason::EasilyGamed,
        text: line("A script could lift it."),
        best_argument: line("It is easy to read."),
        come_back_when: line("A plan must be confirmed by two people."),
        evidence: Line::default(),
        kept_as: None,
    }
}

pub(crate) fn hypothesis(candidate_id: CandidateId) -> TestPlan {
    TestPlan {
        candidate_id,
        hypothesis: line("Firms above three plans renew more often."),
        instrument_by: day("2026-06-01"),
        owner: text("Jon"),
        test: Line::default(),
        would_change_our_mind: Line::default(),
    }
}

pub(crate) fn choice(candidate_id: CandidateId) -> NewChoice {
    NewChoice {
        candidate_id,
        reason: line("It moves when a firm succeeds."),
        come_back_when: line("Two quarters without any movement."),
    }
}

fn challenge(w: &mut Workshop) {
    for id in ids(w) {
        for kind in ChallengeKind::ALL {
            w.judge_challenge(id, *kind, Verdict::Survives, Line::default()).expect("a verdict");
        }
        let measurability = Measurability { data_status: DataStatus::WeeklyNow, ..Measurability::default() };
        w.set_measurability(id, measurability).expect("a status");
        w.add_lever(id, Discipline::Product, line("Shorter plans"), &mut fresh).expect("a lever");
    }
    for id in ids(w).into_iter().skip(4) {
        w.reject_candidate(rejection(id), MORNING).expect("a reason");
    }
}

/// Everybody hands in a whole ballot; the level may differ by person and cell.
pub(crate) fn everybody_scores(w: &mut Workshop, level: impl Fn(usize, usize) -> Level) {
    for (seat, person) in scorers(w).into_iter().enumerate() {
        hand_in(w, person, |cell| level(seat, cell));
    }
}

/// One person hands in a whole ballot.
pub(crate) fn hand_in(w: &mut Workshop, person: ParticipantId, level: impl Fn(usize) -> Level) {
    let scores = ballot(w, level);
    w.submit_ballot(person, &scores, BallotChannel::PassedKeyboard, &mut fresh).expect("a whole ballot");
}

/// A ballot that fits the open round.
pub(crate) fn ballot(w: &Workshop, level: impl Fn(usize) -> Level) -> Vec<BallotScore> {
    let round = w.open_round_number().expect("a round is open");
    w.cells_of(round)
        .into_iter()
        .enumerate()
        .map(|(place, (candidate_id, criterion))| BallotScore {
            candidate_id,
            criterion,
            level: level(place),
            reason: line(&format!("because of cell {place}")),
        })
        .collect()
}

/// One round from opening to reveal.
pub(crate) fn a_round(w: &mut Workshop, scope: RoundScope, now: At, level: impl Fn(usize, usize) -> Level) {
    w.open_round(scope, now).expect("a round opens");
    everybody_scores(w, level);
    w.close_round(&Line::default()).expect("everybody is in");
    w.reveal_round(now, &mut fresh).expect("closed rounds can be revealed");
}

/// What every seat shows while people mark: the ballot, and how we win.
pub(crate) fn asked_of_a_scorer(w: &Workshop) -> (Vec<SeatCandidate>, String) {
    let SeatTask::Score { candidates, strategy, .. } = seat_room(w, ProjectorFocus::Stage).task else {
        panic!("no round is open")
    };
    (candidates, strategy)
}

/// Settles what is open on the talk list.
pub(crate) fn settle(w: &mut Workshop) {
    let open: Vec<_> = w
        .talk_items
        .iter()
        .filter(|t| t.outcome == TalkOutcome::Open && Some(t.round) == w.last_revealed())
        .map(|t| (t.candidate_id, t.criterion))
        .collect();
    for (candidate_id, criterion) in open {
        w.settle_cell(candidate_id, criterion, TalkOutcome::Settled, line("Agreed.")).expect("on the list");
    }
}

fn score(w: &mut Workshop) {
    // One person doubts the first candidate's actionability: enough for a talk list and a second round.
    a_round(w, RoundScope::All, MORNING, |seat, cell| if seat == 0 && cell == 3 { Level::Fails } else { Level::Clear });
    settle(w);
    a_round(w, RoundScope::Disputed, MORNING, |_, _| Level::Clear);
    settle(w);
    w.end_scoring(MORNING).expect("the last round is revealed");
    let live = live(w);
    w.shortlist(&live[..2], &Line::default(), MORNING, &mut fresh).expect("two passed the gates");
    for id in &live[2..] {
        w.reject_candidate(rejection(*id), MORNING).expect("a reason");
    }
}

fn choose(w: &mut Workshop) {
    let finalists: Vec<_> = w.finalists().iter().map(|c| c.id).collect();
    w.choose_star(choice(finalists[0]), MORNING, &mut fresh).expect("a finalist");
    for id in &finalists[1..] {
        w.reject_candidate(rejection(*id), MORNING).expect("a reason");
    }
}

fn define(w: &mut Workshop) {
    for field in DefinitionField::ALL {
        if *field != DefinitionField::DenominatorText {
            w.answer_definition(*field, text("Something definite")).expect("a field");
        }
    }
    w.set_denominator(Some(Denominator::Nothing)).expect("a star");
    w.set_window(MeasurementWindow {
        window_length: Some(1),
        window_unit: Some(WindowUnit::Week),
        window_kind: Some(WindowKind::Rolling),
        week_start: None,
        time_zone: text("Europe/Berlin"),
    })
    .expect("a window");
    for id in w.exclusions.iter().map(|e| e.id).collect::<Vec<_>>() {
        w.decide_exclusion(id, Some(ExclusionDecision::LeftOut), Line::default()).expect("an exclusion");
    }
    w.set_baseline(Baseline { value: Some(412.0), ..Baseline::default() }).expect("a number");
}

fn decompose(w: &mut Workshop) {
    let team = w.teams.iter().next().expect("the first person brought a team").id;
    for name in ["Plans begun", "Plans confirmed"] {
        let id = w.add_input_metric(text::<{ Name::LIMIT }>(name), None, &mut fresh).expect("an input");
        let input = w.input_metrics.get(&(id,)).expect("just added").clone();
        w.edit_input_metric(sextant_domain::input_tree::InputMetric { team_id: Some(team), ..input }).expect("a team");
    }
    for name in ["Complaints", "Hours at work"] {
        let id = w.add_guardrail(text(name), None, &mut fresh).expect("a guardrail");
        let guardrail = w.guardrails.get(&(id,)).expect("just added").clone();
        w.edit_guardrail(Guardrail {
            catches: line("Plans nobody keeps."),
            direction: Some(Direction::Above),
            limit: Some(5.0),
            owner: text("Eva"),
            response: line("Stop the push and look."),
            ..guardrail
        })
        .expect("complete");
    }
}
