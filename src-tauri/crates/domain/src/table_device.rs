//! One device for each table: who writes where a large room answers by tables.
//!
//! Writing candidates and scoring stay each person's own; Frame, Challenge and Decompose are
//! answered once by each table. Holding a table's device is no answer: it is in the journal, with
//! the name of whoever holds it, and says nothing about what the table answers.

use crate::head::Answering;
use crate::id::ParticipantId;
use crate::participant::Participant;
use crate::refusal::Refusal;
use crate::seating::ONE_ROOM;
use crate::stage::Stage;
use crate::table::entity;
use crate::workshop::Workshop;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;
use uuid::Uuid;

/// Who writes for a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableDevice {
    /// Which table, from 1.
    pub at_table: u32,
    /// Who holds its device.
    pub participant_id: ParticipantId,
}

entity!(TableDevice, "table_devices", (at_table: u32));

/// Whose answer it is that a person gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// Their own.
    Person(ParticipantId),
    /// That of everybody at a table.
    Table(u32),
}

impl Voice {
    /// The name under which its answers are remembered. A table's is its number, which no person
    /// can have: their ids are random and say so in their own bits.
    pub fn remembered_as(self) -> ParticipantId {
        match self {
            Self::Person(id) => id,
            Self::Table(number) => ParticipantId(Uuid::from_u128(u128::from(number))),
        }
    }
}

/// Whether whoever holds a table's device can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Their device is connected, or the keyboard is with them.
    Here,
    /// Nobody of the table can ask them through the app.
    Gone,
}

impl Stage {
    /// Whether a large room answers here by tables.
    pub fn is_for_tables(self) -> bool {
        match self {
            Self::Frame | Self::Challenge | Self::Decompose => true,
            Self::SetUp
            | Self::Write
            | Self::Clarify
            | Self::Score
            | Self::Validate
            | Self::Choose
            | Self::Define
            | Self::RollOut => false,
        }
    }
}

impl Workshop {
    /// Who answers in the stages that are for tables: as chosen, or by how many sit at tables. Who
    /// is absent is counted too: nobody's leaving changes how a question is answered that is open.
    pub fn answering(&self) -> Answering {
        let at_tables = |p: &&Participant| p.at_table.is_some();
        let by_size = || match self.participants.iter().filter(at_tables).nth(ONE_ROOM) {
            Some(_) => Answering::ByTable,
            None => Answering::Alone,
        };
        self.head().answering.unwrap_or_else(by_size)
    }

    /// Chooses who answers in the stages that are for tables.
    ///
    /// # Errors
    /// [`Refusal::AnswersAreIn`] while answers to the open question lie unopened: each would count
    /// for one person or for a whole table, and nobody could tell which.
    pub fn set_answering(&mut self, answering: Answering) -> Result<(), Refusal> {
        let unopened = self.stage() == Stage::Frame
            && self
                .open_frame_ask()
                .is_some_and(|ask| self.frame_answers.iter().any(|answer| answer.question == ask.question));
        if unopened && answering != self.answering() {
            return Err(Refusal::AnswersAreIn);
        }
        self.head_mut().answering = Some(answering);
        Ok(())
    }

    /// The people who answer at each table: whoever is here and does more than watch.
    pub fn tables(&self) -> BTreeMap<u32, Vec<ParticipantId>> {
        let mut tables: BTreeMap<u32, Vec<_>> = BTreeMap::new();
        for person in self.participants.iter().filter(|p| p.attending && !self.only_watches(p.id)) {
            if let Some(table) = person.at_table {
                tables.entry(table).or_default().push((person.position, person.id));
            }
        }
        tables
            .into_iter()
            .map(|(table, mut people)| {
                people.sort_unstable();
                (table, people.into_iter().map(|(_, id)| id).collect())
            })
            .collect()
    }

    /// How many answer now: tables, and people who sit at none and score.
    pub fn voices(&self) -> (u32, u32) {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let at_tables = self.stage().is_for_tables() && self.answering() == Answering::ByTable;
        let tables = if at_tables { self.tables().len() } else { 0 };
        let alone = self.scorers().filter(|p| !at_tables || p.at_table.is_none()).count();
        (count(tables), count(alone))
    }

    /// The table a person answers with now; none where they answer alone.
    pub fn answers_with(&self, person: ParticipantId) -> Option<u32> {
        if !self.stage().is_for_tables() {
            return None;
        }
        let table = self.participants.get(&(person,))?.at_table?;
        (self.answering() == Answering::ByTable && !self.only_watches(person)).then_some(table)
    }

    /// Who writes for a table: only somebody who still sits there.
    pub fn table_holder(&self, table: u32) -> Option<ParticipantId> {
        let holder = self.table_devices.get(&(table,))?.participant_id;
        let person = self.participants.get(&(holder,))?;
        (person.attending && person.at_table == Some(table) && !self.only_watches(holder)).then_some(holder)
    }

    /// Whose answer a person gives now.
    ///
    /// # Errors
    /// [`Refusal::TableAnswers`] for somebody whose table answers on another device.
    pub fn voice_of(&self, person: ParticipantId) -> Result<Voice, Refusal> {
        match self.answers_with(person) {
            None => Ok(Voice::Person(person)),
            Some(table) if self.table_holder(table) == Some(person) => Ok(Voice::Table(table)),
            Some(_) => Err(Refusal::TableAnswers),
        }
    }

    /// "I write for our table." `holder` says whether whoever holds the device can be reached.
    ///
    /// # Errors
    /// [`Refusal::NoTable`]; [`Refusal::TableDeviceHeld`] while somebody else holds it and is there.
    pub fn take_table_device(&mut self, person: ParticipantId, holder: Reach) -> Result<(), Refusal> {
        let at_table = self.answers_with(person).ok_or(Refusal::NoTable)?;
        let other = self.table_holder(at_table).is_some_and(|held_by| held_by != person);
        if other && holder == Reach::Here {
            return Err(Refusal::TableDeviceHeld);
        }
        self.put_table_device(at_table, person);
        Ok(())
    }

    /// One person writes for one table.
    fn put_table_device(&mut self, at_table: u32, participant_id: ParticipantId) {
        self.table_devices.retain(|device| device.participant_id != participant_id || device.at_table == at_table);
        self.table_devices.put(TableDevice { at_table, participant_id });
    }

    /// Lets somebody else at the table write.
    ///
    /// # Errors
    /// [`Refusal::NoTable`] for somebody who holds no device.
    pub fn leave_table_device(&mut self, person: ParticipantId) -> Result<(), Refusal> {
        let held = self.table_devices.iter().find(|device| device.participant_id == person).map(|d| d.at_table);
        self.table_devices.remove(&(held.ok_or(Refusal::NoTable)?,));
        Ok(())
    }

    /// The facilitator gives a table's device to somebody who sits there, or leaves it to the table.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a table where nobody sits, or for somebody who sits elsewhere.
    pub fn hand_table_device(&mut self, at_table: u32, to: Option<ParticipantId>) -> Result<(), Refusal> {
        let people = self.tables().remove(&at_table).ok_or(Refusal::NotFound { what: "table" })?;
        match to {
            None => {
                self.table_devices.remove(&(at_table,));
            }
            Some(person) if people.contains(&person) => self.put_table_device(at_table, person),
            Some(_) => return Err(Refusal::NotFound { what: "person at this table" }),
        }
        Ok(())
    }
}
