//! What a participant may do: from the passed keyboard, or from a device of their own.

use crate::command::SeatCommand as S;
use crate::console::{Applied, own_while_writing};
use crate::effect::{Effect, Span, Told};
use crate::session::{Keyboard, Session};
use sextant_domain::act::NewContribution;
use sextant_domain::ballot::RoundStatus;
use sextant_domain::contribution::{AuthorTie, ContributionKind};
use sextant_domain::decision::Objection;
use sextant_domain::head::BallotChannel;
use sextant_domain::id::{CandidateId, ContributionId, ObjectionId, ParticipantId, ValueActionId};
use sextant_domain::refusal::Refusal;
use sextant_domain::stage::Stage;
use sextant_domain::table_device::{Reach, Voice};
use sextant_domain::text::Paragraph;
use sextant_domain::view::{Offer, OwnWriting, SeatMemory};
use sextant_domain::workshop::Workshop;
use uuid::Uuid;

/// Where a seat's command comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// The keyboard that goes round.
    Keyboard,
    /// The device that holds this person's seat.
    Device(ParticipantId),
}

/// One person at one device, with the record and the session they act on.
struct Sitter<'a> {
    w: &'a mut Workshop,
    session: &'a mut Session,
    from: From,
    person: ParticipantId,
}

/// Applies a seat command to a copy of the record. `holder` says whether whoever writes for the
/// person's table can be reached.
///
/// # Errors
/// The rule's refusal; [`Refusal::KeyboardNotPassed`] when nobody sits there.
pub(crate) fn apply(
    w: &mut Workshop,
    session: &mut Session,
    from: From,
    command: S,
    holder: Reach,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<Applied, Refusal> {
    let person = match from {
        From::Device(person) => person,
        From::Keyboard => match (&command, &session.keyboard) {
            (S::AcceptKeyboard, Keyboard::Curtain { next: Some(next), .. }) => *next,
            (_, Keyboard::Seat { participant_id, .. }) => *participant_id,
            (_, Keyboard::Console | Keyboard::Curtain { .. }) => return Err(Refusal::KeyboardNotPassed),
        },
    };
    w.participants.get(&(person,)).ok_or(Refusal::NotFound { what: "person" })?;
    let looks = matches!(command, S::AcceptKeyboard | S::LeaveKeyboard | S::MarkCardRead { .. });
    if !looks && w.only_watches(person) {
        return Err(Refusal::OnlyWatching);
    }
    let mut sitter = Sitter { w, session, from, person };
    match command {
        S::AcceptKeyboard => sitter.accept(),
        S::LeaveKeyboard => sitter.leave(),
        S::AddCandidate { sentence } => {
            sitter.must_be_writing()?;
            let id = sitter.w.add_candidate(sentence, new_id)?;
            sitter.wrote_candidate(id);
            Ok(written())
        }
        S::EditCandidate { candidate_id, sentence } => {
            sitter.must_own_candidate(candidate_id)?;
            sitter.w.edit_candidate(candidate_id, sentence)?;
            Ok(written())
        }
        S::WithdrawCandidate { candidate_id } => {
            sitter.must_own_candidate(candidate_id)?;
            sitter.w.withdraw_candidate(candidate_id)?;
            sitter.forget(candidate_id.0);
            Ok(written())
        }
        S::AddValueAction { text } => {
            sitter.must_be_writing()?;
            let id = sitter.w.add_value_action(text, new_id)?;
            sitter.wrote_action(id);
            Ok(written())
        }
        S::TurnActionIntoCandidate { value_action_id } => {
            sitter.must_own_action(value_action_id)?;
            let id = sitter.w.turn_action_into_candidate(value_action_id, new_id)?;
            sitter.wrote_candidate(id);
            Ok(written())
        }
        S::RemoveValueAction { value_action_id } => {
            sitter.must_own_action(value_action_id)?;
            sitter.w.remove_value_action(value_action_id)?;
            sitter.forget(value_action_id.0);
            Ok(written())
        }
        S::SubmitBallot { scores } => {
            let channel = match from {
                From::Keyboard => BallotChannel::PassedKeyboard,
                From::Device(_) => BallotChannel::OwnDevice,
            };
            sitter.w.submit_ballot(person, &scores, channel, new_id)?;
            if from == From::Keyboard {
                sitter.pass_on(true);
            }
            Ok(Applied::Changed(Effect::silent(Span::Score)))
        }
        S::AnswerFrameAlone { question, text } => {
            let voice = sitter.w.voice_of(person)?;
            let earlier = sitter.memory_of(voice).frame_answers.get(&question).copied();
            let id = sitter.w.submit_frame_answer(question, text, earlier, new_id)?;
            sitter.memory_of(voice).frame_answers.insert(question, id);
            Ok(Applied::Changed(Effect::silent(Span::Frame(question))))
        }
        S::HoldTableDevice { hold: true } => {
            sitter.w.take_table_device(person, holder).map(|()| Applied::Changed(Effect::NAMELESS))
        }
        S::HoldTableDevice { hold: false } => {
            sitter.w.leave_table_device(person).map(|()| Applied::Changed(Effect::NAMELESS))
        }
        S::SayDoneWriting { done } => sitter.say_done(done),
        S::Contribute { contribution } => sitter.contribute(contribution, new_id),
        S::WithdrawContribution { contribution_id } => {
            sitter.forget_contribution(contribution_id)?;
            let kind = sitter.w.contributions.get(&(contribution_id,)).map(|row| row.kind);
            sitter.w.withdraw_contribution(contribution_id)?;
            Ok(sent(kind))
        }
        S::MarkCardRead { candidate_id } => {
            sitter.w.candidates.get(&(candidate_id,)).ok_or(Refusal::NotFound { what: "candidate" })?;
            // Later on, nobody looks at who has read what.
            if sitter.w.stage() == Stage::Clarify {
                sitter.memory().read.insert(candidate_id);
            }
            Ok(Applied::SessionOnly(Told::AtTheStep))
        }
        S::OfferToSpeak { place, extreme, will } => sitter.offer(Offer { place, extreme }, will),
        S::ObjectAlone { candidate_id, text, signed } => sitter.object(candidate_id, text, signed, new_id),
        S::WithdrawObjectionAlone { objection_id } => sitter.withdraw_objection(objection_id),
    }
}

impl Sitter<'_> {
    fn accept(&mut self) -> Result<Applied, Refusal> {
        if self.from != From::Keyboard || !matches!(self.session.keyboard, Keyboard::Curtain { .. }) {
            return Err(Refusal::KeyboardNotPassed);
        }
        let before = self.session.memories.get(&self.person).map(|memory| (**memory).clone()).unwrap_or_default();
        self.session.keyboard = Keyboard::Seat { participant_id: self.person, own: OwnWriting::default(), before };
        if self.w.stage() == Stage::Write && !self.session.has_written.contains(&self.person) {
            self.session.has_written.push(self.person);
        }
        Ok(Applied::SessionOnly(Told::AtOnce))
    }

    fn leave(&mut self) -> Result<Applied, Refusal> {
        if self.from != From::Keyboard {
            return Err(Refusal::KeyboardNotPassed);
        }
        let writing = self.w.stage() == Stage::Write;
        if writing && !self.session.is_done_writing(self.person) {
            self.memory().done_writing = true;
        }
        // What was written is kept already; a ballot that was not handed in is not.
        self.pass_on(writing);
        Ok(Applied::SessionOnly(Told::AtOnce))
    }

    fn say_done(&mut self, done: bool) -> Result<Applied, Refusal> {
        self.must_be_writing()?;
        self.memory().done_writing = done;
        Ok(Applied::SessionOnly(Told::AtOnce))
    }

    fn contribute(&mut self, new: NewContribution, new_id: &mut dyn FnMut() -> Uuid) -> Result<Applied, Refusal> {
        let voice = self.w.voice_of(self.person)?;
        let own = self.memory_of(voice).contributions.clone();
        let memories = &self.session.memories;
        self.w.answered_anew(&new, |id| memories.values().any(|memory| memory.contributions.contains(&id)));
        let id = self.w.contribute(new, &own, new_id)?;
        let there = |id: &_| self.w.contributions.contains(&(*id,));
        let mut kept: Vec<_> = own.into_iter().filter(there).collect();
        kept.push(id);
        self.memory_of(voice).contributions = kept;
        Ok(sent(self.w.contributions.get(&(id,)).map(|row| row.kind)))
    }

    /// What was sent for the table goes with its device; what the person sent alone stays theirs.
    fn forget_contribution(&mut self, id: ContributionId) -> Result<(), Refusal> {
        for voice in [self.w.voice_of(self.person).ok(), Some(Voice::Person(self.person))].into_iter().flatten() {
            let own = &mut self.memory_of(voice).contributions;
            if let Some(place) = own.iter().position(|one| *one == id) {
                own.remove(place);
                return Ok(());
            }
        }
        Err(Refusal::NotFound { what: "contribution" })
    }

    fn object(
        &mut self,
        candidate_id: CandidateId,
        text: Paragraph,
        signed: bool,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Applied, Refusal> {
        if self.w.stage() != Stage::Choose {
            return Err(Refusal::NotReached { stage: Stage::Choose });
        }
        let id = ObjectionId(new_id());
        self.w.record_objection(Objection {
            id,
            candidate_id,
            text,
            signed_by: signed.then_some(self.person),
            counter_example: false,
            devils_advocate: false,
            answer: Paragraph::default(),
        })?;
        self.memory().objections.push(id);
        Ok(Applied::Changed(Effect::NAMELESS))
    }

    /// Until the decision, and only by whoever wrote it.
    fn withdraw_objection(&mut self, id: ObjectionId) -> Result<Applied, Refusal> {
        let own = &mut self.memory().objections;
        let place = own.iter().position(|one| *one == id).ok_or(Refusal::NotFound { what: "objection" })?;
        own.remove(place);
        if self.w.star().is_some() {
            return Err(Refusal::Decided);
        }
        self.w.withdraw_objection(id)?;
        Ok(Applied::Changed(Effect::NAMELESS))
    }

    fn offer(&mut self, offer: Offer, will: bool) -> Result<Applied, Refusal> {
        if will {
            let others =
                self.session.memories.iter().filter(|(id, _)| **id != self.person).map(|(_, memory)| &**memory);
            self.w.may_speak(offer, others)?;
        } else if self.w.stage() != Stage::Score {
            return Err(Refusal::NotReached { stage: Stage::Score });
        }
        let speaking = &mut self.memory().speaking;
        // One end each: nobody speaks for both.
        speaking.retain(|other| other.place != offer.place);
        if will {
            speaking.insert(offer);
        }
        Ok(Applied::SessionOnly(Told::AtOnce))
    }

    /// Once candidates are revealed, a seat writes no more.
    fn must_be_writing(&self) -> Result<(), Refusal> {
        if self.w.stage() == Stage::Write && !self.w.candidates_revealed() {
            Ok(())
        } else {
            Err(Refusal::NotReached { stage: Stage::Write })
        }
    }

    fn must_own_candidate(&self, id: CandidateId) -> Result<(), Refusal> {
        self.must_be_writing()?;
        own_while_writing(self.w, self.own().candidates.contains(&id))
    }

    fn must_own_action(&self, id: ValueActionId) -> Result<(), Refusal> {
        self.must_be_writing()?;
        own_while_writing(self.w, self.own().actions.contains(&id))
    }

    fn own(&self) -> OwnWriting {
        match (self.from, &self.session.keyboard) {
            (From::Keyboard, Keyboard::Seat { own, .. }) => own.clone(),
            (From::Keyboard, Keyboard::Console | Keyboard::Curtain { .. }) => OwnWriting::default(),
            (From::Device(person), _) => self.w.own_writing(person),
        }
    }

    /// What was written belongs to whoever sits here: in memory at the passed keyboard, by a tie
    /// that ends with the silence on an own device (T1b).
    fn wrote_candidate(&mut self, id: CandidateId) {
        match (self.from, &mut self.session.keyboard) {
            (From::Keyboard, Keyboard::Seat { own, .. }) => own.candidates.push(id),
            (From::Keyboard, Keyboard::Console | Keyboard::Curtain { .. }) => {}
            (From::Device(participant_id), _) => self.w.author_ties.put(AuthorTie { item_id: id.0, participant_id }),
        }
    }

    fn wrote_action(&mut self, id: ValueActionId) {
        match (self.from, &mut self.session.keyboard) {
            (From::Keyboard, Keyboard::Seat { own, .. }) => own.actions.push(id),
            (From::Keyboard, Keyboard::Console | Keyboard::Curtain { .. }) => {}
            (From::Device(participant_id), _) => self.w.author_ties.put(AuthorTie { item_id: id.0, participant_id }),
        }
    }

    fn forget(&mut self, item: Uuid) {
        if let Keyboard::Seat { own, .. } = &mut self.session.keyboard {
            own.candidates.retain(|id| id.0 != item);
            own.actions.retain(|id| id.0 != item);
        }
        self.w.author_ties.remove(&(item,));
    }

    /// A table's answers are remembered for the table, on whichever device they were typed.
    fn memory_of(&mut self, voice: Voice) -> &mut SeatMemory {
        match voice {
            Voice::Person(_) => self.memory(),
            Voice::Table(_) => self.session.memory(voice.remembered_as()),
        }
    }

    /// The same on every device: a second answer takes the place of the first, however it comes.
    fn memory(&mut self) -> &mut SeatMemory {
        self.session.memory(self.person)
    }

    fn pass_on(&mut self, sealed: bool) {
        let next = next_person(self.w, self.session, self.person);
        self.session.keyboard = Keyboard::Curtain { next, previous: Some(self.person), sealed };
    }
}

fn written() -> Applied {
    Applied::Changed(Effect::silent(Span::Write))
}

/// Reasons are silent as the ballots they explain are; private views and signals are counts.
fn sent(kind: Option<ContributionKind>) -> Applied {
    Applied::Changed(match kind {
        Some(ContributionKind::AddedReason) => Effect::silent(Span::Score),
        Some(ContributionKind::ChallengeView | ContributionKind::Signal) => Effect::COUNTED,
        Some(
            ContributionKind::Clarification
            | ContributionKind::SameAs
            | ContributionKind::CheatStory
            | ContributionKind::Question
            | ContributionKind::FieldComment
            | ContributionKind::TeamMove
            | ContributionKind::GuardrailIdea
            | ContributionKind::MeetingCheck,
        )
        | None => Effect::NAMELESS,
    })
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
            None => session.is_done_writing(*id),
        };
        *id != after && !done
    })
}
