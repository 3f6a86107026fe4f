//! Tables: what they are apart from their parts.
//!
//! Columns and constraints are kinds of their own; here is CREATE TABLE, which reads them in its list, and ALTER TABLE, which
//! hands each of its forms to the kind that it changes.

mod alter;
mod create;
mod element;
mod like;
pub mod replica;
pub mod typed;

use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    self, Action, Alter, Attribute, Catalog, Draft, Grammar, Hazard, Kind, Lock, Probe, Query, Row,
    Scene, Setting, Since, Target, Text, names, probe,
};
use crate::kinds::foreign::{self, Foreign};
use crate::kinds::index::Element;
use crate::kinds::inheritance::{self, key::PartitionKey};
use crate::kinds::publication;
use crate::kinds::sequence;
use crate::kinds::stand_in::StandIns;
use crate::kinds::storage::{self, Storage};
use crate::kinds::trigger;
use crate::model::{Fact, Id, KindName, State};
use crate::text::Expr;
use crate::text::sql::Reader;

use replica::Replica;

/// The kind `table`.
pub struct TableKind;

/// What a table is apart from its parts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Whether it is not written to the log of the server, and empty after a crash.
    pub unlogged: bool,
    /// Whether policies restrict its rows.
    pub row_security: bool,
    /// Whether they restrict its owner too.
    pub force_row_security: bool,
    /// How it is partitioned, if it is.
    pub partition_by: Option<PartitionKey>,
    /// What tells its rows apart in logical replication.
    pub replica: Replica,
    /// How and where its rows are kept.
    pub storage: Storage,
    /// Where its rows are instead, if it is a foreign table.
    pub foreign: Option<Foreign>,
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::depends("unlogged", "in place, the rows are written again"),
    Attribute::in_place("row security"),
    Attribute::in_place("forced row security"),
    Attribute::in_place("replica identity"),
    Attribute::in_place("storage parameters"),
    Attribute::replaced("partition key"),
    Attribute::depends("tablespace", "in place, the rows are written again"),
    Attribute::depends(
        "access method",
        "in place from version 15 on, the rows are written again; else replaced",
    ),
    Attribute::replaced("foreign server"),
    Attribute::in_place("options for the foreign server"),
];

impl Kind for TableKind {
    fn name(&self) -> KindName {
        names::TABLE
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("table")
    }

    fn other_noun(&self) -> Option<&'static str> {
        Some("foreign table")
    }

    fn reference(&self, id: &Id, state: &State) -> String {
        let noun = match foreign::table::is_foreign(state, id) {
            true => "foreign table",
            false => "table",
        };
        format!("{noun} {}", id.name())
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create table",
                read: create::read,
            },
            Grammar {
                words: "alter table",
                read: alter::read,
            },
            Grammar {
                words: "create foreign table",
                read: create::read,
            },
            Grammar {
                words: "alter foreign table",
                read: alter::read,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.tables.is_empty() {
            return Vec::new();
        }
        let sql = format!(
            "select c.oid, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relreplident, {} from pg_class c {} \
             where c.oid = any('{}'::oid[]) and c.relkind in ('r', 'p')",
            storage::COLUMNS,
            storage::JOINS,
            target.tables
        );
        let mut queries = vec![Query {
            sql,
            read: read_row,
        }];
        queries.extend(foreign::table::queries(target));
        queries
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        Some(format!("relation {}", fact.id.name()))
    }

    fn has_expressions(&self, fact: &Fact) -> bool {
        fact.body::<Table>().partition_by.is_some()
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        let table = fact.id.clone();
        fact.change(|t: &mut Table| {
            t.partition_by
                .iter_mut()
                .for_each(|k| k.visit(&table, visit));
        });
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        let table: &Table = fact.body();
        let chosen = table.partition_by.is_some() && table.storage.method.is_some();
        Since::of(&[(chosen, "USING with PARTITION BY", 17)])
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let table: &Table = fact.body();
        let server = table.foreign.as_ref().and_then(|f| f.server_in(state));
        server
            .into_iter()
            .chain(table.storage.uses(state))
            .collect()
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        let table = fact.id.clone();
        fact.change(|t: &mut Table| {
            t.foreign.iter_mut().for_each(|f| f.relink(moved));
            t.partition_by
                .iter_mut()
                .for_each(|k| k.relink(&table, moved));
        });
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        foreign::table::finish(id, draft)?;
        trigger::tell_internal(draft, id);
        inheritance::key::finish(id, draft)
    }

    fn probe(&self, fact: &Fact, scene: &Scene) -> Option<Probe> {
        let mut stand_ins = StandIns::new(fact, scene);
        let table = stand_ins.relation(&fact.id)?;
        let (mut prints, mut copy) = (Vec::new(), stand_ins.fact(fact)?);
        self.expressions(&mut copy, &mut |expr, _| {
            let name = format!("pg_temp.trueup_probe_{}", prints.len());
            let key = expr.parenthesised();
            stand_ins.build.push(format!(
                "create table {name} (like {table}) partition by range ({key})"
            ));
            prints.push(format!(
                "(select pg_get_expr(partexprs, partrelid) from pg_partitioned_table where partrelid = {})",
                probe::oid(&name)
            ));
        });
        let print = format!("select {}", prints.join(", "));
        (!prints.is_empty()).then(|| stand_ins.probe(print))
    }

    fn follows_path(&self, fact: &Fact) -> bool {
        let key = fact.body::<Table>().partition_by.as_ref();
        let classes = key.is_some_and(|k| k.elements.iter().any(Element::follows_path));
        classes || kind::expressions_follow_path(self, fact)
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let table: &Table = fact.body();
        let sort = match (&table.foreign, table.unlogged) {
            (Some(_), _) => "foreign ",
            (None, true) => "unlogged ",
            (None, false) => "",
        };
        let elsewhere = table.foreign.as_ref().map(|f| f.words(&fact.id));
        let around = inheritance::words::around(fact, scene);
        let head = format!("create {sort}table {}{}", fact.id.name(), around.before);
        let text = Text::NewTable {
            head,
            tail: around.after + &storage_words(fact, scene) + &elsewhere.unwrap_or_default(),
            bare: around.bare,
        };
        let parents = inheritance::parents(scene.desired, &fact.id);
        let mut actions = vec![
            Action::create(fact, text)
                .makes(around.makes)
                .needs(parents),
        ];
        let none = Table {
            row_security: false,
            force_row_security: false,
            ..table.clone()
        };
        // Nothing that uses the table has to wait for it.
        actions.extend(row_security(&none, fact).into_iter().map(|mut action| {
            action.touches.clear();
            action
        }));
        actions.extend(replica::change(Replica::Default, fact));
        actions.extend(foreign::table::secrets(fact));
        actions
    }

    fn drop(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        if fact.body::<Table>().foreign.is_some() {
            let sql = format!("drop foreign table {}", fact.id.name());
            return vec![Action::drop(fact, Text::Plain(sql)).lock(Lock::AccessExclusive)];
        }
        let name = fact.id.name();
        let partitioned = inheritance::is_partitioned(scene.live, &fact.id);
        let along = match partitioned {
            true => " and what partitions it still has",
            false => "",
        };
        let count = inheritance::words::lost_rows(&fact.id, scene);
        let hazard = Hazard::drops(&fact.id, &format!("table {name}{along}"), count, "rows");
        let action = Action::drop(fact, Text::Plain(format!("drop table {name}")))
            .lock(Lock::AccessExclusive)
            .hazard(hazard);
        let detached = inheritance::words::freed(&fact.id, scene);
        detached.into_iter().chain([action]).collect()
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        let (from, to): (&Table, &Table) = (live.body(), desired.body());
        if from.partition_by != to.partition_by {
            return Alter::Replace("the partition key of a table cannot change");
        }
        if from.foreign.as_ref().map(|f| &f.server) != to.foreign.as_ref().map(|f| &f.server) {
            return Alter::Replace("where the rows of a table are cannot change");
        }
        let text = |clause| alter_table(&desired.id, clause, None);
        let kept = from.storage.changes(desired, &to.storage, scene, text);
        let Some(mut actions) = kept else {
            return Alter::Replace(storage::METHOD_IS_FIXED);
        };
        if to.partition_by.is_some() {
            // It has no rows of its own that would move.
            actions.iter_mut().for_each(Action::rewrites_nothing);
        }
        if from.unlogged != to.unlogged {
            let word = if to.unlogged {
                "set unlogged"
            } else {
                "set logged"
            };
            actions.push(
                alter_clause(desired, word)
                    .stands_between(&[names::FOREIGN_KEY, names::PUBLICATION])
                    .makes([sequence::logged::done(&desired.id)])
                    .needs([publication::left(&desired.id)])
                    .rewrites()
                    .hazard(Hazard::rewrites(&desired.id)),
            );
            actions.extend(sequence::logged::settle(desired, scene));
        }
        actions.extend(row_security(from, desired));
        actions.extend(replica::change(from.replica, desired));
        if let Some((from, to)) = from.foreign.as_ref().zip(to.foreign.as_ref()) {
            actions.extend(foreign::table::change(&from.options, &to.options, desired));
        }
        Alter::InPlace(actions)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        let called = kind::called(match from.body::<Table>().foreign {
            Some(_) => "foreign table",
            None => "table",
        });
        Some(kind::renaming(from, to, Lock::AccessExclusive, called))
    }

    fn describe(&self, fact: &Fact) -> String {
        let table: &Table = fact.body();
        let mut words = vec![match (&table.foreign, table.unlogged) {
            (Some(foreign), _) => format!("foreign table{}", foreign.words(&fact.id)),
            (None, true) => "unlogged table".to_string(),
            (None, false) => "table".to_string(),
        }];
        words.extend(
            table
                .partition_by
                .as_ref()
                .map(|key| format!("partition by {}", key.sql())),
        );
        words.extend(
            table
                .row_security
                .then(|| "row level security enabled".to_string()),
        );
        words.extend(table.force_row_security.then(|| "forced".to_string()));
        if table.replica != Replica::Default {
            words.push(format!("replica identity {}", table.replica.words()));
        }
        words.extend(Some(table.storage.words().trim().to_string()).filter(|w| !w.is_empty()));
        words.join(", ")
    }
}

/// Steps over an element of the list in CREATE TABLE.
pub fn skip_element(reader: &mut Reader) -> Result<()> {
    element::skip(reader)
}

/// Steps over the rest of a clause, up to the next comma.
pub fn skip_clause(reader: &mut Reader) -> Result<()> {
    element::skip(reader)
}

fn row_security(from: &Table, desired: &Fact) -> Vec<Action> {
    let to: &Table = desired.body();
    let mut actions = Vec::new();
    if from.row_security != to.row_security {
        let verb = if to.row_security { "enable" } else { "disable" };
        actions.push(row_security_clause(desired, verb));
    }
    if from.force_row_security != to.force_row_security {
        let verb = if to.force_row_security {
            "force"
        } else {
            "no force"
        };
        actions.push(row_security_clause(desired, verb));
    }
    actions
}

/// Words a change of the table that nothing of it has to wait for.
fn row_security_clause(desired: &Fact, verb: &str) -> Action {
    let mut action = alter_clause(desired, &format!("{verb} row level security"));
    action.touches.clear();
    action
}

fn alter_clause(desired: &Fact, words: &str) -> Action {
    let text = alter_table(&desired.id, words.to_string(), None);
    Action::alter(desired, text)
        .needs([desired.id.clone()])
        .lock(Lock::AccessExclusive)
}

/// Makes a clause of ALTER TABLE.
pub fn alter_table(table: &Id, clause: String, element: Option<String>) -> Text {
    Text::Clause {
        head: format!("alter table {}", table.name()),
        table: table.clone(),
        clause,
        element,
    }
}

/// Returns the table that a part of it belongs to.
pub fn table_of(part: &Id, state: &State) -> Option<Id> {
    let mut fact = state.get(part)?;
    while fact.id.kind() != names::TABLE {
        fact = state.get(fact.parent.as_ref()?)?;
    }
    Some(fact.id.clone())
}

/// Words how the rows of a new table are kept.
fn storage_words(fact: &Fact, scene: &Scene) -> String {
    let parents = inheritance::parents(scene.desired, &fact.id);
    let parent = parents
        .first()
        .filter(|_| inheritance::is_partition(scene.desired, &fact.id));
    let parent: Option<&Table> = parent.and_then(|p| scene.desired.body(p));
    let Table {
        storage, foreign, ..
    } = fact.body();
    let parent = parent.filter(|_| foreign.is_none());
    storage.words_below(parent.map(|p| &p.storage), scene)
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let Some(id) = catalog.find(Class::Relation, row.number(), 0).cloned() else {
        return;
    };
    let parent = Id::new(names::SCHEMA, &[&id.parts()[0]]);
    let body = catalog.alike(names::TABLE, row, |row, _| Table {
        unlogged: row.text() == "u",
        row_security: row.bool(),
        force_row_security: row.bool(),
        partition_by: None,
        replica: Replica::of_letter(row.text()),
        storage: Storage::from_catalog(row),
        foreign: None,
    });
    catalog.add(Fact::alike(id, Some(parent), body));
}
