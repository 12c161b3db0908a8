//! Shortlist, signals, dissent, the choice, and what it has already settled.

use sextant_domain::decision::Favours;

use super::cards::Card;

/// The three that were taken to the data, best sum first.
pub const SHORTLIST: [Card; 3] = [Card::ActiveAccounts, Card::MeetingsTookPlace, Card::TeamsBooked];

/// How the room stands to one finalist, and its two strongest arguments.
pub struct SampleFinalist {
    /// Which one.
    pub card: Card,
    /// How many support it.
    pub support: u32,
    /// How many can live with it.
    pub live_with: u32,
    /// How many object.
    pub object: u32,
    /// The strongest word for it.
    pub strongest_for: &'static str,
    /// The strongest word against it.
    pub strongest_against: &'static str,
}

/// All three.
pub const FINALISTS: [SampleFinalist; 3] = [
    SampleFinalist {
        card: Card::ActiveAccounts,
        support: 5,
        live_with: 1,
        object: 1,
        strongest_for: "It moves the week onboarding improves. We felt it in March.",
        strongest_against: "One busy person can carry an account over five.",
    },
    SampleFinalist {
        card: Card::MeetingsTookPlace,
        support: 2,
        live_with: 4,
        object: 1,
        strongest_for: "A meeting that happened is the value itself. Nothing closer exists.",
        strongest_against: "We see attendance for three accounts in ten.",
    },
    SampleFinalist {
        card: Card::TeamsBooked,
        support: 3,
        live_with: 2,
        object: 2,
        strongest_for: "It says how we win: whole teams, not one diary.",
        strongest_against: "Half of my happiest accounts have two people.",
    },
];

/// A recorded objection.
pub struct SampleObjection {
    /// Against which candidate.
    pub card: Card,
    /// In the objector's words.
    pub text: &'static str,
    /// Who signs it, by name on the roster.
    pub signed_by: &'static str,
    /// What was answered.
    pub answer: &'static str,
}

/// The only dissent.
pub const OBJECTION: SampleObjection = SampleObjection {
    card: Card::ActiveAccounts,
    text: "Five bookings by one eager partner is not a team using Slotwell. I would rather wait for attendance data than aim at the wrong thing for a year.",
    signed_by: "Hanna Koskinen",
    answer: "Bookable people per account becomes an input with an owner, and we look at it in September.",
};

/// The decider's act.
pub struct SampleChoice {
    /// The star.
    pub card: Card,
    /// Who decides.
    pub decider: &'static str,
    /// Why this one.
    pub reason: &'static str,
    /// What would open the question again.
    pub come_back_when: &'static str,
    /// The day.
    pub day: &'static str,
}

/// Taken at 10:27 in the second sitting.
pub const CHOICE: SampleChoice = SampleChoice {
    card: Card::ActiveAccounts,
    decider: "Priya Raman",
    reason: "It is the only one we can count every Monday, and it passed every gate.",
    come_back_when: "Attendance is known for 80% of meetings, or one person carries more than half of the accounts over five.",
    day: "2026-06-04",
};

/// The two questions that are asked again at every review (R41), with today's answers.
pub const GENUINE_HELP: &str = "Yes. Five outside guests found a time alone in one week.";
/// The second of the two.
pub const DURABLE: &str = "Yes, as long as the three guardrails hold. A week of reminders would show in complaints.";

/// Two real backlog items, and which one the star favours (R7).
pub struct SampleBacklogDecision {
    /// The first item.
    pub first: &'static str,
    /// The second item.
    pub second: &'static str,
    /// Which one.
    pub favours: Favours,
    /// Through which input, by its name in the tree.
    pub through_input: &'static str,
    /// Why.
    pub because: &'static str,
}

/// Both decisions.
pub const BACKLOG_DECISIONS: [SampleBacklogDecision; 2] = [
    SampleBacklogDecision {
        first: "Team invitations",
        second: "A public directory",
        favours: Favours::First,
        through_input: "Bookable people per account",
        because: "Invitations. They raise bookable people per account.",
    },
    SampleBacklogDecision {
        first: "A sign-up campaign",
        second: "The onboarding fix",
        favours: Favours::Second,
        through_input: "New accounts activated",
        because: "The fix. More new accounts reach five.",
    },
];
