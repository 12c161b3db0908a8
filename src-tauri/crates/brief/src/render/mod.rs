//! The formats a document can be written in.

mod html;
mod json;
mod markdown;

pub use html::style_hash;

use self::html::base64 as standard_base64;

use crate::document::Document;

/// The formats this crate writes itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Markdown,
    Html,
    Json,
}

impl Format {
    /// The ending of a file in this format, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Json => "json",
        }
    }
}

/// Why a document could not be written. User text never is the reason.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error("could not fill the brief's HTML template")]
    Template(#[from] minijinja::Error),
    #[error("could not write the brief as JSON")]
    Json(#[from] serde_json::Error),
}

/// Writes the document. The same document always gives the same bytes.
pub fn render(document: &Document, format: Format) -> Result<Vec<u8>, RenderError> {
    match format {
        Format::Markdown => Ok(markdown::write(document).into_bytes()),
        Format::Html => html::write(document).map(String::into_bytes),
        Format::Json => json::write(document),
    }
}

/// Standard base64 with padding (RFC 4648).
pub(crate) fn base64(bytes: &[u8]) -> String {
    standard_base64(bytes)
}

/// The page sizes a brief can be printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    A4,
    Letter,
}

/// A printed brief, and what the printer has to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    pub bytes: Vec<u8>,
    /// Characters none of the printer's fonts can draw, each once, in order of
    /// code point. A box stands in their place and the cover names them (F90).
    pub missing_glyphs: Vec<char>,
}

/// Prints a document as PDF.
///
/// The printer gets the document and a paper size and nothing else: no folder,
/// no clock, no network.
pub trait PdfPrinter: Send + Sync {
    fn print(&self, document: &Document, paper: Paper) -> Result<Printed, PrintError>;
}

/// Why a document could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    #[error("could not hand the document to the printer")]
    Json(#[from] serde_json::Error),
    /// The template or the PDF writer refused; the messages are for a log, not for people.
    #[error("could not typeset the brief: {}", .0.join("; "))]
    Typeset(Vec<String>),
}
