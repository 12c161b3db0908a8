//! What moves the star, what must not get worse, and where each team connects.

use sextant_domain::guardrail::Direction;
use sextant_domain::input_tree::{InputLink, Operation};
use sextant_domain::participant::Discipline;

use super::cards::Card;

/// One node under the star. The tree: 412 = 1,038 × 39.7%, and 1,038 = 31 + 986 + 21.
pub struct SampleInput {
    /// Its name.
    pub name: &'static str,
    /// The node above it; none means directly under the star.
    pub parent: Option<&'static str>,
    /// Adds up, or is believed to help.
    pub link: InputLink,
    /// How its own arithmetic parts are joined.
    pub operation: Operation,
    /// The team that owns it.
    pub team: Option<Discipline>,
    /// The person who answers for it.
    pub owner: &'static str,
    /// Today's value.
    pub value: f64,
    /// What the value counts.
    pub unit: &'static str,
    /// What the team will try.
    pub bet: &'static str,
    /// Why that moves this input.
    pub moves_input_because: &'static str,
    /// Why that lifts the star.
    pub lifts_star_because: &'static str,
    /// A candidate that lives on in it.
    pub from_card: Option<Card>,
}

/// How the two parts directly under the star are joined.
pub const STAR_OPERATION: Operation = Operation::Product;

/// All eight, parents first.
pub const INPUTS: [SampleInput; 8] = [
    SampleInput {
        name: "Active accounts",
        parent: None,
        link: InputLink::ArithmeticPart,
        operation: Operation::Sum,
        team: Some(Discipline::Product),
        owner: "Priya Raman",
        value: 1038.0,
        unit: "accounts",
        bet: "",
        moves_input_because: "",
        lifts_star_because: "More accounts that book at all, more that can reach five.",
        from_card: None,
    },
    SampleInput {
        name: "Share that booked 5+",
        parent: None,
        link: InputLink::ArithmeticPart,
        operation: Operation::Product,
        team: Some(Discipline::Product),
        owner: "Priya Raman",
        value: 39.7,
        unit: "%",
        bet: "",
        moves_input_because: "",
        lifts_star_because: "It is the other half of the product.",
        from_card: None,
    },
    SampleInput {
        name: "New accounts activated",
        parent: Some("Active accounts"),
        link: InputLink::ArithmeticPart,
        operation: Operation::Sum,
        team: Some(Discipline::Marketing),
        owner: "Daniel Osei",
        value: 31.0,
        unit: "accounts",
        bet: "Show firms how a full week looks before they sign up",
        moves_input_because: "Firms that know what a full week looks like connect a calendar the same day.",
        lifts_star_because: "Accounts that arrive ready to book count in their first month.",
        from_card: Some(Card::SignUps),
    },
    SampleInput {
        name: "Accounts that came back",
        parent: Some("Active accounts"),
        link: InputLink::ArithmeticPart,
        operation: Operation::Sum,
        team: Some(Discipline::CustomerSuccess),
        owner: "Yusuf Demir",
        value: 986.0,
        unit: "accounts",
        bet: "Call quiet accounts within a week",
        moves_input_because: "Most quiet accounts lost one person, not the wish to book.",
        lifts_star_because: "They are nineteen of twenty active accounts.",
        from_card: None,
    },
    SampleInput {
        name: "Accounts won again",
        parent: Some("Active accounts"),
        link: InputLink::ArithmeticPart,
        operation: Operation::Sum,
        team: Some(Discipline::Sales),
        owner: "Ruth Abramson",
        value: 21.0,
        unit: "accounts",
        bet: "Offer former accounts a team trial, not the single seat they left",
        moves_input_because: "Half of them left because one seat was not enough.",
        lifts_star_because: "A team that returns reaches five sooner than a new one.",
        from_card: None,
    },
    SampleInput {
        name: "Bookable people per account",
        parent: Some("Share that booked 5+"),
        link: InputLink::BelievedInfluence,
        operation: Operation::Sum,
        team: Some(Discipline::Design),
        owner: "Hanna Koskinen",
        value: 3.4,
        unit: "people",
        bet: "Invite the team at the first calendar",
        moves_input_because: "At that moment the firm has just seen why it helps.",
        lifts_star_because: "More people, more free times, and no single diary carries the account.",
        from_card: Some(Card::TeamsBooked),
    },
    SampleInput {
        name: "Bookings per bookable person",
        parent: Some("Share that booked 5+"),
        link: InputLink::BelievedInfluence,
        operation: Operation::Sum,
        team: Some(Discipline::Engineering),
        owner: "Tomás Ferreira",
        value: 2.1,
        unit: "a week",
        bet: "Route to whoever is free first",
        moves_input_because: "Requests no longer wait for one full calendar.",
        lifts_star_because: "Two bookings each and three people make five.",
        from_card: Some(Card::WithinAnHour),
    },
    SampleInput {
        name: "Clients who finish booking",
        parent: Some("Share that booked 5+"),
        link: InputLink::BelievedInfluence,
        operation: Operation::Sum,
        team: Some(Discipline::Product),
        owner: "Priya Raman",
        value: 71.0,
        unit: "%",
        bet: "Three times, not a full calendar",
        moves_input_because: "People leave when they have to search for a slot.",
        lifts_star_because: "Every client who finishes is one of the five.",
        from_card: None,
    },
];

/// Something that must not get worse, made from a cheat that was written down (R87).
pub struct SampleGuardrail {
    /// What is measured.
    pub measure: &'static str,
    /// The gaming route it catches, word for word.
    pub catches: &'static str,
    /// On which side of the limit it trips.
    pub trips: Direction,
    /// The limit.
    pub limit: f64,
    /// Today.
    pub now: f64,
    /// What the numbers count.
    pub unit: &'static str,
    /// Who watches it.
    pub owner: &'static str,
    /// What happens then.
    pub response: &'static str,
}

/// All three.
pub const GUARDRAILS: [SampleGuardrail; 3] = [
    SampleGuardrail {
        measure: "Cancelled within a day",
        catches: "Split one meeting into five",
        trips: Direction::Above,
        limit: 12.0,
        now: 8.6,
        unit: "%",
        owner: "Yusuf Demir",
        response: "Yusuf calls the ten largest accounts",
    },
    SampleGuardrail {
        measure: "Guests from outside",
        catches: "Book our own colleagues",
        trips: Direction::Below,
        limit: 80.0,
        now: 87.0,
        unit: "%",
        owner: "Lena Vogt",
        response: "Lena pauses the report",
    },
    SampleGuardrail {
        measure: "Complaints per 1,000 invitations",
        catches: "Nag clients until they book",
        trips: Direction::Above,
        limit: 1.5,
        now: 0.9,
        unit: "per 1,000",
        owner: "Daniel Osei",
        response: "Daniel stops reminders",
    },
];

/// One team and where it connects (R83, R92).
pub struct SampleTeam {
    /// The team, named after its discipline.
    pub discipline: Discipline,
    /// Its own sentence.
    pub statement: &'static str,
    /// Why it has no input of its own, if it has none.
    pub no_input_because: &'static str,
}

/// All seven. Data serves every input instead of owning one.
pub const TEAMS: [SampleTeam; 7] = [
    SampleTeam { discipline: Discipline::Product, statement: "More clients finish the page", no_input_because: "" },
    SampleTeam { discipline: Discipline::Engineering, statement: "Routing without waiting", no_input_because: "" },
    SampleTeam {
        discipline: Discipline::Design,
        statement: "A second colleague is bookable on the first day",
        no_input_because: "",
    },
    SampleTeam {
        discipline: Discipline::Marketing,
        statement: "Accounts that arrive ready to book",
        no_input_because: "",
    },
    SampleTeam { discipline: Discipline::Sales, statement: "Sell the whole team, not one seat", no_input_because: "" },
    SampleTeam {
        discipline: Discipline::CustomerSuccess,
        statement: "Quiet accounts called within a week",
        no_input_because: "",
    },
    SampleTeam {
        discipline: Discipline::Data,
        statement: "Every input is right on Monday at seven",
        no_input_because: "Lena’s team serves all of the inputs and keeps the guardrail for outside guests.",
    },
];
