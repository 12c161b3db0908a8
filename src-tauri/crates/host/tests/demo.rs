//! The sample, played through the real core and printed: what its papers must hold (issue 2, point 5.2).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

/// The demo is played once; every test reads its files.
static DEMO: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let home = tempfile::tempdir().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_sextant-host"))
        .env("HOME", home.path())
        .env_remove("SEXTANT_DATA")
        .env_remove("SEXTANT_LOG")
        .args(["demo", "--out"])
        .arg(home.path().join("demo"))
        .output()
        .expect("the host starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    home
});

fn written(ending: &str) -> PathBuf {
    fs::read_dir(DEMO.path().join("demo"))
        .expect("the folder of the demo")
        .map(|entry| entry.expect("an entry").path())
        .find(|path| path.extension().is_some_and(|found| found == ending))
        .unwrap_or_else(|| panic!("the demo wrote no .{ending}"))
}

fn brief() -> Value {
    serde_json::from_slice(&fs::read(written("json")).expect("the JSON edition")).expect("JSON")
}

fn blocks(brief: &Value, section: &str) -> Vec<Value> {
    let sections = brief["sections"].as_array().expect("sections");
    let section = sections.iter().find(|s| s["id"] == section).unwrap_or_else(|| panic!("no part {section}"));
    section["blocks"].as_array().expect("blocks").clone()
}

/// Without space and invisible joints: those belong to the layout.
fn bare(text: &str) -> String {
    let layout = |c: char| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !layout(*c)).collect()
}

fn printed() -> String {
    let output = Command::new("pdftotext")
        .args(["-enc", "UTF-8"])
        .arg(written("pdf"))
        .arg("-")
        .output()
        .expect("pdftotext is part of the set-up (poppler-utils)");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    bare(&String::from_utf8(output.stdout).expect("text"))
}

fn pages() -> u32 {
    let output = Command::new("pdfinfo").arg(written("pdf")).output().expect("pdfinfo comes with pdftotext");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = said.lines().find_map(|line| line.strip_prefix("Pages:")).expect("a number of pages");
    line.trim().parse().expect("a number")
}

#[test]
fn the_pdf_holds_the_star_its_definition_and_ten_rejections_with_their_reasons() {
    let (paper, brief) = (printed(), brief());
    let star = brief["cover"]["sentence"].as_str().expect("a star");
    assert_eq!(star, "Weekly active accounts that booked 5+ meetings");
    assert!(paper.contains(&bare(star)), "the star is not in the PDF");

    let mut answers = 0;
    for block in blocks(&brief, "definition").iter().filter(|block| block["kind"] == "field_table") {
        for row in block["rows"].as_array().expect("rows") {
            let answer = row["value"][0]["text"].as_str().expect("an answer");
            assert!(paper.contains(&bare(answer)), "the definition’s “{answer}” is not in the PDF");
            answers += 1;
        }
    }
    assert!(answers >= 8, "the definition has {answers} answers only");

    let mut rejections = 0;
    for option in blocks(&brief, "options").iter().filter(|block| block["kind"] == "option_not_chosen") {
        let word = |name: &str| option[name].as_str().map(bare);
        let (Some(sentence), Some(reason), Some(text)) = (word("sentence"), word("reason"), word("reason_text")) else {
            continue;
        };
        assert!(!reason.is_empty() && !text.is_empty(), "{sentence} was turned down without a reason");
        for words in [&sentence, &reason, &text] {
            assert!(paper.contains(words), "{words} is not in the PDF");
        }
        rejections += 1;
    }
    assert!(rejections >= 10, "only {rejections} rejections are printed with their reasons");
}

#[test]
fn the_team_edition_stays_a_paper_people_read() {
    let pages = pages();
    assert!(pages <= 19, "the sample takes {pages} pages");
}

/// A change of the winner, of one rejection or of one number shows here, line by line.
/// `SEXTANT_GOLDEN=write` writes the golden anew; its diff is to be read.
#[test]
fn the_sample_s_markdown_is_as_the_golden_says() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/golden/sample-team.md");
    let now = fs::read_to_string(written("md")).expect("the Markdown edition");
    if std::env::var_os("SEXTANT_GOLDEN").is_some_and(|wish| wish == "write") {
        fs::create_dir_all(golden.parent().expect("a folder")).expect("the folder of goldens");
        fs::write(&golden, &now).expect("the golden is written");
    }
    let then = fs::read_to_string(&golden).expect("the golden; SEXTANT_GOLDEN=write writes it");
    let differing = then.lines().zip(now.lines()).enumerate().find(|(_, (then, now))| then != now);
    if let Some((line, (then, now))) = differing {
        panic!("line {} was\n{then}\nand is\n{now}", line + 1);
    }
    assert_eq!(then.lines().count(), now.lines().count(), "lines were added or lost at the end");
}
