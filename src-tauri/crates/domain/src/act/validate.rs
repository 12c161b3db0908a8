//! Validate: a hypothesis with its plan, and typed evidence, for each finalist.

use super::{NewId, required, room_for};
use crate::evidence::{EvidenceItem, TestPlan};
use crate::id::{CandidateId, EvidenceItemId};
use crate::refusal::Refusal;
use crate::stage::Stage;
use crate::workshop::Workshop;

impl Workshop {
    /// States a hypothesis and how it will be tested (R63).
    ///
    /// # Errors
    /// [`Refusal::Sealed`], [`Refusal::NotFound`].
    pub fn state_hypothesis(&mut self, plan: TestPlan) -> Result<(), Refusal> {
        self.revealed_candidate(plan.candidate_id)?;
        self.test_plans.put(plan);
        self.changed_in(Stage::Validate, "A hypothesis changed.");
        Ok(())
    }

    /// Pins a piece of evidence to a candidate (R21), or changes one.
    ///
    /// # Errors
    /// [`Refusal::Sealed`], [`Refusal::NotFound`], [`Refusal::Empty`], [`Refusal::ListFull`].
    pub fn pin_evidence(&mut self, item: EvidenceItem) -> Result<(), Refusal> {
        self.revealed_candidate(item.candidate_id)?;
        required(&item.text, "What was seen or said", "text")?;
        if !self.evidence_items.contains(&(item.id,)) {
            room_for(self.evidence_items.len(), 500, "pieces of evidence")?;
        }
        self.evidence_items.put(item);
        Ok(())
    }

    /// A fresh id for a piece of evidence.
    pub fn new_evidence_id(new_id: NewId<'_>) -> EvidenceItemId {
        EvidenceItemId(new_id())
    }

    /// Takes a piece of evidence out.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn remove_evidence(&mut self, id: EvidenceItemId) -> Result<(), Refusal> {
        self.evidence_items.remove(&(id,)).map(|_| ()).ok_or(Refusal::NotFound { what: "piece of evidence" })
    }

    /// Whether a finalist can go on as a stated hypothesis: what is believed, from when it can
    /// be measured, who sees to it (R63).
    pub fn hypothesis_stands(&self, id: CandidateId) -> bool {
        self.test_plans
            .get(&(id,))
            .is_some_and(|p| !p.hypothesis.is_empty() && p.instrument_by.is_some() && !p.owner.is_empty())
    }
}
