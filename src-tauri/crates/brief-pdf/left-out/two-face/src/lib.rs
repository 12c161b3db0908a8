//! No programming language is known, so code is set as plain text.

/// Sets of grammars.
pub mod syntax {
    use syntect::parsing::SyntaxSet;

    /// The grammars of further languages: none.
    pub fn extra_no_newlines() -> SyntaxSet {
        SyntaxSet::new()
    }
}
