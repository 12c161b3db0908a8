//! What the finalists rest on: hypotheses, notes from the field, and the story of the winter.

use sextant_domain::evidence::{EvidenceDirection, EvidenceKind};

use super::cards::Card;

/// What is believed about a finalist until data says more (R63).
pub struct SampleHypothesis {
    /// Which finalist.
    pub card: Card,
    /// What we expect, stated so that it could turn out wrong.
    pub text: &'static str,
    /// From when it can be read.
    pub instrumented_by: &'static str,
    /// Who sees to it.
    pub owner: &'static str,
    /// The cheapest test that would tell.
    pub test: &'static str,
    /// What would change our mind.
    pub would_change_our_mind: &'static str,
}

/// One per finalist.
pub const HYPOTHESES: [SampleHypothesis; 3] = [
    SampleHypothesis {
        card: Card::ActiveAccounts,
        text: "Accounts that book five meetings in one of their first four weeks are still paying on day 118 more often than the others.",
        instrumented_by: "2026-05-13",
        owner: "Lena Vogt",
        test: "Help half of new accounts add a second bookable person, and compare both halves on day 118. Due 2 October.",
        would_change_our_mind: "No difference between the halves, or a gap that vanishes within seat bands.",
    },
    SampleHypothesis {
        card: Card::MeetingsTookPlace,
        text: "Accounts whose client meetings take place stay longer, once seasonal clients are set apart.",
        instrumented_by: "2026-10-02",
        owner: "Lena Vogt",
        test: "Read attendance from a second call provider for one quarter and compare renewals.",
        would_change_our_mind: "Attendance known for most accounts, and no gap among them.",
    },
    SampleHypothesis {
        card: Card::TeamsBooked,
        text: "Accounts with three people booked in a week add seats within the next quarter.",
        instrumented_by: "2026-05-13",
        owner: "Ruth Abramson",
        test: "Offer ten pairs a third seat for free and see whether clients book it.",
        would_change_our_mind: "Pairs that renew as often as teams.",
    },
];

/// Something that was seen or heard (R21).
pub struct SampleEvidence {
    /// Which candidate it speaks about.
    pub card: Card,
    /// What kind of note it is.
    pub kind: EvidenceKind,
    /// Which way it points.
    pub direction: EvidenceDirection,
    /// What was found.
    pub text: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// When.
    pub collected_on: &'static str,
}

/// The history of 1,284 accounts, read on 4 June: counts per group for a two-by-two table.
pub struct SampleCohort {
    /// Which finalist.
    pub card: Card,
    /// Reached the line, and how many of them still paid on day 118.
    pub exposed: (u32, u32),
    /// Did not reach it, and how many of them still paid.
    pub unexposed: (u32, u32),
}

/// The chosen one, as it stands in the brief: 85.1% of 437 against 61.9% of 847.
pub const COHORT: SampleCohort =
    SampleCohort { card: Card::ActiveAccounts, exposed: (437, 372), unexposed: (847, 524) };

/// All notes; the first one is the teaching story of the sample (R67).
pub const EVIDENCE: [SampleEvidence; 9] = [
    SampleEvidence {
        card: Card::ActiveAccounts,
        kind: EvidenceKind::OwnData,
        direction: EvidenceDirection::Supports,
        text: "The winter in three readings. After the new front page, sign-ups went up by 30% in January, and accounts with five bookings stayed where they were: 349 in week 3, 350 in week 6. The new firms came in and found nobody to book. So the next sign-up experiment was dropped, and onboarding was rebuilt around inviting a second colleague. Six weeks later, in week 12, the count stood at 412, which is 18% more. Fewer accounts left in their first month, and monthly revenue rose later in the spring. Sign-ups alone would have called January our best month.",
        source: "Event warehouse, sign-up table and billing, weeks 3 to 20 of 2026",
        collected_on: "2026-05-21",
    },
    SampleEvidence {
        card: Card::ActiveAccounts,
        kind: EvidenceKind::OwnData,
        direction: EvidenceDirection::Supports,
        text: "Of 437 accounts that booked five meetings in one of their first four weeks, 372 still paid on day 118 (85.1%). Of 847 that did not, 524 did (61.9%). The gap is 23.3 points, and the data fit a gap from 18 to 28. It shrinks to 17 points within seat bands. This is an association; new prices started inside the window, on 1 September 2025.",
        source: "accounts-2025.csv, 1,284 accounts started 1 June to 31 October 2025",
        collected_on: "2026-05-21",
    },
    SampleEvidence {
        card: Card::ActiveAccounts,
        kind: EvidenceKind::Interview,
        direction: EvidenceDirection::Supports,
        text: "Six of eight firms describe the same turn: the week in which the diary filled by itself. None of them names the day they signed up.",
        source: "Eight interviews with firms of 5 to 50 people",
        collected_on: "2026-04-17",
    },
    SampleEvidence {
        card: Card::ActiveAccounts,
        kind: EvidenceKind::SessionReview,
        direction: EvidenceDirection::Weakens,
        text: "In four of twelve accounts one person made every booking of the week. They are over five, and nobody else in the firm has opened the tool.",
        source: "Twelve recorded weeks, names removed",
        collected_on: "2026-05-06",
    },
    SampleEvidence {
        card: Card::MeetingsTookPlace,
        kind: EvidenceKind::SupportNote,
        direction: EvidenceDirection::Supports,
        text: "When a renewal is in doubt, the first complaint is about clients who did not turn up, not about the tool.",
        source: "Customer success notes, first quarter 2026",
        collected_on: "2026-04-30",
    },
    SampleEvidence {
        card: Card::MeetingsTookPlace,
        kind: EvidenceKind::OwnData,
        direction: EvidenceDirection::Mixed,
        text: "Among the accounts whose attendance we can see, those with held meetings stay more often: 14.1 points, and the data fit anything from 4 to 24. We can see three accounts in ten.",
        source: "accounts-2025.csv, the part with attendance",
        collected_on: "2026-06-02",
    },
    SampleEvidence {
        card: Card::MeetingsTookPlace,
        kind: EvidenceKind::SalesNote,
        direction: EvidenceDirection::Weakens,
        text: "Two seasonal clients hold a third of all meetings in May and buy no seat for it.",
        source: "Invoices of the two largest clients, 2025",
        collected_on: "2026-05-12",
    },
    SampleEvidence {
        card: Card::TeamsBooked,
        kind: EvidenceKind::WinLoss,
        direction: EvidenceDirection::Supports,
        text: "Five of nine won deals name team booking as the reason. Three of seven lost ones say they needed it for one person only.",
        source: "Win and loss notes, first quarter 2026",
        collected_on: "2026-04-22",
    },
    SampleEvidence {
        card: Card::TeamsBooked,
        kind: EvidenceKind::OwnData,
        direction: EvidenceDirection::Mixed,
        text: "Accounts that reach three booked people stay more often: 15.6 points, the data fit 10 to 21. Accounts under three seats bring 38% of revenue and could never reach it.",
        source: "accounts-2025.csv joined with billing",
        collected_on: "2026-06-02",
    },
];
