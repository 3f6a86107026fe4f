//! The statements that add, change and drop a column.

use std::collections::HashSet;

use super::{Column, Kept, cast, fit, kept, null};
use crate::kind::{Action, Alter, Hazard, Lock, Scene, Text, Wording, names};
use crate::kinds::default::Default;
use crate::kinds::enumeration;
use crate::kinds::foreign::table::{change_of_column, is_foreign};
use crate::kinds::identity::{self, Identity};
use crate::kinds::inheritance;
use crate::kinds::table::alter_table;
use crate::model::{Fact, Id, KindName, Pair, State};
use crate::text::{quote, refs};

/// What PostgreSQL does not carry over a change of the type.
const AROUND: &[KindName] = AROUND_CONVERSION.split_at(10).0;
/// What it does not carry over where the values are converted; the first ten it never does.
const AROUND_CONVERSION: &[KindName] = &[
    names::VIEW,
    names::MATERIALIZED_VIEW,
    names::POLICY,
    names::TRIGGER,
    names::RULE,
    names::COLUMN,
    names::FUNCTION,
    names::PROCEDURE,
    names::STATISTICS,
    names::PUBLICATION,
    names::DEFAULT,
    names::CHECK,
    names::INDEX,
    names::EXCLUSION,
    names::FOREIGN_KEY,
];

/// Words the column as a definition, its default and identity left out.
pub fn definition(fact: &Fact) -> String {
    without_null(fact) + &null::definition(fact)
}

/// Words the column as a definition without its NOT NULL.
fn without_null(fact: &Fact) -> String {
    let column: &Column = fact.body();
    let mut out = column.ty.to_string() + &kept::definition(&column.kept);
    let mut options = Wording::default();
    let plain = column.foreign.without_secrets();
    plain.word(&fact.id, &mut options);
    out.push_str(&options.shown());
    if let Some(collation) = &column.collation {
        out.push_str(&format!(" collate {collation}"));
    }
    if let Some(expr) = &column.generated {
        let kept = if column.is_virtual {
            "virtual"
        } else {
            "stored"
        };
        let expr = expr.parenthesised();
        out.push_str(&format!(" generated always as {expr} {kept}"));
    }
    out
}

/// Words the new column with its default or identity, so that rows which exist get their values at once. A default that cannot be there
/// without the column has a statement of its own.
pub fn create(fact: &Fact, scene: &Scene) -> Vec<Action> {
    let table = table(fact);
    let (name, mut element) = (quote::ident(&fact.id.last()), String::new());
    let mut made = Vec::new();
    let mut needs = Vec::new();
    for part in scene.desired.children(&fact.id) {
        if let Some(default) = part.get::<Default>() {
            if reads(part, fact, scene.desired) {
                continue;
            }
            element.push_str(&format!(" default {}", default.expr.sql));
        } else if part.get::<Identity>().is_some() {
            element.push_str(&format!(" {}", identity::words(part)));
        } else {
            continue;
        }
        made.push(part.id.clone());
        needs.extend(part.uses.iter().filter(|id| **id != fact.id).cloned());
    }
    let merged = merged(fact, &table, scene);
    let mut said = fact.clone();
    if merged.is_some() {
        // How its values are kept must not be said otherwise than for the parent's column.
        said.change(|c: &mut Column| c.kept = Kept::default());
    }
    let within = match null::comes_along(fact) {
        true => without_null(&said),
        false => definition(&said),
    };
    let clause = format!("add column {name} {}{element}", definition(&said));
    let text = alter_table(&table, clause, Some(format!("{name} {within}{element}")));
    let action = Action::create(fact, text)
        .makes(made)
        .needs(needs)
        .lock(Lock::AccessExclusive);
    let action = with_cost(action, fact, &table, scene);
    let options = &fact.body::<Column>().foreign;
    let secrets = change_of_column(&options.without_secrets(), options, fact);
    let rest = null::added(fact)
        .into_iter()
        .chain(kept::changes(merged.as_ref(), fact))
        .chain(secrets)
        .map(|mut action| {
            // Nothing that uses the column has to wait for it.
            action.touches.clear();
            action.needs.push(fact.id.clone());
            action
        });
    [action].into_iter().chain(rest).collect()
}

/// Returns a column of a new child as its definition makes it, where a parent has it too. Follows `MergeAttributes`.
fn merged(fact: &Fact, table: &Id, scene: &Scene) -> Option<Column> {
    let sources = inheritance::sources(scene.desired, fact);
    let source: &Column = sources.first()?.get()?;
    let is_new = !scene.live.has(table);
    is_new.then(|| Column {
        kept: source.kept.copied(true, true),
        ..fact.body::<Column>().clone()
    })
}

/// Returns whether what a default calls reads the column, by way of other things or of columns that come with their defaults.
fn reads(default: &Fact, column: &Fact, state: &State) -> bool {
    let mut open = vec![default];
    let mut seen = HashSet::new();
    while let Some(fact) = open.pop() {
        let used = fact
            .uses
            .iter()
            .filter(|id| Some(*id) != fact.parent.as_ref());
        for id in used.filter(|id| seen.insert(*id)) {
            if *id == column.id {
                return true;
            }
            open.extend(state.get(id));
            if id.kind() == names::COLUMN {
                open.extend(state.get(&id.as_kind(names::DEFAULT)));
            }
        }
    }
    false
}

/// Says what a new column costs on a table that has rows.
///
/// Follows `ATExecAddColumn`: a value that is the same for all rows is kept in the catalog, any other one writes them again.
fn with_cost(action: Action, fact: &Fact, table: &Id, scene: &Scene) -> Action {
    let column: &Column = fact.body();
    let parts = scene.desired.children(&fact.id);
    let mut made = parts.iter().filter(|p| action.makes.contains(&p.id));
    let default = made.find_map(|p| p.get::<Default>());
    let counts = parts.iter().any(|p| p.get::<Identity>().is_some());
    let computed = column.generated.is_some() && !column.is_virtual;
    if counts || computed || default.is_some_and(|d| is_volatile(&d.expr.sql)) {
        return action.rewrites().hazard(Hazard::rewrites(table));
    }
    if column.not_null && !column.null.not_valid && default.is_none() {
        let name = table.name();
        let sentence = format!(
            "fails if {name} has rows, since {} is not null and has no default",
            quote::ident(&fact.id.last())
        );
        let count = format!("select count(*) from {name}");
        return action.hazard(Hazard::may_fail(table, sentence, Some(count)));
    }
    action
}

/// Returns whether an expression calls a function of the system that gives another value for each row.
fn is_volatile(sql: &str) -> bool {
    const VOLATILE: &[&str] = &[
        "clock_timestamp",
        "currval",
        "gen_random_uuid",
        "lastval",
        "nextval",
        "random",
        "setval",
        "timeofday",
        "uuid_generate_v1",
        "uuid_generate_v1mc",
        "uuid_generate_v4",
    ];
    let volatile = |name: &refs::Ref| {
        name.parts
            .last()
            .is_some_and(|n| VOLATILE.contains(&n.as_str()))
    };
    refs::scan(sql).names.iter().any(|n| n.call && volatile(n))
}

/// Words the removal.
pub fn drop(fact: &Fact) -> Action {
    let (table, name) = (table(fact), quote::ident(&fact.id.last()));
    let text = alter_table(&table, format!("drop column {name}"), None);
    let action = Action::drop(fact, text).lock(Lock::AccessExclusive);
    if fact.body::<Column>().generated.is_some() {
        return action.makes([not_generated(&fact.id)]);
    }
    let count = format!("select count({name}) from {}", table.name());
    let what = format!("column {}", fact.id.name());
    action.hazard(Hazard::drops(&fact.id, &what, count, "values"))
}

/// Returns the address of what a statement did after which a column, or none of its name, is generated no more.
pub fn not_generated(column: &Id) -> Id {
    column.child(names::COLUMN, "#not-generated")
}

/// Words the change of the name.
pub fn rename(from: &Fact, to: &Fact) -> Action {
    let (old, new) = (quote::ident(&from.id.last()), quote::ident(&to.id.last()));
    let sql = format!(
        "alter table {} rename column {old} to {new}",
        table(to).name()
    );
    Action::rename(from, to, Text::Plain(sql))
}

/// Words the change in place; a column begins to be computed only when it is made.
pub fn alter(live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
    let (from, to): (&Column, &Column) = (live.body(), desired.body());
    if let Some(reason) = generation_is_fixed(from, to, desired, scene) {
        return Alter::Replace(reason);
    }
    let mut actions = Vec::new();
    let retyped = from.is_retyped(to);
    match (&from.generated, &to.generated) {
        (Some(_), None) => {
            let mut action = clause(desired, "drop expression");
            if retyped {
                // Within one ALTER TABLE the new type would be that of a generated column, which has no USING.
                action.text = Text::Plain(action.sql());
            }
            actions.push(action.makes([not_generated(&desired.id)]));
        }
        (Some(a), Some(b)) if a != b => actions.push(set_expression(desired)),
        _ => {}
    }
    if retyped {
        actions.push(set_type(live, desired, scene).needs([not_generated(&desired.id)]));
    }
    actions.extend(null::changes(live, desired, scene));
    actions.extend(kept::changes(Some(from), desired));
    actions.extend(change_of_column(&from.foreign, &to.foreign, desired));
    Alter::InPlace(actions)
}

/// The version from which the expression of a column can change.
const EXPRESSION_CHANGES: u32 = 170_000;

/// Returns why a column must be made anew to be computed otherwise, if it must.
///
/// Follows `ATExecSetExpression` and `ATExecDropExpression`.
fn generation_is_fixed(
    from: &Column,
    to: &Column,
    desired: &Fact,
    scene: &Scene,
) -> Option<&'static str> {
    match (&from.generated, &to.generated) {
        (None, Some(_)) => Some("a column cannot begin to be generated"),
        (Some(_), Some(_)) if from.is_virtual != to.is_virtual => {
            Some("a generated column cannot begin or cease to be virtual")
        }
        (Some(_), Some(_)) if from.ty != to.ty && is_conversion(from, to) => {
            Some("a generated column takes another type only by an assignment cast")
        }
        (Some(_), None) if from.is_virtual => {
            Some("a virtual column has no values that could stay")
        }
        (Some(a), Some(b)) if a != b && scene.version < EXPRESSION_CHANGES => {
            Some("the expression of a generated column can change only since PostgreSQL 17")
        }
        (Some(a), Some(b)) if a != b && from.is_virtual && is_bound(desired, scene) => Some(
            "the expression of a virtual column of a table with checks or a publication cannot change",
        ),
        _ => None,
    }
}

/// Returns whether the table has a check or is published.
fn is_bound(column: &Fact, scene: &Scene) -> bool {
    let table = table(column);
    let checks = scene.live.children(&table);
    let is_published = |f: &Fact| f.id.kind() == names::PUBLICATION && f.uses.contains(&table);
    checks.iter().any(|f| f.id.kind() == names::CHECK) || scene.live.iter().any(is_published)
}

fn set_expression(desired: &Fact) -> Action {
    let column: &Column = desired.body();
    let expr = column.generated.as_ref().map(|e| e.parenthesised());
    let words = format!("set expression as {}", expr.unwrap_or_default());
    let action = clause(desired, &words);
    match column.is_virtual {
        true => action,
        false => action.rewrites().hazard(Hazard::rewrites(&table(desired))),
    }
}

/// Words a plain NOT NULL.
pub fn set_not_null(desired: &Fact) -> Action {
    null::reading(clause(desired, "set not null"), desired)
}

fn set_type(live: &Fact, desired: &Fact, scene: &Scene) -> Action {
    let (from, to): (&Column, &Column) = (live.body(), desired.body());
    let name = quote::ident(&desired.id.last());
    let mut words = format!("type {}", to.ty);
    if from.collation != to.collation || to.collation.is_some() {
        words.push_str(&format!(
            " collate {}",
            to.collation.as_deref().unwrap_or("pg_catalog.\"default\"")
        ));
    }
    // Of a foreign table no value is converted, and the server takes no USING.
    let converts = is_conversion(from, to) && !is_foreign(scene.desired, &table(desired));
    let types = Pair {
        live: cast::base(&from.ty, scene.live),
        desired: cast::base(&to.ty, scene.desired),
    };
    let enums = Pair {
        live: enumeration::of_type(&types.live, scene.live),
        desired: enumeration::of_type(&types.desired, scene.desired),
    };
    if converts && !cast::is_assigned(&types.live, &types.desired) {
        let between = cast::between(&types, scene);
        words.push_str(&format!(" using {name}{between}::{}", to.ty));
    }
    let around = if converts { AROUND_CONVERSION } else { AROUND };
    let mut action = clause(desired, &words).rebuilds(around);
    let lost = enums.both().filter(|_| converts);
    action
        .hazards
        .extend(lost.and_then(|enums| no_such_value(desired, &enums)));
    if from.generated.is_none() && !is_foreign(scene.desired, &table(desired)) {
        let fit = fit::hazards(desired, &table(desired), &types);
        action.hazards.extend(fit);
    }
    match binary_compatible(from, to) {
        true => action,
        false => action.rewrites().hazard(Hazard::rewrites(&table(desired))),
    }
}

/// Says that rows may hold a value that the other enum does not have.
fn no_such_value(desired: &Fact, enums: &Pair<&Fact>) -> Option<Hazard> {
    let gone = enumeration::removed(enums.live, enums.desired);
    let column: &Column = desired.body();
    if gone.is_empty() || column.ty.dimensions > 0 {
        return None;
    }
    let list: Vec<String> = gone.iter().map(|v| quote::literal(v)).collect();
    let (table, list) = (table(desired), list.join(", "));
    let count = format!(
        "select count(*) from {} where {}::text in ({list})",
        table.name(),
        quote::ident(&desired.id.last())
    );
    let sentence = format!(
        "fails if a row of {} holds {list}, which {} does not have",
        table.name(),
        enums.desired.id.name()
    );
    Some(Hazard::may_fail(&desired.id, sentence, Some(count)))
}

/// Makes an action of a form of ALTER COLUMN.
pub fn clause(desired: &Fact, words: &str) -> Action {
    let clause = format!("alter column {} {words}", quote::ident(&desired.id.last()));
    Action::alter(desired, alter_table(&table(desired), clause, None)).lock(Lock::AccessExclusive)
}

fn table(fact: &Fact) -> Id {
    fact.parent.clone().expect("a column belongs to a table")
}

/// Returns whether PostgreSQL keeps the rows as they are: a longer or unlimited text, a wider numeric of the same scale.
fn binary_compatible(from: &Column, to: &Column) -> bool {
    let (old, new) = (&from.ty, &to.ty);
    if old == new {
        return true;
    }
    if old.dimensions != new.dimensions {
        return false;
    }
    let text = |name: &str| matches!(name, "character varying" | "text");
    let size = |m: &[String]| m.first().and_then(|m| m.parse::<i64>().ok());
    let grows =
        || size(&new.modifiers).is_none_or(|n| size(&old.modifiers).is_some_and(|o| n >= o));
    match (old.name.as_str(), new.name.as_str()) {
        (o, n) if text(o) && text(n) => grows(),
        ("bit varying", "bit varying") => grows(),
        ("numeric", "numeric") => {
            new.modifiers.is_empty() || (grows() && old.modifiers.get(1) == new.modifiers.get(1))
        }
        (o, n) if o == n && (n.starts_with("timestamp") || n.starts_with("time ")) => grows(),
        _ => false,
    }
}

/// Returns whether what hangs on the column may not mean the same of the new type, so that PostgreSQL cannot carry it over.
fn is_conversion(from: &Column, to: &Column) -> bool {
    if from.ty.name == to.ty.name && from.ty.dimensions == to.ty.dimensions {
        return false;
    }
    const NUMBERS: &[&str] = &[
        "smallint",
        "integer",
        "bigint",
        "numeric",
        "real",
        "double precision",
    ];
    const TEXTS: &[&str] = &["text", "character varying", "character"];
    const TIMES: &[&str] = &[
        "timestamp with time zone",
        "timestamp without time zone",
        "date",
    ];
    let (old, new) = (from.ty.name.as_str(), to.ty.name.as_str());
    let within = |family: &[&str]| family.contains(&old) && family.contains(&new);
    let alike = (from.ty.dimensions > 0) == (to.ty.dimensions > 0);
    let to_text = TEXTS.contains(&new) && (alike || to.ty.dimensions == 0);
    !(to_text || alike && (within(NUMBERS) || within(TIMES)))
}
