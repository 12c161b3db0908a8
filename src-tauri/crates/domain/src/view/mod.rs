//! What each surface receives, computed from the record. Nothing unrevealed is in any of them.

mod candidate;
mod console;
mod definition;
mod from_seats;
mod library;
mod map;
mod projector;
mod projector_content;
mod score;
mod seat;
mod seat_memory;
mod seat_task;
mod tables;

pub use candidate::{CandidateView, MeasureSummary, PitfallView};
pub use console::{ConsoleView, FrameWarning, PersonView, StageView, TimerView, WriteView, console_view};
pub use definition::{DefinitionPart, DefinitionWarning, definition_warnings};
pub use from_seats::{ChallengeCount, FrameAskView, NamedMark, named_marks};
pub use library::{DueDate, TurnedDown, WorkshopSummary};
pub use map::{
    CellPlace, DisagreementMap, FocusCell, MapCell, MapRow, TalkEntry, TypedReason, disagreement_map, focus_cell,
    robustness_text,
};
pub use projector::{
    AgreedLine, AskedAgain, AskedQuestion, ClusterCard, FinalistTile, JoinCard, LobbyEntry, NumberedSentence,
    ProjectorContent, ProjectorFocus, ProjectorView, TreeLine, VerdictTile, projector_view,
};
pub use projector_content::promise;
pub use score::{RoundView, ScoreStep, ScoreView, TableSpread, Unrest};
pub use seat::{
    OwnCandidateView, OwnFrameAnswer, OwnMark, OwnSeat, OwnWriting, SeatCandidate, SeatCard, SeatCell, SeatChallenge,
    SeatDevice, SeatField, SeatInput, SeatRoom, SeatTeam, SeatView, own_seat, seat_room,
};
pub use seat_memory::{Extreme, Offer, SeatMemory};
pub use seat_task::SeatTask;
pub use tables::{SentForTable, TableHold, TableMark, TableView, sent_for_table};
