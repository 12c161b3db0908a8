//! Sessions of consoles that were given away: made, taken, ended, and who acts meanwhile (T2).

use sextant_api::door::Caller;
use sextant_api::drafts::Desk;
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
    /// Which console this is.
    pub(crate) console: Given,
    /// Whether it was taken before, and that answer was lost on its way.
    pub(crate) again: bool,
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
        let again = kept.given.at(place).is_taken();
        let key = kept.given.take(place);
        let console = kept.given.at(place).clone();
        let scope = scope_of(&console);
        // An answer that was lost on its way leaves a token that nobody has.
        kept.tokens.retain(|opening| opening.scope != scope);
        let token = kept.token(scope);
        drop(kept);
        self.tell_given();
        Some(Taken { token, key, scope, console, again })
    }

    /// Ends a console or a link at once, and gives it as it was. Nothing when this workshop has
    /// none such.
    pub(crate) fn take_back(&self, workshop: WorkshopId, id: Uuid) -> Option<Given> {
        let ended = self.kept().given.end(workshop, id);
        if ended.is_some() {
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

    /// Who the core hears for this path now. While a workshop is handed over, whoever has it goes on
    /// from the first console's drafts, and every other console of it only looks.
    pub(crate) fn caller(&self, scope: Scope, verb: Verb, path: &str) -> Option<Caller> {
        let caller = scope.caller(verb, path)?;
        let Some((workshop, _)) = workshop_in(path) else { return Some(caller) };
        let Some(has_it) = self.kept().given.handed_to(workshop).map(scope_of) else { return Some(caller) };
        Some(match caller {
            Caller::Given(..) if has_it == scope => Caller::Given(workshop, Desk::First),
            Caller::Given(_, desk) => Caller::Looking(workshop, desk),
            Caller::Library | Caller::Console(_) => Caller::Looking(workshop, Desk::First),
            Caller::Looking(..) | Caller::Projector(_) | Caller::Links => caller,
        })
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
