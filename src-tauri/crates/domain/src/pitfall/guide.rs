//! The pitfall guide (R109): the ways a star goes wrong, each told at the stage
//! where it bites.

/// One page of the guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GuideEntry {
    /// The pitfall in a few words.
    pub title: &'static str,
    /// What happens and what to do about it.
    pub text: &'static str,
    /// The stage that shows it, spelt as stages are stored; `review` is for
    /// the time after the workshop.
    pub stage: &'static str,
}

/// Every entry, in the order of the stages.
pub fn guide() -> &'static [GuideEntry] {
    GUIDE
}

const GUIDE: &[GuideEntry] = &[
    GuideEntry {
        title: "Setup mistaken for value",
        text: "A finished profile or a connected account feels like success because you can see it happen. The customer has not received anything yet. Describe the first moment in which they have.",
        stage: "frame",
    },
    GuideEntry {
        title: "Vanity counts",
        text: "Numbers about arriving, such as registrations or visits, and totals since the start go up in good years and bad ones. Ask what the same people did next, and count that.",
        stage: "clarify",
    },
    GuideEntry {
        title: "Revenue too early",
        text: "Money comes last in the chain from value to business. A star made of money speaks when it is late to act. Keep revenue as the outcome, and look for the behaviour that comes before it.",
        stage: "clarify",
    },
    GuideEntry {
        title: "The wrong grain",
        text: "Activity of any kind hides what changed; a single control shows only whether it was found. Look for the middle: one group, one valuable action, one period.",
        stage: "clarify",
    },
    GuideEntry {
        title: "A single side of a market",
        text: "Counting only buyers or only sellers lets one side do well at the other's cost. Say what each side gets each time the number rises.",
        stage: "clarify",
    },
    GuideEntry {
        title: "A star that one team owns alone",
        text: "When only one discipline can move the number, everybody else watches. List a lever for each discipline; a star with one lever is probably an input.",
        stage: "challenge",
    },
    GuideEntry {
        title: "Many stars",
        text: "Several top numbers give no answer when two pieces of work compete. Choose one for this scope. The others keep their place as inputs, guardrails, outcomes or plain KPIs.",
        stage: "choose",
    },
    GuideEntry {
        title: "Chasing the number",
        text: "As soon as people are judged by a number, somebody finds a way to lift it that helps nobody. Write those ways down now, and give each a guardrail that would show it.",
        stage: "decompose",
    },
    GuideEntry {
        title: "Silencing qualitative work",
        text: "The star shows that something changed and stays silent about the reason. Put an interview, a support note or a lost deal beside it at every review.",
        stage: "roll_out",
    },
    GuideEntry {
        title: "Permanence",
        text: "A star fits a strategy, a business model and a stage of the product. When one of them changes, score the star again. Set that yearly date now.",
        stage: "roll_out",
    },
    GuideEntry {
        title: "Swapping every quarter",
        text: "A missed quarter or a flat line says something about the inputs, not about the star. A number that changes often teaches people to wait until it goes away.",
        stage: "review",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_names_every_pitfall_of_the_requirement() {
        assert_eq!(guide().len(), 11, "R109 lists eleven pitfalls");
    }

    #[test]
    fn every_entry_belongs_to_a_stage_and_says_what_to_do() {
        const STAGES: &[&str] = &["frame", "clarify", "challenge", "choose", "decompose", "roll_out", "review"];
        for entry in guide() {
            assert!(STAGES.contains(&entry.stage), "{} has no stage", entry.title);
            assert!(entry.text.split(". ").count() >= 2, "{} explains and advises", entry.title);
        }
    }
}
