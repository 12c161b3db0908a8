//! Citations and the list of sources as they would stand on a page.

use crate::citationberg;

/// Citations and list, set.
#[derive(Debug)]
pub struct Rendered {
    /// The list.
    pub bibliography: Option<RenderedBibliography>,
    /// The citations.
    pub citations: Vec<RenderedCitation>,
}

/// A list of sources, set.
#[derive(Debug)]
pub struct RenderedBibliography {
    /// Whether its lines hang.
    pub hanging_indent: bool,
    /// Its lines.
    pub items: Vec<BibliographyItem>,
}

/// A line of the list.
#[derive(Debug)]
pub struct BibliographyItem {
    /// What it is cited by.
    pub key: String,
    /// What stands in front.
    pub first_field: Option<ElemChild>,
    /// The line.
    pub content: ElemChildren,
}

/// A citation, set.
#[derive(Debug)]
pub struct RenderedCitation {
    /// What stands in the text.
    pub citation: ElemChildren,
}

/// Parts in order.
#[derive(Debug)]
pub struct ElemChildren(pub Vec<ElemChild>);

impl ElemChildren {
    /// The part with a meaning, of which there is none.
    pub fn find_meta(&self, _meaning: &ElemMeta) -> Option<&Elem> {
        None
    }
}

/// A part.
#[derive(Debug)]
pub enum ElemChild {
    /// Words.
    Text(Formatted),
    /// Further parts.
    Elem(Elem),
    /// A formula.
    Markup(String),
    /// A link.
    Link {
        /// Its words.
        text: Formatted,
        /// Where it leads.
        url: String,
    },
    /// What only the document understands.
    Transparent {
        /// The place of its citation.
        cite_idx: usize,
        /// How it looks.
        format: Formatting,
    },
}

/// Parts with a meaning.
#[derive(Debug)]
pub struct Elem {
    /// Its parts.
    pub children: ElemChildren,
    /// How it stands.
    pub display: Option<citationberg::Display>,
    /// What it means.
    pub meta: Option<ElemMeta>,
}

/// What parts can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElemMeta {
    /// The source of this place.
    Entry(usize),
    /// The number of a citation.
    CitationNumber,
}

/// Words with a look.
#[derive(Debug)]
pub struct Formatted {
    /// The words.
    pub text: String,
    /// Their look.
    pub formatting: Formatting,
}

/// How words look.
#[derive(Debug)]
pub struct Formatting {
    /// Upright or italic.
    pub font_style: citationberg::FontStyle,
    /// Letters or small capitals.
    pub font_variant: citationberg::FontVariant,
    /// How strong.
    pub font_weight: citationberg::FontWeight,
    /// Lines at them.
    pub text_decoration: citationberg::TextDecoration,
    /// Where they stand.
    pub vertical_align: citationberg::VerticalAlign,
}
