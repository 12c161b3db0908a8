//! One candidate as the console shows it, once candidates may be seen.

use crate::act::SpeaksAgainst;
use crate::candidate::{Candidate, ValueStatement};
use crate::challenge::{Challenge, GamingRoute, GoodhartCheck, Lever};
use crate::decision::{Objection, Rejection, SupportCount, WaiverRule};
use crate::evidence::{EvidenceItem, TestPlan};
use crate::participant::Discipline;
use crate::pitfall::Pitfall;
use crate::text::Line;
use crate::view::map::DisagreementMap;
use crate::workshop::Workshop;
use serde::Serialize;
use ts_rs::TS;

/// One candidate with all that is known about it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CandidateView {
    /// The row.
    pub candidate: Candidate,
    /// The sentence people read.
    pub text: String,
    /// Whether the sentence is complete.
    pub complete: bool,
    /// Pitfalls found (R27–R34), each with whether it was waived.
    pub pitfalls: Vec<PitfallView>,
    /// What keeps it off the shortlist until a reason is written (R29, R33, R37, R42).
    pub speaks_against: Vec<SpeaksAgainst>,
    /// What is asked beside "measurable" while marking, when the number is known late (R46).
    pub late: Option<String>,
    /// Ties on the map (R35).
    pub links: Vec<ValueStatement>,
    /// Verdicts given.
    pub challenges: Vec<Challenge>,
    /// Ways to cheat.
    pub gaming_routes: Vec<GamingRoute>,
    /// Ways to move it.
    pub levers: Vec<Lever>,
    /// Disciplines with a lever; fewer than two is flagged (R43).
    pub lever_disciplines: Vec<Discipline>,
    /// The two durable questions.
    pub goodhart_checks: Vec<GoodhartCheck>,
    /// Why it is out.
    pub rejection: Option<Rejection>,
    /// Hypothesis.
    pub test_plan: Option<TestPlan>,
    /// Typed evidence.
    pub evidence_items: Vec<EvidenceItem>,
    /// Dissent.
    pub objections: Vec<Objection>,
    /// How the room stands.
    pub support: Option<SupportCount>,
    /// Medians and gate, once scored.
    pub measures: Option<MeasureSummary>,
}

/// A pitfall on a candidate.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PitfallView {
    /// Which.
    pub pitfall: Pitfall,
    /// The words that triggered it.
    pub matched: String,
    /// Why it matters.
    pub reason: String,
    /// What to do next.
    pub advice: String,
    /// Why it was kept, if it was.
    pub waived_because: Option<String>,
}

/// A candidate's medians, once a round is revealed.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MeasureSummary {
    /// Medians times two, in sheet order; none where nobody judged.
    pub half_points: Vec<Option<u8>>,
    /// What the gates say.
    pub gate: crate::tally::GateVerdict,
    /// Weighted sum times eight; a barred one has none.
    pub sum_eighths: Option<u32>,
}

/// The pitfalls of one candidate, after the reveal (R23, R27–R34).
fn pitfalls(workshop: &Workshop, candidate: &Candidate) -> Vec<PitfallView> {
    workshop
        .pitfalls_of(candidate)
        .into_iter()
        .map(|finding| {
            let detail = Line::new(finding.pitfall.label()).unwrap_or_default();
            PitfallView {
                pitfall: finding.pitfall,
                matched: finding.matched,
                reason: finding.pitfall.reason().to_owned(),
                advice: finding.pitfall.ask_for().to_owned(),
                waived_because: workshop
                    .waiver(WaiverRule::Pitfall, Some(candidate.id), detail.as_str())
                    .map(|w| w.reason.to_string()),
            }
        })
        .collect()
}

pub(super) fn candidates(workshop: &Workshop, map: Option<&DisagreementMap>) -> Vec<CandidateView> {
    if !workshop.candidates_revealed() && !workshop.head().solo {
        return Vec::new();
    }
    let mut views: Vec<_> = workshop
        .candidates
        .iter()
        .map(|candidate| {
            let id = candidate.id;
            CandidateView {
                candidate: candidate.clone(),
                text: candidate.sentence.text(),
                complete: candidate.sentence.is_complete(),
                pitfalls: if workshop.candidates_revealed() { pitfalls(workshop, candidate) } else { Vec::new() },
                speaks_against: if workshop.candidates_revealed() {
                    workshop.speaks_against(candidate)
                } else {
                    Vec::new()
                },
                late: candidate.measurability.late_words(),
                links: workshop.candidate_links.iter().filter(|l| l.candidate_id == id).map(|l| l.statement).collect(),
                challenges: workshop.challenges.iter().filter(|c| c.candidate_id == id).cloned().collect(),
                gaming_routes: workshop.gaming_routes.iter().filter(|r| r.candidate_id == id).cloned().collect(),
                levers: workshop.levers.iter().filter(|l| l.candidate_id == id).cloned().collect(),
                lever_disciplines: workshop.disciplines_with_lever(id),
                goodhart_checks: workshop.goodhart_checks.iter().filter(|g| g.candidate_id == id).cloned().collect(),
                rejection: workshop.rejections.get(&(id,)).cloned(),
                test_plan: workshop.test_plans.get(&(id,)).cloned(),
                evidence_items: workshop.evidence_items.iter().filter(|e| e.candidate_id == id).cloned().collect(),
                objections: workshop.objections.iter().filter(|o| o.candidate_id == id).cloned().collect(),
                support: workshop.support_counts.get(&(id,)).cloned(),
                measures: map.and_then(|m| m.rows.iter().find(|r| r.candidate_id == id)).map(|row| MeasureSummary {
                    half_points: row.cells.iter().map(|c| c.median.map(|m| m.half_points)).collect(),
                    gate: row.gate,
                    sum_eighths: row.sum_eighths,
                }),
            }
        })
        .collect();
    views.sort_by_key(|v| v.candidate.number);
    views
}
