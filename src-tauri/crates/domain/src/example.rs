//! Good and weak examples by business model (R36), shown once writing is over.
//!
//! Each example names the documents it comes from and carries a caveat. Where
//! the documents disagree, the example is contested and says who differs. No
//! figure about a company's growth is repeated, because none has a source.

mod ai;
mod collaboration;
mod developer_tools;
mod marketplace;
mod media;
mod saas;
mod shop;
mod social;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::business_model::BusinessModel;

/// Whether an example would serve as a star.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// It follows value and can be a star under its caveat.
    Good,
    /// It looks like a star and fails as one.
    Weak,
}

impl Quality {
    /// The name shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Quality::Good => "Good",
            Quality::Weak => "Weak",
        }
    }
}

/// A document that an example comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SourceDocument {
    /// A glossary entry for founders.
    Glossary,
    /// A guide for product managers.
    ProductManagersGuide,
    /// A long article on finding, checking and tracking a star.
    FindingGuide,
    /// A page of a handbook on growth.
    GrowthHandbook,
    /// An article on exploring candidates with a mind map.
    MindMapGuide,
}

impl SourceDocument {
    /// Every document, in the order of their numbers.
    pub fn all() -> impl Iterator<Item = SourceDocument> {
        [
            SourceDocument::Glossary,
            SourceDocument::ProductManagersGuide,
            SourceDocument::FindingGuide,
            SourceDocument::GrowthHandbook,
            SourceDocument::MindMapGuide,
        ]
        .into_iter()
    }

    /// The title under which an example names the document.
    pub fn title(self) -> &'static str {
        match self {
            SourceDocument::Glossary => "Glossary entry on the North Star Metric (Olune)",
            SourceDocument::ProductManagersGuide => "Practical guide for product managers (ProductPeople)",
            SourceDocument::FindingGuide => "Guide to finding a North Star Metric (Swetrix)",
            SourceDocument::GrowthHandbook => "Growth handbook page on the North Star Metric",
            SourceDocument::MindMapGuide => "Article on the North Star Metric and mind maps (ClipMind)",
        }
    }

    /// The number by which the requirements cite the document.
    pub fn number(self) -> &'static str {
        match self {
            SourceDocument::Glossary => "000",
            SourceDocument::ProductManagersGuide => "001",
            SourceDocument::FindingGuide => "002",
            SourceDocument::GrowthHandbook => "003",
            SourceDocument::MindMapGuide => "004",
        }
    }
}

/// One example with its reason, its caveat and its sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The business model it belongs to.
    pub model: BusinessModel,
    /// Good or weak.
    pub quality: Quality,
    /// The metric as a candidate would be written.
    pub sentence: &'static str,
    /// What speaks for it; weak examples have something in their favour too.
    pub why: &'static str,
    /// What to mind before it is taken over.
    pub caveat: &'static str,
    /// Where it comes from; never empty.
    pub sources: &'static [SourceDocument],
    /// Which document differs, when they disagree.
    pub contested: Option<&'static str>,
}

/// The examples for one business model, good ones first.
pub fn examples(model: BusinessModel) -> impl Iterator<Item = &'static Example> {
    match model {
        BusinessModel::Saas => saas::EXAMPLES,
        BusinessModel::Collaboration => collaboration::EXAMPLES,
        BusinessModel::Shop => shop::EXAMPLES,
        BusinessModel::Marketplace => marketplace::EXAMPLES,
        BusinessModel::Media => media::EXAMPLES,
        BusinessModel::Social => social::EXAMPLES,
        BusinessModel::DeveloperTools => developer_tools::EXAMPLES,
        BusinessModel::Ai => ai::EXAMPLES,
    }
    .iter()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::pitfall::{Pitfall, PitfallContext, SidesGiven, check_pitfalls};

    fn all_examples() -> impl Iterator<Item = &'static Example> {
        BusinessModel::all().flat_map(examples)
    }

    #[test]
    fn every_model_has_five_good_and_three_weak_examples() {
        for model in BusinessModel::all() {
            let good = examples(model).filter(|example| example.quality == Quality::Good).count();
            let weak = examples(model).filter(|example| example.quality == Quality::Weak).count();
            assert!(good >= 5, "{model:?} has {good} good ones");
            assert!(weak >= 3, "{model:?} has {weak} weak ones");
        }
    }

    #[test]
    fn every_example_stands_under_its_model_with_source_reason_and_caveat() {
        for model in BusinessModel::all() {
            for example in examples(model) {
                assert_eq!(example.model, model, "{}", example.sentence);
                assert!(!example.sources.is_empty(), "{}", example.sentence);
                assert!(example.why.ends_with('.'), "{}", example.sentence);
                assert!(example.caveat.ends_with('.'), "{}", example.sentence);
            }
        }
    }

    #[test]
    fn no_sentence_appears_twice() {
        let mut seen = BTreeSet::new();
        for example in all_examples() {
            assert!(seen.insert(example.sentence), "{}", example.sentence);
        }
    }

    #[test]
    fn no_figure_without_a_source_is_told_as_a_fact() {
        for example in all_examples() {
            for text in [example.sentence, example.why, example.caveat, example.contested.unwrap_or("")] {
                for forbidden in ["%", "percent", "$", "million", "billion", "prove", " cause "] {
                    assert!(!text.contains(forbidden), "{text}");
                }
            }
        }
    }

    #[test]
    fn what_the_documents_disagree_on_is_labelled() {
        let contested: BTreeSet<_> =
            all_examples().filter(|example| example.contested.is_some()).map(|example| example.sentence).collect();
        let expected = BTreeSet::from([
            "Average revenue per user",
            "Daily active users posting content",
            "Free teams that move to a paid plan",
            "Hours streamed per week",
            "Three top numbers side by side, listening time among them",
            "Time on page",
            "Time spent in the feed",
            "Time spent listening per week",
            "Total read time per week",
            "Weekly active paid teams",
            "Weekly active users of the core feature",
        ]);
        assert_eq!(contested, expected);
    }

    #[test]
    fn time_spent_is_never_shown_without_its_doubt() {
        for example in all_examples() {
            let about_time = check_pitfalls(example.sentence, &PitfallContext::default())
                .iter()
                .any(|finding| finding.pitfall == Pitfall::TimeSpent);
            assert!(!about_time || example.contested.is_some(), "{}", example.sentence);
        }
    }

    #[test]
    fn a_good_example_nobody_contests_raises_no_pitfall() {
        for example in all_examples() {
            if example.quality == Quality::Weak || example.contested.is_some() {
                continue;
            }
            let context = PitfallContext { model: Some(example.model), counted_unit: None, sides: SidesGiven::Both };
            let findings = check_pitfalls(example.sentence, &context);
            assert!(findings.is_empty(), "{}: {findings:?}", example.sentence);
        }
    }
}
