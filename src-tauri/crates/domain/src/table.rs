//! The record as tables: what a workshop is made of, and what changed between two states.
//!
//! Each noun of a workshop is a flat struct (an [`Entity`]). A [`Table`] shares its rows
//! until it is written to, so that a copy of the whole record costs a few pointers and
//! two states are compared table by table, skipping what was never touched (P7).

use crate::leaves::Leaves;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::sync::Arc;

/// A row of the record: flat, with the key among its own fields.
pub trait Entity: Clone + PartialEq + Serialize + DeserializeOwned {
    /// What identifies a row within one workshop.
    type Key: Ord + Clone;
    /// The table's name in SQL.
    const TABLE: &'static str;
    /// The key's columns, in `snake_case` as in SQL.
    const KEY: &'static [&'static str];
    /// This row's key.
    fn key(&self) -> Self::Key;
}

/// All rows of one kind, ordered by key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "", from = "Vec<T>", into = "Vec<T>")]
pub struct Table<T: Entity>(Leaves<T::Key, Arc<T>>);

impl<T: Entity> Default for Table<T> {
    fn default() -> Self {
        Self(Leaves::default())
    }
}

impl<T: Entity> From<Vec<T>> for Table<T> {
    fn from(rows: Vec<T>) -> Self {
        rows.into_iter().collect()
    }
}

impl<T: Entity> From<Table<T>> for Vec<T> {
    fn from(table: Table<T>) -> Self {
        table.0.values().map(|row| T::clone(row)).collect()
    }
}

impl<T: Entity> FromIterator<T> for Table<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Self(rows.into_iter().map(|row| (row.key(), Arc::new(row))).collect())
    }
}

impl<T: Entity> Table<T> {
    /// The row with this key.
    pub fn get(&self, key: &T::Key) -> Option<&T> {
        self.0.get(key).map(Arc::as_ref)
    }

    /// The row with this key, to be changed. The key itself must stay as it is.
    pub fn get_mut(&mut self, key: &T::Key) -> Option<&mut T> {
        self.0.get_mut(key).map(Arc::make_mut)
    }

    /// Puts a row in, replacing the one with the same key.
    pub fn put(&mut self, row: T) {
        self.0.insert(row.key(), Arc::new(row));
    }

    /// Takes a row out.
    pub fn remove(&mut self, key: &T::Key) -> Option<T> {
        self.0.remove(key).map(Arc::unwrap_or_clone)
    }

    /// Keeps the rows for which `keep` holds.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.0.retain(|_, row| keep(row));
    }

    /// All rows in key order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.values().map(Arc::as_ref)
    }

    /// The rows from this key on, in key order: rows that begin with the same field lie together,
    /// and reading them does not walk over all others.
    pub fn iter_from(&self, key: T::Key) -> impl Iterator<Item = &T> {
        self.0.range_from(&key).map(|(_, row)| row.as_ref())
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a row has this key.
    pub fn contains(&self, key: &T::Key) -> bool {
        self.0.contains_key(key)
    }

    /// Calls `changed` with every row that differs between `self` and `after`.
    ///
    /// # Errors
    /// Passes on the first error of `changed`.
    pub fn compare<E>(
        &self,
        after: &Self,
        mut changed: impl FnMut(Option<&T>, Option<&T>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.0.compare(&after.0, |_, old, new| match (old, new) {
            (Some(old), Some(new)) if Arc::ptr_eq(old, new) || old == new => Ok(()),
            (_, _) => changed(old.map(Arc::as_ref), new.map(Arc::as_ref)),
        })
    }
}

/// Receives each changed row of two compared workshops.
pub trait Changes {
    /// What can go wrong while receiving.
    type Error;
    /// One row: absent before means added, absent after means removed.
    ///
    /// # Errors
    /// Whatever the receiver meets.
    fn changed<T: Entity>(&mut self, before: Option<&T>, after: Option<&T>) -> Result<(), Self::Error>;
}

/// Hands out the rows of each table while a workshop is loaded.
pub trait Rows {
    /// What can go wrong while reading.
    type Error;
    /// All rows of one table.
    ///
    /// # Errors
    /// Whatever the source meets.
    fn rows<T: Entity>(&mut self) -> Result<Vec<T>, Self::Error>;
}

/// Declares a row of the record: its table, its key fields.
macro_rules! entity {
    ($type:ty, $table:literal, ()) => {
        impl $crate::table::Entity for $type {
            type Key = ();
            const TABLE: &'static str = $table;
            const KEY: &'static [&'static str] = &[];
            fn key(&self) {}
        }
    };
    ($type:ty, $table:literal, ($($field:ident: $kind:ty),+)) => {
        impl $crate::table::Entity for $type {
            type Key = ($($kind,)+);
            const TABLE: &'static str = $table;
            const KEY: &'static [&'static str] = &[$(stringify!($field)),+];
            fn key(&self) -> Self::Key {
                ($(self.$field.clone(),)+)
            }
        }
    };
}
pub(crate) use entity;
