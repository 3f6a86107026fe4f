//! Which names may have been meant by one that is not there.

use crate::diagnostic::nearest;

/// How many are named.
const NAMED: usize = 5;

/// Returns the nearest name, and those that share a word with it.
pub fn like(name: &str, known: &[String]) -> Vec<String> {
    let name = name.to_lowercase();
    let mut found: Vec<String> = Vec::new();
    found.extend(nearest(&name, known.iter().map(String::as_str)).map(str::to_string));
    let words: Vec<&str> = name
        .split(['-', '_', ' '])
        .filter(|w| w.len() > 2)
        .collect();
    let shared = |k: &str| {
        let own: Vec<&str> = k.split('-').collect();
        words.iter().filter(|w| own.contains(w)).count()
    };
    let mut more: Vec<&String> = known.iter().filter(|k| shared(k) > 0).collect();
    more.sort_by_key(|k| std::cmp::Reverse(shared(k)));
    for one in more {
        if !found.contains(one) {
            found.push(one.clone());
        }
    }
    found.truncate(NAMED);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_comes_before_what_shares_a_word() {
        let known = ["drops-data", "unknown-view", "view-cycle"].map(String::from);
        assert_eq!(like("drop-data", &known), ["drops-data"]);
        assert_eq!(like("view-cicle", &known), ["view-cycle", "unknown-view"]);
        assert!(like("xyz", &known).is_empty());
    }
}
