//! The statements that make, change and drop a publication.

use std::collections::BTreeMap;

use super::{Member, Operation, Options, Publication};
use crate::kind::{Action, Alter, Lock, Text, names};
use crate::kinds::sequence::logged;
use crate::model::{Fact, Id};
use crate::text::quote;

/// Tells whether a table has children by inheritance, which become members with it unless it is named with ONLY.
pub type HasHeirs<'a> = &'a dyn Fn(&Id) -> bool;

/// Words what stands behind the name.
pub fn definition(publication: &Publication, has_heirs: HasHeirs) -> String {
    let mut out = Vec::new();
    if publication.all_tables {
        out.push("for all tables".to_string());
    } else if !publication.tables.is_empty() || !publication.schemas.is_empty() {
        out.push(format!("for {}", objects(publication, has_heirs)));
    }
    let options = options(&Options::default(), &publication.options);
    if !options.is_empty() {
        out.push(format!("with ({})", options.join(", ")));
    }
    out.join(" ")
}

fn objects(publication: &Publication, has_heirs: HasHeirs) -> String {
    let tables: Vec<String> = publication
        .tables
        .iter()
        .map(|(table, member)| table_of(table, member, has_heirs(table)))
        .collect();
    let mut out = Vec::new();
    if !tables.is_empty() {
        out.push(format!("table {}", tables.join(", ")));
    }
    if !publication.schemas.is_empty() {
        let schemas: Vec<&String> = publication.schemas.iter().collect();
        out.push(format!("tables in schema {}", quote::idents(&schemas)));
    }
    out.join(", ")
}

fn table_of(table: &Id, member: &Member, only: bool) -> String {
    let mut out = if only { "only " } else { "" }.to_string();
    out.push_str(table.name());
    if let Some(columns) = &member.columns {
        let columns: Vec<&String> = columns.iter().collect();
        out.push_str(&format!(" ({})", quote::idents(&columns)));
    }
    if let Some(filter) = &member.filter {
        out.push_str(&format!(" where {}", filter.parenthesised()));
    }
    out
}

/// Words the options that differ.
fn options(from: &Options, to: &Options) -> Vec<String> {
    let mut out = Vec::new();
    if from.publish != to.publish {
        let words: Vec<&str> = Operation::ALL
            .iter()
            .filter(|o| to.publish.contains(&o.0))
            .map(|o| o.1)
            .collect();
        out.push(format!("publish = {}", quote::literal(&words.join(", "))));
    }
    if from.via_root != to.via_root {
        out.push(format!("publish_via_partition_root = {}", to.via_root));
    }
    if from.generated != to.generated {
        let value = if to.generated { "stored" } else { "none" };
        out.push(format!("publish_generated_columns = {value}"));
    }
    out
}

/// Words the creation.
pub fn create(fact: &Fact, has_heirs: HasHeirs) -> Action {
    let publication: &Publication = fact.body();
    let sql = format!(
        "create publication {} {}",
        fact.id.name(),
        definition(publication, has_heirs)
    );
    let action = Action::create(fact, Text::Plain(sql.trim_end().to_string()));
    action.lock(lock(publication))
}

/// Returns the lock that tables take when they become members or stop to be.
fn lock(publication: &Publication) -> Lock {
    if publication.tables.is_empty() {
        Lock::None
    } else {
        Lock::ShareUpdateExclusive
    }
}

/// Words the removal.
pub fn drop(fact: &Fact) -> Action {
    Action::drop(
        fact,
        Text::Plain(format!("drop publication {}", fact.id.name())),
    )
}

/// Words the change of the name.
pub fn rename(from: &Fact, to: &Fact) -> Action {
    let sql = format!(
        "alter publication {} rename to {}",
        from.id.name(),
        to.id.name()
    );
    Action::rename(from, to, Text::Plain(sql)).lock(Lock::None)
}

/// Words the change in place: members one by one, or all of them where the columns or the rows of one differ.
pub fn alter(live: &Fact, desired: &Fact, has_heirs: HasHeirs) -> Alter {
    let (from, to): (&Publication, &Publication) = (live.body(), desired.body());
    if from.all_tables != to.all_tables {
        return Alter::Replace(
            "a publication for all tables cannot become one for some of them, nor the reverse",
        );
    }
    let statement = |words: String| {
        let sql = format!("alter publication {} {words}", desired.id.name());
        Action::alter(desired, Text::Plain(sql))
    };
    let mut actions = Vec::new();
    let changed = options(&from.options, &to.options);
    if !changed.is_empty() {
        actions.push(statement(format!("set ({})", changed.join(", "))));
    }
    let differs =
        |(table, member): (&Id, &Member)| from.tables.get(table).is_some_and(|m| m != member);
    if to.tables.iter().any(differs) {
        let words = format!("set {}", objects(to, has_heirs));
        let action = statement(words).lock(Lock::ShareUpdateExclusive);
        actions.push(between(action, from, to));
        return Alter::InPlace(actions);
    }
    let (gone, new) = (without(from, to, false), without(to, from, true));
    for (verb, part) in [("drop", gone), ("add", new)] {
        if !part.tables.is_empty() || !part.schemas.is_empty() {
            let words = format!("{verb} {}", objects(&part, has_heirs));
            let action = statement(words).lock(lock(&part));
            actions.push(match verb {
                "drop" => between(action, &part, &Publication::default()),
                _ => between(action, &Publication::default(), &part),
            });
        }
    }
    Alter::InPlace(actions)
}

/// Returns the address of what statements did by which a table left publications.
pub fn left(table: &Id) -> Id {
    Id::printed(table.kind(), format!("{} #unpublished", table.name()))
}

/// Puts a change of the members at its place among what makes tables logged and unlogged: only a logged one may be a member.
fn between(action: Action, from: &Publication, to: &Publication) -> Action {
    let gone = without(from, to, false).tables.into_keys();
    let new = without(to, from, false).tables.into_keys();
    let action = action.makes(gone.map(|table| left(&table)));
    action.needs(new.map(|table| logged::done(&table)))
}

/// Returns the members that another publication does not have; columns and rows are named only where one is added.
fn without(own: &Publication, other: &Publication, whole: bool) -> Publication {
    let missing = own
        .tables
        .iter()
        .filter(|(table, _)| !other.tables.contains_key(table));
    let member = |m: &Member| if whole { m.clone() } else { Member::default() };
    Publication {
        tables: missing.map(|(t, m)| (t.clone(), member(m))).collect(),
        schemas: own.schemas.difference(&other.schemas).cloned().collect(),
        ..Publication::default()
    }
}

/// Follows the new names of tables, columns and schemas.
pub fn relink(publication: &mut Publication, moved: &dyn Fn(&Id) -> Option<Id>) {
    let tables = std::mem::take(&mut publication.tables);
    let renamed = tables.into_iter().map(|(table, mut member)| {
        let columns = member.columns.take();
        member.columns = columns.map(|columns| {
            let new = |name: String| {
                let id = moved(&table.child(names::COLUMN, &name));
                id.map_or(name, |id| id.last())
            };
            columns.into_iter().map(new).collect()
        });
        (moved(&table).unwrap_or(table), member)
    });
    publication.tables = renamed.collect::<BTreeMap<_, _>>();
    let schemas = std::mem::take(&mut publication.schemas);
    let new = |name: String| {
        let id = moved(&Id::new(names::SCHEMA, &[&name]));
        id.map_or(name, |id| id.last())
    };
    publication.schemas = schemas.into_iter().map(new).collect();
}
