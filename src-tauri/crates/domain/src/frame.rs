//! What the star has to be about: user, job, value moment, strategy.

use crate::business_model::BusinessModel;
use crate::cadence::Rhythm;
use crate::id::CoreUserId;
use crate::table::entity;
use crate::text::{Line, Name};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the product plays for, after Amplitude (R19). Selects examples and warnings only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Game {
    /// Time people choose to spend.
    Attention,
    /// Purchases people make.
    Transaction,
    /// Work people get done.
    Productivity,
}

impl Game {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Attention, Self::Transaction, Self::Productivity];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Attention => "Attention",
            Self::Transaction => "Transaction",
            Self::Productivity => "Productivity",
        }
    }
}

/// How far the product is (R18). Called a stage elsewhere; here that word means something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Maturity {
    /// Before product-market fit.
    PreFit,
    /// Growing.
    Growth,
    /// Scaling.
    Scale,
    /// Mature.
    Mature,
}

impl Maturity {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::PreFit, Self::Growth, Self::Scale, Self::Mature];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::PreFit => "Before fit",
            Self::Growth => "Growth",
            Self::Scale => "Scale",
            Self::Mature => "Mature",
        }
    }

    /// How often a review is worth its time (R18): the younger the product, the sooner.
    pub fn suggested_rhythm(self) -> Rhythm {
        match self {
            Self::PreFit => Rhythm::Weekly,
            Self::Growth | Self::Scale => Rhythm::Monthly,
            Self::Mature => Rhythm::Quarterly,
        }
    }
}

/// A text question of the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FrameQuestion {
    /// What the first user hires the product for.
    Job,
    /// What people come for (R15).
    CameFor,
    /// What they do again when they got it (R15).
    RepeatedBehaviour,
    /// What the business gets from that (R15).
    BusinessResult,
    /// When a customer gets what they came for (R17).
    ValueMoment,
    /// How we win (R20).
    Strategy,
    /// The later result the star should lead.
    BusinessOutcome,
    /// What success looks like for a customer, told as a story (R6).
    SuccessStory,
    /// The question on the projector while people write (R16).
    CentralQuestion,
}

impl FrameQuestion {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[
        Self::Job,
        Self::CameFor,
        Self::RepeatedBehaviour,
        Self::BusinessResult,
        Self::ValueMoment,
        Self::Strategy,
        Self::BusinessOutcome,
        Self::SuccessStory,
        Self::CentralQuestion,
    ];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Job => "The job they hire us for",
            Self::CameFor => "What they come for",
            Self::RepeatedBehaviour => "What they do again when they got it",
            Self::BusinessResult => "What the business gets from it",
            Self::ValueMoment => "The value moment",
            Self::Strategy => "How we win",
            Self::BusinessOutcome => "The business outcome",
            Self::SuccessStory => "The success story",
            Self::CentralQuestion => "The central question",
        }
    }
}

/// A group whose success could count (R13, R14).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CoreUser {
    /// Identity.
    pub id: CoreUserId,
    /// Who they are.
    pub name: Name,
    /// 1 is first.
    pub rank: u32,
    /// Why this place.
    pub reason: Line,
}

entity!(CoreUser, "core_users", (id: CoreUserId));

/// The agreed lines.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Frame {
    /// See [`FrameQuestion::Job`].
    pub job: Line,
    /// See [`FrameQuestion::CameFor`].
    pub came_for: Line,
    /// See [`FrameQuestion::RepeatedBehaviour`].
    pub repeated_behaviour: Line,
    /// See [`FrameQuestion::BusinessResult`].
    pub business_result: Line,
    /// See [`FrameQuestion::ValueMoment`].
    pub value_moment: Line,
    /// See [`FrameQuestion::Strategy`].
    pub strategy: Line,
    /// See [`FrameQuestion::BusinessOutcome`].
    pub business_outcome: Line,
    /// See [`FrameQuestion::SuccessStory`].
    pub success_story: Line,
    /// See [`FrameQuestion::CentralQuestion`].
    pub central_question: Line,
    /// Selects examples and warnings (R19).
    pub business_model: Option<BusinessModel>,
    /// Selects examples and warnings (R19).
    pub game: Option<Game>,
    /// Changes hints and the suggested rhythm (R18).
    pub maturity: Option<Maturity>,
}

entity!(Frame, "frames", ());

impl Frame {
    /// The answer to a question.
    pub fn answer(&self, question: FrameQuestion) -> &Line {
        match question {
            FrameQuestion::Job => &self.job,
            FrameQuestion::CameFor => &self.came_for,
            FrameQuestion::RepeatedBehaviour => &self.repeated_behaviour,
            FrameQuestion::BusinessResult => &self.business_result,
            FrameQuestion::ValueMoment => &self.value_moment,
            FrameQuestion::Strategy => &self.strategy,
            FrameQuestion::BusinessOutcome => &self.business_outcome,
            FrameQuestion::SuccessStory => &self.success_story,
            FrameQuestion::CentralQuestion => &self.central_question,
        }
    }

    /// The answer to a question, to be changed.
    pub fn answer_mut(&mut self, question: FrameQuestion) -> &mut Line {
        match question {
            FrameQuestion::Job => &mut self.job,
            FrameQuestion::CameFor => &mut self.came_for,
            FrameQuestion::RepeatedBehaviour => &mut self.repeated_behaviour,
            FrameQuestion::BusinessResult => &mut self.business_result,
            FrameQuestion::ValueMoment => &mut self.value_moment,
            FrameQuestion::Strategy => &mut self.strategy,
            FrameQuestion::BusinessOutcome => &mut self.business_outcome,
            FrameQuestion::SuccessStory => &mut self.success_story,
            FrameQuestion::CentralQuestion => &mut self.central_question,
        }
    }
}
