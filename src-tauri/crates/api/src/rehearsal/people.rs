//! The simulated people of a rehearsal: who they are, what they say, and when.
//!
//! Nothing here is drawn: the same workshop, scene and person give the same words and the same
//! delay each time, so that a rehearsal can be played again and a test can wait for it.

use crate::command::SeatCommand as S;
use crate::sample::ballots::{ROUND_ONE, marks};
use crate::sample::cards::CARDS;
use crate::sample::line;
use crate::sample::play::sentence;
use crate::sample::slotwell::{FRAME, PEOPLE, VALUE_ACTIONS, VALUE_MOMENT_ANSWERS};
use sextant_domain::act::{BallotScore, NewContribution, NewParticipant};
use sextant_domain::candidate::MetricSentence;
use sextant_domain::challenge::{ChallengeKind, Verdict};
use sextant_domain::contribution::Signal;
use sextant_domain::criterion::{Criterion, Level};
use sextant_domain::frame::FrameQuestion;
use sextant_domain::id::WorkshopId;
use sextant_domain::participant::{Discipline, Role};
use sextant_domain::text::{Line, Name, Paragraph};
use sextant_domain::view::{CellPlace, Extreme, SeatCard, SeatTask};
use sha2::{Digest, Sha256};

/// How many people there are: the sample's seven and one who holds against them.
pub(super) const HOW_MANY: usize = 8;

/// Something a person does in a scene, so many seconds after it began.
pub(super) struct Act {
    /// When, in seconds after the scene began.
    pub(super) after: u64,
    /// What.
    pub(super) command: S,
}

/// The roster.
pub(super) fn roster() -> Vec<NewParticipant> {
    let mut people: Vec<NewParticipant> = PEOPLE
        .iter()
        .map(|p| NewParticipant { name: name(p.name), discipline: p.discipline, roles: p.roles.to_vec() })
        .collect();
    people.push(NewParticipant {
        name: name("Iris Novak"),
        discipline: Discipline::Finance,
        roles: vec![Role::Contributor],
    });
    people
}

/// Where the room is: people begin anew whenever this changes.
pub(super) fn scene(task: &SeatTask) -> String {
    match task {
        SeatTask::Wait { .. } => String::new(),
        SeatTask::Frame { question, .. } => format!("frame {question:?}"),
        SeatTask::Write { .. } => "write".to_owned(),
        SeatTask::Clarify { .. } => "clarify".to_owned(),
        SeatTask::Challenge { .. } => "challenge".to_owned(),
        SeatTask::Score { round, .. } => format!("score {round}"),
        SeatTask::Talk { focus } => {
            focus.as_ref().map_or_else(String::new, |cell| format!("talk {:?}", place_of(cell)))
        }
        SeatTask::Signal { .. } => "signal".to_owned(),
        SeatTask::Validate { .. } => "validate".to_owned(),
        SeatTask::Choose { .. } => "choose".to_owned(),
        SeatTask::Define { .. } => "define".to_owned(),
        SeatTask::Decompose { .. } => "decompose".to_owned(),
        SeatTask::RollOut { .. } => "roll out".to_owned(),
    }
}

/// What one person does in this scene, first things first.
pub(super) fn acts(seed: WorkshopId, task: &SeatTask, person: usize) -> Vec<Act> {
    let chance = Chance { seed, scene: scene(task), person };
    match task {
        SeatTask::Wait { .. } => Vec::new(),
        SeatTask::Frame { question, .. } => {
            let text = line(frame_answer(*question, person));
            vec![Act { after: chance.between(8, 50), command: S::AnswerFrameAlone { question: *question, text } }]
        }
        SeatTask::Write { .. } => writing(&chance),
        SeatTask::Clarify { cards, .. } => contributions(&chance, clarifying(cards, person), 15, 90),
        SeatTask::Challenge { cards, .. } => contributions(&chance, challenging(&chance, cards), 15, 100),
        SeatTask::Score { candidates, round, .. } => {
            let mut scores = Vec::new();
            for candidate in candidates {
                for criterion in &candidate.criteria {
                    let level = level(seed, *round, person, &candidate.text, *criterion);
                    let reason = line(reason(&chance, level, *criterion));
                    scores.push(BallotScore { candidate_id: candidate.id, criterion: *criterion, level, reason });
                }
            }
            vec![Act { after: chance.between(25, 120), command: S::SubmitBallot { scores } }]
        }
        SeatTask::Talk { focus } => {
            let Some(cell) = focus else { return Vec::new() };
            let extreme = match level(seed, 1, person, &cell.cell.text, cell.cell.cell.criterion) {
                Level::Fails => Extreme::Lowest,
                Level::Clear => Extreme::Highest,
                Level::Doubtful | Level::Conditional | Level::CannotJudge => return Vec::new(),
            };
            let command = S::OfferToSpeak { place: place_of(cell), extreme, will: true };
            vec![Act { after: chance.between(3, 12), command }]
        }
        SeatTask::Signal { cards } => contributions(&chance, signals(&chance, cards), 10, 60),
        SeatTask::Validate { cards } => contributions(&chance, asking(cards, person), 20, 80),
        SeatTask::Choose { cards, .. } => match cards.last() {
            Some(card) if person == 5 => vec![Act {
                after: chance.between(20, 60),
                command: S::ObjectAlone {
                    candidate_id: card.id,
                    text: paragraph("A large client can lift it alone, and the small ones would not notice."),
                    signed: false,
                },
            }],
            Some(_) | None => Vec::new(),
        },
        SeatTask::Define { fields, .. } => match fields.first() {
            Some(field) if person == 6 => {
                let text = line("Say in which time zone the week begins.");
                contributions(&chance, vec![NewContribution::FieldComment { field: field.field, text }], 15, 60)
            }
            Some(_) | None => Vec::new(),
        },
        SeatTask::Decompose { .. } if person == 4 => {
            let text = line("Meetings that were cancelled within a day.");
            contributions(&chance, vec![NewContribution::GuardrailIdea { text }], 15, 60)
        }
        SeatTask::Decompose { .. } => Vec::new(),
        SeatTask::RollOut { .. } => {
            contributions(&chance, vec![NewContribution::MeetingCheck { suits: person != 3 }], 5, 40)
        }
    }
}

fn writing(chance: &Chance) -> Vec<Act> {
    let mut acts = Vec::new();
    let mut after = 0;
    if let Some(action) = VALUE_ACTIONS.get(chance.person) {
        after += chance.between(6, 25);
        acts.push(Act { after, command: S::AddValueAction { text: line(action) } });
    }
    for (place, card) in CARDS.iter().skip(chance.person).step_by(HOW_MANY).enumerate() {
        after += chance.at(place).between(15, 70);
        let sentence: MetricSentence = sentence(&card.sentence);
        acts.push(Act { after, command: S::AddCandidate { sentence } });
    }
    after += chance.between(5, 20);
    acts.push(Act { after, command: S::SayDoneWriting { done: true } });
    acts
}

fn contributions(chance: &Chance, sent: Vec<NewContribution>, low: u64, high: u64) -> Vec<Act> {
    let mut after = 0;
    sent.into_iter()
        .enumerate()
        .map(|(place, contribution)| {
            after += chance.at(place).between(low, high);
            Act { after, command: S::Contribute { contribution } }
        })
        .collect()
}

fn clarifying(cards: &[SeatCard], person: usize) -> Vec<NewContribution> {
    let ask = |card: &SeatCard, text| NewContribution::Clarification { candidate_id: card.id, text: line(text) };
    match (person, cards) {
        (1, [card, ..]) => vec![ask(card, "Does a meeting with a colleague count?")],
        (6, [_, card, ..]) => vec![ask(card, "Per account or per person?")],
        (3, [first, second, ..]) => {
            vec![NewContribution::SameAs { candidate_id: first.id, same_as_id: second.id }]
        }
        _ => Vec::new(),
    }
}

fn challenging(chance: &Chance, cards: &[SeatCard]) -> Vec<NewContribution> {
    let mut sent = Vec::new();
    for (place, card) in cards.iter().enumerate().filter(|(place, _)| place % HOW_MANY == chance.person) {
        for (at, challenge) in ChallengeKind::ALL.iter().enumerate() {
            let verdict = match chance.at(place * 10 + at).between(0, 5) {
                0 => Verdict::Fails,
                1 => Verdict::Unsure,
                _ => Verdict::Survives,
            };
            sent.push(NewContribution::ChallengeView { candidate_id: card.id, challenge: *challenge, verdict });
        }
    }
    if let (2, Some(card)) = (chance.person, cards.first()) {
        let text = line("Book five short calls a week with a friend in another firm.");
        sent.push(NewContribution::CheatStory { candidate_id: card.id, text });
    }
    sent
}

fn signals(chance: &Chance, cards: &[SeatCard]) -> Vec<NewContribution> {
    cards
        .iter()
        .enumerate()
        .map(|(place, card)| {
            let (signal, text) = match chance.at(place).between(0, 7) {
                0 => (Signal::Object, line("Nobody in my team could say on Monday what to do about it.")),
                1..=3 => (Signal::LiveWith, Line::default()),
                _ => (Signal::Support, Line::default()),
            };
            NewContribution::Signal { candidate_id: card.id, signal, text }
        })
        .collect()
}

fn asking(cards: &[SeatCard], person: usize) -> Vec<NewContribution> {
    let candidate_id = cards.first().map(|card| card.id);
    match person {
        1 => vec![NewContribution::Question { candidate_id, text: line("How many accounts stand behind this?") }],
        7 => vec![NewContribution::Question { candidate_id: None, text: line("Was the price change in this window?") }],
        _ => Vec::new(),
    }
}

fn frame_answer(question: FrameQuestion, person: usize) -> &'static str {
    const STRATEGY: [&str; 4] = [
        "The whole team can be booked, not one person.",
        "The client never needs an account.",
        "We are the fastest to an agreed time.",
        "A team, wherever it sits, looks like one diary.",
    ];
    match question {
        FrameQuestion::ValueMoment => VALUE_MOMENT_ANSWERS[person % VALUE_MOMENT_ANSWERS.len()],
        FrameQuestion::Strategy => STRATEGY[person % STRATEGY.len()],
        FrameQuestion::Job
        | FrameQuestion::CameFor
        | FrameQuestion::RepeatedBehaviour
        | FrameQuestion::BusinessResult
        | FrameQuestion::BusinessOutcome
        | FrameQuestion::SuccessStory
        | FrameQuestion::CentralQuestion => {
            let agreed = FRAME.iter().find(|(asked, _)| *asked == question).map_or("", |(_, words)| *words);
            if person.is_multiple_of(3) { "I would ask three customers before I answer." } else { agreed }
        }
    }
}

/// The mark of a person. In a later round a third of the marks at an end move one step inwards.
fn level(seed: WorkshopId, round: u32, person: usize, text: &str, criterion: Criterion) -> Level {
    let chance = Chance { seed, scene: format!("{text} {criterion:?}"), person };
    let card = CARDS.iter().find(|card| sentence(&card.sentence).text() == text).map(|card| card.card);
    let row = ROUND_ONE.iter().find(|row| Some(row.card) == card);
    let known = row.and_then(|row| marks(row.cells[criterion.index()]).get(person).copied());
    let first = known.unwrap_or_else(|| match chance.between(0, 11) {
        0 => Level::Fails,
        1 | 2 => Level::Doubtful,
        3..=6 => Level::Conditional,
        7..=10 => Level::Clear,
        _ => Level::CannotJudge,
    });
    let gives_way = round > 1 && chance.at(round as usize).between(0, 2) == 0;
    match first {
        Level::Fails if gives_way => Level::Doubtful,
        Level::Clear if gives_way => Level::Conditional,
        Level::Fails | Level::Doubtful | Level::Conditional | Level::Clear | Level::CannotJudge => first,
    }
}

fn reason(chance: &Chance, level: Level, criterion: Criterion) -> &'static str {
    if chance.at(criterion.index()).between(0, 3) > 0 {
        return "";
    }
    match level {
        Level::Fails => "It moves for reasons that have nothing to do with us.",
        Level::Clear => "We have seen it twice this year.",
        Level::Doubtful | Level::Conditional | Level::CannotJudge => "",
    }
}

fn place_of(cell: &sextant_domain::view::SeatCell) -> CellPlace {
    CellPlace { candidate_id: cell.cell.candidate_id, criterion: cell.cell.cell.criterion }
}

/// What looks like chance and is the same each time.
struct Chance {
    seed: WorkshopId,
    scene: String,
    person: usize,
}

impl Chance {
    /// A number between two others, both included.
    fn between(&self, low: u64, high: u64) -> u64 {
        let digest = Sha256::digest(format!("{} {} {}", self.seed, self.scene, self.person));
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&digest[..8]);
        low + u64::from_be_bytes(bytes) % (high - low + 1)
    }

    /// Another one of the same scene.
    fn at(&self, place: usize) -> Self {
        Self { seed: self.seed, scene: format!("{} {place}", self.scene), person: self.person }
    }
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap_or_default()
}

fn paragraph(text: &str) -> Paragraph {
    Paragraph::new(text).unwrap_or_default()
}
