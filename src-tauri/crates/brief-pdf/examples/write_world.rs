//! P15: everything that typst is given for one brief, as files, so that a stranger's typst can
//! set the same pages.
//!
//! `write_world DOCUMENT.json DIR` reads a brief in the JSON format and fills the folder.

use std::error::Error;
use std::path::PathBuf;

use sextant_brief::Paper;
use sextant_brief::document::Document;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(document), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("say which document, and which folder to fill".into());
    };
    let document: Document = serde_json::from_slice(&std::fs::read(document)?)?;
    for (name, bytes) in sextant_brief_pdf::world_files(&document, Paper::A4)? {
        let path = folder.join(name.trim_start_matches('/'));
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, bytes)?;
    }
    Ok(())
}
