//! The doors over HTTP: the console router, and later the seat router beside it.
//!
//! A router decides three things and no more: whether a request may come in at all ([`guard`]),
//! as whom it speaks ([`session`]), and how the core's answer travels ([`reply`]). What is asked
//! and what is answered belongs to `sextant_api::door`.

pub mod console;
pub mod guard;
pub mod pages;
pub mod reply;
pub mod serve;
pub mod session;
pub mod watch;

mod body;
