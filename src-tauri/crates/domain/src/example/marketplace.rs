//! Examples for marketplaces (R36).

use super::Quality::{Good, Weak};
use super::{Example, SourceDocument as From};
use crate::business_model::BusinessModel;

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        model: BusinessModel::Marketplace,
        quality: Good,
        sentence: "Nights booked per month",
        why: "A guest has a place to stay and a host has a guest, in the same number.",
        caveat: "A booking can still be cancelled. Say which day counts.",
        sources: &[From::Glossary, From::GrowthHandbook],
        contested: None,
    },
    Example {
        model: BusinessModel::Marketplace,
        quality: Good,
        sentence: "Completed transactions per week",
        why: "Each one needs both sides to be content enough to finish.",
        caveat: "It treats a small and a large deal alike. Write down what each side gets.",
        sources: &[From::ProductManagersGuide, From::FindingGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Marketplace,
        quality: Good,
        sentence: "Qualified conversations between companies and builders per month",
        why: "It counts a match of two sides instead of browsing.",
        caveat: "Somebody has to say what qualified means.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Marketplace,
        quality: Good,
        sentence: "Orders completed and delivered on time each week",
        why: "The buyer gets the goods in time, and the seller is paid.",
        caveat: "The source names no period; the week is ours.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Marketplace,
        quality: Good,
        sentence: "Companies that made a qualified contact with a builder each month",
        why: "It counts companies, so one eager company cannot carry it.",
        caveat: "The builder's side is only implied. Add a guardrail for replies.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Marketplace,
        quality: Good,
        sentence: "Candidates introduced to a fitting employer each month",
        why: "It is the moment in which a job marketplace keeps its promise to both.",
        caveat: "Adapted from a value moment in the guide for product managers. An introduction is not a job yet.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Marketplace,
        quality: Weak,
        sentence: "Listings created",
        why: "There is nothing to find without listings.",
        caveat: "Useful as an input. It counts one side and says nothing about a match.",
        sources: &[From::FindingGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Marketplace,
        quality: Weak,
        sentence: "Sellers active in a month",
        why: "It shows that supply exists.",
        caveat: "Adapted from the warning about supply alone in the guide for product managers. Buyers may find nothing while it rises.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Marketplace,
        quality: Weak,
        sentence: "Searches per week",
        why: "It shows that somebody is looking.",
        caveat: "Adapted from the advice of the guide for product managers to count matches, not browsing. People search more when they do not find.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
];
