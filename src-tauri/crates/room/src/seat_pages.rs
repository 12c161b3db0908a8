//! The pages of a phone: the seat's page and what it loads, and nothing else that was built.
//!
//! They are read once, and what is text is packed once, so that 300 phones on one network load
//! as few bytes as they can (P17).

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::pages::{self, Assets};
use crate::reply::Answer;
use crate::seat_reply;

const SEAT: &str = "seat.html";
const HTML: &str = "text/html; charset=utf-8";
/// The paths under which the seat's page is opened; `/reach` is its self-test.
const PATHS: [&str; 3] = ["/", "/seat.html", "/reach"];

/// Serves the seat's page and the files it names, and the files those name.
pub(crate) struct SeatPages {
    assets: Arc<dyn Assets>,
    listed: Mutex<Option<Arc<Listed>>>,
}

/// What one build of the page needs. A debug build reads pages from disk, and they may change.
struct Listed {
    page: File,
    files: BTreeMap<String, File>,
    entry: Option<String>,
}

/// A file as it is, and packed when that is shorter.
struct File {
    plain: Bytes,
    packed: Option<Bytes>,
}

impl SeatPages {
    pub(crate) fn new(assets: Arc<dyn Assets>) -> Self {
        Self { assets, listed: Mutex::default() }
    }

    /// A page or one of its files, for whoever asks with these headers.
    pub(crate) fn page(&self, path: &str, asked: &HeaderMap) -> Answer {
        let Some(listed) = self.listed() else {
            // The page was not built, and says so.
            return if PATHS.contains(&path) {
                pages::html(self.assets.as_ref(), SEAT)
            } else {
                seat_reply::nothing_here()
            };
        };
        if PATHS.contains(&path) {
            return listed.page.answer(HTML, pages::keep(SEAT), asked);
        }
        let found = pages::listed(path).and_then(|(name, kind)| Some((name, kind, listed.files.get(name)?)));
        match found {
            Some((name, media_type, file)) => file.answer(media_type, pages::keep(name), asked),
            None => seat_reply::nothing_here(),
        }
    }

    /// Whether a page of this build is older or newer than the one served here (F49).
    ///
    /// A page tells the name of the script it was started by, which carries a hash of its content.
    /// A page that tells something else is served by a workbench and is its own business.
    pub(crate) fn is_other_build(&self, build: &str) -> bool {
        let is_built = build.starts_with("seat-") && build.ends_with(".js");
        is_built && self.listed().is_some_and(|listed| listed.entry.as_ref().is_some_and(|entry| entry != build))
    }

    fn listed(&self) -> Option<Arc<Listed>> {
        let page = self.assets.file(SEAT)?;
        let mut kept = self.listed.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_none_or(|listed| listed.page.plain != *page) {
            *kept = Some(Arc::new(self.list(&page)));
        }
        kept.clone()
    }

    fn list(&self, page: &[u8]) -> Listed {
        let mut unread: Vec<String> = named_in(page).collect();
        let entry = unread.iter().filter_map(|name| name.strip_prefix("assets/"));
        let entry =
            entry.into_iter().find(|name| name.starts_with("seat-") && name.ends_with(".js")).map(str::to_owned);
        unread.push("mark.svg".to_owned());
        let mut files = BTreeMap::new();
        while let Some(name) = unread.pop() {
            if files.contains_key(&name) {
                continue;
            }
            let Some(content) = self.assets.file(&name) else { continue };
            if name.ends_with(".js") || name.ends_with(".css") {
                unread.extend(named_in(&content));
            }
            files.insert(name, File::new(content.into_owned()));
        }
        Listed { page: File::new(page.to_vec()), files, entry }
    }
}

impl File {
    fn new(plain: Vec<u8>) -> Self {
        let packed = pack(&plain).filter(|packed| packed.len() < plain.len() * 9 / 10).map(Bytes::from);
        Self { plain: plain.into(), packed }
    }

    fn answer(&self, media_type: &'static str, keep: &'static str, asked: &HeaderMap) -> Answer {
        let packed = self.packed.as_ref().filter(|_| takes_gzip(asked));
        let mut answer = pages::file(packed.unwrap_or(&self.plain).clone(), media_type, keep);
        if self.packed.is_some() {
            answer.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if packed.is_some() {
            answer.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        answer
    }
}

fn pack(plain: &[u8]) -> Option<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(plain).ok()?;
    packer.finish().ok()
}

/// Browsers name the packings they read; a `q=0` would be somebody who tests servers.
fn takes_gzip(asked: &HeaderMap) -> bool {
    let named = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|named| named.to_str().ok());
    named.flat_map(|named| named.split(',')).any(|packing| packing.trim() == "gzip")
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

    const LONG: &str = "a{color:red} a{color:red} a{color:red} a{color:red} a{color:red} a{color:red} a{color:red}";

    impl Assets for Built {
        fn file(&self, name: &str) -> Option<Cow<'static, [u8]>> {
            let content = match name {
                "seat.html" => r#"<script type="module" crossorigin src="./assets/seat-abc.js"></script>"#,
                "assets/seat-abc.js" => r#"import{a}from"./core-1.js";import"./gone-2.js";"#,
                "assets/core-1.js" => r#"import"./seat-abc.js";const m=["./core-1.css"]"#,
                "assets/core-1.css" => "@font-face{src:url(./font-9.woff2)}@import './long-7.css'",
                "assets/long-7.css" => LONG,
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
            assert_eq!(pages.page(path, &HeaderMap::new()).status(), StatusCode::OK, "{path}");
        }
        for path in ["/assets/core-1.css", "/assets/font-9.woff2"] {
            assert_eq!(pages.page(path, &HeaderMap::new()).status(), StatusCode::OK, "{path}");
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
            assert_eq!(pages.page(path, &HeaderMap::new()).status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[test]
    fn p17_what_is_text_is_packed_for_whoever_reads_it() {
        let pages = SeatPages::new(Arc::new(Built));
        let mut asked = HeaderMap::new();
        let encoding = |asked: &HeaderMap, path: &str| {
            pages.page(path, asked).headers().get(header::CONTENT_ENCODING).map(|packing| packing.as_bytes().to_vec())
        };
        assert_eq!(encoding(&asked, "/assets/long-7.css"), None);
        asked.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("deflate, gzip, br"));
        assert_eq!(encoding(&asked, "/assets/long-7.css").as_deref(), Some(&b"gzip"[..]));
        assert_eq!(encoding(&asked, "/assets/core-1.js"), None, "what packing makes longer stays as it is");
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
