//! The objects in scope: what the desired state names, what belongs to it, and with pruning all of its schemas.

use std::collections::{BTreeMap, BTreeSet};

use postgres::Client;

use super::Early;
use super::outside::Outside;
use super::rows::{self, QueryError, array};
use super::world::relation_kind;
use crate::kind::catalog::{Class, Oids};
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
    early: &mut Early,
    (desired, reach): (&State, &Reach),
    catalog: &mut Catalog,
    version: u32,
) -> Result<Target, QueryError> {
    let wanted = Wanted::new(desired, reach);
    let mut found = Found {
        outside: Outside::of(desired),
        ..Found::default()
    };
    let mut queries = wanted.queries();
    queries.extend(found.outside.query().map(|q| (q, Found::bearing as Take)));
    let texts: Vec<&str> = queries.iter().map(|q| q.0.as_str()).collect();
    early.run(client, &texts, |query, cells| {
        (queries[query].1)(&mut found, &mut Row::new(cells), catalog, &wanted);
    })?;
    if !found.tables.is_empty() {
        early.run(client, &[owned_query(&found.tables)], |_, cells| {
            found.owned(&mut Row::new(cells), catalog);
        })?;
    }
    Ok(Target {
        version,
        ..found.target(desired, reach)
    })
}

/// Finds the objects that the files seem to define, and keeps the answers.
///
/// # Errors
/// When the server refuses a query.
pub fn guess(
    client: &mut Client,
    early: &mut Early,
    defined: &BTreeSet<Id>,
    version: u32,
) -> Result<Target, QueryError> {
    let wanted = Wanted::guess(defined);
    let mut found = Found::default();
    let mut catalog = Catalog::default();
    let queries = wanted.queries();
    let texts: Vec<&str> = queries.iter().map(|q| q.0.as_str()).collect();
    early.keep(client, &texts, |query, cells| {
        (queries[query].1)(&mut found, &mut Row::new(cells), &mut catalog, &wanted);
    })?;
    if !found.tables.is_empty() {
        early.keep(client, &[owned_query(&found.tables)], |_, cells| {
            found.owned(&mut Row::new(cells), &mut catalog);
        })?;
    }
    Ok(Target {
        version,
        ..found.lists()
    })
}

/// Takes a row of one of the queries.
type Take = fn(&mut Found, &mut Row, &mut Catalog, &Wanted);

/// The relations that are found by their names; an index is found by its table.
const FOUND_BY_NAME: &[KindName] = &[
    names::TABLE,
    names::VIEW,
    names::MATERIALIZED_VIEW,
    names::SEQUENCE,
    names::COMPOSITE,
];

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
        let on = [names::TRIGGER, names::POLICY, names::RULE];
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
            relations: of(FOUND_BY_NAME),
            types: of(&[names::ENUM, names::DOMAIN, names::RANGE]),
            routines: of(names::ROUTINES),
            schemas: schemas(desired),
            attached: ids().filter(outside).cloned().collect(),
        }
    }

    /// Wants what the files seem to define by a plain name.
    fn guess(defined: &BTreeSet<Id>) -> Wanted {
        let of = |kinds: &[KindName]| -> BTreeSet<Id> {
            let ids = defined.iter().filter(|id| kinds.contains(&id.kind()));
            ids.cloned().collect()
        };
        let relations = of(FOUND_BY_NAME);
        Wanted {
            all: false,
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
    fn queries(&self) -> Vec<(String, Take)> {
        let whole = self.all || !self.whole.is_empty();
        let mut queries: Vec<(String, Take)> = vec![(self.schemas_query(), Found::schema)];
        if whole || !self.relations.is_empty() {
            queries.push((self.relations_query(), Found::relation));
        }
        if whole || !self.types.is_empty() {
            queries.push((self.types_query(), Found::ty));
        }
        if whole || !self.routines.is_empty() {
            queries.push((self.routines_query(), Found::routine));
        }
        if !self.attached.is_empty() {
            queries.push((self.outside_query(), Found::outside));
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
        let whole = match self.all {
            true => "nspname !~ '^pg_' and nspname <> 'information_schema'".to_string(),
            false => format!("nspname = any({})", array(&self.whole)),
        };
        let scope = match self.whole.is_empty() && !self.all {
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
              and d.refobjid = a.oid and d.classid = 'pg_rewrite'::regclass join pg_rewrite r on r.oid = d.objid and r.rulename = '_RETURN') \
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

/// Selects the sequences that columns of these tables own, those of identities (`i`) among them.
fn owned_query(tables: &[String]) -> String {
    format!(
        "select s.oid, d.deptype, d.refobjid, d.refobjsubid, n.nspname, s.relname from pg_depend d \
         join pg_class s on s.oid = d.objid and s.relkind = 'S' join pg_namespace n on n.oid = s.relnamespace \
         where d.refclassid = 'pg_class'::regclass and d.refobjid = any({}::oid[]) and d.refobjsubid > 0 \
         and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')",
        array(tables)
    )
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
    foreign: Vec<String>,
    views: Vec<String>,
    materialized_views: Vec<String>,
    sequences: Vec<String>,
    identities: Vec<String>,
    composites: Vec<String>,
    types: Vec<String>,
    routines: Vec<String>,
    schemas: Vec<String>,
    attached: Vec<(String, String)>,
    outside: Outside,
}

impl Found {
    fn bearing(&mut self, row: &mut Row, catalog: &mut Catalog, _: &Wanted) {
        self.outside.found(row, catalog);
    }

    fn relation(&mut self, row: &mut Row, catalog: &mut Catalog, _: &Wanted) {
        let (oid, relkind) = (row.number(), row.text());
        let Some(kind) = relation_kind(relkind) else {
            return;
        };
        if relkind == "f" {
            self.foreign.push(oid.to_string());
        }
        let id = Id::new(kind, &[row.text(), row.text()]);
        self.add(oid, id, catalog);
    }

    fn add(&mut self, oid: i64, id: Id, catalog: &mut Catalog) {
        let text = oid.to_string();
        let of_kind = match id.kind() {
            names::TABLE => &mut self.tables,
            names::VIEW => &mut self.views,
            names::MATERIALIZED_VIEW => &mut self.materialized_views,
            names::SEQUENCE => &mut self.sequences,
            _ => &mut self.composites,
        };
        of_kind.push(text.clone());
        self.relations.push(text);
        catalog.know(Class::Relation, oid, 0, id);
    }

    /// Takes a sequence that a column owns; that of an identity is no object by itself.
    fn owned(&mut self, row: &mut Row, catalog: &mut Catalog) {
        let (oid, of_identity) = (row.number(), row.text() == "i");
        let column = (row.number(), row.number());
        let (schema, name) = (row.text(), row.text());
        if of_identity {
            let sequence = (column, name.to_string());
            catalog.identities.insert(oid, sequence);
            self.identities.push(oid.to_string());
        } else if catalog.find(Class::Relation, oid, 0).is_none() {
            let id = Id::new(names::SEQUENCE, &[schema, name]);
            self.add(oid, id, catalog);
        }
    }

    fn ty(&mut self, row: &mut Row, catalog: &mut Catalog, _: &Wanted) {
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

    fn schema(&mut self, row: &mut Row, catalog: &mut Catalog, _: &Wanted) {
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

    /// Returns the lists of oids alone.
    fn lists(&self) -> Target {
        let list = |oids: &[String]| Oids::new(oids);
        Target {
            relations: list(&self.relations),
            tables: list(&self.tables),
            foreign: list(&self.foreign),
            views: list(&self.views),
            materialized_views: list(&self.materialized_views),
            sequences: list(&self.sequences),
            identities: list(&self.identities),
            composites: list(&self.composites),
            types: list(&self.types),
            routines: list(&self.routines),
            schemas: list(&self.schemas),
            ..Target::default()
        }
    }

    fn target(self, desired: &State, reach: &Reach) -> Target {
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
            names::SECURITY_LABEL,
        ];
        Target {
            extensions: named(names::EXTENSION),
            versions: extension::versions(desired),
            roles: roles(desired),
            publications: named(names::PUBLICATION),
            extent: Extent::of(desired, reach, &in_old_schemas(desired)),
            attachments: reach.prune
                || desired.iter().any(|f| attachments.contains(&f.id.kind()))
                || !desired.absent.is_empty(),
            attached: self.attached.clone(),
            bearing: self
                .outside
                .and(&self.relations, &self.types, &self.routines),
            ..self.lists()
        }
    }
}
