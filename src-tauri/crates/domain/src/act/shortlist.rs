//! Turning down, bringing back, re-filing, and the shortlist of two or three.

use super::{NewId, reason_given, required};
use crate::candidate::{Candidate, MetricKind, Standing};
use crate::challenge::{ChallengeKind, Verdict};
use crate::decision::{Rejection, RejectionReason, WaiverRule};
use crate::id::CandidateId;
use crate::pitfall::Pitfall;
use crate::refusal::Refusal;
use crate::scoring::gate_of;
use crate::stage::Stage;
use crate::tally::GateVerdict;
use crate::text::{Line, Text};
use crate::time::At;
use crate::workshop::Workshop;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a candidate is turned down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewRejection {
    /// Which candidate.
    pub candidate_id: CandidateId,
    /// The code.
    pub reason: RejectionReason,
    /// In words.
    pub text: Line,
    /// The strongest argument for it.
    pub best_argument: Line,
    /// When to look at it again.
    pub come_back_when: Line,
    /// What stands behind the reason.
    pub evidence: Line,
    /// What it is kept as, if as something (R2).
    pub kept_as: Option<MetricKind>,
}

/// Something known about a candidate that keeps it off the shortlist until a reason is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SpeaksAgainst {
    /// What a waiver of it names.
    pub detail: &'static str,
    /// In words that follow "it is on the list although".
    pub what: &'static str,
    /// Why it may go on all the same, if somebody wrote that.
    pub waived_because: Option<String>,
}

impl Workshop {
    /// Turns a candidate down, with its reason, or changes the reason of one that is out.
    /// Nothing is deleted.
    ///
    /// # Errors
    /// [`Refusal::Empty`] without a condition for coming back (R90);
    /// [`Refusal::Standing`] for a merged one or the star; [`Refusal::Sealed`],
    /// [`Refusal::NotFound`], [`Refusal::RoundOpen`].
    pub fn reject_candidate(&mut self, new: NewRejection, now: At) -> Result<(), Refusal> {
        self.no_round_running()?;
        let standing = self.revealed_candidate(new.candidate_id)?.standing;
        match standing {
            Standing::Open | Standing::Shortlisted | Standing::Rejected | Standing::Refiled => {}
            Standing::Merged | Standing::Chosen => {
                return Err(Refusal::Standing { standing: standing.label() });
            }
        }
        required(&new.come_back_when, "When to look at it again", "comeBackWhen")?;
        if new.reason == RejectionReason::Other {
            required(&new.text, "The reason in words", "text")?;
        }
        if new.kept_as == Some(MetricKind::NorthStarMetric) {
            return Err(Refusal::Standing { standing: "turned down, so it is not the star" });
        }
        let stage = self.stage();
        if let Some(candidate) = self.candidates.get_mut(&(new.candidate_id,)) {
            candidate.standing = if new.kept_as.is_some() { Standing::Refiled } else { Standing::Rejected };
        }
        self.rejections.put(Rejection {
            candidate_id: new.candidate_id,
            reason: new.reason,
            text: new.text,
            best_argument: new.best_argument,
            come_back_when: new.come_back_when,
            evidence: new.evidence,
            kept_as: new.kept_as,
            stage,
            rejected_at: now,
        });
        match standing {
            // Counted from where the team stands: turning a finalist down in Choose is no change
            // to the scores it has.
            Standing::Open | Standing::Shortlisted => self.changed_in(stage, "A candidate was turned down."),
            Standing::Rejected | Standing::Refiled | Standing::Merged | Standing::Chosen => {}
        }
        Ok(())
    }

    /// Brings a candidate back into the running. Once a star was chosen, the reason that had
    /// turned it down stays in the record: it is part of how the star came to be (R1).
    ///
    /// # Errors
    /// [`Refusal::Standing`] for one that is not out; [`Refusal::RoundOpen`],
    /// [`Refusal::NotFound`], [`Refusal::ListFull`].
    pub fn bring_back_candidate(&mut self, id: CandidateId, now: At, new_id: NewId<'_>) -> Result<(), Refusal> {
        self.no_round_running()?;
        let standing = self.revealed_candidate(id)?.standing;
        match standing {
            Standing::Rejected | Standing::Refiled | Standing::Shortlisted => {}
            Standing::Open | Standing::Merged | Standing::Chosen => {
                return Err(Refusal::Standing { standing: standing.label() });
            }
        }
        if let Some(rejection) = self.rejections.get(&(id,)).filter(|_| !self.choices.is_empty()).cloned() {
            let code = rejection.reason.label();
            let words = if rejection.text.is_empty() { shortened(code) } else { rejection.text };
            self.waive(WaiverRule::BroughtBack, Some(id), shortened(code), words, now, new_id)?;
        }
        if let Some(candidate) = self.candidates.get_mut(&(id,)) {
            candidate.standing = Standing::Open;
        }
        self.rejections.remove(&(id,));
        self.changed_in(Stage::Challenge, "A candidate was brought back.");
        Ok(())
    }

    /// Takes a set of candidates on to validation (R55). Gates bar; a waiver with a reason
    /// passes them (R54).
    ///
    /// # Errors
    /// [`Refusal::ShortlistSize`] without a note for another size; [`Refusal::Barred`] for a
    /// barred candidate without a waiver; [`Refusal::NeedsWaiver`] for one that something known
    /// speaks against and that was not kept with a reason; [`Refusal::Standing`] for one that is out;
    /// [`Refusal::NotFound`], [`Refusal::RoundOpen`].
    pub fn shortlist(
        &mut self,
        ids: &[CandidateId],
        size_note: &Line,
        now: At,
        new_id: NewId<'_>,
    ) -> Result<(), Refusal> {
        self.no_round_running()?;
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        let usual = (2..=3).contains(&ids.len());
        if ids.is_empty() || (!usual && size_note.is_empty()) {
            return Err(Refusal::ShortlistSize { size: ids.len() });
        }
        for id in &ids {
            let standing = self.revealed_candidate(*id)?.standing;
            match standing {
                Standing::Open | Standing::Shortlisted => {}
                Standing::Merged | Standing::Rejected | Standing::Refiled | Standing::Chosen => {
                    return Err(Refusal::Standing { standing: standing.label() });
                }
            }
            let barred = gate_of(self, *id) != Some(GateVerdict::Passed);
            if barred && !self.waivers.iter().any(|w| w.rule == WaiverRule::Gate && w.candidate_id == Some(*id)) {
                return Err(Refusal::Barred { gates: crate::scoring::gates_in_the_way(self, *id) });
            }
            self.nothing_speaks_against(*id)?;
        }
        if !usual {
            self.waive(WaiverRule::ShortlistSize, None, Line::default(), size_note.clone(), now, new_id)?;
        }
        let all: Vec<_> = self.candidates.iter().map(|c| (c.id, c.standing)).collect();
        for (id, standing) in all {
            let wanted = if ids.contains(&id) { Standing::Shortlisted } else { Standing::Open };
            let movable = matches!(standing, Standing::Open | Standing::Shortlisted);
            if movable
                && standing != wanted
                && let Some(candidate) = self.candidates.get_mut(&(id,))
            {
                candidate.standing = wanted;
            }
        }
        self.changed_in(Stage::Score, "The shortlist changed.");
        Ok(())
    }

    /// What is known about a candidate and speaks against taking it on, each with the reason that
    /// was written for it, if one was.
    pub fn speaks_against(&self, candidate: &Candidate) -> Vec<SpeaksAgainst> {
        let id = candidate.id;
        let found = self.pitfalls_of(candidate);
        let has = |pitfall: Pitfall| found.iter().any(|f| f.pitfall == pitfall);
        let churns = self.challenges.get(&(id, ChallengeKind::Churn)).is_some_and(|c| c.verdict == Verdict::Fails);
        let moved = self.levers.iter().any(|lever| lever.candidate_id == id);
        [
            (churns, ChallengeKind::Churn.label(), "it could climb while customers leave"),
            (has(Pitfall::Revenue), Pitfall::Revenue.label(), "it counts the company's revenue"),
            (
                has(Pitfall::OneSidedMarketplace),
                Pitfall::OneSidedMarketplace.label(),
                "it leaves open what each side of the market gets",
            ),
            (!moved, RejectionReason::NobodyCanMoveIt.label(), "nobody has named a way to move it"),
        ]
        .into_iter()
        .filter(|(applies, _, _)| *applies)
        .map(|(_, detail, what)| SpeaksAgainst {
            detail,
            what,
            waived_because: self.waiver(WaiverRule::Pitfall, Some(id), detail).map(|w| w.reason.to_string()),
        })
        .collect()
    }

    /// A candidate that climbs while customers leave (R37), counts revenue (R33), forgets a side of
    /// the market (R29) or that nobody can move (R42) goes on only with a written reason.
    fn nothing_speaks_against(&self, id: CandidateId) -> Result<(), Refusal> {
        let candidate = self.revealed_candidate(id)?;
        match self.speaks_against(candidate).into_iter().find(|against| against.waived_because.is_none()) {
            Some(against) => Err(Refusal::NeedsWaiver { number: candidate.number, what: against.what }),
            None => Ok(()),
        }
    }

    /// Drops a turned-down candidate into the input tree as a first-level input (R84). The words
    /// of a goal become that input's target (R4).
    ///
    /// # Errors
    /// [`Refusal::Standing`] unless it is turned down or re-filed; [`Refusal::NotFound`],
    /// [`Refusal::ListFull`].
    pub fn file_as_input(&mut self, id: CandidateId, new_id: NewId<'_>) -> Result<(), Refusal> {
        let candidate = self.revealed_candidate(id)?;
        match candidate.standing {
            Standing::Rejected | Standing::Refiled => {}
            Standing::Open | Standing::Merged | Standing::Shortlisted | Standing::Chosen => {
                return Err(Refusal::Standing { standing: candidate.standing.label() });
            }
        }
        let text = candidate.sentence.text();
        let name = shortened(&text);
        let goal = self.rejections.get(&(id,)).is_some_and(|r| r.reason == RejectionReason::Goal);
        let input = self.add_input_metric(name, None, new_id)?;
        if let Some(input) = self.input_metrics.get_mut(&(input,)) {
            input.from_candidate_id = Some(id);
            if goal {
                input.target = shortened(&text);
            }
        }
        if let Some(candidate) = self.candidates.get_mut(&(id,)) {
            candidate.standing = Standing::Refiled;
        }
        if let Some(rejection) = self.rejections.get_mut(&(id,)) {
            rejection.kept_as = Some(MetricKind::Input);
        }
        Ok(())
    }

    /// Reopens a shortlist or a choice with a reason: the decision is made anew, the record stays.
    ///
    /// # Errors
    /// [`Refusal::ReasonMissing`]; [`Refusal::NoStar`].
    pub fn reopen_choice(&mut self, reason: &Line, now: At) -> Result<(), Refusal> {
        reason_given(reason)?;
        self.demote_star(reason, now).then_some(()).ok_or(Refusal::NoStar)?;
        self.changed_in(Stage::Choose, "The choice was reopened.");
        Ok(())
    }
}

fn shortened<const MAX: usize>(text: &str) -> Text<MAX> {
    use unicode_segmentation::UnicodeSegmentation;
    let short: String = text.graphemes(true).take(MAX).collect();
    Text::new(&short).unwrap_or_default()
}
