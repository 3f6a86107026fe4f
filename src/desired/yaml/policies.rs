//! `policies`: of a table, and at the top those on tables that the file does not define.

use crate::text::yaml::{Entry, Node};

use super::clauses::word_clause;
use super::extras::{ALLOW, COMMENT, IGNORE, RENAMED_FROM, Target};
use super::fence::Fence;
use super::reading::{Fields, Reading, one_or_many};
use super::shape::{Keys, NAMES, Shape, key};
use super::sql::Sql;
use super::tables::Table;

const POLICY: Keys = Keys {
    what: "a policy",
    keys: &[
        key(
            "for",
            Shape::Words(&["all", "select", "insert", "update", "delete"]),
            "the command",
        ),
        key("to", NAMES, "the roles"),
        key(
            "as",
            Shape::Words(&["permissive", "restrictive"]),
            "how it goes with others",
        ),
        key("using", Shape::Sql, "the rows that can be seen"),
        key("check", Shape::Sql, "the rows that can be written"),
        COMMENT,
        ALLOW,
        IGNORE,
        RENAMED_FROM,
    ],
};

/// What stands under `policies` of a table.
pub const POLICIES: Shape = Shape::Named(&Shape::Any(&[Shape::Sql, Shape::Keys(&POLICY)]));
/// What stands under `policies` at the top.
pub const ALL_POLICIES: Shape = Shape::Named(&POLICIES);

impl Reading<'_> {
    /// Reads the policies of a table.
    pub fn policies(&mut self, table: &Table, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.policy(table, entry);
        }
    }

    fn policy(&mut self, table: &Table, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let name = self.title(key)?;
        let definition = match entry.value.scalar() {
            Some(_) => self.fragment(&entry.value, Fence::Rest)?,
            None => self.policy_definition(fields),
        };
        let name = table.on(name, key.bytes());
        let mut sql = self.start("create policy", key, fields);
        sql.add(name.clone()).add(definition);
        self.follow(sql);
        if let Some(comment) = fields.get("comment") {
            self.comment(&Target::new("policy", name, key), comment);
        }
        Some(())
    }

    fn policy_definition(&mut self, fields: Fields) -> Sql {
        let mut sql = Sql::default();
        word_clause(&mut sql, fields, "as", "as");
        word_clause(&mut sql, fields, "for", "for");
        if let Some(entry) = fields.get("to") {
            let roles = one_or_many(&entry.value).iter();
            let roles = roles.filter_map(|n| self.role(n)).collect();
            sql.words("to", entry.key.bytes()).listed(roles);
        }
        self.expression_clause(&mut sql, fields, "using", "using");
        self.expression_clause(&mut sql, fields, "check", "with check");
        sql
    }
}
