//! Every address of the two routers, each once. A router answers by its list, and the test of who may
//! ask for what has a row for each entry: an address without a row does not exist (S2).

use crate::guard::Verb;

/// What a phone can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeatRoute {
    /// The socket of a seat; as whom it speaks, its first message says.
    Socket,
    /// Exchanges a secret or a code for a pass.
    Enter,
    /// Asks for a seat with a pass.
    Join,
    /// Says that a phone has reached the self-test.
    Reach,
    /// A page, or a file that a page loads.
    Page,
}

impl SeatRoute {
    /// Every address of the seat router.
    pub const ALL: &'static [Self] = &[Self::Socket, Self::Enter, Self::Join, Self::Reach, Self::Page];

    /// How it is asked for; pages have addresses of their own.
    pub fn address(self) -> Option<(Verb, &'static str)> {
        match self {
            Self::Socket => Some((Verb::Get, "/api/seat")),
            Self::Enter => Some((Verb::Post, "/api/enter")),
            Self::Join => Some((Verb::Post, "/api/join")),
            Self::Reach => Some((Verb::Post, "/api/reach")),
            Self::Page => None,
        }
    }

    /// What an address asks for; nothing when there is no such address.
    pub(crate) fn find(verb: Verb, path: &str) -> Option<Self> {
        find(Self::ALL, |route| route.address(), Self::Page, verb, path)
    }
}

/// What a page of the facilitator, or a projector, can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsoleRoute {
    /// Exchanges a link's secret for a token.
    Session,
    /// The stream of changes.
    Watch,
    /// Whatever the core answers, or this host about further consoles.
    Core,
    /// A page, or a file that a page loads.
    Page,
}

impl ConsoleRoute {
    /// Every address of the console router.
    pub const ALL: &'static [Self] = &[Self::Session, Self::Watch, Self::Core, Self::Page];

    /// How it is asked for; the core and pages have addresses of their own.
    pub fn address(self) -> Option<(Verb, &'static str)> {
        match self {
            Self::Session => Some((Verb::Post, "/api/session")),
            Self::Watch => Some((Verb::Get, "/api/watch")),
            Self::Core | Self::Page => None,
        }
    }

    /// What an address asks for; nothing when there is no such address.
    pub(crate) fn find(verb: Verb, path: &str) -> Option<Self> {
        if path.starts_with(API) && !Self::ALL.iter().any(|route| route.address() == Some((verb, path))) {
            return Some(Self::Core);
        }
        find(Self::ALL, |route| route.address(), Self::Page, verb, path)
    }
}

/// Below it nothing is a page.
const API: &str = "/api/";

fn find<T: Copy>(
    all: &[T],
    address: impl Fn(T) -> Option<(Verb, &'static str)>,
    page: T,
    verb: Verb,
    path: &str,
) -> Option<T> {
    let found = all.iter().copied().find(|route| address(*route) == Some((verb, path)));
    found.or_else(|| (verb == Verb::Get && !path.starts_with(API)).then_some(page))
}
