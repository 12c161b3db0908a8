//! Tables of four to six people in a room of more than twelve, and how far they lie apart.
//!
//! A table has no ballot of its own: everybody scores alone, and a table's median is computed from
//! its people's ballots at the reveal, while they can still be told apart.

use crate::ballot::TableSplit;
use crate::id::ParticipantId;
use crate::movement::{split_medians, split_ranges};
use crate::participant::Participant;
use crate::refusal::Refusal;
use crate::workshop::Workshop;

/// Up to this many people talk as one room.
pub const ONE_ROOM: usize = 12;

/// No roster needs more tables than this.
pub const MOST_TABLES: u32 = 60;

/// Divides people into tables of four to six with the disciplines mixed; none for a room that is
/// small enough to talk as one.
///
/// People are dealt out discipline by discipline, so each discipline is spread as evenly as can be
/// and no table is more than one person larger than another.
pub fn suggested_tables(people: &[&Participant]) -> Vec<Vec<ParticipantId>> {
    if people.len() <= ONE_ROOM {
        return Vec::new();
    }
    let mut dealt: Vec<_> = people.iter().map(|p| (p.discipline, p.position, p.id)).collect();
    dealt.sort_unstable();
    // The number of tables of five that comes nearest: from 13 people on, each then has four to six.
    let mut tables = vec![Vec::new(); (people.len() + 2) / 5];
    let count = tables.len();
    for (place, (_, _, id)) in dealt.into_iter().enumerate() {
        tables[place % count].push(id);
    }
    tables
}

impl Workshop {
    /// Seats everybody who scores at mixed tables; a room of up to twelve has none.
    ///
    /// # Errors
    /// [`Refusal::TableStays`] once somebody has handed in and scoring has not ended.
    pub fn seat_at_tables(&mut self) -> Result<(), Refusal> {
        if self.participants.iter().any(|p| self.hands_in_this_scoring(p.id)) {
            return Err(Refusal::TableStays);
        }
        let tables = suggested_tables(&self.scorers().collect::<Vec<_>>());
        let everybody: Vec<_> = self.participants.iter().map(|p| p.id).collect();
        for id in everybody {
            let table = (1..).zip(&tables).find(|(_, people)| people.contains(&id)).map(|(number, _)| number);
            if let Some(person) = self.participants.get_mut(&(id,)) {
                person.at_table = table;
            }
        }
        Ok(())
    }

    /// Seats one person at a table, or at none.
    ///
    /// # Errors
    /// [`Refusal::NotFound`]; [`Refusal::OutOfRange`] outside 1 to 60; [`Refusal::TableStays`] once
    /// this person has handed in and scoring has not ended.
    pub fn set_table(&mut self, id: ParticipantId, table: Option<u32>) -> Result<(), Refusal> {
        let stays = self.hands_in_this_scoring(id);
        let person = self.participants.get_mut(&(id,)).ok_or(Refusal::NotFound { what: "person" })?;
        if table.is_some_and(|number| !(1..=MOST_TABLES).contains(&number)) {
            return Err(Refusal::OutOfRange { what: "A table", low: 1, high: i64::from(MOST_TABLES), field: "table" });
        }
        // The same marks under another division would give single people away.
        if stays && person.at_table != table {
            return Err(Refusal::TableStays);
        }
        person.at_table = table;
        Ok(())
    }

    /// Whether a person has handed in since scoring began or last ended.
    fn hands_in_this_scoring(&self, id: ParticipantId) -> bool {
        let ended = self.rounds.iter().filter(|r| r.ended_at.is_some()).map(|r| r.number).max().unwrap_or(0);
        self.round_marks.iter().any(|m| m.participant_id == id && m.round > ended)
    }

    /// Keeps each table's median for the cells a round asked for, and both ends of its marks where
    /// they give nobody away. People without a table count as one more part: if they are too few
    /// to hide, the tables beside them are withheld as well.
    pub(crate) fn store_table_splits(&mut self, round: u32) {
        let mut splits = Vec::new();
        for (candidate_id, criterion) in self.cells_of(round) {
            let marks: Vec<_> = self
                .ballot_ties
                .iter()
                .filter_map(|tie| {
                    let ballot = self.ballots.get(&(tie.ballot_id,))?;
                    let person = self.participants.get(&(tie.participant_id,))?;
                    let score = self.scores.get(&(tie.ballot_id, candidate_id, criterion))?;
                    (ballot.round == round).then_some((person.at_table, score.level))
                })
                .collect();
            let medians = split_medians(marks.iter().copied()).unwrap_or_default();
            if medians.keys().flatten().count() < 2 {
                continue;
            }
            let ranges = split_ranges(marks.iter().copied()).unwrap_or_default();
            for (table, median) in medians {
                let Some(at_table) = table else { continue };
                let ballots = marks.iter().filter(|(of, _)| *of == table).count();
                splits.push(TableSplit {
                    round,
                    candidate_id,
                    criterion,
                    at_table,
                    half_points: u32::from(median.half_points),
                    ballots: u32::try_from(ballots).unwrap_or(u32::MAX),
                    lowest: ranges.get(&table).map(|ends| ends.0),
                    highest: ranges.get(&table).map(|ends| ends.1),
                });
            }
        }
        for split in splits {
            self.table_splits.put(split);
        }
    }
}
