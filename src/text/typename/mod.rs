//! Type names: the grammar of a type as PostgreSQL reads it, and the spelling as `format_type` prints it.
//!
//! Follows `Typename` of PostgreSQL's grammar on tokens, because sqlparser's data types lose or misread
//! some spellings. What a user-defined name means is for the caller to look up.

mod builtin;
mod modifiers;
#[cfg(test)]
mod tests;

use std::fmt;

use sqlparser::tokenizer::{Location, Token};
use thiserror::Error;

use crate::model::Id;
use crate::text::quote;
use crate::text::sql::Cursor;

pub use builtin::{BUILTIN, builtin, catalog, is_builtin};

/// A type in the one spelling of `format_type` under an empty search path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeName {
    /// The name without modifiers; a user-defined one qualified and quoted.
    pub name: String,
    /// The modifiers, as in `numeric(10,2)`.
    pub modifiers: Vec<String>,
    /// 1 for an array of any dimensions (PostgreSQL does not keep their number), else 0.
    pub dimensions: u8,
}

/// Returns the name of a type of a schema as `format_type` prints it under an empty `search_path`: what is in `pg_catalog` has none.
pub fn in_schema(schema: &str, name: &str) -> String {
    match schema {
        "pg_catalog" => quote::ident(name),
        schema => Id::new("", &[schema, name]).name().to_string(),
    }
}

impl TypeName {
    /// Returns whether no search path changes what it means: it is qualified, or the system's.
    pub fn is_named_in_full(&self) -> bool {
        self.name.contains('.') || is_builtin(&self.name)
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (head, tail) = match self.name.split_once(' ') {
            Some((head @ ("time" | "timestamp"), tail)) => (head, Some(tail)),
            _ => (self.name.as_str(), None),
        };
        f.write_str(head)?;
        if !self.modifiers.is_empty() {
            write!(f, "({})", self.modifiers.join(","))?;
        }
        if let Some(tail) = tail {
            write!(f, " {tail}")?;
        }
        f.write_str(if self.dimensions > 0 { "[]" } else { "" })
    }
}

/// A type that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TypeError {
    /// The name means no type that is known.
    #[error("there is no type {name}")]
    Unknown {
        /// The name as it was written.
        name: String,
        /// The index of its first token.
        index: usize,
        /// Where its first token stands.
        location: Location,
    },
    /// The tokens are no type.
    #[error("{message}")]
    Syntax {
        /// What was expected or wrong.
        message: String,
        /// The index of the token at fault.
        index: usize,
        /// Where that token stands.
        location: Location,
    },
}

/// Reads the type at the cursor; `resolve` gives the qualified, quoted name of a user-defined type.
///
/// # Errors
/// Returns [`TypeError::Unknown`] if `resolve` knows no such type, and [`TypeError::Syntax`] if no type stands there.
pub fn parse(
    cursor: &mut Cursor,
    resolve: &mut dyn FnMut(&[String]) -> Option<String>,
) -> Result<TypeName, TypeError> {
    let mut types = Types { cursor };
    let (name, modifiers) = types.simple(resolve)?;
    let (element, mut dimensions) = element_of(name);
    let (name, modifiers) = modifiers::spell(element, modifiers).map_err(|m| types.syntax(&m))?;
    if types.bounds()? {
        dimensions = 1;
    }
    Ok(TypeName {
        name,
        modifiers,
        dimensions,
    })
}

/// Reads what `format_type` printed.
pub fn from_format_type(text: &str) -> TypeName {
    let (text, dimensions) = text.strip_suffix("[]").map_or((text, 0), |t| (t, 1));
    let open = open_parenthesis(text);
    let close = open.and_then(|open| text[open..].rfind(')').map(|i| open + i));
    let (Some(open), Some(close)) = (open, close) else {
        return TypeName {
            name: text.to_string(),
            modifiers: Vec::new(),
            dimensions,
        };
    };
    let modifiers = text[open + 1..close]
        .split(',')
        .map(|m| m.trim().to_string())
        .collect();
    TypeName {
        name: format!("{}{}", &text[..open], &text[close + 1..]),
        modifiers,
        dimensions,
    }
}

/// Finds the first parenthesis outside of quotes.
fn open_parenthesis(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.bytes().position(|b| {
        quoted ^= b == b'"';
        b == b'(' && !quoted
    })
}

/// Splits `text[]` that an array's own name such as `_text` stands for.
fn element_of(name: String) -> (String, u8) {
    match name.strip_suffix("[]") {
        Some(element) => (element.to_string(), 1),
        None => (name, 0),
    }
}

/// A name and its modifiers.
type Simple = (String, Vec<String>);

struct Types<'c, 't> {
    cursor: &'c mut Cursor<'t>,
}

impl Types<'_, '_> {
    /// Reads a type without its array bounds.
    fn simple(
        &mut self,
        resolve: &mut dyn FnMut(&[String]) -> Option<String>,
    ) -> Result<Simple, TypeError> {
        let word = self.word();
        match word.as_deref() {
            Some("setof") => Err(self.syntax("SETOF is only allowed for what a function returns")),
            Some(
                w @ ("int" | "integer" | "smallint" | "bigint" | "real" | "boolean" | "dec"
                | "decimal" | "numeric" | "float" | "varchar"),
            ) if !self.at_dot(1) => {
                self.cursor.advance();
                let name = if w == "float" {
                    "float"
                } else {
                    builtin(w).unwrap_or_default()
                };
                Ok((name.to_string(), self.modifiers()?))
            }
            Some("double") if self.word_at(1).as_deref() == Some("precision") => {
                self.take(2, "double precision")
            }
            Some(w @ ("bit" | "character" | "char" | "nchar")) if !self.at_dot(1) => {
                self.varying(1, w == "bit")
            }
            Some("national")
                if matches!(self.word_at(1).as_deref(), Some("character" | "char")) =>
            {
                self.varying(2, false)
            }
            Some(w @ ("time" | "timestamp")) if !self.at_dot(1) => self.time(w),
            Some("interval") if !self.at_dot(1) => self.interval(),
            _ => self.named(resolve),
        }
    }

    fn take(&mut self, words: usize, name: &str) -> Result<Simple, TypeError> {
        for _ in 0..words {
            self.cursor.advance();
        }
        Ok((name.to_string(), Vec::new()))
    }

    /// Reads `bit` and `character`, whose length is 1 where none is given, with `varying` or without.
    fn varying(&mut self, words: usize, bit: bool) -> Result<Simple, TypeError> {
        self.take(words, "")?;
        let varying = self.accept("varying");
        let modifiers = self.modifiers()?;
        let name = match (bit, varying) {
            (true, true) => "bit varying",
            (true, false) => "bit",
            (false, true) => "character varying",
            (false, false) => "character",
        };
        let modifiers = if modifiers.is_empty() && !varying {
            vec!["1".to_string()]
        } else {
            modifiers
        };
        Ok((name.to_string(), modifiers))
    }

    fn time(&mut self, word: &str) -> Result<Simple, TypeError> {
        self.cursor.advance();
        let modifiers = self.modifiers()?;
        let zone = (self.word_at(1).as_deref(), self.word_at(2).as_deref())
            == (Some("time"), Some("zone"));
        let with = match self.word().as_deref() {
            Some(w @ ("with" | "without")) if zone => {
                let with = w == "with";
                self.take(3, "")?;
                with
            }
            _ => false,
        };
        Ok((
            format!("{word} {} time zone", if with { "with" } else { "without" }),
            modifiers,
        ))
    }

    /// Reads `interval`, its fields and its precision.
    fn interval(&mut self) -> Result<Simple, TypeError> {
        self.cursor.advance();
        let mut name = "interval".to_string();
        if let Some(first) = self.field(0) {
            self.cursor.advance();
            name = format!("interval {first}");
            if let (Some("to"), Some(last)) = (self.word().as_deref(), self.field(1)) {
                self.take(2, "")?;
                name = format!("{name} to {last}");
            }
        }
        let precise = name == "interval" || name.ends_with("second");
        let modifiers = if precise {
            self.modifiers()?
        } else {
            Vec::new()
        };
        Ok((name, modifiers))
    }

    fn field(&self, n: usize) -> Option<String> {
        self.word_at(n)
            .filter(|w| ["year", "month", "day", "hour", "minute", "second"].contains(&w.as_str()))
    }

    /// Reads a name that is no key word of the grammar: a built-in type by its own name, or a user-defined one.
    fn named(
        &mut self,
        resolve: &mut dyn FnMut(&[String]) -> Option<String>,
    ) -> Result<Simple, TypeError> {
        let (index, location) = (self.cursor.index(), self.cursor.peek().span.start);
        let (parts, written) = self.parts()?;
        if self.cursor.peek().token == Token::Mod && self.word_at(1).as_deref() == Some("type") {
            return Err(self.syntax(&format!(
                "{written}%TYPE is resolved when it is read: name the type itself"
            )));
        }
        let modifiers = self.modifiers()?;
        match own_name(&parts).or_else(|| resolve(&parts)) {
            Some(name) => Ok((name, modifiers)),
            None => Err(TypeError::Unknown {
                name: written,
                index,
                location,
            }),
        }
    }

    /// Reads a dotted name: its parts folded, and the whole as written.
    fn parts(&mut self) -> Result<(Vec<String>, String), TypeError> {
        let (mut parts, mut written) = (Vec::new(), String::new());
        loop {
            let Token::Word(word) = &self.cursor.peek().token else {
                return Err(self.syntax("a type name is expected here"));
            };
            written.push_str(&word.to_string());
            parts.push(if word.quote_style.is_some() {
                word.value.clone()
            } else {
                fold(&word.value)
            });
            self.cursor.advance();
            if !self.at_dot(0) {
                return Ok((parts, written));
            }
            self.cursor.advance();
            written.push('.');
        }
    }

    /// Reads a list of modifiers in parentheses, if one follows.
    fn modifiers(&mut self) -> Result<Vec<String>, TypeError> {
        let mut out = Vec::new();
        if !self.cursor.accept(&Token::LParen) {
            return Ok(out);
        }
        loop {
            let sign = if self.cursor.accept(&Token::Minus) {
                "-"
            } else {
                ""
            };
            let value = match &self.cursor.peek().token {
                Token::Number(n, _) => n
                    .parse::<i64>()
                    .map_or_else(|_| n.clone(), |n| n.to_string()),
                Token::Word(word) if sign.is_empty() => word.to_string(),
                Token::SingleQuotedString(text) if sign.is_empty() => text.clone(),
                _ => return Err(self.syntax("a type modifier is expected here")),
            };
            self.cursor.advance();
            out.push(format!("{sign}{value}"));
            if self.cursor.accept(&Token::RParen) {
                return Ok(out);
            }
            if !self.cursor.accept(&Token::Comma) {
                return Err(self.syntax("`,` or `)` is expected after a type modifier"));
            }
        }
    }

    /// Reads array bounds of any form and returns whether there were some.
    fn bounds(&mut self) -> Result<bool, TypeError> {
        let mut any = self.accept("array");
        while self.cursor.accept(&Token::LBracket) {
            any = true;
            if matches!(self.cursor.peek().token, Token::Number(..)) {
                self.cursor.advance();
            }
            if !self.cursor.accept(&Token::RBracket) {
                return Err(self.syntax("`]` is expected after the bound of an array"));
            }
        }
        Ok(any)
    }

    fn accept(&mut self, word: &str) -> bool {
        let found = self.word().as_deref() == Some(word);
        if found {
            self.cursor.advance();
        }
        found
    }

    fn word(&self) -> Option<String> {
        self.word_at(0)
    }

    /// Returns the n-th token from here, folded, if it is an unquoted word.
    fn word_at(&self, n: usize) -> Option<String> {
        match &self.cursor.nth(n).token {
            Token::Word(word) if word.quote_style.is_none() => Some(fold(&word.value)),
            _ => None,
        }
    }

    fn at_dot(&self, n: usize) -> bool {
        self.cursor.nth(n).token == Token::Period
    }

    fn syntax(&self, message: &str) -> TypeError {
        let location = self.cursor.peek().span.start;
        TypeError::Syntax {
            message: message.to_string(),
            index: self.cursor.index(),
            location,
        }
    }
}

/// Returns the printed name of a built-in type, or of an array of it, from its name in the catalog.
fn own_name(parts: &[String]) -> Option<String> {
    let last = match parts {
        [last] => last,
        [schema, last] if schema == "pg_catalog" => last,
        _ => return None,
    };
    let array = || {
        last.strip_prefix('_')
            .and_then(catalog)
            .map(|n| format!("{n}[]"))
    };
    catalog(last).map(str::to_string).or_else(array)
}

/// Folds an unquoted name as PostgreSQL does in a multi-byte encoding: ASCII letters only.
fn fold(word: &str) -> String {
    word.to_ascii_lowercase()
}
