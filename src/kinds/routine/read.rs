//! Reads CREATE FUNCTION and CREATE PROCEDURE.

use super::{
    Argument, Parallel, Returned, Routine, Settings, Source, Unchecked, Volatility, argument,
    attribute, body, signature,
};
use crate::diagnostic::Result;
use crate::kind::{Draft, defined_twice, names};
use crate::model::{Id, KindName, Place};
use crate::text::sql::Reader;
use crate::text::typename::TypeName;

/// The rows that the server expects of a set.
const USUAL_ROWS: f32 = 1000.0;

/// Reads CREATE FUNCTION.
pub fn function(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    read(reader, draft, names::FUNCTION)
}

/// Reads CREATE PROCEDURE.
pub fn procedure(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    read(reader, draft, names::PROCEDURE)
}

fn read(reader: &mut Reader, draft: &mut Draft, kind: KindName) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create")?;
    let replace = reader.accept("or replace");
    reader.expect(kind)?;
    let name = reader.name()?;
    let mut arguments = argument::read_list(reader, draft)?;
    let result = match kind {
        names::PROCEDURE => None,
        _ => Some(returns(reader, draft, &mut arguments)?),
    };
    let mut routine = plain(arguments, result);
    routine.unchecked = Unchecked(draft.settings.unchecked_bodies);
    attributes(reader, draft, &mut routine)?;
    let (schema, last) = draft.target(&name)?;
    complete(&mut routine, &last);
    let id = signature::id(kind, &schema, &last, &routine.arguments);
    put(draft, id.clone(), routine, replace, name.place)?;
    draft.note_rename(&id, hint);
    Ok(())
}

/// Puts the routine in, in the place of another only if `replace` says so and it is of the same kind.
fn put(draft: &mut Draft, id: Id, routine: Routine, replace: bool, place: Place) -> Result<()> {
    let other = names::ROUTINES.iter().map(|k| id.as_kind(k));
    for other in other.filter(|o| *o != id) {
        if let Some(first) = draft.state.get(&other) {
            return Err(defined_twice(&id, first, place));
        }
    }
    let parent = Some(Id::new(names::SCHEMA, &[&id.parts()[0]]));
    if replace {
        draft.set(id, parent, routine, place);
        return Ok(());
    }
    draft.add(id, parent, routine, place)
}

/// Reads RETURNS, or takes the result from the output arguments.
fn returns(reader: &mut Reader, draft: &Draft, arguments: &mut Vec<Argument>) -> Result<Returned> {
    if !reader.accept("returns") {
        return match outputs(arguments) {
            Some(ty) => Ok(Returned { ty, set: false }),
            None => Err(reader.unexpected("`RETURNS`")),
        };
    }
    if reader.accept("table") {
        arguments.extend(argument::read_columns(reader, draft)?);
        let ty = outputs(arguments).unwrap_or_else(record);
        return Ok(Returned { ty, set: true });
    }
    let set = reader.accept("setof");
    let ty = argument::read_type(reader, draft)?;
    Ok(Returned { ty, set })
}

/// Returns the type that the output arguments make: the one's own, or a record of several.
fn outputs(arguments: &[Argument]) -> Option<TypeName> {
    let mut all = arguments.iter().filter(|a| a.mode.is_output());
    let first = all.next()?;
    Some(all.next().map_or_else(|| first.ty.clone(), |_| record()))
}

fn record() -> TypeName {
    TypeName {
        name: "record".into(),
        modifiers: Vec::new(),
        dimensions: 0,
    }
}

/// Makes a routine with the attributes that hold where none is written; a cost and rows of 0 stand for those.
fn plain(arguments: Vec<Argument>, result: Option<Returned>) -> Routine {
    Routine {
        arguments,
        result,
        language: String::new(),
        source: Source::Text(String::new()),
        window: false,
        volatility: Volatility::Volatile,
        strict: false,
        security_definer: false,
        leakproof: false,
        parallel: Parallel::Unsafe,
        cost: 0.0,
        rows: 0.0,
        support: None,
        transforms: Vec::new(),
        settings: Settings::default(),
        unchecked: Unchecked::default(),
    }
}

/// Returns the routine as it would be with no attribute written.
pub fn usual(routine: &Routine) -> Routine {
    let mut usual = plain(routine.arguments.clone(), routine.result.clone());
    usual.language = routine.language.clone();
    estimates(&mut usual);
    usual
}

/// Fills in the cost and rows that the server takes where none are written.
fn estimates(routine: &mut Routine) {
    let compiled = matches!(routine.language.as_str(), "c" | "internal");
    if routine.cost == 0.0 {
        routine.cost = if compiled { 1.0 } else { 100.0 };
    }
    if routine.rows == 0.0 && routine.result.as_ref().is_some_and(|r| r.set) {
        routine.rows = USUAL_ROWS;
    }
}

fn attributes(reader: &mut Reader, draft: &Draft, routine: &mut Routine) -> Result<()> {
    let mut has_body = false;
    while !reader.is_done() {
        let here = reader.here();
        if reader.accept("language") {
            routine.language = language(reader)?;
        } else if reader.accept("window") {
            routine.window = true;
        } else if reader.accept("transform") {
            routine.transforms = transforms(reader, draft)?;
        } else if reader.at("as") || reader.at("return") || reader.at("begin") {
            if has_body {
                return Err(reader.error_at("syntax", "the body is written twice", here));
            }
            has_body = true;
            routine.source = match reader.accept("as") {
                true => body::read_as(reader)?,
                false => body::read_sql(reader)?,
            };
        } else if !attribute::read(reader, routine)? {
            return Err(reader.unexpected("an attribute of the routine or its body"));
        }
    }
    if !has_body {
        return Err(reader.unexpected("the body: `AS $$ … $$`, `RETURN …` or `BEGIN ATOMIC … END`"));
    }
    language_is_known(reader, routine, draft)
}

/// Reads `for type t, for type u`.
fn transforms(reader: &mut Reader, draft: &Draft) -> Result<Vec<TypeName>> {
    let mut out = Vec::new();
    loop {
        reader.expect("for type")?;
        out.push(argument::plain(draft.type_name(reader)?));
        if !reader.comma() {
            return Ok(out);
        }
    }
}

fn language(reader: &mut Reader) -> Result<String> {
    let name = reader.string().or_else(|_| reader.ident())?;
    Ok(name.to_lowercase())
}

/// Requires a language, which is SQL only for a body that the server parses.
fn language_is_known(reader: &Reader, routine: &mut Routine, draft: &Draft) -> Result<()> {
    if routine.source.is_parsed() && matches!(routine.language.as_str(), "" | "sql") {
        routine.language = "sql".into();
    } else if routine.language.is_empty() {
        let message = "no language is named";
        let problem = reader.error_at("syntax", message, draft.place.clone());
        return Err(Box::new(
            problem.help("add `language sql` or `language plpgsql`"),
        ));
    } else if routine.source.is_parsed() {
        let message = "a body without quotes is for language sql only";
        return Err(reader.error_at("syntax", message, draft.place.clone()));
    }
    Ok(())
}

/// Fills in what follows from the rest.
fn complete(routine: &mut Routine, name: &str) {
    estimates(routine);
    if routine.language == "c"
        && let Source::Text(file) = &routine.source
    {
        let (file, symbol) = (file.clone(), name.to_string());
        routine.source = Source::Object { file, symbol };
    }
    if routine.language == "internal" && routine.source == Source::Text(String::new()) {
        routine.source = Source::Text(name.to_string());
    }
    body::unqualify(routine, name);
}
