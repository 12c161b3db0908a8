//! The stages after scoring: evidence, the choice, the definition, the tree, the dates.

use sextant_domain::act::NewChoice;
use sextant_domain::cadence::{Cadence, Rhythm};
use sextant_domain::decision::{BacklogDecision, Favours, Objection, RejectionReason, SupportCount};
use sextant_domain::definition::{
    Baseline, DefinitionField, Denominator, ExclusionDecision, MeasurementWindow, Target, WeekStart, WindowKind,
    WindowUnit,
};
use sextant_domain::evidence::{EvidenceDirection, EvidenceItem, EvidenceKind, TestPlan};
use sextant_domain::guardrail::{DataClass, Direction, EventStatus, TrackedEvent};
use sextant_domain::id::{BacklogDecisionId, CandidateId, EvidenceItemId, ObjectionId, TrackedEventId};
use sextant_domain::input_tree::{InputLink, InputMetric, Operation};

use super::room::{MORNING, Room, Script, day, typed};

impl Room {
    pub(crate) fn validate(&mut self, finalists: [CandidateId; 2]) {
        for id in finalists {
            let plan = TestPlan {
                candidate_id: id,
                hypothesis: typed("Finishing three pieces goes with renewing"),
                instrument_by: Some(day("2026-07-01")),
                owner: typed("Eve"),
                test: typed("Compare both halves in autumn"),
                would_change_our_mind: typed("No gap after a quarter"),
            };
            self.workshop.state_hypothesis(plan).expect("revealed");
            let item = EvidenceItem {
                id: EvidenceItemId(self.id()),
                candidate_id: id,
                kind: EvidenceKind::Interview,
                direction: EvidenceDirection::Mixed,
                text: typed("Two of five readers named an ending."),
                source: typed("Five talks in Lyon"),
                collected_on: Some(day("2026-05-02")),
            };
            self.workshop.pin_evidence(item).expect("revealed");
        }
        self.leave();
    }

    pub(crate) fn choose(&mut self, script: &Script, finalists: [CandidateId; 2]) {
        let star = finalists[script.winner];
        for (place, id) in finalists.into_iter().enumerate() {
            let objection = Objection {
                id: ObjectionId(self.id()),
                candidate_id: id,
                text: typed(&format!("Objection {place}: slow readers do not count.")),
                signed_by: (place == 0).then_some(self.people[1]),
                counter_example: false,
                devils_advocate: false,
                answer: typed("They get a guardrail."),
            };
            self.workshop.record_objection(objection).expect("revealed");
            let count = SupportCount { candidate_id: id, support: 3, live_with: 1, object: 0 };
            self.workshop.count_support(count).expect("in range");
        }
        let new = NewChoice {
            candidate_id: star,
            reason: typed("It is what readers thank us for."),
            come_back_when: typed("Half of the pieces are heard, not read"),
        };
        self.with(|w, ids| w.choose_star(new, MORNING, ids)).expect("the story is told");
        self.reject(1 - script.winner, RejectionReason::NotChosen, "The other one is closer.", None);
        self.leave();
    }

    pub(crate) fn define(&mut self, script: &Script) {
        for (field, text) in [
            (DefinitionField::Unit, "Readers, each once"),
            (DefinitionField::Event, "piece_finished"),
            (DefinitionField::QualifyingRule, "three or more, each over 2,000 words"),
            (DefinitionField::DataSource, "the event log"),
            (DefinitionField::Delay, "Tuesday noon"),
            (DefinitionField::Rationale, "Nobody finishes three by accident."),
            (DefinitionField::WorkedExample, "Ana finished four and opened nine. She counts once."),
            (DefinitionField::Owner, "Ines"),
        ] {
            self.workshop.answer_definition(field, typed(text)).expect("a star is chosen");
        }
        self.workshop.set_denominator(Some(Denominator::Nothing)).expect("a star is chosen");
        self.workshop.set_star_operation(Operation::Product).expect("a star is chosen");
        let window = MeasurementWindow {
            window_length: Some(1),
            window_unit: Some(WindowUnit::Week),
            window_kind: Some(WindowKind::Calendar),
            week_start: Some(WeekStart::Monday),
            time_zone: typed("Europe/Lisbon"),
        };
        self.workshop.set_window(window).expect("in range");
        let exclusions: Vec<_> = self.workshop.exclusions.iter().map(|e| e.id).collect();
        for (place, id) in exclusions.into_iter().enumerate() {
            let decision = if place % 2 == 0 { ExclusionDecision::LeftOut } else { ExclusionDecision::KeptIn };
            self.workshop.decide_exclusion(id, Some(decision), typed("by account flag")).expect("on the list");
        }
        let baseline = Baseline {
            value: Some(script.baseline),
            low: Some(360.0),
            high: Some(430.0),
            unit: typed("readers"),
            source: typed("hand count"),
            measured_on: Some(day("2026-05-25")),
            first_reading_on: None,
        };
        self.workshop.set_baseline(baseline).expect("finite");
        let target = Target { value: Some(480.0), due: Some(day("2026-09-30")), note: typed("Agreed with the editor") };
        self.workshop.set_target(target).expect("finite");
        self.leave();
    }

    pub(crate) fn decompose(&mut self) {
        let teams: Vec<_> = self.workshop.teams.iter().map(|t| t.id).collect();
        let mut inputs = Vec::new();
        for (name, value, unit) in [("Active readers", 1038.0, "readers"), ("Share that finishes three", 39.7, "%")] {
            let id = self.with(|w, ids| w.add_input_metric(typed(name), None, ids)).expect("there is room");
            inputs.push((id, value, unit));
        }
        let parent = inputs[0].0;
        let below =
            self.with(|w, ids| w.add_input_metric(typed("Returning readers"), Some(parent), ids)).expect("room");
        inputs.push((below, 900.0, "readers"));
        for (place, (id, value, unit)) in inputs.into_iter().enumerate() {
            let old = self.workshop.input_metrics.get(&(id,)).expect("added").clone();
            let input = InputMetric {
                link: InputLink::ArithmeticPart,
                operation: Operation::Sum,
                team_id: teams.get(place).copied(),
                owner: typed("Bo"),
                value: Some(value),
                unit: typed(unit),
                target: typed(&format!("Goal {place}: a tenth more by winter")),
                bet: typed(&format!("Bet {place}: shorter openings")),
                moves_input_because: typed("Readers say so"),
                lifts_star_because: typed("More of them reach the end"),
                ..old
            };
            self.workshop.edit_input_metric(input).expect("it fits");
        }
        for team in teams.into_iter().skip(3) {
            self.workshop.excuse_team(team, typed("It serves the others")).expect("on the list");
        }
        let routes: Vec<_> = self.workshop.gaming_routes.iter().map(|r| r.id).take(2).collect();
        for (place, route) in routes.into_iter().enumerate() {
            let measure = typed(&format!("Length of piece {place}"));
            let id = self.with(|w, ids| w.add_guardrail(measure, Some(route), ids)).expect("there is room");
            let mut guardrail = self.workshop.guardrails.get(&(id,)).expect("added").clone();
            guardrail.direction = Some(Direction::Below);
            guardrail.limit = Some(2000.0);
            guardrail.now = Some(3100.0);
            guardrail.unit = typed("words");
            guardrail.owner = typed("Dana");
            guardrail.response = typed("The editor reads ten of them");
            self.workshop.edit_guardrail(guardrail).expect("finite");
        }
        let event = TrackedEvent {
            id: TrackedEventId(self.id()),
            name: typed("piece_finished"),
            trigger: typed("The last paragraph was on screen for ten seconds"),
            properties: typed("reader, piece, words"),
            place: typed("Reading page"),
            data_class: DataClass::Pseudonymous,
            owner: typed("Bo"),
            due: Some(day("2026-06-20")),
            status: EventStatus::Planned,
            position: 0,
        };
        self.workshop.put_tracked_event(event).expect("it has a name");
        let input = self.workshop.input_metrics.iter().next().map(|i| i.id);
        for (first, second) in [("Audio", "Better endings"), ("More letters", "Fewer letters")] {
            let decision = BacklogDecision {
                id: BacklogDecisionId(self.id()),
                first_item: typed(first),
                second_item: typed(second),
                favours: Some(Favours::Second),
                through_input: input,
                because: typed("More readers reach the end"),
            };
            self.workshop.decide_backlog(decision).expect("both items are named");
        }
        self.leave();
    }

    pub(crate) fn roll_out(&mut self) {
        let teams: Vec<_> = self.workshop.teams.iter().map(|t| t.id).collect();
        for team in teams.into_iter().skip(1) {
            self.workshop.state_team(team, typed("We make endings better")).expect("on the list");
        }
        let cadence = Cadence {
            rhythm: Some(Rhythm::Quarterly),
            next_review: Some(day("2026-09-03")),
            review_participants: typed("Owners of inputs"),
            yearly_review: Some(day("2027-05-12")),
            retirement_trigger: typed("We stop publishing long pieces"),
            stop_reading: typed("under 100 readers"),
            stop_by: Some(day("2026-12-01")),
            alert: typed("Two weeks under 300"),
        };
        self.workshop.set_cadence(cadence).expect("in order");
        let stages: Vec<_> = self.workshop.stages.iter().filter(|s| s.check_again).map(|s| s.stage).collect();
        for stage in stages {
            self.workshop.confirm_stage(stage).expect("reached");
        }
    }
}
