//! Words and small phrase patterns: enough language to tell "registered users"
//! from "a meeting registered for", and no more.
//!
//! A pattern is a row of elements parted by blanks:
//! `word`, `pre*` (starts with), `a/b/c` (any of these), `#` (a number),
//! `?x` (may be missing), `~3` (up to three words of any kind),
//! `^` (start of the sentence) and `$` (its end).

use unicode_segmentation::UnicodeSegmentation;

/// One word of a sentence, with its place in the original text.
#[derive(Debug)]
pub(crate) struct Word {
    /// Lower case, without a possessive ending.
    pub(crate) text: String,
    start: usize,
    end: usize,
}

/// A sentence cut into words.
#[derive(Debug)]
pub(crate) struct Words<'a> {
    original: &'a str,
    words: Vec<Word>,
}

/// A half-open range of word positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

const NUMBER_WORDS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "thirty", "fifty",
    "hundred", "thousand", "million",
];

impl<'a> Words<'a> {
    pub(crate) fn of(original: &'a str) -> Self {
        let words = original
            .split_word_bound_indices()
            .filter(|(_, piece)| *piece == "%" || piece.chars().any(char::is_alphanumeric))
            .map(|(start, piece)| {
                let lower = piece.to_lowercase().replace('’', "'");
                let text = lower.strip_suffix("'s").unwrap_or(&lower).to_owned();
                Word { text, start, end: start + piece.len() }
            })
            .collect();
        Words { original, words }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.text.as_str())
    }

    pub(crate) fn from(&self, position: usize) -> impl Iterator<Item = &str> {
        self.words.iter().skip(position).map(|word| word.text.as_str())
    }

    pub(crate) fn get(&self, position: usize) -> Option<&str> {
        self.words.get(position).map(|word| word.text.as_str())
    }

    /// The original spelling of a span, as the person typed it.
    pub(crate) fn original(&self, span: Span) -> String {
        let inside = self.words.get(span.start..span.end).unwrap_or_default();
        match (inside.first(), inside.last()) {
            (Some(first), Some(last)) => self.original[first.start..last.end].to_owned(),
            (None, _) | (_, None) => String::new(),
        }
    }

    pub(crate) fn original_word(&self, position: usize) -> String {
        self.original(Span { start: position, end: position + 1 })
    }

    /// Every place where the pattern matches, from left to right.
    pub(crate) fn find_all(&self, pattern: &str) -> Vec<Span> {
        let elements: Vec<&str> = pattern.split(' ').collect();
        (0..self.words.len())
            .filter_map(|start| {
                let end = self.match_at(&elements, start)?;
                Some(Span { start, end })
            })
            .collect()
    }

    pub(crate) fn contains(&self, pattern: &str) -> bool {
        !self.find_all(pattern).is_empty()
    }

    pub(crate) fn contains_any(&self, patterns: &[&str]) -> bool {
        patterns.iter().any(|pattern| self.contains(pattern))
    }

    fn match_at(&self, elements: &[&str], position: usize) -> Option<usize> {
        let Some((first, rest)) = elements.split_first() else {
            return Some(position);
        };
        if *first == "^" {
            return if position == 0 { self.match_at(rest, position) } else { None };
        }
        if *first == "$" {
            return if position == self.words.len() { Some(position) } else { None };
        }
        if let Some(gap) = first.strip_prefix('~') {
            let longest: usize = gap.parse().unwrap_or(1);
            return (0..=longest).find_map(|skip| self.match_at(rest, position + skip));
        }
        if let Some(optional) = first.strip_prefix('?') {
            return self
                .get(position)
                .filter(|word| is_one_of(word, optional))
                .and_then(|_| self.match_at(rest, position + 1))
                .or_else(|| self.match_at(rest, position));
        }
        let word = self.get(position)?;
        if is_one_of(word, first) { self.match_at(rest, position + 1) } else { None }
    }
}

/// Whether a word fits an element such as `buy/buys/bought` or `click*`.
pub(crate) fn is_one_of(word: &str, element: &str) -> bool {
    element.split('/').any(|choice| {
        if choice == "#" {
            is_number(word)
        } else if let Some(beginning) = choice.strip_suffix('*') {
            word.starts_with(beginning)
        } else {
            word == choice
        }
    })
}

/// A number in digits, or one of the common number words above one.
fn is_number(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit()) || NUMBER_WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_finds_words_across_hyphens_and_case() {
        let words = Words::of("Weekly Sign-Ups, by channel");
        let found = words.find_all("sign* up/ups");
        assert_eq!(found.len(), 1);
        assert_eq!(words.original(found[0]), "Sign-Ups");
    }

    #[test]
    fn gaps_options_and_anchors_are_understood() {
        let words = Words::of("Raise weekly booked meetings by 15% this quarter");
        assert!(words.contains("^ raise ~3 by # %"));
        assert!(words.contains("this ?whole quarter $"));
        assert!(!words.contains("^ meetings"));
    }

    #[test]
    fn markup_emoji_and_other_scripts_do_not_disturb_the_cutting() {
        for text in ["", "   ", "🚀🚀", "<b>مستخدمون</b>", "%", "’s", "每周活跃用户"] {
            let words = Words::of(text);
            assert!(!words.contains("sign* up"), "{text:?}");
        }
    }
}
