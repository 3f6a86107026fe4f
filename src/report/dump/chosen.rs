//! Which objects of a database are written: those of certain names, or tables of certain names with what they need.

use std::collections::BTreeSet;

use super::UnknownName;
use crate::diagnostic::nearest;
use crate::kind::names;
use crate::model::{Fact, Id, State};

/// Keeps the objects of these names, with their parts. `*` in a name stands for any characters, `?` for one.
///
/// # Errors
/// When no object has one of the names.
pub fn choose(state: &mut State, wanted: &[String]) -> Result<(), UnknownName> {
    let tops = named(state, wanted, &|_| true)?;
    keep(state, tops);
    Ok(())
}

/// Keeps the tables of these names, with their parts and with the types, routines and sequences that these need.
///
/// # Errors
/// When no table has one of the names.
pub fn choose_tables(state: &mut State, wanted: &[String]) -> Result<(), UnknownName> {
    let mut tops = named(state, wanted, &|id| id.kind() == names::TABLE)?;
    loop {
        let before = tops.len();
        let parts = tops.iter().flat_map(|top| {
            let below = state.descendants(top);
            below.into_iter().chain(state.get(top))
        });
        let used: BTreeSet<Id> = parts.flat_map(|f| f.uses.iter().cloned()).collect();
        let needed = used.iter().filter_map(|id| top_of(id, state));
        let needed: Vec<Id> = needed.filter(is_needed).collect();
        tops.extend(needed);
        if tops.len() == before {
            break;
        }
    }
    keep(state, tops);
    Ok(())
}

/// Returns whether what a table uses comes with it: another table does not.
fn is_needed(id: &Id) -> bool {
    !names::RELATIONS.contains(&id.kind()) || id.kind() == names::SEQUENCE
}

fn top_of(id: &Id, state: &State) -> Option<Id> {
    let mut fact = state.get(id)?;
    while !is_top(fact) {
        fact = state.get(fact.parent.as_ref()?)?;
    }
    Some(fact.id.clone())
}

/// Returns the objects of these names.
fn named(
    state: &State,
    wanted: &[String],
    of: &dyn Fn(&Id) -> bool,
) -> Result<BTreeSet<Id>, UnknownName> {
    let mut tops = BTreeSet::new();
    for name in wanted {
        let tried = state.iter().filter(|f| is_top(f) && of(&f.id));
        let found = tried.filter(|f| is_called(&f.id, name));
        let before = tops.len();
        let found: Vec<Id> = found.map(|f| f.id.clone()).collect();
        let known = found.iter().any(|id| tops.contains(id));
        tops.extend(found);
        if tops.len() == before && !known {
            return Err(unknown(name, state, of));
        }
    }
    Ok(tops)
}

fn keep(state: &mut State, tops: BTreeSet<Id>) {
    let mut kept = tops.clone();
    for top in &tops {
        kept.extend(state.descendants(top).iter().map(|f| f.id.clone()));
    }
    state.retain(|f| kept.contains(&f.id));
}

/// Returns whether a fact stands by itself, or in a schema.
pub fn is_top(fact: &Fact) -> bool {
    !names::ATTACHED.contains(&fact.id.kind())
        && fact
            .parent
            .as_ref()
            .is_none_or(|p| p.kind() == names::SCHEMA)
}

/// Returns whether a name means a thing; the schema `public` and a function's arguments can be left out.
fn is_called(id: &Id, name: &str) -> bool {
    let printed = id.name();
    let plain = printed.split('(').next().unwrap_or(printed);
    let short = |n: &str| n.strip_prefix("public.").map(str::to_string);
    let is = |n: &str| fits(n.as_bytes(), name.as_bytes());
    [printed, plain]
        .iter()
        .any(|n| is(n) || short(n).is_some_and(|n| is(&n)))
}

/// Returns whether a name fits a pattern.
fn fits(name: &[u8], pattern: &[u8]) -> bool {
    match (name, pattern) {
        ([], []) => true,
        (_, [b'*', rest @ ..]) => fits(name, rest) || !name.is_empty() && fits(&name[1..], pattern),
        ([_, name @ ..], [b'?', rest @ ..]) => fits(name, rest),
        ([n, name @ ..], [p, rest @ ..]) => n == p && fits(name, rest),
        _ => false,
    }
}

fn unknown(name: &str, state: &State, of: &dyn Fn(&Id) -> bool) -> UnknownName {
    let tops = state.iter().filter(|f| is_top(f) && of(&f.id));
    let known: Vec<&str> = tops.map(|f| f.id.name()).collect();
    let shorts = known.iter().filter_map(|n| n.strip_prefix("public."));
    let all = known.iter().copied().chain(shorts);
    UnknownName {
        name: name.to_string(),
        help: nearest(name, all).map_or_else(
            || "write it as schema.name, quoted as in SQL; `*` stands for any characters".into(),
            |near| format!("did you mean `{near}`?"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_characters_and_a_question_mark_one() {
        let is = |name: &str, pattern: &str| fits(name.as_bytes(), pattern.as_bytes());
        assert!(is("stripe_prices", "stripe_*") && is("stripe_", "stripe_*"));
        assert!(is("a_b_c", "a*c") && is("abc", "a?c") && is("x", "*"));
        assert!(!is("ac", "a?c") && !is("prices", "stripe_*") && !is("stripe_a", "stripe"));
    }
}
