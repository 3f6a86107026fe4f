//! Access methods of tables and indexes: what keeps their rows, by a handler.

use crate::diagnostic::Result;
use crate::kind::{Attribute, Draft, Grammar, names};
use crate::kinds::definition::{
    Clause, Definition, DefinitionKind, Holds, Spec, Value, clause, read,
};
use crate::model::{Fact, Id, State};
use crate::text::sql::Reader;

/// The kind `access-method`.
pub static ACCESS_METHOD: DefinitionKind = DefinitionKind { spec: &SPEC };

/// What is different about it.
pub static SPEC: Spec = Spec {
    name: names::ACCESS_METHOD,
    noun: "access method",
    class: "pg_am",
    label: "quote_ident(o.amname)",
    clauses: CLAUSES,
    attributes: &[Attribute::replaced("type"), Attribute::replaced("handler")],
    statements: &[Grammar {
        words: "create access method",
        read: create,
    }],
    address: |reader, _| Ok(Id::new(names::ACCESS_METHOD, &[&reader.ident()?])),
    create: sql,
    ..Spec::USUAL
};

const CLAUSES: &[Clause] = &[
    clause(
        "type",
        Holds::Word,
        "case o.amtype when 'i' then 'index' else 'table' end",
    ),
    clause("handler", Holds::Routine, "o.amhandler"),
];

/// Returns the access method of this name, if it is a fact.
pub fn named(name: &str, state: &State) -> Option<Id> {
    Some(Id::new(names::ACCESS_METHOD, &[name])).filter(|id| state.has(id))
}

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("create access method")?;
    let mark = reader.mark();
    let id = Id::new(names::ACCESS_METHOD, &[&reader.ident()?]);
    let place = reader.since(mark);
    reader.expect("type")?;
    let Some(of) = ["index", "table"].into_iter().find(|w| reader.accept(w)) else {
        return Err(reader.unexpected("INDEX or TABLE"));
    };
    reader.expect("handler")?;
    let handler = read::function(reader)?;
    reader.done()?;
    let mut definition = Definition::default();
    definition.set(CLAUSES, "type", Value::Words(of.into()));
    definition.set(CLAUSES, "handler", handler);
    read::declare(&SPEC, draft, id, definition, place, false)
}

fn sql(fact: &Fact) -> String {
    let definition: &Definition = fact.body();
    let held = |key: &str| definition.sql(key).unwrap_or_default();
    format!(
        "create access method {} type {} handler {}",
        fact.id.name(),
        held("type"),
        held("handler")
    )
}
