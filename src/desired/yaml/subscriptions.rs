//! `subscriptions`.

use crate::text::yaml::{Entry, Node};

use super::extras::{COMMENT, OWNER, RENAMED_FROM, Target};
use super::reading::{Fields, Reading};
use super::shape::{Keys, NAMES, Shape, key};
use super::sql::Sql;
use super::tables::WITH;

const SUBSCRIPTION: Keys = Keys {
    what: "a subscription",
    keys: &[
        key("connection", Shape::Text, "how the publisher is reached"),
        key("publications", NAMES, "the publications that it gets"),
        WITH,
        COMMENT,
        OWNER,
        RENAMED_FROM,
    ],
};

/// What stands under `subscriptions`.
pub const SUBSCRIPTIONS: Shape = Shape::Named(&Shape::Keys(&SUBSCRIPTION));

impl Reading<'_> {
    /// Reads subscriptions.
    pub fn subscriptions(&mut self, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.subscription(entry);
        }
    }

    fn subscription(&mut self, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let name = self.name(key)?;
        let connection = &self
            .needed(fields, "connection", "a subscription", key)?
            .value;
        let publications = self.needed(fields, "publications", "a subscription", key)?;
        let mut sql = self.start("create subscription", key, fields);
        sql.add(name.clone()).words("connection", key.bytes());
        sql.add(Sql::literal(connection.scalar()?, connection.bytes()));
        sql.words("publication", publications.key.bytes());
        sql.listed(self.names(&publications.value));
        if let Some(entry) = fields.get("with") {
            sql.add(self.options(entry));
        }
        self.follow(sql);
        self.extras(&Target::new("subscription", name, key), fields);
        Some(())
    }
}
