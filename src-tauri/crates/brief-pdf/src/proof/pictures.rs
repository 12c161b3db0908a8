//! The drawings every brief shares: the star, the limb and the glyphs.

use std::collections::BTreeMap;

const STAR: &str = r##"<path d="M12 1L13.48 9.43L19.05 7.93L14.97 12L19.05 16.07L13.48 14.57L12 23L10.52 14.57L4.95 16.07L9.03 12L4.95 7.93L10.51 9.43Z" fill="#e8a200" stroke="#7a5200" stroke-linejoin="round"/>"##;
/// The same shape while no star is chosen.
const STAR_OPEN: &str = r##"<path d="M12 1L13.48 9.43L19.05 7.93L14.97 12L19.05 16.07L13.48 14.57L12 23L10.52 14.57L4.95 16.07L9.03 12L4.95 7.93L10.51 9.43Z" fill="none" stroke="#7c8e9a" stroke-linejoin="round"/>"##;
const CLEARLY: &str = r##"<circle cx="8" cy="8" r="6.6" fill="#0b4672"/>"##;
const CONDITION: &str = r##"<circle cx="8" cy="8" r="5.6" fill="none" stroke="#3c7fad" stroke-width="2"/><path d="M8 2.4A5.6 5.6 0 0 0 8 13.6Z" fill="#3c7fad"/>"##;
const DOUBTFUL: &str = r##"<circle cx="8" cy="8" r="5.6" fill="none" stroke="#b4683a" stroke-width="2"/>"##;
const FAILS: &str = r##"<path d="M3.5 3.5l9 9m0-9l-9 9" fill="none" stroke="#a52f14" stroke-width="2"/>"##;
const OPEN: &str =
    r##"<circle cx="8" cy="8" r="5.8" fill="none" stroke="#5a6973" stroke-width="1.6" stroke-dasharray="3 2.2"/>"##;
const HOLDS: &str = r##"<circle cx="8" cy="8" r="6.8" fill="#0b4672"/><path d="m4.8 8.2 2.3 2.3 4.2-4.8" fill="none" stroke="#fff" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/>"##;

/// File name and content, the same for every brief.
pub(super) fn fixed() -> BTreeMap<String, Vec<u8>> {
    let small = [
        ("/glyph-level-clearly.svg", CLEARLY),
        ("/glyph-level-with_condition.svg", CONDITION),
        ("/glyph-level-doubtful.svg", DOUBTFUL),
        ("/glyph-level-fails.svg", FAILS),
        ("/glyph-level-open.svg", OPEN),
        ("/glyph-check-holds.svg", HOLDS),
        ("/glyph-check-in_part.svg", CONDITION),
        ("/glyph-check-fails.svg", FAILS),
        ("/glyph-check-open.svg", OPEN),
    ];
    let mut files: BTreeMap<String, Vec<u8>> =
        small.into_iter().map(|(name, shapes)| (name.to_owned(), file("0 0 16 16", shapes))).collect();
    files.insert("/star.svg".to_owned(), file("0 0 24 24", STAR));
    files.insert("/star-open.svg".to_owned(), file("0 0 24 24", STAR_OPEN));
    files.insert("/limb.svg".to_owned(), file("0 140 794 136", &sextant_brief::figure::limb()));
    files
}

fn file(view_box: &str, shapes: &str) -> Vec<u8> {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box}">{shapes}</svg>"#).into_bytes()
}
