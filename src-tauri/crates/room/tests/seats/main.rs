//! The seat router over real sockets on loopback, with a core that is made for it.

mod core;
mod hall;
#[path = "../support/heard.rs"]
mod heard;
mod phone;

/// Frames, sizes and slow connections (F48, F50, F51, F52, T10).
mod abuse;
/// Secrets, codes and passes (T3, T5, S3, F53, F91).
mod entering;
/// Where rooms are announced (F33, F34, F36, F37).
mod places;
/// The same with the core of the product, on a folder of its own (F43, F45, F46, F47, T3).
mod real;
/// What is said on a socket (F40, F42, F43, F45, F47, F49).
mod talking;
/// Hosts, origins and methods (S4).
mod threshold;
