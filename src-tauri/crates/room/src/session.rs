//! As whom a request speaks: secrets that open, and tokens that stand for them (T2, T3).
//!
//! Secrets and tokens are 256 random bits, kept as hashes only, compared in constant time, and
//! sent in a body or a header, never in an address. There is no clock in here that a change of
//! the system's time could move (F25): tokens end with the process.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sextant_api::door::Caller;
use sextant_api::drafts::Desk;
use sextant_api::hand_over::ConsoleGiving;
use sextant_domain::id::WorkshopId;
use sextant_domain::text::Name;
use uuid::Uuid;

use crate::consoles::{Found, Given, GivenConsoles};
use crate::guard::Verb;
use crate::limits::{Elapsed, Lately, steady};
use crate::secret::Mark;
pub use crate::secret::Secret;

/// More tokens than tabs anybody opens; the oldest makes room.
const TOKENS_KEPT: usize = 256;

/// How much a secret opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// Everything of this host; only from this machine.
    Library,
    /// One workshop as its facilitator.
    Console(WorkshopId),
    /// The same workshop on another device, by hand-over; the second names that console.
    Given(WorkshopId, Uuid),
    /// The projector of one workshop; reads only.
    Projector(WorkshopId),
    /// The projector of any workshop; reads only.
    AnyProjector,
}

impl Scope {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Console(_) | Self::Given(..) => "console",
            Self::Projector(_) | Self::AnyProjector => "projector",
        }
    }

    /// The one workshop it opens, if it opens one.
    pub fn workshop(self) -> Option<WorkshopId> {
        match self {
            Self::Console(workshop) | Self::Given(workshop, _) | Self::Projector(workshop) => Some(workshop),
            Self::Library | Self::AnyProjector => None,
        }
    }

    /// Whether it may hear that this workshop, or the library, has changed.
    pub fn may_hear(self, workshop: Option<WorkshopId>) -> bool {
        match self {
            Self::Library => true,
            Self::Console(own) | Self::Given(own, _) | Self::Projector(own) => workshop == Some(own),
            Self::AnyProjector => workshop.is_some(),
        }
    }

    /// Who the core hears for this path; nobody when the path is not open to this scope.
    pub fn caller(self, verb: Verb, path: &str) -> Option<Caller> {
        let asked = workshop_in(path);
        match self {
            Self::Library => Some(Caller::Library),
            Self::Console(own) => (asked?.0 == own).then_some(Caller::Console(own)),
            Self::Given(own, id) => (asked?.0 == own).then_some(Caller::Given(own, Desk::Shared(id))),
            Self::Projector(own) => {
                let (workshop, rest) = asked?;
                (workshop == own && verb == Verb::Get && rest == "projector").then_some(Caller::Projector(own))
            }
            Self::AnyProjector => {
                let (workshop, rest) = asked?;
                (verb == Verb::Get && rest == "projector").then_some(Caller::Projector(workshop))
            }
        }
    }
}

/// The workshop a path names, and what follows.
pub(crate) fn workshop_in(path: &str) -> Option<(WorkshopId, &str)> {
    let (id, rest) = path.strip_prefix("/api/workshops/")?.split_once('/')?;
    // Ids have one spelling; a second one might be read differently further in.
    let workshop = Uuid::try_parse(id).ok().filter(|read| read.hyphenated().to_string() == id)?;
    Some((WorkshopId(workshop), rest))
}

/// What came of a secret.
#[derive(Debug)]
pub enum Greeting {
    /// It opens.
    Welcome {
        /// Stands for the secret from now on.
        token: Secret,
        /// What it opens.
        scope: Scope,
    },
    /// It is a link to a console that somebody gives away; whoever opens it is asked first.
    Invited {
        /// Of which workshop.
        workshop: WorkshopId,
        /// Whom it was made for.
        name: Name,
        /// What they get.
        giving: ConsoleGiving,
    },
    /// It was such a link, and was used, or nobody used it in time.
    Spent,
    /// What it opened was taken back.
    TakenBack,
    /// It opens nothing.
    Wrong,
    /// It opens nothing, and too many such came lately.
    Paused {
        /// How long to wait.
        wait: Duration,
    },
}

/// The secrets given out and the tokens exchanged for them.
pub struct Sessions {
    elapsed: Elapsed,
    kept: Mutex<Kept>,
    on_given: OnceLock<Box<dyn Fn() + Send + Sync>>,
}

struct Kept {
    keys: Vec<Opening>,
    tokens: VecDeque<Opening>,
    given: GivenConsoles,
    wrong: Lately,
}

/// A secret as it is kept: its hash, and what it opens.
#[derive(Clone, Serialize, Deserialize)]
pub struct Opening {
    hash: Mark,
    scope: Scope,
}

impl Default for Sessions {
    fn default() -> Self {
        Self::timed(steady())
    }
}

impl Sessions {
    /// With a time of its own, so that a test need not wait.
    pub fn timed(elapsed: Elapsed) -> Self {
        let kept = Kept {
            keys: Vec::new(),
            tokens: VecDeque::new(),
            given: GivenConsoles::default(),
            wrong: Lately::wrong_ones(),
        };
        Self { elapsed, kept: Mutex::new(kept), on_given: OnceLock::new() }
    }

    /// Lets in who holds a secret of an earlier process, so that an open page survives a restart.
    pub fn admit(&self, openings: Vec<Opening>) {
        self.kept().keys.extend(openings);
    }

    /// The secrets that are let in, oldest first. A hash gives none of them away.
    pub fn openings(&self) -> Vec<Opening> {
        self.kept().keys.clone()
    }

    /// Makes a secret that opens `scope`.
    pub fn issue(&self, scope: Scope) -> Secret {
        let key = Secret::long();
        self.kept().keys.push(Opening { hash: Mark::of(key.reveal()), scope });
        key
    }

    /// Exchanges a secret for a token.
    ///
    /// Only wrong ones are counted, and a right one is let in during a pause too: 256 bits are
    /// not guessed, and a stranger must not be able to lock the facilitator out.
    pub fn greet(&self, key: &str, from: IpAddr) -> Greeting {
        let now = (self.elapsed)();
        let mut kept = self.kept();
        if let Some(scope) = find(&kept.keys, key) {
            return Greeting::Welcome { token: kept.token(scope), scope };
        }
        match kept.given.find(now, key) {
            Found::Key(place) => {
                let scope = scope_of(kept.given.at(place));
                return Greeting::Welcome { token: kept.token(scope), scope };
            }
            Found::Link(place) => {
                let Given { workshop, name, giving, .. } = kept.given.at(place).clone();
                return Greeting::Invited { workshop, name, giving };
            }
            Found::Spent => return Greeting::Spent,
            Found::Ended => return Greeting::TakenBack,
            Found::Nothing => {}
        }
        if let Some(wait) = kept.wrong.pause(now, from) {
            return Greeting::Paused { wait };
        }
        kept.wrong.count(now, from);
        Greeting::Wrong
    }

    /// What a token opens; nothing when it is unknown.
    pub fn scope_of(&self, token: &str) -> Option<Scope> {
        let mut kept = self.kept();
        let scope = find(&kept.tokens, token);
        if let Some(Scope::Given(_, id)) = scope {
            kept.given.heard(id);
        }
        scope
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Every change in here is one push or pop, so a panic elsewhere leaves nothing half done.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// A token for what a secret opens.
    fn token(&mut self, scope: Scope) -> Secret {
        let token = Secret::long();
        if self.tokens.len() == TOKENS_KEPT {
            self.tokens.pop_front();
        }
        self.tokens.push_back(Opening { hash: Mark::of(token.reveal()), scope });
        token
    }
}

fn scope_of(given: &Given) -> Scope {
    Scope::Given(given.workshop, given.id)
}

/// Looks at every entry, so that the time taken says nothing about where a match was.
fn find<'a>(openings: impl IntoIterator<Item = &'a Opening>, secret: &str) -> Option<Scope> {
    let wanted = Mark::of(secret);
    let mut found = None;
    for opening in openings {
        if opening.hash.fits(&wanted) {
            found = Some(opening.scope);
        }
    }
    found
}

mod giving;
pub(crate) use giving::Taken;
#[cfg(test)]
mod tests;
