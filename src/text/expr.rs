//! An expression or query: its text as read, and the canonical text that is compared.

use std::sync::Arc;

/// An expression or query of a fact.
#[derive(Debug, Clone)]
pub struct Expr {
    /// The text as it was written, or as the server printed it.
    pub sql: Arc<str>,
    /// The canonical text; the same as `sql` until the reader has settled it.
    pub canon: Arc<str>,
}

impl Expr {
    /// Takes a text as read.
    pub fn new(sql: impl AsRef<str>) -> Expr {
        let sql: Arc<str> = sql.as_ref().trim().into();
        Expr {
            canon: sql.clone(),
            sql,
        }
    }

    /// Returns the text between one pair of parentheses.
    pub fn parenthesised(&self) -> String {
        if is_wrapped(&self.sql) {
            self.sql.to_string()
        } else {
            format!("({})", self.sql)
        }
    }

    /// Returns the text without parentheses around the whole.
    pub fn bare(&self) -> &str {
        let mut text: &str = &self.sql;
        while is_wrapped(text) {
            text = text[1..text.len() - 1].trim();
        }
        text
    }
}

impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        self.canon == other.canon
    }
}

/// Returns whether the first parenthesis closes with the last character, strings and quoted names aside.
fn is_wrapped(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'(')
        || bytes.last() != Some(&b')')
        || text.contains('$')
        || text.contains('\\')
    {
        return false;
    }
    let (mut depth, mut quote) = (0usize, None);
    for (i, b) in bytes.iter().enumerate() {
        match (quote, b) {
            (Some(q), b) if *b == q => quote = None,
            (Some(_), _) => {}
            (None, b'\'' | b'"') => quote = Some(*b),
            (None, b'(') => depth += 1,
            (None, b')') => depth -= 1,
            (None, b'-') if bytes.get(i + 1) == Some(&b'-') => return false,
            (None, b'/') if bytes.get(i + 1) == Some(&b'*') => return false,
            _ => {}
        }
        if depth == 0 && i + 1 < bytes.len() {
            return false;
        }
    }
    depth == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parentheses_are_added_only_where_none_enclose_the_whole() {
        assert_eq!(Expr::new("(a) and (b)").parenthesised(), "((a) and (b))");
        assert_eq!(Expr::new("(a = ')')").parenthesised(), "(a = ')')");
        assert_eq!(Expr::new("((a))").bare(), "a");
    }
}
