//! The key of a partitioned table: `PARTITION BY …`.
//!
//! Its elements are those of an index, without an order.

use crate::diagnostic::{Problems, Result};
use crate::kind::{Draft, Setting, World, names};
use crate::kinds;
use crate::kinds::column::Column;
use crate::kinds::index::{self, Element, Index, Key};
use crate::kinds::table::Table;
use crate::model::{Id, State};
use crate::text::sql::{Reader, Script, statements};
use crate::text::{Expr, typename};

/// How a table is partitioned.
#[derive(Debug, Clone, PartialEq)]
pub struct PartitionKey {
    /// How rows find their partition.
    pub strategy: Strategy,
    /// What is looked at.
    pub elements: Vec<Element>,
    /// The types of the elements that are columns; these cannot change either.
    pub types: Vec<Option<String>>,
}

/// How rows find their partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    /// By ranges of the key.
    Range,
    /// By lists of keys.
    List,
    /// By a hash of the key.
    Hash,
}

impl Strategy {
    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Strategy::Range => "range",
            Strategy::List => "list",
            Strategy::Hash => "hash",
        }
    }

    /// Returns the access method whose operator classes it takes.
    fn method(self) -> &'static str {
        match self {
            Strategy::Range | Strategy::List => "btree",
            Strategy::Hash => "hash",
        }
    }
}

impl PartitionKey {
    /// Reads what follows `PARTITION BY`.
    ///
    /// # Errors
    /// If it is no key.
    pub fn read(reader: &mut Reader, draft: &Draft) -> Result<PartitionKey> {
        let all = [Strategy::Range, Strategy::List, Strategy::Hash];
        let found = all.into_iter().find(|s| reader.accept(s.word()));
        let Some(strategy) = found else {
            return Err(reader.unexpected("RANGE, LIST or HASH"));
        };
        let elements = reader.list(|r| index::element::read(r, draft, strategy.method()))?;
        if elements.is_empty() {
            return Err(reader.unexpected("a column or an expression between the parentheses"));
        }
        Ok(PartitionKey {
            strategy,
            elements,
            types: Vec::new(),
        })
    }

    /// Reads a key as the server prints it.
    pub fn from_catalog(text: &str, types: Vec<Option<String>>) -> Option<PartitionKey> {
        let script = Script::file(0, &text.into());
        let list = statements(script, &mut Problems::default());
        let world = World::default();
        let draft = Draft::new(&world, kinds::kind);
        let key = PartitionKey::read(&mut list.first().map(Reader::new)?, &draft).ok()?;
        Some(PartitionKey { types, ..key })
    }

    /// Returns the key as SQL.
    pub fn sql(&self) -> String {
        let all: Vec<String> = self.elements.iter().map(Element::sql).collect();
        format!("{} ({})", self.strategy.word(), all.join(", "))
    }

    /// Shows the expressions.
    pub fn visit(&mut self, table: &Id, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        let relation = Some(table.clone());
        self.as_index(|index| index.visit(relation, visit));
    }

    /// Follows columns to their new names.
    pub fn relink(&mut self, table: &Id, moved: &dyn Fn(&Id) -> Option<Id>) {
        self.as_index(|index| index.relink(table, moved));
    }

    fn as_index(&mut self, change: impl FnOnce(&mut Index)) {
        let elements = std::mem::take(&mut self.elements);
        let mut index = Index::new(self.strategy.method(), elements);
        change(&mut index);
        self.elements = index.elements;
    }

    /// Returns the columns that are elements.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.elements.iter().filter_map(|e| match &e.key {
            Key::Column(name) => Some(name.as_str()),
            Key::Expr(_) => None,
        })
    }
}

/// Completes the key of a partitioned table with the types of its columns, and checks that they are there.
///
/// # Errors
/// If the table has no such column.
pub fn finish(table: &Id, draft: &mut Draft) -> Result<()> {
    let body: Option<&Table> = draft.state.body(table);
    let Some(key) = body.and_then(|t| t.partition_by.clone()) else {
        return Ok(());
    };
    let origin = draft
        .state
        .get(table)
        .and_then(|f| f.origin.place().cloned());
    let place = origin.unwrap_or_else(|| draft.place.clone());
    index::read::known_columns(draft, table, key.columns(), &place)?;
    let types = types(&draft.state, table, &key);
    let index = Index::new(key.strategy.method(), key.elements);
    let elements = index::read::with_own_collations(draft, table, index).elements;
    if let Some(fact) = draft.state.get_mut(table) {
        fact.change(|t: &mut Table| {
            t.partition_by = Some(PartitionKey {
                strategy: key.strategy,
                elements,
                types,
            });
        });
    }
    Ok(())
}

/// Returns the types of the elements that are columns.
pub fn types(state: &State, table: &Id, key: &PartitionKey) -> Vec<Option<String>> {
    let of = |element: &Element| {
        let column = table.child(names::COLUMN, element.name()?);
        Some(state.body::<Column>(&column)?.ty.to_string())
    };
    key.elements.iter().map(of).collect()
}

/// Returns the type that the server prints, as columns have it.
pub fn printed_type(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| typename::from_format_type(text).to_string())
}
