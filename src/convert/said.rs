//! What files say beside the facts: directives, renames and the search path.

use std::collections::BTreeMap;

use crate::desired::Scripts;
use crate::kinds;
use crate::model::{DEFAULT_PATH, Fact, Id, State};
use crate::report::dump::beside::{Said, is_of_its_own};
use crate::text::quote;
use crate::text::sql::{Directive, Verb};

/// Returns the search path under which most of what depends on one is written, where that is not the usual one.
pub fn path(state: &State) -> Option<String> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for fact in state.iter() {
        let path = fact.origin.search_path().filter(|p| is_of_its_own(p));
        if let Some(path) = path
            && kinds::kind(fact.id.kind()).follows_path(fact)
        {
            *count.entry(path.to_string()).or_default() += 1;
        }
    }
    let most = count.into_iter().max_by_key(|(_, number)| *number)?.0;
    Some(most).filter(|path| path != DEFAULT_PATH)
}

/// Returns the directives above definitions.
pub fn directives(state: &State, scripts: &Scripts) -> BTreeMap<Id, Vec<Said>> {
    let mut said: BTreeMap<Id, Vec<Said>> = BTreeMap::new();
    for (new, old) in state.renamed.iter().filter(|(new, _)| state.has(new)) {
        let old = Said::RenamedFrom(old_name(new, old));
        said.entry(new.clone()).or_default().push(old);
    }
    for directive in &scripts.directives {
        let Some(rule) = rule(directive).filter(|_| !is_free(directive)) else {
            continue;
        };
        for fact in covered(state, directive) {
            let rule = rule.clone();
            let list = said.entry(fact.id.clone()).or_default();
            if !list.contains(&rule) {
                list.push(rule);
            }
        }
    }
    said
}

/// Returns what a directive says of a definition, apart from its old name.
pub fn rule(directive: &Directive) -> Option<Said> {
    let reason = directive.reason.split_whitespace();
    let reason = reason.collect::<Vec<_>>().join(" ");
    match directive.verb {
        Verb::Ignore => Some(Said::Ignore(directive.name.clone(), reason)),
        Verb::Allow => Some(Said::Allow(directive.name.clone(), reason)),
        Verb::RenamedFrom | Verb::RowsExact => None,
    }
}

/// Returns whether a directive names what it is about.
pub fn is_free(directive: &Directive) -> bool {
    directive.verb == Verb::Allow && !directive.listed().1.is_empty()
}

/// Returns what the change of things may cost that directives name.
pub fn free(scripts: &Scripts) -> Vec<(String, String)> {
    let free = scripts.directives.iter().filter(|d| is_free(d));
    let pairs = free.filter_map(|d| match rule(d)? {
        Said::Allow(hazards, reason) => Some((hazards, reason)),
        Said::Ignore(..) | Said::RenamedFrom(_) => None,
    });
    pairs.collect()
}

/// Returns what a directive is about: what is covered by it and no part of what else is, the first in the text.
pub fn covered<'s>(state: &'s State, directive: &Directive) -> Vec<&'s Fact> {
    let start = |f: &Fact| f.origin.place().map_or(0, |p| p.bytes.start);
    let is_covered = |f: &&Fact| f.origin.place().is_some_and(|p| directive.covers(p));
    let all: Vec<&Fact> = state.iter().filter(is_covered).collect();
    let is_part = |f: &Fact| {
        f.parent
            .as_ref()
            .is_some_and(|p| all.iter().any(|a| a.id == *p))
    };
    let mut outermost: Vec<&Fact> = all.iter().copied().filter(|f| !is_part(f)).collect();
    let first = outermost.iter().map(|f| start(f)).min();
    outermost.retain(|f| Some(start(f)) == first);
    outermost
}

/// Returns an old name as a directive has it: as much of it as differs.
fn old_name(new: &Id, old: &Id) -> String {
    let (new, old) = (new.parts(), old.parts());
    let same = new.iter().zip(&old).take_while(|(a, b)| a == b).count();
    let rest = old[same.min(old.len() - 1)..].iter();
    rest.map(|part| quote::ident(part))
        .collect::<Vec<_>>()
        .join(".")
}

/// Returns the renames that statements make, the old names and the new ones.
pub fn followed(state: &State) -> Vec<(Id, Id)> {
    let followed = state.followed.iter();
    let known = followed.filter(|(new, _)| state.has(new) && !state.renamed.contains_key(*new));
    let mut all: Vec<(Id, Id)> = known
        .filter_map(|(new, olds)| Some((olds.last()?.clone(), new.clone())))
        .collect();
    all.sort();
    all
}
