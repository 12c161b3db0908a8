//! What a brief says because a requirement asks for it, and what it calls a gap.

use sextant_brief::assemble::{Audience, assemble, gaps, is_complete};
use sextant_brief::document::Document;
use sextant_brief::{Format, render};
use sextant_domain::cadence::Cadence;
use sextant_domain::candidate::{MetricKind, MetricSentence};
use sextant_domain::decision::WaiverRule;
use sextant_domain::frame::Maturity;
use sextant_domain::workshop::Workshop;
use uuid::Uuid;

use super::room::{CONTEXT, MORNING, Room, SCRIPT, played, typed};

fn brief(workshop: &Workshop, audience: Audience) -> Document {
    assemble(workshop, audience, &CONTEXT)
}

/// One section as its blocks are stored.
fn section(workshop: &Workshop, audience: Audience, number: &str) -> String {
    let document = brief(workshop, audience);
    let found = document.sections.iter().find(|s| s.number == number).expect("every section is there");
    serde_json::to_string(&found.blocks).expect("blocks are plain data")
}

/// What a section lacks.
fn lacks(workshop: &Workshop, number: &str) -> Vec<String> {
    gaps(workshop).into_iter().filter(|g| g.number == number).flat_map(|g| g.missing).collect()
}

fn leave_open(workshop: &mut Workshop, title: &str) {
    let title = typed(title);
    let mut id = || Uuid::from_u128(9_000);
    workshop.waive(WaiverRule::BriefGap, None, title, typed("No time."), MORNING, &mut id).expect("a reason");
}

#[test]
fn r1_the_team_edition_says_what_had_turned_a_finalist_down_before_it_came_back() {
    let mut workshop = played(&SCRIPT);
    let out = workshop.rejections.iter().find(|r| r.text.as_str() == "Money comes last.").expect("it").candidate_id;
    let mut id = || Uuid::from_u128(9_000);
    workshop.bring_back_candidate(out, MORNING, &mut id).expect("turned down");
    assert!(section(&workshop, Audience::Team, "16").contains("Lags revenue: Money comes last."));
    assert!(!section(&workshop, Audience::Wide, "16").contains("Money comes last."), "its words stay with the team");
}

#[test]
fn r3_the_brief_names_every_kind_of_number_and_says_how_they_relate() {
    let text = section(&played(&SCRIPT), Audience::Wide, "A");
    for kind in MetricKind::ALL {
        let label = if *kind == MetricKind::Kpi { "KPI" } else { kind.label() };
        assert!(text.contains(&format!("\"{label}\"")), "{label} is explained");
    }
    assert!(text.contains("one ladder"));
}

#[test]
fn r4_the_words_of_a_goal_stand_beside_the_input_whose_target_they_became() {
    let text = section(&played(&SCRIPT), Audience::Team, "9");
    assert!(text.contains("Target: Goal 0: a tenth more by winter."));
}

#[test]
fn r5_the_star_above_stands_in_the_status_and_beside_the_tree() {
    let workshop = played(&SCRIPT);
    for number in ["0", "9"] {
        assert!(section(&workshop, Audience::Wide, number).contains("Households that read together"), "{number}");
    }
}

#[test]
fn r8_r107_before_fit_the_brief_says_which_reading_means_stop_by_when_and_what_retires_the_star() {
    let mut workshop = played(&SCRIPT);
    assert_eq!(workshop.frame().maturity, Some(Maturity::PreFit));
    let said = section(&workshop, Audience::Wide, "13");
    for words in ["Build or kill: stop if", "under 100 readers, by 1 December 2026", "We stop publishing long pieces"] {
        assert!(said.contains(words), "{words} is missing in {said}");
    }
    let unsaid =
        Cadence { stop_reading: typed(""), stop_by: None, retirement_trigger: typed(""), ..workshop.cadence().clone() };
    workshop.set_cadence(unsaid).expect("in order");
    let open = section(&workshop, Audience::Wide, "13");
    for words in ["nobody has said which reading means stop, and by when", "nobody has said what would"] {
        assert!(open.contains(words), "the reader is not told: {words}");
    }
    assert_eq!(lacks(&workshop, "13"), ["Say which reading means stop, by when, and what retires the star"]);
    workshop.set_maturity(Some(Maturity::Growth));
    assert_eq!(lacks(&workshop, "13"), [] as [&str; 0], "later it is optional");
}

#[test]
fn r31_no_reason_buys_a_final_brief_for_a_star_that_counts_time_without_a_guardrail() {
    let mut workshop = played(&SCRIPT);
    let star = workshop.star().expect("chosen").id;
    let candidate = workshop.candidates.get_mut(&(star,)).expect("there");
    let period = candidate.sentence.period;
    candidate.sentence = MetricSentence { period, ..MetricSentence::free(typed("Hours spent reading each week")) };
    assert!(is_complete(&workshop), "two guardrails watch over it");
    workshop.guardrails.retain(|_| false);
    assert!(lacks(&workshop, "10").contains(&"Set a guardrail, because the star counts time spent".to_owned()));
    leave_open(&mut workshop, "What must not get worse");
    assert!(!is_complete(&workshop));
}

#[test]
fn r41_the_two_questions_against_gaming_are_printed_for_each_review_and_missed_when_open() {
    let mut workshop = played(&SCRIPT);
    let told = section(&workshop, Audience::Wide, "6");
    assert!(told.contains("Asked again at each review") && told.contains("Would the rise last without a gimmick?"));
    workshop.goodhart_checks.retain(|_| false);
    assert_eq!(lacks(&workshop, "6"), ["Answer the two questions that each review repeats"]);
}

#[test]
fn r44_no_reason_buys_a_final_brief_for_a_star_with_fewer_than_two_inputs() {
    let mut workshop = played(&SCRIPT);
    let kept = workshop.input_metrics.iter().find(|i| i.parent_id.is_none()).expect("a tree").id;
    workshop.input_metrics.retain(|i| i.id == kept);
    assert!(lacks(&workshop, "9").contains(&"Draft two inputs or more".to_owned()));
    leave_open(&mut workshop, "What moves it");
    assert!(!is_complete(&workshop));
}

#[test]
fn r46_a_star_that_is_known_late_says_so_under_its_marks() {
    let mut workshop = played(&SCRIPT);
    assert!(!section(&workshop, Audience::Wide, "5").contains("known only after"));
    let star = workshop.star().expect("chosen").id;
    workshop.candidates.get_mut(&(star,)).expect("there").measurability.delay_days = Some(90);
    assert!(section(&workshop, Audience::Wide, "5").contains("known only after 90 days"));
}

#[test]
fn r102_rhythm_next_date_and_who_comes_are_printed_and_missed_when_open() {
    let mut workshop = played(&SCRIPT);
    let said = section(&workshop, Audience::Wide, "13");
    for words in ["Quarterly", "3 September 2026", "Owners of inputs"] {
        assert!(said.contains(words), "{words}");
    }
    let alone = Cadence { review_participants: typed(""), ..workshop.cadence().clone() };
    workshop.set_cadence(alone).expect("in order");
    assert_eq!(lacks(&workshop, "13"), ["Say who comes to the reviews"]);
}

#[test]
fn the_star_on_the_cover_is_an_outline_until_one_is_chosen() {
    let html = |workshop: &Workshop| {
        let printed = render(&brief(workshop, Audience::Wide), Format::Html).expect("it renders");
        String::from_utf8(printed).expect("text")
    };
    assert!(html(&Room::new().workshop).contains("<svg class=\"star open\""));
    let chosen = html(&played(&SCRIPT));
    assert!(chosen.contains("<svg class=\"star\"") && !chosen.contains("<svg class=\"star open\""));
}
