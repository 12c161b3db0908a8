//! The fonts inside the program, and what they cannot draw.
//!
//! System fonts are never used: the same brief would differ from machine to
//! machine. The faces of the screen come first, Noto subsets serve every other
//! script; licences lie beside the files. They are packed, which makes the
//! program 2.4 MB smaller (P3), and unpacked at the first print.

use std::collections::BTreeSet;
use std::io::Read;
use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::layout::{Frame, FrameItem};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst_layout::PagedDocument;

macro_rules! font_files {
    ($($file:literal),+ $(,)?) => {
        [$(($file, include_bytes!(concat!("../assets/fonts/", $file, ".br")).as_slice())),+]
    };
}

/// Each file by its name, packed with Brotli.
static FILES: [(&str, &[u8]); 22] = font_files![
    "AtkinsonHyperlegibleNext-400.ttf",
    "AtkinsonHyperlegibleNext-500.ttf",
    "AtkinsonHyperlegibleNext-600.ttf",
    "AtkinsonHyperlegibleMono-400.ttf",
    "Newsreader-400.ttf",
    "Newsreader-500.ttf",
    "Newsreader-400-italic.ttf",
    "NotoSans-LatinGreekCyrillic-400.ttf",
    "NotoSans-LatinGreekCyrillic-700.ttf",
    "NotoSansArabic-400.ttf",
    "NotoSansHebrew-400.ttf",
    "NotoSansDevanagari-400.ttf",
    "NotoSansThai-400.ttf",
    "NotoSansArmenian-400.ttf",
    "NotoSansGeorgian-400.ttf",
    "NotoSansBengali-400.ttf",
    "NotoSansTamil-400.ttf",
    "NotoSansCJK-400.otf",
    "NotoEmoji-400.ttf",
    "NotoSansSymbols-400.ttf",
    "NotoSansSymbols2-400.ttf",
    "NotoSansMath-400.ttf",
];

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    files().map(|(_, file)| Font::new(Bytes::new(file), 0).expect("a committed font file is readable")).collect()
});

/// The font files as they were before they were packed, by name.
pub(crate) fn files() -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    FILES.iter().map(|&(name, packed)| {
        let mut file = Vec::with_capacity(packed.len() * 2);
        brotli_decompressor::Decompressor::new(packed, packed.len())
            .read_to_end(&mut file)
            .expect("a committed font file can be unpacked");
        (name, file)
    })
}

pub(crate) fn book() -> &'static LazyHash<FontBook> {
    static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));
    &BOOK
}

pub(crate) fn font(index: usize) -> Option<Font> {
    FONTS.get(index).cloned()
}

/// Whether any face of ours has a glyph for the character.
pub(crate) fn can_draw(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || is_ignorable(c)
        || FONTS.iter().any(|font| font.info().coverage.contains(u32::from(c)))
}

/// Joiners, selectors and marks that have no look of their own.
fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Characters the shaper found no glyph for, although some face knows them alone.
pub(crate) fn undrawn(pages: &PagedDocument) -> BTreeSet<char> {
    let mut missing = BTreeSet::new();
    for page in pages.pages() {
        collect(&page.frame, &mut missing);
    }
    missing
}

fn collect(frame: &Frame, missing: &mut BTreeSet<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, missing),
            FrameItem::Text(text) => {
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    missing.extend(text.text[glyph.range()].chars().filter(|&c| !is_ignorable(c)));
                }
            }
            FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_font_under_the_name_the_template_asks_for() {
        let template = crate::world::TEMPLATE;
        for font in FONTS.iter() {
            let family = font.info().family.as_str();
            assert!(template.contains(&format!("\"{family}\"")), "{family} is never asked for");
        }
    }

    #[test]
    fn f90_the_scripts_we_promise_can_be_drawn() {
        for sample in [
            "Ääß łñ đ",
            "Ελληνικά",
            "Женева",
            "العربية",
            "שלום",
            "हिन्दी",
            "ไทย",
            "বাংলা",
            "தமிழ்",
            "Հայերեն",
            "ქართული",
            "漢字かなカナ",
            "简体中文",
            "繁體中文",
            "한국어",
            "🚀🍵👩",
            "→≤≥×÷√✓★",
        ] {
            let missing: String = sample.chars().filter(|&c| !can_draw(c)).collect();
            assert_eq!(missing, "", "in {sample}");
        }
    }
}
