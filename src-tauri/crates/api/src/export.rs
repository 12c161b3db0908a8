//! Exports: the brief in each format, and the workshop file.

use crate::error::ApiError;
use crate::query::{Answer, BriefAudience, BriefPart};
use crate::workshop_file::without_sealed;
use crate::{Api, ballot_file};
use serde::{Deserialize, Serialize};
use sextant_brief::assemble::{Context, assemble, completeness, is_complete};
use sextant_brief::document::{Audience, Document};
use sextant_brief::{Format, Paper, render};
use sextant_domain::id::{ParticipantId, WorkshopId};
use sextant_domain::time::At;
use sextant_domain::workshop::Workshop;
use ts_rs::TS;

/// A format to export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// The brief as PDF.
    Pdf,
    /// The brief as one web page.
    Html,
    /// The brief as Markdown.
    Markdown,
    /// The brief's own model.
    Json,
    /// The whole workshop.
    Sextant,
    /// The open round as a page that is filled in without a network.
    BallotFile,
    /// The open round as sheets to print.
    BallotSheets,
}

impl ExportFormat {
    /// Every format there is.
    pub const ALL: &'static [Self] =
        &[Self::Pdf, Self::Html, Self::Markdown, Self::Json, Self::Sextant, Self::BallotFile, Self::BallotSheets];

    /// The file name's ending.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html | Self::BallotFile | Self::BallotSheets => "html",
            Self::Markdown => "md",
            Self::Json => "json",
            Self::Sextant => "sextant",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Html | Self::BallotFile | Self::BallotSheets => "text/html; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Json | Self::Sextant => "application/json",
        }
    }
}

/// Paper of a printed brief.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportPaper {
    /// 210 by 297 mm.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// What to export, for whom, on which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportRequest {
    /// The format.
    pub format: ExportFormat,
    /// For whom.
    pub audience: BriefAudience,
    /// On which paper.
    #[serde(default)]
    pub paper: ExportPaper,
    /// For a ballot: the one person it is for. Without one it is for everybody.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub participant_id: Option<ParticipantId>,
}

/// An exported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Its media type.
    pub media_type: String,
    /// The name to save it under.
    pub file_name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Api {
    /// Exports a workshop. The same record gives the same bytes: no clock is read.
    ///
    /// # Errors
    /// When the workshop is not there, or this build has no PDF printer.
    pub fn export(&self, id: WorkshopId, request: ExportRequest) -> Result<Exported, ApiError> {
        let (workshop, changed_at) = self.read(id, |open| (open.workshop.clone(), open.saved_at))?;
        let title = workshop.head().title.as_str();
        let bytes = match request.format {
            ExportFormat::Sextant => self.export_workshop(id)?,
            ExportFormat::Pdf => self.print(&document(&workshop, request.audience, changed_at), request.paper)?,
            ExportFormat::Html => written(&workshop, request.audience, changed_at, Format::Html)?,
            ExportFormat::Markdown => written(&workshop, request.audience, changed_at, Format::Markdown)?,
            ExportFormat::Json => written(&workshop, request.audience, changed_at, Format::Json)?,
            ExportFormat::BallotFile => ballot_file::file(&workshop, request.participant_id)?,
            ExportFormat::BallotSheets => ballot_file::sheets(&workshop, request.participant_id)?,
        };
        let name = sextant_store::safe_file_name(&format!("{title}.{}", request.format.ending()));
        Ok(Exported { media_type: request.format.media_type().to_owned(), file_name: name, bytes })
    }

    /// The brief for the preview, with its completeness list (R91).
    pub(crate) fn brief_answer(&self, id: WorkshopId, audience: BriefAudience) -> Result<Answer, ApiError> {
        let (workshop, changed_at) = self.read(id, |open| {
            open.console_only("opening the brief").map(|()| (open.workshop.clone(), open.saved_at))
        })??;
        let html = written(&workshop, audience, changed_at, Format::Html)?;
        let (open, _) = without_sealed(&workshop);
        let parts: Vec<_> = completeness(&open)
            .into_iter()
            .map(|part| BriefPart { number: part.number, title: part.title, missing: part.missing, stage: part.stage })
            .collect();
        Ok(Answer::Brief { html: String::from_utf8_lossy(&html).into_owned(), complete: is_complete(&open), parts })
    }

    fn print(&self, document: &Document, paper: ExportPaper) -> Result<Vec<u8>, ApiError> {
        const DOING: &str = "printing the brief";
        let printer = self.printer().ok_or_else(|| {
            ApiError::invalid(DOING, "This build has no PDF printer.", "Export the web page and print it instead.")
        })?;
        let paper = match paper {
            ExportPaper::A4 => Paper::A4,
            ExportPaper::Letter => Paper::Letter,
        };
        let printed = printer.print(document, paper).map_err(|error| ApiError::internal(DOING, &error.to_string()))?;
        if !printed.missing_glyphs.is_empty() {
            tracing::warn!(count = printed.missing_glyphs.len(), "characters without a glyph in the PDF");
        }
        Ok(printed.bytes)
    }
}

fn document(workshop: &Workshop, audience: BriefAudience, changed_at: At) -> Document {
    let audience = match audience {
        BriefAudience::Wide => Audience::Wide,
        BriefAudience::Team => Audience::Team,
    };
    assemble(workshop, audience, &Context { changed_at, version: 1 })
}

fn written(workshop: &Workshop, audience: BriefAudience, changed_at: At, format: Format) -> Result<Vec<u8>, ApiError> {
    render(&document(workshop, audience, changed_at), format)
        .map_err(|error| ApiError::internal("writing the brief", &error.to_string()))
}
