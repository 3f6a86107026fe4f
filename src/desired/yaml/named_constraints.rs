//! `constraints`: constraints of every sort, by name or in a list.

use sqlparser::tokenizer::Token;

use crate::diagnostic::Problem;
use crate::text::yaml::{Entry, Node};

use super::constraints::{DEFERRABLE, INCLUDE, INITIALLY, NAME, NO_INHERIT, NOT_VALID, NULLS};
use super::extras::{ALLOW, COMMENT, IGNORE, RENAMED_FROM, Target};
use super::fence::Fence;
use super::foreign_keys::REFERENCES;
use super::reading::{Fields, Reading};
use super::shape::{Keys, NAMES, Shape, key};
use super::sql::Sql;
use super::tables::{TABLESPACE, Table, WITH};

const CONSTRAINT: Keys = Keys {
    what: "a constraint",
    keys: &[
        key("primary_key", NAMES, "its columns"),
        key("unique", NAMES, "its columns"),
        key("check", Shape::Sql, "what every row must fulfil"),
        key("foreign_key", NAMES, "the columns that refer"),
        key("references", REFERENCES, "what they refer to"),
        key(
            "exclude",
            Shape::Named(&Shape::Sql),
            "elements and the operators that no two rows may fulfil",
        ),
        key("using", Shape::Name, "the index access method"),
        key("where", Shape::Sql, "the rows that it is about"),
        INCLUDE,
        NULLS,
        NO_INHERIT,
        NOT_VALID,
        WITH,
        TABLESPACE,
        DEFERRABLE,
        INITIALLY,
        NAME,
        COMMENT,
        ALLOW,
        IGNORE,
        RENAMED_FROM,
    ],
};
const ONE: Shape = Shape::Any(&[Shape::Sql, Shape::Keys(&CONSTRAINT)]);
/// What stands under `constraints`.
pub const CONSTRAINTS: Shape = Shape::Any(&[Shape::Named(&ONE), Shape::List(&ONE)]);

/// The keys that say which sort of constraint it is, with the keys that go with each.
const SORTS: [(&str, &[&str]); 5] = [
    (
        "primary_key",
        &["include", "with", "tablespace", "deferrable", "initially"],
    ),
    (
        "unique",
        &[
            "include",
            "nulls_not_distinct",
            "with",
            "tablespace",
            "deferrable",
            "initially",
        ],
    ),
    ("check", &["no_inherit", "not_valid"]),
    (
        "foreign_key",
        &["references", "not_valid", "deferrable", "initially"],
    ),
    (
        "exclude",
        &[
            "using",
            "where",
            "include",
            "with",
            "tablespace",
            "deferrable",
            "initially",
        ],
    ),
];
const OF_ALL: [&str; 5] = ["name", "comment", "ignore", "allow", "renamed_from"];

impl Reading<'_> {
    /// Reads one of `constraints`; one that is NOT VALID is added later.
    pub fn constraint(&mut self, table: &Table, key: Option<&Node>, node: &Node) -> Option<Sql> {
        let fields = Fields::of(node);
        let mut sql = self.renamed(fields);
        let mut target = None;
        if let Some(key) = key.or(fields.value("name")) {
            let name = self.name(key)?;
            sql.words("constraint", key.bytes()).add(name.clone());
            target = Some(Target::new("constraint", table.on(name, key.bytes()), key));
        }
        let ready = match node.scalar() {
            Some(_) => self.constraint_text(table, sql, node),
            None => self.constraint_keys(table, sql, node),
        };
        self.named_comment(target, "constraint", fields);
        ready
    }

    fn constraint_keys(&mut self, table: &Table, mut sql: Sql, node: &Node) -> Option<Sql> {
        let fields = Fields::of(node);
        let (sort, entry) = self.sort_of(node, fields)?;
        sql.add(self.sorted(sort, entry, fields)?);
        let inner = fields
            .value("references")
            .map_or(Fields::none(), Fields::of);
        let late = if inner.set("not_valid").is_some() {
            inner
        } else {
            fields
        };
        self.valid_or_later(table, sql, late)
    }

    fn sorted(&mut self, sort: &str, entry: &Entry, fields: Fields) -> Option<Sql> {
        let mut sql = Sql::default();
        match sort {
            "check" => {
                sql.words("check", entry.key.bytes())
                    .add(self.expression(&entry.value)?);
                if let Some(entry) = fields.set("no_inherit") {
                    sql.words("no inherit", entry.bytes());
                }
            }
            "exclude" => self.exclusion(&mut sql, entry, fields)?,
            "foreign_key" => self.foreign_key(&mut sql, entry, fields)?,
            _ => {
                sql.words(&sort.replace('_', " "), entry.key.bytes());
                self.index_parts(&mut sql, fields, Some(&entry.value));
            }
        }
        self.deferral(&mut sql, fields);
        Some(sql)
    }

    fn foreign_key(&mut self, sql: &mut Sql, entry: &Entry, fields: Fields) -> Option<()> {
        let references = self.needed(fields, "references", "a foreign key", &entry.key)?;
        sql.words("foreign key", entry.key.bytes());
        sql.add(Sql::list(self.names(&entry.value), entry.value.bytes()));
        sql.add(self.references(references)?);
        self.deferral(sql, Fields::of(&references.value));
        Some(())
    }

    fn exclusion(&mut self, sql: &mut Sql, entry: &Entry, fields: Fields) -> Option<()> {
        sql.words("exclude", entry.key.bytes());
        self.name_clause(sql, fields, "using", "using");
        let mut list = Vec::new();
        for element in entry.value.entries().unwrap_or_default() {
            let mut part = self.element(&element.key, Fence::Without(&["with"]))?;
            let operator = self.fragment(&element.value, Fence::Item)?;
            part.words("with", element.key.bytes()).add(operator);
            list.push(part);
        }
        sql.add(Sql::list(list, entry.value.bytes()));
        self.index_parts(sql, fields, None);
        self.expression_clause(sql, fields, "where", "where");
        Some(())
    }

    /// Finds which sort a constraint is, and reports the keys that do not go with it.
    fn sort_of<'n>(
        &mut self,
        node: &Node,
        fields: Fields<'n>,
    ) -> Option<(&'static str, &'n Entry)> {
        let mut found = SORTS
            .iter()
            .filter_map(|(sort, own)| Some((*sort, *own, fields.get(sort)?)));
        let Some((sort, own, entry)) = found.next() else {
            let problem = Problem::error(
                "yaml-missing-key",
                "this constraint does not say what it is",
            )
            .help("it needs primary_key, unique, check, foreign_key or exclude");
            self.report(problem, node.bytes());
            return None;
        };
        for other in node.entries().unwrap_or_default() {
            let name = other.name();
            if name != sort && !own.contains(&name) && !OF_ALL.contains(&name) {
                let message = format!("`{name}` does not go with `{sort}`");
                self.error("yaml-unknown-key", &message, other.key.bytes());
            }
        }
        Some((sort, entry))
    }

    /// Says the comment on what may have no name, and then takes none.
    pub fn named_comment(&mut self, target: Option<Target>, what: &str, fields: Fields) {
        let Some(comment) = fields.get("comment") else {
            return;
        };
        match target {
            Some(target) => self.comment(&target, comment),
            None => {
                let message = format!("a comment needs the name of the {what}");
                self.error("yaml-missing-key", &message, comment.key.bytes());
            }
        }
    }

    /// Gives a constraint in SQL back to stand in CREATE TABLE, unless it says NOT VALID.
    fn constraint_text(&mut self, table: &Table, mut sql: Sql, node: &Node) -> Option<Sql> {
        let text = self.fragment(node, Fence::Item)?;
        let tokens = self.tokens(&text)?;
        let words: Vec<String> = tokens.solid().map(|(t, _)| word(t)).collect();
        sql.add(text);
        if !words.ends_with(&["not".to_string(), "valid".to_string()]) {
            return Some(sql);
        }
        let mut later = table.alter(node.bytes());
        later.words("add", node.bytes()).add(sql);
        self.follow(later);
        None
    }
}

fn word(token: &Token) -> String {
    match token {
        Token::Word(w) => w.value.to_ascii_lowercase(),
        _ => String::new(),
    }
}
