//! A comparison for programs; the form is described in `docs/json.md` and changes only with its `version`.

pub mod check;
mod document;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::apply::counts::{Count, Counts};
use crate::compare::Comparison;
use crate::confirm;
use crate::diagnostic::Problem;
use crate::diff;
use crate::kind::{Action, hazard};
use crate::kinds;
use crate::model::{Fact, Files, Id};
pub(super) use document::published;
use document::{
    Change, Difference, Document, Expressions, Hazard, Place, Statement, Summary, Warning,
};
pub use document::{VERSION, schema};

/// Returns the comparison as JSON.
pub fn json(comparison: &Comparison, counts: &Counts) -> String {
    let document = Document {
        version: VERSION,
        in_step: comparison.in_step(),
        differences: differences(comparison),
        statements: statements(comparison, counts),
        warnings: comparison
            .warnings
            .iter()
            .map(|w| warning(w, comparison.files()))
            .collect(),
        summary: summary(comparison, counts),
    };
    print(&document)
}

/// Prints a document with a line feed at its end.
pub(super) fn print(document: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(document).expect("plain structs become JSON");
    format!("{text}\n")
}

fn differences(comparison: &Comparison) -> Vec<Difference> {
    let all = comparison.plan.differences.iter();
    all.map(|d| difference(d, comparison)).collect()
}

fn difference(difference: &diff::Difference, comparison: &Comparison) -> Difference {
    let id = difference.id();
    let pair = comparison.pair.as_ref();
    let says = |fact: &Fact| kinds::kind(fact.id.kind()).describe(fact);
    Difference {
        change: match difference {
            diff::Difference::Missing(_) => Change::Missing,
            diff::Difference::Extra(_) => Change::Extra,
            diff::Difference::Changed(_) => Change::Changed,
            diff::Difference::Renamed { .. } => Change::Renamed,
        },
        kind: id.kind(),
        name: id.name().to_string(),
        renamed_from: match difference {
            diff::Difference::Renamed { old, .. } => Some(old.name().to_string()),
            diff::Difference::Missing(_)
            | diff::Difference::Changed(_)
            | diff::Difference::Extra(_) => None,
        },
        object: comparison.object_of(id).to_string(),
        live: pair.live.get(id).map(says),
        desired: pair.desired.get(id).map(says),
        confirmed: !comparison.is_unconfirmed(id),
        place: desired_place(id, comparison),
    }
}

fn desired_place(id: &Id, comparison: &Comparison) -> Option<Place> {
    let fact = comparison.pair.desired.get(id)?;
    fact.origin.place().map(|p| place(p, comparison.files()))
}

fn place(place: &crate::model::Place, files: &Files) -> Place {
    let (line, column) = files.position(place.file, place.bytes.start);
    Place {
        file: files.name(place.file).to_string(),
        line,
        column,
    }
}

/// Returns the statements of the patch.
fn statements(comparison: &Comparison, counts: &Counts) -> Vec<Statement> {
    let actions = &comparison.plan.actions;
    actions
        .iter()
        .map(|a| statement(a, comparison, counts))
        .collect()
}

fn statement(action: &Action, comparison: &Comparison, counts: &Counts) -> Statement {
    Statement {
        sql: action.sql(),
        search_path: action.path.as_deref().map(str::to_string),
        verb: action.verb.into(),
        about: action.about.to_string(),
        lock: action.lock.into(),
        scans: action.scans,
        rewrites: action.rewrites,
        hazards: action
            .hazards
            .iter()
            .filter(|h| !counts.rules_out(h))
            .map(|h| hazard(h, counts))
            .collect(),
        place: action.origin.place().map(|p| place(p, comparison.files())),
    }
}

fn hazard(hazard: &hazard::Hazard, counts: &Counts) -> Hazard {
    let count = counts.of(hazard);
    Hazard {
        name: hazard.name,
        about: hazard.about.to_string(),
        sentence: hazard.sentence.clone(),
        count: match count {
            Some(Count::Exact(number)) => Some(number),
            Some(Count::Many | Count::Unknown) | None => None,
        },
        many: count == Some(Count::Many),
        unit: hazard.unit,
        refused: hazard.refused && !counts.harmless(hazard),
    }
}

fn warning(problem: &Problem, files: &Files) -> Warning {
    Warning {
        code: problem.code_name(),
        message: problem.to_string(),
        place: problem.place().map(|p| place(p, files)),
    }
}

fn summary(comparison: &Comparison, counts: &Counts) -> Summary {
    let differences = &comparison.plan.differences;
    let number = |of: fn(&diff::Difference) -> bool| differences.iter().filter(|d| of(d)).count();
    let mut hazards = BTreeMap::new();
    for hazard in comparison.plan.actions.iter().flat_map(|a| &a.hazards) {
        if !counts.harmless(hazard) {
            *hazards.entry(hazard.name).or_insert(0) += 1;
        }
    }
    Summary {
        missing: number(|d| matches!(d, diff::Difference::Missing(_))),
        changed: number(|d| matches!(d, diff::Difference::Changed(_))),
        renamed: number(|d| matches!(d, diff::Difference::Renamed { .. })),
        extra: number(|d| matches!(d, diff::Difference::Extra(_))),
        statements: comparison.plan.actions.len(),
        hazards,
        expressions: expressions(comparison),
    }
}

fn expressions(comparison: &Comparison) -> Expressions {
    let asked = &comparison.asked;
    Expressions {
        same_by_text: confirm::equal(&comparison.pair).saturating_sub(asked.same),
        same_by_server: asked.same,
        different: asked.different,
        unconfirmed: asked.unanswered.len(),
    }
}
