//! Who could move each surviving candidate, and how (R42, R43).

use sextant_domain::participant::Discipline;
use sextant_domain::participant::Discipline::{CustomerSuccess, Data, Design, Engineering, Marketing, Product, Sales};

use super::cards::Card;

/// Something one discipline can do.
pub struct SampleLever {
    /// Which candidate it moves.
    pub card: Card,
    /// Who can do it.
    pub discipline: Discipline,
    /// What they can do.
    pub text: &'static str,
}

const fn lever(card: Card, discipline: Discipline, text: &'static str) -> SampleLever {
    SampleLever { card, discipline, text }
}

/// All levers. Page views have one discipline only, and are flagged for it.
pub const LEVERS: [SampleLever; 24] = [
    lever(Card::ActiveAccounts, Product, "Offer three times instead of a full calendar"),
    lever(Card::ActiveAccounts, Engineering, "Route a request to whoever is free first"),
    lever(Card::ActiveAccounts, Design, "Invite the team when the first calendar is connected"),
    lever(Card::ActiveAccounts, Marketing, "Bring firms that meet clients every week"),
    lever(Card::ActiveAccounts, Sales, "Sell the whole team, not one seat"),
    lever(Card::ActiveAccounts, CustomerSuccess, "Call quiet accounts within a week"),
    lever(Card::MeetingsBooked, Engineering, "Make the booking page load at once"),
    lever(Card::MeetingsBooked, Marketing, "Put links where clients already are"),
    lever(Card::MeetingsTookPlace, Product, "Ask the client to confirm the day before"),
    lever(Card::MeetingsTookPlace, CustomerSuccess, "Show firms how to cut no-shows"),
    lever(Card::TeamsBooked, Design, "Make a second bookable person one click away"),
    lever(Card::TeamsBooked, Sales, "Price three seats below two plus one"),
    lever(Card::SignUps, Marketing, "Buy more campaigns"),
    lever(Card::SignUps, Product, "Shorten the sign-up form"),
    lever(Card::Revenue, Sales, "Close larger firms"),
    lever(Card::LinksCreated, Product, "Suggest links during setup"),
    lever(Card::HoursSaved, Product, "Remove one more message from the usual exchange"),
    lever(Card::WithinAnHour, Engineering, "Confirm at once when a slot is free"),
    lever(Card::WithinAnHour, CustomerSuccess, "Help firms open their calendars wider"),
    lever(Card::OutsideClients, Marketing, "Teach firms to send the link first"),
    lever(Card::OutsideClients, Product, "Let a client book without an account"),
    lever(Card::PageViews, Marketing, "Link the page from more places"),
    lever(Card::Rebook, CustomerSuccess, "Remind firms to offer the next time at once"),
    lever(Card::Rebook, Data, "Show each firm which clients came back"),
];
