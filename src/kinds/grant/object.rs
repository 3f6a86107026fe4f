//! What privileges an object has: those that can be granted, and those that PUBLIC has from the beginning.
//!
//! Follows the page "Privileges" of the manual and the server's `acldefault()`.

use crate::kind::{Since, names};
use crate::model::{Id, KindName};

/// A class of objects with the same privileges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectType {
    /// A table, view or materialized view.
    Table,
    /// A column of one.
    Column,
    /// A sequence.
    Sequence,
    /// A function or procedure.
    Routine,
    /// A type or domain.
    Type,
    /// A schema.
    Schema,
    /// A foreign data wrapper.
    Wrapper,
    /// A foreign server.
    Server,
    /// A procedural language.
    Language,
    /// A parameter of the server's configuration.
    Parameter,
    /// A large object; only those to come.
    LargeObject,
}

/// The kind in the address of a parameter, which is no fact.
pub const PARAMETER: KindName = "parameter";

/// All classes of which default privileges can be altered, with the word and the letter that `pg_default_acl` has for each.
pub const WITH_DEFAULTS: &[(ObjectType, &str, &str)] = &[
    (ObjectType::Table, "tables", "r"),
    (ObjectType::Sequence, "sequences", "S"),
    (ObjectType::Routine, "functions", "f"),
    (ObjectType::Type, "types", "T"),
    (ObjectType::Schema, "schemas", "n"),
    (ObjectType::LargeObject, "large objects", "L"),
];

const TABLE: &[&str] = &[
    "SELECT",
    "INSERT",
    "UPDATE",
    "DELETE",
    "TRUNCATE",
    "REFERENCES",
    "TRIGGER",
    "MAINTAIN",
];

impl ObjectType {
    /// The kinds whose objects have privileges.
    pub const KINDS: &'static [KindName] = &[
        names::TABLE,
        names::VIEW,
        names::MATERIALIZED_VIEW,
        names::COLUMN,
        names::SEQUENCE,
        names::FUNCTION,
        names::PROCEDURE,
        names::AGGREGATE,
        names::ENUM,
        names::DOMAIN,
        names::COMPOSITE,
        names::RANGE,
        names::SCHEMA,
        names::FOREIGN_DATA_WRAPPER,
        names::SERVER,
        names::LANGUAGE,
        PARAMETER,
    ];

    /// Returns the class of the objects of a kind, if they have privileges.
    pub fn of(kind: KindName) -> Option<ObjectType> {
        match kind {
            names::TABLE | names::VIEW | names::MATERIALIZED_VIEW => Some(ObjectType::Table),
            names::COLUMN => Some(ObjectType::Column),
            names::SEQUENCE => Some(ObjectType::Sequence),
            names::FUNCTION | names::PROCEDURE | names::AGGREGATE => Some(ObjectType::Routine),
            names::ENUM | names::DOMAIN | names::COMPOSITE | names::RANGE => Some(ObjectType::Type),
            names::SCHEMA => Some(ObjectType::Schema),
            names::FOREIGN_DATA_WRAPPER => Some(ObjectType::Wrapper),
            names::SERVER => Some(ObjectType::Server),
            names::LANGUAGE => Some(ObjectType::Language),
            PARAMETER => Some(ObjectType::Parameter),
            _ => None,
        }
    }

    /// Returns the privileges that can be granted, in the manual's order; MAINTAIN came with PostgreSQL 17.
    pub fn privileges(self, version: u32) -> &'static [&'static str] {
        match self {
            ObjectType::Table if version >= 170_000 => TABLE,
            ObjectType::Table => &TABLE[..7],
            ObjectType::Column => &["SELECT", "INSERT", "UPDATE", "REFERENCES"],
            ObjectType::Sequence => &["USAGE", "SELECT", "UPDATE"],
            ObjectType::Routine => &["EXECUTE"],
            ObjectType::Type | ObjectType::Wrapper | ObjectType::Server | ObjectType::Language => {
                &["USAGE"]
            }
            ObjectType::Schema => &["CREATE", "USAGE"],
            ObjectType::Parameter => &["SET", "ALTER SYSTEM"],
            ObjectType::LargeObject => &["SELECT", "UPDATE"],
        }
    }

    /// Returns the privilege of this name, of whatever version.
    pub fn privilege(self, name: &str) -> Option<&'static str> {
        let all = self.privileges(u32::MAX).iter();
        all.copied().find(|p| p.eq_ignore_ascii_case(name))
    }

    /// Returns what only newer servers have, if a privilege is such.
    pub fn since(self, privilege: &str) -> Vec<Since> {
        let maintain = self == ObjectType::Table && privilege == "MAINTAIN";
        Since::of(&[(maintain, "the privilege MAINTAIN", 17)])
    }

    /// Returns the privileges that PUBLIC has on every new object.
    pub fn of_public(self) -> &'static [&'static str] {
        match self {
            ObjectType::Routine => &["EXECUTE"],
            ObjectType::Type | ObjectType::Language => &["USAGE"],
            ObjectType::Table
            | ObjectType::Column
            | ObjectType::Sequence
            | ObjectType::Schema
            | ObjectType::Wrapper
            | ObjectType::Server
            | ObjectType::Parameter
            | ObjectType::LargeObject => &[],
        }
    }

    /// Returns the word that the server uses for the class in messages.
    pub fn noun(self) -> &'static str {
        match self {
            ObjectType::Table => "table",
            ObjectType::Column => "column",
            ObjectType::Sequence => "sequence",
            ObjectType::Routine => "function",
            ObjectType::Type => "type",
            ObjectType::Schema => "schema",
            ObjectType::Wrapper => "foreign data wrapper",
            ObjectType::Server => "foreign server",
            ObjectType::Language => "language",
            ObjectType::Parameter => "parameter",
            ObjectType::LargeObject => "large object",
        }
    }

    /// Returns the word for the class in ALTER DEFAULT PRIVILEGES.
    pub fn plural(self) -> &'static str {
        let row = WITH_DEFAULTS.iter().find(|row| row.0 == self);
        row.map_or("columns", |row| row.1)
    }
}

/// Returns whether PUBLIC has a privilege on an object from the beginning.
pub fn is_public_from_the_beginning(object: &Id, privilege: &str, version: u32) -> bool {
    if object.kind() == names::SCHEMA && object.name() == "public" {
        return privilege == "USAGE" || (1..150_000).contains(&version);
    }
    ObjectType::of(object.kind()).is_some_and(|t| t.of_public().contains(&privilege))
}

/// Returns an object as it stands behind `ON` in GRANT.
pub fn words(object: &Id) -> String {
    let name = object.name();
    match object.kind() {
        names::COLUMN => object.container(),
        names::SEQUENCE => format!("sequence {name}"),
        names::FUNCTION | names::AGGREGATE => format!("function {name}"),
        names::PROCEDURE => format!("procedure {name}"),
        names::SCHEMA => format!("schema {name}"),
        names::FOREIGN_DATA_WRAPPER => format!("foreign data wrapper {name}"),
        names::SERVER => format!("foreign server {name}"),
        names::LANGUAGE => format!("language {name}"),
        PARAMETER => format!("parameter {name}"),
        names::DOMAIN => format!("domain {name}"),
        names::ENUM | names::COMPOSITE | names::RANGE => format!("type {name}"),
        _ => name.to_string(),
    }
}
