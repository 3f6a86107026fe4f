//! What CREATE TABLE says of parents and of the partition key, what must be in place before a table becomes a child, and how one goes.

use super::{children, is_partitioned, links, parent_of, parents, passed_on, stays_within};
use crate::kind::{Action, Hazard, Scene, Verb};
use crate::kinds::constraint::foreign_key::{self, ForeignKey};
use crate::kinds::inheritance::inherits::Inherits;
use crate::kinds::inheritance::partition::{Partition, detachment};
use crate::kinds::table::Table;
use crate::model::{Fact, Id};
use crate::text::quote;

/// The parts of CREATE TABLE around its list of elements.
#[derive(Debug, Default)]
pub struct Around {
    /// What follows the name, with a leading space.
    pub before: String,
    /// What follows the list, with a leading space.
    pub after: String,
    /// Whether an empty list is left out.
    pub bare: bool,
    /// The facts that the statement makes beside the table.
    pub makes: Vec<Id>,
}

/// Words what makes a new table a child, and partitioned.
pub fn around(fact: &Fact, scene: &Scene) -> Around {
    let mut out = Around::default();
    let mut parents = Vec::new();
    for link in links(scene.desired, &fact.id) {
        out.makes.push(link.id.clone());
        if let Some(partition) = link.get::<Partition>() {
            out.before = format!(" partition of {}", partition.of.name());
            out.after = format!(" {}", partition.bound.sql());
            out.bare = true;
        } else if let Some(inherits) = link.get::<Inherits>() {
            parents.push(inherits.parent.name());
        }
    }
    if !parents.is_empty() {
        out.after
            .push_str(&format!(" inherits ({})", parents.join(", ")));
    }
    if let Some(key) = &fact.body::<Table>().partition_by {
        out.after.push_str(&format!(" partition by {}", key.sql()));
    }
    out
}

/// Returns what both tables must have got before one becomes a child of the other.
pub fn settled_parts(scene: &Scene, child: &Id, parent: &Id) -> Vec<Id> {
    let both = [child, parent].into_iter();
    let all = both.flat_map(|table| passed_on(scene.desired, table));
    let parts = all.map(|f| f.id.clone());
    [child.clone()].into_iter().chain(parts).collect()
}

/// Returns a query for the rows that go with a table: those of its partitions too, unless they are detached before.
pub fn lost_rows(table: &Id, scene: &Scene) -> String {
    let name = table.name();
    let children = children(scene.live, table);
    if !is_partitioned(scene.live, table) {
        let only = if children.is_empty() { "" } else { "only " };
        return format!("select count(*) from {only}{name}");
    }
    let mut kept: Vec<Id> = children
        .into_iter()
        .filter(|c| scene.desired.has(c))
        .collect();
    let mut next = 0;
    while next < kept.len() {
        kept.extend(super::children(scene.live, &kept[next]));
        next += 1;
    }
    let list: Vec<String> = kept
        .iter()
        .map(|c| format!("{}::regclass", quote::literal(c.name())))
        .collect();
    match list.is_empty() {
        true => format!("select count(*) from {name}"),
        false => format!(
            "select count(*) from {name} where tableoid not in ({})",
            list.join(", ")
        ),
    }
}

/// Returns the statement by which a table leaves its parent. Where it comes back at once, it waits until the parent is as
/// desired, so that all changes of the parent reach it.
pub fn ending(action: Action, link: &Fact, scene: &Scene) -> Action {
    let both = link.parent.as_ref().zip(parent_of(link));
    match both.filter(|_| stays_within(scene.live, scene.desired, link)) {
        Some((child, parent)) => Action {
            verb: Verb::Create,
            ..action.needs(settled_parts(scene, child, parent))
        },
        None => action,
    }
}

/// Returns the statement that takes a partition out of its table before it is dropped, where foreign keys that stay refer to that:
/// PostgreSQL drops no table that a key refers to.
pub fn freed(table: &Id, scene: &Scene) -> Option<Action> {
    let links = links(scene.live, table);
    let link = links.into_iter().find(|l| l.get::<Partition>().is_some())?;
    let mut above = vec![link.body::<Partition>().of.clone()];
    if !scene.desired.has(&above[0]) {
        return None;
    }
    let mut next = 0;
    while next < above.len() {
        above.extend(parents(scene.live, &above[next]));
        next += 1;
    }
    let refers = |f: &&Fact| {
        let key = f.get::<ForeignKey>();
        key.is_some_and(|key| above.contains(&key.target)) && scene.desired.has(&f.id)
    };
    let mut keys: Vec<&Fact> = scene.live.iter().filter(refers).collect();
    keys.sort_by(|a, b| a.id.cmp(&b.id));
    let detach = detachment(link);
    let hazards = keys.iter().map(|key| foreign_key::still_refers(key, table));
    let hazards: Vec<Hazard> = hazards.collect();
    (!hazards.is_empty()).then_some(Action { hazards, ..detach })
}
