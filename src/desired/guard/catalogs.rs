//! The system catalogs that guards ask, with what their columns mean for facts.
//!
//! A query is a list of comparisons with constants; it holds if one fact meets them all.

use sqlparser::tokenizer::Token;

use super::condition::{folded, unfollowed};
use crate::diagnostic::Result;
use crate::kind::{Draft, names};
use crate::kinds::role;
use crate::model::{Fact, Id, KindName};
use crate::text::sql::Reader;

/// What a column of a catalog holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The thing's own name.
    Name,
    /// The schema that it is in.
    Schema,
    /// The table that it is on.
    Table,
    /// A letter or word for its kind.
    Letter,
    /// The database, which is always the one at hand.
    Database,
}

/// A catalog, the kinds of facts that it lists, and its columns.
#[derive(Debug)]
struct Source {
    catalog: &'static str,
    kinds: &'static [KindName],
    columns: &'static [(&'static str, Part)],
}

const INDEXES: &[KindName] = &[
    names::INDEX,
    names::PRIMARY_KEY,
    names::UNIQUE,
    names::EXCLUSION,
];
const CLASSES: &[KindName] = &[
    names::TABLE,
    names::VIEW,
    names::MATERIALIZED_VIEW,
    names::SEQUENCE,
    names::COMPOSITE,
    names::INDEX,
    names::PRIMARY_KEY,
    names::UNIQUE,
    names::EXCLUSION,
];

macro_rules! sources {
    ($($catalog:literal $kinds:expr => $($column:literal $part:ident),*;)*) => {
        &[$(Source { catalog: $catalog, kinds: $kinds, columns: &[$(($column, Part::$part)),*] }),*]
    };
}

/// The catalogs; those that others are joined with come first.
const SOURCES: &[Source] = sources! {
    "pg_namespace" &[names::SCHEMA] => "nspname" Name;
    "pg_class" CLASSES => "relname" Name, "relnamespace" Schema, "relkind" Letter;
    "pg_type" names::TYPES => "typname" Name, "typnamespace" Schema, "typtype" Letter;
    "pg_proc" names::ROUTINES => "proname" Name, "pronamespace" Schema, "prokind" Letter;
    "pg_constraint" names::CONSTRAINTS => "conname" Name, "connamespace" Schema, "conrelid" Table, "contype" Letter;
    "pg_attribute" &[names::COLUMN] => "attname" Name, "attrelid" Table;
    "pg_policy" &[names::POLICY] => "polname" Name, "polrelid" Table;
    "pg_policies" &[names::POLICY] => "policyname" Name, "tablename" Table, "schemaname" Schema;
    "pg_trigger" &[names::TRIGGER] => "tgname" Name, "tgrelid" Table;
    "pg_indexes" INDEXES => "indexname" Name, "tablename" Table, "schemaname" Schema;
    "pg_tables" &[names::TABLE] => "tablename" Name, "schemaname" Schema;
    "pg_views" &[names::VIEW] => "viewname" Name, "schemaname" Schema;
    "pg_matviews" &[names::MATERIALIZED_VIEW] => "matviewname" Name, "schemaname" Schema;
    "pg_sequences" &[names::SEQUENCE] => "sequencename" Name, "schemaname" Schema;
    "pg_extension" &[names::EXTENSION] => "extname" Name;
    "pg_publication" &[names::PUBLICATION] => "pubname" Name;
    "pg_roles" &[] => "rolname" Name;
    "pg_authid" &[] => "rolname" Name;
    "pg_user" &[] => "usename" Name;
    "tables" &[names::TABLE, names::VIEW] => "table_name" Name, "table_schema" Schema, "table_type" Letter, "table_catalog" Database;
    "columns" &[names::COLUMN] => "column_name" Name, "table_name" Table, "table_schema" Schema, "table_catalog" Database;
    "views" &[names::VIEW] => "table_name" Name, "table_schema" Schema, "table_catalog" Database;
    "schemata" &[names::SCHEMA] => "schema_name" Name, "catalog_name" Database;
    "sequences" &[names::SEQUENCE] => "sequence_name" Name, "sequence_schema" Schema;
    "table_constraints" names::CONSTRAINTS => "constraint_name" Name, "table_name" Table, "table_schema" Schema,
        "constraint_schema" Schema, "constraint_type" Letter, "constraint_catalog" Database, "table_catalog" Database;
    "routines" names::ROUTINES => "routine_name" Name, "routine_schema" Schema, "specific_schema" Schema, "routine_type" Letter;
    "triggers" &[names::TRIGGER] => "trigger_name" Name, "event_object_table" Table, "event_object_schema" Schema, "trigger_schema" Schema;
};

/// The letters and words that catalogs have for kinds.
const LETTERS: &[(&str, &[KindName])] = &[
    ("r", &[names::TABLE, names::RANGE]),
    ("v", &[names::VIEW]),
    ("m", &[names::MATERIALIZED_VIEW]),
    ("S", &[names::SEQUENCE]),
    ("i", INDEXES),
    ("c", &[names::CHECK, names::COMPOSITE]),
    ("e", &[names::ENUM]),
    ("d", &[names::DOMAIN]),
    ("p", &[names::PRIMARY_KEY, names::PROCEDURE]),
    ("u", &[names::UNIQUE]),
    ("f", &[names::FOREIGN_KEY, names::FUNCTION, names::TABLE]),
    ("x", &[names::EXCLUSION]),
    ("BASE TABLE", &[names::TABLE]),
    ("VIEW", &[names::VIEW]),
    ("PRIMARY KEY", &[names::PRIMARY_KEY]),
    ("UNIQUE", &[names::UNIQUE]),
    ("FOREIGN KEY", &[names::FOREIGN_KEY]),
    ("CHECK", &[names::CHECK]),
    ("FUNCTION", &[names::FUNCTION]),
    ("PROCEDURE", &[names::PROCEDURE]),
];

/// A constant that a column is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A name as SQL, from a cast to regclass and its like.
    Name(Vec<String>),
    /// The first schema of the search path.
    CurrentSchema,
    /// The database at hand.
    CurrentDatabase,
}

/// Reads a constant.
pub fn value(reader: &mut Reader, column: &str) -> Result<Value> {
    let mark = reader.mark();
    if reader.accept_sign(&Token::LParen) {
        let found = looked_up(reader).map_err(|_| unfollowed(reader, mark))?;
        reader.expect_sign(&Token::RParen)?;
        return Ok(found);
    }
    if let Ok(text) = reader.string() {
        return Ok(match cast(reader)?.as_deref() {
            Some("regclass" | "regtype" | "regnamespace") => Value::Name(folded(&text)),
            _ => Value::Text(text),
        });
    }
    let name = reader.name().map_err(|_| unfollowed(reader, mark))?;
    if reader.accept_sign(&Token::LParen) {
        reader.expect_sign(&Token::RParen)?;
    }
    match (name.last(), column) {
        ("current_schema", _) => Ok(Value::CurrentSchema),
        ("current_database" | "current_catalog", _) => Ok(Value::CurrentDatabase),
        _ => Err(unfollowed(reader, mark)),
    }
}

/// Reads `select oid from pg_class where relname = 'name'`.
fn looked_up(reader: &mut Reader) -> Result<Value> {
    reader.expect("select")?;
    let _ = reader.accept("oid") || reader.name().is_ok();
    reader.expect("from")?;
    let catalog = reader.name()?;
    reader.expect("where")?;
    let column = reader.name()?;
    reader.expect_sign(&Token::Eq)?;
    let text = reader.string()?;
    cast(reader)?;
    match (catalog.last(), column.last()) {
        ("pg_class", "relname") | ("pg_namespace", "nspname") => Ok(Value::Name(vec![text])),
        _ => Err(unfollowed(reader, reader.mark())),
    }
}

/// Steps over `::type` and returns the type's name.
pub fn cast(reader: &mut Reader) -> Result<Option<String>> {
    match reader.accept_sign(&Token::DoubleColon) {
        true => Ok(Some(reader.name()?.last().to_string())),
        false => Ok(None),
    }
}

/// Returns whether an equation of two columns is how catalogs are joined.
pub fn joins(one: &str, other: &str) -> bool {
    let keys = [
        "relnamespace",
        "typnamespace",
        "pronamespace",
        "connamespace",
        "conrelid",
        "attrelid",
        "polrelid",
        "tgrelid",
    ];
    (one == "oid" && keys.contains(&other)) || (other == "oid" && keys.contains(&one))
}

/// A query of the catalog.
#[derive(Debug, Default)]
pub struct Test {
    sources: Vec<&'static Source>,
    comparisons: Vec<(String, Vec<Value>)>,
}

impl Test {
    /// Takes in a catalog that the query reads, if it is one that is followed.
    pub fn reads(&mut self, catalog: &str) -> bool {
        let found = SOURCES.iter().find(|s| s.catalog == catalog);
        self.sources.extend(found);
        found.is_some()
    }

    /// Takes in a comparison; it is false if no catalog has the column.
    pub fn compare(&mut self, column: &str, values: Vec<Value>) -> bool {
        self.comparisons.push((column.to_string(), values));
        let columns = || SOURCES.iter().flat_map(|s| s.columns);
        columns().any(|c| c.0 == column)
    }

    /// Checks that the query asks for one kind of thing, by columns that are known.
    ///
    /// # Errors
    /// With a sentence that says what is not followed.
    pub fn check(&self) -> std::result::Result<(), String> {
        let main = self.main();
        let others = self.sources.iter().filter(|s| s.catalog != main.catalog);
        for other in others {
            if !["pg_namespace", "pg_class"].contains(&other.catalog) {
                return Err(format!(
                    "a query of {} and {} is not followed",
                    main.catalog, other.catalog
                ));
            }
        }
        match self
            .comparisons
            .iter()
            .find(|(c, _)| self.part(c).is_none())
        {
            Some((column, _)) => Err(format!(
                "trueup does not know the column {column} of {}",
                main.catalog
            )),
            None => Ok(()),
        }
    }

    /// Returns the catalog that the query is about: the one that others are joined with, not those.
    fn main(&self) -> &'static Source {
        let rank = |s: &&&'static Source| SOURCES.iter().position(|o| o.catalog == s.catalog);
        self.sources
            .iter()
            .max_by_key(rank)
            .expect("a query reads a catalog")
    }

    fn part(&self, column: &str) -> Option<Part> {
        let main = self.main();
        if let Some((_, part)) = main.columns.iter().find(|c| c.0 == column) {
            return Some(*part);
        }
        let joined = |catalog: &str| self.sources.iter().any(|s| s.catalog == catalog);
        match column {
            "nspname" if joined("pg_namespace") => Some(Part::Schema),
            "relnamespace" if joined("pg_class") => Some(Part::Schema),
            "relname" if joined("pg_class") => Some(Part::Table),
            _ => None,
        }
    }

    /// Returns whether a fact of the draft meets all comparisons.
    pub fn holds(&self, draft: &Draft) -> bool {
        let kinds = self.main().kinds;
        if kinds.is_empty() {
            return self.is_role(draft);
        }
        let public = Id::new(names::SCHEMA, &["public"]);
        let facts = draft.state.iter().filter(|f| kinds.contains(&f.id.kind()));
        let mut things = facts.map(|f| (&f.id, Some(f))).chain([(&public, None)]);
        things.any(|(id, fact)| {
            kinds.contains(&id.kind())
                && self.comparisons.iter().all(|(column, values)| {
                    values
                        .iter()
                        .any(|v| self.meets(column, v, id, fact, draft))
                })
        })
    }

    fn meets(
        &self,
        column: &str,
        value: &Value,
        id: &Id,
        fact: Option<&Fact>,
        draft: &Draft,
    ) -> bool {
        let parts = id.parts();
        match self.part(column) {
            Some(Part::Name) => *value == Value::Text(id.last()),
            Some(Part::Schema) => is_schema(value, &parts[0], draft),
            Some(Part::Table) => is_table(value, &parts[0], &table_of(id, fact), draft),
            Some(Part::Letter) => {
                let meant = |l: &&(&str, &[KindName])| *value == Value::Text(l.0.into());
                LETTERS
                    .iter()
                    .find(meant)
                    .is_some_and(|l| l.1.contains(&id.kind()))
            }
            Some(Part::Database) => true,
            None => false,
        }
    }

    /// Returns whether the server has a role; without a server it is taken to have it, since a file that asks does not want to change one that is there.
    fn is_role(&self, draft: &Draft) -> bool {
        let has = |name: &String| {
            draft.world.roles.contains(name) || draft.state.has(&role::address(name))
        };
        let there = |v: &Value| matches!(v, Value::Text(name) if has(name));
        !draft.world.known
            || self
                .comparisons
                .iter()
                .all(|(_, values)| values.iter().any(there))
    }
}

fn is_schema(value: &Value, schema: &str, draft: &Draft) -> bool {
    match value {
        Value::Text(text) => text == schema,
        Value::Name(parts) => parts.last().is_some_and(|p| p == schema),
        Value::CurrentSchema => draft.path().first().is_some_and(|p| p == schema),
        Value::CurrentDatabase => false,
    }
}

fn is_table(value: &Value, schema: &str, table: &str, draft: &Draft) -> bool {
    match value {
        Value::Text(text) => text == table,
        Value::Name(parts) => match parts.as_slice() {
            [name] => name == table && draft.path().iter().any(|p| p == schema),
            [.., named, name] => name == table && named == schema,
            [] => false,
        },
        Value::CurrentSchema | Value::CurrentDatabase => false,
    }
}

/// Returns the name of the table that a thing is on.
fn table_of(id: &Id, fact: Option<&Fact>) -> String {
    let mut parts = id.parts();
    if parts.len() > 2 {
        return parts.remove(1);
    }
    let parent = fact.and_then(|f| f.parent.as_ref());
    parent.map(Id::last).unwrap_or_default()
}

/// Returns whether a name means something of these kinds.
pub fn is_named(parts: &[String], kinds: &[KindName], draft: &Draft) -> bool {
    match (kinds, parts) {
        ([names::SCHEMA], [.., name]) => {
            name == "public" || draft.state.has(&Id::new(names::SCHEMA, &[name]))
        }
        _ => kinds.iter().any(|kind| {
            let schemas = match parts {
                [schema, _] => std::slice::from_ref(schema),
                _ => draft.path(),
            };
            let last = parts.last().map_or("", String::as_str);
            schemas
                .iter()
                .any(|s| draft.state.has(&Id::new(kind, &[s, last])))
        }),
    }
}
