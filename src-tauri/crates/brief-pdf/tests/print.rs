//! Printed briefs, read back with poppler as a stranger's tool.

#[path = "../../brief/tests/support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use sextant_brief::document::{Block, Document, Status};
use sextant_brief::{Paper, PdfPrinter, Printed};
use sextant_brief_pdf::TypstPrinter;
use support::{UGLY, long_sentence, slotwell, ugly};
use tempfile::TempDir;

static SLOTWELL: LazyLock<Printed> = LazyLock::new(|| print(&slotwell(), Paper::A4));
static UGLY_PAPER: LazyLock<Printed> = LazyLock::new(|| print(&ugly(), Paper::A4));

fn print(document: &Document, paper: Paper) -> Printed {
    TypstPrinter.print(document, paper).expect("the document prints")
}

fn read(printed: &Printed, tool: &str, arguments: &[&str]) -> String {
    let folder = TempDir::new().expect("a folder for one file");
    let file: PathBuf = folder.path().join("brief.pdf");
    std::fs::write(&file, &printed.bytes).expect("the file is written");
    run(tool, arguments, &file)
}

fn run(tool: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(tool)
        .args(arguments)
        .arg(file)
        .args(if tool == "pdftotext" { &["-"][..] } else { &[] })
        .output()
        .unwrap_or_else(|problem| panic!("{tool} is part of the set-up (poppler-utils): {problem}"));
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn text(printed: &Printed) -> String {
    bare(&read(printed, "pdftotext", &["-enc", "UTF-8"]))
}

/// Without space, line ends and invisible joints: those belong to the layout.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FE0F}'))
        .collect()
}

fn info(printed: &Printed, key: &str) -> String {
    read(printed, "pdfinfo", &[])
        .lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(':').map(|value| value.trim().to_owned()))
        .unwrap_or_default()
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(print(&slotwell(), Paper::A4).bytes, SLOTWELL.bytes);
}

#[test]
fn the_file_is_tagged_and_names_its_standard() {
    assert_eq!(info(&SLOTWELL, "Tagged"), "yes");
    assert_eq!(info(&SLOTWELL, "Title"), slotwell().title);
    assert_eq!(info(&SLOTWELL, "JavaScript"), "no");
    assert!(read(&SLOTWELL, "pdfinfo", &["-meta"]).contains("<pdfuaid:part>1</pdfuaid:part>"));
}

#[test]
fn no_clock_is_in_the_file() {
    assert_eq!(info(&SLOTWELL, "CreationDate"), "");
    assert_eq!(info(&SLOTWELL, "ModDate"), "");
}

#[test]
fn both_papers_are_served() {
    assert!(info(&SLOTWELL, "Page size").contains("A4"), "{}", info(&SLOTWELL, "Page size"));
    let letter = print(&slotwell(), Paper::Letter);
    assert!(info(&letter, "Page size").contains("letter"), "{}", info(&letter, "Page size"));
}

#[test]
fn every_font_is_embedded_and_has_its_characters() {
    let fonts = read(&UGLY_PAPER, "pdffonts", &[]);
    let mut rows = 0;
    for row in fonts.lines().skip(2) {
        let columns: Vec<&str> = row.split_whitespace().collect();
        let [.., embedded, subset, unicode, _, _] = columns[..] else { panic!("{row}") };
        assert_eq!((embedded, subset, unicode), ("yes", "yes", "yes"), "{row}");
        rows += 1;
    }
    assert!(rows > 5, "several scripts are in this paper:\n{fonts}");
}

#[test]
fn the_paper_says_what_the_document_says() {
    let paper = text(&SLOTWELL);
    let document = slotwell();
    for words in words_of(&serde_json::to_value(&document).expect("a document is JSON")) {
        assert!(paper.contains(&bare(&words)), "{words} is not in the paper");
    }
}

#[test]
fn f84_typed_markup_is_printed_literally() {
    let paper = text(&UGLY_PAPER);
    let right_to_left = |text: &str| text.chars().any(|c| matches!(c, '\u{590}'..='\u{8FF}'));
    for sentence in UGLY.into_iter().filter(|sentence| !right_to_left(sentence)) {
        assert!(paper.contains(&bare(sentence)), "{sentence} is not in the paper");
    }
    assert!(paper.contains(&bare(&long_sentence())));
}

#[test]
fn f87_right_to_left_words_are_all_there() {
    // Poppler turns a ligature's letters around, so the letters of a word are compared.
    let letters = |word: &str| {
        let mut letters: Vec<char> = bare(word).chars().collect();
        letters.sort_unstable();
        letters
    };
    let raw = read(&UGLY_PAPER, "pdftotext", &["-enc", "UTF-8"]);
    let words: BTreeSet<Vec<char>> = raw.split_whitespace().map(letters).collect();
    for word in UGLY[7..9].iter().flat_map(|sentence| sentence.split(' ')) {
        assert!(words.contains(&letters(word)), "{word} is not in the paper");
    }
}

#[test]
fn f86_a_long_table_runs_over_pages() {
    let pages: u32 = info(&UGLY_PAPER, "Pages").parse().expect("a number of pages");
    assert!((20..80).contains(&pages), "{pages} pages");
    let paper = text(&UGLY_PAPER);
    for row in [0, 150, 299] {
        assert!(paper.contains(&format!("Row{row}")), "row {row} is lost");
    }
}

#[test]
fn f90_a_script_without_a_font_is_reported_and_still_prints() {
    let mut document = slotwell();
    // Egyptian hieroglyphs: no brief is likely to need them, and no face of ours has them.
    document.cover.story = "Birds \u{13171}\u{13171} and \u{13000}".to_owned();
    document.sections[0].blocks.push(Block::Lead { text: "\u{13171}".to_owned() });
    let printed = print(&document, Paper::A4);
    assert_eq!(printed.missing_glyphs, ['\u{13000}', '\u{13171}']);
    let paper = text(&printed);
    assert!(paper.contains("U+13000,U+13171"), "the paper itself says what is missing");
    assert!(SLOTWELL.missing_glyphs.is_empty());
    assert_eq!(UGLY_PAPER.missing_glyphs, Vec::<char>::new(), "the promised scripts are all there");
}

#[test]
fn f88_emoji_sequences_and_stacked_marks_print() {
    let mut document = slotwell();
    let stacked = format!("Z{}algo", "\u{301}\u{302}\u{303}\u{323}".repeat(40));
    document.cover.story = format!("👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 👍🏽 {stacked} क्ष่ a\u{20DD} \u{200B}");
    print(&document, Paper::A4);
}

#[test]
fn f84_no_text_of_any_kind_can_make_printing_fail() {
    // A fixed sequence, so that a failure can be repeated.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u32::try_from(state % u64::from(below)).expect("the remainder is below a u32")
    };
    let mut noise = |length: u32| -> String {
        let plane = [0x80, 0x700, 0x3000, 0x1_0000, 0x3_0000, 0x11_0000][next(6) as usize];
        (0..1 + next(length)).filter_map(|_| char::from_u32(next(plane))).collect()
    };
    let mut document = ugly();
    document.title = noise(20);
    document.language = noise(4);
    document.cover.sentence = noise(80);
    document.cover.story = noise(200);
    for section in &mut document.sections {
        section.title = noise(30);
        section.number = noise(3);
        section.blocks.truncate(20);
        for block in &mut section.blocks {
            match block {
                Block::Lead { text } | Block::Heading { text } | Block::BlankLine { label: text } => *text = noise(90),
                Block::Voice { text, speaker } => (*text, *speaker) = (noise(90), Some(noise(20))),
                Block::Callout { title, text } => (*title, *text) = (noise(20), noise(90).into()),
                Block::Dissent { text, answer, .. } => (*text, *answer) = (noise(90), Some(noise(90))),
                Block::FieldTable { rows } => {
                    for row in rows {
                        (row.label, row.value) = (noise(20), noise(60).into());
                    }
                }
                Block::Table(table) => {
                    for cell in table.rows.iter_mut().flatten() {
                        cell.text = noise(24).into();
                    }
                }
                Block::Entries { items } => {
                    for item in items {
                        (item.meta, item.text) = (noise(20), noise(90).into());
                    }
                }
                Block::Paragraph { .. }
                | Block::Note { .. }
                | Block::Checklist { .. }
                | Block::Figure { .. }
                | Block::Criteria { .. }
                | Block::OptionNotChosen(_)
                | Block::TwoColumns { .. } => {}
            }
        }
    }
    assert!(!print(&document, Paper::Letter).missing_glyphs.is_empty());
}

#[test]
fn only_a_draft_carries_the_mark() {
    assert!(!text(&SLOTWELL).contains("donotdecideonit"));
    let mut draft = slotwell();
    draft.status.status = Status::Draft;
    assert!(text(&print(&draft, Paper::A4)).contains("donotdecideonit"));
}

/// All sentences of a document, but for what only machines read.
fn words_of(value: &serde_json::Value) -> Vec<String> {
    use serde_json::Value;
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(values) => values.iter().flat_map(words_of).collect(),
        Value::Object(fields) => fields
            .iter()
            .filter(|(key, _)| {
                !matches!(
                    key.as_str(),
                    "schema"
                        | "language"
                        | "title"
                        | "kind"
                        | "style"
                        | "face"
                        | "align"
                        | "weight"
                        | "state"
                        | "edge"
                        | "id"
                        | "audience"
                        | "reason_code"
                        | "text_alternative"
                        | "caption"
                        | "status"
                        | "figure"
                        | "plot"
                )
            })
            .flat_map(|(_, value)| words_of(value))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}
