//! `functions` and `procedures`: name, arguments, result and body. Their attributes are in `attributes`.

use sqlparser::tokenizer::Token;

use crate::diagnostic::Problem;
use crate::text::yaml::{Entry, Node};

use super::attributes::{FUNCTION, PROCEDURE};
use super::extras::Target;
use super::fence::{Fence, place};
use super::name;
use super::reading::{Fields, Reading, one_or_many};
use super::shape::Shape;
use super::sql::Sql;

/// What stands under `functions`.
pub const FUNCTIONS: Shape = Shape::Named(&Shape::Any(&[Shape::Sql, Shape::Keys(&FUNCTION)]));
/// What stands under `procedures`.
pub const PROCEDURES: Shape = Shape::Named(&Shape::Any(&[Shape::Sql, Shape::Keys(&PROCEDURE)]));

/// A routine's name, and its arguments as each statement wants them.
struct Signature {
    name: Sql,
    /// With defaults, for CREATE.
    full: Vec<Sql>,
    /// Without defaults, to name the routine.
    bare: Vec<Sql>,
}

impl Reading<'_> {
    /// Reads functions or procedures.
    pub fn routines(&mut self, noun: &'static str, node: &Node) {
        for entry in node.entries().unwrap_or_default() {
            self.routine(noun, entry);
        }
    }

    fn routine(&mut self, noun: &'static str, entry: &Entry) -> Option<()> {
        let (key, fields) = (&entry.key, Fields::of(&entry.value));
        let signature = self.signature(key, fields)?;
        let mut sql = self.start(&format!("create {noun}"), key, fields);
        sql.add(signature.name.clone());
        sql.append(Sql::list(signature.full, key.bytes()));
        match entry.value.scalar() {
            Some(_) => sql.add(self.fragment(&entry.value, Fence::Rest)?),
            None => sql.add(self.routine_definition(entry, fields)?),
        };
        self.define(sql);
        let mut name = signature.name;
        name.append(Sql::list(signature.bare, key.bytes()));
        self.about(&Target::new(noun, name, key), fields);
        Some(())
    }

    /// Reads the key, `name` or `name(arguments)`, and `arguments`.
    fn signature(&mut self, key: &Node, fields: Fields) -> Option<Signature> {
        let scalar = key.scalar()?;
        let arguments = fields.get("arguments");
        let Some(open) = opening(&scalar.text) else {
            let name = self.qualified(key)?;
            let full = arguments.map_or(Some(Vec::new()), |e| self.arguments(e))?;
            return self.signed(name, full);
        };
        if let Some(entry) = arguments {
            let message = "the arguments stand in the key already";
            self.error("yaml-value", message, entry.key.bytes());
        }
        let whole = Sql::copy(scalar);
        let list = whole.slice(open..scalar.text.len()).trimmed();
        let name = part_of_name(&whole, open).filter(|_| list.text().ends_with(')'));
        let name = name.or_else(|| self.no_signature(key, &scalar.text))?;
        let list = self.fenced(list, key, Fence::Item)?;
        let list = list.slice(1..list.text().len() - 1).trimmed();
        let full = match list.text() {
            "" => Vec::new(),
            _ => self.separated(list, key)?,
        };
        self.signed(name, full)
    }

    fn no_signature(&mut self, key: &Node, text: &str) -> Option<Sql> {
        let problem = Problem::error(
            "yaml-name",
            format!("`{text}` is not a name with arguments"),
        )
        .help("as in: add(a integer, b integer default 0)");
        self.report(problem, key.bytes());
        None
    }

    fn separated(&mut self, list: Sql, key: &Node) -> Option<Vec<Sql>> {
        let tokens = self.tokens(&list)?;
        let ranges = tokens.between_commas(list.text().len());
        ranges
            .into_iter()
            .map(|r| self.fenced(list.slice(r), key, Fence::Item))
            .collect()
    }

    fn arguments(&mut self, entry: &Entry) -> Option<Vec<Sql>> {
        let Some(entries) = entry.value.entries() else {
            return Some(self.fragments(&entry.value, Fence::Item));
        };
        self.named_types(entries)
    }

    /// Reads names with a type behind each.
    pub fn named_types(&mut self, entries: &[Entry]) -> Option<Vec<Sql>> {
        let mut out = Vec::new();
        for entry in entries {
            let mut sql = self.name(&entry.key)?;
            sql.add(self.fragment(&entry.value, Fence::Item)?);
            out.push(sql);
        }
        Some(out)
    }

    fn signed(&mut self, name: Sql, full: Vec<Sql>) -> Option<Signature> {
        let bare = full
            .iter()
            .map(|a| self.without_default(a))
            .collect::<Option<_>>()?;
        Some(Signature { name, full, bare })
    }

    fn without_default(&mut self, argument: &Sql) -> Option<Sql> {
        let tokens = self.tokens(argument)?;
        let default = tokens.solid().find(|(t, _)| match t {
            Token::Word(w) => w.quote_style.is_none() && w.value.eq_ignore_ascii_case("default"),
            t => matches!(t, Token::Eq | Token::Assignment),
        });
        Some(match default {
            Some((_, bytes)) => argument.slice(0..bytes.start).trimmed(),
            None => argument.clone(),
        })
    }

    fn routine_definition(&mut self, entry: &Entry, fields: Fields) -> Option<Sql> {
        let mut sql = Sql::default();
        if let Some(entry) = fields.get("returns") {
            let returns = self.returns(entry)?;
            sql.words("returns", entry.key.bytes()).add(returns);
        }
        if fields.get("language").is_none() {
            sql.words("language sql", entry.key.bytes());
        }
        self.name_clause(&mut sql, fields, "language", "language");
        sql.add(self.attributes(fields));
        sql.add(self.body(entry, fields)?);
        Some(sql)
    }

    fn returns(&mut self, entry: &Entry) -> Option<Sql> {
        if let Some(columns) = entry.value.entries() {
            let columns = self.named_types(columns)?;
            let mut sql = Sql::of("table", entry.value.bytes());
            sql.add(Sql::list(columns, entry.value.bytes()));
            return Some(sql);
        }
        let sql = self.fragment(&entry.value, RESULT_ENDS)?;
        Some(sql)
    }

    /// Reads the body: one of the keys that can say it.
    fn body(&mut self, entry: &Entry, fields: Fields) -> Option<Sql> {
        let found: Vec<&Entry> = BODIES.iter().filter_map(|k| fields.get(k)).collect();
        let one = match found.as_slice() {
            [one] => *one,
            [library, symbol] if library.name() == "library" && symbol.name() == "symbol" => {
                return self.compiled(library, Some(symbol));
            }
            [] => {
                let problem = Problem::error("yaml-missing-key", "this has no body")
                    .help("it needs `body`, `return` or `atomic`");
                self.report(problem, entry.key.bytes());
                return None;
            }
            [_, second, ..] => {
                let message = "a body is written under one key only";
                self.error("yaml-value", message, second.key.bytes());
                return None;
            }
        };
        match one.name() {
            "return" => self.returned(one),
            "atomic" => self.atomic(one),
            "body" => self.quoted_body(one),
            _ => self.compiled(one, None),
        }
    }

    fn quoted_body(&mut self, entry: &Entry) -> Option<Sql> {
        let mut sql = Sql::of("as", entry.key.bytes());
        sql.add(Sql::dollar(entry.value.scalar()?, entry.value.bytes()));
        Some(sql)
    }

    fn returned(&mut self, entry: &Entry) -> Option<Sql> {
        let expression = self.fragment(&entry.value, Fence::Rest)?;
        let mut sql = Sql::of("return", entry.key.bytes());
        sql.add(expression);
        Some(sql)
    }

    fn atomic(&mut self, entry: &Entry) -> Option<Sql> {
        let statements = self.fragment(&entry.value, Fence::Atomic)?;
        let closed = statements.text().trim_end().ends_with(';');
        let mut sql = Sql::of("begin atomic", entry.key.bytes());
        sql.add(statements);
        sql.push(if closed { "" } else { ";" }, entry.value.bytes());
        sql.words("end", entry.key.bytes());
        Some(sql)
    }

    fn compiled(&mut self, first: &Entry, symbol: Option<&Entry>) -> Option<Sql> {
        let mut list = Vec::new();
        for entry in [Some(first), symbol].into_iter().flatten() {
            list.push(Sql::literal(entry.value.scalar()?, entry.value.bytes()));
        }
        let mut sql = Sql::of("as", first.key.bytes());
        sql.listed(list);
        Some(sql)
    }

    /// Reads types, one or a list, each with a word in front.
    pub fn transforms(&mut self, node: &Node) -> Vec<Sql> {
        let mut out = Vec::new();
        for node in one_or_many(node) {
            let Some(name) = self.type_name(node) else {
                continue;
            };
            let mut sql = Sql::of("for type", node.bytes());
            sql.add(name);
            out.push(sql);
        }
        out
    }
}

const BODIES: [&str; 5] = ["body", "return", "atomic", "library", "symbol"];
const RESULT_ENDS: Fence = Fence::Without(&[
    "language",
    "immutable",
    "stable",
    "volatile",
    "strict",
    "security",
    "parallel",
    "cost",
    "rows",
    "support",
    "set",
    "as",
    "return",
    "window",
    "leakproof",
    "called",
    "transform",
    "begin",
    "external",
    "returns",
]);

/// Reads the name before the arguments.
fn part_of_name(whole: &Sql, open: usize) -> Option<Sql> {
    let text = whole.text()[..open].trim_end();
    let printed = name::split(text)?.join(".");
    Some(match printed == text {
        true => whole.slice(0..text.len()),
        false => Sql::of(&printed, place(whole, 0..text.len())),
    })
}

/// Returns where the arguments open, outside of quotes.
fn opening(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.bytes().position(|b| {
        quoted ^= b == b'"';
        b == b'(' && !quoted
    })
}
