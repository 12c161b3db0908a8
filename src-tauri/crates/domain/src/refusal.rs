//! Every "no" the rules can say, in words for the person who asked.

use crate::act::FileFault;
use crate::ballot::RoundStatus;
use crate::stage::Stage;
use crate::view::Extreme;

/// A command that the rules do not allow. The message says what and why; the hint says what to do.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The thing named by an id is not in this workshop.
    #[error("This {what} is not in the workshop any more.")]
    NotFound {
        /// The kind of thing.
        what: &'static str,
    },
    /// A field that must be answered is empty.
    #[error("{what} cannot be empty.")]
    Empty {
        /// The field as people know it.
        what: &'static str,
        /// The field's name in JSON.
        field: &'static str,
    },
    /// Whoever only watches sends nothing.
    #[error("This seat only watches.")]
    OnlyWatching,
    /// The question is not open now.
    #[error("This question is not open any more.")]
    NotAsked,
    /// The answers to the question are shown already.
    #[error("The answers to this question are shown already.")]
    AnswersShown,
    /// The cell is not to be talked about now.
    #[error("This cell is not on the talk list any more.")]
    NotTalkedAbout,
    /// In a large room one person speaks for each end of a cell.
    #[error("Somebody speaks for the {} marks of this cell already.", extreme.label())]
    SomebodySpeaks {
        /// Which end.
        extreme: Extreme,
    },
    /// What was sent from a seat belongs to whoever sent it.
    #[error("This was sent from a seat; only its sender takes it back or changes it.")]
    SendersAlone,
    /// The star has been chosen.
    #[error("The star is chosen. What was objected stays in the record.")]
    Decided,
    /// A list is full.
    #[error("A workshop takes at most {limit} {what}.")]
    ListFull {
        /// What the list holds.
        what: &'static str,
        /// How many it takes.
        limit: usize,
    },
    /// A number lies outside its range.
    #[error("{what} must lie between {low} and {high}.")]
    OutOfRange {
        /// The field as people know it.
        what: &'static str,
        /// Lowest allowed.
        low: i64,
        /// Highest allowed.
        high: i64,
        /// The field's name in JSON.
        field: &'static str,
    },
    /// Something is not possible before a stage is reached.
    #[error("This belongs to “{}”, and the team has not been there yet.", stage.label())]
    NotReached {
        /// The stage it belongs to.
        stage: Stage,
    },
    /// The exit check of a stage does not hold and no note was given.
    #[error("“{}” is not finished: {}.", stage.label(), missing.join("; "))]
    ExitCheck {
        /// The stage to be left.
        stage: Stage,
        /// What does not hold.
        missing: Vec<String>,
    },
    /// A stage that cannot be skipped or left like this.
    #[error("“{}” cannot be skipped: nothing could follow from it.", stage.label())]
    CannotSkip {
        /// The stage.
        stage: Stage,
    },
    /// A reason is missing.
    #[error("This needs a reason.")]
    ReasonMissing,
    /// What is written stays sealed until writing ends.
    #[error("What people wrote stays sealed until writing ends.")]
    Sealed,
    /// A round is not in the state the command needs.
    #[error("Round {number} is {}, so this is not possible now.", status.label())]
    RoundState {
        /// Which round.
        number: u32,
        /// Its state.
        status: RoundStatus,
    },
    /// No round is there.
    #[error("No round has been opened yet.")]
    NoRound,
    /// A round is running, and what it scores must not change under it.
    #[error("A round is open. What is being scored cannot change until it is closed.")]
    RoundOpen,
    /// A count of hands cannot follow ballots, nor ballots a count of hands.
    #[error("A round was already scored. Counting hands cannot begin or end now.")]
    HandsOrBallots,
    /// Rounds are over; the ties are gone.
    #[error("Scoring has ended and the ballots can no longer be told apart.")]
    ScoringEnded,
    /// Too few candidates to score.
    #[error("There is nothing to score: no candidate is left in the running.")]
    NothingToScore,
    /// A ballot that does not fit the round.
    #[error("The ballot does not fit the round: {why}.")]
    BallotMisfit {
        /// In which way.
        why: &'static str,
    },
    /// An answer file that cannot be taken in.
    #[error("This file was not taken in: {fault}.")]
    BallotFile {
        /// Why not.
        fault: FileFault,
    },
    /// The person does not score in this workshop.
    #[error("This person does not score in this workshop.")]
    NotAContributor,
    /// Not everybody is in.
    #[error("{missing} of {expected} ballots are missing.")]
    BallotsMissing {
        /// How many are missing.
        missing: usize,
        /// How many were expected.
        expected: usize,
    },
    /// A solo second scoring too early.
    #[error("The second scoring comes after a night: {hours} more hours.")]
    TooSoon {
        /// Hours to wait.
        hours: i64,
    },
    /// A gate bars the candidate.
    #[error("A gate bars this candidate: {gates}.")]
    Barred {
        /// Which gates.
        gates: String,
    },
    /// What is known about the candidate speaks against it, and nobody wrote why it goes on.
    #[error("Candidate {number} needs a written reason to go on: {what}.")]
    NeedsWaiver {
        /// The candidate's number.
        number: u32,
        /// What speaks against it.
        what: &'static str,
    },
    /// Another size of shortlist needs a note.
    #[error("A shortlist has two or three candidates; this one has {size}.")]
    ShortlistSize {
        /// The size asked for.
        size: usize,
    },
    /// The candidate is not in the standing the command needs.
    #[error("This candidate is {standing}, so this is not possible.")]
    Standing {
        /// Its standing.
        standing: &'static str,
    },
    /// A candidate cannot be merged into itself or into one that is gone.
    #[error("A candidate can only be merged into another one that is still in the running.")]
    MergeTarget,
    /// The star needs its story first.
    #[error("Tell the success story before a number is chosen.")]
    StoryMissing,
    /// Only the decider chooses.
    #[error("Only the decider chooses the star.")]
    NotTheDecider,
    /// No star yet.
    #[error("No star has been chosen yet.")]
    NoStar,
    /// A tree must not hang on itself.
    #[error("An input cannot hang below itself.")]
    Cycle,
    /// A date that cannot follow another.
    #[error("{what}")]
    Dates {
        /// What is wrong.
        what: &'static str,
    },
    /// An answer is needed before the stage can go on.
    #[error("Data that can be had by a date needs the date and an owner.")]
    DateAndOwner,
    /// The same marks under another division into tables would give single people away.
    #[error("Who has handed in stays at the table until scoring has ended.")]
    TableStays,
    /// The table answers together, on another device.
    #[error("Your table answers together, on another device.")]
    TableAnswers,
    /// Somebody at the table holds its device and is there.
    #[error("Somebody at this table writes for it already.")]
    TableDeviceHeld,
    /// Nothing can be held: the person sits at no table, or everybody answers alone.
    #[error("There is no table to write for.")]
    NoTable,
    /// Who answers must not change while answers to a question lie unopened.
    #[error("Answers to this question are in already.")]
    AnswersAreIn,
    /// A person with this much record cannot be removed.
    #[error("{name} has handed in a ballot and stays in the record. Mark the person as absent instead.")]
    HasHandedIn {
        /// Who.
        name: String,
    },
    /// The keyboard has been passed.
    #[error("The keyboard is with {name}. Take it back first.")]
    KeyboardPassed {
        /// With whom.
        name: String,
    },
    /// Nobody has the keyboard.
    #[error("The keyboard has not been passed to anybody.")]
    KeyboardNotPassed,
}

impl Refusal {
    /// What to do now.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "Somebody may have removed it. The screen shows the present state.",
            Self::Empty { .. } => "Type a few words.",
            Self::OnlyWatching => "Ask the facilitator for another role.",
            Self::NotAsked => "What you typed stays here; tell it to the facilitator.",
            Self::AnswersShown => "Agree on a line from them, or talk about it.",
            Self::NotTalkedAbout => "Look at the cell that is on the big screen.",
            Self::SomebodySpeaks { .. } => "Send your reason instead; it reaches the room without your name.",
            Self::SendersAlone => "Write an answer to it instead.",
            Self::Decided => "Add another objection if something has changed.",
            Self::ListFull { .. } => "Remove or merge one first.",
            Self::OutOfRange { .. } => "Choose a number inside the range.",
            Self::NotReached { .. } => "Go on stage by stage, or skip a stage with a reason.",
            Self::ExitCheck { .. } => "Finish what is missing, or go on with a note that says why.",
            Self::CannotSkip { .. } => "Answer what is needed, or go on with a note.",
            Self::ReasonMissing => "Write one sentence that a reader in a year would understand.",
            Self::Sealed => "End writing to show all candidates at once.",
            Self::RoundState { .. } => "Follow the order: open, close, reveal.",
            Self::NoRound => "Open a round first.",
            Self::RoundOpen => "Close the round first.",
            Self::HandsOrBallots => "Keep the way of scoring of the first round.",
            Self::ScoringEnded => "Open scoring again with a note; everybody scores anew.",
            Self::NothingToScore => "Bring a candidate back, or write a new one.",
            Self::BallotMisfit { .. } => "Score every cell of the ballot; use ? where you cannot judge.",
            Self::BallotFile { fault } => fault.hint(),
            Self::NotAContributor => "Give the person the role of contributor in SetUp.",
            Self::BallotsMissing { .. } => "Wait for them, mark people as absent, or close with a note.",
            Self::TooSoon { .. } => "Come back after a night, or leave Score with a note that says why.",
            Self::Barred { .. } => "Leave it out, or take it on with a written reason.",
            Self::NeedsWaiver { .. } => {
                "Keep it with a written reason, or in Challenge reshape it, judge it again, name a lever, or turn it down."
            }
            Self::ShortlistSize { .. } => "Choose two or three, or write why another number is right.",
            Self::Standing { .. } => "Bring it back first.",
            Self::MergeTarget => "Choose which of the two to keep.",
            Self::StoryMissing => "Write it in Frame: one sentence about a customer who succeeds.",
            Self::NotTheDecider => "Name the decider in SetUp.",
            Self::NoStar => "Choose one finalist first.",
            Self::Cycle => "Hang it below another input or the star.",
            Self::Dates { .. } => "Correct one of the two.",
            Self::DateAndOwner => "Name both, or choose another status.",
            Self::TableStays => "End scoring first, or seat those who have not handed in yet.",
            Self::TableAnswers => "Tell it to whoever writes for your table.",
            Self::TableDeviceHeld => "Ask them to pass it on, or let the facilitator do it.",
            Self::NoTable => "Answer alone, or ask the facilitator for a table.",
            Self::AnswersAreIn => "Show the answers first, then change who answers.",
            Self::HasHandedIn { .. } => "Absent people are not waited for.",
            Self::KeyboardPassed { .. } => "The person hands in or hands back; then the console returns.",
            Self::KeyboardNotPassed => "Pass it from the scoring screen.",
        }
    }

    /// The field the refusal is about, as named in JSON.
    pub fn field(&self) -> Option<&'static str> {
        // What would let the file through.
        if let Self::BallotFile { fault } = self {
            return fault.gives_way().then_some("nevertheless");
        }
        if let Self::Empty { field, .. } | Self::OutOfRange { field, .. } = self { Some(field) } else { None }
    }
}
