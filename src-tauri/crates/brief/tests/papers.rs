//! Every format against the sample and against the worst anybody can type.

mod support;

use sextant_brief::document::{Document, Status};
use sextant_brief::{Format, render};
use support::{UGLY, long_sentence, slotwell, ugly};

fn written(document: &Document, format: Format) -> String {
    String::from_utf8(render(document, format).expect("the document renders")).expect("papers are UTF-8")
}

/// The page without what is the same in every file.
fn body_of(html: &str) -> &str {
    &html[html.find("<body").expect("the page has a body")..]
}

#[test]
fn json_is_the_model_itself() {
    assert_eq!(written(&slotwell(), Format::Json), include_str!("golden/slotwell.json"));
}

#[test]
fn json_comes_back_as_the_same_document() {
    let document = ugly();
    let back: Document = serde_json::from_str(&written(&document, Format::Json)).expect("own JSON is read");
    assert_eq!(back, document);
}

#[test]
fn the_sample_as_markdown() {
    insta::assert_snapshot!(written(&slotwell(), Format::Markdown));
}

#[test]
fn the_sample_as_html() {
    insta::assert_snapshot!(body_of(&written(&slotwell(), Format::Html)));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for format in [Format::Markdown, Format::Html, Format::Json] {
        assert_eq!(written(&ugly(), format), written(&ugly(), format));
    }
}

#[test]
fn f82_no_typed_markup_survives_in_html() {
    let html = written(&ugly(), Format::Html);
    for forbidden in
        ["<script", "<img", "onerror=alert(2)>", "<b>\n", "javascript:alert(3)\"", "href=", "src=\"", "{{", "{% raw"]
    {
        let allowed = matches!(forbidden, "{{" | "{% raw") && html.contains("{{ 7*7 }}");
        assert!(allowed || !html.contains(forbidden), "{forbidden} reached the page");
    }
    assert!(html.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;"), "the words themselves are shown");
    assert!(html.contains("{{ 7*7 }}"), "a template in a name stays text");
}

#[test]
fn html_asks_nothing_from_the_network() {
    let html = written(&slotwell(), Format::Html);
    for forbidden in ["<script", "<link", "<iframe", "@import", "src=\"http", "url(http", " style=\""] {
        assert!(!html.contains(forbidden), "{forbidden} found");
    }
    assert!(html.contains("default-src 'none'; style-src 'sha256-"));
}

#[test]
fn html_headings_never_skip_a_level() {
    let html = written(&ugly(), Format::Html);
    let levels: Vec<u32> =
        html.match_indices("<h").filter_map(|(at, _)| html[at + 2..].chars().next()?.to_digit(10)).collect();
    assert_eq!(levels.first(), Some(&1));
    assert_eq!(levels.iter().filter(|&&level| level == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

#[test]
fn only_a_draft_carries_the_mark() {
    let mut document = slotwell();
    for format in [Format::Markdown, Format::Html] {
        assert!(!written(&document, format).contains("do not decide on it"));
    }
    document.status.status = Status::Draft;
    for format in [Format::Markdown, Format::Html] {
        assert!(written(&document, format).contains("do not decide on it"));
    }
}

#[test]
fn the_first_line_note_comes_before_everything_else() {
    let document = ugly();
    let markdown = written(&document, Format::Markdown);
    let body = markdown.split("---\n\n").nth(1).expect("front matter ends");
    assert!(body.starts_with("> **A round is still open."), "{body}");
    let html = written(&document, Format::Html);
    assert!(html.find("A round is still open.") < html.find("<h1"));
}

#[test]
fn f83_markdown_shows_what_was_typed() {
    let markdown = written(&ugly(), Format::Markdown);
    assert!(markdown.contains(r"\<script\>alert(1)\</script\>"));
    let live = without_code(&markdown).replace("\\]", "");
    assert!(!live.contains("]("), "a link or image is live");
    let read_back = unescaped(&markdown);
    for sentence in UGLY.iter().filter(|text| !text.contains('\u{202E}')) {
        assert!(read_back.contains(sentence), "{sentence} is lost");
    }
    assert!(read_back.contains(&long_sentence()));
}

#[test]
fn f83_every_table_row_has_the_cells_of_its_header() {
    let markdown = written(&ugly(), Format::Markdown);
    let rows: Vec<&str> = markdown.lines().filter(|line| line.starts_with("| Row ")).collect();
    assert_eq!(rows.len(), 301, "the header and its rows");
    for row in rows {
        assert_eq!(row.replace("\\|", "").matches('|').count(), 5, "{row}");
    }
}

#[test]
fn f87_right_to_left_text_is_isolated() {
    let document = ugly();
    assert!(written(&document, Format::Markdown).contains("\u{2068}سجل العملاء خمسة اجتماعات\u{2069}"));
    for format in [Format::Markdown, Format::Html] {
        assert!(!written(&document, format).contains('\u{202E}'), "an override reached {format:?}");
    }
}

/// Takes the escapes out again, as a Markdown reader does.
fn unescaped(markdown: &str) -> String {
    let mut out = String::new();
    let mut chars = markdown.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}

/// The text outside code spans, where markup would be live.
fn without_code(markdown: &str) -> String {
    let mut out = String::new();
    for line in markdown.lines() {
        let mut rest = line;
        while let Some(start) = rest.find('`') {
            out.push_str(&rest[..start]);
            let fence: String = rest[start..].chars().take_while(|&c| c == '`').collect();
            let after = &rest[start + fence.len()..];
            let escaped = rest[..start].ends_with('\\');
            rest = match after.find(&fence) {
                Some(end) if !escaped => &after[end + fence.len()..],
                Some(_) | None => after,
            };
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}
