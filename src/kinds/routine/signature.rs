//! The address of a routine: its name with the types of its input arguments.

use sqlparser::tokenizer::Token;

use super::{Argument, Routine, argument};
use crate::diagnostic::{Problem, Result, did_you_mean};
use crate::kind::{Draft, link, names};
use crate::model::{Fact, Id, KindName, quote_part};
use crate::text::sql::{Name, Reader};

/// Returns the address of a routine.
pub fn id<'a>(
    kind: KindName,
    schema: &str,
    name: &str,
    arguments: impl IntoIterator<Item = &'a Argument>,
) -> Id {
    let plain = Id::new(kind, &[schema, name]);
    let types = argument::inputs(arguments);
    Id::printed(kind, format!("{}({types})", plain.name()))
}

/// Reads `f(int, text)`, names and modes allowed, or `f` alone where only one routine has the name.
///
/// The address that comes back may be one that does not exist; the cursor goes back where it cannot be read.
pub fn address(kinds: &[KindName], reader: &mut Reader, draft: &Draft) -> Result<Id> {
    let mark = reader.mark();
    let found = try_address(kinds, reader, draft);
    if found.is_err() {
        reader.rewind(mark);
    }
    found
}

fn try_address(kinds: &[KindName], reader: &mut Reader, draft: &Draft) -> Result<Id> {
    let name = reader.name()?;
    if !reader.at_sign(&Token::LParen) {
        return alone(kinds, &name, draft);
    }
    let arguments = argument::read_list(reader, draft)?;
    located(kinds, &name, &arguments, draft)
}

/// Returns the address of the routine of a name with these arguments; it may be one that does not exist.
pub fn located(
    kinds: &[KindName],
    name: &Name,
    arguments: &[Argument],
    draft: &Draft,
) -> Result<Id> {
    let types = argument::inputs(arguments);
    let schemas = match name.schema() {
        Some(schema) => vec![schema.to_string()],
        None => draft.path().to_vec(),
    };
    let candidates = schemas.iter().flat_map(|schema| {
        let plain = Id::new("", &[schema, name.last()]);
        let printed = format!("{}({types})", plain.name());
        kinds.iter().map(move |k| Id::printed(k, printed.clone()))
    });
    let mut candidates = candidates.collect::<Vec<_>>().into_iter();
    match candidates.find(|id| draft.state.has(id)) {
        Some(id) => Ok(id),
        None => {
            let (schema, last) = draft.target(name)?;
            Ok(id(kinds[0], &schema, &last, arguments))
        }
    }
}

/// Finds the only routine of a name.
fn alone(kinds: &[KindName], name: &Name, draft: &Draft) -> Result<Id> {
    let named = |schema: &str| {
        let plain = Id::new("", &[schema, name.last()]);
        let start = format!("{}(", plain.name());
        let facts = draft.state.sorted().into_iter();
        let ids = facts.map(|f| f.id.clone());
        ids.filter(|id| kinds.contains(&id.kind()) && id.name().starts_with(&start))
            .collect::<Vec<_>>()
    };
    let found = match name.schema() {
        Some(schema) => named(schema),
        None => {
            let mut found = draft.path().iter().map(|s| named(s));
            found.find(|l| !l.is_empty()).unwrap_or_default()
        }
    };
    match found.as_slice() {
        [] => draft.new_id(kinds[0], name),
        [only] => Ok(only.clone()),
        several => Err(ambiguous(name, several)),
    }
}

fn ambiguous(name: &Name, several: &[Id]) -> Box<Problem> {
    let list: Vec<&str> = several.iter().map(Id::name).collect();
    let message = format!("{} is not unique: several have this name", name.show());
    let help = format!("write the types of its arguments: {}", list.join(" or "));
    Box::new(
        Problem::error("ambiguous", message)
            .at(name.place.clone(), "")
            .help(help),
    )
}

/// Follows renamed types in the signature, and gives the fact the address that it then has.
pub fn relink(fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
    let before = fact.body::<Routine>().clone();
    fact.change(|routine: &mut Routine| {
        for argument in &mut routine.arguments {
            argument.ty = link::moved_type(&argument.ty, moved);
        }
        if let Some(result) = &mut routine.result {
            result.ty = link::moved_type(&result.ty, moved);
        }
        for ty in &mut routine.transforms {
            *ty = link::moved_type(ty, moved);
        }
        let support = routine.support.take();
        routine.support = support.map(|name| moved_name(&name, "(internal)", moved));
    });
    let after: &Routine = fact.body();
    if argument::inputs(&before.arguments) != argument::inputs(&after.arguments) {
        let parts = fact.id.parts();
        fact.id = id(fact.id.kind(), &parts[0], &fact.id.last(), &after.arguments);
    }
}

/// Returns the name of a function without its arguments after a rename.
pub fn moved_name(name: &str, arguments: &str, moved: &dyn Fn(&Id) -> Option<Id>) -> String {
    let id = Id::printed(names::FUNCTION, format!("{name}{arguments}"));
    let new = moved(&id).map(|new| new.name().trim_end_matches(arguments).to_string());
    new.unwrap_or_else(|| name.to_string())
}

/// Finds the schema of the support function, which a later statement may define.
pub fn finish(id: &Id, draft: &mut Draft) -> Result<()> {
    let Some(fact) = draft.state.get(id) else {
        return Ok(());
    };
    let support = fact.body::<Routine>().support.clone();
    let Some(written) = support.filter(|s| !s.contains('.')) else {
        return Ok(());
    };
    let parts = crate::model::split_name(&written);
    let path = link::path_of(fact);
    let found = find(&parts, "internal", &path, draft);
    let name = found.unwrap_or_else(|| format!("pg_catalog.{written}"));
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(|r: &mut Routine| r.support = Some(name));
    }
    Ok(())
}

/// Finds a function by its name and printed arguments, in the files or outside: its qualified name without the arguments.
pub fn find(parts: &[String], arguments: &str, path: &[String], draft: &Draft) -> Option<String> {
    let last = parts.last()?;
    let printed = |schema: &str| Id::new("", &[schema, last]).name().to_string();
    if parts.len() > 1 {
        return Some(printed(&parts[parts.len() - 2]));
    }
    let defined = |schema: &&String| {
        let name = format!("{}({arguments})", printed(schema));
        draft.state.has(&Id::printed(names::FUNCTION, name))
    };
    let outside = draft.world.functions.get(last);
    let schema = path.iter().find(defined).or_else(|| {
        let schemas = outside?;
        path.iter().find(|p| schemas.contains(p))
    });
    schema.map(|s| printed(s))
}

/// Makes the error for a function that nothing defines.
pub fn unknown(parts: &[String], arguments: &str, draft: &Draft) -> Problem {
    let mut name = String::new();
    for (i, part) in parts.iter().enumerate() {
        name.push_str(if i > 0 { "." } else { "" });
        quote_part(part, &mut name);
    }
    let functions = draft.state.iter().map(|f| &f.id);
    let lasts: Vec<String> = functions
        .filter(|id| id.kind() == names::FUNCTION)
        .map(Id::last)
        .collect();
    let last = parts.last().map_or("", |l| l);
    let near = did_you_mean(last, lasts.iter().map(String::as_str));
    let help = near
        .unwrap_or_else(|| "no file defines it, and the database does not have it either".into());
    let message = format!("there is no function {name}({arguments})");
    Problem::error("unknown-function", message).help(help)
}
