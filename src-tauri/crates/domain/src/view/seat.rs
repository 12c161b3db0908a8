//! What one participant receives: one task at a time, only their own answers.

use crate::act::BallotScore;
use crate::ballot::RoundStatus;
use crate::candidate::{Candidate, ValueAction};
use crate::criterion::Criterion;
use crate::id::{CandidateId, ParticipantId, ValueActionId, WorkshopId};
use crate::stage::Stage;
use crate::view::projector_content::{central_question, promise};
use crate::workshop::Workshop;
use serde::Serialize;
use ts_rs::TS;

/// Everything one seat may show.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeatView {
    /// Which workshop.
    pub workshop_id: WorkshopId,
    /// Its title.
    pub title: String,
    /// Whose seat.
    pub participant_id: ParticipantId,
    /// Their name.
    pub name: String,
    /// What happens to marks, in plain words.
    pub promise: String,
    /// The one task.
    pub task: SeatTask,
}

/// The one task of a seat.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SeatTask {
    /// Nothing to do here now.
    Wait {
        /// Where the team is.
        stage: Stage,
        /// The stage's label.
        label: String,
    },
    /// Write candidates.
    Write(SeatWrite),
    /// Score.
    Score {
        /// Which round.
        round: u32,
        /// Candidates with the criteria asked for.
        candidates: Vec<SeatCandidate>,
        /// The agreed value moment, shown beside the first criterion.
        value_moment: String,
        /// How we win, shown beside the strategy criterion (R20).
        strategy: String,
        /// Own scores of the round before, for the cells asked for again.
        earlier: Vec<BallotScore>,
        /// Whether a ballot was handed in already; a new one replaces it.
        handed_in: bool,
    },
}

/// What a writer sees: the question and what they wrote themselves since they got the keyboard.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeatWrite {
    /// The central question.
    pub question: String,
    /// Own candidates.
    pub candidates: Vec<Candidate>,
    /// Their sentences.
    pub texts: Vec<String>,
    /// Own entries of the quick list.
    pub actions: Vec<ValueAction>,
}

/// A candidate on a ballot.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeatCandidate {
    /// Which.
    pub id: CandidateId,
    /// The sentence.
    pub text: String,
    /// Criteria asked for, in sheet order.
    pub criteria: Vec<Criterion>,
    /// What is asked beside "measurable", when the number is known late (R46).
    pub late: Option<String>,
}

/// What the seat itself wrote since it got the keyboard. Kept in memory only: no author is recorded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnWriting {
    /// Candidates.
    pub candidates: Vec<CandidateId>,
    /// Entries of the quick list.
    pub actions: Vec<ValueActionId>,
}

/// Computes one seat's view. `own` is what this seat wrote itself.
pub fn seat_view(workshop: &Workshop, participant_id: ParticipantId, own: &OwnWriting) -> Option<SeatView> {
    let person = workshop.participants.get(&(participant_id,))?;
    Some(SeatView {
        workshop_id: workshop.id,
        title: workshop.head().title.to_string(),
        participant_id,
        name: person.name.to_string(),
        promise: promise(workshop),
        task: task(workshop, participant_id, own),
    })
}

fn task(workshop: &Workshop, participant_id: ParticipantId, own: &OwnWriting) -> SeatTask {
    let stage = workshop.stage();
    let wait = || SeatTask::Wait { stage, label: stage.label().to_owned() };
    if stage == Stage::Write && !workshop.candidates_revealed() {
        let candidates: Vec<_> =
            own.candidates.iter().filter_map(|id| workshop.candidates.get(&(*id,)).cloned()).collect();
        return SeatTask::Write(SeatWrite {
            question: central_question(workshop),
            texts: candidates.iter().map(|c| c.sentence.text()).collect(),
            candidates,
            actions: own.actions.iter().filter_map(|id| workshop.value_actions.get(&(*id,)).cloned()).collect(),
        });
    }
    match workshop.last_round() {
        Some(round) if round.status == RoundStatus::Open => score_task(workshop, participant_id, round.number),
        Some(_) | None => wait(),
    }
}

fn score_task(workshop: &Workshop, participant_id: ParticipantId, round: u32) -> SeatTask {
    let mut candidates: Vec<SeatCandidate> = Vec::new();
    for (id, criterion) in workshop.cells_of(round) {
        match candidates.last_mut().filter(|c| c.id == id) {
            Some(candidate) => candidate.criteria.push(criterion),
            None => {
                let candidate = workshop.candidates.get(&(id,));
                candidates.push(SeatCandidate {
                    id,
                    text: candidate.map(|c| c.sentence.text()).unwrap_or_default(),
                    criteria: vec![criterion],
                    late: candidate.and_then(|c| c.measurability.late_words()),
                });
            }
        }
    }
    // A solo second scoring hides the earlier scores: self-disagreement is what it measures.
    let earlier = if workshop.head().solo {
        Vec::new()
    } else {
        round.checked_sub(1).map(|before| workshop.own_scores(participant_id, before)).unwrap_or_default()
    };
    SeatTask::Score {
        round,
        candidates,
        value_moment: workshop.frame().value_moment.to_string(),
        strategy: workshop.frame().strategy.to_string(),
        earlier: earlier
            .into_iter()
            .filter(|s| workshop.round_cells.contains(&(round, s.candidate_id, s.criterion)))
            .map(|s| BallotScore {
                candidate_id: s.candidate_id,
                criterion: s.criterion,
                level: s.level,
                reason: s.reason.clone(),
            })
            .collect(),
        handed_in: workshop.round_marks.contains(&(round, participant_id)),
    }
}
