//! What a workshop is called, how wide it looks and how it is held.

use crate::stage::Stage;
use crate::table::entity;
use crate::text::{Line, Name};
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How much of the product the star speaks for (R5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole company.
    Company,
    /// One product.
    Product,
    /// One product area.
    Area,
}

impl Scope {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Company, Self::Product, Self::Area];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Company => "Whole company",
            Self::Product => "One product",
            Self::Area => "One product area",
        }
    }
}

/// How much time the team takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Path {
    /// About an hour.
    Express,
    /// Two sittings.
    Standard,
}

impl Path {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Express, Self::Standard];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Express => "Express, about an hour",
            Self::Standard => "Standard, two sittings",
        }
    }
}

/// What happens to the tie between a person and a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Privacy {
    /// The tie is destroyed after the last round.
    Anonymous,
    /// The tie is kept and shown after the reveal.
    Named,
}

impl Privacy {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::Anonymous, Self::Named];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Anonymous => "Anonymous",
            Self::Named => "Named",
        }
    }
}

/// How a ballot comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BallotChannel {
    /// One after another at this keyboard.
    PassedKeyboard,
    /// The facilitator types what is called out or written on paper.
    FacilitatorEntry,
    /// Phones and laptops that joined the room.
    OwnDevice,
    /// Printed ballots, typed in from the paper.
    PaperBallot,
    /// A file that went out and came back by chat or mail.
    BallotFile,
    /// A count of hands per level; single ballots stay unknown.
    HandTally,
}

impl BallotChannel {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[
        Self::OwnDevice,
        Self::PassedKeyboard,
        Self::FacilitatorEntry,
        Self::PaperBallot,
        Self::BallotFile,
        Self::HandTally,
    ];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::PassedKeyboard => "Pass the keyboard",
            Self::OwnDevice => "Own phone or laptop",
            Self::PaperBallot => "Paper ballot",
            Self::BallotFile => "Ballot file",
            Self::FacilitatorEntry => "Facilitator types",
            Self::HandTally => "Show of hands",
        }
    }
}

/// Who answers where a large room sits at tables: in Frame, Challenge and Decompose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Answering {
    /// Each table together, on one device.
    ByTable,
    /// Everybody alone, as in a small room.
    Alone,
}

impl Answering {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[Self::ByTable, Self::Alone];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::ByTable => "Each table together, on one device",
            Self::Alone => "Everybody alone",
        }
    }
}

/// The workshop itself: one row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Head {
    /// What it is called.
    pub title: Name,
    /// How wide it looks.
    pub scope: Scope,
    /// Name of the company, product or area.
    pub scope_name: Name,
    /// The star above this one, if there is one (R5).
    pub parent_star: Line,
    /// Express or standard.
    pub path: Path,
    /// One person or a tiny team: no reveal, a second scoring after a night (R9).
    pub solo: bool,
    /// Chosen in SetUp.
    pub privacy: Option<Privacy>,
    /// Chosen in SetUp.
    pub ballot_channel: Option<BallotChannel>,
    /// Whether the lobby may show names.
    pub names_in_lobby: bool,
    /// Who answers where the room sits at tables; none leaves it to the size of the room.
    #[serde(default)]
    pub answering: Option<Answering>,
    /// Where the team is.
    pub stage: Stage,
    /// Whether this is the built-in sample.
    pub sample: bool,
    /// Whether its people are simulated, so that somebody can practise.
    #[serde(default)]
    pub rehearsal: bool,
    /// When it was made.
    pub created_at: At,
    /// When it was put away.
    pub archived_at: Option<At>,
}

entity!(Head, "workshops", ());
