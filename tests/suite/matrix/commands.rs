//! Who may send which command of the facilitator. A new command without a row does not compile (S2).

use super::world::OF_B;
use crate::support::commands::{CONSOLE, Filler};
use crate::support::play::people;
use crate::support::{Laptop, SAMPLE};
use serde_json::{Value, json};
use sextant_api::command::ConsoleCommand;
use sextant_api::door::{Caller, DoorBody, DoorInput, Method};
use sextant_api::drafts::Desk;
use sextant_domain::id::WorkshopId;
use sextant_domain::stage::Stage;
use uuid::Uuid;

/// A console, or whoever else might try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seat {
    /// The facilitator's own computer, or a link that it printed.
    First,
    /// A console that was given, while it may act.
    Given,
    /// The first console while the workshop is handed over.
    FirstLooking,
    /// A console that was given, meanwhile.
    GivenLooking,
    /// Nobody who steers this workshop.
    Stranger,
}

const STEERS: &[Seat] = &[Seat::First, Seat::Given];
/// Its keyboard goes round at the first console.
const PASSES: &[Seat] = &[Seat::First];
/// Whoever sits there when the workshop is handed over can get up.
const GETS_UP: &[Seat] = &[Seat::First, Seat::FirstLooking];

fn row(command: &ConsoleCommand) -> &'static [Seat] {
    match command {
        ConsoleCommand::HandKeyboard { .. } => PASSES,
        ConsoleCommand::TakeBackKeyboard => GETS_UP,
        ConsoleCommand::Advance { .. }
        | ConsoleCommand::SkipStage { .. }
        | ConsoleCommand::GoToStage { .. }
        | ConsoleCommand::ConfirmStage { .. }
        | ConsoleCommand::StartTimer
        | ConsoleCommand::PauseTimer
        | ConsoleCommand::AddMinute
        | ConsoleCommand::ResetTimer { .. }
        | ConsoleCommand::BeginSitting { .. }
        | ConsoleCommand::ShowOnProjector { .. }
        | ConsoleCommand::Undo
        | ConsoleCommand::Redo
        | ConsoleCommand::Room { .. }
        | ConsoleCommand::AskFrame { .. }
        | ConsoleCommand::RevealFrameAnswers { .. }
        | ConsoleCommand::SettleContribution { .. }
        | ConsoleCommand::AnswerSetUp { .. }
        | ConsoleCommand::AddParticipant { .. }
        | ConsoleCommand::EditParticipant { .. }
        | ConsoleCommand::RemoveParticipant { .. }
        | ConsoleCommand::MarkAttendance { .. }
        | ConsoleCommand::SeatAtTables
        | ConsoleCommand::SetTable { .. }
        | ConsoleCommand::SetAnswering { .. }
        | ConsoleCommand::HandTableDevice { .. }
        | ConsoleCommand::AddTeam { .. }
        | ConsoleCommand::RemoveTeam { .. }
        | ConsoleCommand::AnswerFrame { .. }
        | ConsoleCommand::SetBusinessModel { .. }
        | ConsoleCommand::SetGame { .. }
        | ConsoleCommand::SetMaturity { .. }
        | ConsoleCommand::AddCoreUser { .. }
        | ConsoleCommand::EditCoreUser { .. }
        | ConsoleCommand::RankCoreUser { .. }
        | ConsoleCommand::RemoveCoreUser { .. }
        | ConsoleCommand::WaiveRule { .. }
        | ConsoleCommand::WithdrawWaiver { .. }
        | ConsoleCommand::AddCandidate { .. }
        | ConsoleCommand::EditCandidate { .. }
        | ConsoleCommand::WithdrawCandidate { .. }
        | ConsoleCommand::AddValueAction { .. }
        | ConsoleCommand::TurnActionIntoCandidate { .. }
        | ConsoleCommand::RemoveValueAction { .. }
        | ConsoleCommand::OpenCard { .. }
        | ConsoleCommand::MergeCandidates { .. }
        | ConsoleCommand::UnmergeCandidate { .. }
        | ConsoleCommand::LinkCandidate { .. }
        | ConsoleCommand::DescribeSides { .. }
        | ConsoleCommand::ReshapeCandidate { .. }
        | ConsoleCommand::JudgeChallenge { .. }
        | ConsoleCommand::ClearChallenge { .. }
        | ConsoleCommand::AddGamingRoute { .. }
        | ConsoleCommand::RemoveGamingRoute { .. }
        | ConsoleCommand::AddLever { .. }
        | ConsoleCommand::RemoveLever { .. }
        | ConsoleCommand::SetMeasurability { .. }
        | ConsoleCommand::SetRevenueLag { .. }
        | ConsoleCommand::RejectCandidate { .. }
        | ConsoleCommand::BringBackCandidate { .. }
        | ConsoleCommand::FileAsInput { .. }
        | ConsoleCommand::OpenRound { .. }
        | ConsoleCommand::EnterBallot { .. }
        | ConsoleCommand::TakeInBallotFile { .. }
        | ConsoleCommand::CountHands { .. }
        | ConsoleCommand::CloseRound { .. }
        | ConsoleCommand::ResumeRound
        | ConsoleCommand::RevealRound
        | ConsoleCommand::SettleCell { .. }
        | ConsoleCommand::EndScoring
        | ConsoleCommand::WeighCriterion { .. }
        | ConsoleCommand::ShortlistCandidates { .. }
        | ConsoleCommand::StateHypothesis { .. }
        | ConsoleCommand::PinEvidence { .. }
        | ConsoleCommand::RemoveEvidence { .. }
        | ConsoleCommand::CheckGoodhart { .. }
        | ConsoleCommand::CountSupport { .. }
        | ConsoleCommand::RecordObjection { .. }
        | ConsoleCommand::AnswerObjection { .. }
        | ConsoleCommand::WithdrawObjection { .. }
        | ConsoleCommand::ChooseStar { .. }
        | ConsoleCommand::ReopenChoice { .. }
        | ConsoleCommand::DecideBacklog { .. }
        | ConsoleCommand::RemoveBacklogDecision { .. }
        | ConsoleCommand::AnswerDefinition { .. }
        | ConsoleCommand::SetDenominator { .. }
        | ConsoleCommand::SetWindow { .. }
        | ConsoleCommand::SetStarOperation { .. }
        | ConsoleCommand::AddExclusion { .. }
        | ConsoleCommand::DecideExclusion { .. }
        | ConsoleCommand::RemoveExclusion { .. }
        | ConsoleCommand::SetBaseline { .. }
        | ConsoleCommand::SetTarget { .. }
        | ConsoleCommand::AddInputMetric { .. }
        | ConsoleCommand::EditInputMetric { .. }
        | ConsoleCommand::RemoveInputMetric { .. }
        | ConsoleCommand::ExcuseTeam { .. }
        | ConsoleCommand::AddGuardrail { .. }
        | ConsoleCommand::EditGuardrail { .. }
        | ConsoleCommand::RemoveGuardrail { .. }
        | ConsoleCommand::PutTrackedEvent { .. }
        | ConsoleCommand::RemoveTrackedEvent { .. }
        | ConsoleCommand::SetCadence { .. }
        | ConsoleCommand::StateTeam { .. } => STEERS,
    }
}

fn callers(id: WorkshopId, other: WorkshopId) -> [(Seat, Caller); 10] {
    let shared = Desk::Shared(Uuid::from_u128(9));
    [
        (Seat::Stranger, Caller::Console(other)),
        (Seat::Stranger, Caller::Given(other, Desk::First)),
        (Seat::Stranger, Caller::Projector(id)),
        (Seat::Stranger, Caller::Links),
        (Seat::GivenLooking, Caller::Looking(id, shared)),
        (Seat::FirstLooking, Caller::Looking(id, Desk::First)),
        (Seat::Given, Caller::Given(id, shared)),
        (Seat::Given, Caller::Given(id, Desk::First)),
        (Seat::First, Caller::Console(id)),
        (Seat::First, Caller::Library),
    ]
}

/// Whether an answer says that this is not for whoever asked, rather than that it does not fit now.
fn is_kept_out(status: u16, told: &Value) -> bool {
    let says = |words: &str| told["message"].as_str().is_some_and(|text| text.contains(words));
    status == 403 || (status == 409 && (says("This workshop is handed over") || says("can pass its keyboard")))
}

#[test]
fn s2_who_may_send_which_command_of_the_facilitator() {
    let (mut open, mut closed) = (0, 0);
    for stage in [Stage::SetUp, Stage::Clarify, Stage::Score, Stage::Decompose] {
        let laptop = Laptop::with(&SAMPLE);
        laptop.send(json!({ "type": "go_to_stage", "stage": stage }));
        let id: WorkshopId = serde_json::from_value(json!(laptop.id)).expect("an id");
        let made = laptop.library(json!({ "type": "create_workshop", "title": OF_B }));
        let other: WorkshopId = serde_json::from_value(made["workshopId"].clone()).expect("an id");
        let person = people(&laptop)[0].clone();
        for (place, template) in CONSOLE.iter().enumerate() {
            let view = laptop.view();
            let command = Filler::new(place as u64 * 13 + stage as u64, &view).fill(template);
            let Ok(typed) = serde_json::from_value::<ConsoleCommand>(command.clone()) else { continue };
            let row = row(&typed);
            // Whoever is kept out asks first, while the command could still be done.
            for (seat, caller) in callers(id, other) {
                if row == GETS_UP {
                    laptop.send(json!({ "type": "hand_keyboard", "participantId": person }));
                }
                let body = DoorInput::Json(json!({ "id": laptop.new_id(), "command": command }));
                let (status, told) = match laptop.request(caller, Method::Post, &laptop.path("console"), body) {
                    (status, DoorBody::Json(told)) => (status, told),
                    (status, DoorBody::Bytes { .. }) => panic!("{command} answered {status} with a file"),
                };
                let may = row.contains(&seat);
                *(if may { &mut open } else { &mut closed }) += 1;
                assert_eq!(is_kept_out(status, &told), !may, "{command} by {caller:?} in {stage:?}: {status} {told}");
                if row != STEERS && laptop.screen()["surface"] != "console" {
                    laptop.send(json!({ "type": "take_back_keyboard" }));
                }
            }
        }
    }
    println!("S2: {closed} commands refused, {open} open");
    assert!(closed > 1_500 && open > 1_000, "{closed} and {open}");
}
