//! Temporary relations that stand in for the desired ones while the server prints an expression over them.
//!
//! Only what an expression's meaning depends on is built: columns with their types, the primary key, and the
//! queries of views. What is outside of the files stays the real thing.

use std::collections::HashMap;

use crate::kind::{link, names};
use crate::kinds::column::Column;
use crate::kinds::materialized_view::MaterializedView;
use crate::kinds::view::View;
use crate::model::{Fact, Id, State};
use crate::text::quote;
use crate::text::refs::{self, Ref};

/// The statements that build them, and where they stand.
pub struct StandIns<'a> {
    /// The statements so far.
    pub build: Vec<String>,
    desired: &'a State,
    path: Vec<String>,
    made: HashMap<Id, String>,
}

impl<'a> StandIns<'a> {
    /// Starts with none, for texts that were written under a search path.
    pub fn new(desired: &'a State, path: Vec<String>) -> StandIns<'a> {
        StandIns {
            build: Vec::new(),
            desired,
            path,
            made: HashMap::new(),
        }
    }

    /// Returns the qualified name of what stands in for a relation; nothing if it cannot be built.
    pub fn relation(&mut self, id: &Id) -> Option<String> {
        if let Some(name) = self.made.get(id) {
            return Some(name.clone());
        }
        let name = format!("pg_temp.{}", quote::ident(&id.last()));
        if self.made.values().any(|n| *n == name) {
            // Two schemas have a relation of this name, and a query may name either by it.
            return None;
        }
        self.made.insert(id.clone(), name.clone());
        let Some(fact) = self.desired.get(id) else {
            // Outside of the files the real columns are the ones that are meant.
            let statement = format!("create table {name} (like {})", id.name());
            self.build.push(statement);
            return Some(name);
        };
        let statement = if let Some(view) = fact.get::<View>() {
            let query = self.query_of(fact, &view.query.sql)?;
            format!("create view {name}{} as {query}", view.column_list())
        } else if let Some(view) = fact.get::<MaterializedView>() {
            let query = self.query_of(fact, &view.query.sql)?;
            format!("create view {name} as {query}")
        } else {
            self.table(fact, &name)
        };
        self.build.push(statement);
        Some(name)
    }

    /// Returns the query of a view over the stand-ins; it has its own search path.
    fn query_of(&mut self, fact: &Fact, query: &str) -> Option<String> {
        let outer = std::mem::replace(&mut self.path, link::path_of(fact));
        let query = self.rewritten(query);
        self.path = outer;
        query
    }

    fn table(&self, fact: &Fact, name: &str) -> String {
        let mut elements = Vec::new();
        for part in self.desired.children(&fact.id) {
            if let Some(column) = part.get::<Column>() {
                let collation = column.collation.as_ref();
                let collation = collation
                    .map(|c| format!(" collate {c}"))
                    .unwrap_or_default();
                let name = quote::ident(&part.id.last());
                elements.push(format!("{name} {}{collation}", column.ty));
            }
            if part.id.kind() == names::PRIMARY_KEY {
                elements.extend(primary_key(part));
            }
        }
        format!("create table {name} ({})", elements.join(", "))
    }

    /// Returns a text in which the stand-ins take the places of the relations; nothing if one cannot be built.
    pub fn rewritten(&mut self, text: &str) -> Option<String> {
        let found = refs::scan(text).names;
        let mut out = text.to_string();
        for name in found.iter().rev() {
            if name.source && !is_defined_within(name, &found, text) {
                if let Some(id) = self.find(&name.parts) {
                    let stand_in = self.relation(&id)?;
                    out.replace_range(name.bytes.clone(), &stand_in);
                }
            } else if name.parts.len() > 2 && self.find(&name.parts[..2]).is_some() {
                let rest: Vec<String> = name.parts[1..].iter().map(|p| quote::ident(p)).collect();
                out.replace_range(name.bytes.clone(), &rest.join("."));
            }
        }
        Some(out)
    }

    fn find(&self, parts: &[String]) -> Option<Id> {
        let last = parts.last()?;
        let look = |schema: &String| {
            let mut ids = names::ROW_SOURCES
                .iter()
                .map(|k| Id::new(k, &[schema, last]));
            ids.find(|id| self.desired.has(id))
        };
        match parts.len() {
            1 => self.path.iter().find_map(look),
            n => look(&parts[n - 2]),
        }
    }
}

/// Returns whether a name means a query that the text itself defines by WITH.
fn is_defined_within(name: &Ref, all: &[Ref], text: &str) -> bool {
    let defines = |other: &Ref| {
        let after = text[other.bytes.end..].trim_start().to_ascii_lowercase();
        let after = after.strip_prefix("as").map(str::trim_start);
        let body = after.map(|a| {
            a.trim_start_matches("not ")
                .trim_start_matches("materialized")
                .trim_start()
                .starts_with('(')
        });
        body == Some(true)
    };
    name.parts.len() == 1
        && all
            .iter()
            .any(|o| o.parts == name.parts && !o.source && (defines(o) || o.call))
}

/// Returns the primary key, on which a query that groups may rely.
fn primary_key(key: &Fact) -> Option<String> {
    let columns = key.uses.iter().filter(|u| u.kind() == names::COLUMN);
    let columns: Vec<String> = columns.map(Id::last).collect();
    (!columns.is_empty()).then(|| format!("primary key ({})", quote::idents(&columns)))
}
