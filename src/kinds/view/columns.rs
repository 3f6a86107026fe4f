//! Whether a query gives the columns that a live view has, so that CREATE OR REPLACE VIEW can take it.

use std::collections::BTreeSet;

use super::{View, select};
use crate::kind::{Scene, link};
use crate::kinds;
use crate::kinds::column::Column;
use crate::model::{Fact, State};

/// Returns whether the desired query begins with the columns of the live view: the same names, types and collations.
///
/// Where in doubt it says no, since then the view is made anew.
pub fn kept(live: &View, desired: &Fact, scene: &Scene) -> bool {
    let view: &View = desired.body();
    let same = same_items(live, view);
    let path = link::path_of(desired);
    let Some(given) = link::given(&view.query.sql, &path, scene.desired, kinds::kind) else {
        return view.names.is_empty() && same >= live.columns.len();
    };
    let named = view
        .names
        .iter()
        .chain(given.iter().map(|g| &g.0).skip(view.names.len()));
    let enough = given.len() >= live.columns.len();
    let names = named
        .zip(&live.columns)
        .all(|(name, column)| *name == column.0);
    let typed = live.columns.iter().zip(&given).enumerate();
    let types = typed.into_iter().all(|(i, (column, (_, ty)))| {
        i < same || ty.as_ref().is_some_and(|ty| *ty == column.1.to_string())
    });
    let there = scene.live.get(&desired.id);
    let collated = || {
        let live = there.is_some_and(|live| may_collate(live, scene.live));
        live || may_collate(desired, scene.desired)
    };
    enough && names && types && (same >= live.columns.len() || !collated())
}

/// Returns whether a column of a view may have another collation than its type has: one that it reads has it, or a word of a query.
fn may_collate(view: &Fact, state: &State) -> bool {
    let (mut open, mut seen) = (vec![view], BTreeSet::new());
    while let Some(fact) = open.pop() {
        let column: Option<&Column> = fact.get();
        let query = fact.get::<View>().map(|v| v.query.sql.to_ascii_lowercase());
        if column.is_some_and(|c| c.collation.is_some())
            || query.is_some_and(|q| q.contains("collate"))
        {
            return true;
        }
        let used = fact.uses.iter().filter(|id| seen.insert(*id));
        let used: Vec<&Fact> = used.filter_map(|id| state.get(id)).collect();
        open.extend(used);
    }
    false
}

/// Returns how many columns at the beginning are written alike, over the same relations.
fn same_items(live: &View, desired: &View) -> usize {
    let (old, new) = (&live.query.canon, &desired.query.canon);
    let (Some(a), Some(b)) = (select::parse(old), select::parse(new)) else {
        return 0;
    };
    if a.from.is_none() || (a.with, a.from) != (b.with, b.from) {
        return 0;
    }
    let text = |query: &str, item: &select::Item| {
        let end = item.alias.as_ref().map_or(item.expr.end, |a| a.end);
        query[item.expr.start..end].to_string()
    };
    let pairs = a.items.iter().zip(&b.items);
    pairs
        .take_while(|(a, b)| text(old, a) == text(new, b))
        .count()
}
