//! Which of the configured environments the database is.

use super::{Item, Mark, Topic};

/// How the database stands to the environments that are configured.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// The one that leads to this database, as far as that can be told without running a command.
    pub found: Option<String>,
    /// The one that is meant where none is named; nothing where one was named.
    pub default: Option<String>,
    /// All of them.
    pub known: Vec<String>,
}

/// Says which environment it is; nothing where none is configured.
pub(super) fn item(environment: &Environment) -> Option<Item> {
    let Environment {
        found,
        default,
        known,
    } = environment;
    if known.is_empty() {
        return None;
    }
    let item = |mark, rule, says: String| Some(Item::new(Topic::Connection, mark, rule, says));
    match (found, default) {
        (Some(found), Some(default)) if found != default => item(
            Mark::Doubtful,
            "other-environment",
            format!(
                "this is the environment {found}, and not {default}, which is meant where none is named"
            ),
        ),
        (Some(found), _) => {
            let says = format!("this is the environment {found}");
            item(Mark::Good, "environment", says)
        }
        (None, _) => {
            let says = "no configured environment leads to this database".to_string();
            let item = item(Mark::Doubtful, "no-environment", says)?;
            Some(item.because(format!(
                "There are {}. Those whose URL comes from a command, or from a variable that is not set here, were not looked at.",
                known.join(", ")
            )))
        }
    }
}
