//! The use cases: everything a client may ask.
