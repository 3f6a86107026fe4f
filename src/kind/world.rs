//! What exists outside of the desired files: read from the live server for the names that occur in them.
//!
//! With no server it is unknown, and what the files refer to without defining it is taken on trust.

use std::collections::{HashMap, HashSet};

use crate::model::{Id, KindName};

/// The dictionaries that a text search configuration asks, by the sort of token.
pub type TokenMappings = Vec<(String, Vec<Id>)>;

/// A relation that the files refer to but do not define.
#[derive(Debug, Clone, Default)]
pub struct Outside {
    /// Its address.
    pub id: Option<Id>,
    /// Its columns with their types as `format_type` prints them.
    pub columns: Vec<(String, String)>,
    /// The columns of its primary key.
    pub primary_key: Vec<String>,
    /// The columns of its primary key, unique constraints and unique indexes.
    pub keys: Vec<Vec<String>>,
}

/// What exists outside of the files.
#[derive(Debug, Clone, Default)]
pub struct World {
    /// Whether a server was asked; otherwise nothing is known.
    pub known: bool,
    /// The server's version.
    pub version: u32,
    /// The role that is connected.
    pub user: String,
    /// The superuser whom initdb made, who owns what nobody else does.
    pub bootstrap: String,
    /// The tablespace of the database, where that is not `pg_default`.
    pub tablespace: Option<String>,
    /// Types by unquoted name: the schemas that have one, in order of visibility.
    pub types: HashMap<String, Vec<String>>,
    /// Relations by printed, qualified name.
    pub relations: HashMap<String, Outside>,
    /// Functions by unquoted name: the schemas that have one.
    pub functions: HashMap<String, Vec<String>>,
    /// The routines of these names with their arguments, as their addresses are printed, where a file drops one that may not be there.
    pub signatures: Option<HashSet<String>>,
    /// Indexes with their tables, where a file drops one that may not be there.
    pub indexes: HashMap<Id, Id>,
    /// Objects of other kinds by kind and unquoted name: the schemas that have one.
    pub objects: HashMap<(KindName, String), Vec<String>>,
    /// Collations by printed, qualified name: their clauses as CREATE COLLATION has them.
    pub collations: HashMap<String, Vec<(String, String)>>,
    /// Text search configurations by printed, qualified name: the parser, and the dictionaries of each sort of token.
    pub configurations: HashMap<String, (Id, TokenMappings)>,
    /// Schemas.
    pub schemas: Vec<String>,
    /// Roles.
    pub roles: Vec<String>,
}

impl World {
    /// Returns a relation by its schema and name.
    pub fn relation(&self, schema: &str, name: &str) -> Option<&Outside> {
        self.relations.get(Id::new("", &[schema, name]).name())
    }
}
