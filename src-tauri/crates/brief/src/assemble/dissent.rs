//! Who disagreed, in their own words, and how the room stood.

use sextant_domain::decision::Objection;

use super::record::Record;
use super::words::{counted, heading, note, paragraph, said, table};
use crate::document::{Audience, Block, Cell, Column};

/// Section 8. The wide edition prints what somebody put their name to and counts the rest.
pub(super) fn dissent(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let star = record.star().map(|star| star.id);
    let mut withheld = 0;
    for candidate in record.candidates() {
        let all = record.workshop.objections.iter().filter(|o| o.candidate_id == candidate.id);
        let (shown, hidden): (Vec<_>, Vec<_>) = all.partition(|objection| match record.audience {
            Audience::Wide => objection.signed_by.is_some(),
            Audience::Team => true,
        });
        withheld += hidden.len();
        if !shown.is_empty() && Some(candidate.id) != star {
            blocks.push(heading(&format!("Against “{}”", candidate.sentence.text())));
        }
        for objection in shown {
            print(record, objection, &mut blocks);
        }
    }
    if withheld > 0 {
        let count = counted(withheld, "unsigned objection was", "unsigned objections were");
        blocks.push(note(format!("{count} recorded; the team edition has the words.")));
    }
    if blocks.is_empty() {
        blocks.push(paragraph("No objection was recorded."));
    }
    support(record, &mut blocks);
    blocks
}

fn print(record: &Record<'_>, objection: &Objection, blocks: &mut Vec<Block>) {
    let signed = objection.signed_by.and_then(|id| record.person_and_discipline(id));
    blocks.push(Block::Dissent {
        text: objection.text.to_string(),
        signed_by: signed.map(|name| format!("{name}, signed")),
        answer: said(&objection.answer),
    });
    if objection.counter_example {
        blocks.push(note("It names a concrete counter-example, so it holds a gate open until it is answered."));
    }
    if objection.devils_advocate {
        blocks.push(note("It comes from the pass that looks for the strongest objection."));
    }
}

fn support(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let rows: Vec<_> = record
        .candidates()
        .into_iter()
        .filter_map(|candidate| {
            let count = record.workshop.support_counts.get(&(candidate.id,))?;
            Some(vec![
                Cell::voice(candidate.sentence.text()),
                Cell::plain(count.support.to_string()),
                Cell::plain(count.live_with.to_string()),
                Cell::plain(count.object.to_string()),
            ])
        })
        .collect();
    if !rows.is_empty() {
        blocks.push(heading("How the room stood"));
    }
    let columns = vec![
        Column::start("Finalist").wide(12),
        Column::end("Support it").wide(4),
        Column::end("Can live with it").wide(5),
        Column::end("Object").wide(3),
    ];
    table(blocks, "Signals to the decider", columns, rows);
}
