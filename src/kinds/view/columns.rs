//! Whether a query gives the columns that a live view has, so that CREATE OR REPLACE VIEW can take it.

use super::{View, select};
use crate::kind::{Scene, link};
use crate::kinds;
use crate::model::Fact;

/// Returns whether the desired query begins with the columns of the live view: the same names and types.
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
    enough && names && types
}

/// Returns how many columns at the beginning are written alike, over the same relations.
fn same_items(live: &View, desired: &View) -> usize {
    let (old, new) = (&live.query.canon, &desired.query.canon);
    let (Some(a), Some(b)) = (select::parse(old), select::parse(new)) else {
        return 0;
    };
    if a.from.is_none() || a.from != b.from {
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
