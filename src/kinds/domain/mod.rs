//! Domains: a type with a default, NOT NULL and checks of its own.
//!
//! The checks are a part of the domain, since they have no meaning without it.

mod read;
#[cfg(test)]
mod tests;
mod words;

use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Draft, Grammar, Kind, Probe, Query, Row, Scene, Setting,
    Since, Target, link, names, since,
};
use crate::kinds::column::collation_name;
use crate::kinds::stand_in::StandIns;
use crate::kinds::{range, retype, typedef};
use crate::model::{Fact, Id, KindName, State};
use crate::text::Expr;
use crate::text::typename::{self, TypeName};

pub use words::is_rebuilt;

/// The kind `domain`.
pub struct DomainKind;

/// What a domain is.
#[derive(Debug, Clone, PartialEq)]
pub struct Domain {
    /// The type under it.
    pub ty: TypeName,
    /// Its collation as SQL, where that is not the one of the type under it.
    pub collation: Option<String>,
    /// Its default.
    pub default: Option<Expr>,
    /// Whether it takes no null.
    pub not_null: bool,
    /// Its checks, sorted by name.
    pub checks: Vec<Check>,
}

/// A named check of a domain.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Its name.
    pub name: String,
    /// The condition on `VALUE`.
    pub expr: Expr,
    /// Whether the values that exist are known to satisfy it.
    pub valid: bool,
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::depends(
        "type",
        "the type is made anew and its columns are converted",
    ),
    Attribute::depends(
        "collation",
        "the type is made anew and its columns are converted",
    ),
    Attribute::in_place("default"),
    Attribute::in_place("not null"),
    Attribute::in_place("checks"),
    Attribute::depends(
        "validity of a check",
        "validated in place; NOT VALID again by a new check",
    ),
];

impl Kind for DomainKind {
    fn name(&self) -> KindName {
        names::DOMAIN
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("domain")
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create domain",
                read: read::create,
            },
            Grammar {
                words: "alter domain",
                read: read::alter,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.types.is_empty() {
            return Vec::new();
        }
        let domains = format!(
            "select t.oid, format_type(t.typbasetype, t.typtypmod), t.typnotnull, pg_get_expr(t.typdefaultbin, 0), n.nspname, l.collname \
             from pg_type t join pg_type b on b.oid = t.typbasetype \
             left join pg_collation l on l.oid = t.typcollation and t.typcollation <> b.typcollation \
             left join pg_namespace n on n.oid = l.collnamespace \
             where t.oid = any('{}'::oid[]) and t.typtype = 'd'",
            target.types
        );
        let checks = format!(
            "select oid, contypid, conname, pg_get_expr(conbin, 0), convalidated from pg_constraint \
             where contypid = any('{}'::oid[]) and contype = 'c' order by contypid, conname collate \"C\"",
            target.types
        );
        vec![
            Query {
                sql: domains,
                read: read_domain,
            },
            Query {
                sql: checks,
                read: read_check,
            },
        ]
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        typedef::slot(fact)
    }

    fn value_type(&self, fact: &Fact) -> Option<TypeName> {
        Some(fact.get::<Domain>()?.ty.clone())
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        since::types([&fact.body::<Domain>().ty])
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        fact.change(|domain: &mut Domain| {
            let target = Some(domain.ty.to_string());
            let assigned = Setting {
                target,
                ..Setting::default()
            };
            if let Some(default) = &mut domain.default {
                visit(default, assigned);
            }
            for check in &mut domain.checks {
                let arguments = vec![("value".to_string(), domain.ty.to_string())];
                let setting = Setting {
                    arguments,
                    ..Setting::default()
                };
                visit(&mut check.expr, setting);
            }
        });
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let domain: &Domain = fact.body();
        let collation = link::collation_id(domain.collation.as_ref(), state);
        range::type_id(&domain.ty, state)
            .into_iter()
            .chain(collation)
            .collect()
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|domain: &mut Domain| {
            domain.ty = link::moved_type(&domain.ty, moved);
            link::move_collation(&mut domain.collation, moved);
        });
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> crate::diagnostic::Result<()> {
        if let Some(fact) = draft.state.get_mut(id) {
            fact.change(|d: &mut Domain| d.checks.sort_by(|a, b| a.name.cmp(&b.name)));
        }
        Ok(())
    }

    fn probe(&self, fact: &Fact, scene: &Scene) -> Option<Probe> {
        let mut stand_ins = StandIns::new(fact, scene);
        let domain = stand_ins.fact(fact)?;
        let (build, print) = words::probe(domain.body())?;
        stand_ins.build.push(build);
        Some(stand_ins.probe(print))
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        words::create(fact, scene)
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![words::drop(fact)]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        if retype::is_covered(live, desired, scene) {
            Alter::InPlace(Vec::new())
        } else if is_rebuilt(live, desired) {
            Alter::InPlace(retype::replace(desired, scene))
        } else {
            Alter::InPlace(words::alter(live, desired, scene))
        }
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        Some(typedef::rename("domain", from, to))
    }

    fn describe(&self, fact: &Fact) -> String {
        words::definition(fact.body())
    }
}

/// Returns the default that a domain takes over when it is made: that which the domain under it has then.
fn inherited_default<'s>(domain: &Domain, state: &'s State) -> Option<&'s Expr> {
    let below = Id::printed(names::DOMAIN, domain.ty.name.as_str());
    let below: Option<&Domain> = state.body(&below);
    below
        .filter(|_| domain.ty.dimensions == 0)?
        .default
        .as_ref()
}

fn read_domain(row: &mut Row, catalog: &mut Catalog) {
    let Some(id) = catalog.find(Class::Type, row.number(), 0).cloned() else {
        return;
    };
    let ty = typename::from_format_type(row.text());
    let not_null = row.bool();
    let default = row.opt().map(Expr::new);
    let collation = row
        .opt()
        .zip(row.opt())
        .map(|(schema, name)| collation_name(schema, name));
    let domain = Domain {
        ty,
        collation,
        default,
        not_null,
        checks: Vec::new(),
    };
    let schema = typedef::schema_of(&id);
    catalog.add(Fact::new(id, Some(schema), domain));
}

fn read_check(row: &mut Row, catalog: &mut Catalog) {
    let (oid, domain) = (row.number(), row.number());
    let Some(id) = catalog.find(Class::Type, domain, 0).cloned() else {
        return;
    };
    let check = Check {
        name: row.text().to_string(),
        expr: Expr::new(row.text()),
        valid: row.bool(),
    };
    catalog.know(Class::Constraint, oid, 0, id.clone());
    if let Some(fact) = catalog.state.get_mut(&id) {
        fact.change(|domain: &mut Domain| domain.checks.push(check));
    }
}
