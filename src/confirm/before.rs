//! The names that columns had before the renames, while a query of the live side is read.
//!
//! The server follows a new name into a query by the column's number; no text tells it so surely. So the stand-ins get the old names
//! back, the query is read over them as it is on the server, and then they get the new names: what is printed of it after that is
//! what the server will print when the patch has renamed the columns.

use crate::kind::{Probe, Scene, link, names, probe};
use crate::kinds;
use crate::kinds::view::rename;
use crate::model::{Id, Pair, State};
use crate::text::quote;

/// A column of a stand-in, with its old name and the new one.
struct Renamed {
    relation: Id,
    old: String,
    new: String,
}

/// Returns the probe, with its path, of a live fact as it was before columns were renamed; nothing if it has no query, or if nothing that
/// it reads has another name.
pub fn probe(
    pair: &Pair<State>,
    id: &Id,
    scene: &Scene,
    moved: &[(Id, Id)],
) -> Option<(Probe, Vec<String>)> {
    let fact = pair.live.before.get(id)?;
    let mut probe = kinds::kind(id.kind()).probe(fact, scene)?;
    let mut renamed = Vec::new();
    for relation in &probe.relations {
        renamed.extend(columns(pair, relation, moved)?);
    }
    if renamed.is_empty() {
        return None;
    }
    let back = renamed
        .iter()
        .map(|c| statement(&c.relation, &c.new, &c.old));
    probe.stand_ins.extend(back);
    let forth = renamed
        .iter()
        .map(|c| statement(&c.relation, &c.old, &c.new));
    probe.build.extend(forth);
    Some((probe, link::path_of(fact)))
}

/// Returns the columns of a relation that have new names; nothing if an old one is that of another column now.
fn columns(pair: &Pair<State>, relation: &Id, moved: &[(Id, Id)]) -> Option<Vec<Renamed>> {
    let names = match [names::VIEW, names::MATERIALIZED_VIEW].contains(&relation.kind()) {
        true => of_view(pair, relation, moved),
        false => of_table(relation, moved),
    };
    let is_free =
        |(old, _): &(String, String)| !pair.desired.has(&relation.child(names::COLUMN, old));
    let is_free = names.iter().all(is_free);
    let renamed = names.into_iter().map(|(old, new)| Renamed {
        relation: relation.clone(),
        old,
        new,
    });
    is_free.then(|| renamed.collect())
}

/// Returns the columns that have moved, but for those that kept their own name: the new address of each, with its old name.
fn renamed(moved: &[(Id, Id)]) -> impl Iterator<Item = (&Id, String)> {
    let columns = moved.iter().filter(|(_, new)| new.kind() == names::COLUMN);
    let columns = columns.map(|(old, new)| (new, old.last()));
    columns.filter(|(new, old)| new.last() != *old)
}

fn of_table(table: &Id, moved: &[(Id, Id)]) -> Vec<(String, String)> {
    let own = renamed(moved).filter(|(new, _)| new.container() == table.name());
    own.map(|(new, old)| (old, new.last())).collect()
}

/// A view's column has no new name until the patch gives it one, as that of a table has.
fn of_view(pair: &Pair<State>, view: &Id, moved: &[(Id, Id)]) -> Vec<(String, String)> {
    let all: Vec<(String, String)> = renamed(moved).map(|(new, old)| (old, new.last())).collect();
    let names = |state: &State| rename::names(state.get(view)?, state);
    let Some(Pair { live, desired }) = pair.as_ref().map(names).both() else {
        return Vec::new();
    };
    let pairs = live.into_iter().zip(desired);
    pairs.filter(|pair| all.contains(pair)).collect()
}

fn statement(relation: &Id, from: &str, to: &str) -> String {
    let (from, to) = (quote::ident(from), quote::ident(to));
    format!(
        "alter table {} rename column {from} to {to}",
        probe::name(&relation.last())
    )
}
