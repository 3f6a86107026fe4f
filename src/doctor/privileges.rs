//! What the role lacks to run the repair, by the preflight of the patch.

use super::sight::Sight;
use super::{Item, Mark, Session, Topic, shown};
use crate::kind::words;
use crate::model::Files;
use crate::preflight::Denial;

/// Says what is missing, or that nothing is.
pub(super) fn items(sight: &Sight, session: &Session, files: &Files) -> Vec<Item> {
    let Some(statements) = sight.statements.filter(|number| *number > 0) else {
        return Vec::new();
    };
    if sight.denials.is_empty() {
        let all = words::count(statements, "statement");
        let says = format!("{} may run the {all} of the repair", session.role);
        let item = Item::new(Topic::Privileges, Mark::Good, "may-repair", says);
        return vec![item];
    }
    let lacks = sight.denials.iter().map(|denial| item(denial, files));
    lacks.collect()
}

fn item(denial: &Denial, files: &Files) -> Item {
    let (number, need) = denial.needed_by();
    let mut item = Item::new(
        Topic::Privileges,
        Mark::Wrong,
        "not-permitted",
        &denial.says,
    );
    item = item.because(format!("{number} of the repair {need} it"));
    item.place = shown(denial.place.as_ref(), files);
    match &denial.sql {
        Some(sql) => item.sql(Some(denial.by.clone()), sql),
        None => item.because(format!("Let {} run the repair.", denial.by)),
    }
}
