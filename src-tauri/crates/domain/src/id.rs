//! Typed ids. A participant's id can never be passed where a candidate's is meant.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// One team's whole path to one star.
    WorkshopId;
    /// A person on the roster.
    ParticipantId;
    /// A team that owns inputs.
    TeamId;
    /// A group of core users.
    CoreUserId;
    /// An entry of the quick list of value-signalling actions.
    ValueActionId;
    /// A proposed North Star Metric. Always random: an ordered id would tell who wrote first.
    CandidateId;
    /// A way to lift a number without helping anyone.
    GamingRouteId;
    /// Something a discipline can do to move a candidate.
    LeverId;
    /// A rule that was passed with a reason.
    WaiverId;
    /// One person's scores in one round. Always random.
    BallotId;
    /// Recorded dissent.
    ObjectionId;
    /// One act of choosing.
    ChoiceId;
    /// A backlog question the finalist was used on.
    BacklogDecisionId;
    /// An interview, a support note and the like.
    EvidenceItemId;
    /// Something the definition leaves out or keeps in.
    ExclusionId;
    /// A lever under the star.
    InputMetricId;
    /// A limit that must not be crossed.
    GuardrailId;
    /// Something to be recorded.
    TrackedEventId;
    /// One person's answer to a question of the frame. Always random.
    FrameAnswerId;
    /// Something sent from a seat. Always random.
    ContributionId;
    /// Made by the client, so that a resend does nothing twice.
    CommandId;
}
