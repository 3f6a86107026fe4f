//! Under which heading of the help an option stands.

use clap::Arg;

/// The headings, each with the names of its options.
const HEADINGS: &[(&str, &[&str])] = &[
    ("Database", &["db", "env", "from", "scratch"]),
    ("Desired state", &["config", "staged", "tables", "profile"]),
    ("Scope", &["prune", "schemas"]),
    (
        "Safety",
        &[
            "dry_run",
            "allow",
            "yes",
            "database",
            "lock_timeout",
            "statement_timeout",
        ],
    ),
];

/// The heading of all others.
const OTHERS: &str = "Output";

/// Puts an option under its heading; arguments without a dash have their own.
pub fn under(arg: Arg) -> Arg {
    if arg.is_positional() {
        return arg;
    }
    let id = arg.get_id().as_str();
    let found = HEADINGS.iter().find(|(_, ids)| ids.contains(&id));
    let heading = found.map_or(OTHERS, |(heading, _)| heading);
    arg.help_heading(heading)
}
