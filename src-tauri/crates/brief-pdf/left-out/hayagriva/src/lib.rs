//! Nothing can be cited: there is no entry, no style and no locale, and nothing behind them has a value.

pub mod citationberg;
mod rendered;

use std::marker::PhantomData;

pub use rendered::{
    BibliographyItem, Elem, ElemChild, ElemChildren, ElemMeta, Formatted, Formatting, Rendered, RenderedBibliography,
    RenderedCitation,
};

/// What has no value, so that whatever holds it is never reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Never {}

/// Styles and locales that come with the program: none.
pub mod archive {
    use crate::citationberg::{Locale, Style};

    /// The name of a style. One has to have a name, because it is the default of a bibliography.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum ArchivedStyle {
        /// The style a bibliography has unless it says another.
        InstituteOfElectricalAndElectronicsEngineers,
    }

    impl ArchivedStyle {
        /// All styles that can be asked for.
        pub fn all() -> &'static [Self] {
            &[]
        }

        /// The style of a name.
        pub fn by_name(_name: &str) -> Option<Self> {
            None
        }

        /// What it is called in a document.
        pub fn names(&self) -> &'static [&'static str] {
            &["ieee"]
        }

        /// What it is called for a person.
        pub fn display_name(&self) -> &'static str {
            "IEEE"
        }

        /// A style that depends on one that is not there.
        pub fn get(&self) -> Style {
            Style::Dependent
        }
    }

    /// The locales there are.
    pub fn locales() -> Vec<Locale> {
        Vec::new()
    }
}

/// Reading of sources.
pub mod io {
    use std::ops::Range;

    use serde::de::Error as _;

    use super::Library;

    /// Refuses whatever it is given.
    pub fn from_yaml_str(_text: &str) -> Result<Library, serde_yaml::Error> {
        Err(serde_yaml::Error::custom("this program has no citations"))
    }

    /// Refuses whatever it is given.
    pub fn from_biblatex_str(_text: &str) -> Result<Library, Vec<BibLaTeXError>> {
        Err(Vec::new())
    }

    /// What is wrong with a file of sources.
    #[derive(Debug)]
    pub enum BibLaTeXError {
        /// It cannot be read.
        Parse(Problem),
        /// It says something impossible.
        Type(Problem),
    }

    /// What is wrong, and where.
    #[derive(Debug)]
    pub struct Problem {
        /// The bytes it is about.
        pub span: Range<usize>,
        /// What it is.
        pub kind: &'static str,
    }
}

/// Sources, of which there are none.
#[derive(Debug)]
pub struct Library(Never);

impl Library {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        match self.0 {}
    }
}

impl IntoIterator for Library {
    type Item = Entry;
    type IntoIter = std::iter::Empty<Entry>;

    fn into_iter(self) -> Self::IntoIter {
        match self.0 {}
    }
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry(Never);

impl Entry {
    /// What it is cited by.
    pub fn key(&self) -> &str {
        match self.0 {}
    }

    /// What it is called.
    pub fn title(&self) -> Option<&Title> {
        match self.0 {}
    }
}

/// What a source is called.
#[derive(Debug)]
pub struct Title {
    /// Its words.
    pub value: Words,
}

/// Words of a source.
#[derive(Debug)]
pub struct Words(Never);

impl Words {
    /// The words without their look.
    pub fn to_str(&self) -> &str {
        match self.0 {}
    }
}

/// What sets citations and the list of sources.
#[derive(Debug)]
pub struct BibliographyDriver<'a>(PhantomData<&'a Entry>);

impl<'a> BibliographyDriver<'a> {
    /// Knows of nothing yet.
    #[expect(clippy::new_without_default, reason = "typst calls it by this name")]
    pub fn new() -> Self {
        BibliographyDriver(PhantomData)
    }

    /// Counts on from another list.
    #[must_use]
    pub fn with_citation_number_offset(self, _offset: usize) -> Self {
        self
    }

    /// Takes a citation.
    pub fn citation(&mut self, request: CitationRequest<'a>) {
        match request.0.never {}
    }

    /// Sets everything.
    pub fn finish(self, request: BibliographyRequest<'a>) -> Rendered {
        match request.style.never {}
    }
}

/// Citations in one place.
#[derive(Debug)]
pub struct CitationRequest<'a>(&'a citationberg::IndependentStyle);

impl<'a> CitationRequest<'a> {
    /// Asks for citations in a style.
    pub fn new(
        _items: Vec<CitationItem<'a, Entry>>,
        style: &'a citationberg::IndependentStyle,
        _locale: Option<citationberg::LocaleCode>,
        _locales: &'a [citationberg::Locale],
        _number: Option<usize>,
    ) -> Self {
        CitationRequest(style)
    }
}

/// One citation.
#[derive(Debug)]
pub struct CitationItem<'a, T>(PhantomData<&'a T>);

impl<'a, T> CitationItem<'a, T> {
    /// Cites a source.
    pub fn new(
        _entry: &'a T,
        _locator: Option<SpecificLocator>,
        _locale: Option<citationberg::LocaleCode>,
        _hidden: bool,
        _purpose: Option<CitePurpose>,
    ) -> Self {
        CitationItem(PhantomData)
    }
}

/// A place in a source.
#[derive(Debug)]
pub struct SpecificLocator(pub citationberg::taxonomy::Locator, pub LocatorPayload);

/// How a place is said.
#[derive(Debug)]
pub enum LocatorPayload {
    /// In a form that only the document understands.
    Transparent(TransparentLocator),
}

/// A place that only the document understands.
#[derive(Debug)]
pub struct TransparentLocator;

impl TransparentLocator {
    /// Any form will do.
    pub fn new<T>(_place: T) -> Self {
        TransparentLocator
    }
}

/// What a citation is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CitePurpose {
    /// A sentence about the author.
    Prose,
    /// Everything.
    Full,
    /// The author.
    Author,
    /// The year.
    Year,
}

/// What is asked of the list of sources.
#[derive(Debug)]
pub struct BibliographyRequest<'a> {
    /// Its style.
    pub style: &'a citationberg::IndependentStyle,
    /// Its language.
    pub locale: Option<citationberg::LocaleCode>,
    /// The languages there are.
    pub locale_files: &'a [citationberg::Locale],
}
