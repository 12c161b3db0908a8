//! The use cases: everything a client may ask.
//!
//! A client sends a command ([`command`]) or a question ([`query`]) through an adapter and gets
//! its own fresh screen back ([`screen`]). One thread owns each open workshop.

pub mod command;
pub mod error;
pub mod query;
pub mod screen;
