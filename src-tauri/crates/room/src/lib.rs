//! The doors over HTTP: the console router for the facilitator, and the seat router for phones,
//! each on a listener of its own.
//!
//! A router decides three things and no more: whether a request may come in at all ([`guard`]),
//! as whom it speaks ([`session`], [`rooms`]), and how the core's answer travels. What is asked
//! and what is answered belongs to `sextant_api`.

pub mod address;
pub mod console;
pub mod consoles;
pub mod entrance;
pub mod guard;
pub mod limits;
pub mod pages;
pub mod reply;
pub mod rooms;
pub mod routes;
pub mod seat_core;
pub mod serve;
pub mod session;
pub mod threads;
pub mod watch;

mod beat;
mod body;
mod broadcast;
mod enter;
mod hand_over;
mod last_handle;
mod qr;
mod room;
mod seat_pages;
mod seat_reply;
mod seat_router;
mod seat_socket;
mod seat_wire;
mod secret;
