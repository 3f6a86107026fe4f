//! One key of an index or an exclusion constraint: a column or an expression, and how it is ordered.

use sqlparser::tokenizer::Token;

use super::Options;
use super::class::{self, Loose};
use super::naming;
use crate::diagnostic::Result;
use crate::kind::Draft;
use crate::kinds::column::read_collation;
use crate::text::sql::Reader;
use crate::text::{Expr, quote};

/// The collation of a database, named where a column has another.
pub const DEFAULT_COLLATION: &str = "\"default\"";

/// What a key is computed from.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// A column.
    Column(String),
    /// An expression.
    Expr(Expr),
}

/// One key; what is the default of its type, column and direction is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// What it is computed from.
    pub key: Key,
    /// The collation as SQL.
    pub collation: Option<String>,
    /// The operator class.
    pub class: Option<Loose>,
    /// The options of the operator class.
    pub class_options: Options,
    /// Whether the order is descending.
    pub descending: bool,
    /// Whether nulls come first.
    pub nulls_first: bool,
}

impl Element {
    /// Returns whether its operator class is found along the search path.
    pub fn follows_path(&self) -> bool {
        self.class
            .as_ref()
            .is_some_and(|class| class.schema.is_none())
    }

    /// Makes a key of a column with all defaults.
    pub fn column(name: &str) -> Element {
        Element::of(Key::Column(name.to_string()))
    }

    /// Makes a key with all defaults.
    pub fn of(key: Key) -> Element {
        Element {
            key,
            collation: None,
            class: None,
            class_options: Options::default(),
            descending: false,
            nulls_first: false,
        }
    }

    /// Returns the column, if the key is one.
    pub fn name(&self) -> Option<&str> {
        match &self.key {
            Key::Column(name) => Some(name),
            Key::Expr(_) => None,
        }
    }

    /// Returns whether nothing is said but a column.
    pub fn is_plain(&self) -> bool {
        self.name()
            .is_some_and(|name| *self == Element::column(name))
    }

    /// Returns the element as SQL.
    pub fn sql(&self) -> String {
        let mut out = match &self.key {
            Key::Column(name) => quote::ident(name),
            Key::Expr(expr) if naming::is_call(&expr.sql) => expr.sql.to_string(),
            Key::Expr(expr) => expr.parenthesised(),
        };
        if let Some(collation) = &self.collation {
            out.push_str(&format!(" collate {collation}"));
        }
        if let Some(class) = &self.class {
            out.push_str(&format!(" {}", class.sql()));
        }
        if !self.class_options.is_empty() {
            out.push_str(&format!(" ({})", self.class_options.list()));
        }
        out.push_str(match (self.descending, self.nulls_first) {
            (false, false) => "",
            (false, true) => " nulls first",
            (true, true) => " desc",
            (true, false) => " desc nulls last",
        });
        out
    }
}

/// Reads an element.
pub fn read(reader: &mut Reader, draft: &Draft, method: &str) -> Result<Element> {
    let (key, mut collation) = key(reader, draft)?;
    if reader.accept("collate") {
        collation = Some(collation_at(reader, draft)?);
    }
    let mut element = Element {
        collation,
        ..Element::of(key)
    };
    if matches!(reader.peek(), Token::Word(_)) && !reader.at_any(&["asc", "desc", "nulls", "with"])
    {
        let class = Loose::new(&reader.name()?.parts);
        if reader.at_sign(&Token::LParen) {
            element.class_options = Options::read(reader)?;
        }
        // Options need a class to stand behind, be it the default one.
        let spare = element.class_options.is_empty() && class::is_default(method, &class);
        element.class = Some(class).filter(|_| !spare);
    }
    element.descending = !reader.accept("asc") && reader.accept("desc");
    element.nulls_first = element.descending;
    if reader.accept("nulls first") {
        element.nulls_first = true;
    } else if reader.accept("nulls last") {
        element.nulls_first = false;
    }
    Ok(element)
}

fn collation_at(reader: &mut Reader, draft: &Draft) -> Result<String> {
    Ok(read_collation(reader, draft)?.unwrap_or_else(|| DEFAULT_COLLATION.into()))
}

/// Reads a column, a call or an expression in parentheses; a COLLATE around the whole of the latter comes back apart.
fn key(reader: &mut Reader, draft: &Draft) -> Result<(Key, Option<String>)> {
    if !reader.at_sign(&Token::LParen) {
        let mark = reader.mark();
        let name = reader.name()?;
        if !reader.at_sign(&Token::LParen) {
            return Ok((Key::Column(name.last().to_string()), None));
        }
        reader.skip();
        reader.until(|_| false)?;
        reader.expect_sign(&Token::RParen)?;
        return Ok((Key::Expr(Expr::new(reader.text_since(mark))), None));
    }
    let mark = reader.mark();
    let whole = reader.in_parens()?;
    let end = reader.mark();
    if let Some((inner, collation)) = collated(reader, draft, mark, end)? {
        return Ok((key_of(inner), Some(collation)));
    }
    Ok((key_of(whole), None))
}

fn key_of(expr: Expr) -> Key {
    let bare = Expr::new(expr.bare());
    match naming::only_column(&bare.sql) {
        Some(column) => Key::Column(column),
        None => Key::Expr(bare),
    }
}

/// Splits `(x collate c)`, which is the same as `x collate c`.
fn collated(
    reader: &mut Reader,
    draft: &Draft,
    mark: usize,
    end: usize,
) -> Result<Option<(Expr, String)>> {
    reader.rewind(mark);
    while reader.at_sign(&Token::LParen) {
        reader.skip();
    }
    let inner = reader.until(|r| r.at("collate"))?;
    let mut found = None;
    if naming::is_atom(&inner.sql) && reader.accept("collate") {
        let collation = collation_at(reader, draft)?;
        while reader.mark() < end && reader.accept_sign(&Token::RParen) {}
        found = (reader.mark() == end).then_some((inner, collation));
    }
    reader.rewind(end);
    Ok(found)
}
