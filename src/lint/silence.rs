//! The findings that the files want silent: each silence names a rule and gives a reason, and must silence something.

use std::collections::BTreeSet;

use super::{Advice, Finding, RULES, Subject, rule};
use crate::diagnostic::{Problem, Problems, did_you_mean};
use crate::model::{Id, Place, State};
use crate::text::sql::{Directive, Verb};

/// Takes out what is silenced, and says which silences are wrong.
pub(super) fn apply(all: Vec<Finding>, subject: &Subject) -> Advice {
    let ignores = subject.directives.iter().filter(|d| d.verb == Verb::Ignore);
    let ignores: Vec<&Directive> = ignores.collect();
    let mut used = BTreeSet::new();
    let (mut findings, before) = (Vec::new(), all.len());
    for finding in all {
        let places = places(&finding, subject.state);
        let silences =
            |d: &Directive| d.name == finding.rule && places.iter().any(|place| d.covers(place));
        let by: Vec<usize> = (0..ignores.len())
            .filter(|n| silences(ignores[*n]))
            .collect();
        match by.is_empty() {
            true => findings.push(finding),
            false => used.extend(by),
        }
    }
    let mut problems = Problems::default();
    for (n, ignore) in ignores.iter().enumerate() {
        if rule(&ignore.name).is_none() {
            problems.push(unknown(ignore));
        } else if !used.contains(&n) {
            problems.push(idle(ignore));
        }
    }
    Advice {
        silenced: before - findings.len(),
        findings,
        problems,
    }
}

/// Returns where a finding stands, and where the things stand that it is a part of.
fn places(finding: &Finding, state: &State) -> Vec<Place> {
    let mut places: Vec<Place> = finding.place.iter().cloned().collect();
    let mut at: Option<&Id> = Some(&finding.about);
    while let Some(fact) = at.and_then(|id| state.get(id)) {
        places.extend(fact.origin.place().cloned());
        at = fact.parent.as_ref();
    }
    places
}

fn unknown(ignore: &Directive) -> Problem {
    let message = format!("there is no rule `{}`", ignore.name);
    let near = did_you_mean(&ignore.name, RULES.iter().map(|r| r.name));
    let help = near.unwrap_or_else(|| "trueup lint --rules lists them".into());
    Problem::error("unknown-rule", message)
        .at(ignore.place.clone(), "")
        .help(help)
}

fn idle(ignore: &Directive) -> Problem {
    let message = format!("`ignore {}` silences nothing", ignore.name);
    Problem::warning("idle-ignore", message)
        .at(ignore.place.clone(), "")
        .help("remove it, or move it to the definition that the rule is about")
}
