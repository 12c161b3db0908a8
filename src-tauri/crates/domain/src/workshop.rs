//! The whole record of one workshop, as a set of tables.

use crate::ballot::{
    Ballot, BallotTie, CriterionWeight, DisciplineSplit, HandTally, Movement, Round, RoundCell, RoundMark, Score,
    TableSplit, TalkItem,
};
use crate::cadence::Cadence;
use crate::candidate::{Candidate, CandidateLink, ValueAction};
use crate::challenge::{Challenge, GamingRoute, GoodhartCheck, Lever};
use crate::contribution::{AuthorTie, Contribution, FrameAnswer, FrameAsk};
use crate::decision::{BacklogDecision, Choice, Objection, Rejection, SupportCount, Waiver};
use crate::definition::{Baseline, Definition, Exclusion, Target};
use crate::evidence::{EvidenceItem, TestPlan};
use crate::frame::{CoreUser, Frame};
use crate::guardrail::{Guardrail, TrackedEvent};
use crate::head::{Head, Path, Scope};
use crate::id::WorkshopId;
use crate::input_tree::InputMetric;
use crate::participant::{Participant, ParticipantRole, Team};
use crate::stage::{Sitting, Stage, StageRecord, StageStatus, StageTime, Timer};
use crate::table::{Changes, Entity, Rows, Table};
use crate::table_device::TableDevice;
use crate::text::{Line, Name};
use crate::time::At;
use serde::{Deserialize, Serialize};

macro_rules! record {
    ($($(#[$doc:meta])* $field:ident: $entity:ty,)*) => {
        /// One team's whole path to one star, over all sittings.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct Workshop {
            /// Identity.
            pub id: WorkshopId,
            $($(#[$doc])* pub $field: Table<$entity>,)*
        }

        impl Workshop {
            /// The tables of the record with their key columns, in the order in which they are
            /// written.
            pub const TABLES: &'static [(&'static str, &'static [&'static str])] =
                &[$((<$entity as Entity>::TABLE, <$entity as Entity>::KEY),)*];

            /// Builds the record from its rows.
            ///
            /// # Errors
            /// Whatever the source of the rows meets.
            pub fn from_rows<R: Rows>(id: WorkshopId, rows: &mut R) -> Result<Self, R::Error> {
                Ok(Self { id, $($field: rows.rows::<$entity>()?.into(),)* })
            }

            /// Tells `changes` every row in which `after` differs from `self`.
            ///
            /// # Errors
            /// Whatever the receiver meets.
            pub fn changes_to<C: Changes>(&self, after: &Self, changes: &mut C) -> Result<(), C::Error> {
                $(self.$field.compare(&after.$field, |old, new| changes.changed(old, new))?;)*
                Ok(())
            }

            /// A record without a single row: what there is before a workshop is made.
            pub fn nothing(id: WorkshopId) -> Self {
                Self { id, $($field: Table::default(),)* }
            }
        }
    };
}

record! {
    /// Title, scope and how the workshop is held: one row.
    head: Head,
    /// What is remembered about each stage.
    stages: StageRecord,
    /// Time spent in each stage.
    stage_times: StageTime,
    /// The running time box: one row.
    timer: Timer,
    /// Meetings.
    sittings: Sitting,
    /// People.
    participants: Participant,
    /// What people may do.
    roles: ParticipantRole,
    /// Teams that own inputs.
    teams: Team,
    /// The agreed lines of the frame: one row.
    frame: Frame,
    /// Whose success could count.
    core_users: CoreUser,
    /// The quick list.
    value_actions: ValueAction,
    /// Proposed metrics.
    candidates: Candidate,
    /// Ties between candidates and value statements.
    candidate_links: CandidateLink,
    /// Verdicts.
    challenges: Challenge,
    /// Ways to cheat.
    gaming_routes: GamingRoute,
    /// Ways to move a candidate.
    levers: Lever,
    /// The two durable questions.
    goodhart_checks: GoodhartCheck,
    /// Rules passed with a reason.
    waivers: Waiver,
    /// Scoring passes.
    rounds: Round,
    /// What is scored in each.
    round_cells: RoundCell,
    /// Who has handed in.
    round_marks: RoundMark,
    /// Ballots without names.
    ballots: Ballot,
    /// Whose ballot is whose, until destroyed.
    ballot_ties: BallotTie,
    /// Scores.
    scores: Score,
    /// Counts of hands.
    hand_tallies: HandTally,
    /// How much each criterion counts.
    criterion_weights: CriterionWeight,
    /// The talk list.
    talk_items: TalkItem,
    /// How scores moved.
    movements: Movement,
    /// Medians by discipline.
    discipline_splits: DisciplineSplit,
    /// Medians by table.
    table_splits: TableSplit,
    /// What was turned down.
    rejections: Rejection,
    /// Dissent.
    objections: Objection,
    /// How the room stands.
    support_counts: SupportCount,
    /// Acts of choosing.
    choices: Choice,
    /// The star used on real items.
    backlog_decisions: BacklogDecision,
    /// Hypotheses.
    test_plans: TestPlan,
    /// Typed evidence.
    evidence_items: EvidenceItem,
    /// The star, defined.
    definitions: Definition,
    /// What is left out.
    exclusions: Exclusion,
    /// The first value: one row.
    baseline: Baseline,
    /// The wanted value: one row.
    target: Target,
    /// Levers under the star.
    input_metrics: InputMetric,
    /// Limits.
    guardrails: Guardrail,
    /// What must be recorded.
    tracked_events: TrackedEvent,
    /// Rhythms: one row.
    cadence: Cadence,
    /// Questions of the frame that everybody answers alone.
    frame_asks: FrameAsk,
    /// Their answers, without names.
    frame_answers: FrameAnswer,
    /// Whose writing is whose, until destroyed.
    author_ties: AuthorTie,
    /// What people sent from their seats.
    contributions: Contribution,
    /// Who writes for which table.
    #[serde(default)]
    table_devices: TableDevice,
}

impl Workshop {
    /// A fresh workshop, standing at SetUp in its first sitting.
    pub fn new(id: WorkshopId, title: Name, now: At) -> Self {
        let mut workshop = Self::nothing(id);
        workshop.head.put(Head {
            title,
            scope: Scope::Company,
            scope_name: Name::default(),
            parent_star: Line::default(),
            path: Path::Standard,
            solo: false,
            privacy: None,
            ballot_channel: None,
            names_in_lobby: false,
            answering: None,
            stage: Stage::SetUp,
            sample: false,
            rehearsal: false,
            created_at: now,
            archived_at: None,
        });
        for stage in Stage::ALL {
            let open = *stage == Stage::SetUp;
            workshop.stages.put(StageRecord {
                stage: *stage,
                status: if open { StageStatus::Open } else { StageStatus::NotStarted },
                skip_reason: Line::default(),
                close_note: Line::default(),
                entered_at: open.then_some(now),
                check_again: false,
                check_again_because: Line::default(),
            });
        }
        workshop.timer.put(Timer::default());
        workshop.sittings.put(Sitting { number: 1, opened_at: now, closed_at: None, note: Line::default() });
        workshop.frame.put(Frame::default());
        workshop.baseline.put(Baseline::default());
        workshop.target.put(Target::default());
        workshop.cadence.put(Cadence::default());
        workshop
    }

    /// The workshop's own row.
    pub fn head(&self) -> &Head {
        self.head.get(&()).expect("every workshop is made and loaded with its head row")
    }

    /// The workshop's own row, to be changed.
    pub fn head_mut(&mut self) -> &mut Head {
        self.head.get_mut(&()).expect("every workshop is made and loaded with its head row")
    }

    /// The agreed lines.
    pub fn frame(&self) -> &Frame {
        self.frame.get(&()).expect("every workshop is made and loaded with its frame row")
    }

    /// The agreed lines, to be changed.
    pub fn frame_mut(&mut self) -> &mut Frame {
        self.frame.get_mut(&()).expect("every workshop is made and loaded with its frame row")
    }

    /// The running time box.
    pub fn timer(&self) -> &Timer {
        self.timer.get(&()).expect("every workshop is made and loaded with its timer row")
    }

    /// The first value.
    pub fn baseline(&self) -> &Baseline {
        self.baseline.get(&()).expect("every workshop is made and loaded with its baseline row")
    }

    /// The wanted value.
    pub fn target(&self) -> &Target {
        self.target.get(&()).expect("every workshop is made and loaded with its target row")
    }

    /// The rhythms.
    pub fn cadence(&self) -> &Cadence {
        self.cadence.get(&()).expect("every workshop is made and loaded with its cadence row")
    }

    /// Where the team is.
    pub fn stage(&self) -> Stage {
        self.head().stage
    }

    /// What is remembered about a stage.
    pub fn stage_record(&self, stage: Stage) -> &StageRecord {
        self.stages.get(&(stage,)).expect("every workshop is made and loaded with all eleven stage rows")
    }

    /// What is remembered about a stage, to be changed.
    pub fn stage_record_mut(&mut self, stage: Stage) -> &mut StageRecord {
        self.stages.get_mut(&(stage,)).expect("every workshop is made and loaded with all eleven stage rows")
    }

    /// Whether all rows that every workshop must have are there. Asked before a loaded or
    /// imported record is used, so that the accessors above cannot fail.
    pub fn is_whole(&self) -> bool {
        self.head.len() == 1
            && self.frame.len() == 1
            && self.timer.len() == 1
            && self.baseline.len() == 1
            && self.target.len() == 1
            && self.cadence.len() == 1
            && Stage::ALL.iter().all(|stage| self.stages.contains(&(*stage,)))
    }
}
