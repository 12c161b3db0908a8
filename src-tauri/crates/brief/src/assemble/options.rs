//! What was not chosen, with the best that can be said for it (R2, R90).

use sextant_domain::candidate::{Candidate, Standing};
use sextant_domain::decision::Rejection;

use super::counting::measurability;
use super::evidence::{piece, test_plan};
use super::record::{Record, is_sealed};
use super::star::{slots, ties};
use super::tests_survived::{durable_questions, gaming_routes, levers, verdicts};
use super::words::{Fields, capital, counted, heading, joined, listed, note, paragraph, said};
use crate::document::{Audience, Block, Field, OptionNotChosen};

/// How many rejections the wide edition prints in full.
pub(super) const SHOWN_WIDELY: usize = 3;

/// Section 7.
pub(super) fn options(record: &Record<'_>) -> Vec<Block> {
    if is_sealed(record.workshop) {
        return vec![paragraph("Candidates are sealed until writing ends.")];
    }
    let mut blocks = Vec::new();
    match record.audience {
        Audience::Wide => wide(record, &mut blocks),
        Audience::Team => team(record, &mut blocks),
    }
    if blocks.is_empty() {
        blocks.push(paragraph("Nothing has been turned down yet."));
    }
    blocks
}

fn wide(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let rejections = record.rejections();
    let (shown, rest) = rejections.split_at(rejections.len().min(SHOWN_WIDELY));
    blocks.extend(shown.iter().map(|(candidate, rejection)| Block::OptionNotChosen(turned_down(candidate, rejection))));
    if !rest.is_empty() {
        let mut reasons: Vec<_> = rest.iter().map(|(_, rejection)| rejection.reason).collect();
        reasons.sort_unstable();
        let mut counts: Vec<(String, usize)> = Vec::new();
        for reason in reasons {
            match counts.iter_mut().find(|(label, _)| *label == reason.label()) {
                Some((_, count)) => *count += 1,
                None => counts.push((reason.label().to_owned(), 1)),
            }
        }
        let counts: Vec<_> = counts.into_iter().map(|(label, count)| format!("{label} ({count})")).collect();
        blocks.push(note(format!(
            "{} turned down: {}. The team edition has each reason.",
            counted(rest.len(), "more was", "more were"),
            listed(&counts)
        )));
    }
    let merged = standing(record, |s| s == Standing::Merged).len();
    if merged > 0 {
        blocks.push(note(format!("{} merged into others.", counted(merged, "candidate was", "candidates were"))));
    }
    let undecided = undecided(record).len();
    if undecided > 0 {
        blocks.push(note(format!("{} still in the running.", counted(undecided, "candidate is", "candidates are"))));
    }
}

fn team(record: &Record<'_>, blocks: &mut Vec<Block>) {
    for (candidate, rejection) in record.rejections() {
        let details = known(record, candidate);
        blocks.push(Block::OptionNotChosen(OptionNotChosen { details, ..turned_down(candidate, rejection) }));
    }
    let merged = standing(record, |s| s == Standing::Merged);
    if !merged.is_empty() {
        blocks.push(heading("Merged"));
    }
    for candidate in merged {
        let into = candidate.merged_into.and_then(|id| record.candidate(id));
        let reshaped = into.is_some_and(|into| into.reshaped_from == Some(candidate.id));
        let (reason, code) =
            if reshaped { ("Reshaped into another", "reshaped") } else { ("Says the same as another", "merged") };
        blocks.push(Block::OptionNotChosen(OptionNotChosen {
            sentence: candidate.sentence.text(),
            best_argument: None,
            reason: reason.to_owned(),
            reason_code: code.to_owned(),
            reason_text: into.map(|into| format!("It lives on in “{}”.", into.sentence.text())),
            evidence: None,
            status: Some(format!("Candidate {}, {}", candidate.number, candidate.standing.label())),
            come_back_when: None,
            kept_as: None,
            details: known(record, candidate),
        }));
    }
    let undecided = undecided(record);
    if !undecided.is_empty() {
        blocks.push(heading("Still in the running"));
    }
    for candidate in undecided {
        blocks.push(Block::Voice { text: candidate.sentence.text(), speaker: None });
        let standing = capital(candidate.standing.label());
        blocks.push(note(format!("Candidate {}. {standing}, nothing is decided about it.", candidate.number)));
        blocks.push(Block::FieldTable { rows: known(record, candidate) });
    }
}

fn turned_down(candidate: &Candidate, rejection: &Rejection) -> OptionNotChosen {
    OptionNotChosen {
        sentence: candidate.sentence.text(),
        best_argument: said(&rejection.best_argument),
        reason: rejection.reason.label().to_owned(),
        reason_code: code(rejection),
        reason_text: said(&rejection.text),
        evidence: said(&rejection.evidence),
        status: Some(format!(
            "Candidate {}, {} in “{}” on {}",
            candidate.number,
            candidate.standing.label(),
            rejection.stage.label(),
            rejection.rejected_at.day().long()
        )),
        come_back_when: said(&rejection.come_back_when),
        kept_as: rejection.kept_as.map(|kind| kind.label().to_owned()),
        details: Vec::new(),
    }
}

/// The reason as it is stored, for those who read the JSON.
fn code(rejection: &Rejection) -> String {
    let value = serde_json::to_value(rejection.reason).ok();
    value.as_ref().and_then(|value| value.as_str()).unwrap_or("other").to_owned()
}

fn standing<'a>(record: &Record<'a>, wanted: impl Fn(Standing) -> bool) -> Vec<&'a Candidate> {
    record.candidates().into_iter().filter(|c| wanted(c.standing)).collect()
}

/// Candidates that nobody has decided about.
fn undecided<'a>(record: &Record<'a>) -> Vec<&'a Candidate> {
    let mut open = standing(record, |s| match s {
        Standing::Open | Standing::Shortlisted => true,
        Standing::Merged | Standing::Rejected | Standing::Refiled | Standing::Chosen => false,
    });
    open.retain(|c| !record.workshop.rejections.contains(&(c.id,)));
    open
}

/// Everything else the record holds about a candidate, a few lines for each kind of thing.
fn known(record: &Record<'_>, candidate: &Candidate) -> Vec<Field> {
    let workshop = record.workshop;
    let line = |fill: &dyn Fn(&mut Fields)| {
        let mut fields = Fields::default();
        fill(&mut fields);
        fields.in_a_line()
    };
    let mut fields = Fields::default();
    fields.plain("Its parts", line(&|f| slots(&candidate.sentence, f)));
    fields.plain("Reshaped from", candidate.reshaped_from.and_then(|id| record.quote(id)));
    let sides = line(&|f| {
        f.plain("Those who offer get", said(&candidate.supply_side));
        f.plain("Those who ask get", said(&candidate.demand_side));
    });
    fields.plain("Two sides", sides);
    let lag = said(&candidate.revenue_lag).map(|lag| format!("assumed lag to revenue: {lag}"));
    fields.plain("Tied to", joined([ties(record, candidate), lag], "; "));
    fields.plain("How it was tested", line(&|f| verdicts(record, candidate, f)));
    let mut routes = Fields::default();
    gaming_routes(record, candidate, &mut routes);
    fields.plain("Ways to cheat", routes.values());
    fields.plain("Who could move it", line(&|f| levers(record, candidate, f)));
    fields.plain("Asked again", line(&|f| durable_questions(record, candidate, f)));
    fields.plain("Where the number comes from", measurability(candidate));
    if let Some(plan) = workshop.test_plans.get(&(candidate.id,)) {
        fields.plain("Hypothesis", said(&plan.hypothesis));
        fields.plain("How it would be checked", line(&|f| test_plan(plan, f)));
    }
    for item in workshop.evidence_items.iter().filter(|item| item.candidate_id == candidate.id) {
        fields.plain(format!("{}, {}", item.kind.label(), item.direction.label()), Some(piece(item)));
    }
    fields.rows()
}
