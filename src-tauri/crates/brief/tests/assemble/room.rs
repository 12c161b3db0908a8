//! A small workshop, played through the rules from the first stage to the last.

use sextant_brief::assemble::Context;
use sextant_domain::act::{BallotScore, NewCoreUser, NewParticipant, NewRejection, RoundScope, SetUpAnswers};
use sextant_domain::ballot::TalkOutcome;
use sextant_domain::business_model::{BusinessModel, CountedUnit};

use sextant_domain::candidate::{
    DataStatus, Measurability, MetricKind, MetricSentence, Period, Threshold, ValueStatement,
};
use sextant_domain::challenge::{ChallengeKind, GoodhartPrompt, Verdict, YesNo};
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::decision::{RejectionReason, WaiverRule};

use sextant_domain::frame::{FrameQuestion, Game, Maturity};

use sextant_domain::head::{BallotChannel, Path, Privacy, Scope};
use sextant_domain::id::{CandidateId, ParticipantId, WorkshopId};

use sextant_domain::participant::{Discipline, Role};
use sextant_domain::text::Text;
use sextant_domain::time::{At, Day};
use sextant_domain::workshop::Workshop;
use uuid::Uuid;

/// 12 May 2026, nine in the morning.
pub(crate) const MORNING: At = At(1_778_576_400_000);

pub(crate) const CONTEXT: Context = Context { changed_at: At(MORNING.0 + 23 * 86_400_000), version: 1 };

pub(crate) fn typed<const MAX: usize>(text: &str) -> Text<MAX> {
    Text::new(text).expect("short enough")
}

pub(crate) fn day(text: &str) -> Day {
    Day::try_from(text.to_owned()).expect("a day")
}

/// What the tests vary.
#[derive(Clone, Copy)]
pub(crate) struct Script {
    /// Which of the two finalists is chosen.
    pub(crate) winner: usize,
    /// The words of one rejection.
    pub(crate) rejection: &'static str,
    /// The first value of the star.
    pub(crate) baseline: f64,
}

pub(crate) const SCRIPT: Script = Script { winner: 0, rejection: "Opening is not reading.", baseline: 412.0 };

/// A workshop in the making, with the ids that later steps need.
pub(crate) struct Room {
    pub(crate) workshop: Workshop,
    pub(crate) people: Vec<ParticipantId>,
    pub(crate) cards: Vec<CandidateId>,
    next_id: u128,
}

pub(crate) const SENTENCES: [&str; 5] = [
    "Readers who finished three long pieces each week",
    "Households that shared a piece each week",
    "Opened letters each week",
    "Letters that were opened each week",
    "Readers who paid each month",
];

impl Room {
    /// An empty workshop.
    pub(crate) fn new() -> Self {
        let workshop = Workshop::new(WorkshopId(Uuid::from_u128(7)), typed("Spring workshop"), MORNING);
        Self { workshop, people: Vec::new(), cards: Vec::new(), next_id: 100 }
    }

    pub(crate) fn id(&mut self) -> Uuid {
        self.next_id += 1;
        Uuid::from_u128(self.next_id)
    }

    pub(crate) fn with<T>(&mut self, act: impl FnOnce(&mut Workshop, &mut dyn FnMut() -> Uuid) -> T) -> T {
        let mut next = self.next_id;
        let done = act(&mut self.workshop, &mut || {
            next += 1;
            Uuid::from_u128(next)
        });
        self.next_id = next;
        done
    }

    pub(crate) fn leave(&mut self) {
        self.workshop.advance(&typed("Time was up."), MORNING).expect("a note takes the team on");
    }

    /// SetUp, Frame and Write; candidates are still sealed.
    pub(crate) fn write(&mut self) {
        let answers = SetUpAnswers {
            title: typed("Spring workshop"),
            scope: Scope::Product,
            scope_name: typed("Longread"),
            parent_star: typed("Households that read together"),
            path: Path::Standard,
            solo: false,
            privacy: Some(Privacy::Anonymous),
            ballot_channel: Some(BallotChannel::PassedKeyboard),
            names_in_lobby: false,
        };
        self.workshop.answer_set_up(answers).expect("no round yet");
        let roster = [
            ("Ines", Discipline::Product, vec![Role::Decider, Role::Contributor]),
            ("Bo", Discipline::Engineering, vec![Role::Contributor]),
            ("Chidi", Discipline::Marketing, vec![Role::Contributor]),
            ("Dana", Discipline::Sales, vec![Role::Contributor]),
            ("Eve", Discipline::Data, vec![Role::Facilitator]),
        ];
        for (name, discipline, roles) in roster {
            let new = NewParticipant { name: typed(name), discipline, roles };
            let id = self.with(|w, ids| w.add_participant(new, ids)).expect("there is room");
            self.people.push(id);
        }
        self.leave();
        for (question, text) in [
            (FrameQuestion::Job, "Understand one thing properly on a Sunday"),
            (FrameQuestion::CameFor, "A piece worth an hour"),
            (FrameQuestion::RepeatedBehaviour, "They finish and come back"),
            (FrameQuestion::BusinessResult, "Subscriptions that last"),
            (FrameQuestion::ValueMoment, "The last paragraph of a long piece"),
            (FrameQuestion::Strategy, "Depth, not speed"),
            (FrameQuestion::BusinessOutcome, "Yearly renewals"),
            (FrameQuestion::SuccessStory, "A reader closes the page and talks about it at dinner."),
            (FrameQuestion::CentralQuestion, "What do readers do when a Sunday went well?"),
        ] {
            self.workshop.answer_frame(question, typed(text)).expect("a line");
        }
        self.workshop.set_business_model(Some(BusinessModel::Media));
        self.workshop.set_game(Some(Game::Attention));
        self.workshop.set_maturity(Some(Maturity::PreFit));
        for (name, reason) in [("Sunday readers", "They pay for depth"), ("Commuters", "Many, but in a hurry")] {
            let new = NewCoreUser { name: typed(name), reason: typed(reason) };
            self.with(|w, ids| w.add_core_user(new, ids)).expect("there is room");
        }
        self.leave();
        for text in SENTENCES {
            let mut sentence = MetricSentence::free(typed(text));
            sentence.period = Some(Period::Week);
            let id = self.with(|w, ids| w.add_candidate(sentence, ids)).expect("writing has begun");
            self.cards.push(id);
        }
        let action = self.with(|w, ids| w.add_value_action(typed("finish a piece"), ids)).expect("writing has begun");
        let sixth = self.with(|w, ids| w.turn_action_into_candidate(action, ids)).expect("writing has begun");
        self.cards.push(sixth);
    }

    /// Clarify and Challenge, up to the first open round.
    pub(crate) fn challenge(&mut self) {
        self.leave();
        let sentence = MetricSentence {
            audience: typed("Readers"),
            action: typed("finished"),
            threshold: Threshold::AtLeast,
            threshold_count: Some(3),
            unit: typed("long pieces"),
            condition: typed("on their own"),
            counted_unit: Some(CountedUnit::User),
            ..self.workshop.candidates.get(&(self.cards[0],)).expect("written").sentence.clone()
        };
        self.workshop.edit_candidate(self.cards[0], sentence).expect("a sentence");
        for id in self.cards.clone() {
            self.workshop.open_card(id).expect("revealed");
        }
        self.workshop.merge_candidates(self.cards[3], self.cards[2]).expect("both are live");
        let reshape = sextant_domain::act::Reshape {
            candidate_id: self.cards[5],
            sentence: MetricSentence::free(typed("Readers who finished a piece and a letter")),
        };
        let reshaped = self.with(|w, ids| w.reshape_candidate(reshape, ids)).expect("live");
        self.cards.push(reshaped);
        self.leave();
        for (place, id) in self.cards.clone().into_iter().enumerate() {
            if !self.workshop.candidates.get(&(id,)).is_some_and(|c| c.is_live()) {
                continue;
            }
            self.workshop.link_candidate(id, ValueStatement::ValueMoment).expect("revealed");
            self.workshop.describe_sides(id, typed("Writers are read"), typed("Readers are served")).expect("revealed");
            self.workshop.set_revenue_lag(id, typed("A quarter")).expect("revealed");
            for kind in ChallengeKind::ALL {
                let story = typed(&format!("Story {place}: it would be noticed within a week."));
                self.workshop.judge_challenge(id, *kind, Verdict::Survives, story).expect("revealed");
            }
            for prompt in GoodhartPrompt::ALL {
                self.workshop.check_goodhart(id, *prompt, YesNo::Yes, typed("We asked twice")).expect("revealed");
            }
            let route = typed(&format!("Split piece {place} into many"));
            self.with(|w, ids| w.add_gaming_route(id, route, ids)).expect("there is room");
            self.with(|w, ids| w.add_lever(id, Discipline::Product, typed("Better endings"), ids)).expect("room");
            let measurability = Measurability {
                data_status: DataStatus::ByDate,
                data_source: typed("Event log"),
                data_event: typed("piece_finished"),
                delay_days: Some(2),
                measurable_by: Some(day("2026-06-30")),
                data_owner: typed("Eve"),
            };
            self.workshop.set_measurability(id, measurability).expect("date and owner are there");
        }
        self.leave();
    }

    /// One round, open, with every ballot in.
    pub(crate) fn ballots(&mut self, scope: RoundScope, reason: &str) -> u32 {
        let round = self.workshop.open_round(scope, MORNING).expect("a round can open");
        let cells = self.workshop.cells_of(round);
        for (seat, person) in self.people.clone().into_iter().take(4).enumerate() {
            let scores: Vec<_> = cells
                .iter()
                .map(|(candidate_id, criterion)| BallotScore {
                    candidate_id: *candidate_id,
                    criterion: *criterion,
                    level: level(self, *candidate_id, *criterion, seat, round),
                    reason: typed(&format!("{reason} {seat}")),
                })
                .collect();
            self.with(|w, ids| w.submit_ballot(person, &scores, BallotChannel::PassedKeyboard, ids)).expect("it fits");
        }
        round
    }

    pub(crate) fn reveal(&mut self) {
        self.workshop.close_round(&typed("")).expect("everybody is in");
        self.with(|w, ids| w.reveal_round(MORNING, ids)).expect("it is closed");
        self.workshop.stamp_round("c0ffee".to_owned());
    }

    /// From the first round to the last stage.
    pub(crate) fn finish(&mut self, script: &Script) {
        self.ballots(RoundScope::All, "First thought");
        self.reveal();
        let talked = self.workshop.talk_items.iter().next().map(|t| (t.candidate_id, t.criterion));
        let (candidate, criterion) = talked.expect("something is disputed");
        let agreed = typed("A reader counts once");
        self.workshop.settle_cell(candidate, criterion, TalkOutcome::Settled, agreed).expect("it is on the list");
        self.ballots(RoundScope::Disputed, "Second thought");
        self.reveal();
        self.workshop.end_scoring(MORNING).expect("the last round is revealed");
        self.reject(2, RejectionReason::TooBroad, script.rejection, Some(MetricKind::Kpi));
        self.reject(4, RejectionReason::Lagging, "Money comes last.", Some(MetricKind::Outcome));
        self.reject(6, RejectionReason::WeakerForm, "The first says it better.", None);
        let finalists = [self.cards[0], self.cards[1]];
        self.with(|w, ids| {
            for id in finalists {
                let reason = typed("The room saw the counter-example and kept it.");
                w.waive(WaiverRule::Gate, Some(id), typed("Our strategy"), reason, MORNING, ids).expect("a reason");
            }
            w.shortlist(&finalists, &typed(""), MORNING, ids).expect("two");
        });
        self.leave();
        self.validate(finalists);
        self.choose(script, finalists);
        self.define(script);
        self.decompose();
        self.roll_out();
    }

    pub(crate) fn reject(&mut self, card: usize, reason: RejectionReason, text: &str, kept_as: Option<MetricKind>) {
        let new = NewRejection {
            candidate_id: self.cards[card],
            reason,
            text: typed(text),
            best_argument: typed("It is easy to say."),
            come_back_when: typed("We sell single pieces."),
            evidence: typed("Letters of last year"),
            kept_as,
        };
        self.workshop.reject_candidate(new, MORNING).expect("it is live");
    }
}

/// Levels that dispute a little, put the first card first and never bar a gate of a finalist.
fn level(room: &Room, candidate: CandidateId, criterion: Criterion, seat: usize, round: u32) -> Level {
    let card = room.cards.iter().position(|id| *id == candidate).unwrap_or(0);
    if criterion == Criterion::Measurable && seat == 3 {
        return Level::CannotJudge;
    }
    if criterion == Criterion::Actionable && seat == 0 && round == 1 {
        return Level::Fails;
    }
    match card {
        0 => Level::Clear,
        1 => Level::Conditional,
        2..=6 => Level::Doubtful,
        _ => Level::Fails,
    }
}

/// The whole path with one script.
pub(crate) fn played(script: &Script) -> Workshop {
    let mut room = Room::new();
    room.write();
    room.challenge();
    room.finish(script);
    room.workshop
}
