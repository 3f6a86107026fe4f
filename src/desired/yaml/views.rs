//! `views` and `materialized_views`.

use crate::text::yaml::{Entry, Node};

use super::extras::{ALLOW, COMMENT, IGNORE, OWNER, RENAMED_FROM};
use super::fence::Fence;
use super::indexes::INDEXES;
use super::privileges::{GRANTS, REVOKES};
use super::reading::{Fields, Reading, truth};
use super::rules::RULES;
use super::shape::{Key, Keys, NAMES, OPTIONS, Shape, key};
use super::sql::Sql;
use super::tables::{TABLESPACE, Table, WITH};
use super::triggers::TRIGGERS;

const QUERY: Key = key("query", Shape::Sql, "the query");
const COLUMNS: Key = key("columns", NAMES, "names for its columns, all of them");
const COLUMN_COMMENTS: Key = key(
    "column_comments",
    Shape::Named(&Shape::Text),
    "texts for people, by column",
);

const VIEW: Keys = Keys {
    what: "a view",
    keys: &[
        QUERY,
        COLUMNS,
        key(
            "recursive",
            Shape::Truth,
            "whether the query may read the view itself",
        ),
        key(
            "with",
            OPTIONS,
            "options: security_invoker, security_barrier",
        ),
        key(
            "check_option",
            Shape::Words(&["local", "cascaded"]),
            "whether rows that it does not show can be written",
        ),
        key("triggers", TRIGGERS, "its triggers"),
        key("rules", RULES, "its rules"),
        COLUMN_COMMENTS,
        COMMENT,
        ALLOW,
        IGNORE,
        OWNER,
        RENAMED_FROM,
        GRANTS,
        REVOKES,
    ],
};

const MATERIALIZED: Keys = Keys {
    what: "a materialized view",
    keys: &[
        QUERY,
        COLUMNS,
        key("using", Shape::Name, "the table access method"),
        WITH,
        TABLESPACE,
        key(
            "populated",
            Shape::Truth,
            "false: the query is not run when it is made",
        ),
        key("indexes", INDEXES, "its indexes"),
        COLUMN_COMMENTS,
        COMMENT,
        ALLOW,
        IGNORE,
        OWNER,
        RENAMED_FROM,
        GRANTS,
        REVOKES,
    ],
};

/// What stands under `views`.
pub const VIEWS: Shape = Shape::Named(&Shape::Any(&[Shape::Sql, Shape::Keys(&VIEW)]));
/// What stands under `materialized_views`.
pub const MATERIALIZED_VIEWS: Shape =
    Shape::Named(&Shape::Any(&[Shape::Sql, Shape::Keys(&MATERIALIZED)]));

impl Reading<'_> {
    /// Reads views.
    pub fn views(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.view(entry);
        }
    }

    fn view(&mut self, entry: &Entry) -> Option<()> {
        let fields = Fields::of(&entry.value);
        let words = fields.choose("recursive", "create recursive view", "create view");
        let mut sql = self.start(words, &entry.key, fields);
        let view = self.view_head(&mut sql, entry, fields)?;
        if let Some(entry) = fields.get("with") {
            sql.add(self.options(entry));
        }
        self.query(&mut sql, entry, "a view")?;
        if let Some((entry, word)) = fields.word("check_option") {
            sql.words(&format!("with {word} check option"), entry.bytes());
        }
        self.define(sql);
        if let Some(node) = fields.value("triggers") {
            self.triggers(&view, node);
        }
        if let Some(node) = fields.value("rules") {
            self.rules(&view, node);
        }
        self.view_extras("view", view, fields);
        Some(())
    }

    /// Reads materialized views.
    pub fn materialized_views(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.materialized_view(entry);
        }
    }

    fn materialized_view(&mut self, entry: &Entry) -> Option<()> {
        let fields = Fields::of(&entry.value);
        let mut sql = self.start("create materialized view", &entry.key, fields);
        let view = self.view_head(&mut sql, entry, fields)?;
        self.table_storage(&mut sql, fields);
        self.query(&mut sql, entry, "a materialized view")?;
        if let Some(entry) = fields
            .get("populated")
            .filter(|e| truth(&e.value) == Some(false))
        {
            sql.words("with no data", entry.bytes());
        }
        self.define(sql);
        if let Some(entry) = fields.get("indexes") {
            self.indexes(&view, &entry.value);
        }
        self.view_extras("materialized view", view, fields);
        Some(())
    }

    fn view_head<'n>(
        &mut self,
        sql: &mut Sql,
        entry: &'n Entry,
        fields: Fields,
    ) -> Option<Table<'n>> {
        let name = self.qualified(&entry.key)?;
        sql.add(name.clone());
        if let Some(columns) = fields.value("columns") {
            sql.add(Sql::list(self.names(columns), columns.bytes()));
        }
        Some(Table {
            name,
            key: &entry.key,
            is_child: false,
        })
    }

    fn query(&mut self, sql: &mut Sql, entry: &Entry, what: &str) -> Option<()> {
        let query = self.short_or(entry, "query", what)?;
        let query = self.statement(query)?;
        sql.words("as", entry.key.bytes()).add(query);
        Some(())
    }

    fn view_extras(&mut self, noun: &'static str, view: Table, fields: Fields) {
        for entry in fields.named("column_comments") {
            let Some(column) = self.name(&entry.key) else {
                continue;
            };
            let target = view.column(column, &entry.key);
            self.comment(&target, entry);
        }
        self.about(&view.target(noun), fields);
    }

    /// Reads a statement on its own, which may end in a semicolon.
    fn statement(&mut self, node: &Node) -> Option<Sql> {
        let scalar = node.scalar()?;
        let text = Sql::copy(scalar).trimmed();
        let end = text
            .text()
            .strip_suffix(';')
            .map_or(text.text().len(), str::len);
        self.fenced(text.slice(0..end), node, Fence::Rest)
    }
}
