//! What a step may cost: named in words that the command line can allow.

use crate::diagnostic::{Problem, did_you_mean};
use crate::model::Id;

/// A danger of an action, with the query that measures it.
#[derive(Debug, Clone)]
pub struct Hazard {
    /// The name in kebab-case, as `--allow` takes it.
    pub name: &'static str,
    /// What is in danger.
    pub about: Id,
    /// What happens, said of the action: `drops column public.users.nickname`.
    pub sentence: String,
    /// Whether the sentence says what does it: `checking public.users reads …`; otherwise the patch does.
    pub says_what_does: bool,
    /// Whether what is lost is held by what goes: the rows by their table, not values by the column whose type changes.
    pub goes_with_holder: bool,
    /// A query for one number: how many rows or values are concerned. Zero means that nothing is in danger.
    pub count: Option<String>,
    /// What the number counts: `rows`, `values`.
    pub unit: &'static str,
    /// Whether `apply` refuses the action unless it is allowed by name.
    pub refused: bool,
    /// Whether a count of zero holds for all rows that may come, so that there is nothing to tell.
    pub settled: bool,
}

/// The hazard of losing rows or values.
pub const DROPS_DATA: &str = "drops-data";
/// The hazard of writing a whole table again under an exclusive lock.
pub const REWRITES_TABLE: &str = "rewrites-table";
/// The hazard of reading a whole table under a lock that blocks writes.
pub const BLOCKS_WRITES: &str = "blocks-writes";
/// The hazard that existing rows may not satisfy the new rule.
pub const MAY_FAIL: &str = "may-fail";
/// The hazard that something is left to do on another server, which no patch can.
pub const NEEDS_PUBLISHER: &str = "needs-publisher";
/// What stands for all of them.
pub const EVERY: &str = "all";
/// The hazards that keep others waiting.
pub const WAITING: &[&str] = &[REWRITES_TABLE, BLOCKS_WRITES];
/// All names, with what each means.
pub const NAMES: &[(&str, &str)] = &[
    (DROPS_DATA, "rows or values are lost"),
    (
        REWRITES_TABLE,
        "the table is written again while nobody can read it",
    ),
    (
        BLOCKS_WRITES,
        "writes wait while the table is read or an index is built",
    ),
    (
        MAY_FAIL,
        "existing rows may violate the new rule, which stops the patch",
    ),
    (
        NEEDS_PUBLISHER,
        "something is left to do by hand on the publisher of a subscription",
    ),
];

/// Returns whether a hazard has this name.
pub fn is_known(name: &str) -> bool {
    NAMES.iter().any(|(known, _)| *known == name)
}

/// Says that no hazard has this name, and which may be meant.
pub fn unknown(name: &str) -> Problem {
    let known = || NAMES.iter().map(|(name, _)| *name);
    let all = || format!("there are {}", known().collect::<Vec<_>>().join(", "));
    let message = format!("there is no hazard `{name}`");
    let help = did_you_mean(name, known()).unwrap_or_else(all);
    Problem::error("unknown-hazard", message).help(help)
}

impl Hazard {
    /// Says that rows or values are lost; `count` is a query for their number.
    pub fn drops_data(about: &Id, sentence: String, count: String, unit: &'static str) -> Hazard {
        Hazard {
            name: DROPS_DATA,
            about: about.clone(),
            sentence,
            says_what_does: false,
            goes_with_holder: false,
            count: Some(count),
            unit,
            refused: true,
            settled: false,
        }
    }

    /// Says that a thing goes, and with it the rows or values that it holds; `what` names it: `table public.users`.
    pub fn drops(about: &Id, what: &str, count: String, unit: &'static str) -> Hazard {
        Hazard {
            goes_with_holder: true,
            ..Hazard::drops_data(about, format!("drops {what}"), count, unit)
        }
    }

    /// Says that a table is written again.
    pub fn rewrites(table: &Id) -> Hazard {
        Hazard {
            name: REWRITES_TABLE,
            about: table.clone(),
            sentence: format!(
                "writes {} again under an access exclusive lock",
                table.name()
            ),
            says_what_does: false,
            goes_with_holder: false,
            count: Some(format!("select count(*) from {}", table.name())),
            unit: "rows",
            refused: false,
            settled: false,
        }
    }

    /// Says that writes wait while a table is read.
    pub fn blocks_writes(table: &Id, what: &str) -> Hazard {
        Hazard {
            name: BLOCKS_WRITES,
            about: table.clone(),
            sentence: format!("{what} reads {} while writes to it wait", table.name()),
            says_what_does: true,
            goes_with_holder: false,
            count: Some(format!("select count(*) from {}", table.name())),
            unit: "rows",
            refused: false,
            settled: false,
        }
    }

    /// Says that rows may violate a new rule; `count` is a query for those that do.
    pub fn may_fail(about: &Id, sentence: String, count: Option<String>) -> Hazard {
        Hazard {
            name: MAY_FAIL,
            about: about.clone(),
            sentence,
            says_what_does: false,
            goes_with_holder: false,
            count,
            unit: "rows",
            refused: false,
            settled: false,
        }
    }

    /// Says that something is left to do on the publisher of a subscription.
    pub fn needs_publisher(about: &Id, sentence: String) -> Hazard {
        Hazard {
            name: NEEDS_PUBLISHER,
            about: about.clone(),
            sentence,
            says_what_does: false,
            goes_with_holder: false,
            count: None,
            unit: "slots",
            refused: true,
            settled: false,
        }
    }

    /// Says that `apply` tells it and goes on.
    pub fn told(mut self) -> Hazard {
        self.refused = false;
        self
    }

    /// Says that its count, if it is zero, is so for all rows that may come.
    pub fn settled_by_count(mut self) -> Hazard {
        self.settled = true;
        self
    }
}
