//! `triggers`: of a table or view, and at the top those on tables that the file does not define.

use sqlparser::tokenizer::Token;

use crate::diagnostic::Problem;
use crate::text::yaml::{Entry, Node};

use super::clauses::word_clause;
use super::constraints::{DEFERRABLE, INITIALLY};
use super::extras::{COMMENT, RENAMED_FROM, Target};
use super::fence::{Fence, place};
use super::reading::{Fields, Reading, one_or_many, truth};
use super::shape::{Keys, SQLS, Shape, key};
use super::sql::Sql;
use super::tables::Table;

const REFERENCING: Keys = Keys {
    what: "`referencing`",
    keys: &[
        key("old_table", Shape::Name, "the rows before"),
        key("new_table", Shape::Name, "the rows after"),
    ],
};

/// When a trigger or rule is in force.
pub const ENABLED: Shape = Shape::Any(&[Shape::Truth, Shape::Words(&["replica", "always"])]);

const TRIGGER: Keys = Keys {
    what: "a trigger",
    keys: &[
        key("before", SQLS, "the events that it comes before"),
        key("after", SQLS, "the events that it comes after"),
        key("instead_of", SQLS, "the events that it stands for"),
        key(
            "for_each",
            Shape::Words(&["row", "statement"]),
            "row if absent",
        ),
        key("when", Shape::Sql, "the rows that it is about"),
        key("execute", Shape::Sql, "the function, with its arguments"),
        key(
            "referencing",
            Shape::Keys(&REFERENCING),
            "names of the transition tables",
        ),
        key(
            "constraint",
            Shape::Truth,
            "whether it is a constraint trigger",
        ),
        key(
            "from",
            Shape::Name,
            "the other table of a constraint trigger",
        ),
        DEFERRABLE,
        INITIALLY,
        key("enabled", ENABLED, "when it fires"),
        COMMENT,
        RENAMED_FROM,
    ],
};

/// What stands under `triggers` of a table.
pub const TRIGGERS: Shape = Shape::Named(&Shape::Any(&[Shape::Sql, Shape::Keys(&TRIGGER)]));
/// What stands under `triggers` at the top.
pub const ALL_TRIGGERS: Shape = Shape::Named(&TRIGGERS);

const TIMES: [(&str, &str); 3] = [
    ("before", "before"),
    ("after", "after"),
    ("instead_of", "instead of"),
];
/// The words that may stand behind the table in CREATE TRIGGER.
const BEHIND_TABLE: &[&str] = &[
    "from",
    "not",
    "deferrable",
    "initially",
    "referencing",
    "for",
    "when",
    "execute",
];
const EVENT_ENDS: &[&str] = &[
    "on",
    "from",
    "not",
    "deferrable",
    "initially",
    "referencing",
    "for",
    "when",
    "execute",
];

impl Reading<'_> {
    /// Reads the triggers of a table.
    pub fn triggers(&mut self, table: &Table, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.trigger(table, entry);
        }
    }

    fn trigger(&mut self, table: &Table, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let name = self.title(key)?;
        let words = fields.choose("constraint", "create constraint trigger", "create trigger");
        let definition = match entry.value.scalar() {
            Some(_) => self.trigger_text(table, entry)?,
            None => self.trigger_definition(table, entry, fields)?,
        };
        let mut sql = self.start(words, key, fields);
        sql.add(name.clone()).add(definition);
        self.follow(sql);
        self.switched("trigger", table, &name, fields);
        if let Some(comment) = fields.get("comment") {
            let name = table.on(name, key.bytes());
            self.comment(&Target::new("trigger", name, key), comment);
        }
        Some(())
    }

    /// Puts the table into a trigger that is written in SQL without it.
    fn trigger_text(&mut self, table: &Table, entry: &Entry) -> Option<Sql> {
        let text = self.fragment(&entry.value, Fence::Rest)?;
        let tokens = self.tokens(&text)?;
        if let Some((_, bytes)) = tokens.solid().find(|(t, _)| is_one_of(t, &["on"])) {
            let message = "the table of a trigger is known here: leave `on` and the table out";
            self.error("yaml-sql", message, place(&text, bytes));
            return None;
        }
        let behind = tokens.solid().find(|(t, _)| is_one_of(t, BEHIND_TABLE));
        let Some((_, bytes)) = behind else {
            let problem = Problem::error("yaml-sql", "this trigger does not say what it executes")
                .help("as in: before update for each row execute function touch()");
            self.report(problem, entry.value.bytes());
            return None;
        };
        let mut sql = text.slice(0..bytes.start).trimmed();
        sql.words("on", entry.key.bytes()).add(table.name.clone());
        sql.add(text.slice(bytes.start..text.text().len()));
        Some(sql)
    }

    fn trigger_definition(&mut self, table: &Table, entry: &Entry, fields: Fields) -> Option<Sql> {
        let mut sql = self.events(entry, fields)?;
        sql.words("on", entry.key.bytes()).add(table.name.clone());
        self.qualified_clause(&mut sql, fields, "from", "from");
        self.deferral(&mut sql, fields);
        if let Some(entry) = fields.get("referencing") {
            self.transition_tables(&mut sql, entry);
        }
        if fields.get("for_each").is_none() {
            sql.words("for each row", entry.key.bytes());
        }
        word_clause(&mut sql, fields, "for_each", "for each");
        self.expression_clause(&mut sql, fields, "when", "when");
        self.execute(&mut sql, entry, fields)?;
        Some(sql)
    }

    fn events(&mut self, entry: &Entry, fields: Fields) -> Option<Sql> {
        let found: Vec<_> = TIMES
            .iter()
            .filter_map(|(k, words)| Some((*words, fields.get(k)?)))
            .collect();
        let [(words, when)] = found.as_slice() else {
            let message = "a trigger comes `before`, `after` or `instead_of` events: one of them";
            self.error("yaml-missing-key", message, entry.key.bytes());
            return None;
        };
        let mut events = Vec::new();
        for node in one_or_many(&when.value) {
            events.push(self.event(node)?);
        }
        let mut sql = Sql::of(words, when.key.bytes());
        let mut list = Sql::default();
        list.join(events, " or ");
        sql.add(list);
        Some(sql)
    }

    /// Reads an event; the columns of UPDATE OF have commas between them.
    fn event(&mut self, node: &Node) -> Option<Sql> {
        let sql = self.fragment(node, Fence::Rest)?;
        let tokens = self.tokens(&sql)?;
        let beyond = tokens.solid().find(|(t, _)| is_one_of(t, EVENT_ENDS));
        let Some((token, bytes)) = beyond else {
            return Some(sql);
        };
        let message = format!("`{token}` is not part of the event: it has a key of its own");
        self.error("yaml-sql", &message, place(&sql, bytes));
        None
    }

    fn transition_tables(&mut self, sql: &mut Sql, entry: &Entry) {
        let fields = Fields::of(&entry.value);
        sql.words("referencing", entry.key.bytes());
        self.name_clause(sql, fields, "old_table", "old table as");
        self.name_clause(sql, fields, "new_table", "new table as");
    }

    fn execute(&mut self, sql: &mut Sql, of: &Entry, fields: Fields) -> Option<()> {
        let entry = self.needed(fields, "execute", "a trigger", &of.key)?;
        let mut call = self.fragment(&entry.value, Fence::Item)?;
        let tokens = self.tokens(&call)?;
        let signs: Vec<&Token> = tokens.solid().map(|(t, _)| t).collect();
        let name = signs
            .iter()
            .take_while(|t| matches!(t, Token::Word(_) | Token::Period));
        match &signs[name.count()..] {
            [] => {
                call.push("()", entry.value.bytes());
            }
            [Token::LParen, inner @ .., Token::RParen] if !inner.contains(&&Token::LParen) => {}
            _ => {
                let message = "this is not the call of a function, as in touch() or audit('users')";
                self.error("yaml-sql", message, entry.value.bytes());
                return None;
            }
        }
        sql.words("execute function", entry.key.bytes()).add(call);
        Some(())
    }

    /// Says when a trigger or rule is in force.
    pub fn switched(&mut self, noun: &str, table: &Table, name: &Sql, fields: Fields) {
        let Some((entry, word)) = fields.word("enabled") else {
            return;
        };
        let words = match truth(&entry.value) {
            Some(true) => return,
            Some(false) => format!("disable {noun}"),
            None => format!("enable {word} {noun}"),
        };
        let mut sql = table.alter(entry.key.bytes());
        sql.words(&words, entry.bytes()).add(name.clone());
        self.follow(sql);
    }
}

fn is_one_of(token: &Token, words: &[&str]) -> bool {
    let found = |w: &str| words.iter().any(|x| x.eq_ignore_ascii_case(w));
    matches!(token, Token::Word(w) if w.quote_style.is_none() && found(&w.value))
}
