//! `columns`.

use sqlparser::tokenizer::Token;

use crate::diagnostic::Problem;
use crate::text::typename::builtin;
use crate::text::yaml::{Entry, Node};

use super::constraints::{CHECKS, COLUMN_KEY, COLUMN_UNIQUE};
use super::extras::{ALLOW, COMMENT, IGNORE, RENAMED_FROM};
use super::fence::{Fence, place};
use super::foreign::OPTIONS;
use super::foreign_keys::REFERENCES;
use super::privileges::{GRANTS, Grantable, REVOKES};
use super::reading::{Fields, Reading, truth};
use super::shape::{self, Keys, Shape, key};
use super::sql::Sql;
use super::tables::Table;

const IDENTITY_OPTIONS: Keys = Keys {
    what: "an identity",
    keys: &[
        key("always", Shape::Sql, "options of its sequence"),
        key("by_default", Shape::Sql, "options of its sequence"),
    ],
};

const IDENTITY: Shape = Shape::Any(&[
    Shape::Words(&["always", "by default"]),
    Shape::Keys(&IDENTITY_OPTIONS),
]);

const GENERATED: Keys = Keys {
    what: "a generated column",
    keys: &[
        key("expression", Shape::Sql, "what it is computed from"),
        key(
            "stored",
            Shape::Truth,
            "whether it is kept on disk; true if absent",
        ),
    ],
};

const COLUMN: Keys = Keys {
    what: "a column",
    keys: &[
        key("type", Shape::Sql, "its type"),
        key("collation", Shape::Name, "its collation"),
        key("not_null", Shape::Truth, "whether it takes no nulls"),
        key(
            "default",
            Shape::Any(&[Shape::Nothing, Shape::Sql]),
            "the default, an expression",
        ),
        key("identity", IDENTITY, "always or by default"),
        key(
            "generated",
            Shape::Any(&[Shape::Sql, Shape::Keys(&GENERATED)]),
            "what it is computed from",
        ),
        key("primary_key", COLUMN_KEY, "whether it is the primary key"),
        key("unique", COLUMN_UNIQUE, "whether no value stands twice"),
        key("check", CHECKS, "what its value must fulfil"),
        key(
            "references",
            REFERENCES,
            "the table and column that its values stand in",
        ),
        key(
            "storage",
            Shape::Words(&["plain", "external", "extended", "main", "default"]),
            "how long values are kept",
        ),
        key(
            "compression",
            Shape::Words(&["pglz", "lz4", "default"]),
            "how they are compressed",
        ),
        key("statistics", Shape::Number, "the statistics target"),
        key(
            "attribute_options",
            shape::OPTIONS,
            "n_distinct and n_distinct_inherited",
        ),
        OPTIONS,
        COMMENT,
        ALLOW,
        IGNORE,
        RENAMED_FROM,
        GRANTS,
        REVOKES,
    ],
};

/// What stands under `columns`.
pub const COLUMNS: Shape = Shape::Named(&Shape::Any(&[Shape::Sql, Shape::Keys(&COLUMN)]));

impl Reading<'_> {
    /// Reads the columns of a table.
    pub fn columns(&mut self, table: &Table, entries: &[Entry]) -> Vec<Sql> {
        entries
            .iter()
            .filter_map(|e| self.column(table, e))
            .collect()
    }

    fn column(&mut self, table: &Table, entry: &Entry) -> Option<Sql> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let name = self.name(key)?;
        let definition = match entry.value.scalar() {
            Some(_) => self.fragment(&entry.value, Fence::Item)?,
            None => self.column_definition(table, &name, key, fields)?,
        };
        let mut sql = self.renamed(fields);
        sql.add(name.clone()).add(definition);
        self.column_extras(table, &name, key, fields);
        Some(sql)
    }

    fn column_definition(
        &mut self,
        table: &Table,
        name: &Sql,
        key: &Node,
        fields: Fields,
    ) -> Option<Sql> {
        let ty = self.needed(fields, "type", "a column", key)?;
        let mut sql = self.type_name(&ty.value)?;
        // A child table takes it over from the definition, and may have another one later.
        if let Some((entry, value)) = fields.word("compression").filter(|_| !table.is_child) {
            let mut compression = Sql::of("compression", entry.key.bytes());
            compression.words(&value, entry.value.bytes());
            sql.add(compression);
        }
        self.qualified_clause(&mut sql, fields, "collation", "collate");
        self.value_clauses(&mut sql, fields);
        if let Some(entry) = fields.get("not_null") {
            let words = if truth(&entry.value) == Some(true) {
                "not null"
            } else {
                "null"
            };
            sql.words(words, entry.bytes());
        }
        for part in self.column_constraints(table, name, fields) {
            sql.add(part);
        }
        Some(sql)
    }

    fn value_clauses(&mut self, sql: &mut Sql, fields: Fields) {
        for part in [
            fields.get("generated").and_then(|e| self.generated(e)),
            fields.get("identity").and_then(|e| self.identity(e)),
            fields.get("default").and_then(|e| self.default(e)),
        ] {
            sql.add(part.unwrap_or_default());
        }
    }

    fn generated(&mut self, entry: &Entry) -> Option<Sql> {
        let fields = Fields::of(&entry.value);
        let virtually = fields.value("stored").and_then(truth) == Some(false);
        let expression = self.short_or(entry, "expression", "a generated column")?;
        let mut sql = Sql::of("generated always as", entry.key.bytes());
        sql.add(self.expression(expression)?);
        sql.words(
            if virtually { "virtual" } else { "stored" },
            entry.key.bytes(),
        );
        Some(sql)
    }

    fn identity(&mut self, entry: &Entry) -> Option<Sql> {
        let cause = entry.bytes();
        if let Some(word) = entry.value.scalar() {
            let words = format!("generated {} as identity", word.text.to_ascii_lowercase());
            return Some(Sql::of(&words, cause));
        }
        let fields = Fields::of(&entry.value);
        let (words, options) = match (fields.value("always"), fields.value("by_default")) {
            (Some(options), None) => ("generated always as identity", options),
            (None, Some(options)) => ("generated by default as identity", options),
            (None, None) | (Some(_), Some(_)) => {
                let message = "an identity is either `always` or `by_default`";
                self.error("yaml-missing-key", message, entry.key.bytes());
                return None;
            }
        };
        let mut sql = Sql::of(words, entry.key.bytes());
        sql.add(self.expression(options)?);
        Some(sql)
    }

    /// Reads a default. Parentheses keep what follows an expression from being taken for more than that.
    pub fn default(&mut self, entry: &Entry) -> Option<Sql> {
        let expression = self.fragment(&entry.value, Fence::Item)?;
        let tokens = self.tokens(&expression)?;
        let solid: Vec<&Token> = tokens.solid().map(|(t, _)| t).collect();
        if let [Token::Word(word)] = solid.as_slice()
            && word.quote_style.is_none()
            && !VALUES.contains(&word.value.to_ascii_lowercase().as_str())
        {
            self.word_for_text(&word.value, &expression);
            return None;
        }
        let mut sql = Sql::of("default", entry.key.bytes());
        sql.add(match is_simple(&solid) {
            true => expression,
            false => expression.parenthesised(entry.value.bytes()),
        });
        Some(sql)
    }

    fn word_for_text(&mut self, word: &str, expression: &Sql) {
        let message = format!("a default cannot be the bare word `{word}`");
        let help = format!("for the text write `\"'{word}'\"`: SQL's quotes within YAML's");
        let bytes = place(expression, 0..expression.text().len());
        self.report(Problem::error("yaml-sql", message).help(help), bytes);
    }

    fn column_extras(&mut self, table: &Table, name: &Sql, key: &Node, fields: Fields) {
        if let Some(entry) = fields.get("comment") {
            let target = table.column(name.clone(), key);
            self.comment(&target, entry);
        }
        let mut on = Grantable::thing("table", table.name.clone(), table.key);
        on.column = Some(name.clone().parenthesised(key.bytes()));
        self.privileges(&on, fields);
        if let Some(entry) = fields.get("options") {
            let mut sql = table.alter(entry.key.bytes());
            sql.words("alter column", entry.key.bytes())
                .add(name.clone());
            self.wrapper_options(&mut sql, fields);
            self.follow(sql);
        }
        let change = |words: &str, entry: &Entry| {
            let mut sql = table.alter(entry.key.bytes());
            sql.words("alter column", entry.key.bytes())
                .add(name.clone());
            sql.words(words, entry.key.bytes());
            sql
        };
        let not_defined: &[&str] = match table.is_child {
            true => &["storage", "compression", "statistics"],
            false => &["storage", "statistics"],
        };
        for what in not_defined {
            if let Some((entry, value)) = fields.word(what) {
                let mut sql = change(&format!("set {what}"), entry);
                sql.words(&value, entry.value.bytes());
                match table.is_child {
                    true => self.follow_parents(sql),
                    false => self.follow(sql),
                }
            }
        }
        if let Some(entry) = fields.get("attribute_options") {
            let mut sql = change("set", entry);
            sql.add(self.parameters(entry));
            self.follow(sql);
        }
    }
}

/// The words that are a value without any more.
const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "current_user",
    "current_role",
    "session_user",
    "system_user",
    "user",
    "current_catalog",
    "current_schema",
];

/// Returns whether an expression needs no parentheses behind DEFAULT: a constant, a call of a function, what stands in
/// parentheses, or a cast of one of these.
fn is_simple(tokens: &[&Token]) -> bool {
    if let Some(at) = last_cast(tokens) {
        return is_simple(&tokens[..at]) && is_type(&tokens[at + 1..]);
    }
    match tokens {
        [_] => true,
        [Token::Minus, Token::Number(_, _)] => true,
        [Token::Word(_), Token::Period, call @ ..] if call.len() > 1 => is_simple(call),
        [Token::Word(_), Token::LParen, inner @ .., Token::RParen]
        | [Token::LParen, inner @ .., Token::RParen] => depths(inner).all(|d| d >= 0),
        _ => false,
    }
}

/// Returns where the last `::` is that stands in no parentheses.
fn last_cast(tokens: &[&Token]) -> Option<usize> {
    let places = tokens.iter().zip(depths(tokens)).enumerate();
    let casts = places.filter(|(_, (t, depth))| *depth == 0 && **t == &Token::DoubleColon);
    casts.map(|(at, _)| at).last()
}

/// Walks in how many parentheses the end of each token is; less than none where one is closed that was not opened.
fn depths(tokens: &[&Token]) -> impl Iterator<Item = i32> {
    tokens.iter().scan(0, |depth, token| {
        *depth += match token {
            Token::LParen => 1,
            Token::RParen => -1,
            _ => 0,
        };
        Some(*depth)
    })
}

/// Returns whether tokens are the name of a type, and nothing else.
fn is_type(tokens: &[&Token]) -> bool {
    let mut words = tokens;
    while let [rest @ .., Token::LBracket, Token::RBracket] = words {
        words = rest;
    }
    let is_modifier = |t: &&&Token| {
        matches!(
            t,
            Token::LParen | Token::Number(..) | Token::Comma | Token::RParen
        )
    };
    let words: Vec<&Token> = words.iter().filter(|t| !is_modifier(t)).copied().collect();
    match words.as_slice() {
        [Token::Word(_)] | [Token::Word(_), Token::Period, Token::Word(_)] => true,
        several => {
            let words = several.iter().map(|t| t.to_string().to_ascii_lowercase());
            builtin(&words.collect::<Vec<_>>().join(" ")).is_some()
        }
    }
}
