//! Examples for collaboration tools (R36).

use super::Quality::{Good, Weak};
use super::{Example, SourceDocument as From};
use crate::business_model::BusinessModel;

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        model: BusinessModel::Collaboration,
        quality: Good,
        sentence: "Weekly active teams completing shared work",
        why: "It counts the team, and it counts work that was done together.",
        caveat: "Say what completed means in your product, or every team will read it differently.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Collaboration,
        quality: Good,
        sentence: "Teams finishing five or more projects a month",
        why: "It fits a strategy of being the place where whole teams get work done.",
        caveat: "The five and the month suit one kind of team. Teams with long projects would never appear.",
        sources: &[From::FindingGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Collaboration,
        quality: Good,
        sentence: "Projects with three or more collaborators that reach a decision each week",
        why: "It needs several people and an outcome.",
        caveat: "A decision must be recorded somewhere before you can count it. The period is ours.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Collaboration,
        quality: Good,
        sentence: "Teams working on the same document each week",
        why: "Retention may depend on sharing, and this counts sharing instead of writing alone.",
        caveat: "Check in your own data whether shared documents go with staying.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Collaboration,
        quality: Good,
        sentence: "Active teams publishing a roadmap update each week",
        why: "One group, one visible action, one period.",
        caveat: "It suits a roadmap tool. An update that nobody reads counts too.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Collaboration,
        quality: Good,
        sentence: "Weekly active paid teams",
        why: "It joins a team, a rhythm and the willingness to pay.",
        caveat: "It does not name what the teams do. Add the action if you can.",
        sources: &[From::FindingGuide],
        contested: Some(
            "The mind map article reports another star for the same company: free teams that move to a paid plan.",
        ),
    },
    Example {
        model: BusinessModel::Collaboration,
        quality: Weak,
        sentence: "Free teams that move to a paid plan",
        why: "It says that value was high enough to pay for.",
        caveat: "Payment happens once and after the value. It tells little about the weeks that follow.",
        sources: &[From::MindMapGuide],
        contested: Some(
            "The guide to finding a star reports weekly active paid teams for the same company, and the glossary prefers a number that moves before money.",
        ),
    },
    Example {
        model: BusinessModel::Collaboration,
        quality: Weak,
        sentence: "Daily active users",
        why: "It is quick to read and everybody knows it.",
        caveat: "It does not say whether a team got anything done, and notifications alone can lift it.",
        sources: &[From::ProductManagersGuide, From::FindingGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Collaboration,
        quality: Weak,
        sentence: "Messages sent",
        why: "Talking is part of working together.",
        caveat: "More messages may mean more confusion. The growth handbook pairs it with messages that got a reply.",
        sources: &[From::FindingGuide, From::GrowthHandbook],
        contested: None,
    },
    Example {
        model: BusinessModel::Collaboration,
        quality: Weak,
        sentence: "Documents created",
        why: "It is an action inside the product.",
        caveat: "One person alone can create many and share none of them.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
];
