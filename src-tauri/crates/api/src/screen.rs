//! What the adapters carry to a page.

use crate::ballot_file::BallotFileTaken;
use crate::room::RoomSession;
use serde::Serialize;
use sextant_domain::candidate::ValueAction;
use sextant_domain::id::{CandidateId, ParticipantId, WorkshopId};
use sextant_domain::time::At;
use sextant_domain::view::{ConsoleView, ProjectorFocus, SeatView, WorkshopSummary};
use ts_rs::TS;

/// What the console window shows now: while the keyboard is passed, that person's seat.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "surface", rename_all = "snake_case")]
pub enum ConsoleScreen {
    /// The facilitator's console.
    Console {
        /// The record, sealed parts left out.
        view: Box<ConsoleView>,
        /// What belongs to this window and moment.
        session: Box<ConsoleSession>,
    },
    /// Between two people at one keyboard: nothing to see.
    Curtain(CurtainView),
    /// The keyboard goes round at the first console, and this is another one: nothing to see.
    Elsewhere,
    /// One person's seat.
    Seat {
        /// What this person may see.
        view: Box<SeatView>,
        /// Counts the changes of the record.
        #[ts(type = "number")]
        revision: u64,
    },
}

/// What belongs to the console's window and moment.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConsoleSession {
    /// Counts the changes of the record.
    #[ts(type = "number")]
    pub revision: u64,
    /// When the last change was saved.
    pub saved_at: At,
    /// What undo would take back, in words.
    pub undo: Option<String>,
    /// What redo would do again, in words.
    pub redo: Option<String>,
    /// The live room.
    pub room: RoomSession,
    /// What is on the projector.
    pub projector: ProjectorFocus,
    /// What became of the answer file that was taken in last in this run.
    pub ballot_file: Option<BallotFileTaken>,
    /// Candidates typed in this window since it was opened, while writing lasts.
    pub own_candidates: Vec<OwnCandidate>,
    /// Entries of the quick list typed in this window, while writing lasts.
    pub own_actions: Vec<ValueAction>,
}

/// A candidate typed in this window.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnCandidate {
    /// Which.
    pub id: CandidateId,
    /// Its sentence.
    pub text: String,
}

/// Between two people at one keyboard.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CurtainView {
    /// Which workshop.
    pub workshop_id: WorkshopId,
    /// Its title.
    pub title: String,
    /// Who sits down next; none when everybody is in.
    pub next: Option<CurtainPerson>,
    /// Who got up just now.
    pub previous: Option<CurtainPerson>,
    /// Everybody who writes or scores, with whether they have handed in.
    pub people: Vec<CurtainPerson>,
    /// Whether what the person who got up did is kept and sealed.
    pub sealed: bool,
    /// Whether people write candidates, not ballots.
    pub writing: bool,
}

/// A person on the curtain.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CurtainPerson {
    /// Who.
    pub id: ParticipantId,
    /// Their name.
    pub name: String,
    /// Whether they have handed in.
    pub handed_in: bool,
}

/// The library.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LibraryView {
    /// Workshops, last changed first.
    pub workshops: Vec<WorkshopSummary>,
    /// Workshops that cannot be read, with what to do.
    pub unreadable: Vec<UnreadableWorkshop>,
    /// Things a person should know about the data folder.
    pub findings: Vec<String>,
    /// Whether nothing can be saved at present.
    pub read_only: bool,
}

/// A workshop that cannot be read.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnreadableWorkshop {
    /// Which.
    pub id: WorkshopId,
    /// What is wrong and what to do, in words.
    pub text: String,
}

/// The answer to a library command.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LibraryReply {
    /// The library after the command.
    pub library: LibraryView,
    /// The workshop it made or touched.
    pub workshop_id: Option<WorkshopId>,
}

/// Something changed; whoever shows it should ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeNotice {
    /// Which workshop; none for the library.
    pub workshop_id: Option<WorkshopId>,
    /// Its revision.
    #[ts(type = "number")]
    pub revision: u64,
}
