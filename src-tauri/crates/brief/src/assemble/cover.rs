//! The strip, the first page and the part about the brief's own status.

use sextant_domain::evidence::Confidence;
use sextant_domain::workshop::Workshop;

use super::completeness::{completeness, is_complete};
use super::evidence::{confidence_reason, stands_on_hypothesis};
use super::record::{Record, is_sealed, sealed_round};
use super::words::{Fields, counted, heading, joined, led, note, number, paragraph, said};
use crate::document::{Audience, Block, CheckItem, CheckState, Cover, KeyFigure, Status, StatusStrip};

const REHEARSAL: &str = "A rehearsal: its people are simulated, and nothing in it was decided.";

/// The star's sentence, or that there is none.
pub(super) fn sentence(record: &Record<'_>) -> String {
    record.star().map_or_else(|| "No star is chosen yet".to_owned(), |star| star.sentence.text())
}

pub(super) fn status_strip(record: &Record<'_>) -> StatusStrip {
    let workshop = record.workshop;
    StatusStrip {
        status: status_of(record),
        version: record.context.version.to_string(),
        last_change: record.context.changed_at.day().long(),
        decided: record.choice().map(|choice| choice.chosen_at.day().long()),
        decider: record.decider(),
        owner: owner(record),
        next_review: workshop.cadence().next_review.map(|day| day.long()),
        confidence: record.star().map(|_| Confidence::Low.label().to_owned()),
        withheld: withheld(record),
        first_line_note: first_line_note(record),
    }
}

fn status_of(record: &Record<'_>) -> Status {
    if !is_complete(record.workshop) {
        Status::Draft
    } else if record.star().is_some_and(|star| stands_on_hypothesis(record.workshop, star.id)) {
        Status::Hypothesis
    } else {
        Status::Final
    }
}

fn owner(record: &Record<'_>) -> Option<String> {
    record.star()?;
    said(&record.workshop.definition()?.owner)
}

/// What this edition leaves out, one sentence each. Counts only: a withheld text must not show
/// through its own notice.
fn withheld(record: &Record<'_>) -> Vec<String> {
    let mut out = Vec::new();
    match record.audience {
        Audience::Team => {}
        Audience::Wide => {
            let rest = record.rejections().len().saturating_sub(super::options::SHOWN_WIDELY);
            if rest > 0 {
                out.push(format!(
                    "The words of {}; the team edition has them.",
                    counted(rest, "further rejection", "further rejections")
                ));
            }
            let unsigned = record.workshop.objections.iter().filter(|o| o.signed_by.is_none()).count();
            if unsigned > 0 && !is_sealed(record.workshop) {
                out.push(format!(
                    "The words of {}; the team edition has them.",
                    counted(unsigned, "objection that nobody signed", "objections that nobody signed")
                ));
            }
            out.push("Names of those who took part, except the decider’s.".to_owned());
        }
    }
    out.push("Who gave which score: no edition says that.".to_owned());
    out
}

/// What a reader must know before the first line (R63, R9).
fn first_line_note(record: &Record<'_>) -> Option<String> {
    let workshop = record.workshop;
    let sealed =
        is_sealed(workshop).then(|| "Draft: candidates are still sealed, so this brief leaves them out.".to_owned());
    let open = sealed_round(workshop).map(|round| format!("Draft: round {round} is not revealed, so it is left out."));
    let hypothesis = record.star().filter(|star| stands_on_hypothesis(workshop, star.id)).map(|star| {
        let plan = workshop.test_plans.get(&(star.id,));
        match plan.and_then(|plan| plan.instrument_by) {
            Some(day) => {
                format!("A stated hypothesis: no own data speaks for it yet. It can be measured from {}.", day.long())
            }
            None => "A stated hypothesis: no own data speaks for it yet, and no day is set for it.".to_owned(),
        }
    });
    let solo = workshop.head().solo.then(|| solo_label(workshop));
    let rehearsal = workshop.head().rehearsal.then(|| REHEARSAL.to_owned());
    joined([rehearsal, sealed, open, hypothesis, solo], " ")
}

/// The label of a workshop held by one person, with how far they agreed with themselves (R9).
pub(super) fn solo_label(workshop: &Workshop) -> String {
    let last = workshop.last_revealed();
    let moved = workshop.movements.iter().filter(|m| Some(m.round) == last);
    let (paired, changed) = moved.fold((0, 0), |(paired, changed), m| (paired + m.paired, changed + m.changed));
    if paired == 0 {
        return "Decided by one person, who scored once.".to_owned();
    }
    let same = paired.saturating_sub(changed);
    let share = (same * 100 + paired / 2) / paired;
    format!("Decided by one person: {same} of {paired} scores ({share}%) stayed the same between the two scorings.")
}

pub(super) fn cover(record: &Record<'_>) -> Cover {
    let head = record.workshop.head();
    let overline = match said(&head.scope_name) {
        Some(name) => format!("{name}’s North Star Metric"),
        None => "North Star Metric".to_owned(),
    };
    Cover {
        chosen: record.star().is_some(),
        overline,
        sentence: sentence(record),
        story: record.workshop.frame().success_story.to_string(),
        figures: if record.star().is_some() { figures(record) } else { Vec::new() },
    }
}

fn figures(record: &Record<'_>) -> Vec<KeyFigure> {
    let (baseline, target) = (record.workshop.baseline(), record.workshop.target());
    let mut figures = Vec::new();
    if let Some(value) = baseline.value {
        let when = baseline.measured_on.map(|day| day.long());
        let caption = joined([said(&baseline.unit), when], ", ").unwrap_or_else(|| "the first value".to_owned());
        figures.push(KeyFigure { value: number(value), caption });
    } else if let Some(day) = baseline.first_reading_on {
        figures
            .push(KeyFigure { value: "No value yet".to_owned(), caption: format!("first reading on {}", day.long()) });
    }
    if let Some(value) = target.value {
        let due = target.due.map(|day| format!(" by {}", day.long())).unwrap_or_default();
        figures.push(KeyFigure { value: number(value), caption: format!("target{due}, kept apart") });
    }
    if let Some(star) = record.star() {
        let reason = confidence_reason(record.workshop, star.id);
        figures.push(KeyFigure { value: Confidence::Low.label().to_owned(), caption: format!("confidence: {reason}") });
    }
    figures
}

/// Section 0: the strip in full, and what keeps the paper a draft.
pub(super) fn status(record: &Record<'_>) -> Vec<Block> {
    let (workshop, head) = (record.workshop, record.workshop.head());
    let strip = status_strip(record);
    let mut blocks = Vec::new();
    if let Some(text) = &strip.first_line_note {
        blocks.push(paragraph(text.clone()));
    }
    let mut fields = Fields::default();
    let status = format!("{}, version {}, last change {}", strip.status.word(), strip.version, strip.last_change);
    fields.plain("Status", Some(status));
    let final_say = strip.decider.map(|name| format!("{name} has the final say"));
    fields.plain("Decided", joined([strip.decided, final_say], "; "));
    fields.plain("Owner", strip.owner);
    fields.plain("Next review", strip.next_review);
    if let Some(star) = record.star() {
        let reason = confidence_reason(workshop, star.id);
        fields.plain("Confidence", Some(format!("{}: {reason}", Confidence::Low.label())));
    }
    let scope = joined([Some(head.scope.label().to_owned()), said(&head.scope_name)], ": ");
    fields.plain("Speaks for", scope);
    fields.plain("Star above it", said(&head.parent_star));
    fields.plain("Workshop", Some(format!("{}, standing at “{}”", head.title, head.stage.label())));
    fields.plain("Put away", head.archived_at.map(|at| at.day().long()));
    fields.end(&mut blocks);
    let open: Vec<_> = completeness(workshop).into_iter().filter(|part| !part.missing.is_empty()).collect();
    if !open.is_empty() {
        blocks.push(heading("Still open"));
        blocks.push(Block::Checklist {
            items: open
                .into_iter()
                .map(|part| CheckItem {
                    state: CheckState::Open,
                    text: format!("{} {}", part.number, part.title).into(),
                    note: Some(part.missing.join("; ").into()),
                })
                .collect(),
        });
    }
    if !strip.withheld.is_empty() {
        blocks.push(Block::Note { text: led("Left out of this edition.", &strip.withheld.join(" ")) });
    }
    if head.rehearsal {
        blocks.push(note(REHEARSAL));
    }
    if head.sample {
        blocks.push(note("This is the built-in sample: its company, people and numbers are invented."));
    }
    blocks
}
