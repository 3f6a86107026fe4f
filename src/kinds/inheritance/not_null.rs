//! Whether the NOT NULL of a child is its own besides being inherited, which the catalog tells since version 18.
//!
//! ALTER COLUMN … SET NOT NULL makes it so, and so does leaving all parents that give it; joining as a partition ends it. Where
//! the live side has it and the files do not say so, it stays: only statements that read all rows would end it. They are worded
//! where the patch itself has to make it so. How files are read is in `column::null`.

use super::partition::Partition;
use super::{children, links, parent_of, sources};
use crate::diagnostic::Problem;
use crate::kind::{Action, Lock, Scene, names};
use crate::kinds::column::{Column, null};
use crate::kinds::comment::{self, subject};
use crate::kinds::constraint::key::Key;
use crate::kinds::table::alter_table;
use crate::model::{Fact, Id, Pair, State};
use crate::text::quote;

/// Returns the columns of the parents that give a column its NOT NULL.
fn givers<'s>(state: &'s State, column: &Fact) -> Vec<&'s Fact> {
    let all = sources(state, column).into_iter();
    all.filter(|source| null::is_passed_on(source)).collect()
}

/// Tells of each that is the table's own besides being inherited, where the files say otherwise: it stays so.
pub fn warnings(sides: Pair<&State>) -> Vec<Problem> {
    let columns = sides.desired.of_kind(names::COLUMN);
    let told = columns.filter(|fact| {
        let both = sides.live.body::<Column>(&fact.id).zip(fact.get());
        both.is_some_and(|(live, desired)| stays(live, desired) && live.null.inherited)
            && !is_told_otherwise(fact, &sides)
    });
    told.map(stays_own).collect()
}

fn stays(live: &Column, desired: &Column) -> bool {
    live.not_null && desired.not_null && live.null.own && !desired.null.own
}

/// Returns whether the files say it in other words: they name the constraint, or have a key over the column.
fn is_told_otherwise(column: &Fact, sides: &Pair<&State>) -> bool {
    let name = |fact: &Fact| fact.body::<Column>().null.name.clone();
    let is_named = !column.body::<Column>().null.chosen
        && sides
            .live
            .get(&column.id)
            .is_some_and(|live| name(live) == name(column));
    is_named || has_key(sides.desired, column)
}

/// Returns whether a primary key of the table, or an identity, demands that a column is NOT NULL.
pub fn has_key(state: &State, column: &Fact) -> bool {
    let parts = column.parent.as_ref().map(|table| state.children(table));
    let merged = state.merged.values().map(|m| &m.fact);
    let merged = merged.filter(|f| f.parent == column.parent);
    let key = |f: &Fact| {
        let key = f.get::<Key>().filter(|_| f.id.kind() == names::PRIMARY_KEY);
        key.is_some_and(|key| key.columns.contains(&column.id.last()))
    };
    state.has(&column.id.as_kind(names::IDENTITY))
        || parts.into_iter().flatten().chain(merged).any(key)
}

fn stays_own(fact: &Fact) -> Problem {
    let (name, table) = (fact.id.name(), fact.id.container());
    let message = format!(
        "NOT NULL of column {name} is the table's own besides being inherited, and stays so"
    );
    let problem = Problem::warning("not-compared", message);
    let problem = problem.at_any(fact.origin.place(), "here it is inherited only");
    problem.help(format!(
        "write `alter table {table} alter column {} set not null` too, to say the same",
        quote::ident(&fact.id.last())
    ))
}

/// Returns whether a column is NOT NULL on both sides, and the server keeps whose constraint that is.
fn is_known((live, desired): &(&Column, &Column)) -> bool {
    live.not_null && desired.not_null && live.null.name.is_some()
}

/// Prepares two sides: the live one is as the patch leaves it by what makes tables children, and what it has besides stays.
pub fn settle(sides: &mut Pair<State>) {
    let (mut live, mut desired) = (Vec::new(), Vec::new());
    for fact in sides.desired.of_kind(names::COLUMN) {
        let both = sides
            .live
            .body::<Column>(&fact.id)
            .zip(fact.get::<Column>());
        let Some((from, to)) = both.filter(is_known) else {
            continue;
        };
        let (mut was, mut own) = (from.null.own, to.null.own);
        if !to.null.inherited {
            own = was;
        } else if joins(sides, fact) {
            was = false;
        } else if was {
            own = true;
        } else if is_left(sides, fact) {
            was = own || can_end(sides, fact);
        }
        live.extend((was != from.null.own).then(|| (fact.id.clone(), was)));
        desired.extend((own != to.null.own).then(|| (fact.id.clone(), own)));
    }
    let put = |state: &mut State, all: Vec<(Id, bool)>| {
        for (id, own) in all {
            if let Some(fact) = state.get_mut(&id) {
                fact.change(|c: &mut Column| c.null.own = own);
            }
        }
    };
    put(&mut sides.live, live);
    put(&mut sides.desired, desired);
}

/// Returns whether the patch attaches the table of a column as a partition.
fn joins(sides: &Pair<State>, column: &Fact) -> bool {
    let id = column
        .parent
        .as_ref()
        .map(|table| table.as_kind(names::PARTITION));
    let link = id.and_then(|id| sides.desired.get(&id));
    link.is_some_and(|link| sides.live.get(&link.id).is_none_or(|live| !live.same(link)))
}

/// Returns whether the table of a column leaves all parents that give its NOT NULL, be it to join them again.
fn is_left(sides: &Pair<State>, column: &Fact) -> bool {
    let givers = givers(&sides.live, column);
    let gives = |link: &&Fact| givers.iter().any(|g| g.parent.as_ref() == parent_of(link));
    let goes = |link: &Fact| {
        let stays = sides.desired.get(&link.id).is_some_and(|d| d.same(link));
        !stays && link.get::<Partition>().is_none()
    };
    let links = column
        .parent
        .as_ref()
        .map(|table| links(&sides.live, table));
    let mut links = links.into_iter().flatten().filter(gives);
    !givers.is_empty() && links.all(goes)
}

/// Returns whether statements can end that it is the table's own: nothing needs it for a moment, and each parent can take it back.
fn can_end(sides: &Pair<State>, column: &Fact) -> bool {
    let free = |giver: &&Fact| {
        let stays = sides
            .live
            .get(&giver.id)
            .is_some_and(|live| live.same(giver));
        stays && !giver.body::<Column>().null.inherited
    };
    let address = comment::address(&column.id.as_kind(subject::NOT_NULL));
    let mut below = vec![column];
    let mut next = 0;
    while let Some(fact) = below.get(next) {
        let table = fact.parent.as_ref();
        let tables = table.map(|table| children(&sides.desired, table));
        let ids = tables.into_iter().flatten();
        let ids = ids.map(|child| child.child(names::COLUMN, &column.id.last()));
        below.extend(
            ids.filter_map(|id| sides.desired.get(&id))
                .collect::<Vec<_>>(),
        );
        next += 1;
    }
    let needed = |fact: &&Fact| has_key(&sides.live, fact) || has_key(&sides.desired, fact);
    givers(&sides.desired, column).iter().all(free)
        && !sides.live.has(&address)
        && !below.iter().any(needed)
}

/// Words that the NOT NULL of a child is no more its own: the parents keep theirs to themselves for a moment.
pub fn ended(desired: &Fact, scene: &Scene) -> Vec<Action> {
    let Some(table) = &desired.parent else {
        return Vec::new();
    };
    let token = |what: &str| Id::printed(names::COLUMN, format!("{} #{what}", desired.id.name()));
    let (kept, gone) = (token("kept"), token("gone"));
    let givers = givers(scene.desired, desired);
    let alter = |fact: &Fact, words: String| {
        let table = fact.parent.clone().expect("a column belongs to a table");
        let mut action = Action::alter(fact, alter_table(&table, words, None));
        action.touches.clear();
        action.lock(Lock::AccessExclusive)
    };
    let of_parent = |giver: &Fact, word: &str| {
        let name = quote::ident(&null::name(&giver.id, scene));
        alter(giver, format!("alter constraint {name} {word}"))
    };
    let joined: Vec<Id> = links(scene.desired, table)
        .iter()
        .map(|l| l.id.clone())
        .collect();
    let before = givers.iter().map(|giver| {
        let action = of_parent(giver, "no inherit").needs(joined.clone());
        action.makes([kept.clone()])
    });
    let column = quote::ident(&desired.id.last());
    let dropped = alter(desired, format!("alter column {column} drop not null"));
    let dropped = dropped.needs([kept.clone()]).makes([gone.clone()]);
    let after = givers
        .iter()
        .map(|giver| of_parent(giver, "inherit").needs([gone.clone()]).scans());
    before.chain([dropped]).chain(after).collect()
}
