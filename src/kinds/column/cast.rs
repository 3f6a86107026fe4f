//! Which types PostgreSQL converts into each other by a cast, as `pg_cast` has it; others go through text.
//!
//! Whether a conversion rewrites a table, and when an enum needs one, does not belong here.

use crate::kind::{Scene, names};
use crate::kinds;
use crate::kinds::domain::Domain;
use crate::model::{Id, KindName, Pair, State};
use crate::text::typename::{self, TypeName};

/// Types that convert from and to all others.
const TEXTS: [&str; 4] = ["text", "character varying", "character", "name"];

/// The types of the system that convert into others, with those.
const CASTS: &[(&str, &str)] = &[
    ("\"char\"", "integer"),
    (
        "bigint",
        "bit|double precision|integer|money|numeric|oid|real|smallint",
    ),
    ("bit", "bigint|bit varying|integer"),
    ("bit varying", "bit"),
    ("boolean", "integer"),
    ("cidr", "inet"),
    (
        "date",
        "timestamp with time zone|timestamp without time zone",
    ),
    ("daterange", "datemultirange"),
    ("double precision", "bigint|integer|numeric|real|smallint"),
    ("inet", "cidr"),
    ("int4range", "int4multirange"),
    ("int8range", "int8multirange"),
    (
        "integer",
        "\"char\"|bigint|bit|boolean|double precision|money|numeric|oid|real|smallint",
    ),
    ("interval", "time without time zone"),
    ("json", "jsonb"),
    (
        "jsonb",
        "bigint|boolean|double precision|integer|json|numeric|real|smallint",
    ),
    ("macaddr", "macaddr8"),
    ("macaddr8", "macaddr"),
    ("money", "numeric"),
    (
        "numeric",
        "bigint|double precision|integer|money|real|smallint",
    ),
    ("numrange", "nummultirange"),
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
    ("tsrange", "tsmultirange"),
    ("tstzrange", "tstzmultirange"),
];

/// The types of a database that convert into no other by themselves but text, or arrays of the same.
const OWN: &[KindName] = &[names::ENUM, names::COMPOSITE, names::RANGE];

/// Words the cast that stands between two types, where there is none from the one to the other.
pub fn between(types: &Pair<TypeName>, scene: &Scene) -> &'static str {
    let Pair { live, desired } = types;
    match is_direct(live, desired, scene) {
        true => "",
        false if by_integer(live, desired, scene) => "::integer",
        false if live.dimensions > 0 && desired.dimensions > 0 => "::text[]",
        false => "::text",
    }
}

/// Returns whether one cast converts a type into another; of a type that comes from elsewhere nothing is known, and it is taken for one
/// that does.
fn is_direct(from: &TypeName, to: &TypeName, scene: &Scene) -> bool {
    // What holds text converts from and to all others, and an array of text from and to other arrays.
    let is_text = |ty: &TypeName, other: &TypeName| {
        TEXTS.contains(&ty.name.as_str()) && (ty.dimensions == 0 || other.dimensions > 0)
    };
    if is_text(from, to) || is_text(to, from) {
        return true;
    }
    if (from.dimensions > 0) != (to.dimensions > 0) {
        return false;
    }
    let listed = || {
        let row = CASTS.iter().find(|row| row.0 == from.name);
        row.is_some_and(|row| row.1.split('|').any(|name| name == to.name))
    };
    let is_of_system = |ty: &TypeName| !ty.name.contains('.');
    from.name == to.name
        || match is_of_system(from) && is_of_system(to) {
            true => listed(),
            false => is_declared(from, to, scene) || !(is_own(from, scene) || is_own(to, scene)),
        }
}

/// Returns whether both sides have a cast that the database made.
fn is_declared(from: &TypeName, to: &TypeName, scene: &Scene) -> bool {
    let element = |ty: &TypeName| TypeName {
        dimensions: 0,
        modifiers: Vec::new(),
        ..ty.clone()
    };
    let id = kinds::cast::address(&element(from), &element(to));
    scene.live.has(&id) && scene.desired.has(&id)
}

fn is_own(ty: &TypeName, scene: &Scene) -> bool {
    let mut ids = OWN.iter().map(|kind| Id::printed(kind, ty.name.as_str()));
    ids.any(|id| scene.live.has(&id) || scene.desired.has(&id))
}

/// Returns whether an integer stands between two types as no text could: a boolean becomes 0 or 1.
fn by_integer(from: &TypeName, to: &TypeName, scene: &Scene) -> bool {
    let integer = typename::from_format_type("integer");
    let own = from.name.contains('.') || to.name.contains('.');
    !own && is_direct(from, &integer, scene) && is_direct(&integer, to, scene)
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
    use crate::kinds::enumeration::Enumeration;
    use crate::model::Fact;
    use crate::text::typename::from_format_type;

    fn way(from: &str, to: &str) -> &'static str {
        let mut state = State::default();
        let values = Vec::new();
        let mood = Id::printed(names::ENUM, "app.mood");
        state.put(Fact::new(mood, None, Enumeration { values }));
        let scene = Scene {
            live: &state,
            desired: &state,
            version: 0,
        };
        let types = Pair {
            live: from_format_type(from),
            desired: from_format_type(to),
        };
        between(&types, &scene)
    }

    #[test]
    fn what_has_no_cast_goes_through_text() {
        for (from, to) in [
            ("integer", "numeric(10,2)"),
            ("uuid", "text"),
            ("text[]", "uuid[]"),
            ("integer[]", "text"),
            ("uuid", "app.thing"),
            ("bit(4)", "bit varying(8)"),
            ("app.mood", "text"),
            ("text[]", "app.mood[]"),
        ] {
            assert_eq!(way(from, to), "", "{from} to {to}");
        }
        for (from, to) in [
            ("uuid", "inet"),
            ("integer", "integer[]"),
            ("date", "time without time zone"),
            ("text[]", "app.mood"),
            ("app.mood", "app.mood[]"),
            ("app.mood", "uuid"),
            ("app.thing", "app.mood"),
        ] {
            assert_eq!(way(from, to), "::text", "{from} to {to}");
        }
        assert_eq!(way("integer[]", "date[]"), "::text[]");
    }

    #[test]
    fn a_boolean_is_a_number_by_way_of_an_integer() {
        assert_eq!(way("boolean", "numeric(3,0)"), "::integer");
        assert_eq!(way("smallint", "boolean"), "::integer");
        assert_eq!(way("uuid", "smallint"), "::text");
    }
}
