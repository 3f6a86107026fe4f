//! A constant of a row: as it is printed, and as the server is told it for comparison.

use std::sync::Arc;

use crate::text::canon::SPECIALS;
use crate::text::quote;
use crate::text::refs::{self, Ref};

/// A constant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// NULL.
    Null,
    /// A string constant; the column gives it its type.
    Text(Arc<str>),
    /// A number or a boolean, as it is written.
    Bare(Arc<str>),
    /// An expression of constants, such as `'{}'::jsonb`.
    Sql(Arc<str>),
}

impl Value {
    /// Returns it as SQL.
    pub fn sql(&self) -> String {
        match self {
            Value::Null => "null".into(),
            Value::Text(text) => quote::literal(text),
            Value::Bare(sql) | Value::Sql(sql) => sql.to_string(),
        }
    }

    /// Returns it as the text that a column of any type takes; nothing for NULL, and for an expression, which only a server can tell.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) | Value::Bare(text) => Some(text),
            Value::Null => None,
            Value::Sql(sql) => cast_string(sql),
        }
    }

    /// Returns the expression, if only a server can tell the value that a column of a type gets of it.
    pub fn expression(&self, ty: &str) -> Option<&str> {
        match self {
            Value::Sql(sql) if cast_string(sql).is_none() => Some(sql),
            // All but these types round it, or print it in another way.
            Value::Bare(number)
                if number.contains(['.', 'e', 'E'])
                    && self.is_number()
                    && !["numeric", "real", "double"]
                        .iter()
                        .any(|t| ty.starts_with(t)) =>
            {
                Some(number)
            }
            Value::Null | Value::Text(_) | Value::Bare(_) | Value::Sql(_) => None,
        }
    }

    fn is_number(&self) -> bool {
        matches!(self, Value::Bare(text) if text.starts_with(|c: char| c == '-' || c == '.' || c.is_ascii_digit()))
    }

    /// Returns what tells it from others without a server.
    pub fn identity(&self) -> &str {
        match self {
            Value::Null => "",
            Value::Text(text) | Value::Bare(text) | Value::Sql(text) => text,
        }
    }

    /// Returns it where a value of a type is wanted that nothing around it gives.
    pub fn typed(&self, ty: &str) -> String {
        match self {
            Value::Null => format!("null::{ty}"),
            Value::Text(text) => format!("{}::{ty}", quote::literal(text)),
            Value::Bare(text) => format!("{}::{ty}", quote::literal(text)),
            Value::Sql(sql) => format!("({sql})::{ty}"),
        }
    }

    /// Returns it where what it is compared with gives a literal its type.
    pub fn beside(&self, ty: &str) -> String {
        match self {
            Value::Bare(text) if is_countable(ty) => text.to_string(),
            Value::Bare(text) => quote::literal(text),
            Value::Null => "null".into(),
            Value::Text(text) => quote::literal(text),
            Value::Sql(_) => self.typed(ty),
        }
    }

    /// Returns whether it is or holds one of these texts.
    pub fn names_one(&self, texts: &[&String]) -> bool {
        match self {
            Value::Null => false,
            Value::Text(text) | Value::Bare(text) => texts
                .iter()
                .any(|t| ***t == **text || text.starts_with('{') && text.contains(t.as_str())),
            Value::Sql(sql) => texts.iter().any(|t| sql.contains(t.as_str())),
        }
    }
}

/// Returns whether a number or boolean stands beside a value of this type without quotes.
fn is_countable(ty: &str) -> bool {
    let of = ["smallint", "integer", "bigint", "boolean", "real"];
    of.contains(&ty) || ty.starts_with("numeric") || ty.starts_with("double")
}

/// Returns the string of `'…'::some.type`.
fn cast_string(sql: &str) -> Option<&str> {
    let rest = sql.strip_prefix('\'')?;
    let (string, ty) = rest.split_once('\'')?;
    let ty = ty.trim_start().strip_prefix("::")?.trim();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '"' | ' ' | '[' | ']');
    let first = ty.split([' ', '[']).next().unwrap_or_default();
    // A type with a length cuts what is too long; others round, or print it in another way.
    let plain = ty.chars().all(is_name) && !CHANGING_TYPES.contains(&first.to_lowercase().as_str());
    (plain && !ty.is_empty()).then_some(string)
}

/// Types through which a text does not go as it is.
const CHANGING_TYPES: &[&str] = &[
    "bit",
    "bpchar",
    "char",
    "character",
    "date",
    "decimal",
    "double",
    "float",
    "float4",
    "float8",
    "interval",
    "money",
    "name",
    "numeric",
    "real",
    "time",
    "timestamp",
    "timestamptz",
    "timetz",
];

/// What looks like a call and is none.
const NO_CALLS: &[&str] = &["cast", "row"];

/// Returns whether a word gives another value each time, or to each role.
fn changes(word: &str) -> bool {
    SPECIALS.contains(&word) || ["select", "system_user"].contains(&word)
}

/// The words that stand for another moment each time (Special Date/Time Inputs of the manual).
const MOMENTS: &[&str] = &["now", "today", "tomorrow", "yesterday"];

/// Returns whether a text has another value each time where it is a date or time.
pub fn names_moment(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.any(|word| MOMENTS.iter().any(|m| word.eq_ignore_ascii_case(m)))
}

/// Returns whether a type holds dates or times.
pub fn is_of_moments(ty: &str) -> bool {
    ty.starts_with("date") && !ty.starts_with("daterange") || ty.starts_with("time")
}

/// Returns whether an expression is made of literals, casts and operators.
pub fn is_constant(sql: &str) -> bool {
    !has_moment(sql) && is_of_literals(sql)
}

/// Returns whether a word for a moment becomes a date or time within an expression.
fn has_moment(sql: &str) -> bool {
    let words = |text: &str| {
        refs::scan(text)
            .names
            .iter()
            .any(|name| name.parts.last().is_some_and(|last| is_of_moments(last)))
    };
    names_moment(sql) && words(sql)
}

fn is_of_literals(sql: &str) -> bool {
    let fixed = |name: &Ref| {
        let word = name.parts.last().map_or("", String::as_str);
        name.cast
            || name.call && NO_CALLS.contains(&word)
            || !name.call && !name.source && !changes(word)
    };
    !sql.to_ascii_lowercase().contains("select") && refs::scan(sql).names.iter().all(fixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_has_the_same_value_each_time() {
        for sql in [
            "'a'::text",
            "array['a', 'b']",
            "array[1]::int[]",
            "cast('1' as numeric(10,2))",
            "interval '1 day'",
            "date '2024-01-01' + 1",
            "1 + 2",
            "'{}'::jsonb",
            "'now'::text",
        ] {
            assert!(is_constant(sql), "{sql}");
        }
        for sql in [
            "now()",
            "CURRENT_TIMESTAMP",
            "gen_random_uuid()",
            "(select 1)",
            "(select id from t)",
            "current_user::text",
            "'now'::timestamptz",
            "timestamp 'Tomorrow 10:00' + interval '1 hour'",
            "cast('today' as date)",
        ] {
            assert!(!is_constant(sql), "{sql}");
        }
    }

    #[test]
    fn a_string_that_is_cast_is_told_as_that_string() {
        assert_eq!(cast_string("'a'::jsonb"), Some("a"));
        assert_eq!(cast_string("'a'::app.mood"), Some("a"));
        assert_eq!(cast_string("'it''s'::text"), None);
        assert_eq!(cast_string("'a'::varchar(3)"), None);
        assert_eq!(cast_string("'a'::text || 'b'"), None);
        assert_eq!(cast_string("'1.5'::numeric"), None);
    }
}
