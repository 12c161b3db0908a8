//! More of something, whatever came of it.

use super::super::Pitfall;
use super::super::rule::{Rule, Setting};
use crate::business_model::BusinessModel;

pub(super) const RULES: &[Rule] = &[
    Rule {
        pitfall: Pitfall::TimeSpent,
        setting: Setting::Always,
        triggers: &[
            "time spent",
            "spen* ~2 time/minutes/hours",
            "minutes/hours ~1 spent/watched/streamed/listened/viewed/played/read/consumed/scrolled",
            "minutes/hours of ~1 video*/listening/content/music/watching/viewing/reading/playback/streaming",
            "listening/watch/watching/viewing/reading/read/play/screen/dwell/streaming time/hours/minutes",
            "session/visit length/duration/time",
            "length/duration of ~2 session*/visit*",
            "time on/in ?the/our page/site/app/product/platform/feed/game/website",
            "minutes/hours/time of attention",
            "time ~2 spend/spends/spent",
            "how long ~3 stay/stays/remain/listen/watch/read/browse",
            "engagement/attention/browsing/viewing/usage time",
            "^ ?average ?total session/viewing/visit duration/length",
            "minutes/hours/time per session/visit/user/viewer/listener/reader",
            "video/streaming/viewing minutes/hours",
            "stay*/remain* in the app/feed/game",
        ],
        needs: &[],
        unless: &["save/saves/saved/saving/cut/cuts/reduc*/fewer/less/avoid*/limit*/refund*/lower*"],
        cleared_by: &[],
    },
    Rule {
        pitfall: Pitfall::RawAiVolume,
        setting: Setting::Always,
        triggers: &[
            "prompts",
            "prompt volume/count*/number*",
            "llm/gpt/model request*/call*/quer*/usage",
            "llm/gpt tokens",
            "ai/chatbot/copilot quer*/request*/chats/message*/call*/conversations/prompt*/generations/usage",
        ],
        needs: &[],
        unless: SUCCESS,
        cleared_by: &[],
    },
    Rule {
        pitfall: Pitfall::RawAiVolume,
        setting: Setting::Only(BusinessModel::Ai),
        triggers: &[
            "requests/queries/messages/completions/generations/conversations/chats/tokens/responses",
            "questions/question asked/posed/submitted/sent",
            "invocations/inputs/interactions",
            "sent/submitted to the assistant/model/bot/agent/chatbot",
            "use/uses/usage of ?the/our assistant/model/bot/agent/chatbot",
            "images/pictures/photos/videos/clips/songs/documents/texts/summaries/drafts/words/pages/emails/letters/translations/answers/suggestions generated/produced/created",
            "generated/produced per/each/every/by/this/a/daily",
            "suggestions/answers/recommendations/replies/results shown/offered/displayed/served/given/made",
            "api/model calls",
            "calls to",
        ],
        needs: &[],
        unless: SUCCESS,
        cleared_by: &[],
    },
];

/// Words that say that an answer was good for somebody.
const SUCCESS: &[&str] = &[
    "accept*/solv*/resolv*/confirm*/kept/signed/approv*/correct*/success*/satisf*/publish*/unchanged/helpful/used",
    "without ~2 rewrite*/edit*/second/human/change*/correction*",
    "first try/attempt",
];
