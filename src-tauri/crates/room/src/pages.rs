//! The pages themselves: a list of what may be served, and the policy they run under.

use std::borrow::Cow;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use crate::reply::{self, Answer};

/// Where the built pages come from. Deliberately missing: listing, writing, any other folder.
pub trait Assets: Send + Sync {
    /// The bytes under a name such as `console.html` or `assets/core-CwBWH9_g.js`.
    fn file(&self, name: &str) -> Option<Cow<'static, [u8]>>;
}

/// The pages of the console router; the seat's page belongs to the seat router.
const PAGES: [(&str, &str); 3] =
    [("/", "console.html"), ("/console.html", "console.html"), ("/projector.html", "projector.html")];

/// Shown in place of a page that was not built.
const NOT_BUILT: &str = "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Sextant</title>\n\
    <h1>The pages are not built yet</h1>\n\
    <p>In the folder <code>ui</code> run <code>npm ci --ignore-scripts</code> and <code>npm run build</code>. \
    Then build <code>sextant-host</code> again, or, with a debug build, load this page again.</p>\n";

/// One static file, or the reason why there is none.
pub(crate) fn page(assets: &dyn Assets, path: &str) -> Answer {
    match PAGES.iter().find(|(known, _)| *known == path) {
        Some((_, name)) => html(assets, name),
        None => listed_file(assets, path).unwrap_or_else(reply::nothing_here),
    }
}

/// A page under its own name, or how to build it.
pub(crate) fn html(assets: &dyn Assets, name: &str) -> Answer {
    match assets.file(name) {
        Some(bytes) => file(body(bytes), "text/html; charset=utf-8", "no-cache"),
        None => {
            let mut answer = file(NOT_BUILT, "text/html; charset=utf-8", "no-store");
            *answer.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            answer
        }
    }
}

/// A file that pages load; nothing under any other path.
fn listed_file(assets: &dyn Assets, path: &str) -> Option<Answer> {
    let (name, media_type) = listed(path)?;
    assets.file(name).map(|bytes| file(body(bytes), media_type, keep(name)))
}

/// How long a browser may keep a file: names below `assets/` carry a hash of their content, so
/// they never change.
pub(crate) fn keep(name: &str) -> &'static str {
    if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" }
}

fn body(bytes: Cow<'static, [u8]>) -> Body {
    match bytes {
        Cow::Borrowed(bytes) => bytes.into(),
        Cow::Owned(bytes) => bytes.into(),
    }
}

/// The name and kind of a file that pages load; nothing for any other path.
pub(crate) fn listed(path: &str) -> Option<(&str, &'static str)> {
    let name = path.strip_prefix('/')?;
    if name == "mark.svg" {
        return Some((name, "image/svg+xml"));
    }
    let plain = name.strip_prefix("assets/")?;
    let sound = |letter: u8| letter.is_ascii_alphanumeric() || b"-_.".contains(&letter);
    if plain.starts_with('.') || plain.contains("..") || !plain.bytes().all(sound) {
        return None;
    }
    let media_type = match plain.rsplit_once('.')?.1 {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        _ => return None,
    };
    Some((name, media_type))
}

/// A file with what browsers need to know of it.
pub(crate) fn file(body: impl Into<Body>, media_type: &'static str, keep: &'static str) -> Answer {
    let mut answer = Response::new(body.into());
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    answer
}

/// What every answer says about itself. Decided once, when the router is made.
#[derive(Clone)]
pub(crate) struct Policy(HeaderValue);

impl Policy {
    /// The strict policy (T8), and what the preview of the brief needs on top.
    ///
    /// The preview is a sandboxed frame inside the page and stands under the page's policy too.
    /// It may use the one style sheet whose hash is given, and the fonts that sheet carries.
    pub(crate) fn new(preview_style_hash: Option<&str>) -> Self {
        let sound = |hash: &&str| hash.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"+/=".contains(&letter));
        let (style, font) = match preview_style_hash.filter(sound) {
            Some(hash) => (format!("'self' 'sha256-{hash}'"), "'self' data:"),
            None => ("'self'".to_owned(), "'self'"),
        };
        let text = format!(
            "default-src 'none'; script-src 'self'; style-src {style}; font-src {font}; img-src 'self' data:; \
             connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
             object-src 'none'"
        );
        Self(HeaderValue::from_str(&text).expect("the policy is ASCII"))
    }

    /// Writes the headers that every answer carries.
    pub(crate) fn mark(&self, headers: &mut HeaderMap) {
        headers.insert(header::CONTENT_SECURITY_POLICY, self.0.clone());
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
        headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
}
