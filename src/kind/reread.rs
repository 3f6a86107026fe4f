//! What a change of a column's type makes of expressions that were read before.
//!
//! The server prints each with the old type and reads what it printed with the new one. So `n in (1, 2)` over an integer that becomes
//! bigint stays a comparison with integers, where the same words in a file that says bigint from the beginning compare with bigints.

use std::sync::Arc;

use super::link::{self, Names};
use super::{Draft, KindName, names};
use crate::model::{Fact, Id};
use crate::text::{Expr, refs};

/// The kinds whose expressions are read again; what else reads a column forbids that its type changes.
const READ_AGAIN: &[KindName] = &[
    names::CHECK,
    names::EXCLUSION,
    names::INDEX,
    names::STATISTICS,
];

/// Changes the type of a column, and gives an expression that reads it other words where its own would mean something else now.
pub fn around<T>(draft: &mut Draft, column: &Id, change: impl FnOnce(&mut Draft) -> T) -> T {
    let before = printed(draft, &readers(draft, column));
    let out = change(draft);
    for (fact, texts) in before {
        let names = Names::new(&draft.state, draft.world, draft.kind);
        let (mut texts, mut other) = (texts.into_iter(), false);
        let mut copy = fact.clone();
        (draft.kind)(fact.id.kind()).expressions(&mut copy, &mut |expr, setting| {
            let kept = texts.next().map(Expr::new);
            let is_other = |kept: &Expr| {
                let [own, kept] = [&*expr, kept].map(|e| link::printed(e, &setting, &fact, &names));
                own != kept
            };
            if let Some(kept) = kept.filter(is_other) {
                (*expr, other) = (kept, true);
            }
        });
        if other {
            draft.state.put(copy);
        }
    }
    out
}

/// Returns the facts of the column's table with an expression that names the column.
fn readers(draft: &Draft, column: &Id) -> Vec<Fact> {
    let name = column.last();
    let parts = draft.state.get(column).and_then(|f| f.parent.as_ref());
    let parts = parts.map(|table| draft.state.children(table));
    let parts = parts.into_iter().flatten();
    let parts = parts.filter(|fact| READ_AGAIN.contains(&fact.id.kind()));
    let reads = |fact: &&Fact| {
        let mut any = false;
        (draft.kind)(fact.id.kind()).expressions(&mut (*fact).clone(), &mut |expr, _| {
            let named = refs::scan(&expr.sql).names;
            any |= named.iter().any(|n| n.parts.last() == Some(&name));
        });
        any
    };
    parts.filter(reads).cloned().collect()
}

/// Returns the expressions of facts as the server prints them.
fn printed(draft: &Draft, facts: &[Fact]) -> Vec<(Fact, Vec<Arc<str>>)> {
    if facts.is_empty() {
        return Vec::new();
    }
    let names = Names::new(&draft.state, draft.world, draft.kind);
    let of = |fact: &Fact| {
        let mut texts = Vec::new();
        (draft.kind)(fact.id.kind()).expressions(&mut fact.clone(), &mut |expr, setting| {
            let printed = Expr::new(link::printed(expr, &setting, fact, &names));
            texts.push(printed.bare().into());
        });
        (fact.clone(), texts)
    };
    facts.iter().map(of).collect()
}
