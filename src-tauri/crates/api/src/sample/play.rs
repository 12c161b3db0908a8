//! Plays the sample through the same commands a person sends, on a private stage with a fixed
//! clock, and hands over the workshop file it leaves: the same bytes each time.

use super::ballots::{REASONS, ROUND_ONE, ROUND_TWO, marks};
use super::cards::{CARDS, Card, SampleSentence};
use super::challenges::CHALLENGES;
use super::choice::SHORTLIST;
use super::levers::LEVERS;
use super::merging::{MERGE, PITFALL_NOTES};
use super::rejections::REJECTIONS;
use super::script::{Script, day, line, name};
use super::slotwell::{
    BUSINESS_MODEL, CORE_USERS, FACILITATOR, FRAME, GAME, MATURITY, PEOPLE, SamplePerson, VALUE_ACTIONS, WORKSHOP,
};
use super::talk::TALK;
use crate::Api;
use crate::command::{ConsoleCommand as C, SeatCommand as S};
use crate::error::ApiError;
use crate::screen::ConsoleScreen;
use crate::workshop_file;
use sextant_domain::act::{BallotScore, NewCoreUser, NewParticipant, NewRejection, RoundScope, SetUpAnswers};
use sextant_domain::candidate::{Measurability, MetricSentence};
use sextant_domain::criterion::Criterion;
use sextant_domain::decision::WaiverRule;
use sextant_domain::id::{CandidateId, ParticipantId, WorkshopId};
use sextant_domain::stage::Stage;
use sextant_domain::text::Line;
use sextant_domain::view::{ConsoleView, SeatTask};
use std::sync::OnceLock;

/// 12 May 2026, 13:05 in Berlin.
const FIRST_SITTING: i64 = 1_778_583_900_000;
/// 4 June 2026, 9:55 in Berlin.
pub(super) const SECOND_SITTING: i64 = 1_780_559_700_000;

/// Puts the sample into the library, or finds it there.
///
/// # Errors
/// What the store says.
pub(crate) fn play(api: &Api) -> Result<WorkshopId, ApiError> {
    // Played once per run: the same script leaves the same bytes.
    static PLAYED: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = match PLAYED.get() {
        Some(bytes) => bytes,
        None => {
            let bytes = sample_file()?;
            PLAYED.get_or_init(|| bytes)
        }
    };
    let (mut workshop, changed_at) = workshop_file::read(bytes)?;
    workshop.head_mut().sample = true;
    api.make(workshop, "open_sample", changed_at)
}

/// The sample as a workshop file.
///
/// # Errors
/// When the temporary folder cannot be used, or a rule refuses a line of the script: a test plays
/// it whole.
pub fn sample_file() -> Result<Vec<u8>, ApiError> {
    let script = Script::begin(WORKSHOP.title, FIRST_SITTING)?;
    set_up(&script)?;
    frame(&script)?;
    write(&script)?;
    clarify(&script)?;
    challenge(&script)?;
    score(&script)?;
    script.clock.set(SECOND_SITTING - 60_000);
    script.send(C::BeginSitting { open_question: line(WORKSHOP.sittings[0].open_question) })?;
    script.clock.set(SECOND_SITTING);
    super::decide::validate(&script)?;
    super::decide::choose(&script)?;
    super::decide::define(&script)?;
    super::decide::decompose(&script)?;
    super::decide::roll_out(&script)?;
    script.api.export_workshop(script.id)
}

fn set_up(script: &Script) -> Result<(), ApiError> {
    script.send(C::AnswerSetUp {
        answers: SetUpAnswers {
            title: name(WORKSHOP.title),
            scope: WORKSHOP.scope,
            scope_name: name(WORKSHOP.scope_name),
            parent_star: Line::default(),
            path: WORKSHOP.path,
            solo: false,
            privacy: Some(WORKSHOP.privacy),
            ballot_channel: Some(WORKSHOP.ballot_channel),
            names_in_lobby: false,
        },
    })?;
    for person in PEOPLE.iter().chain([&FACILITATOR]) {
        script.send(C::AddParticipant { participant: participant(person) })?;
    }
    script.leave_after(5)
}

fn participant(person: &SamplePerson) -> NewParticipant {
    NewParticipant { name: name(person.name), discipline: person.discipline, roles: person.roles.to_vec() }
}

fn frame(script: &Script) -> Result<(), ApiError> {
    for user in &CORE_USERS {
        let core_user = NewCoreUser { name: name(user.name), reason: line(user.reason) };
        script.send(C::AddCoreUser { core_user })?;
    }
    for (question, words) in FRAME {
        script.send(C::AnswerFrame { question, text: line(words) })?;
    }
    script.send(C::SetBusinessModel { model: Some(BUSINESS_MODEL) })?;
    script.send(C::SetGame { game: Some(GAME) })?;
    script.send(C::SetMaturity { maturity: Some(MATURITY) })?;
    script.leave_after(14)
}

/// Everybody writes at the passed keyboard, two cards each, one has one.
fn write(script: &Script) -> Result<(), ApiError> {
    let people = scorers(&script.view()?);
    for (place, person) in people.iter().enumerate() {
        script.send(C::HandKeyboard { participant_id: *person })?;
        script.seat(S::AcceptKeyboard)?;
        for action in VALUE_ACTIONS.iter().skip(place).step_by(people.len()) {
            script.seat(S::AddValueAction { text: line(action) })?;
        }
        for card in CARDS.iter().skip(place).step_by(people.len()) {
            script.seat(S::AddCandidate { sentence: sentence(&card.sentence) })?;
        }
        script.seat(S::LeaveKeyboard)?;
    }
    script.send(C::TakeBackKeyboard)?;
    script.leave_after(10)
}

fn clarify(script: &Script) -> Result<(), ApiError> {
    let view = script.view()?;
    for candidate in &view.candidates {
        script.send(C::OpenCard { candidate_id: candidate.candidate.id })?;
    }
    for card in &CARDS {
        let candidate_id = find(&view, card.card)?;
        for statement in card.links {
            script.send(C::LinkCandidate { candidate_id, statement: *statement })?;
        }
    }
    for note in &PITFALL_NOTES {
        let candidate_id = find(&view, note.card)?;
        let flagged = view.candidates.iter().find(|c| c.candidate.id == candidate_id);
        for pitfall in flagged.map(|c| c.pitfalls.as_slice()).unwrap_or_default() {
            script.send(C::WaiveRule {
                rule: WaiverRule::Pitfall,
                candidate_id: Some(candidate_id),
                detail: line(pitfall.pitfall.label()),
                reason: line(note.reason),
            })?;
        }
    }
    script.send(C::MergeCandidates { from: find(&view, MERGE.absorbed)?, into: find(&view, MERGE.keep)? })?;
    script.leave_after(21)
}

fn challenge(script: &Script) -> Result<(), ApiError> {
    let view = script.view()?;
    for tested in &CHALLENGES {
        let candidate_id = find(&view, tested.card)?;
        for (kind, verdict, story) in tested.all() {
            script.send(C::JudgeChallenge { candidate_id, kind, verdict, story: line(story) })?;
        }
        for route in tested.gaming_routes {
            script.send(C::AddGamingRoute { candidate_id, text: line(route) })?;
        }
    }
    for lever in &LEVERS {
        let candidate_id = find(&view, lever.card)?;
        script.send(C::AddLever { candidate_id, discipline: lever.discipline, text: line(lever.text) })?;
    }
    for card in CARDS.iter().filter(|card| card.card != MERGE.absorbed) {
        let candidate_id = find(&view, card.card)?;
        let data = &card.measurability;
        let measurability = Measurability {
            data_status: data.status,
            data_source: line(data.source),
            data_event: name(data.event),
            delay_days: data.delay_days,
            measurable_by: data.by.and_then(day),
            data_owner: name(data.owner),
        };
        script.send(C::SetMeasurability { candidate_id, measurability })?;
        script.send(C::SetRevenueLag { candidate_id, revenue_lag: line(card.revenue_lag) })?;
    }
    reject_at(script, Stage::Challenge)?;
    script.leave_after(15)
}

fn score(script: &Script) -> Result<(), ApiError> {
    let view = script.view()?;
    script.send(C::OpenRound { scope: RoundScope::All })?;
    pass_around(script, &view, 1, |card, criterion, place| {
        let row = ROUND_ONE.iter().find(|row| row.card == card)?;
        Some(marks(row.cells[criterion.index()])[place])
    })?;
    script.clock.pass(10);
    script.send(C::CloseRound { note: Line::default() })?;
    script.send(C::RevealRound)?;
    for talk in &TALK {
        script.send(C::SettleCell {
            candidate_id: find(&view, talk.card)?,
            criterion: talk.criterion,
            outcome: talk.outcome,
            note: line(talk.note),
        })?;
    }
    script.clock.pass(19);
    script.send(C::OpenRound { scope: RoundScope::Disputed })?;
    pass_around(script, &view, 2, |card, criterion, place| {
        let cell = ROUND_TWO.iter().find(|cell| cell.card == card && cell.criterion == criterion)?;
        Some(marks(cell.marks)[place])
    })?;
    script.clock.pass(5);
    script.send(C::CloseRound { note: Line::default() })?;
    script.send(C::RevealRound)?;
    settle_what_is_left(script)?;
    script.send(C::EndScoring)?;
    let candidate_ids = SHORTLIST.iter().map(|card| find(&view, *card)).collect::<Result<_, _>>()?;
    script.send(C::ShortlistCandidates { candidate_ids, size_note: Line::default() })?;
    reject_at(script, Stage::Score)?;
    script.leave_after(9)
}

/// After round two the list is shorter; what was agreed in the talk still holds.
fn settle_what_is_left(script: &Script) -> Result<(), ApiError> {
    let view = script.view()?;
    let Some(map) = &view.score.map else { return Ok(()) };
    for entry in &map.talk {
        let said = TALK.iter().find(|talk| {
            talk.criterion == entry.criterion && find(&view, talk.card).is_ok_and(|id| id == entry.candidate_id)
        });
        script.send(C::SettleCell {
            candidate_id: entry.candidate_id,
            criterion: entry.criterion,
            outcome: said.map_or(sextant_domain::ballot::TalkOutcome::Settled, |talk| talk.outcome),
            note: line(said.map_or("", |talk| talk.note)),
        })?;
    }
    Ok(())
}

/// Everybody scores at the passed keyboard.
fn pass_around(
    script: &Script,
    view: &ConsoleView,
    round: u32,
    mark: impl Fn(Card, Criterion, usize) -> Option<sextant_domain::criterion::Level>,
) -> Result<(), ApiError> {
    for (place, person) in scorers(view).iter().enumerate() {
        script.send(C::HandKeyboard { participant_id: *person })?;
        let seat = script.seat(S::AcceptKeyboard)?;
        let mut scores = Vec::new();
        for (candidate_id, criterion) in asked_for(&seat) {
            let card = card_of(view, candidate_id)?;
            let level = mark(card, criterion, place)
                .ok_or_else(|| ApiError::internal("playing the sample", "a mark is missing"))?;
            let reason = REASONS
                .iter()
                .find(|r| r.round <= round && r.person == place && r.card == card && r.criterion == criterion);
            scores.push(BallotScore { candidate_id, criterion, level, reason: line(reason.map_or("", |r| r.text)) });
        }
        script.seat(S::SubmitBallot { scores })?;
    }
    script.send(C::TakeBackKeyboard)?;
    Ok(())
}

fn asked_for(seat: &ConsoleScreen) -> Vec<(CandidateId, Criterion)> {
    let ConsoleScreen::Seat { view, .. } = seat else { return Vec::new() };
    match &view.room.task {
        SeatTask::Score { candidates, .. } => {
            candidates.iter().flat_map(|c| c.criteria.iter().map(|criterion| (c.id, *criterion))).collect()
        }
        SeatTask::Wait { .. }
        | SeatTask::Frame { .. }
        | SeatTask::Write { .. }
        | SeatTask::Clarify { .. }
        | SeatTask::Challenge { .. }
        | SeatTask::Talk { .. }
        | SeatTask::Signal { .. }
        | SeatTask::Validate { .. }
        | SeatTask::Choose { .. }
        | SeatTask::Define { .. }
        | SeatTask::Decompose { .. }
        | SeatTask::RollOut { .. } => Vec::new(),
    }
}

/// Turns down what fell in a stage.
pub(super) fn reject_at(script: &Script, stage: Stage) -> Result<(), ApiError> {
    let view = script.view()?;
    for rejection in REJECTIONS.iter().filter(|r| r.stage == stage) {
        script.send(C::RejectCandidate {
            rejection: NewRejection {
                candidate_id: find(&view, rejection.card)?,
                reason: rejection.reason,
                text: line(rejection.text),
                best_argument: line(rejection.best_argument),
                come_back_when: line(rejection.come_back_when),
                evidence: line(rejection.evidence),
                kept_as: rejection.kept_as,
            },
        })?;
    }
    Ok(())
}

/// The candidate of a card, by its sentence.
pub(super) fn find(view: &ConsoleView, card: Card) -> Result<CandidateId, ApiError> {
    let wanted = CARDS.iter().find(|c| c.card == card).map(|c| sentence(&c.sentence).text());
    view.candidates
        .iter()
        .find(|c| Some(&c.text) == wanted.as_ref())
        .map(|c| c.candidate.id)
        .ok_or_else(|| ApiError::internal("playing the sample", "a card is missing"))
}

fn card_of(view: &ConsoleView, id: CandidateId) -> Result<Card, ApiError> {
    CARDS
        .iter()
        .map(|c| c.card)
        .find(|card| find(view, *card).is_ok_and(|found| found == id))
        .ok_or_else(|| ApiError::internal("playing the sample", "a candidate has no card"))
}

fn scorers(view: &ConsoleView) -> Vec<ParticipantId> {
    use sextant_domain::participant::Role;
    view.people.iter().filter(|p| p.roles.contains(&Role::Contributor)).map(|p| p.participant.id).collect()
}

pub(crate) fn sentence(sample: &SampleSentence) -> MetricSentence {
    MetricSentence {
        free_text: line(sample.free_text),
        audience: name(sample.audience),
        action: name(sample.action),
        threshold: sample.threshold,
        threshold_count: sample.threshold_count,
        unit: name(sample.unit),
        period: sample.period,
        condition: line(sample.condition),
        counted_unit: sample.counted_unit,
    }
}
