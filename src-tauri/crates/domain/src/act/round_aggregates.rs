//! What is kept of a round once nobody can be told apart any more: movement and splits, as
//! aggregates over at least three ballots.

use crate::ballot::{DisciplineSplit, Movement};
use crate::criterion::Criterion;
use crate::id::CandidateId;
use crate::movement::{SMALLEST_PART, split_medians};
use crate::scoring;
use crate::workshop::Workshop;
use std::collections::BTreeMap;

impl Workshop {
    pub(super) fn store_movements(&mut self, round: u32) {
        let Some(before) = round.checked_sub(1) else { return };
        let people: Vec<_> = self.round_marks.iter().filter(|m| m.round == round).map(|m| m.participant_id).collect();
        let mut cells: BTreeMap<(CandidateId, Criterion), Movement> = BTreeMap::new();
        for person in people {
            let earlier: BTreeMap<_, _> = self
                .own_scores(person, before)
                .into_iter()
                .map(|s| ((s.candidate_id, s.criterion), (s.level, s.reason.clone())))
                .collect();
            for score in self.own_scores(person, round) {
                let cell = (score.candidate_id, score.criterion);
                let asked = self.round_cells.contains(&(round, cell.0, cell.1));
                let Some((level, reason)) = earlier.get(&cell).filter(|_| asked) else { continue };
                let movement = cells.entry(cell).or_insert(Movement {
                    round,
                    candidate_id: cell.0,
                    criterion: cell.1,
                    paired: 0,
                    changed: 0,
                    steps: 0,
                    without_new_reason: 0,
                });
                movement.paired += 1;
                if score.level != *level {
                    movement.changed += 1;
                    let steps = score.level.points().zip(level.points()).map_or(0, |(a, b)| a.abs_diff(b));
                    movement.steps += u32::from(steps);
                    if score.reason.is_empty() || score.reason == *reason {
                        movement.without_new_reason += 1;
                    }
                }
            }
        }
        let smallest = if self.head().solo { 1 } else { SMALLEST_PART };
        for movement in cells.into_values().filter(|m| u64::from(m.paired) >= smallest) {
            self.movements.put(movement);
        }
    }

    pub(super) fn store_discipline_splits(&mut self, round: u32) {
        let mut splits = Vec::new();
        for (candidate_id, criterion) in scoring::scored_cells(self) {
            let marks = self.ballot_ties.iter().filter_map(|tie| {
                let ballot = self.ballots.get(&(tie.ballot_id,))?;
                let person = self.participants.get(&(tie.participant_id,))?;
                let score = self.scores.get(&(tie.ballot_id, candidate_id, criterion))?;
                (ballot.round == round).then_some((person.discipline, score.level))
            });
            let marks: Vec<_> = marks.collect();
            for (discipline, median) in split_medians(marks.iter().copied()).into_iter().flatten() {
                let ballots = marks.iter().filter(|(d, _)| *d == discipline).count();
                splits.push(DisciplineSplit {
                    round,
                    candidate_id,
                    criterion,
                    discipline,
                    half_points: u32::from(median.half_points),
                    ballots: u32::try_from(ballots).unwrap_or(u32::MAX),
                });
            }
        }
        for split in splits {
            self.discipline_splits.put(split);
        }
    }
}
