//! What a participant may do from the passed keyboard.

use crate::command::SeatCommand as S;
use crate::console::{Applied, own_while_writing};
use crate::effect::{Effect, Span};
use crate::session::{Keyboard, Session};
use sextant_domain::ballot::RoundStatus;
use sextant_domain::head::BallotChannel;
use sextant_domain::id::ParticipantId;
use sextant_domain::refusal::Refusal;
use sextant_domain::stage::Stage;
use sextant_domain::view::OwnWriting;
use sextant_domain::workshop::Workshop;
use uuid::Uuid;

/// Applies a seat command to a copy of the record.
///
/// # Errors
/// The rule's refusal; [`Refusal::KeyboardNotPassed`] when nobody sits there.
pub(crate) fn apply(
    w: &mut Workshop,
    session: &mut Session,
    command: S,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<Applied, Refusal> {
    match command {
        S::AcceptKeyboard => {
            let Keyboard::Curtain { next: Some(next), .. } = session.keyboard else {
                return Err(Refusal::KeyboardNotPassed);
            };
            session.keyboard = Keyboard::Seat { participant_id: next, own: OwnWriting::default() };
            if w.stage() == Stage::Write && !session.has_written.contains(&next) {
                session.has_written.push(next);
            }
            Ok(Applied::SessionOnly)
        }
        S::LeaveKeyboard => {
            let (participant_id, _) = seated(session)?;
            if w.stage() == Stage::Write && !session.done_writing.contains(&participant_id) {
                session.done_writing.push(participant_id);
            }
            let next = next_person(w, session, participant_id);
            // What was written is kept already; a ballot that was not handed in is not.
            let sealed = w.stage() == Stage::Write;
            session.keyboard = Keyboard::Curtain { next, previous: Some(participant_id), sealed };
            Ok(Applied::SessionOnly)
        }
        S::AddCandidate { sentence } => {
            let (_, own) = writing_seat(w, session)?;
            own.candidates.push(w.add_candidate(sentence, new_id)?);
            Ok(sealed())
        }
        S::EditCandidate { candidate_id, sentence } => {
            let (_, own) = writing_seat(w, session)?;
            own_while_writing(w, own.candidates.contains(&candidate_id))?;
            w.edit_candidate(candidate_id, sentence)?;
            Ok(sealed())
        }
        S::WithdrawCandidate { candidate_id } => {
            let (_, own) = writing_seat(w, session)?;
            own_while_writing(w, own.candidates.contains(&candidate_id))?;
            w.withdraw_candidate(candidate_id)?;
            own.candidates.retain(|id| *id != candidate_id);
            Ok(sealed())
        }
        S::AddValueAction { text } => {
            let (_, own) = writing_seat(w, session)?;
            own.actions.push(w.add_value_action(text, new_id)?);
            Ok(sealed())
        }
        S::TurnActionIntoCandidate { value_action_id } => {
            let (_, own) = writing_seat(w, session)?;
            own_while_writing(w, own.actions.contains(&value_action_id))?;
            own.candidates.push(w.turn_action_into_candidate(value_action_id, new_id)?);
            Ok(sealed())
        }
        S::RemoveValueAction { value_action_id } => {
            let (_, own) = writing_seat(w, session)?;
            own_while_writing(w, own.actions.contains(&value_action_id))?;
            w.remove_value_action(value_action_id)?;
            own.actions.retain(|id| *id != value_action_id);
            Ok(sealed())
        }
        S::SubmitBallot { scores } => {
            let (participant_id, _) = seated(session)?;
            w.submit_ballot(participant_id, &scores, BallotChannel::PassedKeyboard, new_id)?;
            let next = next_person(w, session, participant_id);
            session.keyboard = Keyboard::Curtain { next, previous: Some(participant_id), sealed: true };
            Ok(Applied::Changed(Effect::silent(Span::Score)))
        }
    }
}

fn sealed() -> Applied {
    Applied::Changed(Effect::silent(Span::Write))
}

fn seated(session: &mut Session) -> Result<(ParticipantId, &mut OwnWriting), Refusal> {
    match &mut session.keyboard {
        Keyboard::Seat { participant_id, own } => Ok((*participant_id, own)),
        Keyboard::Console | Keyboard::Curtain { .. } => Err(Refusal::KeyboardNotPassed),
    }
}

/// The seat while writing lasts. Once candidates are revealed, a seat writes no more.
fn writing_seat<'a>(w: &Workshop, session: &'a mut Session) -> Result<(ParticipantId, &'a mut OwnWriting), Refusal> {
    if w.stage() != Stage::Write || w.candidates_revealed() {
        return Err(Refusal::NotReached { stage: Stage::Write });
    }
    seated(session)
}

/// Who sits down next: the next one on the roster, in a circle, who is still missing.
fn next_person(w: &Workshop, session: &Session, after: ParticipantId) -> Option<ParticipantId> {
    let mut people: Vec<_> = w.scorers().map(|p| (p.position, p.id)).collect();
    people.sort_unstable();
    let start = people.iter().position(|(_, id)| *id == after).map_or(0, |place| place + 1);
    let circle = people.iter().cycle().skip(start).take(people.len().saturating_sub(1).max(1));
    let round = w.last_round().filter(|r| r.status == RoundStatus::Open).map(|r| r.number);
    circle.map(|(_, id)| *id).find(|id| {
        let done = match round {
            Some(round) => w.round_marks.contains(&(round, *id)),
            None => session.done_writing.contains(id),
        };
        *id != after && !done
    })
}
