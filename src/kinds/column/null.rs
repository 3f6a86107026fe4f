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
        named && self.not_valid == other.not_valid && self.no_inherit == other.no_inherit
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
    let named = scene.version >= SINCE && own_name(desired).is_some();
    if !named && !null.is_new() {
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
    if before != after && !scene.live.has(&desired.id) {
        // A new child has the parent's name, unless its own stands in its definition.
        let words = of_column(desired, &name);
        out.push(of_table(desired, format!("add {words}"), Some(words)));
    } else if before != after {
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
    let name = keeps_names(draft).then(|| name.map_or_else(|| chosen(column), |n| n.0));
    if let Some(fact) = draft.state.get_mut(column) {
        fact.change(|c: &mut Column| {
            c.not_null = true;
            c.null = NotNull {
                name,
                chosen: by_server,
                inherited: false,
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

/// Gives the constraint of a child what the parent's was changed to.
pub fn follow(own: &mut NotNull, before: &NotNull, after: &NotNull) {
    if before.name != after.name && own.name == before.name {
        (own.name, own.chosen) = (after.name.clone(), after.chosen);
    }
    if before.not_valid && !after.not_valid {
        own.not_valid = false;
    }
}

/// Notes whether the constraint of a column is that of a parent table.
pub fn note_inherited(draft: &mut Draft, column: &Id) {
    let passes_on = |source: &&Fact| {
        let source = source.get::<Column>();
        source.is_some_and(|c| c.not_null && !c.null.no_inherit)
    };
    let fact = draft.state.get(column).filter(|_| draft.has_children);
    let inherited =
        fact.is_some_and(|f| inheritance::sources(&draft.state, f).iter().any(passes_on));
    if inherited {
        change(draft, column, |null| null.inherited = true);
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
