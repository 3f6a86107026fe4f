//! Why a patch is refused: the thing, the number, the place, and the words that allow it.

use super::costs;
use super::groups::nearest;
use crate::apply::counts::Counts;
use crate::compare::Comparison;
use crate::diagnostic::{Problem, Problems};
use crate::kind::words;
use crate::kind::{Hazard, hazard, names};
use crate::plan::gate::{self, Allowed};

/// Returns a problem for each danger that stops the patch; `command` words what to type to allow one by name.
pub fn problems(
    comparison: &Comparison,
    counts: &Counts,
    allowed: &Allowed,
    command: &dyn Fn(&str) -> String,
) -> Vec<Problem> {
    let mut problems = Problems::default();
    for hazard in refused(comparison, counts, allowed) {
        let help = match allowed.denied_by(hazard) {
            Some(by) => denied(hazard, by),
            None => help(hazard, comparison, command),
        };
        problems.push(problem(hazard, comparison, counts).help(help));
    }
    problems.finish(comparison.files())
}

/// Returns the dangers that stop the patch, the harmless ones left out.
pub fn refused<'c>(
    comparison: &'c Comparison,
    counts: &Counts,
    allowed: &Allowed,
) -> Vec<&'c Hazard> {
    let refused = gate::refused(&comparison.plan, allowed);
    refused
        .into_iter()
        .filter(|h| !counts.harmless(h))
        .collect()
}

fn problem(hazard: &Hazard, comparison: &Comparison, counts: &Counts) -> Problem {
    let amount = costs::amount(hazard, counts);
    let cost = match (amount, hazard.name) {
        // Rows that go hold themselves, and what is rounded stays.
        (Some(amount), hazard::DROPS_DATA)
            if hazard.about.kind() != names::ROWS && hazard.sentence.starts_with("drops") =>
        {
            format!(", which holds {amount}")
        }
        (Some(amount), _) => format!(": {amount}"),
        (None, _) => String::new(),
    };
    // Some say what goes on meanwhile: `checking … reads …`.
    let doing = hazard.sentence.starts_with("checking ");
    let patch = if doing { "" } else { "the patch " };
    let message = format!("{patch}{}{cost}", hazard.sentence);
    let desired = &comparison.pair.desired;
    let mut problem = Problem::error(hazard.name, message);
    if let Some((place, on)) = nearest(&hazard.about, comparison) {
        let is_part = on != hazard.about;
        let gone = is_part && !desired.has(&hazard.about);
        let label = match gone {
            true => format!("this no longer has {}", hazard.about.last()),
            false => String::new(),
        };
        problem = problem.at(place, label);
    }
    problem
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
    let near = nearest(about, comparison).map(|(place, _)| place.file);
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
