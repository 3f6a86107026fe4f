//! Tables: what they are apart from their parts.
//!
//! Columns and constraints are kinds of their own; here is CREATE TABLE, which reads them in its list, and ALTER TABLE, which
//! hands each of its forms to the kind that it changes.

mod alter;
mod create;
mod element;
mod like;
pub mod replica;

use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Grammar, Hazard, Kind, Lock, Query, Row, Scene, Target,
    Text, names,
};
use crate::kinds::storage::{self, Storage};
use crate::model::{Fact, Id, KindName, State};
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
    /// What tells its rows apart in logical replication.
    pub replica: Replica,
    /// How and where its rows are kept.
    pub storage: Storage,
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::depends("unlogged", "in place, the rows are written again"),
    Attribute::in_place("row security"),
    Attribute::in_place("forced row security"),
    Attribute::in_place("replica identity"),
    Attribute::in_place("storage parameters"),
    Attribute::depends("tablespace", "in place, the rows are written again"),
    Attribute::depends(
        "access method",
        "in place from version 15 on, the rows are written again; else replaced",
    ),
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
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        Some(format!("relation {}", fact.id.name()))
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let table: &Table = fact.body();
        let unlogged = if table.unlogged { "unlogged " } else { "" };
        let head = format!("create {unlogged}table {}", fact.id.name());
        let mut actions = vec![Action::create(
            fact,
            Text::NewTable {
                head,
                tail: table.storage.words(),
            },
        )];
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
        actions
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let name = fact.id.name();
        let count = format!("select count(*) from {name}");
        let hazard = Hazard::drops_data(&fact.id, format!("drops table {name}"), count, "rows");
        vec![
            Action::drop(fact, Text::Plain(format!("drop table {name}")))
                .lock(Lock::AccessExclusive)
                .hazard(hazard),
        ]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        let (from, to): (&Table, &Table) = (live.body(), desired.body());
        let text = |clause| alter_table(&desired.id, clause, None);
        let kept = from
            .storage
            .changes(desired, &to.storage, scene.version, text);
        let Some(mut actions) = kept else {
            return Alter::Replace(storage::METHOD_IS_FIXED);
        };
        if from.unlogged != to.unlogged {
            let word = if to.unlogged {
                "set unlogged"
            } else {
                "set logged"
            };
            actions.push(
                alter_clause(desired, word)
                    .rewrites()
                    .hazard(Hazard::rewrites(&desired.id)),
            );
        }
        actions.extend(row_security(from, desired));
        actions.extend(replica::change(from.replica, desired));
        Alter::InPlace(actions)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        Some(renaming("table", from, to))
    }

    fn describe(&self, fact: &Fact) -> String {
        let table: &Table = fact.body();
        let mut words = vec![
            if table.unlogged {
                "unlogged table"
            } else {
                "table"
            }
            .to_string(),
        ];
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

/// Steps over the rest of a clause, up to the next comma.
pub fn skip_clause(reader: &mut Reader) -> Result<()> {
    element::skip(reader)
}

/// Words the change of schema and name of something that `ALTER <noun>` renames.
pub fn renaming(noun: &str, from: &Fact, to: &Fact) -> Vec<Action> {
    let (old, new) = (from.id.parts(), to.id.parts());
    let mut sql = Vec::new();
    let mut name = from.id.name().to_string();
    if old[0] != new[0] {
        let schema = crate::text::quote::ident(&new[0]);
        sql.push(format!("alter {noun} {name} set schema {schema}"));
        name = Id::new("", &[&new[0], &from.id.last()]).name().to_string();
    }
    if from.id.last() != to.id.last() {
        sql.push(format!(
            "alter {noun} {name} rename to {}",
            crate::text::quote::ident(&to.id.last())
        ));
    }
    sql.into_iter()
        .map(|sql| Action::rename(from, to, Text::Plain(sql)))
        .collect()
}

fn row_security(from: &Table, desired: &Fact) -> Vec<Action> {
    let to: &Table = desired.body();
    let mut actions = Vec::new();
    if from.row_security != to.row_security {
        let verb = if to.row_security { "enable" } else { "disable" };
        actions.push(alter_clause(desired, &format!("{verb} row level security")));
    }
    if from.force_row_security != to.force_row_security {
        let verb = if to.force_row_security {
            "force"
        } else {
            "no force"
        };
        actions.push(alter_clause(desired, &format!("{verb} row level security")));
    }
    actions
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

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let Some(id) = catalog.find(Class::Relation, row.number(), 0).cloned() else {
        return;
    };
    let unlogged = row.text() == "u";
    let (row_security, force_row_security) = (row.bool(), row.bool());
    let replica = Replica::of_letter(row.text());
    let storage = Storage::from_catalog(row);
    let parent = Id::new(names::SCHEMA, &[&id.parts()[0]]);
    catalog.add(Fact::new(
        id,
        Some(parent),
        Table {
            unlogged,
            row_security,
            force_row_security,
            replica,
            storage,
        },
    ));
}
