//! The built-in types: each spelling that PostgreSQL reads, with what `format_type` prints for it.
//!
//! Follows `pg_type` of the schema `pg_catalog` and the type key words of the SQL grammar; modifiers
//! and arrays are read elsewhere.

/// The spellings, sorted, with the printed name without modifiers.
pub const BUILTIN: &[(&str, &str)] = &[
    ("aclitem", "aclitem"),
    ("any", "\"any\""),
    ("anyarray", "anyarray"),
    ("anycompatible", "anycompatible"),
    ("anycompatiblearray", "anycompatiblearray"),
    ("anycompatiblemultirange", "anycompatiblemultirange"),
    ("anycompatiblenonarray", "anycompatiblenonarray"),
    ("anycompatiblerange", "anycompatiblerange"),
    ("anyelement", "anyelement"),
    ("anyenum", "anyenum"),
    ("anymultirange", "anymultirange"),
    ("anynonarray", "anynonarray"),
    ("anyrange", "anyrange"),
    ("bigint", "bigint"),
    ("bit", "bit"),
    ("bit varying", "bit varying"),
    ("bool", "boolean"),
    ("boolean", "boolean"),
    ("box", "box"),
    ("bpchar", "bpchar"),
    ("bytea", "bytea"),
    ("char", "character"),
    ("char varying", "character varying"),
    ("character", "character"),
    ("character varying", "character varying"),
    ("cid", "cid"),
    ("cidr", "cidr"),
    ("circle", "circle"),
    ("cstring", "cstring"),
    ("date", "date"),
    ("datemultirange", "datemultirange"),
    ("daterange", "daterange"),
    ("dec", "numeric"),
    ("decimal", "numeric"),
    ("double precision", "double precision"),
    ("event_trigger", "event_trigger"),
    ("fdw_handler", "fdw_handler"),
    ("float", "double precision"),
    ("float4", "real"),
    ("float8", "double precision"),
    ("gtsvector", "gtsvector"),
    ("index_am_handler", "index_am_handler"),
    ("inet", "inet"),
    ("int", "integer"),
    ("int2", "smallint"),
    ("int2vector", "int2vector"),
    ("int4", "integer"),
    ("int4multirange", "int4multirange"),
    ("int4range", "int4range"),
    ("int8", "bigint"),
    ("int8multirange", "int8multirange"),
    ("int8range", "int8range"),
    ("integer", "integer"),
    ("internal", "internal"),
    ("interval", "interval"),
    ("json", "json"),
    ("jsonb", "jsonb"),
    ("jsonpath", "jsonpath"),
    ("language_handler", "language_handler"),
    ("line", "line"),
    ("lseg", "lseg"),
    ("macaddr", "macaddr"),
    ("macaddr8", "macaddr8"),
    ("money", "money"),
    ("name", "name"),
    ("national char", "character"),
    ("national char varying", "character varying"),
    ("national character", "character"),
    ("national character varying", "character varying"),
    ("nchar", "character"),
    ("nchar varying", "character varying"),
    ("numeric", "numeric"),
    ("nummultirange", "nummultirange"),
    ("numrange", "numrange"),
    ("oid", "oid"),
    ("oidvector", "oidvector"),
    ("path", "path"),
    ("pg_brin_bloom_summary", "pg_brin_bloom_summary"),
    (
        "pg_brin_minmax_multi_summary",
        "pg_brin_minmax_multi_summary",
    ),
    ("pg_ddl_command", "pg_ddl_command"),
    ("pg_dependencies", "pg_dependencies"),
    ("pg_lsn", "pg_lsn"),
    ("pg_mcv_list", "pg_mcv_list"),
    ("pg_ndistinct", "pg_ndistinct"),
    ("pg_node_tree", "pg_node_tree"),
    ("pg_snapshot", "pg_snapshot"),
    ("point", "point"),
    ("polygon", "polygon"),
    ("real", "real"),
    ("record", "record"),
    ("refcursor", "refcursor"),
    ("regclass", "regclass"),
    ("regcollation", "regcollation"),
    ("regconfig", "regconfig"),
    ("regdictionary", "regdictionary"),
    ("regnamespace", "regnamespace"),
    ("regoper", "regoper"),
    ("regoperator", "regoperator"),
    ("regproc", "regproc"),
    ("regprocedure", "regprocedure"),
    ("regrole", "regrole"),
    ("regtype", "regtype"),
    ("smallint", "smallint"),
    ("table_am_handler", "table_am_handler"),
    ("text", "text"),
    ("tid", "tid"),
    ("time", "time without time zone"),
    ("time with time zone", "time with time zone"),
    ("time without time zone", "time without time zone"),
    ("timestamp", "timestamp without time zone"),
    ("timestamp with time zone", "timestamp with time zone"),
    ("timestamp without time zone", "timestamp without time zone"),
    ("timestamptz", "timestamp with time zone"),
    ("timetz", "time with time zone"),
    ("trigger", "trigger"),
    ("tsm_handler", "tsm_handler"),
    ("tsmultirange", "tsmultirange"),
    ("tsquery", "tsquery"),
    ("tsrange", "tsrange"),
    ("tstzmultirange", "tstzmultirange"),
    ("tstzrange", "tstzrange"),
    ("tsvector", "tsvector"),
    ("txid_snapshot", "txid_snapshot"),
    ("unknown", "unknown"),
    ("uuid", "uuid"),
    ("varbit", "bit varying"),
    ("varchar", "character varying"),
    ("void", "void"),
    ("xid", "xid"),
    ("xid8", "xid8"),
    ("xml", "xml"),
];

/// The spellings that are key words of the grammar and no names in `pg_type`.
const KEYWORDS: &[&str] = &[
    "bigint",
    "bit varying",
    "boolean",
    "char varying",
    "character",
    "character varying",
    "dec",
    "decimal",
    "double precision",
    "float",
    "int",
    "integer",
    "national char",
    "national char varying",
    "national character",
    "national character varying",
    "nchar",
    "nchar varying",
    "real",
    "smallint",
    "time with time zone",
    "time without time zone",
    "timestamp with time zone",
    "timestamp without time zone",
];

/// Returns the printed name of a built-in type from any spelling, in lower case and without modifiers.
pub fn builtin(words: &str) -> Option<&'static str> {
    BUILTIN
        .binary_search_by_key(&words, |row| row.0)
        .ok()
        .map(|i| BUILTIN[i].1)
}

/// Returns whether a printed name is that of a built-in type.
pub fn is_builtin(printed: &str) -> bool {
    BUILTIN.iter().any(|row| row.1 == printed)
}

/// Returns the printed name of a type from its name in `pg_type`, as a quoted or qualified name means it.
pub fn catalog(name: &str) -> Option<&'static str> {
    match name {
        "char" => Some("\"char\""),
        "bit" => Some("\"bit\""),
        _ if KEYWORDS.contains(&name) => None,
        _ => builtin(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(BUILTIN.is_sorted_by(|a, b| a.0 < b.0) && KEYWORDS.is_sorted());
    }

    #[test]
    fn a_key_word_is_no_name_in_the_catalog() {
        assert_eq!(
            (builtin("integer"), catalog("integer")),
            (Some("integer"), None)
        );
        assert_eq!(
            (builtin("char"), catalog("char")),
            (Some("character"), Some("\"char\""))
        );
    }
}
