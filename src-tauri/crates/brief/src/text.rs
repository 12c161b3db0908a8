//! Plain text in runs, and what a paper may print of it.

use serde::{Deserialize, Serialize};

/// Text made of runs. A run has a style, never markup.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Run>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    pub text: String,
    #[serde(default, skip_serializing_if = "Style::is_plain")]
    pub style: Style,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    #[default]
    Plain,
    Strong,
    Code,
    Voice,
}

impl Style {
    // serde asks by reference.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    fn is_plain(&self) -> bool {
        *self == Style::Plain
    }
}

impl Text {
    /// Appends a run and returns the text, so that sentences can be built in one line.
    #[must_use]
    pub fn then(mut self, style: Style, text: impl Into<String>) -> Self {
        self.0.push(Run { text: text.into(), style });
        self
    }

    /// The words without their styles.
    #[must_use]
    pub fn plain(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text::default().then(Style::Plain, text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Text::default().then(Style::Plain, text)
    }
}

/// What of a typed text may stand on paper.
///
/// Control characters are dropped (F85). Bidi embeddings, overrides and
/// isolates are dropped too: every renderer isolates each text on its own, and
/// an unclosed override would otherwise turn our words around (F87).
#[must_use]
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\n'),
            '\t' => out.push(' '),
            '\n' => out.push('\n'),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f85_control_characters_do_not_reach_paper() {
        assert_eq!(printable("a\u{0}b\u{1b}[31mc\u{7f}d"), "ab[31mcd");
    }

    #[test]
    fn f87_an_override_cannot_turn_the_rest_of_a_line_around() {
        assert_eq!(printable("safe\u{202E}gpj.exe\u{2066}"), "safegpj.exe");
    }

    #[test]
    fn line_ends_of_every_system_become_one_kind() {
        assert_eq!(printable("a\r\nb\rc\u{2028}d"), "a\nb\nc\nd");
    }

    #[test]
    fn joiners_inside_emoji_stay() {
        assert_eq!(printable("👩\u{200D}🚀 ❤\u{FE0F}"), "👩\u{200D}🚀 ❤\u{FE0F}");
    }
}
