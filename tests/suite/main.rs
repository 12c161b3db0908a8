//! Table of contents of the whole-product tests.

/// Whoever sends something hears first that it is kept, and then what their seat shows.
mod acknowledgement;
/// One device answers for each table of a large room.
mod at_tables;
/// Ballots that go out as a file or on paper and come back.
mod ballot_files;
/// Nobody sees what is sealed, and no trace of it is left on the disk.
mod blindness;
/// Two consoles of one workshop, and who steers from when.
mod co_facilitating;
/// The console router in front of the real core, over HTTP on loopback.
mod console_http;
/// What one person moves by one is seen in steps of the clock.
mod counts_in_steps;
/// Workshop files there and back; briefs that follow the record.
mod exports;
/// Faults that the core answers for, each under its id.
mod faults_core;
/// A process that is killed at the reveal: everybody sees it or nobody.
mod faults_reveal;
/// Whatever comes in is answered: files and commands changed at random.
mod fuzz;
/// One name per concept: every term of the glossary exists under that name.
mod glossary;
/// Random commands against a whole workshop, and the laws they keep.
mod journey;
/// Every limit on texts and lists, and every wrong request, told in four parts.
mod limits;
/// People on devices of their own: joining, coming back, one task in each stage.
mod live_room;
/// Who may ask for what, by every door in every stage.
mod matrix;
/// One person's words and marks change no byte for anybody else.
mod non_interference;
/// Whoever answers again takes the place of what they said before.
mod one_answer;
/// Devices and core on a bad network, seed by seed.
mod protocol;
/// Simulated people do what people do.
mod rehearsals;
/// What a window may call, as reviewed.
mod rights;
/// Who may send what, where and when.
mod roles;
/// Where foreign code comes from, and that somebody looked at it.
mod supply;
/// One laptop for the tests above: a door, a clock, ids.
mod support;
/// What wall, seat and console show, row by row.
mod surfaces;
/// Rules of the repository: direction of crates, forgotten files, ids, sizes.
mod tidy;
