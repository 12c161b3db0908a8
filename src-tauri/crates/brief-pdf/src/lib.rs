//! The printer: the brief's document through typst.
//!
//! PDF/UA-1 is demanded of the writer, so a brief that assistive technology
//! could not read is an error here and not a surprise later. The bytes depend
//! on the document and the paper alone: no clock, no disk, no system fonts.

mod fonts;
mod proof;
mod world;

use std::collections::BTreeMap;

use sextant_brief::document::Document;
use sextant_brief::{Paper, PdfPrinter, PrintError, Printed};
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use proof::Proof;
use world::ClosedWorld;

/// Prints briefs with typst.
#[derive(Debug, Default)]
pub struct TypstPrinter;

/// How often a brief is set again because a shaped cluster turned out to have no glyph.
const ATTEMPTS: usize = 3;

impl PdfPrinter for TypstPrinter {
    fn print(&self, document: &Document, paper: Paper) -> Result<Printed, PrintError> {
        let mut proof = Proof::new(document, paper)?;
        let mut pages = typeset(&proof)?;
        for _ in 0..ATTEMPTS {
            let undrawn = fonts::undrawn(&pages);
            if !proof.note_missing(&undrawn) {
                break;
            }
            pages = typeset(&proof)?;
        }
        let bytes = write(&pages, document)?;
        // What typst memoised is of no use to another document.
        typst::comemo::evict(0);
        Ok(Printed { bytes, missing_glyphs: proof.missing() })
    }
}

/// Everything typst is given for a document, by path: the template as `/brief.typ`, its data, its
/// drawings, and the fonts below `/fonts`. A benchmark hands the same to a stranger's typst (P15).
pub fn world_files(document: &Document, paper: Paper) -> Result<BTreeMap<String, Vec<u8>>, PrintError> {
    let mut files = Proof::new(document, paper)?.files()?;
    files.insert("/brief.typ".to_owned(), world::TEMPLATE.as_bytes().to_vec());
    files.extend(fonts::files().map(|(name, file)| (format!("/fonts/{name}"), file)));
    Ok(files)
}

fn typeset(proof: &Proof) -> Result<PagedDocument, PrintError> {
    let world = ClosedWorld::new(proof.files()?);
    let Warned { output, warnings: _ } = typst::compile::<PagedDocument>(&world);
    output.map_err(|problems| refused(&problems))
}

fn write(pages: &PagedDocument, document: &Document) -> Result<Vec<u8>, PrintError> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|problem| PrintError::Typeset(vec![problem.message().to_string()]))?;
    let options = PdfOptions {
        // Stable for one version of one brief, so that a reprint is the same file.
        ident: Smart::Custom(format!("{}/{}", document.workshop_id, document.status.version)),
        creator: Smart::Custom(Some("Sextant".to_owned())),
        timestamp: None,
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(pages, &options).map_err(|problems| refused(&problems))
}

fn refused(problems: &[SourceDiagnostic]) -> PrintError {
    PrintError::Typeset(
        problems
            .iter()
            .map(|problem| {
                let hints: Vec<String> = problem.hints.iter().map(|hint| format!("{hint:?}")).collect();
                if hints.is_empty() {
                    problem.message.to_string()
                } else {
                    format!("{} ({})", problem.message, hints.join(", "))
                }
            })
            .collect(),
    )
}
