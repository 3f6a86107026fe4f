//! The statements that make, change and drop a domain.

use super::{Check, Domain, inherited_default};
use crate::kind::{Action, Hazard, Lock, Scene, Text};
use crate::kinds::retype;
use crate::model::{Fact, Id, State};
use crate::text::quote;

/// The first version in which a constraint of a domain is validated while writes go on.
const VALIDATES_WITH_WRITES: u32 = 180_000;
/// The domain that confirm builds.
const PROBE: &str = "pg_temp.trueup_domain";

/// Words what stands behind the name, the checks that are not validated left out.
pub fn definition(domain: &Domain) -> String {
    let mut out = domain.ty.to_string();
    if let Some(collation) = &domain.collation {
        out.push_str(&format!(" collate {collation}"));
    }
    if let Some(default) = &domain.default {
        out.push_str(&format!(" default {}", default.sql));
    }
    if domain.not_null {
        out.push_str(" not null");
    }
    for check in domain.checks.iter().filter(|c| c.valid) {
        out.push_str(&format!(" {}", constraint(check)));
    }
    out
}

fn constraint(check: &Check) -> String {
    format!(
        "constraint {} check {}",
        quote::ident(&check.name),
        check.expr.parenthesised()
    )
}

/// Words the creation. No word of it says that the default of the domain below is not taken over.
pub fn create(fact: &Fact, scene: &Scene) -> Vec<Action> {
    let domain: &Domain = fact.body();
    let sql = format!("create domain {} as {}", fact.id.name(), definition(domain));
    let mut actions = vec![Action::create(fact, Text::Plain(sql))];
    let takes_over = |state: &State| inherited_default(domain, state).is_some();
    if domain.default.is_none() && (takes_over(scene.live) || takes_over(scene.desired)) {
        actions.push(alter_domain(fact, "drop default").needs([fact.id.clone()]));
    }
    let open = domain.checks.iter().filter(|c| !c.valid);
    actions.extend(open.map(|c| {
        alter_domain(fact, &format!("add {} not valid", constraint(c))).needs([fact.id.clone()])
    }));
    actions
}

/// Words the removal.
pub fn drop(fact: &Fact) -> Action {
    Action::drop(fact, Text::Plain(format!("drop domain {}", fact.id.name())))
}

/// Returns whether the domain is replaced: the type under it or its collation cannot be changed.
pub fn is_rebuilt(live: &Fact, desired: &Fact) -> bool {
    let (from, to): (&Domain, &Domain) = (live.body(), desired.body());
    from.ty != to.ty || from.collation != to.collation
}

/// Words the change in place.
pub fn alter(live: &Fact, desired: &Fact, scene: &Scene) -> Vec<Action> {
    let (from, to): (&Domain, &Domain) = (live.body(), desired.body());
    let mut actions = Vec::new();
    if from.default != to.default {
        let words = to
            .default
            .as_ref()
            .map_or("drop default".into(), |d| format!("set default {}", d.sql));
        actions.push(alter_domain(desired, &words));
    }
    if from.not_null && !to.not_null {
        actions.push(alter_domain(desired, "drop not null"));
    } else if to.not_null && !from.not_null {
        actions.push(set_not_null(desired, scene));
    }
    actions.extend(alter_checks(from, to, desired, scene));
    let all = actions.into_iter().map(Action::precedes_uses);
    all.collect()
}

fn alter_checks(from: &Domain, to: &Domain, desired: &Fact, scene: &Scene) -> Vec<Action> {
    let named = |checks: &[Check], name: &str| checks.iter().any(|c| c.name == name);
    let new: Vec<&Check> = to
        .checks
        .iter()
        .filter(|c| !from.checks.contains(c))
        .collect();
    let mut old: Vec<&Check> = from
        .checks
        .iter()
        .filter(|c| !to.checks.contains(c))
        .collect();
    let (mut kept, mut added) = (Vec::new(), Vec::new());
    for check in new {
        let of_name = old.iter().position(|o| is_validated(o, check));
        let renamed = || {
            let free = |o: &&Check| !named(&to.checks, &o.name) && o.expr == check.expr;
            let free = |o: &&Check| free(o) && (o.valid || !check.valid);
            old.iter()
                .position(free)
                .filter(|_| !named(&from.checks, &check.name))
        };
        if let Some(at) = of_name {
            old.remove(at);
            kept.push(validate(check, desired, scene));
        } else if let Some(at) = renamed() {
            kept.push(rename_check(old.remove(at), check, desired));
        } else {
            added.push(add_check(check, desired, scene));
        }
    }
    let mut actions: Vec<Action> = old
        .iter()
        .map(|c| {
            alter_domain(
                desired,
                &format!("drop constraint {}", quote::ident(&c.name)),
            )
        })
        .collect();
    actions.extend(kept);
    actions.extend(added);
    actions
}

/// Returns whether one check is the other, not validated yet.
fn is_validated(old: &Check, new: &Check) -> bool {
    old.name == new.name && old.expr == new.expr && !old.valid && new.valid
}

fn rename_check(old: &Check, new: &Check, desired: &Fact) -> Action {
    let words = format!(
        "rename constraint {} to {}",
        quote::ident(&old.name),
        quote::ident(&new.name)
    );
    alter_domain(desired, &words)
}

fn validate(check: &Check, desired: &Fact, scene: &Scene) -> Action {
    let words = format!("validate constraint {}", quote::ident(&check.name));
    scanning(alter_domain(desired, &words), check, scene, true)
}

fn add_check(check: &Check, desired: &Fact, scene: &Scene) -> Action {
    let words = format!("add {}", constraint(check));
    if !check.valid {
        return alter_domain(desired, &format!("{words} not valid"));
    }
    scanning(alter_domain(desired, &words), check, scene, false)
}

/// Says which tables are read because their columns are of the domain.
fn scanning(mut action: Action, check: &Check, scene: &Scene, validates: bool) -> Action {
    let id = action.about.clone();
    let writes = validates && scene.version >= VALIDATES_WITH_WRITES;
    for table in tables(&id, scene) {
        action = action.scans().lock(match writes {
            true => Lock::ShareUpdateExclusive,
            false => Lock::Share,
        });
        if !writes {
            let what = format!("checking {} against {}", id.name(), check.name);
            action = action.hazard(Hazard::blocks_writes(&table, &what));
        }
        let sentence = format!("fails if a row of {} violates {}", table.name(), check.name);
        action = action.hazard(Hazard::may_fail(&id, sentence, None));
    }
    action
}

fn set_not_null(desired: &Fact, scene: &Scene) -> Action {
    let mut action = alter_domain(desired, "set not null");
    for column in retype::columns(&desired.id, scene.live) {
        let (name, table) = (quote::ident(&column.id.last()), column.id.container());
        let count = format!("select count(*) from {table} where {name} is null");
        let sentence = format!("fails if a row of {table} has a null in {name}");
        action = action.scans().lock(Lock::Share).hazard(Hazard::may_fail(
            &desired.id,
            sentence,
            Some(count),
        ));
    }
    action
}

fn tables(domain: &Id, scene: &Scene) -> Vec<Id> {
    let mut tables: Vec<Id> = retype::columns(domain, scene.live)
        .into_iter()
        .filter_map(|c| c.parent.clone())
        .collect();
    tables.dedup();
    tables
}

fn alter_domain(desired: &Fact, words: &str) -> Action {
    let sql = format!("alter domain {} {words}", desired.id.name());
    Action::alter(desired, Text::Plain(sql))
}

/// Returns how confirm asks for the print of the default and the checks, in the order in which they are shown to it.
pub fn probe(domain: &Domain) -> Option<(String, String)> {
    let mut cells = Vec::new();
    if domain.default.is_some() {
        cells.push(format!(
            "(select pg_get_expr(typdefaultbin, 0) from pg_type where oid = '{PROBE}'::regtype)"
        ));
    }
    cells.extend(domain.checks.iter().map(|c| {
        format!(
            "(select pg_get_expr(conbin, 0) from pg_constraint where contypid = '{PROBE}'::regtype and conname = {})",
            quote::literal(&c.name)
        )
    }));
    if cells.is_empty() {
        return None;
    }
    let valid = Domain {
        checks: domain
            .checks
            .iter()
            .map(|c| Check {
                valid: true,
                ..c.clone()
            })
            .collect(),
        ..domain.clone()
    };
    let build = format!("create domain {PROBE} as {}", definition(&valid));
    Some((build, format!("select {}", cells.join(", "))))
}
