//! Routines of one name that a call may mean alike.

use super::{Mode, Routine, plain_name};
use crate::model::Fact;

/// Returns whether some call may mean either of two routines of one name: while both are there, PostgreSQL refuses it where one has
/// arguments that may be left out, and takes that whose types fit better elsewhere.
pub fn may_be_meant_alike(one: &Fact, other: &Fact) -> bool {
    let (Some(a), Some(b)) = (one.get::<Routine>(), other.get::<Routine>()) else {
        return false;
    };
    let (a, b) = (arguments(a), arguments(b));
    let of_one_name = one.id != other.id && plain_name(&one.id) == plain_name(&other.id);
    of_one_name && a.0 <= b.1 && b.0 <= a.1
}

/// Returns how many arguments a call gives at least and at most.
fn arguments(routine: &Routine) -> (usize, usize) {
    let all = routine.inputs().count();
    let needed = routine.inputs().filter(|a| a.default.is_none()).count();
    match routine.inputs().any(|a| a.mode == Mode::Variadic) {
        true => (needed.saturating_sub(1), usize::MAX),
        false => (needed, all),
    }
}
