//! From the record of a workshop to the document: every word of a brief comes from here.
//!
//! Nothing sealed passes [`record::Record`], so no section can print it. No clock is read: the
//! same record gives the same document.

mod completeness;
mod cover;
mod section;

mod record;
mod words;

mod counting;
mod criteria;
mod decided;
mod dissent;
mod evidence;
mod from_seats;
mod history;
mod inputs;
mod options;
mod rhythm;
mod scores;
mod star;
mod tests_survived;
mod watch;

pub use crate::document::Audience;
pub use completeness::{Gap, Part, completeness, gaps, is_complete};

use sextant_domain::time::At;
use sextant_domain::workshop::Workshop;

use crate::document::{Block, Completeness, Document, SCHEMA, Section};
use record::Record;
use section::SectionName;

/// What a brief needs besides the record's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// When the record last changed.
    pub changed_at: At,
    /// Version of the star, counted from 1.
    pub version: u32,
}

/// Writes the brief of a workshop, as far as the workshop has come (R89–R91).
#[must_use]
pub fn assemble(workshop: &Workshop, audience: Audience, context: &Context) -> Document {
    let record = Record { workshop, audience, context: *context };
    let sentence = cover::sentence(&record);
    let scope = words::said(&workshop.head().scope_name).unwrap_or_else(|| workshop.head().title.to_string());
    Document {
        schema: SCHEMA.to_owned(),
        title: format!("Rollout brief: {sentence}"),
        language: "en".to_owned(),
        status: cover::status_strip(&record),
        audience,
        shared_with: match audience {
            Audience::Wide => format!("{scope}, shared with everyone"),
            Audience::Team => format!("{scope}, for the team"),
        },
        workshop_id: workshop.id.to_string(),
        cover: cover::cover(&record),
        sections: SectionName::ALL.iter().map(|name| section(&record, *name)).collect(),
    }
}

fn section(record: &Record<'_>, name: SectionName) -> Section {
    let missing = completeness::missing(record.workshop, name);
    let waived = completeness::waived(record.workshop, name);
    let mut blocks = blocks(record, name);
    let completeness = match waived {
        Some(reason) if !missing.is_empty() => {
            let gaps = missing.into_iter().map(|gap| gap.text).collect::<Vec<_>>().join("; ");
            blocks.push(Block::Note { text: format!("Left open on purpose ({gaps}): {reason}").into() });
            Completeness::Complete
        }
        None if !missing.is_empty() => {
            Completeness::Missing { gaps: missing.into_iter().map(|gap| gap.text).collect() }
        }
        Some(_) | None => Completeness::Complete,
    };
    Section {
        id: name.id().to_owned(),
        number: name.number().to_owned(),
        title: name.title().to_owned(),
        completeness,
        blocks,
    }
}

fn blocks(record: &Record<'_>, name: SectionName) -> Vec<Block> {
    match name {
        SectionName::Status => cover::status(record),
        SectionName::Star => star::the_star(record),
        SectionName::Why => star::why(record),
        SectionName::Definition => counting::definition(record),
        SectionName::Evidence => evidence::evidence(record),
        SectionName::Criteria => criteria::criteria(record),
        SectionName::Tests => tests_survived::tests(record),
        SectionName::Options => options::options(record),
        SectionName::Dissent => dissent::dissent(record),
        SectionName::Inputs => inputs::inputs(record),
        SectionName::Guardrails => watch::guardrails(record),
        SectionName::Baseline => counting::baseline(record),
        SectionName::Events => watch::events(record),
        SectionName::Rhythm => rhythm::rhythm(record),
        SectionName::Teams => rhythm::teams(record),
        SectionName::Decided => decided::decided(record),
        SectionName::History => history::history(record),
        SectionName::Words => history::words_kept_apart(record),
    }
}
