//! `indexes`.

use crate::text::yaml::Node;

use super::clauses::word_clause;
use super::extras::{ALLOW, COMMENT, IGNORE, RENAMED_FROM, Target};
use super::fence::Fence;
use super::reading::{Fields, Reading, one_or_many};
use super::shape::{Keys, NAMES, Shape, key};
use super::sql::Sql;
use super::tables::{TABLESPACE, Table, WITH};

const ELEMENT: Keys = Keys {
    what: "an indexed column",
    keys: &[
        key("column", Shape::Name, "the column"),
        key("expression", Shape::Sql, "or an expression"),
        key("collation", Shape::Name, "its collation"),
        key("operator_class", Shape::Sql, "its operator class"),
        key("order", Shape::Words(&["asc", "desc"]), "the order"),
        key(
            "nulls",
            Shape::Words(&["first", "last"]),
            "where nulls stand",
        ),
    ],
};

const ONE_ELEMENT: Shape = Shape::Any(&[Shape::Sql, Shape::Keys(&ELEMENT)]);
const ELEMENTS: Shape = Shape::Any(&[Shape::Sql, Shape::List(&ONE_ELEMENT), Shape::Keys(&ELEMENT)]);

const INDEX: Keys = Keys {
    what: "an index",
    keys: &[
        key("columns", ELEMENTS, "columns and expressions"),
        key(
            "unique",
            Shape::Truth,
            "whether no two rows may be the same in them",
        ),
        key("using", Shape::Name, "the access method"),
        key("include", NAMES, "columns that it carries along"),
        key(
            "nulls_not_distinct",
            Shape::Truth,
            "whether two nulls are the same",
        ),
        key("where", Shape::Sql, "the rows that it holds"),
        WITH,
        TABLESPACE,
        key("only", Shape::Truth, "whether partitions are left out"),
        key("name", Shape::Name, "its name, in a list"),
        COMMENT,
        ALLOW,
        IGNORE,
        RENAMED_FROM,
    ],
};

const ONE: Shape = Shape::Any(&[Shape::Sql, Shape::List(&ONE_ELEMENT), Shape::Keys(&INDEX)]);
/// What stands under `indexes`.
pub const INDEXES: Shape = Shape::Any(&[Shape::Named(&ONE), Shape::List(&ONE)]);

impl Reading<'_> {
    /// Reads the indexes of a table or materialized view.
    pub fn indexes(&mut self, table: &Table, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.index(table, Some(&entry.key), &entry.value);
        }
        for item in node.items().unwrap_or_default() {
            self.index(table, Fields::of(item).value("name"), item);
        }
    }

    fn index(&mut self, table: &Table, key: Option<&Node>, node: &Node) -> Option<()> {
        let fields = Fields::of(node);
        let cause = key.unwrap_or(node).bytes();
        let mut sql = self.renamed(fields);
        sql.words(
            fields.choose("unique", "create unique index", "create index"),
            cause.clone(),
        );
        let name = match key {
            Some(key) => Some((key, self.name(key)?)),
            None => None,
        };
        if let Some((_, name)) = &name {
            sql.add(name.clone());
        }
        sql.words(fields.choose("only", "on only", "on"), cause)
            .add(table.name.clone());
        sql.add(match whole_index(node) {
            true => self.fragment(node, Fence::Rest)?,
            false => self.index_definition(node, fields)?,
        });
        self.follow(sql);
        let target =
            name.map(|(key, name)| Target::new("index", table.beside(name, key.bytes()), key));
        self.named_comment(target, "index", fields);
        Some(())
    }

    fn index_definition(&mut self, node: &Node, fields: Fields) -> Option<Sql> {
        let columns = match node.entries() {
            None => node,
            Some(_) => &self.needed(fields, "columns", "an index", node)?.value,
        };
        let mut sql = Sql::default();
        self.name_clause(&mut sql, fields, "using", "using");
        let elements = self.elements(columns)?;
        sql.add(Sql::list(elements, columns.bytes()));
        self.names_clause(&mut sql, fields, "include", "include");
        if let Some(entry) = fields.set("nulls_not_distinct") {
            sql.words("nulls not distinct", entry.bytes());
        }
        if let Some(entry) = fields.get("with") {
            sql.add(self.options(entry));
        }
        self.name_clause(&mut sql, fields, "tablespace", "tablespace");
        if let Some(entry) = fields.get("where") {
            let rows = self.fragment(&entry.value, Fence::Rest)?;
            sql.words("where", entry.key.bytes()).add(rows);
        }
        Some(sql)
    }

    fn elements(&mut self, node: &Node) -> Option<Vec<Sql>> {
        if node.scalar().is_some_and(|s| !is_word(&s.text)) {
            return Some(self.comma_list(node, Fence::Item));
        }
        let mut out = Vec::new();
        for item in one_or_many(node) {
            out.push(match item.entries() {
                Some(_) => self.element_keys(item, Fields::of(item))?,
                None => self.element(item, Fence::Item)?,
            });
        }
        Some(out)
    }

    /// Reads a column or an expression with its options, as SQL. A bare word is a column, also a reserved one.
    pub fn element(&mut self, node: &Node, fence: Fence) -> Option<Sql> {
        let text = &node.scalar()?.text;
        match is_word(text) {
            true => self.name(node),
            false => self.fragment(node, fence),
        }
    }

    fn element_keys(&mut self, item: &Node, fields: Fields) -> Option<Sql> {
        let mut sql = match (fields.value("column"), fields.value("expression")) {
            (Some(column), None) => self.name(column)?,
            (None, Some(expression)) => self.expression(expression)?,
            (None, None) | (Some(_), Some(_)) => {
                let message = "an indexed column needs either `column` or `expression`";
                self.error("yaml-missing-key", message, item.bytes());
                return None;
            }
        };
        self.qualified_clause(&mut sql, fields, "collation", "collate");
        if let Some(entry) = fields.get("operator_class") {
            sql.add(self.fragment(&entry.value, Fence::Without(&["asc", "desc", "nulls"]))?);
        }
        word_clause(&mut sql, fields, "order", "");
        word_clause(&mut sql, fields, "nulls", "nulls");
        Some(sql)
    }
}

/// Returns whether a text is all that stands behind the table in CREATE INDEX.
fn whole_index(node: &Node) -> bool {
    let text = node.scalar().map_or("", |s| s.text.trim_start());
    let first = text.split(char::is_whitespace).next().unwrap_or_default();
    text.starts_with('(') || first.eq_ignore_ascii_case("using")
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}
