//! `roles`.

use crate::text::yaml::{Entry, Node};

use super::extras::{COMMENT, Target};
use super::fence::Fence;
use super::reading::{Fields, Reading};
use super::shape::{Keys, NAMES, OPTIONS, Shape, key};
use super::sql::Sql;

const ROLE: Keys = Keys {
    what: "a role",
    keys: &[
        key(
            "attributes",
            Shape::Sql,
            "what stands behind its name: login createdb",
        ),
        key("member_of", NAMES, "the roles that it is a member of"),
        key("set", OPTIONS, "settings that its sessions begin with"),
        COMMENT,
    ],
};

/// What stands under `roles`.
pub const ROLES: Shape = Shape::Named(&Shape::Any(&[
    Shape::Nothing,
    Shape::Sql,
    Shape::Keys(&ROLE),
]));

impl Reading<'_> {
    /// Reads roles, which are made or changed but never dropped.
    pub fn roles_of_server(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.role_of_server(entry);
        }
    }

    fn role_of_server(&mut self, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let name = self.name(key)?;
        let attributes = match entry.value.scalar() {
            Some(_) => Some(&entry.value),
            None => fields.value("attributes"),
        };
        let mut sql = Sql::of("create role", key.bytes());
        sql.add(name.clone());
        if let Some(node) = attributes {
            sql.add(self.fragment(node, Fence::Rest).unwrap_or_default());
        }
        self.define(sql);
        if let Some(entry) = fields.get("member_of") {
            let mut sql = Sql::of("grant", entry.key.bytes());
            sql.listed(self.names(&entry.value));
            sql.words("to", entry.key.bytes()).add(name.clone());
            self.follow(sql);
        }
        for setting in fields.named("set") {
            self.role_setting(&name, setting);
        }
        self.extras(&Target::new("role", name, key), fields);
        Some(())
    }

    fn role_setting(&mut self, role: &Sql, setting: &Entry) -> Option<()> {
        let name = self.qualified(&setting.key)?;
        let value = self.fragment(&setting.value, Fence::Rest)?;
        let mut sql = Sql::of("alter role", setting.key.bytes());
        sql.add(role.clone()).words("set", setting.key.bytes());
        sql.add(name).words("to", setting.key.bytes()).add(value);
        self.follow(sql);
        Some(())
    }
}
