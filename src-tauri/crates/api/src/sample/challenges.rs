//! Try to break each one: four verdicts with their stories for the twelve cards on the wall.

use sextant_domain::challenge::{ChallengeKind, Verdict};

use super::cards::Card;

/// What one candidate went through.
pub struct SampleChallenges {
    /// Which candidate.
    pub card: Card,
    /// Could it climb while customers leave?
    pub churn: (Verdict, &'static str),
    /// Suppose it doubled: healthier, or only louder?
    pub doubling: (Verdict, &'static str),
    /// How would you lift it without helping anybody?
    pub gaming: (Verdict, &'static str),
    /// Could it grow while users succeed no more than before?
    pub no_more_successful: (Verdict, &'static str),
    /// Ways to lift it without helping anybody; guardrails grow out of these (R39, R87).
    pub gaming_routes: &'static [&'static str],
}

impl SampleChallenges {
    /// The four verdicts in the order of the screen.
    pub const fn all(&self) -> [(ChallengeKind, Verdict, &'static str); 4] {
        [
            (ChallengeKind::Churn, self.churn.0, self.churn.1),
            (ChallengeKind::Doubling, self.doubling.0, self.doubling.1),
            (ChallengeKind::Gaming, self.gaming.0, self.gaming.1),
            (ChallengeKind::NoMoreSuccessful, self.no_more_successful.0, self.no_more_successful.1),
        ]
    }
}

use Verdict::{Fails, Survives, Unsure};

/// All twelve, in the order of their numbers.
pub const CHALLENGES: [SampleChallenges; 12] = [
    SampleChallenges {
        card: Card::ActiveAccounts,
        churn: (Survives, "Not for long. An account that leaves stops booking the same week."),
        doubling: (Survives, "Healthier. Twice the firms would run their week on us."),
        gaming: (Survives, "Splitting one meeting into five. Guardrail one catches it."),
        no_more_successful: (
            Survives,
            "Hardly. Five outside guests found a time in one week, and each of them chose it alone.",
        ),
        gaming_routes: &["Split one meeting into five", "Book our own colleagues", "Nag clients until they book"],
    },
    SampleChallenges {
        card: Card::MeetingsBooked,
        churn: (Unsure, "Two large clients could hide ten small ones leaving, for a season."),
        doubling: (Unsure, "Busier for sure. Healthier only if more firms stand behind it."),
        gaming: (Unsure, "Turn one workshop into six slots. It would take a minute."),
        no_more_successful: (Unsure, "Yes, when meetings are booked and cancelled again."),
        gaming_routes: &["Cut long meetings into short ones"],
    },
    SampleChallenges {
        card: Card::MeetingsTookPlace,
        churn: (Survives, "Meetings that happen are the last thing to stop before a firm leaves."),
        doubling: (Survives, "Healthier. It is what both sides wanted."),
        gaming: (Survives, "You would have to make people sit in a call. Nobody has the nerve."),
        no_more_successful: (Survives, "No. A meeting that took place is the success."),
        gaming_routes: &["Mark every meeting as attended unless somebody objects"],
    },
    SampleChallenges {
        card: Card::SignUps,
        churn: (
            Fails,
            "It did in March. We bought a campaign: 900 sign-ups, and the same month 31 accounts cancelled.",
        ),
        doubling: (Fails, "Twice the trials with the same onboarding is twice the support load."),
        gaming: (Fails, "Hide the price until after sign-up. Marketing could do it this afternoon."),
        no_more_successful: (Fails, "Signing up happens before the first meeting is booked."),
        gaming_routes: &["Hide the price until after sign-up"],
    },
    SampleChallenges {
        card: Card::Revenue,
        churn: (Fails, "It did last autumn. The new prices lifted it for two months while small firms gave notice."),
        doubling: (Unsure, "Healthier today. It says nothing about the year after."),
        gaming: (Fails, "Sell yearly plans at a discount in the last week of the quarter."),
        no_more_successful: (Fails, "Yes. A price rise lifts it overnight."),
        gaming_routes: &["Pull renewals forward with a discount"],
    },
    SampleChallenges {
        card: Card::TeamsBooked,
        churn: (Survives, "A team that leaves has nobody left to book. It falls the same week."),
        doubling: (Survives, "Healthier. Whole teams in the diary is how we win."),
        gaming: (Unsure, "Put every meeting on three calendars. We would see it in the guest count."),
        no_more_successful: (Survives, "No. Three people were chosen by clients in one week."),
        gaming_routes: &["Add two silent colleagues to every meeting"],
    },
    SampleChallenges {
        card: Card::LinksCreated,
        churn: (Fails, "Accounts about to leave make many links. They are looking for one that works."),
        doubling: (Fails, "Only louder. Most links are never opened by anyone."),
        gaming: (Fails, "Create three links for every new account on its first day."),
        no_more_successful: (Fails, "A link is a door. Nobody has walked through it yet."),
        gaming_routes: &["Create links for people before they ask"],
    },
    SampleChallenges {
        card: Card::HoursSaved,
        churn: (Survives, "No. A firm that saves hours stays."),
        doubling: (Survives, "Healthier, if the number is real."),
        gaming: (Unsure, "Raise the guess of minutes per message from four to six."),
        no_more_successful: (Survives, "No. Less writing is the success itself."),
        gaming_routes: &["Change the estimate instead of the product"],
    },
    SampleChallenges {
        card: Card::WithinAnHour,
        churn: (Unsure, "It can, when the slow accounts leave first and the fast ones stay."),
        doubling: (Survives, "It cannot double. From half to nearly all would be a better product."),
        gaming: (Unsure, "Confirm everything at once and move it by hand later."),
        no_more_successful: (Survives, "Rarely. A quick answer helps, even when the time is wrong."),
        gaming_routes: &["Confirm automatically and reschedule by hand"],
    },
    SampleChallenges {
        card: Card::OutsideClients,
        churn: (Survives, "No. An account that leaves is not booked any more."),
        doubling: (Survives, "Healthier, a little. One booking a week is a light habit."),
        gaming: (Unsure, "Ask a friend outside the firm to book once a week."),
        no_more_successful: (Survives, "No. Somebody from outside found a time."),
        gaming_routes: &["Have a friend book once a week"],
    },
    SampleChallenges {
        card: Card::PageViews,
        churn: (Fails, "It can. A client who finds no free time reloads the page all day."),
        doubling: (Fails, "Only louder. Views doubled in April and bookings did not move."),
        gaming: (Fails, "Link the page from every footer."),
        no_more_successful: (Fails, "Yes. Looking for a time is not finding one."),
        gaming_routes: &["Link the page from every footer"],
    },
    SampleChallenges {
        card: Card::Rebook,
        churn: (Survives, "No. Clients who come back keep the account alive."),
        doubling: (Survives, "Healthier. Nobody returns to a meeting that wasted their time."),
        gaming: (Survives, "Hard. You would have to split one visit into two."),
        no_more_successful: (Unsure, "Perhaps for firms that see each client every week anyway."),
        gaming_routes: &["Split one visit into two bookings"],
    },
];
