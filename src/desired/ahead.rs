//! What the statements of the files define, found before they are interpreted, so that their order does not matter.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::kind::names;
use crate::kinds;
use crate::kinds::{range, role};
use crate::model::{Id, KindName};
use crate::text::sql::{Reader, Statement};

use super::guard::Guarded;
use super::{path, words};

/// What may stand between CREATE and the words for the object.
pub(super) const MODIFIERS: &[&str] = &[
    "or",
    "replace",
    "temp",
    "temporary",
    "unlogged",
    "unique",
    "recursive",
    "constraint",
];

/// Returns the addresses that some statement makes.
pub fn defined<'a>(files: impl Iterator<Item = &'a [Statement]>) -> BTreeSet<Id> {
    let mut defined = FxHashSet::default();
    let creators: Vec<(KindName, &str)> = creators().collect();
    walk(files, |statement, path| {
        gather(&mut Reader::head(statement), path, &creators, &mut defined);
    });
    defined.into_iter().collect()
}

/// Returns all names that occur, folded, without those that can only mean what the files define: what may have to be looked up.
pub fn words<'a>(
    files: impl Iterator<Item = &'a [Statement]>,
    defined: &BTreeSet<Id>,
) -> BTreeSet<String> {
    let own: FxHashSet<&str> = defined.iter().map(Id::name).collect();
    let mut words = FxHashSet::default();
    walk(files, |statement, path| {
        words::gather(statement, path, &own, &mut words);
    });
    words.into_iter().collect()
}

/// Visits every statement, those of DO blocks among them, with the search path that holds there.
fn walk<'a>(
    files: impl Iterator<Item = &'a [Statement]>,
    mut visit: impl FnMut(&Statement, &[String]),
) {
    for statements in files {
        let mut path = path::Walked::new();
        for statement in statements {
            path.follow(statement);
            visit(statement, path.schemas());
            for inner in Guarded::within(statement) {
                visit(&inner, path.schemas());
            }
        }
    }
}

fn gather(
    reader: &mut Reader,
    path: &[String],
    creators: &[(KindName, &'static str)],
    out: &mut FxHashSet<Id>,
) {
    if !reader.accept("create") {
        return;
    }
    while reader.at_any(MODIFIERS) {
        reader.skip();
    }
    if let Some(role) = role(reader) {
        out.insert(role);
    }
    for &(kind, words) in creators {
        let mark = reader.mark();
        if reader.accept(words) {
            reader.accept("if not exists");
            if let Ok(name) = reader.name()
                && is_of(kind, reader)
            {
                let first = path.first().map(String::as_str);
                let schema = name.schema().or(first);
                let id = schema.map(|schema| Id::new(kind, &[schema, name.last()]));
                let range = id.as_ref().filter(|_| kind == names::RANGE);
                out.extend(range.and_then(|id| range::several_ahead(reader, id, first)));
                out.extend(id);
            }
            reader.rewind(mark);
        }
    }
}

/// Reads the role that a statement makes; CREATE USER MAPPING makes none.
fn role(reader: &mut Reader) -> Option<Id> {
    let mark = reader.mark();
    let words = ["role", "user", "group"];
    let found = !reader.at("user mapping") && words.iter().any(|word| reader.accept(word));
    let name = found.then(|| reader.ident().ok()).flatten();
    reader.rewind(mark);
    Some(role::address(&name?))
}

/// Returns whether a statement makes something of this kind, where several share their first words: CREATE TYPE.
fn is_of(kind: KindName, reader: &Reader) -> bool {
    match kind {
        names::ENUM => reader.at("as enum"),
        names::RANGE => reader.at("as range"),
        names::COMPOSITE => !reader.at("as enum") && !reader.at("as range"),
        _ => true,
    }
}

/// Returns the kinds whose names others refer to, each with the words that follow CREATE.
fn creators() -> impl Iterator<Item = (KindName, &'static str)> {
    let named = |k: KindName| names::LOOKED_UP.iter().any(|list| list.contains(&k));
    kinds::ALL
        .iter()
        .filter(move |k| named(k.name()))
        .flat_map(|k| {
            let words = k
                .statements()
                .iter()
                .filter_map(|g| g.words.strip_prefix("create "));
            words.map(|w| (k.name(), w)).collect::<Vec<_>>()
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Problems;
    use crate::text::sql::{Script, statements};

    #[test]
    fn a_range_defines_the_type_of_several_ranges_too() {
        let sql = "create type r as range (subtype = date);
            create type app.s as range (multirange_type_name = \"Many\", subtype = date);";
        let statements = statements(Script::file(0, &sql.into()), &mut Problems::default());
        let found = defined([statements.as_slice()].into_iter());
        let names: Vec<&str> = found.iter().map(Id::name).collect();
        assert_eq!(
            names,
            [
                "app.s",
                "public.\"Many\"",
                "public.r",
                "public.r_multirange"
            ]
        );
    }
}
