//! What each stage puts on the projector.

use crate::criterion::Criterion;
use crate::head::{Privacy, Scope};
use crate::id::CandidateId;
use crate::stage::Stage;
use crate::view::definition::definition_warnings;
use crate::view::map::{CellPlace, focus_cell};
use crate::view::projector::{
    AgreedLine, AskedAgain, AskedQuestion, ClusterCard, FinalistTile, LobbyEntry, NumberedSentence, ProjectorContent,
    ProjectorFocus, TreeLine, VerdictTile,
};
use crate::view::score::ScoreStep;
use crate::view::tables::table_marks;
use crate::workshop::Workshop;

pub(super) fn content(workshop: &Workshop, view: &crate::view::ConsoleView, focus: ProjectorFocus) -> ProjectorContent {
    if focus == ProjectorFocus::Blank {
        return ProjectorContent::Blank;
    }
    match workshop.stage() {
        Stage::SetUp => lobby(workshop),
        Stage::Frame => {
            let asked = view.frame_asks.iter().find(|ask| ask.open);
            let (tables, alone) = workshop.voices();
            let asked = asked.map(|ask| AskedQuestion {
                label: ask.label.clone(),
                answered: ask.answered,
                // Whoever answered before they had a table is in the count too.
                expected: (tables > 0).then_some((tables + alone).max(ask.answered)),
                tables,
            });
            ProjectorContent::Frame { asked, lines: frame_lines(workshop) }
        }
        Stage::Write => ProjectorContent::Write {
            question: central_question(workshop),
            count: view.write.candidates,
            enough: view.write.enough,
            plenty: view.write.plenty,
        },
        Stage::Clarify => ProjectorContent::Candidates {
            sentences: workshop.live_candidates().into_iter().map(|c| cluster(workshop, numbered(c))).collect(),
            focus: focused(workshop, focus).map(|sentence| cluster(workshop, sentence)),
        },
        Stage::Challenge => challenge_tiles(workshop, focus),
        Stage::Score => scoring_content(workshop, view, focus),
        Stage::Validate | Stage::Choose => finalists(workshop, view),
        Stage::Define => definition(workshop),
        Stage::Decompose => tree(workshop),
        Stage::RollOut => {
            ProjectorContent::Cover { star: star_text(workshop), story: workshop.frame().success_story.to_string() }
        }
    }
}

/// The question on the projector while people write (R16).
pub(crate) fn central_question(workshop: &Workshop) -> String {
    let own = &workshop.frame().central_question;
    if own.is_empty() {
        "What would you count to know that customers got what they came for?".to_owned()
    } else {
        own.to_string()
    }
}

/// What happens to marks, in plain words for everybody.
pub fn promise(workshop: &Workshop) -> String {
    match workshop.head().privacy {
        Some(Privacy::Named) => {
            "Answers, candidates and marks stay hidden until they are shown to all at once. After that, the record keeps whose mark is whose."
        }
        Some(Privacy::Anonymous) | None => {
            "Answers, candidates and marks stay hidden until they are shown to all at once. Marks are never shown with a name."
        }
    }
    .to_owned()
}

fn lobby(workshop: &Workshop) -> ProjectorContent {
    let mut people: Vec<_> = workshop.participants.iter().collect();
    people.sort_by_key(|p| p.position);
    let here = people
        .into_iter()
        .map(|p| LobbyEntry {
            discipline: p.discipline,
            label: if workshop.head().names_in_lobby { p.name.to_string() } else { p.discipline.label().to_owned() },
            here: p.attending,
            at_table: p.at_table,
        })
        .collect();
    ProjectorContent::Lobby { purpose: purpose(workshop), here, promise: promise(workshop), join: None }
}

/// What the star is for; nothing while that has no name (R5).
fn purpose(workshop: &Workshop) -> Option<String> {
    let head = workshop.head();
    let whole = match head.scope {
        Scope::Company => "the whole company",
        Scope::Product => "one product",
        Scope::Area => "one product area",
    };
    (!head.scope_name.is_empty()).then(|| format!("A star for {whole}: {}", head.scope_name))
}

pub(crate) fn frame_lines(workshop: &Workshop) -> Vec<AgreedLine> {
    use crate::frame::FrameQuestion;
    let mut lines = Vec::new();
    if let Some(first) = workshop.core_users_in_rank().first() {
        lines.push(AgreedLine { label: "Whose success comes first".to_owned(), text: first.name.to_string() });
    }
    for question in
        [FrameQuestion::Job, FrameQuestion::ValueMoment, FrameQuestion::Strategy, FrameQuestion::BusinessOutcome]
    {
        let text = workshop.frame().answer(question);
        if !text.is_empty() {
            lines.push(AgreedLine { label: question.label().to_owned(), text: text.to_string() });
        }
    }
    lines
}

fn numbered(candidate: &crate::candidate::Candidate) -> NumberedSentence {
    NumberedSentence { id: candidate.id, number: candidate.number, text: candidate.sentence.text() }
}

/// A card with what was merged into it, and into those.
fn cluster(workshop: &Workshop, sentence: NumberedSentence) -> ClusterCard {
    fn below(workshop: &Workshop, into: CandidateId, out: &mut Vec<NumberedSentence>) {
        for candidate in workshop.candidates.iter().filter(|c| c.merged_into == Some(into)) {
            out.push(numbered(candidate));
            below(workshop, candidate.id, out);
        }
    }
    let mut merged = Vec::new();
    below(workshop, sentence.id, &mut merged);
    merged.sort_by_key(|one| one.number);
    ClusterCard { sentence, merged }
}

/// The cells a later round asks for, by candidate number and sheet order: places, never marks.
fn asked_again(workshop: &Workshop, round: u32) -> Vec<AskedAgain> {
    let mut rows: Vec<AskedAgain> = Vec::new();
    for (id, criterion) in workshop.cells_of(round) {
        match rows.last_mut() {
            Some(row) if row.sentence.id == id => row.criteria.push(criterion),
            Some(_) | None => {
                let Some(candidate) = workshop.candidates.get(&(id,)) else { continue };
                rows.push(AskedAgain { sentence: numbered(candidate), criteria: vec![criterion] });
            }
        }
    }
    rows
}

fn focused(workshop: &Workshop, focus: ProjectorFocus) -> Option<NumberedSentence> {
    match focus {
        ProjectorFocus::Candidate { id } => workshop.candidates.get(&(id,)).map(numbered),
        ProjectorFocus::Stage | ProjectorFocus::Cell(_) | ProjectorFocus::Map | ProjectorFocus::Blank => None,
    }
}

fn challenge_tiles(workshop: &Workshop, focus: ProjectorFocus) -> ProjectorContent {
    use crate::challenge::ChallengeKind;
    let sentence = focused(workshop, focus).or_else(|| {
        let live = workshop.live_candidates();
        let untested =
            live.iter().find(|c| ChallengeKind::ALL.iter().any(|k| !workshop.challenges.contains(&(c.id, *k))));
        untested.or(live.first()).map(|c| numbered(c))
    });
    let verdicts = ChallengeKind::ALL
        .iter()
        .map(|kind| {
            let given = sentence.as_ref().and_then(|s| workshop.challenges.get(&(s.id, *kind)));
            VerdictTile {
                question: kind.label().to_owned(),
                verdict: given.map(|c| c.verdict),
                story: given.map(|c| c.story.to_string()).unwrap_or_default(),
            }
        })
        .collect();
    ProjectorContent::Challenge { sentence, verdicts }
}

fn scoring_content(workshop: &Workshop, view: &crate::view::ConsoleView, focus: ProjectorFocus) -> ProjectorContent {
    let marking = |round: u32| {
        let (expected, missing) = workshop.missing_in(round);
        ProjectorContent::Marking {
            done: u32::try_from(expected - missing).unwrap_or(u32::MAX),
            expected: u32::try_from(expected).unwrap_or(u32::MAX),
            round,
            cells: if round > 1 { asked_again(workshop, round) } else { Vec::new() },
        }
    };
    match view.score.step {
        ScoreStep::Alone | ScoreStep::Again => marking(workshop.last_round().map_or(1, |r| r.number)),
        ScoreStep::Talk | ScoreStep::Shortlist => {
            let Some(map) = view.score.map.clone() else { return marking(1) };
            let place = match focus {
                ProjectorFocus::Cell(place) => Some(place),
                ProjectorFocus::Map | ProjectorFocus::Candidate { .. } | ProjectorFocus::Blank => None,
                ProjectorFocus::Stage if view.score.step == ScoreStep::Shortlist => None,
                ProjectorFocus::Stage => map
                    .talk
                    .iter()
                    .find(|t| t.outcome == crate::ballot::TalkOutcome::Open)
                    .map(|t| CellPlace { candidate_id: t.candidate_id, criterion: t.criterion }),
            };
            match place.and_then(|place| focus_cell(workshop, place).map(|cell| (place.criterion, cell))) {
                Some((criterion, cell)) => ProjectorContent::Cell {
                    tables: table_marks(workshop, CellPlace { candidate_id: cell.candidate_id, criterion }),
                    cell: Box::new(cell),
                    question: Criterion::projector_question(criterion).to_owned(),
                },
                None => ProjectorContent::Map { map: Box::new(map) },
            }
        }
    }
}

fn finalists(workshop: &Workshop, view: &crate::view::ConsoleView) -> ProjectorContent {
    let finalists = workshop
        .compared_finalists()
        .into_iter()
        .map(|c| FinalistTile {
            id: c.id,
            text: c.sentence.text(),
            half_points: view
                .candidates
                .iter()
                .find(|v| v.candidate.id == c.id)
                .and_then(|v| v.measures.clone())
                .map(|m| m.half_points)
                .unwrap_or_default(),
            hypothesis: workshop.test_plans.get(&(c.id,)).map(|p| p.hypothesis.to_string()).unwrap_or_default(),
            chosen: c.standing == crate::candidate::Standing::Chosen,
        })
        .collect();
    ProjectorContent::Finalists { finalists, chosen: workshop.star().map(|c| c.sentence.text()) }
}

fn star_text(workshop: &Workshop) -> String {
    workshop.star().map(|c| c.sentence.text()).unwrap_or_default()
}

fn definition(workshop: &Workshop) -> ProjectorContent {
    let mut fields = Vec::new();
    let mut field = |label: &str, text: &str| {
        if !text.is_empty() {
            fields.push(AgreedLine { label: label.to_owned(), text: text.to_owned() });
        }
    };
    if let Some(d) = workshop.definition() {
        field("Counts", d.unit.as_str());
        field("that did", d.event.as_str());
        field("when", d.qualifying_rule.as_str());
        match d.denominator {
            Some(crate::definition::Denominator::Nothing) => field("Divided by", "Nothing. This is a count"),
            Some(crate::definition::Denominator::Ratio) => field("Divided by", d.denominator_text.as_str()),
            None => {}
        }
        field("In", &d.window.text());
        field("Known by", d.delay.as_str());
    }
    let warnings = definition_warnings(workshop).into_iter().map(|warning| warning.text).collect();
    ProjectorContent::Definition { star: star_text(workshop), fields, warnings }
}

fn tree(workshop: &Workshop) -> ProjectorContent {
    fn below(workshop: &Workshop, parent: Option<crate::id::InputMetricId>, depth: u32, out: &mut Vec<TreeLine>) {
        for input in workshop.inputs_below(parent) {
            out.push(TreeLine {
                depth,
                name: input.name.to_string(),
                team: input
                    .team_id
                    .and_then(|t| workshop.teams.get(&(t,)))
                    .map(|t| t.name.to_string())
                    .unwrap_or_default(),
                exact: input.link == crate::input_tree::InputLink::ArithmeticPart,
            });
            below(workshop, Some(input.id), depth + 1, out);
        }
    }
    let mut inputs = Vec::new();
    below(workshop, None, 0, &mut inputs);
    let uncovered = workshop
        .uncovered_teams()
        .into_iter()
        .filter_map(|id| workshop.teams.get(&(id,)).map(|t| t.name.to_string()))
        .collect();
    ProjectorContent::Tree { star: star_text(workshop), inputs, uncovered }
}
