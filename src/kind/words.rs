//! Numbers and nouns in sentences: `1 statement`, `12,403 rows`, `3 indexes`.

use super::names;
use crate::model::{Id, KindName};

/// Returns the number with its noun, in the plural where it must be.
pub fn count(number: usize, noun: &str) -> String {
    format!("{} {}", grouped(number as u64), plural(number, noun))
}

/// Returns the noun in the number that goes with a count.
pub fn plural(number: usize, noun: &str) -> String {
    if number == 1 {
        return noun.to_string();
    }
    let consonant_y = noun
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    match consonant_y {
        Some(stem) => format!("{stem}ies"),
        None if noun.ends_with(['x', 's']) => format!("{noun}es"),
        None => format!("{noun}s"),
    }
}

/// Returns the number with a comma between its thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Returns the noun that people use for a kind.
pub fn noun(kind: KindName) -> String {
    match kind {
        names::UNIQUE => "unique constraint".into(),
        names::CHECK => "check constraint".into(),
        names::EXCLUSION => "exclusion constraint".into(),
        names::INHERITS => "inheritance".into(),
        names::ROWS => "row set".into(),
        kind => kind.replace('-', " "),
    }
}

/// Returns a thing as people call it: `table public.users`.
pub fn called(id: &Id) -> String {
    let noun = noun(id.kind());
    match id.name().split_once(':') {
        // What is attached carries the printed address of what it is on.
        Some((kind, name)) if names::ATTACHED.contains(&id.kind()) => match name.split_once('/') {
            Some((name, what)) => {
                if id.kind() == names::SECURITY_LABEL {
                    return format!("{noun} of {what} on {} {name}", kind.replace('-', " "));
                }
                let (role, privilege) = what.split_once('/').unwrap_or((what, ""));
                format!(
                    "grant of {} on {kind} {name} to {role}",
                    privilege.to_lowercase()
                )
            }
            None => format!("{noun} of {} {name}", kind.replace('-', " ")),
        },
        _ => format!("{noun} {}", id.name()),
    }
}

/// Joins with commas.
pub fn list(items: &[String]) -> String {
    items.join(", ")
}

/// Returns the first characters of a text, with a mark where more follow.
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_string(),
        Some(_) => text.chars().take(most - 1).chain(['…']).collect(),
    }
}

/// Breaks a text into lines of at most `width` characters.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let options = textwrap::Options::new(width.max(20)).break_words(false);
    let lines = textwrap::wrap(text, options);
    lines.into_iter().map(|line| line.into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_follow_their_number() {
        assert_eq!(count(1, "statement"), "1 statement");
        assert_eq!(count(2, "policy"), "2 policies");
        assert_eq!(count(0, "index"), "0 indexes");
        assert_eq!(count(3, "primary key"), "3 primary keys");
        assert_eq!(count(12_403, "row"), "12,403 rows");
        assert_eq!(count(2, &noun(names::INHERITS)), "2 inheritances");
    }

    #[test]
    fn what_is_attached_is_called_by_what_it_is_on() {
        let grant = Id::printed(names::GRANT, "table:public.t/app/SELECT");
        assert_eq!(called(&grant), "grant of select on table public.t to app");
        let label = Id::printed(names::SECURITY_LABEL, "column:public.t.a/selinux");
        let words = "security label of selinux on column public.t.a";
        assert_eq!(called(&label), words);
        let comment = Id::printed(names::COMMENT, "column:public.t.c");
        assert_eq!(called(&comment), "comment of column public.t.c");
        assert_eq!(
            called(&Id::new(names::UNIQUE, &["public", "t", "k"])),
            "unique constraint public.t.k"
        );
    }
}
