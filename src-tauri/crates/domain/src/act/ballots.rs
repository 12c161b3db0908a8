//! Ballots: handing in, replacing, carrying over; counts of hands.

use super::NewId;
use super::score::BallotScore;
use crate::ballot::{Ballot, BallotTie, HandTally, RoundMark, Score};
use crate::criterion::{Criterion, Level};
use crate::head::BallotChannel;
use crate::id::{BallotId, CandidateId, ParticipantId};
use crate::participant::Role;
use crate::refusal::Refusal;
use crate::table::Entity as _;
use crate::workshop::Workshop;
use std::collections::BTreeMap;
use uuid::Uuid;

impl Workshop {
    /// Hands in a ballot. A second one of the same person replaces the first.
    ///
    /// # Errors
    /// [`Refusal::NoRound`], [`Refusal::RoundState`], [`Refusal::NotAContributor`],
    /// [`Refusal::BallotMisfit`] when cells are missing, foreign or twice, or the round counts
    /// hands.
    pub fn submit_ballot(
        &mut self,
        participant_id: ParticipantId,
        scores: &[BallotScore],
        channel: BallotChannel,
        new_id: NewId<'_>,
    ) -> Result<(), Refusal> {
        let number = self.open_round_number()?;
        if !self.has_role(participant_id, Role::Contributor) {
            return Err(Refusal::NotAContributor);
        }
        if self.rounds.get(&(number,)).is_some_and(|r| r.channel == BallotChannel::HandTally) {
            return Err(Refusal::BallotMisfit { why: "this round counts hands, not ballots" });
        }
        let mut wanted: BTreeMap<(CandidateId, Criterion), bool> =
            self.cells_of(number).into_iter().map(|cell| (cell, false)).collect();
        for score in scores {
            match wanted.get_mut(&(score.candidate_id, score.criterion)) {
                None => return Err(Refusal::BallotMisfit { why: "it scores a cell that this round does not ask for" }),
                Some(true) => return Err(Refusal::BallotMisfit { why: "it scores a cell twice" }),
                Some(given) => *given = true,
            }
        }
        if wanted.values().any(|given| !given) {
            return Err(Refusal::BallotMisfit { why: "some cells have no mark" });
        }
        let carried = self.carried_scores(participant_id, number, &wanted);
        if let Some(old) = self.ballot_of(participant_id, number) {
            self.drop_ballot(old);
        }
        let ballot_id = BallotId(new_id());
        self.ballots.put(Ballot { id: ballot_id, round: number });
        self.ballot_ties.put(BallotTie { ballot_id, participant_id, channel });
        for score in scores.iter().cloned().chain(carried) {
            self.scores.put(Score {
                ballot_id,
                candidate_id: score.candidate_id,
                criterion: score.criterion,
                level: score.level,
                reason: score.reason,
            });
        }
        self.round_marks.put(RoundMark { round: number, participant_id });
        Ok(())
    }

    /// Enters a count of hands for one cell. Single ballots stay unknown.
    ///
    /// # Errors
    /// [`Refusal::NoRound`], [`Refusal::RoundState`]; [`Refusal::BallotMisfit`] for a cell the
    /// round does not ask for or a round that takes ballots; [`Refusal::OutOfRange`].
    pub fn count_hands(
        &mut self,
        candidate_id: CandidateId,
        criterion: Criterion,
        counts: &[(Level, u32)],
    ) -> Result<(), Refusal> {
        let number = self.open_round_number()?;
        if self.rounds.get(&(number,)).is_none_or(|r| r.channel != BallotChannel::HandTally) {
            return Err(Refusal::BallotMisfit { why: "this round takes ballots, not hands" });
        }
        if !self.round_cells.contains(&(number, candidate_id, criterion)) {
            return Err(Refusal::BallotMisfit { why: "this round does not ask for this cell" });
        }
        if counts.iter().any(|(_, count)| *count > 300) {
            return Err(Refusal::OutOfRange { what: "A count of hands", low: 0, high: 300, field: "count" });
        }
        self.hand_tallies
            .retain(|t| !(t.round == number && t.candidate_id == candidate_id && t.criterion == criterion));
        for (level, count) in counts {
            self.hand_tallies.put(HandTally { round: number, candidate_id, criterion, level: *level, count: *count });
        }
        Ok(())
    }

    /// The scores a person gave in a round, while the tie lasts.
    pub fn own_scores(&self, participant_id: ParticipantId, round: u32) -> Vec<&Score> {
        let Some(ballot) = self.ballot_of(participant_id, round) else { return Vec::new() };
        self.marks_on(ballot).collect()
    }

    /// The scores on one ballot, in the order of their keys.
    pub fn marks_on(&self, ballot: BallotId) -> impl Iterator<Item = &Score> {
        let first = (ballot, CandidateId(Uuid::nil()), Criterion::CustomerValue);
        self.scores.iter_from(first).take_while(move |score| score.ballot_id == ballot)
    }

    pub(super) fn ballot_of(&self, participant_id: ParticipantId, round: u32) -> Option<BallotId> {
        self.ballot_ties
            .iter()
            .filter(|t| t.participant_id == participant_id)
            .find(|t| self.ballots.get(&(t.ballot_id,)).is_some_and(|b| b.round == round))
            .map(|t| t.ballot_id)
    }

    /// A person's own scores of the round before, for the cells this round does not ask for:
    /// every later ballot is whole, so that no pairing is needed once the ties are gone.
    fn carried_scores(
        &self,
        participant_id: ParticipantId,
        round: u32,
        asked: &BTreeMap<(CandidateId, Criterion), bool>,
    ) -> Vec<BallotScore> {
        let Some(before) = round.checked_sub(1) else { return Vec::new() };
        self.own_scores(participant_id, before)
            .into_iter()
            .filter(|s| !asked.contains_key(&(s.candidate_id, s.criterion)))
            .map(|s| BallotScore {
                candidate_id: s.candidate_id,
                criterion: s.criterion,
                level: s.level,
                reason: s.reason.clone(),
            })
            .collect()
    }

    /// People who scored before and not again keep their scores.
    pub(super) fn carry_over_absent(&mut self, round: u32, new_id: NewId<'_>) {
        let Some(before) = round.checked_sub(1) else { return };
        let absent: Vec<BallotTie> = self
            .ballot_ties
            .iter()
            .filter(|t| self.ballots.get(&(t.ballot_id,)).is_some_and(|b| b.round == before))
            .filter(|t| self.ballot_of(t.participant_id, round).is_none())
            .cloned()
            .collect();
        for tie in absent {
            let ballot_id = BallotId(new_id());
            let scores: Vec<_> = self.marks_on(tie.ballot_id).cloned().collect();
            self.ballots.put(Ballot { id: ballot_id, round });
            self.ballot_ties.put(BallotTie { ballot_id, ..tie });
            for score in scores {
                self.scores.put(Score { ballot_id, ..score });
            }
        }
    }

    fn drop_ballot(&mut self, ballot: BallotId) {
        self.ballots.remove(&(ballot,));
        self.ballot_ties.remove(&(ballot,));
        let keys: Vec<_> = self.marks_on(ballot).map(Score::key).collect();
        for key in keys {
            self.scores.remove(&key);
        }
    }
}
