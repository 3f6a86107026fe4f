//! Publications: which tables and schemas are replicated, and which of their changes.

mod read;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Demand, Draft, Grammar, Kind, Probe, Query, Row, Scene,
    Setting, Since, Target, Verb, names,
};
use crate::kinds::inheritance;
use crate::kinds::stand_in::StandIns;
use crate::model::{Fact, Id, KindName, State};
use crate::text::sql::Reader;
use crate::text::{Expr, quote, refs};

pub use words::left;

/// The kind `publication`.
pub struct PublicationKind;

/// What a publication is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Publication {
    /// Whether it is for all tables, those that will come among them.
    pub all_tables: bool,
    /// Its tables.
    pub tables: BTreeMap<Id, Member>,
    /// The schemas whose tables it is for.
    pub schemas: BTreeSet<String>,
    /// Which changes it publishes, and how.
    pub options: Options,
}

/// What of a table is published.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Member {
    /// The columns, where not all are.
    pub columns: Option<BTreeSet<String>>,
    /// The condition that a row must satisfy.
    pub filter: Option<Expr>,
}

/// Which changes are published, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Which of `insert`, `update`, `delete`, `truncate`.
    pub publish: BTreeSet<Operation>,
    /// Whether changes of a partition are published as changes of the whole table.
    pub via_root: bool,
    /// Whether stored generated columns are published, which PostgreSQL can since version 18.
    pub generated: bool,
}

/// A change that can be published, in the order in which the manual names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// `insert`.
    Insert,
    /// `update`.
    Update,
    /// `delete`.
    Delete,
    /// `truncate`.
    Truncate,
}

impl Operation {
    /// All of them, with their words.
    pub const ALL: [(Operation, &'static str); 4] = [
        (Operation::Insert, "insert"),
        (Operation::Update, "update"),
        (Operation::Delete, "delete"),
        (Operation::Truncate, "truncate"),
    ];
}

impl Default for Options {
    fn default() -> Options {
        Options {
            publish: Operation::ALL.iter().map(|o| o.0).collect(),
            via_root: false,
            generated: false,
        }
    }
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::replaced("all tables"),
    Attribute::in_place("tables"),
    Attribute::in_place("columns of a table").since(15),
    Attribute::in_place("row filter").since(15),
    Attribute::in_place("schemas").since(15),
    Attribute::in_place("published operations"),
    Attribute::in_place("via partition root"),
    Attribute::in_place("generated columns").since(18),
];

impl Kind for PublicationKind {
    fn name(&self) -> KindName {
        names::PUBLICATION
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("publication")
    }

    fn address(&self, reader: &mut Reader, _draft: &Draft) -> Result<Id> {
        Ok(Id::new(names::PUBLICATION, &[&reader.ident()?]))
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create publication",
                read: read::create,
            },
            Grammar {
                words: "alter publication",
                read: read::alter,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.names_no_publication() {
            return Vec::new();
        }
        let named = target.publications.as_ref();
        let scope = named.map_or("true".into(), |n| format!("p.pubname = any('{n}'::text[])"));
        let mut queries = vec![
            Query {
                sql: publications_query(target.version, &scope),
                read: read_publication,
            },
            Query {
                sql: tables_query(target.version, &scope),
                read: read_table,
            },
        ];
        if target.version >= 150_000 {
            let sql = format!(
                "select p.oid, n.nspname from pg_publication_namespace s join pg_publication p on p.oid = s.pnpubid \
                 join pg_namespace n on n.oid = s.pnnspid where {scope}"
            );
            queries.push(Query {
                sql,
                read: read_schema,
            });
        }
        queries
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        fact.change(|publication: &mut Publication| {
            for (table, member) in &mut publication.tables {
                let setting = Setting {
                    relation: Some(table.clone()),
                    ..Setting::default()
                };
                if let Some(filter) = &mut member.filter {
                    visit(filter, setting);
                }
            }
        });
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let publication: &Publication = fact.body();
        let schemas = publication
            .schemas
            .iter()
            .map(|s| Id::new(names::SCHEMA, &[s]));
        let mut uses: Vec<Id> = schemas.collect();
        for (table, member) in &publication.tables {
            uses.push(table.clone());
            let columns = member.columns.iter().flatten();
            uses.extend(columns.map(|c| table.child(names::COLUMN, c)));
        }
        uses.retain(|id| state.has(id));
        uses
    }

    fn without(&self, fact: &Fact, gone: &Id) -> Option<Fact> {
        let publication: &Publication = fact.body();
        let is_lost = |table: &Id, member: &Member| {
            let lists = |columns: &BTreeSet<String>| columns.contains(&gone.last());
            let column = gone.kind() == names::COLUMN && gone.container() == table.name();
            let asks = |filter: &Expr| {
                let names = refs::scan(&filter.sql).names;
                names.iter().any(|n| n.parts.last() == Some(&gone.last()))
            };
            let by_column = member.columns.as_ref().is_some_and(lists)
                || member.filter.as_ref().is_some_and(asks);
            table == gone || column && by_column
        };
        let schema = (gone.kind() == names::SCHEMA).then(|| gone.last());
        let mut left = publication.clone();
        left.tables.retain(|table, member| !is_lost(table, member));
        left.schemas.retain(|own| Some(own) != schema.as_ref());
        (left != *publication).then(|| {
            let mut fact = fact.clone();
            fact.change(|p: &mut Publication| *p = left);
            fact
        })
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|publication: &mut Publication| words::relink(publication, moved));
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        let publication: &Publication = fact.body();
        let members = || publication.tables.values();
        Since::of(&[
            (members().any(|m| m.filter.is_some()), "a row filter", 15),
            (members().any(|m| m.columns.is_some()), "a column list", 15),
            (!publication.schemas.is_empty(), "FOR TABLES IN SCHEMA", 15),
            (
                publication.options.generated,
                "publish_generated_columns",
                18,
            ),
        ])
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        let (state, world) = (&draft.state, draft.world);
        let Some(mut fact) = state.get(id).cloned() else {
            return Ok(());
        };
        let gone = |table: &Id| {
            world.known && !state.has(table) && !world.relations.contains_key(table.name())
        };
        fact.change(|p: &mut Publication| p.tables.retain(|table, _| !gone(table)));
        draft.state.put(fact);
        Ok(())
    }

    /// A publication cannot be for a temporary table, so that each filter is asked for as a check of one.
    fn probe(&self, fact: &Fact, scene: &Scene) -> Option<Probe> {
        let publication: &Publication = fact.get()?;
        let mut stand_ins = StandIns::new(fact, scene);
        let mut columns = Vec::new();
        for (table, member) in &publication.tables {
            let Some(filter) = &member.filter else {
                continue;
            };
            let name = stand_ins.relation(table)?;
            let number = columns.len();
            let filter = stand_ins.rewritten(&filter.parenthesised())?;
            let check =
                format!("alter table {name} add constraint trueup_probe_{number} check {filter}");
            stand_ins.build.push(check);
            columns.push(format!(
                "(select pg_get_expr(conbin, conrelid) from pg_constraint where conname = 'trueup_probe_{number}' \
                 and conrelid = {}::regclass)",
                quote::literal(&name)
            ));
        }
        Some(stand_ins.probe(format!("select {}", columns.join(", "))))
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        vec![words::create(fact, &|table| has_heirs(scene, table))]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![words::drop(fact)]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        words::alter(live, desired, &|table| has_heirs(scene, table))
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        Some(vec![words::rename(from, to)])
    }

    /// Who puts a table into one must own it; whole schemas, and all tables, are for superusers.
    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let live: Option<&Publication> = scene.live.body(&action.about);
        let desired: Option<&Publication> = scene.desired.body(&action.about);
        let mut demands = match action.verb {
            Verb::Create => vec![Demand::Database],
            Verb::Rename => vec![Demand::Own(action.about.clone()), Demand::Database],
            Verb::Alter | Verb::Drop => vec![Demand::Own(action.about.clone())],
        };
        let Some(desired) = desired.filter(|_| action.verb != Verb::Drop) else {
            return demands;
        };
        let is_new = |schema: &String| !live.is_some_and(|l| l.schemas.contains(schema));
        let all = desired.all_tables && action.verb == Verb::Create;
        if all || desired.schemas.iter().any(is_new) {
            demands.push(Demand::Superuser);
        }
        let was = |table: &Id| live.is_some_and(|l| l.tables.contains_key(table));
        let added = desired.tables.keys().filter(|t| !was(t));
        demands.extend(added.map(|t| Demand::Own(t.clone())));
        demands
    }

    fn describe(&self, fact: &Fact) -> String {
        words::definition(fact.body(), &|_| false)
    }
}

/// Returns whether a table has children by inheritance at any point of a patch.
fn has_heirs(scene: &Scene, table: &Id) -> bool {
    let inherit = |state: &State| {
        !inheritance::is_partitioned(state, table)
            && !inheritance::children(state, table).is_empty()
    };
    inherit(scene.live) || inherit(scene.desired)
}

fn publications_query(version: u32, scope: &str) -> String {
    let generated = match version >= 180_000 {
        true => "p.pubgencols = 's'",
        false => "false",
    };
    format!(
        "select p.oid, p.pubname, p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot, {generated} \
         from pg_publication p where {scope}"
    )
}

fn tables_query(version: u32, scope: &str) -> String {
    let of_member = match version >= 150_000 {
        true => {
            "pg_get_expr(r.prqual, r.prrelid), case when r.prattrs is not null then (select array_agg(a.attname order by a.attname) \
             from pg_attribute a where a.attrelid = r.prrelid and a.attnum = any(r.prattrs::int2[])) end"
        }
        false => "null, null",
    };
    format!(
        "select p.oid, n.nspname, c.relname, {of_member} from pg_publication_rel r join pg_publication p on p.oid = r.prpubid \
         join pg_class c on c.oid = r.prrelid join pg_namespace n on n.oid = c.relnamespace where {scope}"
    )
}

fn read_publication(row: &mut Row, catalog: &mut Catalog) {
    let (oid, name) = (row.number(), row.text());
    let all_tables = row.bool();
    let publish = Operation::ALL
        .iter()
        .filter(|_| row.bool())
        .map(|o| o.0)
        .collect();
    let options = Options {
        publish,
        via_root: row.bool(),
        generated: row.bool(),
    };
    let id = Id::new(names::PUBLICATION, &[name]);
    catalog.know(Class::Other("pg_publication"), oid, 0, id.clone());
    catalog.add(Fact::new(
        id,
        None,
        Publication {
            all_tables,
            options,
            ..Publication::default()
        },
    ));
}

fn change(row: &mut Row, catalog: &mut Catalog, change: impl FnOnce(&mut Row, &mut Publication)) {
    let found = catalog.find(Class::Other("pg_publication"), row.number(), 0);
    let Some(id) = found.cloned() else {
        return;
    };
    if let Some(fact) = catalog.state.get_mut(&id) {
        fact.change(|publication| change(row, publication));
    }
}

fn read_table(row: &mut Row, catalog: &mut Catalog) {
    change(row, catalog, |row, publication| {
        let table = Id::new(names::TABLE, &[row.text(), row.text()]);
        let filter = row.opt().map(Expr::new);
        let columns: BTreeSet<String> = row.list().into_iter().collect();
        let columns = (!columns.is_empty()).then_some(columns);
        publication.tables.insert(table, Member { columns, filter });
    });
}

fn read_schema(row: &mut Row, catalog: &mut Catalog) {
    change(row, catalog, |row, publication| {
        publication.schemas.insert(row.text().to_string());
    });
}
