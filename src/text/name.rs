//! Names that PostgreSQL chooses by itself for unnamed constraints, indexes and sequences.
//!
//! Follows `makeObjectName` and `ChooseIndexColumnNames` of the server, so that a file which leaves a
//! name out means the same object as the server would have made.

/// The longest name in bytes that PostgreSQL keeps (NAMEDATALEN - 1).
pub const MAX: usize = 63;

/// Cuts a name as the server does, between characters.
pub fn truncate(name: &str) -> &str {
    clip(name, MAX)
}

/// Joins the parts as `name1_name2_label`, cutting the longer of the two names until it fits.
pub fn make(name1: &str, name2: Option<&str>, label: Option<&str>) -> String {
    let overhead = name2.map_or(0, |_| 1) + label.map_or(0, |l| l.len() + 1);
    let room = MAX - overhead.min(MAX);
    let (mut len1, mut len2) = (name1.len(), name2.map_or(0, str::len));
    while len1 + len2 > room {
        if len1 > len2 { len1 -= 1 } else { len2 -= 1 }
    }
    let mut out = clip(name1, len1).to_string();
    for part in [name2.map(|n| clip(n, len2)), label].into_iter().flatten() {
        out.push('_');
        out.push_str(part);
    }
    out
}

/// Returns the first of `name`, `name1`, `name2` … that is free.
pub fn choose(
    name1: &str,
    name2: Option<&str>,
    label: &str,
    taken: impl Fn(&str) -> bool,
) -> String {
    let mut name = make(name1, name2, Some(label));
    let mut n = 0;
    while taken(&name) {
        n += 1;
        name = make(name1, name2, Some(&format!("{label}{n}")));
    }
    name
}

/// Joins column names as the server does for a constraint or index over several.
pub fn columns<S: AsRef<str>>(columns: &[S]) -> String {
    let mut out = String::new();
    for column in columns {
        if !out.is_empty() {
            out.push('_');
        }
        out.push_str(column.as_ref());
        if out.len() > MAX {
            break;
        }
    }
    clip(&out, MAX).to_string()
}

fn clip(name: &str, mut len: usize) -> &str {
    len = len.min(name.len());
    while !name.is_char_boundary(len) {
        len -= 1;
    }
    &name[..len]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_on_its_longer_side() {
        let name = make(&"t".repeat(60), Some("column"), Some("key"));
        assert_eq!(name.len(), MAX);
        assert!(name.ends_with("t_column_key"));
    }

    #[test]
    fn a_taken_name_gets_a_number_behind_its_label() {
        assert_eq!(
            choose("t", Some("a"), "check", |n| n == "t_a_check"),
            "t_a_check1"
        );
    }
}
