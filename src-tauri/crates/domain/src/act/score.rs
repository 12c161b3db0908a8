//! Score: rounds, ballots, the reveal, the talk, and the end of the ties.

use super::NewId;
use crate::ballot::{CriterionWeight, Round, RoundCell, RoundStatus, TalkItem, TalkOutcome};
use crate::candidate::Standing;
use crate::criterion::{Criterion, Level};
use crate::decision::WaiverRule;
use crate::head::{BallotChannel, Privacy};
use crate::id::CandidateId;
use crate::refusal::Refusal;
use crate::scoring;
use crate::stage::{Stage, StageStatus};
use crate::text::Line;
use crate::time::At;
use crate::workshop::Workshop;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A night between two solo scorings: eight hours.
const NIGHT_MS: i64 = 8 * 60 * 60 * 1000;

/// Which cells a round asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoundScope {
    /// Every candidate in the running, all six criteria.
    All,
    /// Every candidate in the running, the three gates: humane for a passed keyboard.
    GatesOnly,
    /// The cells on the talk list of the round before.
    Disputed,
}

/// One score on a ballot that is handed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BallotScore {
    /// Row.
    pub candidate_id: CandidateId,
    /// Column.
    pub criterion: Criterion,
    /// 0 to 3, or cannot judge.
    pub level: Level,
    /// Why, in the scorer's words; optional.
    pub reason: Line,
}

/// What ending the rounds did to the ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealedEnd {
    /// Anonymous: the ties are gone; the store must forget them too (T1b).
    TiesDestroyed,
    /// Named: the ties stay and may be shown.
    TiesKept,
}

impl Workshop {
    /// Opens the next round.
    ///
    /// # Errors
    /// [`Refusal::NotReached`] before Score; [`Refusal::RoundOpen`]; [`Refusal::RoundState`]
    /// while the last round is not revealed; [`Refusal::NothingToScore`]; [`Refusal::TooSoon`]
    /// for a second solo scoring before a night has passed; [`Refusal::ScoringEnded`] for
    /// disputed cells after the ties are gone.
    pub fn open_round(&mut self, scope: RoundScope, now: At) -> Result<u32, Refusal> {
        if self.stage_record(Stage::Score).status == StageStatus::NotStarted {
            return Err(Refusal::NotReached { stage: Stage::Score });
        }
        self.no_round_running()?;
        let last = self.last_round().cloned();
        if let Some(last) = &last {
            if last.status != RoundStatus::Revealed {
                return Err(Refusal::RoundState { number: last.number, status: last.status });
            }
            // The night begins once the first marks are seen; ending the rounds does not shorten it.
            let waited = now.0 - last.revealed_at.unwrap_or(last.opened_at).0;
            if self.head().solo && waited < NIGHT_MS {
                let hours = (NIGHT_MS - waited + 3_599_999) / 3_600_000;
                return Err(Refusal::TooSoon { hours });
            }
            if scope == RoundScope::Disputed && last.ended_at.is_some() {
                return Err(Refusal::ScoringEnded);
            }
        }
        let number = last.as_ref().map_or(0, |r| r.number) + 1;
        let cells = self.cells_for(scope, last.as_ref());
        if cells.is_empty() {
            return Err(Refusal::NothingToScore);
        }
        for (candidate_id, criterion) in cells {
            self.round_cells.put(RoundCell { round: number, candidate_id, criterion });
        }
        self.rounds.put(Round {
            number,
            status: RoundStatus::Open,
            channel: self.head().ballot_channel.unwrap_or(BallotChannel::PassedKeyboard),
            close_note: Line::default(),
            opened_at: now,
            revealed_at: None,
            ended_at: None,
            ballots_hash: None,
        });
        Ok(number)
    }

    /// Closes the open round. Nobody scores any more; everything stays sealed.
    ///
    /// # Errors
    /// [`Refusal::BallotsMissing`] without a note; [`Refusal::NoRound`], [`Refusal::RoundState`];
    /// [`Refusal::NothingToScore`] when nobody scored at all.
    pub fn close_round(&mut self, note: &Line) -> Result<(), Refusal> {
        let number = self.open_round_number()?;
        let (expected, missing) = self.missing_in(number);
        if missing > 0 && note.is_empty() {
            return Err(Refusal::BallotsMissing { missing, expected });
        }
        let nothing =
            !self.ballots.iter().any(|b| b.round == number) && !self.hand_tallies.iter().any(|t| t.round == number);
        if nothing {
            return Err(Refusal::NothingToScore);
        }
        if let Some(round) = self.rounds.get_mut(&(number,)) {
            round.status = RoundStatus::Closed;
            round.close_note = if missing > 0 { note.clone() } else { Line::default() };
        }
        Ok(())
    }

    /// Opens a closed round again before its reveal, so that a missing ballot can come in.
    ///
    /// # Errors
    /// [`Refusal::RoundState`] unless it is closed; [`Refusal::NoRound`].
    pub fn resume_round(&mut self) -> Result<(), Refusal> {
        let last = self.last_round().ok_or(Refusal::NoRound)?.clone();
        if last.status != RoundStatus::Closed {
            return Err(Refusal::RoundState { number: last.number, status: last.status });
        }
        if let Some(round) = self.rounds.get_mut(&(last.number,)) {
            round.status = RoundStatus::Open;
            round.close_note = Line::default();
        }
        Ok(())
    }

    /// Shows the spread to everybody at once.
    ///
    /// # Errors
    /// [`Refusal::RoundState`] unless the round is closed; [`Refusal::NoRound`].
    pub fn reveal_round(&mut self, now: At, new_id: NewId<'_>) -> Result<(), Refusal> {
        let last = self.last_round().ok_or(Refusal::NoRound)?.clone();
        if last.status != RoundStatus::Closed {
            return Err(Refusal::RoundState { number: last.number, status: last.status });
        }
        self.carry_over_absent(last.number, new_id);
        if let Some(round) = self.rounds.get_mut(&(last.number,)) {
            round.status = RoundStatus::Revealed;
            round.revealed_at = Some(now);
        }
        self.store_movements(last.number);
        self.store_table_splits(last.number);
        let Some(scoring) = scoring::scoring(self) else { return Ok(()) };
        for (items, outcome) in
            [(&scoring.talk.items, TalkOutcome::Open), (&scoring.talk.homework, TalkOutcome::Homework)]
        {
            for item in items {
                if let Some(candidate_id) = scoring.rows.get(item.row).copied() {
                    let criterion = item.criterion;
                    let note = Line::default();
                    self.talk_items.put(TalkItem { round: last.number, candidate_id, criterion, outcome, note });
                }
            }
        }
        self.changed_in(Stage::Score, "A new round was revealed.");
        Ok(())
    }

    /// Keeps the hash that stands for the sorted ballots of the latest round, those carried over
    /// included (T4).
    pub fn stamp_round(&mut self, ballots_hash: String) {
        let number = self.last_round().map_or(0, |r| r.number);
        if let Some(round) = self.rounds.get_mut(&(number,)) {
            round.ballots_hash = Some(ballots_hash);
        }
    }

    /// Notes what became of a cell on the talk list.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a cell that is not on it.
    pub fn settle_cell(
        &mut self,
        candidate_id: CandidateId,
        criterion: Criterion,
        outcome: TalkOutcome,
        note: Line,
    ) -> Result<(), Refusal> {
        let number = self.last_revealed().ok_or(Refusal::NoRound)?;
        let item = self
            .talk_items
            .get_mut(&(number, candidate_id, criterion))
            .ok_or(Refusal::NotFound { what: "cell on the talk list" })?;
        item.outcome = outcome;
        item.note = note;
        Ok(())
    }

    /// Ends scoring. Movement and splits are kept as aggregates; in an anonymous workshop the
    /// ties are destroyed (T1b).
    ///
    /// # Errors
    /// [`Refusal::RoundState`] unless the last round is revealed; [`Refusal::NoRound`];
    /// [`Refusal::ScoringEnded`].
    pub fn end_scoring(&mut self, now: At) -> Result<SealedEnd, Refusal> {
        let last = self.last_round().ok_or(Refusal::NoRound)?.clone();
        if last.status != RoundStatus::Revealed {
            return Err(Refusal::RoundState { number: last.number, status: last.status });
        }
        if last.ended_at.is_some() {
            return Err(Refusal::ScoringEnded);
        }
        self.store_discipline_splits(last.number);
        if let Some(round) = self.rounds.get_mut(&(last.number,)) {
            round.ended_at = Some(now);
        }
        if self.head().privacy == Some(Privacy::Named) {
            return Ok(SealedEnd::TiesKept);
        }
        self.ballot_ties.retain(|_| false);
        Ok(SealedEnd::TiesDestroyed)
    }

    /// Changes how much a criterion counts. After a reveal this is logged with a reason.
    ///
    /// # Errors
    /// [`Refusal::ReasonMissing`] after a reveal; [`Refusal::OutOfRange`] outside 0 to 12 quarters.
    pub fn weigh_criterion(
        &mut self,
        criterion: Criterion,
        quarters: u8,
        reason: Line,
        now: At,
        new_id: NewId<'_>,
    ) -> Result<(), Refusal> {
        if quarters > 12 {
            return Err(Refusal::OutOfRange { what: "The weight in quarters", low: 0, high: 12, field: "quarters" });
        }
        if self.last_revealed().is_some() {
            let detail = Line::new(criterion.label()).unwrap_or_default();
            self.waive(WaiverRule::Weights, None, detail, reason, now, new_id)?;
        }
        self.criterion_weights.put(CriterionWeight { criterion, quarters });
        Ok(())
    }

    /// The latest round.
    pub fn last_round(&self) -> Option<&Round> {
        self.rounds.iter().next_back()
    }

    /// Number of the latest revealed round.
    pub fn last_revealed(&self) -> Option<u32> {
        self.rounds.iter().rev().find(|r| r.status == RoundStatus::Revealed).map(|r| r.number)
    }

    /// The cells a round asks for, by candidate number and sheet order.
    pub fn cells_of(&self, round: u32) -> Vec<(CandidateId, Criterion)> {
        let mut cells: Vec<_> = self
            .round_cells
            .iter()
            .filter(|c| c.round == round)
            .map(|c| (self.candidates.get(&(c.candidate_id,)).map_or(0, |c| c.number), c.candidate_id, c.criterion))
            .collect();
        cells.sort_unstable();
        cells.into_iter().map(|(_, candidate, criterion)| (candidate, criterion)).collect()
    }

    /// How many ballots are expected in a round and how many are missing. Hands are not missed.
    pub fn missing_in(&self, round: u32) -> (usize, usize) {
        if self.rounds.get(&(round,)).is_some_and(|r| r.channel == BallotChannel::HandTally) {
            return (0, 0);
        }
        let expected = self.scorers().count();
        let missing = self.scorers().filter(|p| !self.round_marks.contains(&(round, p.id))).count();
        (expected, missing)
    }

    /// Refuses while people score.
    ///
    /// # Errors
    /// [`Refusal::RoundOpen`].
    pub(crate) fn no_round_running(&self) -> Result<(), Refusal> {
        let running = self.last_round().is_some_and(|r| r.status != RoundStatus::Revealed);
        if running { Err(Refusal::RoundOpen) } else { Ok(()) }
    }

    /// Number of the open round.
    ///
    /// # Errors
    /// [`Refusal::NoRound`], [`Refusal::RoundState`].
    pub fn open_round_number(&self) -> Result<u32, Refusal> {
        let last = self.last_round().ok_or(Refusal::NoRound)?;
        if last.status != RoundStatus::Open {
            return Err(Refusal::RoundState { number: last.number, status: last.status });
        }
        Ok(last.number)
    }

    fn cells_for(&self, scope: RoundScope, last: Option<&Round>) -> Vec<(CandidateId, Criterion)> {
        let running = self
            .live_candidates()
            .into_iter()
            .filter(|c| c.standing != Standing::Chosen)
            .map(|c| c.id)
            .collect::<Vec<_>>();
        let every = |wanted: fn(Criterion) -> bool| {
            let columns = Criterion::all().into_iter().filter(move |c| wanted(*c)).collect::<Vec<_>>();
            running.iter().flat_map(|id| columns.iter().map(|c| (*id, *c))).collect::<Vec<_>>()
        };
        match scope {
            RoundScope::All => every(|_| true),
            RoundScope::GatesOnly => every(Criterion::is_gate),
            RoundScope::Disputed => self
                .talk_items
                .iter()
                .filter(|t| Some(t.round) == last.map(|r| r.number) && t.outcome != TalkOutcome::Homework)
                .filter(|t| running.contains(&t.candidate_id))
                .map(|t| (t.candidate_id, t.criterion))
                .collect(),
        }
    }
}
