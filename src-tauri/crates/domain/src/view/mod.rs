//! What each surface receives, computed from the record. Nothing unrevealed is in any of them.

mod candidate;
mod console;
mod library;
mod map;
mod projector;
mod projector_content;
mod score;
mod seat;

pub use candidate::{CandidateView, MeasureSummary, PitfallView};
pub use console::{ConsoleView, FrameWarning, PersonView, StageView, TimerView, WriteView, console_view};
pub use library::{DueDate, TurnedDown, WorkshopSummary};
pub use map::{
    CellPlace, DisagreementMap, FocusCell, MapCell, MapRow, TalkEntry, TypedReason, disagreement_map, focus_cell,
    robustness_text,
};
pub use projector::{
    AgreedLine, FinalistTile, LobbyEntry, NumberedSentence, ProjectorContent, ProjectorFocus, ProjectorView, TreeLine,
    VerdictTile, projector_view,
};
pub use score::{RoundView, ScoreStep, ScoreView, Unrest};
pub use seat::{OwnWriting, SeatCandidate, SeatTask, SeatView, SeatWrite, seat_view};
