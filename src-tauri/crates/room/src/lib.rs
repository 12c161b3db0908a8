//! The doors over HTTP: the console router and the seat router.
