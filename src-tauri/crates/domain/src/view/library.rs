//! A workshop as one line of the library.

use crate::candidate::Standing;
use crate::id::WorkshopId;
use crate::stage::{Stage, StageStatus};
use crate::time::At;
use crate::workshop::Workshop;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One line of the library.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkshopSummary {
    /// Identity.
    pub id: WorkshopId,
    /// What it is called.
    pub title: String,
    /// Name of the company, product or area.
    pub scope_name: String,
    /// Where the team is.
    pub stage: Stage,
    /// Whether the last stage is done.
    pub finished: bool,
    /// The star's sentence, once chosen.
    pub star: Option<String>,
    /// People on the roster.
    pub people: u32,
    /// Candidates written; 0 while they are sealed.
    pub candidates: u32,
    /// One person or a tiny team.
    pub solo: bool,
    /// Whether this is the built-in sample.
    pub sample: bool,
    /// Whether its people are simulated.
    pub rehearsal: bool,
    /// Which sitting is next or running.
    pub sitting: u32,
    /// What was still open when the last sitting ended.
    pub open_question: String,
    /// Minutes used so far.
    pub used_minutes: u32,
    /// When it was made.
    pub created_at: At,
    /// When it last changed.
    pub changed_at: At,
    /// When it was put away.
    pub archived_at: Option<At>,
    /// Dates to come: next review, yearly review, instrumentation.
    pub due: Vec<DueDate>,
    /// What was turned down and may come back.
    pub turned_down: Vec<TurnedDown>,
}

/// A date to come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DueDate {
    /// The day.
    pub day: crate::time::Day,
    /// What is due.
    pub what: String,
}

/// Something turned down, with what would bring it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TurnedDown {
    /// The sentence.
    pub sentence: String,
    /// The code in words.
    pub reason: String,
    /// When to look at it again.
    pub come_back_when: String,
    /// When it was turned down.
    pub rejected_at: At,
}

impl WorkshopSummary {
    /// The summary of a record. Holds nothing sealed.
    pub fn of(workshop: &Workshop, changed_at: At) -> Self {
        let head = workshop.head();
        let revealed = workshop.candidates_revealed();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut due = Vec::new();
        let cadence = workshop.cadence();
        if let Some(day) = cadence.next_review {
            due.push(DueDate { day, what: "review".to_owned() });
        }
        if let Some(day) = cadence.yearly_review {
            due.push(DueDate { day, what: "yearly check of the six criteria".to_owned() });
        }
        for plan in workshop.test_plans.iter() {
            let standing = workshop.candidates.get(&(plan.candidate_id,)).map(|c| c.standing);
            if let (Some(day), Some(Standing::Chosen)) = (plan.instrument_by, standing) {
                due.push(DueDate { day, what: "first data for the hypothesis".to_owned() });
            }
        }
        due.sort_by_key(|d| d.day);
        Self {
            id: workshop.id,
            title: head.title.to_string(),
            scope_name: head.scope_name.to_string(),
            stage: head.stage,
            finished: workshop.stage_record(Stage::RollOut).status == StageStatus::Done,
            star: workshop.star().map(|c| c.sentence.text()),
            people: count(workshop.participants.len()),
            candidates: if revealed { count(workshop.candidates.len()) } else { 0 },
            solo: head.solo,
            sample: head.sample,
            rehearsal: head.rehearsal,
            sitting: workshop.sittings.iter().next_back().map_or(1, |s| s.number),
            open_question: workshop
                .sittings
                .iter()
                .rev()
                .find(|s| s.closed_at.is_some())
                .map(|s| s.note.to_string())
                .unwrap_or_default(),
            used_minutes: workshop.stage_times.iter().map(|s| s.used_seconds).sum::<u32>() / 60,
            created_at: head.created_at,
            changed_at,
            archived_at: head.archived_at,
            due,
            turned_down: workshop
                .rejections
                .iter()
                .filter_map(|r| {
                    let candidate = workshop.candidates.get(&(r.candidate_id,))?;
                    Some(TurnedDown {
                        sentence: candidate.sentence.text(),
                        reason: r.reason.label().to_owned(),
                        come_back_when: r.come_back_when.to_string(),
                        rejected_at: r.rejected_at,
                    })
                })
                .collect(),
        }
    }
}
