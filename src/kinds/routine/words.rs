//! The statements that make, change and drop a routine.

use super::{Argument, Mode, Routine, Source, argument, body, needs, setting};
use crate::kind::{Action, Alter, Scene, Text};
use crate::model::{Fact, Id};
use crate::text::quote;

/// Words the creation.
pub fn create(fact: &Fact, scene: &Scene) -> Vec<Action> {
    let action = Action::create(fact, Text::Plain(statement(fact, false)));
    vec![action.needs(needs::of(fact, scene.desired))]
}

/// Words the removal.
pub fn drop(fact: &Fact) -> Vec<Action> {
    let sql = format!("drop {} {}", fact.id.kind(), fact.id.name());
    vec![Action::drop(fact, Text::Plain(sql))]
}

/// Words the change in place, which keeps what depends on the routine, its owner and its privileges.
pub fn alter(live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
    let (from, to): (&Routine, &Routine) = (live.body(), desired.body());
    if let Some(reason) = obstacle(from, to) {
        return Alter::Replace(reason);
    }
    if is_same_code(from, to) {
        let sql = format!(
            "alter {} {} {}",
            desired.id.kind(),
            desired.id.name(),
            changed_attributes(from, to).join(" ")
        );
        return Alter::InPlace(vec![Action::alter(desired, Text::Plain(sql))]);
    }
    let action = Action::alter(desired, Text::Plain(statement(desired, true)));
    Alter::InPlace(vec![action.needs(needs::of(desired, scene.desired))])
}

/// Returns why CREATE OR REPLACE would refuse, following `ProcedureCreate` of the server.
fn obstacle(from: &Routine, to: &Routine) -> Option<&'static str> {
    if from.window != to.window {
        return Some("a function cannot become a window function, nor the other way round");
    }
    if from.result != to.result {
        return Some("the type of a function's result cannot change");
    }
    let row = |r: &Routine| -> Vec<_> {
        r.outputs()
            .map(|a| (a.name.clone(), a.ty.clone()))
            .collect()
    };
    if row(from) != row(to) {
        return Some("the row that output arguments make cannot change");
    }
    let renamed = |(old, new): (&Argument, &Argument)| old.name.is_some() && old.name != new.name;
    if from.inputs().zip(to.inputs()).any(renamed) {
        return Some("the name of an input argument cannot change");
    }
    let defaults = |r: &Routine| r.inputs().filter(|a| a.default.is_some()).count();
    if defaults(from) > defaults(to) {
        return Some("the default of an argument cannot go away");
    }
    None
}

/// Returns whether only attributes differ, those that ALTER FUNCTION can change.
fn is_same_code(from: &Routine, to: &Routine) -> bool {
    from.arguments == to.arguments
        && from.language == to.language
        && from.source == to.source
        && from.transforms == to.transforms
        && (from.support == to.support || to.support.is_some())
}

fn changed_attributes(from: &Routine, to: &Routine) -> Vec<String> {
    let (old, new) = (attributes(from), attributes(to));
    let pairs = old.iter().zip(&new).filter(|(a, b)| a != b);
    let mut out: Vec<String> = pairs
        .map(|(_, b)| b.clone())
        .filter(|w| !w.is_empty())
        .collect();
    for (name, value) in to.settings.iter() {
        if from.settings.get(name) != Some(value) {
            out.push(setting::words(name, value));
        }
    }
    let gone = from
        .settings
        .iter()
        .filter(|(n, _)| to.settings.get(n).is_none());
    out.extend(gone.map(|(name, _)| setting::reset_words(name)));
    out
}

/// Words all attributes but the settings, always in the same order and number.
fn attributes(routine: &Routine) -> Vec<String> {
    let either = |yes: bool, on: &str, off: &str| if yes { on } else { off }.to_string();
    let support = routine.support.as_ref();
    let rows = either(routine.rows > 0.0, &format!("rows {}", routine.rows), "");
    vec![
        routine.volatility.word().to_string(),
        either(routine.strict, "strict", "called on null input"),
        either(
            routine.security_definer,
            "security definer",
            "security invoker",
        ),
        either(routine.leakproof, "leakproof", "not leakproof"),
        format!("parallel {}", routine.parallel.word()),
        format!("cost {}", routine.cost),
        rows,
        support.map(|s| format!("support {s}")).unwrap_or_default(),
    ]
}

/// Returns the attributes that differ from those which hold where none is written.
fn written_attributes(routine: &Routine) -> Vec<String> {
    let usual = super::read::usual(routine);
    let (all, usual) = (attributes(routine), attributes(&usual));
    let pairs = all.into_iter().zip(usual);
    pairs.filter(|(a, b)| a != b).map(|(a, _)| a).collect()
}

/// Words CREATE, with OR REPLACE if it is there.
fn statement(fact: &Fact, replace: bool) -> String {
    let routine: &Routine = fact.body();
    let replace = if replace { "or replace " } else { "" };
    let name = plain_name(&fact.id);
    let mut lines = vec![format!(
        "create {replace}{} {name}({})",
        fact.id.kind(),
        list(routine, |m| m != Mode::Table)
    )];
    lines.extend(result(routine).map(|r| format!("    returns {r}")));
    lines.push(format!("    language {}", quote::ident(&routine.language)));
    if !routine.transforms.is_empty() {
        let types = routine.transforms.iter().map(|ty| format!("for type {ty}"));
        lines.push(format!(
            "    transform {}",
            types.collect::<Vec<_>>().join(", ")
        ));
    }
    let mut words = written_attributes(routine);
    if routine.window {
        words.insert(0, "window".into());
    }
    if !words.is_empty() {
        lines.push(format!("    {}", words.join(" ")));
    }
    let settings = routine.settings.iter();
    lines.extend(settings.map(|(n, v)| format!("    {}", setting::words(n, v))));
    lines.push(body::words(&routine.source));
    lines.join("\n")
}

/// Returns the qualified name without the arguments.
pub fn plain_name(id: &Id) -> String {
    let parts = id.parts();
    Id::new("", &[&parts[0], &parts[1]]).name().to_string()
}

fn list(routine: &Routine, test: fn(Mode) -> bool) -> String {
    let all = routine.arguments.iter().filter(|a| test(a.mode));
    let words: Vec<String> = all.map(|a| argument::words(a, false)).collect();
    words.join(", ")
}

fn result(routine: &Routine) -> Option<String> {
    let result = routine.result.as_ref()?;
    let columns = list(routine, |m| m == Mode::Table);
    Some(match (columns.is_empty(), result.set) {
        (false, _) => format!("table ({columns})"),
        (true, true) => format!("setof {}", result.ty),
        (true, false) => result.ty.to_string(),
    })
}

/// Describes the routine in one line.
pub fn describe(fact: &Fact) -> String {
    let routine: &Routine = fact.body();
    let mut words = vec![format!(
        "{} ({})",
        fact.id.kind(),
        list(routine, |m| m != Mode::Table)
    )];
    words.extend(result(routine).map(|r| format!("returns {r}")));
    words.push(format!("language {}", quote::ident(&routine.language)));
    words.extend(written_attributes(routine));
    words.extend(routine.settings.iter().map(|(n, v)| setting::words(n, v)));
    match &routine.source {
        Source::Text(text) => words.push(format!("{} bytes of body", text.len())),
        Source::Object { .. } | Source::Return(_) | Source::Atomic(_) => words.push(
            body::words(&routine.source)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
        ),
    }
    words.join(" ")
}
