//! The words people read for each value of a kind.

use crate::a_workshop::new_workshop;
use sextant_domain::ballot::{RoundStatus, TalkOutcome};
use sextant_domain::business_model::{BusinessModel, CountedUnit};
use sextant_domain::cadence::Rhythm;
use sextant_domain::candidate::{DataStatus, MetricKind, Period, Standing, Threshold, ValueStatement};
use sextant_domain::challenge::{ChallengeKind, GoodhartPrompt, Verdict, YesNo};
use sextant_domain::contribution::{ContributionKind, Signal};
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::decision::{Favours, RejectionReason, WaiverRule};
use sextant_domain::definition::{
    DefinitionField, Denominator, ExclusionDecision, ExclusionKind, WeekStart, WindowKind, WindowUnit,
};
use sextant_domain::evidence::{Confidence, EvidenceDirection, EvidenceKind};
use sextant_domain::example::{Quality, SourceDocument};
use sextant_domain::exit_check::exit_check;
use sextant_domain::frame::{FrameQuestion, Game, Maturity};
use sextant_domain::guardrail::{DataClass, Direction, EventStatus};
use sextant_domain::head::{Answering, BallotChannel, Path, Privacy, Scope};
use sextant_domain::input_tree::{InputLink, Operation};
use sextant_domain::participant::{Discipline, Role};
use sextant_domain::pitfall::Pitfall;
use sextant_domain::stage::{Stage, StageStatus};
use sextant_domain::view::Extreme;
use std::collections::BTreeSet;

/// Nobody could tell two values apart by the same words, nor choose one that has none.
fn told_apart<T: Copy>(kind: &str, values: impl IntoIterator<Item = T>, words: impl Fn(T) -> &'static str) {
    let mut seen = BTreeSet::new();
    for value in values {
        let said = words(value);
        assert!(!said.trim().is_empty(), "a {kind} has no words");
        assert!(!said.contains('!'), "a {kind} shouts: {said}");
        assert!(seen.insert(said), "two values of {kind} read {said}");
    }
    assert!(seen.len() > 1, "{kind} leaves nothing to tell apart");
}

/// Most kinds list their values and name each of them.
macro_rules! labels_are_told_apart {
    ($($kind:ident),* $(,)?) => {
        $(told_apart(stringify!($kind), $kind::ALL.iter().copied(), $kind::label);)*
    };
}

#[test]
fn every_choice_has_words_of_its_own() {
    labels_are_told_apart!(
        Answering,
        BallotChannel,
        ChallengeKind,
        Confidence,
        ContributionKind,
        DataClass,
        DataStatus,
        DefinitionField,
        Denominator,
        Direction,
        Discipline,
        EventStatus,
        EvidenceDirection,
        EvidenceKind,
        ExclusionDecision,
        ExclusionKind,
        Extreme,
        Favours,
        FrameQuestion,
        Game,
        GoodhartPrompt,
        InputLink,
        Maturity,
        MetricKind,
        Operation,
        Path,
        Period,
        Privacy,
        RejectionReason,
        Rhythm,
        Role,
        RoundStatus,
        Scope,
        Signal,
        Stage,
        StageStatus,
        Standing,
        TalkOutcome,
        Threshold,
        ValueStatement,
        Verdict,
        WaiverRule,
        WeekStart,
        WindowKind,
        WindowUnit,
        YesNo,
    );
    told_apart("CountedUnit", CountedUnit::all(), CountedUnit::label);
    told_apart("BusinessModel", BusinessModel::all(), BusinessModel::label);
    told_apart("Quality", [Quality::Good, Quality::Weak], Quality::label);
    told_apart("SourceDocument", SourceDocument::all(), SourceDocument::title);
    told_apart("SourceDocument", SourceDocument::all(), SourceDocument::number);
}

#[test]
fn every_pitfall_speaks_for_itself() {
    for words in [Pitfall::label, Pitfall::reason, Pitfall::question, Pitfall::ask_for] {
        told_apart("Pitfall", Pitfall::all(), words);
    }
}

#[test]
fn every_point_of_the_sheet_asks_for_something_else() {
    for words in [Criterion::label, Criterion::question, Criterion::projector_question] {
        told_apart("Criterion", Criterion::all(), words);
    }
    told_apart("anchor", Criterion::all().iter().flat_map(|c| c.anchors()), |anchor| anchor);
    told_apart("Level", Level::JUDGED.into_iter().chain([Level::CannotJudge]), Level::label);
}

#[test]
fn every_condition_says_what_is_missing() {
    let w = new_workshop();
    let all = Stage::ALL.iter().flat_map(|stage| exit_check(&w, *stage));
    told_apart("ExitCondition", all, |condition| condition.text);
}
