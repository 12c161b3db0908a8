//! Eight candidates, six criteria, seven hidden ballots, two rounds.
//!
//! One string is one cell: seven marks in the order of the roster, so that whoever plays the
//! sample can hand in whole ballots. The app itself cuts the tie between a ballot and its person.

use sextant_domain::criterion::{Criterion, Level};

use super::cards::Card;
use super::slotwell::SCORERS;

/// The six cells of one candidate in round one.
pub struct SampleRow {
    /// Which candidate.
    pub card: Card,
    /// Seven marks per criterion, in the order of the sheet.
    pub cells: [&'static str; Criterion::COUNT],
}

/// Round one, in the order of the sheet.
pub const ROUND_ONE: [SampleRow; 8] = [
    SampleRow { card: Card::ActiveAccounts, cells: ["3323233", "3213223", "3223323", "3323332", "3233323", "33?3323"] },
    SampleRow { card: Card::MeetingsBooked, cells: ["1112212", "1101121", "2213222", "3333232", "3333333", "3333333"] },
    SampleRow {
        card: Card::MeetingsTookPlace,
        cells: ["3333233", "2131222", "2213033", "2121212", "3333333", "1033230"],
    },
    SampleRow { card: Card::TeamsBooked, cells: ["2233102", "3333323", "2233312", "2232122", "2132122", "2322323"] },
    SampleRow { card: Card::HoursSaved, cells: ["3331323", "2123222", "1?12?12", "2012021", "3333212", "1011100"] },
    SampleRow { card: Card::WithinAnHour, cells: ["2221232", "1312211", "1211?21", "3332333", "3323323", "3333233"] },
    SampleRow { card: Card::OutsideClients, cells: ["2322323", "2232222", "2221232", "2323232", "3231232", "3323332"] },
    SampleRow { card: Card::Rebook, cells: ["3332332", "2121232", "2???3?2", "1211212", "2121221", "21?2212"] },
];

/// One cell that was reopened.
pub struct SampleReopened {
    /// Which candidate.
    pub card: Card,
    /// Which criterion.
    pub criterion: Criterion,
    /// Seven marks, in the order of the roster.
    pub marks: &'static str,
}

/// Round two: the five cells the room talked about. Seven of 35 marks moved, which is exactly
/// the 20% that do not yet ask for a third round.
pub const ROUND_TWO: [SampleReopened; 5] = [
    SampleReopened { card: Card::TeamsBooked, criterion: Criterion::CustomerValue, marks: "2223112" },
    SampleReopened { card: Card::MeetingsTookPlace, criterion: Criterion::LeadsRevenue, marks: "2212133" },
    SampleReopened { card: Card::ActiveAccounts, criterion: Criterion::ProductStrategy, marks: "3213223" },
    SampleReopened { card: Card::WithinAnHour, criterion: Criterion::ProductStrategy, marks: "1212211" },
    SampleReopened { card: Card::MeetingsTookPlace, criterion: Criterion::Measurable, marks: "1022230" },
];

/// Reads one cell.
pub fn marks(cell: &str) -> [Level; SCORERS] {
    let mut marks = [Level::CannotJudge; SCORERS];
    for (mark, written) in marks.iter_mut().zip(cell.chars()) {
        *mark = match written {
            '0' => Level::Fails,
            '1' => Level::Doubtful,
            '2' => Level::Conditional,
            '3' => Level::Clear,
            _ => Level::CannotJudge,
        };
    }
    marks
}

/// The marks of a cell of round one.
pub fn round_one(card: Card, criterion: Criterion) -> Option<[Level; SCORERS]> {
    let row = ROUND_ONE.iter().find(|row| row.card == card)?;
    Some(marks(row.cells[criterion.index()]))
}

/// The marks that count in the end: round two where the cell was reopened, round one elsewhere.
pub fn last_marks(card: Card, criterion: Criterion) -> Option<[Level; SCORERS]> {
    let reopened = ROUND_TWO.iter().find(|cell| cell.card == card && cell.criterion == criterion);
    reopened.map_or_else(|| round_one(card, criterion), |cell| Some(marks(cell.marks)))
}

/// Why somebody gave a mark, written before the reveal.
pub struct SampleReason {
    /// In which round.
    pub round: u32,
    /// Whose, by the place on the roster.
    pub person: usize,
    /// Which candidate.
    pub card: Card,
    /// Which criterion.
    pub criterion: Criterion,
    /// The words.
    pub text: &'static str,
}

const fn reason(round: u32, person: usize, card: Card, criterion: Criterion, text: &'static str) -> SampleReason {
    SampleReason { round, person, card, criterion, text }
}

const PRIYA: usize = 0;
const TOMAS: usize = 1;
const HANNA: usize = 2;
const DANIEL: usize = 3;
const RUTH: usize = 4;
const YUSUF: usize = 5;
const LENA: usize = 6;

/// The reasons people typed.
pub const REASONS: [SampleReason; 24] = [
    reason(
        1,
        RUTH,
        Card::MeetingsTookPlace,
        Criterion::LeadsRevenue,
        "Held meetings jump when our two biggest clients hire for the season. We bill per seat, so the number climbs and the invoice does not.",
    ),
    reason(
        1,
        YUSUF,
        Card::MeetingsTookPlace,
        Criterion::LeadsRevenue,
        "Every account I saved last year had meetings that really happened. When they stop turning up, the renewal talk is already lost.",
    ),
    reason(
        1,
        HANNA,
        Card::MeetingsTookPlace,
        Criterion::LeadsRevenue,
        "People praise it in interviews. Nobody tied it to paying.",
    ),
    reason(
        1,
        YUSUF,
        Card::TeamsBooked,
        Criterion::CustomerValue,
        "Half of my happiest accounts have two people. This number says they do not count.",
    ),
    reason(
        1,
        HANNA,
        Card::TeamsBooked,
        Criterion::CustomerValue,
        "A client who can book whoever is free gets a time this week, not next.",
    ),
    reason(
        1,
        DANIEL,
        Card::TeamsBooked,
        Criterion::CustomerValue,
        "When three people can be booked, nobody waits for the one who is on holiday.",
    ),
    reason(
        1,
        HANNA,
        Card::ActiveAccounts,
        Criterion::ProductStrategy,
        "One person with a full diary reaches five. Any calendar tool would be proud of that.",
    ),
    reason(
        1,
        PRIYA,
        Card::ActiveAccounts,
        Criterion::ProductStrategy,
        "Five in a week is what a team does, not a person trying us out.",
    ),
    reason(
        1,
        TOMAS,
        Card::WithinAnHour,
        Criterion::ProductStrategy,
        "Routing is what makes the hour possible, and routing is ours.",
    ),
    reason(
        1,
        YUSUF,
        Card::WithinAnHour,
        Criterion::ProductStrategy,
        "Every rival promises to be fast. Nobody leaves us because an hour became two.",
    ),
    reason(
        1,
        TOMAS,
        Card::MeetingsTookPlace,
        Criterion::Measurable,
        "We learn about attendance from one call provider. The rest is a guess.",
    ),
    reason(
        1,
        LENA,
        Card::MeetingsTookPlace,
        Criterion::Measurable,
        "We see attendance for three accounts in ten, and those three are not like the others.",
    ),
    reason(
        1,
        DANIEL,
        Card::MeetingsTookPlace,
        Criterion::Measurable,
        "Calendars know whether people said yes. That is good enough to start.",
    ),
    reason(1, RUTH, Card::Rebook, Criterion::LeadsRevenue, "Firms with returning clients never ask me for a discount."),
    reason(
        1,
        LENA,
        Card::Rebook,
        Criterion::LeadsRevenue,
        "Plausible. I have only looked at two months, so take it as a maybe.",
    ),
    reason(
        1,
        HANNA,
        Card::MeetingsBooked,
        Criterion::ProductStrategy,
        "It is the first number in everybody’s pitch, ours included.",
    ),
    reason(
        1,
        DANIEL,
        Card::HoursSaved,
        Criterion::CustomerValue,
        "Saved compared with what? Some firms never wrote back and forth at all.",
    ),
    reason(1, TOMAS, Card::HoursSaved, Criterion::Measurable, "There is no event for a message that was not written."),
    reason(
        1,
        DANIEL,
        Card::OutsideClients,
        Criterion::LeadsRevenue,
        "One booking a week is a habit for a hobby, not a reason to buy seats.",
    ),
    reason(
        2,
        RUTH,
        Card::MeetingsTookPlace,
        Criterion::LeadsRevenue,
        "I looked at the invoices. Without the two seasonal clients the link is weak, not absent.",
    ),
    reason(
        2,
        DANIEL,
        Card::MeetingsTookPlace,
        Criterion::LeadsRevenue,
        "Holds only once seasonal clients are set apart.",
    ),
    reason(
        2,
        YUSUF,
        Card::TeamsBooked,
        Criterion::CustomerValue,
        "Fine for firms that are growing. Still no good for pairs.",
    ),
    reason(
        2,
        HANNA,
        Card::MeetingsTookPlace,
        Criterion::Measurable,
        "From October, if Lena gets the second call provider.",
    ),
    reason(2, TOMAS, Card::WithinAnHour, Criterion::ProductStrategy, "Routing is ours. The hour is not."),
];
