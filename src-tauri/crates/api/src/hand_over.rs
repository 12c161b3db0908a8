//! Further consoles of one workshop: what a co-facilitator is given, and how it is taken back.
//!
//! Links and tokens belong to the crate `room`. A window has no link of its own, so the core
//! itself answers for it that nothing can be handed over (T2).

use crate::command::ConsoleCommand;
use crate::door::Caller;
use crate::drafts::Desk;
use crate::error::{ApiError, ErrorCode};
use crate::screen::ConsoleScreen;
use serde::{Deserialize, Serialize};
use sextant_domain::text::Name;
use ts_rs::TS;

/// What the other console may do while this one is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsoleGiving {
    /// Both act.
    Share,
    /// The other one acts; this one looks until it takes the workshop back.
    HandOver,
}

/// How another device reaches the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsoleWay {
    /// Over an address with encryption.
    Encrypted,
    /// Over an address on a network, in plain HTTP.
    Plain,
    /// Only on the host's own computer, or through a tunnel to it.
    ThisComputer,
    /// Not at all: the console is a window.
    Window,
}

/// How far somebody is who was given a console.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GivenConsoleStatus {
    /// The link was not used yet.
    Invited,
    /// They have it open.
    Here,
    /// They took it, and have no page open now.
    Away,
}

/// A console that was given to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GivenConsole {
    /// Names it; opens nothing.
    pub id: String,
    /// To whom.
    pub name: Name,
    /// What they were given.
    pub giving: ConsoleGiving,
    /// How far they are.
    pub status: GivenConsoleStatus,
}

/// The consoles of one workshop, as one of them sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Consoles {
    /// How another device would reach this workshop.
    pub way: ConsoleWay,
    /// Those that were given, oldest first.
    pub given: Vec<GivenConsole>,
    /// Who acts alone, while the workshop is handed over.
    pub handed_to: Option<Name>,
    /// Whether this console may change something now.
    pub acts: bool,
    /// Whether this console may give others and take them back: the host's own links may.
    pub gives: bool,
}

impl Consoles {
    /// In a window there is one console.
    pub fn of_a_window() -> Self {
        Self { way: ConsoleWay::Window, given: Vec::new(), handed_to: None, acts: true, gives: false }
    }
}

/// What is asked about further consoles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum ConsolesCommand {
    /// Makes a link for one other device.
    Invite {
        /// For whom.
        name: Name,
        /// What they get.
        giving: ConsoleGiving,
    },
    /// Ends a console, or a link that was not used yet, at once.
    TakeBack {
        /// Which.
        id: String,
    },
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConsolesReply {
    /// As it is now.
    pub consoles: Consoles,
    /// The link that was made. It is answered once.
    pub invitation: Option<ConsoleInvitation>,
}

/// A link that opens the workshop on one other device, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConsoleInvitation {
    /// Which console it makes.
    pub id: String,
    /// The link.
    pub link: String,
    /// Its QR code, rows as in a room's; none where another device could not follow it.
    pub modules: Option<Vec<String>>,
    /// For how many minutes it works.
    pub minutes: u32,
}

/// Whether the keyboard that goes round is at this caller's console. It is the first console's:
/// nobody watches over another device what somebody marks there, whoever acts meanwhile (T1).
pub(crate) fn has_the_keyboard(caller: Caller) -> bool {
    match caller {
        Caller::Library | Caller::Console(_) | Caller::Looking(_, Desk::First) => true,
        Caller::Given(..) | Caller::Looking(_, Desk::Shared(_)) | Caller::Projector(_) | Caller::Links => false,
    }
}

/// What the screen shows to whoever calls.
pub(crate) fn shown_to(caller: Caller, screen: ConsoleScreen) -> ConsoleScreen {
    match &screen {
        ConsoleScreen::Curtain(_) | ConsoleScreen::Seat { .. } if !has_the_keyboard(caller) => ConsoleScreen::Elsewhere,
        ConsoleScreen::Curtain(_)
        | ConsoleScreen::Seat { .. }
        | ConsoleScreen::Console { .. }
        | ConsoleScreen::Elsewhere => screen,
    }
}

/// Whether this console may send this.
///
/// # Errors
/// When it only looks, or when the keyboard is another's to pass.
pub(crate) fn may_send(caller: Caller, command: &ConsoleCommand) -> Result<(), ApiError> {
    let keyboard = matches!(command, ConsoleCommand::HandKeyboard { .. } | ConsoleCommand::TakeBackKeyboard);
    match caller {
        Caller::Library | Caller::Console(_) => Ok(()),
        Caller::Given(..) if keyboard => Err(another_keyboard("passing the keyboard")),
        Caller::Given(..) => Ok(()),
        // Whoever sits at the keyboard when the workshop is handed over can still get up from it.
        Caller::Looking(_, Desk::First) if matches!(command, ConsoleCommand::TakeBackKeyboard) => Ok(()),
        Caller::Looking(..) | Caller::Projector(_) | Caller::Links => Err(only_looking("changing something")),
    }
}

/// The keyboard goes round at the first console only.
pub(crate) fn another_keyboard(doing: &str) -> ApiError {
    ApiError::plain(
        ErrorCode::Refused,
        doing,
        "Only the console that gave you this one can pass its keyboard.",
        "Ask there, or let people answer on devices of their own.",
    )
}

/// Somebody else has the workshop.
pub(crate) fn only_looking(doing: &str) -> ApiError {
    ApiError::plain(
        ErrorCode::Refused,
        doing,
        "This workshop is handed over. Here it can be looked at, and nothing can be changed.",
        "Take the workshop back in the room's screen, or let the other console do it.",
    )
}

/// Whoever asks the core itself has no links to give: those are the host's.
pub(crate) fn no_links(doing: &str) -> ApiError {
    ApiError::plain(
        ErrorCode::Refused,
        doing,
        "This console is a window, and no other device can be given it.",
        "To facilitate with somebody on another device, serve the workshop with sextant-host.",
    )
}
