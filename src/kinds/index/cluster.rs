//! The index that CLUSTER orders a table by: ALTER TABLE … CLUSTER ON, SET WITHOUT CLUSTER.
//!
//! A table has one at most; it is a mark of the index, be it one of a constraint or not.

use super::Index;
use crate::diagnostic::{Result, did_you_mean};
use crate::kind::{Action, Draft, Lock, Scene, names};
use crate::kinds::constraint::exclusion::Exclusion;
use crate::kinds::constraint::key::Key;
use crate::kinds::table::alter_table;
use crate::model::{Fact, Id};
use crate::text::quote;
use crate::text::sql::Reader;

/// Reads what follows `CLUSTER ON`.
///
/// # Errors
/// If the table has no such index.
pub fn on(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<()> {
    let mark = reader.mark();
    let name = reader.ident()?;
    let parts = draft.state.children(table);
    let known: Vec<&Fact> = parts
        .into_iter()
        .filter(|f| clustered(f).is_some())
        .collect();
    let Some(id) = known
        .iter()
        .find(|f| f.id.last() == name)
        .map(|f| f.id.clone())
    else {
        let message = format!("table {} has no index {name}", table.name());
        let names: Vec<String> = known.iter().map(|f| f.id.last()).collect();
        let near = did_you_mean(&name, names.iter().map(String::as_str));
        let help = near.unwrap_or_else(|| "create the index before this statement".into());
        let problem = reader.error_at("unknown-index", &message, reader.since(mark));
        return Err(Box::new(problem.help(help)));
    };
    without(draft, table);
    mark_index(draft, &id, true);
    Ok(())
}

/// Lets no index be the one of CLUSTER.
pub fn without(draft: &mut Draft, table: &Id) {
    let ids: Vec<Id> = draft
        .state
        .children(table)
        .into_iter()
        .map(|f| f.id.clone())
        .collect();
    ids.iter().for_each(|id| mark_index(draft, id, false));
}

fn mark_index(draft: &mut Draft, id: &Id, clustered: bool) {
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(|index: &mut Index| index.clustered = clustered);
        fact.change(|key: &mut Key| key.clustered = clustered);
        fact.change(|e: &mut Exclusion| e.index.clustered = clustered);
    }
}

/// Returns whether a fact is the index of CLUSTER, or nothing if it has no index.
fn clustered(fact: &Fact) -> Option<bool> {
    let index = fact
        .get::<Index>()
        .or(fact.get::<Exclusion>().map(|e| &e.index));
    index
        .map(|i| i.clustered)
        .or(fact.get::<Key>().map(|k| k.clustered))
}

/// Words the mark on an index that is made or changed, if it differs from what it has.
pub fn change(from: bool, desired: &Fact, scene: &Scene) -> Option<Action> {
    let (to, table) = (clustered(desired)?, desired.parent.as_ref()?);
    let is_marked = |f: &&Fact| clustered(f) == Some(true);
    let taken_over = || {
        scene
            .desired
            .children(table)
            .into_iter()
            .any(|f| is_marked(&f))
    };
    let words = match (from, to) {
        (false, true) => format!("cluster on {}", quote::ident(&desired.id.last())),
        // The mark of another index takes this one away.
        (true, false) if !taken_over() => "set without cluster".to_string(),
        _ => return None,
    };
    let text = match table.kind() {
        names::TABLE => alter_table(table, words, None),
        _ => crate::kind::Text::Plain(format!("alter materialized view {} {words}", table.name())),
    };
    Some(
        Action::alter(desired, text)
            .needs([desired.id.clone()])
            .lock(Lock::ShareUpdateExclusive),
    )
}
