//! Table of contents of the whole-product tests.
