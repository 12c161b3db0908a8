//! What people send from their seats: answers to the frame, and everything beside candidates and
//! ballots. No row names its author, and none carries a time.

use super::{NewId, required, room_for};
use crate::ballot::RoundStatus;
use crate::challenge::{ChallengeKind, Verdict};
use crate::contribution::{Contribution, ContributionKind, FrameAnswer, FrameAsk, Signal};
use crate::criterion::Criterion;
use crate::decision::SupportCount;
use crate::definition::DefinitionField;
use crate::frame::FrameQuestion;
use crate::id::{CandidateId, ContributionId, FrameAnswerId, InputMetricId, TeamId};
use crate::refusal::Refusal;
use crate::stage::Stage;
use crate::text::Line;
use crate::time::At;
use crate::workshop::Workshop;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// Most contributions a workshop takes: thirty for each of three hundred people.
pub(crate) const MOST_CONTRIBUTIONS: usize = 9_000;
/// Most answers to one question of the frame.
pub(crate) const MOST_FRAME_ANSWERS: usize = 300;

/// Something sent from a seat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum NewContribution {
    /// What a candidate's sentence leaves open.
    Clarification {
        /// Which candidate.
        candidate_id: CandidateId,
        /// In the sender's words.
        text: Line,
    },
    /// Two candidates mean the same.
    SameAs {
        /// One.
        candidate_id: CandidateId,
        /// The other.
        same_as_id: CandidateId,
    },
    /// A private view of one challenge.
    ChallengeView {
        /// Which candidate.
        candidate_id: CandidateId,
        /// Which challenge.
        challenge: ChallengeKind,
        /// What it does to the candidate.
        verdict: Verdict,
    },
    /// How somebody would cheat.
    CheatStory {
        /// Which candidate.
        candidate_id: CandidateId,
        /// The route.
        text: Line,
    },
    /// A reason added after the reveal.
    AddedReason {
        /// Row.
        candidate_id: CandidateId,
        /// Column.
        criterion: Criterion,
        /// The reason.
        text: Line,
    },
    /// Where somebody stands on a candidate before the shortlist.
    Signal {
        /// Which candidate.
        candidate_id: CandidateId,
        /// Where they stand.
        signal: Signal,
        /// Why; needed for an objection.
        text: Line,
    },
    /// A question about the evidence.
    Question {
        /// About which finalist; none for all of it.
        candidate_id: Option<CandidateId>,
        /// The question.
        text: Line,
    },
    /// A remark on one field of the definition.
    FieldComment {
        /// Which field.
        field: DefinitionField,
        /// The remark.
        text: Line,
    },
    /// What a team moves.
    TeamMove {
        /// Which team.
        team_id: TeamId,
        /// An input that is in the tree already.
        input_id: Option<InputMetricId>,
        /// Or in the sender's words.
        text: Line,
    },
    /// A limit worth watching.
    GuardrailIdea {
        /// The idea.
        text: Line,
    },
    /// Whether the meeting's dates suit.
    MeetingCheck {
        /// Whether they do.
        suits: bool,
    },
}

/// What the end of Frame's silence showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameSilence {
    /// Answers that nobody had seen.
    Ended,
    /// Nothing.
    WasEmpty,
}

impl Workshop {
    /// Asks everybody one question of the frame. What was answered before stays.
    ///
    /// # Errors
    /// [`Refusal::NotReached`] outside of Frame; [`Refusal::AnswersShown`] once they are: whoever
    /// answered is no longer known, and a second answer would count beside the first.
    pub fn ask_frame(&mut self, question: FrameQuestion, now: At) -> Result<(), Refusal> {
        if self.stage() != Stage::Frame {
            return Err(Refusal::NotReached { stage: Stage::Frame });
        }
        let shown = self.frame_asks.get(&(question,)).is_some_and(|ask| ask.revealed);
        if shown && self.frame_answers.iter().any(|answer| answer.question == question) {
            return Err(Refusal::AnswersShown);
        }
        // One question at a time: an older one that was not shown waits.
        self.frame_asks.put(FrameAsk { question, revealed: false, asked_at: now });
        Ok(())
    }

    /// The question that is open now: the one asked last, unless its answers are shown.
    pub fn open_frame_ask(&self) -> Option<&FrameAsk> {
        self.frame_asks.iter().max_by_key(|ask| (ask.asked_at, ask.question)).filter(|ask| !ask.revealed)
    }

    /// Takes one answer in; `earlier` is the same person's answer that it replaces.
    ///
    /// # Errors
    /// [`Refusal::NotAsked`] unless this question is open; [`Refusal::Empty`], [`Refusal::ListFull`].
    pub fn submit_frame_answer(
        &mut self,
        question: FrameQuestion,
        text: Line,
        earlier: Option<FrameAnswerId>,
        new_id: NewId<'_>,
    ) -> Result<FrameAnswerId, Refusal> {
        if self.stage() != Stage::Frame || self.open_frame_ask().is_none_or(|ask| ask.question != question) {
            return Err(Refusal::NotAsked);
        }
        required(&text, "The answer", "text")?;
        // With few answers to all questions together nobody has to count those to this one (P7).
        if self.frame_answers.len() >= MOST_FRAME_ANSWERS {
            let others = self.frame_answers.iter().filter(|a| a.question == question && Some(a.id) != earlier).count();
            room_for(others, MOST_FRAME_ANSWERS, "answers to one question")?;
        }
        if let Some(earlier) = earlier {
            self.frame_answers.remove(&(earlier,));
        }
        let id = FrameAnswerId(new_id());
        self.frame_answers.put(FrameAnswer { id, question, text });
        Ok(id)
    }

    /// Shows the answers to a question side by side. In the order of their random ids.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a question nobody asked.
    pub fn reveal_frame_answers(&mut self, question: FrameQuestion) -> Result<(), Refusal> {
        let ask = self.frame_asks.get_mut(&(question,)).ok_or(Refusal::NotFound { what: "question" })?;
        ask.revealed = true;
        Ok(())
    }

    /// Shows what was answered to questions that were never shown: leaving Frame ends their silence.
    /// Says whether there was anything to show.
    pub(super) fn end_frame_silence(&mut self) -> FrameSilence {
        let waiting: Vec<_> = self.frame_asks.iter().filter(|ask| !ask.revealed).map(|ask| ask.question).collect();
        for question in &waiting {
            if let Some(ask) = self.frame_asks.get_mut(&(*question,)) {
                ask.revealed = true;
            }
        }
        let answered = self.frame_answers.iter().any(|answer| waiting.contains(&answer.question));
        if answered { FrameSilence::Ended } else { FrameSilence::WasEmpty }
    }

    /// Makes room for an answer of which everybody has one, where earlier answers belong to nobody
    /// who is known any more: a stage that is gone through again is answered anew, and nobody counts
    /// twice. The journal keeps what was answered before.
    pub fn answered_anew(&mut self, new: &NewContribution, known: impl Fn(ContributionId) -> bool) {
        let new = row(new.clone(), ContributionId(Uuid::nil()));
        let nobodys = |old: &Contribution| !known(old.id) && self.takes_the_place_of(&new, old.id);
        let nobodys: Vec<_> = self.contributions.iter().filter(|old| nobodys(old)).map(|old| old.id).collect();
        for id in nobodys {
            self.contributions.remove(&(id,));
        }
    }

    /// Whether reasons are sealed still: their order of arrival is kept nowhere, so the journal has
    /// them in the open only when scoring has ended (T1b).
    pub fn seals_reasons(&self) -> bool {
        self.last_round().is_some_and(|round| round.ended_at.is_none())
    }

    /// Takes a contribution in. Of a view, a signal or a check the same sender has one: it takes
    /// the place of the earlier one among `own`.
    ///
    /// # Errors
    /// [`Refusal::NotReached`] outside of its stage; [`Refusal::NotFound`], [`Refusal::Empty`],
    /// [`Refusal::ReasonMissing`] for an objection without one, [`Refusal::ListFull`].
    pub fn contribute(
        &mut self,
        new: NewContribution,
        own: &[ContributionId],
        new_id: NewId<'_>,
    ) -> Result<ContributionId, Refusal> {
        let row = row(new, ContributionId(new_id()));
        self.may_contribute(&row)?;
        if let Some(earlier) = own.iter().copied().find(|id| self.takes_the_place_of(&row, *id)) {
            self.contributions.remove(&(earlier,));
        }
        room_for(self.contributions.len(), MOST_CONTRIBUTIONS, "contributions")?;
        let (id, kind, candidate) = (row.id, row.kind, row.candidate_id);
        self.contributions.put(row);
        if let (ContributionKind::Signal, Some(candidate)) = (kind, candidate) {
            self.count_signals(candidate);
        }
        Ok(id)
    }

    /// Takes an own contribution back.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn withdraw_contribution(&mut self, id: ContributionId) -> Result<(), Refusal> {
        let row = self.contributions.remove(&(id,)).ok_or(Refusal::NotFound { what: "contribution" })?;
        if let (ContributionKind::Signal, Some(candidate)) = (row.kind, row.candidate_id) {
            self.count_signals(candidate);
        }
        Ok(())
    }

    /// Says whether the facilitator has dealt with a contribution.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn settle_contribution(&mut self, id: ContributionId, settled: bool) -> Result<(), Refusal> {
        let row = self.contributions.get_mut(&(id,)).ok_or(Refusal::NotFound { what: "contribution" })?;
        row.settled = settled;
        Ok(())
    }

    fn may_contribute(&self, row: &Contribution) -> Result<(), Refusal> {
        let stage = row.kind.stage();
        if self.stage() != stage {
            return Err(Refusal::NotReached { stage });
        }
        let revealed = self.last_round().is_some_and(|round| round.status == RoundStatus::Revealed);
        if stage == Stage::Score && !revealed {
            return Err(Refusal::Sealed);
        }
        if row.kind == ContributionKind::AddedReason && !self.seals_reasons() {
            return Err(Refusal::ScoringEnded);
        }
        for id in [row.candidate_id, row.same_as_id].into_iter().flatten() {
            self.candidates.get(&(id,)).ok_or(Refusal::NotFound { what: "candidate" })?;
        }
        if row.team_id.is_some_and(|id| !self.teams.contains(&(id,))) {
            return Err(Refusal::NotFound { what: "team" });
        }
        if row.input_id.is_some_and(|id| !self.input_metrics.contains(&(id,))) {
            return Err(Refusal::NotFound { what: "input" });
        }
        match row.kind {
            ContributionKind::SameAs if row.same_as_id == row.candidate_id => Err(Refusal::MergeTarget),
            ContributionKind::Signal if row.signal == Some(Signal::Object) && row.text.is_empty() => {
                Err(Refusal::ReasonMissing)
            }
            ContributionKind::TeamMove if row.input_id.is_some() => Ok(()),
            ContributionKind::SameAs
            | ContributionKind::ChallengeView
            | ContributionKind::Signal
            | ContributionKind::MeetingCheck => Ok(()),
            ContributionKind::Clarification
            | ContributionKind::CheatStory
            | ContributionKind::AddedReason
            | ContributionKind::Question
            | ContributionKind::FieldComment
            | ContributionKind::TeamMove
            | ContributionKind::GuardrailIdea => required(&row.text, "The text", "text"),
        }
    }

    fn takes_the_place_of(&self, row: &Contribution, earlier: ContributionId) -> bool {
        let one_each = match row.kind {
            ContributionKind::ChallengeView | ContributionKind::Signal | ContributionKind::MeetingCheck => true,
            ContributionKind::Clarification
            | ContributionKind::SameAs
            | ContributionKind::CheatStory
            | ContributionKind::AddedReason
            | ContributionKind::Question
            | ContributionKind::FieldComment
            | ContributionKind::TeamMove
            | ContributionKind::GuardrailIdea => false,
        };
        one_each
            && self.contributions.get(&(earlier,)).is_some_and(|old| {
                (old.kind, old.candidate_id, old.challenge) == (row.kind, row.candidate_id, row.challenge)
            })
    }

    /// Keeps the words of contributions whose subject is taken out of the record.
    pub(super) fn forget_in_contributions(
        &mut self,
        concerns: impl Fn(&Contribution) -> bool,
        forget: impl Fn(&mut Contribution),
    ) {
        let concerned: Vec<_> = self.contributions.iter().filter(|c| concerns(c)).map(|c| c.id).collect();
        for id in concerned {
            if let Some(row) = self.contributions.get_mut(&(id,)) {
                forget(row);
            }
        }
    }

    /// How the room stands, from the signals of the seats.
    fn count_signals(&mut self, candidate_id: CandidateId) {
        let count = |signal: Signal| {
            let same = |c: &&Contribution| c.candidate_id == Some(candidate_id) && c.signal == Some(signal);
            u32::try_from(self.contributions.iter().filter(same).count()).unwrap_or(u32::MAX)
        };
        let row = SupportCount {
            candidate_id,
            support: count(Signal::Support),
            live_with: count(Signal::LiveWith),
            object: count(Signal::Object),
        };
        self.support_counts.put(row);
    }
}

fn row(new: NewContribution, id: ContributionId) -> Contribution {
    let blank = |kind: ContributionKind| Contribution {
        id,
        kind,
        candidate_id: None,
        same_as_id: None,
        criterion: None,
        challenge: None,
        verdict: None,
        signal: None,
        field: None,
        team_id: None,
        input_id: None,
        suits: None,
        text: Line::default(),
        settled: false,
    };
    match new {
        NewContribution::Clarification { candidate_id, text } => {
            Contribution { candidate_id: Some(candidate_id), text, ..blank(ContributionKind::Clarification) }
        }
        NewContribution::SameAs { candidate_id, same_as_id } => Contribution {
            candidate_id: Some(candidate_id),
            same_as_id: Some(same_as_id),
            ..blank(ContributionKind::SameAs)
        },
        NewContribution::ChallengeView { candidate_id, challenge, verdict } => Contribution {
            candidate_id: Some(candidate_id),
            challenge: Some(challenge),
            verdict: Some(verdict),
            ..blank(ContributionKind::ChallengeView)
        },
        NewContribution::CheatStory { candidate_id, text } => {
            Contribution { candidate_id: Some(candidate_id), text, ..blank(ContributionKind::CheatStory) }
        }
        NewContribution::AddedReason { candidate_id, criterion, text } => Contribution {
            candidate_id: Some(candidate_id),
            criterion: Some(criterion),
            text,
            ..blank(ContributionKind::AddedReason)
        },
        NewContribution::Signal { candidate_id, signal, text } => Contribution {
            candidate_id: Some(candidate_id),
            signal: Some(signal),
            text,
            ..blank(ContributionKind::Signal)
        },
        NewContribution::Question { candidate_id, text } => {
            Contribution { candidate_id, text, ..blank(ContributionKind::Question) }
        }
        NewContribution::FieldComment { field, text } => {
            Contribution { field: Some(field), text, ..blank(ContributionKind::FieldComment) }
        }
        NewContribution::TeamMove { team_id, input_id, text } => {
            Contribution { team_id: Some(team_id), input_id, text, ..blank(ContributionKind::TeamMove) }
        }
        NewContribution::GuardrailIdea { text } => Contribution { text, ..blank(ContributionKind::GuardrailIdea) },
        NewContribution::MeetingCheck { suits } => {
            Contribution { suits: Some(suits), ..blank(ContributionKind::MeetingCheck) }
        }
    }
}
