//! What a rebuild drops and makes again, and what is lost by it.

use std::collections::BTreeMap;

use super::costs;
use crate::apply::Loss;
use crate::apply::counts::Count;
use crate::diff::Difference;
use crate::kind::{Hazard, hazard, names, words};
use crate::model::{Id, KindName};

/// Returns the tables with their rows, the other things by number, and what is lost.
pub fn text(loss: &Loss) -> String {
    let dropped = &loss.dropped;
    let extra = dropped.plan.differences.iter().filter_map(|d| match d {
        Difference::Extra(id) => Some(id),
        _ => None,
    });
    let tops: Vec<&Id> = extra.filter(|id| dropped.object_of(id) == **id).collect();
    if tops.is_empty() {
        return "nothing of it exists yet: nothing is lost.\n".into();
    }
    let (tables, others): (Vec<&Id>, Vec<&Id>) =
        tops.iter().partition(|id| id.kind() == names::TABLE);
    let mut out = String::from("these are dropped, and made again as the files say:\n");
    let width = tables.iter().map(|t| t.name().chars().count());
    let width = width.max().unwrap_or_default();
    let hazards: BTreeMap<&Id, &Hazard> = hazards(loss).map(|h| (&h.about, h)).collect();
    for table in &tables {
        let hazard = hazards.get(table);
        let rows = hazard.and_then(|h| costs::amount(h, &loss.counts));
        let rows = rows.unwrap_or_default();
        let line = format!("  {:width$}  {rows}", table.name());
        out.push_str(&format!("{}\n", line.trim_end()));
    }
    let mut tally: BTreeMap<KindName, usize> = BTreeMap::new();
    for id in others {
        *tally.entry(id.kind()).or_default() += 1;
    }
    let parts = tally
        .iter()
        .map(|(kind, n)| words::count(*n, &words::noun(kind)));
    let parts: Vec<String> = parts.collect();
    if !parts.is_empty() {
        out.push_str(&format!("  {}\n", words::list(&parts)));
    }
    out.push_str(&format!("{}\n", lost(loss)));
    out
}

fn hazards(loss: &Loss) -> impl Iterator<Item = &Hazard> {
    let all = loss.dropped.plan.actions.iter().flat_map(|a| &a.hazards);
    all.filter(|h| h.name == hazard::DROPS_DATA && h.unit == "rows")
}

/// Says how many rows are lost.
fn lost(loss: &Loss) -> String {
    let counts: Vec<Option<Count>> = hazards(loss).map(|h| loss.counts.of(h)).collect();
    let exact = counts.iter().map(|count| match count {
        Some(Count::Exact(number)) => Some(*number),
        _ => None,
    });
    match exact.sum::<Option<u64>>() {
        Some(0) => "No rows are lost.".into(),
        Some(1) => "1 row is lost.".into(),
        Some(number) => format!("{} are lost.", words::count(number as usize, "row")),
        None => "Rows are lost, more than could be counted.".into(),
    }
}
