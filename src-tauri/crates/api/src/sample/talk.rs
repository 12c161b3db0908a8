//! What became of the cells on the talk list.

use sextant_domain::ballot::TalkOutcome;
use sextant_domain::criterion::Criterion;

use super::cards::Card;

/// One cell on the list with what was agreed.
pub struct SampleTalk {
    /// Which candidate.
    pub card: Card,
    /// Which criterion.
    pub criterion: Criterion,
    /// What became of it.
    pub outcome: TalkOutcome,
    /// What was agreed.
    pub note: &'static str,
}

/// The five cells in their order, then the homework.
pub const TALK: [SampleTalk; 6] = [
    SampleTalk {
        card: Card::TeamsBooked,
        criterion: Criterion::CustomerValue,
        outcome: TalkOutcome::Settled,
        note: "True for firms with three seats or more. Pairs are customers too, so it holds with a condition.",
    },
    SampleTalk {
        card: Card::MeetingsTookPlace,
        criterion: Criterion::LeadsRevenue,
        outcome: TalkOutcome::Settled,
        note: "Look at invoices of seasonal clients before round two",
    },
    SampleTalk {
        card: Card::ActiveAccounts,
        criterion: Criterion::ProductStrategy,
        outcome: TalkOutcome::Settled,
        note: "It shows our way once bookable people per account is watched beside it.",
    },
    SampleTalk {
        card: Card::WithinAnHour,
        criterion: Criterion::ProductStrategy,
        outcome: TalkOutcome::Settled,
        note: "Speed is not our promise today. It comes back if it becomes one.",
    },
    SampleTalk {
        card: Card::MeetingsTookPlace,
        criterion: Criterion::Measurable,
        outcome: TalkOutcome::Parked,
        note: "Lena names the day from which attendance is known for most meetings.",
    },
    SampleTalk {
        card: Card::Rebook,
        criterion: Criterion::LeadsRevenue,
        outcome: TalkOutcome::Homework,
        note: "Four of seven cannot judge. Lena compares renewals of accounts with and without returning clients.",
    },
];
