//! The constraint behind NOT NULL: since version 18 it has a name, and may be NOT VALID or NO INHERIT.
//!
//! Whether a column takes nulls at all is with the column. A name that no file writes is the server's choice, which hangs on what
//! there was when the constraint was made and outlives a rename of its column; it is not compared. That of a constraint which is
//! inherited can no more be changed.

use super::Column;
use super::words::{clause, set_not_null};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Action, Draft, Hazard, Lock, Scene, names};
use crate::kinds::inheritance;
use crate::kinds::table::alter_table;
use crate::kinds::{self, comment};
use crate::model::{Fact, Id, Place, State};
use crate::text::sql::Reader;
use crate::text::{name, quote};

/// The constraint behind NOT NULL.
#[derive(Debug, Clone, Default)]
pub struct NotNull {
    /// The name, where it is known: the catalog has one since version 18.
    pub name: Option<String>,
    /// Whether no file says the name, so that it is the server's choice.
    pub chosen: bool,
    /// Whether it is that of a parent table.
    pub inherited: bool,
    /// Whether it is the table's own, so that it stays when the parents have it no more; known where the name is.
    pub own: bool,
    /// Whether rows that exist are not checked.
    pub not_valid: bool,
    /// Whether child tables do not get it.
    pub no_inherit: bool,
}

impl PartialEq for NotNull {
    fn eq(&self, other: &NotNull) -> bool {
        let free = self.chosen || other.chosen || self.inherited && other.inherited;
        let named = match (&self.name, &other.name) {
            (Some(a), Some(b)) => free || a == b,
            (None, _) | (_, None) => true,
        };
        let marks = |null: &NotNull| (null.not_valid, null.no_inherit, null.own);
        named && marks(self) == marks(other)
    }
}

/// The version from which the constraint is one of its own.
pub const SINCE: u32 = 180_000;

impl NotNull {
    /// Returns whether only a newer server has what it says.
    pub fn is_new(&self) -> bool {
        self.not_valid || self.no_inherit
    }
}

/// Returns the name that the server gives the constraint of a column, unless another constraint has it.
pub fn chosen(column: &Id) -> String {
    let parts = column.parts();
    name::make(&parts[1], Some(&parts[2]), Some("not_null"))
}

/// Returns whether the server keeps the name of the constraint.
pub fn keeps_names(draft: &Draft) -> bool {
    let version = draft.world.version;
    version == 0 || version >= SINCE
}

/// Returns the name that the constraint of a column has on the server, once what changes it has run.
pub fn name(column: &Id, scene: &Scene) -> String {
    let on = |state: &'_ State| {
        let fact = state.get(column)?.clone();
        fact.body::<Column>().not_null.then_some(fact)
    };
    match (on(scene.live), on(scene.desired)) {
        (Some(live), Some(desired)) => settled(&live, &desired),
        (Some(one), None) | (None, Some(one)) => settled(&one, &one),
        (None, None) => chosen(column),
    }
}

/// Returns the name that is written, where it is not the server's own choice.
fn own_name(fact: &Fact) -> Option<&String> {
    let null = &fact.body::<Column>().null;
    let written = null.name.as_ref().filter(|_| !null.chosen);
    written.filter(|n| **n != chosen(&fact.id))
}

/// Returns whether the constraint is what the words NOT NULL alone make.
pub fn is_plain(fact: &Fact) -> bool {
    own_name(fact).is_none() && !fact.body::<Column>().null.is_new()
}

/// Returns the name that the constraint of a desired column has, or keeps from the live one.
fn settled(live: &Fact, desired: &Fact) -> String {
    let (from, to) = (&live.body::<Column>().null, &desired.body::<Column>().null);
    let there = from.name.as_ref().filter(|_| to.chosen);
    let name = there.or(to.name.as_ref()).or(from.name.as_ref());
    name.cloned().unwrap_or_else(|| chosen(&desired.id))
}

/// Returns whether the words of a column leave the constraint out where they make its table, since a parent brings it.
pub fn comes_along(fact: &Fact) -> bool {
    let null = &fact.body::<Column>().null;
    null.inherited && !null.own && null.name.is_some()
}

/// Words the constraint in the definition of a column, with its leading space; one that is not valid is added by itself.
pub fn definition(fact: &Fact) -> String {
    let column: &Column = fact.body();
    if !column.not_null || column.null.not_valid {
        return String::new();
    }
    let name = own_name(fact).map(|n| format!(" constraint {}", quote::ident(n)));
    let end = if column.null.no_inherit {
        " no inherit"
    } else {
        ""
    };
    format!("{} not null{end}", name.unwrap_or_default())
}

/// Words what the definition of a new column cannot say.
pub fn added(fact: &Fact) -> Option<Action> {
    let column: &Column = fact.body();
    (column.not_null && column.null.not_valid).then(|| add(fact, &settled(fact, fact)))
}

/// Words the constraint as one of the table.
fn add(fact: &Fact, name: &str) -> Action {
    let null = &fact.body::<Column>().null;
    let mut words = of_column(fact, name);
    if null.no_inherit {
        words.push_str(" no inherit");
    }
    if null.not_valid {
        words.push_str(" not valid");
    }
    of_table(fact, format!("add {words}"), None).lock(Lock::AccessExclusive)
}

fn of_column(fact: &Fact, name: &str) -> String {
    let column = quote::ident(&fact.id.last());
    format!("constraint {} not null {column}", quote::ident(name))
}

fn of_table(fact: &Fact, words: String, element: Option<String>) -> Action {
    let table = fact.parent.clone().expect("a column belongs to a table");
    Action::alter(fact, alter_table(&table, words, element))
}

/// Words the change from one constraint to another, or from none, or to none.
pub fn changes(live: &Fact, desired: &Fact, scene: &Scene) -> Vec<Action> {
    let (from, to): (&Column, &Column) = (live.body(), desired.body());
    match (from.not_null, to.not_null) {
        (false, false) => Vec::new(),
        (true, false) => vec![clause(desired, "drop not null")],
        (false, true) => vec![made(desired, scene)],
        (true, true) if from.null == to.null => Vec::new(),
        // What is valid cannot become NOT VALID again.
        (true, true) if to.null.not_valid && !from.null.not_valid => {
            let name = settled(live, desired);
            let mut anew = vec![clause(desired, "drop not null"), add(desired, &name)];
            anew.extend(commented_again(desired, scene));
            anew
        }
        (true, true) => altered(live, desired, scene),
    }
}

/// Words the comment on a constraint that is made anew, where it had one.
fn commented_again(desired: &Fact, scene: &Scene) -> Vec<Action> {
    let id = comment::address(&desired.id.as_kind(comment::subject::NOT_NULL));
    let comment = scene.desired.get(&id).filter(|_| scene.live.has(&id));
    comment.map_or(Vec::new(), |c| kinds::kind(c.id.kind()).create(c, scene))
}

/// Words a constraint that a column did not have; the server makes a plain one by itself.
fn made(desired: &Fact, scene: &Scene) -> Action {
    let null = &desired.body::<Column>().null;
    let has_names = scene.version >= SINCE;
    let is_named = has_names && own_name(desired).is_some();
    if !null.is_new() && has_names && !scene.live.has(&desired.id) {
        let made = made_own(desired, Some(element(desired, scene)), scene);
        return reading(made, desired);
    }
    if !(null.is_new() || is_named) {
        return set_not_null(desired);
    }
    let added = add(desired, &settled(desired, desired));
    match null.not_valid {
        true => added,
        false => reading(added, desired),
    }
}

fn altered(live: &Fact, desired: &Fact, scene: &Scene) -> Vec<Action> {
    let (from, to) = (&live.body::<Column>().null, &desired.body::<Column>().null);
    let old = from.name.clone().unwrap_or_else(|| chosen(&live.id));
    let name = settled(live, desired);
    let (before, after) = (quote::ident(&old), quote::ident(&name));
    let mut out = Vec::new();
    let is_named = before != after && !(from.inherited && to.inherited);
    let becomes_own = to.own && !from.own;
    if !scene.live.has(&desired.id) && (is_named || becomes_own) {
        // A new child has the parent's constraint, unless its own stands in its definition.
        out.push(made_own(desired, Some(element(desired, scene)), scene));
    } else if becomes_own {
        out.push(made_own(desired, None, scene));
    } else if from.own && !to.own && to.inherited {
        out.extend(inheritance::not_null::ended(desired, scene));
    }
    if is_named && scene.live.has(&desired.id) {
        let table = desired.parent.as_ref().map_or("", |t| t.name());
        let sql = format!("alter table {table} rename constraint {before} to {after}");
        let text = crate::kind::Text::Plain(sql);
        out.push(Action::alter(desired, text).lock(Lock::AccessExclusive));
    }
    if from.no_inherit != to.no_inherit {
        let words = if to.no_inherit {
            "no inherit"
        } else {
            "inherit"
        };
        let words = format!("alter constraint {after} {words}");
        out.push(of_table(desired, words, None).lock(Lock::AccessExclusive));
    }
    if from.not_valid && !to.not_valid {
        let action = of_table(desired, format!("validate constraint {after}"), None);
        out.push(reading(action.lock(Lock::ShareUpdateExclusive), desired));
    }
    out
}

/// Words the constraint in the list of a new child, which has the column from its parent: that of a partition has columns, as older
/// servers know it too.
fn element(fact: &Fact, scene: &Scene) -> String {
    let column = quote::ident(&fact.id.last());
    let link = fact
        .parent
        .as_ref()
        .map(|table| table.as_kind(names::PARTITION));
    let is_partition = link.is_some_and(|link| scene.desired.has(&link));
    match own_name(fact) {
        Some(name) if is_partition => {
            format!("{column} constraint {} not null", quote::ident(name))
        }
        Some(name) => of_column(fact, name),
        None if is_partition => format!("{column} not null"),
        None => format!("not null {column}"),
    }
}

/// Words that an inherited constraint becomes the table's own too, for which no row is read.
fn made_own(desired: &Fact, element: Option<String>, scene: &Scene) -> Action {
    let words = format!(
        "alter column {} set not null",
        quote::ident(&desired.id.last())
    );
    let table = desired.parent.as_ref();
    let links = table.map(|table| inheritance::links(scene.desired, table));
    let links = links.into_iter().flatten().map(|link| link.id.clone());
    let action = of_table(desired, words, element).lock(Lock::AccessExclusive);
    action.needs(links)
}

/// Says that all rows are read, and that one of them may have a null.
pub fn reading(action: Action, desired: &Fact) -> Action {
    let table = desired.parent.as_ref().map_or("", |t| t.name());
    let name = quote::ident(&desired.id.last());
    let count = format!("select count(*) from {table} where {name} is null");
    let sentence = format!("fails if a row of {table} has a null in {name}");
    let hazard = Hazard::may_fail(&desired.id, sentence, Some(count));
    action.scans().hazard(hazard)
}

/// Reads what follows NOT NULL in the definition of a column, and puts the constraint on the column.
pub fn read(
    reader: &mut Reader,
    draft: &mut Draft,
    column: &Id,
    name: Option<(String, Place)>,
) -> Result<()> {
    let no_inherit = reader.accept("no inherit");
    let not_valid = reader.accept("not valid");
    if reader.at("not enforced") {
        let message = "a NOT NULL constraint cannot be NOT ENFORCED";
        return Err(reader.error_at("syntax", message, reader.here()));
    }
    if let Some((name, place)) = &name {
        lost(draft, column, name, place);
    }
    let by_server = name.is_none();
    let own = keeps_names(draft);
    let name = own.then(|| name.map_or_else(|| chosen(column), |n| n.0));
    if let Some(fact) = draft.state.get_mut(column) {
        fact.change(|c: &mut Column| {
            c.not_null = true;
            c.null = NotNull {
                name,
                chosen: by_server,
                inherited: false,
                own,
                not_valid,
                no_inherit,
            };
        });
    }
    Ok(())
}

/// Tells that an older server takes the name of the constraint and forgets it.
fn lost(draft: &mut Draft, column: &Id, name: &str, place: &Place) {
    if keeps_names(draft) || name == chosen(column) {
        return;
    }
    let version = draft.world.version;
    let message = format!(
        "PostgreSQL {} takes the name {name} of a NOT NULL constraint and forgets it; version 18 keeps it",
        version / 10_000
    );
    let warning = Problem::warning("name-not-kept", message).at(place.clone(), "");
    draft.problems.push(warning);
}

/// Finds the column whose NOT NULL constraint has a name.
pub fn find(draft: &Draft, table: &Id, name: &str) -> Option<Id> {
    let parts = draft.state.children(table);
    let found = parts.into_iter().find(|f| {
        let column = f.get::<Column>().filter(|c| c.not_null);
        column.is_some_and(|c| match &c.null.name {
            Some(own) => own == name,
            None => chosen(&f.id) == name,
        })
    });
    found
        .map(|f| f.id.clone())
        .filter(|id| id.kind() == names::COLUMN)
}

/// Gives the constraint of a column the name that a file says.
pub fn rename(draft: &mut Draft, column: &Id, name: &str) {
    let name = keeps_names(draft).then(|| name.to_string());
    change(draft, column, |null| {
        (null.name, null.chosen) = (name, false)
    });
}

/// Makes a column NOT NULL by a constraint of its own, be it inherited already or not.
pub fn set(draft: &mut Draft, column: &Id) {
    let own = keeps_names(draft);
    require(draft, column);
    change(draft, column, |null| null.own = own);
}

/// Makes a column NOT NULL, as a primary key does: what a child has from its parents is enough.
pub fn require(draft: &mut Draft, column: &Id) {
    let chosen = keeps_names(draft).then(|| chosen(column));
    let Some(fact) = draft.state.get(column) else {
        return;
    };
    // A table that is being made is no child yet.
    let table = fact.parent.clone();
    let is_child = table.is_some_and(|t| !inheritance::parents(&draft.state, &t).is_empty());
    if let Some(fact) = draft.state.get_mut(column) {
        fact.change(|c: &mut Column| {
            let was = std::mem::replace(&mut c.not_null, true);
            if !was || c.null.name.is_none() {
                (c.null.name, c.null.chosen) = (chosen.clone(), true);
            }
            c.null.own |= chosen.is_some() && !(was && is_child);
            c.null.not_valid = false;
        });
    }
}

/// Returns whether the children of a column's table get its NOT NULL.
pub fn is_passed_on(column: &Fact) -> bool {
    let column = column.get::<Column>();
    column.is_some_and(|c| c.not_null && !c.null.no_inherit)
}

/// Gives the column of a child the NOT NULL of a parent, if it has none.
pub fn gain(own: &mut Column, parents: &Column) {
    if parents.not_null && !parents.null.no_inherit && !own.not_null {
        own.not_null = true;
        own.null = NotNull {
            own: false,
            ..parents.null.clone()
        };
    }
}

/// Gives the column of a child what the constraint of the parent's was changed to; it may be held by another parent besides.
///
/// Follows `dropconstraint_internal` and `ATExecAlterConstrInheritability`. Before version 18 there is no constraint, and what a
/// parent loses its children lose.
pub fn follow(own: &mut Column, before: &Column, after: &Column, held: bool) {
    let is_known = own.null.name.is_some();
    let gives = |c: &Column| c.not_null && !c.null.no_inherit;
    match (gives(before), gives(after)) {
        (false, true) if own.not_null => own.null.own |= is_known && !held,
        (false, true) => gain(own, after),
        (true, false) if after.not_null => own.null.own = is_known,
        (true, false) if is_known && (own.null.own || held) => {}
        (true, false) => (own.not_null, own.null) = (false, NotNull::default()),
        (_, _) => {}
    }
    let (own, before, after) = (&mut own.null, &before.null, &after.null);
    if before.name != after.name && own.name == before.name {
        (own.name, own.chosen) = (after.name.clone(), after.chosen);
    }
    if before.not_valid && !after.not_valid {
        own.not_valid = false;
    }
}

/// Returns whether a parent, or one besides another, gives the column of a child its NOT NULL.
fn is_inherited(draft: &Draft, column: &Id, besides: Option<&Id>) -> bool {
    let Some(fact) = draft.state.get(column).filter(|_| draft.has_children) else {
        return false;
    };
    let sources = inheritance::sources(&draft.state, fact).into_iter();
    let mut others = sources.filter(|s| s.parent.as_ref() != besides || besides.is_none());
    others.any(is_passed_on)
}

/// Says of a column that is to be inherited, from one more parent, that what no parent gave it is its own.
pub fn keep_own(draft: &mut Draft, column: &Id, parent: Option<&Id>) {
    if !is_inherited(draft, column, parent) {
        own(draft, column, true);
    }
}

/// Says that a table which was attached as a partition has no NOT NULL of its own besides those that it inherits.
pub fn forget_own(draft: &mut Draft, table: &Id) {
    for (id, _) in draft.parts::<Column>(table) {
        if is_inherited(draft, &id, None) {
            own(draft, &id, false);
        }
    }
}

/// Notes whether the constraint of a column is that of a parent table; otherwise it is the table's own.
pub fn settle(draft: &mut Draft, column: &Id) {
    match is_inherited(draft, column, None) {
        true => change(draft, column, |null| null.inherited = true),
        false => own(draft, column, true),
    }
}

fn own(draft: &mut Draft, column: &Id, own: bool) {
    let not_null = |c: &Column| c.not_null && c.null.own != own;
    if keeps_names(draft) && draft.state.body::<Column>(column).is_some_and(not_null) {
        change(draft, column, |null| null.own = own);
    }
}

/// Changes the constraint of a column.
pub fn change(draft: &mut Draft, column: &Id, change: impl FnOnce(&mut NotNull)) {
    if let Some(fact) = draft.state.get_mut(column) {
        fact.change(|c: &mut Column| change(&mut c.null));
    }
}

/// Takes the constraint of a column away, with its comment.
pub fn drop(draft: &mut Draft, column: &Id) {
    let comment = comment::address(&column.as_kind(comment::subject::NOT_NULL));
    draft.state.take(&comment);
    if let Some(fact) = draft.state.get_mut(column) {
        fact.change(|c: &mut Column| (c.not_null, c.null) = (false, NotNull::default()));
    }
}
