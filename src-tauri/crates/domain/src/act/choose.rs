//! Choose: signals, objections and the decider's act.

use super::{NewId, required, room_for};
use crate::candidate::Standing;
use crate::decision::{BacklogDecision, Choice, Objection, SupportCount};
use crate::definition::{Baseline, Definition, ExclusionKind, Target};
use crate::id::{BacklogDecisionId, CandidateId, ChoiceId, ObjectionId};
use crate::refusal::Refusal;
use crate::stage::Stage;
use crate::text::{Line, Paragraph};
use crate::time::At;
use crate::workshop::Workshop;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The decider's act.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewChoice {
    /// The star.
    pub candidate_id: CandidateId,
    /// Why this one.
    pub reason: Line,
    /// What would re-open the question.
    pub come_back_when: Line,
}

/// Whether a definition goes on or begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DefinitionStart {
    /// The same star: what was defined stands.
    Kept,
    /// Another star: the definition begins from its sentence.
    Fresh,
}

impl Workshop {
    /// Names the star. A star that stood before is demoted with this reason (R1). The story must
    /// have been told first (R6), by the decider only (R12).
    ///
    /// # Errors
    /// [`Refusal::StoryMissing`], [`Refusal::NotTheDecider`] when nobody is named,
    /// [`Refusal::Standing`] for a candidate that is not a finalist, [`Refusal::ReasonMissing`],
    /// [`Refusal::NotFound`].
    pub fn choose_star(&mut self, new: NewChoice, now: At, new_id: NewId<'_>) -> Result<(), Refusal> {
        let standing = self.revealed_candidate(new.candidate_id)?.standing;
        if standing != Standing::Shortlisted {
            return Err(Refusal::Standing { standing: standing.label() });
        }
        if self.frame().success_story.is_empty() {
            return Err(Refusal::StoryMissing);
        }
        let decider_id = self.decider().ok_or(Refusal::NotTheDecider)?.id;
        super::reason_given(&new.reason)?;
        self.demote_star(&new.reason, now);
        if let Some(candidate) = self.candidates.get_mut(&(new.candidate_id,)) {
            candidate.standing = Standing::Chosen;
        }
        self.choices.put(Choice {
            id: ChoiceId(new_id()),
            candidate_id: new.candidate_id,
            decider_id,
            reason: new.reason,
            come_back_when: new.come_back_when,
            chosen_at: now,
            demoted_at: None,
            demoted_because: Line::default(),
        });
        let because = match self.begin_definition(new.candidate_id) {
            DefinitionStart::Kept => "The star was chosen again.",
            DefinitionStart::Fresh => "Another star was chosen.",
        };
        self.changed_in(Stage::Choose, because);
        Ok(())
    }

    /// The star, if one is chosen.
    pub fn star(&self) -> Option<&crate::candidate::Candidate> {
        self.candidates.iter().find(|c| c.standing == Standing::Chosen)
    }

    /// The choice in force.
    pub fn choice(&self) -> Option<&Choice> {
        self.choices.iter().find(|c| c.demoted_at.is_none())
    }

    /// Records an objection, or changes one (R3 of the record: dissent in the objector's words).
    ///
    /// # Errors
    /// [`Refusal::Sealed`], [`Refusal::NotFound`], [`Refusal::Empty`], [`Refusal::ListFull`].
    pub fn record_objection(&mut self, objection: Objection) -> Result<(), Refusal> {
        self.revealed_candidate(objection.candidate_id)?;
        required(&objection.text, "The objection", "text")?;
        if let Some(person) = objection.signed_by {
            self.participants.get(&(person,)).ok_or(Refusal::NotFound { what: "person" })?;
        }
        if !self.objections.contains(&(objection.id,)) {
            room_for(self.objections.len(), 300, "objections")?;
        }
        self.objections.put(objection);
        Ok(())
    }

    /// Answers an objection.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn answer_objection(&mut self, id: ObjectionId, answer: Paragraph) -> Result<(), Refusal> {
        let objection = self.objections.get_mut(&(id,)).ok_or(Refusal::NotFound { what: "objection" })?;
        objection.answer = answer;
        Ok(())
    }

    /// Withdraws an objection.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn withdraw_objection(&mut self, id: ObjectionId) -> Result<(), Refusal> {
        self.objections.remove(&(id,)).map(|_| ()).ok_or(Refusal::NotFound { what: "objection" })
    }

    /// Counts how the room stands to a finalist. Counts only: no names.
    ///
    /// # Errors
    /// [`Refusal::Sealed`], [`Refusal::NotFound`]; [`Refusal::OutOfRange`] over 300 each.
    pub fn count_support(&mut self, count: SupportCount) -> Result<(), Refusal> {
        self.revealed_candidate(count.candidate_id)?;
        if count.support.max(count.live_with).max(count.object) > 300 {
            return Err(Refusal::OutOfRange { what: "A count", low: 0, high: 300, field: "support" });
        }
        self.support_counts.put(count);
        Ok(())
    }

    /// Records which of two backlog items the star favours (R7), or changes the record.
    ///
    /// # Errors
    /// [`Refusal::Empty`] without both items; [`Refusal::NotFound`] for an unknown input;
    /// [`Refusal::ListFull`].
    pub fn decide_backlog(&mut self, decision: BacklogDecision) -> Result<(), Refusal> {
        required(&decision.first_item, "The first item", "firstItem")?;
        required(&decision.second_item, "The second item", "secondItem")?;
        if decision.through_input.is_some_and(|i| !self.input_metrics.contains(&(i,))) {
            return Err(Refusal::NotFound { what: "input" });
        }
        if !self.backlog_decisions.contains(&(decision.id,)) {
            room_for(self.backlog_decisions.len(), 20, "backlog decisions")?;
        }
        self.backlog_decisions.put(decision);
        Ok(())
    }

    /// Takes a backlog decision out.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn remove_backlog_decision(&mut self, id: BacklogDecisionId) -> Result<(), Refusal> {
        self.backlog_decisions.remove(&(id,)).map(|_| ()).ok_or(Refusal::NotFound { what: "decision" })
    }

    pub(crate) fn demote_star(&mut self, because: &Line, now: At) -> bool {
        let Some(star) = self.star().map(|c| c.id) else { return false };
        if let Some(candidate) = self.candidates.get_mut(&(star,)) {
            candidate.standing = Standing::Shortlisted;
        }
        let in_force: Vec<_> = self.choices.iter().filter(|c| c.demoted_at.is_none()).map(|c| c.id).collect();
        for id in in_force {
            if let Some(choice) = self.choices.get_mut(&(id,)) {
                choice.demoted_at = Some(now);
                choice.demoted_because = because.clone();
            }
        }
        true
    }

    /// The sentence from Write becomes the definition without retyping. What was defined for
    /// another star does not carry over: its numbers would stand under the wrong name.
    fn begin_definition(&mut self, star: CandidateId) -> DefinitionStart {
        let before = self.definition().cloned();
        let version = before.as_ref().map_or(1, |d| d.version);
        let (start, mut definition) = match before {
            Some(definition) if definition.candidate_id == star => (DefinitionStart::Kept, definition),
            Some(_) => {
                self.forget_readings();
                (DefinitionStart::Fresh, Definition::empty(version, star))
            }
            None => (DefinitionStart::Fresh, Definition::empty(version, star)),
        };
        let Some(candidate) = self.candidates.get(&(star,)).cloned() else { return start };
        let line = |text: &str| Line::new(text).unwrap_or_default();
        if definition.unit.is_empty() {
            definition.unit = line(candidate.sentence.audience.as_str());
        }
        if definition.event.is_empty() {
            let event = if candidate.measurability.data_event.is_empty() {
                &candidate.sentence.action
            } else {
                &candidate.measurability.data_event
            };
            definition.event = line(event.as_str());
        }
        if definition.qualifying_rule.is_empty() {
            definition.qualifying_rule = candidate.sentence.condition.clone();
        }
        if definition.data_source.is_empty() {
            definition.data_source = candidate.measurability.data_source.clone();
        }
        self.definitions.put(definition);
        self.begin_exclusions();
        start
    }

    /// Readings, the wanted value and what was left out belong to one star.
    fn forget_readings(&mut self) {
        self.baseline.put(Baseline::default());
        self.target.put(Target::default());
        for id in self.exclusions.iter().map(|e| e.id).collect::<Vec<_>>() {
            let Some(exclusion) = self.exclusions.get_mut(&(id,)) else { continue };
            exclusion.decision = None;
            // The words of another kind are its name; those of the usual kinds explain a decision.
            if exclusion.kind != ExclusionKind::Other {
                exclusion.detail = Line::default();
            }
        }
    }
}
