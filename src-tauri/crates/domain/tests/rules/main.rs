//! The rules of the whole path, checked on the record alone.

/// A workshop brought to any stage, every exit check held.
mod a_workshop;
/// Choosing, demoting, turning down, re-filing.
mod deciding;
/// What must hold before each stage is left, condition by condition.
mod exit_checks;
/// Forward, back, over, and what "check again" means.
mod moving;
/// Ballots, rounds, ties.
mod scoring;
/// What a change of mind sets off.
mod second_thoughts;
