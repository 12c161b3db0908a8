//! The sample's second sitting: history, choice, definition, tree, roll-out.

use super::choice::{BACKLOG_DECISIONS, CHOICE, DURABLE, FINALISTS, GENUINE_HELP, OBJECTION};
use super::evidence::{EVIDENCE, HYPOTHESES};
use super::play::{find, reject_at};
use super::script::{Script, day, line, name, paragraph};
use super::star::{CADENCE, DEFINITION, EVENTS, EXCLUSIONS, LEVEL};
use super::tree::{GUARDRAILS, INPUTS, STAR_OPERATION, TEAMS};
use crate::command::ConsoleCommand as C;
use crate::error::ApiError;
use sextant_domain::act::NewChoice;
use sextant_domain::cadence::{Cadence, Rhythm};
use sextant_domain::challenge::{GoodhartPrompt, YesNo};
use sextant_domain::decision::SupportCount;
use sextant_domain::definition::{Baseline, DefinitionField, ExclusionKind, MeasurementWindow, Target};
use sextant_domain::evidence::TestPlan;
use sextant_domain::guardrail::Guardrail;
use sextant_domain::id::{InputMetricId, TeamId};
use sextant_domain::input_tree::InputMetric;
use sextant_domain::participant::Discipline;
use sextant_domain::stage::Stage;
use sextant_domain::text::Line;
use sextant_domain::view::ConsoleView;

pub(super) fn validate(script: &Script) -> Result<(), ApiError> {
    let view = script.view()?;
    for hypothesis in &HYPOTHESES {
        let candidate_id = find(&view, hypothesis.card)?;
        script.send(C::StateHypothesis {
            test_plan: TestPlan {
                candidate_id,
                hypothesis: line(hypothesis.text),
                instrument_by: day(hypothesis.instrumented_by),
                owner: name(hypothesis.owner),
                test: line(hypothesis.test),
                would_change_our_mind: line(hypothesis.would_change_our_mind),
            },
        })?;
    }
    for item in &EVIDENCE {
        script.send(C::PinEvidence {
            evidence_item_id: None,
            candidate_id: find(&view, item.card)?,
            kind: item.kind,
            direction: item.direction,
            text: paragraph(item.text),
            source: line(item.source),
            collected_on: day(item.collected_on),
        })?;
    }
    script.leave_after(19)
}

pub(super) fn choose(script: &Script) -> Result<(), ApiError> {
    let view = script.view()?;
    for finalist in &FINALISTS {
        script.send(C::CountSupport {
            support: SupportCount {
                candidate_id: find(&view, finalist.card)?,
                support: finalist.support,
                live_with: finalist.live_with,
                object: finalist.object,
            },
        })?;
    }
    let star = find(&view, CHOICE.card)?;
    for (prompt, note) in [(GoodhartPrompt::GenuineHelp, GENUINE_HELP), (GoodhartPrompt::Durable, DURABLE)] {
        script.send(C::CheckGoodhart { candidate_id: star, prompt, answer: YesNo::Yes, note: line(note) })?;
    }
    let signer = view.people.iter().find(|p| p.participant.name.as_str() == OBJECTION.signed_by);
    script.send(C::RecordObjection {
        objection_id: None,
        candidate_id: find(&view, OBJECTION.card)?,
        text: paragraph(OBJECTION.text),
        signed_by: signer.map(|p| p.participant.id),
        counter_example: false,
        devils_advocate: false,
    })?;
    let view = script.view()?;
    let recorded = view.candidates.iter().flat_map(|c| &c.objections).find(|o| o.answer.is_empty());
    if let Some(objection) = recorded {
        script.send(C::AnswerObjection { objection_id: objection.id, answer: paragraph(OBJECTION.answer) })?;
    }
    script.send(C::ChooseStar {
        choice: NewChoice {
            candidate_id: star,
            reason: line(CHOICE.reason),
            come_back_when: line(CHOICE.come_back_when),
        },
    })?;
    reject_at(script, Stage::Choose)?;
    script.leave_after(9)
}

pub(super) fn define(script: &Script) -> Result<(), ApiError> {
    let d = &DEFINITION;
    for (field, words) in [
        (DefinitionField::Unit, d.unit),
        (DefinitionField::Event, d.event),
        (DefinitionField::QualifyingRule, d.qualifying_rule),
        (DefinitionField::DenominatorText, d.denominator_text),
        (DefinitionField::DataSource, d.data_source),
        (DefinitionField::Delay, d.delay),
        (DefinitionField::Rationale, d.rationale),
        (DefinitionField::WorkedExample, d.worked_example),
        (DefinitionField::Owner, d.owner),
    ] {
        script.send(C::AnswerDefinition { field, text: paragraph(words) })?;
    }
    script.send(C::SetDenominator { denominator: Some(d.denominator) })?;
    script.send(C::SetWindow {
        window: MeasurementWindow {
            window_length: Some(d.window_length),
            window_unit: Some(d.window_unit),
            window_kind: Some(d.window_kind),
            week_start: Some(d.week_start),
            time_zone: name(d.time_zone),
        },
    })?;
    for exclusion in &EXCLUSIONS {
        let listed = script.view()?.exclusions.into_iter().find(|e| e.kind == exclusion.kind && e.decision.is_none());
        let id = match listed {
            Some(listed) if exclusion.kind != ExclusionKind::Other => listed.id,
            Some(_) | None => {
                script.send(C::AddExclusion { kind: exclusion.kind, detail: line(exclusion.detail) })?;
                let view = script.view()?;
                let added = view.exclusions.iter().find(|e| e.detail.as_str() == exclusion.detail);
                added
                    .map(|e| e.id)
                    .ok_or_else(|| ApiError::internal("playing the sample", "an exclusion is missing"))?
            }
        };
        script.send(C::DecideExclusion {
            exclusion_id: id,
            decision: Some(exclusion.decision),
            detail: line(exclusion.detail),
        })?;
    }
    script.send(C::SetBaseline {
        baseline: Baseline {
            value: Some(f64::from(LEVEL.baseline)),
            low: Some(f64::from(LEVEL.low)),
            high: Some(f64::from(LEVEL.high)),
            unit: name(LEVEL.unit),
            source: line(LEVEL.source),
            measured_on: day(LEVEL.measured_on),
            first_reading_on: None,
        },
    })?;
    script.send(C::SetTarget {
        target: Target { value: Some(f64::from(LEVEL.target)), due: day(LEVEL.due), note: line(LEVEL.target_note) },
    })?;
    script.leave_after(20)
}

pub(super) fn decompose(script: &Script) -> Result<(), ApiError> {
    script.send(C::SetStarOperation { operation: STAR_OPERATION })?;
    for input in &INPUTS {
        let view = script.view()?;
        let parent_id = input.parent.and_then(|parent| input_named(&view, parent));
        script.send(C::AddInputMetric { name: name(input.name), parent_id })?;
        let view = script.view()?;
        let added = view.input_metrics.iter().find(|i| i.name.as_str() == input.name).cloned();
        let added = added.ok_or_else(|| ApiError::internal("playing the sample", "an input is missing"))?;
        script.send(C::EditInputMetric {
            input_metric: InputMetric {
                link: input.link,
                operation: input.operation,
                team_id: input.team.and_then(|discipline| team_of(&view, discipline)),
                owner: name(input.owner),
                value: Some(input.value),
                unit: name(input.unit),
                bet: line(input.bet),
                moves_input_because: line(input.moves_input_because),
                lifts_star_because: line(input.lifts_star_because),
                ..added
            },
        })?;
    }
    for guardrail in &GUARDRAILS {
        let view = script.view()?;
        let routes = view.candidates.iter().flat_map(|c| &c.gaming_routes);
        let route = routes.into_iter().find(|r| r.text.as_str() == guardrail.catches).map(|r| r.id);
        script.send(C::AddGuardrail { measure: name(guardrail.measure), gaming_route_id: route })?;
        let view = script.view()?;
        let added = view.guardrails.iter().find(|g| g.measure.as_str() == guardrail.measure).cloned();
        let added = added.ok_or_else(|| ApiError::internal("playing the sample", "a guardrail is missing"))?;
        script.send(C::EditGuardrail {
            guardrail: Guardrail {
                catches: line(guardrail.catches),
                direction: Some(guardrail.trips),
                limit: Some(guardrail.limit),
                now: Some(guardrail.now),
                unit: name(guardrail.unit),
                owner: name(guardrail.owner),
                response: line(guardrail.response),
                ..added
            },
        })?;
    }
    for event in &EVENTS {
        script.send(C::PutTrackedEvent {
            tracked_event_id: None,
            name: name(event.name),
            trigger: line(event.trigger),
            properties: line(event.properties),
            place: name(event.place),
            data_class: event.data_class,
            owner: name(event.owner),
            due: event.due.and_then(day),
            status: event.status,
        })?;
    }
    let view = script.view()?;
    for team in &TEAMS {
        let Some(team_id) = team_of(&view, team.discipline) else { continue };
        script.send(C::ExcuseTeam { team_id, because: line(team.no_input_because) })?;
        script.send(C::StateTeam { team_id, statement: line(team.statement) })?;
    }
    remove_teams_without_a_sentence(script)?;
    for decision in &BACKLOG_DECISIONS {
        let view = script.view()?;
        script.send(C::DecideBacklog {
            backlog_decision_id: None,
            first_item: line(decision.first),
            second_item: line(decision.second),
            favours: Some(decision.favours),
            through_input: input_named(&view, decision.through_input),
            because: line(decision.because),
        })?;
    }
    script.leave_after(23)
}

/// The facilitator comes from outside: her discipline is no team of the company.
fn remove_teams_without_a_sentence(script: &Script) -> Result<(), ApiError> {
    for team in script.view()?.teams {
        let spoken = TEAMS.iter().any(|t| t.discipline.label() == team.name.as_str());
        if !spoken {
            script.send(C::RemoveTeam { team_id: team.id })?;
        }
    }
    Ok(())
}

pub(super) fn roll_out(script: &Script) -> Result<(), ApiError> {
    script.send(C::SetCadence {
        cadence: Cadence {
            rhythm: Some(Rhythm::Quarterly),
            next_review: day(CADENCE.next_review),
            review_participants: line(CADENCE.participants),
            yearly_review: day(CADENCE.yearly_review),
            retirement_trigger: line(CADENCE.retirement_trigger),
            stop_reading: Line::default(),
            stop_by: None,
            alert: line(CADENCE.alert),
        },
    })?;
    script.leave_after(10)
}

fn input_named(view: &ConsoleView, wanted: &str) -> Option<InputMetricId> {
    view.input_metrics.iter().find(|i| i.name.as_str() == wanted).map(|i| i.id)
}

fn team_of(view: &ConsoleView, discipline: Discipline) -> Option<TeamId> {
    view.teams.iter().find(|t| t.name.as_str() == discipline.label()).map(|t| t.id)
}
