//! The objects in scope: what the desired state names, what belongs to it, and with pruning all of its schemas.

use std::collections::{BTreeMap, BTreeSet};

use postgres::Client;

use super::rows::{self, QueryError, array};
use super::world::relation_kind;
use crate::kind::catalog::Class;
use crate::kind::{Catalog, Extent, Reach, Row, Target, names};
use crate::kinds::{extension, role};
use crate::model::{Id, KindName, State};
use crate::text::quote;

/// Finds the objects in scope, and makes their oids known to the catalog.
///
/// # Errors
/// When the server refuses a query.
pub fn find(
    client: &mut Client,
    desired: &State,
    reach: &Reach,
    catalog: &mut Catalog,
    version: u32,
) -> Result<Target, QueryError> {
    let wanted = Wanted::new(desired, reach);
    let mut found = Found::default();
    rows::run(client, &wanted.queries(), |query, cells| {
        let mut row = Row::new(cells);
        match query {
            0 => found.relation(&mut row, catalog),
            1 => found.index(&mut row, catalog),
            2 => found.ty(&mut row, catalog),
            3 => found.routine(&mut row, catalog, &wanted),
            4 => found.schema(&mut row, catalog),
            _ => found.outside(&mut row, catalog, &wanted),
        }
    })?;
    Ok(found.target(desired, reach, version))
}

/// The names to look for.
struct Wanted {
    all: bool,
    whole: BTreeSet<String>,
    relations: BTreeSet<Id>,
    types: BTreeSet<Id>,
    routines: BTreeSet<Id>,
    schemas: BTreeSet<String>,
    attached: BTreeSet<Id>,
}

impl Wanted {
    fn new(desired: &State, reach: &Reach) -> Wanted {
        let elsewhere = in_old_schemas(desired);
        let ids = || {
            desired
                .iter()
                .map(|f| &f.id)
                .chain(desired.renamed.values())
                .chain(desired.followed.values().flatten())
                .chain(&elsewhere)
        };
        let of = |kinds: &'static [KindName]| -> BTreeSet<Id> {
            ids()
                .filter(|id| kinds.contains(&id.kind()))
                .cloned()
                .collect()
        };
        let on = [names::TRIGGER, names::POLICY];
        let outside = |id: &&Id| {
            on.contains(&id.kind())
                && desired
                    .get(id)
                    .and_then(|f| f.parent.as_ref())
                    .is_some_and(|p| !desired.has(p))
        };
        Wanted {
            all: reach.is_all(),
            whole: reach.whole(desired),
            relations: of(names::RELATIONS),
            types: of(&[names::ENUM, names::DOMAIN, names::RANGE]),
            routines: of(names::ROUTINES),
            schemas: schemas(desired),
            attached: ids().filter(outside).cloned().collect(),
        }
    }

    fn queries(&self) -> Vec<String> {
        vec![
            self.relations_query(),
            self.indexes_query(),
            self.types_query(),
            self.routines_query(),
            self.schemas_query(),
            self.outside_query(),
        ]
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
        let whole = match self.all {
            true => "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'".to_string(),
            false => format!("n.nspname = any({})", array(&self.whole)),
        };
        let scope = match self.whole.is_empty() && !self.all {
            true => by_name,
            false => format!("({whole} or {by_name})"),
        };
        format!(
            "{scope} and not exists (select from pg_depend d where d.classid = '{class}'::regclass \
             and d.objid = {alias}.oid and d.deptype = 'e')"
        )
    }

    /// Selects relations by name, the sequences that their columns own, and the views over them.
    fn relations_query(&self) -> String {
        let condition = self.condition(&RELATIONS, &self.relations);
        format!(
            "with recursive named as (select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace \
              where c.relkind in ('r', 'p', 'f', 'v', 'm', 'S', 'c') and {condition} \
              and not (c.relkind = 'S' and exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'i'))), \
             owned as (select d.objid as oid from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S' \
              where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'a' and d.refobjid in (select oid from named)), \
             above as (select oid from named union select r.ev_class from above a join pg_depend d on d.refclassid = 'pg_class'::regclass \
              and d.refobjid = a.oid and d.classid = 'pg_rewrite'::regclass join pg_rewrite r on r.oid = d.objid) \
             select c.oid, c.relkind, n.nspname, c.relname from (select oid from above union select oid from owned) o \
             join pg_class c on c.oid = o.oid join pg_namespace n on n.oid = c.relnamespace \
             where n.nspname not in ('pg_catalog', 'information_schema')"
        )
    }

    /// Selects the indexes of the relations in scope, by the same condition.
    fn indexes_query(&self) -> String {
        let condition = self.condition(&RELATIONS, &self.relations);
        format!(
            "select i.indexrelid, n.nspname, x.relname from pg_index i join pg_class c on c.oid = i.indrelid \
             join pg_class x on x.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace \
             where c.relkind in ('r', 'p', 'm') and {condition}"
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
        let condition = match self.all {
            true => "nspname !~ '^pg_' and nspname <> 'information_schema'".to_string(),
            false => format!(
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

/// Returns the roles that the files speak of, as the text of an array that can stand between single quotes.
fn roles(desired: &State) -> String {
    let names = role::mentioned(desired);
    match names.is_empty() {
        true => String::new(),
        false => rows::elements(names).replace('\'', "''"),
    }
}

/// Returns the schemas that the files make or attach something to.
fn schemas(desired: &State) -> BTreeSet<String> {
    let own = desired
        .iter()
        .map(|f| &f.id)
        .filter(|id| id.kind() == names::SCHEMA);
    let parents = desired
        .iter()
        .filter_map(|f| f.parent.as_ref())
        .filter(|p| p.kind() == names::SCHEMA);
    let before = old_schemas(desired).map(|(_, old)| old);
    own.chain(parents).chain(before).map(Id::last).collect()
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
fn in_old_schemas(desired: &State) -> Vec<Id> {
    let moved = |(new, old): (&Id, &Id)| -> Vec<Id> {
        desired
            .iter()
            .filter_map(|f| f.id.moved(new.name(), old.name()))
            .collect()
    };
    old_schemas(desired).flat_map(moved).collect()
}

#[derive(Default)]
struct Found {
    relations: Vec<String>,
    tables: Vec<String>,
    types: Vec<String>,
    routines: Vec<String>,
    schemas: Vec<String>,
    attached: Vec<(String, String)>,
}

impl Found {
    fn relation(&mut self, row: &mut Row, catalog: &mut Catalog) {
        let (oid, relkind) = (row.number(), row.text());
        if let Some(kind) = relation_kind(relkind) {
            catalog.know(
                Class::Relation,
                oid,
                0,
                Id::new(kind, &[row.text(), row.text()]),
            );
            self.relations.push(oid.to_string());
            if kind == names::TABLE {
                self.tables.push(oid.to_string());
            }
        }
    }

    fn index(&mut self, row: &mut Row, catalog: &mut Catalog) {
        let oid = row.number();
        catalog.know(
            Class::Relation,
            oid,
            0,
            Id::new(names::INDEX, &[row.text(), row.text()]),
        );
        self.relations.push(oid.to_string());
    }

    fn ty(&mut self, row: &mut Row, catalog: &mut Catalog) {
        let oid = row.number();
        let kind = match row.text() {
            "e" => names::ENUM,
            "d" => names::DOMAIN,
            _ => names::RANGE,
        };
        catalog.know(
            Class::Type,
            oid,
            0,
            Id::new(kind, &[row.text(), row.text()]),
        );
        self.types.push(oid.to_string());
    }

    fn routine(&mut self, row: &mut Row, catalog: &mut Catalog, wanted: &Wanted) {
        let oid = row.number();
        let kind = match row.text() {
            "p" => names::PROCEDURE,
            "a" => names::AGGREGATE,
            _ => names::FUNCTION,
        };
        let (schema, name) = (row.text(), row.text());
        let plain = Id::new(kind, &[schema, name]);
        let id = Id::printed(kind, format!("{}({})", plain.name(), row.list().join(", ")));
        if wanted.all || wanted.whole.contains(schema) || wanted.routines.contains(&id) {
            catalog.know(Class::Routine, oid, 0, id);
            self.routines.push(oid.to_string());
        }
    }

    fn schema(&mut self, row: &mut Row, catalog: &mut Catalog) {
        let oid = row.number();
        catalog.know(Class::Schema, oid, 0, Id::new(names::SCHEMA, &[row.text()]));
        self.schemas.push(oid.to_string());
    }

    fn outside(&mut self, row: &mut Row, catalog: &mut Catalog, wanted: &Wanted) {
        let (oid, relkind) = (row.number(), row.text());
        let Some(kind) = relation_kind(relkind) else {
            return;
        };
        let id = Id::new(kind, &[row.text(), row.text()]);
        for part in wanted
            .attached
            .iter()
            .filter(|part| part.container() == id.name())
        {
            self.attached.push((oid.to_string(), part.last()));
        }
        catalog.know(Class::Relation, oid, 0, id);
    }

    fn target(self, desired: &State, reach: &Reach, version: u32) -> Target {
        let list = |oids: &[String]| format!("{{{}}}", oids.join(","));
        let named = |kind: KindName| {
            let names = desired
                .iter()
                .map(|f| &f.id)
                .filter(|id| id.kind() == kind)
                .map(Id::last);
            (!reach.prune).then(|| rows::elements(names).replace('\'', "''"))
        };
        let attachments = [
            names::GRANT,
            names::COMMENT,
            names::OWNER,
            names::DEFAULT_PRIVILEGE,
        ];
        Target {
            version,
            relations: list(&self.relations),
            tables: list(&self.tables),
            attached: self.attached,
            types: list(&self.types),
            routines: list(&self.routines),
            schemas: list(&self.schemas),
            extensions: named(names::EXTENSION),
            versions: extension::versions(desired),
            roles: roles(desired),
            publications: named(names::PUBLICATION),
            extent: Extent::of(desired, reach, &in_old_schemas(desired)),
            attachments: reach.prune
                || desired.iter().any(|f| attachments.contains(&f.id.kind()))
                || !desired.absent.is_empty(),
        }
    }
}
