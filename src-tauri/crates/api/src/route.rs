//! Every address of the core's one door, each once. The door answers by this list, and the test of
//! who may ask for what has a row for each of it: an address without a row does not exist (S2).

use crate::door::Method;
use sextant_domain::id::WorkshopId;
use uuid::Uuid;

/// Something of the whole library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LibraryRoute {
    /// What the library shows.
    Look,
    /// A command of the library.
    Send,
    /// A workshop file that comes in.
    Import,
}

/// Something of one workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkshopRoute {
    /// What the room sees.
    Projector,
    /// What the facilitator sees.
    Console,
    /// A command of the facilitator.
    SendConsole,
    /// Which further consoles there are.
    Consoles,
    /// Gives a further console or takes one back.
    SendConsoles,
    /// A command of the person at the passed keyboard.
    SendSeat,
    /// A question that changes nothing.
    Ask,
    /// Text that was typed and not sent.
    Draft,
    /// Keeps such text.
    SaveDraft,
    /// A file that goes out.
    Export,
}

/// Stands for the id of a workshop in an address.
const WORKSHOP: &str = "{workshop}";
/// Stands for the place of a draft.
const SLOT: &str = "{slot}";

impl LibraryRoute {
    /// Every address of the library.
    pub const ALL: &'static [Self] = &[Self::Look, Self::Send, Self::Import];

    /// How it is asked for.
    pub fn address(self) -> (Method, &'static str) {
        match self {
            Self::Look => (Method::Get, "/api/library"),
            Self::Send => (Method::Post, "/api/library"),
            Self::Import => (Method::Post, "/api/import"),
        }
    }
}

impl WorkshopRoute {
    /// Every address of a workshop.
    pub const ALL: &'static [Self] = &[
        Self::Projector,
        Self::Console,
        Self::SendConsole,
        Self::Consoles,
        Self::SendConsoles,
        Self::SendSeat,
        Self::Ask,
        Self::Draft,
        Self::SaveDraft,
        Self::Export,
    ];

    /// How it is asked for, with `{workshop}` and `{slot}` where an address differs.
    pub fn address(self) -> (Method, &'static str) {
        match self {
            Self::Projector => (Method::Get, "/api/workshops/{workshop}/projector"),
            Self::Console => (Method::Get, "/api/workshops/{workshop}/console"),
            Self::SendConsole => (Method::Post, "/api/workshops/{workshop}/console"),
            Self::Consoles => (Method::Get, "/api/workshops/{workshop}/consoles"),
            Self::SendConsoles => (Method::Post, "/api/workshops/{workshop}/consoles"),
            Self::SendSeat => (Method::Post, "/api/workshops/{workshop}/seat"),
            Self::Ask => (Method::Post, "/api/workshops/{workshop}/ask"),
            Self::Draft => (Method::Get, "/api/workshops/{workshop}/drafts/{slot}"),
            Self::SaveDraft => (Method::Post, "/api/workshops/{workshop}/drafts/{slot}"),
            Self::Export => (Method::Post, "/api/workshops/{workshop}/export"),
        }
    }

    /// The address of this workshop, with a draft's place as it is written there.
    pub fn of(self, workshop: WorkshopId, slot: &str) -> String {
        self.address().1.replace(WORKSHOP, &workshop.to_string()).replace(SLOT, slot)
    }
}

/// What an address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Something of the whole library.
    OfLibrary(LibraryRoute),
    /// Something of one workshop; the slot is empty where the address names none.
    OfWorkshop(WorkshopRoute, WorkshopId, String),
}

/// What an address asks for; nothing when there is no such address.
pub(crate) fn find(method: Method, path: &str) -> Option<Asked> {
    let path = path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let of_library = LibraryRoute::ALL.iter().find(|route| named(route.address(), method, &parts).is_some());
    let of_workshop = || {
        WorkshopRoute::ALL.iter().find_map(|route| {
            let (workshop, slot) = named(route.address(), method, &parts)?;
            Some(Asked::OfWorkshop(*route, workshop?, slot))
        })
    };
    of_library.map(|route| Asked::OfLibrary(*route)).or_else(of_workshop)
}

/// The workshop and the slot that an address names, when it is this one.
fn named(address: (Method, &str), method: Method, parts: &[&str]) -> Option<(Option<WorkshopId>, String)> {
    let pattern: Vec<&str> = address.1.trim_matches('/').split('/').collect();
    if address.0 != method || pattern.len() != parts.len() {
        return None;
    }
    let (mut workshop, mut slot) = (None, String::new());
    for (wanted, part) in pattern.into_iter().zip(parts) {
        match wanted {
            WORKSHOP => workshop = Some(WorkshopId(Uuid::parse_str(part).ok()?)),
            SLOT => slot = unescape(part),
            fixed if fixed == *part => {}
            _ => return None,
        }
    }
    Some((workshop, slot))
}

/// Undoes `encodeURIComponent` for the short names of drafts.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let raw = text.as_bytes();
    let mut place = 0;
    while place < raw.len() {
        let escaped = (raw[place] == b'%').then(|| text.get(place + 1..place + 3)).flatten();
        match escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                place += 3;
            }
            None => {
                bytes.push(raw[place]);
                place += 1;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
