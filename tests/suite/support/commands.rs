//! Every command there is, as a template to be filled at random: with what is in the workshop,
//! with what never was, with words of every length, and with plain nonsense.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};

/// What the facilitator's console may ask. `@candidate` and the like are filled in.
pub(crate) const CONSOLE: &[&str] = &[
    r#"{"type":"advance","note":"@reason"}"#,
    r#"{"type":"skip_stage","reason":"@reason"}"#,
    r#"{"type":"go_to_stage","stage":"@stage"}"#,
    r#"{"type":"confirm_stage","stage":"@stage"}"#,
    r#"{"type":"start_timer"}"#,
    r#"{"type":"pause_timer"}"#,
    r#"{"type":"add_minute"}"#,
    r#"{"type":"reset_timer","seconds":"@number"}"#,
    r#"{"type":"begin_sitting","openQuestion":"@line"}"#,
    r#"{"type":"show_on_projector","focus":"@focus"}"#,
    r#"{"type":"undo"}"#,
    r#"{"type":"redo"}"#,
    r#"{"type":"hand_keyboard","participantId":"@person"}"#,
    r#"{"type":"take_back_keyboard"}"#,
    r#"{"type":"room","room":{"type":"lock","locked":"@bool"}}"#,
    r#"{"type":"room","room":{"type":"show_join","shown":"@bool"}}"#,
    r#"{"type":"ask_frame","question":"@job|came_for|value_moment|strategy"}"#,
    r#"{"type":"reveal_frame_answers","question":"@job|came_for|value_moment|strategy"}"#,
    r#"{"type":"settle_contribution","contributionId":"@contributionId","settled":"@bool"}"#,
    r#"{"type":"answer_set_up","answers":{"title":"@name","scope":"@company|product|area","scopeName":"@name","parentStar":"@line","path":"@express|standard","solo":"@rarely","privacy":"@anonymous|named|null","ballotChannel":"@passed_keyboard|facilitator_entry|hand_tally|null","namesInLobby":"@bool"}}"#,
    r#"{"type":"add_participant","participant":{"name":"@name","discipline":"@product|engineering|design|sales|other","roles":"@roles"}}"#,
    r#"{"type":"edit_participant","participantId":"@person","participant":{"name":"@name","discipline":"@data|finance|other","roles":"@roles"}}"#,
    r#"{"type":"remove_participant","participantId":"@person"}"#,
    r#"{"type":"mark_attendance","participantId":"@person","attendance":"@here|absent"}"#,
    r#"{"type":"seat_at_tables"}"#,
    r#"{"type":"set_table","participantId":"@person","table":"@small"}"#,
    r#"{"type":"set_answering","answering":"@by_table|alone"}"#,
    r#"{"type":"hand_table_device","table":"@small","participantId":"@personOrNull"}"#,
    r#"{"type":"add_team","name":"@name"}"#,
    r#"{"type":"remove_team","teamId":"@team"}"#,
    r#"{"type":"answer_frame","question":"@job|came_for|repeated_behaviour|business_result|value_moment|strategy|business_outcome|success_story|central_question","text":"@line"}"#,
    r#"{"type":"set_business_model","model":"@saas|marketplace|null"}"#,
    r#"{"type":"set_game","game":"@attention|transaction|productivity|null"}"#,
    r#"{"type":"set_maturity","maturity":"@pre_fit|growth|scale|mature|null"}"#,
    r#"{"type":"add_core_user","coreUser":{"name":"@name","reason":"@line"}}"#,
    r#"{"type":"edit_core_user","coreUserId":"@coreUser","coreUser":{"name":"@name","reason":"@line"}}"#,
    r#"{"type":"rank_core_user","coreUserId":"@coreUser","rank":"@number"}"#,
    r#"{"type":"remove_core_user","coreUserId":"@coreUser"}"#,
    r#"{"type":"waive_rule","rule":"@missing_discipline|empty_word|setup_moment|pitfall|gate|shortlist_size|guardrail_count|brief_gap","candidateId":"@candidateOrNull","detail":"@line","reason":"@reason"}"#,
    r#"{"type":"withdraw_waiver","waiverId":"@waiver"}"#,
    r#"{"type":"add_candidate","sentence":"@sentence"}"#,
    r#"{"type":"edit_candidate","candidateId":"@candidate","sentence":"@sentence"}"#,
    r#"{"type":"withdraw_candidate","candidateId":"@candidate"}"#,
    r#"{"type":"add_value_action","text":"@line"}"#,
    r#"{"type":"turn_action_into_candidate","valueActionId":"@action"}"#,
    r#"{"type":"remove_value_action","valueActionId":"@action"}"#,
    r#"{"type":"open_card","candidateId":"@candidate"}"#,
    r#"{"type":"merge_candidates","from":"@candidate","into":"@candidate"}"#,
    r#"{"type":"unmerge_candidate","candidateId":"@candidate"}"#,
    r#"{"type":"link_candidate","candidateId":"@candidate","statement":"@came_for|repeated_behaviour|business_result|value_moment|strategy"}"#,
    r#"{"type":"describe_sides","candidateId":"@candidate","supplySide":"@line","demandSide":"@line"}"#,
    r#"{"type":"reshape_candidate","reshape":{"candidateId":"@candidate","sentence":"@sentence"}}"#,
    r#"{"type":"judge_challenge","candidateId":"@candidate","kind":"@churn|doubling|gaming|no_more_successful","verdict":"@survives|fails|unsure","story":"@line"}"#,
    r#"{"type":"clear_challenge","candidateId":"@candidate","kind":"@churn|doubling|gaming|no_more_successful"}"#,
    r#"{"type":"add_gaming_route","candidateId":"@candidate","text":"@line"}"#,
    r#"{"type":"remove_gaming_route","gamingRouteId":"@route"}"#,
    r#"{"type":"add_lever","candidateId":"@candidate","discipline":"@product|design|data","text":"@line"}"#,
    r#"{"type":"remove_lever","leverId":"@lever"}"#,
    r#"{"type":"set_measurability","candidateId":"@candidate","measurability":{"dataStatus":"@unknown|weekly_now|by_date|not_measurable","dataSource":"@line","dataEvent":"@name","delayDays":"@numberOrNull","measurableBy":"@dayOrNull","dataOwner":"@name"}}"#,
    r#"{"type":"set_revenue_lag","candidateId":"@candidate","revenueLag":"@line"}"#,
    r#"{"type":"reject_candidate","rejection":{"candidateId":"@candidate","reason":"@easily_gamed|goal|not_chosen|other","text":"@line","bestArgument":"@line","comeBackWhen":"@reason","evidence":"@line","keptAs":"@input|guardrail|outcome|kpi|north_star_metric|null"}}"#,
    r#"{"type":"bring_back_candidate","candidateId":"@candidate"}"#,
    r#"{"type":"file_as_input","candidateId":"@candidate"}"#,
    r#"{"type":"open_round","scope":"@all|gates_only|disputed"}"#,
    r#"{"type":"enter_ballot","participantId":"@person","scores":"@ballot","onPaper":"@bool"}"#,
    r#"{"type":"take_in_ballot_file","text":"@file","nevertheless":"@bool"}"#,
    r#"{"type":"count_hands","candidateId":"@candidate","criterion":"@criterion","counts":[{"level":"@level","count":"@number"},{"level":"@level","count":"@number"}]}"#,
    r#"{"type":"close_round","note":"@reason"}"#,
    r#"{"type":"resume_round"}"#,
    r#"{"type":"reveal_round"}"#,
    r#"{"type":"settle_cell","candidateId":"@candidate","criterion":"@criterion","outcome":"@open|settled|parked|homework","note":"@line"}"#,
    r#"{"type":"end_scoring"}"#,
    r#"{"type":"weigh_criterion","criterion":"@criterion","quarters":"@small","reason":"@reason"}"#,
    r#"{"type":"shortlist_candidates","candidateIds":"@candidates","sizeNote":"@reason"}"#,
    r#"{"type":"state_hypothesis","testPlan":{"candidateId":"@candidate","hypothesis":"@line","instrumentBy":"@dayOrNull","owner":"@name","test":"@line","wouldChangeOurMind":"@line"}}"#,
    r#"{"type":"pin_evidence","evidenceItemId":"@evidenceOrNull","candidateId":"@candidate","kind":"@interview|win_loss|session_review|support_note|sales_note|own_data","direction":"@supports|weakens|mixed","text":"@paragraph","source":"@line","collectedOn":"@dayOrNull"}"#,
    r#"{"type":"remove_evidence","evidenceItemId":"@evidence"}"#,
    r#"{"type":"check_goodhart","candidateId":"@candidate","prompt":"@genuine_help|durable","answer":"@yes|no","note":"@line"}"#,
    r#"{"type":"count_support","support":{"candidateId":"@candidate","support":"@number","liveWith":"@number","object":"@number"}}"#,
    r#"{"type":"record_objection","objectionId":"@objectionOrNull","candidateId":"@candidate","text":"@paragraph","signedBy":"@personOrNull","counterExample":"@bool","devilsAdvocate":"@bool"}"#,
    r#"{"type":"answer_objection","objectionId":"@objection","answer":"@paragraph"}"#,
    r#"{"type":"withdraw_objection","objectionId":"@objection"}"#,
    r#"{"type":"choose_star","choice":{"candidateId":"@candidate","reason":"@reason","comeBackWhen":"@line"}}"#,
    r#"{"type":"reopen_choice","reason":"@reason"}"#,
    r#"{"type":"decide_backlog","backlogDecisionId":"@backlogOrNull","firstItem":"@line","secondItem":"@line","favours":"@first|second|null","throughInput":"@inputOrNull","because":"@line"}"#,
    r#"{"type":"remove_backlog_decision","backlogDecisionId":"@backlog"}"#,
    r#"{"type":"answer_definition","field":"@unit|event|qualifying_rule|denominator_text|time_zone|data_source|delay|rationale|worked_example|owner","text":"@paragraph"}"#,
    r#"{"type":"set_denominator","denominator":"@nothing|ratio|null"}"#,
    r#"{"type":"set_window","window":{"windowLength":"@numberOrNull","windowUnit":"@day|week|month|quarter|null","windowKind":"@calendar|rolling|null","weekStart":"@monday|sunday|saturday|null","timeZone":"@name"}}"#,
    r#"{"type":"set_star_operation","operation":"@sum|product"}"#,
    r#"{"type":"add_exclusion","kind":"@staff|bots|other","detail":"@line"}"#,
    r#"{"type":"decide_exclusion","exclusionId":"@exclusion","decision":"@left_out|kept_in|null","detail":"@line"}"#,
    r#"{"type":"remove_exclusion","exclusionId":"@exclusion"}"#,
    r#"{"type":"set_baseline","baseline":{"value":"@real","low":"@real","high":"@real","unit":"@name","source":"@line","measuredOn":"@dayOrNull","firstReadingOn":"@dayOrNull"}}"#,
    r#"{"type":"set_target","target":{"value":"@real","due":"@dayOrNull","note":"@line"}}"#,
    r#"{"type":"add_input_metric","name":"@name","parentId":"@inputOrNull"}"#,
    r#"{"type":"edit_input_metric","inputMetric":{"id":"@input","name":"@name","parentId":"@inputOrNull","link":"@arithmetic_part|believed_influence","operation":"@sum|product","teamId":"@teamOrNull","owner":"@name","value":"@real","unit":"@name","bet":"@line","movesInputBecause":"@line","liftsStarBecause":"@line","fromCandidateId":null,"position":"@small"}}"#,
    r#"{"type":"remove_input_metric","inputMetricId":"@input"}"#,
    r#"{"type":"excuse_team","teamId":"@team","because":"@line"}"#,
    r#"{"type":"add_guardrail","measure":"@name","gamingRouteId":"@routeOrNull"}"#,
    r#"{"type":"edit_guardrail","guardrail":{"id":"@guardrail","measure":"@name","gamingRouteId":"@routeOrNull","catches":"@line","direction":"@above|below|null","limit":"@real","now":"@real","unit":"@name","owner":"@name","response":"@line","position":"@small"}}"#,
    r#"{"type":"remove_guardrail","guardrailId":"@guardrail"}"#,
    r#"{"type":"put_tracked_event","trackedEventId":"@eventOrNull","name":"@name","trigger":"@line","properties":"@line","place":"@name","dataClass":"@no_personal_data|pseudonymous|personal","owner":"@name","due":"@dayOrNull","status":"@live|planned"}"#,
    r#"{"type":"remove_tracked_event","trackedEventId":"@event"}"#,
    r#"{"type":"set_cadence","cadence":{"rhythm":"@weekly|monthly|quarterly|null","nextReview":"@dayOrNull","reviewParticipants":"@line","yearlyReview":"@dayOrNull","retirementTrigger":"@line","stopReading":"@line","stopBy":"@dayOrNull","alert":"@line"}}"#,
    r#"{"type":"state_team","teamId":"@team","statement":"@line"}"#,
];

/// What the person at the passed keyboard may ask.
pub(crate) const SEAT: &[&str] = &[
    r#"{"type":"accept_keyboard"}"#,
    r#"{"type":"leave_keyboard"}"#,
    r#"{"type":"add_candidate","sentence":"@sentence"}"#,
    r#"{"type":"edit_candidate","candidateId":"@candidate","sentence":"@sentence"}"#,
    r#"{"type":"withdraw_candidate","candidateId":"@candidate"}"#,
    r#"{"type":"add_value_action","text":"@line"}"#,
    r#"{"type":"turn_action_into_candidate","valueActionId":"@action"}"#,
    r#"{"type":"remove_value_action","valueActionId":"@action"}"#,
    r#"{"type":"submit_ballot","scores":"@ballot"}"#,
    r#"{"type":"answer_frame_alone","question":"@job|came_for|value_moment|strategy","text":"@line"}"#,
    r#"{"type":"hold_table_device","hold":"@bool"}"#,
    r#"{"type":"say_done_writing","done":"@bool"}"#,
    r#"{"type":"contribute","contribution":"@contribution"}"#,
    r#"{"type":"withdraw_contribution","contributionId":"@contributionId"}"#,
    r#"{"type":"mark_card_read","candidateId":"@candidate"}"#,
    r#"{"type":"offer_to_speak","place":{"candidateId":"@candidate","criterion":"@criterion"},"extreme":"@lowest|highest","will":"@bool"}"#,
    r#"{"type":"object_alone","candidateId":"@candidate","text":"@paragraph","signed":"@bool"}"#,
    r#"{"type":"withdraw_objection_alone","objectionId":"@objection"}"#,
];

const CRITERIA: &str = "customer_value|product_strategy|leads_revenue|actionable|understandable|measurable";
const LEVELS: &str = "0|1|2|3|?";
const STAGES: &str = "set_up|frame|write|clarify|challenge|score|validate|choose|define|decompose|roll_out";

/// Fills templates from one seed.
pub(crate) struct Filler<'a> {
    rng: StdRng,
    /// The last console view that could be seen; where ids come from.
    seen: &'a Value,
    /// Words that occur nowhere else: whoever finds them knows where they come from.
    mark: String,
}

impl<'a> Filler<'a> {
    pub(crate) fn new(seed: u64, seen: &'a Value) -> Self {
        Self { rng: StdRng::seed_from_u64(seed), seen, mark: format!("zq{seed:016x}qz") }
    }

    /// The words that every text of this command carries.
    pub(crate) fn mark(&self) -> &str {
        &self.mark
    }

    /// One command.
    pub(crate) fn fill(&mut self, template: &str) -> Value {
        let mut command: Value = serde_json::from_str(template).expect("a template is JSON");
        self.walk(&mut command);
        command
    }

    fn walk(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Some(name) = text.strip_prefix('@').map(str::to_owned) {
                    *value = self.value(&name);
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.walk(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.walk(field)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.rng.random_range(0..100) < percent
    }

    fn one_of(&mut self, words: &str) -> Value {
        let words: Vec<&str> = words.split('|').collect();
        match words[self.rng.random_range(0..words.len())] {
            "null" => Value::Null,
            word => json!(word),
        }
    }

    fn value(&mut self, name: &str) -> Value {
        if let Some(inner) = name.strip_suffix("OrNull") {
            return if self.chance(40) { Value::Null } else { self.value(inner) };
        }
        match name {
            "stage" => self.one_of(STAGES),
            "criterion" => self.one_of(CRITERIA),
            "level" => self.one_of(LEVELS),
            "bool" => json!(self.chance(50)),
            "rarely" => json!(self.chance(10)),
            "small" => json!(self.rng.random_range(0..16)),
            "number" => json!([0, 1, 2, 3, 7, 299, 301, 4_000_000_000_u32][self.rng.random_range(0..8)]),
            "real" => {
                [Value::Null, json!(0.0), json!(-3.5), json!(412.0), json!(1e300)][self.rng.random_range(0..5)].clone()
            }
            "day" => self.one_of("2026-06-01|2027-05-01|0001-01-01|9999-12-31"),
            "name" => self.words(80),
            "line" => self.words(240),
            "paragraph" => self.words(2000),
            // A whole file: its own length is checked, not that of a text.
            "file" => self.words(4000),
            // Given more often than not, so that more than refusals happen.
            "reason" => {
                if self.chance(75) {
                    json!(format!("because {}", self.mark))
                } else {
                    json!("")
                }
            }
            "roles" => {
                let some = [json!(["contributor"]), json!(["contributor", "decider"]), json!([]), json!(["observer"])];
                some[self.rng.random_range(0..some.len())].clone()
            }
            "focus" => {
                let (id, criterion) = (self.value("candidate"), self.value("criterion"));
                let some = [
                    json!({ "show": "stage" }),
                    json!({ "show": "map" }),
                    json!({ "show": "blank" }),
                    json!({ "show": "candidate", "id": id }),
                    json!({ "show": "cell", "candidateId": id, "criterion": criterion }),
                ];
                some[self.rng.random_range(0..some.len())].clone()
            }
            "sentence" => self.sentence(),
            "ballot" => self.ballot(),
            "candidates" => {
                let many = self.rng.random_range(0..5);
                (0..many).map(|_| self.value("candidate")).collect()
            }
            "candidate" => self.id(&["/candidates/*/candidate/id", "/own/*/id"]),
            "person" => self.id(&["/people/*/id"]),
            "team" => self.id(&["/teams/*/id"]),
            "coreUser" => self.id(&["/coreUsers/*/id"]),
            "waiver" => self.id(&["/waivers/*/id"]),
            "action" => self.id(&["/valueActions/*/id", "/ownActions/*/id"]),
            "route" => self.id(&["/candidates/*/gamingRoutes/*/id"]),
            "lever" => self.id(&["/candidates/*/levers/*/id"]),
            "evidence" => self.id(&["/candidates/*/evidenceItems/*/id"]),
            "objection" => self.id(&["/candidates/*/objections/*/id"]),
            "exclusion" => self.id(&["/exclusions/*/id"]),
            "input" => self.id(&["/inputMetrics/*/id"]),
            "guardrail" => self.id(&["/guardrails/*/id"]),
            "contributionId" => self.id(&["/contributions/*/id"]),
            "contribution" => self.contribution(),
            "event" => self.id(&["/trackedEvents/*/id"]),
            "backlog" => self.id(&["/backlogDecisions/*/id"]),
            words => {
                assert!(words.contains('|'), "a template asks for {words}, which nobody fills");
                self.one_of(words)
            }
        }
    }

    /// Words of every kind; rarely more than the field takes.
    fn words(&mut self, limit: usize) -> Value {
        let mark = &self.mark;
        let text = match self.rng.random_range(0..12) {
            0 => String::new(),
            1 => "\u{200B}\u{200D}".to_owned(),
            2 => format!("{mark} \u{202E}مرحبا 👩‍👩‍👧‍👦 <script>alert(1)</script> `| # $x$ @a"),
            3 => format!("{mark} {}", "w".repeat(limit.saturating_sub(mark.len() + 1))),
            4 => format!("{mark} {}", "w".repeat(limit)),
            5 => format!("{mark}\n\r\t\u{0007}end"),
            _ => format!("words {mark}"),
        };
        json!(text)
    }

    fn sentence(&mut self) -> Value {
        let free = self.chance(40);
        let text = self.words(240);
        json!({
            "freeText": if free { text } else { json!("") },
            "audience": if free { json!("") } else { json!("teams") },
            "action": if free { json!("") } else { json!(format!("did {}", self.mark)) },
            "threshold": self.one_of("any|at_least|distinct_days|several_people"),
            "thresholdCount": self.value("numberOrNull"),
            "unit": "plans",
            "period": self.one_of("day|week|month|quarter|year|null"),
            "condition": "",
            "countedUnit": null,
        })
    }

    fn contribution(&mut self) -> Value {
        let (candidate, other, text) = (self.value("candidate"), self.value("candidate"), self.words(240));
        let some = [
            json!({ "kind": "clarification", "candidateId": candidate, "text": text }),
            json!({ "kind": "same_as", "candidateId": candidate, "sameAsId": other }),
            json!({ "kind": "challenge_view", "candidateId": candidate, "challenge": "churn", "verdict": "unsure" }),
            json!({ "kind": "cheat_story", "candidateId": candidate, "text": text }),
            json!({ "kind": "added_reason", "candidateId": candidate, "criterion": "actionable", "text": text }),
            json!({ "kind": "signal", "candidateId": candidate, "signal": "object", "text": text }),
            json!({ "kind": "question", "candidateId": null, "text": text }),
            json!({ "kind": "field_comment", "field": "unit", "text": text }),
            json!({ "kind": "team_move", "teamId": self.value("team"), "inputId": null, "text": text }),
            json!({ "kind": "guardrail_idea", "text": text }),
            json!({ "kind": "meeting_check", "suits": true }),
        ];
        some[self.rng.random_range(0..some.len())].clone()
    }

    /// Mostly a ballot that fits the round in sight.
    fn ballot(&mut self) -> Value {
        let rounds = self.seen["score"]["rounds"].as_array().cloned().unwrap_or_default();
        let cells = rounds.last().map(|round| round["cells"].clone()).unwrap_or_default();
        let mut scores: Vec<Value> = Vec::new();
        for cell in cells.as_array().cloned().unwrap_or_default() {
            let level = self.value("level");
            let reason = if self.chance(20) { format!("since {}", self.mark) } else { String::new() };
            scores.push(json!({
                "candidateId": cell["candidateId"], "criterion": cell["criterion"], "level": level, "reason": reason,
            }));
        }
        match self.rng.random_range(0..10) {
            0 => drop(scores.pop()),
            1 => scores.extend(scores.first().cloned()),
            _ => {}
        }
        Value::Array(scores)
    }

    /// An id that is in the workshop, or, one time in ten, one that never was.
    fn id(&mut self, places: &[&str]) -> Value {
        let mut known = Vec::new();
        for place in places {
            gather(self.seen, place.trim_start_matches('/'), &mut known);
        }
        if known.is_empty() || self.chance(10) {
            return json!(uuid::Uuid::from_u128(self.rng.random()).to_string());
        }
        known[self.rng.random_range(0..known.len())].clone()
    }
}

fn gather(value: &Value, place: &str, found: &mut Vec<Value>) {
    let (step, rest) = place.split_once('/').unwrap_or((place, ""));
    match (step, value) {
        ("", Value::String(_)) => found.push(value.clone()),
        ("*", Value::Array(items)) => items.iter().for_each(|item| gather(item, rest, found)),
        (name, Value::Object(fields)) => {
            if let Some(inner) = fields.get(name) {
                gather(inner, rest, found);
            }
        }
        (_, Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) => {}
    }
}

/// The kinds a surface may send, by the core's own word.
pub(crate) fn kinds(templates: &[&str]) -> Vec<String> {
    let kind = |template: &&str| {
        let value: Value = serde_json::from_str(template).expect("a template is JSON");
        value["type"].as_str().expect("a command has a type").to_owned()
    };
    let mut kinds: Vec<_> = templates.iter().map(kind).collect();
    kinds.sort_unstable();
    // A command with several shapes has several templates.
    kinds.dedup();
    kinds
}
