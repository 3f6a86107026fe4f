//! Names in YAML into names in SQL: folded as PostgreSQL does, quoted where they must be.

use crate::diagnostic::Problem;
use crate::text::quote;
use crate::text::yaml::Node;

use super::reading::{Reading, one_or_many};
use super::sql::Sql;

/// Words that stand for a role and are no name of one.
const ROLE_WORDS: &[&str] = &["public", "current_user", "session_user", "current_role"];

impl Reading<'_> {
    /// Reads a name that no schema qualifies: of a column, a schema, a role, a constraint.
    pub fn name(&mut self, node: &Node) -> Option<Sql> {
        let mut parts = self.parts(node)?;
        if parts.len() > 1 {
            let text = &node.scalar()?.text;
            let problem = Problem::error(
                "yaml-name",
                format!("`{text}` has a dot where no schema can stand"),
            )
            .help(format!(
                "a dot within a name needs quotes: {}",
                in_quotes(text)
            ));
            self.report(problem, node.bytes());
            return None;
        }
        parts.pop().and_then(|part| printed(node, part))
    }

    /// Reads a name that a schema may qualify.
    pub fn qualified(&mut self, node: &Node) -> Option<Sql> {
        let parts = self.parts(node)?;
        printed(node, parts.join("."))
    }

    /// Reads the name of a policy or trigger, which often is a sentence.
    pub fn title(&mut self, node: &Node) -> Option<Sql> {
        let scalar = node.scalar()?;
        let sentence = scalar.text.contains(' ') && !scalar.text.starts_with('"');
        if sentence && !scalar.text.contains(char::is_control) {
            return printed(node, quote::ident(&scalar.text));
        }
        self.name(node)
    }

    /// Reads a role.
    pub fn role(&mut self, node: &Node) -> Option<Sql> {
        let text = node.scalar()?.text.to_ascii_lowercase();
        if ROLE_WORDS.contains(&text.as_str()) {
            return printed(node, text);
        }
        self.name(node)
    }

    /// Reads names, one or a list.
    pub fn names(&mut self, node: &Node) -> Vec<Sql> {
        one_or_many(node)
            .iter()
            .filter_map(|n| self.name(n))
            .collect()
    }

    fn parts(&mut self, node: &Node) -> Option<Vec<String>> {
        let text = &node.scalar()?.text;
        match split(text) {
            Some(parts) => Some(parts),
            None => {
                let problem = Problem::error("yaml-name", format!("`{text}` is not a name")).help(
                    format!("a name with signs in it needs quotes: {}", in_quotes(text)),
                );
                self.report(problem, node.bytes());
                None
            }
        }
    }
}

/// Reads names that stand in a scalar, such as the key of a function before its arguments.
pub fn split(text: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let (part, tail) = match rest.strip_prefix('"') {
            Some(inner) => quoted(inner)?,
            None => {
                let end = rest.find('.').unwrap_or(rest.len());
                (folded(&rest[..end])?, &rest[end..])
            }
        };
        parts.push(quote::ident(&part));
        match tail.strip_prefix('.') {
            Some(more) => rest = more,
            None => return (tail.is_empty() && parts.len() <= 3).then_some(parts),
        }
    }
}

/// Returns where the last dot outside of quotes stands in a printed name.
pub fn last_dot(text: &str) -> Option<usize> {
    let mut quoted = false;
    let mut found = None;
    for (at, b) in text.bytes().enumerate() {
        match b {
            b'"' => quoted = !quoted,
            b'.' if !quoted => found = Some(at),
            _ => {}
        }
    }
    found
}

fn printed(node: &Node, text: String) -> Option<Sql> {
    let scalar = node.scalar()?;
    Some(if text == scalar.text {
        Sql::copy(scalar)
    } else {
        Sql::of(&text, node.bytes())
    })
}

/// Returns the name up to the closing quote, and what stands behind it.
fn quoted(inner: &str) -> Option<(String, &str)> {
    let mut name = String::new();
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_control() {
            return None;
        }
        if c != '"' {
            name.push(c);
            continue;
        }
        if chars.next_if(|(_, next)| *next == '"').is_none() {
            return (!name.is_empty()).then_some((name, &inner[at + 1..]));
        }
        name.push('"');
    }
    None
}

/// Folds a name without quotes; one that SQL could not write so is taken as it stands.
fn folded(part: &str) -> Option<String> {
    let letter = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    let sign = |c: char| letter(c) || c.is_ascii_digit() || c == '$';
    if part.is_empty()
        || part != part.trim()
        || !part.chars().all(|c| sign(c) || matches!(c, ' ' | '-'))
    {
        return None;
    }
    let plain = part.starts_with(letter) && part.chars().all(sign);
    Some(if plain {
        part.to_ascii_lowercase()
    } else {
        part.to_string()
    })
}

fn in_quotes(text: &str) -> String {
    format!("'\"{}\"'", text.replace('"', "\"\"").replace('\'', "''"))
}
