//! Parents are read before their children, whichever stands first in the files: a partition, or a table that inherits, takes
//! its columns from them.

use std::collections::{BTreeMap, BTreeSet};

use crate::kind::names;
use crate::model::Id;
use crate::text::sql::{Name, Reader, Statement};

use super::path;

/// A statement by the numbers of its file and within it.
pub type Position = (usize, usize);

/// Which statements are read early.
#[derive(Debug, Default)]
pub struct Parents {
    /// The statements that make parents, before that of the first child, with the search path that holds where they stand.
    before: BTreeMap<Position, Vec<(Position, Vec<String>)>>,
    moved: BTreeSet<Position>,
}

/// A statement that makes a table.
struct Made {
    at: Position,
    path: Vec<String>,
    parents: Vec<Id>,
}

impl Parents {
    /// Looks through the statements of all files.
    pub fn of(files: &[&[Statement]]) -> Parents {
        let all = || files.iter().flat_map(|statements| statements.iter());
        if !all().any(|s| s.has_word("partition") || s.has_word("inherits")) {
            return Parents::default();
        }
        let mut tables: BTreeMap<Id, Made> = BTreeMap::new();
        for (file, statements) in files.iter().enumerate() {
            let mut path = path::Walked::new();
            for (number, statement) in statements.iter().enumerate() {
                path.follow(statement);
                let mut reader = Reader::new(statement);
                if let Some((id, parents)) = table(&mut reader, path.schemas()) {
                    tables.entry(id).or_insert(Made {
                        at: (file, number),
                        path: path.schemas().to_vec(),
                        parents,
                    });
                }
            }
        }
        let mut out = Parents::default();
        let mut children: Vec<&Made> = tables.values().filter(|m| !m.parents.is_empty()).collect();
        children.sort_by_key(|m| m.at);
        for child in children {
            out.put_before(child.at, child, &tables);
        }
        out
    }

    fn put_before(&mut self, at: Position, child: &Made, tables: &BTreeMap<Id, Made>) {
        let parents = child.parents.iter().filter_map(|p| tables.get(p));
        for parent in parents.filter(|p| p.at > at) {
            if self.moved.insert(parent.at) {
                self.put_before(at, parent, tables);
                let list = self.before.entry(at).or_default();
                list.push((parent.at, parent.path.clone()));
            }
        }
    }

    /// Returns whether a statement is read before its turn.
    pub fn is_moved(&self, at: Position) -> bool {
        self.moved.contains(&at)
    }

    /// Returns what is read before a statement, each with its search path.
    pub fn before(&self, at: Position) -> &[(Position, Vec<String>)] {
        self.before.get(&at).map_or(&[], |l| l)
    }
}

/// Returns the table that a statement makes, and its parents.
fn table(reader: &mut Reader, path: &[String]) -> Option<(Id, Vec<Id>)> {
    if !reader.accept("create") {
        return None;
    }
    let _ = reader.accept("unlogged") || reader.accept("foreign");
    if !reader.accept("table") {
        return None;
    }
    reader.accept("if not exists");
    let id = |name: Name| {
        let schema = name.schema().or(path.first().map(String::as_str))?;
        Some(Id::new(names::TABLE, &[schema, name.last()]))
    };
    let table = id(reader.name().ok()?)?;
    if reader.accept("partition of") {
        return Some((table, id(reader.name().ok()?).into_iter().collect()));
    }
    while !reader.is_done() && !reader.at("inherits") {
        reader.skip();
    }
    let parents = match reader.accept("inherits") {
        true => reader.list(|r| r.name()).unwrap_or_default(),
        false => Vec::new(),
    };
    Some((table, parents.into_iter().filter_map(id).collect()))
}

#[cfg(test)]
mod tests {
    use crate::desired::Scripts;
    use crate::desired::files::Syntax;
    use crate::kind::World;
    use crate::model::{Files, Id};

    #[test]
    fn a_child_may_stand_before_its_parent_and_its_parents_parent() {
        let texts = [
            "create table c partition of app.b for values in (1); create index on c (x);",
            "set search_path = app; create table b partition of public.a for values in (2) partition by list (x); \
             create table e () inherits (d);",
            "create table a (x int) partition by list (x); create table app.d (y int); create schema app;",
        ];
        let mut files = Files::default();
        for (n, text) in texts.iter().enumerate() {
            files.add(&format!("{n}.sql"), text);
        }
        let scripts = Scripts::parse(files, &[Syntax::Sql; 3]);
        let (state, problems) = scripts.interpret(&World::default());
        let problems = problems.finish(&state.files);
        assert!(problems.is_empty(), "{problems:?}");
        for column in [["public", "c", "x"], ["app", "b", "x"], ["app", "e", "y"]] {
            assert!(state.has(&Id::new("column", &column)), "{column:?}");
        }
    }
}
