//! What is said about a pitfall: why it matters, what to ask, what to do next.

use super::Pitfall;

impl Pitfall {
    /// The name shown on the warning.
    pub fn label(self) -> &'static str {
        match self {
            Pitfall::Vanity => "Vanity count",
            Pitfall::Revenue => "Revenue",
            Pitfall::InternalEffort => "Our own effort",
            Pitfall::TooBroad => "Too broad",
            Pitfall::TooNarrow => "Too narrow",
            Pitfall::Setup => "Setup, not value",
            Pitfall::TimeSpent => "Time spent",
            Pitfall::RawAiVolume => "Raw AI volume",
            Pitfall::IndividualInTeamProduct => "One person in a team product",
            Pitfall::OneSidedMarketplace => "One side of the market",
            Pitfall::TimeBoundGoal => "A goal, not a metric",
            Pitfall::RatioTrap => "Ratio trap",
        }
    }

    /// Why the words are a warning.
    pub fn reason(self) -> &'static str {
        match self {
            Pitfall::Vanity => {
                "This counts how many people arrive, or adds up everything since the start. It can rise before anybody gets value, and a running total never falls."
            }
            Pitfall::Revenue => {
                "Money arrives after value does. Price, sales effort and the market move it too, so it tells you late and does not say what to change."
            }
            Pitfall::InternalEffort => {
                "This counts what your own team produces. You can double it in a busy month and help no customer."
            }
            Pitfall::TooBroad => {
                "It says that somebody was active, but not what they did. A login counts as much as a job done, so real changes disappear in it."
            }
            Pitfall::TooNarrow => {
                "It follows one control on one screen. It measures whether that control is found, not whether the customer got anywhere."
            }
            Pitfall::Setup => {
                "This happens before the customer gets what they came for. It makes a good input, because it opens the way to value, but it is not the value."
            }
            Pitfall::TimeSpent => {
                "The clock runs for people who enjoy themselves, for people who are stuck and for people who cannot stop. More of it may mean less help."
            }
            Pitfall::RawAiVolume => {
                "More requests can mean that people rely on the answers. They can also mean that the answers fail and people ask again."
            }
            Pitfall::IndividualInTeamProduct => {
                "You said that people use this product together. Counting each person hides whether a whole team gets its work done, and notifications alone can lift it."
            }
            Pitfall::OneSidedMarketplace => {
                "A marketplace works when both sides get something. This sentence leaves open what each of them gets, so one side could suffer while it rises."
            }
            Pitfall::TimeBoundGoal => {
                "An amount or a date makes this a target. A North Star Metric says what is counted, and it stays when the quarter is over."
            }
            Pitfall::RatioTrap => {
                "A share or an average has a top and a bottom. It can look better because the bottom fell, for example when the less active customers left."
            }
        }
    }

    /// The question that people answer; the rule only suggests.
    pub fn question(self) -> &'static str {
        match self {
            Pitfall::Vanity => "What would these people have done by the time they got value?",
            Pitfall::Revenue => "What do customers do shortly before they decide to pay, or to keep paying?",
            Pitfall::InternalEffort => "What changes for a customer when this work goes well?",
            Pitfall::TooBroad => "Which one action shows that an active person got what they came for?",
            Pitfall::TooNarrow => "What does the customer have afterwards that they did not have before?",
            Pitfall::Setup => "What is the first thing a customer gets once this step is done?",
            Pitfall::TimeSpent => "Could this rise because people are stuck, or cannot stop?",
            Pitfall::RawAiVolume => "Could this rise because users struggle to get a good answer?",
            Pitfall::IndividualInTeamProduct => "Would the team or the account be the better unit to count?",
            Pitfall::OneSidedMarketplace => "What does each side get every time this number goes up by one?",
            Pitfall::TimeBoundGoal => "What would you still count when the date has passed?",
            Pitfall::RatioTrap => "What happens to this number when the weakest customers leave?",
        }
    }

    /// What to do next.
    pub fn ask_for(self) -> &'static str {
        match self {
            Pitfall::Vanity => "Name the action that shows value, or file this one as an input.",
            Pitfall::Revenue => {
                "Look for the behaviour that comes before the money, or file this one as a business outcome. To keep it, write down why."
            }
            Pitfall::InternalEffort => "Say it from the customer's side, or file it as a plain KPI.",
            Pitfall::TooBroad => "Put a valuable action after the word active, with a threshold if you know one.",
            Pitfall::TooNarrow => "Write the outcome that the control serves, or file this one as an input.",
            Pitfall::Setup => "Move it to the input tree, and write what it leads to.",
            Pitfall::TimeSpent => {
                "To keep it, answer the gaming challenge and name a guardrail that would catch the harm."
            }
            Pitfall::RawAiVolume => "Count accepted answers, finished tasks or work that ran without help.",
            Pitfall::IndividualInTeamProduct => {
                "Try the sentence with teams or accounts, and keep the version that says more."
            }
            Pitfall::OneSidedMarketplace => "Fill in what each side gets, or count something that needs both.",
            Pitfall::TimeBoundGoal => {
                "Keep what is counted as the candidate, and file the amount and date as a target on an input."
            }
            Pitfall::RatioTrap => "Say what the bottom counts, or count the top alone.",
        }
    }

    /// The requirement that the warning serves.
    pub fn requirement(self) -> &'static str {
        match self {
            Pitfall::Vanity => "R32",
            Pitfall::Revenue => "R33",
            Pitfall::InternalEffort => "R34",
            Pitfall::TooBroad | Pitfall::TooNarrow => "R27",
            Pitfall::Setup => "R17",
            Pitfall::TimeSpent => "R31",
            Pitfall::RawAiVolume => "R30",
            Pitfall::IndividualInTeamProduct => "R28",
            Pitfall::OneSidedMarketplace => "R29",
            Pitfall::TimeBoundGoal => "R4",
            Pitfall::RatioTrap => "R69",
        }
    }
}
