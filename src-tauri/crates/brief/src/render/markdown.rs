//! The document as Markdown with front matter.

mod escape;

use std::fmt::Write as _;

use crate::document::{
    Block, Cell, CheckItem, CriterionKind, CriterionResult, Document, Entry, Face, Field, OptionNotChosen, Section,
    Table,
};
use crate::figure::{Figure, TreeNode};
use crate::text::{Style, Text};
use escape::{block, cell, code, quoted};

/// CommonMark with tables; every word of a person is escaped (F83).
pub(super) fn write(document: &Document) -> String {
    let mut out = front_matter(document);
    if let Some(note) = &document.status.first_line_note {
        let _ = writeln!(out, "> **{}**\n", cell(note));
    }
    if document.is_draft() {
        out.push_str("> **Draft.** Not complete yet; do not decide on it.\n\n");
    }
    let cover = &document.cover;
    let _ = writeln!(out, "{}\n", block(&cover.overline));
    let _ = writeln!(out, "# {}\n", cell(&cover.sentence));
    if !cover.story.is_empty() {
        let _ = writeln!(out, "{}\n", block(&cover.story));
    }
    for figure in &cover.figures {
        let _ = writeln!(out, "- **{}** {}", cell(&figure.value), cell(&figure.caption));
    }
    if !cover.figures.is_empty() {
        out.push('\n');
    }
    rows(&mut out, document.status.cells().into_iter().map(|(label, value)| (label.to_owned(), cell(&value))));
    for withheld in &document.status.withheld {
        let _ = writeln!(out, "Left out of this edition: {}\n", cell(withheld));
    }
    for section in &document.sections {
        write_section(&mut out, section);
    }
    let _ = writeln!(out, "---\n\n{}. {}", cell(&document.foot()), cell(&document.shared_with));
    out
}

/// YAML in JSON's quoting, which is YAML's too, so no title can end the front matter.
fn front_matter(document: &Document) -> String {
    let status = &document.status;
    let mut out = String::from("---\n");
    let mut line = |key: &str, value: &str| {
        let _ = writeln!(out, "{key}: {}", quoted(value));
    };
    line("schema", &document.schema);
    line("title", &document.title);
    line("language", &document.language);
    line("status", status.status.word());
    line("version", &status.version);
    line("last_change", &status.last_change);
    line("audience", document.audience.word());
    line("workshop", &document.workshop_id);
    out.push_str("---\n\n");
    out
}

fn write_section(out: &mut String, section: &Section) {
    let _ = writeln!(out, "## {} {}\n", cell(&section.number).replace('.', "\\."), cell(&section.title));
    for gap in section.completeness.gaps() {
        let _ = writeln!(out, "> Still missing: {}\n", cell(gap));
    }
    for piece in &section.blocks {
        write_block(out, piece);
    }
}

fn write_block(out: &mut String, piece: &Block) {
    // Writing into a String cannot fail.
    let _ = match piece {
        Block::Lead { text } => writeln!(out, "{}\n", block(text)),
        Block::Paragraph { text } | Block::Note { text } => writeln!(out, "{}\n", runs(text, block)),
        Block::Heading { text } => writeln!(out, "### {}\n", cell(text)),
        Block::Voice { text, speaker } => {
            quote(out, text);
            signature(out, speaker.as_deref());
            Ok(())
        }
        Block::FieldTable { rows: fields } => {
            rows(out, fields.iter().map(field));
            Ok(())
        }
        Block::Table(table) => {
            write_table(out, table);
            Ok(())
        }
        Block::Entries { items } => {
            for item in items {
                entry(out, item);
            }
            out.push('\n');
            Ok(())
        }
        Block::Callout { title, text } => {
            writeln!(out, "> **{}** {}\n", cell(title), runs(text, cell))
        }
        Block::Checklist { items } => {
            for item in items {
                check(out, item);
            }
            out.push('\n');
            Ok(())
        }
        Block::Figure { figure, caption, text_alternative } => {
            write_figure(out, figure, text_alternative);
            if caption.is_empty() { Ok(()) } else { writeln!(out, "{}\n", block(caption)) }
        }
        Block::Criteria { items } => {
            criteria(out, items);
            Ok(())
        }
        Block::OptionNotChosen(option) => {
            not_chosen(out, option);
            Ok(())
        }
        Block::Dissent { text, signed_by, answer } => {
            quote(out, text);
            signature(out, Some(signed_by.as_deref().unwrap_or("Not signed")));
            match answer {
                Some(answer) => writeln!(out, "**Answer.** {}\n", block(answer)),
                None => Ok(()),
            }
        }
        Block::TwoColumns { left, right } => {
            for side in [left, right] {
                let _ = writeln!(out, "**{}** {}\n", cell(&side.label), runs(&side.text, block));
            }
            Ok(())
        }
        Block::BlankLine { label } => writeln!(out, "{}: \\_\\_\\_\\_\\_\\_\\_\\_\n", block(label)),
    };
}

fn runs(text: &Text, escape: fn(&str) -> String) -> String {
    text.0
        .iter()
        .map(|run| match run.style {
            Style::Plain => spaced(&run.text, escape(&run.text)),
            Style::Strong => format!("**{}**", escape(run.text.trim())),
            Style::Voice => format!("*{}*", escape(run.text.trim())),
            Style::Code => code(&run.text),
        })
        .collect()
}

/// A run keeps the space that parts it from its neighbours.
fn spaced(text: &str, escaped: String) -> String {
    let before = if text.starts_with(char::is_whitespace) { " " } else { "" };
    let after = if text.ends_with(char::is_whitespace) && !escaped.is_empty() { " " } else { "" };
    format!("{before}{escaped}{after}")
}

fn faced(text: &Text, face: Face) -> String {
    match face {
        Face::Plain | Face::Voice => runs(text, cell),
        Face::Data => code(&text.plain()),
    }
}

fn field(field: &Field) -> (String, String) {
    (cell(&field.label), faced(&field.value, field.face))
}

fn rows(out: &mut String, rows: impl Iterator<Item = (String, String)>) {
    out.push_str("| | |\n|---|---|\n");
    for (label, value) in rows {
        let _ = writeln!(out, "| {label} | {value} |");
    }
    out.push('\n');
}

fn write_table(out: &mut String, table: &Table) {
    let join = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push_str(&join(table.columns.iter().map(|column| cell(&column.title)).collect()));
    for column in &table.columns {
        out.push_str(match column.align {
            crate::document::Align::Start => "|---",
            crate::document::Align::End => "|--:",
        });
    }
    out.push_str("|\n");
    for row in &table.rows {
        out.push_str(&join(row.iter().map(table_cell).collect()));
    }
    out.push('\n');
}

/// A drawing is told by its counts.
fn table_cell(cell: &Cell) -> String {
    let words = faced(&cell.text, cell.face);
    match &cell.plot {
        Some(plot) => format!("{words} ({})", plot.spread()),
        None => words,
    }
}

fn entry(out: &mut String, item: &Entry) {
    let words = faced(&item.text, item.face);
    let _ = if item.meta.is_empty() {
        writeln!(out, "- {words}")
    } else {
        writeln!(out, "- **{}:** {words}", cell(&item.meta))
    };
}

fn check(out: &mut String, item: &CheckItem) {
    let _ = write!(out, "- **{}:** {}", item.state.word(), runs(&item.text, cell));
    if let Some(note) = &item.note {
        let _ = write!(out, " ({})", runs(note, cell));
    }
    out.push('\n');
}

fn quote(out: &mut String, text: &str) {
    for line in block(text).lines() {
        let _ = writeln!(out, "> {line}");
    }
    out.push('\n');
}

fn signature(out: &mut String, who: Option<&str>) {
    if let Some(who) = who {
        let _ = writeln!(out, "— {}\n", cell(who));
    }
}

fn criteria(out: &mut String, items: &[CriterionResult]) {
    out.push_str("| Criterion | Median | 0 | 1 | 2 | 3 | ? |\n|---|--:|--:|--:|--:|--:|--:|\n");
    for item in items {
        let gate = match item.weight {
            CriterionKind::Gate => " (gate)",
            CriterionKind::Ordinary => "",
        };
        let [zero, one, two, three] = item.plot.counts;
        let _ = writeln!(
            out,
            "| {}{gate} | {} | {zero} | {one} | {two} | {three} | {} |",
            cell(&item.name),
            item.plot.median_label(),
            item.plot.cannot_judge
        );
    }
    out.push('\n');
}

fn not_chosen(out: &mut String, option: &OptionNotChosen) {
    let _ = writeln!(out, "### {}\n", cell(&option.sentence));
    for (label, text) in option.verdict().into_iter().chain(option.arguments()) {
        let _ = writeln!(out, "- **{label}:** {}", cell(text));
    }
    for detail in &option.details {
        let (label, words) = field(detail);
        let _ = writeln!(out, "- {label}: {words}");
    }
    out.push('\n');
}

fn write_figure(out: &mut String, figure: &Figure, text_alternative: &str) {
    match figure {
        Figure::Dots(_) => {
            let _ = writeln!(out, "{}\n", block(text_alternative));
        }
        Figure::Tree(tree) => {
            let value = tree.star.value.as_deref().unwrap_or_default();
            let _ = writeln!(out, "- **{}** {}", cell(value), cell(&tree.star.caption));
            for node in &tree.inputs {
                branch(out, node, 1);
            }
            out.push('\n');
        }
    }
}

fn branch(out: &mut String, node: &TreeNode, depth: usize) {
    let details: Vec<String> = [
        Some(node.edge.words().to_owned()),
        node.value.as_deref().map(cell),
        node.owner.as_deref().map(cell),
        node.bet.as_deref().map(cell),
    ]
    .into_iter()
    .flatten()
    .collect();
    let indent = "  ".repeat(depth);
    let _ = writeln!(out, "{indent}- {} ({})", cell(&node.name), details.join("; "));
    for child in &node.inputs {
        branch(out, child, depth + 1);
    }
}
