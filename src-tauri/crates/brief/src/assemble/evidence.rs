//! What speaks for the star so far, in words no stronger than the evidence (R21, R63, R64).

use sextant_domain::evidence::{Confidence, EvidenceDirection, EvidenceItem, EvidenceKind, TestPlan};
use sextant_domain::id::CandidateId;
use sextant_domain::workshop::Workshop;

use super::record::Record;
use super::words::{Fields, entries, heading, joined, led, note, paragraph, said};
use crate::document::{Block, CheckItem, CheckState, Entry, Face};

/// Whether a number from the team's own data speaks for a candidate.
pub(super) fn own_data_speaks_for(workshop: &Workshop, id: CandidateId) -> bool {
    workshop.evidence_items.iter().any(|item| {
        item.candidate_id == id && item.kind == EvidenceKind::OwnData && item.direction == EvidenceDirection::Supports
    })
}

/// Whether a candidate rests on a belief alone (R63).
pub(super) fn stands_on_hypothesis(workshop: &Workshop, id: CandidateId) -> bool {
    !own_data_speaks_for(workshop, id)
}

/// Why confidence is low. Without a comparison that passed its checks nothing raises it (R64).
pub(super) fn confidence_reason(workshop: &Workshop, id: CandidateId) -> &'static str {
    if own_data_speaks_for(workshop, id) {
        "own data speaks for it, but no comparison with a later outcome has passed its checks"
    } else if workshop.test_plans.get(&(id,)).is_some_and(|plan| !plan.hypothesis.is_empty()) {
        "a stated hypothesis, without own data yet"
    } else {
        "nothing but judgement speaks for it yet"
    }
}

/// Section 4.
pub(super) fn evidence(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let workshop = record.workshop;
    let Some(star) = record.star() else {
        return vec![paragraph("Evidence is told for the star, and none is chosen yet.")];
    };
    let plan = workshop.test_plans.get(&(star.id,));
    if let Some(plan) = plan {
        blocks.extend(
            said(&plan.hypothesis)
                .map(|text| Block::Callout { title: "Stated hypothesis.".to_owned(), text: text.into() }),
        );
        let mut fields = Fields::default();
        test_plan(plan, &mut fields);
        fields.end(&mut blocks);
    }
    let items: Vec<_> = workshop.evidence_items.iter().filter(|item| item.candidate_id == star.id).collect();
    if items.is_empty() {
        blocks.push(paragraph("No piece of evidence is pinned to the star."));
    } else {
        blocks.push(heading("What was seen and said"));
        pieces(&items, &mut blocks);
    }
    blocks.push(heading("What was checked"));
    blocks.push(Block::Checklist { items: checks(record, star.id, plan) });
    let confidence = format!("{}: {}.", Confidence::Low.label(), confidence_reason(workshop, star.id));
    blocks.push(paragraph(led("Confidence.", &confidence)));
    let test = plan.and_then(|plan| said(&plan.test));
    let raise = test.map_or_else(
        || "Compare early behaviour with a later outcome on your own history, with the line fixed before data is loaded.".to_owned(),
        |test| format!("The planned test: {test}"),
    );
    blocks.push(paragraph(led("What would raise it.", &raise)));
    blocks.push(note("What goes together need not follow from one another: everything here is association at most."));
    blocks
}

/// A hypothesis and how it will be tested, without the hypothesis itself.
pub(super) fn test_plan(plan: &TestPlan, fields: &mut Fields) {
    fields.plain("Measurable from", plan.instrument_by.map(|day| day.long()));
    fields.plain("Seen to by", said(&plan.owner));
    fields.plain("Cheapest test", said(&plan.test));
    fields.plain("Would change our mind", said(&plan.would_change_our_mind));
}

/// One piece in a line: what, who, when.
pub(super) fn piece(item: &EvidenceItem) -> String {
    let origin = joined([said(&item.source), item.collected_on.map(|day| day.long())], ", ");
    match origin {
        Some(origin) => format!("{} ({origin})", item.text),
        None => item.text.to_string(),
    }
}

fn pieces(items: &[&EvidenceItem], blocks: &mut Vec<Block>) {
    let items = items.iter().map(|item| {
        let when = item.collected_on.map(|day| day.long());
        let kind = format!("{}, {}", item.kind.label(), item.direction.label());
        Entry {
            meta: joined([Some(kind), said(&item.source), when], " · ").unwrap_or_default(),
            text: item.text.to_string().into(),
            face: Face::Voice,
        }
    });
    entries(blocks, items.collect());
}

fn checks(record: &Record<'_>, star: CandidateId, plan: Option<&TestPlan>) -> Vec<CheckItem> {
    let item = |holds: bool, text: &str| CheckItem {
        state: if holds { CheckState::Holds } else { CheckState::Open },
        text: text.into(),
        note: None,
    };
    let mut items = vec![
        item(plan.is_some_and(|p| !p.hypothesis.is_empty()), "The belief is written down as a hypothesis"),
        item(plan.is_some_and(|p| p.instrument_by.is_some()), "A day is set from which it can be measured"),
        item(plan.is_some_and(|p| !p.would_change_our_mind.is_empty()), "It is written what would speak against it"),
        item(own_data_speaks_for(record.workshop, star), "Own data speaks for it"),
        item(false, "Early behaviour was compared with a later outcome"),
    ];
    let against = record.workshop.evidence_items.iter().filter(|item| item.candidate_id == star);
    let against = against.filter(|item| item.direction == EvidenceDirection::Weakens).count();
    if against > 0 {
        let text = format!("Evidence against it: {against} of the pieces above");
        items.push(CheckItem { state: CheckState::Fails, text: text.into(), note: None });
    }
    items
}
