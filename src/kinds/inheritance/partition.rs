//! That a table is a partition: ATTACH PARTITION makes it one, DETACH PARTITION ends it, and its rows stay in both.

use super::bound::Bound;
use super::key::{self, PartitionKey};
use crate::diagnostic::{Problem, Result};
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Demand, Draft, Hazard, Kind, Lock, Probe, Query, Row, Scene,
    Setting, Target, Text, names,
};
use crate::kinds::table::Table;
use crate::model::{Fact, Id, KindName, State};
use crate::text::Expr;
use crate::text::sql::{Reader, Script, statements};

/// The kind `partition`.
pub struct PartitionKind;

/// What makes a table a partition.
#[derive(Debug, Clone)]
pub struct Partition {
    /// The partitioned table.
    pub of: Id,
    /// Which of its rows are here.
    pub bound: Bound,
    /// The types of the key, which give the values of the bound their meaning.
    pub types: Vec<Option<String>>,
}

impl PartialEq for Partition {
    fn eq(&self, other: &Partition) -> bool {
        self.of == other.of && self.bound == other.bound
    }
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::depends("parent", "detached and attached, the rows stay"),
    Attribute::depends("bound", "detached and attached, the rows stay"),
];

impl Kind for PartitionKind {
    fn name(&self) -> KindName {
        names::PARTITION
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        let types = "array(select coalesce(case when k.number <> 0 then (select format_type(a.atttypid, a.atttypmod) \
                     from pg_attribute a where a.attrelid = t.partrelid and a.attnum = k.number) end, '') \
                     from unnest(t.partattrs::int2[]) with ordinality k(number, place) order by k.place)";
        let keys = format!(
            "select t.partrelid, pg_get_partkeydef(t.partrelid), {types} from pg_partitioned_table t \
             where t.partrelid = any('{}'::oid[])",
            target.tables
        );
        let partitions = format!(
            "select i.inhrelid, n.nspname, p.relname, pg_get_expr(c.relpartbound, c.oid), {types} from pg_inherits i \
             join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent \
             join pg_namespace n on n.oid = p.relnamespace join pg_partitioned_table t on t.partrelid = p.oid \
             where i.inhrelid = any('{}'::oid[]) and c.relispartition \
             and coalesce(to_jsonb(i) ->> 'inhdetachpending', 'f') not in ('t', 'true')",
            target.tables
        );
        let query = |sql: String, read: fn(&mut Row, &mut Catalog)| Query { sql, read };
        vec![query(keys, read_key), query(partitions, read_row)]
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        fact.change(|partition: &mut Partition| {
            let types = partition.types.clone();
            partition.bound.visit(&mut |expr, column| {
                let target = types.get(column).cloned().flatten();
                visit(
                    expr,
                    Setting {
                        target,
                        ..Setting::default()
                    },
                );
            });
        });
    }

    fn uses(&self, fact: &Fact, _state: &State) -> Vec<Id> {
        vec![fact.body::<Partition>().of.clone()]
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|p: &mut Partition| {
            if let Some(new) = moved(&p.of) {
                p.of = new;
            }
        });
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        let Some(fact) = draft.state.get(id) else {
            return Ok(());
        };
        let partition: &Partition = fact.body();
        let body: Option<&Table> = draft.state.body(&partition.of);
        let Some(table) = body else {
            return Ok(());
        };
        let Some(key) = &table.partition_by else {
            let message = format!("table {} is not partitioned", partition.of.name());
            let place = fact.origin.place().cloned();
            let problem = Problem::error("not-partitioned", message)
                .at(place.unwrap_or_else(|| draft.place.clone()), "");
            return Err(Box::new(problem.help("give it a `partition by` clause")));
        };
        let types = key::types(&draft.state, &partition.of, key);
        if let Some(fact) = draft.state.get_mut(id) {
            fact.change(|p: &mut Partition| p.types = types);
        }
        Ok(())
    }

    fn probe(&self, fact: &Fact, _scene: &Scene) -> Option<Probe> {
        let partition: &Partition = fact.body();
        let mut prints = Vec::new();
        let mut bound = partition.bound.clone();
        bound.visit(&mut |expr, column| {
            let ty = partition.types.get(column).cloned().flatten();
            let cast = ty.map(|ty| format!("::{ty}")).unwrap_or_default();
            prints.push(format!("coalesce((({}){cast})::text, 'null')", expr.sql));
        });
        Some(Probe::of_values(format!("select {}", prints.join(", "))))
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let (partition, table) = (fact.body::<Partition>(), table_of(fact));
        let sql = format!(
            "alter table {} attach partition {} {}",
            partition.of.name(),
            table.name(),
            partition.bound.sql()
        );
        let sentence = format!("fails if a row of {} is not within its bound", table.name());
        let action = Action::create(fact, Text::Plain(sql))
            .needs(super::words::settled_parts(scene, &table, &partition.of))
            .lock(Lock::AccessExclusive)
            .scans()
            .hazard(Hazard::blocks_writes(
                &table,
                &format!("attaching {}", table.name()),
            ))
            .hazard(Hazard::may_fail(&table, sentence, None));
        vec![action]
    }

    fn drop(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        vec![super::words::ending(detachment(fact), fact, scene)]
    }

    /// Returns the room of the partitioned table: bounds become free before they are taken.
    fn slot(&self, fact: &Fact) -> Option<String> {
        Some(format!("bounds of {}", fact.body::<Partition>().of.name()))
    }

    fn alter(&self, _live: &Fact, _desired: &Fact, _scene: &Scene) -> Alter {
        Alter::Replace("a bound cannot change: the table is detached and attached again")
    }

    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        super::demands(action, scene)
    }

    fn describe(&self, fact: &Fact) -> String {
        let partition: &Partition = fact.body();
        format!(
            "partition of {} {}",
            partition.of.name(),
            partition.bound.sql()
        )
    }
}

/// Words how a partition is taken out of its table.
pub fn detachment(fact: &Fact) -> Action {
    let (of, table) = (&fact.body::<Partition>().of, table_of(fact));
    let (of, table) = (of.name(), table.name());
    let sql = format!("alter table {of} detach partition {table}");
    Action::drop(fact, Text::Plain(sql)).lock(Lock::AccessExclusive)
}

/// Returns the table that is the partition.
fn table_of(fact: &Fact) -> Id {
    fact.parent.clone().expect("a partition is a table")
}

fn key_types(row: &mut Row) -> Vec<Option<String>> {
    row.list().iter().map(|t| key::printed_type(t)).collect()
}

fn read_key(row: &mut Row, catalog: &mut Catalog) {
    let (relation, text) = (row.number(), row.text());
    let types = key_types(row);
    let Some(id) = catalog.find(Class::Relation, relation, 0).cloned() else {
        return;
    };
    let Some(key) = PartitionKey::from_catalog(text, types) else {
        return unread(catalog, &id, "its partition key", text);
    };
    if let Some(fact) = catalog.state.get_mut(&id) {
        fact.change(|t: &mut Table| t.partition_by = Some(key));
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let relation = row.number();
    let of = Id::new(names::TABLE, &[row.text(), row.text()]);
    let text = row.text();
    let types = key_types(row);
    let Some(table) = catalog.find(Class::Relation, relation, 0).cloned() else {
        return;
    };
    let script = Script::file(0, &text.into());
    let list = statements(script, &mut crate::diagnostic::Problems::default());
    let bound = list
        .first()
        .map(Reader::new)
        .map(|mut r| Bound::read(&mut r));
    let Some(Ok(bound)) = bound else {
        return unread(catalog, &table, "its bound", text);
    };
    let id = table.as_kind(names::PARTITION);
    catalog.add(Fact::new(id, Some(table), Partition { of, bound, types }));
}

/// Tells of what the server prints in a way that is not known.
fn unread(catalog: &mut Catalog, table: &Id, what: &str, text: &str) {
    let message = format!(
        "table {}: {what} is not compared, since it could not be read: {text}",
        table.name()
    );
    catalog
        .warnings
        .push(Problem::warning("not-compared", message));
}
