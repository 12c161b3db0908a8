//! How a product earns and what its metric counts (R19, R28): both select
//! warnings and examples, neither ever decides the answer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The kind of business whose product is looked at (R19, R36).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BusinessModel {
    /// Software that a company subscribes to.
    Saas,
    /// Software in which several people work on the same thing.
    Collaboration,
    /// A shop that sells its own or bought-in goods.
    Shop,
    /// A place where two sides find each other.
    Marketplace,
    /// Something to read, watch or listen to.
    Media,
    /// A product whose content comes from the people who use it.
    Social,
    /// Something that developers build with.
    DeveloperTools,
    /// A product whose core answer comes from a model.
    Ai,
}

impl BusinessModel {
    /// Every model, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = BusinessModel> {
        [
            BusinessModel::Saas,
            BusinessModel::Collaboration,
            BusinessModel::Shop,
            BusinessModel::Marketplace,
            BusinessModel::Media,
            BusinessModel::Social,
            BusinessModel::DeveloperTools,
            BusinessModel::Ai,
        ]
        .into_iter()
    }

    /// The name shown to people.
    pub fn label(self) -> &'static str {
        match self {
            BusinessModel::Saas => "Software by subscription",
            BusinessModel::Collaboration => "Collaboration tool",
            BusinessModel::Shop => "Online shop",
            BusinessModel::Marketplace => "Marketplace",
            BusinessModel::Media => "Media",
            BusinessModel::Social => "Social product",
            BusinessModel::DeveloperTools => "Developer tool",
            BusinessModel::Ai => "AI product",
        }
    }
}

/// The unit that a metric counts (R26, R28).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CountedUnit {
    /// One person.
    User,
    /// One paying or billable account.
    Account,
    /// One team or workspace.
    Team,
    /// One order, booking or other transaction.
    Order,
    /// Anything else; the sentence says what.
    Other,
}

impl CountedUnit {
    /// Every unit, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = CountedUnit> {
        [CountedUnit::User, CountedUnit::Account, CountedUnit::Team, CountedUnit::Order, CountedUnit::Other].into_iter()
    }

    /// The name shown to people.
    pub fn label(self) -> &'static str {
        match self {
            CountedUnit::User => "User",
            CountedUnit::Account => "Account",
            CountedUnit::Team => "Team",
            CountedUnit::Order => "Order",
            CountedUnit::Other => "Something else",
        }
    }
}
