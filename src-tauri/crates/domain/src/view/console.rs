//! What the facilitator's window may show now. Sealed content is not in here.

use crate::act::{ENOUGH_CANDIDATES, PLENTY_OF_CANDIDATES};
use crate::ballot::RoundStatus;
use crate::cadence::{Cadence, Rhythm};
use crate::candidate::ValueAction;
use crate::contribution::Contribution;
use crate::decision::{BacklogDecision, Choice, Waiver, WaiverRule};
use crate::definition::{Baseline, Definition, Exclusion, Target};
use crate::exit_check::{Condition, exit_check};
use crate::frame::{CoreUser, Frame, FrameQuestion, Maturity};
use crate::frame_words::{empty_words, sounds_like_setup};
use crate::guardrail::{Guardrail, TrackedEvent};
use crate::head::{Answering, Head};
use crate::id::{TeamId, WorkshopId};
use crate::input_tree::InputMetric;
use crate::participant::{Discipline, Participant, Role, Team};
use crate::stage::{Sitting, Stage, StageRecord};
use crate::view::candidate::{CandidateView, candidates};
use crate::view::definition::{DefinitionWarning, definition_warnings};
use crate::view::from_seats::{ChallengeCount, FrameAskView, challenge_counts, contributions, frame_asks};
use crate::view::map::disagreement_map;
use crate::view::score::{ScoreView, score_view};
use crate::view::tables::{TableView, tables};
use crate::workshop::Workshop;
use serde::Serialize;
use ts_rs::TS;

/// Everything the console may show.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConsoleView {
    /// Which workshop.
    pub workshop_id: WorkshopId,
    /// The workshop's own row.
    pub head: Head,
    /// The eleven stages.
    pub stages: Vec<StageView>,
    /// The time box.
    pub timer: TimerView,
    /// Meetings.
    pub sittings: Vec<Sitting>,
    /// The roster.
    pub people: Vec<PersonView>,
    /// The tables of a large room, by number.
    pub tables: Vec<TableView>,
    /// Who answers in the stages that are for tables.
    pub answering: Answering,
    /// Expected disciplines that are missing (R11).
    pub missing_disciplines: Vec<Discipline>,
    /// Teams that can own inputs.
    pub teams: Vec<Team>,
    /// The agreed lines.
    pub frame: Frame,
    /// Groups, first one first.
    pub core_users: Vec<CoreUser>,
    /// Questions that everybody answers alone, oldest first.
    pub frame_asks: Vec<FrameAskView>,
    /// What is challenged about the frame.
    pub frame_warnings: Vec<FrameWarning>,
    /// The count while people write.
    pub write: WriteView,
    /// The quick list, once candidates may be seen.
    pub value_actions: Vec<ValueAction>,
    /// Candidates by number, once they may be seen.
    pub candidates: Vec<CandidateView>,
    /// Rounds, map, talk list.
    pub score: ScoreView,
    /// What people sent from their seats, private views left out.
    pub contributions: Vec<Contribution>,
    /// Private views of the challenges, as counts.
    pub challenge_counts: Vec<ChallengeCount>,
    /// Rules passed with a reason.
    pub waivers: Vec<Waiver>,
    /// Acts of choosing, newest last.
    pub choices: Vec<Choice>,
    /// The star used on real items.
    pub backlog_decisions: Vec<BacklogDecision>,
    /// The definition in force.
    pub definition: Option<Definition>,
    /// What is to be said about it, as on the projector.
    pub definition_warnings: Vec<DefinitionWarning>,
    /// What is left out.
    pub exclusions: Vec<Exclusion>,
    /// First value.
    pub baseline: Baseline,
    /// Wanted value.
    pub target: Target,
    /// Inputs in tree order.
    pub input_metrics: Vec<InputMetric>,
    /// Teams without an input and without a word why (R83).
    pub uncovered_teams: Vec<TeamId>,
    /// Limits.
    pub guardrails: Vec<Guardrail>,
    /// What must be recorded.
    pub tracked_events: Vec<TrackedEvent>,
    /// Rhythms.
    pub cadence: Cadence,
    /// The review rhythm that fits how far the product is (R18).
    pub suggested_rhythm: Option<Rhythm>,
}

/// One stage on the rail.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StageView {
    /// What is remembered about it.
    #[serde(flatten)]
    pub record: StageRecord,
    /// The words people read.
    pub label: String,
    /// Seconds spent here so far.
    pub used_seconds: u32,
    /// The time box.
    pub planned_minutes: u32,
    /// What must hold before it is left.
    pub exit_check: Vec<Condition>,
}

/// The time box.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimerView {
    /// Length.
    pub planned_seconds: u32,
    /// What is left at the moment the view was made; negative is overtime.
    #[ts(type = "number")]
    pub remaining_ms: i64,
    /// Whether it runs.
    pub running: bool,
}

/// One person on the roster.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonView {
    /// Who.
    #[serde(flatten)]
    pub participant: Participant,
    /// What they may do.
    pub roles: Vec<Role>,
    /// Whether they have handed in a ballot in the running round. Says nothing about what.
    pub handed_in: bool,
}

/// Something about the frame that is challenged.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FrameWarning {
    /// Which rule.
    pub rule: WaiverRule,
    /// About what.
    pub detail: String,
    /// In words.
    pub text: String,
    /// Why it was kept, if it was.
    pub waived_because: Option<String>,
}

/// The count while people write. Nothing per person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WriteView {
    /// Candidates in the room. The caller refreshes it in steps of at least 15 s in a live room.
    pub candidates: u32,
    /// Entries of the quick list.
    pub actions: u32,
    /// Enough to choose from.
    pub enough: u32,
    /// Plenty.
    pub plenty: u32,
    /// Whether writing has ended and candidates may be seen.
    pub revealed: bool,
}

/// Computes the console's view.
pub fn console_view(workshop: &Workshop) -> ConsoleView {
    let map = disagreement_map(workshop);
    ConsoleView {
        workshop_id: workshop.id,
        head: workshop.head().clone(),
        stages: Stage::ALL.iter().map(|stage| stage_view(workshop, *stage)).collect(),
        timer: TimerView {
            planned_seconds: workshop.timer().planned_seconds,
            remaining_ms: workshop.timer().remaining_ms,
            running: workshop.timer().running,
        },
        sittings: workshop.sittings.iter().cloned().collect(),
        people: people(workshop),
        tables: tables(workshop),
        answering: workshop.answering(),
        missing_disciplines: workshop.missing_disciplines(),
        teams: sorted(workshop.teams.iter().cloned().collect(), |t| t.position),
        frame: workshop.frame().clone(),
        core_users: workshop.core_users_in_rank().into_iter().cloned().collect(),
        frame_asks: frame_asks(workshop),
        frame_warnings: frame_warnings(workshop),
        write: write_view(workshop),
        value_actions: if workshop.candidates_revealed() || workshop.head().solo {
            workshop.value_actions.iter().cloned().collect()
        } else {
            Vec::new()
        },
        candidates: candidates(workshop, map.as_ref()),
        score: score_view(workshop, map),
        contributions: contributions(workshop),
        challenge_counts: challenge_counts(workshop),
        waivers: workshop.waivers.iter().cloned().collect(),
        choices: sorted(workshop.choices.iter().cloned().collect(), |c| c.chosen_at),
        backlog_decisions: workshop.backlog_decisions.iter().cloned().collect(),
        definition: workshop.definition().cloned(),
        definition_warnings: definition_warnings(workshop),
        exclusions: workshop.exclusions.iter().cloned().collect(),
        baseline: workshop.baseline().clone(),
        target: workshop.target().clone(),
        input_metrics: tree_order(workshop),
        uncovered_teams: workshop.uncovered_teams(),
        guardrails: sorted(workshop.guardrails.iter().cloned().collect(), |g| g.position),
        tracked_events: sorted(workshop.tracked_events.iter().cloned().collect(), |e| e.position),
        cadence: workshop.cadence().clone(),
        suggested_rhythm: workshop.frame().maturity.map(Maturity::suggested_rhythm),
    }
}

fn sorted<T, K: Ord>(mut rows: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    rows.sort_by_key(key);
    rows
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn stage_view(workshop: &Workshop, stage: Stage) -> StageView {
    StageView {
        record: workshop.stage_record(stage).clone(),
        label: stage.label().to_owned(),
        used_seconds: workshop.used_seconds(stage),
        planned_minutes: stage.planned_minutes(workshop.head().path),
        exit_check: exit_check(workshop, stage),
    }
}

fn people(workshop: &Workshop) -> Vec<PersonView> {
    let running = workshop.last_round().filter(|r| r.status == RoundStatus::Open).map(|r| r.number);
    let mut people: Vec<_> = workshop
        .participants
        .iter()
        .map(|p| PersonView {
            participant: p.clone(),
            roles: Role::ALL.iter().copied().filter(|r| workshop.has_role(p.id, *r)).collect(),
            handed_in: running.is_some_and(|round| workshop.round_marks.contains(&(round, p.id))),
        })
        .collect();
    people.sort_by_key(|p| p.participant.position);
    people
}

fn write_view(workshop: &Workshop) -> WriteView {
    WriteView {
        candidates: count(workshop.candidates.len()),
        actions: count(workshop.value_actions.len()),
        enough: count(ENOUGH_CANDIDATES),
        plenty: count(PLENTY_OF_CANDIDATES),
        revealed: workshop.candidates_revealed(),
    }
}

fn frame_warnings(workshop: &Workshop) -> Vec<FrameWarning> {
    let because = |rule, detail: &str| workshop.waiver(rule, None, detail).map(|w| w.reason.to_string());
    let mut warnings = Vec::new();
    for user in workshop.core_users_in_rank() {
        if let Some(found) = empty_words(user.name.as_str()) {
            warnings.push(FrameWarning {
                rule: WaiverRule::EmptyWord,
                detail: user.name.to_string(),
                text: found.question(),
                waived_because: because(WaiverRule::EmptyWord, user.name.as_str()),
            });
        }
    }
    let moment = workshop.frame().answer(FrameQuestion::ValueMoment);
    if sounds_like_setup(moment.as_str()) {
        warnings.push(FrameWarning {
            rule: WaiverRule::SetupMoment,
            detail: String::new(),
            text: "Sounds like setup. It may belong in the input tree.".to_owned(),
            waived_because: because(WaiverRule::SetupMoment, ""),
        });
    }
    warnings
}

/// Inputs as an outline: each one is followed by what hangs below it.
fn tree_order(workshop: &Workshop) -> Vec<InputMetric> {
    fn below(workshop: &Workshop, parent: Option<crate::id::InputMetricId>, out: &mut Vec<InputMetric>) {
        for input in workshop.inputs_below(parent) {
            out.push(input.clone());
            below(workshop, Some(input.id), out);
        }
    }
    let mut inputs = Vec::new();
    below(workshop, None, &mut inputs);
    inputs
}
