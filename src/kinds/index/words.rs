//! The statements that create, change and drop an index.

use super::{Element, Index, Marks, mark};
use crate::kind::{Action, Alter, Hazard, Lock, Scene, Text};
use crate::kinds::constraint::key;
use crate::kinds::storage::{self, options};
use crate::model::{Fact, Id};
use crate::text::quote;

/// Words the whole statement; the name is given as SQL.
pub fn create(index: &Index, name: &str, table: &str) -> String {
    let unique = if index.unique { "unique " } else { "" };
    // One that is to be completed by those of the partitions.
    let only = if index.valid { "" } else { "only " };
    format!(
        "create {unique}index {name} on {only}{table} {}",
        definition(index)
    )
}

/// Words what follows the table.
pub fn definition(index: &Index) -> String {
    let keys: Vec<String> = index.elements.iter().map(Element::sql).collect();
    let method = if index.method == "btree" {
        String::new()
    } else {
        format!("using {} ", quote::ident(&index.method))
    };
    let mut out = format!("{method}({})", keys.join(", "));
    out.push_str(&included(&index.include));
    if index.nulls_not_distinct {
        out.push_str(" nulls not distinct");
    }
    out.push_str(&index.options.with());
    if let Some(space) = &index.tablespace {
        out.push_str(&format!(" tablespace {}", quote::ident(space)));
    }
    if let Some(predicate) = &index.predicate {
        out.push_str(&format!(" where {}", predicate.sql));
    }
    out
}

/// Words the columns that are stored along.
pub fn included(columns: &[String]) -> String {
    match columns.is_empty() {
        true => String::new(),
        false => format!(" include ({})", quote::idents(columns)),
    }
}

/// Words the creation, which lets nobody write meanwhile.
pub fn creation(fact: &Fact, scene: &Scene) -> Vec<Action> {
    let (index, table) = (fact.body::<Index>(), table(fact));
    let sql = create(index, &quote::ident(&fact.id.last()), table.name());
    let mut action = Action::create(fact, Text::Plain(sql))
        .lock(Lock::Share)
        .scans();
    if scene.live.has(&table) {
        let what = format!("building index {}", fact.id.name());
        action = action.hazard(Hazard::blocks_writes(&table, &what));
        if index.unique {
            let sentence = format!(
                "fails if rows of {} have the same keys for {}",
                table.name(),
                fact.id.name()
            );
            action = action.hazard(Hazard::may_fail(
                &table,
                sentence,
                twice(index, &table, scene),
            ));
        }
    }
    let statistics = index
        .statistics
        .iter()
        .map(|s| statistics(fact, *s, Action::alter));
    let marks = mark::changes(Marks::default(), fact, scene);
    [action]
        .into_iter()
        .chain(statistics)
        .chain(marks)
        .collect()
}

/// Returns a query for the rows that are not alone with their keys.
fn twice(index: &Index, table: &Id, scene: &Scene) -> Option<String> {
    let columns: Vec<&str> = index.elements.iter().filter_map(Element::name).collect();
    if columns.len() < index.elements.len() || !key::are_live(&columns, table, scene) {
        return None;
    }
    let rows = match &index.predicate {
        None => table.name().to_string(),
        Some(predicate) => format!(
            "(select * from {} where {}) as held",
            table.name(),
            predicate.sql
        ),
    };
    Some(key::twice(&columns, index.nulls_not_distinct, &rows))
}

/// Words the removal; nothing where a constraint takes the index over.
pub fn removal(fact: &Fact, scene: &Scene) -> Vec<Action> {
    if key::heir(fact, scene).is_some() {
        return Vec::new();
    }
    let sql = format!("drop index {}", fact.id.name());
    vec![Action::drop(fact, Text::Plain(sql)).lock(Lock::AccessExclusive)]
}

/// Words the change: parameters and statistics in place, all else by a new index.
pub fn change(live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
    let (from, to): (&Index, &Index) = (live.body(), desired.body());
    if !from.valid {
        return Alter::Replace("its build failed, so that the server does not use it");
    }
    let same = Index {
        options: from.options.clone(),
        tablespace: from.tablespace.clone(),
        statistics: from.statistics.clone(),
        marks: from.marks,
        ..to.clone()
    };
    if same != *from {
        return Alter::Replace("the definition of an index cannot change");
    }
    let plain = |words: String| Text::Plain(format!("alter index {} {words}", desired.id.name()));
    let mut actions: Vec<Action> = from
        .options
        .changes(&to.options)
        .into_iter()
        .map(|words| {
            let lock = options::lock(&words);
            Action::alter(desired, plain(words)).lock(lock)
        })
        .collect();
    if from.tablespace != to.tablespace {
        let words = storage::set_tablespace(&to.tablespace, scene);
        actions.push(Action::alter(desired, plain(words)).lock(Lock::AccessExclusive));
    }
    let gone = from
        .statistics
        .iter()
        .filter(|s| !to.statistics.iter().any(|t| t.0 == s.0))
        .map(|s| (s.0, -1));
    let new = to
        .statistics
        .iter()
        .filter(|s| !from.statistics.contains(s))
        .copied();
    actions.extend(
        gone.chain(new)
            .map(|s| statistics(desired, s, Action::alter)),
    );
    actions.extend(mark::changes(from.marks, desired, scene));
    Alter::InPlace(actions)
}

fn statistics(fact: &Fact, (key, target): (usize, i32), make: fn(&Fact, Text) -> Action) -> Action {
    let sql = format!(
        "alter index {} alter column {key} set statistics {target}",
        fact.id.name()
    );
    make(fact, Text::Plain(sql))
        .needs([fact.id.clone()])
        .lock(Lock::ShareUpdateExclusive)
}

fn table(fact: &Fact) -> Id {
    fact.parent.clone().expect("an index belongs to a table")
}
