//! Nouns of the record as plain rows, and back. JSON spells `camelCase`, SQL `snake_case`; the
//! names are otherwise the same.

use serde_json::Value;
use sextant_domain::table::{Changes, Entity, Rows};
use sextant_store::{Row, RowChange, StoreError};
use std::collections::BTreeMap;

/// A noun as a row.
pub(crate) fn to_row<T: Entity>(entity: &T) -> Result<Row, StoreError> {
    match serde_json::to_value(entity) {
        Ok(Value::Object(fields)) if !fields.keys().any(|name| has_humps(name)) => Ok(fields),
        Ok(Value::Object(fields)) => Ok(fields.into_iter().map(|(name, value)| (snake(&name), value)).collect()),
        Ok(_) => Err(StoreError::Misfit(format!("{} is not flat", T::TABLE))),
        Err(error) => Err(StoreError::Misfit(format!("{}: {error}", T::TABLE))),
    }
}

/// A row as a noun. Goes through the same constructors as input does: an invalid value cannot enter.
pub(crate) fn from_row<T: Entity>(row: Row) -> Result<T, StoreError> {
    let fields = row.into_iter().map(|(name, value)| (camel(&name), value)).collect();
    serde_json::from_value(Value::Object(fields))
        .map_err(|error| StoreError::Misfit(format!("a row of {} cannot be read: {error}", T::TABLE)))
}

/// Rows of one workshop as the store hands them out.
pub(crate) struct LoadedRows(pub(crate) BTreeMap<String, Vec<Row>>);

impl Rows for LoadedRows {
    type Error = StoreError;
    fn rows<T: Entity>(&mut self) -> Result<Vec<T>, StoreError> {
        self.0.remove(T::TABLE).unwrap_or_default().into_iter().map(from_row).collect()
    }
}

/// Collects what changed, and lets the caller decide how much the journal may keep of each row.
pub(crate) struct Collect<F> {
    /// Says whether a change of this row of a table is sealed.
    pub(crate) sealed: F,
    /// What was collected.
    pub(crate) changes: Vec<RowChange>,
}

impl<F: Fn(&'static str, &Row) -> bool> Changes for Collect<F> {
    type Error = StoreError;
    fn changed<T: Entity>(&mut self, before: Option<&T>, after: Option<&T>) -> Result<(), StoreError> {
        let before = before.map(to_row).transpose()?;
        let after = after.map(to_row).transpose()?;
        let is_sealed = after.as_ref().or(before.as_ref()).is_some_and(|row| (self.sealed)(T::TABLE, row));
        let change = if is_sealed {
            RowChange::sealed(T::TABLE, before, after)
        } else {
            RowChange::open(T::TABLE, before, after)
        };
        self.changes.push(change);
        Ok(())
    }
}

/// Restates rows as they are, in the open: after a reveal the journal may keep them.
pub(crate) fn restate<'a, T: Entity + 'a>(rows: impl Iterator<Item = &'a T>) -> Result<Vec<RowChange>, StoreError> {
    rows.map(|row| {
        let row = to_row(row)?;
        Ok(RowChange::open(T::TABLE, Some(row.clone()), Some(row)))
    })
    .collect()
}

fn has_humps(name: &str) -> bool {
    name.bytes().any(|letter| letter.is_ascii_uppercase())
}

fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

fn camel(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut upper = false;
    for c in name.chars() {
        if c == '_' {
            upper = true;
        } else if upper {
            out.push(c.to_ascii_uppercase());
            upper = false;
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_there_and_back() {
        for name in ["id", "merged_into", "best_argument", "from_candidate_id"] {
            assert_eq!(snake(&camel(name)), name);
        }
    }
}
