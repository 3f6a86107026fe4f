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
    let rules = scripts.directives.iter();
    for directive in rules.filter(|d| d.verb == Verb::Ignore) {
        for fact in covered(state, directive) {
            let rule = Said::Ignore(directive.name.clone(), directive.reason.clone());
            let list = said.entry(fact.id.clone()).or_default();
            if !list.contains(&rule) {
                list.push(rule);
            }
        }
    }
    said
}

/// Returns what a directive is about: the outermost of what it covers.
pub fn covered<'s>(state: &'s State, directive: &Directive) -> Vec<&'s Fact> {
    let is_covered = |f: &&Fact| f.origin.place().is_some_and(|p| directive.covers(p));
    let all: Vec<&Fact> = state.iter().filter(is_covered).collect();
    let size = |f: &Fact| f.origin.place().map_or(0, |p| p.bytes.len());
    let largest = all.iter().map(|f| size(f)).max().unwrap_or(0);
    let within = |f: &&Fact| f.parent.as_ref().is_some_and(|p| all.iter().any(|a| a.id == *p));
    let outermost = all.iter().filter(|f| size(f) == largest && !within(f));
    outermost.copied().collect()
}

/// Returns an old name as a directive has it: as much of it as differs.
fn old_name(new: &Id, old: &Id) -> String {
    let (new, old) = (new.parts(), old.parts());
    let same = new.iter().zip(&old).take_while(|(a, b)| a == b).count();
    let rest = old[same.min(old.len() - 1)..].iter();
    rest.map(|part| quote::ident(part)).collect::<Vec<_>>().join(".")
}

/// Returns the renames that statements make, the old names and the new ones.
pub fn followed(state: &State) -> Vec<(String, String)> {
    let followed = state.followed.iter();
    let known = followed.filter(|(new, _)| state.has(new) && !state.renamed.contains_key(*new));
    let mut all: Vec<(String, String)> = known
        .filter_map(|(new, olds)| Some((olds.last()?.to_string(), new.to_string())))
        .collect();
    all.sort();
    all
}
