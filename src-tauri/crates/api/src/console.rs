//! What the facilitator's console may do: each command goes to the rule that decides it.

use crate::ballot_file::{self, BallotFileTaken};
use crate::command::ConsoleCommand as C;
use crate::effect::{Effect, Span, Told};
use crate::seat_ties;
use crate::session::{Keyboard, Session};
use sextant_domain::act::{FileOutcome, IfOlder, SealedEnd, StageExit};
use sextant_domain::contribution::ContributionKind;
use sextant_domain::decision::{BacklogDecision, Objection};
use sextant_domain::evidence::EvidenceItem;
use sextant_domain::guardrail::TrackedEvent;
use sextant_domain::head::BallotChannel;
use sextant_domain::id::{BacklogDecisionId, EvidenceItemId, ObjectionId, TrackedEventId};
use sextant_domain::refusal::Refusal;
use sextant_domain::stage::Stage;
use sextant_domain::text::Paragraph;
use sextant_domain::time::At;
use sextant_domain::workshop::Workshop;
use uuid::Uuid;

/// What an applied command leaves to be done.
pub(crate) enum Applied {
    /// The copy was changed and is to be saved.
    Changed(Effect),
    /// Only the session changed; there is nothing to save.
    SessionOnly(Told),
    /// Undo or redo: the journal knows what to do.
    TakeBack,
    /// Undo or redo: the journal knows what to do.
    DoAgain,
    /// The clock is to be started, stopped or set.
    Clock(ClockChange),
}

/// What happens to the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClockChange {
    Start,
    Pause,
    AddMinute,
    Reset { seconds: u32 },
}

/// Applies a console command to a copy of the record.
///
/// # Errors
/// The rule's refusal; the copy is then thrown away.
pub(crate) fn apply(
    w: &mut Workshop,
    session: &mut Session,
    command: C,
    now: At,
    ballots_hash: impl FnOnce(&Workshop) -> String,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<Applied, Refusal> {
    let keyboard_only = matches!(command, C::HandKeyboard { .. } | C::TakeBackKeyboard);
    if !keyboard_only {
        let holder = match &session.keyboard {
            Keyboard::Console => None,
            Keyboard::Seat { participant_id, .. } => Some(*participant_id),
            Keyboard::Curtain { next, previous, .. } => next.or(*previous),
        };
        if session.keyboard != Keyboard::Console {
            let person = holder.and_then(|id| w.participants.get(&(id,)));
            let name = person.map_or_else(|| "somebody".to_owned(), |p| p.name.to_string());
            return Err(Refusal::KeyboardPassed { name });
        }
    }
    let from = w.stage();
    // While writing lasts a candidate is sealed content; later it is plain record.
    let writing = if w.candidates_revealed() { Effect::PLAIN } else { Effect::silent(Span::Write) };
    let effect = match command {
        C::Advance { note } => {
            let exit = w.advance(&note, now)?;
            left(w, session, from, exit)
        }
        C::SkipStage { reason } => {
            let exit = w.skip_stage(&reason, now)?;
            left(w, session, from, exit)
        }
        C::GoToStage { stage } => match w.go_to_stage(stage, now)? {
            StageExit::Plain if stage == from => Effect::PLAIN,
            exit => left(w, session, from, exit),
        },
        C::ConfirmStage { stage } => w.confirm_stage(stage).map(|()| Effect::PLAIN)?,
        C::StartTimer => return Ok(Applied::Clock(ClockChange::Start)),
        C::PauseTimer => return Ok(Applied::Clock(ClockChange::Pause)),
        C::AddMinute => return Ok(Applied::Clock(ClockChange::AddMinute)),
        C::ResetTimer { seconds } => {
            if seconds > 24 * 3600 {
                return Err(Refusal::OutOfRange { what: "The time box", low: 0, high: 24 * 3600, field: "seconds" });
            }
            return Ok(Applied::Clock(ClockChange::Reset { seconds }));
        }
        C::BeginSitting { open_question } => w.begin_sitting(&open_question, now).map(|()| Effect::PLAIN)?,
        C::ShowOnProjector { focus } => {
            session.projector = focus;
            return Ok(Applied::SessionOnly(Told::AtOnce));
        }
        C::Undo => return Ok(Applied::TakeBack),
        C::Redo => return Ok(Applied::DoAgain),
        C::HandKeyboard { participant_id } => {
            w.participants.get(&(participant_id,)).ok_or(Refusal::NotFound { what: "person" })?;
            let previous = match &session.keyboard {
                Keyboard::Console => None,
                Keyboard::Curtain { previous, .. } => *previous,
                Keyboard::Seat { participant_id, .. } => Some(*participant_id),
            };
            session.keyboard = Keyboard::Curtain { next: Some(participant_id), previous, sealed: false };
            return Ok(Applied::SessionOnly(Told::AtOnce));
        }
        C::TakeBackKeyboard => {
            if session.keyboard == Keyboard::Console {
                return Err(Refusal::KeyboardNotPassed);
            }
            session.keyboard = Keyboard::Console;
            return Ok(Applied::SessionOnly(Told::AtOnce));
        }

        // The room is no part of the record: `Api::send_console` has done it before.
        C::Room { .. } => return Ok(Applied::SessionOnly(Told::AtOnce)),
        C::AskFrame { question } => w.ask_frame(question, now).map(|()| Effect::KEPT)?,
        C::RevealFrameAnswers { question } => {
            w.reveal_frame_answers(question)?;
            ended(w, session, vec![Span::Frame(question)])
        }
        C::SettleContribution { contribution_id, settled } => {
            w.settle_contribution(contribution_id, settled)?;
            let row = w.contributions.get(&(contribution_id,));
            // A sealed row has no image to undo it from; the same button takes it back.
            let sealed = w.seals_reasons() && row.is_some_and(|row| row.kind == ContributionKind::AddedReason);
            if sealed { Effect::KEPT } else { Effect::PLAIN }
        }

        C::AnswerSetUp { answers } => w.answer_set_up(answers).map(|()| Effect::PLAIN)?,
        C::AddParticipant { participant } => w.add_participant(participant, new_id).map(|_| Effect::PLAIN)?,
        C::EditParticipant { participant_id, participant } => {
            w.edit_participant(participant_id, participant).map(|()| Effect::PLAIN)?
        }
        C::RemoveParticipant { participant_id } => w.remove_participant(participant_id).map(|()| Effect::PLAIN)?,
        C::MarkAttendance { participant_id, attendance } => {
            w.mark_attendance(participant_id, attendance).map(|()| Effect::PLAIN)?
        }
        C::SeatAtTables => w.seat_at_tables().map(|()| Effect::PLAIN)?,
        C::SetTable { participant_id, table } => w.set_table(participant_id, table).map(|()| Effect::PLAIN)?,
        C::SetAnswering { answering } => w.set_answering(answering).map(|()| Effect::PLAIN)?,
        C::HandTableDevice { table, participant_id } => {
            w.hand_table_device(table, participant_id).map(|()| Effect::PLAIN)?
        }
        C::AddTeam { name } => w.add_team(name, new_id).map(|_| Effect::PLAIN)?,
        C::RemoveTeam { team_id } => w.remove_team(team_id).map(|()| Effect::PLAIN)?,

        C::AnswerFrame { question, text } => w.answer_frame(question, text).map(|()| Effect::PLAIN)?,
        C::SetBusinessModel { model } => {
            w.set_business_model(model);
            Effect::PLAIN
        }
        C::SetGame { game } => {
            w.set_game(game);
            Effect::PLAIN
        }
        C::SetMaturity { maturity } => {
            w.set_maturity(maturity);
            Effect::PLAIN
        }
        C::AddCoreUser { core_user } => w.add_core_user(core_user, new_id).map(|_| Effect::PLAIN)?,
        C::EditCoreUser { core_user_id, core_user } => {
            w.edit_core_user(core_user_id, core_user).map(|()| Effect::PLAIN)?
        }
        C::RankCoreUser { core_user_id, rank } => w.rank_core_user(core_user_id, rank).map(|()| Effect::PLAIN)?,
        C::RemoveCoreUser { core_user_id } => w.remove_core_user(core_user_id).map(|()| Effect::PLAIN)?,
        C::WaiveRule { rule, candidate_id, detail, reason } => {
            w.waive(rule, candidate_id, detail, reason, now, new_id).map(|()| Effect::PLAIN)?
        }
        C::WithdrawWaiver { waiver_id } => w.withdraw_waiver(waiver_id).map(|()| Effect::PLAIN)?,

        C::AddCandidate { sentence } => {
            let id = w.add_candidate(sentence, new_id)?;
            session.own.candidates.push(id);
            writing
        }
        C::EditCandidate { candidate_id, sentence } => {
            own_while_writing(w, session.own.candidates.contains(&candidate_id))?;
            w.edit_candidate(candidate_id, sentence).map(|()| writing)?
        }
        C::WithdrawCandidate { candidate_id } => {
            own_while_writing(w, session.own.candidates.contains(&candidate_id))?;
            w.withdraw_candidate(candidate_id)?;
            session.own.candidates.retain(|id| *id != candidate_id);
            writing
        }
        C::AddValueAction { text } => {
            let id = w.add_value_action(text, new_id)?;
            session.own.actions.push(id);
            writing
        }
        C::TurnActionIntoCandidate { value_action_id } => {
            own_while_writing(w, session.own.actions.contains(&value_action_id))?;
            let id = w.turn_action_into_candidate(value_action_id, new_id)?;
            session.own.candidates.push(id);
            writing
        }
        C::RemoveValueAction { value_action_id } => {
            own_while_writing(w, session.own.actions.contains(&value_action_id))?;
            w.remove_value_action(value_action_id)?;
            session.own.actions.retain(|id| *id != value_action_id);
            writing
        }
        C::OpenCard { candidate_id } => w.open_card(candidate_id).map(|()| Effect::KEPT)?,
        C::MergeCandidates { from, into } => w.merge_candidates(from, into).map(|()| Effect::PLAIN)?,
        C::UnmergeCandidate { candidate_id } => w.unmerge_candidate(candidate_id).map(|()| Effect::PLAIN)?,
        C::LinkCandidate { candidate_id, statement } => {
            w.link_candidate(candidate_id, statement).map(|()| Effect::PLAIN)?
        }
        C::DescribeSides { candidate_id, supply_side, demand_side } => {
            w.describe_sides(candidate_id, supply_side, demand_side).map(|()| Effect::PLAIN)?
        }
        C::ReshapeCandidate { reshape } => w.reshape_candidate(reshape, new_id).map(|_| Effect::PLAIN)?,

        C::JudgeChallenge { candidate_id, kind, verdict, story } => {
            w.judge_challenge(candidate_id, kind, verdict, story).map(|()| Effect::PLAIN)?
        }
        C::ClearChallenge { candidate_id, kind } => w.clear_challenge(candidate_id, kind).map(|()| Effect::PLAIN)?,
        C::AddGamingRoute { candidate_id, text } => {
            w.add_gaming_route(candidate_id, text, new_id).map(|_| Effect::PLAIN)?
        }
        C::RemoveGamingRoute { gaming_route_id } => w.remove_gaming_route(gaming_route_id).map(|()| Effect::PLAIN)?,
        C::AddLever { candidate_id, discipline, text } => {
            w.add_lever(candidate_id, discipline, text, new_id).map(|_| Effect::PLAIN)?
        }
        C::RemoveLever { lever_id } => w.remove_lever(lever_id).map(|()| Effect::PLAIN)?,
        C::SetMeasurability { candidate_id, measurability } => {
            w.set_measurability(candidate_id, measurability).map(|()| Effect::PLAIN)?
        }
        C::SetRevenueLag { candidate_id, revenue_lag } => {
            w.set_revenue_lag(candidate_id, revenue_lag).map(|()| Effect::PLAIN)?
        }
        C::RejectCandidate { rejection } => w.reject_candidate(rejection, now).map(|()| Effect::PLAIN)?,
        C::BringBackCandidate { candidate_id } => {
            w.bring_back_candidate(candidate_id, now, new_id).map(|()| Effect::PLAIN)?
        }
        C::FileAsInput { candidate_id } => w.file_as_input(candidate_id, new_id).map(|()| Effect::PLAIN)?,

        C::OpenRound { scope } => {
            w.open_round(scope, now)?;
            session.forget_offers();
            Effect::KEPT
        }
        C::EnterBallot { participant_id, scores, on_paper } => {
            let channel = if on_paper { BallotChannel::PaperBallot } else { BallotChannel::FacilitatorEntry };
            w.submit_ballot(participant_id, &scores, channel, new_id).map(|()| Effect::silent(Span::Score))?
        }
        C::TakeInBallotFile { text, nevertheless } => {
            let file = ballot_file::read(&text).map_err(|fault| Refusal::BallotFile { fault })?;
            let earlier = session.memories.get(&file.participant_id).map(|memory| memory.ballot_files.clone());
            let if_older = if nevertheless { IfOlder::TakeIn } else { IfOlder::Refuse };
            let outcome = w.take_in_ballot_file(&file, &earlier.unwrap_or_default(), if_older)?;
            session.ballot_file = Some(BallotFileTaken { participant_id: file.participant_id, outcome });
            match outcome {
                FileOutcome::TakenIn | FileOutcome::Replaced => {
                    session.memory(file.participant_id).ballot_files.insert(file.ballot_id, file.edition);
                    Effect::silent(Span::Score)
                }
                FileOutcome::Again => return Ok(Applied::SessionOnly(Told::AtOnce)),
            }
        }
        C::CountHands { candidate_id, criterion, counts } => {
            let counts: Vec<_> = counts.iter().map(|c| (c.level, c.count)).collect();
            w.count_hands(candidate_id, criterion, &counts).map(|()| Effect::silent(Span::Score))?
        }
        C::CloseRound { note } => w.close_round(&note).map(|()| Effect::KEPT)?,
        C::ResumeRound => w.resume_round().map(|()| Effect::KEPT)?,
        C::RevealRound => {
            w.reveal_round(now, new_id)?;
            let hash = ballots_hash(w);
            w.stamp_round(hash);
            Effect::REVEAL
        }
        C::SettleCell { candidate_id, criterion, outcome, note } => {
            w.settle_cell(candidate_id, criterion, outcome, note).map(|()| Effect::PLAIN)?
        }
        C::EndScoring => match w.end_scoring(now)? {
            SealedEnd::TiesDestroyed | SealedEnd::TiesKept => ended(w, session, vec![Span::Score]),
        },
        C::WeighCriterion { criterion, quarters, reason } => {
            w.weigh_criterion(criterion, quarters, reason, now, new_id).map(|()| Effect::PLAIN)?
        }
        C::ShortlistCandidates { candidate_ids, size_note } => {
            w.shortlist(&candidate_ids, &size_note, now, new_id).map(|()| Effect::PLAIN)?
        }

        C::StateHypothesis { test_plan } => w.state_hypothesis(test_plan).map(|()| Effect::PLAIN)?,
        C::PinEvidence { evidence_item_id, candidate_id, kind, direction, text, source, collected_on } => {
            if evidence_item_id.is_some_and(|id| !w.evidence_items.contains(&(id,))) {
                return Err(Refusal::NotFound { what: "piece of evidence" });
            }
            let id = evidence_item_id.unwrap_or_else(|| EvidenceItemId(new_id()));
            w.pin_evidence(EvidenceItem { id, candidate_id, kind, direction, text, source, collected_on })
                .map(|()| Effect::PLAIN)?
        }
        C::RemoveEvidence { evidence_item_id } => w.remove_evidence(evidence_item_id).map(|()| Effect::PLAIN)?,
        C::CheckGoodhart { candidate_id, prompt, answer, note } => {
            w.check_goodhart(candidate_id, prompt, answer, note).map(|()| Effect::PLAIN)?
        }
        C::CountSupport { support } => w.count_support(support).map(|()| Effect::PLAIN)?,
        C::RecordObjection { objection_id, candidate_id, text, signed_by, counter_example, devils_advocate } => {
            let old = objection_id.map(|id| w.objections.get(&(id,)).cloned());
            if old == Some(None) {
                return Err(Refusal::NotFound { what: "objection" });
            }
            let old = old.flatten();
            if let Some(old) = old.as_ref().filter(|old| sent_from_a_seat(session, old.id))
                && (&old.text, old.signed_by, old.candidate_id) != (&text, signed_by, candidate_id)
            {
                return Err(Refusal::SendersAlone);
            }
            let answer = old.map_or_else(Paragraph::default, |o| o.answer);
            let id = objection_id.unwrap_or_else(|| ObjectionId(new_id()));
            w.record_objection(Objection {
                id,
                candidate_id,
                text,
                signed_by,
                counter_example,
                devils_advocate,
                answer,
            })
            .map(|()| Effect::PLAIN)?
        }
        C::AnswerObjection { objection_id, answer } => {
            w.answer_objection(objection_id, answer).map(|()| Effect::PLAIN)?
        }
        C::WithdrawObjection { objection_id } => {
            if sent_from_a_seat(session, objection_id) {
                return Err(Refusal::SendersAlone);
            }
            w.withdraw_objection(objection_id).map(|()| Effect::PLAIN)?
        }
        C::ChooseStar { choice } => w.choose_star(choice, now, new_id).map(|()| Effect::PLAIN)?,
        C::ReopenChoice { reason } => w.reopen_choice(&reason, now).map(|()| Effect::PLAIN)?,
        C::DecideBacklog { backlog_decision_id, first_item, second_item, favours, through_input, because } => {
            if backlog_decision_id.is_some_and(|id| !w.backlog_decisions.contains(&(id,))) {
                return Err(Refusal::NotFound { what: "decision" });
            }
            let id = backlog_decision_id.unwrap_or_else(|| BacklogDecisionId(new_id()));
            w.decide_backlog(BacklogDecision { id, first_item, second_item, favours, through_input, because })
                .map(|()| Effect::PLAIN)?
        }
        C::RemoveBacklogDecision { backlog_decision_id } => {
            w.remove_backlog_decision(backlog_decision_id).map(|()| Effect::PLAIN)?
        }

        C::AnswerDefinition { field, text } => w.answer_definition(field, text).map(|()| Effect::PLAIN)?,
        C::SetDenominator { denominator } => w.set_denominator(denominator).map(|()| Effect::PLAIN)?,
        C::SetWindow { window } => w.set_window(window).map(|()| Effect::PLAIN)?,
        C::SetStarOperation { operation } => w.set_star_operation(operation).map(|()| Effect::PLAIN)?,
        C::AddExclusion { kind, detail } => w.add_exclusion(kind, detail, new_id).map(|()| Effect::PLAIN)?,
        C::DecideExclusion { exclusion_id, decision, detail } => {
            w.decide_exclusion(exclusion_id, decision, detail).map(|()| Effect::PLAIN)?
        }
        C::RemoveExclusion { exclusion_id } => w.remove_exclusion(exclusion_id).map(|()| Effect::PLAIN)?,
        C::SetBaseline { baseline } => w.set_baseline(baseline).map(|()| Effect::PLAIN)?,
        C::SetTarget { target } => w.set_target(target).map(|()| Effect::PLAIN)?,

        C::AddInputMetric { name, parent_id } => w.add_input_metric(name, parent_id, new_id).map(|_| Effect::PLAIN)?,
        C::EditInputMetric { input_metric } => w.edit_input_metric(input_metric).map(|()| Effect::PLAIN)?,
        C::RemoveInputMetric { input_metric_id } => w.remove_input_metric(input_metric_id).map(|()| Effect::PLAIN)?,
        C::ExcuseTeam { team_id, because } => w.excuse_team(team_id, because).map(|()| Effect::PLAIN)?,
        C::AddGuardrail { measure, gaming_route_id } => {
            w.add_guardrail(measure, gaming_route_id, new_id).map(|_| Effect::PLAIN)?
        }
        C::EditGuardrail { guardrail } => w.edit_guardrail(guardrail).map(|()| Effect::PLAIN)?,
        C::RemoveGuardrail { guardrail_id } => w.remove_guardrail(guardrail_id).map(|()| Effect::PLAIN)?,
        C::PutTrackedEvent { tracked_event_id, name, trigger, properties, place, data_class, owner, due, status } => {
            let old = tracked_event_id.map(|id| w.tracked_events.get(&(id,)).map(|e| e.position));
            if old == Some(None) {
                return Err(Refusal::NotFound { what: "event" });
            }
            let last = w.tracked_events.iter().map(|e| e.position + 1).max().unwrap_or(0);
            let position = old.flatten().unwrap_or(last);
            let id = tracked_event_id.unwrap_or_else(|| TrackedEventId(new_id()));
            w.put_tracked_event(TrackedEvent {
                id,
                name,
                trigger,
                properties,
                place,
                data_class,
                owner,
                due,
                status,
                position,
            })
            .map(|()| Effect::PLAIN)?
        }
        C::RemoveTrackedEvent { tracked_event_id } => {
            w.remove_tracked_event(tracked_event_id).map(|()| Effect::PLAIN)?
        }

        C::SetCadence { cadence } => w.set_cadence(cadence).map(|()| Effect::PLAIN)?,
        C::StateTeam { team_id, statement } => w.state_team(team_id, statement).map(|()| Effect::PLAIN)?,
    };
    Ok(Applied::Changed(effect))
}

/// What is remembered of a stage's seats ends when it is left: whoever comes back to it answers anew.
fn left(w: &Workshop, session: &mut Session, stage: Stage, exit: StageExit) -> Effect {
    let mut ends = seat_ties::spans_left(&session.memories, stage, w);
    match exit {
        StageExit::CandidatesRevealed => ends.push(Span::Write),
        StageExit::AnswersShown if ends.is_empty() => return Effect::REVEAL,
        StageExit::AnswersShown | StageExit::Plain => {}
    }
    if ends.is_empty() { Effect::PLAIN } else { ended(w, session, ends) }
}

/// Nobody answers in a workshop that was put away: whose its answers are is forgotten. Questions of
/// the frame and rounds end by their own steps, when it is taken out again.
pub(crate) fn put_away(w: &Workshop, session: &mut Session) -> Effect {
    if w.head().archived_at.is_none() {
        return Effect::KEPT;
    }
    let left = Stage::ALL.iter().flat_map(|stage| seat_ties::spans_left(&session.memories, *stage, w));
    let ends: Vec<Span> = left.filter(|span| matches!(span, Span::Stage(_))).collect();
    if ends.is_empty() { Effect::KEPT } else { ended(w, session, ends) }
}

fn ended(w: &Workshop, session: &mut Session, spans: Vec<Span>) -> Effect {
    seat_ties::forget(&mut session.memories, &spans, w);
    Effect::ends(spans)
}

fn sent_from_a_seat(session: &Session, id: ObjectionId) -> bool {
    session.memories.values().any(|memory| memory.objections.contains(&id))
}

/// While writing lasts, a window may touch only what was typed in it.
///
/// # Errors
/// [`Refusal::Sealed`].
pub(crate) fn own_while_writing(w: &Workshop, own: bool) -> Result<(), Refusal> {
    if own || w.candidates_revealed() || w.head().solo { Ok(()) } else { Err(Refusal::Sealed) }
}
