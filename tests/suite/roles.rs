//! S2: who may send what, where, and when. Every command of a seat has its row here; a new command
//! without one does not compile. What no row allows is refused.

use crate::support::commands::{CONSOLE, Filler, SEAT};
use crate::support::phone::Phone;
use crate::support::play::Play;
use crate::support::{LIBRARY, Laptop, SAMPLE};
use serde_json::{Value, json};
use sextant_api::command::{ConsoleCommand, Envelope, SeatCommand};
use sextant_api::door::{Caller, DoorBody, DoorInput, Method};
use sextant_api::drafts::Desk;
use sextant_domain::act::NewContribution;
use sextant_domain::id::WorkshopId;
use sextant_domain::participant::Role;
use sextant_domain::stage::Stage;
use uuid::Uuid;

/// Who may send a command from a device of their own, and in which stages.
struct Row {
    who: Who,
    stages: &'static [Stage],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    /// Nobody: it belongs to the passed keyboard.
    Nobody,
    /// Everybody with a seat.
    Anybody,
    /// Everybody who does more than watch.
    AnyRole,
    /// Whoever scores.
    Contributor,
}

const EVERY_STAGE: &[Stage] = Stage::ALL;

fn row(command: &SeatCommand) -> Row {
    let row = |who, stages| Row { who, stages };
    match command {
        SeatCommand::AcceptKeyboard | SeatCommand::LeaveKeyboard => row(Who::Nobody, EVERY_STAGE),
        SeatCommand::AddCandidate { .. }
        | SeatCommand::EditCandidate { .. }
        | SeatCommand::WithdrawCandidate { .. }
        | SeatCommand::AddValueAction { .. }
        | SeatCommand::TurnActionIntoCandidate { .. }
        | SeatCommand::RemoveValueAction { .. }
        | SeatCommand::SayDoneWriting { .. } => row(Who::AnyRole, &[Stage::Write]),
        // Nobody sits at a table here; who holds what is shown in `at_tables`.
        SeatCommand::HoldTableDevice { .. } => row(Who::AnyRole, &[Stage::Frame, Stage::Challenge, Stage::Decompose]),
        SeatCommand::SubmitBallot { .. } => row(Who::Contributor, &[Stage::Score]),
        SeatCommand::AnswerFrameAlone { .. } => row(Who::AnyRole, &[Stage::Frame]),
        SeatCommand::Contribute { contribution } => row(Who::AnyRole, stages_of(contribution)),
        SeatCommand::WithdrawContribution { .. } => row(Who::AnyRole, EVERY_STAGE),
        SeatCommand::OfferToSpeak { .. } => row(Who::AnyRole, &[Stage::Score]),
        SeatCommand::MarkCardRead { .. } => row(Who::Anybody, EVERY_STAGE),
        SeatCommand::ObjectAlone { .. } | SeatCommand::WithdrawObjectionAlone { .. } => {
            row(Who::AnyRole, &[Stage::Choose])
        }
    }
}

fn stages_of(contribution: &NewContribution) -> &'static [Stage] {
    match contribution {
        NewContribution::Clarification { .. } | NewContribution::SameAs { .. } => &[Stage::Clarify],
        NewContribution::ChallengeView { .. } | NewContribution::CheatStory { .. } => &[Stage::Challenge],
        NewContribution::AddedReason { .. } | NewContribution::Signal { .. } => &[Stage::Score],
        NewContribution::Question { .. } => &[Stage::Validate],
        NewContribution::FieldComment { .. } => &[Stage::Define],
        NewContribution::TeamMove { .. } | NewContribution::GuardrailIdea { .. } => &[Stage::Decompose],
        NewContribution::MeetingCheck { .. } => &[Stage::RollOut],
    }
}

impl Who {
    fn holds(self, role: Role) -> bool {
        match self {
            Self::Nobody => false,
            Self::Anybody => true,
            Self::AnyRole => role != Role::Observer,
            Self::Contributor => role == Role::Contributor,
        }
    }
}

/// A workshop at a stage, with one phone for each role.
fn with_phones(stage: Stage) -> (Laptop, Vec<(Role, Phone)>) {
    let name = serde_json::to_value(stage).expect("a stage is a word");
    let laptop = if stage <= Stage::Write {
        let laptop = Laptop::new();
        Play::default().to(&laptop, name.as_str().expect("a word"));
        laptop
    } else {
        let laptop = Laptop::with(&SAMPLE);
        laptop.send(json!({ "type": "go_to_stage", "stage": name }));
        laptop
    };
    let phones = Role::ALL
        .iter()
        .zip(100..)
        .map(|(role, place)| {
            let name = format!("A {}", role.label());
            let participant = json!({ "name": name, "discipline": "other", "roles": [role] });
            laptop.send(json!({ "type": "add_participant", "participant": participant }));
            (*role, Phone::joined(&laptop, place, &name))
        })
        .collect();
    (laptop, phones)
}

#[test]
fn s2_what_no_row_allows_is_refused_for_every_role_in_every_stage() {
    let (mut refused, mut open) = (0, 0);
    for stage in Stage::ALL {
        let (laptop, phones) = with_phones(*stage);
        for (role, phone) in &phones {
            for (place, template) in SEAT.iter().enumerate() {
                let view = laptop.view();
                let mut filler = Filler::new(place as u64 * 31 + *role as u64, &view);
                let command = filler.fill(template);
                let Ok(typed) = serde_json::from_value::<SeatCommand>(command.clone()) else { continue };
                let row = row(&typed);
                let before = laptop.record();
                let answer = phone.try_send(&laptop, &command);
                if row.who.holds(*role) && row.stages.contains(stage) {
                    open += 1;
                } else {
                    refused += 1;
                    assert!(answer.is_err(), "{role:?} in {stage:?} was let do {command}");
                    assert_eq!(laptop.record(), before, "a refusal changed something");
                }
            }
        }
    }
    println!("S2: {refused} cells refused, {open} open");
    assert!(refused > 700 && open > 100, "{refused} and {open}");
}

#[test]
fn s2_no_seat_can_spell_a_command_of_the_console() {
    let nothing = Value::Null;
    for template in CONSOLE {
        let command = Filler::new(7, &nothing).fill(template);
        let told = command["type"].as_str().expect("a type").to_owned();
        let envelope = json!({ "id": "00000000-0000-4000-8000-000000000001", "command": command });
        let spelled = serde_json::from_value::<Envelope<SeatCommand>>(envelope);
        let shared = SEAT.iter().any(|seat| seat.contains(&format!("\"type\":\"{told}\"")));
        assert!(spelled.is_err() || shared, "a seat can say {told}");
    }
}

/// The console as it is for a caller.
fn steered(laptop: &Laptop, caller: Caller, rest: &str, command: &Value) -> (u16, Value) {
    let envelope = DoorInput::Json(json!({ "id": laptop.new_id(), "command": command }));
    match laptop.request(caller, Method::Post, &laptop.path(rest), envelope) {
        (status, DoorBody::Json(value)) => (status, value),
        (status, DoorBody::Bytes { .. }) => panic!("{command} answered {status} with a file"),
    }
}

fn workshop(laptop: &Laptop) -> WorkshopId {
    serde_json::from_value(json!(laptop.id)).expect("an id")
}

#[test]
fn s2_a_console_that_looks_sends_no_command_in_any_stage() {
    let mut refused = 0;
    for stage in Stage::ALL {
        let (laptop, _) = with_phones(*stage);
        let looking = Caller::Looking(workshop(&laptop), Desk::First);
        let (before, view) = (laptop.record(), laptop.view());
        for (place, template) in CONSOLE.iter().enumerate() {
            let command = Filler::new(place as u64 * 17, &view).fill(template);
            let known = serde_json::from_value::<ConsoleCommand>(command.clone()).is_ok();
            if !known || command["type"] == "take_back_keyboard" {
                continue;
            }
            let (status, told) = steered(&laptop, looking, "console", &command);
            assert_eq!((status, &told["code"]), (409, &json!("refused")), "{command}");
            assert!(told["message"].as_str().is_some_and(|text| text.contains("handed over")), "{told}");
            refused += 1;
        }
        assert_eq!(laptop.record(), before, "a refusal changed something");
        let draft = DoorInput::Json(json!({ "text": "words" }));
        let (status, _) = laptop.request(looking, Method::Post, &laptop.path("drafts/x"), draft);
        assert_eq!(status, 409);
        let (status, _) = laptop.request(looking, Method::Get, &laptop.path("console"), DoorInput::None);
        assert_eq!(status, 200, "looking is what is left");
    }
    assert!(refused > 500, "{refused}");
}

#[test]
fn t1_a_console_that_was_given_never_shows_the_passed_keyboard() {
    let (laptop, _) = with_phones(Stage::Write);
    let given = Caller::Given(workshop(&laptop), Desk::First);
    let person = laptop.view()["people"][0]["id"].clone();
    let pass = json!({ "type": "hand_keyboard", "participantId": person });
    let look = |caller| match laptop.request(caller, Method::Get, &laptop.path("console"), DoorInput::None) {
        (200, DoorBody::Json(screen)) => screen,
        other => panic!("{other:?}"),
    };
    assert_eq!(look(given)["surface"], "console");
    let (status, told) = steered(&laptop, given, "console", &pass);
    assert_eq!(status, 409, "its own keyboard goes nowhere: {told}");
    laptop.send(pass);
    assert_eq!(look(given), json!({ "surface": "elsewhere" }), "nothing of the curtain");
    laptop.seat(json!({ "type": "accept_keyboard" }));
    assert_eq!(look(LIBRARY)["surface"], "seat");
    let elsewhere = json!({ "surface": "elsewhere" });
    assert_eq!(look(given), elsewhere, "nothing of the seat");
    let shared = Caller::Looking(workshop(&laptop), Desk::Shared(Uuid::nil()));
    assert_eq!(look(shared), elsewhere, "nor while somebody else has the workshop");
    let (status, _) = steered(&laptop, shared, "seat", &json!({ "type": "leave_keyboard" }));
    assert_eq!(status, 409);
    let (status, _) = laptop.request(given, Method::Get, &laptop.path("drafts/ballot%3A1"), DoorInput::None);
    assert_eq!(status, 409, "nor of the ballot that is begun there");
    let (status, _) = steered(&laptop, given, "seat", &json!({ "type": "leave_keyboard" }));
    assert_eq!(status, 409, "nobody answers from afar for the one who sits there");
    let (status, _) = steered(&laptop, given, "console", &json!({ "type": "take_back_keyboard" }));
    assert_eq!(status, 409);
    let looking = Caller::Looking(workshop(&laptop), Desk::First);
    let (status, _) = steered(&laptop, looking, "seat", &json!({ "type": "leave_keyboard" }));
    assert_eq!(status, 200, "whoever sits there when the workshop is handed over can get up");
    let (status, screen) = steered(&laptop, looking, "console", &json!({ "type": "take_back_keyboard" }));
    assert_eq!((status, &screen["surface"]), (200, &json!("console")));
}
