//! Examples for social products (R36).

use super::Quality::{Good, Weak};
use super::{Example, SourceDocument as From};
use crate::business_model::BusinessModel;

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        model: BusinessModel::Social,
        quality: Good,
        sentence: "Daily active users posting content",
        why: "It names an action that gives others a reason to come.",
        caveat: "Posting is easy to provoke and easy to automate. Say what counts as a post.",
        sources: &[From::FindingGuide],
        contested: Some(
            "The guide for product managers finds daily active users too broad, and so does another chapter of the same source; here the action is named.",
        ),
    },
    Example {
        model: BusinessModel::Social,
        quality: Good,
        sentence: "Messages that received a reply each week",
        why: "A reply shows that the message reached somebody who cared.",
        caveat: "The growth handbook offers it as a guardrail for messages sent. Short replies count as much as long ones.",
        sources: &[From::GrowthHandbook],
        contested: None,
    },
    Example {
        model: BusinessModel::Social,
        quality: Good,
        sentence: "Conversations between friends that go back and forth each week",
        why: "Both people got something out of it.",
        caveat: "Adapted from the guide for product managers, which names meaningful conversations. You must say what makes one.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Social,
        quality: Good,
        sentence: "Posts saved or shared with a friend each week",
        why: "Saving and sharing are choices, while scrolling may be habit.",
        caveat: "Adapted from the guide for product managers. Outrage is shared too, so name a guardrail.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Social,
        quality: Good,
        sentence: "People who publish something that others answer each week",
        why: "The person who made it and those who answer both take part.",
        caveat: "Adapted from the guide for product managers, which names successful creations. An angry answer counts too.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Social,
        quality: Weak,
        sentence: "Registered users",
        why: "It is a large number and easy to explain.",
        caveat: "It never falls when people stop coming back.",
        sources: &[From::FindingGuide, From::MindMapGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Social,
        quality: Weak,
        sentence: "Total friend connections",
        why: "Connections are the ground on which a network stands.",
        caveat: "A long list of friends says nothing about talking to one of them.",
        sources: &[From::FindingGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Social,
        quality: Weak,
        sentence: "Time spent in the feed",
        why: "Attention is what the product lives from.",
        caveat: "It may come from habit that people regret. If you keep it, name a guardrail.",
        sources: &[From::ProductManagersGuide],
        contested: Some(
            "The glossary and the guide to finding a star praise time spent for listening and watching; the guide for product managers doubts it and the growth handbook asks for a guardrail.",
        ),
    },
    Example {
        model: BusinessModel::Social,
        quality: Weak,
        sentence: "App downloads",
        why: "It is the first step.",
        caveat: "Useful as an input. Many who download never open it twice.",
        sources: &[From::ProductManagersGuide, From::MindMapGuide],
        contested: None,
    },
];
