//! The star defined: what is counted, from where, how much today, and when it is looked at.

use sextant_domain::definition::{Denominator, ExclusionDecision, ExclusionKind, WeekStart, WindowKind, WindowUnit};
use sextant_domain::guardrail::{DataClass, EventStatus};

/// The definition, field by field.
pub struct SampleDefinition {
    /// What one counted thing is.
    pub unit: &'static str,
    /// Which event.
    pub event: &'static str,
    /// When the event qualifies.
    pub qualifying_rule: &'static str,
    /// Divided by.
    pub denominator: Denominator,
    /// What that means.
    pub denominator_text: &'static str,
    /// Length of the window.
    pub window_length: u32,
    /// Its unit.
    pub window_unit: WindowUnit,
    /// Calendar or rolling.
    pub window_kind: WindowKind,
    /// First day of the week.
    pub week_start: WeekStart,
    /// Whose clock.
    pub time_zone: &'static str,
    /// Where it comes from.
    pub data_source: &'static str,
    /// When it is known.
    pub delay: &'static str,
    /// Job, value moment and money in plain words.
    pub rationale: &'static str,
    /// A case with numbers.
    pub worked_example: &'static str,
    /// Who answers for it.
    pub owner: &'static str,
}

/// Version 1.
pub const DEFINITION: SampleDefinition = SampleDefinition {
    unit: "Accounts, each once",
    event: "meeting_booked",
    qualifying_rule: "5 or more in the window, each with a guest from outside the account",
    denominator: Denominator::Nothing,
    denominator_text: "Nothing. It is a count, so it cannot rise because a bottom line fell.",
    window_length: 1,
    window_unit: WindowUnit::Week,
    window_kind: WindowKind::Calendar,
    week_start: WeekStart::Monday,
    time_zone: "Europe/Berlin",
    data_source: "Event warehouse",
    delay: "Monday 07:00",
    rationale: "Client-facing teams hire us to get a meeting fixed without writing back and forth. A client who picks a time alone, and then turns up, is the moment we promise.\nWe win by making a whole team bookable, not one person. An account that books five meetings in a week uses us as its diary. Paying for seats follows about three months later, which is the lag we assume.",
    worked_example: "Brandt & Partner booked 8. One series of three counts once, one booking was cancelled after four minutes. That leaves 5, so the account counts.",
    owner: "Priya Raman, Product",
};

/// One thing that was ticked out of the count, or kept in on purpose.
pub struct SampleExclusion {
    /// What kind.
    pub kind: ExclusionKind,
    /// In words.
    pub detail: &'static str,
    /// Out or in.
    pub decision: ExclusionDecision,
}

/// All of them; what does not occur at Slotwell is kept in with the reason.
pub const EXCLUSIONS: [SampleExclusion; 8] = [
    SampleExclusion {
        kind: ExclusionKind::Staff,
        detail: "Accounts of our own staff",
        decision: ExclusionDecision::LeftOut,
    },
    SampleExclusion {
        kind: ExclusionKind::TestAccounts,
        detail: "Test accounts",
        decision: ExclusionDecision::LeftOut,
    },
    SampleExclusion {
        kind: ExclusionKind::Refunds,
        detail: "Bookings cancelled within 10 minutes",
        decision: ExclusionDecision::LeftOut,
    },
    SampleExclusion {
        kind: ExclusionKind::Imported,
        detail: "Imported calendars",
        decision: ExclusionDecision::LeftOut,
    },
    SampleExclusion {
        kind: ExclusionKind::Other,
        detail: "A series counts once",
        decision: ExclusionDecision::LeftOut,
    },
    SampleExclusion {
        kind: ExclusionKind::Trials,
        detail: "Trials, decided 4 June",
        decision: ExclusionDecision::KeptIn,
    },
    SampleExclusion {
        kind: ExclusionKind::Bots,
        detail: "Bots cannot confirm a time",
        decision: ExclusionDecision::KeptIn,
    },
    SampleExclusion {
        kind: ExclusionKind::Other,
        detail: "Guests with a shared mailbox, until somebody counts how many there are",
        decision: ExclusionDecision::KeptIn,
    },
];

/// Where it stands and where it should go, kept apart (R73, R74).
pub struct SampleLevel {
    /// Today.
    pub baseline: u32,
    /// Lowest of the last twelve weeks.
    pub low: u32,
    /// Highest of the last twelve weeks.
    pub high: u32,
    /// What is counted.
    pub unit: &'static str,
    /// Where it was read.
    pub source: &'static str,
    /// Which day it stands for.
    pub measured_on: &'static str,
    /// The wanted value.
    pub target: u32,
    /// Until when.
    pub due: &'static str,
    /// What is said about it.
    pub target_note: &'static str,
}

/// 412 today, 480 by autumn.
pub const LEVEL: SampleLevel = SampleLevel {
    baseline: 412,
    low: 388,
    high: 421,
    unit: "accounts",
    source: "Event warehouse, week of 25 May 2026, range over 12 weeks",
    measured_on: "2026-05-25",
    target: 480,
    due: "2026-09-30",
    target_note: "A missed target changes the inputs we work on, never the definition.",
};

/// An event that has to be recorded.
pub struct SampleEvent {
    /// Its name in the data.
    pub name: &'static str,
    /// When it happens.
    pub trigger: &'static str,
    /// What it carries.
    pub properties: &'static str,
    /// Where it is captured.
    pub place: &'static str,
    /// How personal it is.
    pub data_class: DataClass,
    /// Who sees to it.
    pub owner: &'static str,
    /// By when, if it is not there yet.
    pub due: Option<&'static str>,
    /// Whether it is there.
    pub status: EventStatus,
}

/// No names, no addresses: guests are stored as inside or outside, nothing else.
pub const EVENTS: [SampleEvent; 4] = [
    SampleEvent {
        name: "meeting_booked",
        trigger: "Client confirms a time",
        properties: "account, guest outside, series",
        place: "Booking service",
        data_class: DataClass::Pseudonymous,
        owner: "Engineering",
        due: None,
        status: EventStatus::Live,
    },
    SampleEvent {
        name: "meeting_cancelled",
        trigger: "Either side cancels",
        properties: "account, minutes since booking",
        place: "Booking service",
        data_class: DataClass::Pseudonymous,
        owner: "Engineering",
        due: None,
        status: EventStatus::Live,
    },
    SampleEvent {
        name: "meeting_attended",
        trigger: "Both sides joined",
        properties: "account, source",
        place: "Call provider reports",
        data_class: DataClass::Pseudonymous,
        owner: "Data",
        due: Some("2026-10-02"),
        status: EventStatus::Planned,
    },
    SampleEvent {
        name: "invitation_complained",
        trigger: "A client marks an invitation as unwanted",
        properties: "account",
        place: "Mail provider reports",
        data_class: DataClass::Pseudonymous,
        owner: "Marketing",
        due: None,
        status: EventStatus::Live,
    },
];

/// When it is looked at again.
pub struct SampleCadence {
    /// The next quarterly review.
    pub next_review: &'static str,
    /// Who comes.
    pub participants: &'static str,
    /// The yearly check of the six criteria.
    pub yearly_review: &'static str,
    /// What would retire this star.
    pub retirement_trigger: &'static str,
    /// When somebody is called.
    pub alert: &'static str,
}

/// Every Monday, every quarter, every year.
pub const CADENCE: SampleCadence = SampleCadence {
    next_review: "2026-09-03",
    participants: "Priya Raman, the input owners, Mara Lindqvist",
    yearly_review: "2027-06-03",
    retirement_trigger: "New strategy, new business model, new core value or new product stage. Attendance known for 80% of meetings opens the question again.",
    alert: "Below 380 for two weeks running: Priya calls the input owners together.",
};

/// How each person said the star in their own words, typed blind (R56). Six mean the same.
pub const EXPLANATIONS: [&str; 7] = [
    "Firms that fill at least five slots in a week with people from outside.",
    "How many accounts had five or more client bookings this week, each account once.",
    "Accounts whose outside clients booked five meetings or more between Monday and Sunday.",
    "Customers busy enough to get five bookings a week.",
    "Every firm that got five outside bookings in one week counts as one.",
    "Accounts that use us as their diary: five bookings by clients in a week.",
    "Distinct accounts with at least five outside meeting_booked events per calendar week.",
];
