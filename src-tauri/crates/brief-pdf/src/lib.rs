//! The printer: the brief's document through typst.
