//! Slotwell: the workshop, its people, and what they agreed about the product.

use sextant_domain::business_model::BusinessModel;
use sextant_domain::frame::{FrameQuestion, Game, Maturity};
use sextant_domain::head::{BallotChannel, Path, Privacy, Scope};
use sextant_domain::participant::{Discipline, Role};

/// What is settled before anybody sits down.
pub struct SampleWorkshop {
    /// The title in the library.
    pub title: &'static str,
    /// What the star is for.
    pub scope: Scope,
    /// The name of that scope.
    pub scope_name: &'static str,
    /// Which path through the stages.
    pub path: Path,
    /// What is promised about marks.
    pub privacy: Privacy,
    /// How ballots come in.
    pub ballot_channel: BallotChannel,
    /// The question on the wall while people write.
    pub central_question: &'static str,
    /// First and second sitting.
    pub sittings: [SampleSitting; 2],
}

/// One meeting.
pub struct SampleSitting {
    /// The day.
    pub day: &'static str,
    /// When it began.
    pub starts: &'static str,
    /// What to remember next time.
    pub agreed: &'static str,
    /// What stayed open.
    pub open_question: &'static str,
}

/// The workshop itself.
pub const WORKSHOP: SampleWorkshop = SampleWorkshop {
    title: "Slotwell, company star",
    scope: Scope::Company,
    scope_name: "Slotwell",
    path: Path::Standard,
    privacy: Privacy::Anonymous,
    ballot_channel: BallotChannel::PassedKeyboard,
    central_question: "What would you count to know that customers got what they came for?",
    sittings: [
        SampleSitting {
            day: "2026-05-12",
            starts: "13:05",
            agreed: "Seven of you took three candidates out of thirteen to the data.",
            open_question: "Who counts as an outside guest?",
        },
        SampleSitting {
            day: "2026-06-04",
            starts: "09:55",
            agreed: "Priya chose weekly active accounts that booked 5 or more meetings.",
            open_question: "Is a shared mailbox an outside guest?",
        },
    ],
};

/// One person in the room.
pub struct SamplePerson {
    /// The name.
    pub name: &'static str,
    /// What they speak for.
    pub discipline: Discipline,
    /// What they do in the workshop; only contributors score.
    pub roles: &'static [Role],
}

/// How many people score.
pub const SCORERS: usize = 7;

/// The seven who score, in the order of the roster.
pub const PEOPLE: [SamplePerson; SCORERS] = [
    SamplePerson { name: "Priya Raman", discipline: Discipline::Product, roles: &[Role::Decider, Role::Contributor] },
    SamplePerson { name: "Tomás Ferreira", discipline: Discipline::Engineering, roles: &[Role::Contributor] },
    SamplePerson { name: "Hanna Koskinen", discipline: Discipline::Design, roles: &[Role::Contributor] },
    SamplePerson { name: "Daniel Osei", discipline: Discipline::Marketing, roles: &[Role::Contributor] },
    SamplePerson { name: "Ruth Abramson", discipline: Discipline::Sales, roles: &[Role::Contributor] },
    SamplePerson { name: "Yusuf Demir", discipline: Discipline::CustomerSuccess, roles: &[Role::Contributor] },
    SamplePerson { name: "Lena Vogt", discipline: Discipline::Data, roles: &[Role::Contributor, Role::Analyst] },
];

/// The eighth person guides and does not score.
pub const FACILITATOR: SamplePerson =
    SamplePerson { name: "Mara Lindqvist", discipline: Discipline::Other, roles: &[Role::Facilitator] };

/// A group of users with its place and why.
pub struct SampleCoreUser {
    /// Who they are.
    pub name: &'static str,
    /// Why this place.
    pub reason: &'static str,
}

/// The groups, first one first (R14).
pub const CORE_USERS: [SampleCoreUser; 3] = [
    SampleCoreUser {
        name: "Client-facing teams of 5 to 50 people in service firms",
        reason: "They pay, and they invite everyone else.",
    },
    SampleCoreUser {
        name: "Clients of those firms who book a time",
        reason: "Nothing works without them, but they come because a firm sent them a link.",
    },
    SampleCoreUser {
        name: "Office managers who look after the calendars",
        reason: "They set us up and keep us tidy, and they rarely decide to stay or leave.",
    },
];

/// The lines the room agreed on, in the order of the questions.
pub const FRAME: [(FrameQuestion, &str); 9] = [
    (FrameQuestion::Job, "Get a client meeting fixed without writing back and forth."),
    (FrameQuestion::CameFor, "A time in both calendars that nobody had to negotiate."),
    (FrameQuestion::RepeatedBehaviour, "The team sends its link first, every week, and clients book without a word."),
    (FrameQuestion::BusinessResult, "The firm adds seats for more of its people and renews for the year."),
    (FrameQuestion::ValueMoment, "A client picks a time without any message from us, and the meeting takes place."),
    (FrameQuestion::Strategy, "The whole team can be booked, not one person."),
    (
        FrameQuestion::BusinessOutcome,
        "Yearly recurring revenue from seats, with fewer accounts leaving in their first year.",
    ),
    (
        FrameQuestion::SuccessStory,
        "A firm that fills five slots a week without writing back and forth has made us part of how it works. When more firms do that, we are winning.",
    ),
    (FrameQuestion::CentralQuestion, WORKSHOP.central_question),
];

/// The seven private answers to the value moment, shuffled as the room saw them.
pub const VALUE_MOMENT_ANSWERS: [&str; 7] = [
    "A client picks a time on their own, and the meeting is in both calendars.",
    "The moment the second email does not have to be written.",
    "When the account connects its first calendar.",
    "Client opens the link, chooses, done. Nobody phoned.",
    "A whole team can be booked, not only the boss.",
    "The meeting takes place and nobody had to chase it.",
    "First week in which a team fills its diary without back and forth.",
];

/// What kind of business it is; selects examples and warnings only.
pub const BUSINESS_MODEL: BusinessModel = BusinessModel::Collaboration;
/// The game it plays; selects examples and warnings only.
pub const GAME: Game = Game::Productivity;
/// How far the product is.
pub const MATURITY: Maturity = Maturity::Growth;

/// The quick list of actions that show value (R22).
pub const VALUE_ACTIONS: [&str; 8] = [
    "A client books a time without being reminded",
    "A booked meeting takes place",
    "A second colleague gets a bookable calendar",
    "A team routes a request to whoever is free first",
    "A client comes back and books again",
    "A request is confirmed within the hour",
    "A firm puts its booking link into its own signature or site",
    "Somebody moves a meeting without writing a message",
];
