//! The rules of the whole path, checked on the record alone.

/// A workshop brought to any stage, every exit check held.
mod a_workshop;
/// Candidates: what the rules ask about a sentence, and what must be written before one goes on.
mod candidates;
/// What people send from their seats.
mod contributing;
/// What is shown as plain counts.
mod counting;
/// Choosing, demoting, turning down, re-filing.
mod deciding;
/// The star's definition in words.
mod defining;
/// What must hold before each stage is left, condition by condition.
mod exit_checks;
/// What the answers of SetUp and Frame change later, and what they leave alone.
mod framing;
/// What a record from a file must satisfy.
mod from_a_file;
/// Forward, back, over, and what "check again" means.
mod moving;
/// Which numbers a record may hold.
mod numbers;
/// What the wall shows, and what it leaves out.
mod projecting;
/// What moves between two rounds, against a second computation.
mod reference_rounds;
/// Ballots, rounds, ties.
mod scoring;
/// Tables of four to six people.
mod seating;
/// What a change of mind sets off.
mod second_thoughts;
/// One device for each table, and what may be said about a table's marks.
mod table_devices;
/// The words people read for each value of a kind.
mod wording;
