//! Names that PostgreSQL chooses by itself for unnamed constraints, indexes and sequences.
//!
//! Follows `makeObjectName` and `ChooseIndexColumnNames` of the server, so that a file which leaves a
//! name out means the same object as the server would have made.

use rustc_hash::{FxHashMap, FxHashSet};

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

/// Names that are taken in each schema, and from which number on one of those that are chosen may be free.
///
/// The search goes on where it ended, so that many names of one beginning take time with their number.
#[derive(Debug, Default)]
pub struct Taken {
    names: FxHashSet<(String, String)>,
    reached: FxHashMap<(String, String), u32>,
}

impl Taken {
    /// Takes a name.
    pub fn insert(&mut self, (schema, name): (String, String)) {
        self.names.insert((schema, name));
    }

    /// Sets a name free.
    pub fn remove(&mut self, name: &(String, String)) {
        if self.names.remove(name) {
            self.reached.clear();
        }
    }

    /// Returns whether a name is taken.
    pub fn contains(&self, schema: &str, name: &str) -> bool {
        self.names.contains(&(schema.into(), name.into()))
    }

    /// Returns the first of `name`, `name1`, `name2` … that is free here and elsewhere.
    pub fn choose(
        &mut self,
        schema: &str,
        (name1, name2): (&str, Option<&str>),
        label: &str,
        elsewhere: impl Fn(&str) -> bool,
    ) -> String {
        let numbered = |n: u32| match n {
            0 => make(name1, name2, Some(label)),
            n => make(name1, name2, Some(&format!("{label}{n}"))),
        };
        let beginning = format!("{name1}\0{}\0{label}", name2.unwrap_or_default());
        let key = (schema.to_string(), beginning);
        let mut n = self.reached.get(&key).copied().unwrap_or_default();
        while self.contains(schema, &numbered(n)) {
            n += 1;
        }
        // What is taken elsewhere may become free without a word here.
        self.reached.insert(key, n);
        while elsewhere(&numbered(n)) || self.contains(schema, &numbered(n)) {
            n += 1;
        }
        numbered(n)
    }
}

impl FromIterator<(String, String)> for Taken {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(names: I) -> Taken {
        Taken {
            names: names.into_iter().collect(),
            reached: FxHashMap::default(),
        }
    }
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

    #[test]
    fn the_search_for_a_free_name_goes_on_where_it_ended() {
        let mut taken = Taken::default();
        let choose = |taken: &mut Taken| {
            let name = taken.choose("public", ("t", None), "check", |_| false);
            taken.insert(("public".into(), name));
            taken.reached.values().copied().max()
        };
        for n in 0..1000 {
            assert_eq!(choose(&mut taken), Some(n));
        }
        assert!(taken.contains("public", "t_check999"));
        taken.remove(&("public".into(), "t_check5".into()));
        assert_eq!(choose(&mut taken), Some(5));
        assert!(taken.contains("public", "t_check5"));
    }

    #[test]
    fn a_name_that_is_taken_elsewhere_is_passed_over() {
        let mut taken = Taken::default();
        let name = taken.choose("public", ("t", Some("a")), "key", |n| n == "t_a_key");
        assert_eq!(name, "t_a_key1");
    }
}
