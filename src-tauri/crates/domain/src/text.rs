//! Plain text that people type: trimmed, cleaned and limited by construction.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_segmentation::UnicodeSegmentation;

/// Text of at most `MAX` graphemes, without control characters and without
/// characters that could reorder somebody else's text (F87).
///
/// An empty text means "not answered". The limit counts what a reader sees
/// (graphemes), and a second limit on each grapheme's bytes stops a single letter that
/// carries kilobytes of combining marks (F88).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Text<const MAX: usize>(String);

/// Names of people, teams and workshops.
pub type Name = Text<80>;
/// One sentence.
pub type Line = Text<240>;
/// Several sentences.
pub type Paragraph = Text<2000>;

/// Why a text cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// More graphemes than the field takes.
    #[error("text has {length} characters, the field takes {limit}")]
    TooLong {
        /// Graphemes typed.
        length: usize,
        /// Graphemes allowed.
        limit: usize,
    },
    /// Few letters, but an unreasonable number of bytes behind them.
    #[error("text carries more combining marks than the field takes")]
    TooHeavy,
}

/// Bytes one grapheme may take. A family of four with skin tones takes 41.
const HEAVIEST_GRAPHEME: usize = 64;

impl<const MAX: usize> Text<MAX> {
    /// Largest number of graphemes.
    pub const LIMIT: usize = MAX;

    /// Cleans and checks what was typed.
    ///
    /// # Errors
    /// [`TextError`] when the cleaned text is over the limit.
    pub fn new(typed: &str) -> Result<Self, TextError> {
        let cleaned: String = typed.chars().filter_map(clean).collect();
        let cleaned = cleaned.trim();
        // Without a carriage return every letter of this kind is one that a reader sees.
        if cleaned.is_ascii() && cleaned.len() <= MAX {
            return Ok(Self(cleaned.to_owned()));
        }
        let length = cleaned.graphemes(true).count();
        if length > MAX {
            return Err(TextError::TooLong { length, limit: MAX });
        }
        if cleaned.graphemes(true).any(|grapheme| grapheme.len() > HEAVIEST_GRAPHEME) {
            return Err(TextError::TooHeavy);
        }
        Ok(Self(cleaned.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing visible was typed. Zero-width characters alone are
    /// nothing: they would make an invisible name (F88).
    pub fn is_empty(&self) -> bool {
        !self.0.chars().any(|c| !c.is_whitespace() && !is_invisible(c))
    }
}

fn clean(c: char) -> Option<char> {
    match c {
        '\n' => Some('\n'),
        '\t' | '\r' => Some(' '),
        c if c.is_control() => None,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => None,
        c => Some(c),
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{00AD}' | '\u{3164}' | '\u{115F}' | '\u{1160}')
}

impl<const MAX: usize> TryFrom<String> for Text<MAX> {
    type Error = TextError;
    fn try_from(typed: String) -> Result<Self, TextError> {
        Self::new(&typed)
    }
}

impl<const MAX: usize> From<Text<MAX>> for String {
    fn from(text: Text<MAX>) -> String {
        text.0
    }
}

impl<const MAX: usize> std::fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f86_a_text_over_the_limit_is_refused_with_both_numbers() {
        let typed = "a".repeat(81);
        assert_eq!(Name::new(&typed), Err(TextError::TooLong { length: 81, limit: 80 }));
    }

    #[test]
    fn f88_a_family_emoji_counts_as_one_character() {
        let family = "👩‍👩‍👧‍👦";
        assert!(Text::<1>::new(family).is_ok(), "people count what they see");
        assert!(Name::new(&family.repeat(80)).is_ok(), "eighty of them are eighty characters");
    }

    #[test]
    fn f88_a_letter_with_kilobytes_of_marks_is_refused() {
        let zalgo = format!("a{}", "\u{0301}".repeat(2000));
        assert_eq!(Name::new(&zalgo), Err(TextError::TooHeavy));
    }

    #[test]
    fn f88_zero_width_characters_alone_are_an_empty_name() {
        assert!(Name::new("\u{200B}\u{200D}").expect("short").is_empty());
    }

    #[test]
    fn f87_override_characters_are_dropped() {
        let name = Name::new("abc\u{202E}def").expect("short");
        assert_eq!(name.as_str(), "abcdef");
    }

    #[test]
    fn f87_control_characters_are_dropped_and_what_parts_words_or_lines_stays() {
        let name = Name::new("\u{7}one\u{0}\u{1B}two\tthree\rfour\nfive\n").expect("short");
        assert_eq!(name.as_str(), "onetwo three four\nfive");
    }
}
