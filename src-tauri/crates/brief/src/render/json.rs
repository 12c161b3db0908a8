//! The document as JSON: the model every other format is written from.

use super::RenderError;
use crate::document::Document;

/// Pretty-printed with a final line end, so that versions can be compared line by line.
pub(super) fn write(document: &Document) -> Result<Vec<u8>, RenderError> {
    let mut bytes = serde_json::to_vec_pretty(document)?;
    bytes.push(b'\n');
    Ok(bytes)
}
