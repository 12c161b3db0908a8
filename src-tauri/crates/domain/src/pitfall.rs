//! Rule-based warnings on a candidate (R4, R27–R34, R69).
//!
//! A pitfall never blocks and never decides: it names the words it stumbled
//! over, says why they matter, asks one question and proposes a next step. It
//! stays silent until the reveal (R23); that is the stage's business, not ours.
//! The rules read English only; in another language they find nothing.

mod advice;
mod guide;
mod people;
mod phrase;
mod rule;
mod rules;

pub use guide::{GuideEntry, guide};
pub(crate) use phrase::{Words, is_one_of};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::business_model::{BusinessModel, CountedUnit};
use phrase::Span;

/// A rule-based warning on a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Pitfall {
    /// A cumulative or top-of-funnel count (R32).
    Vanity,
    /// Money the company takes in (R33).
    Revenue,
    /// Output of the team itself (R34).
    InternalEffort,
    /// Activity without a valuable action (R27).
    TooBroad,
    /// One click on one control (R27).
    TooNarrow,
    /// A step before the first value (R17, R84).
    Setup,
    /// Attention by the clock (R31).
    TimeSpent,
    /// Prompts or requests, whatever came of them (R30).
    RawAiVolume,
    /// One person counted in a product made for teams (R28).
    IndividualInTeamProduct,
    /// A marketplace sentence that leaves a side out (R29).
    OneSidedMarketplace,
    /// A goal with a date or an amount, which belongs on an input (R4).
    TimeBoundGoal,
    /// A ratio, which can rise because its bottom fell (R69).
    RatioTrap,
}

impl Pitfall {
    /// Every pitfall, in the order in which findings are listed.
    pub fn all() -> impl Iterator<Item = Pitfall> {
        [
            Pitfall::Vanity,
            Pitfall::Revenue,
            Pitfall::InternalEffort,
            Pitfall::TooBroad,
            Pitfall::TooNarrow,
            Pitfall::Setup,
            Pitfall::TimeSpent,
            Pitfall::RawAiVolume,
            Pitfall::IndividualInTeamProduct,
            Pitfall::OneSidedMarketplace,
            Pitfall::TimeBoundGoal,
            Pitfall::RatioTrap,
        ]
        .into_iter()
    }
}

/// Which sides of a marketplace the candidate says something about (R29).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SidesGiven {
    /// Nothing is said yet.
    #[default]
    Neither,
    /// The value for one side is described.
    One,
    /// The value for each side is described.
    Both,
}

/// What the rules know besides the sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PitfallContext {
    /// The business model chosen in Frame, if any.
    pub model: Option<BusinessModel>,
    /// The unit filled into the sentence's slot, if any.
    pub counted_unit: Option<CountedUnit>,
    /// How far a marketplace candidate describes both sides.
    pub sides: SidesGiven,
}

/// One warning together with the words that raised it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PitfallFinding {
    /// What was found.
    pub pitfall: Pitfall,
    /// The words it was found in, spelt as in the sentence.
    pub matched: String,
}

/// The warnings that a candidate's sentence raises, each at most once, in the
/// order of [`Pitfall::all`].
pub fn check_pitfalls(sentence: &str, context: &PitfallContext) -> Vec<PitfallFinding> {
    let words = Words::of(sentence);
    if words.iter().next().is_none() {
        return Vec::new();
    }
    Pitfall::all()
        .filter_map(|pitfall| {
            let span = find(pitfall, &words, context)?;
            Some(PitfallFinding { pitfall, matched: words.original(span) })
        })
        .collect()
}

fn find(pitfall: Pitfall, words: &Words<'_>, context: &PitfallContext) -> Option<Span> {
    match pitfall {
        Pitfall::IndividualInTeamProduct => people::lone_individual(words, context),
        Pitfall::OneSidedMarketplace => people::one_side(words, context),
        Pitfall::Vanity
        | Pitfall::Revenue
        | Pitfall::InternalEffort
        | Pitfall::TooBroad
        | Pitfall::TooNarrow
        | Pitfall::Setup
        | Pitfall::TimeSpent
        | Pitfall::RawAiVolume
        | Pitfall::TimeBoundGoal
        | Pitfall::RatioTrap => {
            rules::rules().filter(|rule| rule.pitfall == pitfall).find_map(|rule| rule.find(words, context.model))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(sentence: &str) -> Vec<(Pitfall, String)> {
        check_pitfalls(sentence, &PitfallContext::default())
            .into_iter()
            .map(|finding| (finding.pitfall, finding.matched))
            .collect()
    }

    #[test]
    fn a_finding_quotes_the_words_as_they_were_typed() {
        assert_eq!(found("New Sign-Ups per month"), [(Pitfall::Vanity, "Sign-Ups".to_owned())]);
    }

    #[test]
    fn one_sentence_can_hold_two_pitfalls_and_each_is_named_once() {
        let names: Vec<_> = found("Average revenue per user").into_iter().map(|f| f.0).collect();
        assert_eq!(names, [Pitfall::Revenue, Pitfall::RatioTrap]);
    }

    #[test]
    fn a_blank_sentence_raises_nothing_even_in_a_marketplace() {
        let context = PitfallContext {
            model: Some(BusinessModel::Marketplace),
            counted_unit: Some(CountedUnit::User),
            sides: SidesGiven::Neither,
        };
        assert!(check_pitfalls("  …  ", &context).is_empty());
    }

    #[test]
    fn the_longest_allowed_text_in_any_script_is_read_without_panic() {
        for piece in ["sign-ups ", "🚀", "مستخدم ", "'s ", "% ", "by 5% "] {
            let _ = found(&piece.repeat(400));
        }
    }
}
