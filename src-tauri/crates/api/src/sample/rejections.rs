//! What was turned down: reason, best argument, and what would bring it back.

use sextant_domain::candidate::MetricKind;
use sextant_domain::decision::RejectionReason;
use sextant_domain::stage::Stage;

use super::cards::Card;

/// One candidate that did not become the star.
pub struct SampleRejection {
    /// Which candidate.
    pub card: Card,
    /// In which stage it fell.
    pub stage: Stage,
    /// The reason code.
    pub reason: RejectionReason,
    /// The reason in words.
    pub text: &'static str,
    /// The best thing that can be said for it.
    pub best_argument: &'static str,
    /// What would bring it back.
    pub come_back_when: &'static str,
    /// What the verdict rests on.
    pub evidence: &'static str,
    /// What it stays useful as.
    pub kept_as: Option<MetricKind>,
}

/// All eleven, in the order in which they fell. The thirteenth card was merged.
pub const REJECTIONS: [SampleRejection; 11] = [
    SampleRejection {
        card: Card::SignUps,
        stage: Stage::Challenge,
        reason: RejectionReason::ClimbsWhileCustomersLeave,
        text: "Climbs while customers leave: in March 900 firms signed up and 31 accounts cancelled.",
        best_argument: "It is the first thing marketing can influence.",
        come_back_when: "Sign-up includes a first booked meeting.",
        evidence: "Sign-up table and cancellations, March 2026",
        kept_as: Some(MetricKind::Input),
    },
    SampleRejection {
        card: Card::Revenue,
        stage: Stage::Challenge,
        reason: RejectionReason::Lagging,
        text: "It tells us months later what went well, and a price rise lifts it overnight.",
        best_argument: "It is what keeps the company alive, and nobody argues about the figure.",
        come_back_when: "Prices follow use so closely that it moves in the week value arrives.",
        evidence: "Billing export, September to December 2025",
        kept_as: Some(MetricKind::Outcome),
    },
    SampleRejection {
        card: Card::LinksCreated,
        stage: Stage::Challenge,
        reason: RejectionReason::SetupNotValue,
        text: "A link is set up before anybody has got anything. Most are never opened.",
        best_argument: "No link, no booking: everything starts there.",
        come_back_when: "A link is made by the first booking itself.",
        evidence: "Product tables, first quarter 2026",
        kept_as: Some(MetricKind::Input),
    },
    SampleRejection {
        card: Card::PageViews,
        stage: Stage::Challenge,
        reason: RejectionReason::Louder,
        text: "Views doubled in April and bookings did not move. Only one team can influence it.",
        best_argument: "It is known within the hour, and it shows when something breaks.",
        come_back_when: "A view of the page nearly always ends in a booking.",
        evidence: "Web analytics, April 2026",
        kept_as: Some(MetricKind::Kpi),
    },
    SampleRejection {
        card: Card::MeetingsBooked,
        stage: Stage::Score,
        reason: RejectionReason::BarredByGate,
        text: "Barred by customer value and our strategy: it counts busy calendars, and any rival would pick it.",
        best_argument: "Everybody repeats it correctly, and it is right there every morning.",
        come_back_when: "Cancelled and split meetings no longer make up a tenth of it.",
        evidence: "Seven ballots, medians 1 and 1",
        kept_as: Some(MetricKind::Kpi),
    },
    SampleRejection {
        card: Card::HoursSaved,
        stage: Stage::Score,
        reason: RejectionReason::BarredByGate,
        text: "Barred by leads revenue, and there is no event for a message that was not written.",
        best_argument: "It is the sentence customers use when they recommend us.",
        come_back_when: "Somebody finds a way to count the messages that fell away.",
        evidence: "Seven ballots, median 1; two could not judge",
        kept_as: Some(MetricKind::Kpi),
    },
    SampleRejection {
        card: Card::WithinAnHour,
        stage: Stage::Score,
        reason: RejectionReason::BarredByGate,
        text: "Barred by our strategy: every rival promises to be fast.",
        best_argument: "A quick answer is the part of the value a client feels first.",
        come_back_when: "Speed becomes our promise.",
        evidence: "Seven ballots in two rounds, median 1",
        kept_as: Some(MetricKind::Input),
    },
    SampleRejection {
        card: Card::OutsideClients,
        stage: Stage::Score,
        reason: RejectionReason::WeakerForm,
        text: "A weaker form of the five bookings. Its best part, the outside guest, is in the definition.",
        best_argument: "One stranger who finds a time alone is already the value moment.",
        come_back_when: "Internal bookings pass 20%.",
        evidence: "Seven ballots, sum 13 against 17",
        kept_as: None,
    },
    SampleRejection {
        card: Card::Rebook,
        stage: Stage::Score,
        reason: RejectionReason::ArrivesTooLate,
        text: "Arrives too late: 30 days pass before anybody can read a week.",
        best_argument: "A returning client is the most honest sign there is.",
        come_back_when: "The delay drops under two weeks.",
        evidence: "Measurability line, and four of seven who could not judge its link to revenue",
        kept_as: Some(MetricKind::Kpi),
    },
    SampleRejection {
        card: Card::TeamsBooked,
        stage: Stage::Choose,
        reason: RejectionReason::LeavesOutCustomers,
        text: "Leaves out paying customers: accounts under three seats bring 38% of revenue.",
        best_argument: "It says how we win: whole teams, not one diary.",
        come_back_when: "Accounts under three seats bring less than 15% of revenue. Today 38%.",
        evidence: "Gap of 15.6 points in history, 10.2 to 20.6",
        kept_as: Some(MetricKind::Input),
    },
    SampleRejection {
        card: Card::MeetingsTookPlace,
        stage: Stage::Choose,
        reason: RejectionReason::NotMeasurable,
        text: "Cannot be counted soon: attendance is known for three accounts in ten.",
        best_argument: "A meeting that happened is the value itself. Nothing closer exists.",
        come_back_when: "Attendance is known for 80% of meetings. Today it is 30%.",
        evidence: "Gap of 14.1 points in history, 3.9 to 23.9, from the accounts we can see",
        kept_as: Some(MetricKind::Guardrail),
    },
];
