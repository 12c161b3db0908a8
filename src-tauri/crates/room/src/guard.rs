//! Who may knock: announced hosts and origins, two methods, nothing from another site (T6, T7).
//!
//! A page elsewhere can make a browser send requests here, and by DNS rebinding it can even make
//! them look local. It cannot choose the `Host`, `Origin` and `Sec-Fetch-Site` that the browser
//! writes, so these are compared with the addresses that were announced, and nothing else is
//! answered. There is no list of trusted sites, no cross-origin header and no cookie.

use std::net::IpAddr;

use axum::http::{HeaderMap, Method, Uri, header};
use sextant_api::hand_over::ConsoleWay;

/// The two ways a request may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Reads.
    Get,
    /// Changes, asks, or hands something over.
    Post,
}

/// Why a request was turned away before anybody looked at what it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnedAway {
    /// Neither GET nor POST.
    Method,
    /// The address asked for is not one that was announced.
    Host,
    /// The page that asks is not one of ours.
    Origin,
    /// The browser says that another site asks.
    Site,
}

/// An address under which the pages were announced, such as `http://127.0.0.1:7117`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    origin: String,
    hosts: Vec<String>,
}

impl Announcement {
    /// Reads an address as a person types it. A path is not part of it.
    pub fn parse(address: &str) -> Option<Self> {
        let address = address.trim().trim_end_matches('/').to_ascii_lowercase();
        let (scheme, pair) = address.split_once("://")?;
        let own_port = match scheme {
            "http" => "80",
            "https" => "443",
            _ => return None,
        };
        let (host, port) = split_port(pair)?;
        let port = port.unwrap_or(own_port);
        let sound = |letter: u8| letter.is_ascii_alphanumeric() || b"-.:[]".contains(&letter);
        if host.is_empty() || !host.bytes().all(sound) || port.parse::<u16>().is_err() {
            return None;
        }
        let full = format!("{host}:{port}");
        // Browsers leave the usual port out, both in the address asked for and in the origin.
        let (origin, hosts) = if port == own_port {
            (format!("{scheme}://{host}"), vec![full, host.to_owned()])
        } else {
            (format!("{scheme}://{full}"), vec![full])
        };
        Some(Self { origin, hosts })
    }

    /// How another device gets here.
    fn way(&self) -> ConsoleWay {
        let host = self.origin.split_once("://").map_or(&*self.origin, |(_, pair)| pair);
        let host = split_port(host).map_or(host, |(host, _)| host).trim_matches(['[', ']']);
        let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        match (here, self.origin.starts_with("https://")) {
            (true, true | false) => ConsoleWay::ThisComputer,
            (false, true) => ConsoleWay::Encrypted,
            (false, false) => ConsoleWay::Plain,
        }
    }

    /// The address as a browser writes it, without a slash at the end.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

/// Cuts `host:port`; an IPv6 address keeps its brackets.
fn split_port(pair: &str) -> Option<(&str, Option<&str>)> {
    let end = match pair.rfind(']') {
        Some(bracket) => bracket + 1,
        None => pair.find(':').unwrap_or(pair.len()),
    };
    let (host, rest) = pair.split_at(end);
    match rest.strip_prefix(':') {
        Some(port) => Some((host, Some(port))),
        None => rest.is_empty().then_some((host, None)),
    }
}

/// The addresses under which this listener answers.
#[derive(Clone, Debug, Default)]
pub struct Announced(Vec<Announcement>);

impl Announced {
    /// These and no others.
    pub fn new(announcements: Vec<Announcement>) -> Self {
        Self(announcements)
    }

    /// Where a link for another device leads: to an address with encryption before one without,
    /// and to this computer only when there is no other.
    pub(crate) fn for_another_device(&self) -> (&str, ConsoleWay) {
        let order = |way: ConsoleWay| match way {
            ConsoleWay::Encrypted => 0,
            ConsoleWay::Plain => 1,
            ConsoleWay::ThisComputer | ConsoleWay::Window => 2,
        };
        let ways = self.0.iter().map(|known| (known.origin(), known.way()));
        ways.min_by_key(|(_, way)| order(*way)).unwrap_or(("", ConsoleWay::Window))
    }

    fn knows_host(&self, host: &str) -> bool {
        self.0.iter().any(|known| known.hosts.iter().any(|pair| pair.eq_ignore_ascii_case(host)))
    }

    /// Browsers write origins in one way only, so nothing is normalised here.
    fn knows_origin(&self, origin: &str) -> bool {
        self.0.iter().any(|known| known.origin == origin)
    }

    /// Looks at the outside of a request.
    pub fn admit(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<Verb, TurnedAway> {
        let verb = if method == Method::GET {
            Verb::Get
        } else if method == Method::POST {
            Verb::Post
        } else {
            return Err(TurnedAway::Method);
        };
        // A full address in the request line would be a second opinion about the host.
        if uri.authority().is_some() || uri.scheme().is_some() || !uri.path().starts_with('/') {
            return Err(TurnedAway::Host);
        }
        match only(headers, header::HOST) {
            Some(Ok(host)) if self.knows_host(host) => {}
            Some(_) | None => return Err(TurnedAway::Host),
        }
        match (only(headers, header::ORIGIN), verb) {
            (Some(Ok(origin)), Verb::Get | Verb::Post) if self.knows_origin(origin) => {}
            // Browsers send no origin when a page reads from where it came from.
            (None, Verb::Get) => {}
            (Some(_), Verb::Get | Verb::Post) | (None, Verb::Post) => return Err(TurnedAway::Origin),
        }
        match only(headers, "sec-fetch-site") {
            None | Some(Ok("same-origin")) => Ok(verb),
            // Typed or bookmarked, or a link in a mail: a page may be opened so, never the data.
            Some(Ok("none" | "same-site" | "cross-site")) if opens_a_page(verb, uri, headers) => Ok(verb),
            Some(_) => Err(TurnedAway::Site),
        }
    }
}

impl Announced {
    /// Looks at the outside of a request for a socket: as for any other reading one, and browsers
    /// always say from which page it comes (T7).
    pub fn admit_socket(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<Verb, TurnedAway> {
        match self.admit(method, uri, headers)? {
            Verb::Get if headers.contains_key(header::ORIGIN) => Ok(Verb::Get),
            Verb::Get => Err(TurnedAway::Origin),
            Verb::Post => Err(TurnedAway::Method),
        }
    }
}

/// Whether a person opens a page in a tab. The pages themselves hold nothing.
fn opens_a_page(verb: Verb, uri: &Uri, headers: &HeaderMap) -> bool {
    let is = |name: &str, wanted: &str| matches!(only(headers, name), Some(Ok(value)) if value == wanted);
    verb == Verb::Get
        && !uri.path().starts_with("/api/")
        && is("sec-fetch-mode", "navigate")
        && is("sec-fetch-dest", "document")
}

/// The value of a header; an error when it is there twice or is not text.
fn only<K: header::AsHeaderName>(headers: &HeaderMap, name: K) -> Option<Result<&str, ()>> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    if values.next().is_some() {
        return Some(Err(()));
    }
    Some(first.to_str().map_err(|_| ()))
}

#[cfg(test)]
mod tests;
