//! Four ways to break the star, how it could be cheated, and the two questions kept for later.

use sextant_domain::candidate::Candidate;
use sextant_domain::challenge::ChallengeKind;

use super::record::Record;
use super::words::{Fields, capital, ended, heading, joined, note, paragraph, said};
use crate::document::Block;

/// Section 6.
pub(super) fn tests(record: &Record<'_>) -> Vec<Block> {
    let Some(star) = record.star() else {
        return vec![paragraph("The tests are told for the star, and none is chosen yet.")];
    };
    let mut blocks = Vec::new();
    let mut fields = Fields::default();
    verdicts(record, star, &mut fields);
    fields.end(&mut blocks);
    let mut routes = Fields::default();
    gaming_routes(record, star, &mut routes);
    routes.end(&mut blocks);
    let mut kept = Fields::default();
    durable_questions(record, star, &mut kept);
    let mut answers = Vec::new();
    kept.end(&mut answers);
    if !answers.is_empty() {
        blocks.push(heading("Asked again at each review"));
        blocks.extend(answers);
    }
    if blocks.is_empty() {
        blocks.push(note("No test was made."));
    }
    blocks
}

/// The verdicts on a candidate, each with its story.
pub(super) fn verdicts(record: &Record<'_>, candidate: &Candidate, fields: &mut Fields) {
    for kind in ChallengeKind::ALL {
        if let Some(challenge) = record.workshop.challenges.get(&(candidate.id, *kind)) {
            let verdict = capital(challenge.verdict.label());
            fields.voice(kind.label(), joined([Some(verdict), said(&challenge.story)], ". "));
        }
    }
}

/// The ways to lift a candidate without helping anybody, and what catches them.
pub(super) fn gaming_routes(record: &Record<'_>, candidate: &Candidate, fields: &mut Fields) {
    let workshop = record.workshop;
    for route in workshop.gaming_routes.iter().filter(|r| r.candidate_id == candidate.id) {
        let guard = workshop.guardrails.iter().find(|g| g.gaming_route_id == Some(route.id));
        let caught = guard.map(|g| format!("Caught by the guardrail “{}”.", g.measure));
        fields.voice("Could be cheated by", joined([Some(ended(route.text.as_str())), caught], " "));
    }
}

/// The two questions of Goodhart's law (R41).
pub(super) fn durable_questions(record: &Record<'_>, candidate: &Candidate, fields: &mut Fields) {
    for check in record.workshop.goodhart_checks.iter().filter(|g| g.candidate_id == candidate.id) {
        let answer = Some(check.answer.label().to_owned());
        fields.voice(check.prompt.label(), joined([answer, said(&check.note)], ". "));
    }
}

/// What each discipline can do to move a candidate (R42, R43).
pub(super) fn levers(record: &Record<'_>, candidate: &Candidate, fields: &mut Fields) {
    for lever in record.workshop.levers.iter().filter(|l| l.candidate_id == candidate.id) {
        fields.voice(format!("{} can", lever.discipline.label()), Some(lever.text.to_string()));
    }
}
