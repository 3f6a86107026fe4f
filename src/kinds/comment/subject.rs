//! The things that COMMENT ON names: read from a statement, and worded for one.
//!
//! What has a name of its own is read by its kind; what is named together with its table is read here.

use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, Kind, Scene, names};
use crate::kinds;
use crate::kinds::column::null;
use crate::kinds::grant::{fact_of, of_identity};
use crate::model::{Fact, Id, KindName, State};
use crate::text::quote;
use crate::text::sql::{Name, Reader};

/// The kind in the address of a comment on a constraint of a domain, which is a part of the domain's own fact.
pub const DOMAIN_CONSTRAINT: KindName = "domain-constraint";
/// The kind in the address of a comment on a NOT NULL constraint, which is a part of its column's fact; the address is that of the column.
pub const NOT_NULL: KindName = "not-null";

/// What is named as `name on table`.
const ON_TABLE: &[(&str, &[KindName])] = &[
    ("constraint", names::CONSTRAINTS),
    ("trigger", &[names::TRIGGER]),
    ("policy", &[names::POLICY]),
    ("rule", &[names::RULE]),
];

/// A thing, and the fact that the comment goes away with.
pub struct Subject {
    /// The thing.
    pub on: Id,
    /// Its fact, or the fact that it is a part of.
    pub parent: Id,
}

impl Subject {
    fn of_not_null(column: Id) -> Subject {
        Subject {
            on: column.as_kind(NOT_NULL),
            parent: column,
        }
    }

    fn itself(on: Id) -> Subject {
        Subject {
            parent: on.clone(),
            on,
        }
    }
}

/// Reads the words for the class of the thing and its name.
pub fn read(reader: &mut Reader, draft: &Draft) -> Result<Subject> {
    if reader.accept("column") {
        return column(reader, draft);
    }
    for (noun, kinds) in ON_TABLE {
        if reader.accept(noun) {
            return on_table(reader, draft, noun, kinds);
        }
    }
    if reader.accept("index") {
        return index(reader, draft);
    }
    if let Some(found) = identity_sequence(reader, draft) {
        return Ok(found);
    }
    named(reader, draft)
}

fn column(reader: &mut Reader, draft: &Draft) -> Result<Subject> {
    let mut name = reader.name()?;
    let place = name.place.clone();
    let column = name.parts.pop().unwrap_or_default();
    if name.parts.is_empty() {
        return Err(reader.error_at(
            "syntax",
            "a column is named with its table: table.column",
            place,
        ));
    }
    let relation = relation(draft, &name)?;
    let on = relation.child(names::COLUMN, &column);
    let is_ours = draft.state.has(&relation) || draft.ahead.contains(&relation);
    let parent = if relation.kind() == names::TABLE && is_ours {
        on.clone()
    } else {
        relation
    };
    Ok(Subject { on, parent })
}

/// Finds the relation whose part is named.
fn relation(draft: &Draft, name: &Name) -> Result<Id> {
    const KINDS: &[KindName] = &[
        names::TABLE,
        names::VIEW,
        names::MATERIALIZED_VIEW,
        names::COMPOSITE,
    ];
    let found = find(draft, KINDS, name).or_else(|| draft.named_outside(KINDS, name));
    found.ok_or_else(|| draft.unknown("unknown-table", KINDS, name))
}

fn find(draft: &Draft, kinds: &[KindName], name: &Name) -> Option<Id> {
    let found = draft.find(kinds, name);
    found.or_else(|| draft.find_ahead(kinds, &name.parts, draft.path()))
}

fn on_table(reader: &mut Reader, draft: &Draft, noun: &str, kinds: &[KindName]) -> Result<Subject> {
    let mark = reader.mark();
    let part = reader.ident()?;
    reader.expect("on")?;
    if noun == "constraint" && reader.accept("domain") {
        return on_domain(reader, draft, &part);
    }
    let name = reader.name()?;
    let there = |id: &Id| draft.state.has(id) || draft.ahead.contains(id);
    let of = |table: Id| kinds.iter().map(|k| table.child(k, &part)).find(there);
    let tables = tables(draft, &name);
    let itself = tables.iter().cloned().find_map(of).map(Subject::itself);
    let not_null = |table| null::find(draft, table, &part).map(Subject::of_not_null);
    let found = itself.or_else(|| {
        let mut tables = tables.iter().filter(|_| noun == "constraint");
        tables.find_map(not_null)
    });
    found.ok_or_else(|| {
        let part = quote::ident(&part);
        let message = format!("there is no {noun} {part} on {}", name.show());
        let problem = Problem::error("unknown-object", message).at(reader.since(mark), "");
        Box::new(problem.help("no file defines it"))
    })
}

/// Returns the tables that a name may mean; a trigger or policy may be on one that the files do not define.
fn tables(draft: &Draft, name: &Name) -> Vec<Id> {
    let mut tables = Vec::from_iter(find(draft, names::ROW_SOURCES, name));
    tables.extend(draft.outside(&name.parts, draft.path()));
    tables.extend(
        name.schema()
            .map(|s| Id::new(names::TABLE, &[s, name.last()])),
    );
    tables
}

fn on_domain(reader: &mut Reader, draft: &Draft, part: &str) -> Result<Subject> {
    let name = reader.name()?;
    let parent = find(draft, &[names::DOMAIN], &name)
        .ok_or_else(|| draft.unknown("unknown-type", &[names::DOMAIN], &name))?;
    Ok(Subject {
        on: parent.child(DOMAIN_CONSTRAINT, part),
        parent,
    })
}

/// Reads an index; that of a constraint goes away with the constraint.
fn index(reader: &mut Reader, draft: &Draft) -> Result<Subject> {
    let name = reader.name()?;
    if let Some(id) = find(draft, &[names::INDEX], &name) {
        return Ok(Subject::itself(id));
    }
    let on = draft.new_id(names::INDEX, &name)?;
    let schema = on.parts()[0].clone();
    let keys = [names::PRIMARY_KEY, names::UNIQUE, names::EXCLUSION];
    let of = |f: &&Fact| {
        keys.contains(&f.id.kind()) && f.id.last() == name.last() && f.id.parts()[0] == schema
    };
    let constraint = draft.state.iter().find(of);
    let constraint =
        constraint.ok_or_else(|| draft.unknown("unknown-object", &[names::INDEX], &name))?;
    Ok(Subject {
        on,
        parent: constraint.id.clone(),
    })
}

/// Reads the sequence behind an identity column; other sequences are read by their kind.
fn identity_sequence(reader: &mut Reader, draft: &Draft) -> Option<Subject> {
    let start = reader.mark();
    let name = reader
        .accept("sequence")
        .then(|| reader.name().ok())
        .flatten();
    let on = name.and_then(|name| of_identity(draft, &name));
    let found = on.filter(|on| !draft.state.has(on)).map(|on| Subject {
        parent: fact_of(&on, draft),
        on,
    });
    if found.is_none() {
        reader.rewind(start);
    }
    found
}

/// Reads what its kind names by itself.
fn named(reader: &mut Reader, draft: &Draft) -> Result<Subject> {
    let start = reader.mark();
    let mut candidates: Vec<(&str, &dyn Kind)> = kinds::ALL
        .iter()
        .flat_map(|kind| [kind.noun(), kind.other_noun()].map(|noun| Some((noun?, *kind))))
        .flatten()
        .filter(|(noun, _)| reader.at(noun))
        .collect();
    candidates.extend(routines(reader));
    let longest = candidates.iter().map(|(noun, _)| noun.len()).max();
    let Some(longest) = longest else {
        return Err(unmanaged(reader));
    };
    let mut found = Vec::new();
    for (noun, kind) in candidates
        .into_iter()
        .filter(|(noun, _)| noun.len() == longest)
    {
        reader.rewind(start);
        reader.accept(noun);
        let id = kind.address(reader, draft)?;
        if draft.state.has(&id) || id.kind() == names::SCHEMA {
            return Ok(Subject::itself(id));
        }
        found.push((noun, id));
    }
    if let Some((_, id)) = found.iter().find(|(_, id)| draft.ahead.contains(id)) {
        return Ok(Subject::itself(id.clone()));
    }
    for (noun, id) in &found {
        reader.rewind(start);
        reader.accept(noun);
        if let Some(id) = outside(reader, draft, id)? {
            return Ok(Subject::itself(id));
        }
    }
    let (noun, id) = found.remove(0);
    let message = format!("there is no {noun} {}", id.name());
    let problem = Problem::error("unknown-object", message).at(reader.since(start), "");
    Err(Box::new(
        problem.help("comments are managed on what the files define"),
    ))
}

/// Reads once more what was read as in the files, as something outside of them.
fn outside(reader: &mut Reader, draft: &Draft, id: &Id) -> Result<Option<Id>> {
    let mark = reader.mark();
    let Ok(name) = reader.name() else {
        return Ok(None);
    };
    if !names::ROUTINES.contains(&id.kind()) {
        return Ok(draft.named_outside(&[id.kind()], &name));
    }
    reader.rewind(mark);
    (draft.kind)(id.kind()).address(reader, draft)?;
    let id = draft.routine_outside(id, &name);
    Ok(draft.is_outside(&id).then_some(id))
}

/// Returns both kinds that the word ROUTINE stands for.
fn routines(reader: &Reader) -> Vec<(&'static str, &'static dyn Kind)> {
    let both = kinds::ALL
        .iter()
        .filter(|k| names::ROUTINES.contains(&k.name()));
    match reader.at("routine") {
        true => both.map(|kind| ("routine", *kind)).collect(),
        false => Vec::new(),
    }
}

fn unmanaged(reader: &Reader) -> Box<Problem> {
    let word = reader.word().unwrap_or_default();
    let message = format!("comments on a {word} are not managed");
    let problem = Problem::error("unsupported", message).at(reader.here(), "");
    Box::new(problem.help("leave it to a migration, or take it out of the file"))
}

/// Words a thing of a state as COMMENT ON names it; the scene tells which name a NOT NULL constraint ends up with.
pub fn words(on: &Id, state: &State, scene: &Scene) -> String {
    let part = || quote::ident(&on.last());
    match on.kind() {
        names::COLUMN => format!("column {}", on.name()),
        DOMAIN_CONSTRAINT => format!("constraint {} on domain {}", part(), on.container()),
        NOT_NULL => {
            let name = null::name(&on.as_kind(names::COLUMN), scene);
            format!("constraint {} on {}", quote::ident(&name), on.container())
        }
        names::TRIGGER => format!("trigger {} on {}", part(), on.container()),
        names::POLICY => format!("policy {} on {}", part(), on.container()),
        names::RULE => format!("rule {} on {}", part(), on.container()),
        kind if names::CONSTRAINTS.contains(&kind) => {
            format!("constraint {} on {}", part(), on.container())
        }
        names::INDEX => format!("index {}", on.name()),
        kind => kinds::kind(kind).reference(on, state),
    }
}

/// Returns the new address of a thing after a rename, also of one that is a part of a fact and follows that.
pub fn moved(on: &Id, parent: Option<&Id>, moved: &dyn Fn(&Id) -> Option<Id>) -> Option<Id> {
    let of_part = || match on.kind() {
        NOT_NULL => Some(moved(parent?)?.as_kind(NOT_NULL)),
        DOMAIN_CONSTRAINT => Some(moved(parent?)?.child(DOMAIN_CONSTRAINT, &on.last())),
        names::INDEX => Some(index_of(&moved(parent?)?)),
        _ => None,
    };
    moved(on).or_else(of_part)
}

/// Returns the address of the index behind a constraint, which can have a comment besides that of the constraint.
pub fn index_of(constraint: &Id) -> Id {
    Id::new(names::INDEX, &[&constraint.parts()[0], &constraint.last()])
}
