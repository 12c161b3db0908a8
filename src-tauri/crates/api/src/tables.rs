//! Tables that answer together: whether whoever writes for one can be reached, and what it has
//! answered so far.

use crate::actor::OpenWorkshop;
use crate::room::TableStatus;
use crate::seats::HolderStatus;
use crate::session::Keyboard;
use sextant_domain::contribution::ContributionKind;
use sextant_domain::head::Answering;
use sextant_domain::id::ParticipantId;
use sextant_domain::stage::Stage;
use sextant_domain::table_device::{Reach, Voice};
use sextant_domain::view::{OwnSeat, SeatMemory, TableHold, sent_for_table};
use sextant_domain::workshop::Workshop;

impl OpenWorkshop {
    /// Whether whoever writes for a person's table can be reached. Asked of the draft: two of a
    /// table may take the device in one batch.
    pub(crate) fn reach_of_holder(&self, draft: &Workshop, person: ParticipantId) -> Reach {
        let holder = draft.answers_with(person).and_then(|table| draft.table_holder(table));
        match holder.is_some_and(|holder| self.is_within_reach(holder)) {
            true => Reach::Here,
            false => Reach::Gone,
        }
    }

    /// The same for whoever sits at the passed keyboard.
    pub(crate) fn reach_at_keyboard(&self, draft: &Workshop) -> Reach {
        match &self.session.keyboard {
            Keyboard::Seat { participant_id, .. } => self.reach_of_holder(draft, *participant_id),
            Keyboard::Console | Keyboard::Curtain { .. } => Reach::Gone,
        }
    }

    /// Whether a person is at a connected device or at the keyboard.
    fn is_within_reach(&self, person: ParticipantId) -> bool {
        let at_keyboard =
            matches!(&self.session.keyboard, Keyboard::Seat { participant_id, .. } if *participant_id == person);
        at_keyboard
            || self
                .session
                .present
                .iter()
                .filter_map(|key| self.holders.get(key))
                .any(|holder| holder.participant_id == Some(person) && holder.status == HolderStatus::Seated)
    }

    /// What the seat of a person gives back: their own, and their table's while they write for it.
    pub(crate) fn memory_at(&self, person: ParticipantId) -> SeatMemory {
        let blank = SeatMemory::default();
        self.with_the_tables(person, self.session.memories.get(&person).map_or(&blank, |memory| &**memory))
    }

    pub(crate) fn with_the_tables(&self, person: ParticipantId, own: &SeatMemory) -> SeatMemory {
        let mut memory = own.clone();
        match self.workshop.voice_of(person) {
            Ok(Voice::Person(_)) => {}
            Ok(voice @ Voice::Table(_)) => {
                let tables = self.session.memories.get(&voice.remembered_as()).cloned().unwrap_or_default();
                memory.frame_answers = tables.frame_answers.clone();
                memory.contributions.extend(&tables.contributions);
            }
            Err(_) => memory.frame_answers.clear(),
        }
        memory
    }

    /// Lets a table mate see that whoever writes for the table is out of reach.
    pub(crate) fn say_who_is_gone(&self, person: ParticipantId, seat: &mut OwnSeat) {
        if let Some(TableHold::Elsewhere { gone, .. }) = &mut seat.table_hold {
            *gone = self.reach_of_holder(&self.workshop, person) == Reach::Gone;
        }
    }

    /// Lets somebody on a device of their own see what was sent for their table on another one, or
    /// by whoever wrote for it before. At the passed keyboard nothing that was handed in is shown.
    pub(crate) fn show_what_the_table_sent(&self, person: ParticipantId, seat: &mut OwnSeat) {
        let writes = match &seat.table_hold {
            None | Some(TableHold::Here) => true,
            Some(TableHold::Nowhere | TableHold::Elsewhere { .. }) => false,
        };
        let table = self.workshop.answers_with(person).filter(|_| !writes).map(Voice::Table);
        let memory = |table: Voice| self.session.memories.get(&table.remembered_as());
        seat.sent_for_table =
            table.map(|table| memory(table).map_or_else(Default::default, |sent| sent_for_table(&self.workshop, sent)));
    }

    /// The tables that answer together now; none where everybody answers alone.
    pub(crate) fn table_statuses(&self) -> Vec<TableStatus> {
        let w = &self.workshop;
        if !w.stage().is_for_tables() || w.answering() == Answering::Alone {
            return Vec::new();
        }
        let tables = w.tables().into_keys();
        tables
            .map(|number| TableStatus {
                number,
                present: w.table_holder(number).is_some_and(|holder| self.is_within_reach(holder)),
                done: self.has_answered(Voice::Table(number)),
            })
            .collect()
    }

    /// Whether a voice has answered the open question, or sent something in this stage.
    pub(crate) fn has_answered(&self, voice: Voice) -> bool {
        let Some(memory) = self.session.memories.get(&voice.remembered_as()) else { return false };
        let w = &self.workshop;
        let sent = |wanted: &[ContributionKind]| {
            let rows = memory.contributions.iter().filter_map(|id| w.contributions.get(&(*id,)));
            rows.into_iter().any(|row| wanted.contains(&row.kind))
        };
        match w.stage() {
            Stage::Frame => w.open_frame_ask().is_some_and(|ask| memory.frame_answers.contains_key(&ask.question)),
            Stage::Challenge => sent(&[ContributionKind::ChallengeView, ContributionKind::CheatStory]),
            Stage::Decompose => sent(&[ContributionKind::TeamMove, ContributionKind::GuardrailIdea]),
            Stage::SetUp
            | Stage::Write
            | Stage::Clarify
            | Stage::Score
            | Stage::Validate
            | Stage::Choose
            | Stage::Define
            | Stage::RollOut => false,
        }
    }
}
