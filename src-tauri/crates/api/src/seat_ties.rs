//! What the core remembers of seats, as rows outside of the journal: a restart must not let anybody
//! answer twice, and a phone must find what it sent (F47). Each row goes when its span ends (T1b).

use crate::effect::Span;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sextant_domain::act::Edition;
use sextant_domain::contribution::ContributionKind;
use sextant_domain::criterion::Criterion;
use sextant_domain::frame::FrameQuestion;
use sextant_domain::id::{BallotId, CandidateId, ContributionId, FrameAnswerId, ObjectionId, ParticipantId};
use sextant_domain::leaves::Leaves;
use sextant_domain::stage::Stage;
use sextant_domain::view::{CellPlace, Extreme, Offer, SeatMemory};
use sextant_domain::workshop::Workshop;
use sextant_store::{SeatTie, SeatTieChange};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;
use uuid::Uuid;

/// What is remembered of each seat, and of each table.
///
/// Shared until written to: every command gets a copy of the session, and three hundred may come
/// at once (P7).
pub(crate) type Memories = Leaves<ParticipantId, Arc<SeatMemory>>;

/// One thing that is somebody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    Frame(FrameQuestion, FrameAnswerId),
    Contribution(ContributionId),
    Objection(ObjectionId),
    Speaks(Offer),
    DoneWriting,
    BallotFile(BallotId, Option<Edition>),
    Read(CandidateId),
}

impl Answer {
    fn all_of(memory: &SeatMemory) -> BTreeSet<Self> {
        let frame = memory.frame_answers.iter().map(|(question, id)| Self::Frame(*question, *id));
        frame
            .chain(memory.contributions.iter().copied().map(Self::Contribution))
            .chain(memory.objections.iter().copied().map(Self::Objection))
            .chain(memory.speaking.iter().copied().map(Self::Speaks))
            .chain(memory.done_writing.then_some(Self::DoneWriting))
            .chain(memory.ballot_files.iter().map(|(id, edition)| Self::BallotFile(*id, *edition)))
            .chain(memory.read.iter().copied().map(Self::Read))
            .collect()
    }

    fn remember(self, memory: &mut SeatMemory) {
        match self {
            Self::Frame(question, id) => {
                memory.frame_answers.insert(question, id);
            }
            Self::Contribution(id) => memory.contributions.push(id),
            Self::Objection(id) => memory.objections.push(id),
            Self::Speaks(offer) => {
                memory.speaking.insert(offer);
            }
            Self::DoneWriting => memory.done_writing = true,
            Self::BallotFile(id, edition) => {
                memory.ballot_files.insert(id, edition);
            }
            Self::Read(id) => {
                memory.read.insert(id);
            }
        }
    }

    /// At whose end it is forgotten; none for what is not in the record any more.
    fn span(self, workshop: &Workshop) -> Option<Span> {
        Some(match self {
            Self::Frame(question, _) => Span::Frame(question),
            Self::Contribution(id) => span_of(workshop.contributions.get(&(id,))?.kind),
            Self::Objection(_) => Span::Stage(Stage::Choose),
            Self::Read(_) => Span::Stage(Stage::Clarify),
            Self::Speaks(_) | Self::BallotFile(..) => Span::Score,
            Self::DoneWriting => Span::Write,
        })
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Frame(..) => "frame_answer",
            Self::Contribution(_) => "contribution",
            Self::Objection(_) => "objection",
            Self::Speaks(_) => "speaks",
            Self::DoneWriting => "done_writing",
            Self::BallotFile(..) => "ballot_file",
            Self::Read(_) => "read",
        }
    }

    fn item(self) -> String {
        match self {
            Self::Frame(question, id) => format!("{} {id}", word(&question)),
            Self::Contribution(id) => id.to_string(),
            Self::Objection(id) => id.to_string(),
            Self::Speaks(Offer { place, extreme }) => {
                format!("{} {} {}", place.candidate_id, word(&place.criterion), word(&extreme))
            }
            Self::DoneWriting => String::new(),
            Self::BallotFile(id, None) => id.to_string(),
            Self::BallotFile(id, Some(Edition { place, number })) => format!("{id} {place} {number}"),
            Self::Read(id) => id.to_string(),
        }
    }

    fn read(kind: &str, item: &str) -> Option<Self> {
        let words: Vec<&str> = item.split(' ').collect();
        let id = |text: &str| Uuid::parse_str(text).ok();
        match (kind, words.as_slice()) {
            ("frame_answer", [question, answer]) => Some(Self::Frame(of_word(question)?, FrameAnswerId(id(answer)?))),
            ("contribution", [one]) => Some(Self::Contribution(ContributionId(id(one)?))),
            ("objection", [one]) => Some(Self::Objection(ObjectionId(id(one)?))),
            ("speaks", [candidate, criterion, extreme]) => {
                let candidate_id = CandidateId(id(candidate)?);
                let place = CellPlace { candidate_id, criterion: of_word::<Criterion>(criterion)? };
                Some(Self::Speaks(Offer { place, extreme: of_word::<Extreme>(extreme)? }))
            }
            ("done_writing", _) => Some(Self::DoneWriting),
            ("ballot_file", [one]) => Some(Self::BallotFile(BallotId(id(one)?), None)),
            ("ballot_file", [one, place, number]) => {
                let edition = Edition { place: id(place)?, number: number.parse().ok()? };
                Some(Self::BallotFile(BallotId(id(one)?), Some(edition)))
            }
            ("read", [one]) => Some(Self::Read(CandidateId(id(one)?))),
            (_, _) => None,
        }
    }
}

/// At whose end it is forgotten who sent a contribution: reasons with the ballots they explain, all
/// else when its stage is left.
pub(crate) fn span_of(kind: ContributionKind) -> Span {
    match kind {
        ContributionKind::AddedReason => Span::Score,
        ContributionKind::Clarification
        | ContributionKind::SameAs
        | ContributionKind::ChallengeView
        | ContributionKind::CheatStory
        | ContributionKind::Signal
        | ContributionKind::Question
        | ContributionKind::FieldComment
        | ContributionKind::TeamMove
        | ContributionKind::GuardrailIdea
        | ContributionKind::MeetingCheck => Span::Stage(kind.stage()),
    }
}

/// What is to be written so that a restart remembers what is remembered now.
pub(crate) fn changes(before: &Memories, after: &Memories, workshop: &Workshop) -> Vec<SeatTieChange> {
    let mut changes = Vec::new();
    let differs = |id: &ParticipantId, old: Option<&Arc<SeatMemory>>, new: Option<&Arc<SeatMemory>>| {
        if old.zip(new).is_some_and(|(old, new)| Arc::ptr_eq(old, new)) {
            return Ok(());
        }
        let answers =
            |memory: Option<&Arc<SeatMemory>>| memory.map(|memory| Answer::all_of(memory)).unwrap_or_default();
        let (old, new) = (answers(old), answers(new));
        let sender = id.to_string();
        changes.extend(old.difference(&new).map(|answer| SeatTieChange::Loosed {
            sender: sender.clone(),
            kind: answer.kind().to_owned(),
            item: answer.item(),
        }));
        changes.extend(new.difference(&old).filter_map(|answer| {
            let span = answer.span(workshop)?.name();
            let (kind, item) = (answer.kind().to_owned(), answer.item());
            Some(SeatTieChange::Tied(SeatTie { sender: sender.clone(), kind, item, span }))
        }));
        Ok::<(), Infallible>(())
    };
    match before.compare(after, differs) {
        Ok(()) => changes,
    }
}

/// What an earlier run remembered.
pub(crate) fn recalled(rows: Vec<SeatTie>) -> Memories {
    let mut memories = Memories::default();
    for row in rows {
        let sender = Uuid::parse_str(&row.sender).ok().map(ParticipantId);
        if let (Some(sender), Some(answer)) = (sender, Answer::read(&row.kind, &row.item)) {
            answer.remember(Arc::make_mut(memories.get_mut_or_default(&sender)));
        }
    }
    memories
}

/// The spans that end when a stage is left, as far as anything is remembered of them. Writing and
/// scoring are not among them: they end by a step of their own.
pub(crate) fn spans_left(memories: &Memories, stage: Stage, workshop: &Workshop) -> Vec<Span> {
    let spans = memories.values().flat_map(|memory| Answer::all_of(memory)).filter_map(|answer| answer.span(workshop));
    let ends = |span: &Span| match span {
        Span::Frame(_) => stage == Stage::Frame,
        Span::Stage(of) => *of == stage,
        Span::Write | Span::Score => false,
    };
    spans.filter(ends).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Forgets what belongs to spans that end.
pub(crate) fn forget(memories: &mut Memories, ends: &[Span], workshop: &Workshop) {
    let goes = |answer: &Answer| answer.span(workshop).is_none_or(|span| ends.contains(&span));
    if !memories.values().flat_map(|memory| Answer::all_of(memory)).any(|answer| goes(&answer)) {
        return;
    }
    for memory in memories.values_mut() {
        let stays = Answer::all_of(memory).into_iter().filter(|answer| !goes(answer));
        let mut kept = SeatMemory::default();
        stays.for_each(|answer| answer.remember(&mut kept));
        *memory = Arc::new(kept);
    }
}

/// A value of one of our enums as the word it has in every file.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}

fn of_word<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(text.into()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use sextant_domain::id::WorkshopId;
    use sextant_domain::text::Name;
    use sextant_domain::time::At;
    use std::collections::BTreeMap;

    #[test]
    fn what_is_remembered_comes_back_from_its_rows() {
        let place = CellPlace { candidate_id: CandidateId(Uuid::from_u128(7)), criterion: Criterion::Actionable };
        let memory = SeatMemory {
            frame_answers: BTreeMap::from([(FrameQuestion::ValueMoment, FrameAnswerId(Uuid::from_u128(1)))]),
            objections: vec![ObjectionId(Uuid::from_u128(3))],
            speaking: BTreeSet::from([Offer { place, extreme: Extreme::Highest }]),
            done_writing: true,
            ballot_files: BTreeMap::from([
                (BallotId(Uuid::from_u128(4)), None),
                (BallotId(Uuid::from_u128(6)), Some(Edition { place: Uuid::from_u128(8), number: 2 })),
            ]),
            read: BTreeSet::from([CandidateId(Uuid::from_u128(5))]),
            ..SeatMemory::default()
        };
        let person = ParticipantId(Uuid::from_u128(9));
        let after = Memories::from_iter([(person, Arc::new(memory))]);
        let workshop = Workshop::new(WorkshopId(Uuid::nil()), Name::default(), At(0));
        let rows = changes(&Memories::default(), &after, &workshop);
        let rows: Vec<SeatTie> = rows
            .into_iter()
            .map(|change| match change {
                SeatTieChange::Tied(tie) => tie,
                SeatTieChange::Loosed { .. } => panic!("nothing goes"),
            })
            .collect();
        assert_eq!(rows.len(), 7);
        assert_eq!(recalled(rows), after);
    }
}
