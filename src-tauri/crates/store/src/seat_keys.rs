//! Which device holds which seat. Kept outside of the record: a seat's key is the hash of a
//! secret, and no journal entry may stand beside it (T1b, T3).

use crate::Store;
use crate::error::StoreError;
use rusqlite::params;

/// A device that asked for a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatKeyRow {
    /// SHA-256 of the device's secret, in hex.
    pub key: String,
    /// Whose seat, once there is one.
    pub participant_id: Option<String>,
    /// What the person said about themselves.
    pub name: String,
    /// Their discipline, as in the record.
    pub discipline: String,
    /// Whether they only watch.
    pub watch: bool,
    /// `waiting`, `seated` or `removed`.
    pub status: String,
}

impl Store {
    /// All devices of a workshop.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn seat_keys(&self, workshop: &str) -> Result<Vec<SeatKeyRow>, StoreError> {
        let sql = "select key, participant_id, name, discipline, watch, status from seat_keys \
                   where workshop_id = ?1 order by key";
        self.connection()?
            .prepare_cached(sql)
            .and_then(|mut statement| {
                let rows = statement.query_map([workshop], |row| {
                    Ok(SeatKeyRow {
                        key: row.get(0)?,
                        participant_id: row.get(1)?,
                        name: row.get(2)?,
                        discipline: row.get(3)?,
                        watch: row.get(4)?,
                        status: row.get(5)?,
                    })
                })?;
                rows.collect()
            })
            .map_err(|error| self.unreadable(workshop, &error))
    }

    /// Whether any workshop keeps this device.
    ///
    /// # Errors
    /// When that cannot be read.
    pub fn keeps_seat_key(&self, key: &str) -> Result<bool, StoreError> {
        self.connection()?
            .prepare_cached("select exists (select 1 from seat_keys where key = ?1)")
            .and_then(|mut statement| statement.query_row([key], |row| row.get(0)))
            .map_err(|error| StoreError::from_sqlite("looking for a seat", &self.layout.database, &error))
    }

    /// Keeps a device, or what became of it.
    ///
    /// # Errors
    /// When it could not be saved.
    pub fn keep_seat_key(&mut self, workshop: &str, row: &SeatKeyRow) -> Result<(), StoreError> {
        self.write(
            "keeping a seat",
            "insert into seat_keys (workshop_id, key, participant_id, name, discipline, watch, status) \
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict (workshop_id, key) do update set \
             participant_id = excluded.participant_id, status = excluded.status",
            params![workshop, row.key, row.participant_id, row.name, row.discipline, row.watch, row.status],
        )
    }
}
