//! The built-in sample workshop: a fictional scheduling tool, seven people, thirteen candidates,
//! one star.
//!
//! These modules are plain facts in the order in which a room would give them; whoever plays the
//! sample turns them into the same commands a person sends.

pub mod ballots;
pub mod cards;
pub mod challenges;
pub mod choice;
pub mod evidence;
pub mod levers;
pub mod merging;
pub mod rejections;
pub mod slotwell;
pub mod star;
pub mod talk;
pub mod tree;

mod decide;
pub(crate) mod play;
mod script;

pub(crate) use play::play;
pub use play::sample_file;
pub(crate) use script::line;

#[cfg(test)]
mod tests;
