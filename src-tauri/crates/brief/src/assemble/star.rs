//! The star on one line, and why this one: user, job, value moment, strategy, revenue.

use sextant_domain::candidate::{Candidate, MetricKind, MetricSentence, Threshold};
use sextant_domain::decision::WaiverRule;
use sextant_domain::frame::FrameQuestion;

use super::record::Record;
use super::words::{Fields, amount, heading, joined, led, listed, note, paragraph, said, table};
use crate::document::{Block, Cell, Column};

/// Section 1.
pub(super) fn the_star(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let workshop = record.workshop;
    let story = said(&workshop.frame().success_story);
    let Some(star) = record.star() else {
        blocks.push(paragraph("No star is chosen yet."));
        blocks.extend(story.map(|text| Block::Voice { text, speaker: None }));
        return blocks;
    };
    blocks.push(Block::Lead { text: star.sentence.text() });
    blocks.extend(story.map(|text| Block::Voice { text, speaker: None }));
    let mut fields = Fields::default();
    fields.plain("Kind", Some(MetricKind::NorthStarMetric.label()));
    let mut parts = Fields::default();
    slots(&star.sentence, &mut parts);
    fields.plain("Its parts", parts.in_a_line());
    let baseline = workshop.baseline();
    let value = baseline.value.map(|value| amount(value, &baseline.unit));
    let when = baseline.measured_on.map(|day| day.long());
    fields.plain("Current value", value.and_then(|value| joined([Some(value), when], ", ")));
    fields.plain("On the list", Some(format!("Candidate {}", star.number)));
    fields.voice("Reshaped from", star.reshaped_from.and_then(|id| record.quote(id)));
    fields.voice("What those who offer get", said(&star.supply_side));
    fields.voice("What those who ask get", said(&star.demand_side));
    fields.end(&mut blocks);
    blocks
}

/// The slots of a sentence, each that was filled. A free text is the sentence itself.
pub(super) fn slots(sentence: &MetricSentence, fields: &mut Fields) {
    fields.plain("Who", said(&sentence.audience));
    fields.plain("Does what", said(&sentence.action));
    let threshold = match (sentence.threshold, sentence.threshold_count) {
        (Threshold::Any, None) => None,
        (threshold, None) => Some(threshold.label().to_owned()),
        (threshold, Some(count)) => Some(format!("{}: {count}", threshold.label())),
    };
    fields.plain("Threshold", threshold);
    fields.plain("Of what", said(&sentence.unit));
    fields.plain("Only if", said(&sentence.condition));
    fields.plain("How often", sentence.period.map(|period| period.label()));
    fields.plain("One unit is", sentence.counted_unit.map(|unit| unit.label()));
}

/// Section 2.
pub(super) fn why(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let workshop = record.workshop;
    let frame = workshop.frame();
    blocks.extend(said(&frame.job).map(|text| Block::Lead { text }));
    users(record, &mut blocks);
    let mut fields = Fields::default();
    for question in FrameQuestion::ALL {
        match question {
            FrameQuestion::CameFor
            | FrameQuestion::RepeatedBehaviour
            | FrameQuestion::BusinessResult
            | FrameQuestion::ValueMoment
            | FrameQuestion::Strategy
            | FrameQuestion::BusinessOutcome => fields.voice(question.label(), said(frame.answer(*question))),
            // The job leads the section, the story stands under the star, the question belongs
            // to how the room worked.
            FrameQuestion::Job | FrameQuestion::SuccessStory | FrameQuestion::CentralQuestion => {}
        }
    }
    fields.plain("Business model", frame.business_model.map(|model| model.label()));
    fields.plain("Game", frame.game.map(|game| game.label()));
    fields.plain("Maturity", frame.maturity.map(|maturity| maturity.label()));
    if let Some(star) = record.star() {
        fields.plain("Tied to", ties(record, star));
        fields.plain("Path to revenue", said(&star.revenue_lag).map(|lag| format!("{lag} (an assumption)")));
    }
    fields.end(&mut blocks);
    if let Some(choice) = record.choice() {
        blocks.extend(said(&choice.reason).map(|reason| paragraph(led("Why the decider chose it.", &reason))));
    }
    if record.star().is_some() {
        let rationale = workshop.definition().and_then(|d| said(&d.rationale));
        blocks.extend(rationale.map(|text| paragraph(led("Why this number.", &text))));
    }
    blocks
}

/// The value statements a candidate is tied to.
pub(super) fn ties(record: &Record<'_>, candidate: &Candidate) -> Option<String> {
    let links = record.workshop.candidate_links.iter().filter(|l| l.candidate_id == candidate.id);
    let names: Vec<_> = links.map(|link| link.statement.label().to_lowercase()).collect();
    (!names.is_empty()).then(|| listed(&names))
}

fn users(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let users = record.workshop.core_users_in_rank();
    if users.len() > 1 {
        blocks.push(heading("Whose success counts"));
    }
    let rows = users
        .iter()
        .map(|user| {
            vec![
                Cell::plain(user.rank.to_string()),
                Cell::voice(user.name.to_string()),
                Cell::plain(user.reason.to_string()),
            ]
        })
        .collect();
    let columns =
        vec![Column::start("Rank").wide(2), Column::start("Who").wide(9), Column::start("Why this place").wide(13)];
    table(blocks, "Core users", columns, rows);
    for waiver in record.workshop.waivers.iter() {
        let kept = match waiver.rule {
            WaiverRule::EmptyWord | WaiverRule::SetupMoment => true,
            WaiverRule::MissingDiscipline
            | WaiverRule::Pitfall
            | WaiverRule::Gate
            | WaiverRule::ShortlistSize
            | WaiverRule::GuardrailCount
            | WaiverRule::BriefGap
            | WaiverRule::Weights
            | WaiverRule::BroughtBack => false,
        };
        if kept {
            let about = said(&waiver.detail).map(|detail| format!(" ({detail})")).unwrap_or_default();
            blocks.push(note(format!(
                "Kept in spite of a warning about {}{about}: {}",
                waiver.rule.label(),
                waiver.reason
            )));
        }
    }
}
