//! The statements that are alike for all kinds: DROP, and ALTER … RENAME TO, SET SCHEMA, OWNER TO and DEPENDS ON EXTENSION.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, Kind, edit, names};
use crate::kinds;
use crate::kinds::extension::dependency;
use crate::kinds::{owner, range};
use crate::model::{Id, State};
use crate::text::sql::Reader;

/// Reads such a statement, or gives back false if it is none.
pub fn read(reader: &mut Reader, draft: &mut Draft) -> Result<bool> {
    if reader.accept("drop") {
        return match noun(reader) {
            Some(kinds) => drop(reader, draft, kinds).map(|()| true),
            None => Ok(false),
        };
    }
    if !reader.accept("alter") {
        return Ok(false);
    }
    let Some(kinds) = noun(reader) else {
        return Ok(false);
    };
    let lenient = reader.accept("if exists");
    let mark = reader.mark();
    for kind in kinds {
        reader.rewind(mark);
        let Ok(id) = kind.address(reader, draft) else {
            continue;
        };
        if reader.at("owner to") {
            return match owned(draft, kinds, &id) {
                Some(on) => owner::read(reader, draft, &on).map(|()| true),
                None if lenient => {
                    passed(reader, mark, draft, kinds);
                    Ok(true)
                }
                None => Err(missing(reader, mark, &id, &draft.state)),
            };
        }
        if dependency::is_one(reader) {
            return match existing(draft, kinds, &id) {
                Some(id) => dependency::read(reader, draft, &id).map(|()| true),
                None => Err(missing(reader, mark, &id, &draft.state)),
            };
        }
        let in_schema = id.parts().len() > 1;
        if reader.at("rename to") || (in_schema && reader.at("set schema")) {
            return match existing(draft, kinds, &id) {
                Some(id) => changed(reader, draft, &id).map(|()| true),
                None if lenient => {
                    passed(reader, mark, draft, kinds);
                    Ok(true)
                }
                None => Err(missing(reader, mark, &id, &draft.state)),
            };
        }
    }
    Ok(false)
}

/// The words for kinds, the longest first, each with the kinds that share it, as all types do.
static NOUNS: LazyLock<Vec<(&str, Vec<&dyn Kind>)>> = LazyLock::new(|| {
    let mut nouns: BTreeMap<_, Vec<&dyn Kind>> = BTreeMap::new();
    for kind in kinds::ALL.iter().copied() {
        for noun in kind.noun().into_iter().chain(kind.other_noun()) {
            nouns.entry(noun).or_default().push(kind);
        }
    }
    let mut nouns: Vec<_> = nouns.into_iter().collect();
    nouns.sort_by_key(|(noun, _)| Reverse(noun.len()));
    nouns
});

/// Reads the words for a kind, or for several.
fn noun(reader: &mut Reader) -> Option<&'static [&'static dyn Kind]> {
    let (_, kinds) = NOUNS.iter().find(|(noun, _)| reader.accept(noun))?;
    Some(kinds)
}

/// Returns the address under the one of the kinds that has it.
fn existing(draft: &Draft, kinds: &[&'static dyn Kind], id: &Id) -> Option<Id> {
    kinds
        .iter()
        .map(|k| id.as_kind(k.name()))
        .find(|id| draft.state.has(id))
}

/// Returns what `OWNER TO` is about: ALTER TABLE takes every relation, and a schema need not be made by the files.
fn owned(draft: &Draft, kinds: &[&'static dyn Kind], id: &Id) -> Option<Id> {
    let found = existing(draft, kinds, id);
    let relation = || draft.relation_at(id).filter(|_| id.kind() == names::TABLE);
    let schema = || (id.kind() == names::SCHEMA).then(|| id.clone());
    found.or_else(relation).or_else(schema)
}

/// Notes that a statement with IF EXISTS passes over the thing whose name begins at a mark.
fn passed(reader: &mut Reader, mark: usize, draft: &mut Draft, kinds: &[&'static dyn Kind]) {
    reader.rewind(mark);
    let kinds: Vec<_> = kinds.iter().map(|k| k.name()).collect();
    if let Ok(name) = reader.name() {
        draft.pass_over(&kinds, &name);
    }
}

/// As [`passed`], of a thing whose address was read; that of a routine may hold its arguments.
fn passed_as(
    id: &Id,
    reader: &mut Reader,
    mark: usize,
    draft: &mut Draft,
    kinds: &[&'static dyn Kind],
) {
    if !names::ROUTINES.contains(&id.kind()) || id.suffix().is_empty() {
        return passed(reader, mark, draft, kinds);
    }
    reader.rewind(mark);
    if let Ok(name) = reader.name() {
        draft.pass_over_routine(id, &name);
    }
}

fn missing(reader: &Reader, mark: usize, id: &Id, state: &State) -> Box<Problem> {
    if let Some(problem) = range::not_by_itself(id, state) {
        return Box::new(problem.at(reader.since(mark), ""));
    }
    let message = format!(
        "there is no {} {} here",
        id.kind().replace('-', " "),
        id.name()
    );
    let problem = Problem::error("unknown-object", message).at(reader.since(mark), "");
    Box::new(
        problem
            .help("no statement before this one makes it; with `if exists` the statement passes"),
    )
}

fn drop(reader: &mut Reader, draft: &mut Draft, kinds: &[&'static dyn Kind]) -> Result<()> {
    reader.accept("concurrently");
    let lenient = reader.accept("if exists");
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    loop {
        let mark = reader.mark();
        match address(reader, draft, kinds) {
            Ok(id) if draft.state.has(&id) => found.push((id, reader.since(mark))),
            Ok(id) if lenient => {
                let end = reader.mark();
                passed_as(&id, reader, mark, draft, kinds);
                reader.rewind(end);
            }
            Ok(id) => problems.push(missing(reader, mark, &id, &draft.state)),
            Err(_) if lenient => skip_name(reader)?,
            Err(problem) => return Err(problem),
        }
        if !reader.comma() {
            break;
        }
    }
    edit::drop_listed(reader, draft, &found)?;
    problems.into_iter().next().map_or(Ok(()), Err)
}

/// Reads the address of one of the kinds, preferring one that is there.
fn address(reader: &mut Reader, draft: &Draft, kinds: &[&'static dyn Kind]) -> Result<Id> {
    let mark = reader.mark();
    let mut last = None;
    for kind in kinds {
        reader.rewind(mark);
        let read = kind.address(reader, draft);
        if read.as_ref().is_ok_and(|id| draft.state.has(id)) {
            return read;
        }
        last = Some(read);
    }
    last.expect("a noun belongs to a kind")
}

fn skip_name(reader: &mut Reader) -> Result<()> {
    reader
        .until(|r| r.at_any(&["cascade", "restrict"]) || r.at_comma())
        .map(|_| ())
}

fn changed(reader: &mut Reader, draft: &mut Draft, id: &Id) -> Result<()> {
    let mut parts = id.parts();
    let place = reader.here();
    let kind = kinds::kind(id.kind());
    if reader.at("rename to") && kind.fixed_name().is_some() {
        return Err(edit::fixed_name(kind, place));
    }
    if reader.accept("rename to") {
        let last = parts.len() - 1;
        parts[last] = reader.ident()?;
    } else {
        reader.expect("set schema")?;
        parts[0] = reader.ident()?;
    }
    reader.done()?;
    let to = edit::renamed(id, &parts);
    edit::relocate(draft, id, &to, &place)
}
