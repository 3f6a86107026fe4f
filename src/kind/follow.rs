//! Follows a rename into the expressions that name what was renamed, as the server does by its oids.

use std::collections::HashMap;

use super::{Lookup, World, link, names};
use crate::model::{Fact, Id, KindName, State};
use crate::text::refs::{self, Ref};
use crate::text::{Expr, quote};

/// What becomes of a query in which a new name cannot be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfollowed {
    /// The rename fails.
    Fails,
    /// The query stays as it is, and differs from then on.
    Stays,
}

/// Writes the new names into the expressions that name what has moved.
pub(super) fn rewrite(
    state: &mut State,
    world: &World,
    kind: Lookup,
    moved: &HashMap<Id, Id>,
    unfollowed: Unfollowed,
) -> std::result::Result<(), String> {
    let names = link::Names::new(state, world, kind);
    let mut changed = Vec::new();
    // Who uses what came along with another thing uses that.
    let bringers: Vec<&Id> = moved.keys().filter_map(|id| names.bringer(id)).collect();
    let is_meant = |used: &Id| moved.contains_key(used) || bringers.contains(&used);
    let is_concerned = |f: &&Fact| f.uses.iter().any(is_meant) || concerns(f, moved);
    for fact in state.iter().filter(is_concerned) {
        let path = link::path_of(fact);
        let mut copy = fact.clone();
        let mut trouble = None;
        kind(fact.id.kind()).expressions(&mut copy, &mut |expr, setting| {
            let mover = Mover {
                names: &names,
                path: &path,
                moved,
                relation: setting.relation.as_ref(),
            };
            match mover.rewritten(&expr.sql, setting.query) {
                Ok(Some(sql)) => *expr = Expr::new(sql),
                Ok(None) => {}
                Err(column) => trouble = Some(column),
            }
        });
        if trouble.is_some() && unfollowed == Unfollowed::Stays {
            continue;
        }
        if let Some(column) = trouble {
            return Err(format!(
                "{} {} names column {column} in a query, where its new name cannot be followed",
                fact.id.kind().replace('-', " "),
                fact.id.name()
            ));
        }
        changed.push(copy);
    }
    for fact in changed {
        state.put(fact);
    }
    Ok(())
}

/// Returns whether a fact is a part of what has moved.
fn concerns(fact: &Fact, moved: &HashMap<Id, Id>) -> bool {
    fact.parent.as_ref().is_some_and(|p| moved.contains_key(p))
}

struct Mover<'a> {
    names: &'a link::Names<'a>,
    path: &'a [String],
    moved: &'a HashMap<Id, Id>,
    relation: Option<&'a Id>,
}

impl Mover<'_> {
    /// Returns the text with the new names, or nothing if it has none of the old ones.
    fn rewritten(&self, text: &str, query: bool) -> std::result::Result<Option<String>, String> {
        let mut out = text.to_string();
        let mut any = false;
        for name in refs::scan(text).names.iter().rev() {
            if let Some(new) = self.replacement(name, query, text)? {
                out.replace_range(name.bytes.clone(), &new);
                any = true;
            }
        }
        Ok(any.then_some(out))
    }

    fn replacement(
        &self,
        name: &Ref,
        query: bool,
        text: &str,
    ) -> std::result::Result<Option<String>, String> {
        let whole = |kinds: &[KindName]| {
            let id = self.names.find(kinds, &name.parts, self.path)?;
            self.moved.get(&id).map(|new| new.name().to_string())
        };
        if name.source {
            return Ok(whole(names::RELATIONS));
        }
        if name.cast {
            return Ok(whole(names::TYPES));
        }
        if name.call {
            let found = self
                .names
                .routines(&name.parts, self.path)
                .into_iter()
                .find_map(|id| self.moved.get(id));
            return Ok(found.map(|new| {
                Id::new("", &[&new.parts()[0], &new.last()])
                    .name()
                    .to_string()
            }));
        }
        self.column(name, query, text)
    }

    /// Follows a column of a query; its name in the result stays. Nothing comes back for a column of another relation.
    fn in_query(
        &self,
        name: &Ref,
        old: &Id,
        new: &Id,
        text: &str,
    ) -> std::result::Result<Option<String>, String> {
        match self.is_read(name, old, text) {
            Some(true) => {}
            Some(false) => return Ok(None),
            None => return Err(old.last()),
        }
        let mut parts = name.parts.clone();
        *parts.last_mut().expect("a name has a part") = new.last();
        let written = parts
            .iter()
            .map(|p| quote::ident(p))
            .collect::<Vec<_>>()
            .join(".");
        match is_target(name, text) {
            true => Ok(Some(format!("{written} AS {}", quote::ident(&old.last())))),
            false => Ok(Some(written)),
        }
    }

    /// Returns whether a name in a query means a column; nothing where that cannot be told: in a query within another, or where several
    /// of the relations that it reads have such a column and none is named.
    fn is_read(&self, name: &Ref, column: &Id, text: &str) -> Option<bool> {
        let found = refs::scan(text);
        let sources = found.names.iter().filter(|r| r.source);
        let named = |source: &&Ref| {
            let before = name.parts.len().checked_sub(2).map(|at| &name.parts[at]);
            before.is_none_or(|before| *before == alias(source, text))
        };
        let ids = sources.filter(named);
        let ids = ids.filter_map(|r| self.names.find(names::ROW_SOURCES, &r.parts, self.path));
        let mut with_column = ids.filter(|s| self.names.has_column(s, &column.last()));
        let first = with_column.next().filter(|_| found.selects == 1)?;
        let is_only = with_column.next().is_none();
        is_only.then(|| first.name() == column.container())
    }

    /// Follows a column, or the name of the table before one.
    fn column(
        &self,
        name: &Ref,
        query: bool,
        text: &str,
    ) -> std::result::Result<Option<String>, String> {
        let mut parts = name.parts.clone();
        let last = parts.len() - 1;
        for (old, new) in self.moved {
            if old.kind() == names::COLUMN && old.last() == parts[last] && new.last() != old.last()
            {
                if query {
                    match self.in_query(name, old, new, text)? {
                        Some(written) => return Ok(Some(written)),
                        None => continue,
                    }
                }
                let own = self.relation.is_some_and(|r| r.name() == old.container());
                if own
                    && (last == 0
                        || parts[last - 1] == old.parts()[1]
                        || matches!(parts[0].as_str(), "new" | "old"))
                {
                    parts[last] = new.last();
                }
            }
            if last > 0 && names::ROW_SOURCES.contains(&old.kind()) && parts[last - 1] == old.last()
            {
                parts[last - 1] = new.last();
            }
        }
        Ok((parts != name.parts).then(|| {
            parts
                .iter()
                .map(|p| quote::ident(p))
                .collect::<Vec<_>>()
                .join(".")
        }))
    }
}

/// Returns what a relation is called within a query that reads it.
fn alias(source: &Ref, text: &str) -> String {
    const NONE: [&str; 14] = [
        "left",
        "right",
        "full",
        "inner",
        "cross",
        "natural",
        "union",
        "intersect",
        "except",
        "fetch",
        "offset",
        "window",
        "for",
        "tablesample",
    ];
    let rest = &text[source.bytes.end..];
    let names = refs::scan(rest).names;
    let between = |r: &Ref| rest[..r.bytes.start].trim().to_ascii_lowercase();
    let next = names
        .first()
        .filter(|r| ["", "as"].contains(&between(r).as_str()));
    let next = next.filter(|r| r.parts.len() == 1 && !NONE.contains(&r.parts[0].as_str()));
    let own = || source.parts.last().cloned().unwrap_or_default();
    next.map_or_else(own, |r| r.parts[0].clone())
}

/// Returns whether a name stands in the list of a query's results by itself, so that it names a column of the result.
fn is_target(name: &Ref, text: &str) -> bool {
    let (before, after) = (
        text[..name.bytes.start].to_ascii_lowercase(),
        text[name.bytes.end..].trim_start(),
    );
    let alone = |t: &str| {
        t.trim_end().ends_with(',')
            || t.trim_end().ends_with("select")
            || t.trim_end().ends_with("distinct")
    };
    let depth = before.matches('(').count() == before.matches(')').count();
    let in_list = !before.split_whitespace().any(|word| word == "from");
    let ends = after.is_empty()
        || after.starts_with(',')
        || after.to_ascii_lowercase().starts_with("from");
    alone(&before) && depth && in_list && ends
}
