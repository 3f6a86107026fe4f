//! Checks of the whole state: schemas that nobody makes, names that mean nothing, views in a circle.
//!
//! What only one kind can know is checked by that kind when it finishes.

use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::{Problem, did_you_mean};
use crate::kind::link::{self, Nameless};
use crate::kind::{Draft, names};
use crate::kinds;
use crate::model::{Fact, Id, KindName, Place, split_name};
use crate::text::canon::Unknown;
use crate::text::quote;

/// Notes what is wrong with the state as a whole; `nameless` are the names in expressions that mean nothing.
pub fn verify(draft: &mut Draft, nameless: &[Nameless]) {
    let schemas: BTreeSet<&Id> = draft
        .state
        .iter()
        .filter_map(|f| f.parent.as_ref())
        .filter(|p| p.kind() == names::SCHEMA)
        .collect();
    let missing = schemas.into_iter().filter(|p| !draft.state.has(p));
    let mut problems: Vec<Problem> = missing.filter_map(|s| unknown_schema(s, draft)).collect();
    for (id, unknown, relation) in nameless.iter().filter(|_| draft.world.known) {
        let fact = draft.state.get(id);
        problems.extend(fact.and_then(|f| unknown_name(f, unknown, relation.as_ref(), draft)));
    }
    if draft.state.iter().any(|f| is_view(&f.id)) {
        link::link(&mut draft.state, draft.world, kinds::kind);
        problems.extend(circles(draft));
    }
    problems.into_iter().for_each(|p| draft.problems.push(p));
}

fn is_view(id: &Id) -> bool {
    id.kind() == names::VIEW || id.kind() == names::MATERIALIZED_VIEW
}

/// Tells of a schema that something stands in, at the first thing that does.
fn unknown_schema(schema: &Id, draft: &Draft) -> Option<Problem> {
    let known = &draft.world.schemas;
    if !draft.world.known || known.contains(&schema.last()) {
        return None;
    }
    let within = draft
        .state
        .iter()
        .filter(|f| f.parent.as_ref() == Some(schema));
    let place = within.min_by_key(|f| f.order)?.origin.place()?.clone();
    let made = draft
        .state
        .iter()
        .filter(|f| f.id.kind() == names::SCHEMA)
        .map(|f| f.id.last());
    let all: Vec<String> = made.chain(known.iter().cloned()).collect();
    let near = did_you_mean(&schema.last(), all.iter().map(String::as_str));
    let help =
        near.unwrap_or_else(|| format!("add `create schema {};` to the files", schema.name()));
    let message = format!("there is no schema {}", schema.name());
    Some(
        Problem::error("unknown-schema", message)
            .at(place, "")
            .help(help),
    )
}

fn unknown_name(
    fact: &Fact,
    unknown: &Unknown,
    relation: Option<&Id>,
    draft: &Draft,
) -> Option<Problem> {
    let definition = fact.origin.place()?;
    let (problem, written, known) = match unknown {
        Unknown::Column(name) => unknown_column(name, relation, draft),
        Unknown::Relation(parts) => unknown_relation(parts, draft)?,
        Unknown::Function(parts) => unknown_function(parts, draft)?,
    };
    let last = split_name(&written).pop().unwrap_or_default();
    let near = did_you_mean(&last, known.iter().map(String::as_str));
    let help = near
        .unwrap_or_else(|| "no file defines it, and the database does not have it either".into());
    let place = place_of(&written, definition, draft);
    let (outer, inner) = (&definition.bytes, &place.bytes);
    let within = outer.start <= inner.start && inner.end <= outer.end;
    let problem = problem.at(place, "").help(help);
    Some(match within {
        true => problem,
        false => problem.at(definition.clone(), "in this definition"),
    })
}

/// What is said of a name that means nothing, how it is written, and the names that may be meant.
type Said = (Problem, String, Vec<String>);

fn unknown_column(name: &str, relation: Option<&Id>, draft: &Draft) -> Said {
    let of = relation.map_or("what the query reads", |r| r.name());
    let message = format!("there is no column {name} in {of}");
    let columns = relation.map(|r| columns(r, draft)).unwrap_or_default();
    let problem = Problem::error("unknown-column", message);
    (problem, quote::ident(name), columns)
}

fn unknown_relation(parts: &[String], draft: &Draft) -> Option<Said> {
    let (name, schema) = (parts.last()?, parts.iter().rev().nth(1));
    let of_system = name.starts_with("pg_")
        || schema.is_some_and(|s| matches!(s.as_str(), "pg_catalog" | "information_schema"));
    if of_system {
        return None;
    }
    let written = written(parts);
    let problem = Problem::error(
        "unknown-table",
        format!("there is no table or view {written}"),
    );
    Some((problem, written, lasts(names::ROW_SOURCES, draft)))
}

/// Tells of a function that is named with its schema, once for all that call it.
fn unknown_function(parts: &[String], draft: &Draft) -> Option<Said> {
    let schema = parts.iter().rev().nth(1).map(String::as_str);
    // A type of several ranges, which is no fact of its own, is called to make a value of it.
    let is_type = draft
        .find_ahead(names::TYPES, parts, draft.path())
        .is_some();
    if is_type || draft.may_be_in_extension(schema) {
        return None;
    }
    let written = written(parts);
    let problem = Problem::error(
        "unknown-function",
        format!("there is no function {written}"),
    );
    Some((problem.once(), written, lasts(names::ROUTINES, draft)))
}

fn written(parts: &[String]) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    Id::new("", &parts).name().to_string()
}

/// Returns the names of what the files define of these kinds, without their schemas.
fn lasts(kinds: &[KindName], draft: &Draft) -> Vec<String> {
    let ids = draft.state.iter().map(|f| &f.id);
    let ids = ids.filter(|id| kinds.contains(&id.kind()));
    ids.map(Id::last).collect()
}

fn columns(relation: &Id, draft: &Draft) -> Vec<String> {
    let columns = draft
        .state
        .children(relation)
        .into_iter()
        .filter(|f| f.id.kind() == names::COLUMN);
    columns.map(|f| f.id.last()).collect()
}

/// Finds the first place of a name after the start of a definition.
fn place_of(name: &str, definition: &Place, draft: &Draft) -> Place {
    let Some(text) = draft.texts.get(definition.file as usize) else {
        return definition.clone();
    };
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.');
    let start = definition.bytes.start;
    for (at, found) in text[start..].match_indices(name) {
        let (before, after) = (
            text[start..][..at].chars().next_back(),
            text[start..][at + found.len()..].chars().next(),
        );
        if !is_part(before) && !is_part(after) {
            return Place {
                file: definition.file,
                bytes: start + at..start + at + name.len(),
            };
        }
    }
    definition.clone()
}

/// Finds views that read each other.
fn circles(draft: &Draft) -> Option<Problem> {
    let views = draft.state.sorted().into_iter().filter(|f| is_view(&f.id));
    let mut seen = HashSet::new();
    let circle = views.map(|f| circle(f, draft, &mut seen)).find_map(|c| c)?;
    let place = draft.state.get(circle.first()?)?.origin.place()?.clone();
    let names: Vec<&str> = circle
        .iter()
        .chain(circle.first())
        .map(|id| id.name())
        .collect();
    let message = format!("these views read each other: {}", names.join(" → "));
    Some(
        Problem::error("view-cycle", message)
            .at(place, "one of them")
            .help("PostgreSQL makes a view only over what is there: break the circle"),
    )
}

/// Finds a circle on the ways from a view; what was `seen` is on none. The way is a list, since it may have thousands of views.
fn circle<'d>(from: &'d Fact, draft: &'d Draft, seen: &mut HashSet<&'d Id>) -> Option<Vec<Id>> {
    let mut way: Vec<(&Fact, usize)> = Vec::new();
    let mut on_way: HashSet<&Id> = HashSet::new();
    if seen.insert(&from.id) {
        way.push((from, 0));
        on_way.insert(&from.id);
    }
    while let Some((at, next)) = way.last_mut() {
        let Some(used) = at.uses.get(*next) else {
            on_way.remove(&at.id);
            way.pop();
            continue;
        };
        *next += 1;
        let Some(fact) = draft.state.get(used) else {
            continue;
        };
        if on_way.contains(&fact.id) {
            let start = way.iter().position(|(f, _)| f.id == fact.id)?;
            let mut circle: Vec<Id> = way[start..].iter().map(|(f, _)| f.id.clone()).collect();
            let first = (0..circle.len()).min_by_key(|n| &circle[*n])?;
            circle.rotate_left(first);
            return Some(circle);
        }
        if names::ROW_SOURCES.contains(&fact.id.kind()) && seen.insert(&fact.id) {
            on_way.insert(&fact.id);
            way.push((fact, 0));
        }
    }
    None
}
