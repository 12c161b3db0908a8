//! Decompose: inputs and their owners, guardrails, events to record.

use super::{NewId, required, room_for};
use crate::guardrail::{Guardrail, TrackedEvent};
use crate::id::{GamingRouteId, GuardrailId, InputMetricId, TeamId, TrackedEventId};
use crate::input_tree::{InputLink, InputMetric, Operation};
use crate::refusal::Refusal;
use crate::stage::Stage;
use crate::text::{Line, Name};
use crate::workshop::Workshop;

impl Workshop {
    /// Adds an input below another one or the star.
    ///
    /// # Errors
    /// [`Refusal::Empty`], [`Refusal::NotFound`] for an unknown parent, [`Refusal::ListFull`].
    pub fn add_input_metric(
        &mut self,
        name: Name,
        parent_id: Option<InputMetricId>,
        new_id: NewId<'_>,
    ) -> Result<InputMetricId, Refusal> {
        required(&name, "The input's name", "name")?;
        room_for(self.input_metrics.len(), 200, "inputs")?;
        if parent_id.is_some_and(|p| !self.input_metrics.contains(&(p,))) {
            return Err(Refusal::NotFound { what: "input" });
        }
        let id = InputMetricId(new_id());
        let position = self.inputs_below(parent_id).last().map_or(0, |i| i.position + 1);
        self.input_metrics.put(InputMetric {
            id,
            name,
            parent_id,
            link: InputLink::BelievedInfluence,
            operation: Operation::Sum,
            team_id: None,
            owner: Name::default(),
            value: None,
            unit: Name::default(),
            target: Line::default(),
            bet: Line::default(),
            moves_input_because: Line::default(),
            lifts_star_because: Line::default(),
            from_candidate_id: None,
            position,
        });
        self.changed_in(Stage::Decompose, "The input tree changed.");
        Ok(id)
    }

    /// Changes an input.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Empty`]; [`Refusal::Cycle`] when it would hang below
    /// itself; [`Refusal::Dates`] for a value that is not finite.
    pub fn edit_input_metric(&mut self, input: InputMetric) -> Result<(), Refusal> {
        required(&input.name, "The input's name", "name")?;
        let old = self.input_metrics.get(&(input.id,)).ok_or(Refusal::NotFound { what: "input" })?;
        let from_candidate_id = old.from_candidate_id;
        if input.value.is_some_and(|v| !v.is_finite()) {
            return Err(Refusal::Dates { what: "A value must be a finite number." });
        }
        if input.team_id.is_some_and(|t| !self.teams.contains(&(t,))) {
            return Err(Refusal::NotFound { what: "team" });
        }
        let mut above = input.parent_id;
        while let Some(id) = above {
            if id == input.id {
                return Err(Refusal::Cycle);
            }
            above = self.input_metrics.get(&(id,)).ok_or(Refusal::NotFound { what: "input" })?.parent_id;
        }
        self.input_metrics.put(InputMetric { from_candidate_id, ..input });
        self.changed_in(Stage::Decompose, "The input tree changed.");
        Ok(())
    }

    /// Takes an input out; what hung below it hangs on what was above it.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn remove_input_metric(&mut self, id: InputMetricId) -> Result<(), Refusal> {
        let removed = self.input_metrics.remove(&(id,)).ok_or(Refusal::NotFound { what: "input" })?;
        let below: Vec<_> = self.inputs_below(Some(id)).iter().map(|i| i.id).collect();
        for child in below {
            if let Some(child) = self.input_metrics.get_mut(&(child,)) {
                child.parent_id = removed.parent_id;
            }
        }
        let decisions: Vec<_> =
            self.backlog_decisions.iter().filter(|d| d.through_input == Some(id)).map(|d| d.id).collect();
        for decision in decisions {
            if let Some(decision) = self.backlog_decisions.get_mut(&(decision,)) {
                decision.through_input = None;
            }
        }
        self.changed_in(Stage::Decompose, "The input tree changed.");
        self.forget_in_contributions(|c| c.input_id == Some(id), |c| c.input_id = None);
        Ok(())
    }

    /// Inputs directly below another one, or below the star, in order.
    pub fn inputs_below(&self, parent_id: Option<InputMetricId>) -> Vec<&InputMetric> {
        let mut inputs: Vec<_> = self.input_metrics.iter().filter(|i| i.parent_id == parent_id).collect();
        inputs.sort_by_key(|i| (i.position, i.id));
        inputs
    }

    /// Teams that no input points to and that have not said why (R83).
    pub fn uncovered_teams(&self) -> Vec<TeamId> {
        let mut teams: Vec<_> = self.teams.iter().filter(|t| t.no_input_because.is_empty()).collect();
        teams.sort_by_key(|t| t.position);
        teams.retain(|t| !self.input_metrics.iter().any(|i| i.team_id == Some(t.id)));
        teams.iter().map(|t| t.id).collect()
    }

    /// Says why a team needs no input of its own (R83).
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn excuse_team(&mut self, id: TeamId, because: Line) -> Result<(), Refusal> {
        self.teams.get_mut(&(id,)).ok_or(Refusal::NotFound { what: "team" })?.no_input_because = because;
        Ok(())
    }

    /// Adds a guardrail, from a gaming route when one is given (R87).
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for an unknown route; [`Refusal::ListFull`].
    pub fn add_guardrail(
        &mut self,
        measure: Name,
        route: Option<GamingRouteId>,
        new_id: NewId<'_>,
    ) -> Result<GuardrailId, Refusal> {
        room_for(self.guardrails.len(), 12, "guardrails")?;
        let catches = match route {
            Some(id) => self.gaming_routes.get(&(id,)).ok_or(Refusal::NotFound { what: "route" })?.text.clone(),
            None => Line::default(),
        };
        let id = GuardrailId(new_id());
        let position = self.guardrails.iter().map(|g| g.position + 1).max().unwrap_or(0);
        self.guardrails.put(Guardrail {
            id,
            measure,
            gaming_route_id: route,
            catches,
            direction: None,
            limit: None,
            now: None,
            unit: Name::default(),
            owner: Name::default(),
            response: Line::default(),
            position,
        });
        self.changed_in(Stage::Decompose, "The guardrails changed.");
        Ok(id)
    }

    /// Changes a guardrail.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Empty`], [`Refusal::Dates`] for a number that is not
    /// finite.
    pub fn edit_guardrail(&mut self, guardrail: Guardrail) -> Result<(), Refusal> {
        required(&guardrail.measure, "The measure", "measure")?;
        if !self.guardrails.contains(&(guardrail.id,)) {
            return Err(Refusal::NotFound { what: "guardrail" });
        }
        if [guardrail.limit, guardrail.now].iter().flatten().any(|n| !n.is_finite()) {
            return Err(Refusal::Dates { what: "A value must be a finite number." });
        }
        self.guardrails.put(guardrail);
        self.changed_in(Stage::Decompose, "The guardrails changed.");
        Ok(())
    }

    /// Takes a guardrail out.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn remove_guardrail(&mut self, id: GuardrailId) -> Result<(), Refusal> {
        self.guardrails.remove(&(id,)).ok_or(Refusal::NotFound { what: "guardrail" })?;
        self.changed_in(Stage::Decompose, "The guardrails changed.");
        Ok(())
    }

    /// Adds something to be recorded, or changes it (R76).
    ///
    /// # Errors
    /// [`Refusal::Empty`], [`Refusal::ListFull`].
    pub fn put_tracked_event(&mut self, event: TrackedEvent) -> Result<(), Refusal> {
        required(&event.name, "The event's name", "name")?;
        if !self.tracked_events.contains(&(event.id,)) {
            room_for(self.tracked_events.len(), 60, "events")?;
        }
        self.tracked_events.put(event);
        Ok(())
    }

    /// Takes an event out.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn remove_tracked_event(&mut self, id: TrackedEventId) -> Result<(), Refusal> {
        self.tracked_events.remove(&(id,)).map(|_| ()).ok_or(Refusal::NotFound { what: "event" })
    }
}
