//! What an open workshop shows to each surface.

use crate::actor::OpenWorkshop;
use crate::error::ApiError;
use crate::room::RoomAnnouncement;
use crate::screen::{ConsoleScreen, ConsoleSession, CurtainPerson, CurtainView, OwnCandidate};
use crate::session::Keyboard;
use sextant_domain::ballot::RoundStatus;
use sextant_domain::id::ParticipantId;
use sextant_domain::refusal::Refusal;
use sextant_domain::stage::Stage;
use sextant_domain::view::{
    ConsoleView, JoinCard, OwnWriting, ProjectorContent, ProjectorView, SeatDevice, SeatMemory, SeatView, TimerView,
    console_view, own_seat, projector_view,
};

impl OpenWorkshop {
    /// Refuses what belongs to the console while the keyboard is with somebody else: the core
    /// treats that window as that person's seat.
    ///
    /// # Errors
    /// [`Refusal::KeyboardPassed`] in the words of an [`ApiError`].
    pub(crate) fn console_only(&self, doing: &str) -> Result<(), ApiError> {
        let holder = match &self.session.keyboard {
            Keyboard::Console => return Ok(()),
            Keyboard::Seat { participant_id, .. } => Some(*participant_id),
            Keyboard::Curtain { next, previous, .. } => next.or(*previous),
        };
        let person = holder.and_then(|id| self.workshop.participants.get(&(id,)));
        let name = person.map_or_else(|| "somebody".to_owned(), |p| p.name.to_string());
        Err(ApiError::refused(doing, &Refusal::KeyboardPassed { name }))
    }

    /// Whether this draft may be read and kept now: a ballot only by the one who sits there,
    /// everything else only by the console.
    ///
    /// # Errors
    /// As [`OpenWorkshop::console_only`].
    pub(crate) fn may_use_draft(&self, slot: &str) -> Result<(), ApiError> {
        const DOING: &str = "keeping a draft";
        match (&self.session.keyboard, slot.strip_prefix("ballot:")) {
            (Keyboard::Seat { participant_id, .. }, Some(rest)) if rest.ends_with(&participant_id.to_string()) => {
                Ok(())
            }
            (Keyboard::Console | Keyboard::Curtain { .. } | Keyboard::Seat { .. }, Some(_)) => {
                Err(ApiError::refused(DOING, &Refusal::KeyboardNotPassed))
            }
            (_, None) => self.console_only(DOING),
        }
    }

    /// What the console window shows now.
    pub(crate) fn screen(&self) -> ConsoleScreen {
        match &self.session.keyboard {
            Keyboard::Console => {
                ConsoleScreen::Console { view: Box::new(self.console()), session: Box::new(self.session_view()) }
            }
            Keyboard::Curtain { next, previous, sealed } => {
                ConsoleScreen::Curtain(self.curtain(*next, *previous, *sealed))
            }
            Keyboard::Seat { participant_id, own, before } => match self.passed_seat(*participant_id, own, before) {
                Some(view) => ConsoleScreen::Seat { view: Box::new(view), revision: self.revision },
                None => ConsoleScreen::Curtain(self.curtain(None, None, false)),
            },
        }
    }

    /// The seat of whoever sits at the passed keyboard.
    fn passed_seat(&self, person: ParticipantId, own: &OwnWriting, before: &SeatMemory) -> Option<SeatView> {
        let since = self.session.memories.get(&person).map(|memory| memory.since(before)).unwrap_or_default();
        let memory = self.with_the_tables(person, &since);
        let mut own = own_seat(&self.workshop, person, SeatDevice::PassedKeyboard, own, &memory)?;
        self.say_who_is_gone(person, &mut own);
        Some(SeatView { room: self.seat_room(), own })
    }

    fn console(&self) -> ConsoleView {
        let mut view = console_view(&self.workshop);
        view.timer = self.timer();
        if !view.write.revealed && !view.head.solo {
            view.write.candidates = self.count_for_the_room(view.write.candidates);
            view.write.actions = u32::try_from(self.session.own.actions.len()).unwrap_or(u32::MAX);
        }
        self.show_in_steps(&mut view);
        view
    }

    /// The count of candidates that any surface may show while people write. It was settled before
    /// this view was asked for: showing writes nothing.
    pub(crate) fn count_for_the_room(&self, count: u32) -> u32 {
        self.session.count_shown.map_or(count, |shown| shown.count)
    }

    /// Settles the count that surfaces may show from now on, and keeps it over a restart (T1).
    pub(crate) fn settle_count(&mut self) {
        self.settle_steps();
        let w = &self.workshop;
        let begun = w.stage() == Stage::Write || self.session.count_shown.is_some();
        if !begun || w.candidates_revealed() || w.head().solo {
            return;
        }
        let everybody = w.scorers().all(|p| self.session.has_written.contains(&p.id));
        let count = u32::try_from(w.candidates.len()).unwrap_or(u32::MAX);
        let before = self.session.count_shown.map(|shown| (shown.count, shown.writers));
        let monotonic = self.shared.clock.monotonic();
        self.session.settle_count(count, everybody, monotonic);
        if before != self.session.count_shown.map(|shown| (shown.count, shown.writers))
            && let Err(error) = self.keep_written_so_far(&self.session.has_written)
        {
            tracing::warn!(%error, "the count as it was shown could not be kept");
        }
    }

    /// What the room sees.
    pub(crate) fn projector(&self) -> ProjectorView {
        let mut view = projector_view(&self.workshop, self.session.projector);
        view.timer = self.timer();
        match &mut view.content {
            ProjectorContent::Write { count, .. } => *count = self.count_for_the_room(*count),
            ProjectorContent::Lobby { join, .. } => {
                *join = self.join_card();
            }
            ProjectorContent::Blank
            | ProjectorContent::Frame { .. }
            | ProjectorContent::Candidates { .. }
            | ProjectorContent::Challenge { .. }
            | ProjectorContent::Marking { .. }
            | ProjectorContent::Cell { .. }
            | ProjectorContent::Map { .. }
            | ProjectorContent::Finalists { .. }
            | ProjectorContent::Definition { .. }
            | ProjectorContent::Tree { .. }
            | ProjectorContent::Cover { .. } => {}
        }
        if self.session.join_shown && !matches!(view.content, ProjectorContent::Lobby { .. }) {
            view.join = self.join_card();
        }
        view
    }

    /// How phones join, while the room is open.
    fn join_card(&self) -> Option<JoinCard> {
        let RoomAnnouncement { modules, short_address, code, .. } = self.announcement()?;
        Some(JoinCard { modules, short_address, code })
    }

    pub(crate) fn timer(&self) -> TimerView {
        let timer = self.session.timer_now(self.workshop.timer(), self.shared.clock.monotonic());
        if timer.planned_seconds == 0 {
            let planned_seconds = self.workshop.stage().planned_minutes(self.workshop.head().path) * 60;
            return TimerView { planned_seconds, remaining_ms: i64::from(planned_seconds) * 1000, running: false };
        }
        TimerView { planned_seconds: timer.planned_seconds, remaining_ms: timer.remaining_ms, running: timer.running }
    }

    fn session_view(&self) -> ConsoleSession {
        let writing = !self.workshop.candidates_revealed();
        let own = &self.session.own;
        ConsoleSession {
            revision: self.revision,
            saved_at: self.saved_at,
            undo: self.undo.clone(),
            redo: self.redo.clone(),
            room: self.room_session(),
            projector: self.session.projector,
            ballot_file: self.session.ballot_file,
            own_candidates: own
                .candidates
                .iter()
                .filter(|_| writing)
                .filter_map(|id| self.workshop.candidates.get(&(*id,)))
                .map(|c| OwnCandidate { id: c.id, text: c.sentence.text() })
                .collect(),
            own_actions: own
                .actions
                .iter()
                .filter(|_| writing)
                .filter_map(|id| self.workshop.value_actions.get(&(*id,)).cloned())
                .collect(),
        }
    }

    fn curtain(&self, next: Option<ParticipantId>, previous: Option<ParticipantId>, sealed: bool) -> CurtainView {
        let round = self.workshop.last_round().filter(|r| r.status == RoundStatus::Open).map(|r| r.number);
        let mut people: Vec<_> = self.workshop.scorers().collect();
        people.sort_by_key(|p| p.position);
        let people: Vec<CurtainPerson> = people
            .into_iter()
            .map(|p| CurtainPerson {
                id: p.id,
                name: p.name.to_string(),
                handed_in: match round {
                    Some(round) => self.workshop.round_marks.contains(&(round, p.id)),
                    None => self.session.is_done_writing(p.id),
                },
            })
            .collect();
        let person = |id: Option<ParticipantId>| {
            let id = id?;
            let listed = people.iter().find(|p| p.id == id).cloned();
            listed.or_else(|| {
                let p = self.workshop.participants.get(&(id,))?;
                Some(CurtainPerson { id, name: p.name.to_string(), handed_in: false })
            })
        };
        CurtainView {
            workshop_id: self.id,
            title: self.workshop.head().title.to_string(),
            next: person(next),
            previous: person(previous),
            sealed,
            writing: self.workshop.stage() == Stage::Write,
            people,
        }
    }
}
