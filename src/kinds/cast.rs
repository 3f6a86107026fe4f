//! Casts, which have no name but their two types and are in no schema.

use crate::diagnostic::Result;
use crate::kind::{Action, Attribute, Demand, Draft, Grammar, Scene, Verb, names};
use crate::kinds::definition::{
    Clause, Definition, DefinitionKind, Holds, Spec, Value, clause, is_same_function, read,
};
use crate::model::{Fact, Id};
use crate::text::sql::Reader;
use crate::text::typename::TypeName;
use sqlparser::tokenizer::Token;

/// The kind `cast`.
pub static CAST: DefinitionKind = DefinitionKind { spec: &SPEC };

/// What is different about it.
pub static SPEC: Spec = Spec {
    name: names::CAST,
    noun: "cast",
    class: "pg_cast",
    label: "'(' || format_type(o.castsource, null) || ' as ' || format_type(o.casttarget, null) || ')'",
    clauses: CLAUSES,
    attributes: &[
        Attribute::replaced("function"),
        Attribute::replaced("method"),
        Attribute::replaced("context"),
    ],
    statements: &[Grammar {
        words: "create cast",
        read: create,
    }],
    address: |reader, draft| types(reader, draft).map(|(source, target)| address(&source, &target)),
    create: sql,
    demands,
    ..Spec::USUAL
};

const CLAUSES: &[Clause] = &[
    clause("source", Holds::Type, "o.castsource"),
    clause("target", Holds::Type, "o.casttarget"),
    clause("function", Holds::Signature, "o.castfunc").agree(is_same_function),
    clause(
        "method",
        Holds::Word,
        "case o.castmethod when 'i' then 'inout' when 'b' then 'binary' end",
    ),
    clause(
        "context",
        Holds::Word,
        "case o.castcontext when 'a' then 'assignment' when 'i' then 'implicit' end",
    ),
];

/// One must own one of the two types; what does not even call a function is for superusers.
fn demands(action: &Action, scene: &Scene) -> Vec<Demand> {
    let fact = scene.desired.get(&action.about);
    let Some(fact) = fact.or_else(|| scene.live.get(&action.about)) else {
        return Vec::new();
    };
    let definition: &Definition = fact.body();
    if definition.sql("method").as_deref() == Some("binary") && action.verb != Verb::Drop {
        return vec![Demand::Superuser];
    }
    let mut types = fact
        .uses
        .iter()
        .filter(|u| names::TYPES.contains(&u.kind()));
    match (types.next(), types.next()) {
        (Some(one), Some(other)) => vec![Demand::OwnOne(one.clone(), other.clone())],
        (Some(one), None) => vec![Demand::Own(one.clone())],
        (None, _) => vec![Demand::Superuser],
    }
}

/// Returns the address of a cast.
pub fn address(source: &TypeName, target: &TypeName) -> Id {
    Id::printed(names::CAST, format!("({source} as {target})"))
}

fn types(reader: &mut Reader, draft: &Draft) -> Result<(TypeName, TypeName)> {
    reader.expect_sign(&Token::LParen)?;
    let source = read::plain_type(reader, draft)?;
    reader.expect("as")?;
    let target = read::plain_type(reader, draft)?;
    reader.expect_sign(&Token::RParen)?;
    Ok((source, target))
}

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("create cast")?;
    let mark = reader.mark();
    let (source, target) = types(reader, draft)?;
    let place = reader.since(mark);
    let id = address(&source, &target);
    let mut definition = Definition::default();
    definition.set(CLAUSES, "source", Value::Type(source));
    definition.set(CLAUSES, "target", Value::Type(target));
    let word = |word: &str| Value::Words(word.to_string());
    if reader.accept("without function") {
        definition.set(CLAUSES, "method", word("binary"));
    } else if reader.accept("with inout") {
        definition.set(CLAUSES, "method", word("inout"));
    } else {
        reader.expect("with function")?;
        definition.set(CLAUSES, "function", read::signature(reader, draft)?);
    }
    for context in ["assignment", "implicit"] {
        if reader.accept(&format!("as {context}")) {
            definition.set(CLAUSES, "context", word(context));
        }
    }
    reader.done()?;
    read::declare(&SPEC, draft, id, definition, place, false)
}

fn sql(fact: &Fact) -> String {
    let definition: &Definition = fact.body();
    let how = match (definition.sql("function"), definition.sql("method")) {
        (Some(function), _) => format!("with function {function}"),
        (None, Some(method)) if method == "inout" => "with inout".to_string(),
        (None, _) => "without function".to_string(),
    };
    let context = definition.sql("context").map(|c| format!(" as {c}"));
    format!(
        "create cast {} {how}{}",
        fact.id.name(),
        context.unwrap_or_default()
    )
}
