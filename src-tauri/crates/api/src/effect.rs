//! What an applied command means for the journal: its label, what undo may do with it, and how
//! much of it may be kept.

use crate::rows::{Collect, restate};
use crate::seat_ties::word;
use sextant_domain::contribution::ContributionKind;
use sextant_domain::frame::FrameQuestion;
use sextant_domain::stage::Stage;
use sextant_domain::workshop::Workshop;
use sextant_store::{Row, RowChange, StoreError, UndoKind};

/// A command that was applied to a copy of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Effect {
    /// What undo may do with it.
    pub(crate) undo: UndoKind,
    /// The silent span it belongs to: no author, no time finer than the stage, sealed rows.
    pub(crate) silent: Option<Span>,
    /// Sent from a seat: no author and no time finer than the stage, but nothing sealed.
    pub(crate) nameless: bool,
    /// The spans it ends: salts, command ids, ties of seats and copies are destroyed with them.
    pub(crate) ends: Vec<Span>,
    /// When other screens hear of it.
    pub(crate) told: Told,
}

/// When other screens hear that something was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// As soon as it is kept.
    AtOnce,
    /// When the step of time is over: what it moves is seen in steps, and a notice in between would
    /// tell the moment in which one person acted (T1).
    AtTheStep,
}

/// A time in which content is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Span {
    /// While a question of the frame is answered.
    Frame(FrameQuestion),
    /// From the first candidate to the end of writing.
    Write,
    /// From the first ballot to the end of scoring.
    Score,
    /// While a stage lasts, for what seats send in it beside all that. Nothing of it is sealed; only
    /// whose it is ends with the stage.
    Stage(Stage),
}

impl Span {
    pub(crate) fn name(self) -> String {
        match self {
            Self::Frame(question) => format!("frame_{}", word(&question)),
            Self::Write => "write".to_owned(),
            Self::Score => "score".to_owned(),
            Self::Stage(stage) => format!("stage_{}", word(&stage)),
        }
    }
}

impl Effect {
    pub(crate) const PLAIN: Self = Self::named(UndoKind::Undoable);
    pub(crate) const KEPT: Self = Self::named(UndoKind::NotUndoable);
    pub(crate) const REVEAL: Self = Self::named(UndoKind::Barrier);
    pub(crate) const NAMELESS: Self = Self::from_a_seat(Told::AtOnce);
    /// Sent from a seat, and seen by others as a count that moves in steps.
    pub(crate) const COUNTED: Self = Self::from_a_seat(Told::AtTheStep);

    const fn named(undo: UndoKind) -> Self {
        Self { undo, silent: None, nameless: false, ends: Vec::new(), told: Told::AtOnce }
    }

    const fn from_a_seat(told: Told) -> Self {
        Self { undo: UndoKind::NotUndoable, silent: None, nameless: true, ends: Vec::new(), told }
    }

    pub(crate) fn silent(span: Span) -> Self {
        let told = if span == Span::Write { Told::AtTheStep } else { Told::AtOnce };
        Self { silent: Some(span), ..Self::from_a_seat(told) }
    }

    pub(crate) fn ends(spans: Vec<Span>) -> Self {
        Self { ends: spans, ..Self::REVEAL }
    }
}

/// Every row of a record that comes from a file or is copied: nothing of it is sealed, for what was
/// sealed was left out ([`crate::workshop_file`]).
///
/// # Errors
/// When a noun is not a flat row: a mistake of the program.
pub(crate) fn whole(workshop: &Workshop) -> Result<Vec<RowChange>, StoreError> {
    let mut collect = Collect { sealed: |_: &'static str, _: &Row| false, changes: Vec::new() };
    Workshop::nothing(workshop.id).changes_to(workshop, &mut collect)?;
    Ok(collect.changes)
}

/// The rows that changed, each sealed or open.
///
/// # Errors
/// When a noun is not a flat row: a mistake of the program.
pub(crate) fn changes(before: &Workshop, after: &Workshop, effect: &Effect) -> Result<Vec<RowChange>, StoreError> {
    let candidates_sealed = !after.candidates_revealed();
    let newly_revealed = after.last_round().filter(|round| {
        round.revealed_at.is_some() && before.rounds.get(&(round.number,)).is_some_and(|r| r.revealed_at.is_none())
    });
    // What the reveal itself carries over for absent people is sealed like everything handed in:
    // an insert in the open would point at the one ballot that nobody handed in (T1b).
    let round_sealed = newly_revealed.is_some() || after.last_round().is_some_and(|r| r.revealed_at.is_none());
    let reasons_sealed = after.seals_reasons();
    let sealed = |table: &'static str, row: &Row| match table {
        "candidates" | "value_actions" => candidates_sealed,
        "ballots" | "scores" | "hand_tallies" | "round_marks" => round_sealed,
        // Shown with the question's other answers, and restated then.
        "frame_answers" => true,
        // An open row in its own entry would keep the order in which reasons arrived.
        "contributions" => reasons_sealed && row.get("kind").is_some_and(|kind| kind == "added_reason"),
        // A tie is never in the open: it is destroyed, or (named) restated when scoring ends.
        "ballot_ties" | "author_ties" => true,
        _ => false,
    };
    let mut collect = Collect { sealed, changes: Vec::new() };
    before.changes_to(after, &mut collect)?;
    let mut changes = collect.changes;
    if effect.ends.contains(&Span::Write) {
        changes.extend(restate(after.value_actions.iter())?);
    }
    for ask in after.frame_asks.iter().filter(|ask| ask.revealed) {
        if before.frame_asks.get(&(ask.question,)).is_some_and(|earlier| !earlier.revealed) {
            changes.extend(restate(after.frame_answers.iter().filter(|a| a.question == ask.question))?);
        }
    }
    if let Some(round) = newly_revealed {
        let in_round = |id| after.ballots.get(&(id,)).is_some_and(|b| b.round == round.number);
        changes.extend(restate(after.ballots.iter().filter(|b| b.round == round.number))?);
        changes.extend(restate(after.scores.iter().filter(|s| in_round(s.ballot_id)))?);
        changes.extend(restate(after.hand_tallies.iter().filter(|t| t.round == round.number))?);
        changes.extend(restate(after.round_marks.iter().filter(|m| m.round == round.number))?);
    }
    if effect.ends.contains(&Span::Score) {
        changes.extend(restate(after.ballot_ties.iter())?);
        let reasons = after.contributions.iter().filter(|row| row.kind == ContributionKind::AddedReason);
        changes.extend(restate(reasons)?);
    }
    Ok(changes)
}
