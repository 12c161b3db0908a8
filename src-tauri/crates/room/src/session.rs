//! As whom a request speaks: secrets that open, and tokens that stand for them (T2, T3).
//!
//! Secrets and tokens are 256 random bits, kept as hashes only, compared in constant time, and
//! sent in a body or a header, never in an address. There is no clock in here that a change of
//! the system's time could move (F25): tokens end with the process.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use sextant_api::door::Caller;
use sextant_domain::id::WorkshopId;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::guard::Verb;

/// Wrong secrets in one [`WINDOW`] from one address.
const WRONG_FROM_ONE: usize = 5;
/// Wrong secrets in one [`WINDOW`] from everybody.
const WRONG_FROM_ALL: usize = 30;
const WINDOW: Duration = Duration::from_secs(60);
/// More tokens than tabs anybody opens; the oldest makes room.
const TOKENS_KEPT: usize = 256;

/// 256 random bits in hexadecimal. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    fn random() -> Self {
        let bits: [u8; 32] = rand::random();
        Self(bits.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The secret itself, to be handed to the one it is for.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// How much a secret opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// Everything of this host; only from this machine.
    Library,
    /// One workshop as its facilitator.
    Console(WorkshopId),
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
            Self::Console(_) => "console",
            Self::Projector(_) | Self::AnyProjector => "projector",
        }
    }

    /// The one workshop it opens, if it opens one.
    pub fn workshop(self) -> Option<WorkshopId> {
        match self {
            Self::Console(workshop) | Self::Projector(workshop) => Some(workshop),
            Self::Library | Self::AnyProjector => None,
        }
    }

    /// Whether it may hear that this workshop, or the library, has changed.
    pub fn may_hear(self, workshop: Option<WorkshopId>) -> bool {
        match self {
            Self::Library => true,
            Self::Console(own) | Self::Projector(own) => workshop == Some(own),
            Self::AnyProjector => workshop.is_some(),
        }
    }

    /// Who the core hears for this path; nobody when the path is not open to this scope.
    pub fn caller(self, verb: Verb, path: &str) -> Option<Caller> {
        let asked = workshop_in(path);
        match self {
            Self::Library => Some(Caller::Library),
            Self::Console(own) => (asked?.0 == own).then_some(Caller::Console(own)),
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
fn workshop_in(path: &str) -> Option<(WorkshopId, &str)> {
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
    /// It opens nothing.
    Wrong,
    /// It opens nothing, and too many such came lately.
    Paused {
        /// How long to wait.
        wait: Duration,
    },
}

/// Tells how long ago something started; never jumps.
pub type Elapsed = Box<dyn Fn() -> Duration + Send + Sync>;

/// The secrets given out and the tokens exchanged for them.
pub struct Sessions {
    elapsed: Elapsed,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    keys: Vec<Opening>,
    tokens: VecDeque<Opening>,
    wrong: VecDeque<(Duration, IpAddr)>,
}

/// A secret as it is kept: its hash, and what it opens.
#[derive(Clone, Serialize, Deserialize)]
pub struct Opening {
    hash: [u8; 32],
    scope: Scope,
}

impl Default for Sessions {
    fn default() -> Self {
        let start = Instant::now();
        Self::timed(Box::new(move || start.elapsed()))
    }
}

impl Sessions {
    /// With a time of its own, so that a test need not wait.
    pub fn timed(elapsed: Elapsed) -> Self {
        Self { elapsed, kept: Mutex::default() }
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
        let key = Secret::random();
        self.kept().keys.push(Opening { hash: hash(key.reveal()), scope });
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
            let token = Secret::random();
            if kept.tokens.len() == TOKENS_KEPT {
                kept.tokens.pop_front();
            }
            kept.tokens.push_back(Opening { hash: hash(token.reveal()), scope });
            return Greeting::Welcome { token, scope };
        }
        kept.wrong.retain(|(at, _)| now.saturating_sub(*at) < WINDOW);
        let (all, own) = (kept.wrong.len(), kept.wrong.iter().filter(|(_, address)| *address == from).count());
        if all >= WRONG_FROM_ALL || own >= WRONG_FROM_ONE {
            let oldest = kept.wrong.iter().find(|(_, address)| all >= WRONG_FROM_ALL || *address == from);
            let since = oldest.map_or(Duration::ZERO, |(at, _)| now.saturating_sub(*at));
            return Greeting::Paused { wait: WINDOW.saturating_sub(since) };
        }
        kept.wrong.push_back((now, from));
        Greeting::Wrong
    }

    /// What a token opens; nothing when it is unknown.
    pub fn scope_of(&self, token: &str) -> Option<Scope> {
        find(&self.kept().tokens, token)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Every change in here is one push or pop, so a panic elsewhere leaves nothing half done.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// Looks at every entry, so that the time taken says nothing about where a match was.
fn find<'a>(openings: impl IntoIterator<Item = &'a Opening>, secret: &str) -> Option<Scope> {
    let wanted = hash(secret);
    let mut found = None;
    for opening in openings {
        if bool::from(opening.hash.ct_eq(&wanted)) {
            found = Some(opening.scope);
        }
    }
    found
}

#[cfg(test)]
mod tests;
