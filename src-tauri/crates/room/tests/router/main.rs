//! The console router over real HTTP on loopback, with a core that only echoes.

#[path = "../support/heard.rs"]
mod heard;
mod server;

/// Streams of changes.
mod changes;
/// Further consoles of one workshop.
mod hand_over;
/// Sizes, kinds and panics.
mod limits;
/// Secrets and tokens.
mod sessions;
/// Hosts, origins and methods (S4).
mod threshold;
