//! One row as plain data, and how a column's declared type decides what a value becomes.
//!
//! | declared | JSON |
//! |---|---|
//! | `text` | text |
//! | `integer` | whole number |
//! | `int` | true or false: SQLite has no boolean, and the spelling tells the two apart |
//! | `real` | number |
//!
//! A row never holds the workshop's id: the store puts it in front on the way in and
//! leaves it out on the way back.

use crate::error::StoreError;
use rusqlite::types::{ToSqlOutput, ValueRef};
use serde_json::Value;
use std::borrow::Cow;

/// One row: column name → null, boolean, number or text.
pub type Row = serde_json::Map<String, Value>;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    Text,
    Integer,
    Boolean,
    Real,
}

impl ColumnKind {
    pub(crate) fn declared(name: &str) -> Option<Self> {
        match name.to_ascii_uppercase().as_str() {
            "TEXT" => Some(Self::Text),
            "INTEGER" => Some(Self::Integer),
            "INT" => Some(Self::Boolean),
            "REAL" => Some(Self::Real),
            _ => None,
        }
    }

    fn store(self, value: &Value) -> Option<ValueRef<'_>> {
        match (self, value) {
            (_, Value::Null) => Some(ValueRef::Null),
            (Self::Text, Value::String(text)) => Some(ValueRef::from(text.as_str())),
            (Self::Integer, Value::Number(number)) => number.as_i64().map(ValueRef::Integer),
            (Self::Boolean, Value::Bool(flag)) => Some(ValueRef::Integer(i64::from(*flag))),
            (Self::Real, Value::Number(number)) => number.as_f64().map(ValueRef::Real),
            (Self::Text | Self::Integer | Self::Boolean | Self::Real, _) => None,
        }
    }

    /// Whether a value is written just as it would come back.
    fn comes_back(self, value: &Value) -> bool {
        match (self, value) {
            (_, Value::Null) | (Self::Text, Value::String(_)) | (Self::Boolean, Value::Bool(_)) => true,
            (Self::Integer, Value::Number(number)) => number.is_i64(),
            (Self::Real, Value::Number(number)) => number.is_f64(),
            (Self::Text | Self::Integer | Self::Boolean | Self::Real, _) => false,
        }
    }

    pub(crate) fn load(self, stored: ValueRef<'_>) -> Option<Value> {
        match (self, stored) {
            (_, ValueRef::Null) => Some(Value::Null),
            (Self::Text, ValueRef::Text(bytes)) => std::str::from_utf8(bytes).ok().map(Value::from),
            (Self::Integer, ValueRef::Integer(number)) => Some(Value::from(number)),
            (Self::Boolean, ValueRef::Integer(number)) => Some(Value::Bool(number != 0)),
            (Self::Real, ValueRef::Real(number)) => Some(Value::from(number)),
            (Self::Text | Self::Integer | Self::Boolean | Self::Real, _) => None,
        }
    }
}

/// One column of a record table, the workshop's id left out.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: ColumnKind,
    pub(crate) key: bool,
}

/// A record table as the database declares it, with its four statements.
#[derive(Clone, Debug)]
pub(crate) struct TableShape {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) insert: String,
    pub(crate) update: String,
    pub(crate) delete: String,
    pub(crate) select_all: String,
    pub(crate) select_one: String,
}

impl TableShape {
    /// `owner` is the column that holds the workshop's id: `id` in `workshops`, else `workshop_id`.
    pub(crate) fn new(name: String, owner: &str, columns: Vec<Column>) -> Self {
        let quoted = |column: &Column| format!("\"{}\"", column.name);
        let all: Vec<String> = columns.iter().map(quoted).collect();
        let marks: Vec<String> = (2..columns.len() + 2).map(|n| format!("?{n}")).collect();
        let keyed = |start: usize| -> String {
            let mut condition = format!("\"{owner}\" = ?1");
            for (place, column) in (start..).zip(columns.iter().filter(|column| column.key)) {
                condition.push_str(&format!(" and \"{}\" = ?{place}", column.name));
            }
            condition
        };
        let keys = columns.iter().filter(|column| column.key).count();
        let mut set: Vec<String> = columns
            .iter()
            .filter(|column| !column.key)
            .enumerate()
            .map(|(at, column)| format!("\"{}\" = ?{}", column.name, at + 2 + keys))
            .collect();
        if set.is_empty() {
            set.push(format!("\"{owner}\" = \"{owner}\""));
        }
        let order: Vec<String> = columns.iter().filter(|column| column.key).map(quoted).collect();
        let list = if all.is_empty() { "null".to_owned() } else { all.join(", ") };
        Self {
            insert: format!(
                "insert into \"{name}\" ({}) values ({})",
                std::iter::once(format!("\"{owner}\"")).chain(all.iter().cloned()).collect::<Vec<_>>().join(", "),
                std::iter::once("?1".to_owned()).chain(marks).collect::<Vec<_>>().join(", "),
            ),
            update: format!("update \"{name}\" set {} where {}", set.join(", "), keyed(2)),
            delete: format!("delete from \"{name}\" where {}", keyed(2)),
            select_all: format!(
                "select {list} from \"{name}\" where \"{owner}\" = ?1{}{}",
                if order.is_empty() { "" } else { " order by " },
                order.join(", ")
            ),
            select_one: format!("select {list} from \"{name}\" where {}", keyed(2)),
            name,
            columns,
        }
    }

    /// The row with every column in its declared type: a missing column is null, an
    /// unknown one or a wrong type is a mistake of the program.
    pub(crate) fn conform<'row>(&self, row: &'row Row) -> Result<Cow<'row, Row>, StoreError> {
        let comes_back = |column: &Column| row.get(&column.name).is_some_and(|value| column.kind.comes_back(value));
        if row.len() == self.columns.len() && self.columns.iter().all(comes_back) {
            return Ok(Cow::Borrowed(row));
        }
        if let Some(unknown) = row.keys().find(|name| !self.columns.iter().any(|column| column.name == **name)) {
            return Err(StoreError::Misfit(format!("{} has no column {unknown:?}", self.name)));
        }
        self.columns
            .iter()
            .map(|column| {
                let value = row.get(&column.name).unwrap_or(&Value::Null);
                let stored = self.stored(column, value)?;
                let loaded = column.kind.load(stored).unwrap_or(Value::Null);
                Ok((column.name.clone(), loaded))
            })
            .collect::<Result<Row, StoreError>>()
            .map(Cow::Owned)
    }

    fn stored<'row>(&self, column: &Column, value: &'row Value) -> Result<ValueRef<'row>, StoreError> {
        column.kind.store(value).ok_or_else(|| {
            StoreError::Misfit(format!("{}.{} cannot hold the type of its value", self.name, column.name))
        })
    }

    /// The values of the columns for which `wanted` holds, ready to be bound.
    pub(crate) fn values<'row>(
        &self,
        row: &'row Row,
        wanted: impl Fn(&Column) -> bool,
    ) -> Result<Vec<ToSqlOutput<'row>>, StoreError> {
        let bound = |column: &Column| self.stored(column, row.get(&column.name).unwrap_or(&Value::Null));
        let wanted = self.columns.iter().filter(|column| wanted(column));
        wanted.map(|column| bound(column).map(ToSqlOutput::Borrowed)).collect()
    }

    /// Reads a row of `select_all` or `select_one`.
    pub(crate) fn read(&self, stored: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
        self.columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let reference = stored.get_ref(at)?;
                let value = column.kind.load(reference).ok_or_else(|| {
                    rusqlite::Error::InvalidColumnType(at, column.name.clone(), reference.data_type())
                })?;
                Ok((column.name.clone(), value))
            })
            .collect()
    }

    /// The row's key as text: a JSON list of the key columns' values, `[]` for a table
    /// with one row per workshop.
    pub(crate) fn key_text(&self, row: &Row) -> String {
        let key: Vec<&Value> = self
            .columns
            .iter()
            .filter(|column| column.key)
            .map(|column| row.get(&column.name).unwrap_or(&Value::Null))
            .collect();
        serde_json::to_string(&key).expect("plain values always become JSON")
    }
}

/// The row as JSON with sorted columns: equal rows give equal bytes, whatever feature of
/// serde_json another crate switches on.
pub(crate) fn canonical(row: &Row) -> String {
    if row.keys().is_sorted() {
        return serde_json::to_string(row).expect("plain values always become JSON");
    }
    let sorted: std::collections::BTreeMap<&String, &Value> = row.iter().collect();
    serde_json::to_string(&sorted).expect("plain values always become JSON")
}
