//! What a foreign key refers to: looked up when all files are read, and checked as the server does.

use super::super::attributes::Deferral;
use super::super::key::Key;
use super::super::{place_of, table_of};
use super::ForeignKey;
use super::comparable::comparable;
use crate::diagnostic::{Problem, Result, did_you_mean};
use crate::kind::world::Outside;
use crate::kind::{Draft, names};
use crate::kinds::column::Column;
use crate::kinds::index::{Index, read::plain_columns};
use crate::kinds::inheritance::merge;
use crate::model::{Fact, Id, KindName, Place, State};
use crate::text::typename::{self, TypeName};

/// Completes a foreign key with the columns that it refers to, and checks them.
pub fn finish(id: &Id, draft: &mut Draft) -> Result<()> {
    let Some(fact) = draft.state.get(id) else {
        return Ok(());
    };
    let (table, place) = (table_of(fact), place_of(fact, draft));
    let mut key = fact.body::<ForeignKey>().clone();
    let Some(target) = Target::find(draft, &key.target) else {
        return absent(draft, &key, place);
    };
    if key.target_columns.is_empty() {
        key.target_columns = target.primary_key(&place)?;
    }
    let check = Check {
        draft,
        table: &table,
        key: &key,
        target: &target,
        place: &place,
    };
    check.columns()?;
    check.types()?;
    check.unique()?;
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(|k: &mut ForeignKey| *k = key);
    }
    Ok(())
}

/// Takes a table on trust that no server was asked for, and refuses one that is not there.
fn absent(draft: &Draft, key: &ForeignKey, place: Place) -> Result<()> {
    if !draft.world.known {
        return Ok(());
    }
    let known: Vec<String> = draft
        .state
        .iter()
        .filter(|f| f.id.kind() == names::TABLE)
        .map(|f| f.id.name().to_string())
        .collect();
    let near = did_you_mean(key.target.name(), known.iter().map(String::as_str));
    let message = format!(
        "the foreign key refers to {}, which is not there",
        key.target.name()
    );
    let help = near
        .unwrap_or_else(|| "no file defines it, and the database does not have it either".into());
    Err(Box::new(
        Problem::error("unknown-table", message)
            .at(place, "")
            .help(help),
    ))
}

/// The table that a foreign key refers to, from the files or from the server.
struct Target<'d> {
    id: Id,
    source: Source<'d>,
    primary_key: Vec<String>,
    keys: Vec<Vec<String>>,
    deferrable: Vec<Vec<String>>,
}

enum Source<'d> {
    Files(&'d State),
    Server(&'d Outside),
}

impl<'d> Target<'d> {
    fn find(draft: &'d Draft, id: &Id) -> Option<Target<'d>> {
        if draft.state.has(id) {
            return Some(Target::desired(&draft.state, id));
        }
        let outside = draft.world.relations.get(id.name())?;
        Some(Target {
            id: id.clone(),
            source: Source::Server(outside),
            primary_key: outside.primary_key.clone(),
            keys: outside.keys.clone(),
            deferrable: Vec::new(),
        })
    }

    fn desired(state: &'d State, id: &Id) -> Target<'d> {
        let parts = keys_of(state, id);
        let primary = parts.iter().find(|f| f.id.kind() == names::PRIMARY_KEY);
        let keys = parts.iter().filter_map(|f| f.get::<Key>());
        let (at_once, deferrable): (Vec<&Key>, Vec<&Key>) =
            keys.partition(|k| k.deferral == Deferral::None);
        let names = |keys: Vec<&Key>| {
            keys.into_iter()
                .map(|k| k.columns.clone())
                .collect::<Vec<_>>()
        };
        let indexes = parts
            .iter()
            .filter_map(|f| unique_columns(f.get::<Index>()?));
        Target {
            id: id.clone(),
            source: Source::Files(state),
            primary_key: primary
                .and_then(|f| f.get::<Key>())
                .map(|k| k.columns.clone())
                .unwrap_or_default(),
            keys: names(at_once).into_iter().chain(indexes).collect(),
            deferrable: names(deferrable),
        }
    }

    fn is_table(&self) -> bool {
        match self.source {
            Source::Files(_) => true,
            Source::Server(outside) => outside
                .id
                .as_ref()
                .is_none_or(|id| id.kind() == names::TABLE),
        }
    }

    fn columns(&self) -> Vec<String> {
        match self.source {
            Source::Files(state) => {
                let parts = state.children(&self.id).into_iter();
                let columns = parts.filter(|f| f.id.kind() == names::COLUMN);
                columns.map(|f| f.id.last()).collect()
            }
            Source::Server(outside) => outside.columns.iter().map(|c| c.0.clone()).collect(),
        }
    }

    fn ty(&self, name: &str) -> Option<TypeName> {
        match self.source {
            Source::Files(state) => {
                let column = state.body::<Column>(&self.id.child(names::COLUMN, name))?;
                Some(column.ty.clone())
            }
            Source::Server(outside) => {
                let column = outside.columns.iter().find(|c| c.0 == name)?;
                Some(typename::from_format_type(&column.1))
            }
        }
    }

    fn primary_key(&self, place: &Place) -> Result<Vec<String>> {
        if !self.primary_key.is_empty() {
            return Ok(self.primary_key.clone());
        }
        let message = format!(
            "table {} has no primary key for the foreign key to refer to",
            self.id.name()
        );
        let help = match self.keys.first() {
            Some(key) => format!(
                "name the columns of a key that it has: `references {} ({})`",
                self.id.name(),
                key.join(", ")
            ),
            None => "give that table a primary key, or name columns that are unique".into(),
        };
        Err(Box::new(
            Problem::error("no-primary-key", message)
                .at(place.clone(), "")
                .help(help),
        ))
    }
}

/// Returns the columns that a unique index makes a key of.
fn unique_columns(index: &Index) -> Option<Vec<String>> {
    plain_columns(index).filter(|_| index.unique && index.predicate.is_none() && index.valid)
}

/// Returns the constraint or index that a foreign key relies on; the primary key first, as it is read first.
pub fn key_of(key: &ForeignKey, state: &State) -> Option<Id> {
    let fits = |columns: &[String]| same_set(columns, &key.target_columns);
    let parts = keys_of(state, &key.target);
    let found = parts.iter().filter(|f| {
        if key.target_columns.is_empty() {
            return f.id.kind() == names::PRIMARY_KEY;
        }
        let own = f
            .get::<Key>()
            .is_some_and(|k| fits(&k.columns) && k.deferral == Deferral::None);
        own || f
            .get::<Index>()
            .and_then(unique_columns)
            .is_some_and(|c| fits(&c))
    });
    found
        .min_by_key(|f| (f.id.kind() != names::PRIMARY_KEY, f.order))
        .map(|f| merge::root(state, &f.id).clone())
}

/// Returns the keys and indexes of a table, and those of a partition that belong to ones of its parent.
fn keys_of<'s>(state: &'s State, table: &Id) -> Vec<&'s Fact> {
    const KINDS: [KindName; 3] = [names::PRIMARY_KEY, names::UNIQUE, names::INDEX];
    let ids = state.parts(table).filter(|id| KINDS.contains(&id.kind()));
    let mut all: Vec<&Fact> = ids.filter_map(|id| state.get(id)).collect();
    let merged = merge::of_parents(state, table);
    all.extend(merged.filter(|f| !state.has(&f.id)));
    all.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    all
}

fn same_set(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().all(|x| b.contains(x))
}

struct Check<'a> {
    draft: &'a Draft<'a>,
    table: &'a Id,
    key: &'a ForeignKey,
    target: &'a Target<'a>,
    place: &'a Place,
}

impl Check<'_> {
    fn error(&self, code: &'static str, message: String, help: String) -> Result<()> {
        Err(Box::new(
            Problem::error(code, message)
                .at(self.place.clone(), "")
                .help(help),
        ))
    }

    fn columns(&self) -> Result<()> {
        let (key, target) = (self.key, self.target);
        let name = target.id.name();
        if !target.is_table() {
            let message = format!("the foreign key refers to {name}, which is no table");
            return self.error(
                "unknown-table",
                message,
                "refer to the table that it reads".into(),
            );
        }
        if let Some(unknown) = key.target_columns.iter().find(|c| target.ty(c).is_none()) {
            let known = target.columns();
            let near = did_you_mean(unknown, known.iter().map(String::as_str));
            let help = near.unwrap_or_else(|| format!("it has {}", known.join(", ")));
            return self.error(
                "unknown-column",
                format!("table {name} has no column {unknown}"),
                help,
            );
        }
        if key.columns.len() != key.target_columns.len() {
            let (own, theirs) = (key.columns.join(", "), key.target_columns.join(", "));
            let message = format!("the foreign key has ({own}) but refers to ({theirs}) of {name}");
            return self.error(
                "key-mismatch",
                message,
                "name as many columns on both sides".into(),
            );
        }
        Ok(())
    }

    fn types(&self) -> Result<()> {
        for (own, theirs) in self.key.columns.iter().zip(&self.key.target_columns) {
            let column = self
                .draft
                .state
                .body::<Column>(&self.table.child(names::COLUMN, own));
            let (Some(column), Some(other)) = (column, self.target.ty(theirs)) else {
                continue;
            };
            let (from, to) = (self.base(&column.ty), self.base(&other));
            if !comparable(&from, &to) {
                let message = format!(
                    "column {own} is {}, but {theirs} of {}, which it refers to, is {other}",
                    column.ty,
                    self.target.id.name()
                );
                let help = format!("give {own} the type {other}");
                return self.error("key-mismatch", message, help);
            }
        }
        Ok(())
    }

    /// Returns the type under a domain.
    fn base(&self, ty: &TypeName) -> TypeName {
        let domain = self
            .draft
            .state
            .get(&Id::printed(names::DOMAIN, ty.name.as_str()));
        let under = domain.and_then(|d| (self.draft.kind)(names::DOMAIN).value_type(d));
        under
            .filter(|_| ty.dimensions == 0)
            .unwrap_or_else(|| ty.clone())
    }

    fn unique(&self) -> Result<()> {
        let (wanted, target) = (&self.key.target_columns, self.target);
        if target.keys.iter().any(|k| same_set(k, wanted)) {
            return Ok(());
        }
        let (name, columns) = (target.id.name(), wanted.join(", "));
        if target.deferrable.iter().any(|k| same_set(k, wanted)) {
            let message = format!(
                "the key ({columns}) of {name} is deferrable, so no foreign key can refer to it"
            );
            return self.error(
                "no-unique-key",
                message,
                "make that key not deferrable".into(),
            );
        }
        let message =
            format!("({columns}) of {name} is not unique, so no foreign key can refer to it");
        let help = match target.keys.is_empty() {
            true => format!("add `unique ({columns})` to {name}"),
            false => {
                let keys: Vec<String> = target
                    .keys
                    .iter()
                    .map(|k| format!("({})", k.join(", ")))
                    .collect();
                format!(
                    "add `unique ({columns})` to {name}, or refer to a key that it has: {}",
                    keys.join(", ")
                )
            }
        };
        self.error("no-unique-key", message, help)
    }
}
