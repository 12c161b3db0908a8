//! Examples for software by subscription (R36).

use super::Quality::{Good, Weak};
use super::{Example, SourceDocument as From};
use crate::business_model::BusinessModel;

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        model: BusinessModel::Saas,
        quality: Good,
        sentence: "Weekly active accounts that booked five or more meetings",
        why: "It counts accounts that did the job they came for, often enough to show a habit.",
        caveat: "The threshold fits a scheduling tool. Look for yours in your own history.",
        sources: &[From::Glossary],
        contested: None,
    },
    Example {
        model: BusinessModel::Saas,
        quality: Good,
        sentence: "Decisions made from shared dashboards each week",
        why: "An analytics product promises better decisions, and this counts them.",
        caveat: "It is harder to record than a login. You may need people to mark a decision.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Saas,
        quality: Good,
        sentence: "Accounts that pass a set amount of use each week",
        why: "A threshold separates a habit from a try.",
        caveat: "Adapted from the glossary's rule that use above a threshold moves before money does. Say which use you mean.",
        sources: &[From::Glossary],
        contested: None,
    },
    Example {
        model: BusinessModel::Saas,
        quality: Good,
        sentence: "Projects finished each week",
        why: "A project tool exists so that projects get finished.",
        caveat: "Projects differ in size, so cutting them smaller would lift it. The guide to finding a star offers it as a candidate only.",
        sources: &[From::FindingGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Saas,
        quality: Good,
        sentence: "Funnel drops that a team noticed and acted on each week",
        why: "It counts the moment in which the product changes what a team does.",
        caveat: "Adapted from a value moment in the guide for product managers. The period is ours.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Saas,
        quality: Good,
        sentence: "Weekly active users of the core feature",
        why: "It names one feature instead of any activity.",
        caveat: "Write the action into the sentence before you score it. As it stands, a glance at the feature counts.",
        sources: &[From::FindingGuide],
        contested: Some(
            "The guide for product managers finds active users too broad, and the guide to finding a star says so too in another chapter.",
        ),
    },
    Example {
        model: BusinessModel::Saas,
        quality: Weak,
        sentence: "Total sign-ups",
        why: "It is easy to count, and it is an early step towards value.",
        caveat: "Useful as an input. It rises while people who signed up earlier leave.",
        sources: &[From::Glossary, From::ProductManagersGuide, From::FindingGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Saas,
        quality: Weak,
        sentence: "Monthly recurring revenue",
        why: "It says what the business earns.",
        caveat: "Keep it as the outcome. It follows value with a delay, and price or sales effort move it as well.",
        sources: &[From::Glossary, From::ProductManagersGuide, From::FindingGuide, From::GrowthHandbook],
        contested: None,
    },
    Example {
        model: BusinessModel::Saas,
        quality: Weak,
        sentence: "Monthly active users",
        why: "It shows that people come back at all.",
        caveat: "Any login counts. Name the action that shows value.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
];
