//! What a style is made of.

use crate::Never;

/// A style, or the name of one.
#[derive(Clone, Debug)]
pub enum Style {
    /// A whole style.
    Independent(IndependentStyle),
    /// The name of another.
    Dependent,
}

/// A whole style.
#[derive(Clone, Debug)]
pub struct IndependentStyle {
    /// What it says about itself.
    pub settings: Settings,
    pub(crate) never: Never,
}

impl IndependentStyle {
    /// Refuses whatever it is given.
    pub fn from_xml(_text: &str) -> Result<Self, &'static str> {
        Err("this program has no citations")
    }
}

/// What a style says about itself.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where its citations stand.
    pub class: StyleClass,
}

/// Where citations stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StyleClass {
    /// In the text.
    InText,
    /// In notes.
    Note,
}

/// Words and dates of a language.
#[derive(Clone, Debug)]
pub struct Locale(Never);

/// The name of a language.
#[derive(Clone, Debug)]
pub struct LocaleCode(pub String);

/// The kinds of places in a source.
pub mod taxonomy {
    /// A kind of place.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Locator {
        /// In the author's own words.
        Custom,
    }
}

/// How a part stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Display {
    /// As a block.
    Block,
    /// As an indented block.
    Indent,
    /// In the left margin.
    LeftMargin,
    /// In the line, right of the margin.
    RightInline,
}

/// Upright or italic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontStyle {
    /// Upright.
    Normal,
    /// Italic.
    Italic,
}

/// Letters or small capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontVariant {
    /// Letters.
    Normal,
    /// Small capitals.
    SmallCaps,
}

/// How strong letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontWeight {
    /// As ever.
    Normal,
    /// Bold.
    Bold,
    /// Light.
    Light,
}

/// Lines at letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextDecoration {
    /// None.
    None,
    /// Below.
    Underline,
}

/// Where letters stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerticalAlign {
    /// Not said.
    None,
    /// On the line.
    Baseline,
    /// Above it.
    Sup,
    /// Below it.
    Sub,
}
