use sextant_brief::assemble::{Audience, Context, assemble};
use sextant_brief::{Format, Paper, PdfPrinter, render};
fn main() {
    let file: serde_json::Value =
        serde_json::from_slice(&std::fs::read("/tmp/bdemo/Slotwell, company star.sextant").unwrap()).unwrap();
    let context = Context { changed_at: serde_json::from_value(file["changedAt"].clone()).unwrap(), version: 1 };
    let workshop = serde_json::from_value(file["workshop"].clone()).unwrap();
    for (name, audience) in [("team", Audience::Team), ("wide", Audience::Wide)] {
        let document = assemble(&workshop, audience, &context);
        std::fs::write(format!("/tmp/bdemo/{name}.html"), render(&document, Format::Html).unwrap()).unwrap();
        std::fs::write(format!("/tmp/bdemo/{name}.md"), render(&document, Format::Markdown).unwrap()).unwrap();
        let start = std::time::Instant::now();
        match sextant_brief_pdf::TypstPrinter.print(&document, Paper::A4) {
            Ok(printed) => std::fs::write(format!("/tmp/bdemo/{name}.pdf"), printed.bytes).unwrap(),
            Err(problem) => eprintln!("{problem}"),
        }
        eprintln!("{name}: {:?}", start.elapsed());
    }
}
