//! That a table inherits from another: INHERIT makes it so, NO INHERIT ends it, and rows and columns stay in both.

use std::collections::BTreeSet;

use crate::diagnostic::Problem;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Demand, Kind, Lock, Query, Row, Scene, Target, Text, names,
};
use crate::kinds::column::Column;
use crate::kinds::table::alter_table;
use crate::model::{Fact, Id, KindName, Pair, State};

/// The kind `inherits`.
pub struct InheritsKind;

/// What makes a table a child of another one that is not partitioned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inherits {
    /// The table that it inherits from.
    pub parent: Id,
    /// The columns and checks of that table which the child has of its own besides; set before the sides are compared.
    pub local: BTreeSet<Id>,
}

/// Returns the address of the fact that a table inherits from another: both names.
pub fn id(child: &Id, parent: &Id) -> Id {
    let names: Vec<String> = child.parts().into_iter().chain(parent.parts()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Id::new(names::INHERITS, &names)
}

impl Kind for InheritsKind {
    fn name(&self) -> KindName {
        names::INHERITS
    }

    fn attributes(&self) -> &'static [Attribute] {
        const ATTRIBUTES: &[Attribute] = &[
            Attribute::in_place("parents"),
            Attribute::depends(
                "own besides being inherited",
                "by NO INHERIT and INHERIT; never taken away",
            ),
        ];
        ATTRIBUTES
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        let tables = &target.tables;
        let links = format!(
            "select i.inhrelid, i.inhseqno, n.nspname, p.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid \
             join pg_class p on p.oid = i.inhparent join pg_namespace n on n.oid = p.relnamespace \
             where i.inhrelid = any('{tables}'::oid[]) and not c.relispartition"
        );
        let local = format!(
            "with child as (select distinct inhrelid from pg_inherits where inhrelid = any('{tables}'::oid[])) \
             select a.attrelid, '{}', a.attname from child join pg_attribute a on a.attrelid = inhrelid \
             where a.attnum > 0 and not a.attisdropped and a.attinhcount > 0 and a.attislocal \
             union all select k.conrelid, '{}', k.conname from child join pg_constraint k on k.conrelid = inhrelid \
             where k.contype = 'c' and k.coninhcount > 0 and k.conislocal",
            names::COLUMN,
            names::CHECK
        );
        let query = |sql: String, read: fn(&mut Row, &mut Catalog)| Query { sql, read };
        vec![query(links, read_row), query(local, read_local)]
    }

    fn uses(&self, fact: &Fact, _state: &State) -> Vec<Id> {
        vec![fact.body::<Inherits>().parent.clone()]
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|i: &mut Inherits| {
            if let Some(new) = moved(&i.parent) {
                i.parent = new;
            }
        });
        let child = fact.parent.as_ref().map(|c| moved(c).unwrap_or(c.clone()));
        if let Some(child) = child {
            fact.id = id(&child, &fact.body::<Inherits>().parent);
        }
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let (parent, table) = (&fact.body::<Inherits>().parent, table_of(fact));
        let text = alter_table(&table, format!("inherit {}", parent.name()), None);
        let needs = super::words::settled_parts(scene, &table, parent);
        // What a table has from two parents becomes its own only when it has left both.
        let links = super::links(scene.live, &table).into_iter();
        vec![
            Action::create(fact, text)
                .needs(needs)
                .needs(links.map(|link| left(&link.id)))
                .lock(Lock::AccessExclusive),
        ]
    }

    fn drop(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let parent = &fact.body::<Inherits>().parent;
        let (words, table) = (format!("no inherit {}", parent.name()), table_of(fact));
        let text = match changes_what_it_inherits(&table, parent, scene) {
            true => Text::Plain(format!("alter table {} {words}", table.name())),
            false => alter_table(&table, words, None),
        };
        let action = Action::drop(fact, text).lock(Lock::AccessExclusive);
        let action = action.makes([left(&fact.id)]);
        vec![super::words::ending(action, fact, scene)]
    }

    fn alter(&self, _live: &Fact, _desired: &Fact, _scene: &Scene) -> Alter {
        Alter::Replace(
            "what a table inherits becomes its own too when it leaves its parent and joins it again",
        )
    }

    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        super::demands(action, scene)
    }

    fn describe(&self, fact: &Fact) -> String {
        format!("inherits {}", fact.body::<Inherits>().parent.name())
    }
}

/// Returns the address of the end of a link.
fn left(id: &Id) -> Id {
    Id::printed(id.kind(), format!("{} #left", id.name()))
}

/// Returns the table that inherits.
fn table_of(fact: &Fact) -> Id {
    fact.parent.clone().expect("it is a table that inherits")
}

/// Returns whether the patch drops or changes what a table has from a parent. That takes a statement of its own afterwards, since
/// ALTER TABLE does NO INHERIT last, wherever it stands.
fn changes_what_it_inherits(table: &Id, parent: &Id, scene: &Scene) -> bool {
    let inherited = super::passed_on(scene.live, parent).into_iter();
    let own = inherited.filter_map(|f| super::heir(&f.id, parent, table));
    let live = own.filter_map(|id| scene.live.get(&id));
    let mut live = live.filter(|f| f.id.kind() != names::DEFAULT);
    let same = |live: &Fact, desired: &Fact| {
        let mut desired = desired.clone();
        // Whether a NOT NULL is its own has statements that come after.
        if let Some(column) = live.get::<Column>() {
            desired.change(|c: &mut Column| c.null.own = column.null.own);
        }
        live.same(&desired)
    };
    live.any(|f| scene.desired.get(&f.id).is_none_or(|d| !same(f, d)))
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (relation, place) = (row.number(), row.number());
    let parent = Id::new(names::TABLE, &[row.text(), row.text()]);
    if let Some(table) = catalog.find(Class::Relation, relation, 0).cloned() {
        let id = id(&table, &parent);
        let local = BTreeSet::new();
        catalog.add_at(
            place as u32,
            Fact::new(id, Some(table), Inherits { parent, local }),
        );
    }
}

fn read_local(row: &mut Row, catalog: &mut Catalog) {
    let (relation, kind, name) = (row.number(), row.text(), row.text());
    let Some(table) = catalog.find(Class::Relation, relation, 0).cloned() else {
        return;
    };
    let known = [names::COLUMN, names::CHECK];
    if let Some(kind) = known.into_iter().find(|k| *k == kind) {
        catalog.state.local.insert(table.child(kind, name));
    }
}

/// Returns the facts that a child has of its own on the live side only, besides inheriting them on both.
fn kept<'s>(live: &State, desired: &'s State) -> Vec<&'s Fact> {
    let all = live.local.iter().filter(|id| !desired.local.contains(id));
    let facts = all.filter_map(|id| desired.get(id));
    facts
        .filter(|f| !super::sources(desired, f).is_empty())
        .collect()
}

/// Tells of what a child has of its own besides inheriting it, where the files say otherwise: no statement takes it away.
pub fn warnings(live: &State, desired: &State) -> Vec<Problem> {
    kept(live, desired).into_iter().map(stays_local).collect()
}

/// Notes on both sides what children have of their own besides inheriting it; what the live side has stays.
pub fn settle(sides: &mut Pair<State>) {
    let kept: Vec<Id> = kept(&sides.live, &sides.desired)
        .iter()
        .map(|f| f.id.clone())
        .collect();
    sides.desired.local.extend(kept);
    note(&mut sides.live);
    note(&mut sides.desired);
}

fn note(state: &mut State) {
    let links = state.of_kind(names::INHERITS);
    let local = |link: &Fact| {
        let (child, parent) = (link.parent.as_ref()?, super::parent_of(link)?);
        let source = |id: &Id| super::heir(id, child, parent);
        let inherited = |id: &&Id| source(id).is_some_and(|s| state.has(&s));
        let local = state.local.iter().filter(inherited).cloned().collect();
        Some((link.id.clone(), local))
    };
    let found: Vec<(Id, BTreeSet<Id>)> = links.filter_map(local).collect();
    for (link, local) in found {
        if let Some(fact) = state.get_mut(&link) {
            fact.change(|i: &mut Inherits| i.local = local);
        }
    }
}

fn stays_local(fact: &Fact) -> Problem {
    let (kind, name) = (fact.id.kind(), fact.id.name());
    let message = format!(
        "{kind} {name} is the table's own besides being inherited, and stays so: no statement takes that away"
    );
    let problem = Problem::warning("not-compared", message);
    let problem = problem.at_any(fact.origin.place(), "here it is inherited only");
    problem.help(format!(
        "list it in `create table {}` too, to say the same",
        fact.id.container()
    ))
}
