//! The objects in scope: what the desired state names, what belongs to it, and with pruning all of its schemas.

use std::collections::BTreeSet;

use super::early::Early;
use super::outside::Outside;
use super::rows::{self, QueryError, array};
use super::wanted::{Wanted, What, in_old_schemas};
use super::world::relation_kind;
use crate::kind::catalog::{Behind, Class, Oids};
use crate::kind::{Catalog, Extent, Reach, Row, Target, names};
use crate::kinds::sequence::logged;
use crate::kinds::{extension, role};
use crate::model::{Id, KindName, State};

/// Finds the objects in scope, and makes their oids known to the catalog.
///
/// # Errors
/// When the server refuses a query.
pub fn find(
    early: &mut Early,
    (desired, reach): (&State, &Reach),
    catalog: &mut Catalog,
    version: u32,
) -> Result<Target, QueryError> {
    let wanted = Wanted::new(desired, reach);
    let mut found = Found {
        outside: Outside::of(desired, reach),
        ..Found::default()
    };
    let mut queries = wanted.queries();
    queries.extend(found.outside.query().map(|q| (What::Bearing, q)));
    let texts: Vec<&str> = queries.iter().map(|q| q.1.as_str()).collect();
    early.run(&texts, |query, cells| {
        found.take(queries[query].0, &mut Row::new(cells), catalog, &wanted);
    })?;
    if !found.tables.is_empty() {
        early.run(&[owned_query(&found.tables, version)], |_, cells| {
            found.owned(&mut Row::new(cells), catalog);
        })?;
    }
    Ok(Target {
        version,
        ..found.target(desired, reach)
    })
}

/// Finds the objects that the files seem to define, by questions to `ask` whose rows are taken.
///
/// # Errors
/// When the server refuses a query.
pub fn guess(
    defined: &BTreeSet<Id>,
    catalog: &mut Catalog,
    version: u32,
    ask: &mut Ask,
) -> Result<Target, QueryError> {
    let wanted = Wanted::guess(defined);
    let mut found = Found::default();
    for (what, text) in wanted.queries() {
        ask(text, &mut |row| found.take(what, row, catalog, &wanted))?;
    }
    if !found.tables.is_empty() {
        let text = owned_query(&found.tables, version);
        ask(text, &mut |row| found.owned(row, catalog))?;
    }
    Ok(Target {
        version,
        ..found.target(&State::default(), &Reach::default())
    })
}

/// Asks a question and takes each row.
pub type Ask<'a> = dyn FnMut(String, &mut dyn FnMut(&mut Row)) -> Result<(), QueryError> + 'a;

/// Selects the sequences that columns of these tables own, those of identities (`i`) among them.
fn owned_query(tables: &[String], version: u32) -> String {
    let unlogged = match version >= logged::SINCE {
        true => "s.relpersistence = 'u'",
        false => "null",
    };
    format!(
        "select s.oid, d.deptype, d.refobjid, d.refobjsubid, n.nspname, s.relname, {unlogged} from pg_depend d \
         join pg_class s on s.oid = d.objid and s.relkind = 'S' join pg_namespace n on n.oid = s.relnamespace \
         where d.refclassid = 'pg_class'::regclass and d.refobjid = any({}::oid[]) and d.refobjsubid > 0 \
         and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')",
        array(tables)
    )
}

/// Returns the roles that the files speak of, as the text of an array that can stand between single quotes.
fn roles(desired: &State) -> String {
    let names = role::mentioned(desired);
    match names.is_empty() {
        true => String::new(),
        false => rows::elements(names).replace('\'', "''"),
    }
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
    /// Takes a row of one of the queries.
    fn take(&mut self, what: What, row: &mut Row, catalog: &mut Catalog, wanted: &Wanted) {
        match what {
            What::Schemas => self.schema(row, catalog),
            What::Relations => self.relation(row, catalog),
            What::Types => self.ty(row, catalog),
            What::Routines => self.routine(row, catalog, wanted),
            What::Outside => self.outside(row, catalog, wanted),
            What::Bearing => self.outside.found(row, catalog),
        }
    }

    fn relation(&mut self, row: &mut Row, catalog: &mut Catalog) {
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
            let sequence = Behind {
                column,
                name: name.to_string(),
                unlogged: row.opt().map(|unlogged| unlogged == "t"),
            };
            catalog.identities.insert(oid, sequence);
            self.identities.push(oid.to_string());
        } else if catalog.find(Class::Relation, oid, 0).is_none() {
            let id = Id::new(names::SEQUENCE, &[schema, name]);
            self.add(oid, id, catalog);
        }
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
        if wanted.all.is_some() || wanted.whole.contains(schema) || wanted.routines.contains(&id) {
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

    fn target(self, desired: &State, reach: &Reach) -> Target {
        let list = |oids: &[String]| Oids::new(oids);
        let named = |kind: KindName| {
            let names = desired.of_kind(kind).map(|f| f.id.last());
            (!reach.beyond_schemas()).then(|| rows::elements(names).replace('\'', "''"))
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
                || attachments
                    .iter()
                    .any(|k| desired.of_kind(k).next().is_some())
                || !desired.absent.is_empty(),
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
            bearing: self
                .outside
                .and(&self.relations, &self.types, &self.routines),
            attached: self.attached,
            version: 0,
        }
    }
}
