//! What a statement is about, as its first words tell.

use super::blocks::is_of_word;
use crate::desired::ahead::MODIFIERS;

/// What the first words of a statement tell; the text is in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head<'t> {
    /// It makes things of these names, the last parts of them.
    Makes(Vec<&'t str>),
    /// It says something of things of these names.
    Says(Vec<&'t str>),
    /// Anything else: what it changes is not known.
    Other,
}

/// The objects that have a name of their own.
const NAMED: &[&str] = &[
    "table",
    "view",
    "type",
    "domain",
    "sequence",
    "function",
    "procedure",
    "routine",
    "aggregate",
    "publication",
];
/// The objects that stand on a table, which is named behind ON.
const ON_TABLE: &[&str] = &["index", "trigger", "policy"];
/// What COMMENT ON says of a part: its name comes before that of the table.
const PARTS: &[&str] = &["trigger", "policy", "constraint"];
/// What makes a table or view one of another kind.
const QUALIFIERS: &[&str] = &["foreign", "materialized"];

impl<'t> Head<'t> {
    /// Reads the first words of a text.
    pub fn of(text: &'t str) -> Head<'t> {
        let mut words = Words::new(text);
        let read = match words.next() {
            Some("create") => words.made(),
            Some("alter") => words.altered(),
            Some("comment") => words.commented(),
            Some("grant" | "revoke") => words.granted(),
            Some("insert") => words.inserted(),
            _ => None,
        };
        read.unwrap_or(Head::Other)
    }

    /// Returns the names.
    pub fn names(&self) -> &[&'t str] {
        match self {
            Head::Makes(names) | Head::Says(names) => names,
            Head::Other => &[],
        }
    }
}

/// The words and signs of a text in lower case, comments and blanks left out.
#[derive(Clone)]
pub struct Words<'t> {
    text: &'t str,
}

impl<'t> Iterator for Words<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        self.skip_blanks();
        let bytes = self.text.as_bytes();
        let (word, length) = match *bytes.first()? {
            b'"' => {
                let end = self.text[1..].find('"')? + 1;
                (&self.text[1..end], end + 1)
            }
            byte if is_of_word(byte) => {
                let end = bytes.iter().position(|b| !is_of_word(*b));
                let end = end.unwrap_or(bytes.len());
                (&self.text[..end], end)
            }
            _ => (&self.text[..1], 1),
        };
        self.text = &self.text[length..];
        Some(word)
    }
}

impl<'t> Words<'t> {
    /// Begins at the start of a text.
    pub fn new(text: &'t str) -> Words<'t> {
        Words { text }
    }

    fn skip_blanks(&mut self) {
        loop {
            self.text = self.text.trim_start();
            let end = if self.text.starts_with("--") {
                self.text.find('\n')
            } else if self.text.starts_with("/*") {
                self.text.find("*/").map(|at| at + 2)
            } else {
                return;
            };
            self.text = &self.text[end.unwrap_or(self.text.len())..];
        }
    }

    fn peek(&self) -> Option<&'t str> {
        self.clone().next()
    }

    fn accept(&mut self, words: &[&str]) -> bool {
        let mut ahead = self.clone();
        let all = words.iter().all(|word| ahead.next() == Some(word));
        if all {
            *self = ahead;
        }
        all
    }

    fn skip(&mut self, words: &[&str]) {
        while self.peek().is_some_and(|word| words.contains(&word)) {
            self.next();
        }
    }

    /// Reads a name with its schema and whatever stands before it, and returns the parts.
    fn parts(&mut self) -> Option<Vec<&'t str>> {
        let mut parts = vec![self.next().filter(|w| is_name(w))?];
        while self.accept(&["."]) {
            parts.push(self.next().filter(|w| is_name(w))?);
        }
        Some(parts)
    }

    fn name(&mut self) -> Option<&'t str> {
        self.parts()?.pop()
    }

    /// Goes behind a word.
    fn behind(&mut self, word: &str) -> Option<()> {
        self.by_ref().any(|w| w == word).then_some(())
    }

    /// Reads the name of the table behind ON.
    fn on(&mut self) -> Option<&'t str> {
        self.behind("on")?;
        self.accept(&["only"]);
        self.name()
    }

    fn made(&mut self) -> Option<Head<'t>> {
        self.skip(MODIFIERS);
        self.skip(QUALIFIERS);
        let noun = self.next()?;
        self.accept(&["concurrently"]);
        self.accept(&["if", "not", "exists"]);
        if ON_TABLE.contains(&noun) {
            let own = match self.peek()? {
                "on" => None,
                _ => Some(self.name()?),
            };
            let table = self.on()?;
            return Some(Head::Makes(own.into_iter().chain([table]).collect()));
        }
        if !NAMED.contains(&noun) {
            return None;
        }
        let name = self.name()?;
        let plain = match noun {
            // The type of several ranges comes along, and a base type needs functions that are made before it.
            "type" => self.accept(&["as"]) && matches!(self.peek(), Some("enum" | "(")),
            // Of all tables, those that are not named among them.
            "publication" => !self.clone().any(|w| ["all", "schema"].contains(&w)),
            _ => true,
        };
        plain.then(|| Head::Makes(vec![name]))
    }

    fn altered(&mut self) -> Option<Head<'t>> {
        self.skip(QUALIFIERS);
        let noun = self.next()?;
        self.accept(&["if", "exists"]);
        self.accept(&["only"]);
        if ON_TABLE.contains(&noun) && noun != "index" {
            let own = self.name()?;
            return Some(Head::Says(vec![own, self.on()?]));
        }
        let known = NAMED.contains(&noun) || noun == "index";
        // What has another name from here on is not looked for.
        if !known || self.peek() == Some("all") || self.clone().any(|w| w == "rename") {
            return None;
        }
        Some(Head::Says(vec![self.name()?]))
    }

    fn commented(&mut self) -> Option<Head<'t>> {
        self.accept(&["on"]).then_some(())?;
        self.skip(QUALIFIERS);
        let noun = self.next()?;
        if PARTS.contains(&noun) {
            let own = self.name()?;
            self.behind("on")?;
            // A constraint of a domain.
            self.accept(&["domain"]);
            return Some(Head::Says(vec![own, self.name()?]));
        }
        let mut parts = self.parts()?;
        if noun == "column" {
            parts.pop();
        }
        let known = NAMED.contains(&noun) || ["index", "column"].contains(&noun);
        known.then_some(())?;
        Some(Head::Says(vec![parts.pop()?]))
    }

    fn granted(&mut self) -> Option<Head<'t>> {
        self.behind("on")?;
        let noun = self.peek()?;
        if [
            "schema",
            "all",
            "database",
            "language",
            "foreign",
            "tablespace",
            "large",
            "parameter",
        ]
        .contains(&noun)
        {
            return None;
        }
        if NAMED.contains(&noun) {
            self.next();
        }
        let mut names = vec![self.name()?];
        loop {
            match self.next()? {
                "(" => self.behind(")")?,
                "," => names.push(self.name()?),
                "to" | "from" => return Some(Head::Says(names)),
                _ => return None,
            }
        }
    }

    fn inserted(&mut self) -> Option<Head<'t>> {
        self.accept(&["into"]).then_some(())?;
        Some(Head::Says(vec![self.name()?]))
    }
}

/// Returns whether a word may be a name, and is no sign.
fn is_name(word: &str) -> bool {
    // A quoted name may begin with anything, but is hardly ever one sign.
    word.len() > 1 || word.bytes().all(is_of_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn makes(text: &str) -> Vec<&str> {
        match Head::of(text) {
            Head::Makes(names) => names,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn says(text: &str) -> Vec<&str> {
        match Head::of(text) {
            Head::Says(names) => names,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn what_is_made_has_its_name_and_that_of_its_table() {
        for (text, names) in [
            ("-- a\ncreate table if not exists app.t (", &["t"][..]),
            ("create or replace view \"a b\".\"c d\" as", &["c d"]),
            (
                "create unique index concurrently i on only app.t (x)",
                &["i", "t"],
            ),
            ("create index on t using gin (x)", &["t"]),
            (
                "create trigger r after update of a, b on app.t for",
                &["r", "t"],
            ),
            (
                "create constraint trigger r after insert on t from u",
                &["r", "t"],
            ),
            ("create policy p on t to x", &["p", "t"]),
            ("create type app.e as enum ('a')", &["e"]),
            ("create materialized view m as", &["m"]),
            ("create /* so */ foreign table f (", &["f"]),
            ("create function app.f(x int) returns", &["f"]),
            ("create publication p for table t, u", &["p"]),
        ] {
            assert_eq!(makes(text), names, "{text}");
        }
    }

    #[test]
    fn what_is_said_has_the_names_that_it_is_about() {
        for (text, names) in [
            ("alter table only app.t add", &["t"][..]),
            ("alter materialized view if exists m set", &["m"]),
            ("alter index i set", &["i"]),
            ("alter policy p on app.t using", &["p", "t"]),
            ("comment on column app.t.c is", &["t"]),
            ("comment on constraint c on domain d is", &["c", "d"]),
            ("comment on trigger r on app.t is", &["r", "t"]),
            ("grant select (a, b) on app.t, u to r", &["t", "u"]),
            (
                "grant execute on function app.f(int, text), g to r",
                &["f", "g"],
            ),
            ("revoke all on t from public", &["t"]),
            ("insert into app.t (a) values", &["t"]),
        ] {
            assert_eq!(says(text), names, "{text}");
        }
    }

    #[test]
    fn all_else_may_change_anything() {
        for text in [
            "",
            "\\restrict x\ncreate table t ()",
            "set search_path = app",
            "create schema s",
            "create type r as range (",
            "create type b (input = f)",
            "create operator + (",
            "create publication p for all tables",
            "create publication p for tables in schema s",
            "create rule r as on",
            "alter default privileges grant select on tables to r",
            "alter table t rename to u",
            "alter index all in tablespace a set tablespace b",
            "grant a to b",
            "grant usage on schema s to r",
            "grant select on all tables in schema s to r",
            "do $$ create table t () $$",
            "drop table t",
            "comment on schema s is",
            "(",
        ] {
            assert_eq!(Head::of(text), Head::Other, "{text}");
        }
    }
}
