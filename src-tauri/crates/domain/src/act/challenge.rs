//! Challenge: verdicts, stories, cheats, levers, data.

use super::{NewId, required, room_for};
use crate::candidate::{Candidate, DataStatus, Measurability};
use crate::challenge::{Challenge, ChallengeKind, GamingRoute, GoodhartCheck, GoodhartPrompt, Lever, Verdict, YesNo};
use crate::id::{CandidateId, GamingRouteId, LeverId};
use crate::participant::Discipline;
use crate::pitfall::{PitfallContext, PitfallFinding, SidesGiven, check_pitfalls};
use crate::refusal::Refusal;
use crate::stage::Stage;
use crate::text::Line;
use crate::workshop::Workshop;

impl Workshop {
    /// Records what a challenge did to a candidate, with its story (R37–R40).
    ///
    /// # Errors
    /// [`Refusal::Sealed`], [`Refusal::NotFound`], [`Refusal::RoundOpen`]; [`Refusal::Empty`]
    /// when a candidate fails without a story.
    pub fn judge_challenge(
        &mut self,
        id: CandidateId,
        kind: ChallengeKind,
        verdict: Verdict,
        story: Line,
    ) -> Result<(), Refusal> {
        self.revealed_candidate(id)?;
        self.no_round_running()?;
        if verdict == Verdict::Fails {
            required(&story, "The story behind the verdict", "story")?;
        }
        self.challenges.put(Challenge { candidate_id: id, kind, verdict, story });
        self.changed_in(Stage::Challenge, "A verdict changed.");
        Ok(())
    }

    /// Takes a verdict back.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::RoundOpen`].
    pub fn clear_challenge(&mut self, id: CandidateId, kind: ChallengeKind) -> Result<(), Refusal> {
        self.no_round_running()?;
        self.challenges.remove(&(id, kind)).ok_or(Refusal::NotFound { what: "verdict" })?;
        self.changed_in(Stage::Challenge, "A verdict was taken back.");
        Ok(())
    }

    /// Writes down a way to lift the number without helping anybody (R39).
    ///
    /// # Errors
    /// [`Refusal::Sealed`], [`Refusal::NotFound`], [`Refusal::Empty`], [`Refusal::ListFull`].
    pub fn add_gaming_route(
        &mut self,
        id: CandidateId,
        text: Line,
        new_id: NewId<'_>,
    ) -> Result<GamingRouteId, Refusal> {
        self.revealed_candidate(id)?;
        required(&text, "The route", "text")?;
        room_for(self.gaming_routes.iter().filter(|r| r.candidate_id == id).count(), 12, "routes for one candidate")?;
        let route = GamingRouteId(new_id());
        self.gaming_routes.put(GamingRoute { id: route, candidate_id: id, text });
        Ok(route)
    }

    /// Takes a route out. Guardrails made from it keep their words.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn remove_gaming_route(&mut self, id: GamingRouteId) -> Result<(), Refusal> {
        self.gaming_routes.remove(&(id,)).ok_or(Refusal::NotFound { what: "route" })?;
        let paired: Vec<_> = self.guardrails.iter().filter(|g| g.gaming_route_id == Some(id)).map(|g| g.id).collect();
        for guardrail in paired {
            if let Some(guardrail) = self.guardrails.get_mut(&(guardrail,)) {
                guardrail.gaming_route_id = None;
            }
        }
        Ok(())
    }

    /// Writes down what a discipline can do to move a candidate (R42, R43).
    ///
    /// # Errors
    /// [`Refusal::Sealed`], [`Refusal::NotFound`], [`Refusal::Empty`], [`Refusal::ListFull`].
    pub fn add_lever(
        &mut self,
        id: CandidateId,
        discipline: Discipline,
        text: Line,
        new_id: NewId<'_>,
    ) -> Result<LeverId, Refusal> {
        self.revealed_candidate(id)?;
        required(&text, "The lever", "text")?;
        room_for(self.levers.iter().filter(|l| l.candidate_id == id).count(), 24, "levers for one candidate")?;
        let lever = LeverId(new_id());
        self.levers.put(Lever { id: lever, candidate_id: id, discipline, text });
        Ok(lever)
    }

    /// Takes a lever out.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn remove_lever(&mut self, id: LeverId) -> Result<(), Refusal> {
        self.levers.remove(&(id,)).map(|_| ()).ok_or(Refusal::NotFound { what: "lever" })
    }

    /// Says where a candidate's number would come from (R45, R46).
    ///
    /// # Errors
    /// [`Refusal::DateAndOwner`] for data that comes by a date nobody named;
    /// [`Refusal::OutOfRange`] for a delay over ten years; [`Refusal::Sealed`],
    /// [`Refusal::NotFound`].
    pub fn set_measurability(&mut self, id: CandidateId, measurability: Measurability) -> Result<(), Refusal> {
        self.revealed_candidate(id)?;
        let by_date = measurability.data_status == DataStatus::ByDate;
        if by_date && (measurability.measurable_by.is_none() || measurability.data_owner.is_empty()) {
            return Err(Refusal::DateAndOwner);
        }
        if measurability.delay_days.is_some_and(|days| days > 3650) {
            return Err(Refusal::OutOfRange { what: "The delay in days", low: 0, high: 3650, field: "delayDays" });
        }
        if let Some(candidate) = self.candidates.get_mut(&(id,))
            && candidate.measurability != measurability
        {
            candidate.measurability = measurability;
            self.changed_in(Stage::Challenge, "What is known about the data changed.");
        }
        Ok(())
    }

    /// Notes the lag with which revenue is expected to follow (R49).
    ///
    /// # Errors
    /// [`Refusal::Sealed`], [`Refusal::NotFound`].
    pub fn set_revenue_lag(&mut self, id: CandidateId, lag: Line) -> Result<(), Refusal> {
        self.revealed_candidate(id)?;
        if let Some(candidate) = self.candidates.get_mut(&(id,)) {
            candidate.revenue_lag = lag;
        }
        Ok(())
    }

    /// Answers one of the two durable questions about a finalist (R41).
    ///
    /// # Errors
    /// [`Refusal::Sealed`], [`Refusal::NotFound`].
    pub fn check_goodhart(
        &mut self,
        id: CandidateId,
        prompt: GoodhartPrompt,
        answer: YesNo,
        note: Line,
    ) -> Result<(), Refusal> {
        self.revealed_candidate(id)?;
        self.goodhart_checks.put(GoodhartCheck { candidate_id: id, prompt, answer, note });
        Ok(())
    }

    /// The pitfalls that a candidate's sentence raises (R27–R34).
    pub fn pitfalls_of(&self, candidate: &Candidate) -> Vec<PitfallFinding> {
        let context = PitfallContext {
            model: self.frame().business_model,
            counted_unit: candidate.sentence.counted_unit,
            sides: match (candidate.supply_side.is_empty(), candidate.demand_side.is_empty()) {
                (true, true) => SidesGiven::Neither,
                (false, false) => SidesGiven::Both,
                (true, false) | (false, true) => SidesGiven::One,
            },
        };
        check_pitfalls(&candidate.sentence.text(), &context)
    }

    /// Disciplines that have a lever on a candidate. Fewer than two is flagged (R43).
    pub fn disciplines_with_lever(&self, id: CandidateId) -> Vec<Discipline> {
        let mut disciplines: Vec<_> =
            self.levers.iter().filter(|l| l.candidate_id == id).map(|l| l.discipline).collect();
        disciplines.sort_unstable();
        disciplines.dedup();
        disciplines
    }
}
