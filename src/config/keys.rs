//! What may stand in the file, as data: the reader, its messages and the JSON Schema walk the same lists.

use serde_json::Value;

use super::profile;
use crate::text::yaml::shape::{Key, Keys, NAMES, Shape, key};
use crate::text::yaml::{self};

/// The keys of the file.
pub static CONFIG: Keys = Keys {
    what: "a configuration",
    keys: &[
        key(
            "desired",
            NAMES,
            "the files or folders of the desired state, from the folder of this file; `schema` without it",
        ),
        key(
            "profile",
            Shape::Words(profile::NAMES),
            "the platform that the databases are on",
        ),
        key(
            "api",
            Shape::Keys(&API),
            "what an API shows of the database",
        ),
        key(
            "prune",
            Shape::Truth,
            "also drop what the files do not have, in the schemas that they use",
        ),
        key(
            "schemas",
            NAMES,
            "schemas to look into besides, with `prune`",
        ),
        ALLOW,
        DENY,
        ONLINE,
        LOCK_TIMEOUT,
        STATEMENT_TIMEOUT,
        key(
            "default",
            Shape::Name,
            "the environment that is meant where none is named",
        ),
        key(
            "environments",
            Shape::Named(&Shape::Keys(&ENVIRONMENT)),
            "the databases",
        ),
    ],
};

const ALLOW: Key = key(
    "allow",
    NAMES,
    "hazards that are allowed without being named",
);
const DENY: Key = key("deny", NAMES, "hazards that are refused, named or not");
const ONLINE: Key = key(
    "online",
    Shape::Truth,
    "refuse what keeps others waiting: tables written again, writes that wait",
);
const LOCK_TIMEOUT: Key = key(
    "lock_timeout",
    Shape::Text,
    "how long a statement may wait for a lock",
);
const STATEMENT_TIMEOUT: Key = key(
    "statement_timeout",
    Shape::Text,
    "how long a statement may run",
);

static API: Keys = Keys {
    what: "an API",
    keys: &[
        key("schemas", NAMES, "the schemas that it exposes"),
        key("roles", NAMES, "the roles under which it asks"),
        key(
            "notify",
            Shape::Truth,
            "tell PostgREST to read its schema cache again after a patch",
        ),
    ],
};

static ENVIRONMENT: Keys = Keys {
    what: "an environment",
    keys: &[
        key(
            "url",
            Shape::Any(&[Shape::Text, Shape::Keys(&ADDRESS)]),
            "its URL, without a password; or where it is had",
        ),
        ALLOW,
        DENY,
        ONLINE,
        key(
            "protected",
            Shape::Truth,
            "refuse to drop and make again as a whole (`trueup rebuild`)",
        ),
        LOCK_TIMEOUT,
        STATEMENT_TIMEOUT,
        key(
            "after",
            Shape::Name,
            "the environment that must be in step with the same files before",
        ),
    ],
};

static ADDRESS: Keys = Keys {
    what: "a URL",
    keys: &[
        key("env", Shape::Name, "the variable that holds it"),
        key("command", Shape::Text, "the command that prints it"),
    ],
};

/// Returns the JSON Schema of the file, for editors.
pub fn json_schema() -> Value {
    let page = include_str!("../../docs/configuration.md");
    yaml::json_schema(
        "The configuration of trueup",
        &CONFIG,
        &yaml::examples(page),
    )
}
