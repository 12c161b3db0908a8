//! What one participant receives: one task at a time, only their own answers.
//!
//! A seat's view has two halves. [`SeatRoom`] is the same for everybody, so it is computed and
//! serialised once for the whole room; [`OwnSeat`] is what this person alone may see.

use crate::act::{BallotScore, ENOUGH_CANDIDATES, PLENTY_OF_CANDIDATES};
use crate::ballot::{RoundStatus, Score};
use crate::candidate::{Candidate, ValueAction};
use crate::challenge::ChallengeKind;
use crate::contribution::Contribution;
use crate::criterion::{Criterion, Level};
use crate::decision::Objection;
use crate::definition::DefinitionField;
use crate::frame::FrameQuestion;
use crate::head::BallotChannel;
use crate::id::{CandidateId, InputMetricId, ParticipantId, TeamId, ValueActionId};
use crate::participant::Role;
use crate::stage::Stage;
use crate::view::console::TimerView;
use crate::view::map::FocusCell;
use crate::view::projector::{AgreedLine, ProjectorFocus};
use crate::view::projector_content::{frame_lines, promise};
use crate::view::seat_memory::{Offer, SeatMemory};
use crate::view::seat_task::{SeatTask, task};
use crate::view::tables::{SentForTable, TableHold, table_hold};
use crate::workshop::Workshop;
use serde::Serialize;
use ts_rs::TS;

/// Everything one seat may show.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeatView {
    /// What everybody sees.
    pub room: SeatRoom,
    /// What this person alone sees.
    pub own: OwnSeat,
}

/// What every seat shows.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeatRoom {
    /// Which workshop.
    pub workshop_id: crate::id::WorkshopId,
    /// Its title.
    pub title: String,
    /// Where the team is.
    pub stage: Stage,
    /// The stage's label.
    pub stage_label: String,
    /// What happens to marks, in plain words.
    pub promise: String,
    /// The time box.
    pub timer: TimerView,
    /// What has been agreed so far, for whoever comes late.
    pub agreed: Vec<AgreedLine>,
    /// The one task.
    pub task: SeatTask,
}

/// What one person alone sees.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnSeat {
    /// Whose seat; none before anybody has sat down.
    pub participant_id: Option<ParticipantId>,
    /// Their name.
    pub name: String,
    /// Whether they score.
    pub scores: bool,
    /// Whether they only watch.
    pub watches: bool,
    /// The table they sit at, from 1; none in a room that talks as one.
    pub at_table: Option<u32>,
    /// Where their table answers now; none where they answer alone.
    pub table_hold: Option<TableHold>,
    /// What was sent for their table so far, while somebody else writes for it.
    pub sent_for_table: Option<SentForTable>,
    /// Questions of the frame they have answered, with their words while the core remembers whose
    /// they are.
    pub frame_answers: Vec<OwnFrameAnswer>,
    /// Own candidates while writing lasts.
    pub candidates: Vec<OwnCandidateView>,
    /// Own entries of the quick list while writing lasts.
    pub actions: Vec<ValueAction>,
    /// Whether they have said that they are done writing.
    pub done_writing: bool,
    /// Whether a ballot was handed in in the running round; a new one replaces it.
    pub handed_in: bool,
    /// The own ballot of the running round, on the person's own device.
    pub ballot: Vec<BallotScore>,
    /// Own scores of the round before, for the cells asked for again.
    pub earlier: Vec<BallotScore>,
    /// Own scores of the revealed round, to find oneself on the map.
    pub marks: Vec<OwnMark>,
    /// What they sent otherwise.
    pub contributions: Vec<Contribution>,
    /// Their own objections in Choose; the record does not say whose an unsigned one is.
    pub objections: Vec<Objection>,
    /// What they have offered to speak to.
    pub speaking: Vec<Offer>,
    /// Cards they have marked as read.
    pub read: Vec<CandidateId>,
}

/// An own answer to the frame.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnFrameAnswer {
    /// The question.
    pub question: FrameQuestion,
    /// The answer.
    pub text: String,
}

/// An own candidate with its sentence spelled out.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnCandidateView {
    /// The row.
    pub candidate: Candidate,
    /// Its sentence.
    pub text: String,
}

/// One own score of a revealed round.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnMark {
    /// Row.
    pub candidate_id: CandidateId,
    /// Column.
    pub criterion: Criterion,
    /// What was given.
    pub level: Level,
}

/// What the seat itself wrote. Held in memory for a passed keyboard; a phone's own writing is
/// found again by its ties.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnWriting {
    /// Candidates.
    pub candidates: Vec<CandidateId>,
    /// Entries of the quick list.
    pub actions: Vec<ValueActionId>,
}

/// On which device a seat is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeatDevice {
    /// The keyboard that goes round: nothing handed in is ever shown on it again.
    PassedKeyboard,
    /// The person's own.
    Own,
}

/// Computes what every seat shows.
pub fn seat_room(workshop: &Workshop, focus: ProjectorFocus) -> SeatRoom {
    let timer = workshop.timer();
    SeatRoom {
        workshop_id: workshop.id,
        title: workshop.head().title.to_string(),
        stage: workshop.stage(),
        stage_label: workshop.stage().label().to_owned(),
        promise: promise(workshop),
        timer: TimerView {
            planned_seconds: timer.planned_seconds,
            remaining_ms: timer.remaining_ms,
            running: timer.running,
        },
        agreed: agreed(workshop),
        task: task(workshop, focus),
    }
}

/// Computes what one person alone sees. `own` is what they wrote, `memory` what they did beside it.
pub fn own_seat(
    workshop: &Workshop,
    participant_id: ParticipantId,
    device: SeatDevice,
    own: &OwnWriting,
    memory: &SeatMemory,
) -> Option<OwnSeat> {
    let person = workshop.participants.get(&(participant_id,))?;
    let writing = workshop.stage() == Stage::Write && !workshop.candidates_revealed();
    let candidates = own.candidates.iter().filter(|_| writing);
    let actions = own.actions.iter().filter(|_| writing);
    let round = workshop.last_round();
    let open = round.filter(|r| r.status == RoundStatus::Open).map(|r| r.number);
    let revealed = round.filter(|r| r.status == RoundStatus::Revealed).map(|r| r.number);
    // A passed ballot can be replaced, never reopened.
    let ballot = open.filter(|_| device == SeatDevice::Own).map(|n| workshop.own_scores(participant_id, n));
    Some(OwnSeat {
        participant_id: Some(participant_id),
        name: person.name.to_string(),
        scores: workshop.has_role(participant_id, Role::Contributor),
        watches: workshop.only_watches(participant_id),
        at_table: person.at_table,
        table_hold: table_hold(workshop, participant_id),
        sent_for_table: None,
        frame_answers: frame_answers(workshop, memory),
        candidates: candidates
            .filter_map(|id| workshop.candidates.get(&(*id,)))
            .map(|c| OwnCandidateView { text: c.sentence.text(), candidate: c.clone() })
            .collect(),
        actions: actions.filter_map(|id| workshop.value_actions.get(&(*id,)).cloned()).collect(),
        done_writing: memory.done_writing,
        handed_in: open.is_some_and(|n| workshop.round_marks.contains(&(n, participant_id))),
        ballot: ballot.into_iter().flatten().map(score).collect(),
        earlier: open.map(|n| earlier(workshop, participant_id, n, device)).unwrap_or_default(),
        marks: revealed
            .filter(|_| device == SeatDevice::Own)
            .map(|n| workshop.own_scores(participant_id, n))
            .into_iter()
            .flatten()
            .map(|s| OwnMark { candidate_id: s.candidate_id, criterion: s.criterion, level: s.level })
            .collect(),
        contributions: contributions(workshop, memory),
        objections: memory.objections.iter().filter_map(|id| workshop.objections.get(&(*id,)).cloned()).collect(),
        speaking: memory.offers(workshop),
        read: memory.read.iter().copied().collect(),
    })
}

pub(super) fn frame_answers(workshop: &Workshop, memory: &SeatMemory) -> Vec<OwnFrameAnswer> {
    let answers = memory.frame_answers.iter().filter_map(|(question, id)| {
        let answer = workshop.frame_answers.get(&(*id,))?;
        Some(OwnFrameAnswer { question: *question, text: answer.text.to_string() })
    });
    answers.collect()
}

pub(super) fn contributions(workshop: &Workshop, memory: &SeatMemory) -> Vec<Contribution> {
    memory.contributions.iter().filter_map(|id| workshop.contributions.get(&(*id,)).cloned()).collect()
}

impl Workshop {
    /// Whether a person sees and sends nothing: observers, and people without a role.
    pub fn only_watches(&self, participant_id: ParticipantId) -> bool {
        // From the first of a person's roles on: no other role comes before it.
        let roles = self.roles.iter_from((participant_id, Role::Facilitator));
        roles.take_while(|row| row.participant_id == participant_id).all(|row| row.role == Role::Observer)
    }

    /// Whether the seat of a person gives something back that is tied to them: a ballot or writing.
    pub fn gives_back_to(&self, participant_id: ParticipantId) -> bool {
        self.ballot_ties.iter().any(|tie| tie.participant_id == participant_id)
            || self.author_ties.iter().any(|tie| tie.participant_id == participant_id)
    }

    /// What a person wrote on their own device, while writing lasts.
    pub fn own_writing(&self, participant_id: ParticipantId) -> OwnWriting {
        let own = |id| self.author_ties.get(&(id,)).is_some_and(|tie| tie.participant_id == participant_id);
        OwnWriting {
            candidates: self.candidates.iter().map(|c| c.id).filter(|id| own(id.0)).collect(),
            actions: self.value_actions.iter().map(|a| a.id).filter(|id| own(id.0)).collect(),
        }
    }
}

fn agreed(workshop: &Workshop) -> Vec<AgreedLine> {
    let mut lines = if workshop.stage() > Stage::Frame { frame_lines(workshop) } else { Vec::new() };
    if let Some(star) = workshop.star() {
        lines.push(AgreedLine { label: "The star".to_owned(), text: star.sentence.text() });
    }
    lines
}

/// Own scores of the round before, for the cells this round asks for again. At the passed keyboard
/// too, but only what came from there: round 2 shows each owner their own earlier score, and the
/// curtain is down again before the next person looks. What somebody sent from elsewhere, under no
/// eyes but theirs, is not opened there by whoever sits down under their name (T1). What was handed
/// in in this round is never shown there.
fn earlier(workshop: &Workshop, participant_id: ParticipantId, round: u32, device: SeatDevice) -> Vec<BallotScore> {
    // A solo second scoring hides the earlier scores: self-disagreement is what it measures.
    if workshop.head().solo {
        return Vec::new();
    }
    let Some(before) = round.checked_sub(1) else { return Vec::new() };
    // Every round: a later ballot carries marks of the ones before.
    let mut own_ties = workshop.ballot_ties.iter().filter(|tie| tie.participant_id == participant_id);
    if device == SeatDevice::PassedKeyboard && own_ties.any(|tie| tie.channel != BallotChannel::PassedKeyboard) {
        return Vec::new();
    }
    workshop
        .own_scores(participant_id, before)
        .into_iter()
        .filter(|s| workshop.round_cells.contains(&(round, s.candidate_id, s.criterion)))
        .map(score)
        .collect()
}

fn score(score: &Score) -> BallotScore {
    BallotScore {
        candidate_id: score.candidate_id,
        criterion: score.criterion,
        level: score.level,
        reason: score.reason.clone(),
    }
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
    /// What is asked beside "measurable" when the number is known late (R46).
    pub late: Option<String>,
}

/// A candidate as a card.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeatCard {
    /// Which.
    pub id: CandidateId,
    /// Its number on every screen.
    pub number: u32,
    /// The sentence.
    pub text: String,
}

/// One of the four challenges, as a question.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeatChallenge {
    /// Which.
    pub challenge: ChallengeKind,
    /// In words.
    pub question: String,
}

/// One field of the definition.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeatField {
    /// Which.
    pub field: DefinitionField,
    /// In words.
    pub label: String,
    /// What it says so far.
    pub text: String,
}

/// A team, or an input, to be picked.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeatTeam {
    /// Which.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

/// An input to be picked.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeatInput {
    /// Which.
    pub id: InputMetricId,
    /// Its name.
    pub name: String,
}

/// The cell the room talks about, on a seat.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SeatCell {
    /// The cell, as on the projector.
    pub cell: Box<FocusCell>,
    /// The criterion's question.
    pub question: String,
}

/// Enough and plenty of candidates, as every surface shows them.
pub(super) fn enough_and_plenty() -> (u32, u32) {
    (u32::try_from(ENOUGH_CANDIDATES).unwrap_or(10), u32::try_from(PLENTY_OF_CANDIDATES).unwrap_or(15))
}
