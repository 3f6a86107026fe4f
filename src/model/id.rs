//! The address of a fact: its kind and its qualified name, printed in one way.
//!
//! The name is kept as printed, parts quoted where PostgreSQL needs it, so that an `Id` is cheap to
//! copy, compare and hash. What SQL needs beyond the name stands in the fact's own body.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock};

use rustc_hash::{FxHashSet, FxHasher};

/// The name of a kind, such as `table`; each kind has one constant for it.
pub type KindName = &'static str;

/// A kind and a qualified name, such as `column:public.users.email`.
#[derive(Clone, Eq)]
pub struct Id {
    kind: KindName,
    name: Arc<str>,
    /// The hash of the name: addresses are looked up far more often than they are made.
    hash: u64,
}

/// Names differ more often than kinds, and many facts share one name.
impl PartialEq for Id {
    fn eq(&self, other: &Id) -> bool {
        self.hash == other.hash
            && (Arc::ptr_eq(&self.name, &other.name) || self.name == other.name)
            && self.kind == other.kind
    }
}

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Id) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Id {
    fn cmp(&self, other: &Id) -> Ordering {
        (self.kind, &self.name).cmp(&(other.kind, &other.name))
    }
}

impl Hash for Id {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.place());
    }
}

impl Id {
    /// Builds the address of something from the unquoted parts of its name.
    pub fn new(kind: KindName, parts: &[&str]) -> Id {
        let mut name = String::with_capacity(32);
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                name.push('.');
            }
            quote_part(part, &mut name);
        }
        Id::printed(kind, name)
    }

    /// Builds an address from a name that is printed already, such as a function's with its arguments.
    pub fn printed(kind: KindName, name: impl Into<Arc<str>>) -> Id {
        let name = name.into();
        let mut hasher = FxHasher::default();
        hasher.write(name.as_bytes());
        Id {
            kind,
            hash: hasher.finish(),
            name,
        }
    }

    /// Builds the address of a part of this thing: a column of a table.
    pub fn child(&self, kind: KindName, part: &str) -> Id {
        let mut name = String::with_capacity(self.name.len() + part.len() + 3);
        name.push_str(&self.name);
        name.push('.');
        quote_part(part, &mut name);
        Id::printed(kind, name)
    }

    /// Returns the same name under another kind: the default of a column.
    pub fn as_kind(&self, kind: KindName) -> Id {
        Id {
            kind,
            name: self.name.clone(),
            hash: self.hash,
        }
    }

    /// Returns the hash of the whole address; a kind's name tells itself from the others by its length well enough.
    pub(super) fn place(&self) -> u64 {
        self.hash.rotate_left(5) ^ (self.kind.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    /// Returns the kind's name.
    pub fn kind(&self) -> KindName {
        self.kind
    }

    /// Returns the printed, qualified name; it is valid SQL for whatever has a plain name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the unquoted parts of the name.
    pub fn parts(&self) -> Vec<String> {
        split_name(&self.name)
    }

    /// Returns the unquoted last part of the name.
    pub fn last(&self) -> String {
        if !self.name.contains(['"', '(']) {
            let start = self.name.rfind('.').map_or(0, |dot| dot + 1);
            return self.name[start..].to_string();
        }
        self.parts().pop().unwrap_or_default()
    }

    /// Returns what stands behind the parts of the name: the arguments of a routine, with their parentheses.
    pub fn suffix(&self) -> &str {
        let mut quoted = false;
        let at = self.name.char_indices().find(|(_, c)| {
            quoted ^= *c == '"';
            *c == '(' && !quoted
        });
        at.map_or("", |(at, _)| &self.name[at..])
    }

    /// Returns the printed name without its last part.
    pub fn container(&self) -> String {
        if !self.name.contains(['"', '(']) {
            let end = self.name.rfind('.').unwrap_or(0);
            return self.name[..end].to_string();
        }
        let parts = self.parts();
        let mut out = String::new();
        for (i, part) in parts[..parts.len().saturating_sub(1)].iter().enumerate() {
            if i > 0 {
                out.push('.');
            }
            quote_part(part, &mut out);
        }
        out
    }

    /// Returns this address with the leading name `from` replaced by `to`, if it begins so.
    ///
    /// The name of a comment, owner or grant begins with the address that it is on: `table:public.t/role/SELECT`.
    pub fn moved(&self, from: &str, to: &str) -> Option<Id> {
        let (on, name) = self.name.split_at(self.on_kind());
        let rest = name.strip_prefix(from)?;
        let is_whole = rest.is_empty() || rest.starts_with(['.', '(', '/']);
        is_whole.then(|| Id::printed(self.kind, format!("{on}{to}{rest}")))
    }

    /// Returns whether this is the address of a comment, owner or grant on a thing or on a part of it.
    pub fn is_on(&self, thing: &Id) -> bool {
        let (on, name) = self.name.split_at(self.on_kind());
        let (on, rest) = (on.trim_end_matches(':'), name.strip_prefix(thing.name()));
        let itself = |rest: &str| on == thing.kind && (rest.is_empty() || rest.starts_with('/'));
        !on.is_empty() && rest.is_some_and(|rest| rest.starts_with('.') || itself(rest))
    }

    /// Returns the length of the kind that the name begins with, its colon included; a plain name has no colon outside of quotes.
    fn on_kind(&self) -> usize {
        let word = |b: &u8| b.is_ascii_lowercase() || *b == b'-';
        let end = self.name.bytes().position(|b| !word(&b));
        end.filter(|end| self.name[*end..].starts_with(':'))
            .map_or(0, |end| end + 1)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.name)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Appends an identifier, quoted where it must be, as `quote_ident` does it.
pub fn quote_part(part: &str, out: &mut String) {
    if is_plain(part) {
        out.push_str(part);
        return;
    }
    out.push('"');
    for c in part.chars() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    out.push('"');
}

fn is_plain(part: &str) -> bool {
    let mut bytes = part.bytes();
    let first = bytes.next();
    first.is_some_and(|b| b.is_ascii_lowercase() || b == b'_')
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && !is_reserved(part)
}

fn is_reserved(part: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| RESERVED.iter().copied().collect());
    WORDS.contains(part)
}

/// Splits a printed name at its dots, quotes honoured and removed; stops at an argument list.
pub fn split_name(name: &str) -> Vec<String> {
    if !name.bytes().any(|b| b == b'"' || b == b'(') {
        return name.split('.').map(str::to_string).collect();
    }
    let (mut parts, mut part, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                part.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            '.' if !quoted => parts.push(std::mem::take(&mut part)),
            '(' if !quoted => break,
            c => part.push(c),
        }
    }
    parts.push(part);
    parts
}

/// The key words that need quotes as a name: `pg_get_keywords()` with a catcode other than U,
/// PostgreSQL 13 to 18, sorted.
const RESERVED: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_quoted_only_where_postgres_needs_it() {
        let id = Id::new("table", &["public", "Odd \"one\"", "user", "plain_1"]);
        assert_eq!(id.name(), r#"public."Odd ""one"""."user".plain_1"#);
        assert_eq!(id.parts(), ["public", "Odd \"one\"", "user", "plain_1"]);
    }

    #[test]
    fn moving_a_name_takes_whole_parts_only() {
        let id = Id::new("column", &["public", "users", "id"]);
        assert_eq!(
            id.moved("public.users", "app.people")
                .map(|i| i.to_string()),
            Some("column:app.people.id".into())
        );
        assert_eq!(id.moved("public.user", "app.x"), None);
    }

    #[test]
    fn what_is_attached_to_a_thing_moves_with_it() {
        let table = Id::new("table", &["public", "users"]);
        let grant = Id::printed("grant", format!("{table}/app/SELECT"));
        assert_eq!(
            grant
                .moved("public.users", "app.people")
                .map(|i| i.to_string()),
            Some("grant:table:app.people/app/SELECT".into())
        );
        assert!(grant.is_on(&table) && !grant.is_on(&Id::new("table", &["public", "user"])));
        assert!(!table.is_on(&table));
    }

    #[test]
    fn the_reserved_words_are_sorted() {
        assert!(RESERVED.is_sorted());
    }
}
