//! What many things have: a comment, an owner, the name that they had before.

use crate::text::yaml::{Entry, Node};

use super::privileges::Grantable;
use super::reading::{Fields, Reading};
use super::shape::{Key, Shape, key};
use super::sql::Sql;

/// `comment`
pub const COMMENT: Key = key("comment", Shape::Text, "a text for people");
/// `allow`
pub const ALLOW: Key = key(
    "allow",
    Shape::Named(&Shape::Text),
    "hazards that its change may have in a commit, each with the reason",
);
/// `ignore`
pub const IGNORE: Key = key(
    "ignore",
    Shape::Named(&Shape::Text),
    "rules that do not concern it, each with the reason",
);
/// `owner`
pub const OWNER: Key = key("owner", Shape::Name, "the role that owns it");
/// `renamed_from`
pub const RENAMED_FROM: Key = key("renamed_from", Shape::Name, "the name that it had before");

/// A thing that was just defined, to say more about.
pub struct Target<'n> {
    /// What COMMENT ON and ALTER call it.
    pub noun: &'static str,
    /// Its name as those statements want it, arguments or table behind it.
    pub name: Sql,
    /// The key that it stands under.
    pub key: &'n Node,
}

impl<'n> Target<'n> {
    /// Takes what a thing is called, its name and its key.
    pub fn new(noun: &'static str, name: Sql, key: &'n Node) -> Target<'n> {
        Target { noun, name, key }
    }
}

impl Reading<'_> {
    /// Says the privileges, the comment and the owner of a thing.
    pub fn about(&mut self, target: &Target, fields: Fields) {
        let noun = match target.noun {
            "view" | "materialized view" | "foreign table" => "table",
            "server" => "foreign server",
            noun => noun,
        };
        let on = Grantable::thing(noun, target.name.clone(), target.key);
        self.privileges(&on, fields);
        self.extras(target, fields);
    }

    /// Says the comment and the owner of a thing.
    pub fn extras(&mut self, target: &Target, fields: Fields) {
        if let Some(entry) = fields.get("comment") {
            self.comment(target, entry);
        }
        if let Some(entry) = fields.get("owner") {
            self.owner(target, entry);
        }
    }

    /// Says the comment on a thing.
    pub fn comment(&mut self, target: &Target, entry: &Entry) {
        let Some(text) = entry.value.scalar() else {
            return;
        };
        let mut sql = Sql::of("comment on", entry.key.bytes());
        sql.words(target.noun, target.key.bytes());
        sql.add(target.name.clone()).words("is", entry.key.bytes());
        sql.add(Sql::literal(text, entry.value.bytes()));
        self.follow(sql);
    }

    fn owner(&mut self, target: &Target, entry: &Entry) {
        let Some(role) = self.role(&entry.value) else {
            return;
        };
        let mut sql = Sql::of("alter", entry.key.bytes());
        sql.words(target.noun, target.key.bytes());
        sql.add(target.name.clone());
        sql.words("owner to", entry.key.bytes()).add(role);
        self.follow(sql);
    }

    /// Starts a definition: the hint of a rename above it, and the first words.
    pub fn start(&mut self, words: &str, key: &Node, fields: Fields) -> Sql {
        let mut sql = self.renamed(fields);
        sql.words(words, key.bytes());
        sql
    }

    /// Returns the comment that says which name a thing had before, with its line break.
    pub fn renamed(&mut self, fields: Fields) -> Sql {
        let mut sql = Sql::default();
        let Some(entry) = fields.get("renamed_from") else {
            return sql;
        };
        let Some(name) = self.old_name(&entry.value) else {
            return sql;
        };
        sql.words("-- trueup: renamed from", entry.key.bytes());
        sql.add(name).push("\n", entry.key.bytes());
        sql
    }

    fn old_name(&mut self, node: &Node) -> Option<Sql> {
        match node.scalar()?.text.contains(' ') {
            true => self.title(node),
            false => self.qualified(node),
        }
    }
}
