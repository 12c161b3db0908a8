//! Whether a copy of the database, a backup or a file set aside, still holds a destroyed tie (T1b).

use crate::connect;
use crate::kept::BALLOT_DRAFTS;
use rusqlite::params;
use std::path::Path;

/// A silent span of a workshop, whose answers are tied to people until it ends.
#[derive(Debug)]
pub(crate) struct Tie {
    pub(crate) workshop: String,
    pub(crate) span: String,
}

impl Tie {
    /// The name of the note that copies of this tie are still to be removed.
    pub(crate) fn note(&self) -> String {
        format!("tie destroyed {} {}", self.workshop, self.span)
    }

    /// What the note says.
    pub(crate) fn words(&self) -> String {
        serde_json::to_string(&[&self.workshop, &self.span]).expect("two texts are plain data")
    }

    /// A note read back.
    pub(crate) fn read(words: &str) -> Option<Self> {
        let [workshop, span] = serde_json::from_str(words).ok()?;
        Some(Self { workshop, span })
    }
}

/// Whether the file holds one of the ties. A file that cannot be asked counts as holding a
/// tie when the workshop's id is anywhere in it, or when it cannot even be read.
pub(crate) fn holds(file: &Path, ties: &[Tie]) -> bool {
    ties.iter().any(|tie| {
        let asked = ask(file, tie);
        asked.unwrap_or_else(|| std::fs::read(file).map_or(true, |bytes| contains(&bytes, tie.workshop.as_bytes())))
    })
}

/// Asks a database. A tie of the record is never there without the salt of its span; one of a seat
/// is, and so is what was typed and not handed in, under its writer's id.
fn ask(file: &Path, tie: &Tie) -> Option<bool> {
    let connection = connect::for_looking(file).ok()?;
    let found =
        |sql: &str| connection.query_row(sql, params![tie.workshop, tie.span], |row| row.get::<_, bool>(0)).ok();
    let sealed = found(&format!(
        "select exists (select 1 from seal_salts where workshop_id = ?1 and span = ?2) or exists \
         (select 1 from drafts where workshop_id = ?1 and {BALLOT_DRAFTS})"
    ))?;
    // A copy that an earlier version made has no such table, and then no such tie.
    let known = connection
        .query_row("select exists (select 1 from sqlite_schema where name = 'seat_ties')", [], |row| row.get(0))
        .ok()?;
    let of_a_seat = "select exists (select 1 from seat_ties where workshop_id = ?1 and span = ?2)";
    Some(sealed || (known && found(of_a_seat)?))
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
