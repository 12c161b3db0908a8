//! What the wall shows of the record, and what it leaves out.

use crate::a_workshop::{
    MORNING, a_workshop_at, everybody_scores, fresh, ids, live, new_workshop, set_up_answers, settle, text,
};
use sextant_domain::act::{RoundScope, SetUpAnswers};
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::head::Scope;
use sextant_domain::stage::Stage;
use sextant_domain::text::Name;
use sextant_domain::view::{ProjectorContent, ProjectorFocus, projector_view};
use sextant_domain::workshop::Workshop;

fn wall(w: &Workshop) -> ProjectorContent {
    projector_view(w, ProjectorFocus::Stage).content
}

#[test]
fn the_lobby_says_what_the_star_is_for_once_that_has_a_name() {
    let mut w = new_workshop();
    let mut purpose = |scope, name: &str| {
        let answers = SetUpAnswers { scope, scope_name: text(name), ..set_up_answers() };
        w.answer_set_up(answers).expect("complete answers");
        let ProjectorContent::Lobby { purpose, .. } = wall(&w) else { panic!("the stage shows the lobby") };
        purpose
    };
    assert_eq!(purpose(Scope::Company, ""), None);
    assert_eq!(purpose(Scope::Company, "Slotwell").as_deref(), Some("A star for the whole company: Slotwell"));
    assert_eq!(purpose(Scope::Product, "Planner").as_deref(), Some("A star for one product: Planner"));
    assert_eq!(purpose(Scope::Area, "البحث").as_deref(), Some("A star for one product area: البحث"));
}

#[test]
fn a_card_carries_what_was_merged_into_it_and_into_those() {
    let mut w = a_workshop_at(Stage::Clarify);
    let cards = ids(&w);
    w.merge_candidates(cards[4], cards[2]).expect("both are in the running");
    w.merge_candidates(cards[2], cards[6]).expect("both are in the running");
    let shown = |w: &Workshop, focus| {
        let ProjectorContent::Candidates { sentences, focus } = projector_view(w, focus).content else {
            panic!("the stage shows the cards")
        };
        let clusters: Vec<(u32, Vec<u32>)> = sentences
            .iter()
            .filter(|card| !card.merged.is_empty())
            .map(|card| (card.sentence.number, card.merged.iter().map(|one| one.number).collect()))
            .collect();
        (sentences.len(), clusters, focus)
    };
    let (count, clusters, _) = shown(&w, ProjectorFocus::Stage);
    assert_eq!((count, clusters), (cards.len() - 2, vec![(7, vec![3, 5])]));
    let (.., focus) = shown(&w, ProjectorFocus::Candidate { id: cards[6] });
    let merged = focus.expect("one is in focus").merged;
    let sentence = |place: usize| w.candidates.get(&(cards[place],)).expect("written").sentence.text();
    assert_eq!(merged.into_iter().map(|one| one.text).collect::<Vec<_>>(), [sentence(2), sentence(4)]);
    w.unmerge_candidate(cards[2]).expect("it was merged");
    assert_eq!(shown(&w, ProjectorFocus::Stage).1, [(3, vec![5])]);
}

#[test]
fn a_second_round_names_the_cells_it_asks_for_and_nothing_of_the_marks() {
    let mut w = a_workshop_at(Stage::Score);
    let cells = |w: &Workshop| {
        let ProjectorContent::Marking { cells, .. } = wall(w) else { panic!("people mark") };
        cells
    };
    w.open_round(RoundScope::All, MORNING).expect("a round opens");
    assert_eq!(cells(&w), [], "the first round asks for everything");
    let row = Criterion::COUNT;
    let split = |seat: usize, cell: usize| {
        if seat == 0 && [2, 3, row + 5].contains(&cell) { Level::Fails } else { Level::Clear }
    };
    everybody_scores(&mut w, split);
    w.close_round(&text("")).expect("everybody is in");
    assert_eq!(cells(&w), []);
    w.reveal_round(MORNING, &mut fresh).expect("closed rounds can be revealed");
    settle(&mut w);
    w.open_round(RoundScope::Disputed, MORNING).expect("a round opens");
    let before = wall(&w);
    let asked: Vec<_> = cells(&w).into_iter().map(|one| (one.sentence.id, one.criteria)).collect();
    let candidates = live(&w);
    let wanted = [
        (candidates[0], vec![Criterion::LeadsRevenue, Criterion::Actionable]),
        (candidates[1], vec![Criterion::Measurable]),
    ];
    assert_eq!(asked, wanted);
    everybody_scores(&mut w, |_, _| Level::Doubtful);
    let ProjectorContent::Marking { done, expected, round, .. } = before else { panic!("people mark") };
    assert_eq!(
        wall(&w),
        ProjectorContent::Marking { done: expected, expected, round, cells: cells(&w) },
        "marks move {done} to {expected} and no byte else"
    );
}

#[test]
fn a_name_as_long_as_it_may_be_stands_in_the_purpose_whole() {
    let mut w = new_workshop();
    let name = "w".repeat(Name::LIMIT);
    w.answer_set_up(SetUpAnswers { scope_name: text(&name), ..set_up_answers() }).expect("complete answers");
    let ProjectorContent::Lobby { purpose, .. } = wall(&w) else { panic!("the stage shows the lobby") };
    assert!(purpose.expect("it has a name").ends_with(&name));
}
