//! Write: everybody alone, in silence. Nothing written is shown before writing ends.

use super::{NewId, required, room_for};
use crate::candidate::{Candidate, MetricSentence, Standing, ValueAction};
use crate::id::{CandidateId, ValueActionId};
use crate::refusal::Refusal;
use crate::stage::{Stage, StageStatus};
use crate::text::Line;
use crate::workshop::Workshop;

/// Most candidates a workshop takes (F86).
pub(crate) const MOST_CANDIDATES: usize = 500;
/// Most entries of the quick list.
pub(crate) const MOST_ACTIONS: usize = 500;
/// Fewer candidates than this warn (R24).
pub const ENOUGH_CANDIDATES: usize = 10;
/// The upper end of the target (R24).
pub const PLENTY_OF_CANDIDATES: usize = 15;

impl Workshop {
    /// Whether writing has ended once, so that candidates may be seen.
    pub fn candidates_revealed(&self) -> bool {
        self.stage_record(Stage::Clarify).status != StageStatus::NotStarted
    }

    /// Adds a candidate. While writing lasts it is sealed and has no number.
    ///
    /// # Errors
    /// [`Refusal::NotReached`] before Write; [`Refusal::Empty`]; [`Refusal::ListFull`];
    /// [`Refusal::RoundOpen`].
    pub fn add_candidate(&mut self, sentence: MetricSentence, new_id: NewId<'_>) -> Result<CandidateId, Refusal> {
        self.writing_begun()?;
        self.no_round_running()?;
        checked(&sentence)?;
        room_for(self.candidates.len(), MOST_CANDIDATES, "candidates")?;
        let mut candidate = Candidate::new(CandidateId(new_id()), sentence);
        let id = candidate.id;
        if self.candidates_revealed() {
            candidate.number = self.next_number();
            self.changed_in(Stage::Clarify, "A candidate was added.");
        }
        self.candidates.put(candidate);
        Ok(id)
    }

    /// Changes a candidate's sentence.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Empty`], [`Refusal::RoundOpen`].
    pub fn edit_candidate(&mut self, id: CandidateId, sentence: MetricSentence) -> Result<(), Refusal> {
        self.no_round_running()?;
        checked(&sentence)?;
        let candidate = self.candidates.get_mut(&(id,)).ok_or(Refusal::NotFound { what: "candidate" })?;
        if candidate.sentence == sentence {
            return Ok(());
        }
        candidate.sentence = sentence;
        let because = format!("The sentence of candidate {} changed.", candidate.number);
        if self.candidates_revealed() {
            self.changed_in(Stage::Clarify, &because);
        }
        Ok(())
    }

    /// Takes back a candidate while writing lasts. Later it can only be merged or turned down.
    ///
    /// # Errors
    /// [`Refusal::NotFound`]; [`Refusal::Standing`] after the reveal.
    pub fn withdraw_candidate(&mut self, id: CandidateId) -> Result<(), Refusal> {
        let candidate = self.candidates.get(&(id,)).ok_or(Refusal::NotFound { what: "candidate" })?;
        if self.candidates_revealed() {
            return Err(Refusal::Standing { standing: candidate.standing.label() });
        }
        self.candidates.remove(&(id,));
        let linked: Vec<_> = self.value_actions.iter().filter(|a| a.candidate_id == Some(id)).map(|a| a.id).collect();
        for action in linked {
            if let Some(action) = self.value_actions.get_mut(&(action,)) {
                action.candidate_id = None;
            }
        }
        Ok(())
    }

    /// Adds an entry to the quick list of value-signalling actions (R22).
    ///
    /// # Errors
    /// [`Refusal::NotReached`] before Write; [`Refusal::Empty`]; [`Refusal::ListFull`].
    pub fn add_value_action(&mut self, text: Line, new_id: NewId<'_>) -> Result<ValueActionId, Refusal> {
        self.writing_begun()?;
        required(&text, "The action", "text")?;
        room_for(self.value_actions.len(), MOST_ACTIONS, "actions")?;
        let id = ValueActionId(new_id());
        self.value_actions.put(ValueAction { id, text, candidate_id: None });
        Ok(id)
    }

    /// Turns an entry of the quick list into a candidate in one step (R22).
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::ListFull`], [`Refusal::RoundOpen`].
    pub fn turn_action_into_candidate(&mut self, id: ValueActionId, new_id: NewId<'_>) -> Result<CandidateId, Refusal> {
        let action = self.value_actions.get(&(id,)).ok_or(Refusal::NotFound { what: "action" })?;
        let sentence = MetricSentence::free(action.text.clone());
        let candidate = self.add_candidate(sentence, new_id)?;
        if let Some(action) = self.value_actions.get_mut(&(id,)) {
            action.candidate_id = Some(candidate);
        }
        Ok(candidate)
    }

    /// Takes an entry off the quick list.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn remove_value_action(&mut self, id: ValueActionId) -> Result<(), Refusal> {
        self.value_actions.remove(&(id,)).map(|_| ()).ok_or(Refusal::NotFound { what: "action" })
    }

    /// Gives every candidate its number. The order is that of the random ids: it says nothing
    /// about who wrote first.
    pub(crate) fn reveal_candidates(&mut self) {
        // Whose writing was whose ends with the silence (T1b).
        self.author_ties.retain(|_| false);
        let ids: Vec<_> = self.candidates.iter().map(|c| c.id).collect();
        for (place, id) in ids.iter().enumerate() {
            if let Some(candidate) = self.candidates.get_mut(&(*id,)) {
                candidate.number = u32::try_from(place).unwrap_or(u32::MAX - 1) + 1;
            }
        }
    }

    /// The candidate with this id, once candidates may be seen.
    ///
    /// # Errors
    /// [`Refusal::Sealed`] before the reveal; [`Refusal::NotFound`].
    pub(crate) fn revealed_candidate(&self, id: CandidateId) -> Result<&Candidate, Refusal> {
        if !self.candidates_revealed() {
            return Err(Refusal::Sealed);
        }
        self.candidates.get(&(id,)).ok_or(Refusal::NotFound { what: "candidate" })
    }

    /// Candidates still in the running, by number.
    pub fn live_candidates(&self) -> Vec<&Candidate> {
        let mut live: Vec<_> = self.candidates.iter().filter(|c| c.is_live()).collect();
        live.sort_by_key(|c| c.number);
        live
    }

    /// Finalists: shortlisted or chosen, by number.
    pub fn finalists(&self) -> Vec<&Candidate> {
        let finalist = |c: &&Candidate| matches!(c.standing, Standing::Shortlisted | Standing::Chosen);
        let mut finalists: Vec<_> = self.candidates.iter().filter(finalist).collect();
        finalists.sort_by_key(|c| c.number);
        finalists
    }

    /// Everything that was taken on and compared: the finalists and those turned down when the
    /// star was chosen, the star first.
    pub fn compared_finalists(&self) -> Vec<&Candidate> {
        let fell_at_choose = |c: &Candidate| {
            self.rejections.get(&(c.id,)).is_some_and(|r| matches!(r.stage, Stage::Validate | Stage::Choose))
        };
        let mut compared: Vec<_> = self
            .candidates
            .iter()
            .filter(|c| matches!(c.standing, Standing::Shortlisted | Standing::Chosen) || fell_at_choose(c))
            .collect();
        compared.sort_by_key(|c| (c.standing != Standing::Chosen, c.number));
        compared
    }

    pub(crate) fn next_number(&self) -> u32 {
        self.candidates.iter().map(|c| c.number).max().unwrap_or(0) + 1
    }

    fn writing_begun(&self) -> Result<(), Refusal> {
        if self.stage_record(Stage::Write).status == StageStatus::NotStarted {
            return Err(Refusal::NotReached { stage: Stage::Write });
        }
        Ok(())
    }
}

fn checked(sentence: &MetricSentence) -> Result<(), Refusal> {
    if sentence.is_empty() {
        return Err(Refusal::Empty { what: "The sentence", field: "freeText" });
    }
    if sentence.threshold_count.is_some_and(|count| !(1..=1_000_000).contains(&count)) {
        return Err(Refusal::OutOfRange { what: "The threshold", low: 1, high: 1_000_000, field: "thresholdCount" });
    }
    Ok(())
}
