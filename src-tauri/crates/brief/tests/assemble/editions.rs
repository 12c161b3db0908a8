//! Both editions of a finished workshop, and what a change moves.

use sextant_brief::assemble::{Audience, assemble, completeness, gaps, is_complete};
use sextant_brief::document::{Block, Document, Status};
use sextant_domain::decision::WaiverRule;
use sextant_domain::evidence::EvidenceKind;
use sextant_domain::stage::Stage;
use sextant_domain::workshop::Workshop;
use uuid::Uuid;

use super::room::{CONTEXT, MORNING, Room, SCRIPT, Script, played, typed};

fn brief(workshop: &Workshop, audience: Audience) -> Document {
    assemble(workshop, audience, &CONTEXT)
}

fn printed<T: serde::Serialize>(part: &T) -> String {
    serde_json::to_string(part).expect("a document is JSON")
}

/// The document as JSON with one line for each block, so that a golden stays short and readable.
fn lines(document: &Document) -> String {
    let mut out = vec![
        format!("{} · {} · {}", document.title, document.shared_with, document.workshop_id),
        printed(&document.status),
        printed(&document.cover),
    ];
    for section in &document.sections {
        out.push(format!("== {} {} {}", section.number, section.title, printed(&section.completeness)));
        out.extend(section.blocks.iter().map(printed));
    }
    out.join("\n")
}

/// The parts in which two documents differ.
fn changed(before: &Workshop, after: &Workshop, audience: Audience) -> Vec<String> {
    let (before, after) = (brief(before, audience), brief(after, audience));
    let mut parts = Vec::new();
    if before.cover != after.cover {
        parts.push("cover".to_owned());
    }
    if before.status != after.status {
        parts.push("strip".to_owned());
    }
    let pairs = before.sections.iter().zip(&after.sections);
    parts.extend(pairs.filter(|(a, b)| a != b).map(|(a, _)| a.id.clone()));
    parts
}

#[test]
fn the_team_edition_of_a_played_workshop_is_as_the_golden_says() {
    insta::assert_snapshot!("team", lines(&brief(&played(&SCRIPT), Audience::Team)));
}

#[test]
fn the_wide_edition_of_a_played_workshop_is_as_the_golden_says() {
    insta::assert_snapshot!("wide", lines(&brief(&played(&SCRIPT), Audience::Wide)));
}

#[test]
fn a_rejection_s_words_change_the_options_and_nothing_else() {
    let other = Script { rejection: "A letter is opened by accident.", ..SCRIPT };
    for audience in [Audience::Team, Audience::Wide] {
        assert_eq!(changed(&played(&SCRIPT), &played(&other), audience), ["options"], "one fact stands in one place");
    }
}

#[test]
fn the_first_value_changes_where_it_is_printed_and_nowhere_else() {
    let other = Script { baseline: 413.0, ..SCRIPT };
    for audience in [Audience::Team, Audience::Wide] {
        let parts = changed(&played(&SCRIPT), &played(&other), audience);
        assert_eq!(parts, ["cover", "star", "inputs", "baseline"]);
    }
}

#[test]
fn another_winner_leaves_what_does_not_speak_of_it_untouched() {
    let other = Script { winner: 1, ..SCRIPT };
    let parts = changed(&played(&SCRIPT), &played(&other), Audience::Team);
    for part in ["definition", "guardrails", "events", "rhythm", "connect", "decided"] {
        assert!(!parts.contains(&part.to_owned()), "{part} does not name the star, yet it changed");
    }
    for part in ["cover", "star", "criteria", "tests", "options", "dissent", "history"] {
        assert!(parts.contains(&part.to_owned()), "{part} names the star, yet it did not change");
    }
}

#[test]
fn r63_a_star_without_own_data_is_called_a_hypothesis_on_page_one() {
    let workshop = played(&SCRIPT);
    assert_eq!(gaps(&workshop), [], "the played workshop lacks nothing");
    let document = brief(&workshop, Audience::Wide);
    assert_eq!(document.status.status, Status::Hypothesis);
    let note = document.status.first_line_note.expect("page one says it");
    assert!(note.contains("hypothesis") && note.contains("1 July 2026"), "{note} lacks the day of the first data");
}

#[test]
fn own_data_that_speaks_for_the_star_makes_the_brief_final_but_confidence_stays_low() {
    let mut workshop = played(&SCRIPT);
    let star = workshop.star().expect("chosen").id;
    let mut item = workshop.evidence_items.iter().find(|e| e.candidate_id == star).expect("pinned").clone();
    item.kind = EvidenceKind::OwnData;
    item.direction = sextant_domain::evidence::EvidenceDirection::Supports;
    workshop.evidence_items.put(item);
    let document = brief(&workshop, Audience::Wide);
    assert_eq!(document.status.status, Status::Final);
    assert_eq!(document.status.confidence.as_deref(), Some("Low"), "no comparison has passed its checks");
}

#[test]
fn r12_the_wide_edition_names_nobody_but_the_decider_and_those_who_signed() {
    let document = brief(&played(&SCRIPT), Audience::Wide);
    let decided = document.sections.iter().find(|s| s.id == "decided").expect("section 15");
    let text = printed(decided);
    assert!(text.contains("Ines, Product"), "the decider is always named");
    for name in ["Bo", "Chidi", "Dana", "Eve"] {
        assert!(!text.contains(&format!("\"{name}")), "{name} is named to everybody");
    }
    assert!(!printed(&document).contains("First thought"), "typed reasons stay with the team");
    assert!(!printed(&document).contains("Objection 1"), "an unsigned objection stays with the team");
}

#[test]
fn r90_the_wide_edition_prints_three_rejections_and_counts_the_rest() {
    let document = brief(&played(&SCRIPT), Audience::Wide);
    let options = document.sections.iter().find(|s| s.id == "options").expect("section 7");
    let full = options.blocks.iter().filter(|b| matches!(b, Block::OptionNotChosen(_))).count();
    assert_eq!(full, 3);
    let team = brief(&played(&SCRIPT), Audience::Team);
    let options = team.sections.iter().find(|s| s.id == "options").expect("section 7");
    let full = options.blocks.iter().filter(|b| matches!(b, Block::OptionNotChosen(_))).count();
    assert_eq!(full, 6, "four rejections, one merged and one reshaped candidate");
}

#[test]
fn an_empty_workshop_has_every_part_and_lacks_something_in_each() {
    let room = Room::new();
    for audience in [Audience::Team, Audience::Wide] {
        let document = brief(&room.workshop, audience);
        assert_eq!(document.sections.len(), 18);
        assert_eq!(document.status.status, Status::Draft);
    }
    let parts = completeness(&room.workshop);
    let numbers: Vec<_> = parts.iter().map(|p| p.number.as_str()).collect();
    let wanted = "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 A";
    assert_eq!(numbers.join(" "), wanted);
    let whole: Vec<_> = parts.iter().filter(|p| p.missing.is_empty()).map(|p| p.number.as_str()).collect();
    assert_eq!(whole, ["8"], "where nobody objected, nothing waits for an answer");
}

#[test]
fn a_gap_left_open_with_a_reason_is_no_longer_missing_and_the_reason_is_printed() {
    let mut workshop = played(&SCRIPT);
    workshop.tracked_events.retain(|_| false);
    assert!(!is_complete(&workshop));
    assert_eq!(gaps(&workshop)[0].stage, Stage::Decompose, "the link leads to where events are named");
    let reason = typed("Events are planned by the platform team.");
    let mut id = || Uuid::from_u128(9_000);
    let title = typed("What has to be recorded");
    workshop.waive(WaiverRule::BriefGap, None, title, reason, MORNING, &mut id).expect("a reason is given");
    assert!(is_complete(&workshop));
    assert!(printed(&brief(&workshop, Audience::Wide)).contains("Events are planned by the platform team."));
}

#[test]
fn r90_no_reason_buys_a_final_brief_with_fewer_than_two_rejections() {
    let mut workshop = played(&SCRIPT);
    let kept = workshop.rejections.iter().next().expect("four").candidate_id;
    workshop.rejections.retain(|r| r.candidate_id == kept);
    let mut id = || Uuid::from_u128(9_000);
    let title = typed("Options not chosen");
    workshop.waive(WaiverRule::BriefGap, None, title, typed("No time."), MORNING, &mut id).expect("a reason");
    assert!(!is_complete(&workshop));
}

#[test]
fn r9_a_brief_of_one_person_says_so_with_how_far_they_agreed_with_themselves() {
    let mut workshop = played(&SCRIPT);
    workshop.head_mut().solo = true;
    let document = brief(&workshop, Audience::Wide);
    let note = document.status.first_line_note.expect("a label");
    assert!(note.contains("Decided by one person") && note.contains('%'), "{note} lacks the figure");
}

#[test]
fn the_same_record_gives_the_same_document() {
    let workshop = played(&SCRIPT);
    assert_eq!(printed(&brief(&workshop, Audience::Team)), printed(&brief(&workshop, Audience::Team)));
}
