//! What differs, and what its removal may cost, as annotations of the desired files.

use super::{Annotation, At, Level, sarif};
use crate::apply::counts::Counts;
use crate::compare::Comparison;
use crate::diff::Difference;
use crate::kind::{Hazard, hazard, names, words};
use crate::model::Origin;
use crate::report::cause::cause;
use crate::report::costs;
use crate::report::groups::{Group, Part, groups, nearest};

/// The rules of differences: the name, what it says, and what that means.
const RULES: [(&str, &str, &str); 4] = [
    (
        MISSING,
        "the files define it, and the database does not have it",
        "The set-up did not run here, or not to its end, or the thing was dropped. `trueup apply` makes it.",
    ),
    (
        EXTRA,
        "the database has it, and the files do not",
        "It belongs to something that the files define. Write it in the files if it is to stay: `trueup apply` drops it, \
         and asks for a word of its own where rows or values would be lost.",
    ),
    (
        CHANGED,
        "the database and the files say different things of it",
        "One of the two was changed alone. `trueup apply` makes the database what the files say.",
    ),
    (
        RENAMED,
        "the database has it under its old name",
        "The files declare that it was renamed. `trueup apply` renames it.",
    ),
];

const MISSING: &str = "missing";
const EXTRA: &str = "extra";
const CHANGED: &str = "changed";
const RENAMED: &str = "renamed";

/// Returns the rules of differences and hazards, for SARIF.
pub fn rules() -> Vec<sarif::Rule> {
    let rule = |name: &'static str, finds: &str, why: &str, uri: Option<String>| sarif::Rule {
        name,
        finds: finds.to_string(),
        why: why.to_string(),
        help: why.to_string(),
        uri,
    };
    let differences = RULES.map(|(name, finds, why)| rule(name, finds, why, None));
    let hazards = hazard::NAMES.iter().map(|(name, means)| {
        let allow = format!("`trueup apply --allow {name}` allows it where it is refused.");
        rule(name, means, &allow, Some(manual(name)))
    });
    differences.into_iter().chain(hazards).collect()
}

/// Returns the page of PostgreSQL's manual about what causes a hazard.
fn manual(hazard: &str) -> String {
    let page = match hazard {
        hazard::BLOCKS_WRITES => "explicit-locking.html",
        hazard::MAY_FAIL => "ddl-constraints.html",
        hazard::NEEDS_PUBLISHER => "logical-replication-subscription.html",
        _ => "sql-altertable.html",
    };
    format!("https://www.postgresql.org/docs/current/{page}")
}

/// Returns an annotation for each object that is missing or extra, and for each part that differs of another one.
pub fn differences(comparison: &Comparison, level: Level) -> Vec<Annotation> {
    let mut out = Vec::new();
    for group in groups(comparison) {
        let parts = parts(&group);
        out.extend(parts.map(|part| difference(part, comparison, level)));
    }
    out
}

/// Returns what is to be told of a group: the whole where it comes or goes as one, else what differs of it.
fn parts<'g, 'c>(group: &'g Group<'c>) -> impl Iterator<Item = &'g Part<'c>> {
    let changed = |w: &&Part| matches!(w.difference, Difference::Changed(_));
    let alone = group.whole.as_ref().is_some_and(|w| !changed(&w));
    let parts = group.parts.iter().filter(move |_| !alone);
    group.renamed.iter().chain(&group.whole).chain(parts)
}

fn difference(part: &Part, comparison: &Comparison, level: Level) -> Annotation {
    let id = part.difference.id();
    let (rule, state) = match part.difference {
        Difference::Missing(_) => (MISSING, "is missing".to_string()),
        Difference::Extra(_) => (EXTRA, "is in no file".to_string()),
        Difference::Renamed { old, .. } => (RENAMED, format!("is still called {}", old.name())),
        Difference::Changed(_) => (CHANGED, changed(part)),
    };
    let told = match (&part.says.live, &part.says.desired) {
        (Some(says), None) | (None, Some(says)) if id.kind() == names::GRANT => {
            let on = words::called(&comparison.object_of(id));
            match says.split_once(" to ") {
                Some((privileges, role)) => {
                    format!("grant of {privileges} on {on} to {role} {state}")
                }
                None => format!("{says} on {on} {state}"),
            }
        }
        _ => format!("{} {state}", words::called(id)),
    };
    let doubt = match part.unconfirmed {
        true => " (unconfirmed: perhaps it is only spelled differently)",
        false => "",
    };
    Annotation {
        at: nearest(id, comparison).and_then(|(origin, _)| at(origin, comparison)),
        ..Annotation::of(level, rule, id, &format!("{told}{doubt}"))
    }
}

/// Says what both sides have, where that fits in a line.
fn changed(part: &Part) -> String {
    match (&part.says.live, &part.says.desired) {
        (Some(live), Some(desired))
            if live != desired && !(live.clone() + desired).contains('\n') =>
        {
            format!("differs: the database has `{live}`, the files say `{desired}`")
        }
        _ => "differs".to_string(),
    }
}

/// Returns an annotation for each hazard of the patch that is real as far as is known; those that are refused are errors.
pub fn hazards(comparison: &Comparison, counts: &Counts) -> Vec<Annotation> {
    let mut out = Vec::new();
    for action in &comparison.plan.actions {
        let real = action.hazards.iter().filter(|h| !counts.harmless(h));
        out.extend(real.map(|h| Annotation {
            at: cause(h, action, comparison).and_then(|(origin, _)| at(origin, comparison)),
            ..danger(h, counts)
        }));
    }
    out
}

fn danger(hazard: &Hazard, counts: &Counts) -> Annotation {
    let level = match hazard.refused {
        true => Level::Error,
        false => Level::Warning,
    };
    let amount = costs::amount(hazard, counts).map(|amount| format!(" ({amount})"));
    let message = hazard.sentence.clone() + &amount.unwrap_or_default();
    let mut out = Annotation::of(level, hazard.name, &hazard.about, &message);
    if hazard.refused {
        out.help = Some(format!("To allow it: trueup apply --allow {}", hazard.name));
    }
    out
}

/// Returns an annotation for each thing that is doubtful.
pub fn warnings(comparison: &Comparison) -> Vec<Annotation> {
    comparison
        .warnings
        .iter()
        .map(Annotation::of_problem)
        .collect()
}

/// Returns where a thing was read, if it was in one of the desired files: those that they are compared with are not what anybody looks at.
fn at(origin: &Origin, comparison: &Comparison) -> Option<At> {
    let place = origin.place().filter(|_| origin.is_desired())?;
    Some(At::of(place, comparison.files()))
}
