//! The pages of a phone: the seat's page and what it loads, and nothing else that was built.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::pages::{self, Assets};
use crate::reply::Answer;
use crate::seat_reply;

const SEAT: &str = "seat.html";
/// The paths under which the seat's page is opened; `/reach` is its self-test.
const PATHS: [&str; 3] = ["/", "/seat.html", "/reach"];

/// Serves the seat's page and the files it names, and the files those name.
pub(crate) struct SeatPages {
    assets: Arc<dyn Assets>,
    listed: Mutex<Option<Listed>>,
}

/// What one build of the page needs. A debug build reads pages from disk, and they may change.
#[derive(Clone)]
struct Listed {
    page: Vec<u8>,
    files: Arc<BTreeSet<String>>,
    entry: Option<String>,
}

impl SeatPages {
    pub(crate) fn new(assets: Arc<dyn Assets>) -> Self {
        Self { assets, listed: Mutex::default() }
    }

    /// A page or one of its files.
    pub(crate) fn page(&self, path: &str) -> Answer {
        if PATHS.contains(&path) {
            return pages::html(self.assets.as_ref(), SEAT);
        }
        let name = path.strip_prefix('/').unwrap_or(path);
        if !self.listed().is_some_and(|listed| listed.files.contains(name)) {
            return seat_reply::nothing_here();
        }
        pages::listed_file(self.assets.as_ref(), path).unwrap_or_else(seat_reply::nothing_here)
    }

    /// Whether a page of this build is older or newer than the one served here (F49).
    ///
    /// A page tells the name of the script it was started by, which carries a hash of its content.
    /// A page that tells something else is served by a workbench and is its own business.
    pub(crate) fn is_other_build(&self, build: &str) -> bool {
        let is_built = build.starts_with("seat-") && build.ends_with(".js");
        let entry = self.listed().and_then(|listed| listed.entry);
        is_built && entry.is_some_and(|entry| entry != build)
    }

    fn listed(&self) -> Option<Listed> {
        let page = self.assets.file(SEAT)?;
        let mut kept = self.listed.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_none_or(|listed| listed.page != *page) {
            *kept = Some(self.list(&page));
        }
        kept.clone()
    }

    fn list(&self, page: &[u8]) -> Listed {
        let mut files = BTreeSet::from(["mark.svg".to_owned()]);
        let mut unread: Vec<String> = named_in(page).filter(|name| self.assets.file(name).is_some()).collect();
        let entry = unread.iter().filter_map(|name| name.strip_prefix("assets/"));
        let entry =
            entry.into_iter().find(|name| name.starts_with("seat-") && name.ends_with(".js")).map(str::to_owned);
        while let Some(name) = unread.pop() {
            if !files.insert(name.clone()) {
                continue;
            }
            let readable = name.ends_with(".js") || name.ends_with(".css");
            if let Some(content) = self.assets.file(&name).filter(|_| readable) {
                unread.extend(named_in(&content).filter(|found| self.assets.file(found).is_some()));
            }
        }
        Listed { page: page.to_vec(), files: Arc::new(files), entry }
    }
}

/// Everything in a file that may be the name of a built file, with its folder.
///
/// Pages say `assets/x.js`, scripts `./x.js`, style sheets `url(x.woff2)`: what these have in
/// common is a name with a dot in it. Whether there is such a file is asked afterwards.
fn named_in(content: &[u8]) -> impl Iterator<Item = String> + '_ {
    let of_a_name = |letter: &u8| letter.is_ascii_alphanumeric() || b"-_.".contains(letter);
    content
        .split(move |letter| !of_a_name(letter))
        .filter(|word| word.contains(&b'.') && !word.starts_with(b".") && word.len() < 128)
        .filter_map(|word| std::str::from_utf8(word).ok())
        .filter(|word| [".js", ".css", ".woff2", ".svg"].iter().any(|ending| word.ends_with(ending)))
        .map(|word| format!("assets/{word}"))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use axum::http::StatusCode;

    use super::*;

    struct Built;

    impl Assets for Built {
        fn file(&self, name: &str) -> Option<Cow<'static, [u8]>> {
            let content = match name {
                "seat.html" => r#"<script type="module" crossorigin src="./assets/seat-abc.js"></script>"#,
                "assets/seat-abc.js" => r#"import{a}from"./core-1.js";import"./gone-2.js";"#,
                "assets/core-1.js" => r#"import"./seat-abc.js";const m=["./core-1.css"]"#,
                "assets/core-1.css" => "@font-face{src:url(./font-9.woff2)}",
                "console.html" | "projector.html" | "assets/console-3.js" | "assets/font-9.woff2" | "mark.svg" => "x",
                _ => return None,
            };
            Some(content.as_bytes().into())
        }
    }

    #[test]
    fn t2_phones_get_their_own_page_and_what_it_loads_and_no_other() {
        let pages = SeatPages::new(Arc::new(Built));
        for path in ["/", "/seat.html", "/reach", "/mark.svg", "/assets/seat-abc.js", "/assets/core-1.js"] {
            assert_eq!(pages.page(path).status(), StatusCode::OK, "{path}");
        }
        for path in ["/assets/core-1.css", "/assets/font-9.woff2"] {
            assert_eq!(pages.page(path).status(), StatusCode::OK, "{path}");
        }
        for path in [
            "/console.html",
            "/projector.html",
            "/assets/console-3.js",
            "/assets/gone-2.js",
            "/assets/",
            "/assets/../console.html",
            "/seat.html/",
            "//seat.html",
            "/reach/",
            "/api",
            "",
        ] {
            assert_eq!(pages.page(path).status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[test]
    fn f49_a_page_of_another_build_is_noticed_and_a_workbench_is_not() {
        let pages = SeatPages::new(Arc::new(Built));
        assert!(!pages.is_other_build("seat-abc.js"));
        assert!(pages.is_other_build("seat-abd.js"));
        assert!(!pages.is_other_build("main.ts"));
        assert!(!pages.is_other_build(""));
    }
}
