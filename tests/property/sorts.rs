//! The types of columns and domains, with what can be said of a value of each.

/// A type, some of its values, and conditions over a column `#` of it.
pub struct Sort {
    pub name: &'static str,
    pub values: &'static [&'static str],
    pub conditions: &'static [&'static str],
    /// Whether a btree index can hold it.
    pub ordered: bool,
}

macro_rules! sort {
    ($name:literal, $values:expr, $conditions:expr) => {
        Sort {
            name: $name,
            values: &$values,
            conditions: &$conditions,
            ordered: true,
        }
    };
    ($name:literal, $values:expr, $conditions:expr, unordered) => {
        Sort {
            name: $name,
            values: &$values,
            conditions: &$conditions,
            ordered: false,
        }
    };
}

/// The first is also the type of keys.
pub const SORTS: [Sort; 30] = [
    sort!(
        "integer",
        ["0", "1 + 2", "-5"],
        [
            "# > 0",
            "# between 1 and 10",
            "# in (1, 2, 3)",
            "# is not null and # <> 5",
            "(# % 2) = 0 or # = 7"
        ]
    ),
    sort!(
        "bigint",
        ["10", "'5'", "-9000000000"],
        [
            "# >= 0",
            "not # = 3",
            "# <> all (array[1, 2])",
            "abs(#) < 100"
        ]
    ),
    sort!(
        "text",
        ["''", "'it''s'", "E'a\\nb'", "'a' || 'b'"],
        [
            "# <> ''",
            "length(#) < 10",
            "# in ('a', 'b')",
            "# ~ '^[a-z]+$'",
            "lower(#) = #",
            "# like 'a%' or # is null",
            "coalesce(#, '') <> 'x'"
        ]
    ),
    sort!(
        "character varying(20)",
        ["'x'", "'y'::text"],
        [
            "# <> ''",
            "# in ('a', 'b', 'c')",
            "char_length(#) > 2",
            "# not like '%z'",
            "upper(#) <> 'Q'"
        ]
    ),
    sort!(
        "boolean",
        ["true", "not true", "false"],
        ["#", "not #", "# is true", "# is not false"]
    ),
    sort!(
        "timestamp with time zone",
        [
            "now()",
            "current_timestamp",
            "'2020-01-01 00:00:00+00'",
            "now() + interval '1 day'"
        ],
        [
            "# > '2020-01-01'",
            "# < timestamptz '2030-01-01 00:00:00+00'",
            "extract(year from #) > 2000"
        ]
    ),
    sort!(
        "numeric(10,2)",
        ["0", "1.5", "1e3"],
        ["# > 0", "# >= 0.5 and # < 1000", "round(#, 1) = #"]
    ),
    sort!(
        "uuid",
        [
            "gen_random_uuid()",
            "'00000000-0000-0000-0000-000000000001'"
        ],
        [
            "# is not null",
            "# <> '00000000-0000-0000-0000-000000000000'"
        ]
    ),
    sort!(
        "jsonb",
        ["'{}'", "'{\"a\": [1, 2]}'::jsonb"],
        [
            "jsonb_typeof(#) = 'object'",
            "# ? 'a'",
            "(# ->> 'a') is not null",
            "# @> '{\"a\": 1}'"
        ]
    ),
    sort!(
        "text[]",
        ["'{}'", "array['a', 'b']", "array[]::text[]"],
        [
            "cardinality(#) > 0",
            "'a' = any (#)",
            "#[1] = 'x'",
            "# <> '{}'"
        ]
    ),
    sort!("smallint", ["3"], ["# > 0", "# = any (array[1, 2])"]),
    sort!(
        "date",
        ["current_date", "'2020-02-29'"],
        [
            "# > '2000-01-01'",
            "# between '2000-01-01' and '2020-01-01'"
        ]
    ),
    sort!("numeric", ["0.1"], ["# <> 0", "# in (1, 2.5)"]),
    sort!(
        "double precision",
        ["0.1", "1e10"],
        ["# > 0.5", "# < 'infinity'"]
    ),
    sort!("real", ["1.5"], ["# > 0"]),
    sort!(
        "character(3)",
        ["'abc'"],
        ["# <> 'xyz'", "# in ('abc', 'def')"]
    ),
    sort!(
        "timestamp(3) without time zone",
        ["now()", "localtimestamp"],
        ["# > '2020-01-01'"]
    ),
    sort!("time without time zone", ["'10:00'"], ["# > '08:00'"]),
    sort!("interval", ["'1 day'", "interval '2 hours'"], ["# > '0'"]),
    sort!("bytea", ["'\\x00'"], ["octet_length(#) > 0"]),
    sort!("inet", ["'127.0.0.1'"], ["family(#) = 4"]),
    sort!(
        "integer[]",
        ["'{1,2}'", "array[1, 2]"],
        ["3 = any (#)", "# && array[1]", "array_length(#, 1) > 1"]
    ),
    sort!("int4range", ["'[1,5)'"], ["not isempty(#)", "# @> 3"]),
    sort!("bit(4)", ["B'1010'"], ["# <> B'0000'"]),
    sort!("bit varying(8)", ["'101'"], []),
    sort!("json", ["'{}'"], ["json_typeof(#) = 'object'"], unordered),
    sort!("point", ["'(0,0)'"], [], unordered),
    sort!("tsvector", ["''"], ["# @@ 'a'::tsquery"]),
    sort!("\"char\"", ["'a'"], ["# in ('a', 'b')"]),
    sort!("xml", [], [], unordered),
];

/// An enum of the schema's own, which has this label in all schemas.
pub const ENUM: Sort = sort!(
    "",
    ["'new'"],
    ["# <> 'new'", "# in ('new')", "# is not null"]
);
