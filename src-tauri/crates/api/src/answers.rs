//! Answers to the read-only questions.

use crate::Api;
use crate::error::{ApiError, ErrorCode};
use crate::query::{Answer, CrosswalkPoint, CrosswalkView, ExampleView, GuideView, Query};
use sextant_domain::criterion::crosswalk;
use sextant_domain::example::{Quality, SourceDocument, examples};
use sextant_domain::id::WorkshopId;
use sextant_domain::pitfall::guide;
use sextant_domain::view::{focus_cell, named_marks};

impl Api {
    /// Answers a question of the console.
    ///
    /// # Errors
    /// [`ErrorCode::Refused`] for examples while people write; otherwise what the store says.
    pub fn ask(&self, id: WorkshopId, query: Query) -> Result<Answer, ApiError> {
        match query {
            Query::FocusCell { place } => self.read(id, move |open| {
                open.console_only("asking about a cell")?;
                Ok(Answer::FocusCell {
                    cell: focus_cell(&open.workshop, place).map(Box::new),
                    named_marks: named_marks(&open.workshop, place),
                })
            })?,
            Query::Examples { model } => self.read(id, move |open| {
                if !open.workshop.candidates_revealed() {
                    return Err(ApiError::plain(
                        ErrorCode::Refused,
                        "opening the examples",
                        "Examples stay closed until writing has ended: seeing them narrows what people write.",
                        "End writing first.",
                    ));
                }
                let mut examples: Vec<_> = examples(model)
                    .map(|example| ExampleView {
                        good: example.quality == Quality::Good,
                        sentence: example.sentence.to_owned(),
                        why: example.why.to_owned(),
                        caveat: example.caveat.to_owned(),
                        sources: example
                            .sources
                            .iter()
                            .copied()
                            .map(SourceDocument::title)
                            .map(str::to_owned)
                            .collect(),
                        contested: example.contested.map(str::to_owned),
                    })
                    .collect();
                examples.sort_by_key(|e| !e.good);
                Ok(Answer::Examples { examples })
            })?,
            Query::RoomAddresses => Ok(Answer::RoomAddresses { addresses: self.room_addresses() }),
            Query::WhoSteered => self.who_steered(id),
            Query::PitfallGuide => Ok(Answer::PitfallGuide {
                entries: guide()
                    .iter()
                    .map(|entry| GuideView {
                        title: entry.title.to_owned(),
                        text: entry.text.to_owned(),
                        stage: entry.stage.to_owned(),
                    })
                    .collect(),
            }),
            Query::Crosswalk => Ok(Answer::Crosswalk {
                lists: crosswalk()
                    .iter()
                    .map(|list| CrosswalkView {
                        name: list.name.to_owned(),
                        points: list
                            .points
                            .iter()
                            .map(|point| CrosswalkPoint {
                                says: point.says.to_owned(),
                                criteria: point.criteria.iter().map(|c| c.label().to_owned()).collect(),
                                also: point.also.map(str::to_owned),
                            })
                            .collect(),
                    })
                    .collect(),
            }),
            Query::Brief { audience } => self.brief_answer(id, audience),
        }
    }
}
