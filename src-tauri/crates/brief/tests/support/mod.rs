//! Documents for tests: the sample as it should look, and the one that breaks papers.

use sextant_brief::document::{
    Align, Audience, Block, Cell, CheckItem, CheckState, Column, Completeness, Cover, CriterionKind, CriterionResult,
    Document, Entry, Face, Field, KeyFigure, Labelled, OptionNotChosen, SCHEMA, Section, Status, StatusStrip, Table,
};
use sextant_brief::figure::{DotPlot, Edge, Figure, StarBox, TreeFigure, TreeNode};
use sextant_brief::text::{Style, Text};

/// The sample of the mockups.
pub(crate) fn slotwell() -> Document {
    serde_json::from_str(include_str!("../golden/slotwell.json")).expect("the golden brief is valid")
}

/// Every script and every trick a participant may type.
pub(crate) const UGLY: [&str; 14] = [
    "#read(\"/etc/passwd\") and #import \"@preview/x:1.0.0\": *",
    "$ sum_(i=0)^n x $ costs \\ 3 $",
    "unbalanced [ ( { ] *bold _it `code",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "| table | row | & &amp; ]]> -->",
    "{{ 7*7 }} {% raw %} ${jndi:x}",
    "![x](http://evil.example/a.png) [y](javascript:alert(3))",
    "سجل العملاء خمسة اجتماعات",
    "שלום לכל הלקוחות שלנו",
    "Женева встречает клиентов; Ελληνικά μετράμε",
    "Łódź, Ångström, naïve façade, Đặng Thị Thảo",
    "Rockets 🚀 and tea 🍵 and a family 👩‍👩‍👧 with ❤️",
    "invoice\u{202E}fdp.exe stays in its own line",
    "'; drop table workshops; -- \"quoted\" ~strike~ <b>",
];

/// A sentence of two hundred characters without a friendly place to break.
pub(crate) fn long_sentence() -> String {
    format!(
        "{} {}",
        "Weekly accounts that booked more than five meetings".repeat(2),
        "Donaudampfschifffahrtsgesellschaft".repeat(4)
    )
}

/// A draft whose every field is hostile.
pub(crate) fn ugly() -> Document {
    let [read, maths, brackets, script, table, braces, link, arabic, hebrew, cyrillic, latin, emoji, bidi, quotes] =
        UGLY.map(str::to_owned);
    let long = long_sentence();
    let every = || UGLY.into_iter().map(Text::from);
    let tree = |name: &str, edge| TreeNode {
        name: name.to_owned(),
        owner: Some(hebrew.clone()),
        bet: Some(emoji.clone()),
        value: Some("99%".to_owned()),
        edge,
        inputs: Vec::new(),
    };
    let mut blocks = vec![
        Block::Lead { text: long.clone() },
        Block::Callout { title: maths.clone(), text: brackets.clone().into() },
        Block::Heading { text: script.clone() },
        Block::Voice { text: emoji.clone(), speaker: Some(read.clone()) },
        Block::FieldTable { rows: every().zip(UGLY).map(|(value, label)| Field::voice(label, value)).collect() },
        Block::Checklist {
            items: [CheckState::Holds, CheckState::InPart, CheckState::Fails, CheckState::Open]
                .into_iter()
                .map(|state| CheckItem { state, text: braces.clone().into(), note: Some(link.clone().into()) })
                .collect(),
        },
        Block::Criteria {
            items: (0..6)
                .map(|index| CriterionResult {
                    name: if index % 2 == 0 { arabic.clone() } else { long.clone() },
                    weight: if index < 3 { CriterionKind::Gate } else { CriterionKind::Ordinary },
                    plot: DotPlot {
                        counts: [index, 30, 2, 9],
                        cannot_judge: index * 4,
                        median: (index > 0).then_some(1.5),
                    },
                })
                .collect(),
        },
        Block::Figure {
            figure: Figure::Tree(TreeFigure {
                star: StarBox { value: Some("1,234,567,890.12".to_owned()), caption: long.clone() },
                inputs: vec![
                    TreeNode {
                        inputs: vec![tree(&long, Edge::Sum), tree(&arabic, Edge::Believed)],
                        ..tree(&script, Edge::Product)
                    },
                    tree(&brackets, Edge::Product),
                ],
            }),
            caption: quotes.clone(),
            text_alternative: script.clone(),
        },
        Block::Figure {
            figure: Figure::Dots(DotPlot { counts: [1, 2, 3, 4], cannot_judge: 5, median: Some(2.0) }),
            caption: String::new(),
            text_alternative: cyrillic.clone(),
        },
        Block::TwoColumns {
            left: Labelled { label: latin.clone(), text: arabic.clone().into() },
            right: Labelled {
                label: hebrew.clone(),
                text: Text::default().then(Style::Code, link.clone()).then(Style::Strong, bidi.clone()),
            },
        },
        Block::Entries {
            items: every()
                .zip(UGLY)
                .map(|(text, meta)| Entry { meta: meta.to_owned(), text, face: Face::Voice })
                .collect(),
        },
        Block::Table(Table {
            caption: latin.clone(),
            columns: (0..8).map(|place| Column::start(UGLY[place]).wide(if place == 0 { 6 } else { 2 })).collect(),
            rows: (0..12)
                .map(|row| {
                    let plot = |place: u32| DotPlot { counts: [place, 3, row, 40], cannot_judge: 2, median: Some(2.5) };
                    let mut cells = vec![Cell::voice(long.clone())];
                    cells.extend((0..7).map(|place| Cell::marks(plot(place))));
                    cells
                })
                .collect(),
        }),
        Block::BlankLine { label: table.clone() },
        Block::Dissent { text: bidi.clone(), signed_by: None, answer: Some(quotes.clone()) },
        Block::Paragraph {
            text: Text::default().then(Style::Voice, script.clone()).then(Style::Plain, "x".repeat(300)),
        },
        Block::Note { text: "one\ntwo\r\nthree".into() },
    ];
    blocks.extend((0..40).map(|index| {
        Block::OptionNotChosen(OptionNotChosen {
            sentence: format!("Candidate {index}: {}", UGLY[index % UGLY.len()]),
            best_argument: Some(UGLY[(index + 1) % UGLY.len()].to_owned()),
            reason: script.clone(),
            reason_code: "lagging".to_owned(),
            reason_text: Some(long.clone()),
            evidence: None,
            status: Some("Rejected".to_owned()),
            come_back_when: Some(arabic.clone()),
            kept_as: Some(emoji.clone()),
            details: vec![Field::new(maths.clone(), long.clone()), Field::voice(hebrew.clone(), table.clone())],
        })
    }));
    let rows = (0..300)
        .map(|row| {
            vec![
                Cell::plain(format!("Row {row}")),
                Cell::voice(UGLY[row % UGLY.len()]),
                Cell::data(UGLY[(row + 3) % UGLY.len()]),
                Cell::plain((row * 7).to_string()),
            ]
        })
        .collect();
    Document {
        schema: SCHEMA.to_owned(),
        title: format!("Brief {script}"),
        language: "en".to_owned(),
        status: StatusStrip {
            status: Status::Draft,
            version: "0".to_owned(),
            last_change: "4 June 2026".to_owned(),
            decided: None,
            decider: Some(hebrew.clone()),
            owner: None,
            next_review: None,
            confidence: None,
            withheld: vec!["Round 2 is still open and left out.".to_owned()],
            first_line_note: Some(format!("A round is still open. {brackets}")),
        },
        audience: Audience::Team,
        shared_with: quotes,
        workshop_id: "01900000-0000-7000-8000-000000000000".to_owned(),
        cover: Cover {
            chosen: false,
            overline: read,
            sentence: long,
            story: maths,
            figures: vec![KeyFigure { value: "1,234,567,890.12".to_owned(), caption: table }; 4],
        },
        sections: vec![
            Section {
                id: "everything".to_owned(),
                number: "1".to_owned(),
                title: link,
                completeness: Completeness::Missing { gaps: vec![script, latin] },
                blocks,
            },
            Section {
                id: "long-table".to_owned(),
                number: "2".to_owned(),
                title: "Three hundred rows".to_owned(),
                completeness: Completeness::Complete,
                blocks: vec![Block::Table(Table {
                    caption: cyrillic,
                    columns: vec![
                        Column::start("Row"),
                        Column::start(emoji),
                        Column::start(braces),
                        Column { title: "Number".to_owned(), align: Align::End, weight: 0 },
                    ],
                    rows,
                })],
            },
            Section {
                id: "empty".to_owned(),
                number: "A".to_owned(),
                title: String::new(),
                completeness: Completeness::Complete,
                blocks: Vec::new(),
            },
        ],
    }
}
