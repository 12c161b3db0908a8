//! Examples for AI products (R36).

use super::Quality::{Good, Weak};
use super::{Example, SourceDocument as From};
use crate::business_model::BusinessModel;

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        model: BusinessModel::Ai,
        quality: Good,
        sentence: "Tasks completed successfully with the assistant each week",
        why: "It counts work that is done, not attempts.",
        caveat: "Somebody has to say that a task succeeded. Silence is not success.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Ai,
        quality: Good,
        sentence: "Answers that people accepted each week",
        why: "Accepting is a judgement by the person who has to live with it.",
        caveat: "People also accept without reading. Check a sample by hand.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Ai,
        quality: Good,
        sentence: "Automated workflows run without help each week",
        why: "It counts work that no longer waits for a person.",
        caveat: "A workflow can run and do harm. Pair it with corrections.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Ai,
        quality: Good,
        sentence: "Jobs finished faster than before, per week",
        why: "It compares with the world before the product.",
        caveat: "Adapted from the guide for product managers, which names a shorter time for a defined job. You need a first reading of the old time.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Ai,
        quality: Good,
        sentence: "Accounts with five or more accepted drafts in a week",
        why: "A threshold on accepted work shows a habit.",
        caveat: "Adapted from the glossary's rule on use above a threshold. The five is ours.",
        sources: &[From::Glossary, From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Ai,
        quality: Good,
        sentence: "Customer questions solved without a second request each week",
        why: "It falls when people have to ask again.",
        caveat: "Adapted from the guide for product managers, which warns that asking again may be a sign of struggle.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Ai,
        quality: Weak,
        sentence: "Prompts sent per week",
        why: "It shows that people try.",
        caveat: "It may rise because the answers are poor and people ask again.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Ai,
        quality: Weak,
        sentence: "Words generated per day",
        why: "It is on the bill, so it is always known.",
        caveat: "Adapted from the warning about raw volume in the guide for product managers. Longer answers are not better ones.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
    Example {
        model: BusinessModel::Ai,
        quality: Weak,
        sentence: "Conversations started with the assistant",
        why: "It is the first sign of interest.",
        caveat: "Adapted from the warning about raw volume in the guide for product managers. It says nothing about how they ended.",
        sources: &[From::ProductManagersGuide],
        contested: None,
    },
];
