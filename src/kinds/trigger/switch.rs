//! ENABLE and DISABLE TRIGGER of ALTER TABLE, on a table and on partitions that have triggers of their partitioned tables.

use super::{Trigger, internal};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, names};
use crate::kinds::enabled::Enabled;
use crate::kinds::inheritance;
use crate::model::{Fact, Id, Place};
use crate::text::sql::Reader;

const HELP: &str = "it is compared on the partitioned table: leave this out, and do it by hand";

/// Reads ENABLE and DISABLE TRIGGER, which partitions follow unless ONLY is said; false if neither stands at the cursor.
pub fn switch(reader: &mut Reader, draft: &mut Draft, table: &Id, only: bool) -> Result<bool> {
    let Some(state) = Enabled::read(reader, "trigger") else {
        return Ok(false);
    };
    let place = reader.here();
    let all = reader.at("all");
    if all || reader.at("user") {
        if ![Enabled::Origin, Enabled::Disabled].contains(&state) {
            return Err(reader.unexpected("the name of one trigger"));
        }
        reader.skip();
        for (id, _) in draft.parts::<Trigger>(table) {
            set(draft, &id, state, only, &place);
        }
        for id in of_partitioned(draft, table) {
            note(draft, table, &id, (state, only), &place);
        }
        if all {
            internal::switch(draft, table, (state, only), &place);
        }
        return Ok(true);
    }
    let name = reader.ident()?;
    let own = table.child(names::TRIGGER, &name);
    if draft.state.has(&own) {
        set(draft, &own, state, only, &place);
        return Ok(true);
    }
    let above = of_partitioned(draft, table);
    let Some(above) = above.into_iter().find(|id| id.last() == name) else {
        let message = format!("{} has no trigger {name} here", table.name());
        let problem = reader.error_at("unknown-object", &message, place);
        let help = "no statement before this one makes it";
        return Err(Box::new(problem.help(help)));
    };
    if !note(draft, table, &above, (state, only), &place) {
        let message = "a trigger that is enabled otherwise on a partition is not supported yet";
        let problem = reader.error_at("unsupported", message, place);
        return Err(Box::new(problem.help(HELP)));
    }
    Ok(true)
}

/// Returns the triggers for each row that a table has as a partition, as they are on the partitioned tables.
fn of_partitioned(draft: &Draft, table: &Id) -> Vec<Id> {
    if !inheritance::is_partition(&draft.state, table) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for parent in inheritance::parents(&draft.state, table) {
        let own = draft.parts::<Trigger>(&parent).into_iter();
        out.extend(own.filter(|(_, t)| t.each_row).map(|(id, _)| id));
        out.extend(of_partitioned(draft, &parent));
    }
    out
}

/// Switches a table's own trigger; those of partitions follow, or stay as they are with ONLY.
fn set(draft: &mut Draft, id: &Id, state: Enabled, only: bool, place: &Place) {
    let Some(before) = draft
        .state
        .body::<Trigger>(id)
        .map(|t| (t.enabled, t.each_row))
    else {
        return;
    };
    let table = draft.state.get(id).and_then(|fact| fact.parent.clone());
    let below = table.filter(|_| before.1);
    let below = below.map_or_else(Vec::new, |table| partitions(draft, &table));
    for partition in below {
        let theirs = partition.child(names::TRIGGER, &id.last());
        if !only {
            draft.switched.retain(|(id, ..)| *id != theirs);
        } else if draft.switched.iter().all(|(id, ..)| *id != theirs) {
            draft
                .switched
                .push((theirs, before.0.words(), place.clone()));
        }
    }
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(|t: &mut Trigger| t.enabled = state);
    }
}

/// Returns the partitions of a table, and theirs.
pub fn partitions(draft: &Draft, table: &Id) -> Vec<Id> {
    let mut out = Vec::new();
    for partition in inheritance::partitions(draft, table) {
        out.extend(partitions(draft, &partition));
        out.push(partition);
    }
    out
}

/// Notes how a trigger of a partition is switched, and of its own partitions unless ONLY is said; returns whether that is as on
/// the partitioned table.
fn note(draft: &mut Draft, table: &Id, above: &Id, how: (Enabled, bool), place: &Place) -> bool {
    let (state, only) = how;
    let below = match only {
        true => Vec::new(),
        false => partitions(draft, table),
    };
    for table in below.iter().chain([table]) {
        let own = table.child(names::TRIGGER, &above.last());
        draft.switched.retain(|(id, ..)| *id != own);
        draft.switched.push((own, state.words(), place.clone()));
    }
    let theirs: Option<&Trigger> = draft.state.body(above);
    theirs.is_some_and(|t| t.enabled == state)
}

/// Tells of partitions on which a trigger of their partitioned table is enabled otherwise in the end.
pub fn tell(draft: &mut Draft, id: &Id) {
    let Some(fact) = draft.state.get(id).filter(|_| !draft.switched.is_empty()) else {
        return;
    };
    let (table, words) = (fact.parent.clone(), enabled(fact).words());
    for partition in table.map_or_else(Vec::new, |table| partitions(draft, &table)) {
        let own = partition.child(names::TRIGGER, &id.last());
        let otherwise = |(id, state, _): &&(Id, &str, Place)| *id == own && *state != words;
        let Some((_, _, place)) = draft.switched.iter().find(otherwise) else {
            continue;
        };
        let message = format!(
            "trigger {} on {} is enabled otherwise than on the partitioned table, which trueup does not compare yet",
            own.last(),
            partition.name()
        );
        let problem = Problem::warning("not-compared", message).at(place.clone(), "");
        draft.problems.push(problem.help(HELP));
    }
}

fn enabled(fact: &Fact) -> Enabled {
    fact.body::<Trigger>().enabled
}
