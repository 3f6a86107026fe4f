//! Reads CREATE AGGREGATE, in its old spelling too, and the address of an aggregate.

use sqlparser::tokenizer::Token;

use super::{Aggregate, CLAUSES};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, link, names};
use crate::kinds::definition::{self, Definition, Value};
use crate::kinds::routine::{Argument, Mode, plain_type, read_argument, routine_id, signature_at};
use crate::model::{Fact, Id};
use crate::text::sql::Reader;

/// Reads CREATE AGGREGATE.
pub fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create")?;
    let replace = reader.accept("or replace");
    reader.expect("aggregate")?;
    let name = reader.name()?;
    let mut base = None;
    let (mut arguments, direct) = match is_old_spelling(reader) {
        true => (Vec::new(), None),
        false => signature(reader, draft)?,
    };
    let mut definition = Definition::default();
    reader.list(|r| match r.accept("basetype") {
        true => old_argument(r, draft).map(|found| base = Some(found)),
        false => definition::option("aggregate", CLAUSES, r, draft, &mut definition),
    })?;
    reader.done()?;
    arguments.extend(base.flatten());
    let usual = if direct.is_some() {
        "read_write"
    } else {
        "read_only"
    };
    for key in ["finalfunc_modify", "mfinalfunc_modify"] {
        if definition.sql(key).as_deref() == Some(usual) {
            definition.take(key);
        }
    }
    require(&definition, reader, &name.place)?;
    let (schema, last) = draft.target(&name)?;
    let id = routine_id(names::AGGREGATE, &schema, &last, &arguments);
    let aggregate = Aggregate {
        arguments,
        direct,
        definition,
    };
    let parent = Some(Id::new(names::SCHEMA, &[&schema]));
    match replace {
        true => draft.set(id.clone(), parent, aggregate, name.place),
        false => draft.add(id.clone(), parent, aggregate, name.place)?,
    }
    draft.note_rename(&id, hint);
    Ok(())
}

fn require(definition: &Definition, reader: &Reader, place: &crate::model::Place) -> Result<()> {
    let missing = ["sfunc", "stype"]
        .into_iter()
        .find(|key| definition.get(key).is_none());
    match missing {
        Some(key) => {
            let message = format!("an aggregate needs {}", key.to_uppercase());
            Err(reader.error_at("syntax", &message, place.clone()))
        }
        None => Ok(()),
    }
}

/// Returns whether the clauses stand where the arguments would: `(basetype = integer, …)`.
fn is_old_spelling(reader: &Reader) -> bool {
    *reader.peek_nth(2) == Token::Eq
}

/// Reads the type behind BASETYPE; `"ANY"` means that there is no argument.
fn old_argument(reader: &mut Reader, draft: &Draft) -> Result<Option<Argument>> {
    reader.expect_sign(&Token::Eq)?;
    let mark = reader.mark();
    let any = reader.string().or_else(|_| reader.ident());
    if any.is_ok_and(|word| word.eq_ignore_ascii_case("any")) {
        return Ok(None);
    }
    reader.rewind(mark);
    Ok(Some(Argument {
        mode: Mode::In,
        name: None,
        ty: plain_type(draft.type_name(reader)?),
        default: None,
    }))
}

/// Reads `(*)`, `(a, b)` or `(a order by b)`: all arguments, and how many are direct.
fn signature(reader: &mut Reader, draft: &Draft) -> Result<(Vec<Argument>, Option<usize>)> {
    reader.expect_sign(&Token::LParen)?;
    if reader.accept_sign(&Token::Mul) {
        reader.expect_sign(&Token::RParen)?;
        return Ok((Vec::new(), None));
    }
    let mut all = Vec::new();
    if !reader.at("order by") && !reader.at_sign(&Token::RParen) {
        several(reader, draft, &mut all)?;
    }
    let mut direct = None;
    if reader.accept("order by") {
        direct = Some(all.len());
        several(reader, draft, &mut all)?;
        drop_repeated(&mut all, direct);
    }
    reader.expect_sign(&Token::RParen)?;
    Ok((all, direct))
}

fn several(reader: &mut Reader, draft: &Draft, all: &mut Vec<Argument>) -> Result<()> {
    loop {
        all.push(read_argument(reader, draft)?);
        if !reader.comma() {
            return Ok(());
        }
    }
}

/// Leaves out a variadic argument that stands behind ORDER BY again, as the server does.
fn drop_repeated(all: &mut Vec<Argument>, direct: Option<usize>) {
    let last_direct = direct.and_then(|n| n.checked_sub(1));
    if last_direct.is_some_and(|n| all[n].mode == Mode::Variadic) {
        all.truncate(direct.unwrap_or_default());
    }
}

/// Reads the name and the arguments.
pub fn address(reader: &mut Reader, draft: &Draft) -> Result<Id> {
    let mark = reader.mark();
    let name = reader.name()?;
    if !reader.at_sign(&Token::LParen) {
        let message = "write the types of the aggregate's arguments, or `(*)`";
        let problem = Problem::error("syntax", message).at(reader.since(mark), "");
        return Err(Box::new(problem));
    }
    let (arguments, _) = signature(reader, draft)?;
    signature_at(&[names::AGGREGATE], &name, &arguments, draft)
}

/// Follows a rename into the arguments, which the address has, and into the clauses.
pub fn relink(fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
    fact.change(|aggregate: &mut Aggregate| {
        for argument in &mut aggregate.arguments {
            argument.ty = link::moved_type(&argument.ty, moved);
        }
        definition::relink(&mut aggregate.definition, moved);
    });
    let parts = fact.id.parts();
    let arguments = &fact.body::<Aggregate>().arguments;
    fact.id = routine_id(names::AGGREGATE, &parts[0], &fact.id.last(), arguments);
}

/// Finds the schemas of what the clauses name without one.
pub fn finish(id: &Id, draft: &mut Draft) {
    let Some(fact) = draft.state.get(id) else {
        return;
    };
    let path = link::path_of(fact);
    let mut aggregate = fact.body::<Aggregate>().clone();
    for (_, value) in &mut aggregate.definition.clauses {
        definition::qualify(value, &path, draft);
    }
    plain_types(&mut aggregate.definition);
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(|a: &mut Aggregate| *a = aggregate);
    }
}

/// Drops the modifiers of types, which the catalog does not keep.
fn plain_types(definition: &mut Definition) {
    for (_, value) in &mut definition.clauses {
        if let Value::Type(ty) = value {
            *ty = plain_type(ty.clone());
        }
    }
}
