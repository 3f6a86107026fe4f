//! Views: a query under a name, its options, and the defaults that an INSERT through it takes.
//!
//! Rules other than the one that makes a view are not read.

mod columns;
mod live;
mod options;
mod read;
pub mod rename;
mod select;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

use crate::kind::{
    self, Action, Alter, Attribute, Grammar, Kind, Lock, Probe, Query, Scene, Setting, Since,
    Target, link, names,
};
use crate::kinds::stand_in::StandIns;
use crate::model::{Fact, Id, KindName, State};
use crate::text::typename::TypeName;
use crate::text::{Expr, quote};

pub use live::query as printed_query;
pub use options::Options;
pub use read::{query as read_query, with_names};

/// The kind `view`.
pub struct ViewKind;

/// What a view is.
#[derive(Debug, Clone)]
pub struct View {
    /// The query.
    pub query: Expr,
    /// The names of its first columns, where the query itself cannot be given them.
    pub names: Vec<String>,
    /// Its options.
    pub options: Options,
    /// What an INSERT through it takes for a column that it leaves out.
    pub defaults: BTreeMap<String, Expr>,
    /// The columns that the server has, in their order; not compared, since they follow from the query.
    pub columns: Vec<(String, TypeName)>,
}

impl PartialEq for View {
    fn eq(&self, other: &View) -> bool {
        self.query == other.query
            && self.options == other.options
            && self.defaults == other.defaults
            && self.fits(other)
            && other.fits(self)
    }
}

impl View {
    /// Returns whether the names that are written are those that the other has, as far as it knows.
    fn fits(&self, other: &View) -> bool {
        let known = match other.columns.is_empty() {
            true => other.names.iter(),
            false => {
                return self
                    .names
                    .iter()
                    .zip(&other.columns)
                    .all(|(n, c)| *n == c.0);
            }
        };
        self.names.iter().zip(known).all(|(a, b)| a == b)
    }

    /// Words the list of names, with a space before it.
    pub fn column_list(&self) -> String {
        match self.names.is_empty() {
            true => String::new(),
            false => format!(" ({})", quote::idents(&self.names)),
        }
    }
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::depends("query", "in place where the columns stay; else replaced"),
    Attribute::in_place("names of columns"),
    Attribute::in_place("check option"),
    Attribute::in_place("security barrier"),
    Attribute::in_place("security invoker").since(15),
    Attribute::in_place("defaults of columns"),
];

impl Kind for ViewKind {
    fn name(&self) -> KindName {
        names::VIEW
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("view")
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create view",
                read: read::create,
            },
            Grammar {
                words: "alter view",
                read: read::alter,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        live::queries(target)
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        Some(format!("relation {}", fact.id.name()))
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        fact.change(|view: &mut View| {
            let setting = Setting {
                query: true,
                ..Setting::default()
            };
            visit(&mut view.query, setting);
            for (name, default) in &mut view.defaults {
                let column = view.columns.iter().find(|c| c.0 == *name);
                let target = column.map(|c| c.1.to_string());
                let setting = Setting {
                    target,
                    ..Setting::default()
                };
                visit(default, setting);
            }
        });
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        let options = &fact.body::<View>().options;
        Since::of(&[(options.has("security_invoker"), "security_invoker", 15)])
    }

    fn probe(&self, fact: &Fact, scene: &Scene) -> Option<Probe> {
        let view: &View = fact.get()?;
        let mut stand_ins = StandIns::new(fact, scene);
        let query = stand_ins.rewritten(&view.query.sql)?;
        let names = view.column_list();
        let name = "pg_temp.trueup_probe";
        let build = format!("create view {name}{names} as {query}");
        stand_ins.build.push(build);
        let mut columns = vec![format!("pg_get_viewdef('{name}'::regclass)")];
        for (column, default) in &view.defaults {
            let column = quote::ident(column);
            stand_ins.build.push(format!(
                "alter view {name} alter column {column} set default {}",
                default.sql
            ));
            columns.push(format!(
                "(select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d join pg_attribute a \
                 on a.attrelid = d.adrelid and a.attnum = d.adnum where d.adrelid = '{name}'::regclass and quote_ident(a.attname) = {})",
                quote::literal(&column)
            ));
        }
        Some(stand_ins.probe(format!("select {}", columns.join(", "))))
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|view: &mut View| {
            for (_, ty) in &mut view.columns {
                *ty = link::moved_type(ty, moved);
            }
        });
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        words::create(fact)
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        words::drop(fact)
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        words::alter(live, desired, scene)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        let called = kind::called("view");
        Some(kind::renaming(from, to, Lock::AccessExclusive, called))
    }

    fn describe(&self, fact: &Fact) -> String {
        words::describe(fact)
    }
}
