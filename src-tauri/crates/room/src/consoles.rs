//! Consoles that a facilitator gave to others: links that work once, who took them, who acts (T2).

use std::time::Duration;

use serde::{Deserialize, Serialize};
use sextant_api::hand_over::ConsoleGiving;
use sextant_domain::id::WorkshopId;
use sextant_domain::text::Name;
use uuid::Uuid;

use crate::secret::{Mark, Secret};

/// For so long a link that nobody has used works.
pub(crate) const LINK_LIFE: Duration = Duration::from_secs(15 * 60);
/// Consoles of one workshop at a time. More people than that facilitate no workshop.
const MOST: usize = 8;
/// Those that ended stay known for a while, so that their pages are told why.
const ENDED_KEPT: usize = 64;

/// A console that was given away.
#[derive(Clone, Serialize, Deserialize)]
pub struct Given {
    pub(crate) id: Uuid,
    pub(crate) workshop: WorkshopId,
    pub(crate) name: Name,
    pub(crate) giving: ConsoleGiving,
    link: Mark,
    state: State,
}

#[derive(Clone, Serialize, Deserialize)]
enum State {
    /// The link waits to be used.
    Invited { since: Duration },
    /// It was used: `key` opens from now on, and the link no more. Until the page has spoken with
    /// what it was given, the answer may have been lost on its way, and the link is let in again.
    Taken { key: Mark, spoken: bool },
    /// It was taken back.
    Ended,
}

/// Why a link was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotGiven {
    /// The workshop is handed over, or a link for that is under way.
    HandedOver,
    /// There are as many consoles as there may be.
    Enough,
}

/// What a secret is to the consoles that were given.
pub(crate) enum Found {
    /// A link that may be taken.
    Link(usize),
    /// What a console was given when it took its link.
    Key(usize),
    /// A link that was used, or that nobody used in time.
    Spent,
    /// It was taken back.
    Ended,
    /// Nothing.
    Nothing,
}

/// All of this host.
#[derive(Default)]
pub(crate) struct GivenConsoles(Vec<Given>);

impl GivenConsoles {
    /// Makes a link.
    pub(crate) fn invite(
        &mut self,
        now: Duration,
        workshop: WorkshopId,
        name: Name,
        giving: ConsoleGiving,
    ) -> Result<(Uuid, Secret), NotGiven> {
        self.forget_old(now);
        let theirs = || self.of(workshop, now);
        if giving == ConsoleGiving::HandOver && theirs().any(|one| one.giving == ConsoleGiving::HandOver) {
            return Err(NotGiven::HandedOver);
        }
        if theirs().count() >= MOST {
            return Err(NotGiven::Enough);
        }
        let link = Secret::long();
        let id = Uuid::from_bytes(Secret::bytes());
        let mark = Mark::of(link.reveal());
        self.0.push(Given { id, workshop, name, giving, link: mark, state: State::Invited { since: now } });
        Ok((id, link))
    }

    /// What this secret opens. Looks at every entry, so that the time taken says nothing.
    pub(crate) fn find(&self, now: Duration, secret: &str) -> Found {
        let wanted = Mark::of(secret);
        let mut found = Found::Nothing;
        for (place, one) in self.0.iter().enumerate() {
            let (is_link, is_key) = (one.link.fits(&wanted), one.key().is_some_and(|key| key.fits(&wanted)));
            match &one.state {
                State::Ended if is_link => found = Found::Ended,
                State::Invited { since } if is_link && now.saturating_sub(*since) < LINK_LIFE => {
                    found = Found::Link(place);
                }
                State::Taken { .. } if is_key => found = Found::Key(place),
                State::Taken { spoken: false, .. } if is_link => found = Found::Link(place),
                State::Invited { .. } | State::Taken { .. } if is_link => found = Found::Spent,
                State::Invited { .. } | State::Taken { .. } | State::Ended => {}
            }
        }
        found
    }

    /// The one at a place that [`GivenConsoles::find`] named.
    pub(crate) fn at(&self, place: usize) -> &Given {
        &self.0[place]
    }

    /// Uses a link up; what opens from now on is answered once.
    pub(crate) fn take(&mut self, place: usize) -> Secret {
        let key = Secret::long();
        self.0[place].state = State::Taken { key: Mark::of(key.reveal()), spoken: false };
        key
    }

    /// A console has spoken with what it was given.
    pub(crate) fn heard(&mut self, id: Uuid) {
        if let Some(State::Taken { spoken, .. }) = self.0.iter_mut().find(|one| one.id == id).map(|one| &mut one.state)
        {
            *spoken = true;
        }
    }

    /// Ends one of this workshop, and gives it as it was. Nothing when there is none such.
    pub(crate) fn end(&mut self, workshop: WorkshopId, id: Uuid) -> Option<Given> {
        let one = self.0.iter_mut().find(|one| one.id == id && one.workshop == workshop && !one.has_ended())?;
        let was = one.clone();
        // What its page was given is looked for by the token from now on.
        if let Some(key) = one.key() {
            one.link = key;
        }
        one.state = State::Ended;
        Some(was)
    }

    pub(crate) fn has_ended(&self, id: Uuid) -> bool {
        !self.0.iter().any(|one| one.id == id && one.is_taken())
    }

    /// Those of a workshop that are open or may still be taken, oldest first.
    pub(crate) fn of(&self, workshop: WorkshopId, now: Duration) -> impl Iterator<Item = &Given> {
        self.0.iter().filter(move |one| one.workshop == workshop && one.lives(now))
    }

    /// To whom a workshop is handed over.
    pub(crate) fn handed_to(&self, workshop: WorkshopId) -> Option<&Given> {
        self.0.iter().find(|one| one.workshop == workshop && one.giving == ConsoleGiving::HandOver && one.is_taken())
    }

    /// Those that somebody took: they survive a restart, hashes only (F10).
    pub(crate) fn taken(&self) -> Vec<Given> {
        self.0.iter().filter(|one| one.is_taken()).cloned().collect()
    }

    /// Lets those in that an earlier process knew.
    pub(crate) fn admit(&mut self, earlier: Vec<Given>) {
        self.0.extend(earlier.into_iter().filter(Given::is_taken));
    }

    fn forget_old(&mut self, now: Duration) {
        let gone = self.0.iter().filter(|one| !one.lives(now)).count();
        let mut surplus = gone.saturating_sub(ENDED_KEPT);
        self.0.retain(|one| {
            let forget = surplus > 0 && !one.lives(now);
            surplus -= usize::from(forget);
            !forget
        });
    }
}

impl Given {
    fn key(&self) -> Option<Mark> {
        match &self.state {
            State::Taken { key, .. } => Some(*key),
            State::Invited { .. } | State::Ended => None,
        }
    }

    pub(crate) fn is_taken(&self) -> bool {
        matches!(self.state, State::Taken { .. })
    }

    fn has_ended(&self) -> bool {
        matches!(self.state, State::Ended)
    }

    fn lives(&self, now: Duration) -> bool {
        match self.state {
            State::Invited { since } => now.saturating_sub(since) < LINK_LIFE,
            State::Taken { .. } => true,
            State::Ended => false,
        }
    }
}
