//! Operator classes, and which of them are the default of their access method and type.
//!
//! Follows `pg_opclass.opcdefault` of PostgreSQL 18 and of the extensions that come with it.

use crate::text::quote;

/// A name that may be qualified: of an operator class or an operator. Where one side lacks the schema, the name decides.
#[derive(Debug, Clone, Eq)]
pub struct Loose {
    /// The schema, where it is known and is not that of the system.
    pub schema: Option<String>,
    /// The name.
    pub name: String,
}

impl PartialEq for Loose {
    fn eq(&self, other: &Loose) -> bool {
        let same_schema = match (&self.schema, &other.schema) {
            (Some(a), Some(b)) => a == b,
            (None, _) | (_, None) => true,
        };
        same_schema && self.name == other.name
    }
}

impl Loose {
    /// Takes the parts of a name as read.
    pub fn new(parts: &[String]) -> Loose {
        let schema = parts.len().checked_sub(2).map(|i| parts[i].clone());
        Loose {
            schema: schema.filter(|s| s != "pg_catalog"),
            name: parts.last().cloned().unwrap_or_default(),
        }
    }

    /// Returns the name as SQL.
    pub fn sql(&self) -> String {
        match &self.schema {
            Some(schema) => format!("{}.{}", quote::ident(schema), quote::ident(&self.name)),
            None => quote::ident(&self.name),
        }
    }
}

/// Returns whether an operator class is the one that a type has without any being named.
pub fn is_default(method: &str, class: &Loose) -> bool {
    let names = DEFAULTS.iter().find(|d| d.0 == method).map_or("", |d| d.1);
    names.split_whitespace().any(|n| n == class.name)
}

/// The default operator classes of each access method.
const DEFAULTS: &[(&str, &str)] = &[
    (
        "btree",
        "array_ops bit_ops bool_ops bpchar_ops btree_hstore_ops bytea_ops char_ops citext_ops cube_ops date_ops \
         ean13_ops enum_ops float4_ops float8_ops inet_ops int2_ops int4_ops int8_ops interval_ops isbn13_ops isbn_ops \
         ismn13_ops ismn_ops issn13_ops issn_ops jsonb_ops ltree_ops macaddr8_ops macaddr_ops money_ops multirange_ops \
         name_ops numeric_ops oid_ops oidvector_ops pg_lsn_ops range_ops record_ops seg_ops text_ops tid_ops time_ops \
         timestamp_ops timestamptz_ops timetz_ops tsquery_ops tsvector_ops upc_ops uuid_ops varbit_ops xid8_ops",
    ),
    (
        "hash",
        "aclitem_ops array_ops bool_ops bpchar_ops bytea_ops char_ops cid_ops citext_ops date_ops ean13_ops enum_ops \
         float4_ops float8_ops hash_hstore_ops hash_ltree_ops inet_ops int2_ops int4_ops int8_ops interval_ops isbn13_ops \
         isbn_ops ismn13_ops ismn_ops issn13_ops issn_ops jsonb_ops macaddr8_ops macaddr_ops multirange_ops name_ops \
         numeric_ops oid_ops oidvector_ops pg_lsn_ops range_ops record_ops text_ops tid_ops time_ops timestamp_ops \
         timestamptz_ops timetz_ops upc_ops uuid_ops xid8_ops xid_ops",
    ),
    (
        "gin",
        "array_ops bit_ops bool_ops bpchar_ops bytea_ops char_ops cidr_ops date_ops enum_ops float4_ops float8_ops \
         gin_hstore_ops inet_ops int2_ops int4_ops int8_ops interval_ops jsonb_ops macaddr8_ops macaddr_ops money_ops \
         name_ops numeric_ops oid_ops text_ops time_ops timestamp_ops timestamptz_ops timetz_ops tsvector_ops uuid_ops \
         varbit_ops varchar_ops",
    ),
    (
        "gist",
        "box_ops circle_ops gist__int_ops gist__ltree_ops gist_bit_ops gist_bool_ops gist_bpchar_ops gist_bytea_ops \
         gist_cash_ops gist_cidr_ops gist_cube_ops gist_date_ops gist_enum_ops gist_float4_ops gist_float8_ops \
         gist_geometry_ops_2d gist_geography_ops gist_hstore_ops gist_inet_ops gist_int2_ops gist_int4_ops gist_int8_ops \
         gist_interval_ops gist_ltree_ops gist_macaddr8_ops gist_macaddr_ops gist_numeric_ops gist_oid_ops gist_seg_ops \
         gist_text_ops gist_time_ops gist_timestamp_ops gist_timestamptz_ops gist_timetz_ops gist_uuid_ops gist_vbit_ops \
         multirange_ops point_ops poly_ops range_ops tsquery_ops tsvector_ops",
    ),
    (
        "spgist",
        "box_ops inet_ops poly_ops quad_point_ops range_ops text_ops",
    ),
    (
        "brin",
        "bit_minmax_ops box_inclusion_ops bpchar_minmax_ops bytea_minmax_ops char_minmax_ops date_minmax_ops \
         float4_minmax_ops float8_minmax_ops inet_inclusion_ops int2_minmax_ops int4_minmax_ops int8_minmax_ops \
         interval_minmax_ops macaddr8_minmax_ops macaddr_minmax_ops name_minmax_ops numeric_minmax_ops oid_minmax_ops \
         pg_lsn_minmax_ops range_inclusion_ops text_minmax_ops tid_minmax_ops time_minmax_ops timestamp_minmax_ops \
         timestamptz_minmax_ops timetz_minmax_ops uuid_minmax_ops varbit_minmax_ops",
    ),
    ("bloom", "int4_ops text_ops"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn class(parts: &[&str]) -> Loose {
        Loose::new(&parts.iter().map(|p| p.to_string()).collect::<Vec<_>>())
    }

    #[test]
    fn a_default_class_is_known_by_its_access_method() {
        assert!(is_default("btree", &class(&["pg_catalog", "text_ops"])));
        assert!(!is_default("btree", &class(&["text_pattern_ops"])));
        assert!(!is_default("gist", &class(&["inet_ops"])));
    }

    #[test]
    fn a_schema_counts_only_where_both_sides_have_it() {
        assert_eq!(class(&["gin_trgm_ops"]), class(&["public", "gin_trgm_ops"]));
        assert_ne!(class(&["a", "gin_trgm_ops"]), class(&["b", "gin_trgm_ops"]));
    }
}
