//! Counts that move by one when one person acts: who has read a card, private views of a
//! challenge, signals. In a small room a count that moves at once tells who has just touched a
//! phone, so the console sees them move in steps of the clock, as the count of candidates does (T1).

use crate::actor::OpenWorkshop;
use crate::room::CardRead;
use crate::session::next_step;
use sextant_domain::contribution::ContributionKind;
use sextant_domain::decision::SupportCount;
use sextant_domain::id::{CandidateId, ContributionId};
use sextant_domain::stage::Stage;
use sextant_domain::view::{ChallengeCount, ConsoleView, console_view};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// The counts as they stood when this step of time began.
#[derive(Clone, Debug)]
pub(crate) struct InSteps {
    /// In monotonic time.
    until: Duration,
    stage: Stage,
    challenges: Vec<ChallengeCount>,
    signals: BTreeSet<ContributionId>,
    support: BTreeMap<CandidateId, Option<SupportCount>>,
    pub(crate) read: Vec<CardRead>,
}

impl OpenWorkshop {
    /// Looks at the counts anew when a step is over. Called before anything is shown: showing
    /// writes nothing.
    pub(crate) fn settle_steps(&mut self) {
        let now = self.shared.clock.monotonic();
        let stage = self.workshop.stage();
        if self.session.in_steps.as_ref().is_some_and(|shown| now < shown.until && shown.stage == stage) {
            return;
        }
        let signals = self.workshop.contributions.iter().filter(|one| one.kind == ContributionKind::Signal);
        let view = console_view(&self.workshop);
        self.session.in_steps = Some(Arc::new(InSteps {
            until: next_step(now),
            stage,
            signals: signals.map(|one| one.id).collect(),
            support: view.candidates.into_iter().map(|one| (one.candidate.id, one.support)).collect(),
            challenges: view.challenge_counts,
            read: self.readers(),
        }));
    }

    /// Takes out of the view what moved since the step began.
    pub(crate) fn show_in_steps(&self, view: &mut ConsoleView) {
        let Some(shown) = &self.session.in_steps else { return };
        view.challenge_counts.clone_from(&shown.challenges);
        view.contributions.retain(|one| one.kind != ContributionKind::Signal || shown.signals.contains(&one.id));
        // In Choose the facilitator counts support by hand, and sees it at once.
        if shown.stage == Stage::Score {
            for one in &mut view.candidates {
                one.support = shown.support.get(&one.candidate.id).cloned().flatten();
            }
        }
    }

    /// A device has acted: whatever counts it is told to the console when the step is over.
    pub(crate) fn tell_at_the_step(&mut self) {
        match self.workshop.stage() {
            Stage::Clarify | Stage::Challenge | Stage::Score => {
                self.told_at.get_or_insert(next_step(self.shared.clock.monotonic()));
            }
            Stage::SetUp
            | Stage::Frame
            | Stage::Write
            | Stage::Validate
            | Stage::Choose
            | Stage::Define
            | Stage::Decompose
            | Stage::RollOut => {}
        }
    }
}
