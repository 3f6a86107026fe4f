//! The names of the kinds, and which of them share a namespace.

use crate::model::KindName;

macro_rules! kinds {
    ($($name:ident = $text:literal;)*) => { $(#[doc = concat!("The kind `", $text, "`.")] pub const $name: KindName = $text;)* };
}

kinds! {
    ROLE = "role";
    MEMBERSHIP = "membership";
    ROLE_SETTING = "role-setting";
    SCHEMA = "schema";
    EXTENSION = "extension";
    ENUM = "enum";
    DOMAIN = "domain";
    COMPOSITE = "composite-type";
    RANGE = "range-type";
    SEQUENCE = "sequence";
    TABLE = "table";
    PARTITION = "partition";
    INHERITS = "inherits";
    COLUMN = "column";
    DEFAULT = "default";
    IDENTITY = "identity";
    PRIMARY_KEY = "primary-key";
    UNIQUE = "unique";
    CHECK = "check";
    FOREIGN_KEY = "foreign-key";
    EXCLUSION = "exclusion";
    INDEX = "index";
    STATISTICS = "statistics";
    VIEW = "view";
    MATERIALIZED_VIEW = "materialized-view";
    FUNCTION = "function";
    PROCEDURE = "procedure";
    TRIGGER = "trigger";
    POLICY = "policy";
    GRANT = "grant";
    DEFAULT_PRIVILEGE = "default-privilege";
    OWNER = "owner";
    COMMENT = "comment";
    PUBLICATION = "publication";
    RULE = "rule";
    EVENT_TRIGGER = "event-trigger";
    FOREIGN_DATA_WRAPPER = "foreign-data-wrapper";
    SERVER = "server";
    USER_MAPPING = "user-mapping";
    SUBSCRIPTION = "subscription";
    SECURITY_LABEL = "security-label";
    COLLATION = "collation";
    OPERATOR = "operator";
    LANGUAGE = "language";
    AGGREGATE = "aggregate";
    CAST = "cast";
    TYPED = "typed-table";
    OPERATOR_CLASS = "operator-class";
    OPERATOR_FAMILY = "operator-family";
    FAMILY_MEMBER = "operator-family-member";
    TS_PARSER = "text-search-parser";
    TS_TEMPLATE = "text-search-template";
    TS_DICTIONARY = "text-search-dictionary";
    TS_CONFIGURATION = "text-search-configuration";
    TS_MAPPING = "text-search-mapping";
    CONVERSION = "conversion";
    TRANSFORM = "transform";
    EXTENSION_DEPENDENCY = "extension-dependency";
    ACCESS_METHOD = "access-method";
    ROWS = "rows";
}

/// The kinds that share `pg_class` as their namespace.
pub const RELATIONS: &[KindName] = &[TABLE, VIEW, MATERIALIZED_VIEW, SEQUENCE, INDEX, COMPOSITE];

/// The relations whose columns a query can read.
pub const ROW_SOURCES: &[KindName] = &[TABLE, VIEW, MATERIALIZED_VIEW];

/// The kinds that share `pg_type` as their namespace; each table and view has a row type.
pub const TYPES: &[KindName] = &[
    ENUM,
    DOMAIN,
    COMPOSITE,
    RANGE,
    TABLE,
    VIEW,
    MATERIALIZED_VIEW,
];

/// The kinds whose names others look up while they are read, wherever in the files they are defined.
pub const LOOKED_UP: &[&[KindName]] = &[RELATIONS, TYPES, &[COLLATION]];

/// The kinds that share `pg_proc` as their namespace.
pub const ROUTINES: &[KindName] = &[FUNCTION, PROCEDURE, AGGREGATE];

/// The constraints of a table, which share one namespace within it.
pub const CONSTRAINTS: &[KindName] = &[PRIMARY_KEY, UNIQUE, CHECK, FOREIGN_KEY, EXCLUSION];

/// The kinds that make a table a child of another.
pub const CHILD_LINKS: &[KindName] = &[PARTITION, INHERITS];

/// The kinds that stand upon the printed address of another thing.
pub const ATTACHED: &[KindName] = &[GRANT, COMMENT, OWNER, SECURITY_LABEL];

/// The kinds whose things belong to the whole server, and are managed only where a file declares them.
pub const OF_SERVER: &[KindName] = &[ROLE, MEMBERSHIP, ROLE_SETTING];
