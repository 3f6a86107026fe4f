//! Why a commit is refused: what its patch may cost, which policy denies that, and the words that let it pass.
//!
//! There is no database here, so nothing is counted.

use std::sync::Arc;

use super::cause::{self, cause};
use crate::compare::Comparison;
use crate::desired::Allow;
use crate::diagnostic::{Problem, Problems};
use crate::kind::{Action, Hazard, names, words};
use crate::model::{Fact, Id, Place};
use crate::plan::gate::Allowed;

/// What may be done in a place where the patch of a commit will run.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// The name of the environment, if it has one.
    pub environment: Option<String>,
    /// What is allowed and denied there.
    pub allowed: Allowed,
}

/// Returns a problem for each hazard that some policy stops and no file allows.
pub fn problems(comparison: &Comparison, policies: &[Policy], allows: &[Allow]) -> Vec<Problem> {
    let mut problems = Problems::default();
    for action in &comparison.plan.actions {
        for hazard in &action.hazards {
            let by: Vec<&Policy> = policies
                .iter()
                .filter(|p| p.allowed.stops(hazard))
                .collect();
            if !by.is_empty() && !is_allowed(action, hazard, comparison, allows) {
                problems.push(problem(hazard, action, comparison, &by));
            }
        }
    }
    problems.finish(comparison.files())
}

/// Returns whether the files allow a hazard: for what is in danger, or for all that the statement is about.
fn is_allowed(action: &Action, hazard: &Hazard, comparison: &Comparison, allows: &[Allow]) -> bool {
    let allows: Vec<&Allow> = allows.iter().filter(|a| a.names(hazard.name)).collect();
    let allowed = |id: &Id| {
        let whole = chain(id, comparison);
        let place = |id: &Id| described(id, comparison).and_then(|f| f.origin.place());
        let said = |a: &&Allow| whole.iter().any(|id| a.is_about(id, place(id)));
        allows.iter().any(said)
    };
    let mut parts = action
        .makes
        .iter()
        .chain(&action.breaks)
        .chain(&action.touches)
        .peekable();
    allowed(&hazard.about) || parts.peek().is_some() && parts.all(allowed)
}

/// Returns a thing and all that it is a part of.
fn chain(id: &Id, comparison: &Comparison) -> Vec<Id> {
    let mut chain = vec![id.clone()];
    while let Some(parent) = comparison
        .fact(&chain[chain.len() - 1])
        .and_then(|f| f.parent.clone())
    {
        chain.push(parent);
    }
    chain
}

/// Returns a fact of the staged files: what stays as it is because they do not have it is shared with the other side.
fn described<'c>(id: &Id, comparison: &'c Comparison) -> Option<&'c Fact> {
    let fact = comparison.pair.desired.get(id)?;
    let live = comparison.pair.live.get(id);
    (!live.is_some_and(|live| Arc::ptr_eq(&live.body, &fact.body))).then_some(fact)
}

fn problem(hazard: &Hazard, action: &Action, comparison: &Comparison, by: &[&Policy]) -> Problem {
    let may = match hazard.goes_with_holder {
        true => format!(", which may hold {}", hazard.unit),
        false => String::new(),
    };
    let patch = match hazard.says_what_does {
        true => "in the patch of this commit, ",
        false => "the patch of this commit ",
    };
    let message = format!("{patch}{}{may}", hazard.sentence);
    let problem = Problem::error(hazard.name, message);
    let cause = cause(hazard, action, comparison);
    let Some((place, on)) = cause.and_then(|(origin, on)| Some((origin.place()?, on))) else {
        return problem.help(help(hazard, comparison, by, None));
    };
    let help = help(hazard, comparison, by, Some((place, &on)));
    let label = cause::label(&hazard.about, &on, comparison);
    problem.at(place.clone(), label).help(help)
}

/// Returns which policies deny it, and what to write; what people copy stands on lines of its own.
fn help(
    hazard: &Hazard,
    comparison: &Comparison,
    by: &[&Policy],
    at: Option<(&Place, &Id)>,
) -> String {
    let mut lines: Vec<String> = denied(hazard, by).into_iter().collect();
    let is_sql = |p: &Place| comparison.files().name(p.file).ends_with(".sql");
    let name = hazard.name;
    let (about, desired) = (&hazard.about, &comparison.pair.desired);
    let movable = [names::TABLE, names::COLUMN].contains(&about.kind());
    if let Some((place, _)) = at.filter(|_| movable && !desired.has(about)) {
        let old = about.last();
        lines.push(match is_sql(place) {
            true => format!("if it has another name now, write above that name:\n  -- trueup: renamed from {old}"),
            false => format!("if it has another name now, write under that name:\n  renamed_from: {old}"),
        });
    }
    let thing = words::called(about);
    lines.push(match at {
        Some((place, on)) if is_sql(place) => format!(
            "if it is meant, say why above {}:\n  -- trueup: allow {name}: REASON",
            words::called(on)
        ),
        Some((_, on)) => format!(
            "if it is meant, say why under {}:\n  allow: {{{name}: REASON}}",
            words::called(on)
        ),
        None => format!(
            "if it is meant, say why in any file:\n  -- trueup: allow {name} {thing}: REASON\nor, at the top of one in YAML:\n  allow: {{{name} {thing}: REASON}}"
        ),
    });
    lines.join("\n")
}

/// Says which environments deny a hazard, where that is their own word.
fn denied(hazard: &Hazard, by: &[&Policy]) -> Option<String> {
    let deny = by.iter().filter(|p| p.allowed.denied_by(hazard).is_some());
    let names: Vec<&str> = deny
        .map(|p| p.environment.as_deref().unwrap_or("trueup.yaml"))
        .collect();
    let (last, others) = names.split_last()?;
    Some(match (others.is_empty(), *last) {
        (true, "trueup.yaml") => format!("{last} denies {}", hazard.name),
        (true, _) => format!("environment {last} denies {}", hazard.name),
        (false, _) => format!(
            "environments {} and {last} deny {}",
            others.join(", "),
            hazard.name
        ),
    })
}
