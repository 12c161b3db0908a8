//! Reveal and merge: what was joined, and which pitfalls the room looked at.

use super::cards::Card;

/// Two cards that say the same.
pub struct SampleMerge {
    /// The card that stays, with its wording.
    pub keep: Card,
    /// The card that goes into it; its text and origin stay readable.
    pub absorbed: Card,
    /// Why they are one.
    pub reason: &'static str,
}

/// The only merge of the day.
pub const MERGE: SampleMerge = SampleMerge {
    keep: Card::MeetingsBooked,
    absorbed: Card::BookingsMade,
    reason: "A booking and a booked meeting are the same event in our tables.",
};

/// A pitfall the room kept going past, with its reason.
pub struct SamplePitfallNote {
    /// Which candidate.
    pub card: Card,
    /// What was said about it.
    pub reason: &'static str,
}

/// Flagged, confirmed, and still taken to the tests so that the record holds an answer.
pub const PITFALL_NOTES: [SamplePitfallNote; 3] = [
    SamplePitfallNote {
        card: Card::SignUps,
        reason: "Everybody asks for it in the weekly meeting. We want the answer on record.",
    },
    SamplePitfallNote {
        card: Card::Revenue,
        reason: "The board will ask why it is not the star. Let it go through the tests.",
    },
    SamplePitfallNote {
        card: Card::PageViews,
        reason: "Marketing reports it today. It should lose in the open, not in silence.",
    },
];
