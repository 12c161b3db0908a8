//! From a record to a document: what is printed, what is withheld, what keeps it a draft.

mod asked;
mod crowd;
mod editions;
mod every_field;
mod late_stages;
mod room;
mod sealed;
