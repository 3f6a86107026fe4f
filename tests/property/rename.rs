//! The same schema under other names, with the comments that say so.

use super::write::COLUMNS;

/// What is renamed: the words that define it, its name, and its name from now on.
const NAMES: [(&str, &str, &str); 8] = [
    ("create table ", "users", "people"),
    ("create table ", "events", "meetings"),
    ("create view ", "active", "current"),
    ("create sequence ", "numbers", "digits"),
    ("create type ", "mood", "humour"),
    ("create domain app.", "amount", "sum"),
    ("create function app.", "twice", "double"),
    ("create function app.", "valid", "is_valid"),
];

/// Returns a schema with other names, each with a comment above what has it.
pub fn all(sql: &str) -> String {
    let mut out = sql.to_string();
    for (head, old, new) in NAMES {
        let schema = head.rsplit_once(' ').map_or("", |parts| parts.1);
        out = words(&out, &format!("{schema}{old}"), &format!("{schema}{new}"));
        let head = format!("{head}{new}");
        out = below(&out, |line| defines(line, &head), &format!("{schema}{old}"));
    }
    let (old, new) = (COLUMNS[3], "remark");
    out = words(&out, old, new);
    below(&out, |line| line.trim_start().starts_with("remark "), old)
}

fn defines(line: &str, head: &str) -> bool {
    line.strip_prefix(head)
        .is_some_and(|rest| rest.starts_with([' ', '(']))
}

/// Writes above each line that defines something what it was called.
fn below(sql: &str, is_one: impl Fn(&str) -> bool, old: &str) -> String {
    let mut out = String::new();
    for line in sql.lines() {
        if is_one(line) {
            out += &format!("-- trueup: renamed from {old}\n");
        }
        out += &format!("{line}\n");
    }
    out
}

/// Puts a name in the place of another wherever it is a whole word.
fn words(sql: &str, old: &str, new: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::new();
    let mut rest = sql;
    while let Some(at) = rest.find(old) {
        let (before, after) = (&rest[..at], &rest[at + old.len()..]);
        out += before;
        out += match before.ends_with(is_part) || after.starts_with(is_part) {
            true => old,
            false => new,
        };
        rest = after;
    }
    out + rest
}
