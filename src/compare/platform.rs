//! What the files define of a platform's own: an error, since the platform makes and changes that itself.
//!
//! That a file makes its schemas where they are missing does no harm.

use crate::diagnostic::{Problem, Problems};
use crate::kind::{Reach, names, words};
use crate::model::{Fact, Origin, State};

/// Returns a problem for each thing that the files define in a schema of the platform.
pub fn problems(desired: &State, reach: &Reach) -> Problems {
    let mut problems = Problems::default();
    if reach.platform.is_empty() {
        return problems;
    }
    for fact in desired.iter().filter(|fact| is_its_own(fact, reach)) {
        let Origin::File { place, .. } = &fact.origin else {
            continue;
        };
        let message = format!(
            "{} belongs to the platform, which makes and changes it itself",
            words::called(&fact.id)
        );
        problems.push(
            Problem::error("platform-object", message)
                .at(place.clone(), "")
                .help(HELP),
        );
    }
    problems
}

const HELP: &str = "leave the definition out: policies and triggers on it, and keys to it, need none. \
                    A file of stubs for tests stands elsewhere than the desired state";

fn is_its_own(fact: &Fact, reach: &Reach) -> bool {
    let id = &fact.id;
    let parent = fact.parent.as_ref();
    let Some(schema) = parent.filter(|p| p.kind() == names::SCHEMA) else {
        return false;
    };
    // An extension may stand there; what is attached is managed one by one.
    let of_project = [names::EXTENSION, names::DEFAULT_PRIVILEGE];
    let attached = names::ATTACHED.contains(&id.kind()) || of_project.contains(&id.kind());
    !attached && reach.platform.contains(&schema.last())
}
