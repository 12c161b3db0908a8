//! What people sent from their seats, as the facilitator sees it: without names, and private views
//! only as counts.

use crate::ballot::RoundStatus;
use crate::challenge::{ChallengeKind, Verdict};
use crate::contribution::{Contribution, ContributionKind};
use crate::criterion::Level;
use crate::frame::FrameQuestion;
use crate::head::Privacy;
use crate::id::{BallotId, CandidateId, ParticipantId};
use crate::view::map::CellPlace;
use crate::workshop::Workshop;
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// A question of the frame that was asked of everybody.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FrameAskView {
    /// Which.
    pub question: FrameQuestion,
    /// In words.
    pub label: String,
    /// Whether it is open now.
    pub open: bool,
    /// Whether the answers are shown.
    pub revealed: bool,
    /// How many have answered.
    pub answered: u32,
    /// The answers, in no order that says anything; empty before they are shown.
    pub answers: Vec<String>,
}

/// How many see a challenge which way. Nothing per person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChallengeCount {
    /// Which candidate.
    pub candidate_id: CandidateId,
    /// Which challenge.
    pub challenge: ChallengeKind,
    /// It stands.
    pub survives: u32,
    /// It breaks.
    pub fails: u32,
    /// Not settled.
    pub unsure: u32,
}

/// One mark of a cell with its name: in a named workshop, after the reveal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NamedMark {
    /// Whose.
    pub participant_id: ParticipantId,
    /// What was given.
    pub level: Level,
}

pub(super) fn frame_asks(workshop: &Workshop) -> Vec<FrameAskView> {
    let open = workshop.open_frame_ask().map(|ask| ask.question);
    let mut asks: Vec<_> = workshop.frame_asks.iter().collect();
    asks.sort_by_key(|ask| (ask.asked_at, ask.question));
    asks.into_iter()
        .map(|ask| {
            let answers: Vec<_> = workshop.frame_answers.iter().filter(|a| a.question == ask.question).collect();
            FrameAskView {
                question: ask.question,
                label: ask.question.label().to_owned(),
                open: open == Some(ask.question),
                revealed: ask.revealed,
                answered: u32::try_from(answers.len()).unwrap_or(u32::MAX),
                answers: answers.iter().filter(|_| ask.revealed).map(|a| a.text.to_string()).collect(),
            }
        })
        .collect()
}

/// Everything but the private views.
pub(super) fn contributions(workshop: &Workshop) -> Vec<Contribution> {
    workshop.contributions.iter().filter(|c| c.kind != ContributionKind::ChallengeView).cloned().collect()
}

pub(super) fn challenge_counts(workshop: &Workshop) -> Vec<ChallengeCount> {
    let mut counts: BTreeMap<(CandidateId, ChallengeKind), [u32; 3]> = BTreeMap::new();
    for row in workshop.contributions.iter() {
        if let (Some(candidate), Some(challenge), Some(verdict)) = (row.candidate_id, row.challenge, row.verdict) {
            let place = match verdict {
                Verdict::Survives => 0,
                Verdict::Fails => 1,
                Verdict::Unsure => 2,
            };
            counts.entry((candidate, challenge)).or_default()[place] += 1;
        }
    }
    counts
        .into_iter()
        .map(|((candidate_id, challenge), [survives, fails, unsure])| ChallengeCount {
            candidate_id,
            challenge,
            survives,
            fails,
            unsure,
        })
        .collect()
}

/// The marks of one cell in the latest round with their names, if this workshop is named and they
/// are revealed. Asked for cell by cell: all of them are thousands, and one cell is talked about.
pub fn named_marks(workshop: &Workshop, place: CellPlace) -> Vec<NamedMark> {
    let round = workshop.last_round().filter(|r| r.status == RoundStatus::Revealed);
    let (Some(round), Some(Privacy::Named)) = (round, workshop.head().privacy) else { return Vec::new() };
    let of_round = |id: BallotId| workshop.ballots.get(&(id,)).is_some_and(|b| b.round == round.number);
    let ties = workshop.ballot_ties.iter().filter(|tie| of_round(tie.ballot_id));
    let mut marks: Vec<_> = ties
        .filter_map(|tie| {
            let score = workshop.scores.get(&(tie.ballot_id, place.candidate_id, place.criterion))?;
            Some(NamedMark { participant_id: tie.participant_id, level: score.level })
        })
        .collect();
    // By person: the order of ballots would say in which order they came.
    marks.sort_by_key(|mark| mark.participant_id);
    marks
}
