//! What a record from a file must satisfy beyond its types: the limits of its lists, names that
//! lead somewhere, no circles. Commands keep all of this true; a file may hold anything.

use crate::act::{MOST_ACTIONS, MOST_CANDIDATES, MOST_CONTRIBUTIONS, MOST_FRAME_ANSWERS, MOST_PARTICIPANTS};
use crate::candidate::Standing;
use crate::frame::FrameQuestion;
use crate::id::{CandidateId, InputMetricId};
use crate::participant::Role;
use crate::time::At;
use crate::workshop::Workshop;
use std::collections::{BTreeMap, BTreeSet};

/// The end of the year 9999.
const LATEST: i64 = 253_402_300_799_999;
/// Positions, seconds and the like stay far below the end of their type.
const LARGEST: u32 = 100_000_000;

impl Workshop {
    /// What no workshop can hold, in words that finish "…: too many people".
    pub fn misfit(&self) -> Option<String> {
        self.too_long()
            .or_else(|| self.leads_nowhere())
            .or_else(|| self.goes_in_a_circle())
            .or_else(|| self.out_of_range())
    }

    fn too_long(&self) -> Option<String> {
        let rounds = self.rounds.len();
        let cells = self.candidates.len() * 6;
        let per_candidate = |counts: BTreeMap<CandidateId, usize>| counts.into_values().max().unwrap_or(0);
        let tally = |ids: Vec<CandidateId>| {
            let mut counts = BTreeMap::new();
            for id in ids {
                *counts.entry(id).or_insert(0) += 1;
            }
            per_candidate(counts)
        };
        [
            ("people", self.participants.len(), MOST_PARTICIPANTS),
            ("candidates", self.candidates.len(), MOST_CANDIDATES),
            ("devices of tables", self.table_devices.len(), MOST_PARTICIPANTS),
            ("entries of the quick list", self.value_actions.len(), MOST_ACTIONS),
            ("teams", self.teams.len(), 60),
            ("groups of users", self.core_users.len(), 12),
            ("routes for one candidate", tally(self.gaming_routes.iter().map(|r| r.candidate_id).collect()), 12),
            ("levers for one candidate", tally(self.levers.iter().map(|l| l.candidate_id).collect()), 24),
            ("waivers", self.waivers.len(), 2000),
            ("rounds", rounds, 1000),
            ("cells of rounds", self.round_cells.len(), cells * rounds),
            ("ballots", self.ballots.len(), MOST_PARTICIPANTS * rounds),
            ("scores", self.scores.len(), self.ballots.len() * cells),
            ("counts of hands", self.hand_tallies.len(), cells * rounds * 5),
            ("objections", self.objections.len(), 300),
            ("choices", self.choices.len(), 1000),
            ("backlog decisions", self.backlog_decisions.len(), 20),
            ("pieces of evidence", self.evidence_items.len(), 500),
            ("definitions", self.definitions.len(), 1000),
            ("exclusions", self.exclusions.len(), 40),
            ("inputs", self.input_metrics.len(), 200),
            ("guardrails", self.guardrails.len(), 12),
            ("events", self.tracked_events.len(), 60),
            ("sittings", self.sittings.len(), 1000),
            ("answers to the frame", self.frame_answers.len(), MOST_FRAME_ANSWERS * FrameQuestion::ALL.len()),
            ("contributions", self.contributions.len(), MOST_CONTRIBUTIONS),
            ("stars", self.candidates.iter().filter(|c| c.standing == Standing::Chosen).count(), 1),
            ("choices in force", self.choices.iter().filter(|c| c.demoted_at.is_none()).count(), 1),
            ("deciders", self.roles.iter().filter(|r| r.role == Role::Decider).count(), 1),
        ]
        .into_iter()
        .find(|(_, count, limit)| count > limit)
        .map(|(what, _, _)| format!("too many {what}"))
    }

    fn leads_nowhere(&self) -> Option<String> {
        let candidate = |id: CandidateId| self.candidates.contains(&(id,));
        let candidates = [
            self.value_actions.iter().filter_map(|x| x.candidate_id).all(candidate),
            self.candidate_links.iter().all(|x| candidate(x.candidate_id)),
            self.challenges.iter().all(|x| candidate(x.candidate_id)),
            self.gaming_routes.iter().all(|x| candidate(x.candidate_id)),
            self.levers.iter().all(|x| candidate(x.candidate_id)),
            self.goodhart_checks.iter().all(|x| candidate(x.candidate_id)),
            self.waivers.iter().filter_map(|x| x.candidate_id).all(candidate),
            self.round_cells.iter().all(|x| candidate(x.candidate_id)),
            self.scores.iter().all(|x| candidate(x.candidate_id)),
            self.hand_tallies.iter().all(|x| candidate(x.candidate_id)),
            self.talk_items.iter().all(|x| candidate(x.candidate_id)),
            self.movements.iter().all(|x| candidate(x.candidate_id)),
            self.discipline_splits.iter().all(|x| candidate(x.candidate_id)),
            self.table_splits.iter().all(|x| candidate(x.candidate_id)),
            self.rejections.iter().all(|x| candidate(x.candidate_id)),
            self.objections.iter().all(|x| candidate(x.candidate_id)),
            self.support_counts.iter().all(|x| candidate(x.candidate_id)),
            self.choices.iter().all(|x| candidate(x.candidate_id)),
            self.test_plans.iter().all(|x| candidate(x.candidate_id)),
            self.evidence_items.iter().all(|x| candidate(x.candidate_id)),
            self.definitions.iter().all(|x| candidate(x.candidate_id)),
            self.contributions.iter().flat_map(|x| [x.candidate_id, x.same_as_id]).flatten().all(candidate),
            self.candidates.iter().filter_map(|x| x.merged_into).all(candidate),
            self.candidates.iter().filter_map(|x| x.reshaped_from).all(candidate),
        ];
        let person = |id| self.participants.contains(&(id,));
        let people = [
            self.roles.iter().all(|x| person(x.participant_id)),
            self.round_marks.iter().all(|x| person(x.participant_id)),
            self.choices.iter().all(|x| person(x.decider_id)),
            self.objections.iter().filter_map(|x| x.signed_by).all(person),
            self.author_ties.iter().all(|x| person(x.participant_id)),
            self.table_devices.iter().all(|x| person(x.participant_id)),
        ];
        let input = |id: InputMetricId| self.input_metrics.contains(&(id,));
        let inputs = [
            self.input_metrics.iter().filter_map(|x| x.parent_id).all(input),
            self.backlog_decisions.iter().filter_map(|x| x.through_input).all(input),
            self.contributions.iter().filter_map(|x| x.input_id).all(input),
        ];
        let named = self.input_metrics.iter().filter_map(|x| x.team_id);
        let teams =
            named.chain(self.contributions.iter().filter_map(|x| x.team_id)).all(|id| self.teams.contains(&(id,)));
        let ballots = self.scores.iter().all(|x| self.ballots.contains(&(x.ballot_id,)));
        let rounds = self.ballots.iter().all(|x| self.rounds.contains(&(x.round,)));
        [
            ("candidate", candidates.iter().all(|ok| *ok)),
            ("person", people.iter().all(|ok| *ok)),
            ("input", inputs.iter().all(|ok| *ok)),
            ("team", teams),
            ("ballot", ballots),
            ("round", rounds),
        ]
        .into_iter()
        .find(|(_, ok)| !ok)
        .map(|(what, _)| format!("it names a {what} that is not in it"))
    }

    fn goes_in_a_circle(&self) -> Option<String> {
        let above: BTreeMap<_, _> = self.input_metrics.iter().map(|x| (x.id, x.parent_id)).collect();
        let merged: BTreeMap<_, _> = self.candidates.iter().map(|x| (x.id, x.merged_into)).collect();
        if circle(&above) {
            return Some("an input that hangs below itself".to_owned());
        }
        circle(&merged).then(|| "a candidate that is merged into itself".to_owned())
    }

    fn out_of_range(&self) -> Option<String> {
        let head = self.head();
        let moments = std::iter::once(head.created_at)
            .chain(head.archived_at)
            .chain(self.rounds.iter().flat_map(|r| [Some(r.opened_at), r.revealed_at, r.ended_at]).flatten())
            .chain(self.stages.iter().filter_map(|s| s.entered_at))
            .chain(self.sittings.iter().flat_map(|s| [Some(s.opened_at), s.closed_at]).flatten())
            .chain(self.waivers.iter().map(|w| w.waived_at))
            .chain(self.rejections.iter().map(|r| r.rejected_at))
            .chain(self.choices.iter().flat_map(|c| [Some(c.chosen_at), c.demoted_at]).flatten());
        let impossible = |at: At| !(0..=LATEST).contains(&at.0);
        let timer = self.timer();
        let numbers = [
            self.participants.iter().map(|x| x.position).max(),
            self.participants.iter().filter_map(|x| x.at_table).max(),
            self.table_devices.iter().map(|x| x.at_table).max(),
            self.teams.iter().map(|x| x.position).max(),
            self.input_metrics.iter().map(|x| x.position).max(),
            self.guardrails.iter().map(|x| x.position).max(),
            self.tracked_events.iter().map(|x| x.position).max(),
            self.candidates.iter().map(|x| x.number).max(),
            self.rounds.iter().map(|x| x.number).max(),
            self.sittings.iter().map(|x| x.number).max(),
            self.stage_times.iter().map(|x| x.used_seconds).max(),
            Some(timer.planned_seconds),
        ];
        let counts = self.hand_tallies.iter().any(|t| t.count > 300);
        let support = self.support_counts.iter().any(|s| s.support.max(s.live_with).max(s.object) > 300);
        let weights = self.criterion_weights.iter().any(|w| w.quarters > 12);
        let hashes = self.rounds.iter().filter_map(|r| r.ballots_hash.as_ref()).any(|h| h.len() > 64);
        let thresholds = self.candidates.iter().any(|c| {
            let threshold = c.sentence.threshold_count.is_some_and(|n| !(1..=1_000_000).contains(&n));
            threshold || c.measurability.delay_days.is_some_and(|days| days > 3650)
        });
        let remaining = timer.remaining_ms.unsigned_abs() > u64::from(LARGEST) * 1000;
        if moments.into_iter().any(impossible) {
            return Some("a date outside of the calendar".to_owned());
        }
        let large = numbers.into_iter().flatten().any(|n| n > LARGEST);
        (large || counts || support || weights || hashes || thresholds || remaining)
            .then(|| "a number out of its range".to_owned())
    }
}

/// Whether following the arrows from anywhere leads back. Each place is walked once.
fn circle<Id: Ord + Copy>(next: &BTreeMap<Id, Option<Id>>) -> bool {
    let mut safe = BTreeSet::new();
    next.keys().any(|start| {
        let mut walked = BTreeSet::new();
        let mut here = Some(*start);
        while let Some(id) = here.filter(|id| !safe.contains(id)) {
            if !walked.insert(id) {
                return true;
            }
            here = next.get(&id).copied().flatten();
        }
        safe.append(&mut walked);
        false
    })
}
