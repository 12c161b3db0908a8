//! Fingerprints: of a command, so that a resend is recognised, and of a round's ballots.

use serde::Serialize;
use sextant_domain::id::CommandId;
use sextant_domain::workshop::Workshop;
use sextant_store::{Actor, CommandStamp};
use sha2::{Digest, Sha256};

/// The stamp of a command.
pub(crate) fn stamp<C: Serialize>(id: &CommandId, command: &C, actor: &str) -> CommandStamp {
    let content = serde_json::to_vec(command).unwrap_or_default();
    CommandStamp { id: id.to_string(), fingerprint: Sha256::digest(&content).into(), actor: Actor(actor.to_owned()) }
}

/// A hash over the sorted ballots of the latest round, stored at the reveal (T4).
pub(crate) fn ballots_hash(workshop: &Workshop) -> String {
    let round = workshop.last_round().map_or(0, |r| r.number);
    let mut sheets: Vec<String> = workshop
        .ballots
        .iter()
        .filter(|b| b.round == round)
        .map(|ballot| {
            let scores: Vec<_> = workshop.marks_on(ballot.id).collect();
            serde_json::to_string(&scores).expect("scores are plain data")
        })
        .collect();
    let hands: Vec<_> = workshop.hand_tallies.iter().filter(|t| t.round == round).collect();
    sheets.sort_unstable();
    sheets.push(serde_json::to_string(&hands).expect("counts are plain data"));
    Sha256::digest(sheets.join("\n")).iter().map(|byte| format!("{byte:02x}")).collect()
}
