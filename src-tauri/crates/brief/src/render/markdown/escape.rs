//! Plain text as Markdown that says the same (F83).

use crate::text::printable;

/// Text for a paragraph: its own line ends stay, as hard breaks.
pub(super) fn block(text: &str) -> String {
    let lines: Vec<String> = printable(text).lines().map(escape_line).filter(|line| !line.is_empty()).collect();
    isolated(text, lines.join("\\\n"))
}

/// Text for one line: a heading, a list item or a table cell.
pub(super) fn cell(text: &str) -> String {
    let joined = printable(text).split_whitespace().collect::<Vec<_>>().join(" ");
    isolated(text, escape_line(&joined))
}

/// A code span that no backtick inside can end.
///
/// A pipe means one thing in a table and another outside it, so text with a
/// pipe is escaped as words instead.
pub(super) fn code(text: &str) -> String {
    if text.contains('|') {
        return cell(text);
    }
    let text = printable(text).replace('\n', " ");
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    if longest == 0 { format!("{fence}{text}{fence}") } else { format!("{fence} {text} {fence}") }
}

/// A double-quoted YAML scalar.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::String(printable(text)).to_string()
}

fn escape_line(line: &str) -> String {
    let line = line.trim();
    let mut out = String::with_capacity(line.len() + 8);
    let chars: Vec<char> = line.chars().collect();
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    for (index, &c) in chars.iter().enumerate() {
        let next = chars.get(index + 1).copied();
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => true,
            '&' => next.is_some_and(|next| next == '#' || next.is_alphanumeric()),
            // These mean something only where a block can begin.
            '#' | '+' | '-' | '=' => index == 0,
            '.' | ')' => {
                let numbers_a_list = index == digits && digits > 0 && next.is_none_or(char::is_whitespace);
                numbers_a_list || (c == '.' && after_www(&chars[..index]))
            }
            // A web address, a mail address or an emoji code would be made live.
            ':' => next.is_some_and(|next| next == '/' || next.is_alphabetic()),
            '@' => next.is_some_and(char::is_alphanumeric),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn after_www(before: &[char]) -> bool {
    before.len() >= 3 && before[before.len() - 3..].iter().all(|c| c.eq_ignore_ascii_case(&'w'))
}

/// Right-to-left text gets its own isolate, so that it cannot move its neighbours (F87).
fn isolated(text: &str, escaped: String) -> String {
    let right_to_left = |c: char| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    if text.chars().any(right_to_left) { format!("\u{2068}{escaped}\u{2069}") } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f83_links_images_tables_and_code_are_escaped() {
        assert_eq!(cell("![x](http://a.b/c.png)"), r"!\[x\](http\://a.b/c.png)");
        assert_eq!(cell("| a | b |"), r"\| a \| b \|");
        assert_eq!(cell("`rm` *b* _c_"), r"\`rm\` \*b\* \_c\_");
        assert_eq!(cell("www.example.org and a@example.org"), r"www\.example.org and a\@example.org");
    }

    #[test]
    fn f82_a_tag_is_text() {
        assert_eq!(cell("<img onerror=x> &amp;"), r"\<img onerror=x\> \&amp;");
    }

    #[test]
    fn a_line_cannot_become_a_heading_a_list_or_a_rule() {
        assert_eq!(
            block("# one\n- two\n12. three\n=== \n1) four"),
            "\\# one\\\n\\- two\\\n12\\. three\\\n\\===\\\n1\\) four"
        );
    }

    #[test]
    fn plain_sentences_stay_readable() {
        assert_eq!(cell("At 00:00, 5+ of 7 (71%) - fine."), "At 00:00, 5+ of 7 (71%) - fine.");
    }

    #[test]
    fn code_holds_its_backticks_and_pipes() {
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code("a|b"), r"a\|b");
    }

    #[test]
    fn front_matter_cannot_be_ended_by_a_title() {
        assert_eq!(quoted("x\n---\n\"y\""), r#""x\n---\n\"y\"""#);
    }
}
