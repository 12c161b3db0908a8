//! How the decision was made: who took part, when, by which rules, and what limits it (R12).

use sextant_domain::decision::{Waiver, WaiverRule};
use sextant_domain::participant::{Discipline, Participant, Role};
use sextant_domain::stage::{Stage, StageRecord, StageStatus};

use super::cover::solo_label;
use super::record::{Record, is_sealed};
use super::words::{Fields, capital, counted, heading, joined, listed, paragraph, said, table};
use crate::document::{Block, Cell, Column};

/// Section 15.
pub(super) fn decided(record: &Record<'_>) -> Vec<Block> {
    let mut blocks = vec![paragraph(summary(record))];
    let (workshop, head) = (record.workshop, record.workshop.head());
    let mut fields = Fields::default();
    fields.plain("Took part", took_part(record));
    let missing: Vec<_> = workshop.missing_disciplines().iter().map(|d| d.label().to_owned()).collect();
    fields.plain("Not in the room", (!missing.is_empty()).then(|| listed(&missing)));
    let chosen_by = record.choice().and_then(|choice| record.person_and_discipline(choice.decider_id));
    let say = chosen_by.or_else(|| workshop.decider().and_then(|p| record.person_and_discipline(p.id)));
    fields.plain("Had the final say", say);
    fields.plain("Guided by", guided_by(record));
    fields.plain("Decided by one person", head.solo.then(|| solo_label(workshop)));
    let mut held = Fields::default();
    held.plain("Length", Some(head.path.label()));
    held.plain("Scores are", head.privacy.map(|privacy| privacy.label()));
    held.plain("Ballots came in by", head.ballot_channel.map(|channel| channel.label()));
    fields.plain("How it was held", held.in_a_line());
    fields.voice("The question everybody wrote to", said(&workshop.frame().central_question));
    fields.plain("Overrides", Some(overrides(record)));
    fields.end(&mut blocks);
    limits(record, &mut blocks);
    if record.is_team() {
        people(record, &mut blocks);
        sittings(record, &mut blocks);
        stages(record, &mut blocks);
        rounds(record, &mut blocks);
        waivers(record, &mut blocks);
        value_actions(record, &mut blocks);
    }
    blocks
}

fn summary(record: &Record<'_>) -> String {
    let workshop = record.workshop;
    let dates: Vec<_> = workshop.sittings.iter().map(|s| s.opened_at.day().long()).collect();
    let mut text = format!("{}: {}.", counted(dates.len(), "sitting", "sittings"), listed(&dates));
    let candidates = record.candidates();
    if !candidates.is_empty() {
        let looked_at = candidates.iter().filter(|c| c.opened).count();
        text.push_str(&format!(
            " {} written in silence, {looked_at} of them looked at together.",
            counted(candidates.len(), "candidate", "candidates")
        ));
    }
    let rounds = record.rounds();
    if let Some(last) = rounds.last() {
        let ballots = workshop.ballots.iter().filter(|b| b.round == last.number).count();
        let by = if ballots == 0 {
            "a show of hands".to_owned()
        } else {
            counted(ballots, "hidden ballot", "hidden ballots")
        };
        text.push_str(&format!(" Scored by {by} in {}.", counted(rounds.len(), "round", "rounds")));
    }
    text
}

fn took_part(record: &Record<'_>) -> Option<String> {
    let workshop = record.workshop;
    let present: Vec<_> = Discipline::ALL
        .iter()
        .filter_map(|discipline| {
            let count = workshop.participants.iter().filter(|p| p.discipline == *discipline).count();
            match count {
                0 => None,
                1 => Some(discipline.label().to_owned()),
                _ => Some(format!("{} ({count})", discipline.label())),
            }
        })
        .collect();
    (!present.is_empty()).then(|| listed(&present))
}

/// The facilitator: by name for the team, by discipline for everybody.
fn guided_by(record: &Record<'_>) -> Option<String> {
    let workshop = record.workshop;
    let guides = workshop.participants.iter().filter(|p| workshop.has_role(p.id, Role::Facilitator));
    let guides: Vec<_> = guides
        .map(|p| {
            let who = if record.is_team() { p.name.to_string() } else { p.discipline.label().to_owned() };
            let scored = workshop.has_role(p.id, Role::Contributor);
            if scored { format!("{who}, who scored too") } else { format!("{who}, who did not score") }
        })
        .collect();
    (!guides.is_empty()).then(|| listed(&guides))
}

/// Rules that were passed. Former rejections stand in the history of the star instead.
fn passed<'a>(record: &Record<'a>) -> impl Iterator<Item = &'a Waiver> {
    record.workshop.waivers.iter().filter(|w| w.rule != WaiverRule::BroughtBack)
}

fn overrides(record: &Record<'_>) -> String {
    let mut rules: Vec<_> = passed(record).map(|w| w.rule).collect();
    rules.sort_unstable();
    let total = rules.len();
    rules.dedup();
    let names: Vec<_> = rules.iter().map(|rule| rule.label().to_owned()).collect();
    if names.is_empty() {
        "None".to_owned()
    } else {
        format!("{}: {}", counted(total, "rule passed with a reason", "rules passed with a reason"), listed(&names))
    }
}

/// What a reader has to forgive: skipped stages, early exits, work that stands on changed ground.
fn limits(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let mut fields = Fields::default();
    for stage in record.workshop.stages.iter() {
        let label = stage.stage.label();
        fields.plain(format!("“{label}” was skipped"), said(&stage.skip_reason));
        fields.plain(format!("“{label}” was left early"), said(&stage.close_note));
        let because = said(&stage.check_again_because);
        let again = because.or_else(|| stage.check_again.then(|| "Something before it changed.".to_owned()));
        fields.plain(format!("“{label}” is to be checked again"), again);
    }
    for round in record.rounds() {
        fields.plain(format!("Round {} was closed early", round.number), said(&round.close_note));
    }
    let mut rows = Vec::new();
    fields.end(&mut rows);
    if !rows.is_empty() {
        blocks.push(heading("Limits"));
        blocks.extend(rows);
    }
}

/// Whether somebody was there, and at which table of a large room.
fn whereabouts(person: &Participant) -> String {
    let there = if person.attending { "Here" } else { "Absent" };
    person.at_table.map_or_else(|| there.to_owned(), |number| format!("{there}, table {number}"))
}

fn people(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let mut people: Vec<_> = record.workshop.participants.iter().collect();
    people.sort_by_key(|p| (p.position, p.id));
    let rows: Vec<_> = people
        .into_iter()
        .map(|person| {
            vec![
                Cell::plain(person.name.to_string()),
                Cell::plain(person.discipline.label()),
                Cell::plain(record.roles(person.id).join(", ")),
                Cell::plain(whereabouts(person)),
            ]
        })
        .collect();
    if !rows.is_empty() {
        blocks.push(heading("People"));
    }
    let columns = vec![
        Column::start("Name").wide(7),
        Column::start("Discipline").wide(7),
        Column::start("Roles").wide(8),
        Column::start("Last sitting").wide(4),
    ];
    table(blocks, "People", columns, rows);
    let shown = if record.workshop.head().names_in_lobby { "shown" } else { "not shown" };
    blocks.push(super::words::note(format!("Names were {shown} in the lobby.")));
    // Without tables everybody answered alone, whatever was chosen.
    if record.workshop.participants.iter().any(|person| person.at_table.is_some()) {
        let stages: Vec<_> =
            Stage::ALL.iter().filter(|stage| stage.is_for_tables()).map(|s| s.label().to_owned()).collect();
        let who = record.workshop.answering().label().to_lowercase();
        blocks.push(super::words::note(format!("Who answered in {}: {who}.", listed(&stages))));
    }
}

fn sittings(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let begun = record.workshop.head().created_at.day().long();
    let rows = record
        .workshop
        .sittings
        .iter()
        .map(|sitting| {
            vec![
                Cell::plain(sitting.number.to_string()),
                Cell::plain(sitting.opened_at.day().long()),
                Cell::plain(sitting.closed_at.map(|at| at.day().long()).unwrap_or_default()),
                Cell::plain(sitting.note.to_string()),
            ]
        })
        .collect();
    blocks.push(heading("Sittings"));
    let columns = vec![
        Column::start("Sitting").wide(3),
        Column::start("Began").wide(5),
        Column::start("Ended").wide(5),
        Column::start("Left open").wide(12),
    ];
    table(blocks, "Sittings", columns, rows);
    blocks.push(super::words::note(format!("The workshop was made on {begun}.")));
}

fn stages(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let rows = record
        .workshop
        .stages
        .iter()
        .map(|stage| {
            vec![
                Cell::plain(stage.stage.label()),
                Cell::plain(standing(stage)),
                Cell::plain(stage.entered_at.map(|at| at.day().long()).unwrap_or_default()),
                Cell::plain(spent(record.workshop.used_seconds(stage.stage))),
            ]
        })
        .collect();
    blocks.push(heading("Stages"));
    let columns = vec![
        Column::start("Stage").wide(6),
        Column::start("State").wide(6),
        Column::start("Begun").wide(5),
        Column::end("Time").wide(4),
    ];
    table(blocks, "Stages", columns, rows);
}

fn standing(stage: &StageRecord) -> String {
    let again = stage.check_again.then(|| "to be checked again".to_owned());
    let state = match stage.status {
        StageStatus::NotStarted | StageStatus::Open | StageStatus::Done | StageStatus::Skipped => {
            capital(stage.status.label())
        }
    };
    joined([Some(state), again], ", ").unwrap_or_default()
}

fn spent(seconds: u32) -> String {
    match (seconds / 60, seconds % 60) {
        (0, 0) => String::new(),
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

fn rounds(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let workshop = record.workshop;
    let rows: Vec<_> = record
        .rounds()
        .into_iter()
        .map(|round| {
            let cells = workshop.round_cells.iter().filter(|c| c.round == round.number).count();
            let handed_in = workshop.round_marks.iter().filter(|m| m.round == round.number).count();
            let ballots = workshop.ballots.iter().filter(|b| b.round == round.number).count();
            let ended = round.ended_at.map(|at| format!("scoring ended on {}", at.day().long()));
            let shown = round.revealed_at.map(|at| at.day().long());
            vec![
                Cell::plain(round.number.to_string()),
                Cell::plain(round.channel.label()),
                Cell::plain(round.opened_at.day().long()),
                Cell::plain(joined([shown, ended], "; ").unwrap_or_default()),
                Cell::plain(format!(
                    "{}; {handed_in} handed in; {}",
                    counted(cells, "cell", "cells"),
                    counted(ballots, "ballot", "ballots")
                )),
            ]
        })
        .collect();
    if !rows.is_empty() {
        blocks.push(heading("Rounds"));
    }
    let columns = vec![
        Column::start("Round").wide(3),
        Column::start("Ballots came in by").wide(6),
        Column::start("Opened").wide(5),
        Column::start("Revealed").wide(9),
        Column::start("Asked and answered").wide(7),
    ];
    table(blocks, "Rounds", columns, rows);
    let mut seals = Fields::default();
    for round in record.rounds() {
        seals.data(format!("Seal of round {}", round.number), round.ballots_hash.clone());
    }
    seals.end(blocks);
}

fn waivers(record: &Record<'_>, blocks: &mut Vec<Block>) {
    let mut waivers: Vec<_> = passed(record).collect();
    waivers.sort_by_key(|w| (w.waived_at, w.id));
    let rows: Vec<_> = waivers
        .into_iter()
        .map(|waiver| {
            let about = waiver.candidate_id.and_then(|id| record.quote(id));
            vec![
                Cell::plain(waiver.waived_at.day().long()),
                Cell::plain(capital(waiver.rule.label())),
                Cell::plain(joined([about, said(&waiver.detail)], ", ").unwrap_or_default()),
                Cell::plain(waiver.reason.to_string()),
            ]
        })
        .collect();
    if !rows.is_empty() {
        blocks.push(heading("Rules passed with a reason"));
    }
    let columns = vec![
        Column::start("When").wide(4),
        Column::start("Rule").wide(6),
        Column::start("What").wide(7),
        Column::start("Why").wide(9),
    ];
    table(blocks, "Waivers", columns, rows);
}

fn value_actions(record: &Record<'_>, blocks: &mut Vec<Block>) {
    if is_sealed(record.workshop) || record.workshop.value_actions.is_empty() {
        return;
    }
    blocks.push(heading("Actions that show value, as they were listed"));
    let rows = record
        .workshop
        .value_actions
        .iter()
        .map(|action| {
            let became = action.candidate_id.and_then(|id| record.quote(id));
            vec![Cell::voice(action.text.to_string()), Cell::voice(became.unwrap_or_default())]
        })
        .collect();
    table(
        blocks,
        "The quick list",
        vec![Column::start("Action").wide(1), Column::start("Became the candidate").wide(1)],
        rows,
    );
}
