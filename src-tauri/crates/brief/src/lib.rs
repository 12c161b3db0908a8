//! The paper: one document model, many formats.
