//! What each surface may send. One enum per surface: a seat cannot even spell a console command.
//!
//! Every command carries an id made by the client, so that a resend does nothing twice (F40).
//! Adding a command means adding a variant here; the compiler names the places that follow.

use crate::room::RoomCommand;
use serde::{Deserialize, Serialize};
use sextant_domain::act::NewContribution;
use sextant_domain::act::{
    Attendance, BallotScore, NewChoice, NewCoreUser, NewParticipant, NewRejection, Reshape, RoundScope, SetUpAnswers,
};
use sextant_domain::ballot::TalkOutcome;
use sextant_domain::business_model::BusinessModel;
use sextant_domain::cadence::Cadence;
use sextant_domain::candidate::{Measurability, MetricSentence, ValueStatement};
use sextant_domain::challenge::{ChallengeKind, GoodhartPrompt, Verdict, YesNo};
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::decision::{Favours, SupportCount, WaiverRule};
use sextant_domain::definition::{
    Baseline, DefinitionField, Denominator, ExclusionDecision, ExclusionKind, MeasurementWindow, Target,
};
use sextant_domain::evidence::{EvidenceDirection, EvidenceKind, TestPlan};
use sextant_domain::frame::{FrameQuestion, Game, Maturity};
use sextant_domain::guardrail::{DataClass, EventStatus, Guardrail};
use sextant_domain::head::Answering;
use sextant_domain::id::ContributionId;
use sextant_domain::id::{
    BacklogDecisionId, CandidateId, CommandId, CoreUserId, EvidenceItemId, ExclusionId, GamingRouteId, GuardrailId,
    InputMetricId, LeverId, ObjectionId, ParticipantId, TeamId, TrackedEventId, ValueActionId, WaiverId, WorkshopId,
};
use sextant_domain::input_tree::{InputMetric, Operation};
use sextant_domain::participant::Discipline;
use sextant_domain::stage::Stage;
use sextant_domain::text::{Line, Name, Paragraph};
use sextant_domain::time::Day;
use sextant_domain::view::{CellPlace, Extreme, ProjectorFocus};
use ts_rs::TS;

/// A command with the id its client made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Envelope<C> {
    /// Made by the client; the same for every resend.
    pub id: CommandId,
    /// What is asked.
    pub command: C,
}

/// What the library may be asked to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum LibraryCommand {
    /// A fresh workshop.
    CreateWorkshop {
        /// What it is called.
        title: Name,
    },
    /// The built-in sample, played to its end.
    OpenSample,
    /// A workshop with simulated people, to practise alone.
    StartRehearsal,
    /// A copy under another name.
    DuplicateWorkshop {
        /// Which one.
        workshop_id: WorkshopId,
        /// What the copy is called.
        title: Name,
    },
    /// Puts a workshop away.
    ArchiveWorkshop {
        /// Which one.
        workshop_id: WorkshopId,
    },
    /// Takes it out again.
    UnarchiveWorkshop {
        /// Which one.
        workshop_id: WorkshopId,
    },
    /// Removes a workshop. It can be taken back until the app is closed.
    DeleteWorkshop {
        /// Which one.
        workshop_id: WorkshopId,
    },
    /// Takes a removal back.
    RestoreWorkshop {
        /// Which one.
        workshop_id: WorkshopId,
    },
}

/// What the facilitator's console may ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum ConsoleCommand {
    // The rail.
    /// Leaves the present stage for the next; with a note even though its exit check does not hold.
    Advance {
        /// Why, if the exit check does not hold; empty otherwise.
        note: Line,
    },
    /// Passes over the present stage.
    SkipStage {
        /// Why.
        reason: Line,
    },
    /// Takes the team to a stage it has reached before.
    GoToStage {
        /// Which.
        stage: Stage,
    },
    /// Says that a stage marked "check again" still holds.
    ConfirmStage {
        /// Which.
        stage: Stage,
    },
    /// Lets the clock run.
    StartTimer,
    /// Lets it stand.
    PauseTimer,
    /// One minute more.
    AddMinute,
    /// Sets the time box anew and lets it stand.
    ResetTimer {
        /// Length.
        seconds: u32,
    },
    /// Ends this sitting and begins the next.
    BeginSitting {
        /// What is still open.
        open_question: Line,
    },
    /// Puts something on the projector.
    ShowOnProjector {
        /// What.
        focus: ProjectorFocus,
    },
    /// Takes back the last action.
    Undo,
    /// Does it again.
    Redo,
    /// Passes the keyboard to a person; the console is withheld until it is taken back.
    HandKeyboard {
        /// To whom.
        participant_id: ParticipantId,
    },
    /// Takes the keyboard back.
    TakeBackKeyboard,

    /// Opens, closes and keeps the room.
    Room {
        /// What is to be done with it.
        room: RoomCommand,
    },
    /// Asks everybody one question of the frame; each answers alone.
    AskFrame {
        /// Which.
        question: FrameQuestion,
    },
    /// Shows the answers to it side by side.
    RevealFrameAnswers {
        /// Which.
        question: FrameQuestion,
    },
    /// Says whether something sent from a seat has been dealt with.
    SettleContribution {
        /// Which.
        contribution_id: ContributionId,
        /// Whether it has.
        settled: bool,
    },

    // SetUp.
    /// Saves the answers of SetUp.
    AnswerSetUp {
        /// All of them.
        answers: SetUpAnswers,
    },
    /// Adds a person.
    AddParticipant {
        /// Who.
        participant: NewParticipant,
    },
    /// Changes a person.
    EditParticipant {
        /// Which.
        participant_id: ParticipantId,
        /// Into what.
        participant: NewParticipant,
    },
    /// Takes a person off the roster.
    RemoveParticipant {
        /// Which.
        participant_id: ParticipantId,
    },
    /// Says whether a person is here.
    MarkAttendance {
        /// Who.
        participant_id: ParticipantId,
        /// Here or absent.
        attendance: Attendance,
    },
    /// Seats everybody who scores at mixed tables of four to six; up to twelve talk as one room.
    SeatAtTables,
    /// Seats one person at a table.
    SetTable {
        /// Who.
        participant_id: ParticipantId,
        /// Which, from 1; none for no table.
        table: Option<u32>,
    },
    /// Chooses who answers where a large room sits at tables: each table together, or everybody alone.
    SetAnswering {
        /// Who.
        answering: Answering,
    },
    /// Gives a table's device to somebody who sits there.
    HandTableDevice {
        /// Which table.
        table: u32,
        /// To whom; none leaves it to the table.
        participant_id: Option<ParticipantId>,
    },
    /// Adds a team.
    AddTeam {
        /// Its name.
        name: Name,
    },
    /// Takes a team out.
    RemoveTeam {
        /// Which.
        team_id: TeamId,
    },

    // Frame.
    /// Agrees on a line.
    AnswerFrame {
        /// Which question.
        question: FrameQuestion,
        /// The line; empty takes it back.
        text: Line,
    },
    /// Chooses the business model.
    SetBusinessModel {
        /// Which, or none.
        model: Option<BusinessModel>,
    },
    /// Chooses the game.
    SetGame {
        /// Which, or none.
        game: Option<Game>,
    },
    /// Chooses how far the product is.
    SetMaturity {
        /// How far, or unknown.
        maturity: Option<Maturity>,
    },
    /// Adds a group of core users.
    AddCoreUser {
        /// Which.
        core_user: NewCoreUser,
    },
    /// Changes a group.
    EditCoreUser {
        /// Which.
        core_user_id: CoreUserId,
        /// Into what.
        core_user: NewCoreUser,
    },
    /// Moves a group to a rank.
    RankCoreUser {
        /// Which.
        core_user_id: CoreUserId,
        /// 1 is first.
        rank: u32,
    },
    /// Takes a group out.
    RemoveCoreUser {
        /// Which.
        core_user_id: CoreUserId,
    },
    /// Passes a rule with a reason.
    WaiveRule {
        /// Which rule.
        rule: WaiverRule,
        /// For which candidate.
        candidate_id: Option<CandidateId>,
        /// What exactly.
        detail: Line,
        /// Why.
        reason: Line,
    },
    /// Takes a waiver back.
    WithdrawWaiver {
        /// Which.
        waiver_id: WaiverId,
    },

    // Write and Clarify.
    /// Adds a candidate, sealed while writing lasts.
    AddCandidate {
        /// What would be counted.
        sentence: MetricSentence,
    },
    /// Changes a sentence.
    EditCandidate {
        /// Which.
        candidate_id: CandidateId,
        /// Into what.
        sentence: MetricSentence,
    },
    /// Takes a candidate back while writing lasts.
    WithdrawCandidate {
        /// Which.
        candidate_id: CandidateId,
    },
    /// Adds an entry to the quick list.
    AddValueAction {
        /// The action.
        text: Line,
    },
    /// Turns an entry into a candidate.
    TurnActionIntoCandidate {
        /// Which.
        value_action_id: ValueActionId,
    },
    /// Takes an entry off.
    RemoveValueAction {
        /// Which.
        value_action_id: ValueActionId,
    },
    /// Notes that the room has looked at a candidate.
    OpenCard {
        /// Which.
        candidate_id: CandidateId,
    },
    /// Merges one candidate into another.
    MergeCandidates {
        /// This one goes.
        from: CandidateId,
        /// This one stays.
        into: CandidateId,
    },
    /// Takes a merge apart.
    UnmergeCandidate {
        /// Which.
        candidate_id: CandidateId,
    },
    /// Ties a candidate to a value statement, or unties it.
    LinkCandidate {
        /// Which.
        candidate_id: CandidateId,
        /// To what.
        statement: ValueStatement,
    },
    /// Says how each side of a marketplace receives value.
    DescribeSides {
        /// Which.
        candidate_id: CandidateId,
        /// Supply.
        supply_side: Line,
        /// Demand.
        demand_side: Line,
    },
    /// Makes a new candidate out of one that broke.
    ReshapeCandidate {
        /// Out of which, into what.
        reshape: Reshape,
    },

    // Challenge.
    /// Records a verdict.
    JudgeChallenge {
        /// On which candidate.
        candidate_id: CandidateId,
        /// By which challenge.
        kind: ChallengeKind,
        /// What it did.
        verdict: Verdict,
        /// The story behind it.
        story: Line,
    },
    /// Takes a verdict back.
    ClearChallenge {
        /// On which candidate.
        candidate_id: CandidateId,
        /// By which challenge.
        kind: ChallengeKind,
    },
    /// Writes down a way to cheat.
    AddGamingRoute {
        /// On which candidate.
        candidate_id: CandidateId,
        /// The route.
        text: Line,
    },
    /// Takes a route out.
    RemoveGamingRoute {
        /// Which.
        gaming_route_id: GamingRouteId,
    },
    /// Writes down what a discipline can do.
    AddLever {
        /// On which candidate.
        candidate_id: CandidateId,
        /// Who.
        discipline: Discipline,
        /// What.
        text: Line,
    },
    /// Takes a lever out.
    RemoveLever {
        /// Which.
        lever_id: LeverId,
    },
    /// Says where the number would come from.
    SetMeasurability {
        /// Of which candidate.
        candidate_id: CandidateId,
        /// From where.
        measurability: Measurability,
    },
    /// Notes the assumed lag to revenue.
    SetRevenueLag {
        /// Of which candidate.
        candidate_id: CandidateId,
        /// How long.
        revenue_lag: Line,
    },
    /// Turns a candidate down, or changes why.
    RejectCandidate {
        /// Which and why.
        rejection: NewRejection,
    },
    /// Brings a candidate back.
    BringBackCandidate {
        /// Which.
        candidate_id: CandidateId,
    },
    /// Drops a turned-down candidate into the input tree.
    FileAsInput {
        /// Which.
        candidate_id: CandidateId,
    },

    // Score.
    /// Opens the next round.
    OpenRound {
        /// Which cells it asks for.
        scope: RoundScope,
    },
    /// Enters a ballot for a person who called it out or wrote it on paper.
    EnterBallot {
        /// Whose.
        participant_id: ParticipantId,
        /// The scores.
        scores: Vec<BallotScore>,
        /// Whether they were typed from a printed sheet.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        on_paper: bool,
    },
    /// Takes in an answer file that came back by chat or mail.
    TakeInBallotFile {
        /// The whole file, as it came.
        text: String,
        /// Whether it counts even when it is older than what was taken in, or may be.
        #[serde(default)]
        nevertheless: bool,
    },
    /// Enters a count of hands.
    CountHands {
        /// Row.
        candidate_id: CandidateId,
        /// Column.
        criterion: Criterion,
        /// Hands per level.
        counts: Vec<HandCount>,
    },
    /// Closes the open round.
    CloseRound {
        /// Why before everybody is in; empty otherwise.
        note: Line,
    },
    /// Opens a closed round again before its reveal.
    ResumeRound,
    /// Shows the spread to everybody at once.
    RevealRound,
    /// Notes what became of a cell on the talk list.
    SettleCell {
        /// Row.
        candidate_id: CandidateId,
        /// Column.
        criterion: Criterion,
        /// What became of it.
        outcome: TalkOutcome,
        /// What was agreed.
        note: Line,
    },
    /// Ends scoring; in an anonymous workshop the ties are destroyed.
    EndScoring,
    /// Changes how much a criterion counts.
    WeighCriterion {
        /// Which.
        criterion: Criterion,
        /// Quarters; 4 is the plain weight.
        quarters: u8,
        /// Why; needed after a reveal.
        reason: Line,
    },
    /// Takes a set of candidates on.
    ShortlistCandidates {
        /// Which.
        candidate_ids: Vec<CandidateId>,
        /// Why another number than two or three; empty otherwise.
        size_note: Line,
    },

    // Validate and Choose.
    /// States a hypothesis.
    StateHypothesis {
        /// The hypothesis and its plan.
        test_plan: TestPlan,
    },
    /// Pins a piece of evidence, or changes one.
    PinEvidence {
        /// Which one is changed; none for a new one.
        evidence_item_id: Option<EvidenceItemId>,
        /// To which candidate.
        candidate_id: CandidateId,
        /// Where it comes from.
        kind: EvidenceKind,
        /// Which way it points.
        direction: EvidenceDirection,
        /// What was seen or said.
        text: Paragraph,
        /// Who, where.
        source: Line,
        /// When.
        collected_on: Option<Day>,
    },
    /// Takes a piece of evidence out.
    RemoveEvidence {
        /// Which.
        evidence_item_id: EvidenceItemId,
    },
    /// Answers one of the two durable questions.
    CheckGoodhart {
        /// About which candidate.
        candidate_id: CandidateId,
        /// Which question.
        prompt: GoodhartPrompt,
        /// Yes or no.
        answer: YesNo,
        /// Why.
        note: Line,
    },
    /// Counts how the room stands.
    CountSupport {
        /// To which finalist, how.
        support: SupportCount,
    },
    /// Records an objection, or changes one.
    RecordObjection {
        /// Which one is changed; none for a new one.
        objection_id: Option<ObjectionId>,
        /// Against which candidate.
        candidate_id: CandidateId,
        /// The objection.
        text: Paragraph,
        /// Who signed it.
        signed_by: Option<ParticipantId>,
        /// Whether it names a concrete counter-example.
        counter_example: bool,
        /// Whether it comes from the solo pass for the strongest objection.
        devils_advocate: bool,
    },
    /// Answers an objection.
    AnswerObjection {
        /// Which.
        objection_id: ObjectionId,
        /// The response.
        answer: Paragraph,
    },
    /// Withdraws an objection.
    WithdrawObjection {
        /// Which.
        objection_id: ObjectionId,
    },
    /// Names the star.
    ChooseStar {
        /// Which and why.
        choice: NewChoice,
    },
    /// Takes the star back to the shortlist.
    ReopenChoice {
        /// Why.
        reason: Line,
    },
    /// Records which of two backlog items the star favours, or changes it.
    DecideBacklog {
        /// Which one is changed; none for a new one.
        backlog_decision_id: Option<BacklogDecisionId>,
        /// One item.
        first_item: Line,
        /// The other.
        second_item: Line,
        /// Which one it favours.
        favours: Option<Favours>,
        /// Through which input.
        through_input: Option<InputMetricId>,
        /// Why.
        because: Line,
    },
    /// Takes a backlog decision out.
    RemoveBacklogDecision {
        /// Which.
        backlog_decision_id: BacklogDecisionId,
    },

    // Define.
    /// Answers a text field of the definition.
    AnswerDefinition {
        /// Which field.
        field: DefinitionField,
        /// The words.
        text: Paragraph,
    },
    /// Divided by something or by nothing.
    SetDenominator {
        /// Which, or not answered.
        denominator: Option<Denominator>,
    },
    /// Sets the measurement window.
    SetWindow {
        /// The window.
        window: MeasurementWindow,
    },
    /// Says how the inputs that add up exactly make up the star.
    SetStarOperation {
        /// Added or multiplied.
        operation: Operation,
    },
    /// Adds an exclusion to be decided.
    AddExclusion {
        /// What.
        kind: ExclusionKind,
        /// In words.
        detail: Line,
    },
    /// Decides an exclusion.
    DecideExclusion {
        /// Which.
        exclusion_id: ExclusionId,
        /// Left out, kept in, or open again.
        decision: Option<ExclusionDecision>,
        /// In words.
        detail: Line,
    },
    /// Takes an exclusion off the list.
    RemoveExclusion {
        /// Which.
        exclusion_id: ExclusionId,
    },
    /// Sets the first value.
    SetBaseline {
        /// The value, or the day it comes.
        baseline: Baseline,
    },
    /// Sets the wanted value.
    SetTarget {
        /// The value and its day.
        target: Target,
    },

    // Decompose.
    /// Adds an input.
    AddInputMetric {
        /// What it is.
        name: Name,
        /// What it hangs on; none means the star.
        parent_id: Option<InputMetricId>,
    },
    /// Changes an input.
    EditInputMetric {
        /// The whole row.
        input_metric: InputMetric,
    },
    /// Takes an input out.
    RemoveInputMetric {
        /// Which.
        input_metric_id: InputMetricId,
    },
    /// Says why a team needs no input.
    ExcuseTeam {
        /// Which.
        team_id: TeamId,
        /// Why; empty takes it back.
        because: Line,
    },
    /// Adds a guardrail.
    AddGuardrail {
        /// What is measured.
        measure: Name,
        /// From which route.
        gaming_route_id: Option<GamingRouteId>,
    },
    /// Changes a guardrail.
    EditGuardrail {
        /// The whole row.
        guardrail: Guardrail,
    },
    /// Takes a guardrail out.
    RemoveGuardrail {
        /// Which.
        guardrail_id: GuardrailId,
    },
    /// Adds an event to record, or changes one.
    PutTrackedEvent {
        /// Which one is changed; none for a new one.
        tracked_event_id: Option<TrackedEventId>,
        /// Its name in code.
        name: Name,
        /// When it fires.
        trigger: Line,
        /// What it carries.
        properties: Line,
        /// Where it is captured.
        place: Name,
        /// How private it is.
        data_class: DataClass,
        /// Who sees to it.
        owner: Name,
        /// By when.
        due: Option<Day>,
        /// Live or planned.
        status: EventStatus,
    },
    /// Takes an event out.
    RemoveTrackedEvent {
        /// Which.
        tracked_event_id: TrackedEventId,
    },

    // RollOut.
    /// Sets the rhythms.
    SetCadence {
        /// Rhythms, dates, rules.
        cadence: Cadence,
    },
    /// Writes down where a team connects.
    StateTeam {
        /// Which.
        team_id: TeamId,
        /// In its own words.
        statement: Line,
    },
}

/// How many hands for one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HandCount {
    /// Which level.
    pub level: Level,
    /// How many hands.
    pub count: u32,
}

/// What a seat may ask: the passed keyboard, later a phone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum SeatCommand {
    /// "I am …": the person the curtain names sits down.
    AcceptKeyboard,
    /// Hands the keyboard on without handing anything in.
    LeaveKeyboard,
    /// Writes a candidate.
    AddCandidate {
        /// What would be counted.
        sentence: MetricSentence,
    },
    /// Changes an own candidate.
    EditCandidate {
        /// Which.
        candidate_id: CandidateId,
        /// Into what.
        sentence: MetricSentence,
    },
    /// Takes an own candidate back.
    WithdrawCandidate {
        /// Which.
        candidate_id: CandidateId,
    },
    /// Adds an entry to the quick list.
    AddValueAction {
        /// The action.
        text: Line,
    },
    /// Turns an own entry into a candidate.
    TurnActionIntoCandidate {
        /// Which.
        value_action_id: ValueActionId,
    },
    /// Takes an own entry off.
    RemoveValueAction {
        /// Which.
        value_action_id: ValueActionId,
    },
    /// Hands in a ballot; a passed keyboard goes on.
    SubmitBallot {
        /// The scores.
        scores: Vec<BallotScore>,
    },
    /// Answers the open question of the frame.
    AnswerFrameAlone {
        /// Which.
        question: FrameQuestion,
        /// In the person's words.
        text: Line,
    },
    /// "I write for our table", or no longer.
    HoldTableDevice {
        /// Whether one does.
        hold: bool,
    },
    /// Says that one is done writing, or not yet.
    SayDoneWriting {
        /// Whether one is.
        done: bool,
    },
    /// Sends something beside candidates and ballots.
    Contribute {
        /// What.
        contribution: NewContribution,
    },
    /// Takes an own contribution back.
    WithdrawContribution {
        /// Which.
        contribution_id: ContributionId,
    },
    /// Marks a card as read.
    MarkCardRead {
        /// Which.
        candidate_id: CandidateId,
    },
    /// Offers to speak to a cell, or no longer.
    OfferToSpeak {
        /// Which cell.
        place: CellPlace,
        /// For which end of its marks.
        extreme: Extreme,
        /// Whether one will.
        will: bool,
    },
    /// Objects to a finalist or to the choice.
    ObjectAlone {
        /// To which.
        candidate_id: CandidateId,
        /// The objection.
        text: Paragraph,
        /// Whether the record says whose it is.
        signed: bool,
    },
    /// Takes an own objection back, until the decision.
    WithdrawObjectionAlone {
        /// Which.
        objection_id: ObjectionId,
    },
}
