//! The paper: one document model, many formats.
//!
//! [`document`] is the model, [`render()`] writes it; PDF is written by whoever
//! implements [`PdfPrinter`], because that printer is too heavy to build for
//! every test of the core. No renderer looks at a workshop.

#![warn(clippy::wildcard_enum_match_arm)]

pub mod assemble;
pub mod ballot;
pub mod document;
pub mod figure;
pub mod text;

mod render;

pub use render::{Format, Paper, PdfPrinter, PrintError, Printed, RenderError, render, style_hash};
