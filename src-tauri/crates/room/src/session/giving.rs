//! Sessions of consoles that were given away: made, taken, ended, and who acts meanwhile (T2).

use sextant_api::door::Caller;
use sextant_api::hand_over::ConsoleGiving;
use sextant_domain::id::WorkshopId;
use sextant_domain::text::Name;
use uuid::Uuid;

use super::{Kept, Scope, Sessions, scope_of, workshop_in};
use crate::consoles::{Found, Given, NotGiven};
use crate::guard::Verb;
use crate::secret::Secret;

/// What somebody gets who takes a link.
pub(crate) struct Taken {
    /// Stands for them from now on.
    pub(crate) token: Secret,
    /// Opens again when the token is gone, in place of the link.
    pub(crate) key: Secret,
    pub(crate) scope: Scope,
}

impl Sessions {
    /// Makes a link to a further console of a workshop.
    pub(crate) fn invite(
        &self,
        workshop: WorkshopId,
        name: Name,
        giving: ConsoleGiving,
    ) -> Result<(Uuid, Secret), NotGiven> {
        let now = (self.elapsed)();
        self.kept().given.invite(now, workshop, name, giving)
    }

    /// Takes a link; nothing when the secret is no link that may be taken.
    pub(crate) fn take(&self, link: &str) -> Option<Taken> {
        let now = (self.elapsed)();
        let mut kept = self.kept();
        let Found::Link(place) = kept.given.find(now, link) else { return None };
        let key = kept.given.take(place);
        let scope = scope_of(kept.given.at(place));
        // An answer that was lost on its way leaves a token that nobody has.
        kept.tokens.retain(|opening| opening.scope != scope);
        let token = kept.token(scope);
        drop(kept);
        self.tell_given();
        Some(Taken { token, key, scope })
    }

    /// Ends a console or a link at once. `false` when this workshop has none such.
    pub(crate) fn take_back(&self, workshop: WorkshopId, id: Uuid) -> bool {
        let ended = self.kept().given.end(workshop, id);
        if ended {
            self.tell_given();
        }
        ended
    }

    /// Whether what this scope opened was taken back.
    pub(crate) fn was_taken_back(&self, scope: Scope) -> bool {
        match scope {
            Scope::Given(_, id) => self.kept().given.has_ended(id),
            Scope::Library | Scope::Console(_) | Scope::Projector(_) | Scope::AnyProjector => false,
        }
    }

    /// Who the core hears for this path now. While a workshop is handed over, every other console
    /// of it only looks.
    pub(crate) fn caller(&self, scope: Scope, verb: Verb, path: &str) -> Option<Caller> {
        let caller = scope.caller(verb, path)?;
        let Some((workshop, _)) = workshop_in(path) else { return Some(caller) };
        match caller {
            Caller::Library | Caller::Console(_) | Caller::Given(_) if !self.acts(scope, workshop) => {
                Some(Caller::Looking(workshop))
            }
            Caller::Library | Caller::Console(_) | Caller::Given(_) | Caller::Looking(_) | Caller::Projector(_) => {
                Some(caller)
            }
        }
    }

    /// Whether a console may change something in this workshop now.
    pub(crate) fn acts(&self, scope: Scope, workshop: WorkshopId) -> bool {
        self.kept().given.handed_to(workshop).is_none_or(|one| scope_of(one) == scope)
    }

    /// The consoles given of a workshop, oldest first, and to whom it is handed over.
    pub(crate) fn given_of(&self, workshop: WorkshopId) -> (Vec<Given>, Option<Name>) {
        let now = (self.elapsed)();
        let kept = self.kept();
        let Kept { given, .. } = &*kept;
        (given.of(workshop, now).cloned().collect(), given.handed_to(workshop).map(|one| one.name.clone()))
    }

    /// Consoles that somebody took, for the next process: with hashes only, so that what is
    /// written down opens nothing (F10).
    pub fn taken_consoles(&self) -> Vec<Given> {
        self.kept().given.taken()
    }

    /// Lets in who was given a console by an earlier process.
    pub fn admit_consoles(&self, earlier: Vec<Given>) {
        self.kept().given.admit(earlier);
    }

    /// Calls back whenever a console was taken or taken back. Once, at the start.
    pub fn on_given(&self, told: Box<dyn Fn() + Send + Sync>) {
        if self.on_given.set(told).is_err() {
            tracing::error!("a second listener for given consoles was handed in");
        }
    }

    fn tell_given(&self) {
        if let Some(told) = self.on_given.get() {
            told();
        }
    }
}
