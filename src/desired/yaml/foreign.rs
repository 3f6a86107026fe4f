//! `foreign_data_wrappers` and `servers`, and the options that tables, columns and mappings of roles have for them.

use std::ops::Range;

use crate::text::yaml::{Entry, Node};

use super::extras::{ALLOW, COMMENT, IGNORE, OWNER, RENAMED_FROM, Target};
use super::privileges::{GRANTS, REVOKES};
use super::reading::{Fields, Reading};
use super::shape::{Key, Keys, Shape, key};
use super::sql::Sql;

/// `options`
pub const OPTIONS: Key = key(
    "options",
    Shape::Named(&Shape::Text),
    "options that the wrapper understands",
);

const WRAPPER: Keys = Keys {
    what: "a foreign data wrapper",
    keys: &[
        key(
            "handler",
            Shape::Name,
            "the function that gives its routines",
        ),
        key("validator", Shape::Name, "the function that checks options"),
        OPTIONS,
        COMMENT,
        ALLOW,
        IGNORE,
        OWNER,
        RENAMED_FROM,
        GRANTS,
        REVOKES,
    ],
};

/// What stands under `foreign_data_wrappers`.
pub const WRAPPERS: Shape = Shape::Named(&Shape::Any(&[Shape::Nothing, Shape::Keys(&WRAPPER)]));

const MAPPINGS: Shape = Shape::Named(&Shape::Any(&[Shape::Nothing, Shape::Named(&Shape::Text)]));

const SERVER: Keys = Keys {
    what: "a foreign server",
    keys: &[
        key("wrapper", Shape::Name, "its foreign data wrapper"),
        key("type", Shape::Text, "its type"),
        key("version", Shape::Text, "its version"),
        OPTIONS,
        key(
            "mappings",
            MAPPINGS,
            "roles, with the options that each goes there with",
        ),
        COMMENT,
        ALLOW,
        IGNORE,
        OWNER,
        RENAMED_FROM,
        GRANTS,
        REVOKES,
    ],
};

/// What stands under `servers`.
pub const SERVERS: Shape = Shape::Named(&Shape::Any(&[Shape::Name, Shape::Keys(&SERVER)]));

impl Reading<'_> {
    /// Reads foreign data wrappers.
    pub fn wrappers(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.wrapper(entry);
        }
    }

    fn wrapper(&mut self, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let name = self.name(key)?;
        let mut sql = self.start("create foreign data wrapper", key, fields);
        sql.add(name.clone());
        self.qualified_clause(&mut sql, fields, "handler", "handler");
        self.qualified_clause(&mut sql, fields, "validator", "validator");
        self.wrapper_options(&mut sql, fields);
        self.define(sql);
        self.about(&Target::new("foreign data wrapper", name, key), fields);
        Some(())
    }

    /// Reads foreign servers; a short one has nothing but its wrapper.
    pub fn servers(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.server(entry);
        }
    }

    fn server(&mut self, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let name = self.name(key)?;
        let wrapper = self.short_or(entry, "wrapper", "a foreign server")?;
        let wrapper = self.name(wrapper)?;
        let mut sql = self.start("create server", key, fields);
        sql.add(name.clone());
        for word in ["type", "version"] {
            let Some(entry) = fields.get(word) else {
                continue;
            };
            let text = Sql::literal(entry.value.scalar()?, entry.value.bytes());
            sql.words(word, entry.key.bytes()).add(text);
        }
        sql.words("foreign data wrapper", key.bytes()).add(wrapper);
        self.wrapper_options(&mut sql, fields);
        self.define(sql);
        for mapping in fields.named("mappings") {
            self.mapping(&name, mapping);
        }
        self.about(&Target::new("server", name, key), fields);
        Some(())
    }

    fn mapping(&mut self, server: &Sql, entry: &Entry) -> Option<()> {
        let role = self.role(&entry.key)?;
        let mut sql = Sql::of("create user mapping for", entry.key.bytes());
        sql.add(role).words("server", entry.key.bytes());
        sql.add(server.clone());
        self.option_list(&mut sql, &entry.value, entry.key.bytes());
        self.follow(sql);
        Some(())
    }

    /// Adds `options (…)` if the key is there.
    pub fn wrapper_options(&mut self, sql: &mut Sql, fields: Fields) {
        if let Some(entry) = fields.get("options") {
            self.option_list(sql, &entry.value, entry.key.bytes());
        }
    }

    fn option_list(&mut self, sql: &mut Sql, node: &Node, cause: Range<usize>) {
        let mut list = Vec::new();
        for option in node.entries().unwrap_or_default() {
            let Some((mut pair, value)) = self.name(&option.key).zip(option.value.scalar()) else {
                continue;
            };
            pair.add(Sql::literal(value, option.value.bytes()));
            list.push(pair);
        }
        if !list.is_empty() {
            sql.words("options", cause)
                .add(Sql::list(list, node.bytes()));
        }
    }
}
