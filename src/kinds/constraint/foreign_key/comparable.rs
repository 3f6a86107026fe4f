//! Which types a foreign key and the key that it refers to may have.

use crate::text::typename::TypeName;

/// What a key of each type can be compared with, as the server's casts and operator families have it.
const COMPARABLE: &[(&str, &[&str])] = &[
    ("smallint", &["smallint", "integer", "bigint"]),
    ("integer", &["smallint", "integer", "bigint"]),
    ("bigint", &["smallint", "integer", "bigint"]),
    ("numeric", &["smallint", "integer", "bigint", "numeric"]),
    (
        "real",
        &[
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "real",
            "double precision",
        ],
    ),
    (
        "double precision",
        &[
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "real",
            "double precision",
        ],
    ),
    ("text", &["text", "character varying", "character", "name"]),
    (
        "character varying",
        &["text", "character varying", "character", "name"],
    ),
    ("character", &["text", "character varying", "character"]),
    (
        "date",
        &[
            "date",
            "timestamp without time zone",
            "timestamp with time zone",
        ],
    ),
    (
        "timestamp without time zone",
        &[
            "date",
            "timestamp without time zone",
            "timestamp with time zone",
        ],
    ),
    (
        "timestamp with time zone",
        &[
            "date",
            "timestamp without time zone",
            "timestamp with time zone",
        ],
    ),
    ("uuid", &["uuid"]),
    ("boolean", &["boolean"]),
    ("bytea", &["bytea"]),
    ("inet", &["inet", "cidr"]),
    ("cidr", &["inet", "cidr"]),
    ("jsonb", &["jsonb"]),
];

/// Returns whether a column of a type can refer to a key of another; types that are not listed are taken on trust.
pub fn comparable(from: &TypeName, key: &TypeName) -> bool {
    if from.name == key.name && from.dimensions == key.dimensions {
        return true;
    }
    let listed = |ty: &TypeName| COMPARABLE.iter().find(|c| c.0 == ty.name);
    match (listed(from), listed(key)) {
        (Some(_), Some((_, with))) => {
            from.dimensions == 0 && key.dimensions == 0 && with.contains(&from.name.as_str())
        }
        _ => true,
    }
}
