//! Joins what reads better as one statement: columns and constraints into CREATE TABLE, clauses into one ALTER TABLE.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::order::Edges;
use crate::kind::{Action, Hazard, Text, Verb};
use crate::model::{Id, Pair, State};

/// Moves the elements of new tables into their CREATE TABLE, where no other statement must come between.
pub(super) fn into_tables(actions: Vec<Action>, pair: &Pair<State>) -> Vec<Action> {
    let edges = Edges::of(&actions, pair);
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (table, action) in actions.iter().enumerate() {
        if matches!(action.text, Text::NewTable { .. }) {
            parts.insert(table, foldable(table, &actions, &edges));
        }
    }
    let gone: HashSet<usize> = parts.values().flatten().copied().collect();
    let mut out = Vec::new();
    for (i, action) in actions
        .iter()
        .enumerate()
        .filter(|(i, _)| !gone.contains(i))
    {
        let mut action = action.clone();
        if let Some(elements) = parts.get(&i) {
            absorb(&mut action, elements.iter().map(|e| &actions[*e]).collect());
        }
        out.push(action);
    }
    out
}

/// Returns the elements of a table that can be part of its CREATE TABLE, in the order of their definition.
fn foldable(table: usize, actions: &[Action], edges: &Edges) -> Vec<usize> {
    let about = &actions[table].about;
    let element = |a: &Action| matches!(&a.text, Text::Clause { table, element: Some(_), .. } if table == about);
    let mut inside: BTreeSet<usize> = (0..actions.len())
        .filter(|i| element(&actions[*i]))
        .collect();
    let whole = &actions[table];
    let mut paths = inside.iter().filter_map(|i| actions[*i].path.as_ref());
    let path = whole.path.as_ref().or_else(|| paths.next()).cloned();
    inside.retain(|i| actions[*i].path.is_none() || actions[*i].path == path);
    loop {
        let behind = reached_from_outside(table, &inside, edges);
        let before = inside.len();
        inside.retain(|i| !behind.contains(i));
        if inside.len() == before {
            break;
        }
    }
    let mut list: Vec<usize> = inside.into_iter().collect();
    list.sort_by_key(|i| (rank(&actions[*i]), actions[*i].order));
    list
}

/// Columns come first, then what is said of several of them.
fn rank(action: &Action) -> bool {
    action.about.kind() != crate::kind::names::COLUMN
}

/// Returns what comes after a statement that itself comes after the table but is not a part of it.
fn reached_from_outside(table: usize, inside: &BTreeSet<usize>, edges: &Edges) -> HashSet<usize> {
    let within = |i: &usize| *i == table || inside.contains(i);
    let start = inside
        .iter()
        .chain([&table])
        .flat_map(|i| edges.after[*i].keys())
        .filter(|i| !within(i));
    let mut open: Vec<usize> = start.copied().collect();
    let mut seen = HashSet::new();
    while let Some(i) = open.pop() {
        if seen.insert(i) {
            open.extend(edges.after[i].keys());
        }
    }
    seen
}

fn absorb(table: &mut Action, elements: Vec<&Action>) {
    let mut lines = Vec::new();
    for action in elements {
        if let Text::Clause {
            element: Some(element),
            ..
        } = &action.text
        {
            lines.push(format!("    {element}"));
        }
        table.makes.extend(action.makes.iter().cloned());
        table.needs.extend(action.needs.iter().cloned());
        table.demands.extend(action.demands.iter().cloned());
        table.path = table.path.take().or_else(|| action.path.clone());
    }
    let made: HashSet<Id> = table.makes.iter().cloned().collect();
    table.needs.retain(|n| !made.contains(n));
    if let Text::NewTable { head, tail, bare } = &table.text {
        let list = match (lines.is_empty(), bare) {
            (true, true) => String::new(),
            (true, false) => " ()".into(),
            (false, _) => format!(" (\n{}\n)", lines.join(",\n")),
        };
        table.text = Text::Plain(format!("{head}{list}{tail}"));
    }
}

/// Joins clauses of one table that follow each other.
pub(super) fn clauses(actions: Vec<Action>) -> Vec<Action> {
    let mut out: Vec<Action> = Vec::new();
    for action in actions {
        match out.last_mut() {
            Some(last) if joins(last, &action) => join(last, action),
            _ => out.push(action),
        }
    }
    out
}

fn joins(a: &Action, b: &Action) -> bool {
    let one_table = matches!((&a.text, &b.text), (Text::Clause { head: x, .. }, Text::Clause { head: y, .. }) if x == y);
    one_table && under_one_path(a, b)
}

/// Returns whether two statements mean what they should under one search path.
fn under_one_path(a: &Action, b: &Action) -> bool {
    a.path.is_none() || b.path.is_none() || a.path == b.path
}

fn join(first: &mut Action, second: Action) {
    if let (
        Text::Clause {
            clause, element, ..
        },
        Text::Clause { clause: more, .. },
    ) = (&mut first.text, &second.text)
    {
        let start = if clause.starts_with('\n') {
            ""
        } else {
            "\n    "
        };
        *clause = format!("{start}{clause},\n    {more}");
        *element = None;
    }
    // What is there says more than what goes.
    let only_drops = first.makes.is_empty() && first.touches.is_empty();
    if !first.origin.is_desired() || only_drops && second.verb != Verb::Drop {
        first.origin = second.origin;
    }
    first.path = first.path.take().or(second.path);
    first.makes.extend(second.makes);
    first.needs.extend(second.needs);
    first.demands.extend(second.demands);
    first.breaks.extend(second.breaks);
    first.touches.extend(second.touches);
    first.lock = first.lock.max(second.lock);
    first.scans |= second.scans;
    first.rewrites |= second.rewrites;
    for hazard in second.hazards {
        if !first.hazards.iter().any(|h| is_told(h, &hazard)) {
            first.hazards.push(hazard);
        }
    }
}

/// Returns whether a danger tells another one too: the same of the same rows.
fn is_told(by: &Hazard, hazard: &Hazard) -> bool {
    let rows = by.count == hazard.count && (by.count.is_some() || by.sentence == hazard.sentence);
    by.name == hazard.name && by.about == hazard.about && rows
}
