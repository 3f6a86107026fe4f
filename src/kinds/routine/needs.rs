//! What a body must find when the routine is created, beyond what the server keeps as a dependency.
//!
//! It orders the statements, and nothing more: a body in a string outlives what it names.

use std::collections::BTreeSet;

use super::{Routine, Source, Value};
use crate::kind::{link, names};
use crate::model::{Fact, Id, KindName, State};
use crate::text::refs::{self, Ref};

/// Returns what must be there before the routine is made.
pub fn of(fact: &Fact, state: &State) -> Vec<Id> {
    let routine: &Routine = fact.body();
    let path = path_of(fact);
    let mut found = Found {
        state,
        path: &path,
        ids: BTreeSet::new(),
    };
    match (&routine.source, routine.language.as_str()) {
        (Source::Text(text), "sql") => {
            found.query(text);
            found.rows(routine, text);
        }
        (Source::Text(text), "plpgsql") => found.declarations(text),
        (Source::Text(_) | Source::Object { .. }, _) => {}
        (Source::Return(expr), _) => found.rows(routine, &expr.sql),
        (Source::Atomic(list), _) => list.iter().for_each(|e| found.rows(routine, &e.sql)),
    }
    found.ids.remove(&fact.id);
    found.ids.into_iter().collect()
}

/// Returns whether a body in SQL names a relation without its schema that its search path does not lead to, so that the server
/// would refuse it; a name that the body itself gives to a query counts as one, which costs a check and nothing more.
pub fn names_what_is_not_found(fact: &Fact, state: &State) -> bool {
    let routine: &Routine = fact.body();
    let (Source::Text(text), "sql") = (&routine.source, routine.language.as_str()) else {
        return false;
    };
    let path = path_of(fact);
    let found = Found {
        state,
        path: &path,
        ids: BTreeSet::new(),
    };
    let names = refs::scan(text).names.into_iter();
    let mut sources = names.filter(|n| n.source && n.parts.len() == 1);
    sources
        .any(|n| !n.parts[0].starts_with("pg_") && found.find(names::RELATIONS, &n.parts).is_none())
}

/// Returns the schemas in which a body looks for what it names.
fn path_of(fact: &Fact) -> Vec<String> {
    match fact.body::<Routine>().settings.get("search_path") {
        Some(Value::Names(names)) => names.clone(),
        _ => link::path_of(fact),
    }
}

struct Found<'a> {
    state: &'a State,
    path: &'a [String],
    ids: BTreeSet<Id>,
}

impl Found<'_> {
    /// Adds what the statements of a body in SQL name.
    fn query(&mut self, text: &str) {
        let found = refs::scan(text);
        let mut sources = Vec::new();
        for name in &found.names {
            if name.call {
                self.routines(&name.parts);
            }
            if name.cast {
                self.ids.extend(self.find(names::TYPES, &name.parts));
            }
            if name.source {
                sources.extend(self.find(names::RELATIONS, &name.parts));
            }
        }
        for source in sources {
            self.columns(&source, &found.names, found.star);
            self.ids.insert(source);
        }
    }

    /// Adds the columns that a text names of the rows which are arguments.
    fn rows(&mut self, routine: &Routine, text: &str) {
        let found = refs::scan(text);
        let types = routine.inputs().map(|a| &a.ty);
        let rows: Vec<Id> = types
            .filter_map(|ty| crate::kinds::range::type_id(ty, self.state))
            .collect();
        for row in rows {
            self.columns(&row, &found.names, found.star);
        }
    }

    /// Adds the types of the variables, which PL/pgSQL looks up when it checks a body.
    fn declarations(&mut self, text: &str) {
        let mut declares = false;
        for name in refs::scan(text).names {
            match name.parts.as_slice() {
                [word] if word == "declare" => declares = true,
                [word] if word == "begin" => declares = false,
                parts if declares => self.declared(parts),
                _ => {}
            }
        }
    }

    /// Adds a type, or a relation whose row or column gives one.
    fn declared(&mut self, parts: &[String]) {
        self.ids.extend(self.find(names::TYPES, parts));
        let [relation @ .., column] = parts else {
            return;
        };
        if let Some(relation) = self.find(names::ROW_SOURCES, relation) {
            let column = relation.child(names::COLUMN, column);
            self.ids.extend(Some(column).filter(|c| self.state.has(c)));
            self.ids.insert(relation);
        }
    }

    fn columns(&mut self, relation: &Id, named: &[Ref], star: bool) {
        let columns = self.state.children(relation).into_iter();
        for column in columns.filter(|f| f.id.kind() == names::COLUMN) {
            let last = column.id.last();
            if star || named.iter().any(|n| n.parts.last() == Some(&last)) {
                self.ids.insert(column.id.clone());
            }
        }
    }

    fn find(&self, kinds: &[KindName], parts: &[String]) -> Option<Id> {
        let last = parts.last()?;
        let look = |schema: &String| {
            let mut ids = kinds.iter().map(|k| Id::new(k, &[schema, last]));
            ids.find(|id| self.state.has(id))
        };
        match parts.len() {
            1 => self.path.iter().find_map(look),
            n => look(&parts[n - 2]),
        }
    }

    fn routines(&mut self, parts: &[String]) {
        let Some(last) = parts.last() else { return };
        let schemas = match parts.len() {
            1 => self.path,
            n => &parts[n - 2..n - 1],
        };
        for schema in schemas {
            let start = format!("{}(", Id::new("", &[schema, last]).name());
            let all = self.state.iter().map(|f| &f.id);
            let named = all.filter(|id| names::ROUTINES.contains(&id.kind()));
            self.ids
                .extend(named.filter(|id| id.name().starts_with(&start)).cloned());
        }
    }
}
