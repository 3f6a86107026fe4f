//! Why a patch is refused: the thing, the number, the place, and the words that allow it.

use super::cause::{self, cause};
use super::costs;
use super::groups::nearest;
use crate::apply::counts::Counts;
use crate::compare::Comparison;
use crate::diagnostic::{Problem, Problems};
use crate::kind::words;
use crate::kind::{Action, Hazard, hazard, names};
use crate::plan::gate::{self, Allowed};

/// Returns a problem for each danger that stops the patch; `command` words what to type to allow one by name.
pub fn problems(
    comparison: &Comparison,
    counts: &Counts,
    allowed: &Allowed,
    command: &dyn Fn(&str) -> String,
) -> Vec<Problem> {
    let mut problems = Problems::default();
    for (action, hazard) in refused(comparison, counts, allowed) {
        let help = match allowed.denied_by(hazard) {
            Some(by) => denied(hazard, by),
            None => help(hazard, comparison, command),
        };
        let mut problem = problem(hazard, counts).help(help);
        if let Some((origin, on)) = cause(hazard, action, comparison)
            && let Some(place) = origin.place()
        {
            problem = problem.at(place.clone(), cause::label(&hazard.about, &on, comparison));
        }
        problems.push(problem);
    }
    problems.finish(comparison.files())
}

/// Returns whether a danger stops the patch, the harmless ones left out.
pub fn stops(comparison: &Comparison, counts: &Counts, allowed: &Allowed) -> bool {
    refused(comparison, counts, allowed).next().is_some()
}

fn refused<'c>(
    comparison: &'c Comparison,
    counts: &'c Counts,
    allowed: &'c Allowed,
) -> impl Iterator<Item = (&'c Action, &'c Hazard)> {
    let refused = gate::refused(&comparison.plan, allowed);
    refused.filter(|(_, hazard)| !counts.harmless(hazard))
}

fn problem(hazard: &Hazard, counts: &Counts) -> Problem {
    let amount = costs::amount(hazard, counts);
    let cost = match (amount, hazard.goes_with_holder) {
        (Some(amount), true) => format!(", which holds {amount}"),
        (Some(amount), false) => format!(": {amount}"),
        (None, _) => String::new(),
    };
    let patch = if hazard.says_what_does {
        ""
    } else {
        "the patch "
    };
    let message = format!("{patch}{}{cost}", hazard.sentence);
    Problem::error(hazard.name, message)
}

/// Returns what helps where a policy denies the step: no option does.
fn denied(hazard: &Hazard, by: &str) -> String {
    format!(
        "{by} denies {}, and no option lifts that: reach the same in steps that do not need it, or change its policy",
        hazard.name
    )
}

/// Returns what to write or type; what people copy stands on lines of its own.
fn help(hazard: &Hazard, comparison: &Comparison, command: &dyn Fn(&str) -> String) -> String {
    let allow = format!("  {}", command(hazard.name));
    let about = &hazard.about;
    let can_be_renamed = [names::TABLE, names::COLUMN].contains(&about.kind());
    if hazard.name != hazard::DROPS_DATA || !can_be_renamed || comparison.pair.desired.has(about) {
        return format!("to do it all the same:\n{allow}");
    }
    let old = about.last();
    let near = nearest(about, comparison).and_then(|(origin, _)| Some(origin.place()?.file));
    let in_sql = near.is_some_and(|file| comparison.files().name(file).ends_with(".sql"));
    let renamed = match in_sql {
        true => format!("-- trueup: renamed from {old}"),
        false => format!("renamed_from: {old}"),
    };
    let at = if in_sql { "above" } else { "under" };
    format!(
        "if it has another name now, write {at} that name:\n  {renamed}\nto drop {}:\n{allow}",
        words::called(about)
    )
}
