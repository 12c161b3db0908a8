//! The built pages, carried inside the program.

use std::borrow::Cow;

use rust_embed::Embed;
use sextant_room::pages::Assets;

/// `ui/dist`. A debug build reads it from disk; when it is not there, the router says how to
/// build it.
#[derive(Embed)]
#[folder = "../../../ui/dist"]
#[allow_missing = true]
struct Built;

/// Hands the built pages to a router.
pub(crate) struct BuiltPages;

impl Assets for BuiltPages {
    fn file(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        Built::get(name).map(|file| file.data)
    }
}
