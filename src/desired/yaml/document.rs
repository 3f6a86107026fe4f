//! The keys at the top of a file, and the order in which they are read.

use serde_json::json;

use crate::text::yaml::{self, Entry, Node};

use super::collations::COLLATIONS;
use super::domains::DOMAINS;
use super::enums::ENUMS;
use super::event_triggers::EVENT_TRIGGERS;
use super::extras::Target;
use super::fence::Fence;
use super::foreign::{SERVERS, WRAPPERS};
use super::namespaces::{EXTENSIONS, SCHEMAS};
use super::policies::ALL_POLICIES;
use super::privileges::{DEFAULT_PRIVILEGES, ELSEWHERE};
use super::publications::PUBLICATIONS;
use super::reading::{Fields, Reading, one_or_many};
use super::roles::ROLES;
use super::routines::{FUNCTIONS, PROCEDURES};
use super::rows::ALL_ROWS;
use super::sequences::SEQUENCES;
use super::shape::{self, Keys, NAMES, SQLS, Shape, key};
use super::sql::Sql;
use super::subscriptions::SUBSCRIPTIONS;
use super::tables::{TABLES, Table};
use super::triggers::ALL_TRIGGERS;
use super::types::{RANGES, TYPES};
use super::views::{MATERIALIZED_VIEWS, VIEWS};

/// The keys at the top of a file.
pub static DOCUMENT: Keys = Keys {
    what: "a file",
    keys: &[
        key(
            "schema",
            NAMES,
            "the schema of names that do not say their own, and more to look in",
        ),
        key("schemas", SCHEMAS, "schemas"),
        key("roles", ROLES, "roles, which belong to the whole server"),
        key("extensions", EXTENSIONS, "extensions"),
        key("collations", COLLATIONS, "collations"),
        key(
            "foreign_data_wrappers",
            WRAPPERS,
            "foreign data wrappers; most come with an extension",
        ),
        key("servers", SERVERS, "foreign servers"),
        key("enums", ENUMS, "enums"),
        key("domains", DOMAINS, "domains"),
        key("types", TYPES, "composite types"),
        key("ranges", RANGES, "range types"),
        key("sequences", SEQUENCES, "sequences"),
        key("tables", TABLES, "tables"),
        key("views", VIEWS, "views"),
        key(
            "materialized_views",
            MATERIALIZED_VIEWS,
            "materialized views",
        ),
        key("functions", FUNCTIONS, "functions"),
        key("procedures", PROCEDURES, "procedures"),
        key(
            "triggers",
            ALL_TRIGGERS,
            "triggers on tables that the file does not define",
        ),
        key(
            "policies",
            ALL_POLICIES,
            "policies on tables that the file does not define",
        ),
        key(
            "rows",
            ALL_ROWS,
            "rows of tables that the file does not define",
        ),
        key("publications", PUBLICATIONS, "publications"),
        key("subscriptions", SUBSCRIPTIONS, "subscriptions"),
        key("event_triggers", EVENT_TRIGGERS, "event triggers"),
        key(
            "grants",
            ELSEWHERE,
            "privileges on things that another file defines",
        ),
        key(
            "revokes",
            ELSEWHERE,
            "privileges that roles do not have on such things",
        ),
        key(
            "default_privileges",
            DEFAULT_PRIVILEGES,
            "privileges on what is yet to be made",
        ),
        key(
            "comments",
            Shape::Named(&Shape::Text),
            "comments on things that another file defines",
        ),
        key(
            "allow",
            Shape::Named(&Shape::Text),
            "hazards of things that the files no longer have, such as `drops-data table public.t`, each with the reason",
        ),
        key("sql", SQLS, "plain SQL"),
    ],
};

/// Returns the JSON Schema of a whole file, for editors: made from the same lists of keys as the reader and its messages.
pub fn json_schema() -> serde_json::Value {
    const REFERENCE: &str = include_str!("../../../docs/yaml.md");
    let title = "The desired state of a PostgreSQL database, for trueup";
    let mut examples = yaml::examples(REFERENCE);
    examples.extend(yaml::example(include_str!("everything.yaml")));
    let mut schema = yaml::json_schema(title, &DOCUMENT, &examples);
    let file = &mut schema["$defs"][yaml::schema_name(&DOCUMENT)];
    file["patternProperties"] = json!({ "^x-": { "description": "a place to keep anchors" } });
    schema
}

/// What reads the value of a key.
type Read = fn(&mut Reading, &Node);

/// The keys in the order of their definitions, so that the SQL also reads well for a server.
const ORDER: &[(&str, Read)] = &[
    ("roles", |r, n| r.roles_of_server(n)),
    ("schemas", |r, n| r.schemas(n)),
    ("extensions", |r, n| r.extensions(n)),
    ("collations", |r, n| r.collations(n)),
    ("foreign_data_wrappers", |r, n| r.wrappers(n)),
    ("servers", |r, n| r.servers(n)),
    ("enums", |r, n| r.enums(n)),
    ("types", |r, n| r.types(n)),
    ("ranges", |r, n| r.ranges(n)),
    ("functions", |r, n| r.routines("function", n)),
    ("procedures", |r, n| r.routines("procedure", n)),
    ("domains", |r, n| r.domains(n)),
    ("sequences", |r, n| r.sequences(n)),
    ("tables", |r, n| r.tables(n)),
    ("views", |r, n| r.views(n)),
    ("materialized_views", |r, n| r.materialized_views(n)),
    ("triggers", |r, n| {
        r.on_tables(n, |r, table, n| r.triggers(table, n))
    }),
    ("policies", |r, n| {
        r.on_tables(n, |r, table, n| r.policies(table, n))
    }),
    ("publications", |r, n| r.publications(n)),
    ("subscriptions", |r, n| r.subscriptions(n)),
    ("rows", |r, n| {
        r.on_tables(n, |r, table, n| r.rows_of(table, n))
    }),
    ("event_triggers", |r, n| r.event_triggers(n)),
    ("revokes", |r, n| r.elsewhere("revoke", n)),
    ("grants", |r, n| r.elsewhere("grant", n)),
    ("default_privileges", |r, n| r.default_privileges(n)),
    ("comments", |r, n| r.comments(n)),
    ("sql", |r, n| r.scripts(n)),
];

impl Reading<'_> {
    /// Reads a whole document.
    pub fn document(&mut self, root: &Node) {
        let Some(entries) = root.entries() else {
            let message = format!(
                "a file holds a mapping such as `tables:`, not {}",
                root.sort()
            );
            return self.error("yaml-value", &message, root.bytes());
        };
        let own: Vec<Entry> = entries
            .iter()
            .filter(|e| !e.name().starts_with("x-"))
            .cloned()
            .collect();
        let root = Node::new(root.bytes(), crate::text::yaml::Value::Map(own));
        shape::check(&mut self.notes, &root, &Shape::Keys(&DOCUMENT), "file");
        self.directives_of(&root);
        let fields = Fields::of(&root);
        if let Some(entry) = fields.get("schema") {
            self.default_schema(entry);
        }
        for (key, read) in ORDER {
            if let Some(node) = fields.value(key) {
                read(self, node);
            }
        }
    }

    /// Reads parts of tables that stand elsewhere.
    fn on_tables(&mut self, node: &Node, read: fn(&mut Reading, &Table, &Node)) {
        for entry in node.entries().unwrap_or_default() {
            let Some(name) = self.qualified(&entry.key) else {
                continue;
            };
            let table = Table {
                name,
                key: &entry.key,
                is_child: false,
            };
            read(self, &table, &entry.value);
        }
    }

    fn comments(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            let Some(name) = self.fragment(&entry.key, Fence::Without(&["is"])) else {
                continue;
            };
            let target = Target {
                noun: "",
                name,
                key: &entry.key,
            };
            self.comment(&target, entry);
        }
    }

    fn scripts(&mut self, node: &Node) {
        for script in one_or_many(node) {
            let Some(sql) = self.fragment(script, Fence::Script) else {
                continue;
            };
            let end = script.bytes().end;
            let mut whole = Sql::default();
            whole.add(sql).push("\n", end..end);
            self.follow(whole);
        }
    }
}
