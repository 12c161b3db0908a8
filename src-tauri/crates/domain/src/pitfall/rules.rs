//! The rules themselves, as data: a new warning is a new line in one of these
//! files and new sentences in `tests/data/pitfall_sentences.txt`.

mod arrival;
mod company;
mod form;
mod grain;
mod volume;

use super::rule::Rule;

/// Every rule, in no particular order; the order of findings is that of `Pitfall::all`.
pub(super) fn rules() -> impl Iterator<Item = &'static Rule> {
    [arrival::RULES, company::RULES, grain::RULES, volume::RULES, form::RULES].into_iter().flatten()
}
