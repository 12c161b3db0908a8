//! The one task of every seat, stage by stage.

use crate::ballot::{RoundStatus, TalkOutcome};
use crate::challenge::ChallengeKind;
use crate::criterion::Criterion;
use crate::definition::{Definition, DefinitionField};
use crate::frame::FrameQuestion;
use crate::id::CandidateId;
use crate::stage::Stage;
use crate::view::map::{CellPlace, disagreement_map, focus_cell};
use crate::view::projector::ProjectorFocus;
use crate::view::projector_content::central_question;
use crate::view::seat::{
    SeatCandidate, SeatCard, SeatCell, SeatChallenge, SeatField, SeatInput, SeatTeam, enough_and_plenty,
};
use crate::workshop::Workshop;
use serde::Serialize;
use ts_rs::TS;

/// The one task of a seat.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum SeatTask {
    /// Nothing to do here now.
    Wait {
        /// What the room does meanwhile.
        label: String,
    },
    /// Answer one question of the frame.
    Frame {
        /// Which.
        question: FrameQuestion,
        /// In words.
        label: String,
    },
    /// Write candidates.
    Write {
        /// The central question.
        question: String,
        /// Candidates in the room, in steps.
        count: u32,
        /// Enough to choose from.
        enough: u32,
        /// Plenty.
        plenty: u32,
    },
    /// Read the cards, ask what is unclear, say what is the same.
    Clarify {
        /// The cards in the running.
        cards: Vec<SeatCard>,
        /// The one on the projector.
        focus: Option<CandidateId>,
    },
    /// Break a candidate, privately.
    Challenge {
        /// The cards in the running.
        cards: Vec<SeatCard>,
        /// The one on the projector.
        focus: Option<CandidateId>,
        /// The four challenges.
        challenges: Vec<SeatChallenge>,
    },
    /// Score.
    Score {
        /// Which round.
        round: u32,
        /// Candidates with the criteria asked for.
        candidates: Vec<SeatCandidate>,
        /// The agreed value moment, shown beside the first criterion.
        value_moment: String,
        /// How we win, shown beside the strategy criterion (R20).
        strategy: String,
    },
    /// Talk about the cell in focus.
    Talk {
        /// The cell, unless the talk list is done.
        focus: Option<SeatCell>,
    },
    /// Say where you stand on each candidate.
    Signal {
        /// Those that can be shortlisted.
        cards: Vec<SeatCard>,
    },
    /// Ask about the evidence.
    Validate {
        /// The finalists.
        cards: Vec<SeatCard>,
    },
    /// Object, or see the choice.
    Choose {
        /// The finalists.
        cards: Vec<SeatCard>,
        /// The star, once chosen.
        chosen: Option<String>,
    },
    /// Remark on a field of the definition.
    Define {
        /// The star.
        star: String,
        /// The fields.
        fields: Vec<SeatField>,
    },
    /// Say what your team moves.
    Decompose {
        /// The star.
        star: String,
        /// Teams.
        teams: Vec<SeatTeam>,
        /// Inputs that are in the tree.
        inputs: Vec<SeatInput>,
    },
    /// Check the dates.
    RollOut {
        /// The star.
        star: String,
        /// The next review, as `2026-08-03`; empty while it has no date.
        next_review: String,
        /// The yearly review.
        yearly_review: String,
    },
}

pub(super) fn task(workshop: &Workshop, focus: ProjectorFocus) -> SeatTask {
    match workshop.stage() {
        Stage::SetUp => wait("We begin in a moment. Look at the big screen."),
        Stage::Frame => match workshop.open_frame_ask() {
            Some(ask) => SeatTask::Frame { question: ask.question, label: ask.question.label().to_owned() },
            None => wait("We agree on who this is for. Look at the big screen."),
        },
        Stage::Write if workshop.candidates_revealed() => wait("Writing has ended. Look at the big screen."),
        Stage::Write => {
            let (enough, plenty) = enough_and_plenty();
            let count = u32::try_from(workshop.candidates.len()).unwrap_or(u32::MAX);
            SeatTask::Write { question: central_question(workshop), count, enough, plenty }
        }
        Stage::Clarify => SeatTask::Clarify { cards: live(workshop), focus: focused(focus) },
        Stage::Challenge => SeatTask::Challenge {
            cards: live(workshop),
            focus: focused(focus),
            challenges: ChallengeKind::ALL
                .iter()
                .map(|kind| SeatChallenge { challenge: *kind, question: kind.label().to_owned() })
                .collect(),
        },
        Stage::Score => score_task(workshop, focus),
        Stage::Validate => SeatTask::Validate { cards: finalists(workshop) },
        Stage::Choose => {
            SeatTask::Choose { cards: finalists(workshop), chosen: workshop.star().map(|star| star.sentence.text()) }
        }
        Stage::Define => SeatTask::Define { star: star(workshop), fields: fields(workshop) },
        Stage::Decompose => decompose(workshop),
        Stage::RollOut => SeatTask::RollOut {
            star: star(workshop),
            next_review: workshop.cadence().next_review.map(|day| day.to_string()).unwrap_or_default(),
            yearly_review: workshop.cadence().yearly_review.map(|day| day.to_string()).unwrap_or_default(),
        },
    }
}

fn wait(label: &str) -> SeatTask {
    SeatTask::Wait { label: label.to_owned() }
}

fn focused(focus: ProjectorFocus) -> Option<CandidateId> {
    match focus {
        ProjectorFocus::Candidate { id } => Some(id),
        ProjectorFocus::Cell(place) => Some(place.candidate_id),
        ProjectorFocus::Stage | ProjectorFocus::Map | ProjectorFocus::Blank => None,
    }
}

fn card(candidate: &crate::candidate::Candidate) -> SeatCard {
    SeatCard { id: candidate.id, number: candidate.number, text: candidate.sentence.text() }
}

fn live(workshop: &Workshop) -> Vec<SeatCard> {
    workshop.live_candidates().into_iter().map(card).collect()
}

fn finalists(workshop: &Workshop) -> Vec<SeatCard> {
    workshop.compared_finalists().into_iter().map(card).collect()
}

fn star(workshop: &Workshop) -> String {
    workshop.star().map(|star| star.sentence.text()).unwrap_or_default()
}

fn score_task(workshop: &Workshop, focus: ProjectorFocus) -> SeatTask {
    let Some(round) = workshop.last_round() else { return wait("Scoring opens in a moment.") };
    match round.status {
        RoundStatus::Open => ballot(workshop, round.number),
        RoundStatus::Closed => wait("Everybody is in. The marks are shown to all at once."),
        RoundStatus::Revealed if round.ended_at.is_some() => SeatTask::Signal { cards: live(workshop) },
        RoundStatus::Revealed => talk(workshop, focus),
    }
}

fn talk(workshop: &Workshop, focus: ProjectorFocus) -> SeatTask {
    let first_open = || {
        let map = disagreement_map(workshop)?;
        let entry = map.talk.iter().find(|entry| entry.outcome == TalkOutcome::Open)?;
        Some(CellPlace { candidate_id: entry.candidate_id, criterion: entry.criterion })
    };
    let place = match focus {
        ProjectorFocus::Cell(place) => Some(place),
        ProjectorFocus::Stage | ProjectorFocus::Candidate { .. } | ProjectorFocus::Map | ProjectorFocus::Blank => {
            first_open()
        }
    };
    let focus = place.and_then(|place| {
        let cell = focus_cell(workshop, place)?;
        Some(SeatCell { cell: Box::new(cell), question: Criterion::projector_question(place.criterion).to_owned() })
    });
    SeatTask::Talk { focus }
}

fn ballot(workshop: &Workshop, round: u32) -> SeatTask {
    let mut candidates: Vec<SeatCandidate> = Vec::new();
    for (id, criterion) in workshop.cells_of(round) {
        match candidates.last_mut().filter(|c| c.id == id) {
            Some(candidate) => candidate.criteria.push(criterion),
            None => candidates.push(SeatCandidate {
                id,
                text: workshop.candidates.get(&(id,)).map(|c| c.sentence.text()).unwrap_or_default(),
                criteria: vec![criterion],
                late: workshop.candidates.get(&(id,)).and_then(|c| c.measurability.late_words()),
            }),
        }
    }
    SeatTask::Score {
        round,
        candidates,
        value_moment: workshop.frame().value_moment.to_string(),
        strategy: workshop.frame().strategy.to_string(),
    }
}

fn fields(workshop: &Workshop) -> Vec<SeatField> {
    let Some(definition) = workshop.definition() else { return Vec::new() };
    DefinitionField::ALL
        .iter()
        .map(|field| SeatField { field: *field, label: field.label().to_owned(), text: said(definition, *field) })
        .collect()
}

fn said(definition: &Definition, field: DefinitionField) -> String {
    match field {
        DefinitionField::Unit => definition.unit.to_string(),
        DefinitionField::Event => definition.event.to_string(),
        DefinitionField::QualifyingRule => definition.qualifying_rule.to_string(),
        DefinitionField::DenominatorText => definition.denominator_text.to_string(),
        DefinitionField::TimeZone => definition.window.time_zone.to_string(),
        DefinitionField::DataSource => definition.data_source.to_string(),
        DefinitionField::Delay => definition.delay.to_string(),
        DefinitionField::Rationale => definition.rationale.to_string(),
        DefinitionField::WorkedExample => definition.worked_example.to_string(),
        DefinitionField::Owner => definition.owner.to_string(),
    }
}

fn decompose(workshop: &Workshop) -> SeatTask {
    let mut teams: Vec<_> = workshop.teams.iter().collect();
    teams.sort_by_key(|team| team.position);
    SeatTask::Decompose {
        star: star(workshop),
        teams: teams.into_iter().map(|team| SeatTeam { id: team.id, name: team.name.to_string() }).collect(),
        inputs: workshop
            .input_metrics
            .iter()
            .map(|input| SeatInput { id: input.id, name: input.name.to_string() })
            .collect(),
    }
}
