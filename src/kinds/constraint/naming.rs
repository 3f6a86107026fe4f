//! Names of constraints: that they are free, and the ones that the server chooses where none is written.
//!
//! Follows `ChooseConstraintName` and `ChooseIndexName`: within one statement checks are named first, then the primary
//! key, then the other constraints with an index, then foreign keys, each in the order in which they are written.

use super::check::Check;
use super::exclusion::Exclusion;
use super::foreign_key::ForeignKey;
use super::key::Key;
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, defined_twice, names};
use crate::kinds::index;
use crate::model::{Body, Fact, Id, KindName, Place};
use crate::text::sql::Name;
use crate::text::{name, refs};

/// What stands before the number of a constraint that has no name yet; no file can write it.
const UNNAMED: &str = "\u{1}";

/// A constraint's name as written, or nothing, and where the constraint stands.
#[derive(Debug, Clone)]
pub struct Header {
    /// The name.
    pub name: Option<String>,
    /// The place.
    pub place: Place,
    /// What the comment above it says.
    pub hint: Option<String>,
}

/// Adds a constraint to a table; one without a name gets it from [`name_all`].
pub fn add(
    draft: &mut Draft,
    table: &Id,
    kind: KindName,
    header: Header,
    body: impl Body,
) -> Result<Id> {
    let name = header.name.clone().unwrap_or_else(|| {
        let count = draft.state.count_parts(table);
        format!("{UNNAMED}{count}")
    });
    let id = table.child(kind, &name);
    if header.name.is_some() {
        taken(draft, table, &id, &header.place)?;
    }
    draft.add(id.clone(), Some(table.clone()), body, header.place)?;
    if header.name.is_some() {
        draft.note_rename(&id, header.hint);
    }
    Ok(id)
}

/// Gives the constraints of a table that were written without a name theirs, at the end of the statement.
pub fn name_all(draft: &mut Draft, table: &Id) {
    merge_twins(draft, table);
    let ids = draft.state.parts(table);
    let mut unnamed: Vec<_> = ids
        .filter(|id| is_unnamed(id) && names::CONSTRAINTS.contains(&id.kind()))
        .filter_map(|id| Some((order_of(draft.state.get(id)?), id.clone())))
        .collect();
    unnamed.sort();
    for (_, id) in unnamed {
        let Some(fact) = draft.state.get(&id).cloned() else {
            continue;
        };
        draft.state.take(&id);
        let id = table.child(id.kind(), &choose(draft, table, &fact));
        note_old_name(draft, table, &fact, &id);
        draft.put(Fact { id, ..fact });
    }
}

/// Keeps one of the keys that a statement gives a table twice, as the server does: the primary key, else the first.
fn merge_twins(draft: &mut Draft, table: &Id) {
    let mut kept: Vec<(Id, Key)> = Vec::new();
    for (id, key) in keys_of_statement(draft, table) {
        let key = Key {
            options: Default::default(),
            ..key
        };
        let Some(first) = kept.iter_mut().find(|k| k.1 == key) else {
            kept.push((id, key));
            continue;
        };
        draft.remove(&id);
        let takes_name = is_unnamed(&first.0) && !is_unnamed(&id);
        if let Some(fact) = takes_name.then(|| draft.state.take(&first.0)).flatten() {
            first.0 = table.child(first.0.kind(), &id.last());
            draft.put(Fact {
                id: first.0.clone(),
                ..fact
            });
        }
    }
}

/// Returns the keys of a table that the statement at hand adds, the primary key first.
fn keys_of_statement(draft: &Draft, table: &Id) -> Vec<(Id, Key)> {
    let here = |p: &Place| p.file == draft.place.file && draft.place.bytes.contains(&p.bytes.start);
    let ids = draft.state.parts(table);
    let ids = ids.filter(|id| [names::PRIMARY_KEY, names::UNIQUE].contains(&id.kind()));
    let mut found: Vec<_> = ids
        .filter_map(|id| draft.state.get(id))
        .filter(|f| f.origin.place().is_some_and(here))
        .filter_map(|f| Some((order_of(f), f.id.clone(), f.get::<Key>()?.clone())))
        .collect();
    found.sort_by_key(|f| f.0);
    found.into_iter().map(|(_, id, key)| (id, key)).collect()
}

fn is_unnamed(id: &Id) -> bool {
    id.name().contains(UNNAMED) && id.last().starts_with(UNNAMED)
}

/// Returns what orders the constraints of a statement: the kind, then the place.
fn order_of(fact: &Fact) -> (u8, Option<(u32, usize)>, u32) {
    let place = fact.origin.place().map(|p| (p.file, p.bytes.start));
    (rank(fact.id.kind()), place, fact.order)
}

fn rank(kind: KindName) -> u8 {
    match kind {
        names::CHECK => 0,
        names::PRIMARY_KEY => 1,
        names::FOREIGN_KEY => 3,
        _ => 2,
    }
}

/// Chooses the name that the server would.
pub fn choose(draft: &mut Draft, table: &Id, fact: &Fact) -> String {
    let schema = &table.parts()[0];
    let middle = middle(draft, table, fact, &|column| column.to_string());
    let with_index = has_index(fact.id.kind());
    draft.choose_constraint(table, middle.as_deref(), label(fact), |draft, n| {
        with_index && draft.relation_exists(schema, n)
    })
}

/// Notes what the constraint was called by the server before its table or columns got the names that they have.
fn note_old_name(draft: &mut Draft, table: &Id, fact: &Fact, id: &Id) {
    let Some(before) = Before::of(draft, table) else {
        return;
    };
    let middle = middle(draft, table, fact, &|column| {
        before.column(draft, table, column)
    });
    let old = name::make(&before.table, middle.as_deref(), Some(label(fact)));
    if old != id.last() {
        draft
            .state
            .renamed
            .insert(id.clone(), table.child(id.kind(), &old));
    }
}

/// What a table was called before, where it or one of its columns is declared to be renamed.
pub struct Before {
    /// The name of the table.
    pub table: String,
}

impl Before {
    /// Returns nothing if no rename is declared.
    pub fn of(draft: &Draft, table: &Id) -> Option<Before> {
        let renamed = &draft.state.renamed;
        let columns = || {
            draft
                .state
                .children(table)
                .into_iter()
                .any(|f| renamed.contains_key(&f.id))
        };
        let declared = renamed.contains_key(table) || (!renamed.is_empty() && columns());
        declared.then(|| Before {
            table: renamed.get(table).unwrap_or(table).last(),
        })
    }

    /// Returns what a column was called.
    pub fn column(&self, draft: &Draft, table: &Id, name: &str) -> String {
        let id = table.child(names::COLUMN, name);
        draft.state.renamed.get(&id).unwrap_or(&id).last()
    }
}

fn label(fact: &Fact) -> &'static str {
    match fact.id.kind() {
        names::PRIMARY_KEY => "pkey",
        names::FOREIGN_KEY => "fkey",
        names::EXCLUSION => "excl",
        names::CHECK => "check",
        _ => "key",
    }
}

/// Returns what stands between the name of the table and the label, by what each column is or was called.
fn middle(
    draft: &Draft,
    table: &Id,
    fact: &Fact,
    called: &dyn Fn(&str) -> String,
) -> Option<String> {
    let joined = |columns: &mut dyn Iterator<Item = &String>| {
        let all: Vec<String> = columns.map(|c| called(c)).collect();
        Some(name::columns(&all))
    };
    if let Some(key) = fact.get::<Key>() {
        let named = fact.id.kind() != names::PRIMARY_KEY;
        return named
            .then(|| joined(&mut key.columns.iter().chain(&key.include)))
            .flatten();
    }
    if let Some(key) = fact.get::<ForeignKey>() {
        return joined(&mut key.columns.iter());
    }
    if let Some(exclusion) = fact.get::<Exclusion>() {
        return Some(index::joined_names(&exclusion.index, table, called));
    }
    let check = fact.get::<Check>()?;
    only_column(draft, table, &check.expr.sql).map(|c| called(&c))
}

/// Returns the column of a table that an expression names, if it is just one.
fn only_column(draft: &Draft, table: &Id, text: &str) -> Option<String> {
    let found = refs::scan(text).names;
    let mut columns: Vec<&String> = found
        .iter()
        .filter(|n| !n.call && !n.cast)
        .filter_map(|n| n.parts.last())
        .filter(|c| draft.state.has(&table.child(names::COLUMN, c)))
        .collect();
    columns.sort();
    columns.dedup();
    match columns[..] {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// Requires that a name is free among the constraints of the table, and among relations if an index comes with it.
pub fn taken(draft: &Draft, table: &Id, id: &Id, place: &Place) -> Result<()> {
    let others = names::CONSTRAINTS.iter().map(|k| id.as_kind(k));
    if let Some(first) = others.filter_map(|other| draft.state.get(&other)).next() {
        return Err(defined_twice(id, first, place.clone()));
    }
    if has_index(id.kind()) {
        let name = Id::new(names::INDEX, &[&table.parts()[0], &id.last()]);
        return free_index_name(draft, &name, place);
    }
    Ok(())
}

fn has_index(kind: KindName) -> bool {
    [names::PRIMARY_KEY, names::UNIQUE, names::EXCLUSION].contains(&kind)
}

/// Requires that no relation, the index of a constraint among them, has the name of an index.
pub fn free_index_name(draft: &Draft, index: &Id, place: &Place) -> Result<()> {
    let first = draft.relation_at(index).or_else(|| backed(draft, index));
    match first.and_then(|id| draft.state.get(&id)) {
        Some(first) => {
            let words = format!("the name {} is taken", index.name());
            let problem =
                Problem::error("defined-twice", words).at(place.clone(), "used again here");
            let problem = problem.at_any(first.origin.place(), "first used here");
            Err(Box::new(problem.help(
                "an index, also that of a constraint, shares its names with tables and views",
            )))
        }
        None => Ok(()),
    }
}

/// Returns whether an index may not take a name.
pub fn index_exists(draft: &Draft, schema: &str, name: &str) -> bool {
    let id = Id::new(names::INDEX, &[schema, name]);
    draft.relation_at(&id).is_some()
        || draft.is_merged(schema, name)
        || backed(draft, &id).is_some()
}

/// Returns the constraint whose index has this name.
fn backed(draft: &Draft, index: &Id) -> Option<Id> {
    let parts = index.parts();
    if !draft.constraint_exists(&parts[0], &parts[1]) {
        return None;
    }
    let here = |id: &Id| {
        let own = id.parts();
        has_index(id.kind()) && own[0] == parts[0] && own[2] == parts[1]
    };
    let merged = draft.state.merged.keys();
    let facts = draft.state.iter().map(|f| &f.id);
    facts.chain(merged).find(|id| here(id)).cloned()
}

/// Returns the constraint whose index is named by a possibly unqualified name.
pub fn of_index(draft: &Draft, name: &Name) -> Option<Id> {
    let find = |schema: &str| backed(draft, &Id::new(names::INDEX, &[schema, name.last()]));
    match name.schema() {
        Some(schema) => find(schema),
        None => draft.path().iter().find_map(|s| find(s)),
    }
}
