//! Which types PostgreSQL converts into each other by a cast, as `pg_cast` has it; others go through text.
//!
//! Whether a conversion rewrites a table, and when an enum needs one, does not belong here.

use crate::kind::names;
use crate::kinds::domain::Domain;
use crate::model::{Id, State};
use crate::text::typename::{self, TypeName};

/// Types that convert from and to all others.
const TEXTS: [&str; 4] = ["text", "character varying", "character", "name"];

/// The types of the system that convert into others, with those; behind `!` stand those into which they do only where a cast is written.
const CASTS: &[(&str, &str)] = &[
    ("\"char\"", "!integer"),
    (
        "bigint",
        "!bit|double precision|integer|money|numeric|oid|real|smallint",
    ),
    ("bit", "!bigint|bit varying|!integer"),
    ("bit varying", "bit"),
    ("boolean", "!integer"),
    ("cidr", "inet"),
    (
        "date",
        "timestamp with time zone|timestamp without time zone",
    ),
    ("daterange", "!datemultirange"),
    ("double precision", "bigint|integer|numeric|real|smallint"),
    ("inet", "cidr"),
    ("int4range", "!int4multirange"),
    ("int8range", "!int8multirange"),
    (
        "integer",
        "!\"char\"|bigint|!bit|!boolean|double precision|money|numeric|oid|real|smallint",
    ),
    ("interval", "time without time zone"),
    ("json", "jsonb"),
    (
        "jsonb",
        "!bigint|!boolean|!double precision|!integer|json|!numeric|!real|!smallint",
    ),
    ("macaddr", "macaddr8"),
    ("macaddr8", "macaddr"),
    ("money", "numeric"),
    (
        "numeric",
        "bigint|double precision|integer|money|real|smallint",
    ),
    ("numrange", "!nummultirange"),
    ("oid", "bigint|integer"),
    ("real", "bigint|double precision|integer|numeric|smallint"),
    (
        "smallint",
        "bigint|double precision|integer|numeric|oid|real",
    ),
    ("time with time zone", "time without time zone"),
    ("time without time zone", "interval|time with time zone"),
    (
        "timestamp with time zone",
        "date|time with time zone|time without time zone|timestamp without time zone",
    ),
    (
        "timestamp without time zone",
        "date|time without time zone|timestamp with time zone",
    ),
    ("tsrange", "!tsmultirange"),
    ("tstzrange", "!tstzmultirange"),
];

/// Returns whether one cast converts a type into another; of a type that is not the system's nothing is known, and it is taken for one
/// that does.
pub fn is_direct(from: &TypeName, to: &TypeName) -> bool {
    let is_text = |ty: &TypeName| TEXTS.contains(&ty.name.as_str()) && ty.dimensions == 0;
    let own = from.name.contains('.') || to.name.contains('.');
    if own || is_text(from) || is_text(to) {
        return true;
    }
    if (from.dimensions > 0) != (to.dimensions > 0) {
        return false;
    }
    from.name == to.name || is_text_name(from) || is_text_name(to) || listed(from, to).is_some()
}

/// Returns whether PostgreSQL converts a type into another when a value is assigned, without a cast being written.
pub fn is_assigned(from: &TypeName, to: &TypeName) -> bool {
    let own = from.name.contains('.') || to.name.contains('.');
    if is_text_name(to) && (to.dimensions == 0 || from.dimensions > 0) {
        return true;
    }
    if own || from.dimensions != to.dimensions {
        return false;
    }
    from.name == to.name || listed(from, to) == Some(Cast::Assigned)
}

fn is_text_name(ty: &TypeName) -> bool {
    TEXTS.contains(&ty.name.as_str())
}

/// When a cast is made.
#[derive(PartialEq)]
enum Cast {
    Assigned,
    Written,
}

fn listed(from: &TypeName, to: &TypeName) -> Option<Cast> {
    let row = CASTS.iter().find(|row| row.0 == from.name)?;
    row.1
        .split('|')
        .find_map(|name| match name.strip_prefix('!') {
            Some(name) => (name == to.name).then_some(Cast::Written),
            None => (name == to.name).then_some(Cast::Assigned),
        })
}

/// Returns whether an integer stands between two types as no text could: a boolean becomes 0 or 1.
pub fn by_integer(from: &TypeName, to: &TypeName) -> bool {
    let integer = typename::from_format_type("integer");
    let own = from.name.contains('.') || to.name.contains('.');
    !own && is_direct(from, &integer) && is_direct(&integer, to)
}

/// Returns the type under a domain, however many stand upon each other; any other type as it is.
pub fn base(ty: &TypeName, state: &State) -> TypeName {
    let mut ty = ty.clone();
    while ty.dimensions == 0
        && let Some(domain) = state.body::<Domain>(&Id::printed(names::DOMAIN, ty.name.as_str()))
    {
        ty = domain.ty.clone();
    }
    ty
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::typename::from_format_type;

    #[test]
    fn what_has_no_cast_goes_through_text() {
        let direct =
            |from: &str, to: &str| is_direct(&from_format_type(from), &from_format_type(to));
        for (from, to) in [
            ("integer", "numeric(10,2)"),
            ("uuid", "text"),
            ("text[]", "uuid[]"),
            ("integer[]", "text"),
            ("uuid", "app.thing"),
            ("bit(4)", "bit varying(8)"),
        ] {
            assert!(direct(from, to), "{from} to {to}");
        }
        for (from, to) in [
            ("uuid", "inet"),
            ("integer", "integer[]"),
            ("integer[]", "date[]"),
            ("boolean", "smallint"),
            ("date", "time without time zone"),
        ] {
            assert!(!direct(from, to), "{from} to {to}");
        }
    }

    #[test]
    fn what_is_assigned_needs_no_word() {
        let assigned =
            |from: &str, to: &str| is_assigned(&from_format_type(from), &from_format_type(to));
        for (from, to) in [
            ("json", "jsonb"),
            ("text[]", "character varying(20)[]"),
            ("integer[]", "bigint[]"),
            ("boolean[]", "text"),
            ("text", "name"),
        ] {
            assert!(assigned(from, to), "{from} to {to}");
        }
        for (from, to) in [
            ("text", "boolean"),
            ("integer", "boolean"),
            ("jsonb", "integer"),
            ("int4range", "int4multirange"),
            ("text", "app.mood"),
        ] {
            assert!(!assigned(from, to), "{from} to {to}");
        }
    }

    #[test]
    fn a_boolean_is_a_number_by_way_of_an_integer() {
        let by = |from: &str, to: &str| by_integer(&from_format_type(from), &from_format_type(to));
        assert!(by("boolean", "numeric(3,0)") && by("smallint", "boolean"));
        assert!(!by("uuid", "smallint") && !by("date", "integer"));
    }
}
