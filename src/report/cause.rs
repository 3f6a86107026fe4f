//! Where in the files a danger comes from.

use super::groups::nearest;
use crate::compare::Comparison;
use crate::kind::{Action, Hazard};
use crate::model::{Id, Origin};

/// Returns the place that brings a hazard about, and what stands there: of what is in danger, or the nearest that is there of what is not; of what stays as a
/// whole, the place of the statement.
pub fn cause<'c>(
    hazard: &Hazard,
    action: &'c Action,
    comparison: &'c Comparison,
) -> Option<(&'c Origin, Id)> {
    let about = &hazard.about;
    let desired = &comparison.pair.desired;
    // The place of what goes is in files that nobody is to change.
    let origin = Some(&action.origin).filter(|origin| origin.is_desired());
    let of_statement = || {
        let there = desired.has(&action.about);
        let on = if there { &action.about } else { about };
        Some((origin?, on.clone()))
    };
    let stays = comparison.object_of(about) == *about && desired.has(about);
    match stays {
        true => of_statement().or_else(|| nearest(about, comparison)),
        false => nearest(about, comparison).or_else(of_statement),
    }
}

/// Returns what is said at the place of a hazard: what it has lost; nothing where the place is that of the thing or of its statement.
pub fn label(about: &Id, on: &Id, comparison: &Comparison) -> String {
    match on != about && !comparison.pair.desired.has(about) {
        true => format!("this no longer has {}", about.last()),
        false => String::new(),
    }
}
