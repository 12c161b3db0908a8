//! Examples for media (R36).

use super::Quality::{Good, Weak};
use super::{Example, SourceDocument as From};
use crate::business_model::BusinessModel;

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        model: BusinessModel::Media,
        quality: Good,
        sentence: "Time spent listening per week",
        why: "Nobody listens for long to something they do not want to hear.",
        caveat: "Use it only with a guardrail, for example the number of different artists heard.",
        sources: &[From::Glossary, From::FindingGuide, From::GrowthHandbook],
        contested: Some(
            "The guide for product managers warns that time may come from compulsion, and the growth handbook allows it only with a guardrail beside it.",
        ),
    },
    Example {
        model: BusinessModel::Media,
        quality: Good,
        sentence: "Hours streamed per week",
        why: "It follows whether people find something worth watching.",
        caveat: "A player that starts the next film by itself lifts it. Use it only with a guardrail.",
        sources: &[From::FindingGuide],
        contested: Some(
            "The guide for product managers warns that time may come from compulsion, and the growth handbook allows it only with a guardrail beside it.",
        ),
    },
    Example {
        model: BusinessModel::Media,
        quality: Good,
        sentence: "Total read time per week",
        why: "It separates reading from opening a page.",
        caveat: "Slow pages lift it as well. Use it only with a guardrail.",
        sources: &[From::FindingGuide],
        contested: Some(
            "The guide for product managers warns that time may come from compulsion, and the growth handbook allows it only with a guardrail beside it. The guide to finding a star itself describes how time on a page can be gamed.",
        ),
    },
    Example {
        model: BusinessModel::Media,
        quality: Good,
        sentence: "Readers who finish three articles in a week",
        why: "Finishing is a choice that a person repeats only when it was worth it.",
        caveat: "Adapted from the rule of the guide for product managers that use should be meaningful. The three is ours.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Media,
        quality: Good,
        sentence: "Listeners who discover several artists in a week",
        why: "It grows with variety, not with one song on repeat.",
        caveat: "Adapted from the growth handbook, which uses variety as a guardrail and not as a star.",
        sources: &[From::GrowthHandbook],
        contested: None,
    },
    Example {
        model: BusinessModel::Media,
        quality: Good,
        sentence: "Articles saved or passed on to a friend each week",
        why: "Somebody found it good enough to keep or to give away.",
        caveat: "Adapted from the advice on social products in the guide for product managers. Outrage is passed on too.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Media,
        quality: Weak,
        sentence: "Page views",
        why: "Everybody can count them.",
        caveat: "A bad headline and a broken page produce more of them.",
        sources: &[From::Glossary, From::ProductManagersGuide, From::FindingGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Media,
        quality: Weak,
        sentence: "Time on page",
        why: "It looks like attention.",
        caveat: "Hiding the way out lifts it. The guide to finding a star uses it as its example of a chased number.",
        sources: &[From::FindingGuide],
        contested: Some(
            "The guide for product managers warns that time may come from compulsion, and the growth handbook allows it only with a guardrail beside it.",
        ),
    },
    Example {
        model: BusinessModel::Media,
        quality: Weak,
        sentence: "Playlists created",
        why: "It is an action, and people enjoy it.",
        caveat: "One can make many playlists and listen to none.",
        sources: &[From::FindingGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Media,
        quality: Weak,
        sentence: "Average revenue per user",
        why: "It fits a business that earns more from each person it already has.",
        caveat: "It follows value, and it can rise because people who pay less have left. To keep it you need a written reason.",
        sources: &[From::MindMapGuide],
        contested: Some(
            "The mind map article reports it as the star of one streaming company. The glossary, the guide for product managers and the growth handbook advise against revenue.",
        ),
    },
    Example {
        model: BusinessModel::Media,
        quality: Weak,
        sentence: "Three top numbers side by side, listening time among them",
        why: "Different goals of one company each have a number.",
        caveat: "When two pieces of work compete, three numbers give no answer. Choose one and keep the others as inputs or guardrails.",
        sources: &[From::MindMapGuide],
        contested: Some(
            "The mind map article reports three stars at one company. The glossary, the guide for product managers and the guide to finding a star each ask for one; the growth handbook speaks of a single measurement.",
        ),
    },
];
