//! Table of contents of the whole-product tests.

/// The console router in front of the real core, over HTTP on loopback.
mod console_http;
/// One name per concept: every term of the glossary exists under that name.
mod glossary;
/// What a window may call, as reviewed.
mod rights;
/// Where foreign code comes from, and that somebody looked at it.
mod supply;
/// Rules of the repository: direction of crates, forgotten files, ids, sizes.
mod tidy;
