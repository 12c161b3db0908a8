//! Clarify: look at every card, complete the sentences, merge what says the same.

use super::NewId;
use crate::candidate::{Candidate, CandidateLink, MetricSentence, Standing, ValueStatement};
use crate::id::CandidateId;
use crate::refusal::Refusal;
use crate::stage::Stage;
use crate::text::Line;
use crate::workshop::Workshop;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A candidate made out of another one; the first one is turned down as reshaped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Reshape {
    /// The one that is reshaped.
    pub candidate_id: CandidateId,
    /// What it becomes.
    pub sentence: MetricSentence,
}

impl Workshop {
    /// Notes that the room has looked at a candidate.
    ///
    /// # Errors
    /// [`Refusal::Sealed`], [`Refusal::NotFound`].
    pub fn open_card(&mut self, id: CandidateId) -> Result<(), Refusal> {
        self.revealed_candidate(id)?;
        if let Some(candidate) = self.candidates.get_mut(&(id,)) {
            candidate.opened = true;
        }
        Ok(())
    }

    /// Merges one candidate into another. Both sentences stay in the record.
    ///
    /// # Errors
    /// [`Refusal::MergeTarget`] unless both are different and in the running;
    /// [`Refusal::Sealed`], [`Refusal::NotFound`], [`Refusal::RoundOpen`].
    pub fn merge_candidates(&mut self, from: CandidateId, into: CandidateId) -> Result<(), Refusal> {
        self.no_round_running()?;
        let both_live = self.revealed_candidate(from)?.is_live() && self.revealed_candidate(into)?.is_live();
        if from == into || !both_live {
            return Err(Refusal::MergeTarget);
        }
        let links: Vec<_> =
            self.candidate_links.iter().filter(|l| l.candidate_id == from).map(|l| l.statement).collect();
        for statement in links {
            self.candidate_links.put(CandidateLink { candidate_id: into, statement });
        }
        if let Some(candidate) = self.candidates.get_mut(&(from,)) {
            candidate.standing = Standing::Merged;
            candidate.merged_into = Some(into);
            candidate.opened = true;
        }
        self.changed_in(Stage::Clarify, "Two candidates were merged.");
        Ok(())
    }

    /// Takes a merge apart again.
    ///
    /// # Errors
    /// [`Refusal::NotFound`]; [`Refusal::Standing`] for one that was not merged;
    /// [`Refusal::RoundOpen`].
    pub fn unmerge_candidate(&mut self, id: CandidateId) -> Result<(), Refusal> {
        self.no_round_running()?;
        let candidate = self.revealed_candidate(id)?;
        if candidate.standing != Standing::Merged {
            return Err(Refusal::Standing { standing: candidate.standing.label() });
        }
        if let Some(candidate) = self.candidates.get_mut(&(id,)) {
            candidate.standing = Standing::Open;
            candidate.merged_into = None;
        }
        self.changed_in(Stage::Clarify, "A merge was taken apart.");
        Ok(())
    }

    /// Ties a candidate to a value statement on the map, or unties it (R35).
    ///
    /// # Errors
    /// [`Refusal::Sealed`], [`Refusal::NotFound`].
    pub fn link_candidate(&mut self, id: CandidateId, statement: ValueStatement) -> Result<(), Refusal> {
        self.revealed_candidate(id)?;
        if self.candidate_links.remove(&(id, statement)).is_none() {
            self.candidate_links.put(CandidateLink { candidate_id: id, statement });
        }
        Ok(())
    }

    /// Says how each side of a marketplace receives value (R29).
    ///
    /// # Errors
    /// [`Refusal::Sealed`], [`Refusal::NotFound`].
    pub fn describe_sides(&mut self, id: CandidateId, supply_side: Line, demand_side: Line) -> Result<(), Refusal> {
        self.revealed_candidate(id)?;
        if let Some(candidate) = self.candidates.get_mut(&(id,)) {
            candidate.supply_side = supply_side;
            candidate.demand_side = demand_side;
        }
        Ok(())
    }

    /// Makes a new candidate out of one that broke.
    ///
    /// # Errors
    /// As for adding a candidate; [`Refusal::Standing`] when the old one is out already.
    pub fn reshape_candidate(&mut self, reshape: Reshape, new_id: NewId<'_>) -> Result<CandidateId, Refusal> {
        let old: Candidate = self.revealed_candidate(reshape.candidate_id)?.clone();
        if !old.is_live() {
            return Err(Refusal::Standing { standing: old.standing.label() });
        }
        let id = self.add_candidate(reshape.sentence, new_id)?;
        if let Some(candidate) = self.candidates.get_mut(&(id,)) {
            candidate.reshaped_from = Some(old.id);
            candidate.opened = true;
        }
        let links: Vec<_> =
            self.candidate_links.iter().filter(|l| l.candidate_id == old.id).map(|l| l.statement).collect();
        for statement in links {
            self.candidate_links.put(CandidateLink { candidate_id: id, statement });
        }
        if let Some(candidate) = self.candidates.get_mut(&(old.id,)) {
            candidate.standing = Standing::Merged;
            candidate.merged_into = Some(id);
        }
        Ok(id)
    }
}
