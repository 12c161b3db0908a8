//! All that the template can reach: itself, its data, its figures and our fonts.
//!
//! There is no disk, no package and no clock behind it (T12): whatever else is
//! asked for is denied.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Module, NativeRuleMap, Scope};
use typst::routines::Routines;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryBuilder, World};

use crate::fonts;

/// One template in two files: what a word or a drawing looks like, then the pages.
pub(crate) const TEMPLATE: &str =
    concat!(include_str!("../assets/words.typ"), "\n", include_str!("../assets/brief.typ"));

/// What typst does with a page, without what it does for web pages: those bring a second way to
/// draw and a reader of PDF files (P3).
static FOR_PAPER: LazyLock<Routines> = LazyLock::new(|| Routines {
    rules: || {
        let mut rules = NativeRuleMap::new();
        typst_layout::register(&mut rules);
        rules
    },
    eval_string: typst_eval::eval_string,
    eval_closure: typst_eval::eval_closure,
    realize: typst_realize::realize,
    layout_frame: typst_layout::layout_frame,
    html_module: || Module::new("html", Scope::new()),
    html_mathml_body: |_, _| None,
    html_span_filled: |content, _| content,
});

pub(crate) struct ClosedWorld {
    main: Source,
    files: BTreeMap<String, Bytes>,
}

impl ClosedWorld {
    /// A world that holds exactly these files, by path from its root.
    pub(crate) fn new(files: BTreeMap<String, Vec<u8>>) -> Self {
        let path = VirtualPath::new("/brief.typ").expect("the template's path is a constant");
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        ClosedWorld {
            main: Source::new(id, TEMPLATE.to_owned()),
            files: files.into_iter().map(|(path, bytes)| (path, Bytes::new(bytes))).collect(),
        }
    }

    #[cfg(test)]
    pub(crate) fn with_template(template: &str) -> Self {
        let mut world = ClosedWorld::new(BTreeMap::new());
        world.main = Source::new(world.main.id(), template.to_owned());
        world
    }
}

impl World for ClosedWorld {
    fn library(&self) -> &LazyHash<Library> {
        static LIBRARY: LazyLock<LazyHash<Library>> =
            LazyLock::new(|| LazyHash::new(LibraryBuilder::from_routines(&FOR_PAPER).build()));
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        fonts::book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get();
        match path.root() {
            VirtualRoot::Project => {
                self.files.get(path.vpath().get_with_slash()).cloned().ok_or(FileError::AccessDenied)
            }
            VirtualRoot::Package(_) => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use typst_layout::PagedDocument;

    use super::*;

    fn compiles(template: &str) -> bool {
        typst::compile::<PagedDocument>(&ClosedWorld::with_template(template)).output.is_ok()
    }

    #[test]
    fn the_template_uses_nothing_that_is_left_out() {
        let code: Vec<&str> = TEMPLATE.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for needs in ["bibliography(", "cite(", "@", "plugin(", " raw(", "#raw(", "`", "hyphenate: true", "html."] {
            assert!(!code.iter().any(|line| line.contains(needs)), "the template says {needs}");
        }
        assert!(!compiles("#bibliography(bytes(\"a: {type: book, title: A}\"))"), "there are no citations");
        assert!(!compiles("#plugin(bytes((0, 97, 115, 109, 1, 0, 0, 0)))"), "there are no plug-ins");
    }

    #[test]
    fn t12_the_world_has_no_disk_no_packages_and_no_clock() {
        assert!(compiles("#text(\"words\")"), "the world itself works");
        for template in [
            "#read(\"/etc/hostname\")",
            "#read(\"Cargo.toml\")",
            "#import \"@preview/cetz:0.3.0\": *",
            "#include \"other.typ\"",
            "#datetime.today()",
        ] {
            assert!(!compiles(template), "{template} was allowed");
        }
    }
}
