//! What must hold before a stage is left: one condition per line, each with the words people read.

use crate::act::{ENOUGH_CANDIDATES, MOST_SURVIVORS};
use crate::ballot::{RoundStatus, TalkOutcome};
use crate::candidate::{Candidate, DataStatus, Standing};
use crate::challenge::ChallengeKind;
use crate::decision::WaiverRule;
use crate::definition::Denominator;
use crate::frame::Maturity;
use crate::frame_words::{empty_words, sounds_like_setup};
use crate::participant::Role;
use crate::pitfall::Pitfall;
use crate::stage::Stage;
use crate::workshop::Workshop;
use serde::Serialize;
use ts_rs::TS;

/// One condition of an exit check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExitCondition {
    /// SetUp: the scope has a name.
    ScopeNamed,
    /// SetUp: somebody has the final say.
    DeciderNamed,
    /// SetUp: somebody writes and scores.
    ContributorPresent,
    /// SetUp: the privacy level is chosen.
    PrivacyChosen,
    /// SetUp: the ballot channel is chosen.
    ChannelChosen,
    /// Frame: one user group is first, with a reason, and is somebody in particular.
    OneUserFirst,
    /// Frame: the job is written.
    JobWritten,
    /// Frame: the value moment is written and is not setup.
    ValueMomentStands,
    /// Write: ten candidates or more.
    EnoughCandidates,
    /// Clarify: every card was looked at.
    CardsOpened,
    /// Clarify: every sentence is complete.
    SentencesComplete,
    /// Clarify: no two sentences are the same.
    NothingTwice,
    /// Challenge: four verdicts for each candidate in the running.
    VerdictsGiven,
    /// Challenge: a data status for each.
    DataStatusKnown,
    /// Challenge: eight or fewer survive.
    FewSurvive,
    /// Score: a round was revealed.
    RoundRevealed,
    /// Score: the talk list is done.
    TalkDone,
    /// Score: a second round was held, or nothing was disputed.
    SecondRound,
    /// Score: scoring has ended, so that marks can no longer be traced.
    ScoringEnded,
    /// Score: two or three are shortlisted (or the note stands).
    ShortlistMade,
    /// Score: everything else has a reason.
    OthersTurnedDown,
    /// Validate: each finalist has a hypothesis with date and owner.
    HypothesisStands,
    /// Choose: one star.
    StarChosen,
    /// Choose: what would re-open the question is written.
    ReopenConditionWritten,
    /// Choose: each objection has an answer.
    ObjectionsAnswered,
    /// Choose: the other finalists are turned down with a reason.
    FinalistsTurnedDown,
    /// Define: unit, event and rule.
    NumeratorDefined,
    /// Define: divided by something or by nothing.
    DenominatorDecided,
    /// Define: window, zone, kind.
    WindowFixed,
    /// Define: each exclusion is decided.
    ExclusionsDecided,
    /// Define: source and delay.
    SourceKnown,
    /// Define: why, in plain words.
    RationaleWritten,
    /// Define: an example with numbers.
    ExampleWritten,
    /// Define: one owner.
    OwnerNamed,
    /// Define: a first value, or the day it comes.
    BaselineKnown,
    /// Decompose: two inputs or more.
    TwoInputs,
    /// Decompose: every input has a team.
    InputsOwned,
    /// Decompose: every team has an input, or says why not.
    TeamsCovered,
    /// Decompose: two or three guardrails (or a note).
    GuardrailsSet,
    /// Decompose: each guardrail names its cheat, limit, owner and response.
    GuardrailsComplete,
    /// RollOut: rhythm and both dates.
    DatesSet,
    /// RollOut: before fit, which reading means stop, by when, and what retires the star (R8, R107).
    StopKnown,
    /// RollOut: a star that counts time has a guardrail (R31).
    TimeGuarded,
    /// RollOut: two rejections documented.
    TwoRejections,
}

/// A condition with its words and whether it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Condition {
    /// Which one.
    pub condition: ExitCondition,
    /// What should hold, in words.
    pub text: &'static str,
    /// Whether it does.
    pub holds: bool,
}

/// The conditions of a stage, each with whether it holds now.
///
/// While people write, the later stages know of no candidate: "nothing says the same" would tell
/// what is in the sealed sentences (T1, S1).
pub fn exit_check(workshop: &Workshop, stage: Stage) -> Vec<Condition> {
    if stage > Stage::Write && !workshop.candidates_revealed() && !workshop.candidates.is_empty() {
        let mut sealed = workshop.clone();
        sealed.candidates.retain(|_| false);
        return checked(&sealed, stage);
    }
    checked(workshop, stage)
}

fn checked(workshop: &Workshop, stage: Stage) -> Vec<Condition> {
    conditions(stage)
        .iter()
        .map(|condition| Condition { condition: *condition, text: condition.text(), holds: condition.holds(workshop) })
        .collect()
}

fn conditions(stage: Stage) -> &'static [ExitCondition] {
    use ExitCondition::*;
    match stage {
        Stage::SetUp => &[ScopeNamed, DeciderNamed, ContributorPresent, PrivacyChosen, ChannelChosen],
        Stage::Frame => &[OneUserFirst, JobWritten, ValueMomentStands],
        Stage::Write => &[EnoughCandidates],
        Stage::Clarify => &[CardsOpened, SentencesComplete, NothingTwice],
        Stage::Challenge => &[VerdictsGiven, DataStatusKnown, FewSurvive],
        Stage::Score => &[RoundRevealed, TalkDone, SecondRound, ScoringEnded, ShortlistMade, OthersTurnedDown],
        Stage::Validate => &[HypothesisStands],
        Stage::Choose => &[StarChosen, ReopenConditionWritten, ObjectionsAnswered, FinalistsTurnedDown],
        Stage::Define => &[
            NumeratorDefined,
            DenominatorDecided,
            WindowFixed,
            ExclusionsDecided,
            SourceKnown,
            RationaleWritten,
            ExampleWritten,
            OwnerNamed,
            BaselineKnown,
        ],
        Stage::Decompose => &[TwoInputs, InputsOwned, TeamsCovered, GuardrailsSet, GuardrailsComplete],
        Stage::RollOut => &[DatesSet, StopKnown, TimeGuarded, TwoRejections],
    }
}

impl ExitCondition {
    /// What should hold, in words that finish "not finished: …".
    pub fn text(self) -> &'static str {
        match self {
            Self::ScopeNamed => "name what the star is for",
            Self::DeciderNamed => "name who has the final say",
            Self::ContributorPresent => "add somebody who writes and scores",
            Self::PrivacyChosen => "choose whether marks stay anonymous",
            Self::ChannelChosen => "choose how ballots come in",
            Self::OneUserFirst => "rank one user group first and say why",
            Self::JobWritten => "write the job they hire you for",
            Self::ValueMomentStands => "describe a value moment that is not setup",
            Self::EnoughCandidates => "write ten candidates or more",
            Self::CardsOpened => "look at every candidate",
            Self::SentencesComplete => "complete every sentence",
            Self::NothingTwice => "merge candidates that say the same",
            Self::VerdictsGiven => "give four verdicts on each candidate",
            Self::DataStatusKnown => "say where each number would come from",
            Self::FewSurvive => "keep eight candidates or fewer",
            Self::RoundRevealed => "score and reveal one round",
            Self::TalkDone => "talk through the numbered cells",
            Self::SecondRound => "score the disputed cells again",
            Self::ScoringEnded => "end scoring",
            Self::ShortlistMade => "shortlist two or three",
            Self::OthersTurnedDown => "give a reason for everything else",
            Self::HypothesisStands => "state a hypothesis with date and owner for each finalist",
            Self::StarChosen => "choose one star",
            Self::ReopenConditionWritten => "write what would re-open the question",
            Self::ObjectionsAnswered => "answer each objection",
            Self::FinalistsTurnedDown => "give a reason for each finalist not chosen",
            Self::NumeratorDefined => "define unit, event and rule",
            Self::DenominatorDecided => "decide whether it is divided by something",
            Self::WindowFixed => "fix window and time zone",
            Self::ExclusionsDecided => "decide each exclusion",
            Self::SourceKnown => "name source and delay",
            Self::RationaleWritten => "write why this number",
            Self::ExampleWritten => "write an example with numbers",
            Self::OwnerNamed => "name one owner",
            Self::BaselineKnown => "give a first value or the day it comes",
            Self::TwoInputs => "draft two inputs or more",
            Self::InputsOwned => "give each input a team",
            Self::TeamsCovered => "give each team an input, or say why not",
            Self::GuardrailsSet => "set two or three guardrails",
            Self::GuardrailsComplete => "give each guardrail its cheat, limit, owner and response",
            Self::DatesSet => "set the rhythm and both dates",
            Self::StopKnown => "say which reading means stop, by when, and what retires the star",
            Self::TimeGuarded => "set a guardrail, because the star counts time spent",
            Self::TwoRejections => "document two rejected options",
        }
    }

    /// Whether it holds in this workshop.
    pub fn holds(self, w: &Workshop) -> bool {
        match self {
            Self::ScopeNamed => !w.head().title.is_empty() && !w.head().scope_name.is_empty(),
            Self::DeciderNamed => w.decider().is_some(),
            Self::ContributorPresent => w.roles.iter().any(|r| r.role == Role::Contributor),
            Self::PrivacyChosen => w.head().privacy.is_some() || w.head().solo,
            Self::ChannelChosen => w.head().ballot_channel.is_some() || w.head().solo,
            Self::OneUserFirst => w.core_users_in_rank().first().is_some_and(|user| {
                let somebody = empty_words(user.name.as_str()).is_none()
                    || w.waiver(WaiverRule::EmptyWord, None, user.name.as_str()).is_some();
                !user.reason.is_empty() && somebody
            }),
            Self::JobWritten => !w.frame().job.is_empty(),
            Self::ValueMomentStands => {
                let moment = &w.frame().value_moment;
                !moment.is_empty()
                    && (!sounds_like_setup(moment.as_str()) || w.waiver(WaiverRule::SetupMoment, None, "").is_some())
            }
            Self::EnoughCandidates => w.candidates.len() >= ENOUGH_CANDIDATES,
            Self::CardsOpened => w.candidates.iter().all(|c| c.opened),
            Self::SentencesComplete => w.live_candidates().iter().all(|c| c.sentence.is_complete()),
            Self::NothingTwice => {
                let mut texts: Vec<_> = w.live_candidates().iter().map(|c| c.sentence.text().to_lowercase()).collect();
                let all = texts.len();
                texts.sort_unstable();
                texts.dedup();
                texts.len() == all
            }
            Self::VerdictsGiven => w
                .live_candidates()
                .iter()
                .all(|c| ChallengeKind::ALL.iter().all(|kind| w.challenges.contains(&(c.id, *kind)))),
            Self::DataStatusKnown => {
                w.live_candidates().iter().all(|c| c.measurability.data_status != DataStatus::Unknown)
            }
            Self::FewSurvive => {
                let live = w.live_candidates().len();
                live > 0 && live <= MOST_SURVIVORS
            }
            Self::RoundRevealed => w.last_revealed().is_some(),
            Self::TalkDone => {
                w.last_revealed().is_some()
                    && w.talk_items.iter().all(|t| t.outcome != TalkOutcome::Open || w.last_revealed() != Some(t.round))
            }
            Self::SecondRound => {
                let revealed = w.rounds.iter().filter(|r| r.status == RoundStatus::Revealed).count();
                let disputed = w.talk_items.iter().any(|t| t.round == 1 && t.outcome != TalkOutcome::Homework);
                revealed >= 2 || (revealed == 1 && !disputed && !w.head().solo)
            }
            Self::ScoringEnded => w.last_round().is_some_and(|r| r.ended_at.is_some()),
            Self::ShortlistMade => {
                let size = w.finalists().len();
                (2..=3).contains(&size) || (size > 0 && w.waiver(WaiverRule::ShortlistSize, None, "").is_some())
            }
            Self::OthersTurnedDown => w.candidates.iter().all(|c| c.standing != Standing::Open),
            Self::HypothesisStands => {
                let finalists = w.finalists();
                !finalists.is_empty() && finalists.iter().all(|c| w.hypothesis_stands(c.id))
            }
            Self::StarChosen => w.star().is_some(),
            Self::ReopenConditionWritten => w.choice().is_some_and(|c| !c.come_back_when.is_empty()),
            Self::ObjectionsAnswered => w.objections.iter().all(|o| !o.answer.is_empty()),
            Self::FinalistsTurnedDown => {
                w.star().is_some() && w.candidates.iter().all(|c| c.standing != Standing::Shortlisted)
            }
            Self::NumeratorDefined => w
                .definition()
                .is_some_and(|d| !d.unit.is_empty() && !d.event.is_empty() && !d.qualifying_rule.is_empty()),
            Self::DenominatorDecided => w.definition().is_some_and(|d| match d.denominator {
                None => false,
                Some(Denominator::Nothing) => true,
                Some(Denominator::Ratio) => !d.denominator_text.is_empty(),
            }),
            Self::WindowFixed => w.definition().is_some_and(|d| {
                let window = &d.window;
                window.window_length.is_some()
                    && window.window_unit.is_some()
                    && window.window_kind.is_some()
                    && !window.time_zone.is_empty()
            }),
            Self::ExclusionsDecided => !w.exclusions.is_empty() && w.exclusions.iter().all(|e| e.decision.is_some()),
            Self::SourceKnown => w.definition().is_some_and(|d| !d.data_source.is_empty() && !d.delay.is_empty()),
            Self::RationaleWritten => w.definition().is_some_and(|d| !d.rationale.is_empty()),
            Self::ExampleWritten => w.definition().is_some_and(|d| !d.worked_example.is_empty()),
            Self::OwnerNamed => w.definition().is_some_and(|d| !d.owner.is_empty()),
            Self::BaselineKnown => w.baseline().value.is_some() || w.baseline().first_reading_on.is_some(),
            Self::TwoInputs => w.input_metrics.len() >= 2,
            Self::InputsOwned => w.input_metrics.iter().all(|i| i.team_id.is_some()) && !w.input_metrics.is_empty(),
            Self::TeamsCovered => w.uncovered_teams().is_empty(),
            Self::GuardrailsSet => {
                (2..=3).contains(&w.guardrails.len()) || w.waiver(WaiverRule::GuardrailCount, None, "").is_some()
            }
            Self::GuardrailsComplete => w.guardrails.iter().all(|g| {
                !g.catches.is_empty()
                    && g.limit.is_some()
                    && g.direction.is_some()
                    && !g.owner.is_empty()
                    && !g.response.is_empty()
            }),
            Self::DatesSet => {
                let cadence = w.cadence();
                cadence.rhythm.is_some() && cadence.next_review.is_some() && cadence.yearly_review.is_some()
            }
            Self::StopKnown => {
                let cadence = w.cadence();
                let early = w.frame().maturity == Some(Maturity::PreFit);
                let said = !cadence.stop_reading.is_empty() && cadence.stop_by.is_some();
                !early || (said && !cadence.retirement_trigger.is_empty())
            }
            Self::TimeGuarded => {
                let counts_time =
                    |star: &Candidate| w.pitfalls_of(star).iter().any(|f| f.pitfall == Pitfall::TimeSpent);
                !w.star().is_some_and(counts_time) || !w.guardrails.is_empty()
            }
            Self::TwoRejections => w.rejections.len() >= 2,
        }
    }
}
