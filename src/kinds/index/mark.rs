//! The indexes that a table singles out: the one that CLUSTER orders it by, and the one that is its replica identity.
//!
//! A table has one of each at most; both are marks of the index, be it one of a constraint or not, so that they come
//! back when it is built anew. Whether a table has an index for its replica identity at all is with the table.

use super::Index;
use crate::diagnostic::{Result, did_you_mean};
use crate::kind::{Action, Draft, Lock, Scene, Text, names};
use crate::kinds::constraint::exclusion::Exclusion;
use crate::kinds::constraint::key::Key;
use crate::kinds::table::alter_table;
use crate::model::{Fact, Id};
use crate::text::quote;
use crate::text::sql::Reader;

/// What a table singles an index out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    /// Whether CLUSTER orders the table by it.
    pub clustered: bool,
    /// Whether its columns tell rows apart in logical replication.
    pub replica: bool,
}

/// One of the marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// `CLUSTER ON`.
    Cluster,
    /// `REPLICA IDENTITY USING INDEX`.
    Replica,
}

impl Marks {
    fn get(self, mark: Mark) -> bool {
        match mark {
            Mark::Cluster => self.clustered,
            Mark::Replica => self.replica,
        }
    }

    fn set(&mut self, mark: Mark, to: bool) {
        match mark {
            Mark::Cluster => self.clustered = to,
            Mark::Replica => self.replica = to,
        }
    }
}

/// Reads the name of the index that gets a mark.
///
/// # Errors
/// If the table has no such index.
pub fn on(mark: Mark, reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<()> {
    let start = reader.mark();
    let name = reader.ident()?;
    let parts = draft.state.children(table);
    let known: Vec<&Fact> = parts.into_iter().filter(|f| of(f).is_some()).collect();
    let Some(id) = known
        .iter()
        .find(|f| f.id.last() == name)
        .map(|f| f.id.clone())
    else {
        let message = format!("table {} has no index {name}", table.name());
        let names: Vec<String> = known.iter().map(|f| f.id.last()).collect();
        let near = did_you_mean(&name, names.iter().map(String::as_str));
        let help = near.unwrap_or_else(|| "create the index before this statement".into());
        let problem = reader.error_at("unknown-index", &message, reader.since(start));
        return Err(Box::new(problem.help(help)));
    };
    clear(mark, draft, table);
    put(mark, draft, &id, true);
    Ok(())
}

/// Takes a mark from whatever index of a table has it.
pub fn clear(mark: Mark, draft: &mut Draft, table: &Id) {
    let parts = draft.state.children(table);
    let ids: Vec<Id> = parts.into_iter().map(|f| f.id.clone()).collect();
    ids.iter().for_each(|id| put(mark, draft, id, false));
}

fn put(mark: Mark, draft: &mut Draft, id: &Id, to: bool) {
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(|index: &mut Index| index.marks.set(mark, to));
        fact.change(|key: &mut Key| key.marks.set(mark, to));
        fact.change(|e: &mut Exclusion| e.index.marks.set(mark, to));
    }
}

/// Returns the marks of a fact, or nothing if it has no index.
fn of(fact: &Fact) -> Option<Marks> {
    let index = fact
        .get::<Index>()
        .or(fact.get::<Exclusion>().map(|e| &e.index));
    index
        .map(|i| i.marks)
        .or(fact.get::<Key>().map(|k| k.marks))
}

/// Words the marks of an index that is made or changed, where they differ from those that it has.
pub fn changes(from: Marks, desired: &Fact, scene: &Scene) -> Vec<Action> {
    let both = [Mark::Cluster, Mark::Replica];
    let words = both.map(|mark| change(mark, from.get(mark), desired, scene));
    words.into_iter().flatten().collect()
}

fn change(mark: Mark, from: bool, desired: &Fact, scene: &Scene) -> Option<Action> {
    let (to, table) = (of(desired)?.get(mark), desired.parent.as_ref()?);
    let name = quote::ident(&desired.id.last());
    let (words, lock) = match (mark, from, to) {
        (Mark::Cluster, false, true) => (format!("cluster on {name}"), Lock::ShareUpdateExclusive),
        (Mark::Replica, false, true) => (
            format!("replica identity using index {name}"),
            Lock::AccessExclusive,
        ),
        // The mark of another index takes this one away.
        (Mark::Cluster, true, false) if !is_marked(table, scene) => {
            ("set without cluster".into(), Lock::ShareUpdateExclusive)
        }
        _ => return None,
    };
    let text = match table.kind() {
        names::TABLE => alter_table(table, words, None),
        _ => Text::Plain(format!("alter materialized view {} {words}", table.name())),
    };
    Some(
        Action::alter(desired, text)
            .needs([desired.id.clone()])
            .lock(lock),
    )
}

fn is_marked(table: &Id, scene: &Scene) -> bool {
    let parts = scene.desired.children(table);
    parts.iter().any(|f| of(f).is_some_and(|m| m.clustered))
}
