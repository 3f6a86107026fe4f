//! Transforms between a type and a procedural language.

use sqlparser::tokenizer::Token;

use crate::diagnostic::Result;
use crate::kind::{Action, Alter, Attribute, Demand, Draft, Grammar, Scene, Text, names};
use crate::kinds::definition::{
    Clause, Definition, DefinitionKind, Holds, Spec, Value, clause, is_same_function, read,
};
use crate::model::{Fact, Id};
use crate::text::quote;
use crate::text::sql::Reader;
use crate::text::typename::TypeName;

/// The kind `transform`.
pub static TRANSFORM: DefinitionKind = DefinitionKind { spec: &SPEC };

/// What is different about it.
pub static SPEC: Spec = Spec {
    name: names::TRANSFORM,
    noun: "transform",
    class: "pg_transform",
    from: "join pg_language l on l.oid = o.trflang",
    label: "'for ' || format_type(o.trftype, null) || ' language ' || quote_ident(l.lanname)",
    clauses: CLAUSES,
    attributes: &[
        Attribute::in_place("from sql"),
        Attribute::in_place("to sql"),
    ],
    statements: &[Grammar {
        words: "create transform",
        read: create,
    }],
    address: |reader, draft| head(reader, draft).map(|(ty, language)| address(&ty, &language)),
    create: |fact| sql(fact, ""),
    alter: |_, desired, _| {
        let action = Action::alter(desired, Text::Plain(sql(desired, "or replace ")));
        Alter::InPlace(vec![action])
    },
    demands,
    ..Spec::USUAL
};

const CLAUSES: &[Clause] = &[
    clause("type", Holds::Type, "o.trftype"),
    clause("language", Holds::Object(names::LANGUAGE), "o.trflang"),
    clause("from", Holds::Signature, "o.trffromsql").agree(is_same_function),
    clause("to", Holds::Signature, "o.trftosql").agree(is_same_function),
];

/// One must own the type; what a transform is called with is for superusers to give.
fn demands(action: &Action, scene: &Scene) -> Vec<Demand> {
    let fact = scene.desired.get(&action.about);
    let fact = fact.or_else(|| scene.live.get(&action.about));
    let mut uses = fact.into_iter().flat_map(|f| &f.uses);
    match uses.find(|u| names::TYPES.contains(&u.kind())) {
        Some(ty) => vec![Demand::Own(ty.clone())],
        None => vec![Demand::Superuser],
    }
}

fn address(ty: &TypeName, language: &str) -> Id {
    let language = quote::ident(language);
    Id::printed(names::TRANSFORM, format!("for {ty} language {language}"))
}

fn head(reader: &mut Reader, draft: &Draft) -> Result<(TypeName, String)> {
    reader.expect("for")?;
    let ty = read::plain_type(reader, draft)?;
    reader.expect("language")?;
    Ok((ty, reader.ident()?))
}

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("create")?;
    let replace = reader.accept("or replace");
    reader.expect("transform")?;
    let mark = reader.mark();
    let (ty, language) = head(reader, draft)?;
    let place = reader.since(mark);
    let id = address(&ty, &language);
    let mut definition = Definition::default();
    definition.set(CLAUSES, "type", Value::Type(ty));
    let language = Value::Object(Id::new(names::LANGUAGE, &[&language]));
    definition.set(CLAUSES, "language", language);
    reader.expect_sign(&Token::LParen)?;
    loop {
        let key = if reader.accept("from") { "from" } else { "to" };
        if key == "to" {
            reader.expect("to")?;
        }
        reader.expect("sql with function")?;
        definition.set(CLAUSES, key, read::signature(reader, draft)?);
        if !reader.comma() {
            break;
        }
    }
    reader.expect_sign(&Token::RParen)?;
    reader.done()?;
    if replace {
        draft.remove(&id);
    }
    read::declare(&SPEC, draft, id, definition, place, false)
}

fn sql(fact: &Fact, replace: &str) -> String {
    let definition: &Definition = fact.body();
    let clause = |key: &str| {
        let function = definition.sql(key)?;
        Some(format!("{key} sql with function {function}"))
    };
    let clauses: Vec<String> = ["from", "to"].into_iter().filter_map(clause).collect();
    let name = fact.id.name();
    format!("create {replace}transform {name} ({})", clauses.join(", "))
}
