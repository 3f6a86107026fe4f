//! The names of what is in scope, and the queries that find it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::outside;
use super::rows::array;
use crate::kind::{Reach, names};
use crate::model::{Id, KindName, State};
use crate::text::quote;

/// The relations that are found by their names; an index is found by its table.
const FOUND_BY_NAME: &[KindName] = &[
    names::TABLE,
    names::VIEW,
    names::MATERIALIZED_VIEW,
    names::SEQUENCE,
    names::COMPOSITE,
];

/// What the rows of a query are.
#[derive(Debug, Clone, Copy)]
pub enum What {
    /// Schemas.
    Schemas,
    /// Relations in scope.
    Relations,
    /// Types in scope.
    Types,
    /// Routines in scope.
    Routines,
    /// Relations that carry what is in scope.
    Outside,
    /// Objects out of scope that bear grants or comments which are in it.
    Bearing,
}

/// The names to look for.
pub struct Wanted {
    /// Whether everything is in scope: then the condition that a schema of the name `nspname` is.
    pub all: Option<String>,
    /// The schemas of which everything is.
    pub whole: BTreeSet<String>,
    relations: BTreeSet<Id>,
    types: BTreeSet<Id>,
    /// Routines.
    pub routines: BTreeSet<Id>,
    schemas: BTreeSet<String>,
    /// What the files put on relations that they do not define.
    pub attached: BTreeSet<Id>,
}

impl Wanted {
    /// Wants what the desired state names.
    pub fn new(desired: &State, reach: &Reach) -> Wanted {
        let elsewhere = in_old_schemas(desired);
        let of = |kinds: &'static [KindName]| -> BTreeSet<Id> {
            let own = kinds.iter().flat_map(|k| desired.of_kind(k));
            let before = desired.renamed.values();
            let before = before.chain(desired.followed.values().flatten());
            let others = before.chain(&elsewhere);
            let others = others.filter(|id| kinds.contains(&id.kind()));
            own.map(|f| &f.id).chain(others).cloned().collect()
        };
        let outside = |id: &Id| {
            let parent = desired.get(id).and_then(|f| f.parent.as_ref());
            parent.is_some_and(|p| !desired.has(p))
        };
        let mut attached = of(&[names::TRIGGER, names::POLICY, names::RULE]);
        attached.retain(outside);
        Wanted {
            all: reach.is_all().then(|| reach.own("nspname")),
            whole: reach.whole(desired),
            relations: of(FOUND_BY_NAME),
            types: of(&[names::ENUM, names::DOMAIN, names::RANGE]),
            routines: of(names::ROUTINES),
            schemas: schemas(desired),
            attached,
        }
    }

    /// Wants what the files seem to define by a plain name.
    pub fn guess(defined: &BTreeSet<Id>) -> Wanted {
        let of = |kinds: &[KindName]| -> BTreeSet<Id> {
            let ids = defined.iter().filter(|id| kinds.contains(&id.kind()));
            ids.cloned().collect()
        };
        let relations = of(FOUND_BY_NAME);
        Wanted {
            all: None,
            whole: BTreeSet::new(),
            schemas: relations
                .iter()
                .map(|id| id.parts().swap_remove(0))
                .collect(),
            relations,
            types: of(&[names::ENUM, names::DOMAIN, names::RANGE]),
            routines: BTreeSet::new(),
            attached: BTreeSet::new(),
        }
    }

    /// Returns the queries; where nothing of a catalog can be in scope, it is not asked.
    pub fn queries(&self) -> Vec<(What, String)> {
        let whole = self.all.is_some() || !self.whole.is_empty();
        let mut queries = vec![(What::Schemas, self.schemas_query())];
        if whole || !self.relations.is_empty() {
            queries.push((What::Relations, self.relations_query()));
        }
        if whole || !self.types.is_empty() {
            queries.push((What::Types, self.types_query()));
        }
        if whole || !self.routines.is_empty() {
            queries.push((What::Routines, self.routines_query()));
        }
        if !self.attached.is_empty() {
            queries.push((What::Outside, self.outside_query()));
        }
        queries
    }

    /// Returns the condition that an object of a catalog is in scope by its schema or its name.
    fn condition(&self, catalog: &Named, ids: &BTreeSet<Id>) -> String {
        let Named {
            alias,
            prefix,
            class,
        } = catalog;
        let by_name = named(
            &format!("{alias}.{prefix}namespace"),
            &format!("{alias}.{prefix}name"),
            ids,
        );
        let namespace = format!("{alias}.{prefix}namespace");
        let whole = match &self.all {
            Some(own) => own.clone(),
            None => format!("nspname = any({})", array(&self.whole)),
        };
        let scope = match self.whole.is_empty() && self.all.is_none() {
            true => by_name,
            false => format!(
                "({namespace} in (select oid from pg_namespace where {whole}) or {by_name})"
            ),
        };
        // The members of all extensions are fewer than the objects, and are read once.
        format!(
            "{scope} and {alias}.oid not in (select objid from pg_depend where classid = '{class}'::regclass \
             and refclassid = 'pg_extension'::regclass and deptype = 'e')"
        )
    }

    /// Selects relations by name, and the views over them.
    fn relations_query(&self) -> String {
        let condition = self.condition(&RELATIONS, &self.relations);
        format!(
            "with recursive named as materialized (select c.oid, c.relkind, c.relnamespace, c.relname from pg_class c \
              where c.relkind in ('r', 'p', 'f', 'v', 'm', 'S', 'c') and {condition} \
              and (c.relkind <> 'S' or not exists (select from pg_depend d where d.classid = 'pg_class'::regclass \
               and d.objid = c.oid and d.deptype = 'i'))), \
             above as (select oid from named union select r.ev_class from above a join pg_depend d on d.refclassid = 'pg_class'::regclass \
              and d.refobjid = a.oid and d.classid = 'pg_rewrite'::regclass join pg_rewrite r on r.oid = d.objid and r.rulename = '_RETURN' \
              where (select exists (select from pg_rewrite where ev_class >= 16384 and rulename = '_RETURN'))) \
             select o.oid, o.relkind, n.nspname, o.relname from (select * from named union all \
              select c.oid, c.relkind, c.relnamespace, c.relname from above a join pg_class c on c.oid = a.oid \
              where a.oid not in (select oid from named)) o join pg_namespace n on n.oid = o.relnamespace \
             where n.nspname not in ('pg_catalog', 'information_schema')"
        )
    }

    fn types_query(&self) -> String {
        let condition = self.condition(&TYPES, &self.types);
        format!(
            "select t.oid, t.typtype, n.nspname, t.typname from pg_type t join pg_namespace n on n.oid = t.typnamespace \
             where t.typtype in ('e', 'd', 'r') and {condition}"
        )
    }

    /// Selects routines; those that a range type makes for itself are a part of it.
    fn routines_query(&self) -> String {
        let condition = self.condition(&ROUTINES, &self.routine_names());
        format!(
            "select p.oid, p.prokind, n.nspname, p.proname, \
             array(select format_type(a, null) from unnest(p.proargtypes) with ordinality u(a, i) order by i) \
             from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prokind in ('f', 'p', 'w', 'a') and {condition} \
             and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i')"
        )
    }

    /// Returns the routines' addresses without their arguments.
    fn routine_names(&self) -> BTreeSet<Id> {
        self.routines
            .iter()
            .map(|id| Id::new("", &[&id.parts()[0], &id.last()]))
            .collect()
    }

    fn schemas_query(&self) -> String {
        let condition = match &self.all {
            Some(own) => own.clone(),
            None => format!(
                "nspname = any({})",
                array(self.schemas.iter().chain(&self.whole))
            ),
        };
        format!("select oid, nspname from pg_namespace where {condition}")
    }

    fn outside_query(&self) -> String {
        let table = |id: &Id| Id::new(names::TABLE, &[&id.parts()[0], &id.parts()[1]]);
        let tables: BTreeSet<Id> = self.attached.iter().map(table).collect();
        format!(
            "select c.oid, c.relkind, n.nspname, c.relname from pg_class c \
             join pg_namespace n on n.oid = c.relnamespace where {}",
            named("c.relnamespace", "c.relname", &tables)
        )
    }
}

/// A catalog whose objects have a schema and a name, under its alias in the queries.
struct Named {
    alias: &'static str,
    prefix: &'static str,
    class: &'static str,
}

const RELATIONS: Named = Named {
    alias: "c",
    prefix: "rel",
    class: "pg_class",
};
const TYPES: Named = Named {
    alias: "t",
    prefix: "typ",
    class: "pg_type",
};
const ROUTINES: Named = Named {
    alias: "p",
    prefix: "pro",
    class: "pg_proc",
};

/// Returns the condition that schema and name are those of one of the addresses: one list of names for each schema, which an
/// index serves, and which needs no join that the planner could misjudge.
fn named(namespace: &str, name: &str, ids: &BTreeSet<Id>) -> String {
    let mut schemas: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for id in ids {
        schemas
            .entry(id.parts().swap_remove(0))
            .or_default()
            .push(id.last());
    }
    let one = |(schema, names): (String, Vec<String>)| {
        let schema = quote::literal(&schema);
        format!(
            "({namespace} = (select oid from pg_namespace where nspname = {schema}) and {name} = any({}))",
            array(names)
        )
    };
    let all: Vec<String> = schemas.into_iter().map(one).collect();
    if all.is_empty() {
        "false".into()
    } else {
        format!("({})", all.join(" or "))
    }
}

/// Returns the schemas that the files make or attach something to.
fn schemas(desired: &State) -> BTreeSet<String> {
    let own = desired.of_kind(names::SCHEMA).map(|f| &f.id);
    let parents = desired
        .iter()
        .filter_map(|f| f.parent.as_ref())
        .filter(|p| p.kind() == names::SCHEMA);
    let before = old_schemas(desired).map(|(_, old)| old);
    let named: FxHashSet<&Id> = own.chain(parents).chain(before).collect();
    let named = named.into_iter().map(Id::last);
    let refused = desired.absent.keys().filter_map(outside::subject);
    let refused = refused.filter(|id| id.kind() == names::SCHEMA);
    named.chain(refused.map(|id| id.last())).collect()
}

/// Returns the schemas that have another name now: the new address and an old one.
fn old_schemas(desired: &State) -> impl Iterator<Item = (&Id, &Id)> {
    let by_statement = desired
        .followed
        .iter()
        .flat_map(|(new, olds)| olds.iter().map(move |old| (new, old)));
    let all = desired.renamed.iter().chain(by_statement);
    all.filter(|(new, _)| new.kind() == names::SCHEMA)
}

/// Returns what the desired state names, under the names that its schemas had before.
pub fn in_old_schemas(desired: &State) -> Vec<Id> {
    let moved = |(new, old): (&Id, &Id)| -> Vec<Id> {
        desired
            .iter()
            .filter_map(|f| f.id.moved(new.name(), old.name()))
            .collect()
    };
    old_schemas(desired).flat_map(moved).collect()
}
