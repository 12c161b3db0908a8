//! The record as a brief may read it: nothing that is still sealed.

use sextant_domain::ballot::{Round, RoundStatus};
use sextant_domain::candidate::{Candidate, Standing};
use sextant_domain::decision::{Choice, Rejection};
use sextant_domain::id::{CandidateId, ParticipantId};
use sextant_domain::participant::Role;
use sextant_domain::workshop::Workshop;

use super::Context;
use crate::document::Audience;

/// The workshop, for whom the paper is, and what the record does not say itself.
pub(super) struct Record<'a> {
    pub(super) workshop: &'a Workshop,
    pub(super) audience: Audience,
    pub(super) context: Context,
}

impl<'a> Record<'a> {
    pub(super) fn is_team(&self) -> bool {
        match self.audience {
            Audience::Wide => false,
            Audience::Team => true,
        }
    }

    /// Candidates by number; none while they are sealed.
    pub(super) fn candidates(&self) -> Vec<&'a Candidate> {
        if is_sealed(self.workshop) {
            return Vec::new();
        }
        let mut candidates: Vec<_> = self.workshop.candidates.iter().collect();
        candidates.sort_by_key(|c| (c.number, c.id));
        candidates
    }

    /// A candidate that may be shown.
    pub(super) fn candidate(&self, id: CandidateId) -> Option<&'a Candidate> {
        if is_sealed(self.workshop) { None } else { self.workshop.candidates.get(&(id,)) }
    }

    pub(super) fn star(&self) -> Option<&'a Candidate> {
        self.candidates().into_iter().find(|c| c.standing == Standing::Chosen)
    }

    /// The sentence of a candidate, between quotes.
    pub(super) fn quote(&self, id: CandidateId) -> Option<String> {
        self.candidate(id).map(|c| super::words::quoted(&c.sentence.text()))
    }

    /// The choice in force, once there is a star.
    pub(super) fn choice(&self) -> Option<&'a Choice> {
        self.star().and(self.workshop.choice())
    }

    /// Who decided, or who will.
    pub(super) fn decider(&self) -> Option<String> {
        let decided = self.choice().and_then(|c| self.person(c.decider_id));
        decided.or_else(|| self.workshop.decider().map(|p| p.name.to_string()))
    }

    pub(super) fn person(&self, id: ParticipantId) -> Option<String> {
        self.workshop.participants.get(&(id,)).map(|p| p.name.to_string())
    }

    /// A person with what they do.
    pub(super) fn person_and_discipline(&self, id: ParticipantId) -> Option<String> {
        self.workshop.participants.get(&(id,)).map(|p| format!("{}, {}", p.name, p.discipline.label()))
    }

    pub(super) fn roles(&self, id: ParticipantId) -> Vec<String> {
        let held = Role::ALL.iter().filter(|role| self.workshop.has_role(id, **role));
        held.map(|role| role.label().to_owned()).collect()
    }

    /// Rounds everybody may see. An open or closed one is left out whole.
    pub(super) fn rounds(&self) -> Vec<&'a Round> {
        self.workshop.rounds.iter().filter(|r| is_revealed(r)).collect()
    }

    pub(super) fn round_is_revealed(&self, number: u32) -> bool {
        self.workshop.rounds.get(&(number,)).is_some_and(is_revealed)
    }

    /// What was turned down: finalists first, then by number.
    pub(super) fn rejections(&self) -> Vec<(&'a Candidate, &'a Rejection)> {
        let mut out: Vec<_> =
            self.candidates().into_iter().filter_map(|c| Some((c, self.workshop.rejections.get(&(c.id,))?))).collect();
        out.sort_by_key(|(c, rejection)| (std::cmp::Reverse(rejection.stage), c.number, c.id));
        out
    }
}

/// Whether writing has not ended, so that no candidate may be shown.
pub(super) fn is_sealed(workshop: &Workshop) -> bool {
    !workshop.candidates_revealed()
}

/// The round that is not revealed yet, if there is one.
pub(super) fn sealed_round(workshop: &Workshop) -> Option<u32> {
    workshop.rounds.iter().find(|r| !is_revealed(r)).map(|r| r.number)
}

fn is_revealed(round: &Round) -> bool {
    match round.status {
        RoundStatus::Open | RoundStatus::Closed => false,
        RoundStatus::Revealed => true,
    }
}
