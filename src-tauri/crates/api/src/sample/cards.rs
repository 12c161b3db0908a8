//! The thirteen candidates as they were written, and what can be known about each.

use sextant_domain::business_model::CountedUnit;
use sextant_domain::candidate::{DataStatus, Period, Threshold, ValueStatement};

/// The thirteen candidates, in the order of their numbers on the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Card {
    /// 1. The later star.
    ActiveAccounts,
    /// 2. Merged with 4.
    MeetingsBooked,
    /// 3. Closest to the value moment.
    MeetingsTookPlace,
    /// 4. Says the same as 2.
    BookingsMade,
    /// 5. Top of the funnel.
    SignUps,
    /// 6. The outcome itself.
    Revenue,
    /// 7. How we win.
    TeamsBooked,
    /// 8. Setup.
    LinksCreated,
    /// 9. Dear to everyone, counted by nobody.
    HoursSaved,
    /// 10. Speed.
    WithinAnHour,
    /// 11. The outside half of 1.
    OutsideClients,
    /// 12. Traffic.
    PageViews,
    /// 13. Return.
    Rebook,
}

/// A candidate's sentence in slots, or in free words with the slots left empty.
pub struct SampleSentence {
    /// Free words; empty when the slots say it all.
    pub free_text: &'static str,
    /// Who is counted.
    pub audience: &'static str,
    /// What they do.
    pub action: &'static str,
    /// Which threshold.
    pub threshold: Threshold,
    /// Its number.
    pub threshold_count: Option<u32>,
    /// What the number counts.
    pub unit: &'static str,
    /// How often.
    pub period: Option<Period>,
    /// Under which condition.
    pub condition: &'static str,
    /// What one counted thing is.
    pub counted_unit: Option<CountedUnit>,
}

/// Whether, where and how soon it can be counted (R45, R46).
pub struct SampleMeasurability {
    /// The answer in three states.
    pub status: DataStatus,
    /// Where it would come from.
    pub source: &'static str,
    /// The event behind it.
    pub event: &'static str,
    /// How late it is known, in days.
    pub delay_days: Option<u32>,
    /// The day it can be counted from.
    pub by: Option<&'static str>,
    /// Who sees to it.
    pub owner: &'static str,
}

/// Everything about one candidate that was said before the challenges.
pub struct SampleCard {
    /// Which one.
    pub card: Card,
    /// The name everybody uses.
    pub name: &'static str,
    /// The sentence.
    pub sentence: SampleSentence,
    /// What can be counted.
    pub measurability: SampleMeasurability,
    /// The value statements it answers to (R35).
    pub links: &'static [ValueStatement],
    /// How far ahead of revenue people expect it to move (R49).
    pub revenue_lag: &'static str,
}

/// A sentence that names itself and leaves the slots for later.
const fn free(free_text: &'static str, period: Period, unit: CountedUnit) -> SampleSentence {
    SampleSentence {
        free_text,
        audience: "",
        action: "",
        threshold: Threshold::Any,
        threshold_count: None,
        unit: "",
        period: Some(period),
        condition: "",
        counted_unit: Some(unit),
    }
}

const fn now(source: &'static str, event: &'static str, delay_days: u32, owner: &'static str) -> SampleMeasurability {
    let delay_days = Some(delay_days);
    SampleMeasurability { status: DataStatus::WeeklyNow, source, event, delay_days, by: None, owner }
}

use ValueStatement::{BusinessResult, CameFor, RepeatedBehaviour, Strategy, ValueMoment};

/// All thirteen.
pub const CARDS: [SampleCard; 13] = [
    SampleCard {
        card: Card::ActiveAccounts,
        name: "Weekly active accounts that booked 5+ meetings",
        sentence: SampleSentence {
            free_text: "Weekly active accounts that booked 5+ meetings",
            audience: "Accounts",
            action: "booked",
            threshold: Threshold::AtLeast,
            threshold_count: Some(5),
            unit: "meetings",
            period: Some(Period::Week),
            condition: "for clients outside the firm",
            counted_unit: Some(CountedUnit::Account),
        },
        measurability: now("Event warehouse", "meeting_booked", 1, "Lena Vogt"),
        links: &[CameFor, RepeatedBehaviour, BusinessResult],
        revenue_lag: "About three months: seats are added at the quarter after the diary fills.",
    },
    SampleCard {
        card: Card::MeetingsBooked,
        name: "Meetings booked per week",
        sentence: free("Meetings booked per week", Period::Week, CountedUnit::Other),
        measurability: now("Event warehouse", "meeting_booked", 1, "Lena Vogt"),
        links: &[CameFor],
        revenue_lag: "Unclear: large clients book more and pay the same.",
    },
    SampleCard {
        card: Card::MeetingsTookPlace,
        name: "Client meetings that took place, per week",
        sentence: SampleSentence {
            free_text: "Client meetings that took place, per week",
            audience: "Client meetings",
            action: "took place",
            threshold: Threshold::Any,
            threshold_count: None,
            unit: "meetings",
            period: Some(Period::Week),
            condition: "with somebody from outside the firm",
            counted_unit: Some(CountedUnit::Other),
        },
        measurability: SampleMeasurability {
            status: DataStatus::ByDate,
            source: "Video call reports and calendar replies",
            event: "meeting_attended",
            delay_days: Some(3),
            by: Some("2026-10-02"),
            owner: "Lena Vogt",
        },
        links: &[ValueMoment, CameFor],
        revenue_lag: "Two to three months, if the seasonal clients are set apart.",
    },
    SampleCard {
        card: Card::BookingsMade,
        name: "Bookings made each week",
        sentence: free("Bookings made each week", Period::Week, CountedUnit::Other),
        measurability: now("Event warehouse", "meeting_booked", 1, "Lena Vogt"),
        links: &[CameFor],
        revenue_lag: "",
    },
    SampleCard {
        card: Card::SignUps,
        name: "New sign-ups per month",
        sentence: free("New sign-ups per month", Period::Month, CountedUnit::Account),
        measurability: now("Sign-up table", "account_created", 1, "Daniel Osei"),
        links: &[],
        revenue_lag: "None seen: March sign-ups have not become seats.",
    },
    SampleCard {
        card: Card::Revenue,
        name: "Monthly recurring revenue",
        sentence: free("Monthly recurring revenue", Period::Month, CountedUnit::Other),
        measurability: now("Billing export", "invoice_paid", 2, "Ruth Abramson"),
        links: &[BusinessResult],
        revenue_lag: "None: it is the revenue.",
    },
    SampleCard {
        card: Card::TeamsBooked,
        name: "Teams with 3+ people booked in a week",
        sentence: SampleSentence {
            free_text: "Teams with 3+ people booked in a week",
            audience: "Teams",
            action: "were booked",
            threshold: Threshold::SeveralPeople,
            threshold_count: Some(3),
            unit: "people",
            period: Some(Period::Week),
            condition: "",
            counted_unit: Some(CountedUnit::Team),
        },
        measurability: now("Event warehouse, joined with seats", "meeting_booked", 2, "Lena Vogt"),
        links: &[Strategy, BusinessResult],
        revenue_lag: "One quarter: a third booked person is a third seat.",
    },
    SampleCard {
        card: Card::LinksCreated,
        name: "Booking links created per account",
        sentence: free("Booking links created per account", Period::Week, CountedUnit::Account),
        measurability: now("Product tables", "link_created", 1, "Tomás Ferreira"),
        links: &[],
        revenue_lag: "",
    },
    SampleCard {
        card: Card::HoursSaved,
        name: "Hours of back-and-forth saved per week",
        sentence: free("Hours of back-and-forth saved per week", Period::Week, CountedUnit::Other),
        measurability: SampleMeasurability {
            status: DataStatus::NotMeasurable,
            source: "A survey twice a year, with guesses",
            event: "",
            delay_days: Some(90),
            by: None,
            owner: "Hanna Koskinen",
        },
        links: &[CameFor],
        revenue_lag: "Nobody could name one.",
    },
    SampleCard {
        card: Card::WithinAnHour,
        name: "Share of requests confirmed within an hour",
        sentence: SampleSentence {
            free_text: "Share of requests confirmed within an hour",
            audience: "Requests",
            action: "confirmed within an hour",
            threshold: Threshold::Any,
            threshold_count: None,
            unit: "",
            period: Some(Period::Week),
            condition: "of all requests that week",
            counted_unit: Some(CountedUnit::Other),
        },
        measurability: now("Event warehouse", "request_confirmed", 1, "Tomás Ferreira"),
        links: &[CameFor],
        revenue_lag: "None known. Fast accounts and slow accounts pay alike.",
    },
    SampleCard {
        card: Card::OutsideClients,
        name: "Accounts booked by an outside client each week",
        sentence: SampleSentence {
            free_text: "Accounts booked by an outside client each week",
            audience: "Accounts",
            action: "were booked by an outside client",
            threshold: Threshold::AtLeast,
            threshold_count: Some(1),
            unit: "booking",
            period: Some(Period::Week),
            condition: "",
            counted_unit: Some(CountedUnit::Account),
        },
        measurability: now("Event warehouse", "meeting_booked", 1, "Lena Vogt"),
        links: &[ValueMoment, RepeatedBehaviour],
        revenue_lag: "About three months, weaker than with five bookings.",
    },
    SampleCard {
        card: Card::PageViews,
        name: "Booking page views",
        sentence: free("Booking page views", Period::Week, CountedUnit::Other),
        measurability: now("Web analytics", "booking_page_viewed", 1, "Daniel Osei"),
        links: &[],
        revenue_lag: "",
    },
    SampleCard {
        card: Card::Rebook,
        name: "Accounts whose clients rebook within 30 days",
        sentence: SampleSentence {
            free_text: "Accounts whose clients rebook within 30 days",
            audience: "Accounts",
            action: "had a client book again within 30 days",
            threshold: Threshold::AtLeast,
            threshold_count: Some(1),
            unit: "returning client",
            period: Some(Period::Month),
            condition: "the same outside guest as before",
            counted_unit: Some(CountedUnit::Account),
        },
        measurability: SampleMeasurability {
            status: DataStatus::ByDate,
            source: "Event warehouse, guests matched without names",
            event: "meeting_booked",
            delay_days: Some(30),
            by: Some("2026-07-15"),
            owner: "Lena Vogt",
        },
        links: &[ValueMoment, RepeatedBehaviour],
        revenue_lag: "Nobody in the room can tell yet.",
    },
];
