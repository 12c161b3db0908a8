//! The six points every candidate is scored on, and the five marks a person may give.
//!
//! The first three are gates (R54): a candidate that fails one is barred whatever the rest says.
//! All wording is this project's own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One of the six points of the sheet, in the order of the sheet (R47–R52).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// R47: rises only when customers truly get what they came for.
    CustomerValue,
    /// R48: shows our way of winning rather than any rival's.
    ProductStrategy,
    /// R49: growth now makes us expect revenue later.
    LeadsRevenue,
    /// R50: everyday work of the teams can move it.
    Actionable,
    /// R51: a newcomer and the chief executive would explain it alike.
    Understandable,
    /// R52: trackable accurately and soon.
    Measurable,
}

impl Criterion {
    /// How many criteria the sheet has.
    pub const COUNT: usize = 6;

    /// All six, in the order of the sheet.
    pub const fn all() -> [Self; Self::COUNT] {
        [
            Self::CustomerValue,
            Self::ProductStrategy,
            Self::LeadsRevenue,
            Self::Actionable,
            Self::Understandable,
            Self::Measurable,
        ]
    }

    /// The place on the sheet, counted from zero.
    pub const fn index(self) -> usize {
        match self {
            Self::CustomerValue => 0,
            Self::ProductStrategy => 1,
            Self::LeadsRevenue => 2,
            Self::Actionable => 3,
            Self::Understandable => 4,
            Self::Measurable => 5,
        }
    }

    /// Whether failing this point alone bars a candidate (R54).
    pub const fn is_gate(self) -> bool {
        match self {
            Self::CustomerValue | Self::ProductStrategy | Self::LeadsRevenue => true,
            Self::Actionable | Self::Understandable | Self::Measurable => false,
        }
    }

    /// The name on every screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::CustomerValue => "Customer value",
            Self::ProductStrategy => "Our strategy",
            Self::LeadsRevenue => "Leads revenue",
            Self::Actionable => "Actionable",
            Self::Understandable => "Understood",
            Self::Measurable => "Measurable",
        }
    }

    /// The sentence a person judges on the ballot.
    pub const fn question(self) -> &'static str {
        match self {
            Self::CustomerValue => "Rises only when customers truly get what they came for.",
            Self::ProductStrategy => "Shows our way of winning, not any rival’s.",
            Self::LeadsRevenue => "Growth now makes us expect revenue later.",
            Self::Actionable => "Everyday work of our teams can move it.",
            Self::Understandable => "A newcomer and the chief executive would explain it alike.",
            Self::Measurable => "We can track it accurately and soon.",
        }
    }

    /// The same point as a question to the whole room.
    pub const fn projector_question(self) -> &'static str {
        match self {
            Self::CustomerValue => "Would it rise only when customers get what they came for?",
            Self::ProductStrategy => "Does it show how we win, and no rival?",
            Self::LeadsRevenue => "Would growth now make us expect revenue later?",
            Self::Actionable => "Can our everyday work move it?",
            Self::Understandable => "Would a newcomer and the chief executive explain it alike?",
            Self::Measurable => "Can we track it accurately and soon?",
        }
    }

    /// What the marks 0, 1, 2 and 3 mean here, in that order.
    pub const fn anchors(self) -> [&'static str; 4] {
        match self {
            Self::CustomerValue => [
                "It can rise while customers get nothing",
                "Often rises without value",
                "Rises with value for one clear group",
                "Only rises when they got what they came for",
            ],
            Self::ProductStrategy => {
                ["Any rival would pick it", "Fits the whole category", "Ours, in one segment", "Could only be ours"]
            }
            Self::LeadsRevenue => [
                "Moves after revenue, or apart from it",
                "A link is hoped for",
                "Leads for most plans",
                "Clearly moves first, lag stated",
            ],
            Self::Actionable => [
                "Nobody here can move it",
                "One team, indirectly",
                "Two teams, some weeks",
                "Several teams, every week",
            ],
            Self::Understandable => [
                "Needs an expert to explain",
                "People explain it differently",
                "One term needs a footnote",
                "Anyone repeats it correctly",
            ],
            Self::Measurable => {
                ["No data in sight", "By hand, or late", "Weekly by a set date", "Weekly and accurate today"]
            }
        }
    }
}

/// One person's mark for one candidate on one criterion.
///
/// "Cannot judge" is not a zero: it is left out of every statistic and counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub enum Level {
    /// It does not hold.
    #[serde(rename = "0")]
    Fails,
    /// It probably does not hold.
    #[serde(rename = "1")]
    Doubtful,
    /// It holds if something else is true.
    #[serde(rename = "2")]
    Conditional,
    /// It holds.
    #[serde(rename = "3")]
    Clear,
    /// The person cannot say.
    #[serde(rename = "?")]
    CannotJudge,
}

impl Level {
    /// The four marks that count, lowest first.
    pub const JUDGED: [Self; 4] = [Self::Fails, Self::Doubtful, Self::Conditional, Self::Clear];

    /// The number behind the mark; none for "cannot judge".
    pub const fn points(self) -> Option<u8> {
        match self {
            Self::Fails => Some(0),
            Self::Doubtful => Some(1),
            Self::Conditional => Some(2),
            Self::Clear => Some(3),
            Self::CannotJudge => None,
        }
    }

    /// What the mark says, in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fails => "Fails",
            Self::Doubtful => "Doubtful",
            Self::Conditional => "Holds with a condition",
            Self::Clear => "Holds clearly",
            Self::CannotJudge => "Can’t judge",
        }
    }
}

/// One shorter checklist that teams may know, and where each of its points went (R53).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OtherList {
    /// The source document, by its number in the requirements.
    pub source: &'static str,
    /// What the list is called on screen.
    pub name: &'static str,
    /// The list's points with their place on our sheet.
    pub points: &'static [FoldedPoint],
}

/// One point of another list and the criteria that carry it here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoldedPoint {
    /// The point, in our words.
    pub says: &'static str,
    /// The criteria that ask the same.
    pub criteria: &'static [Criterion],
    /// Where else it is asked, for what a mark cannot settle.
    pub also: Option<&'static str>,
}

const fn point(says: &'static str, criteria: &'static [Criterion]) -> FoldedPoint {
    FoldedPoint { says, criteria, also: None }
}

const fn point_also(says: &'static str, criteria: &'static [Criterion], also: &'static str) -> FoldedPoint {
    FoldedPoint { says, criteria, also: Some(also) }
}

/// How the three-, four- and five-point lists of the other source documents fold into the six (R53).
pub const fn crosswalk() -> [OtherList; 3] {
    CROSSWALK
}

const CROSSWALK: [OtherList; 3] = {
    use Criterion::{Actionable, CustomerValue, LeadsRevenue, Measurable, ProductStrategy, Understandable};
    [
        OtherList {
            source: "000",
            name: "Three points",
            points: &[
                point_also(
                    "It measures value that reached the customer",
                    &[CustomerValue],
                    "The churn test asks it as a story.",
                ),
                point("It moves before revenue, not after", &[LeadsRevenue]),
                point("The team can really move it", &[Actionable]),
            ],
        },
        OtherList {
            source: "001",
            name: "Four traits",
            points: &[
                point("It stands for customer value, not for our own effort", &[CustomerValue]),
                point("It is tied to staying, growing or paying", &[LeadsRevenue, ProductStrategy]),
                point("Teams understand it well enough to settle a trade-off", &[Understandable]),
                point_also(
                    "It breaks down into inputs that teams can influence",
                    &[Actionable, Measurable],
                    "The input tree asks for two inputs before anything is locked.",
                ),
            ],
        },
        OtherList {
            source: "004",
            name: "Five points",
            points: &[
                point("It reflects the value customers receive", &[CustomerValue]),
                point("It foretells revenue instead of repeating it", &[LeadsRevenue]),
                point_also(
                    "It goes with the long-term health of the business",
                    &[ProductStrategy, LeadsRevenue],
                    "Check history reads it from data.",
                ),
                point("Teams can influence it directly", &[Actionable]),
                point("Everybody understands what it means", &[Understandable]),
            ],
        },
    ]
};
