//! What the answers of SetUp and Frame change later, and what they leave alone.

use crate::a_workshop::{MORNING, a_workshop_at, asked_of_a_scorer, finish, line, new_workshop, set_up_answers};
use sextant_domain::act::{RoundScope, SetUpAnswers};
use sextant_domain::business_model::BusinessModel;
use sextant_domain::cadence::Rhythm;
use sextant_domain::example::examples;
use sextant_domain::frame::{FrameQuestion, Game, Maturity};
use sextant_domain::head::Scope;
use sextant_domain::stage::Stage;
use sextant_domain::view::{ProjectorContent, ProjectorFocus, console_view, projector_view};

/// R5: one area may have a star of its own below another one.
#[test]
fn a_workshop_speaks_for_company_product_or_area_and_names_the_star_above_it() {
    let mut w = new_workshop();
    finish(&mut w, Stage::SetUp);
    for scope in Scope::ALL {
        let parent_star = line("Accounts with five bookings each week");
        let answers = SetUpAnswers { scope: *scope, parent_star, ..set_up_answers() };
        w.answer_set_up(answers).expect("complete answers");
        assert_eq!(w.head().scope, *scope);
        assert_eq!(console_view(&w).head.parent_star.as_str(), "Accounts with five bookings each week");
    }
    w.answer_set_up(set_up_answers()).expect("a star above is optional");
}

/// R16: one question stays while people write.
#[test]
fn the_central_question_stays_on_the_projector_while_people_write() {
    let mut w = a_workshop_at(Stage::Write);
    w.answer_frame(FrameQuestion::CentralQuestion, line("What do firms do when a week went well?")).expect("a line");
    for candidates in [0, 10] {
        let view = projector_view(&w, ProjectorFocus::Stage);
        let ProjectorContent::Write { question, count, .. } = view.content else { panic!("writing") };
        assert_eq!((question.as_str(), count), ("What do firms do when a week went well?", candidates));
        if candidates == 0 {
            finish(&mut w, Stage::Write);
        }
    }
    w.answer_frame(FrameQuestion::CentralQuestion, line("")).expect("a line");
    let ProjectorContent::Write { question, .. } = projector_view(&w, ProjectorFocus::Stage).content else {
        panic!("writing")
    };
    assert!(question.ends_with('?'), "there is always a question: {question}");
}

/// R18: the younger the product, the sooner it is looked at again.
#[test]
fn how_far_the_product_is_suggests_the_rhythm_of_review_and_sets_nothing() {
    let mut w = a_workshop_at(Stage::RollOut);
    assert_eq!(console_view(&w).suggested_rhythm, None);
    for (maturity, rhythm) in [
        (Maturity::PreFit, Rhythm::Weekly),
        (Maturity::Growth, Rhythm::Monthly),
        (Maturity::Scale, Rhythm::Monthly),
        (Maturity::Mature, Rhythm::Quarterly),
    ] {
        w.set_maturity(Some(maturity));
        assert_eq!(console_view(&w).suggested_rhythm, Some(rhythm));
        assert_eq!(w.cadence().rhythm, None, "people choose");
    }
}

/// R19: they select, people answer.
#[test]
fn business_model_and_game_change_no_answer_and_no_candidate() {
    let mut w = a_workshop_at(Stage::Challenge);
    let before = w.clone();
    for model in BusinessModel::all() {
        w.set_business_model(Some(model));
        assert!(examples(model).count() > 7, "each model has examples of its own");
    }
    for game in Game::ALL {
        w.set_game(Some(*game));
    }
    w.set_business_model(None);
    w.set_game(None);
    assert_eq!(w, before);
}

/// R20: the strategy is written once and stands beside its criterion.
#[test]
fn how_we_win_is_handed_to_every_seat_that_marks() {
    let mut w = a_workshop_at(Stage::Score);
    w.answer_frame(FrameQuestion::Strategy, line("Plans that hold, not plans that look good")).expect("a line");
    w.open_round(RoundScope::All, MORNING).expect("a round opens");
    let (_, strategy) = asked_of_a_scorer(&w);
    assert_eq!(strategy, "Plans that hold, not plans that look good");
}
