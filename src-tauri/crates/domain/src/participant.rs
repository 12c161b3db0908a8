//! The roster: people, what they do, what they may do here.

use crate::id::{ParticipantId, TeamId};
use crate::table::entity;
use crate::text::Name;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a person does in the company. Called a function elsewhere; that word means something else in code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Discipline {
    /// Product management.
    Product,
    /// Engineering.
    Engineering,
    /// Design and research.
    Design,
    /// Marketing.
    Marketing,
    /// Sales.
    Sales,
    /// Customer success and support.
    CustomerSuccess,
    /// Data and analysis.
    Data,
    /// General management.
    Leadership,
    /// Finance.
    Finance,
    /// Operations.
    Operations,
    /// Anything else.
    Other,
}

impl Discipline {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] = &[
        Self::Product,
        Self::Engineering,
        Self::Design,
        Self::Marketing,
        Self::Sales,
        Self::CustomerSuccess,
        Self::Data,
        Self::Leadership,
        Self::Finance,
        Self::Operations,
        Self::Other,
    ];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Product => "Product",
            Self::Engineering => "Engineering",
            Self::Design => "Design",
            Self::Marketing => "Marketing",
            Self::Sales => "Sales",
            Self::CustomerSuccess => "Customer success",
            Self::Data => "Data",
            Self::Leadership => "Leadership",
            Self::Finance => "Finance",
            Self::Operations => "Operations",
            Self::Other => "Other",
        }
    }
}

/// What a person may do in this workshop. One person may hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Drives; may abstain.
    Facilitator,
    /// Accountable for the choice.
    Decider,
    /// Writes and scores.
    Contributor,
    /// Brings the data.
    Analyst,
    /// Sees, does not score.
    Observer,
    /// Types reasons for others.
    Scribe,
}

impl Role {
    /// Every value, in the order in which it is offered.
    pub const ALL: &'static [Self] =
        &[Self::Facilitator, Self::Decider, Self::Contributor, Self::Analyst, Self::Observer, Self::Scribe];

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Facilitator => "Facilitator",
            Self::Decider => "Decider",
            Self::Contributor => "Contributor",
            Self::Analyst => "Analyst",
            Self::Observer => "Observer",
            Self::Scribe => "Scribe",
        }
    }
}

/// A person on the roster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Participant {
    /// Identity.
    pub id: ParticipantId,
    /// Name or alias.
    pub name: Name,
    /// What they do.
    pub discipline: Discipline,
    /// Whether they are in this sitting; absent people are not waited for.
    pub attending: bool,
    /// Place in the roster.
    pub position: u32,
    /// The table they sit at, from 1; none in a room that talks as one.
    pub at_table: Option<u32>,
}

entity!(Participant, "participants", (id: ParticipantId));

/// One role of one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ParticipantRole {
    /// Who.
    pub participant_id: ParticipantId,
    /// Which.
    pub role: Role,
}

entity!(ParticipantRole, "participant_roles", (participant_id: ParticipantId, role: Role));

/// A team that can own an input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Team {
    /// Identity.
    pub id: TeamId,
    /// Its name.
    pub name: Name,
    /// Where the team connects to the star, in its own words (R92).
    pub statement: crate::text::Line,
    /// Why the team needs no input of its own; empty while unanswered (R83).
    pub no_input_because: crate::text::Line,
    /// Place in the list.
    pub position: u32,
}

entity!(Team, "teams", (id: TeamId));

impl Discipline {
    /// The five that a cross-functional room should not miss (R11).
    pub const EXPECTED: &'static [Self] =
        &[Self::Product, Self::Engineering, Self::Marketing, Self::Sales, Self::CustomerSuccess];
}
