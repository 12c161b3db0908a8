//! The rules of a North Star workshop: nouns and laws, no I/O, no clock, no randomness.
