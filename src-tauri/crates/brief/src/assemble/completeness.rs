//! What each part of the brief still lacks, and where the gap is closed (R91).

use sextant_domain::candidate::Standing;
use sextant_domain::challenge::{ChallengeKind, GoodhartPrompt};
use sextant_domain::decision::WaiverRule;
use sextant_domain::exit_check::ExitCondition;
use sextant_domain::guardrail::EventStatus;
use sextant_domain::stage::Stage;
use sextant_domain::workshop::Workshop;

use super::evidence::own_data_speaks_for;
use super::record::{is_sealed, sealed_round};
use super::section::SectionName;
use super::words::capital;

/// A part of the brief on the completeness list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its number as printed.
    pub number: String,
    /// Its title as printed.
    pub title: String,
    /// What is missing, in words; empty when it is complete or left open on purpose.
    pub missing: Vec<String>,
    /// The stage where the first gap is closed.
    pub stage: Stage,
}

/// What one part lacks from one stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The slug of the section.
    pub section: String,
    /// Its number as printed.
    pub number: String,
    /// Its title as printed.
    pub title: String,
    /// What is missing, in words.
    pub missing: Vec<String>,
    /// The stage where it is closed.
    pub stage: Stage,
}

/// One thing that is missing.
pub(super) struct Missing {
    pub(super) stage: Stage,
    pub(super) text: String,
}

/// The completeness list: every part, in order.
#[must_use]
pub fn completeness(workshop: &Workshop) -> Vec<Part> {
    SectionName::ALL
        .iter()
        .map(|name| {
            let missing = open_gaps(workshop, *name);
            Part {
                number: name.number().to_owned(),
                title: name.title().to_owned(),
                stage: missing.first().map_or(name.stage(), |gap| gap.stage),
                missing: missing.into_iter().map(|gap| gap.text).collect(),
            }
        })
        .collect()
}

/// Every gap with the stage that closes it, for links.
#[must_use]
pub fn gaps(workshop: &Workshop) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for name in SectionName::ALL {
        for missing in open_gaps(workshop, *name) {
            match gaps.iter_mut().find(|g| g.section == name.id() && g.stage == missing.stage) {
                Some(gap) => gap.missing.push(missing.text),
                None => gaps.push(Gap {
                    section: name.id().to_owned(),
                    number: name.number().to_owned(),
                    title: name.title().to_owned(),
                    missing: vec![missing.text],
                    stage: missing.stage,
                }),
            }
        }
    }
    gaps
}

/// Whether the brief prints without the draft mark.
#[must_use]
pub fn is_complete(workshop: &Workshop) -> bool {
    SectionName::ALL.iter().all(|name| open_gaps(workshop, *name).is_empty())
}

/// What a part lacks and nobody has left open on purpose.
fn open_gaps(workshop: &Workshop, name: SectionName) -> Vec<Missing> {
    if waived(workshop, name).is_some() { Vec::new() } else { missing(workshop, name) }
}

/// Why a part is left open, if somebody said so. Four things no reason can buy: a brief that is
/// final while something is sealed, one with fewer than two documented rejections (R90), one whose
/// star has fewer than two inputs (R44), and one that counts time without a guardrail (R31).
pub(super) fn waived(workshop: &Workshop, name: SectionName) -> Option<String> {
    let barred = match name {
        SectionName::Criteria => sealed_round(workshop).is_some(),
        SectionName::Options => is_sealed(workshop) || !ExitCondition::TwoRejections.holds(workshop),
        SectionName::Inputs => !ExitCondition::TwoInputs.holds(workshop),
        SectionName::Guardrails => !ExitCondition::TimeGuarded.holds(workshop),
        SectionName::Status
        | SectionName::Star
        | SectionName::Why
        | SectionName::Definition
        | SectionName::Evidence
        | SectionName::Tests
        | SectionName::Dissent
        | SectionName::Baseline
        | SectionName::Events
        | SectionName::Rhythm
        | SectionName::Teams
        | SectionName::Decided
        | SectionName::History
        | SectionName::Words => false,
    };
    let waiver = workshop.waiver(WaiverRule::BriefGap, None, name.title())?;
    (!barred).then(|| waiver.reason.to_string())
}

/// What a part lacks.
pub(super) fn missing(workshop: &Workshop, name: SectionName) -> Vec<Missing> {
    use ExitCondition as C;
    let mut list = List { workshop, missing: Vec::new() };
    match name {
        SectionName::Status => list.unmet(Stage::SetUp, &[C::ScopeNamed, C::DeciderNamed]),
        SectionName::Star => {
            list.unmet(Stage::Choose, &[C::StarChosen]);
            list.unless(!workshop.frame().success_story.is_empty(), Stage::Choose, "Tell the success story");
            let whole = workshop.star().is_none_or(|star| star.sentence.is_complete());
            list.unless(whole, Stage::Clarify, "Complete the star’s sentence");
        }
        SectionName::Why => {
            list.unmet(Stage::Frame, &[C::OneUserFirst, C::JobWritten, C::ValueMomentStands]);
            list.unless(!workshop.frame().strategy.is_empty(), Stage::Frame, "Write how you win");
            let lag = workshop.star().is_none_or(|star| !star.revenue_lag.is_empty());
            list.unless(lag, Stage::Challenge, "Say when revenue is assumed to follow");
            list.unmet(Stage::Define, &[C::RationaleWritten]);
        }
        SectionName::Definition => list.unmet(
            Stage::Define,
            &[
                C::NumeratorDefined,
                C::DenominatorDecided,
                C::WindowFixed,
                C::ExclusionsDecided,
                C::SourceKnown,
                C::ExampleWritten,
                C::OwnerNamed,
            ],
        ),
        SectionName::Evidence => {
            let known = workshop
                .star()
                .is_some_and(|star| workshop.hypothesis_stands(star.id) || own_data_speaks_for(workshop, star.id));
            let text = "State a hypothesis with date and owner for the star, or pin own data that speaks for it";
            list.unless(known, Stage::Validate, text);
        }
        SectionName::Criteria => {
            list.unmet(Stage::Score, &[C::RoundRevealed, C::ScoringEnded]);
            if let Some(round) = sealed_round(workshop) {
                list.unless(false, Stage::Score, &format!("Reveal round {round}"));
            }
        }
        SectionName::Tests => {
            let judged = workshop
                .star()
                .is_some_and(|star| ChallengeKind::ALL.iter().all(|k| workshop.challenges.contains(&(star.id, *k))));
            list.unless(judged, Stage::Challenge, "Give four verdicts on the star");
            let lasting = workshop.star().is_none_or(|star| {
                GoodhartPrompt::ALL.iter().all(|prompt| workshop.goodhart_checks.contains(&(star.id, *prompt)))
            });
            list.unless(lasting, Stage::Choose, "Answer the two questions that each review repeats");
        }
        SectionName::Options => {
            list.unless(!is_sealed(workshop), Stage::Write, "End writing, so that candidates can be shown");
            list.unmet(Stage::Score, &[C::TwoRejections]);
            let undecided = workshop.candidates.iter().filter(|c| match c.standing {
                Standing::Open | Standing::Shortlisted => true,
                Standing::Merged | Standing::Rejected | Standing::Refiled | Standing::Chosen => false,
            });
            let stage = if workshop.star().is_some() { Stage::Choose } else { Stage::Score };
            list.unless(undecided.count() == 0, stage, "Give a reason for every option not chosen");
        }
        SectionName::Dissent => list.unmet(Stage::Choose, &[C::ObjectionsAnswered]),
        SectionName::Inputs => list.unmet(Stage::Decompose, &[C::TwoInputs, C::InputsOwned, C::TeamsCovered]),
        SectionName::Guardrails => {
            list.unmet(Stage::Decompose, &[C::GuardrailsSet, C::GuardrailsComplete, C::TimeGuarded]);
        }
        SectionName::Baseline => list.unmet(Stage::Define, &[C::BaselineKnown]),
        SectionName::Events => {
            let stage = Stage::Decompose;
            list.unless(!workshop.tracked_events.is_empty(), stage, "Name one event to be recorded");
            let planned = workshop.tracked_events.iter().all(|event| match event.status {
                EventStatus::Live => true,
                EventStatus::Planned => event.due.is_some() && !event.owner.is_empty(),
            });
            list.unless(planned, stage, "Give each planned event an owner and a date");
        }
        SectionName::Rhythm => {
            list.unmet(Stage::RollOut, &[C::DatesSet]);
            list.unmet(Stage::Choose, &[C::ReopenConditionWritten]);
            list.unmet(Stage::RollOut, &[C::StopKnown]);
            let invited = !workshop.cadence().review_participants.is_empty();
            list.unless(invited, Stage::RollOut, "Say who comes to the reviews");
        }
        SectionName::Teams => {
            let enough = workshop.backlog_decisions.len() >= 2;
            list.unless(enough, Stage::Choose, "Use the star on two backlog questions");
        }
        SectionName::Decided => {
            list.unmet(Stage::SetUp, &[C::ContributorPresent, C::PrivacyChosen, C::ChannelChosen]);
            for record in workshop.stages.iter().filter(|r| r.check_again) {
                let text = format!("Look at “{}” again: something before it changed", record.stage.label());
                list.unless(false, record.stage, &text);
            }
        }
        SectionName::History | SectionName::Words => {
            list.unless(workshop.star().is_some(), Stage::Choose, "Choose one star");
        }
    }
    list.missing
}

struct List<'a> {
    workshop: &'a Workshop,
    missing: Vec<Missing>,
}

impl List<'_> {
    fn unmet(&mut self, stage: Stage, conditions: &[ExitCondition]) {
        for condition in conditions {
            self.unless(condition.holds(self.workshop), stage, condition.text());
        }
    }

    fn unless(&mut self, holds: bool, stage: Stage, text: &str) {
        if !holds {
            self.missing.push(Missing { stage, text: capital(text) });
        }
    }
}
