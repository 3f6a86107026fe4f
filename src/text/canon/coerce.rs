//! Types as the choice of an operator or function sees them: what casts to what by itself, and in which
//! category a type is.
//!
//! Follows `pg_cast` and `pg_type`. A type is named as `format_type` does without modifiers, `character` as `bpchar`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::text::typename::{catalog, from_format_type};

/// The type of a string constant whose type is not said.
pub const UNKNOWN: &str = "unknown";

/// The implicit casts between built-in types: from, and to which.
const IMPLICIT: &[(&str, &str)] = &[
    ("bit", "varbit"),
    ("bpchar", "name text varchar"),
    ("char", "text"),
    ("cidr", "inet"),
    ("date", "timestamp timestamptz"),
    ("float4", "float8"),
    (
        "int2",
        "float4 float8 int4 int8 numeric oid \
        regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype",
    ),
    (
        "int4",
        "float4 float8 int8 numeric oid \
        regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype",
    ),
    (
        "int8",
        "float4 float8 numeric oid \
        regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype",
    ),
    ("macaddr", "macaddr8"),
    ("macaddr8", "macaddr"),
    ("name", "text"),
    ("numeric", "float4 float8"),
    (
        "oid",
        "regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype",
    ),
    ("pg_dependencies", "bytea text"),
    ("pg_mcv_list", "bytea text"),
    ("pg_ndistinct", "bytea text"),
    ("pg_node_tree", "text"),
    ("regclass", "oid"),
    ("regcollation", "oid"),
    ("regconfig", "oid"),
    ("regdictionary", "oid"),
    ("regnamespace", "oid"),
    ("regoper", "oid regoperator"),
    ("regoperator", "oid regoper"),
    ("regproc", "oid regprocedure"),
    ("regprocedure", "oid regproc"),
    ("regrole", "oid"),
    ("regtype", "oid"),
    ("text", "bpchar name regclass varchar"),
    ("time", "interval timetz"),
    ("timestamp", "timestamptz"),
    ("varbit", "bit"),
    ("varchar", "bpchar name regclass text"),
];

/// The categories of the built-in types; a preferred one is marked.
const CATEGORIES: &[(char, &str)] = &[
    ('A', "int2vector oidvector"),
    ('B', "bool!"),
    ('D', "date time timestamp timestamptz! timetz"),
    ('I', "cidr inet!"),
    (
        'N',
        "float4 float8! int2 int4 int8 money numeric oid! regclass regcollation regconfig \
        regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype",
    ),
    (
        'R',
        "datemultirange daterange int4multirange int4range int8multirange int8range nummultirange \
        numrange tsmultirange tsrange tstzmultirange tstzrange",
    ),
    ('S', "bpchar name text! varchar"),
    ('T', "interval!"),
    (
        'U',
        "aclitem bytea cid gtsvector json jsonb jsonpath macaddr8 macaddr pg_lsn pg_snapshot \
        refcursor tid tsquery tsvector txid_snapshot uuid xid8 xid xml",
    ),
    ('V', "bit varbit!"),
    (
        'Z',
        "char pg_brin_bloom_summary pg_brin_minmax_multi_summary pg_dependencies pg_mcv_list \
        pg_ndistinct pg_node_tree",
    ),
];

static CASTS: LazyLock<HashSet<(String, String)>> = LazyLock::new(|| {
    let pairs = IMPLICIT
        .iter()
        .flat_map(|(from, to)| to.split(' ').map(move |to| (own(from), own(to))));
    pairs.collect()
});

static KINDS: LazyLock<HashMap<String, (char, bool)>> = LazyLock::new(|| {
    let each = CATEGORIES
        .iter()
        .flat_map(|(category, names)| names.split(' ').map(move |n| (*category, n)));
    each.map(|(category, name)| {
        (
            own(name.trim_end_matches('!')),
            (category, name.ends_with('!')),
        )
    })
    .collect()
});

/// Returns the name used here of a type by its name in `pg_type`.
pub fn own(name: &str) -> String {
    match name.strip_prefix('_') {
        Some(element) => format!("{}[]", own(element)),
        None => catalog(name).unwrap_or(name).to_string(),
    }
}

/// Returns the type without modifiers, as it is named here.
pub fn base(ty: &str) -> String {
    let found = from_format_type(ty);
    let name = match found.name.as_str() {
        "character" => "bpchar",
        "bit" => "\"bit\"",
        name if name.starts_with("interval ") => "interval",
        name => name,
    };
    if found.dimensions > 0 {
        format!("{name}[]")
    } else {
        name.to_string()
    }
}

/// Returns the type of an array's elements.
pub fn element(ty: &str) -> Option<&str> {
    ty.strip_suffix("[]")
}

/// Returns whether a type casts to another without being asked.
pub fn implicit(from: &str, to: &str) -> bool {
    match (element(from), element(to)) {
        (Some(from), Some(to)) => implicit(from, to),
        (None, None) => from == to || CASTS.contains(&(from.to_string(), to.to_string())),
        _ => false,
    }
}

/// Returns the category of a type, and whether it is preferred in it.
pub fn category(ty: &str) -> (char, bool) {
    if element(ty).is_some() {
        ('A', false)
    } else {
        KINDS.get(ty).copied().unwrap_or(('?', false))
    }
}

/// Returns whether a polymorphic parameter takes a type; nothing if the parameter is none.
pub fn polymorphic(parameter: &str, ty: &str) -> Option<bool> {
    match parameter {
        "anyelement" | "anycompatible" | "\"any\"" => Some(true),
        "anynonarray" | "anycompatiblenonarray" => Some(element(ty).is_none()),
        "anyarray" | "anycompatiblearray" => Some(element(ty).is_some()),
        "anyenum" => Some(false),
        "anyrange" | "anycompatiblerange" => {
            Some(ty.ends_with("range") && !ty.ends_with("multirange"))
        }
        "anymultirange" | "anycompatiblemultirange" => Some(ty.ends_with("multirange")),
        _ => None,
    }
}

/// Returns the type that several of one expression share, as the server chooses it; nothing if one is not known.
pub fn common<'a>(types: impl Iterator<Item = Option<&'a str>>) -> Option<String> {
    let mut chosen: Option<String> = None;
    for ty in types {
        let ty = base(ty?);
        if ty == UNKNOWN {
            continue;
        }
        chosen = match chosen {
            None => Some(ty),
            Some(old) if old == ty => Some(old),
            Some(old) => Some(wider(old, ty)?),
        };
    }
    Some(chosen.unwrap_or_else(|| "text".into()))
}

fn wider(old: String, new: String) -> Option<String> {
    let ((of_old, preferred), (of_new, _)) = (category(&old), category(&new));
    if of_old != of_new || of_old == '?' {
        return None;
    }
    let takes = !preferred && implicit(&old, &new) && !implicit(&new, &old);
    let (from, to) = if takes { (old, new) } else { (new, old) };
    implicit(&from, &to).then_some(to)
}
