//! Reads what stands behind `ON`: the objects that privileges are given on.

use super::object::{ObjectType, PARAMETER};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, Since, names};
use crate::kinds::identity::sequence_of;
use crate::model::{Fact, Id, KindName};
use crate::text::quote;
use crate::text::sql::{Name, Reader};

const TABLES: &[KindName] = &[
    names::TABLE,
    names::VIEW,
    names::MATERIALIZED_VIEW,
    names::SEQUENCE,
];
const TYPES: &[KindName] = &[names::ENUM, names::DOMAIN, names::COMPOSITE, names::RANGE];

const FUNCTIONS: &[KindName] = &[names::FUNCTION, names::AGGREGATE];

/// The plurals behind ALL, with the kinds that each covers.
const PLURALS: &[(&str, &[KindName])] = &[
    ("tables", names::ROW_SOURCES),
    ("sequences", &[names::SEQUENCE]),
    ("functions", FUNCTIONS),
    ("procedures", &[names::PROCEDURE]),
    ("routines", names::ROUTINES),
];

/// What has privileges that are not managed.
const UNMANAGED: &[&str] = &["database", "large object", "tablespace"];

/// Reads the objects.
pub fn read(reader: &mut Reader, draft: &mut Draft) -> Result<Vec<Id>> {
    for (plural, kinds) in PLURALS {
        if reader.accept(&format!("all {plural} in schema")) {
            return all_in(reader, draft, (plural, kinds));
        }
    }
    if let Some(words) = UNMANAGED.iter().find(|words| reader.at(words)) {
        let message = format!("privileges on a {words} are not managed");
        let problem = Problem::error("unsupported", message).at(reader.here(), "");
        let help = "it belongs to no schema, and no file defines it: run the statement once by hand, and take it out of the file";
        return Err(Box::new(problem.help(help)));
    }
    let one = one_of(reader);
    let mut objects = vec![one(reader, draft)?];
    while reader.comma() {
        objects.push(one(reader, draft)?);
    }
    Ok(objects)
}

type ReadOne = fn(&mut Reader, &Draft) -> Result<Id>;

/// Reads the word for the class of objects and returns how one of them is read.
fn one_of(reader: &mut Reader) -> ReadOne {
    let words: &[(&str, ReadOne)] = &[
        ("sequence", |r, d| named(r, d, &[names::SEQUENCE])),
        ("function", |r, d| routine(r, d, FUNCTIONS)),
        ("procedure", |r, d| routine(r, d, &[names::PROCEDURE])),
        ("routine", |r, d| routine(r, d, names::ROUTINES)),
        ("schema", schema),
        ("foreign data wrapper", |r, d| {
            named(r, d, &[names::FOREIGN_DATA_WRAPPER])
        }),
        ("foreign server", |r, d| named(r, d, &[names::SERVER])),
        ("language", |r, d| named(r, d, &[names::LANGUAGE])),
        ("parameter", parameter),
        ("type", |r, d| named(r, d, TYPES)),
        ("domain", |r, d| named(r, d, &[names::DOMAIN])),
        ("table", |r, d| named(r, d, TABLES)),
    ];
    let found = words.iter().find(|(word, _)| reader.accept(word));
    found.map_or(|r, d| named(r, d, TABLES), |(_, read)| *read)
}

fn named(reader: &mut Reader, draft: &Draft, kinds: &[KindName]) -> Result<Id> {
    let name = reader.name()?;
    let found = draft
        .find(kinds, &name)
        .or_else(|| draft.find_ahead(kinds, &name.parts, draft.path()))
        .or_else(|| of_identity(draft, &name).filter(|id| kinds.contains(&id.kind())))
        .or_else(|| draft.named_outside(kinds, &name));
    found.ok_or_else(|| draft.unknown("unknown-object", kinds, &name))
}

/// Returns the fact that an object is, or that it is a part of: a sequence may belong to an identity column.
pub fn fact_of(object: &Id, draft: &Draft) -> Id {
    if object.kind() != names::SEQUENCE || draft.state.has(object) {
        return object.clone();
    }
    let identity = identities(draft).find(|id| sequence_of(id, &draft.state) == *object);
    identity.cloned().unwrap_or_else(|| object.clone())
}

fn identities<'d>(draft: &'d Draft) -> impl Iterator<Item = &'d Id> {
    let facts = draft.state.of_kind(names::IDENTITY);
    facts.map(|f| &f.id)
}

/// Finds the sequence of an identity column by its name.
pub fn of_identity(draft: &Draft, name: &Name) -> Option<Id> {
    let schemas: Vec<&str> = match name.schema() {
        Some(schema) => vec![schema],
        None => draft.path().iter().map(String::as_str).collect(),
    };
    let wanted: Vec<Id> = schemas
        .iter()
        .map(|s| Id::new(names::SEQUENCE, &[s, name.last()]))
        .collect();
    identities(draft)
        .map(|id| sequence_of(id, &draft.state))
        .find(|id| wanted.contains(id))
}

/// Makes the error for a routine that is neither in the files nor outside of them, or whose arguments are not told.
fn not_ours(reader: &mut Reader, draft: &Draft, kinds: &[KindName], name: &Name) -> Box<Problem> {
    if let Err(problem) = (draft.kind)(kinds[0]).address(reader, draft) {
        return problem;
    }
    let noun = kinds[0];
    let message = format!("the files do not define the {noun} {}", name.show());
    let problem = Problem::error("not-defined-here", message).at(name.place.clone(), "");
    Box::new(
        problem.help(
            "no function of this name exists, or its arguments must be written: `name(types)`",
        ),
    )
}

fn routine(reader: &mut Reader, draft: &Draft, kinds: &[KindName]) -> Result<Id> {
    let mark = reader.mark();
    let name = reader.name()?;
    let mut missing = None;
    for kind in kinds {
        reader.rewind(mark);
        let Ok(id) = (draft.kind)(kind).address(reader, draft) else {
            continue;
        };
        if draft.state.has(&id) || draft.ahead.contains(&id) {
            return Ok(id);
        }
        missing = missing.or(Some(id));
    }
    let outside = missing.map(|id| draft.routine_outside(&id, &name));
    let outside = outside.filter(|id| draft.is_outside(id));
    outside.ok_or_else(|| {
        reader.rewind(mark);
        not_ours(reader, draft, kinds, &name)
    })
}

fn schema(reader: &mut Reader, _draft: &Draft) -> Result<Id> {
    Ok(Id::new(names::SCHEMA, &[&reader.ident()?]))
}

/// Reads the name of a parameter, which may have several parts.
fn parameter(reader: &mut Reader, draft: &Draft) -> Result<Id> {
    let place = reader.here();
    let name = reader.name()?.parts.join(".").to_lowercase();
    if (1..150_000).contains(&draft.world.version) {
        let since = Since {
            what: "a privilege",
            major: 15,
        };
        let problem = since.problem(&format!("parameter {name}"), draft.world.version);
        return Err(Box::new(problem.at(place, "")));
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_.".contains(c);
    match name.chars().all(is_plain) {
        true => Ok(Id::printed(PARAMETER, name)),
        false => Err(reader.error_at("syntax", "this is no name of a parameter", place)),
    }
}

fn all_in(
    reader: &mut Reader,
    draft: &mut Draft,
    (plural, kinds): (&str, &[KindName]),
) -> Result<Vec<Id>> {
    let mut objects = Vec::new();
    loop {
        let mark = reader.mark();
        let schema = reader.ident()?;
        let found = those_in(&schema, draft, kinds);
        if found.is_empty() {
            let message = format!(
                "no statement before this one makes {plural} in schema {}: nothing changes",
                quote::ident(&schema)
            );
            let problem = Problem::warning("nothing-there", message).at(reader.since(mark), "");
            let help =
                "privileges on what no file defines are managed one by one: name the objects";
            draft.problems.push(problem.help(help));
        }
        objects.extend(found);
        if !reader.comma() {
            return Ok(objects);
        }
    }
}

/// Returns the objects of some kinds in a schema, in the order in which they were made.
fn those_in(schema: &str, draft: &Draft, kinds: &[KindName]) -> Vec<Id> {
    let sequences = kinds.contains(&names::SEQUENCE);
    let own = |f: &Fact| match f.id.kind() {
        names::IDENTITY if sequences => Some(sequence_of(&f.id, &draft.state)),
        kind => kinds.contains(&kind).then(|| f.id.clone()),
    };
    let all = draft.state.iter().filter_map(|f| Some((f.order, own(f)?)));
    let mut found: Vec<_> = all.filter(|(_, id)| id.parts()[0] == schema).collect();
    found.sort();
    found.into_iter().map(|(_, id)| id).collect()
}

/// Returns the class of an object that was read here.
pub fn class(object: &Id) -> ObjectType {
    ObjectType::of(object.kind()).expect("only objects that have privileges are read")
}
