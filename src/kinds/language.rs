//! Procedural languages by their handlers. One that is named alone comes as an extension.

use crate::diagnostic::Result;
use crate::kind::{Action, Text};
use crate::kind::{Alter, Attribute, Draft, Grammar, Lock, Scene, names};
use crate::kinds::definition::{
    Clause, Definition, DefinitionKind, Holds, Spec, Value, clause, read,
};
use crate::kinds::extension::Extension;
use crate::model::{Fact, Id};
use crate::text::sql::Reader;

/// The kind `language`.
pub static LANGUAGE: DefinitionKind = DefinitionKind { spec: &SPEC };

/// What is different about it.
pub static SPEC: Spec = Spec {
    name: names::LANGUAGE,
    noun: "language",
    class: "pg_language",
    owner: Some("lanowner"),
    label: "quote_ident(o.lanname)",
    condition: "o.lanispl",
    clauses: CLAUSES,
    attributes: &[
        Attribute::in_place("trusted"),
        Attribute::in_place("handler"),
        Attribute::in_place("inline"),
        Attribute::in_place("validator"),
    ],
    statements: &[
        Grammar {
            words: "create language",
            read: create,
        },
        Grammar {
            words: "create procedural language",
            read: create,
        },
        Grammar {
            words: "create trusted language",
            read: create,
        },
        Grammar {
            words: "create trusted procedural language",
            read: create,
        },
        Grammar {
            words: "drop procedural language",
            read: drop_procedural,
        },
    ],
    address: |reader, _| Ok(Id::new(names::LANGUAGE, &[&reader.ident()?])),
    create: |fact| sql(fact, ""),
    alter: |_, desired, _: &Scene| {
        let action = Action::alter(desired, Text::Plain(sql(desired, "or replace ")));
        Alter::InPlace(vec![action.lock(Lock::None)])
    },
    ..Spec::USUAL
};

const CLAUSES: &[Clause] = &[
    clause("trusted", Holds::Truth, "o.lanpltrusted").usual("false"),
    clause("handler", Holds::Routine, "o.lanplcallfoid"),
    clause("inline", Holds::Routine, "o.laninline"),
    clause("validator", Holds::Routine, "o.lanvalidator"),
];

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("create")?;
    let replace = reader.accept("or replace");
    let trusted = reader.accept("trusted");
    reader.accept("procedural");
    reader.expect("language")?;
    let mark = reader.mark();
    let name = reader.string().or_else(|_| reader.ident())?;
    let place = reader.since(mark);
    if reader.is_done() {
        return extension(&name, draft, place, replace);
    }
    let mut definition = Definition::default();
    if trusted {
        definition.set(CLAUSES, "trusted", Value::Words("true".into()));
    }
    for key in ["handler", "inline", "validator"] {
        if reader.accept(key) {
            definition.set(CLAUSES, key, read::function(reader)?);
        }
    }
    let _ = reader.accept("no validator");
    reader.done()?;
    let id = Id::new(names::LANGUAGE, &[&name]);
    if replace {
        draft.remove(&id);
    }
    read::declare(&SPEC, draft, id, definition, place, false)
}

/// Takes CREATE LANGUAGE without a handler for CREATE EXTENSION, as servers do.
fn extension(
    name: &str,
    draft: &mut Draft,
    place: crate::model::Place,
    lenient: bool,
) -> Result<()> {
    let id = Id::new(names::EXTENSION, &[name]);
    if lenient && draft.state.has(&id) {
        return Ok(());
    }
    let body = Extension {
        schema: None,
        version: None,
        cascade: false,
        updates: None,
    };
    draft.add(id, None, body, place)
}

/// Reads DROP PROCEDURAL LANGUAGE, an older spelling.
fn drop_procedural(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("drop procedural language")?;
    let lenient = reader.accept("if exists");
    let mark = reader.mark();
    let id = Id::new(names::LANGUAGE, &[&reader.ident()?]);
    let place = reader.since(mark);
    let cascade = reader.accept("cascade");
    let _ = reader.accept("restrict");
    reader.done()?;
    if draft.state.has(&id) {
        return crate::kind::edit::drop(draft, &id, &[], cascade, &place);
    }
    if lenient {
        return Ok(());
    }
    let message = format!("there is no language {} here", id.name());
    Err(reader.error_at("unknown-object", &message, place))
}

fn sql(fact: &Fact, replace: &str) -> String {
    let definition: &Definition = fact.body();
    let trusted = definition.get("trusted").map_or("", |_| "trusted ");
    let mut out = format!("create {replace}{trusted}language {}", fact.id.name());
    for key in ["handler", "inline", "validator"] {
        if let Some(function) = definition.sql(key) {
            out.push_str(&format!(" {key} {function}"));
        }
    }
    out
}
